//! The second vote: names that no list has and no title introduces, as the tagger of the language finds them.
//!
//! It speaks last and only of words that nothing else has claimed. An invented person costs more than a missed one,
//! so it is heard only where a full name of several unknown words is far ahead of every other reading.

use std::collections::{BTreeMap, BTreeSet};

use super::spot::{Spots, Words};
use super::{Mention, What};
use crate::pack::Pack;
use crate::pack::gazetteer::{Name, Strength};
use crate::pack::lexicon::{Class, Word};
use crate::tagger::{Found, Kind, Votes, tag};
use crate::text::token::TokenKind;

/// By how many hundredths of what training asked for a full name of two words must be ahead of every other reading.
/// Below it, reading what the tagger finds in the news and elsewhere, phrases and places come up among the persons.
const FAR: i32 = 1400;
/// And for each further word, and each that is an ordinary word too.
const FARTHER: i32 = 700;
/// As many words a full name has.
const WORDS: std::ops::RangeInclusive<i32> = 2..=4;

/// Adds the persons whom only the tagger finds: each where it is sure, wherever the same full name stands, and where
/// its last word stands alone later on.
pub fn add_persons(pack: &Pack, text: &Words<'_>, spots: &[Spots<'_>], all: &mut [Vec<Mention>]) {
    let names = sure_names(pack, text, spots, all);
    if names.is_empty() {
        return;
    }
    let form = |i: usize| text.tokens.form(i);
    let mut spoken: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    let mut firsts: BTreeMap<&[&str], usize> = BTreeMap::new();
    for (s, list) in spots.iter().zip(&mut *all) {
        for i in s.start()..s.end() {
            let view = Sentence { pack, text, spots: s, list };
            let same = |name: &&Vec<&str>| i + name.len() <= s.end() && name.iter().enumerate().all(|(n, w)| form(i + n) == *w && view.is_unclaimed(i + n));
            if let Some(name) = names.iter().filter(same).max_by_key(|n| n.len()) {
                insert(list, i, i + name.len());
                firsts.entry(name).or_insert(i);
            }
        }
    }
    for (name, first) in firsts {
        // The last word stands for nobody in particular where two have it.
        spoken.entry(name[name.len() - 1]).and_modify(|at| *at = None).or_insert(Some(first));
    }
    for (s, list) in spots.iter().zip(all) {
        for i in s.start()..s.end() {
            let view = Sentence { pack, text, spots: s, list };
            let later = spoken.get(form(i)).copied().flatten().is_some_and(|first| first < i);
            if later && view.is_free(i) && form(i).chars().count() > 2 && !view.is_cut(i, i + 1) {
                insert(list, i, i + 1);
            }
        }
    }
}

fn insert(list: &mut Vec<Mention>, from: usize, to: usize) {
    let at = list.partition_point(|m| m.from < from);
    list.insert(at, Mention::new(from, to, What::Unlisted));
}

/// The full names of which the tagger is sure somewhere, as their words; of two that begin alike, the longer.
fn sure_names<'a>(pack: &Pack, text: &Words<'a>, spots: &[Spots<'_>], all: &[Vec<Mention>]) -> BTreeSet<Vec<&'a str>> {
    let mut votes = None;
    let mut names: BTreeSet<Vec<&str>> = BTreeSet::new();
    for (s, list) in spots.iter().zip(all) {
        let view = Sentence { pack, text, spots: s, list };
        let Some(model) = s.language.tagger.as_ref().filter(|_| view.may_name()) else { continue };
        let found = tag(model, votes.get_or_insert_with(Votes::default), text.tokens, s.start(), s.end());
        names.extend(found.iter().filter(|f| view.is_full_name(f)).map(|f| (f.from..f.to).map(|i| text.tokens.form(i)).collect()));
    }
    let begins = |a: &Vec<&str>, b: &Vec<&str>| a.len() < b.len() && b.starts_with(a);
    names.iter().filter(|a| !names.iter().any(|b| begins(a, b))).cloned().collect()
}

/// A sentence with what stands in it so far.
struct Sentence<'a> {
    pack: &'a Pack,
    text: &'a Words<'a>,
    spots: &'a Spots<'a>,
    list: &'a [Mention],
}

impl Sentence<'_> {
    /// Whether two words stand together that could be a name: most sentences have none and need no tagging.
    fn may_name(&self) -> bool {
        (self.spots.start() + 1..self.spots.end()).any(|i| self.is_free(i - 1) && (self.is_free(i) || self.is_ordinary(i)))
    }

    fn is_full_name(&self, found: &Found) -> bool {
        let (from, to) = (found.from, found.to);
        let count = |is: &dyn Fn(usize) -> bool| (from..to).filter(|i| is(*i)).count() as i32;
        let free = count(&|i| self.is_free(i));
        let ordinary = count(&|i| self.is_ordinary(i));
        let joints = count(&|i| i > from && i + 1 < to && self.text.tokens.form(i) == "-" && !self.text.tokens.get(i).spaced);
        let words = free + ordinary;
        found.kind == Kind::Person
            && WORDS.contains(&words)
            && (words + joints) as usize == to - from
            && self.is_free(from)
            && !(from..to).any(|i| self.is_initial(i))
            && found.margin >= FAR + FARTHER * (words - 2 + ordinary)
            && !self.is_cut(from, to)
            && !self.is_place(to)
            && !self.pack.gazetteer.names.begins(&self.text.numbers[from..to])
    }

    /// Whether a token is so short that it is an initial: of the names around it, some would be left out.
    fn is_initial(&self, i: usize) -> bool {
        self.text.tokens.get(i).kind == TokenKind::Word && self.text.tokens.form(i).chars().count() < 3
    }

    /// Whether the marker at `to` says that what stands before it is a place or a time.
    fn is_place(&self, to: usize) -> bool {
        self.spots.case(to).is_some_and(|(_, case)| self.spots.language.lexicon.is_case(case, &["loc", "on"]))
    }

    /// Whether the name may go on before or after: a word that could be part of it stands there.
    fn is_cut(&self, from: usize, to: usize) -> bool {
        from > self.spots.start() && self.is_free(from - 1) || to < self.spots.end() && self.is_free(to)
    }

    /// Whether a token is a word of the language's script that nothing knows and nothing claims.
    fn is_free(&self, i: usize) -> bool {
        self.is_unclaimed(i) && !self.spots.is_known(i)
    }

    /// Whether a token is an ordinary word that nothing claims and that has no part in the reading of sentences.
    fn is_ordinary(&self, i: usize) -> bool {
        let words = self.spots.words(i);
        self.is_unclaimed(i) && !words.is_empty() && words.iter().all(|(_, w)| *w == Word::Class(Class::Common))
    }

    fn is_unclaimed(&self, i: usize) -> bool {
        self.text.tokens.get(i).kind == TokenKind::Word
            && !self.text.tokens.form(i).is_ascii()
            && self.spots.names(i).iter().all(|(_, n)| matches!(n, Name::Entity { strength: Strength::Weak, .. }))
            && !self.list.iter().any(|m| m.from <= i && i < m.to)
    }
}
