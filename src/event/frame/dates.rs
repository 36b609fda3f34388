//! Dates of an event: which of the time expressions of the sentence say when it took place, and how long it lasted.

use super::Reader;
use super::syntax::Stance;
use crate::event::story::Tense;
use crate::link::Linked;
use crate::model::{PartialDate, Status};
use crate::pack::frame::{BLOCKED, Pos};
use crate::pack::lexicon::{Cases, Class, Order};
use crate::time::{TimeExpr, TimeValue};

impl Reader<'_> {
    /// The interval that the clause gives, nearest before the trigger first; the future reading where the event is to come.
    pub(super) fn dates(&self, stance: Stance, status: Option<Status>, c0: usize, c1: usize) -> (Option<PartialDate>, Option<PartialDate>) {
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
            let Some((mut start, end)) = self.interval(t, future) else { continue };
            // "after staying there from Monday to Tuesday he came": the last day is the first here.
            if self.frame.event == "Visit" && start != end && self.ends_before(t) {
                start = end;
            }
            let foreign = if self.order() == Order::VerbMedial { !self.medial().owns_time(t) } else { self.owned_by_other(t) };
            if self.scene.excluded_time(t) || foreign || (future && self.with_agent(t)) {
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
            // What is only mentioned in a clause does not share the day of what the sentence tells.
            best = if stance == Stance::Adjunct { self.relative_date(c1).or_else(|| self.occasion_date(c0, c1)) } else { self.outer_date(c0, c1, future) };
        }
        // What is to come has no day but its own.
        if let (None, false, Order::VerbMedial, Some((from, to))) = (best, future, self.order(), self.medial().times_before()) {
            let before = self.scene.times.iter().rev().filter(|t| t.from >= from && t.to <= to && !self.scene.excluded_time(t));
            best = before.filter_map(|t| self.interval(t, future)).map(|(s, e)| (0, s, e)).next();
        }
        let (_, start, mut end) = match best {
            Some(b) => b,
            None => return (None, None),
        };
        let counted = self.frame.event == "Visit" && self.scene.first_day.is_some_and(|d| PartialDate::from(d) == start);
        // What is still to come did not begin on a day that is over: that day is of another verb.
        let over = future && self.order() == Order::VerbFinal && start == end && self.scene.today.is_some_and(|today| end.day.is_some() && end < today);
        if over {
            return (None, None);
        }
        // "on Friday, the last day of his two-day visit"
        let last = self.frame.event == "Visit" && start == end && self.scene.times.iter().any(|t| t.value == TimeValue::LastDay);
        if last {
            let days = self.duration().and_then(|d| start.civil()?.checked_sub(jiff::Span::new().days(i64::from(d) - 1)).ok());
            return (days.map(PartialDate::from), Some(end));
        }
        if (self.frame.opens || counted) && start == end && start.day.is_some() {
            return (Some(start), self.last_day(start));
        }
        // "a two-day visit" that begins on a day ends so many days later; a leg of it that is to come, or that only is, does not.
        let leg = self.order() == Order::VerbMedial && self.frame.pos == Pos::Verb && (future || self.lasts_before());
        if start == end && self.frame.event == "Visit" && !leg {
            end = self.last_day(start).unwrap_or(end);
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

    /// How many days the sentence says that something lasts.
    fn duration(&self) -> Option<u32> {
        let days = self.scene.times.iter().find_map(|t| if let TimeValue::Duration { days } = t.value { Some(days) } else { None });
        days.filter(|d| (1..=15).contains(d))
    }

    /// Whether the time stands beside the agent of a verb that is done: "on Monday she approved what is to be bought".
    fn with_agent(&self, t: &TimeExpr) -> bool {
        let clause = self.scene.clauses.at(t.from);
        let done = matches!(self.scene.tense(clause), Tense::Story | Tense::Perfect | Tense::Background);
        let agent = |l: &Linked| l.mention.case == Cases::SUBJ && self.scene.clauses.at(l.mention.from) == clause && l.mention.end() <= t.from;
        self.order() == Order::VerbFinal && done && self.scene.linked.iter().rev().find(|l| agent(l)).is_some_and(|l| l.mention.end() == t.from)
    }

    /// Whether what a time belongs to ends before the trigger: "after".
    fn ends_before(&self, t: &TimeExpr) -> bool {
        self.ends_within(t, self.trigger.0)
    }

    fn ends_within(&self, t: &TimeExpr, to: usize) -> bool {
        let spots = self.scene.spots;
        (t.to..to).any(|i| spots.case(i).is_some_and(|(_, c)| spots.language.lexicon.is_case(c, &["after"])))
    }

    /// Whether the sentence has told of another journey to which a stretch of days before this trigger belongs.
    fn lasts_before(&self) -> bool {
        let frames = &self.scene.spots.language.frames;
        let length = self.scene.times.iter().find(|t| matches!(t.value, TimeValue::Duration { .. }) && t.to <= self.trigger.0);
        let journey = |o: &&(usize, usize, u16)| o.2 != BLOCKED && frames[o.2 as usize].event == "Visit" && frames[o.2 as usize].pos == Pos::Verb;
        length.is_some_and(|t| self.scene.triggers.iter().filter(journey).any(|o| o.1 <= t.from))
    }

    /// The last day of what begins on the day `start`, where the sentence says how long it lasts.
    fn last_day(&self, start: PartialDate) -> Option<PartialDate> {
        let days = self.duration()?;
        start.civil()?.checked_add(jiff::Span::new().days(i64::from(days) - 1)).ok().map(PartialDate::from)
    }

    /// A date outside the clause that still is the event's: at the opening of the sentence, or in a relative clause after it.
    fn outer_date(&self, c0: usize, c1: usize, future: bool) -> Option<(usize, PartialDate, PartialDate)> {
        let interval = |t: &TimeExpr| self.interval(t, future).map(|(s, e)| (0, s, e));
        let spots = self.scene.spots;
        let (from, to) = self.scene.clauses.range(self.scene.clauses.at(c0));
        if let Some(at) = (from..to.min(from + 5)).find(|i| spots.class(*i, Class::SameTime).is_some()) {
            let told = self.scene.times.iter().rev().filter(|t| t.to <= at && !self.scene.excluded_time(t)).find_map(interval);
            if let Some(found) = told.or_else(|| self.scene.before.map(|(s, e)| (0, s, e))) {
                return Some(found);
            }
        }
        if c0 > spots.start() && self.coordinated(self.scene.clauses.at(c0)) {
            let opening = self.opening();
            if let Some(found) = self.scene.times.iter().filter(|t| t.to <= opening && !self.scene.excluded_time(t)).find_map(interval) {
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
            let shared = |t: &&TimeExpr| t.from >= p0 && t.to <= p1 && !self.scene.excluded_time(t) && !self.within_participle(t, p1.saturating_sub(3));
            if let Some(found) = self.scene.times.iter().filter(shared).find_map(interval) {
                return Some(found);
            }
        }
        // "He came on Monday, where he met her": such a clause tells of the same occasion.
        let first = spots.class(c0, Class::And).unwrap_or(c0);
        if clause > 0 && spots.class(first, Class::SameOccasion).is_some() && !self.times_elsewhere(c0, c1, None) {
            let (p0, p1) = self.scene.clauses.range(clause - 1);
            let before = self.scene.times.iter().rev().filter(|t| t.from >= p0 && t.to <= p1 && !self.scene.excluded_time(t) && !self.ends_within(t, p1));
            if let Some(found) = before.filter_map(interval).next() {
                return Some(found);
            }
        }
        self.relative_date(c1)
    }

    /// The date of the clause in which the event is the occasion: "last April, after talks with him, she announced".
    /// A visit lasts longer than the days on which something is told of it.
    fn occasion_date(&self, c0: usize, c1: usize) -> Option<(usize, PartialDate, PartialDate)> {
        if !self.is_occasion() || self.scene.spots.language.lexicon.order != Order::VerbFinal {
            return None;
        }
        let own = self.scene.times.iter().filter(|t| t.from >= c0 && t.to <= c1 && !self.scene.excluded_time(t));
        let found = own.filter_map(|t| self.interval(t, false).map(|(s, e)| (0, s, e))).next();
        found.filter(|(_, s, e)| s == e && (self.frame.event != "Visit" || s.day.is_none()))
    }

    /// The date of a relative clause right after this one: "the visit, which ended today".
    pub(super) fn relative_date(&self, c1: usize) -> Option<(usize, PartialDate, PartialDate)> {
        let spots = self.scene.spots;
        if self.order() != Order::VerbFinal || c1 >= spots.end() || spots.class(c1, Class::Relative).is_none() {
            return None;
        }
        let (r0, r1) = self.scene.clauses.range(self.scene.clauses.at(c1));
        if self.scene.triggers.iter().any(|t| t.0 >= r0 && t.0 < r1) {
            return None;
        }
        let inside = self.scene.times.iter().filter(|t| t.from >= r0 && t.to <= r1);
        let found = inside.filter_map(|t| if let TimeValue::Interval { start, end } = t.value { Some((0, start, end)) } else { None }).next();
        // A month or year tells of something that the noun before it is about.
        found.filter(|(_, start, _)| start.day.is_some() && self.frame.pos != Pos::Verb)
    }

    /// Whether a participle binds the time to an adjunct noun before this trigger: "at the meeting held on Thursday he said".
    fn owned_by_other(&self, t: &TimeExpr) -> bool {
        let spots = self.scene.spots;
        let range = matches!(t.value, TimeValue::Interval { start, end } if start != end);
        if self.describes_noun(t) || self.within_participle(t, self.trigger.0) || (range && self.frame.event != "Visit" && self.ends_before(t)) {
            return true;
        }
        let next = self.scene.triggers.iter().find(|o| o.0 >= t.to && o.2 != BLOCKED);
        next.is_some_and(|o| o.0 < self.trigger.0 && spots.case(o.1).is_some() && (t.to..o.0).any(|i| spots.class(i, Class::Participle).is_some()))
    }

    /// Whether the event goes on with the story: told in the past tense in which the language tells, or the occasion
    /// of what is ("after the talks he said").
    pub(super) fn is_narrative(&self, stance: Stance, status: Option<Status>, (c0, c1): (usize, usize), start: Option<PartialDate>) -> bool {
        if !self.frame.dated || self.times_elsewhere(c0, c1, start) {
            return false;
        }
        if self.order() == Order::VerbMedial {
            let told =
                stance == Stance::Predicate && status == Some(Status::Actual) && !self.medial().is_perfect() && (start.is_some() || !self.tells_of_far());
            return told && (start.is_none() || self.scene.spots.class(c0, Class::Relative).is_none());
        }
        // What is due goes on from what is due before it.
        if stance == Stance::Predicate && status == Some(Status::Planned) {
            return self.goes_on(c0);
        }
        let told = match stance {
            Stance::Predicate => status == Some(Status::Actual),
            Stance::Participle => (c0..c1).any(|i| self.scene.spots.class(i, Class::PartOfDay).is_some()),
            Stance::Adjunct => self.is_occasion() && status.is_none_or(|s| s == Status::Actual),
        };
        told && self.scene.tense(self.scene.clauses.at(c0)) == Tense::Story && self.goes_on(c0) && !self.is_quoted()
    }

    /// Where two dates share one verb, each with places of its own ("in June in Rome and in May in Paris they met"): the
    /// dates, and the tokens between which the places of the first and of the second stand.
    pub(super) fn two_dates(&self) -> Option<[(PartialDate, (usize, usize)); 2]> {
        let spots = self.scene.spots;
        let (c0, _) = self.scene.clauses.range(self.scene.clauses.at(self.trigger.0));
        if self.order() != Order::VerbFinal || !self.frame.dated {
            return None;
        }
        let before: Vec<&TimeExpr> = self.scene.times.iter().filter(|t| t.from >= c0 && t.to <= self.trigger.0 && !self.scene.excluded_time(t)).collect();
        let [a, b] = before[..] else { return None };
        let and = (b.from.checked_sub(2)?..b.from).find(|i| *i > a.to && spots.class(*i, Class::And).is_some())?;
        let date = |t: &TimeExpr| self.interval(t, false).filter(|(s, e)| s == e).map(|d| d.0);
        Some([(date(a)?, (a.to, and)), (date(b)?, (b.to, self.trigger.0))])
    }

    /// Days from the day of the story that the clause names.
    pub(super) fn shift(&self, c0: usize, c1: usize) -> Option<i16> {
        let inside = self.scene.times.iter().filter(|t| t.from >= c0 && t.to <= c1);
        inside.filter_map(|t| if let TimeValue::Shift(days) = t.value { Some(days) } else { None }).next()
    }

    /// Whether the trigger is an adjunct that says when or where the rest of its clause took place.
    fn is_occasion(&self) -> bool {
        let lexicon = &self.scene.spots.language.lexicon;
        let gathers = self.frame.slots.iter().any(|s| s.role == "participant" || s.role == "visitor");
        gathers && self.scene.spots.case(self.trigger.1).is_some_and(|(_, c)| lexicon.is_case(c, &["after", "during", "loc"]))
    }

    /// Whether every clause up to that of `c0` follows on from the one before: none is a report or describes a noun.
    fn goes_on(&self, c0: usize) -> bool {
        let spots = self.scene.spots;
        (1..=self.scene.clauses.at(c0)).all(|k| {
            let (from, _) = self.scene.clauses.range(k);
            let follows = spots.class(from, Class::Then).is_some() || spots.class(from, Class::SameOccasion).is_some();
            follows || (spots.class(from, Class::Joint).is_none() && spots.class(from, Class::Relative).is_none())
        })
    }

    /// Whether somebody's words begin before the trigger.
    fn is_quoted(&self) -> bool {
        let quote = |i: usize| matches!(self.scene.text.tokens.form(i), "\u{201C}" | "\"");
        (self.scene.spots.start()..self.trigger.0).filter(|i| quote(*i)).count() % 2 == 1
    }

    /// Whether the time is a range that describes a noun other than the trigger: "a programme for 2021 to 2031".
    fn describes_noun(&self, t: &TimeExpr) -> bool {
        let spots = self.scene.spots;
        let lexicon = &spots.language.lexicon;
        let TimeValue::Interval { start, end } = t.value else { return false };
        let genitive = (t.to..(t.to + 2).min(spots.end())).find(|i| spots.case(*i).is_some_and(|(e, c)| e == i + 1 && c == Cases::GEN));
        start != end && start.day.is_none() && t.to < self.trigger.0 && genitive.is_some_and(|g| g + 1 < self.trigger.0 && lexicon.order == Order::VerbFinal)
    }

    /// Whether a month or year stands with a participle in a phrase that is not the occasion: "thanked her for the help
    /// given in 2022".
    fn within_participle(&self, t: &TimeExpr, to: usize) -> bool {
        let spots = self.scene.spots;
        let coarse = matches!(t.value, TimeValue::Interval { start, .. } if start.day.is_none());
        let marked = |i: usize| spots.case(i).is_some() || (i > spots.start() && spots.case(i - 1).is_some_and(|(end, _)| end > i));
        let participle = |i: &usize| (spots.class(*i, Class::Participle).is_some() || spots.class(*i, Class::Finite).is_some()) && !marked(*i);
        if !coarse || t.to >= to {
            return false;
        }
        let Some(last) = (t.to..to).rev().find(participle) else { return false };
        let marker = (last + 1..to).find_map(|i| spots.case(i));
        marker.is_some_and(|(_, c)| !spots.language.lexicon.is_case(c, &["loc", "on", "after", "during", "gen", "subj"]))
    }

    /// Whether a time before the trigger lies far from the day of the article: then the sentence tells of the past or the future.
    pub(super) fn tells_of_far(&self) -> bool {
        let Some(today) = self.scene.today.and_then(PartialDate::civil) else { return false };
        let near = |d: PartialDate| d.civil().is_some_and(|c| c <= today && today.checked_sub(jiff::Span::new().days(3)).is_ok_and(|from| c >= from));
        self.scene.times.iter().filter(|t| t.to <= self.trigger.0).any(|t| matches!(t.value, TimeValue::Interval { start, .. } if !near(start)))
    }

    /// Whether the clause has a time that gave the event no date.
    pub(super) fn times_elsewhere(&self, c0: usize, c1: usize, start: Option<PartialDate>) -> bool {
        start.is_none()
            && self.scene.times.iter().any(|t| {
                t.from >= c0
                    && t.to <= c1
                    && !matches!(t.value, TimeValue::Duration { .. })
                    && (t.to - t.from > 1 || matches!(t.value, TimeValue::Interval { .. }))
            })
    }
}
