//! A tagger of names: persons, places and organisations that no list has, by how they are written and what stands
//! beside them.
//!
//! Each word votes on itself and on its two neighbours to either side; the votes and the rules of what may follow what
//! give one best sequence of tags for a sentence. What votes are the word itself, how it begins and ends, its letters
//! by threes and its shape ([`vote`]). Weights of a byte each stand in a file of at most a megabyte that is used
//! where it lies ([`model`]); [`decode`] finds the best sequence and how sure it is; [`train`] learns the weights from
//! sentences tagged by hand ([`corpus`]) and from [`lists`].
//!
//! As all votes come from single words, a word has the same votes wherever it stands: they are added up once an
//! article ([`Votes`]).

pub mod vote;
pub mod model;
pub mod decode;
pub mod corpus;
pub mod lists;
pub mod train;

use crate::text::token::{TokenKind, Tokens};
use decode::Best;
use model::{Lanes, Model};

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A human being.
    Person,
    /// A place.
    Place,
    /// An organisation.
    Organization,
}

impl Kind {
    /// All kinds, in the order of their tags.
    pub const ALL: [Kind; 3] = [Kind::Person, Kind::Place, Kind::Organization];

    /// The tag of a first token; that of a further one is the next number.
    pub fn tag(self) -> u8 {
        2 + 2 * self as u8
    }

    /// The name of the kind in corpora, as CoNLL has it.
    pub fn short(self) -> &'static str {
        match self {
            Kind::Person => "PER",
            Kind::Place => "LOC",
            Kind::Organization => "ORG",
        }
    }
}

/// A name that the tagger finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// What it is of.
    pub kind: Kind,
    /// By how much the best other reading of these tokens is worse, in hundredths of what training asked for.
    pub margin: i32,
}

/// Votes of the words seen so far: good for one model and any number of sentences.
pub struct Votes {
    seen: Vec<(u64, [Lanes; vote::SPAN])>,
    scores: Vec<[i32; 8]>,
}

impl Default for Votes {
    fn default() -> Self {
        Votes { seen: vec![(0, [[0; 8]; vote::SPAN]); SEEN], scores: Vec::new() }
    }
}

/// Words whose votes are kept; a later one takes the place of an earlier one of the same remainder.
const SEEN: usize = 1024;
/// Longer sentences are tagged in pieces, so that no sum overflows.
const PIECE: usize = 1024;

/// The votes of one word on its neighbours and itself.
fn votes_of(model: &Model, form: &str, kind: Option<TokenKind>) -> [Lanes; vote::SPAN] {
    let mut sum = [[0; 8]; vote::SPAN];
    let known = model.has(vote::at(vote::form(form), vote::REACH));
    vote::each(form, kind, known, |key, reach| {
        for (d, votes) in sum.iter_mut().enumerate().filter(|(d, _)| d.abs_diff(vote::REACH) <= reach) {
            model.add(vote::at(key, d), votes);
        }
    });
    sum
}

/// Finds the names among tokens `[from, to)`, which are one sentence.
pub fn tag(model: &Model, votes: &mut Votes, tokens: &Tokens, from: usize, to: usize) -> Vec<Found> {
    let mut out = Vec::new();
    for at in (from..to).step_by(PIECE) {
        piece(model, votes, tokens, at, to.min(at + PIECE), &mut out);
    }
    out
}

fn piece(model: &Model, votes: &mut Votes, tokens: &Tokens, from: usize, to: usize, out: &mut Vec<Found>) {
    const R: usize = vote::REACH;
    let Votes { seen, scores } = votes;
    let n = to - from;
    // With room for votes on what is not there, before the first token and after the last.
    scores.clear();
    scores.resize(n + 2 * (R + 1), [0; 8]);
    // The edges of a sentence vote like words.
    for i in 0..n + 2 {
        let inner = (1..=n).contains(&i);
        let form = if inner { tokens.form(from + i - 1) } else { "" };
        let key = vote::form(form);
        let slot = &mut seen[(key >> 32) as usize % SEEN];
        if slot.0 != key {
            *slot = (key, votes_of(model, form, inner.then(|| tokens.get(from + i - 1).kind)));
        }
        for (score, vote) in scores[i..].iter_mut().zip(&slot.1) {
            for (s, v) in score.iter_mut().zip(vote) {
                *s += i32::from(*v);
            }
        }
    }
    let best = Best::new(&scores[R + 1..R + 1 + n], model.follow());
    out.extend(best.names().into_iter().map(|f| Found { from: f.from + from, to: f.to + from, margin: f.margin * 100 / model.unit(), ..f }));
}

#[cfg(test)]
mod tests;
