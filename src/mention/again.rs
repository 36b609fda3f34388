//! What other mentions of the article give: names said again in full or by their last word, offices of several.

use std::collections::{BTreeMap, BTreeSet};

use super::spot::{Spots, Words};
use super::{Mention, What};
use crate::pack::Pack;
use crate::pack::lexicon::{Class, Order};

/// Adds the other places where an unlisted name stands, in full or by its last word.
pub(super) fn unlisted(text: &Words<'_>, spots: &[Spots<'_>], all: &mut [Vec<Mention>]) {
    let form = |i: usize| text.tokens.form(i);
    let names = || all.iter().flatten().filter(|m| m.what == What::Unlisted).map(|m| m.name);
    let short: BTreeSet<String> = names().map(|n| form(n.1 - 1).to_owned()).filter(|w| w.chars().count() > 2).collect();
    let full: BTreeSet<Vec<String>> = names().filter(|n| n.1 - n.0 > 1).map(|n| (n.0..n.1).map(|i| form(i).to_owned()).collect()).collect();
    if short.is_empty() {
        return;
    }
    for (s, list) in spots.iter().zip(all) {
        let mut i = s.start();
        while i < s.end() {
            let here =
                full.iter().map(Vec::len).filter(|n| i + n <= s.end() && full.contains(&(i..i + n).map(|j| form(j).to_owned()).collect::<Vec<_>>())).max();
            let found = here.or_else(|| short.contains(form(i)).then_some(1));
            if let Some(n) = found.filter(|n| !list.iter().any(|m| m.from < i + n && i < m.to)) {
                let at = list.partition_point(|m| m.from < i);
                list.insert(at, Mention::new(i, i + n, What::Unlisted));
                i += n;
            } else {
                i += 1;
            }
        }
    }
}

/// In a language with capitals, the last word of a listed person's full name stands for the person where it is no
/// name by itself ("Rajnath Singh … Mr Singh"); of two such persons, for the one named last before.
pub(super) fn listed(pack: &Pack, text: &Words<'_>, spots: &[Spots<'_>], all: &mut [Vec<Mention>]) {
    let mut last: BTreeMap<String, What> = BTreeMap::new();
    for (s, list) in spots.iter().zip(all).filter(|(s, _)| s.language.lexicon.order == Order::VerbMedial) {
        for i in s.start()..s.end() {
            if let Some(m) = list.iter().find(|m| m.from <= i && i < m.to) {
                if let What::Listed { ix, .. } = &m.what
                    && pack.gazetteer.entity(*ix).kind == "Person"
                    && m.name.1 - m.name.0 > 1
                    && i + 1 == m.name.1
                {
                    last.insert(text.tokens.form(i).to_owned(), What::Listed { ix: *ix, weak: false, rivals: Vec::new() });
                }
            } else if let Some(what) = last.get(text.tokens.form(i)).filter(|_| text.tokens.get(i).capital) {
                let at = list.partition_point(|m| m.from < i);
                list.insert(at, Mention::new(i, i + 1, what.clone()));
            }
        }
    }
}

/// "Prime ministers Abe and Modi": an office in the plural is that of each.
pub(super) fn share_title(pack: &Pack, text: &Words<'_>, spots: &Spots<'_>, list: &mut [Mention]) {
    if spots.language.lexicon.order != Order::VerbMedial {
        return;
    }
    for n in 1..list.len() {
        let (before, here) = (&list[n - 1], &list[n]);
        let plural = before.name.0 > before.from && spots.class(before.name.0 - 1, Class::Common).is_some();
        let joined = spots.class(before.to, Class::And) == Some(here.from);
        let What::Listed { ix, .. } = &here.what else { continue };
        let Some(title) = before.title.clone().filter(|t| plural && joined && here.title.is_none() && !t.former) else { continue };
        let holds = pack.gazetteer.entities[*ix as usize].posts.iter().any(|p| pack.gazetteer.covers(title.role, p.role));
        if holds && text.tokens.len() > here.to {
            list[n].title = Some(super::Title { scope: None, ..title });
        }
    }
}
