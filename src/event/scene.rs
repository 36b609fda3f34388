//! What is known of one sentence when its events are read: names, clauses, times, numbers, triggers.

use super::clause::Clauses;
use super::number::Number;
use crate::link::{Entities, Linked, Ref};
use crate::mention::spot::{Spots, Words};
use crate::model::PartialDate;
use crate::pack::lexicon::Word;
use crate::time::TimeExpr;

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
    /// Verb groups of a verb-medial language: see [`super::medial::verbs`].
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

impl Scene<'_> {
    /// The phrase that token `i` stands in, the marker after it included.
    pub fn phrase_at(&self, i: usize) -> Option<&Linked> {
        self.linked.iter().find(|l| l.mention.from <= i && i < l.mention.end())
    }

    /// The time expression that token `i` stands in.
    pub fn time_at(&self, i: usize) -> Option<&TimeExpr> {
        self.times.iter().find(|t| t.from <= i && i < t.to)
    }
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
