//! Names that are told by their sound: surnames in another spelling, and listed surnames that somebody else bears.

use std::collections::BTreeMap;

use super::spot::{Spots, Words};
use super::{Finder, Mention, What};
use crate::pack::Pack;
use crate::pack::gazetteer::RoleIx;
use crate::pack::lexicon::Order;
use crate::pack::phonetic::Phonetic;
use crate::text::token::TokenKind;

/// An unknown word that sounds like the last word of a full name of the article, and of one alone, is that person's name
/// in another spelling. It must look like a name: with a capital, or with a case marker, and with nothing before it that
/// may be another given name.
pub(super) fn surnames(pack: &Pack, text: &Words<'_>, spots: &[Spots<'_>], all: &mut [Vec<Mention>]) {
    let source = |from: usize, to: usize| text.tokens.span(from, to).of(text.source);
    let mut last: BTreeMap<String, Option<What>> = BTreeMap::new();
    for m in all.iter().flatten().filter(|m| m.name.1 - m.name.0 > 1) {
        let what = match &m.what {
            What::Listed { ix, .. } if pack.gazetteer.entity(*ix).kind == "Person" => What::Listed { ix: *ix, weak: false, rivals: Vec::new() },
            What::Unlisted => What::Unlisted,
            _ => continue,
        };
        let key = pack.phonetic.key(source(m.name.1 - 1, m.name.1));
        if Phonetic::is_telling(&key) {
            last.entry(key).and_modify(|w| *w = w.take().filter(|w| *w == what)).or_insert(Some(what));
        }
    }
    if last.is_empty() {
        return;
    }
    let unknown = |i: usize| text.numbers[i] == 0 && text.tokens.get(i).kind == TokenKind::Word;
    for (s, list) in spots.iter().zip(all) {
        let capitals = s.language.lexicon.order == Order::VerbMedial;
        let named = |i: usize| if capitals { text.tokens.get(i).capital } else { s.case(i + 1).is_some() };
        for i in (s.start()..s.end()).filter(|i| unknown(*i) && named(*i)) {
            let within = |i: usize| list.iter().any(|m| m.from <= i && i < m.to);
            // Whether the word before may be another given name.
            let given = |i: usize| {
                let word = text.tokens.get(i);
                let sounds_so = || pack.heard.is_given(&pack.phonetic.key(source(i, i + 1)));
                let looks_so = unknown(i) || capitals && i > s.start() && word.capital || sounds_so();
                word.kind == TokenKind::Word && !within(i) && !s.is_known(i) && looks_so
            };
            if within(i) || i > s.start() && given(i - 1) {
                continue;
            }
            if let Some(Some(what)) = last.get(&pack.phonetic.key(source(i, i + 1))) {
                let at = list.partition_point(|m| m.from < i);
                list.insert(at, Mention::new(i, i + 1, what.clone()));
            }
        }
    }
}

impl Finder<'_> {
    /// The end of an unknown given name with the surname of a listed person, after an office that is none of theirs:
    /// by that surname alone, nobody is the listed person.
    pub(super) fn namesake(&self, i: usize, role: RoleIx) -> Option<usize> {
        let gaz = &self.pack.gazetteer;
        let first = (i + 1 < self.spots.end() && self.spots.names(i).is_empty() && !self.spots.is_known(i)).then(|| self.text.tokens.get(i))?;
        let written = first.kind == TokenKind::Word && (first.capital || self.spots.language.lexicon.order != Order::VerbMedial);
        let (end, ix, weak, _) = self.entity(i + 1, Some("Person")).filter(|_| written)?;
        let theirs = gaz.entities[ix as usize].posts.iter().any(|p| gaz.covers(role, p.role) || gaz.covers(p.role, role));
        let given = || self.pack.heard.is_given(&self.pack.phonetic.key(self.text.tokens.span(i, i + 1).of(self.text.source)));
        (end == i + 2 && !weak && !theirs && given()).then_some(end)
    }
}
