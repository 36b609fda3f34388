//! Frame reading: from a trigger and the phrases around it to a candidate event.

use std::collections::{BTreeMap, BTreeSet};

use super::clause::Clauses;
use super::medial::Medial;
use super::number::{Number, Value};
use crate::link::{Entities, Linked, Ref};
use crate::mention::spot::{Spots, Words};
use crate::model::{PartialDate, Status};
use crate::pack::frame::{BLOCKED, Default, Frame, Pos, Slot, Where};
use crate::pack::lexicon::{Case, Cases, Class, Order, Window, Word};
use crate::text::token::TokenKind;
use crate::time::{TimeExpr, TimeValue};

/// What is known of one sentence when its events are read.
pub struct Scene<'a> {
    /// The text.
    pub text: &'a Words<'a>,
    /// Names and words by token.
    pub spots: &'a Spots<'a>,
    /// Linked mentions in order.
    pub linked: &'a [Linked],
    /// Their entities.
    pub entities: &'a Entities,
    /// Clauses.
    pub clauses: Clauses,
    /// Time expressions in order.
    pub times: Vec<TimeExpr>,
    /// Numbers in order.
    pub numbers: Vec<Number>,
    /// Trigger occurrences: (from, to, frame).
    pub triggers: Vec<(usize, usize, u16)>,
    /// Verb groups of a verb-medial language: see [`medial::verbs`].
    pub verbs: Vec<(usize, usize)>,
    /// Number of the sentence in the article.
    pub sentence: usize,
    /// The countries that the article is most about.
    pub countries: &'a [Ref],
    /// Day of the article.
    pub today: Option<PartialDate>,
    /// Days that the sentence before gives.
    pub before: Option<(PartialDate, PartialDate)>,
    /// First day of the trip that the article counts days of ("on the second day of the visit").
    pub first_day: Option<jiff::civil::Date>,
}

/// One reading of one trigger.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Index of the frame within its language.
    pub frame: String,
    /// Class of the event.
    pub class: String,
    /// Fillers by role.
    pub roles: BTreeMap<String, BTreeSet<Ref>>,
    /// Status, if a sign shows one.
    pub status: Option<Status>,
    /// Interval, if known.
    pub start: Option<PartialDate>,
    /// Last day.
    pub end: Option<PartialDate>,
    /// Number in a series.
    pub ordinal: Option<u32>,
    /// Number of items.
    pub quantity: Option<u64>,
    /// Sum and currency.
    pub amount: Option<(u64, String)>,
    /// Whether the roles that the frame needs are filled.
    pub whole: bool,
    /// Tokens of the trigger.
    pub trigger: (usize, usize),
    /// Sentence of the article.
    pub sentence: usize,
    /// Whether the clause goes on with the story of the day: a past tense of a verb-medial language.
    pub narrative: bool,
    /// Whether the text calls it another event than the one spoken of ("their previous meeting").
    pub other: bool,
    /// Whether the clause says of the event spoken of last what it is ("This will be their 23rd summit").
    pub echo: bool,
    /// Whether a demonstrative points at the event ("this visit").
    pub definite: bool,
    /// Days that it lasts, where the clause says so.
    pub lasts: Option<u32>,
}

/// Reads every trigger of the scene.
pub fn candidates(scene: &Scene<'_>) -> Vec<Candidate> {
    let frames = &scene.spots.language.frames;
    scene.triggers.iter().filter(|t| t.2 != BLOCKED).flat_map(|t| Reader { scene, frame: &frames[t.2 as usize], trigger: (t.0, t.1) }.read()).collect()
}

/// Triggers of a sentence outside names and dates: the longest at each token.
pub fn triggers(spots: &Spots<'_>, taken: &[(usize, usize)]) -> Vec<(usize, usize, u16)> {
    let mut out = Vec::new();
    let mut i = spots.start();
    while i < spots.end() {
        let longest = spots.words(i).iter().filter(|(_, w)| matches!(w, Word::Trigger(_))).map(|(e, _)| *e).max();
        let Some(end) = longest.filter(|e| !taken.iter().any(|(f, t)| *f < *e && i < *t)) else {
            i += 1;
            continue;
        };
        for (e, w) in spots.words(i) {
            if let (true, Word::Trigger(f)) = (*e == end, w) {
                out.push((i, end, *f));
            }
        }
        i = end;
    }
    out
}

