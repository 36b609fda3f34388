//! The rules of `data/noise.toml`: loaded, checked, compiled when first needed, matched against folded lines.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::OnceLock;

use regex::bytes::{Regex, RegexBuilder};
use serde::Deserialize;

use super::{BlockKind, DateHint, DateSource, NoiseKind};
use crate::span::Span;
use crate::text::fold::{fold, fold_into, is_devanagari};

/// What is known of the words of noise: compiled from `data/noise.toml`.
///
/// Patterns are regular expressions over folded text: lower case, one spelling, one space, `-` for any dash, `"` for
/// any double quote. `{name}` in them stands for a list of words or a part. Each carries examples and counter-examples.
#[derive(Debug)]
pub struct NoiseRules {
    rules: Vec<Rule>,
    stamps: BTreeSet<String>,
    date: Lazy,
    published: Vec<String>,
    updated: Vec<String>,
    /// Folded words that a post begins with.
    pub(super) leads: Vec<String>,
    /// Addresses that stand in posts only.
    pub(super) links: Vec<String>,
}

/// Where on a line a rule looks, and how much of the line it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Place {
    /// The whole of a line that is not long; takes it.
    Line,
    /// The beginning of a line; takes all of it.
    Opening,
    /// The end of a line; takes all of it.
    Ending,
    /// The beginning of a paragraph; takes what it matches.
    Head,
    /// The end of a paragraph; takes what it matches.
    Tail,
    /// The end of a headline; takes what it matches.
    Title,
}

/// A line that a rule takes whole.
pub(super) struct Seen {
    pub kind: BlockKind,
    /// Whether a list of links may follow.
    pub list: bool,
    /// Name of the rule.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests ask which rule it was"))]
    pub rule: String,
}

/// A cut that a rule makes within a line.
pub(super) struct Cut {
    /// Byte within the line: the end of a head, the beginning of a tail.
    pub at: usize,
    pub kind: BlockKind,
    /// Name of the rule.
    pub rule: String,
}

#[derive(Debug)]
struct Rule {
    name: String,
    kind: BlockKind,
    place: Place,
    top: bool,
    bottom: bool,
    list: bool,
    cues: Vec<String>,
    pattern: Lazy,
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are for the tests"))]
    yes: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are for the tests"))]
    no: Vec<String>,
}

