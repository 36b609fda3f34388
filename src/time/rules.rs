//! The time rules: classes of words and compiled patterns, which [`load`] reads from two TOML files.
//!
//! A pattern is a sequence of elements, one token each, separated by spaces:
//! `~slot:word|<class>?` where `~` asks that no space stands before the token, `slot:` keeps the token's value,
//! `|` separates alternatives, `<class>` is a class of words or one of the built-in numbers, and `?` makes it optional.

mod load;

use std::collections::HashMap;

use serde::Deserialize;

/// Index of a word class in [`TimeRules`].
pub(super) type ClassId = u16;

/// Built-in classes, which a token belongs to by its digits or its value in the class `number`.
pub(super) const BUILT_IN: [&str; 8] = ["day", "year", "mm", "count", "yy", "dotted", "comma", "number"];
pub(super) const DAY: ClassId = 0;
pub(super) const YEAR: ClassId = 1;
pub(super) const MM: ClassId = 2;
pub(super) const COUNT: ClassId = 3;
pub(super) const YY: ClassId = 4;
pub(super) const DOTTED: ClassId = 5;
pub(super) const COMMA: ClassId = 6;
/// The one built-in class that the data fills: number words.
pub(super) const NUMBER: ClassId = 7;

/// The class of words that may stand between two expressions that are one date.
const LINK: &str = "link";

/// A word's membership in a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub class: ClassId,
    pub value: i16,
    /// The word counts only with an upper-case first letter.
    pub capital: bool,
}

/// Values that a match has bound, by slot.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slots([Option<i16>; SLOTS.len()]);

/// Slot names: day, month, year of the start and of the end, weekday, number, relative shift, unit in days.
const SLOTS: [&str; 11] = ["d", "m", "y", "d2", "m2", "y2", "w", "w2", "n", "r", "u"];

impl Slots {
    /// The value of the slot; `name` is one of [`SLOTS`].
    pub fn get(&self, name: &str) -> Option<i16> {
        SLOTS.iter().position(|s| *s == name).and_then(|i| self.0[i])
    }

    /// Sets the value of the slot of that name.
    pub fn set(&mut self, name: &str, value: Option<i16>) {
        if let Some(i) = SLOTS.iter().position(|s| *s == name) {
            self.0[i] = value;
        }
    }

    /// Sets a slot and gives what stood there.
    pub fn replace(&mut self, slot: u8, value: Option<i16>) -> Option<i16> {
        std::mem::replace(&mut self.0[usize::from(slot)], value)
    }
}

/// One token of a pattern.
#[derive(Clone, Debug)]
pub(super) struct Element {
    pub classes: Box<[ClassId]>,
    pub slot: Option<u8>,
    pub optional: bool,
    pub glued: bool,
}

/// What a rule makes of its slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Make {
    /// A date or range from the slots d, m, y and d2, m2, y2; a part that one end lacks is taken from the other.
    Date,
    /// The weekday w, nearest the anchor, or in the direction r.
    Weekday,
    /// The weekdays from w to w2, the last time that they came or the next.
    Weekdays,
    /// The day d of the month that is r months after the anchor's.
    DayOfMonth,
    /// The day that is n days after the anchor.
    Day,
    /// The day n days after the anchor or as many before it.
    DayEitherWay,
    /// The year, month or week (unit u) that is r units after the anchor's.
    Relative,
    /// n units u before the anchor.
    Ago,
    /// A year that the text names elsewhere; dates beside it are in that year.
    OtherYear,
    /// A length of n units u.
    Duration,
    /// The n-th day of the trip.
    DayOfVisit,
    /// The last day of the trip.
    LastDay,
    /// n days after the day that the text has reached, or before it if r is -1.
    Shift,
    /// A time without a date.
    Unresolved,
    /// Not a time: the tokens are used up.
    Nothing,
}

/// How words beside an expression change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Change {
    /// The date is a deadline.
    Deadline,
    /// A deadline if the date lies after the anchor, else no date.
    Before,
    /// No date.
    Unresolved,
}

/// What must or must not stand beside a match.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    pub preceded: Vec<Element>,
    pub not_preceded: Vec<Element>,
    pub followed: Vec<Element>,
    pub not_followed: Vec<Element>,
}

/// A compiled rule.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub name: String,
    pub pattern: Vec<Element>,
    pub beside: Beside,
    pub make: Make,
    pub set: Slots,
}

/// A compiled modifier.
#[derive(Clone, Debug)]
pub(super) struct Modifier {
    pub beside: Beside,
    pub change: Change,
}

/// A text and what must be found in it.
#[derive(Clone, Debug)]
pub(super) struct Example {
    /// Where it comes from, for messages.
    pub origin: String,
    /// The rule that must (`value` given) or must not read it; `None` for any.
    pub rule: Option<u16>,
    /// The text; `[` and `]` mark the words of the expression.
    pub text: String,
    /// ISO form of the anchor; empty for none.
    pub anchor: String,
    /// Expected value as [`super::TimeValue`] prints it, or `None` if nothing is to be found.
    pub value: Option<String>,
    /// Expected alternative, where the example states one.
    pub alternative: Option<String>,
}

/// The time rules of both languages.
#[derive(Clone, Debug, Default)]
pub struct TimeRules {
    pub(super) words: HashMap<Box<str>, Vec<Entry>>,
    pub(super) rules: Vec<Rule>,
    pub(super) modifiers: Vec<Modifier>,
    /// For each class, the rules whose match may begin with a token of that class.
    pub(super) starts: Vec<Vec<u16>>,
    /// Words that may stand between two expressions that are one.
    pub(super) link: Option<ClassId>,
    pub(super) examples: Vec<Example>,
}

impl TimeRules {
    /// The name of the rule that [`super::TimeExpr::rule`] gives.
    pub fn rule_name(&self, rule: u16) -> &str {
        self.rules.get(usize::from(rule)).map_or("", |r| &r.name)
    }
}
