//! The words of what is written for people: `data/labels.toml`, in both languages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::{Lang, PartialDate, Status};

/// Templates and words with which events are named and pictures labelled.
#[derive(Clone, Debug)]
pub struct Words {
    together: BTreeMap<String, Vec<String>>,
    /// What the pictures show.
    pub(super) meetings: Meetings,
    /// How events become rows.
    pub(super) facts: FactRoles,
    en: Language,
    hi: Language,
}

/// Which events the pictures show as ties between which participants.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Meetings {
    /// The family of classes.
    pub family: String,
    /// The slot whose fillers are tied.
    pub slot: String,
}

/// Which roles stand where in a row of the table of facts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactRoles {
    /// Roles that stand as subject.
    pub subject: Vec<String>,
    /// Roles that stand as place.
    pub place: Vec<String>,
}

/// The words of one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Language {
    months: Vec<String>,
    short_months: Vec<String>,
    date: DateForms,
    list: ListForms,
    ordinal: BTreeMap<String, OrdinalForms>,
    status: BTreeMap<String, String>,
    event: BTreeMap<String, Vec<Template>>,
    occasion: BTreeMap<String, Vec<Template>>,
    /// Words of the pictures.
    pub(super) picture: Picture,
}

/// The words of a picture.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Picture {
    pub title: String,
    pub summary: String,
    pub none: String,
    pub elsewhere: String,
    pub legend: String,
    #[serde(rename = "Actual")]
    pub actual: String,
    #[serde(rename = "Planned")]
    pub planned: String,
    #[serde(rename = "Possible")]
    pub possible: String,
    pub undated: String,
    pub more: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DateForms {
    year: String,
    month: String,
    day: String,
    within_month: String,
    within_year: String,
    span: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListForms {
    comma: String,
    last: String,
    more: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OrdinalForms {
    /// The whole word for a number.
    #[serde(default)]
    exact: BTreeMap<String, String>,
    /// What follows a number that ends in these digits; the longest ending counts.
    #[serde(default)]
    ends: BTreeMap<String, String>,
    /// What follows any other number.
    other: String,
}

/// Which set of templates: full names of events or short ones for edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// A full name.
    Event,
    /// What an edge between the participants still has to say.
    Occasion,
}

/// Most names that a label lists.
const LISTED: usize = 3;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    together: BTreeMap<String, Vec<String>>,
    meetings: Meetings,
    facts: FactRoles,
    en: Language,
    hi: Language,
}

static EMBEDDED: LazyLock<Words> = LazyLock::new(|| Words::parse(include_str!("../../data/labels.toml")).expect("data/labels.toml is checked by the tests"));

impl Words {
    /// The words that are built into the program.
    pub fn embedded() -> &'static Words {
        &EMBEDDED
    }

    /// Reads the words; the message of an error says where and what.
    pub fn parse(text: &str) -> Result<Words, String> {
        let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
        for (tag, l) in [("en", &file.en), ("hi", &file.hi)] {
            if l.months.len() != 12 || l.short_months.len() != 12 {
                return Err(format!("{tag}: a year has twelve months"));
            }
            for (name, table) in [("event", &l.event), ("occasion", &l.occasion)] {
                if !table.contains_key(FALLBACK) {
                    return Err(format!("{tag}.{name}: templates for {FALLBACK} are missing"));
                }
            }
        }
        Ok(Words { together: file.together, meetings: file.meetings, facts: file.facts, en: file.en, hi: file.hi })
    }

    /// The roles whose fillers a slot takes, in order.
    pub(super) fn roles_of<'a>(&'a self, slot: &'a str) -> Vec<&'a str> {
        self.together.get(slot).map_or_else(|| vec![slot], |rs| rs.iter().map(String::as_str).collect())
    }

    /// The words of one language.
    pub(super) fn of(&self, lang: Lang) -> &Language {
        match lang {
            Lang::En => &self.en,
            Lang::Hi => &self.hi,
        }
    }
}

/// The class whose templates serve classes without their own.
const FALLBACK: &str = "Event";

impl Language {
    /// Fills the first template of the class that can be filled; `None` stands for an empty slot.
    pub fn say(&self, style: Style, class: &str, slot: &dyn Fn(&str) -> Option<String>) -> String {
        let table = if style == Style::Event { &self.event } else { &self.occasion };
        let templates = table.get(class).or_else(|| table.get(FALLBACK));
        let said = templates.into_iter().flatten().find_map(|t| fill(&t.0, slot)).unwrap_or_default();
        capital(said.trim_matches([' ', ',']))
    }

    /// The word for a status that needs one.
    pub fn status(&self, status: Status) -> Option<String> {
        self.status.get(status.name()).cloned()
    }

    /// A number as the table `name` spells its place in a series.
    pub fn ordinal(&self, name: &str, n: u32) -> Option<String> {
        let forms = self.ordinal.get(name)?;
        let n = n.to_string();
        if let Some(word) = forms.exact.get(&n) {
            return Some(word.clone());
        }
        let end = (0..n.len()).find_map(|i| forms.ends.get(&n[i..])).unwrap_or(&forms.other);
        Some(n + end)
    }

    /// Names joined by commas and "and"; what is too much is counted.
    pub fn list(&self, names: &[String]) -> Option<String> {
        let join = |names: &[String]| match names {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{}{}{last}", first.join(&self.list.comma), self.list.last),
        };
        match names.len() {
            0 => None,
            n if n <= LISTED + 1 => Some(join(names)),
            n => Some(put(&self.list.more, &[("list", &names[..LISTED].join(&self.list.comma)), ("n", &(n - LISTED).to_string())])),
        }
    }

