//! What a match means, before and after it meets the day of the article. The only place that computes with the calendar.

use jiff::civil::Date;

use crate::model::PartialDate;
use crate::time::rules::{Make, Slots};
use crate::time::{TimeExpr, TimeValue};

/// Units, in the days that a duration of one counts as.
const ONE_DAY: i16 = 1;
const WEEK: i16 = 7;
const MONTH: i16 = 30;
const YEAR: i16 = 365;

/// A date without a year is read in the anchor's neighbourhood only within this many days,
/// if another full date in the sentence suggests another year.
const NEAR: i32 = 60;

/// "Three months ago" gives a month, "nine years ago" a year, up to this many; more is likely to be a round number.
const MONTHS_AGO: i16 = 3;
const YEARS_AGO: i16 = 9;

/// A day, month or year whose year may be left to the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ymd {
    year: Option<i16>,
    month: Option<u8>,
    day: Option<u8>,
}

impl Ymd {
    fn complete(self, year: i16) -> Option<PartialDate> {
        match (self.month, self.day) {
            (Some(m), Some(d)) => PartialDate::day(year, m, d),
            (Some(m), None) => Some(PartialDate::month(year, m)),
            (None, _) => Some(PartialDate::year(year)),
        }
    }
}

/// How the year of a date without one is to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Year {
    Nearest,
    /// That many years after the anchor's.
    Shift(i16),
    /// Another year, which the sentence does not name.
    Other,
}

/// A date or a range, as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    start: Ymd,
    end: Ymd,
    year: Year,
    /// ISO weekday of the start, if a weekday stands beside the date.
    weekday: Option<i8>,
}

/// The meaning of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Raw {
    Date(Dated),
    /// ISO weekday, and the direction in which to look: before, in the week of, after the anchor.
    Weekday(i8, Option<i16>),
    /// ISO weekdays of the first and the last day.
    Weekdays(i8, i8),
    /// Day of the month, and how many months after the anchor's.
    DayOfMonth(u8, i16),
    /// Days after the anchor; `true` if as many before is as likely.
    Day(i16, bool),
    /// Unit, and how many after the anchor's.
    Relative(i16, i16),
    OtherYear,
    Fixed(TimeValue),
    Nothing,
}

impl Raw {
    /// The meaning of the slots, or `None` where the calendar has no such date.
    pub fn new(make: Make, slots: &Slots) -> Option<Raw> {
        let n = slots.get("n");
        let unit = slots.get("u");
        Some(match make {
            Make::Date => Raw::Date(Dated::new(slots)?),
            Make::Weekday => Raw::Weekday(slots.get("w")? as i8, slots.get("r")),
            Make::Weekdays => Raw::Weekdays(slots.get("w")? as i8, slots.get("w2")? as i8),
            Make::DayOfMonth => Raw::DayOfMonth(u8::try_from(slots.get("d")?).ok()?, slots.get("r")?),
            Make::Day => Raw::Day(n?, false),
            Make::DayEitherWay => Raw::Day(n?, true),
            Make::Relative => Raw::Relative(unit?, slots.get("r")?),
            Make::Ago => match (unit?, n?) {
                (ONE_DAY, n) => Raw::Day(-n, false),
                (MONTH, n) if n <= MONTHS_AGO => Raw::Relative(MONTH, -n),
                (YEAR, n) if n <= YEARS_AGO => Raw::Relative(YEAR, -n),
                _ => Raw::Fixed(TimeValue::Unresolved),
            },
            Make::OtherYear => Raw::OtherYear,
            Make::Duration => Raw::Fixed(TimeValue::Duration { days: u32::from(n?.unsigned_abs()) * u32::from(unit?.unsigned_abs()) }),
            Make::DayOfVisit => Raw::Fixed(TimeValue::DayOfVisit(u32::from(n?.unsigned_abs()))),
            Make::LastDay => Raw::Fixed(TimeValue::LastDay),
            Make::Shift => Raw::Fixed(TimeValue::Shift(n? * slots.get("r").unwrap_or(1))),
            Make::Unresolved => Raw::Fixed(TimeValue::Unresolved),
            Make::Nothing => Raw::Nothing,
        })
    }

