//! Event coreference within one article: several sentences about one event are one event with the union of what they say.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::{Candidate, DEPARTURE};
use crate::link::{Entities, Ref};
use crate::model::{PartialDate, Status};
use crate::pack::Pack;
use crate::pack::policy::EventPolicy;

/// An event of one article, with the candidates that tell of it.
#[derive(Clone, Debug)]
pub struct Told {
    /// Everything that the tellings say together.
    pub sum: Candidate,
    /// Family of its class.
    pub family: String,
    /// The tellings: frame, sentence and trigger tokens.
    pub tellings: Vec<Candidate>,
    /// Whether a sign of status was seen, not only supposed.
    pub explicit: bool,
}

/// Unites candidates that tell of one event. Whole readings first, then those that lack roles join what they fit.
pub fn unite(pack: &Pack, entities: &Entities, candidates: Vec<Candidate>) -> Vec<Told> {
    let mut out: Vec<Told> = Vec::new();
    let tours: Vec<Candidate> = candidates.iter().filter(|c| is_tour(c)).cloned().collect();
    let (leavings, candidates): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|c| c.class == DEPARTURE);
    let (whole, parts): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|c| c.whole);
    let whole = apart(whole);
    for c in whole {
        let Some(policy) = policy(pack, &c.class) else { continue };
        match best(pack, entities, &out, &c, policy) {
            Some(i) => join(pack, &mut out[i], c),
            None => out.push(Told { family: policy.family.clone(), explicit: c.status.is_some(), tellings: vec![c.clone()], sum: c }),
        }
    }
    collapse(pack, entities, &mut out);
    infer(pack, &mut out);
    for c in parts.into_iter().filter(|c| c.status != Some(Status::Negated)) {
        let Some(policy) = policy(pack, &c.class) else { continue };
        if let Some(i) = best(pack, entities, &out, &c, policy) {
            join(pack, &mut out[i], c);
        }
    }
    echoes(&mut out);
    itineraries(&mut out, &tours);
    depart(&mut out, &leavings);
    occasions(&mut out);
    out
}

/// What was said on the occasion of a gathering was said on its day.
fn occasions(out: &mut [Told]) {
    for i in 0..out.len() {
        if out[i].sum.start.is_some() {
            continue;
        }
        let day = out[i].tellings.iter().filter_map(|c| c.occasion.map(|o| (c.sentence, o))).find_map(|(sentence, occasion)| {
            let told = out.iter().find(|t| t.tellings.iter().any(|x| x.sentence == sentence && x.trigger == occasion));
            told.and_then(|t| t.sum.start).filter(|d| d.day.is_some())
        });
        (out[i].sum.start, out[i].sum.end) = (day, day);
    }
}

/// Who leaves ends the last visit that began before, unless the same sentence tells of it.
fn depart(out: &mut [Told], leavings: &[Candidate]) {
    for c in leavings {
        let Some(day) = c.start.and_then(PartialDate::civil) else { continue };
        let recent = |start: PartialDate| start.civil().is_some_and(|s| s <= day && s.checked_add(jiff::Span::new().days(10)).is_ok_and(|last| day <= last));
        let visits = out.iter_mut().filter(|t| {
            t.sum.class == "Visit"
                && t.sum.status != Some(Status::Negated)
                && t.sum.end.is_none()
                && t.sum.roles.get("visitor").is_some_and(|v| c.roles["visitor"].is_subset(v))
                && t.tellings[0].sentence < c.sentence
                && t.tellings.iter().all(|x| x.sentence != c.sentence)
                && t.sum.start.is_some_and(recent)
        });
        if let Some(last) = visits.max_by_key(|t| t.sum.start) {
            last.sum.end = c.start;
        }
    }
}

/// A tour: a visit of several days by somebody, without a destination of its own.
fn is_tour(c: &Candidate) -> bool {
    let several = c.start.zip(c.end).is_some_and(|(s, e)| s < e && s.day.is_some() && e.day.is_some());
    c.class == "Visit" && several && c.roles.contains_key("visitor") && !c.roles.contains_key("destination")
}

