//! Blocks: which parts of a source text are the article's own words, and which are headline, date line, embedded
//! post or noise between the paragraphs.
//!
//! One pass over the lines gives each a kind by its words (the rules of `data/noise.toml`) or its shape; a second pass
//! looks at neighbours: posts around their author lines, lists under a "read also", runs of headlines, tags at the end.
//! What is in doubt is [`BlockKind::Body`]: a link that is read as news costs less than news that is not read.

mod post;
mod rules;
mod shape;

pub use rules::NoiseRules;
use rules::{Place, Seen};
use shape::Line;

use crate::span::Span;

/// What a block of an article is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The title.
    Headline,
    /// Where and when, by whom: date lines, bylines, "NEW DELHI, Dec 5 (PTI):". No news, but it dates and places the rest.
    Dateline,
    /// The article's own words.
    Body,
    /// A title within the article.
    Subhead,
    /// A post of a social network that the article shows.
    Embed {
        /// Who wrote it, as printed.
        author: Option<String>,
        /// User name, without `@`.
        handle: Option<String>,
        /// The words of its date; empty where it carries none.
        date_line: Span,
    },
    /// Not the article's words.
    Noise(NoiseKind),
}

/// Why a block is noise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoiseKind {
    /// The headline of another article.
    RelatedLink,
    /// Key words.
    Tags,
    /// Agency sign-offs, notes on the writer.
    Credit,
    /// "Follow us", newsletters, apps.
    Promo,
    /// Menus, buttons, copyright, disclaimers.
    Boilerplate,
    /// Words under or for a picture.
    Caption,
}

/// A part of an article: one line, a part of one, or the lines of one post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the source; it begins and ends with a visible character.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// Which words of an article a date of its own stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateSource {
    /// A line that gives the date of publication.
    Line,
    /// A line that gives the date of a later change, without one of publication.
    Updated,
    /// The dateline of the report: "NEW DELHI, Dec 5".
    Dateline,
    /// The date of an embedded post; the latest is near the article's.
    Embed,
}

/// Words that may state the article's own date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateHint {
    /// The words of the date, or the block around them.
    pub span: Span,
    /// What they stand in.
    pub source: DateSource,
}

/// No headline is longer, in characters.
const HEADLINE: usize = 220;
/// No title within an article is longer.
const SUBHEAD: usize = 130;
/// Date lines and bylines stand within so many lines of the top.
const TOP: usize = 8;
/// Notes of an agency to itself stand within so many lines of the end.
const BOTTOM: usize = 4;
/// No list of related links is longer.
const LIST: usize = 14;

impl NoiseRules {
    /// Splits `text` into blocks: in order, disjoint, with nothing but white space between them. O(n).
    pub fn blocks(&self, text: &str) -> Vec<Block> {
        let lines = shape::lines(text);
        let mut kinds = self.by_words(text, &lines);
        breadcrumbs(text, &lines, &mut kinds);
        let posts = self.posts(text, &lines, &mut kinds);
        related_lists(text, &lines, &mut kinds);
        let top = headline(text, &lines, &mut kinds);
        headline_runs(text, &lines, &mut kinds, top);
        tag_lines(text, &lines, &mut kinds);
        subheads(text, &lines, &mut kinds, top);
        self.assemble(text, &lines, &kinds, posts)
    }

    /// The places in which the article's own date may stand, best first, equals in text order; the time stage reads them.
    pub fn printed_date(&self, text: &str, blocks: &[Block]) -> Vec<DateHint> {
        let mut hints = Vec::new();
        for block in blocks {
            match &block.kind {
                BlockKind::Dateline => hints.extend(self.date_in(text, block.span)),
                BlockKind::Embed { date_line, .. } if date_line.start < date_line.end => {
                    hints.push(DateHint { span: *date_line, source: DateSource::Embed });
                }
                _ => {}
            }
        }
        hints.sort_by_key(|hint| hint.source);
        hints
    }

