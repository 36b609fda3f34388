//! Frame reading: from a trigger and the phrases around it to candidate events.
//!
//! A slot names a role, the cases that mark its phrases and the kinds of entity that may fill it. [`Reader`] fills the
//! slots of one frame and judges whether enough of them are filled; the parts beside it read what else a clause tells:
//! [`syntax`] how phrases stand to a trigger in a verb-final language (for verb-medial ones see [`super::medial`]),
//! [`status`] tense, negation and doubt, [`dates`] when, [`numbers`] how many.

mod syntax;
mod status;
mod dates;
mod numbers;
mod slots;

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::{Candidate, split_pairs, split_speakers, split_tour};
use super::medial::Medial;
use super::scene::Scene;
use super::story::Tense;
use crate::link::{Linked, Ref};
use crate::model::{PartialDate, Status};
use crate::pack::frame::{BLOCKED, Frame, Pos};
use crate::pack::lexicon::{Case, Cases, Class, Order, Word};
use crate::time::TimeValue;
use slots::{Filled, Side};
use syntax::Stance;

/// Reads every trigger of the scene.
pub fn candidates(scene: &Scene<'_>) -> Vec<Candidate> {
    let frames = &scene.spots.language.frames;
    scene.triggers.iter().filter(|t| t.2 != BLOCKED).flat_map(|t| Reader { scene, frame: &frames[t.2 as usize], trigger: (t.0, t.1) }.read()).collect()
}

/// A frame at one of its triggers.
struct Reader<'a> {
    scene: &'a Scene<'a>,
    frame: &'a Frame,
    trigger: (usize, usize),
}

