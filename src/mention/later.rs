//! Mentions that others of the article give: short forms of names, offices of several.

use super::spot::{Spots, Words};
use super::{Mention, What};
use crate::pack::Pack;
use crate::pack::lexicon::{Class, Order};

/// Adds the later short forms of unlisted names.
pub(super) fn propagate(text: &Words<'_>, spots: &[Spots<'_>], all: &mut [Vec<Mention>]) {
    let unlisted = all.iter().flatten().filter(|m| m.what == What::Unlisted);
    let short: std::collections::BTreeSet<String> = unlisted.map(|m| text.tokens.form(m.name.1 - 1).to_owned()).filter(|w| w.chars().count() > 2).collect();
    if short.is_empty() {
        return;
    }
    for (s, list) in spots.iter().zip(all) {
        for i in s.start()..s.end() {
            if short.contains(text.tokens.form(i)) && !list.iter().any(|m| m.from <= i && i < m.to) {
                let at = list.partition_point(|m| m.from < i);
                list.insert(at, Mention::new(i, i + 1, What::Unlisted));
            }
        }
    }
}

/// In a language with capitals, the last word of a listed person's full name stands for the person where it is no
/// name by itself ("Rajnath Singh … Mr Singh"); of two such persons, for the one named last before.
pub(super) fn shorten(pack: &Pack, text: &Words<'_>, spots: &[Spots<'_>], all: &mut [Vec<Mention>]) {
    let mut last: std::collections::BTreeMap<String, What> = std::collections::BTreeMap::new();
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