/// A pattern that is compiled on first use: most articles need few of them.
///
/// It matches bytes: Unicode classes would make it a hundred times dearer to compile, and folded text needs none.
#[derive(Debug)]
struct Lazy {
    source: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Lazy {
    fn new(source: String) -> Self {
        Lazy { source, compiled: OnceLock::new() }
    }

    /// `None` for a pattern that is no regular expression: the tests of the data find these.
    fn get(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| RegexBuilder::new(&self.source).unicode(false).build().ok()).as_ref()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    words: BTreeMap<String, Vec<String>>,
    parts: BTreeMap<String, String>,
    stamp: Vec<String>,
    post: Post,
    rule: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Post {
    lead: Vec<String>,
    link: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    kind: String,
    place: Place,
    #[serde(default)]
    top: bool,
    #[serde(default)]
    bottom: bool,
    #[serde(default)]
    list: bool,
    #[serde(default)]
    cue: Vec<String>,
    pattern: String,
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

/// What a danda is folded to: one byte, so that a class can hold it.
const DANDA: &str = "\u{1}";
/// A line is matched as a whole up to this length, in characters.
const LINE: usize = 300;
/// How much of a longer line its beginning is.
const HEAD: usize = 140;
/// How much of it its end is.
const TAIL: usize = 220;
/// A date line is not longer.
const STAMP: usize = 170;

impl NoiseRules {
    /// Loads rules from the text of `noise.toml`. The message of an error names the rule or the line.
    pub fn load(toml: &str) -> Result<Self, String> {
        if !unicode_normalization::is_nfc(toml) {
            return Err("noise.toml: not in Unicode normal form C; normalise the file".to_owned());
        }
        let file: File = toml::from_str(toml).map_err(|e| format!("noise.toml: {e}"))?;
        let folded = |words: &[String]| words.iter().map(|w| fold_line(w)).collect::<Vec<_>>();
        let alternatives: BTreeMap<&str, String> = file.words.iter().map(|(name, words)| (name.as_str(), any_of(words))).collect();
        let mut names = BTreeSet::new();
        let mut rules = Vec::with_capacity(file.rule.len());
        for entry in &file.rule {
            let wrong = |what: &str| Err(format!("noise.toml: rule \"{}\": {what}", entry.name));
            let Some(kind) = kind_named(&entry.kind) else {
                return wrong(&format!("no kind \"{}\"; kinds are related-link, tags, credit, promo, boilerplate, caption, dateline", entry.kind));
            };
            if !names.insert(&entry.name) {
                return wrong("the name is taken; give each rule its own");
            }
            if entry.yes.is_empty() {
                return wrong("no example; add one to `yes`");
            }
            let pattern = match expand(&entry.pattern, &file, &alternatives, 0) {
                Ok(pattern) => pattern,
                Err(what) => return wrong(&what),
            };
            rules.push(Rule {
                name: entry.name.clone(),
                kind,
                place: entry.place,
                top: entry.top,
                bottom: entry.bottom,
                list: entry.list,
                cues: folded(&entry.cue),
                pattern: Lazy::new(pattern),
                yes: entry.yes.clone(),
                no: entry.no.clone(),
            });
        }
        let words = |name: &str| match file.words.get(name) {
            Some(words) => Ok(folded(words)),
            None => Err(format!("noise.toml: [words] lacks \"{name}\"")),
        };
        let date = expand("{date}", &file, &alternatives, 0).map_err(|what| format!("noise.toml: date: {what}"))?;
        let (published, updated) = (words("published")?, words("updated")?);
        let mut stamps: BTreeSet<String> = folded(&file.stamp).into_iter().collect();
        stamps.extend(words("month")?);
        stamps.extend(published.iter().chain(&updated).flat_map(|w| w.split(' ')).map(str::to_owned));
        Ok(NoiseRules { rules, stamps, date: Lazy::new(date), published, updated, leads: folded(&file.post.lead), links: file.post.link })
    }

    /// The rule that takes a line whole, if one does. `top` and `bottom` say whether it stands near these.
    pub(super) fn whole_line(&self, line: &str, top: bool, bottom: bool) -> Option<Seen> {
        let (head, tail) = (head_of(line, HEAD), tail_of(line, TAIL));
        let short = head_of(line, LINE).len() == line.len();
        let whole = if short { Folded::new(line).text } else { String::new() };
        let opening = if short { String::new() } else { Folded::new(head).text };
        let ending = if short { String::new() } else { Folded::new(&line[tail..]).text };
        for rule in &self.rules {
            let part = match rule.place {
                Place::Line if short => &whole,
                Place::Opening => {
                    if short {
                        &whole
                    } else {
                        &opening
                    }
                }
                Place::Ending => {
                    if short {
                        &whole
                    } else {
                        &ending
                    }
                }
                _ => continue,
            };
            if (top || !rule.top) && (bottom || !rule.bottom) && rule.cued(part) && rule.pattern.get().is_some_and(|p| p.is_match(part.as_bytes())) {
                return Some(Seen { kind: rule.kind.clone(), list: rule.list, rule: rule.name.clone() });
            }
        }
        if short && let Some(Cut { at: 0, kind, rule }) = self.cut(line, Place::Tail) {
            return Some(Seen { kind, list: false, rule });
        }
        (short && self.is_date_line(line, &whole)).then(|| Seen { kind: BlockKind::Dateline, list: false, rule: "date-line".to_owned() })
    }

    /// The cut that a rule makes at the head, the tail or the end of a title.
    pub(super) fn cut(&self, line: &str, place: Place) -> Option<Cut> {
        let from = if place == Place::Head { 0 } else { tail_of(line, TAIL) };
        let part = if place == Place::Head { head_of(line, HEAD) } else { &line[from..] };
        let mut folded = None;
        for rule in self.rules.iter().filter(|r| r.place == place) {
            let folded = folded.get_or_insert_with(|| Folded::new(part));
            if !rule.cued(&folded.text) {
                continue;
            }
            let Some(found) = rule.pattern.get().and_then(|p| p.captures(folded.text.as_bytes())) else { continue };
            let Some(taken) = found.get(1).or(found.get(0)) else { continue };
            let at = from + folded.source(if place == Place::Head { taken.end() } else { taken.start() });
            if place != Place::Head || at < line.len() {
                return Some(Cut { at, kind: rule.kind.clone(), rule: rule.name.clone() });
            }
        }
        None
    }

    /// The dates in a dateline or date line.
    pub(super) fn date_in(&self, text: &str, span: Span) -> Option<DateHint> {
        let line = span.of(text);
        let folded = Folded::new(line);
        let found = self.date.get()?.find(folded.text.as_bytes())?;
        let year = found.as_bytes().windows(4).any(|w| w.iter().all(u8::is_ascii_digit));
        let says = |words: &[String]| words.iter().any(|w| folded.text.contains(w.as_str()));
        let source = match (year, says(&self.updated) && !says(&self.published)) {
            (false, _) => DateSource::Dateline,
            (true, true) => DateSource::Updated,
            (true, false) => DateSource::Line,
        };
        let at = |i| span.start + folded.source(i);
        Some(DateHint { span: Span::new(at(found.start()), at(found.end())), source })
    }

    /// A line that is made of a date and the words that go with one.
    fn is_date_line(&self, line: &str, folded: &str) -> bool {
        if folded.chars().count() > STAMP || !folded.bytes().any(|b| b.is_ascii_digit()) || line.ends_with(['\u{964}', '.', '?', '!', ',']) {
            return false;
        }
        let (mut words, mut stamps, mut numbers) = (0, 0, 0);
        for word in folded.split(|c: char| !is_word(c)).filter(|w| !w.is_empty()) {
            let number = word.starts_with(|c: char| c.is_ascii_digit());
            words += 1;
            numbers += usize::from(number);
            stamps += usize::from(number || self.stamps.contains(word));
        }
        let says = self.published.iter().chain(&self.updated).any(|w| folded.contains(w.as_str()));
        let share = if says { 50 } else { 75 };
        numbers >= 2 && stamps * 100 >= words * share && self.date.get().is_some_and(|date| date.is_match(folded.as_bytes()))
    }
}

impl Rule {
    fn cued(&self, folded: &str) -> bool {
        self.cues.is_empty() || self.cues.iter().any(|cue| folded.contains(cue.as_str()))
    }
}

fn kind_named(name: &str) -> Option<BlockKind> {
    Some(BlockKind::Noise(match name {
        "related-link" => NoiseKind::RelatedLink,
        "tags" => NoiseKind::Tags,
        "credit" => NoiseKind::Credit,
        "promo" => NoiseKind::Promo,
        "boilerplate" => NoiseKind::Boilerplate,
        "caption" => NoiseKind::Caption,
        "dateline" => return Some(BlockKind::Dateline),
        _ => return None,
    }))
}

/// Puts words and parts for their names in braces, and folds the Devanagari of a pattern.
fn expand(pattern: &str, file: &File, words: &BTreeMap<&str, String>, depth: usize) -> Result<String, String> {
    if depth > 6 {
        return Err("parts name one another in a circle".to_owned());
    }
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let close = open + rest[open..].find('}').ok_or("a brace without its end")?;
        let name = &rest[open + 1..close];
        push_folded(&rest[..open], &mut out);
        if name.starts_with(|c: char| c.is_ascii_digit()) {
            out.push_str(&rest[open..=close]);
        } else if let Some(words) = words.get(name) {
            out.push_str(words);
        } else if let Some(part) = file.parts.get(name) {
            let _ = write!(out, "(?:{})", expand(part, file, words, depth + 1)?);
        } else {
            return Err(format!("no words or part named \"{name}\""));
        }
        rest = &rest[close + 1..];
    }
    push_folded(rest, &mut out);
    Ok(out)
}

/// A pattern for any of some words, the longest first.
fn any_of(words: &[String]) -> String {
    let mut words: Vec<String> = words.iter().map(|w| fold_line(w)).collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.len()));
    // A Latin word must not go on: "mar" is no beginning of "marines".
    let ended = |w: &String| regex::escape(w) + if w.ends_with(|c: char| c.is_ascii_alphanumeric()) { "\\b" } else { "" };
    format!("(?:{})", words.iter().map(ended).collect::<Vec<_>>().join("|"))
}

