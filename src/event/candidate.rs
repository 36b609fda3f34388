//! One reading of one trigger, and the readings that it is split into where the words tell of several events.

use std::collections::{BTreeMap, BTreeSet};

use crate::link::{Entities, Ref};
use crate::model::{PartialDate, Status};

/// One reading of one trigger.
#[derive(Clone, Debug, Default)]
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
    /// Whether the clause goes on with the story of the day: by its tense, or as an occasion within such a clause.
    pub narrative: bool,
    /// Days after the day that the story has reached, where the clause says so.
    pub shift: Option<i16>,
    /// Whether it lies well behind the article's own days.
    pub past: bool,
    /// Whether the text calls it another event than the one spoken of ("their previous meeting").
    pub other: bool,
    /// Whether the clause says of the event spoken of last what it is ("This will be their 23rd summit").
    pub echo: bool,
    /// Whether a demonstrative points at the event ("this visit").
    pub definite: bool,
    /// Trigger of the gathering on whose occasion it was said; its own where it was said to the press of the day.
    pub occasion: Option<(usize, usize)>,
    /// Days that it lasts, where the clause says so.
    pub lasts: Option<u32>,
}

/// Class of a reading that tells of no event but of the end of one: somebody leaves.
pub const DEPARTURE: &str = "Departure";

/// Two who say the same make two statements.
pub(super) fn split_speakers(c: Candidate) -> Vec<Candidate> {
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
pub(super) fn split_pairs(c: &Candidate, left: &BTreeSet<Ref>, right: &BTreeSet<Ref>) -> Vec<Candidate> {
    let pairs = left.iter().flat_map(|a| right.iter().map(move |b| BTreeSet::from([*a, *b])));
    let split = pairs.map(|pair| {
        let mut one = c.clone();
        one.roles.insert("participant".to_owned(), pair);
        one
    });
    split.collect()
}

/// A tour of several countries is a visit to each; the first keeps the first day.
pub(super) fn split_tour(entities: &Entities, c: Candidate) -> Vec<Candidate> {
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
