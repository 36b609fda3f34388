//! The subject of a verb: before it, or shared with the verb that it is joined to or that governs it.

use super::verbs::preposition_before;
use super::{Carrier, Medial};
use crate::link::Linked;
use crate::pack::lexicon::{Cases, Class};
use crate::text::token::TokenKind;

/// Where a verb without a subject of its own finds it.
pub(super) enum Shared {
    /// With the verb before it.
    Verb,
    /// In what stands before the relative word at this token.
    Relative(usize),
}

impl Medial<'_> {
    /// Whether a bare phrase to the right stands right before the next verb, as its subject, after a comma or "and".
    pub(super) fn is_subject_of_next(&self, l: &Linked) -> bool {
        let m = &l.mention;
        let next = self.scene.verbs.iter().any(|v| v.0 == m.to);
        let spots = self.scene.spots;
        let opened = m.from > spots.start() && (self.scene.text.tokens.form(m.from - 1) == "," || spots.class(m.from - 1, Class::And).is_some());
        next && opened
    }

    /// Coordination group of the subject of the trigger's verb.
    pub(super) fn subject(&self) -> Option<usize> {
        let at = match self.carrier() {
            Carrier::Itself => self.group(self.trigger.0).0,
            Carrier::Before(v) => v.0,
            Carrier::After(_) => return None,
            Carrier::None => {
                return match self.scene.verbs.iter().rev().find(|v| v.1 <= self.trigger.0 && v.0 >= self.clause.0) {
                    Some(v) => self.subject_at(v.0, 4),
                    // "After talks with X, Y said": the subject of the verb that follows.
                    None => self.scene.verbs.iter().find(|v| v.0 >= self.trigger.1 && v.0 < self.clause.1).and_then(|v| self.own_subject(v.0)),
                };
            }
        };
        self.subject_at(at, 4)
    }

    /// The subject of the verb at `at`, but for whom an infinitive asks ("to X to visit"): that one belongs to the noun.
    fn own_subject(&self, at: usize) -> Option<usize> {
        let group = self.direct(at).ok().flatten()?;
        let marker = self.scene.spots.case(at).map(|c| c.1);
        let asked = self.scene.linked.iter().any(|l| l.mention.group == group && Some(l.mention.case) == marker);
        (!asked).then_some(group)
    }

    fn subject_at(&self, at: usize, depth: usize) -> Option<usize> {
        match self.direct(at) {
            Ok(Some(group)) => return Some(group),
            Ok(None) => return None,
            Err(_) if depth == 0 => return None,
            Err(Shared::Relative(before)) => return self.ending_at(before),
            Err(Shared::Verb) => {}
        }
        match self.scene.verbs.iter().rev().find(|v| v.1 <= at) {
            Some(previous) => self.subject_at(self.before_relative(previous.0, at).unwrap_or(previous.0), depth - 1),
            None => self.main_subject(at),
        }
    }

    /// "X greeted Y, who is due in July, and assured her": past a relative clause, the verb before it.
    fn before_relative(&self, previous: usize, at: usize) -> Option<usize> {
        let spots = self.scene.spots;
        let form = |i: usize| self.scene.text.tokens.form(i);
        let closed = at >= 2 && spots.class(at - 1, Class::And).is_some() && form(at - 2) == ",";
        let opened = (spots.start() + 1..previous).rev().find(|i| spots.class(*i, Class::Relative).is_some()).filter(|i| form(*i - 1) == ",")?;
        self.scene.verbs.iter().rev().find(|v| v.1 <= opened).filter(|_| closed).map(|v| v.0)
    }

    /// "Welcoming her in Paris, X said": a participle that opens the sentence has the subject of the main clause.
    fn main_subject(&self, at: usize) -> Option<usize> {
        let form = self.scene.text.tokens.form(self.group(at).1 - 1);
        let participle = (at..self.group(at).1).any(|i| {
            let form = self.scene.text.tokens.form(i);
            self.scene.spots.language.lexicon.active_suffixes.iter().any(|s| form.ends_with(s.as_str()))
        });
        if !participle || form.is_empty() {
            return None;
        }
        let comma = (self.group(at).1..self.scene.spots.end()).find(|i| self.scene.text.tokens.form(*i) == ",")?;
        let subject = |v: &&(usize, usize)| match self.direct(v.0) {
            Ok(Some(group)) => self.scene.linked.iter().find(|l| l.mention.group == group).filter(|l| l.mention.from > comma).map(|l| l.mention.group),
            _ => None,
        };
        self.scene.verbs.iter().filter(|v| v.0 > comma).take(2).find_map(|v| subject(&v))
    }

    pub(super) fn ending_at(&self, mut at: usize) -> Option<usize> {
        if at > self.scene.spots.start() && self.scene.text.tokens.form(at - 1) == "," {
            at -= 1;
        }
        let l = self.scene.linked.iter().find(|l| l.mention.to == at || (l.mention.to < at && l.mention.marked_to == at))?;
        Some(l.mention.group)
    }

    /// Walks left from a verb group to its subject: over adverbs, dates, phrases with prepositions and parentheses.
    /// `Ok(None)`: the subject is no name. `Err`: the verb shares a subject that stands elsewhere.
    pub(super) fn direct(&self, at: usize) -> Result<Option<usize>, Shared> {
        let spots = self.scene.spots;
        let text = self.scene.text;
        let mut i = at;
        let mut steps = 0;
        while i > spots.start() {
            steps += 1;
            if steps > 30 {
                return Ok(None);
            }
            let b = i - 1;
            if let Some(l) = self.scene.phrase_at(b) {
                if l.attributive || l.mention.case == Cases::GEN {
                    i = l.mention.from;
                    continue;
                }
                // "as X left", "after X left": the word before is no preposition.
                let conjunction = l.mention.case != Cases::NOM && spots.language.lexicon.is_case(l.mention.case, &["as", "after", "before", "like"]);
                // "an invitation to X to visit": whom it is to, acts.
                let asked = i == at
                    && spots.case(at).is_some_and(|(e, c)| e == at + 1 && c == l.mention.case)
                    && l.refs.iter().any(|r| self.scene.entities.is(*r, "Person"));
                if l.mention.case == Cases::NOM || l.mention.case == Cases::SUBJ || conjunction || asked {
                    // The object of an earlier verb is no subject of one that does not stand right after it.
                    let first = self.scene.linked.iter().filter(|o| o.mention.group == l.mention.group).map(|o| o.mention.from).min().unwrap_or(l.mention.from);
                    let object =
                        self.scene.verbs.iter().any(|v| v.1 == self.np_start(first) && v.0 >= self.scene.clauses.range(self.scene.clauses.at(first)).0);
                    if object && i != at {
                        return Err(Shared::Verb);
                    }
                    return Ok(Some(l.mention.group));
                }
                i = self.np_start(l.mention.from);
                let prep = (i.saturating_sub(5).max(spots.start())..i).find(|k| spots.case(*k).is_some_and(|(e, _)| e == i));
                i = prep.unwrap_or(i);
                continue;
            }
            if let Some(t) = self.scene.time_at(b) {
                i = t.from;
                if i > spots.start() && spots.case(i - 1).is_some() {
                    i -= 1;
                }
                continue;
            }
            if spots.class(b, Class::Relative).is_some_and(|e| e == i) {
                return Err(Shared::Relative(b));
            }
            if spots.class(b, Class::And).is_some_and(|e| e == i) {
                return Err(Shared::Verb);
            }
            if spots.class(b, Class::Joint).is_some_and(|e| e == i) {
                // "that Modi will visit" has its own subject; "Modi, adding that … and visited" is rare.
                return Err(Shared::Verb);
            }
            if self.scene.verbs.iter().any(|v| v.0 <= b && b < v.1) {
                return Err(Shared::Verb);
            }
            if text.tokens.get(b).kind == TokenKind::Punct {
                match text.tokens.form(b) {
                    "," => {
                        // A parenthesis between commas, or a fronted phrase.
                        let named = |end: usize| {
                            self.scene.linked.iter().any(|l| l.mention.end() == end && !l.attributive && matches!(l.mention.case, Cases::NOM | Cases::SUBJ))
                        };
                        let open = (spots.start()..b).rev().find(|k| text.tokens.form(*k) == ",");
                        match open {
                            Some(open) if b - open > 1 && named(open) => i = open,
                            _ => i = b,
                        }
                        continue;
                    }
                    ")" => {
                        i = (spots.start()..b).rev().find(|k| text.tokens.form(*k) == "(").unwrap_or(b);
                        continue;
                    }
                    "-" | "." | "\u{2019}" | "'" => {
                        i = b;
                        continue;
                    }
                    "\u{201D}" | "\"" | "\u{201C}" => return Err(Shared::Verb),
                    _ => return Ok(None),
                }
            }
            i = b;
            // A word that is no name: the head of a phrase that may have a preposition before it.
            let start = self.np_start(i);
            let prep = preposition_before(spots, start);
            let article = start < i && (start..i).any(|k| spots.class(k, Class::Determiner).is_some());
            if let Some(k) = prep {
                i = k;
            } else if article && b + 1 == at && !spots.is_known(b) {
                return Ok(None);
            } else if spots.case(b).is_some() || [Class::Auxiliary, Class::Filler, Class::Determiner].into_iter().any(|c| spots.class(b, c) == Some(b + 1)) {
                continue;
            }
        }
        Err(Shared::Verb)
    }

    /// Back from the start of a phrase over determiners and describing words.
    pub(super) fn np_start(&self, at: usize) -> usize {
        let spots = self.scene.spots;
        let mut i = at;
        while i > spots.start() {
            // "Mr. X": the full stop of a shortened title.
            if i > spots.start() + 1 && self.scene.text.tokens.form(i - 1) == "." && spots.class(i - 2, Class::Honorific) == Some(i - 1) {
                i -= 2;
                continue;
            }
            let describes = |k: &usize| {
                [Class::Determiner, Class::Filler, Class::Own, Class::Both, Class::Honorific, Class::Modifier]
                    .into_iter()
                    .any(|c| spots.class(*k, c) == Some(i))
            };
            let start = (i.saturating_sub(3).max(spots.start())..i).find(describes).or_else(|| self.scene.numbers.iter().find(|n| n.to == i).map(|n| n.from));
            match start {
                Some(start) if !self.scene.verbs.iter().any(|v| v.0 < i && i <= v.1) => i = start,
                _ => break,
            }
        }
        i
    }
}
