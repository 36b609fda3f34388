//! The shape of a line: what its letters and marks show without any word being known.

use crate::span::Span;
use crate::text::fold::is_devanagari;

/// One line with something visible in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// From its first to its last visible character.
    pub span: Span,
    /// Whether an empty line stands before it.
    pub after_blank: bool,
    /// Length in characters.
    pub chars: usize,
}

/// The lines of `text` that are not blank. A lone carriage return ends a line too.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut out = Vec::new();
    let mut blank = false;
    let mut start = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
        match visible(text, Span::new(start, start + len)) {
            Some(span) => {
                out.push(Line { span, after_blank: blank, chars: span.of(text).chars().count() });
                blank = false;
            }
            None => blank = true,
        }
        let end = if rest[len..].starts_with("\r\n") { 2 } else { usize::from(len < rest.len()) };
        start += len + end;
        rest = &rest[len + end..];
    }
    out
}

fn is_invisible(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}')
}

/// `span` without the invisible characters at its ends; `None` if nothing is left.
pub(super) fn visible(text: &str, span: Span) -> Option<Span> {
    let part = span.of(text);
    let start = span.start + (part.len() - part.trim_start_matches(is_invisible).len());
    let end = span.start + part.trim_end_matches(is_invisible).len();
    (start < end).then(|| Span::new(start, end))
}

/// Whether the text has more Devanagari letters than Latin ones.
pub(super) fn is_devanagari_text(text: &str) -> bool {
    let (hi, en) = letters(text);
    hi > en
}

/// Numbers of Devanagari and of Latin letters.
fn letters(text: &str) -> (usize, usize) {
    let mut counts = (0, 0);
    for c in text.chars() {
        counts.0 += usize::from(is_devanagari(c));
        counts.1 += usize::from(c.is_ascii_alphabetic());
    }
    counts
}

/// Whether most letters are of another script than Devanagari, and there are some.
pub(super) fn is_foreign(text: &str) -> bool {
    let hi = text.chars().filter(|c| is_devanagari(*c)).count();
    let other = text.chars().filter(|c| c.is_alphabetic() && !is_devanagari(*c)).count();
    other > hi * 2 || (hi == 0 && other == 0)
}

/// Whether `short`, cut off at its end, says how `full` begins.
pub(super) fn repeats(short: &str, full: &str) -> bool {
    let key = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).take(40).collect::<String>();
    let (short, full) = (key(short), key(full));
    let common = short.chars().zip(full.chars()).take_while(|(a, b)| a == b).count();
    common >= 12 && common * 5 >= short.chars().count().min(full.chars().count()) * 4
}

const CLOSING: [char; 10] = ['"', '\'', ')', ']', '\u{201D}', '\u{2019}', '\u{201C}', '\u{2018}', '\u{BB}', '`'];
const FULL_STOPS: [char; 3] = ['\u{964}', '\u{965}', '.'];

impl Line {
    /// "- ", "• " and the like at the start.
    pub(super) fn is_bullet(&self, text: &str) -> bool {
        let mut chars = self.span.of(text).chars();
        matches!(chars.next(), Some('-' | '*' | '\u{2022}' | '\u{25CF}' | '\u{25AA}' | '\u{2013}')) && chars.next().is_none_or(|c| c.is_whitespace())
    }

    /// No full stop at the end nor within, no comma that asks for more: what a title looks like. Cut-off dots are none.
    pub(super) fn is_title(&self, text: &str) -> bool {
        let line = self.span.of(text);
        if line.contains(['\u{964}', '\u{965}']) {
            return false;
        }
        let end = line.trim_end_matches(|c: char| CLOSING.contains(&c) || c.is_whitespace());
        if end.ends_with([',', ';']) || end.ends_with('.') && !end.ends_with("..") {
            return false;
        }
        !has_inner_stop(line)
    }

