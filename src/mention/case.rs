//! Grammatical case of mentions: from the marker beside them, shared across coordination.

use super::spot::{Spots, Words};
use super::{Mention, What};
use crate::pack::Pack;
use crate::pack::lexicon::{Case, Cases, Class, Order, Word};
use crate::text::token::TokenKind;

/// Gives each mention its case, the end of its marker, and a coordination group.
pub fn assign(pack: &Pack, text: &Words<'_>, spots: &Spots<'_>, mentions: &mut [Mention]) {
    for (n, m) in mentions.iter_mut().enumerate() {
        m.group = n;
    }
    match spots.language.lexicon.order {
        Order::VerbFinal => after(pack, text, spots, mentions),
        Order::VerbMedial => before(pack, text, spots, mentions),
    }
}

/// End of what may stand between a name and its marker: honorifics, closing quotes, a group in brackets.
fn skip_tail(text: &Words<'_>, spots: &Spots<'_>, mut at: usize) -> usize {
    loop {
        let form = text.tokens.form(at);
        if at >= spots.end() {
            return at;
        }
        if let Some(end) = spots.class(at, Class::Honorific) {
            at = end;
        } else if matches!(form, "'" | "\"" | "\u{2019}" | "\u{201D}") {
            at += 1;
        } else if form == "(" {
            match (at..spots.end().min(at + 14)).find(|i| text.tokens.form(*i) == ")") {
                Some(close) => at = close + 1,
                None => return at,
            }
        } else {
            return at;
        }
    }
}

/// "Russia's [four] officers": people who stand for the body that owns them lend it their case.
fn over_group_heads(text: &Words<'_>, spots: &Spots<'_>, mention: &Mention, end: usize) -> Option<usize> {
    let mut at = end;
    let mut head = None;
    for _ in 0..8 {
        if let Some(e) = spots.class(at, Class::GroupHead) {
            at = e;
            head = Some(e);
            // "members' … delegation": a chain of heads.
            if let Some((e, Cases::GEN)) = spots.case(at) {
                at = e;
            } else {
                break;
            }
        } else if at < spots.end()
            && (spots.class(at, Class::Filler).is_some()
                || spots.class(at, Class::Determiner).is_some()
                || is_number(text, spots, at)
                || text.tokens.form(at) == "-")
        {
            at += 1;
        } else {
            break;
        }
    }
    head.filter(|_| matches!(mention.what, What::Listed { .. } | What::Body { .. }))
}

fn is_number(text: &Words<'_>, spots: &Spots<'_>, i: usize) -> bool {
    text.tokens.get(i).kind == TokenKind::Number || spots.words(i).iter().any(|(_, w)| matches!(w, Word::Number(..)))
}

/// "tariffs on Indian goods": before what a country makes, its adjective is the country.
fn stand_for_country(spots: &Spots<'_>, mention: &mut Mention) {
    if let (What::Adjective(ix), Some(end)) = (&mention.what, spots.class(mention.to, Class::Goods)) {
        mention.what = What::Listed { ix: *ix, weak: false, rivals: Vec::new() };
        mention.marked_to = end;
    }
}

/// Verb-final: the marker follows; joined mentions take the marker of the last.
fn after(pack: &Pack, text: &Words<'_>, spots: &Spots<'_>, mentions: &mut [Mention]) {
    for n in (0..mentions.len()).rev() {
        stand_for_country(spots, &mut mentions[n]);
        let tail = skip_tail(text, spots, mentions[n].marked_to);
        let marker = spots.case(tail);
        if let Some((end, case)) = marker {
            mentions[n].case = case;
            mentions[n].marked_to = end;
            let owned = (case == Cases::GEN).then(|| over_group_heads(text, spots, &mentions[n], end)).flatten();
            if let Some(head) = owned.filter(|h| mentions.get(n + 1).is_none_or(|m| m.from >= *h)) {
                let marker = spots.case(head);
                mentions[n].case = marker.map_or(Cases::NOM, |m| m.1);
                mentions[n].marked_to = marker.map_or(head, |m| m.0);
            }
            continue;
        }
        if n + 1 == mentions.len() || mentions[n].case != Cases::NOM {
            continue;
        }
        // "A and his counterpart B": the pronoun belongs to the second name.
        let possessor = mentions
            .get(n + 2)
            .is_some_and(|m| matches!(mentions[n + 1].what, What::Anaphor(_)) && mentions[n + 1].case == Cases::GEN && m.from == mentions[n + 1].to);
        let at = n + 1 + usize::from(possessor);
        let next = mentions[at].clone();
        let listed = at + 1 < mentions.len() && next.group != at;
        // "A and B, both …": the marker after "both" is theirs.
        let both = matches!(next.what, What::Anaphor(_)) && spots.class(next.from, Class::Both).is_some() && next.case != Cases::NOM;
        let apart = next.from.saturating_sub(tail);
        let summed = both && (apart == 0 || apart == 1 && text.tokens.form(tail) == ",");
        let joint = summed || joins(text, spots, tail, mentions[n + 1].from, listed);
        if joint && alike(pack, &mentions[n], &next) {
            mentions[n].case = next.case;
            mentions[n].group = next.group;
            mentions[n].marked_to = mentions[n].to;
        }
    }
}

