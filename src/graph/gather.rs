//! Puts the articles into one order and their descriptions of the same things into one.

use std::collections::{BTreeMap, BTreeSet};

use super::node::{ArticleId, Articles};
use crate::model::{Entity, Facts, Lang, Position};

/// All entities and posts, each described once, and which articles speak of them.
pub(super) struct Gathered<'a> {
    /// One reading of each article, by article.
    pub facts: Vec<(ArticleId, &'a Facts)>,
    /// Entities by identifier.
    pub entities: BTreeMap<String, (Entity, Articles)>,
    /// Posts by identifier.
    pub positions: BTreeMap<String, (Position, Articles)>,
    /// Identifier of the entity of each country, by ISO code.
    pub countries: BTreeMap<String, String>,
    /// For each entity with a known whole or country: these, their wholes and so on, itself included.
    wholes: BTreeMap<String, BTreeSet<String>>,
}

/// The ontology class of countries, whose `country` is their own code.
const COUNTRY: &str = "Country";

pub(super) fn gather(facts: &[Facts]) -> Gathered<'_> {
    let mut sorted: Vec<&Facts> = facts.iter().collect();
    // An article read twice counts once. Its two readings are equal, so the second comparison is for broken callers only.
    sorted.sort_by(|a, b| a.article.id.cmp(&b.article.id).then_with(|| format!("{a:?}").cmp(&format!("{b:?}"))));
    sorted.dedup_by(|a, b| a.article.id == b.article.id);
    let facts: Vec<(ArticleId, &Facts)> = sorted.into_iter().map(|f| (ArticleId::from(f.article.id.as_str()), f)).collect();

    let mut entities: BTreeMap<String, Vec<(&Entity, &ArticleId)>> = BTreeMap::new();
    let mut positions: BTreeMap<String, Vec<(&Position, &ArticleId)>> = BTreeMap::new();
    for (article, f) in &facts {
        for e in f.entities.values() {
            entities.entry(e.id.clone()).or_default().push((e, article));
        }
        for p in &f.positions {
            positions.entry(p.position.id.clone()).or_default().push((&p.position, article));
        }
    }
    let entities: BTreeMap<_, _> = entities.into_iter().map(|(id, told)| (id, one_entity(&told))).collect();
    let positions = positions.into_iter().map(|(id, told)| (id, one_position(&told))).collect();
    let countries: BTreeMap<String, String> =
        entities.values().filter(|(e, _)| e.class == COUNTRY && e.country.len() == 1).map(|(e, _)| (e.country[0].clone(), e.id.clone())).rev().collect();
    let wholes = entities.keys().map(|id| (id.clone(), wholes_of(id, &entities, &countries))).collect();
    Gathered { facts, entities, positions, countries, wholes }
}

impl Gathered<'_> {
    /// Whether two places can be one: the same, or one within the other.
    pub fn nested(&self, a: &str, b: &str) -> bool {
        a == b || self.wholes.get(a).is_some_and(|w| w.contains(b)) || self.wholes.get(b).is_some_and(|w| w.contains(a))
    }

    /// The identifiers of the countries that an entity belongs to, itself left out.
    pub fn countries_of<'a>(&'a self, own: &str, codes: impl IntoIterator<Item = &'a String>) -> BTreeSet<&'a str> {
        codes.into_iter().filter_map(|c| self.countries.get(c)).map(String::as_str).filter(|c| *c != own).collect()
    }
}

fn wholes_of(id: &str, entities: &BTreeMap<String, (Entity, Articles)>, countries: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut todo = vec![id.to_owned()];
    while let Some(next) = todo.pop() {
        if let Some((e, _)) = entities.get(&next)
            && seen.insert(next)
        {
            todo.extend(e.part_of.clone());
            todo.extend(e.country.iter().filter_map(|c| countries.get(c).cloned()));
        }
    }
    seen
}

/// The description that most articles give (of equals, the smallest), with the other forms of all.
fn one_entity(told: &[(&Entity, &ArticleId)]) -> (Entity, Articles) {
    let articles = told.iter().map(|(_, a)| (*a).clone()).collect();
    let mut one = most(told.iter().map(|(e, _)| *e), |e| (&e.kind, &e.class, &e.en, &e.hi, &e.part_of, &e.qid, &e.country, &e.en_alt, &e.hi_alt)).clone();
    // A label that some text has goes before one that was only spelt after the other script's.
    let written = |lang: Lang| move |e: &&Entity| e.coined != Some(lang);
    let all = || told.iter().map(|(e, _)| *e);
    let has = |lang: Lang| all().any(|e| written(lang)(&e));
    if one.coined == Some(Lang::En) && has(Lang::En) {
        (one.en, one.coined) = (most(all().filter(written(Lang::En)), |e| &e.en).en.clone(), None);
    } else if one.coined == Some(Lang::Hi) && has(Lang::Hi) {
        (one.hi, one.coined) = (most(all().filter(written(Lang::Hi)), |e| &e.hi).hi.clone(), None);
    }
    if one.country.is_empty() && all().any(|e| !e.country.is_empty()) {
        one.country = most(all().filter(|e| !e.country.is_empty()), |e| &e.country).country.clone();
    }
    let (mut en, mut hi) = (BTreeSet::new(), BTreeSet::new());
    for (e, _) in told {
        en.extend(e.en_alt.iter().chain(Some(&e.en).filter(|_| written(Lang::En)(e) || !has(Lang::En))).cloned());
        hi.extend(e.hi_alt.iter().chain(Some(&e.hi).filter(|_| written(Lang::Hi)(e) || !has(Lang::Hi))).cloned());
        one.qid = one.qid.or_else(|| e.qid.clone());
        one.part_of = one.part_of.or_else(|| e.part_of.clone());
    }
    one.en_alt = en.into_iter().filter(|x| !x.is_empty() && *x != one.en).collect();
    one.hi_alt = hi.into_iter().filter(|x| !x.is_empty() && *x != one.hi).collect();
    (one, articles)
}

fn one_position(told: &[(&Position, &ArticleId)]) -> (Position, Articles) {
    let articles = told.iter().map(|(_, a)| (*a).clone()).collect();
    let mut one = most(told.iter().map(|(p, _)| *p), |p| (&p.en, &p.hi, &p.country, &p.en_alt)).clone();
    let en: BTreeSet<String> = told.iter().flat_map(|(p, _)| p.en_alt.iter().chain([&p.en])).cloned().collect();
    one.en_alt = en.into_iter().filter(|x| !x.is_empty() && *x != one.en).collect();
    (one, articles)
}

/// The value that occurs most often under `key`; of equals, the one of the smallest key.
fn most<'a, T, K: Ord>(values: impl Iterator<Item = &'a T>, key: impl Fn(&'a T) -> K) -> &'a T {
    let mut counts: BTreeMap<K, (usize, &T)> = BTreeMap::new();
    for v in values {
        counts.entry(key(v)).or_insert((0, v)).0 += 1;
    }
    let best = counts.values().map(|(n, _)| *n).max().unwrap_or(0);
    counts.into_values().find(|(n, _)| *n == best).expect("at least one article describes it").1
}