    /// A date or a span of dates in words.
    pub fn date(&self, start: PartialDate, end: Option<PartialDate>, short: bool) -> String {
        let end = end.filter(|e| *e > start);
        let Some(end) = end else { return self.one_date(start, short) };
        let month = |d: PartialDate| d.month.map_or("", |m| self.month(m, short));
        let day = |d: PartialDate| d.day.map_or_else(String::new, |n| n.to_string());
        let exact = start.day.is_some() && end.day.is_some() && start.year == end.year;
        let form = match exact {
            true if start.month == end.month => &self.date.within_month,
            true => &self.date.within_year,
            false => return put(&self.date.span, &[("from", &self.one_date(start, short)), ("to", &self.one_date(end, short))]),
        };
        let y = start.year.to_string();
        put(form, &[("d", &day(start)), ("d2", &day(end)), ("m", month(start)), ("m2", month(end)), ("y", &y)])
    }

    fn one_date(&self, date: PartialDate, short: bool) -> String {
        let y = date.year.to_string();
        match (date.month, date.day) {
            (Some(m), Some(d)) => put(&self.date.day, &[("d", &d.to_string()), ("m", self.month(m, short)), ("y", &y)]),
            (Some(m), None) => put(&self.date.month, &[("m", self.month(m, short)), ("y", &y)]),
            _ => put(&self.date.year, &[("y", &y)]),
        }
    }

    fn month(&self, month: u8, short: bool) -> &str {
        let names = if short { &self.short_months } else { &self.months };
        names.get(usize::from(month).wrapping_sub(1)).map_or("", String::as_str)
    }
}

/// Puts values into a form's `{names}`.
pub(super) fn put(form: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(form.len() + 16);
    let mut rest = form;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        out.push_str(values.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| v));
        rest = tail;
    }
    out + rest
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// Text with slots and parts that may be left out.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
struct Template(Vec<Piece>);

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Slot(String),
    Optional(Vec<Piece>),
}

impl TryFrom<String> for Template {
    type Error = String;

    fn try_from(source: String) -> Result<Template, String> {
        let mut open: Vec<Vec<Piece>> = vec![Vec::new()];
        let mut rest = source.as_str();
        while let Some(at) = rest.find(['[', ']', '{']) {
            let (before, mark) = (&rest[..at], rest.as_bytes()[at]);
            rest = &rest[at + 1..];
            let top = open.last_mut().ok_or("brackets")?;
            if !before.is_empty() {
                top.push(Piece::Text(before.to_owned()));
            }
            match mark {
                b'[' => open.push(Vec::new()),
                b']' => {
                    let part = open.pop().ok_or("brackets")?;
                    let around = open.last_mut().ok_or_else(|| format!("a ']' too many in {source:?}"))?;
                    around.push(Piece::Optional(part));
                }
                _ => {
                    let (slot, tail) = rest.split_once('}').ok_or_else(|| format!("a '}}' is missing in {source:?}"))?;
                    top.push(Piece::Slot(slot.to_owned()));
                    rest = tail;
                }
            }
        }
        if open.len() > 1 {
            return Err(format!("a ']' is missing in {source:?}"));
        }
        let mut pieces = open.pop().unwrap_or_default();
        pieces.push(Piece::Text(rest.to_owned()));
        Ok(Template(pieces))
    }
}

/// The pieces as text; `None` where a slot that must be filled is empty.
fn fill(pieces: &[Piece], slot: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let mut out = String::new();
    for p in pieces {
        match p {
            Piece::Text(t) => out.push_str(t),
            Piece::Slot(name) => out.push_str(&slot(name)?),
            Piece::Optional(part) => out.push_str(&fill(part, slot).unwrap_or_default()),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_end_as_the_language_wants() {
        let en = Words::embedded().of(Lang::En);
        for (n, said) in [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (12, "12th"), (22, "22nd"), (113, "113th"), (121, "121st")] {
            assert_eq!(en.ordinal("n", n).as_deref(), Some(said));
        }
        let hi = Words::embedded().of(Lang::Hi);
        assert_eq!(hi.ordinal("f", 22).as_deref(), Some("22\u{935}\u{940}\u{902}"));
    }

    #[test]
    fn dates_are_as_exact_as_they_are_known() {
        let en = Words::embedded().of(Lang::En);
        let day = |y, m, d| PartialDate::day(y, m, d).unwrap();
        assert_eq!(en.date(day(2025, 12, 4), None, false), "4 December 2025");
        assert_eq!(en.date(day(2025, 12, 4), Some(day(2025, 12, 4)), true), "4 Dec 2025");
        assert_eq!(en.date(day(2025, 12, 4), Some(day(2025, 12, 5)), false), "4–5 December 2025");
        assert_eq!(en.date(day(2024, 6, 28), Some(day(2024, 7, 1)), false), "28 June – 1 July 2024");
        assert_eq!(en.date(PartialDate::month(2022, 11), Some(PartialDate::month(2023, 2)), false), "November 2022 – February 2023");
        assert_eq!(en.date(PartialDate::year(2022), None, false), "2022");
    }

    #[test]
    fn long_lists_are_counted() {
        let en = Words::embedded().of(Lang::En);
        let names: Vec<String> = ["A", "B", "C", "D", "E"].map(str::to_owned).to_vec();
        assert_eq!(en.list(&names[..2]).as_deref(), Some("A and B"));
        assert_eq!(en.list(&names[..3]).as_deref(), Some("A, B and C"));
        assert_eq!(en.list(&names).as_deref(), Some("A, B, C and 2 others"));
        assert_eq!(en.list(&[]), None);
    }

    #[test]
    fn broken_templates_are_refused() {
        for bad in ["[open", "shut]", "{slot"] {
            assert!(Template::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }
}