/// Names that evoke an event by themselves ("Exercise Indra"), for the frames that ask for their class.
pub fn evoking_names(spots: &Spots<'_>, linked: &[Linked], entities: &Entities) -> Vec<(usize, usize, u16)> {
    let mut out = Vec::new();
    for (n, frame) in spots.language.frames.iter().enumerate() {
        let Some(class) = &frame.names else { continue };
        let named = linked.iter().filter(|l| l.named && l.refs.iter().any(|r| entities.is(*r, class)));
        out.extend(named.map(|l| (l.mention.from, l.mention.to, n as u16)));
    }
    out
}

/// Two who say the same make two statements.
fn split_speakers(c: Candidate) -> Vec<Candidate> {
    let speakers: Vec<Ref> = c.roles.get("speaker").into_iter().flatten().copied().collect();
    if speakers.len() < 2 {
        return vec![c];
    }
    let one = |who: Ref| {
        let mut one = c.clone();
        one.roles.insert("speaker".to_owned(), BTreeSet::from([who]));
        one
    };
    speakers.into_iter().map(one).collect()
}

/// Calls, and meetings that the text calls separate, are of two at a time.
fn split_pairs(c: &Candidate, sides: &[BTreeSet<Ref>]) -> Vec<Candidate> {
    let pairs = sides[0].iter().flat_map(|a| sides[1].iter().map(move |b| BTreeSet::from([*a, *b])));
    let split = pairs.map(|pair| {
        let mut one = c.clone();
        one.roles.insert("participant".to_owned(), pair);
        one
    });
    split.collect()
}

/// A tour of several countries is a visit to each; the first keeps the first day.
fn split_tour(entities: &Entities, c: Candidate) -> Vec<Candidate> {
    let countries: Vec<Ref> = c.roles.get("destination").into_iter().flatten().copied().filter(|r| entities.is(*r, "Country")).collect();
    if c.class != "Visit" || countries.len() < 2 {
        return vec![c];
    }
    let split = countries.iter().enumerate().map(|(n, country)| {
        let mut one = c.clone();
        one.roles.insert("destination".to_owned(), BTreeSet::from([*country]));
        if n > 0 {
            one.start = None;
        }
        one.end = None;
        one
    });
    split.collect()
}

struct Reader<'a> {
    scene: &'a Scene<'a>,
    frame: &'a Frame,
    trigger: (usize, usize),
}

/// How a trigger stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stance {
    /// It is, or is part of, the verb of the clause.
    Predicate,
    /// It is a noun within some other phrase; only its own modifiers are its roles.
    Adjunct,
    /// A participle before the noun that it describes.
    Participle,
}