/// Whether only "and", a hyphen or "including" stands in `[from, to)`, or a comma within a longer list.
fn joins(text: &Words<'_>, spots: &Spots<'_>, from: usize, to: usize, listed: bool) -> bool {
    if from >= to || to - from > 3 {
        return false;
    }
    let mut at = from;
    while at < to {
        let form = text.tokens.form(at);
        let hyphen = matches!(form, "-" | "\u{2013}") && !text.tokens.get(at).spaced && text.tokens.get(at + 1).spaced;
        if hyphen && spots.language.lexicon.order == Order::VerbFinal {
            // A dash after a word opens a list item; it joins nothing.
            return false;
        }
        if let Some(end) = spots.class(at, Class::And).or_else(|| spots.class(at, Class::Including)) {
            at = end;
        } else if (form == "," && listed) || matches!(form, "-" | "\u{2013}" | "/") || (spots.class(at, Class::Determiner).is_some() && at > from) {
            at += 1;
        } else {
            return false;
        }
    }
    at == to
}

/// Whether two mentions can be coordinated: names with names, never a country's adjective with a person.
fn alike(pack: &Pack, a: &Mention, b: &Mention) -> bool {
    let adjective = |m: &Mention| matches!(m.what, What::Adjective(_));
    adjective(a) == adjective(b) && same_sort(pack, a, b)
}

/// Verb-medial: the marker stands before, and a possessive after; joined mentions take the marker of the first.
fn before(pack: &Pack, text: &Words<'_>, spots: &Spots<'_>, mentions: &mut [Mention]) {
    let gen_after = pack.cases.get("gen").unwrap_or(Cases::GEN);
    for n in 0..mentions.len() {
        let tail = skip_tail(text, spots, mentions[n].to);
        if let Some((end, case)) = spots.case(tail).filter(|(_, c)| *c == gen_after) {
            mentions[n].case = case;
            mentions[n].marked_to = end;
            continue;
        }
        if mentions[n].case != Cases::NOM {
            continue;
        }
        // "the Organisation (ORG)": the same once more.
        if n > 0 && mentions[n].from == mentions[n - 1].to + 1 && text.tokens.form(mentions[n - 1].to) == "(" && alike(pack, &mentions[n - 1], &mentions[n]) {
            (mentions[n].case, mentions[n].group) = (mentions[n - 1].case, mentions[n - 1].group);
            continue;
        }
        // "X and Russia's Y": the owner of the second stands between.
        let owned = n > 1 && mentions[n - 1].case == gen_after && mentions[n - 1].marked_to == mentions[n].from;
        let from = if owned { mentions[n - 1].from } else { mentions[n].from };
        if n > usize::from(owned) {
            let last = mentions[n - 1 - usize::from(owned)].clone();
            let tail = skip_tail(text, spots, last.to);
            let tail = tail + usize::from(text.tokens.form(tail) == ")");
            let tail = over_apposition(text, spots, tail, from).unwrap_or(tail);
            let joined = joins(text, spots, tail, from, is_listed(text, spots, mentions, n)) || headline_pair(text, spots, mentions, n);
            if joined && alike(pack, &last, &mentions[n]) {
                mentions[n].case = last.case;
                mentions[n].group = last.group;
                continue;
            }
        }
        if let Some(case) = preposition(text, spots, &mentions[..n - usize::from(owned)], from, gen_after) {
            mentions[n].case = case;
        }
    }
}

