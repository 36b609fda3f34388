//! Time expressions of Hindi and English news, resolved against the day of the article.
//!
//! The engine knows calendars; the words and the shapes in which they stand are data (`hi/time.toml`, `en/time.toml`):
//! `rules` reads and checks them, `find` matches them against tokens, `value` gives the matches dates, and
//! `examples` runs the examples that each rule carries.

mod examples;
mod find;
mod rules;
mod value;

pub use rules::TimeRules;

use std::fmt;

use crate::model::PartialDate;

/// A time expression, resolved as far as the text allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpr {
    /// First token.
    pub from: usize,
    /// One past the last token. A preposition or postposition is outside; a bracket that closes an inner one is inside.
    pub to: usize,
    /// What it means.
    pub value: TimeValue,
    /// The other reading of a one-day or one-month interval whose words fit two dates: if the clause is about the
    /// future, the next such weekday or tomorrow; for a date without a year, the next nearest year.
    /// [`TimeExpr::in_tense`] chooses.
    pub alternative: Option<PartialDate>,
    /// The rule that read it; [`TimeRules::rule_name`] names it.
    pub rule: u16,
}

/// What a time expression means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeValue {
    /// From `start` to `end`, both included; equal for one day, month or year.
    Interval {
        /// First day, month or year.
        start: PartialDate,
        /// Last day, month or year; never before `start`.
        end: PartialDate,
    },
    /// At that date at the latest.
    Deadline(PartialDate),
    /// A length of time.
    Duration {
        /// In days.
        days: u32,
    },
    /// The n-th day of the trip or event that the text is about, from 1.
    DayOfVisit(u32),
    /// The last day of the trip or event that the text is about.
    LastDay,
    /// So many days after the day that the text has reached: "the next day", "one day before that".
    Shift(i16),
    /// A time that gives no date.
    Unresolved,
}

impl TimeValue {
    /// An interval with equal ends.
    pub fn at(date: PartialDate) -> Self {
        TimeValue::Interval { start: date, end: date }
    }
}

/// After ISO 8601: `2025-12-04`, `2025-11-26/2025-11-28`, `../2030` for a deadline, `P2D`, `day 2` of a visit, `?`.
impl fmt::Display for TimeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TimeValue::Interval { start, end } if start == end => write!(f, "{start}"),
            TimeValue::Interval { start, end } => write!(f, "{start}/{end}"),
            TimeValue::Deadline(date) => write!(f, "../{date}"),
            TimeValue::Duration { days } => write!(f, "P{days}D"),
            TimeValue::DayOfVisit(n) => write!(f, "day {n}"),
            TimeValue::LastDay => f.write_str("last day"),
            TimeValue::Shift(days) => write!(f, "{days:+}"),
            TimeValue::Unresolved => f.write_str("?"),
        }
    }
}