impl Reader<'_> {
    fn read(&self) -> Vec<Candidate> {
        let Some((c, sides)) = self.candidate() else { return Vec::new() };
        let (c0, c1) = self.scene.clauses.range(self.scene.clauses.at(self.trigger.0));
        let severally = c.class == "PhoneCall" || (c0..c1).any(|i| self.scene.spots.class(i, Class::Severally).is_some());
        if severally && sides.len() == 2 && sides[0].len() * sides[1].len() > 1 {
            return split_pairs(&c, &sides);
        }
        split_tour(self.scene.entities, c).into_iter().flat_map(split_speakers).collect()
    }

    /// The reading, and the participants that each slot gave.
    fn candidate(&self) -> Option<(Candidate, Vec<BTreeSet<Ref>>)> {
        let clause = self.scene.clauses.at(self.trigger.0);
        let (c0, c1) = self.scene.clauses.range(clause);
        if !self.frame.with.is_empty() && !self.has_cue(&self.frame.with, c0, c1) {
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
        let passive = self.is_passive();
        let mut roles: BTreeMap<String, BTreeSet<Ref>> = BTreeMap::new();
        let mut used: BTreeSet<Ref> = BTreeSet::new();
        let mut sides: Vec<BTreeSet<Ref>> = Vec::new();
        for slot in &self.frame.slots {
            if slot.passive.is_some_and(|p| p != passive) {
                continue;
            }
            // The subject of the main clause completes an adjunct; it adds nothing to a complete one.
            let core = self.frame.need.iter().flatten().any(|(role, _)| *role == slot.role);
            if slot.cases == [Cases::CONTROL] && core && self.is_whole(&roles) {
                continue;
            }
            let before = used.clone();
            self.fill(slot, stance, passive, (c0, c1), &mut roles, &mut used);
            let new: BTreeSet<Ref> = used.difference(&before).copied().collect();
            if slot.role == "participant" && !new.is_empty() {
                sides.push(new);
            }
        }
        for slot in &self.frame.slots {
            self.fill_default(slot, &mut roles);
        }
        let class = self
            .frame
            .refine
            .iter()
            .find(|(cues, _, clause)| if *clause { self.has_cue(cues, c0, c1) } else { self.has_cue_near(cues, c0, c1) })
            .map_or(&self.frame.event, |r| &r.1)
            .clone();
        let status = self.frame.status.or_else(|| self.status(stance, c0, c1));
        let (start, end) = self.dates(stance, status, c0, c1);
        // What lies ahead of the article's day has not happened, whatever a headline's present says.
        let ahead = start.zip(self.scene.today).is_some_and(|(s, today)| s > today && !s.fits(today));
        let status =
            if ahead && status == Some(Status::Actual) && self.frame.status.is_none() && !self.frame.foretells { Some(Status::Planned) } else { status };
        let whole = self.is_whole(&roles) || self.is_whole_with(&roles, start.is_some());
        // Somebody whom nothing resolves does it: then it is no telling of what others did.
        if !whole && stance == Stance::Predicate && self.unknown_subject(c0) {
            return None;
        }
        if !whole && !self.frame.anaphoric {
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
                narrative: self.order() == Order::VerbMedial
                    && self.frame.dated
                    && stance == Stance::Predicate
                    && status == Some(Status::Actual)
                    && !self.medial().is_perfect()
                    && !self.times_elsewhere(c0, c1, start)
                    && (start.is_none() || self.scene.spots.class(c0, Class::Relative).is_none()),
                other: (self.near_from(c0)..self.trigger.0).any(|i| self.scene.spots.class(i, Class::Other).is_some()),
                echo: self.is_echo(c0),
                definite: self.trigger.0 > c0 && (self.near_from(c0)..self.trigger.0).any(|i| self.scene.spots.class(i, Class::Echo).is_some()),
                lasts: self.scene.times.iter().find_map(|t| {
                    if let TimeValue::Duration { days } = t.value { Some(days).filter(|_| t.to <= self.trigger.1 && t.from >= c0) } else { None }
                }),
            };
        Some((candidate, sides))
    }

    /// Whether the clause has a time that gave the event no date.
    fn times_elsewhere(&self, c0: usize, c1: usize, start: Option<PartialDate>) -> bool {
        start.is_none()
            && self.scene.times.iter().any(|t| {
                t.from >= c0
                    && t.to <= c1
                    && !matches!(t.value, TimeValue::Duration { .. })
                    && (t.to - t.from > 1 || matches!(t.value, TimeValue::Interval { .. }))
            })
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

    fn is_whole(&self, roles: &BTreeMap<String, BTreeSet<Ref>>) -> bool {
        self.is_whole_with(roles, false)
    }

    /// Whether one of the frame's alternatives is filled; `start` in it asks for a date.
    fn is_whole_with(&self, roles: &BTreeMap<String, BTreeSet<Ref>>, dated: bool) -> bool {
        let filled = |role: &str, n: usize| if role == "start" { dated } else { roles.get(role).map_or(0, BTreeSet::len) >= n };
        self.frame.need.is_empty() || self.frame.need.iter().any(|all| all.iter().all(|(role, n)| filled(role, *n)))
    }

    fn order(&self) -> Order {
        self.scene.spots.language.lexicon.order
    }

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

    fn stance(&self, c1: usize) -> Stance {
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
            let head = self.scene.linked.iter().any(|l| l.mention.from == next && !l.attributive && l.mention.marked_to < spots.end());
            return if head { Stance::Participle } else { Stance::Predicate };
        }
        // An acronym in brackets after the noun parts it from nothing.
        let close = (next..(next + 5).min(spots.end())).find(|i| self.scene.text.tokens.form(*i) == ")").filter(|_| self.scene.text.tokens.form(next) == "(");
        let next = close.map_or(next, |c| c + 1);
        match spots.case(next) {
            Some((end, _)) if end < c1 || spots.class(next, Class::Light).is_some() => {
                let particle = (end..spots.end()).find(|i| spots.class(*i, Class::Particle).is_none()).unwrap_or(end);
                let verb = spots.class(particle, Class::Light).is_some() || (spots.class(next, Class::Light).is_some() && (end >= c1 || self.ends_group(end)));
                if verb { Stance::Predicate } else { Stance::Adjunct }
            }
            // "the attack and those who fear it": a noun among nouns.
            _ if spots.class(next, Class::And).is_some() => Stance::Adjunct,
            _ => Stance::Predicate,
        }
    }

    /// Whether a verb group ends before token `i`: at punctuation, a joint, "and" or an auxiliary.
    fn ends_group(&self, i: usize) -> bool {
        let spots = self.scene.spots;
        i >= spots.end()
            || self.scene.text.tokens.get(i).kind == TokenKind::Punct
            || [Class::And, Class::Joint, Class::Relative, Class::Finite].into_iter().any(|c| spots.class(i, c).is_some())
    }

    fn is_passive(&self) -> bool {
        let t = self.trigger;
        let spots = self.scene.spots;
        match self.order() {
            Order::VerbMedial => self.medial().is_passive(),
            Order::VerbFinal => (t.1..(t.1 + 3).min(spots.end())).any(|i| spots.class(i, Class::Passive).is_some()),
        }
    }

    /// Leftmost token of the trigger noun's own modifiers: back to the clause's start or a word that cannot modify it.
    fn near_from(&self, c0: usize) -> usize {
        let spots = self.scene.spots;
        let mut i = self.trigger.0;
        while i > c0 {
            let before = i - 1;
            if let Some(l) = self.scene.linked.iter().find(|l| l.mention.from <= before && before < l.mention.marked_to.max(l.mention.to)) {
                if matches!(l.mention.case, Cases::SUBJ) {
                    return i;
                }
                i = l.mention.from;
                continue;
            }
            if let Some(t) = self.scene.times.iter().find(|t| t.from <= before && before < t.to) {
                i = t.from;
                continue;
            }
            if self.scene.text.tokens.get(before).kind == TokenKind::Punct && matches!(self.scene.text.tokens.form(before), "," | "\u{2013}") {
                return i;
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

    fn after_time(&self, i: usize) -> bool {
        self.scene.times.iter().any(|t| t.to == i)
    }

    /// Whether a case marker that belongs to no name or date stands in `[from, to)`.
    fn loose_marker(&self, from: usize, to: usize) -> bool {
        let spots = self.scene.spots;
        let mut i = from;
        while i < to {
            if let Some(l) = self.scene.linked.iter().find(|l| l.mention.from <= i && i < l.mention.marked_to.max(l.mention.to)) {
                i = l.mention.marked_to.max(l.mention.to);
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

    fn fill(
        &self,
        slot: &Slot,
        stance: Stance,
        passive: bool,
        (c0, c1): (usize, usize),
        roles: &mut BTreeMap<String, BTreeSet<Ref>>,
        used: &mut BTreeSet<Ref>,
    ) {
        let mut groups: Vec<usize> = Vec::new();
        let near = self.near_from(c0);
        let mut found: Vec<(usize, &Linked)> = Vec::new();
        for l in self.scene.linked.iter().filter(|l| !l.refs.is_empty() && (!l.attributive || slot.cases.contains(&Cases::ADJ))) {
            let m = &l.mention;
            if slot.place != Where::Sentence && (m.from < c0 || m.from >= c1) && self.order() == Order::VerbFinal {
                continue;
            }
            if m.from < self.trigger.1 && self.trigger.0 < m.to {
                if slot.cases.contains(&Cases::SELF) && l.refs.iter().any(|r| slot.kinds.iter().any(|k| self.scene.entities.is(*r, k))) {
                    found.push((0, l));
                }
                continue;
            }
            if slot.named && !l.named {
                continue;
            }
            if !l.refs.iter().any(|r| slot.kinds.iter().any(|k| self.scene.entities.is(*r, k))) {
                continue;
            }
            let case = self
                .case_of(l, stance, passive, near)
                .or((slot.place == Where::Sentence && self.order() == Order::VerbMedial && m.from >= self.trigger.1).then_some(m.case));
            if case.is_some_and(|c| slot.cases.contains(&c)) {
                let distance = if m.to <= self.trigger.0 { self.trigger.0 - m.to } else { m.from.saturating_sub(self.trigger.1) + 1 };
                found.push((distance, l));
            }
        }
        if found.is_empty() && slot.role == "place" && c0 > self.scene.spots.start() && self.coordinated(self.scene.clauses.at(c0)) {
            let opening = self.opening();
            found.extend(
                self.scene
                    .linked
                    .iter()
                    .filter(|l| {
                        l.mention.to <= opening
                            && slot.cases.contains(&l.mention.case)
                            && l.refs.iter().any(|r| slot.kinds.iter().any(|k| self.scene.entities.is(*r, k)))
                    })
                    .map(|l| (0, l)),
            );
        }
        found.sort_by_key(|f| f.0);
        for (_, l) in found {
            if !groups.contains(&l.mention.group) {
                if groups.len() >= slot.most {
                    continue;
                }
                groups.push(l.mention.group);
            }
            for r in &l.refs {
                if used.insert(*r) {
                    roles.entry(slot.role.clone()).or_default().insert(*r);
                }
            }
        }
        let nothing = groups.is_empty();
        if slot.inherit && nothing && stance != Stance::Adjunct && !self.unknown_subject(c0) {
            let inherited = self.scene.linked.iter().filter(|l| l.mention.from < c0).rev().find(|l| {
                (matches!(l.mention.case, Cases::SUBJ | Cases::NOM) || !slot.cases.contains(&Cases::SUBJ))
                    && !l.attributive
                    && l.refs.iter().any(|r| slot.kinds.iter().any(|k| self.scene.entities.is(*r, k)))
            });
            if let Some(l) = inherited {
                for r in &l.refs {
                    if used.insert(*r) {
                        roles.entry(slot.role.clone()).or_default().insert(*r);
                    }
                }
            }
        }
    }

    /// Fills a role from what the sentence or the article is about.
    fn fill_default(&self, slot: &Slot, roles: &mut BTreeMap<String, BTreeSet<Ref>>) {
        let Some(default) = slot.default else { return };
        let have = roles.get(&slot.role).map_or(0, BTreeSet::len);
        match default {
            Default::Countries if have == 0 => {
                let countries = self.scene.countries.iter().take(2).copied();
                roles.entry(slot.role.clone()).or_default().extend(countries);
            }
            Default::OwnCountry if have == 1 => {
                let subject = self
                    .scene
                    .linked
                    .iter()
                    .filter(|l| matches!(l.mention.case, Cases::SUBJ | Cases::NOM))
                    .flat_map(|l| l.refs.iter())
                    .find(|r| self.scene.entities.is(**r, "Person"));
                let code = subject.and_then(|r| self.scene.entities.get(*r).country.first().cloned());
                let country = self.scene.countries.iter().find(|c| code.as_ref().is_some_and(|code| self.scene.entities.get(**c).country.contains(code)));
                roles.entry(slot.role.clone()).or_default().extend(country);
            }
            _ => {}
        }
    }

    /// A place or time at the very start of the sentence, before any subject, holds for all its clauses.
    fn opening(&self) -> usize {
        let spots = self.scene.spots;
        let subject =
            self.scene.linked.iter().find(|l| matches!(l.mention.case, Cases::SUBJ | Cases::NOM) && !l.attributive).map_or(spots.end(), |l| l.mention.from);
        let first = self.scene.times.iter().map(|t| t.from).chain(self.scene.linked.iter().map(|l| l.mention.from)).min().unwrap_or(spots.start());
        let (_, end) = self.scene.clauses.range(self.scene.clauses.at(first));
        subject.min(end)
    }

    /// Whether clause `c` is coordinated with the first, and no reported or relative clause.
    fn coordinated(&self, c: usize) -> bool {
        let spots = self.scene.spots;
        (1..=c).all(|k| {
            let (from, _) = self.scene.clauses.range(k);
            spots.class(from, Class::Joint).is_none()
                && spots.class(from, Class::Relative).is_none()
                && self.scene.text.tokens.get(from).kind != TokenKind::Punct
        })
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

    fn case_verb_final(&self, l: &Linked, stance: Stance, near: usize) -> Option<Case> {
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
            // Headlines and emphasis put phrases after the verb; their markers still say what they are.
            let named_after = m.case != Cases::NOM && m.case != Cases::GEN && stance == Stance::Predicate;
            return named_after.then_some(m.case);
        }
        let end = m.marked_to.max(m.to);
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
            if m.case == Cases::SUBJ {
                return Some(Cases::CONTROL);
            }
            // A bare place between the possessor and the noun is a compound: "the leader's Russia visit".
            let bare = m.case == Cases::NOM && m.from >= near && !self.loose_marker(end, t.0) && t.0 - m.to <= 3;
            return bare.then_some(Cases::COMPOUND);
        }
        Some(m.case)
    }

    /// The strongest sign of tense, negation or doubt that the frame's clause shows.
    fn status(&self, stance: Stance, c0: usize, c1: usize) -> Option<Status> {
        let spots = self.scene.spots;
        let lexicon = &spots.language.lexicon;
        let verb = match (self.order(), stance) {
            (Order::VerbFinal, Stance::Predicate) => {
                let from = if self.frame.pos == Pos::Verb { self.trigger.0.saturating_sub(2).max(c0) } else { self.trigger.1 };
                let punct = (self.trigger.1..c1).find(|i| self.scene.text.tokens.get(*i).kind == TokenKind::Punct && self.scene.text.tokens.form(*i) != "(");
                Some((from, punct.unwrap_or(c1)))
            }
            (Order::VerbFinal, _) => Some((self.near_from(c0), self.trigger.0)),
            (Order::VerbMedial, _) => None,
        };
        let (s0, s1) = (spots.start(), spots.end());
        let mut best: Option<(usize, Status)> = None;
        for (n, rule) in lexicon.status.iter().enumerate() {
            let (from, to) = match rule.window {
                Window::Verb if self.order() == Order::VerbMedial => {
                    let shared = self.medial().joined_window().filter(|_| rule.status != Status::Negated);
                    if self.medial().verb_windows().iter().chain(&shared).any(|(from, to)| self.sign(n as u16, *from, *to)) {
                        best = Some((n, rule.status));
                        break;
                    }
                    continue;
                }
                Window::Infinitive => match self.medial().infinitive() {
                    Some(window) => window,
                    None => continue,
                },
                Window::Verb => verb?,
                Window::After if stance == Stance::Adjunct => (self.trigger.1, (self.trigger.1 + 3).min(c1)),
                Window::After => continue,
                Window::Clause => (c0, c1),
                Window::Sentence => (s0, s1),
            };
            let hit = (from..to).any(|i| {
                spots.words(i).iter().any(|(e, w)| *w == Word::Status(n as u16) && *e <= to.max(from + 1) + 1)
                    || (!rule.suffixes.is_empty() && self.scene.text.tokens.get(i).kind == TokenKind::Word && {
                        let form = self.scene.text.tokens.form(i);
                        rule.suffixes.iter().any(|s| form.len() > s.len() && form.ends_with(s.as_str()))
                    })
            });
            if hit {
                best = Some((n, rule.status));
                break;
            }
        }
        match best {
            Some((_, status)) => Some(status),
            None if self.order() == Order::VerbMedial && self.medial().is_infinitive() => Some(Status::Planned),
            None if stance == Stance::Predicate => Some(Status::Actual),
            None => None,
        }
    }

    /// Whether a sign of status rule `n` stands wholly within `[from, to)`.
    fn sign(&self, n: u16, from: usize, to: usize) -> bool {
        (from..to).any(|i| self.scene.spots.words(i).iter().any(|(e, w)| *w == Word::Status(n) && *e <= to))
    }

    /// The interval that the clause gives, nearest before the trigger first; the future reading where the event is to come.
    fn dates(&self, stance: Stance, status: Option<Status>, c0: usize, c1: usize) -> (Option<PartialDate>, Option<PartialDate>) {
        let (near, to) = match (self.order(), stance) {
            (Order::VerbMedial, _) => (self.scene.spots.start(), self.scene.spots.end()),
            (Order::VerbFinal, Stance::Adjunct) => (self.near_from(c0), self.trigger.1 + 1),
            (Order::VerbFinal, _) => (c0, c1),
        };
        if self.order() == Order::VerbMedial
            && let Some(year) = self.medial().year()
        {
            return (Some(PartialDate::year(year)), Some(PartialDate::year(year)));
        }
        let mut best: Option<(usize, PartialDate, PartialDate)> = None;
        let to = if stance == Stance::Participle { self.trigger.1 } else { to };
        let future = matches!(status, Some(Status::Planned | Status::Possible));
        for t in self.scene.times.iter().filter(|t| t.from >= near && t.from < to) {
            let Some((start, end)) = self.interval(t, future) else { continue };
            let foreign = if self.order() == Order::VerbMedial { !self.medial().owns_time(t) } else { self.owned_by_other(t) };
            if self.excluded_time(t) || foreign {
                continue;
            }
            let distance = if t.to <= self.trigger.0 { self.trigger.0 - t.to } else { t.from - self.trigger.1.min(t.from) + 4 };
            if best.is_none_or(|b| distance < b.0) {
                best = Some((distance, start, end));
            }
        }
        // "on the second day of the visit": the visit began so many days before.
        let counts = self.scene.times.iter().any(|t| matches!(t.value, TimeValue::DayOfVisit(_)) && t.from >= self.trigger.1 && t.from - self.trigger.1 <= 2);
        if let (None, true, "Visit", Some(first)) = (best, counts, self.frame.event.as_str(), self.scene.first_day) {
            return (Some(first.into()), None);
        }
        if best.is_none() && self.order() == Order::VerbFinal {
            best = self.outer_date(c0, c1);
        }
        let (_, start, mut end) = match best {
            Some(b) => b,
            None => return (None, None),
        };
        let counted = self.frame.event == "Visit" && self.scene.first_day.is_some_and(|d| PartialDate::from(d) == start);
        if (self.frame.opens || counted) && start == end && start.day.is_some() {
            return self.lasting(start);
        }
        // "a two-day visit" that begins on a day ends so many days later.
        if let (true, Some(first)) = (start == end && self.frame.event == "Visit", start.civil()) {
            let days = self.scene.times.iter().find_map(|t| if let TimeValue::Duration { days } = t.value { Some(days) } else { None });
            if let Some(last) = days.filter(|d| (2..=15).contains(d)).and_then(|d| first.checked_add(jiff::Span::new().days(i64::from(d) - 1)).ok()) {
                end = last.into();
            }
        }
        (Some(start), Some(end))
    }

    /// The days that a time expression means for this event.
    fn interval(&self, t: &TimeExpr, future: bool) -> Option<(PartialDate, PartialDate)> {
        match t.in_tense(self.scene.today, future) {
            TimeValue::Interval { start, end } => Some((start, end)),
            TimeValue::DayOfVisit(n) => {
                let n = if self.frame.event == "Visit" { 1 } else { n };
                let day = self.scene.first_day?.checked_add(jiff::Span::new().days(i64::from(n) - 1)).ok()?;
                Some((day.into(), day.into()))
            }
            _ => None,
        }
    }

    /// A visit that begins on a day: its end is known where the sentence says how long it lasts.
    fn lasting(&self, start: PartialDate) -> (Option<PartialDate>, Option<PartialDate>) {
        let days = self.scene.times.iter().find_map(|t| if let TimeValue::Duration { days } = t.value { Some(days) } else { None });
        let first = start.civil();
        let last = days.filter(|d| (2..=15).contains(d)).and_then(|d| first?.checked_add(jiff::Span::new().days(i64::from(d) - 1)).ok());
        (Some(start), last.map(PartialDate::from))
    }

    /// A date outside the clause that still is the event's: at the opening of the sentence, or in a relative clause after it.
    fn outer_date(&self, c0: usize, c1: usize) -> Option<(usize, PartialDate, PartialDate)> {
        let interval = |t: &TimeExpr| self.interval(t, false).map(|(s, e)| (0, s, e));
        let spots = self.scene.spots;
        let (from, to) = self.scene.clauses.range(self.scene.clauses.at(c0));
        if let Some(at) = (from..to.min(from + 5)).find(|i| spots.class(*i, Class::SameTime).is_some()) {
            let told = self.scene.times.iter().rev().filter(|t| t.to <= at && !self.excluded_time(t)).find_map(interval);
            if let Some(found) = told.or_else(|| self.scene.before.map(|(s, e)| (0, s, e))) {
                return Some(found);
            }
        }
        if c0 > spots.start() && self.coordinated(self.scene.clauses.at(c0)) {
            let opening = self.opening();
            if let Some(found) = self.scene.times.iter().filter(|t| t.to <= opening && !self.excluded_time(t)).find_map(interval) {
                return Some(found);
            }
        }
        // "He arrived on Monday and met her": a clause that has no subject of its own shares the day.
        let clause = self.scene.clauses.at(c0);
        let own_subject = self.scene.linked.iter().any(|l| {
            l.mention.from >= c0
                && l.mention.to <= self.trigger.0
                && matches!(l.mention.case, Cases::SUBJ | Cases::NOM)
                && l.refs.iter().any(|r| self.scene.entities.is(*r, "Person"))
        });
        if clause > 0 && !own_subject && spots.class(c0, Class::And).is_some() {
            let (p0, p1) = self.scene.clauses.range(clause - 1);
            if let Some(found) = self.scene.times.iter().filter(|t| t.from >= p0 && t.to <= p1 && !self.excluded_time(t)).find_map(interval) {
                return Some(found);
            }
        }
        self.relative_date(c1)
    }

    /// The date of a relative clause right after this one: "the visit, which ended today".
    fn relative_date(&self, c1: usize) -> Option<(usize, PartialDate, PartialDate)> {
        let spots = self.scene.spots;
        if self.order() != Order::VerbFinal || c1 >= spots.end() || spots.class(c1, Class::Relative).is_none() {
            return None;
        }
        let (r0, r1) = self.scene.clauses.range(self.scene.clauses.at(c1));
        if self.scene.triggers.iter().any(|t| t.0 >= r0 && t.0 < r1) {
            return None;
        }
        let inside = self.scene.times.iter().filter(|t| t.from >= r0 && t.to <= r1);
        inside.filter_map(|t| if let TimeValue::Interval { start, end } = t.value { Some((0, start, end)) } else { None }).next()
    }

    /// Whether a participle binds the time to an adjunct noun before this trigger: "at the meeting held on Thursday he said".
    fn owned_by_other(&self, t: &TimeExpr) -> bool {
        let spots = self.scene.spots;
        let next = self.scene.triggers.iter().find(|o| o.0 >= t.to && o.2 != BLOCKED);
        next.is_some_and(|o| o.0 < self.trigger.0 && spots.case(o.1).is_some() && (t.to..o.0).any(|i| spots.class(i, Class::Participle).is_some()))
    }

    /// A date that something else than the event owns: "since 2014", "after 2019".
    fn excluded_time(&self, t: &TimeExpr) -> bool {
        let spots = self.scene.spots;
        let named = |c: Case| self.scene.spots.language.lexicon.is_case(c, &["after", "before", "than", "since"]);
        match self.order() {
            Order::VerbFinal => spots.case(t.to).is_some_and(|(_, c)| named(c)),
            Order::VerbMedial => t.from > spots.start() && spots.case(t.from - 1).is_some_and(|(_, c)| named(c)),
        }
    }

    fn ordinal(&self, c0: usize, c1: usize) -> Option<u32> {
        let t = self.trigger;
        let others = |n: &Number| {
            self.scene
                .triggers
                .iter()
                .any(|o| o.0 >= n.to && o.1 <= t.0 && o.0 != t.0 && o.2 != self.scene.triggers.iter().find(|x| x.0 == t.0).map_or(u16::MAX, |x| x.2))
        };
        let before = self.scene.numbers.iter().rev().filter(|n| n.to <= t.0 && n.from >= c0 && t.0 - n.to <= 14);
        let mut found = before.filter_map(|n| if let Value::Ordinal(v) = n.value { (!others(n) && !self.loose_before(n.to, t.0)).then_some(v) } else { None });
        found.next().or_else(|| {
            self.scene
                .numbers
                .iter()
                .filter(|n| n.from >= t.1 && n.to <= c1)
                .find_map(|n| if let Value::Ordinal(v) = n.value { Some(v) } else { None })
                .filter(|_| self.order() == Order::VerbFinal && t.1 < c1)
        })
    }

    /// Whether a finite verb stands between a number and the trigger.
    fn loose_before(&self, from: usize, to: usize) -> bool {
        (from..to).any(|i| self.scene.text.tokens.form(i) == ",") && self.order() == Order::VerbFinal
    }

    /// A count right before an item that fills a role, or before the trigger.
    fn quantity(&self, c0: usize, c1: usize) -> Option<u64> {
        self.scene.numbers.iter().filter(|n| n.from >= c0 && n.to <= c1).find_map(|n| {
            let Value::Count(v) = n.value else { return None };
            if self.order() == Order::VerbMedial && self.medial().year().is_some_and(|y| u64::try_from(y) == Ok(v)) {
                return None;
            }
            let item = self
                .scene
                .linked
                .iter()
                .any(|l| l.mention.from >= n.to && l.mention.from - n.to <= 2 && l.refs.iter().any(|r| self.scene.entities.is(*r, "System")));
            let own = n.to <= self.trigger.0
                && (n.to == self.trigger.0 || (self.trigger.0 - n.to == 1 && self.scene.spots.case(n.to).is_some_and(|(_, c)| c == Cases::GEN)));
            (item || own).then_some(v)
        })
    }

    fn amount(&self, c0: usize, c1: usize) -> Option<(u64, String)> {
        self.scene
            .numbers
            .iter()
            .filter(|n| n.from >= c0 && n.to <= c1)
            .find_map(|n| if let Value::Money(v, c) = &n.value { Some((*v, c.clone())) } else { None })
    }
}
