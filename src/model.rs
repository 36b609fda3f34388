//! The values that pass between the stages: what an article says, before and after merging.
//!
//! These types know no files, formats or rules. Identifiers are strings of the data pack
//! (`vladimir-putin`, `S`…), so that a fact can be read without the pack at hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// The language of a text or of a stretch of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Lang {
    /// Hindi in Devanagari.
    #[default]
    Hi,
    /// English.
    En,
}

impl Lang {
    /// The BCP 47 tag, lower-case.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Hi => "hi",
            Lang::En => "en",
        }
    }
}

/// A calendar date as exact as the text allows: a year, a month or a day.
///
/// Ordered by start; a less exact date sorts before the days within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartialDate {
    /// Year of the Common Era, 1..=9999.
    pub year: i16,
    /// Month 1..=12, or `None` if only the year is known.
    pub month: Option<u8>,
    /// Day 1..=31, or `None`; never without a month.
    pub day: Option<u8>,
}

impl PartialDate {
    /// A whole year.
    pub fn year(year: i16) -> Self {
        PartialDate { year, month: None, day: None }
    }

    /// A whole month.
    pub fn month(year: i16, month: u8) -> Self {
        PartialDate { year, month: Some(month), day: None }
    }

    /// One day; `None` where the calendar has no such day.
    pub fn day(year: i16, month: u8, day: u8) -> Option<Self> {
        jiff::civil::Date::new(year, month as i8, day as i8).ok()?;
        Some(PartialDate { year, month: Some(month), day: Some(day) })
    }

    /// The civil day, if the date is exact to the day.
    pub fn civil(self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(self.year, self.month? as i8, self.day? as i8).ok()
    }

    /// Whether the two dates can mean the same day: one contains the other.
    pub fn fits(self, other: PartialDate) -> bool {
        self.year == other.year
            && (self.month.is_none() || other.month.is_none() || self.month == other.month)
            && (self.day.is_none() || other.day.is_none() || self.day == other.day)
    }

    /// 1 for a year, 2 for a month, 3 for a day.
    pub fn exactness(self) -> u8 {
        1 + u8::from(self.month.is_some()) + u8::from(self.day.is_some())
    }
}

impl From<jiff::civil::Date> for PartialDate {
    fn from(d: jiff::civil::Date) -> Self {
        PartialDate { year: d.year(), month: Some(d.month() as u8), day: Some(d.day() as u8) }
    }
}

/// ISO 8601: `2025`, `2025-12` or `2025-12-04`, the lexical forms of xsd:gYear, xsd:gYearMonth and xsd:date.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(m) = self.month {
            write!(f, "-{m:02}")?;
        }
        if let Some(d) = self.day {
            write!(f, "-{d:02}")?;
        }
        Ok(())
    }
}

/// Whether the world is as the event says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It happened, is happening, or is a standing fact.
    #[default]
    Actual,
    /// Announced, scheduled, due.
    Planned,
    /// Speculated, wished for, under discussion.
    Possible,
    /// The text says that it did not or will not happen.
    Negated,
}

impl Status {
    /// The local name of the status in the ontology.
    pub fn name(self) -> &'static str {
        match self {
            Status::Actual => "Actual",
            Status::Planned => "Planned",
            Status::Possible => "Possible",
            Status::Negated => "Negated",
        }
    }
}

/// What is known of a thing in the world, from the gazetteer or from the article itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Stable identifier; the last part of the IRI.
    pub id: String,
    /// Kind: `Person`, `Organization`, `Place`, `System` or `Undertaking`.
    pub kind: String,
    /// The most exact ontology class, `Person` or a subclass of the kind.
    pub class: String,
    /// English label.
    pub en: String,
    /// Hindi label.
    pub hi: String,
    /// Other English forms.
    pub en_alt: Vec<String>,
    /// Other Hindi forms.
    pub hi_alt: Vec<String>,
    /// ISO 3166 alpha-2 codes of the countries that it belongs to.
    pub country: Vec<String>,
    /// Identifier of the thing that this one is a part of, where listed.
    pub part_of: Option<String>,
    /// Language whose label no text has: it is the other one's, spelt in the other script.
    pub coined: Option<Lang>,
    /// Wikidata identifier where a source attests it.
    pub qid: Option<String>,
}

