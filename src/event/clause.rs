//! Clauses: the stretches of a sentence that have one verb, within which roles are looked for.

use crate::mention::Mention;
use crate::mention::spot::{Spots, Words};
use crate::pack::lexicon::{Class, Order};
use crate::text::token::TokenKind;

/// The clause number of each token of a sentence; numbers rise from left to right.
#[derive(Debug)]
pub struct Clauses {
    start: usize,
    of: Vec<usize>,
}

impl Clauses {
    /// Cuts at joints ("that", "but", "when"), relative words, quotation marks, semicolons, and after finite verbs
    /// that a comma or "and" follows. Nothing within a mention is a joint.
    pub fn split(text: &Words<'_>, spots: &Spots<'_>, mentions: &[&Mention]) -> Self {
        let start = spots.start();
        let mut of = Vec::with_capacity(spots.end() - start);
        let mut clause = 0;
        let mut verb_seen = false;
        let mut i = start;
        while i < spots.end() {
            if let Some(m) = mentions.iter().find(|m| m.from <= i && i < m.to) {
                of.resize(m.to - start, clause);
                i = m.to;
                continue;
            }
            let mut cut = cut_at(text, spots, i);
            // A topic may stand before the joint of its own clause: "the guest, when he came".
            let joint = spots.class(i, Class::Joint).is_some() && spots.class(i, Class::Relative).is_none();
            if cut == Cut::Before && joint && !verb_seen && spots.language.lexicon.order == Order::VerbFinal {
                cut = Cut::No;
            }
            verb_seen = (verb_seen && cut == Cut::No) || is_finite(text, spots, i);
            if cut == Cut::Before && i > start {
                clause += 1;
            }
            of.push(clause);
            i += 1;
            if cut == Cut::After {
                clause += 1;
            }
        }
        Clauses { start, of }
    }

    /// The clause that token `i` is in.
    pub fn at(&self, i: usize) -> usize {
        self.of.get(i.saturating_sub(self.start)).or(self.of.last()).copied().unwrap_or(0)
    }

    /// Tokens of clause `c`, half-open.
    pub fn range(&self, c: usize) -> (usize, usize) {
        let from = self.of.partition_point(|x| *x < c);
        let to = self.of.partition_point(|x| *x <= c);
        (self.start + from, self.start + to)
    }
}

#[derive(PartialEq)]
enum Cut {
    No,
    Before,
    After,
}

fn cut_at(text: &Words<'_>, spots: &Spots<'_>, i: usize) -> Cut {
    let form = text.tokens.form(i);
    if text.tokens.get(i).kind == TokenKind::Punct {
        return match form {
            ";" | "\u{2014}" => Cut::After,
            ":" => Cut::After,
            "\u{201C}" | "\u{201D}" | "\"" | "\u{2018}" | "\u{2019}" | "'" | "\u{201E}" if quotes_speech(text, spots, i) => Cut::Before,
            "," if i > spots.start() && (is_finite(text, spots, i - 1) || opens(spots, i + 1)) => Cut::After,
            _ => Cut::No,
        };
    }
    // A joint word within a longer case marker ("along with") joins nothing.
    let within_marker = i > spots.start() && spots.case(i - 1).is_some_and(|(end, _)| end > i);
    if opens(spots, i) && !within_marker {
        return Cut::Before;
    }
    if i > spots.start() && spots.class(i, Class::And).is_some() && is_finite(text, spots, i - 1) {
        return Cut::Before;
    }
    if spots.language.lexicon.order == Order::VerbMedial && spots.class(i, Class::Finite).is_some() {
        return Cut::After;
    }
    Cut::No
}

fn opens(spots: &Spots<'_>, i: usize) -> bool {
    spots.class(i, Class::Joint).is_some() || spots.class(i, Class::Relative).is_some()
}

/// A quotation mark begins or ends speech where punctuation or a joint stands at its outer side.
fn quotes_speech(text: &Words<'_>, spots: &Spots<'_>, i: usize) -> bool {
    let before = i > spots.start() && (matches!(text.tokens.form(i - 1), "," | ":" | "." | "!" | "?" | "\u{964}" | "-") || opens(spots, i - 1));
    before || i == spots.start()
}

/// Whether token `i` ends a verb group.
pub fn is_finite(text: &Words<'_>, spots: &Spots<'_>, i: usize) -> bool {
    let lexicon = &spots.language.lexicon;
    if lexicon.order == Order::VerbMedial {
        return false;
    }
    let form = text.tokens.form(i);
    spots.class(i, Class::Finite) == Some(i + 1) || lexicon.finite_suffixes.iter().any(|s| form.len() > s.len() && form.ends_with(s.as_str()))
}