/// Days of the legs of a tour: the first leg begins with it, the last ends with it, one ends when the next begins.
/// A leg that lasts a stated number of days from a known day ends so much later.
fn itineraries(out: &mut [Told], tours: &[Candidate]) {
    for t in out.iter_mut().filter(|t| t.sum.class == "Visit" && t.sum.end.is_none()) {
        let days = t.tellings.iter().filter(|c| c.whole).find_map(|c| c.lasts).filter(|d| (2..=15).contains(d));
        let last = days.zip(t.sum.start.and_then(PartialDate::civil)).and_then(|(d, first)| first.checked_add(jiff::Span::new().days(i64::from(d) - 1)).ok());
        t.sum.end = last.map(PartialDate::from);
    }
    for tour in tours {
        let (Some(first), Some(last)) = (tour.start, tour.end) else { continue };
        let within = |d: Option<PartialDate>| d.is_none_or(|d| (first <= d && d <= last) || d.fits(first));
        let same = |t: &Told| {
            t.sum.class == "Visit"
                && t.sum.status != Some(Status::Negated)
                && t.sum.roles.get("visitor") == tour.roles.get("visitor")
                && within(t.sum.start)
                && !t.sum.other
        };
        let mut legs: Vec<usize> = (0..out.len()).filter(|i| same(&out[*i])).collect();
        legs.sort_by_key(|i| (out[*i].sum.start.filter(|d| *d > first), *i));
        for (n, &i) in legs.iter().enumerate() {
            let next = legs.get(n + 1).and_then(|j| out[*j].sum.start);
            let leg = &mut out[i].sum;
            if n == 0 && leg.start.is_none() {
                leg.start = Some(first);
            }
            let end = if n + 1 == legs.len() { Some(last) } else { next };
            if leg.start.is_some() && leg.end.is_none_or(|e| Some(e) == leg.start || e == last) {
                leg.end = end.or(leg.end).filter(|e| Some(*e) >= leg.start);
            }
        }
    }
}

/// Fills roles from another event of the article, by the pack's inferences.
fn infer(pack: &Pack, out: &mut [Told]) {
    for rule in &pack.policies.inferences {
        let sources: Vec<Told> = out.iter().filter(|t| t.sum.class == rule.from).cloned().collect();
        let with = rule.with.as_ref().unwrap_or(&rule.share);
        for t in out.iter_mut().filter(|t| t.sum.class == rule.event) {
            let shares = |s: &&Told| matches!((s.sum.roles.get(with), t.sum.roles.get(&rule.share)), (Some(a), Some(b)) if !a.is_disjoint(b));
            let mut fitting = sources.iter().filter(shares).filter(|s| !rule.together || together_told(s, t));
            let (Some(source), None) = (fitting.next(), if rule.together { fitting.next() } else { None }) else { continue };
            let source = &source.sum;
            for (role, from) in &rule.map {
                if !t.sum.roles.contains_key(role)
                    && let Some(f) = source.roles.get(from)
                {
                    t.sum.roles.insert(role.clone(), f.clone());
                }
            }
        }
    }
}

/// Whether two events are of one status and one time; where a day is wanting, told next to each other.
fn together_told(a: &Told, b: &Told) -> bool {
    let beside = a.tellings.iter().any(|x| b.tellings.iter().any(|y| x.sentence.abs_diff(y.sentence) <= 1));
    let dated = a.sum.start.is_some() && b.sum.start.is_some();
    a.sum.status == b.sum.status && date_relation(&a.sum, &b.sum).is_some() && (dated || beside)
}

/// "After meeting A and B": where the article tells of a meeting with each, these were two.
fn apart(whole: Vec<Candidate>) -> Vec<Candidate> {
    let pairs: Vec<BTreeSet<Ref>> = whole.iter().filter_map(|c| c.roles.get("participant").filter(|p| p.len() == 2)).cloned().collect();
    let split = |c: Candidate| {
        let Some(all) = c.roles.get("participant").filter(|p| p.len() > 2) else { return vec![c] };
        let within: BTreeSet<&BTreeSet<Ref>> = pairs.iter().filter(|p| p.is_subset(all)).collect();
        if within.len() < 2 || within.iter().flat_map(|p| p.iter()).collect::<BTreeSet<_>>().len() < all.len() {
            return vec![c];
        }
        let one = |pair: &BTreeSet<Ref>| {
            let mut one = c.clone();
            one.roles.insert("participant".to_owned(), pair.clone());
            one
        };
        within.into_iter().map(one).collect()
    };
    whole.into_iter().flat_map(split).collect()
}

