//! The day that a story has reached: carried over the sentences of a report, left for what lies behind it.
//!
//! Each sentence of a verb-final language makes a [`Step`]: a day near the article's own, told in the simple past, moves the
//! story; "had met", "before that" looks back for one sentence; a year or month long past breaks the chain of what follows on.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Date;

use super::candidate::{Candidate, DEPARTURE};
use super::merge;
use super::scene::Scene;
use crate::link::Linked;
use crate::model::{PartialDate, Status};
use crate::pack::Pack;
use crate::pack::lexicon::{Cases, Class, Order, Window, Word};
use crate::text::token::TokenKind;
use crate::time::{TimeExpr, TimeValue};

/// How many days behind the article's own a report still tells its story.
const REACH: i64 = 3;

/// Sentences, the headline among them, that make the opening of a report.
const LEAD: usize = 4;

/// How a clause of a verb-final language stands to the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// It tells what happened: a simple past.
    Story,
    /// It tells what has come about or is: news if it names a recent day, else no step of the story.
    Perfect,
    /// It stands behind: "had met".
    Background,
    /// It lies ahead.
    Ahead,
    /// No verb shows it.
    Unknown,
}

/// What a sentence does to the day of the story.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Step {
    /// The day that it names.
    day: Option<PartialDate>,
    /// Whether the day holds for this sentence alone.
    local: bool,
    /// Whether it tells of a time that is not of the story.
    far: bool,
    /// Whether it goes on from the sentence before.
    chained: bool,
    /// Days from the day of the story that it names.
    shift: Option<i16>,
    /// A day that lies ahead of the article's.
    ahead: Option<PartialDate>,
    /// Whether it opens by going back, and names no part of the day.
    behind: bool,
    /// Whether tenses of single clauses, not of sentences, move the story.
    medial: bool,
}

impl Step {
    /// Reads the step of a sentence.
    pub fn of(scene: &Scene<'_>) -> Step {
        let spots = scene.spots;
        if spots.language.lexicon.order == Order::VerbMedial {
            return Step { medial: true, day: scene.told_day(), ..Step::default() };
        }
        let first = (spots.start()..spots.end().min(spots.start() + 3)).find(|i| scene.text.tokens.get(*i).kind != TokenKind::Punct);
        let opens = |class: Class| first.is_some_and(|i| spots.class(i, class).is_some());
        let part = (spots.start()..spots.end()).any(|i| spots.class(i, Class::PartOfDay).is_some());
        let mut step = Step { chained: opens(Class::Then), behind: opens(Class::Earlier) && !part, ..Step::default() };
        step.shift = scene.times.iter().find_map(|t| if let TimeValue::Shift(days) = t.value { Some(days) } else { None });
        let Some(today) = scene.today.and_then(PartialDate::civil) else { return step };
        let mut moved: Option<usize> = None;
        for t in scene.times.iter().filter(|t| !scene.excluded_time(t)) {
            let TimeValue::Interval { start, .. } = t.in_tense(scene.today, false) else { continue };
            let clause = scene.clauses.at(t.from);
            match (start.civil(), scene.tense(clause)) {
                (Some(day), tense) if tense != Tense::Ahead && near(day, today) => {
                    if matches!(tense, Tense::Story | Tense::Perfect) && moved.is_none_or(|m| m == clause) {
                        moved = Some(clause);
                        (step.day, step.local) = (Some(start), false);
                    } else if tense == Tense::Background && step.day.is_none() {
                        (step.day, step.local) = (Some(start), true);
                    }
                }
                (_, Tense::Ahead) => {
                    if let TimeValue::Interval { start, end } = t.in_tense(scene.today, true)
                        && start == end
                        && start.day.is_some()
                    {
                        step.ahead = step.ahead.or(Some(start));
                    }
                }
                _ => step.far = true,
            }
        }
        step.far &= moved.is_none();
        step.local |= opens(Class::Earlier) || step.shift.is_some_and(|days| days < 0);
        step
    }
}

impl Scene<'_> {
    /// How clause `c` stands to the story, by the end of its verb group.
    pub(super) fn tense(&self, c: usize) -> Tense {
        let (spots, lexicon) = (self.spots, &self.spots.language.lexicon);
        let (from, to) = self.clauses.range(c);
        let words: Vec<usize> = (from..to).filter(|i| self.text.tokens.get(*i).kind == TokenKind::Word).collect();
        let Some(&last) = words.last() else { return Tense::Unknown };
        let near = words[words.len().saturating_sub(4)];
        let planned = lexicon.status.iter().enumerate().filter(|(_, r)| r.status == Status::Planned && r.window == Window::Verb).any(|(n, rule)| {
            (near..to).any(|i| spots.words(i).iter().any(|(e, w)| *w == Word::Status(n as u16) && *e <= to))
                || rule.suffixes.iter().any(|s| self.text.tokens.form(last).len() > s.len() && self.text.tokens.form(last).ends_with(s.as_str()))
        });
        if planned {
            Tense::Ahead
        } else if spots.class(last, Class::Background).is_some() {
            Tense::Background
        } else if spots.class(last, Class::Present).is_some() {
            if (near..last).any(|i| spots.class(i, Class::Background).is_some()) { Tense::Background } else { Tense::Perfect }
        } else if spots.class(last, Class::Finite).or(spots.class(last, Class::Past)).is_some() {
            Tense::Story
        } else {
            Tense::Unknown
        }
    }

    /// The recent day on which a sentence of a verb-medial language says that something was so: "he came on Friday".
    fn told_day(&self) -> Option<PartialDate> {
        let today = self.today.and_then(PartialDate::civil)?;
        let time = self.times.iter().find(|t| {
            let verb = self.verbs.iter().rev().find(|v| v.1 <= t.from).or_else(|| self.verbs.iter().find(|v| v.0 >= t.to));
            let plain = verb.is_some_and(|v| (v.0..v.1).all(|i| self.spots.class(i, Class::Auxiliary).is_none()));
            let (from, _) = self.clauses.range(self.clauses.at(t.from));
            let main = [Class::Relative, Class::Joint].into_iter().all(|c| self.spots.class(from, c).is_none());
            plain && main && !self.excluded_time(t)
        })?;
        match time.in_tense(self.today, false) {
            TimeValue::Interval { start, end } if start == end && start.civil().is_some_and(|d| near(d, today)) => Some(start),
            _ => None,
        }
    }

    /// A date that a marker after it makes a bound of something else: "since 2014", "after 2019".
    pub(super) fn excluded_time(&self, t: &TimeExpr) -> bool {
        let spots = self.spots;
        let named = |c| spots.language.lexicon.is_case(c, &["after", "before", "than", "since"]);
        match spots.language.lexicon.order {
            Order::VerbFinal => spots.case(t.to).is_some_and(|(_, c)| named(c)),
            Order::VerbMedial => t.from > spots.start() && spots.case(t.from - 1).is_some_and(|(_, c)| named(c)),
        }
    }
}