    /// Kinds by the words of each line alone.
    fn by_words(&self, text: &str, lines: &[Line]) -> Vec<Mark> {
        lines
            .iter()
            .enumerate()
            .map(|(i, line)| {
                let mut mark = Mark::default();
                let seen = self.whole_line(line.span.of(text), i < TOP, i + BOTTOM >= lines.len());
                if let Some(Seen { kind, list, .. }) = seen {
                    mark.kind = Some(kind);
                    mark.list = list;
                }
                mark
            })
            .collect()
    }

    /// Blocks from the kinds of the lines; body lines give up their datelines and sign-offs here.
    fn assemble(&self, text: &str, lines: &[Line], kinds: &[Mark], posts: Vec<(usize, Block)>) -> Vec<Block> {
        let mut out = Vec::with_capacity(lines.len() + 4);
        let mut posts = posts.into_iter().peekable();
        let mut bodies = 0;
        let mut i = 0;
        while i < lines.len() {
            if posts.peek().is_some_and(|(_, post)| post.span.start == lines[i].span.start)
                && let Some((to, post)) = posts.next()
            {
                out.push(post);
                i = to;
                continue;
            }
            let span = lines[i].span;
            match &kinds[i].kind {
                Some(BlockKind::Headline) => self.split_headline(text, span, &mut out),
                Some(kind) => out.push(Block { span, kind: kind.clone() }),
                None => {
                    self.split_body(text, span, bodies < 4, &mut out);
                    bodies += 1;
                }
            }
            i += 1;
        }
        out
    }

    /// A headline, and the name of the site after it.
    fn split_headline(&self, text: &str, span: Span, out: &mut Vec<Block>) {
        let at = self.cut(span.of(text), Place::Title).map_or(span.end, |cut| span.start + cut.at);
        push(text, Span::new(span.start, at), BlockKind::Headline, out);
        push(text, Span::new(at, span.end), BlockKind::Noise(NoiseKind::Boilerplate), out);
    }

    /// A paragraph, the dateline before it and the sign-off after it.
    fn split_body(&self, text: &str, span: Span, early: bool, out: &mut Vec<Block>) {
        let mut body = span;
        if early && let Some(cut) = self.cut(body.of(text), Place::Head) {
            push(text, Span::new(body.start, body.start + cut.at), cut.kind, out);
            body.start += cut.at;
            // "A. Rao, New Delhi. Mon, 05 May 2025 04:12 PM"
            if let Some(Seen { kind: BlockKind::Dateline, .. }) = self.whole_line(body.of(text), true, false) {
                return push(text, body, BlockKind::Dateline, out);
            }
        }
        match self.cut(body.of(text), Place::Tail) {
            Some(cut) => {
                let at = body.start + cut.at;
                push(text, Span::new(body.start, at), BlockKind::Body, out);
                push(text, Span::new(at, body.end), cut.kind, out);
            }
            None => push(text, body, BlockKind::Body, out),
        }
    }
}

/// What is known of a line so far; `None` is a line of the article's own words.
#[derive(Clone, Debug, Default)]
struct Mark {
    kind: Option<BlockKind>,
    /// Whether a list of links may follow.
    list: bool,
}

impl Mark {
    fn is_body(&self) -> bool {
        self.kind.is_none()
    }

    fn noise(kind: NoiseKind) -> Self {
        Mark { kind: Some(BlockKind::Noise(kind)), list: false }
    }
}

/// Adds a block over the visible part of `span`, if there is one.
fn push(text: &str, span: Span, kind: BlockKind, out: &mut Vec<Block>) {
    if let Some(span) = shape::visible(text, span) {
        out.push(Block { span, kind });
    }
}

/// Two or more bullets above everything else are the path of the page.
fn breadcrumbs(text: &str, lines: &[Line], kinds: &mut [Mark]) {
    let run = lines.iter().take_while(|l| l.is_bullet(text) && l.chars < 90).count();
    if run >= 2 && run < lines.len() && run <= 5 {
        kinds[..run].fill(Mark::noise(NoiseKind::Boilerplate));
    }
}

