//! Verb groups, and which trigger words that can be noun or verb are which.

use crate::link::Linked;
use crate::mention::spot::{Spots, Words};
use crate::pack::frame::{BLOCKED, Pos};
use crate::pack::lexicon::{Cases, Class, Order, Word};
use crate::text::token::TokenKind;

/// Verb groups of the sentence, left to right: auxiliaries, negation and adverbs with the verb that they stand before.
pub fn verbs(spots: &Spots<'_>, taken: &[(usize, usize)], triggers: &[(usize, usize, u16)]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut i = spots.start();
    while i < spots.end() {
        if let Some((_, end)) = taken.iter().find(|(f, t)| *f <= i && i < *t) {
            i = *end;
            continue;
        }
        let is = |t: &&(usize, usize, u16), pos: Pos| t.2 != BLOCKED && spots.language.frames[t.2 as usize].pos == pos;
        let trigger = triggers.iter().find(|t| t.0 == i && is(t, Pos::Verb)).map(|t| t.1);
        let noun = triggers.iter().any(|t| t.0 <= i && i < t.1 && is(&t, Pos::Noun));
        let word = [Class::Finite, Class::Light, Class::Verb, Class::Passive].into_iter().filter_map(|c| spots.class(i, c)).max().filter(|_| !noun);
        // After a determiner, possessive or number the form is a noun or describes one: "the help", "his visit", "two remaining units".
        let counted = |k: usize| spots.words(k).iter().any(|(e, w)| *e == i && matches!(w, Word::Number(_, _)));
        let nominal = i > spots.start()
            && trigger.is_none()
            && ([Class::Determiner, Class::Own].into_iter().any(|c| spots.class(i - 1, c) == Some(i))
                || (counted(i - 1) && spots.class(i, Class::Light).is_none()));
        match trigger.or(word).filter(|_| !nominal) {
            Some(end) => {
                let from = group_start(spots, i);
                match out.last_mut().filter(|last| last.1 >= from) {
                    Some(last) => last.1 = end,
                    None => out.push((from, end)),
                }
                i = end;
            }
            None => i += 1,
        }
    }
    out
}

/// Takes out verb readings of trigger words that stand as nouns, and noun readings of those that stand as verbs.
pub fn settle(text: &Words<'_>, spots: &Spots<'_>, linked: &[Linked], triggers: Vec<(usize, usize, u16)>) -> Vec<(usize, usize, u16)> {
    if spots.language.lexicon.order != Order::VerbMedial {
        return triggers;
    }
    let pos = |t: &(usize, usize, u16)| (t.2 != BLOCKED).then(|| spots.language.frames[t.2 as usize].pos);
    let kept = triggers.iter().filter(|t| {
        let rival = triggers.iter().any(|o| o.0 == t.0 && pos(o).is_some() && pos(o) != pos(t));
        match pos(t) {
            Some(Pos::Verb) => stands_as_noun(text, spots, linked, **t, rival) != Some(true),
            Some(Pos::Noun) if rival => stands_as_noun(text, spots, linked, **t, rival) != Some(false),
            _ => true,
        }
    });
    kept.copied().collect()
}

/// Whether a word that can be noun or verb is a noun here; `None` where nothing shows it.
fn stands_as_noun(text: &Words<'_>, spots: &Spots<'_>, linked: &[Linked], (from, to, _): (usize, usize, u16), rival: bool) -> Option<bool> {
    if from == spots.start() {
        return None;
    }
    let b = from - 1;
    let active = spots.language.lexicon.active_suffixes.iter().any(|s| text.tokens.form(from).ends_with(s.as_str()));
    let followed =
        linked.iter().any(|l| l.mention.from == to && l.mention.case != Cases::GEN || l.mention.from == to + 1 && spots.class(to, Class::Determiner).is_some());
    if let Some(l) = linked.iter().find(|l| l.mention.from <= b && b < l.mention.end()) {
        if l.mention.case == Cases::GEN {
            return Some(true);
        }
        // "seals $5 billion S-400 purchase": what a verb before the name carries.
        let carried = (l.mention.from.saturating_sub(7).max(spots.start())..l.mention.from).any(|k| {
            spots
                .class(k, Class::Light)
                .is_some_and(|e| (e..l.mention.from).all(|i| spots.case(i).is_none() && spots.class(i, Class::And).is_none() && text.tokens.form(i) != ","))
        });
        if rival && carried {
            return Some(true);
        }
        return Some(rival && (l.attributive || !followed && !matches!(l.mention.case, Cases::NOM | Cases::SUBJ)));
    }
    if [Class::Determiner, Class::Own].into_iter().any(|c| ends(spots, b, c)) || text.tokens.get(b).kind == TokenKind::Number {
        return Some(!(active && followed));
    }
    if !rival {
        return None;
    }
    if [Class::Auxiliary, Class::Passive, Class::Relative].into_iter().any(|c| ends(spots, b, c)) && !ends(spots, b, Class::Filler) {
        return Some(false);
    }
    if preposition_before(spots, from).is_some() {
        return Some(!(active && followed));
    }
    if [Class::Filler, Class::Light].into_iter().any(|c| ends(spots, b, c)) {
        return Some(!followed);
    }
    None
}

/// Whether a member of the class ends with token `at`.
pub(super) fn ends(spots: &Spots<'_>, at: usize, class: Class) -> bool {
    (at.saturating_sub(3).max(spots.start())..=at).any(|k| spots.words(k).iter().any(|(e, w)| *e == at + 1 && *w == Word::Class(class)))
}

/// The preposition that ends right before token `at`; that of the genitive, which stands within a noun phrase, is none.
pub(super) fn preposition_before(spots: &Spots<'_>, at: usize) -> Option<usize> {
    (at.saturating_sub(5).max(spots.start())..at).find(|k| spots.case(*k).is_some_and(|(e, c)| e == at && c != Cases::GEN))
}

/// Start of the verb group that ends right before token `at`, or `at`.
fn group_start(spots: &Spots<'_>, at: usize) -> usize {
    let mut start = at;
    while start > spots.start() {
        let found = (start.saturating_sub(5).max(spots.start())..start).find(|i| {
            spots
                .words(*i)
                .iter()
                .any(|(end, w)| *end == start && matches!(w, Word::Class(Class::Auxiliary | Class::Passive | Class::Negation) | Word::Status(_)))
        });
        match found {
            Some(i) => start = i,
            None => break,
        }
    }
    start
}