    /// The date, if it is one day with its year written out.
    pub fn full_day(&self) -> Option<PartialDate> {
        match self {
            Raw::Date(d) if d.start == d.end && d.start.day.is_some() => d.start.complete(d.start.year?),
            _ => None,
        }
    }

    /// Month and day, if it is one day whose year is left out.
    pub fn yearless_day(&self) -> Option<(u8, u8)> {
        match self {
            Raw::Date(d) if d.start == d.end && d.start.year.is_none() && d.year == Year::Nearest => Some((d.start.month?, d.start.day?)),
            _ => None,
        }
    }

    /// The weekday, if it is one by itself.
    pub fn weekday(&self) -> Option<i8> {
        match self {
            Raw::Weekday(w, None) => Some(*w),
            _ => None,
        }
    }

    /// Whether the tense of the clause decides between two readings.
    pub fn turns_on_tense(&self) -> bool {
        matches!(self, Raw::Weekday(_, None) | Raw::Day(_, true))
    }

    /// The number of years from the anchor's, of "last year" and its like.
    pub fn year_shift(&self) -> Option<i16> {
        match self {
            Raw::Relative(YEAR, n) => Some(*n),
            _ => None,
        }
    }

    /// Whether it is a date whose year the text leaves to the reader.
    pub fn lacks_year(&self) -> bool {
        matches!(self, Raw::Date(d) if d.start.year.is_none() && d.year == Year::Nearest)
    }

    /// Value and alternative against the anchor; `year` is that of a full date in the same sentence.
    pub fn resolve(&self, anchor: Option<PartialDate>, year: Option<i16>) -> (TimeValue, Option<PartialDate>) {
        let known = match *self {
            Raw::Date(date) => return date.resolve(anchor, year),
            Raw::Fixed(value) => return (value, None),
            Raw::OtherYear | Raw::Nothing => None,
            Raw::Weekday(weekday, direction) => anchor.and_then(PartialDate::civil).and_then(|a| weekday_near(a, weekday, direction)),
            Raw::Weekdays(first, last) => {
                return (anchor.and_then(PartialDate::civil).and_then(|a| weekdays(a, first, last)).unwrap_or(TimeValue::Unresolved), None);
            }
            Raw::DayOfMonth(day, n) => anchor.and_then(|a| month_near(a, n)).and_then(|m| Some((PartialDate::day(m.year, m.month?, day)?, None))),
            Raw::Day(n, either) => anchor.and_then(PartialDate::civil).and_then(|a| {
                let shift = |n: i16| a.checked_add(jiff::Span::new().days(n)).ok();
                Some((shift(n)?.into(), if either { shift(-n).map(PartialDate::from) } else { None }))
            }),
            Raw::Relative(YEAR, n) => anchor.map(|a| (PartialDate::year(a.year + n), None)),
            Raw::Relative(MONTH, n) => anchor.and_then(|a| month_near(a, n)).map(|m| (m, None)),
            Raw::Relative(..) => None,
        };
        known.map_or((TimeValue::Unresolved, None), |(date, alternative)| (TimeValue::at(date), alternative))
    }
}

impl TimeExpr {
    /// The reading that suits the tense of the clause: for a clause about the future the one on or after the anchor,
    /// else the one on or before it. A date without a year that lies near the anchor stays, whatever the tense:
    /// "was to arrive on 8 July" is written on 9 July.
    pub fn in_tense(&self, anchor: Option<PartialDate>, future: bool) -> TimeValue {
        let (TimeValue::Interval { start, .. }, Some(other), Some(anchor)) = (self.value, self.alternative, anchor) else {
            return self.value;
        };
        let suits = |d: PartialDate| d.fits(anchor) || (d > anchor) == future;
        let far = |a: PartialDate, b: PartialDate| middle(a).zip(middle(b)).is_some_and(|(a, b)| days_between(a, b) > NEAR);
        let stays = suits(start) || !suits(other) || (far(start, other) && !far(start, anchor));
        if stays { self.value } else { TimeValue::at(other) }
    }
}

/// The month that is `n` months after the anchor's.
fn month_near(anchor: PartialDate, n: i16) -> Option<PartialDate> {
    let months = i32::from(anchor.year) * 12 + i32::from(anchor.month?) - 1 + i32::from(n);
    Some(PartialDate::month(months.div_euclid(12) as i16, months.rem_euclid(12) as u8 + 1))
}