/// Lines that look like headlines, under a line that announces links, are links: to a blank line, a paragraph or the end.
fn related_lists(text: &str, lines: &[Line], kinds: &mut [Mark]) {
    let mut i = 0;
    while i < lines.len() {
        let head = i;
        i += 1;
        if !kinds[head].list {
            continue;
        }
        while i < lines.len() && i - head <= LIST {
            let line = &lines[i];
            let ends = line.after_blank && i > head + 1;
            let link = kinds[i].kind == Some(BlockKind::Noise(NoiseKind::RelatedLink));
            if ends || !(link || kinds[i].is_body() && line.chars <= HEADLINE && line.is_title(text)) {
                break;
            }
            kinds[i] = Mark::noise(NoiseKind::RelatedLink);
            i += 1;
        }
    }
}

/// Marks the title, and its full form where the first one is cut short. Returns the number of lines of the top.
fn headline(text: &str, lines: &[Line], kinds: &mut [Mark]) -> usize {
    let Some(first) = kinds.iter().position(Mark::is_body) else { return 0 };
    let line = &lines[first];
    let followed = kinds[first + 1..].iter().any(Mark::is_body);
    if first > TOP || !followed || line.chars > HEADLINE || line.is_bullet(text) || !line.is_title(text) {
        return first;
    }
    kinds[first].kind = Some(BlockKind::Headline);
    let Some(next) = kinds.iter().position(Mark::is_body) else { return first + 1 };
    let more = kinds[next + 1..].iter().any(Mark::is_body);
    if more && next == first + 1 && lines[next].chars <= HEADLINE && lines[next].is_title(text) && shape::repeats(line.span.of(text), lines[next].span.of(text))
    {
        kinds[next].kind = Some(BlockKind::Headline);
        return next + 1;
    }
    first + 1
}

/// Three or more long lines in a row that look like headlines, below a paragraph, are links to other articles;
/// so are fewer as the last lines of all, if they have the marks of headlines.
/// So is one line of a Hindi article that begins with an English topic and a colon.
fn headline_runs(text: &str, lines: &[Line], kinds: &mut [Mark], top: usize) {
    let hindi = shape::is_devanagari_text(text);
    let mut paragraphs = false;
    let mut i = top;
    while i < lines.len() {
        let run = (i..lines.len()).take_while(|j| kinds[*j].is_body() && lines[*j].is_link_like(text)).count();
        let punctuated = (i..i + run).filter(|j| lines[*j].has_clause_mark(text)).count();
        let last = !kinds[i + run..].iter().any(Mark::is_body);
        let strong = (i..i + run).all(|j| lines[j].has_strong_mark(text));
        if paragraphs && run > 0 && (run >= 3 && punctuated * 4 >= run * 3 || last && strong) {
            kinds[i..i + run].fill(Mark::noise(NoiseKind::RelatedLink));
        } else if paragraphs && hindi && run > 0 {
            for j in i..i + run {
                if lines[j].has_latin_topic(text) {
                    kinds[j] = Mark::noise(NoiseKind::RelatedLink);
                }
            }
        }
        paragraphs |= run == 0 && kinds[i].is_body() && lines[i].chars > SUBHEAD;
        i += run.max(1);
    }
}

/// Lines of hash tags, of tags run together, and a list of key words as the last line.
fn tag_lines(text: &str, lines: &[Line], kinds: &mut [Mark]) {
    for i in 1..lines.len() {
        if kinds[i].is_body() && (lines[i].is_hash_tags(text) || lines[i].is_joined_tags(text)) {
            kinds[i] = Mark::noise(NoiseKind::Tags);
        }
    }
    if let Some(last) = kinds.iter().rposition(Mark::is_body)
        && last > 1
        && lines[last].is_key_words(text)
    {
        kinds[last] = Mark::noise(NoiseKind::Tags);
    }
}

/// A short line without a full stop between paragraphs is a title.
fn subheads(text: &str, lines: &[Line], kinds: &mut [Mark], top: usize) {
    for i in top..lines.len().saturating_sub(1) {
        let below = (i + 1..lines.len()).find(|j| kinds[*j].is_body());
        let over_paragraph = below.is_some_and(|j| !lines[j].is_title(text) || lines[j].chars > SUBHEAD);
        if kinds[i].is_body() && i > 0 && over_paragraph && lines[i].chars <= SUBHEAD && !lines[i].is_bullet(text) && lines[i].is_title(text) {
            kinds[i].kind = Some(BlockKind::Subhead);
        }
    }
}

#[cfg(test)]
mod tests;