/// "This will be their summit": an undated event that says what the one told before is takes its days.
fn echoes(out: &mut [Told]) {
    for i in 0..out.len() {
        let Some(c) = out[i].tellings.iter().find(|c| c.echo).filter(|_| out[i].sum.start.is_none()) else { continue };
        // Told just before by itself, it needs no other event to be it.
        if out[i].tellings.iter().any(|x| x.sentence < c.sentence && x.sentence + 2 >= c.sentence) {
            continue;
        }
        let people: BTreeSet<Ref> = c.roles.values().flatten().copied().collect();
        let before = out.iter().filter(|t| t.tellings.iter().any(|x| x.sentence + 2 >= c.sentence && x.sentence < c.sentence) && t.sum.start.is_some());
        let told = before.filter(|t| t.sum.roles.values().flatten().any(|r| people.contains(r))).max_by_key(|t| t.tellings.iter().map(|x| x.sentence).max());
        if let Some((start, end)) = told.map(|t| (t.sum.start, t.sum.end)) {
            (out[i].sum.start, out[i].sum.end) = (start, end);
        }
    }
}

/// Joins events that became one after both had grown.
fn collapse(pack: &Pack, entities: &Entities, out: &mut Vec<Told>) {
    let mut i = 0;
    while i < out.len() {
        let rest = out.split_off(i + 1);
        let mut kept = Vec::new();
        for t in rest {
            let Some(p) = policy(pack, &t.sum.class) else { continue };
            let fits = out[i].family == t.family && fit(pack, entities, &out[i], &t.sum, p).is_some();
            if fits {
                for c in t.tellings {
                    join(pack, &mut out[i], c);
                }
            } else {
                kept.push(t);
            }
        }
        out.extend(kept);
        i += 1;
    }
}

/// The policy of a class.
pub fn policy<'p>(pack: &'p Pack, class: &str) -> Option<&'p EventPolicy> {
    pack.policies.events.iter().find(|e| e.class == class)
}

fn best(pack: &Pack, entities: &Entities, out: &[Told], c: &Candidate, policy: &EventPolicy) -> Option<usize> {
    let scored = out.iter().enumerate().filter(|(_, t)| t.family == policy.family).filter_map(|(i, t)| Some((fit(pack, entities, t, c, policy)?, i)));
    scored.max_by_key(|(score, i)| (*score, *i)).map(|x| x.1)
}

fn core(c: &Candidate, policy: &EventPolicy) -> BTreeSet<Ref> {
    policy.core.iter().filter_map(|r| c.roles.get(r)).flatten().copied().collect()
}