/// A post that a person holds, such as "Defence Minister of Russia".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Stable identifier; the last part of the IRI.
    pub id: String,
    /// English label.
    pub en: String,
    /// Hindi label.
    pub hi: String,
    /// Other English forms.
    pub en_alt: Vec<String>,
    /// ISO 3166 alpha-2 code of the country that it belongs to, if to one.
    pub country: Option<String>,
}

/// The words that support a fact, and the rule that read them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// Where the words stand in the article's source text.
    pub span: Span,
    /// Name of the rule that read them.
    pub rule: String,
}

/// One event as one article tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// Ontology class, such as `CommissionSession`.
    pub class: String,
    /// Whether it happened.
    pub status: Status,
    /// Role name (`participant`) to the identifiers of its fillers (entities).
    pub roles: BTreeMap<String, BTreeSet<String>>,
    /// First day, month or year.
    pub start: Option<PartialDate>,
    /// Last day, month or year; equal to `start` for a one-day event.
    pub end: Option<PartialDate>,
    /// Number in a series: 22 for the 22nd session.
    pub ordinal: Option<u32>,
    /// Number of items.
    pub quantity: Option<u64>,
    /// Sum of money in units of `currency`.
    pub amount: Option<u64>,
    /// ISO 4217 code; present exactly when `amount` is.
    pub currency: Option<String>,
    /// The word that evoked the event, as it stands in the text.
    pub trigger: String,
    /// At least one piece of evidence: no span, no fact.
    pub evidence: Vec<Evidence>,
}

/// A person holds a position, as an article says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PositionFact {
    /// Identifier of the person.
    pub person: String,
    /// The post.
    pub position: Position,
    /// The words that say so.
    pub evidence: Evidence,
}

/// Which standing relation holds between two entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelationKind {
    /// Two persons met (symmetric).
    Met,
    /// The first is a part of the second.
    PartOf,
}

/// A standing relation between two entities, as an article says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationFact {
    /// Which relation.
    pub kind: RelationKind,
    /// Identifier of the subject.
    pub subject: String,
    /// Identifier of the object.
    pub object: String,
    /// The words that say so; `None` where the gazetteer alone attests it.
    pub evidence: Option<Evidence>,
}

/// One mention of an entity that counts as the article's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionFact {
    /// Identifier of the entity.
    pub entity: String,
    /// Where it stands in the source text.
    pub span: Span,
}

/// Where an article comes from and what is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Stable identifier; the last part of the IRI. A function of name and text alone.
    pub id: String,
    /// The file, line or stream that it was read from, for messages.
    pub origin: String,
    /// The text as it was read: UTF-8, line ends made `\n`, nothing else changed.
    pub text: String,
    /// Headline, if known.
    pub title: Option<String>,
    /// Day of publication, if known.
    pub date: Option<PartialDate>,
    /// Address.
    pub url: Option<String>,
    /// Language that most of the text is in.
    pub language: Lang,
    /// Who published it.
    pub publisher: Option<String>,
}

/// All that one article says: the result of reading it.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The article that was read.
    pub article: Article,
    /// Description of each entity that a fact below names, by identifier.
    pub entities: BTreeMap<String, Entity>,
    /// Mentions in the article's own text, in text order.
    pub mentions: Vec<MentionFact>,
    /// Who holds which post.
    pub positions: Vec<PositionFact>,
    /// Meetings of persons and parts of wholes.
    pub relations: Vec<RelationFact>,
    /// Events.
    pub events: Vec<Event>,
}