/// "A, the maker of engines, and B": over what a pair of commas says of A.
fn over_apposition(text: &Words<'_>, spots: &Spots<'_>, tail: usize, to: usize) -> Option<usize> {
    if text.tokens.form(tail) != "," || spots.class(tail + 1, Class::Determiner).is_none() {
        return None;
    }
    let close = (tail + 2..to.min(tail + 10)).find(|i| text.tokens.form(*i) == ",")?;
    spots.class(close + 1, Class::And).map(|_| close + 1)
}

/// Whether mention `n` goes on to an "and" over commas: "A, B, C and D".
fn is_listed(text: &Words<'_>, spots: &Spots<'_>, mentions: &[Mention], n: usize) -> bool {
    let Some(next) = mentions.get(n + 1) else { return false };
    joins(text, spots, mentions[n].to, next.from, false) || (joins(text, spots, mentions[n].to, next.from, true) && is_listed(text, spots, mentions, n + 1))
}

/// "Modi, Putin hold talks": two names at the start of a sentence, with a comma for "and".
fn headline_pair(text: &Words<'_>, spots: &Spots<'_>, mentions: &[Mention], n: usize) -> bool {
    let (a, b) = (&mentions[n - 1], &mentions[n]);
    (a.from == spots.start() || text.tokens.form(a.from - 1) == ";")
        && text.tokens.form(a.to) == ","
        && a.to + 1 == b.from
        && b.to < spots.end()
        && text.tokens.get(b.to).kind == TokenKind::Word
}

/// Persons go with persons, systems with systems, bodies and places with each other.
fn same_sort(pack: &Pack, a: &Mention, b: &Mention) -> bool {
    let sort = |m: &Mention| match &m.what {
        What::Listed { ix, .. } => match pack.gazetteer.entity(*ix).kind.as_str() {
            "Person" => 0,
            "System" | "Undertaking" => 2,
            _ => 1,
        },
        What::Unlisted | What::Office | What::Anaphor(_) => 0,
        What::Body { .. } | What::Adjective(_) | What::National(_) => 1,
    };
    sort(a) == sort(b)
}

/// The preposition that ends right before `at`, over determiners and describing words.
fn preposition(text: &Words<'_>, spots: &Spots<'_>, before: &[Mention], at: usize, possessive: Case) -> Option<Case> {
    let mut start = at;
    for _ in 0..6 {
        if start <= spots.start() {
            return None;
        }
        // "the Chinese city of X": the describing phrase and the adjective before it.
        let phrase = (start.saturating_sub(4).max(spots.start())..start.saturating_sub(1)).find(|i| spots.class(*i, Class::Filler) == Some(start));
        if let Some(i) = phrase {
            start = i;
            continue;
        }
        if let Some(m) = before.last().filter(|m| m.to == start && matches!(m.what, What::Adjective(_))) {
            start = m.from;
            continue;
        }
        let found = (start.saturating_sub(4).max(spots.start())..start)
            .filter_map(|i| spots.case(i).filter(|(end, c)| *end == start && *c != possessive).map(|(_, c)| c))
            .next();
        if found.is_some() {
            return found;
        }
        let describes = |i: usize| {
            [Class::Determiner, Class::Filler, Class::Own, Class::Both, Class::Honorific, Class::Modifier, Class::Capital]
                .into_iter()
                .any(|c| spots.class(i, c) == Some(start))
        };
        let number =
            spots.words(start - 1).iter().any(|(_, w)| matches!(w, Word::Number(..) | Word::Scale(_))) || text.tokens.get(start - 1).kind == TokenKind::Number;
        let point = text.tokens.form(start - 1) == "." && start > spots.start() + 1 && spots.class(start - 2, Class::Honorific).is_some();
        match (start.saturating_sub(3).max(spots.start())..start).find(|i| describes(*i)) {
            Some(i) => start = i,
            None if number || point => start -= 1,
            None => return None,
        }
    }
    None
}