fn push_folded(pattern: &str, out: &mut String) {
    let mut rest = pattern;
    while let Some(start) = rest.find(is_devanagari) {
        let len = rest[start..].find(|c| !is_devanagari(c)).unwrap_or(rest.len() - start);
        out.push_str(&rest[..start]);
        out.push_str(&fold(&rest[start..start + len]));
        rest = &rest[start + len..];
    }
    out.push_str(rest);
    if out.contains(['\u{964}', '\u{965}']) {
        *out = out.replace(['\u{964}', '\u{965}'], DANDA);
    }
}

fn fold_line(line: &str) -> String {
    Folded::new(line).text
}

/// A folded piece of text with a map back to its source.
struct Folded {
    text: String,
    /// Folded and source offset of each word and mark, and of the end.
    map: Vec<(usize, usize)>,
}

impl Folded {
    fn new(source: &str) -> Self {
        let mut out = Folded { text: String::with_capacity(source.len()), map: Vec::with_capacity(source.len() / 8) };
        let mut at = 0;
        while let Some(c) = source[at..].chars().next() {
            let len = if is_word(c) { source[at..].find(|c| !is_word(c)).unwrap_or(source.len() - at) } else { c.len_utf8() };
            out.map.push((out.text.len(), at));
            match c {
                c if c.is_whitespace() => {
                    if !out.text.ends_with(' ') {
                        out.text.push(' ');
                    }
                }
                '\u{2010}'..='\u{2015}' | '\u{2212}' => out.text.push('-'),
                '\u{201C}'..='\u{201F}' => out.text.push('"'),
                '\u{964}' | '\u{965}' => out.text.push_str(DANDA),
                _ => fold_into(&source[at..at + len], &mut out.text),
            }
            at += len;
        }
        out.map.push((out.text.len(), source.len()));
        out
    }