/// The days from weekday `first` to the `last` on or before the anchor.
fn weekdays(anchor: Date, first: i8, last: i8) -> Option<TimeValue> {
    let (end, _) = weekday_near(anchor, last, None)?;
    let length = (last - first).rem_euclid(7);
    let start = end.civil()?.checked_sub(jiff::Span::new().days(length)).ok()?;
    (length > 0).then_some(TimeValue::Interval { start: start.into(), end })
}

/// The weekday on or before the anchor with the next one as alternative, or the one in the direction asked for.
fn weekday_near(anchor: Date, weekday: i8, direction: Option<i16>) -> Option<(PartialDate, Option<PartialDate>)> {
    let back = (anchor.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
    let shift = |days: i8| anchor.checked_add(jiff::Span::new().days(days)).ok().map(PartialDate::from);
    Some(match direction {
        None | Some(0) => (shift(-back)?, shift(7 - back)),
        Some(1..) => (shift(7 - back)?, None),
        Some(_) => (shift(if back == 0 { -7 } else { -back })?, None),
    })
}

impl Dated {
    fn new(slots: &Slots) -> Option<Dated> {
        let small = |name: &str| slots.get(name).and_then(|v| u8::try_from(v).ok());
        let mut start = Ymd { year: slots.get("y"), month: small("m"), day: small("d") };
        let mut end = Ymd { year: slots.get("y2"), month: small("m2"), day: small("d2") };
        // Two digits end a range of years: 2019-20.
        if let (Some(y), Some(y2 @ 0..100)) = (start.year, end.year) {
            end.year = Some(y - y % 100 + y2);
            if end.year <= start.year {
                return None;
            }
        }
        if end == Ymd::default() {
            end = start;
        } else {
            if start.month.is_none() && start.day.is_some() || end.month.is_none() && end.day.is_some() {
                let month = start.month.or(end.month);
                (start.month, end.month) = (month, month);
            }
            if start.day.is_some() != end.day.is_some() || start.month.is_some() != end.month.is_some() {
                return None;
            }
            let wraps = start.month > end.month;
            end.year = end.year.or(start.year.map(|y| y + i16::from(wraps)));
            start.year = start.year.or(end.year.map(|y| y - i16::from(wraps)));
        }
        let date = Dated { start, end, year: Year::Nearest, weekday: None };
        // A leap year stands for a year that is not known.
        let (first, last) = date.in_year(start.year.unwrap_or(2024))?;
        (first <= last).then_some(date)
    }

    /// Both ends, if the start is in `year`.
    fn in_year(self, year: i16) -> Option<(PartialDate, PartialDate)> {
        let wraps = i16::from(self.start.month > self.end.month);
        let last = match (self.start.year, self.end.year) {
            (Some(_), Some(last)) => last,
            _ => year + wraps,
        };
        Some((self.start.complete(year)?, self.end.complete(last)?))
    }

    fn resolve(self, anchor: Option<PartialDate>, sentence: Option<i16>) -> (TimeValue, Option<PartialDate>) {
        let known = match (self.start.year, self.year) {
            (Some(y), _) => self.in_year(y).map(|ends| (ends, None)),
            (None, Year::Shift(n)) => anchor.and_then(|a| self.in_year(a.year + n)).map(|ends| (ends, None)),
            (None, Year::Other) => None,
            (None, Year::Nearest) => self.nearest(anchor, sentence),
        };
        let Some(((start, end), alternative)) = known else {
            return (TimeValue::Unresolved, None);
        };
        (TimeValue::Interval { start, end }, alternative.filter(|_| start == end))
    }

    /// The occurrence nearest the anchor whose weekday is right, and the next nearest.
    fn nearest(self, anchor: Option<PartialDate>, sentence: Option<i16>) -> Option<((PartialDate, PartialDate), Option<PartialDate>)> {
        let Some(anchor) = anchor else {
            return self.in_year(sentence?).map(|ends| (ends, None));
        };
        let today = middle(anchor)?;
        let right_day = |d: PartialDate| self.weekday.is_none_or(|w| d.civil().is_some_and(|c| c.weekday().to_monday_one_offset() == w));
        let mut years: Vec<(bool, i32, (PartialDate, PartialDate))> = (anchor.year - 1..=anchor.year + 1)
            .filter_map(|y| self.in_year(y))
            .filter_map(|ends| {
                let same = ends.0.exactness() == 2 && ends.0.fits(anchor);
                let days = if same { 0 } else { days_between(today, middle(ends.0)?) };
                Some((!right_day(ends.0), days, ends))
            })
            .collect();
        years.sort();
        let (_, days, ends) = *years.first()?;
        if days > NEAR
            && let Some(other) = sentence.and_then(|y| self.in_year(y))
        {
            return Some((other, None));
        }
        Some((ends, years.get(1).filter(|_| self.weekday.is_none()).map(|y| y.2.0)))
    }
}

/// The day, or one in the middle of the month or year.
fn middle(date: PartialDate) -> Option<Date> {
    Date::new(date.year, date.month.unwrap_or(7) as i8, date.day.unwrap_or(if date.month.is_some() { 15 } else { 1 }) as i8).ok()
}

fn days_between(a: Date, b: Date) -> i32 {
    a.since(b).map_or(i32::MAX, |s| s.get_days().abs())
}

/// The year of the full dates of a sentence, if they agree.
pub(super) fn sentence_year<'a>(raws: impl Iterator<Item = &'a Raw>) -> Option<i16> {
    let mut years = raws.filter_map(|r| match r {
        Raw::Date(d) if d.start.day.is_some() => d.start.year,
        _ => None,
    });
    let first = years.next()?;
    years.all(|y| y == first).then_some(first)
}

