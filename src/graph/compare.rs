//! Can two tellings be of one event, and does anything say that they are?

use std::collections::BTreeSet;

use super::gather::Gathered;
use super::kinds::{Family, Kinds};
use super::node::ArticleId;
use crate::model::{Event, PartialDate, Status};

/// An event as one article tells it, with what is compared.
pub(super) struct Told<'a> {
    pub article: ArticleId,
    pub published: Option<PartialDate>,
    pub event: &'a Event,
    pub family: &'a Family,
    pub family_name: &'a str,
    /// Fillers of the core roles, as (role, entity).
    pub core: BTreeSet<(String, String)>,
    /// First and last day that the dates allow.
    pub days: Option<(Day, Day)>,
    /// 3 for a day or a short span, 2 for a month, 1 for a year or a long span, 0 for no date.
    pub exactness: u8,
}

type Day = (i16, u8, u8);

fn first_day(d: PartialDate) -> Day {
    (d.year, d.month.unwrap_or(1), d.day.unwrap_or(1))
}

fn last_day(d: PartialDate) -> Day {
    (d.year, d.month.unwrap_or(12), d.day.unwrap_or(31))
}

/// A count of days that is right to within three; enough to tell a week from a month.
fn about(d: Day) -> i64 {
    i64::from(d.0) * 365 + i64::from(d.1) * 30 + i64::from(d.2)
}

/// A span of more days than this places an event no better than a year does.
const LONG_SPAN: i64 = 62;

impl<'a> Told<'a> {
    pub fn new(article: &ArticleId, published: Option<PartialDate>, event: &'a Event, kinds: &'a Kinds) -> Self {
        let days = event.start.map(|s| {
            let first = first_day(s);
            (first, last_day(event.end.unwrap_or(s)).max(first))
        });
        let exactness = match (event.start, days) {
            (Some(_), Some((a, b))) if about(b) - about(a) > LONG_SPAN => 1,
            (Some(s), _) => s.exactness(),
            _ => 0,
        };
        Told {
            article: article.clone(),
            published,
            event,
            family: kinds.family(&event.class),
            family_name: kinds.family_of(&event.class),
            core: kinds.core(event),
            days,
            exactness,
        }
    }

    /// The fillers of the role that names the series.
    pub fn bodies(&self) -> BTreeSet<&str> {
        let role = self.family.body.as_deref().and_then(|b| self.event.roles.get(b));
        role.into_iter().flatten().map(String::as_str).collect()
    }

    fn places(&self) -> BTreeSet<&str> {
        let roles = self.family.places.iter().filter_map(|r| self.event.roles.get(r));
        roles.flatten().map(String::as_str).collect()
    }

    fn is_general(&self) -> bool {
        self.event.class == self.family_name
    }
}

/// Whether two tellings contradict each other, so that they cannot be of one event.
pub(super) fn conflict(a: &Told, b: &Told, world: &Gathered) -> bool {
    let (x, y) = (a.event, b.event);
    let same_number = x.ordinal.is_some() && x.ordinal == y.ordinal;
    let same_body = !a.bodies().is_disjoint(&b.bodies());
    a.family_name != b.family_name
        || a.article == b.article
        || differ(x.ordinal, y.ordinal)
        || differ(x.quantity, y.quantity)
        || differ(x.amount, y.amount)
        || differ(x.currency.as_ref(), y.currency.as_ref())
        || matches!((x.status, y.status), (Status::Actual, Status::Negated) | (Status::Negated, Status::Actual))
        || (!same_body && !a.bodies().is_empty() && !b.bodies().is_empty())
        || (x.class != y.class && !a.is_general() && !b.is_general() && !same_number && !same_body)
        || !(same_number && same_body || a.core.is_subset(&b.core) || b.core.is_subset(&a.core))
        || !places_agree(a, b, world)
        || matches!((a.days, b.days), (Some(m), Some(n)) if !within(m, n) && !within(n, m))
}

fn differ<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}

fn within(inner: (Day, Day), outer: (Day, Day)) -> bool {
    outer.0 <= inner.0 && inner.1 <= outer.1
}

/// Each place of the one lies in, around or at some place of the other; nothing said is no contradiction.
fn places_agree(a: &Told, b: &Told, world: &Gathered) -> bool {
    let (p, q) = (a.places(), b.places());
    let covered = |xs: &BTreeSet<&str>, ys: &BTreeSet<&str>| xs.iter().all(|x| ys.iter().any(|y| world.nested(x, y)));
    p.is_empty() || q.is_empty() || (covered(&p, &q) && covered(&q, &p))
}

/// How strongly something says that two tellings are of one event; `None` where nothing does.
///
/// Only for tellings without [`conflict`].
pub(super) fn link(a: &Told, b: &Told, kinds: &Kinds) -> Option<u32> {
    let (x, y) = (a.event, b.event);
    let same_number = x.ordinal.is_some() && x.ordinal == y.ordinal;
    let same_body = !a.bodies().is_disjoint(&b.bodies());
    let same_core = a.core == b.core && !a.core.is_empty();
    let many_shared = a.core.intersection(&b.core).count() >= 2;
    let exactness = a.exactness.min(b.exactness);
    let linked = if a.family.daily {
        same_core && exactness == 3 && a.days == b.days
    } else if same_number {
        same_body || same_core || many_shared
    } else if a.days.is_some() && b.days.is_some() {
        match exactness {
            3 | 2 => same_core || many_shared || (same_body && exactness == 3),
            // "in 2022" may be any meeting of that year, unless it says no more than the other does.
            _ => same_core && (a.family.lasting || same_body || a.days == b.days),
        }
    } else {
        same_core && x.class == y.class && x.status == y.status && a.bodies() == b.bodies() && (a.family.lasting || near(a, b, kinds.near_days()))
    };
    linked.then(|| 8 * u32::from(same_number) + 4 * u32::from(same_body) + 4 * u32::from(same_core) + u32::from(exactness))
}

/// Whether the one event and the other's article, or both articles, are of the same days.
fn near(a: &Told, b: &Told, days: i64) -> bool {
    let when = |t: &Told| match t.event.start {
        Some(_) if t.exactness == 3 => t.days.map(|d| (about(d.0), about(d.1))),
        Some(_) => None,
        None => t.published.filter(|p| p.exactness() == 3).map(|p| (about(first_day(p)), about(first_day(p)))),
    };
    matches!((when(a), when(b)), (Some(m), Some(n)) if m.0 <= n.1 + days && n.0 <= m.1 + days)
}