    /// Long enough for the headline of an article, and a title.
    pub(super) fn is_link_like(&self, text: &str) -> bool {
        let line = self.span.of(text);
        let numbered = line.starts_with(|c: char| c.is_ascii_digit()) && line.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')', '-']);
        (45..=220).contains(&self.chars) && !numbered && !self.is_bullet(text) && !line.ends_with(':') && self.is_title(text)
    }

    /// A mark between clauses, as headlines of this kind have.
    pub(super) fn has_clause_mark(&self, text: &str) -> bool {
        self.span.of(text).contains([':', ';', '?', '!', ',', '\'', '\u{2018}', '\u{2026}', '"']) || self.span.of(text).contains("..")
    }

    /// A mark that headlines have and a sentence that is cut off seldom has.
    pub(super) fn has_strong_mark(&self, text: &str) -> bool {
        self.span.of(text).contains([':', ';', '?', '!', '\u{2026}']) || self.span.of(text).contains("..")
    }

    /// Latin words and a colon, then Devanagari: "Ukraine Crisis: …".
    pub(super) fn has_latin_topic(&self, text: &str) -> bool {
        let Some((topic, rest)) = self.span.of(text).split_once(':') else { return false };
        let (hi, en) = letters(topic);
        hi == 0 && en >= 8 && topic.split_whitespace().count() >= 3 && is_devanagari_text(rest)
    }

    /// Nothing but hash tags, or nearly so.
    pub(super) fn is_hash_tags(&self, text: &str) -> bool {
        let words = || self.span.of(text).split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric));
        let tags = words().filter(|w| w.starts_with('#')).count();
        tags >= 2 && tags * 3 >= words().count() * 2
    }

    /// Tags without anything between them: a small letter or digit meets a capital again and again.
    pub(super) fn is_joined_tags(&self, text: &str) -> bool {
        let line = self.span.of(text);
        if self.chars > 600 || !self.is_title(text) || line.contains(['?', ':', '"', '\u{201C}']) {
            return false;
        }
        let mut joints = 0;
        for word in line.split_whitespace() {
            let mut chars = word.chars().peekable();
            // A name such as "BrahMos" has one joint after four letters: only joints after a long part count.
            let mut part = 0;
            while let Some(c) = chars.next() {
                part += 1;
                let Some(next) = chars.peek() else { break };
                let joint = next.is_ascii_uppercase() && (c.is_lowercase() || c.is_ascii_digit() && part > 2)
                    || is_devanagari(*next) && c.is_ascii_lowercase()
                    || is_devanagari(c) && next.is_ascii_uppercase();
                if joint {
                    joints += usize::from(part > 4);
                    part = 0;
                }
            }
        }
        joints >= 2 && line.split_whitespace().count() <= joints * 5
    }

    /// Four or more short items between commas, without a full stop.
    pub(super) fn is_key_words(&self, text: &str) -> bool {
        let line = self.span.of(text);
        self.is_title(text) && self.chars < 300 && !line.contains([':', '?', '!', '"', '\'']) && {
            let items: Vec<usize> = line.split(',').map(|item| item.split_whitespace().count()).collect();
            items.len() >= 4 && items.iter().all(|n| (1..=3).contains(n))
        }
    }
}

/// A full stop with a sentence after it. Not after a Latin abbreviation, an initial, a number or a row of dots.
fn has_inner_stop(line: &str) -> bool {
    let mut before = [' '; 3];
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        if FULL_STOPS.contains(&c) && chars.peek().is_some_and(|n| *n != '.') {
            let next = chars.peek().copied().unwrap_or(' ');
            let devanagari = is_devanagari(before[2]) && is_devanagari(before[1]) && is_devanagari(before[0]);
            let latin = before.iter().all(|b| b.is_ascii_lowercase()) && next.is_whitespace();
            if (devanagari || latin) && (next.is_whitespace() || is_devanagari(next) || CLOSING.contains(&next)) {
                return true;
            }
        }
        before = [before[1], before[2], c];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> (Line, &str) {
        (lines(text)[0], text)
    }

    #[test]
    fn lines_are_trimmed_and_counted() {
        let text = "\u{FEFF} a b \r\n\r\n \r c\n";
        let found: Vec<_> = lines(text).iter().map(|l| (l.span.of(text), l.after_blank, l.chars)).collect();
        assert_eq!(found, [("a b", false, 3), ("c", true, 1)]);
        assert!(lines("").is_empty() && lines("\n \u{FEFF}").is_empty());
    }

    #[test]
    fn titles_have_no_full_stop() {
        for (text, yes) in [
            ("Putin lands in Delhi", true),
            ("Will he come?", true),
            ("He lands ...", true),
            ("Mr. Modi meets S. Jaishankar", true),
            ("He landed.", false),
            ("He landed. He left", false),
            ("\u{915}\u{916}\u{917}. \u{915}\u{916}", false),
            ("\u{915}\u{964}", false),
            ("He said,", false),
            ("He said \"yes.\"", false),
        ] {
            let (line, text) = one(text);
            assert_eq!(line.is_title(text), yes, "{text}");
        }
    }

    #[test]
    fn tags_are_told_from_names() {
        for (text, yes) in [
            ("India Russia RelationsDefense PartnershipVladimir PutinStrategic Alliance", true),
            ("India RussiaAK-203Putin visitS-4002+2 DialogueModi", true),
            ("BrahMos and DRDO test the missile for YouTube viewers and iPhone users", false),
            ("Defence ministers meet in Delhi", false),
        ] {
            let (line, text) = one(text);
            assert_eq!(line.is_joined_tags(text), yes, "{text}");
        }
        let (line, text) = one("#India #Russia #Putin visit");
        assert!(line.is_hash_tags(text));
        let (line, text) = one("\"#India and Russia held the third #meeting of the group\"");
        assert!(!line.is_hash_tags(text));
        let (line, text) = one("Russia, India, Vladimir Putin, defence");
        assert!(line.is_key_words(text));
    }
}
