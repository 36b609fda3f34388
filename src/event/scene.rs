//! What is known of one sentence when its events are read: names, clauses, times, numbers, triggers.

use super::clause::Clauses;
use super::number::Number;
use crate::link::{Entities, Linked, Ref};
use crate::mention::spot::{Spots, Words};
use crate::model::PartialDate;
use crate::pack::frame::Pos;
use crate::pack::lexicon::{Cases, Order, Word};
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
    /// The leaders of the first two of these.
    pub leaders: &'a [Ref],
    /// Who was the subject of the sentence before: a sentence without one goes on about them.
    pub topic: Option<&'a Linked>,
    /// What the three sentences before name, latest first.
    pub recent: &'a [Ref],
    /// Capitals with their countries, which they stand for where countries act.
    pub capitals: &'a [(Ref, Ref)],
    /// Countries, and the capitals of their own.
    pub seats: &'a [Ref],
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

/// Triggers of a sentence outside names and dates: the longest at each token that no earlier one covers, and with those
/// that only count beside a cue the next longest.
pub fn triggers(spots: &Spots<'_>, taken: &[(usize, usize)]) -> Vec<(usize, usize, u16)> {
    let mut out = Vec::new();
    let frames = &spots.language.frames;
    let mut covered = 0;
    for i in spots.start()..spots.end() {
        let mut here: Vec<(usize, u16)> = spots.words(i).iter().filter_map(|(e, w)| if let Word::Trigger(f) = w { Some((*e, *f)) } else { None }).collect();
        here.retain(|(e, f)| !taken.iter().any(|(from, to)| from < e && i < *to) && !possessive(spots, *e, *f));
        here.sort_unstable_by_key(|(e, f)| (std::cmp::Reverse(*e), *f));
        here.dedup();
        let Some(&(longest, _)) = here.first().filter(|(end, _)| *end > covered) else { continue };
        let mut reach = longest;
        for &(end, f) in &here {
            let shadowed = out
                .iter()
                .rev()
                .take_while(|t: &&(usize, usize, u16)| t.0 == i)
                .any(|t| t.1 > end && frames.get(t.2 as usize).is_none_or(|f| f.with.is_empty()));
            if end < reach && shadowed {
                break;
            }
            reach = end;
            out.push((i, end, f));
        }
        covered = longest;
    }
    out
}

/// Whether what looks like the verb at the end of a trigger is a possessive marker before a noun ("the hope *of* talks").
fn possessive(spots: &Spots<'_>, end: usize, frame: u16) -> bool {
    let verb = spots.language.frames.get(frame as usize).is_some_and(|f| f.pos == Pos::Verb);
    verb && spots.language.lexicon.order == Order::VerbFinal
        && spots.case(end - 1).is_some_and(|(e, c)| e == end && c == Cases::GEN)
        && !spots.closes_group(end)
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