/// Departures that the sentence tells of: who leaves on which day ends a visit by that.
pub(super) fn departures(scene: &Scene<'_>) -> Vec<Candidate> {
    let spots = scene.spots;
    let person = |l: &&Linked| matches!(l.mention.case, Cases::SUBJ | Cases::NOM) && !l.attributive && l.refs.iter().any(|r| scene.entities.is(*r, "Person"));
    let leaving = (spots.start()..spots.end()).filter(|i| spots.class(*i, Class::Departure).is_some() && spots.language.lexicon.order == Order::VerbFinal);
    let told = leaving.filter_map(|at| {
        let clause = scene.clauses.at(at);
        let (from, to) = scene.clauses.range(clause);
        let tense = scene.tense(clause);
        let denied = (from..to).any(|i| spots.class(i, Class::Negation).is_some());
        if denied || matches!(tense, Tense::Unknown) {
            return None;
        }
        let who = scene.linked.iter().filter(|l| l.mention.from < at).rev().find(person)?;
        let mut days = scene.times.iter().filter(|t| t.from >= from && t.to <= to && !scene.excluded_time(t));
        let day = days.find_map(|t| if let TimeValue::Interval { start, .. } = t.in_tense(scene.today, tense == Tense::Ahead) { Some(start) } else { None });
        Some(Candidate {
            class: DEPARTURE.to_owned(),
            roles: BTreeMap::from([("visitor".to_owned(), who.refs.iter().copied().collect())]),
            start: day,
            trigger: (at, at + 1),
            sentence: scene.sentence,
            narrative: day.is_none() && tense == Tense::Story,
            ..Candidate::default()
        })
    });
    told.collect()
}

fn near(day: Date, today: Date) -> bool {
    day <= today && today.checked_sub(Span::new().days(REACH)).is_ok_and(|from| day >= from)
}

fn later(day: PartialDate, days: i16) -> Option<PartialDate> {
    day.civil()?.checked_add(Span::new().days(days)).ok().map(PartialDate::from)
}

/// Gives undated events of the story the day that it has reached.
pub(super) fn narrate(pack: &Pack, candidates: &mut [Candidate], steps: &[Step], today: Option<PartialDate>) {
    let Some(today) = today.and_then(PartialDate::civil) else { return };
    // The headline and the first sentences tell the news of the day, unless they name another.
    let lead = steps.iter().take(LEAD).find_map(|s| s.day.filter(|_| !s.local && !s.medial)).unwrap_or_else(|| today.into());
    let mut story: Option<PartialDate> = None;
    // Posts and quotations of another language have a story of their own.
    let mut spoken: Option<PartialDate> = None;
    let mut at = 0;
    for (n, step) in steps.iter().enumerate() {
        let before = n.checked_sub(1).map(|b| steps[b]).unwrap_or_default();
        let broken = step.chained && (before.far || before.local) || !step.medial && before.local && step.day.is_none();
        if step.medial {
            spoken = step.day.or(spoken);
        } else if !step.local {
            story = step.day.or(story);
        }
        let mut next = None;
        if let Some(days) = step.shift.filter(|days| *days > 0 && !broken && step.day.is_none()) {
            next = story.and_then(|d| later(d, days)).filter(|d| d.civil().is_some_and(|d| near(d, today)));
        }
        let opening = story.is_none() && n < LEAD && !step.far && !before.far;
        let here = if step.local { step.day } else { story.or(opening.then_some(lead)).filter(|_| !broken) };
        let here = if next.is_some() { next } else { here };
        while at < candidates.len() && candidates[at].sentence == n {
            let c = &mut candidates[at];
            at += 1;
            match (c.start, c.shift) {
                (Some(start), _) if step.medial && c.narrative && start.civil().is_some_and(|d| near(d, today)) => spoken = Some(start),
                (Some(_), _) => {}
                (None, Some(days)) => {
                    let day = story.filter(|_| !broken).and_then(|d| later(d, days));
                    (c.start, c.end) = (day, day);
                }
                (None, None)
                    if c.narrative && (c.class == DEPARTURE || c.occasion == Some(c.trigger) || merge::policy(pack, &c.class).is_some_and(|p| p.narrated)) =>
                {
                    let planned = c.status == Some(Status::Planned);
                    let day = if planned {
                        before.ahead.filter(|_| step.chained)
                    } else if step.medial {
                        spoken
                    } else {
                        here.filter(|_| !step.behind)
                    };
                    (c.start, c.end) = (day, day);
                }
                (None, None) => {}
            }
        }
        story = next.or(story);
    }
}