impl Reader<'_> {
    fn read(&self) -> Vec<Candidate> {
        let Some((c, sides)) = self.candidate() else { return Vec::new() };
        let (c0, c1) = self.scene.clauses.range(self.scene.clauses.at(self.trigger.0));
        if let Some(split) = self.split_dates(&c) {
            return split;
        }
        let severally = c.class == "PhoneCall" || (c0..c1).any(|i| self.scene.spots.class(i, Class::Severally).is_some());
        if let [a, b] = sides.as_slice()
            && severally
            && a.refs.len() * b.refs.len() > 1
        {
            return split_pairs(&c, &a.refs, &b.refs);
        }
        split_tour(self.scene.entities, c).into_iter().flat_map(split_speakers).collect()
    }

    /// One event for each of two dates with its place.
    fn split_dates(&self, c: &Candidate) -> Option<Vec<Candidate>> {
        let role = if c.class == "Visit" { "destination" } else { "place" };
        let dates = self.two_dates()?;
        let places = |(from, to): (usize, usize)| -> BTreeSet<Ref> {
            let inside = self.scene.linked.iter().filter(|l| l.mention.from >= from && l.mention.to <= to && !l.attributive);
            inside.flat_map(|l| l.refs.iter().copied()).filter(|r| self.scene.entities.is(*r, "Place")).collect()
        };
        let one = |(date, span): (PartialDate, (usize, usize))| {
            let places = places(span);
            let mut one = c.clone();
            (one.start, one.end, one.narrative) = (Some(date), Some(date), false);
            let told = !places.is_empty();
            one.roles.insert(role.to_owned(), places);
            told.then_some(one)
        };
        let [a, b] = dates;
        Some(vec![one(a)?, one(b)?])
    }

    /// The reading, and the participants that each slot gave.
    fn candidate(&self) -> Option<(Candidate, Vec<Side>)> {
        let clause = self.scene.clauses.at(self.trigger.0);
        let (c0, c1) = self.scene.clauses.range(clause);
        let relative = if self.order() == Order::VerbMedial { self.medial().relative_span() } else { None };
        if !self.frame.with.is_empty()
            && !self.has_cue(&self.frame.with, c0, c1)
            && !relative.is_some_and(|(from, to)| self.has_cue(&self.frame.with, from, to))
        {
            return None;
        }
        if self.has_cue(&self.frame.without, c0, c1) {
            return None;
        }
        // A question within the sentence states nothing.
        if (c0..c1).any(|i| self.scene.spots.class(i, Class::Question).is_some()) {
            return None;
        }
        let stance = self.stance(c1);
        let supposed = (c0..c1).any(|i| self.scene.spots.class(i, Class::Conditional).is_some());
        if self.helps_another(c0) || self.describes_unknown() || (self.frame.mute && (supposed || self.is_agentless())) {
            return None;
        }
        let purpose = self.is_purpose(stance);
        let passive = self.is_passive();
        let mut filled = Filled::default();
        for slot in &self.frame.slots {
            if slot.passive.is_some_and(|p| p != passive) {
                continue;
            }
            // The subject of the main clause completes an adjunct; it adds nothing to a complete one.
            let core = self.frame.need.iter().flatten().any(|(role, _)| *role == slot.role);
            if slot.cases == [Cases::CONTROL] && core && self.is_whole(&filled.roles, false) && !filled.one_sided() {
                continue;
            }
            self.fill(slot, stance, passive, (c0, c1), &mut filled);
        }
        if !self.is_whole(&filled.roles, false) || filled.one_sided() {
            self.fill_from_topic(stance, c0, &mut filled);
        }
        for slot in &self.frame.slots {
            self.fill_default(slot, c0, &mut filled.roles);
        }
        let one_sided = filled.one_sided();
        let Filled { roles, sides, .. } = filled;
        if self.frame.abroad && self.comes_home(&roles) {
            return None;
        }
        let class = self
            .frame
            .refine
            .iter()
            .find(|(cues, _, clause)| if *clause { self.has_cue(cues, c0, c1) } else { self.has_cue_near(cues, c0, c1) })
            .map_or(&self.frame.event, |r| &r.1)
            .clone();
        let status = if purpose { self.promised(c1) } else { self.frame.status.or_else(|| self.status(stance, c0, c1)) };
        let status = if supposed { Some(Status::Possible) } else { status };
        if (purpose && status.is_none()) || (self.frame.mute && status == Some(Status::Negated)) {
            return None;
        }
        let (start, end) = self.dates(stance, status, c0, c1);
        // What lies ahead of the article's day has not happened, whatever a headline's present says.
        let ahead = start.zip(self.scene.today).is_some_and(|(s, today)| s > today && !s.fits(today));
        let status =
            if ahead && status == Some(Status::Actual) && self.frame.status.is_none() && !self.frame.foretells { Some(Status::Planned) } else { status };
        let met_alone = one_sided && roles.get("participant") == Some(&sides[0].refs);
        let whole = self.is_whole(&roles, start.is_some()) && !met_alone;
        // Somebody whom nothing resolves does it: then it is no telling of what others did.
        if !whole && stance == Stance::Predicate && self.unknown_subject(c0) {
            return None;
        }
        // A verb that takes up an event names somebody who took part in it.
        let bare = self.frame.pos == Pos::Verb && roles.values().all(BTreeSet::is_empty);
        if !whole && (!self.frame.anaphoric || bare) {
            return None;
        }
        let own_date = whole || stance != Stance::Adjunct || self.relative_date(c1).is_some();
        let (start, end) = if self.frame.dated && own_date { (start, end) } else { (None, None) };
        let candidate =
            Candidate {
                frame: self.frame.name.clone(),
                class,
                roles,
                status,
                start,
                end,
                ordinal: self.ordinal(c0, c1),
                quantity: self.quantity(c0, c1),
                amount: self.amount(c0, c1),
                whole,
                trigger: self.trigger,
                sentence: self.scene.sentence,
                narrative: self.is_narrative(stance, status, (c0, c1), start),
                shift: self.shift(c0, c1).filter(|_| self.frame.dated && stance != Stance::Adjunct),
                past: self.is_past(start),
                other: self.is_other(stance, c0),
                echo: self.is_echo(c0),
                occasion: (self.frame.event == "Statement" && self.order() == Order::VerbMedial).then(|| self.medial().occasion()).flatten(),
                definite: self.trigger.0 > c0 && (self.near_from(c0)..self.trigger.0).any(|i| self.scene.spots.class(i, Class::Echo).is_some()),
                lasts: self.scene.times.iter().find_map(|t| {
                    if let TimeValue::Duration { days } = t.value { Some(days).filter(|_| t.to <= self.trigger.1 && t.from >= c0) } else { None }
                }),
            };
        Some((candidate, sides))
    }

    /// Whether everybody who goes is of the country that they go to, or whose capital they go to.
    fn comes_home(&self, roles: &BTreeMap<String, BTreeSet<Ref>>) -> bool {
        let entities = self.scene.entities;
        let filled = |kind: &str| roles.values().flatten().copied().filter(|r| entities.is(*r, kind)).collect::<Vec<_>>();
        let (people, places) = (filled("Person"), filled("Place"));
        let home = |place: &Ref, who: &Ref| {
            let code = entities.get(*place).country.first();
            self.scene.seats.contains(place) && code.is_some() && entities.get(*who).country.first() == code
        };
        !people.is_empty() && !places.is_empty() && places.iter().all(|place| people.iter().all(|who| home(place, who)))
    }

    /// Whether a day lies well behind the article's own: more than a month, or in another year where only that is known.
    fn is_past(&self, start: Option<PartialDate>) -> bool {
        let (Some(start), Some(today)) = (start, self.scene.today) else { return false };
        let far = |day: jiff::civil::Date| today.civil().and_then(|t| t.checked_sub(jiff::Span::new().days(31)).ok()).is_some_and(|edge| day < edge);
        start < today && !start.fits(today) && start.civil().map_or_else(|| (today.year, today.month) > (start.year, start.month.or(today.month)), far)
    }

    /// Whether the words call the event another than the one the article tells of: "their last meeting", "before that
    /// they had met".
    fn is_other(&self, stance: Stance, c0: usize) -> bool {
        let spots = self.scene.spots;
        let class = |from: usize, c: Class| (from..self.trigger.0).any(|i| spots.class(i, c).is_some());
        class(self.near_from(c0), Class::Other)
            || (self.order() == Order::VerbFinal
                && stance == Stance::Predicate
                && class(c0, Class::Earlier)
                && !class(c0, Class::PartOfDay)
                && self.scene.tense(self.scene.clauses.at(c0)) == Tense::Background)
    }

    /// Whether an agent marker before the trigger belongs to no linked mention.
    fn unknown_subject(&self, c0: usize) -> bool {
        let spots = self.scene.spots;
        self.order() == Order::VerbFinal
            && (c0..self.trigger.0).any(|i| {
                let marker = spots.case(i).filter(|(_, c)| *c == Cases::SUBJ);
                marker.is_some_and(|(end, _)| !self.scene.linked.iter().any(|l| l.mention.marked_to == end && !l.refs.is_empty()))
            })
    }

    /// A bare demonstrative opens the clause, and no noun follows it at once.
    fn is_echo(&self, c0: usize) -> bool {
        let spots = self.scene.spots;
        c0 == spots.start() && spots.class(c0, Class::Echo).is_some_and(|end| end < self.trigger.0)
    }

    /// Whether one of the frame's alternatives is filled; `start` in it asks for a date.
    fn is_whole(&self, roles: &BTreeMap<String, BTreeSet<Ref>>, dated: bool) -> bool {
        let filled = |role: &str, n: usize| if role == "start" { dated } else { roles.get(role).map_or(0, BTreeSet::len) >= n };
        self.frame.need.is_empty() || self.frame.need.iter().any(|all| all.iter().all(|(role, n)| filled(role, *n)))
    }

    fn order(&self) -> Order {
        self.scene.spots.language.lexicon.order
    }

    /// Whether a word of one of the cues stands in `[from, to)`.
    fn has_cue(&self, cues: &[u16], from: usize, to: usize) -> bool {
        (from..to).any(|i| self.scene.spots.words(i).iter().any(|(_, w)| matches!(w, Word::Cue(c) if cues.contains(c))))
    }

    /// A cue among the trigger's own modifiers or in its verb group.
    fn has_cue_near(&self, cues: &[u16], c0: usize, c1: usize) -> bool {
        let reach = if self.order() == Order::VerbFinal {
            (self.near_from(c0), (self.trigger.1 + 3).min(c1))
        } else {
            (self.trigger.0.saturating_sub(5).max(c0), (self.trigger.1 + 4).min(c1))
        };
        self.has_cue(cues, reach.0, reach.1)
    }

    /// Whether the verb is a passive: who does it is not its subject.
    fn is_agentless(&self) -> bool {
        let (from, to) = (self.trigger.0, (self.trigger.1 + 3).min(self.scene.spots.end()));
        self.order() == Order::VerbFinal && (from..to).any(|i| self.scene.spots.class(i, Class::Passive).is_some())
    }

    fn medial(&self) -> Medial<'_> {
        Medial::new(self.scene, self.frame.pos, self.trigger)
    }

    /// The grammatical relation of a phrase to this trigger, or none where it belongs to something else.
    fn case_of(&self, l: &Linked, stance: Stance, passive: bool, near: usize) -> Option<Case> {
        match self.order() {
            Order::VerbFinal => self.case_verb_final(l, stance, near),
            Order::VerbMedial => self.medial().case_of(l, passive),
        }
    }
}
