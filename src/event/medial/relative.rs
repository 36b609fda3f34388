//! What a trigger takes from clauses around it: relative clauses, and the verb of motion that it is the purpose of.

use super::verbs::preposition_before;
use super::{Carrier, Medial};
use crate::link::Linked;
use crate::pack::frame::{BLOCKED, Pos};
use crate::pack::lexicon::{Case, Cases, Class};
use crate::time::TimeExpr;

impl Medial<'_> {
    /// The relative clause about the trigger noun, where its verb can carry it: "the session, which X co-chaired with Y".
    pub fn relative_span(&self) -> Option<(usize, usize)> {
        let v = self.relative_verb().filter(|v| self.is_light(*v))?;
        let next = self.scene.verbs.iter().find(|o| o.0 >= v.1).map_or(self.scene.spots.end(), |o| o.0);
        let (_, end) = self.scene.clauses.range(self.scene.clauses.at(v.0));
        Some((self.trigger.1, next.min(end.max(v.1))))
    }

    /// The case of a phrase within the relative clause about the trigger noun.
    pub(super) fn case_in_relative(&self, l: &Linked) -> Option<Case> {
        let (from, to) = self.relative_span()?;
        let v = self.relative_verb()?;
        let m = &l.mention;
        if m.from < from || m.from >= to || l.attributive {
            return None;
        }
        if matches!(self.direct(v.0), Ok(Some(group)) if group == m.group) {
            return Some(Cases::SUBJ);
        }
        (m.from >= v.1 && !matches!(m.case, Cases::NOM | Cases::SUBJ)).then_some(m.case)
    }

    /// Group of whom "whose" before the trigger's phrase means.
    pub(super) fn possessor_of_relative(&self) -> Option<usize> {
        if self.pos != Pos::Noun {
            return None;
        }
        let spots = self.scene.spots;
        let at = self.phrase_start().checked_sub(1).filter(|i| *i > spots.start())?;
        (spots.class(at, Class::Relative).is_some() && spots.class(at, Class::Own).is_some()).then(|| self.ending_at(at)).flatten()
    }

    /// Group of the object that stands before the joint of the trigger's clause: "the jets that India bought from France".
    pub(super) fn gap(&self) -> Option<usize> {
        let spots = self.scene.spots;
        let c0 = self.clause.0;
        let opens = spots.class(c0, Class::Joint).is_some() || spots.class(c0, Class::Relative).is_some_and(|_| spots.class(c0, Class::Own).is_none());
        if self.pos != Pos::Verb || !opens || c0 == spots.start() {
            return None;
        }
        let object = self.scene.linked.iter().any(|l| l.mention.from >= self.trigger.1 && self.np_start(l.mention.from) <= self.trigger.1);
        let own = |g: usize| self.scene.linked.iter().any(|l| l.mention.group == g && l.mention.from >= c0);
        let subject = matches!(self.direct(self.group(self.trigger.0).0), Ok(Some(g)) if own(g));
        if object || !subject {
            return None;
        }
        self.ending_at(c0)
    }

    /// Whom the verb before this adjunct addresses: "told X during talks".
    pub(super) fn is_told(&self, l: &Linked) -> bool {
        let Some(p) = preposition_before(self.scene.spots, self.phrase_start()) else { return false };
        let during = self.scene.spots.case(p).is_some_and(|(_, c)| self.scene.spots.language.lexicon.is_case(c, &["during", "in"]));
        let verb = self.scene.verbs.iter().rev().find(|v| v.1 <= p && v.0 >= self.clause.0);
        let subject = matches!(l.mention.case, Cases::NOM);
        during && subject && l.mention.end() <= p && verb.is_some_and(|v| self.np_start(l.mention.from) == v.1)
    }

    /// Whether the trigger is itself a phrase with a preposition beside a verb, with its day and place: "in the presence of".
    pub(super) fn is_adverbial(&self) -> bool {
        self.pos == Pos::Verb && self.scene.spots.case(self.trigger.0).is_some_and(|(end, _)| end < self.trigger.1)
    }

    /// The verb of motion that this noun gives the purpose of: "flew to Paris for talks".
    pub(super) fn purpose_verb(&self) -> Option<(usize, usize)> {
        let p = self.purpose()?;
        let v = self.scene.verbs.iter().rev().find(|v| v.1 <= p && v.0 >= self.clause.0)?;
        let frames = &self.scene.spots.language.frames;
        let moves = self.scene.triggers.iter().any(|t| t.2 != BLOCKED && t.0 >= v.0 && t.0 < p && frames[t.2 as usize].event == "Visit");
        moves.then_some(*v)
    }

    /// The preposition of purpose that governs this noun.
    fn purpose(&self) -> Option<usize> {
        if self.pos != Pos::Noun || self.carrier() != Carrier::None {
            return None;
        }
        let p = preposition_before(self.scene.spots, self.phrase_start())?;
        self.scene.spots.case(p).filter(|(_, c)| self.scene.spots.language.lexicon.is_case(*c, &["for"])).map(|_| p)
    }

    /// Whether a date belongs to a noun of purpose: with its verb of motion, or right before it ("in October for the summit").
    pub(super) fn shares_time(&self, time: &TimeExpr) -> bool {
        let Some(p) = self.purpose() else { return false };
        time.to == p || self.purpose_verb().is_some_and(|v| time.to <= p && (time.from >= v.0 || (time.from >= self.clause.0 && self.is_first(v))))
    }

    fn is_first(&self, v: (usize, usize)) -> bool {
        !self.scene.verbs.iter().any(|o| o.0 >= self.clause.0 && o.1 <= v.0)
    }

    /// Where what the trigger tells of took place, as the clause before says: before "where", or the goal of the journey.
    pub fn places_before(&self) -> Option<(usize, usize)> {
        let c0 = self.clause.0;
        let spots = self.scene.spots;
        if spots.class(c0, Class::Where).is_some() && c0 > spots.start() {
            return Some((self.scene.clauses.range(self.scene.clauses.at(c0 - 1)).0, c0));
        }
        self.purpose_verb().zip(self.purpose()).map(|(v, p)| (v.1, p))
    }

    /// A date that opens the sentence is of its main verb, over a parenthesis ("On Tuesday, hours after landing, X met Y"),
    /// and of the verb joined to that ("Last month, X visited Y and met Z").
    fn opening_time(&self) -> Option<(usize, usize)> {
        let spots = self.scene.spots;
        let start = spots.start();
        let time = self.scene.times.first().filter(|t| t.from <= start + 1 && self.scene.text.tokens.form(t.to) == ",")?;
        let v = self.verb(self.carrier())?;
        let joint = |i: usize| [Class::Joint, Class::Relative].into_iter().any(|c| spots.class(i, c).is_some());
        let own = matches!(self.direct(v.0), Ok(Some(g)) if self.scene.linked.iter().any(|l| l.mention.group == g && self.scene.text.tokens.form(self.np_start(l.mention.from) - 1) == ","));
        let main = own && !joint(self.clause.0);
        let joined = v.0 > start && spots.class(v.0 - 1, Class::And) == Some(v.0) && !(time.to..v.0).any(joint);
        (main || joined).then_some((start, time.to))
    }

    /// "X hosted Y on Friday and announced that …": the verb right after "and" has the day of the verb before it.
    fn joined_time(&self) -> Option<(usize, usize)> {
        let spots = self.scene.spots;
        let v = self.verb(self.carrier())?;
        if v.0 == spots.start() || spots.class(v.0 - 1, Class::And) != Some(v.0) {
            return None;
        }
        let before = self.scene.verbs.iter().rev().find(|o| o.1 < v.0)?;
        let joint = |i: usize| [Class::Joint, Class::Relative].into_iter().any(|c| spots.class(i, c).is_some()) || self.scene.text.tokens.form(i) == ",";
        let auxiliary = (before.0..before.1).chain(v.0..v.1).any(|i| spots.class(i, Class::Auxiliary).is_some());
        let time = self.scene.times.iter().find(|t| t.from > before.1 && t.to <= v.0 && spots.case(t.from - 1).is_some())?;
        (!auxiliary && !(before.1..v.0).any(joint)).then_some((time.from, time.to))
    }

    /// Tokens among which the date of a clause stands that begins with "when" or "where": right before it, or in the clause before.
    pub fn times_before(&self) -> Option<(usize, usize)> {
        let c0 = self.clause.0;
        let spots = self.scene.spots;
        if let Some(opening) = self.opening_time() {
            return Some(opening);
        }
        if let Some(joined) = self.joined_time() {
            return Some(joined);
        }
        if c0 == spots.start() {
            return None;
        }
        if spots.class(c0, Class::SameTime).is_some() {
            let time = self.scene.times.iter().rev().find(|t| t.to <= c0 && t.to + 1 >= c0)?;
            return Some((time.from, c0));
        }
        spots.class(c0, Class::Where).map(|_| (self.scene.clauses.range(self.scene.clauses.at(c0 - 1)).0, c0))
    }
}
