//! The one value and the one identifier of an event that several articles tell.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::Told;
use super::kinds::Kinds;
use super::node::{EventNode, Telling};
use crate::model::{Event, PartialDate, Status};

/// Settles the values of a group of tellings of one event. The identifier is still to be made unique.
pub(super) fn settle(group: &[Told], kinds: &Kinds) -> EventNode {
    let mut told: Vec<&Told> = group.iter().collect();
    told.sort_by(|a, b| (a.published, &a.article).cmp(&(b.published, &b.article)));
    let mut merged = Event { class: class(&told), ..Event::default() };
    for t in &told {
        for (role, fillers) in &t.event.roles {
            merged.roles.entry(role.clone()).or_default().extend(fillers.iter().cloned());
        }
        merged.ordinal = merged.ordinal.or(t.event.ordinal);
        merged.quantity = merged.quantity.or(t.event.quantity);
        merged.amount = merged.amount.or(t.event.amount);
        merged.currency = merged.currency.or_else(|| t.event.currency.clone());
    }
    kinds.drop_implied(&mut merged.roles);
    (merged.start, merged.end) = dates(&told);
    merged.status = status(&told, merged.start);
    let family = told[0].family_name.to_owned();
    let told = told.iter().map(|t| Telling { article: t.article.clone(), published: t.published, event: t.event.clone() }).collect();
    let mut node = EventNode { id: String::new(), family, merged, told };
    node.id = identifier(&node, kinds, false);
    node
}

/// The special class that most articles use; the general one only where none has a special one.
fn class(told: &[&Told]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for t in told {
        *counts.entry(&t.event.class).or_default() += 1;
    }
    let general = told[0].family_name;
    let best = counts.iter().max_by_key(|(c, n)| (**c != general, **n, std::cmp::Reverse(**c)));
    best.map_or_else(String::new, |(c, _)| (*c).to_owned())
}

/// The most exact start; of equally exact ones the one that most articles, then the latest, give.
/// The end is the latest of those that go with it.
fn dates(told: &[&Told]) -> (Option<PartialDate>, Option<PartialDate>) {
    let mut starts: BTreeMap<PartialDate, (u8, usize, Option<PartialDate>)> = BTreeMap::new();
    for t in told {
        if let Some(s) = t.event.start {
            let entry = starts.entry(s).or_insert((s.exactness(), 0, None));
            entry.1 += 1;
            entry.2 = entry.2.max(t.published);
        }
    }
    let Some((&start, _)) = starts.iter().max_by_key(|(s, v)| (**v, **s)) else { return (None, None) };
    let ends = told.iter().filter(|t| t.event.start == Some(start)).filter_map(|t| t.event.end);
    (Some(start), ends.max_by_key(|e| (e.exactness(), *e)))
}

/// What is latest supported: that it happened, if an article says so that can know;
/// else what the latest article says.
fn status(told: &[&Told], start: Option<PartialDate>) -> Status {
    let can_know = |t: &Told| match (t.published, start) {
        (Some(p), Some(s)) => p >= s || p.fits(s),
        _ => true,
    };
    if told.iter().any(|t| t.event.status == Status::Actual && can_know(t)) {
        return Status::Actual;
    }
    let firmness = |s: Status| match s {
        Status::Actual => 3,
        Status::Negated => 2,
        Status::Planned => 1,
        Status::Possible => 0,
    };
    told.iter().max_by_key(|t| (t.published, firmness(t.event.status))).map_or(Status::Actual, |t| t.event.status)
}

/// Most fillers that the readable part of an identifier shows.
const SHOWN: usize = 3;

/// A readable name and a hash of what identifies the event: family, core, number, body, place and start;
/// where neither number nor date does, also class and status, and the article unless the event is lasting.
/// `fully` adds every other value, for two events that are else alike.
pub(super) fn identifier(node: &EventNode, kinds: &Kinds, fully: bool) -> String {
    let e = &node.merged;
    let family = kinds.family(&e.class);
    let core = kinds.core(e);
    let mut parts: Vec<String> = vec![node.family.clone()];
    parts.extend(core.iter().map(|(role, f)| format!("{role}={f}")));
    for role in family.places.iter().chain(&family.body) {
        parts.extend(e.roles.get(role).into_iter().flatten().map(|f| format!("{role}={f}")));
    }
    parts.extend(e.ordinal.map(|n| format!("ordinal={n}")));
    parts.extend(e.start.map(|d| format!("start={d}")));
    let anchored = e.start.is_some() || e.ordinal.is_some();
    if !anchored {
        parts.push(format!("{}={}", e.class, e.status.name()));
    }
    if (!anchored && !family.lasting) || family.daily && e.start.is_none_or(|s| s.exactness() < 3) {
        parts.extend(node.told.iter().map(|t| &t.article).min().map(|a| format!("article={a}")));
    }
    if fully {
        parts.push(format!("{e:?}"));
        parts.extend(node.told.iter().map(|t| t.article.to_string()));
    }

    let mut name: Vec<String> = vec![kebab(&node.family)];
    let shown: BTreeSet<&str> = core.iter().map(|(_, f)| f.as_str()).filter(|f| is_plain(f)).collect();
    name.extend(shown.into_iter().take(SHOWN).map(str::to_owned));
    let first_of = |role: &String| e.roles.get(role).and_then(|fs| fs.iter().find(|f| is_plain(f))).cloned();
    name.extend(family.body.iter().find_map(first_of));
    name.extend(e.ordinal.map(|n| n.to_string()));
    name.extend(family.places.iter().find_map(first_of).filter(|_| core.len() < SHOWN));
    name.extend(e.start.map(|d| d.to_string()));
    format!("{}-{:08x}", name.join("-"), hash(&parts))
}

fn is_plain(id: &str) -> bool {
    !id.is_empty() && id.len() <= 40 && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn kebab(class: &str) -> String {
    let mut out = String::new();
    for c in class.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// FNV-1a of 64 bits over the parts and their ends, folded to 32.
fn hash(parts: &[String]) -> u32 {
    let bytes = parts.iter().flat_map(|p| p.bytes().chain([0x1F]));
    let long = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    (long >> 32) as u32 ^ long as u32
}