/// The meaning of two neighbours that say one date together.
pub(super) fn joined(a: &Raw, b: &Raw) -> Option<Raw> {
    match (*a, *b) {
        (Raw::Weekday(w, _), Raw::Date(d)) | (Raw::Date(d), Raw::Weekday(w, None)) if d.start.day.is_some() && d.weekday.is_none() => {
            (d.start == d.end).then_some(Raw::Date(Dated { weekday: Some(w), ..d }))
        }
        (Raw::Day(..), Raw::Date(d)) if d.start.day.is_some() && d.start == d.end => Some(*b),
        (Raw::Day(..), Raw::Weekday(..)) => Some(*a),
        (Raw::Relative(YEAR, n), Raw::Date(d)) | (Raw::Date(d), Raw::Relative(YEAR, n)) if d.start.year.is_none() => {
            Some(Raw::Date(Dated { year: Year::Shift(n), ..d }))
        }
        (Raw::OtherYear, Raw::Date(d)) if d.start.year.is_none() => Some(Raw::Date(Dated { year: Year::Other, ..d })),
        (Raw::Relative(WEEK | MONTH, _), Raw::Date(d)) if d.start.day.is_some() => Some(*b),
        (Raw::Relative(WEEK, 0), Raw::Weekday(..)) => Some(*b),
        // Whether "last week" ended on Saturday or seven days ago differs from writer to writer.
        (Raw::Relative(WEEK, _), Raw::Weekday(..)) => Some(Raw::Fixed(TimeValue::Unresolved)),
        (Raw::Date(y), Raw::Date(d)) if y.start.month.is_none() && y.start == y.end && d.start.year.is_none() => {
            let dated = Dated { start: Ymd { year: y.start.year, ..d.start }, end: Ymd { year: y.start.year, ..d.end }, ..d };
            dated.in_year(y.start.year?).filter(|(s, e)| s <= e).map(|_| Raw::Date(dated))
        }
        (Raw::Date(x), Raw::Date(y)) if x.same_day(y) => {
            Some(if x.start.year.is_some() { *a } else { Raw::Date(Dated { weekday: x.weekday.or(y.weekday), ..y }) })
        }
        _ => None,
    }
}

impl Dated {
    fn same_day(self, other: Dated) -> bool {
        let years = self.start.year.is_none() || other.start.year.is_none() || self.start.year == other.start.year;
        years
            && self.start.day.is_some()
            && (self.start.day, self.start.month) == (other.start.day, other.start.month)
            && self.start == self.end
            && other.start == other.end
    }
}
