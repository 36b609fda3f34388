//! Events: triggers evoke frames, phrases around them fill roles, tellings of one event unite.

pub mod assemble;
pub mod clause;
pub mod frame;
pub mod medial;
pub mod merge;
pub mod number;

use crate::link::Links;
use crate::mention::spot::{Spots, Words};
use crate::model::PartialDate;
use crate::pack::Pack;
use crate::text::token::Sentence;
use frame::{Candidate, Scene};

/// Every reading of every trigger of the article, in text order.
pub fn candidates(pack: &Pack, text: &Words<'_>, sentences: &[Sentence], spots: &[Spots<'_>], links: &Links, today: Option<PartialDate>) -> Vec<Candidate> {
    let mut out = Vec::new();
    for (n, (sentence, spots)) in sentences.iter().zip(spots).enumerate() {
        // A question states nothing.
        if text.tokens.form(sentence.to - 1) == "?" {
            continue;
        }
        let linked = &links.sentences[n];
        let times = pack.time.find(text.tokens, sentence, today);
        let mut taken: Vec<(usize, usize)> = linked.iter().map(|l| (l.mention.from, l.mention.to)).chain(times.iter().map(|t| (t.from, t.to))).collect();
        taken.sort_unstable();
        let mentions: Vec<_> = linked.iter().map(|l| &l.mention).collect();
        let clauses = clause::Clauses::split(text, spots, &mentions);
        let mut triggers = medial::settle(text, spots, linked, frame::triggers(spots, &taken));
        triggers.extend(frame::evoking_names(spots, linked, &links.entities));
        triggers.sort_unstable();
        let scene = Scene {
            verbs: medial::verbs(spots, &taken, &triggers),
            text,
            spots,
            linked,
            entities: &links.entities,
            clauses,
            numbers: number::numbers(text, spots, &taken),
            triggers,
            times,
            sentence: n,
            countries: &links.countries,
            today,
        };
        out.extend(frame::candidates(&scene));
    }
    out
}