/// How well a candidate fits an event; `None` if they cannot be one.
fn fit(pack: &Pack, entities: &Entities, told: &Told, c: &Candidate, policy: &EventPolicy) -> Option<i32> {
    let t = &told.sum;
    let (a, b) = (core(t, policy), core(c, policy));
    let shared = a.intersection(&b).count();
    let nested = policy.nested;
    if (c.other || t.other) && c.start.is_none_or(|d| t.start.is_none_or(|e| !d.fits(e))) {
        return None;
    }
    // What happened long before the article's days is not what it tells of without a date.
    let beside = told.tellings.iter().any(|x| x.sentence.abs_diff(c.sentence) <= 1);
    if t.past != c.past && (t.start.is_none() || c.start.is_none()) && !policy.single && !beside {
        return None;
    }
    // A session of two chairs is not the wider meeting of theirs and others.
    let chairs = |x: &Candidate| x.roles.get("coChair").map_or(0, BTreeSet::len);
    let wider = |x: &Candidate, y: &Candidate| chairs(x) >= 2 && chairs(y) == 0 && y.roles.get("participant").is_some_and(|p| p.len() >= chairs(x) + 2);
    if nested && (wider(t, c) || wider(c, t)) {
        return None;
    }
    let mut score = 0i32;
    if let (Some(x), Some(y)) = (t.ordinal, c.ordinal) {
        if x != y && policy.numbers.iter().any(|n| n == "ordinal") {
            return None;
        }
        score += 5;
    }
    let counted = |n: &str| policy.numbers.iter().any(|x| x == n);
    let differ = (counted("quantity") && t.quantity.is_some() && c.quantity.is_some() && t.quantity != c.quantity)
        || (counted("amount") && t.amount.is_some() && c.amount.is_some() && t.amount != c.amount);
    if differ && !policy.single {
        return None;
    }
    // A deal with an item is that without one only where both parties are the same.
    if policy.family == "deal" && (t.roles.contains_key("item") != c.roles.contains_key("item")) && c.whole && shared < 2 {
        return None;
    }
    if policy.single {
        return (shared > 0 && (a.is_subset(&b) || b.is_subset(&a)) && negation_agrees(t.status, c.status)).then_some(shared as i32 * 3);
    }
    if !negation_agrees(t.status, c.status) {
        return None;
    }
    let dates = date_relation(t, c)?;
    score += dates * 3;
    let explicit_clash = matches!(
        (t.status, c.status),
        (Some(Status::Actual), Some(Status::Planned | Status::Possible)) | (Some(Status::Planned | Status::Possible), Some(Status::Actual))
    );
    if explicit_clash && c.whole && !(dates > 0 && both_exact(t, c)) {
        return None;
    }
    for role in &policy.place {
        if let (Some(x), Some(y)) = (t.roles.get(role), c.roles.get(role)) {
            if !x.iter().any(|p| y.iter().any(|q| together(pack, entities, *p, *q))) {
                return None;
            }
            score += 2;
        }
    }
    let bodies = (t.roles.get("body"), c.roles.get("body"));
    if let (Some(x), Some(y)) = bodies {
        if x.is_disjoint(y) && !x.iter().any(|p| y.iter().any(|q| part_of(entities, *p, *q))) {
            return None;
        }
        score += 4;
    }
    // Those who meet at an alliance's summit are not thereby of it.
    let allied = |e: &Candidate| e.roles.get("body").is_some_and(|b| b.iter().any(|r| entities.is(*r, "Alliance")));
    if !c.whole && allied(c) && !allied(t) {
        return None;
    }
    // Talks and deals of other parties are others.
    if let (Some(x), Some(y)) = (t.roles.get("party"), c.roles.get("party"))
        && x.len() > 1
        && y.len() > 1
        && !x.is_subset(y)
        && !y.is_subset(x)
    {
        return None;
    }
    let same_role = policy.core.iter().all(|r| match (t.roles.get(r), c.roles.get(r)) {
        (Some(x), Some(y)) if !(nested || policy.mixed) => !x.is_disjoint(y),
        _ => true,
    });
    if !same_role {
        return None;
    }
    if c.whole {
        let ok = if nested {
            (shared > 0 && (a.is_subset(&b) || b.is_subset(&a))) || (score >= 4 && (a.is_empty() || b.is_empty()))
        } else {
            shared > 0 && (policy.mixed || in_one_role(t, c, policy))
        };
        return ok.then_some(score + shared as i32 * 3);
    }
    // A reading that lacks roles joins what was told of last: it must share something, or be near and contradict nothing.
    let apart = c.sentence.abs_diff(told.tellings.last().map_or(0, |x| x.sentence));
    let any_shared = c.roles.iter().any(|(r, f)| t.roles.get(r).is_some_and(|g| !g.is_disjoint(f)));
    let bare = c.roles.values().all(BTreeSet::is_empty);
    // A reading that says more than the event (a number, a more exact class) needs more than nearness.
    let plain = c.ordinal.is_none()
        && (c.class == t.class || pack.policies.events.iter().find(|e| e.family == policy.family).is_some_and(|base| base.class == c.class));
    let pointed = c.definite && apart <= 3;
    let refers = pointed || any_shared || shared > 0 || score >= 4 || (bare && apart <= 2 && plain);
    (refers && (b.is_subset(&a) || a.is_empty() || b.is_empty())).then_some(score + shared as i32 * 3 - apart as i32)
}

/// Whether somebody has the same part in both: who pays homage and who receives it tell of two events.
fn in_one_role(t: &Candidate, c: &Candidate, policy: &EventPolicy) -> bool {
    policy.core.iter().any(|r| matches!((t.roles.get(r), c.roles.get(r)), (Some(x), Some(y)) if !x.is_disjoint(y)))
}