    /// The source offset of the word or mark that folded offset `at` lies in.
    fn source(&self, at: usize) -> usize {
        let after = self.map.partition_point(|(folded, _)| *folded <= at);
        self.map[after.saturating_sub(1)].1
    }
}

fn is_word(c: char) -> bool {
    is_devanagari(c) || c.is_alphanumeric() || matches!(c, '\u{200C}' | '\u{200D}' | '\u{A8}')
}

/// The first `n` characters.
fn head_of(line: &str, n: usize) -> &str {
    line.char_indices().nth(n).map_or(line, |(i, _)| &line[..i])
}

/// Where the last `n` characters begin.
fn tail_of(line: &str, n: usize) -> usize {
    line.char_indices().rev().nth(n - 1).map_or(0, |(i, _)| i)
}

#[cfg(test)]
impl NoiseRules {
    /// Runs the examples of each rule, plain and shifted; returns what went wrong.
    pub(super) fn check_examples(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for rule in &self.rules {
            if rule.pattern.get().is_none() {
                wrong.push(format!("{}: {:?}", rule.name, RegexBuilder::new(&rule.pattern.source).unicode(false).build()));
            }
            for (examples, expected) in [(&rule.yes, true), (&rule.no, false)] {
                for example in examples {
                    // "⟂" marks the place of the cut.
                    let line = example.replace('\u{27C2}', "");
                    let cut = example.find('\u{27C2}');
                    let taken = match rule.place {
                        Place::Line | Place::Opening | Place::Ending => self.whole_line(&line, true, true).map(|s| (s.rule, None)),
                        place => self.cut(&line, place).map(|c| (c.rule, Some(c.at))),
                    };
                    let right = match (&taken, expected) {
                        (Some((name, at)), true) => *name == rule.name && (cut.is_none() || cut == *at),
                        (taken, _) => !expected && taken.as_ref().is_none_or(|(name, _)| *name != rule.name),
                    };
                    if !right {
                        wrong.push(format!("{}: {example:?} gave {taken:?}, expected {expected} at {cut:?}", rule.name));
                    }
                }
            }
        }
        wrong
    }
}
