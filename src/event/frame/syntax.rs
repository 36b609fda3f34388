//! Syntax of a verb-final language: how a trigger stands in its clause, which phrases modify it, and in which case.

use super::Reader;
use crate::link::Linked;
use crate::pack::frame::Pos;
use crate::pack::inflect::VerbForm;
use crate::pack::lexicon::{Case, Cases, Class, Order};
use crate::text::token::TokenKind;

/// How a trigger stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stance {
    /// It is, or is part of, the verb of the clause.
    Predicate,
    /// It is a noun within some other phrase; only its own modifiers are its roles.
    Adjunct,
    /// A participle before the noun that it describes.
    Participle,
}

impl Reader<'_> {
    /// How the trigger stands, by its part of speech and by what follows it.
    pub(super) fn stance(&self, c1: usize) -> Stance {
        let spots = self.scene.spots;
        let next = self.trigger.1;
        if self.frame.pos == Pos::Adjunct {
            return Stance::Adjunct;
        }
        if self.order() == Order::VerbMedial {
            return if self.medial().is_predicate() { Stance::Predicate } else { Stance::Adjunct };
        }
        if self.frame.pos == Pos::Verb {
            // A name right after the verb is its head, unless it ends the sentence: then it is a headline's subject.
            let head = self.verb_form() != Some(VerbForm::Converb)
                && self.scene.linked.iter().any(|l| l.mention.from == next && !l.attributive && l.mention.marked_to < spots.end());
            return if head { Stance::Participle } else { Stance::Predicate };
        }
        // An acronym in brackets after the noun parts it from nothing.
        let close = (next..(next + 5).min(spots.end())).find(|i| self.scene.text.tokens.form(*i) == ")").filter(|_| self.scene.text.tokens.form(next) == "(");
        let next = close.map_or(next, |c| c + 1);
        match spots.case(next) {
            Some((end, _)) if end < c1 || spots.class(next, Class::Light).is_some() => {
                let particle = (end..spots.end()).find(|i| spots.class(*i, Class::Particle).is_none()).unwrap_or(end);
                let verb =
                    spots.class(particle, Class::Light).is_some() || (spots.class(next, Class::Light).is_some() && (end >= c1 || spots.closes_group(end)));
                if verb { Stance::Predicate } else { Stance::Adjunct }
            }
            // "the attack and those who fear it": a noun among nouns.
            _ if spots.class(next, Class::And).is_some() => Stance::Adjunct,
            _ => Stance::Predicate,
        }
    }

    /// Whether only the rest of the verb group stands between the trigger and token `i`.
    fn verb_ends_before(&self, i: usize) -> bool {
        let spots = self.scene.spots;
        (self.trigger.1..i).all(|k| spots.class(k, Class::Finite).is_some() || spots.class(k, Class::Light).is_some())
    }

    /// Whether a phrase that ends before token `i` ends its sentence or a part of it.
    fn ends_phrase(&self, i: usize) -> bool {
        i >= self.scene.spots.end() || self.scene.text.tokens.get(i).kind == TokenKind::Punct
    }

    /// What the ending of the trigger's last word shows.
    fn verb_form(&self) -> Option<VerbForm> {
        self.scene.spots.language.lexicon.verb_forms.get(&self.scene.text.numbers[self.trigger.1 - 1]).copied()
    }

    /// Whether the trigger is an infinitive that some other word governs: "an invitation to come". It then tells of
    /// nothing by itself.
    pub(super) fn is_purpose(&self, stance: Stance) -> bool {
        let lexicon = &self.scene.spots.language.lexicon;
        let governed = |c: Case| !lexicon.is_case(c, &["after", "before", "during", "on", "loc"]);
        self.order() == Order::VerbFinal
            && self.frame.pos == Pos::Verb
            && stance != Stance::Adjunct
            && self.verb_form() == Some(VerbForm::Infinitive)
            && match self.scene.spots.case(self.trigger.1) {
                Some((_, c)) => governed(c),
                None => !self.scene.spots.closes_group(self.trigger.1) && self.scene.spots.class(self.trigger.1, Class::Agentive).is_none(),
            }
    }

    /// Whether the trigger is an auxiliary: its verb can be one, and no phrase, time or adverb stands right before it.
    pub(super) fn helps_another(&self, c0: usize) -> bool {
        let spots = self.scene.spots;
        let mut t = self.trigger.0;
        while t > c0 && [Class::Particle, Class::Negation].into_iter().any(|c| spots.class(t - 1, c) == Some(t)) {
            t -= 1;
        }
        if !self.frame.helper || t == c0 {
            return false;
        }
        let ends = |i: usize| {
            spots.class(i, Class::Filler) == Some(t)
                || spots.case(i).is_some_and(|(end, c)| end == t && c != Cases::GEN && !spots.language.lexicon.is_case(c, &["loc", "on"]))
        };
        let marked = (t.saturating_sub(3).max(c0)..t).any(ends);
        self.scene.phrase_at(t - 1).is_none() && self.scene.time_at(t - 1).is_none() && !marked && self.scene.text.tokens.get(t - 1).kind == TokenKind::Word
    }

    /// "The countries that talk to both": an agentive before a noun that names nobody.
    pub(super) fn describes_unknown(&self) -> bool {
        let spots = self.scene.spots;
        if self.order() != Order::VerbFinal || self.frame.pos != Pos::Verb || self.verb_form() != Some(VerbForm::Infinitive) {
            return false;
        }
        let Some(end) = spots.class(self.trigger.1, Class::Agentive) else { return false };
        !spots.closes_group(end) && self.scene.phrase_at(end).is_none() && spots.case(end).is_none()
    }

    /// "Having spoken with A, …": an infinitive with a marker of its own parts what stands before token `end` from the trigger.
    fn hung_on_infinitive(&self, end: usize) -> bool {
        let (forms, numbers) = (&self.scene.spots.language.lexicon.verb_forms, &self.scene.text.numbers);
        let apart = |i: usize| {
            self.scene.spots.case(i + 1).is_some_and(|(e, c)| e <= self.trigger.0 && self.scene.spots.language.lexicon.is_case(c, &["after", "before"]))
        };
        (end..self.trigger.0).any(|i| forms.get(&numbers[i]) == Some(&VerbForm::Infinitive) && apart(i))
    }

    /// Whether a place is where somebody went first: "having gone to Moscow, he met …".
    pub(super) fn gone_to(&self, l: &Linked) -> bool {
        let (forms, numbers) = (&self.scene.spots.language.lexicon.verb_forms, &self.scene.text.numbers);
        let m = &l.mention;
        m.case == Cases::NOM && m.to < self.trigger.0 && forms.get(&numbers[m.to]) == Some(&VerbForm::Converb)
    }

    /// The place that a clause which begins with "where" is about.
    pub(super) fn place_before(&self, c0: usize) -> impl Iterator<Item = &Linked> {
        let opens = c0 > self.scene.spots.start() && self.scene.spots.class(c0, Class::Where).is_some();
        let before = self.scene.linked.iter().rev().filter(move |l| opens && l.mention.to <= c0 && !l.attributive);
        before.filter(|l| l.refs.iter().any(|r| self.scene.entities.is(*r, "Place"))).take(1)
    }

    pub(super) fn is_passive(&self) -> bool {
        let t = self.trigger;
        let spots = self.scene.spots;
        match self.order() {
            Order::VerbMedial => self.medial().is_passive(),
            Order::VerbFinal => (t.1..(t.1 + 3).min(spots.end())).any(|i| spots.class(i, Class::Passive).is_some()),
        }
    }

    /// Leftmost token of the trigger noun's own modifiers: back to the clause's start or a word that cannot modify it.
    pub(super) fn near_from(&self, c0: usize) -> usize {
        let spots = self.scene.spots;
        let mut i = self.trigger.0;
        while i > c0 {
            let before = i - 1;
            if let Some(l) = self.scene.phrase_at(before) {
                if matches!(l.mention.case, Cases::SUBJ) {
                    return i;
                }
                i = l.mention.from;
                continue;
            }
            if let Some(t) = self.scene.time_at(before) {
                i = t.from;
                continue;
            }
            if self.scene.text.tokens.get(before).kind == TokenKind::Punct && matches!(self.scene.text.tokens.form(before), "," | "\u{2013}") {
                return i;
            }
            // A describing phrase of two words may end in what looks like a marker ("separately").
            if before > c0 && spots.class(before - 1, Class::Filler) == Some(i) {
                i = before - 1;
                continue;
            }
            if spots.case(before).is_some_and(|(e, c)| e == i && c != Cases::GEN) && !self.after_time(before) {
                return i;
            }
            if spots.class(before, Class::Negation).is_some() || spots.class(before, Class::Stop).is_some() {
                return i;
            }
            // "the holding of A and the start of B": what stands before "and" belongs to A, unless it joins names.
            let joins_names = self.scene.linked.iter().any(|l| l.mention.to == before || l.mention.marked_to == before);
            if spots.class(before, Class::And) == Some(i) && !joins_names && before > c0 {
                return i;
            }
            i = before;
        }
        c0
    }

    /// Whether a time expression ends right before token `i`.
    fn after_time(&self, i: usize) -> bool {
        self.scene.times.iter().any(|t| t.to == i)
    }

    /// Whether a case marker that belongs to no name or date stands in `[from, to)`.
    fn loose_marker(&self, from: usize, to: usize) -> bool {
        let spots = self.scene.spots;
        let mut i = from;
        while i < to {
            if let Some(l) = self.scene.phrase_at(i) {
                i = l.mention.end();
                continue;
            }
            if let Some(end) = spots.class(i, Class::Filler).filter(|e| *e > i + 1) {
                i = end;
                continue;
            }
            if let Some((end, _)) = spots.case(i) {
                let participle = spots.class(i, Class::Participle).is_some();
                if !participle && !self.after_time(i) {
                    return true;
                }
                i = end;
                continue;
            }
            i += 1;
        }
        false
    }

    /// A place or time at the very start of the sentence, before any subject, holds for all its clauses.
    pub(super) fn opening(&self) -> usize {
        let spots = self.scene.spots;
        let subject =
            self.scene.linked.iter().find(|l| matches!(l.mention.case, Cases::SUBJ | Cases::NOM) && !l.attributive).map_or(spots.end(), |l| l.mention.from);
        let first = self.scene.times.iter().map(|t| t.from).chain(self.scene.linked.iter().map(|l| l.mention.from)).min().unwrap_or(spots.start());
        let (_, end) = self.scene.clauses.range(self.scene.clauses.at(first));
        subject.min(end)
    }

    /// Whether clause `c` is coordinated with the first, and no reported or relative clause.
    pub(super) fn coordinated(&self, c: usize) -> bool {
        let spots = self.scene.spots;
        (1..=c).all(|k| {
            let (from, _) = self.scene.clauses.range(k);
            spots.class(from, Class::Joint).is_none()
                && spots.class(from, Class::Relative).is_none()
                && self.scene.text.tokens.get(from).kind != TokenKind::Punct
        })
    }

    /// The case of a phrase beside this trigger; none where it belongs to something else.
    pub(super) fn case_verb_final(&self, l: &Linked, stance: Stance, near: usize) -> Option<Case> {
        let m = &l.mention;
        let t = self.trigger;
        if m.from >= t.1 {
            // A name right after the trigger noun is what the noun describes: "the exercise 'Indra'".
            let quoted = m.from == t.1 + 1 && self.scene.text.tokens.get(t.1).kind == TokenKind::Punct && self.scene.text.tokens.form(t.1) != ",";
            let head = (stance == Stance::Participle && m.from == t.1) || (self.frame.pos == Pos::Noun && (m.from == t.1 || quoted) && m.case == Cases::NOM);
            if head {
                return Some(Cases::HEAD);
            }
            // The subject may follow an adjunct: it then controls what the adjunct leaves out.
            if stance == Stance::Adjunct {
                return matches!(m.case, Cases::SUBJ | Cases::NOM | Cases::COMPOUND).then_some(Cases::CONTROL);
            }
            // A headline's subject may end it: "met Putin, the minister".
            let last = m.case == Cases::NOM && stance == Stance::Predicate && self.verb_ends_before(m.from) && self.ends_phrase(m.to);
            if last {
                return Some(Cases::SUBJ);
            }
            // Headlines and emphasis put phrases after the verb; their markers still say what they are.
            let named_after = m.case != Cases::NOM && m.case != Cases::GEN && stance == Stance::Predicate;
            return named_after.then_some(m.case);
        }
        let end = m.end();
        if !matches!(m.case, Cases::SUBJ | Cases::NOM) && self.hung_on_infinitive(end) {
            return None;
        }
        if l.attributive {
            let own = m.from >= near
                && t.0 - m.to <= 3
                && !self.loose_marker(m.to, t.0)
                && !self.scene.linked.iter().any(|o| o.mention.from >= m.to && o.mention.to <= t.0);
            return own.then_some(Cases::ADJ);
        }
        if m.case == Cases::GEN {
            if self.scene.linked.iter().any(|o| o.mention.from == end && !o.attributive && o.refs.iter().any(|r| self.scene.entities.is(*r, "System"))) {
                return Some(Cases::OWNER);
            }
            let own = !self.loose_marker(end, t.0) && m.from >= near;
            return Some(if own { Cases::GEN } else { Cases::LOOSE });
        }
        if m.case == Cases::NOM && m.to == t.0 {
            return Some(Cases::COMPOUND);
        }
        if stance == Stance::Adjunct && (m.from < near || matches!(m.case, Cases::SUBJ | Cases::NOM)) {
            let person = l.refs.iter().any(|r| self.scene.entities.is(*r, "Person"));
            if m.case == Cases::SUBJ || (m.case == Cases::NOM && person && t.0 - m.to > 1) {
                return Some(Cases::CONTROL);
            }
            // A bare place between the possessor and the noun is a compound: "the leader's Russia visit".
            let bare = m.case == Cases::NOM && m.from >= near && !self.loose_marker(end, t.0) && t.0 - m.to <= 3;
            return bare.then_some(Cases::COMPOUND);
        }
        Some(m.case)
    }
}