fn negation_agrees(a: Option<Status>, b: Option<Status>) -> bool {
    let negated = |s: Option<Status>| s == Some(Status::Negated);
    a.is_none() || b.is_none() || negated(a) == negated(b)
}

fn both_exact(a: &Candidate, b: &Candidate) -> bool {
    a.start.is_some_and(|d| d.day.is_some()) && b.start.is_some_and(|d| d.day.is_some())
}

/// 1 if the dates agree, 0 if one is unknown, `None` if they contradict.
fn date_relation(a: &Candidate, b: &Candidate) -> Option<i32> {
    let (Some(s1), Some(s2)) = (a.start, b.start) else { return Some(0) };
    let (e1, e2) = (a.end.unwrap_or(s1), b.end.unwrap_or(s2));
    let agree = s1.fits(s2) || (s1 <= s2 && s2 <= e1) || (s2 <= s1 && s1 <= e2);
    agree.then_some(1)
}

/// Whether two places are one or one lies in the other.
fn together(pack: &Pack, entities: &Entities, a: Ref, b: Ref) -> bool {
    if a == b {
        return true;
    }
    let inside = |inner: Ref, outer: Ref| {
        let mut at = Some(entities.get(inner).id.clone());
        for _ in 0..5 {
            let Some(id) = at else { return false };
            if id == entities.get(outer).id {
                return true;
            }
            at = pack.gazetteer.by_id(&id).and_then(|ix| pack.gazetteer.entity(ix).part_of.clone());
        }
        false
    };
    let same_country = |x: Ref, y: Ref| entities.is(y, "Country") && entities.get(x).country.iter().any(|c| entities.get(y).country.contains(c));
    inside(a, b) || inside(b, a) || same_country(a, b) || same_country(b, a)
}

fn part_of(entities: &Entities, a: Ref, b: Ref) -> bool {
    entities.get(a).part_of.as_deref() == Some(&entities.get(b).id) || entities.get(b).part_of.as_deref() == Some(&entities.get(a).id)
}

/// Adds a telling: union of fillers, the most exact date, the strongest status.
fn join(pack: &Pack, told: &mut Told, c: Candidate) {
    let s = &mut told.sum;
    for (role, fillers) in &c.roles {
        s.roles.entry(role.clone()).or_default().extend(fillers.iter().copied());
    }
    // A commission's session or a summit is the more exact class of a meeting.
    if s.class == "Meeting" && policy(pack, &c.class).is_some() || s.class == "Summit" && c.class == "CommissionSession" {
        s.class = c.class.clone();
    }
    if policy(pack, &c.class).is_some_and(|p| p.single) && s.start.is_some() && c.start.is_some() {
        // One statement on several days runs from the first to the last.
        let (first, last) = (s.start.min(c.start), s.end.max(c.end));
        (s.start, s.end) = (first, last);
    }
    let better = match (s.start, c.start) {
        (None, Some(_)) => true,
        (Some(a), Some(b)) => b.exactness() > a.exactness() || (b.exactness() == a.exactness() && c.end > s.end && c.end != c.start && a == b),
        _ => false,
    };
    if better {
        (s.start, s.end) = (c.start, c.end);
    }
    s.past = s.past && c.past || s.start.is_some() && s.start == c.start && c.past;
    s.ordinal = s.ordinal.or(c.ordinal);
    s.quantity = s.quantity.or(c.quantity);
    s.amount = s.amount.take().or_else(|| c.amount.clone());
    match (s.status, c.status) {
        (None, x) => s.status = x,
        (Some(Status::Planned | Status::Possible), Some(Status::Actual)) if c.whole => s.status = Some(Status::Actual),
        (Some(Status::Possible), Some(Status::Planned)) => s.status = Some(Status::Planned),
        _ => {}
    }
    told.explicit |= c.status.is_some();
    told.tellings.push(c);
}

/// A map from role name to fillers, for tests and messages.
pub fn roles_by_id(entities: &Entities, c: &Candidate) -> BTreeMap<String, BTreeSet<String>> {
    c.roles.iter().map(|(r, f)| (r.clone(), f.iter().map(|x| entities.get(*x).id.clone()).collect())).collect()
}
