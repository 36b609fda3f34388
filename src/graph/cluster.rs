//! Groups the tellings of all articles into events.
//!
//! The tellings are taken in one canonical order, the most telling first; each joins the one group that it fits,
//! with no contradiction to any member, or begins a new one. Where two groups fit equally well it begins
//! a new one: two nodes for one event are better than one node for two events.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::compare::{Told, conflict, link};
use super::gather::Gathered;
use super::kinds::Kinds;

/// Groups of tellings, each of one event, in canonical order; members in canonical order.
pub(super) fn cluster<'a>(mut told: Vec<Told<'a>>, world: &Gathered, kinds: &Kinds) -> Vec<Vec<Told<'a>>> {
    told.sort_by_cached_key(order);
    let mut groups: Vec<Vec<Told>> = Vec::new();
    let mut drawers: BTreeMap<Drawer, BTreeSet<usize>> = BTreeMap::new();
    for t in told {
        let near: BTreeSet<usize> = drawers_of(&t).iter().filter_map(|d| drawers.get(d)).flatten().copied().collect();
        let mut fits: Vec<(u32, usize)> = Vec::new();
        for g in near {
            if groups[g].iter().all(|m| !conflict(m, &t, world))
                && let Some(strength) = groups[g].iter().filter_map(|m| link(m, &t, kinds)).max()
            {
                fits.push((strength, g));
            }
        }
        fits.sort_by_key(|&(s, g)| (Reverse(s), g));
        let group = match fits[..] {
            [] => groups.len(),
            [(_, only)] => only,
            [(best, g), (next, _), ..] if best > next => g,
            _ => groups.len(),
        };
        for d in drawers_of(&t) {
            drawers.entry(d).or_default().insert(group);
        }
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(t);
    }
    groups
}

type Order = (String, bool, Reverse<u8>, Reverse<usize>, String, String);

/// Family; numbered ones first; the most exact date and the largest core first; then whatever tells them apart.
fn order(t: &Told) -> Order {
    (t.family_name.to_owned(), t.event.ordinal.is_none(), Reverse(t.exactness), Reverse(t.core.len()), t.article.to_string(), format!("{:?}", t.event))
}

/// Where a telling lies, and where others that could be of the same event lie too.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Drawer {
    Number(String, u32),
    Core(String, BTreeSet<(String, String)>),
    Month(String, String, i16, u8),
}

fn drawers_of(t: &Told) -> Vec<Drawer> {
    let family = t.family_name.to_owned();
    let mut out = Vec::new();
    out.extend(t.event.ordinal.map(|n| Drawer::Number(family.clone(), n)));
    if !t.core.is_empty() {
        out.push(Drawer::Core(family.clone(), t.core.clone()));
    }
    if let (Some((first, last)), true) = (t.days, t.exactness > 1) {
        let months = BTreeSet::from([(first.0, first.1), (last.0, last.1)]);
        let fillers: BTreeSet<&str> = t.core.iter().map(|(_, f)| f.as_str()).chain(t.bodies()).collect();
        for (year, month) in months {
            out.extend(fillers.iter().map(|f| Drawer::Month(family.clone(), (*f).to_owned(), year, month)));
        }
    }
    out
}
