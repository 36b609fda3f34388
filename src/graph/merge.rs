//! From what single articles say to the one graph.

use std::collections::BTreeMap;

use super::KnowledgeGraph;
use super::cluster::cluster;
use super::compare::Told;
use super::gather::{Gathered, gather};
use super::kinds::Kinds;
use super::node::{ArticleId, Articles, EdgeKind, EventNode, Key, Kind, Node, Quote, RelationNode, Source, Tenure, Value};
use super::settle::{identifier, settle};
use crate::model::{Article, Event, Evidence, Facts, RelationKind};
use crate::span::CodePoints;

/// Merges what articles say into one graph. The order of `facts` does not matter.
///
/// A fact that names an entity which its article does not describe, or whose evidence is not
/// a stretch of its article's text, is left out.
pub fn merge(facts: &[Facts]) -> KnowledgeGraph {
    merge_with(facts, Kinds::embedded())
}

/// [`merge`] with a table of what identifies events.
pub fn merge_with(facts: &[Facts], kinds: &Kinds) -> KnowledgeGraph {
    let world = gather(facts);
    let mut told = Vec::new();
    let own: Vec<Vec<Event>> = world.facts.iter().map(|(_, f)| own_events(f)).collect();
    for ((article, f), events) in world.facts.iter().zip(&own) {
        told.extend(events.iter().map(|e| Told::new(article, f.article.date, e, kinds)));
    }
    let events = cluster(told, &world, kinds).iter().map(|g| settle(g, kinds)).collect();

    let mut build = Builder::default();
    build.things(&world);
    for (article, f) in &world.facts {
        build.article(article, f);
    }
    build.events(unique(events, kinds), &world);
    KnowledgeGraph::from_parts(build.nodes, build.edges)
}

/// The events of one article that rest on its text and on described entities; two that say the same are one.
fn own_events(f: &Facts) -> Vec<Event> {
    let mut out: BTreeMap<String, Event> = BTreeMap::new();
    for e in &f.events {
        let mut e = e.clone();
        e.evidence.retain(|v| is_quotable(&f.article, v));
        for fillers in e.roles.values_mut() {
            fillers.retain(|id| f.entities.contains_key(id));
        }
        e.roles.retain(|_, fillers| !fillers.is_empty());
        if e.evidence.is_empty() {
            continue;
        }
        let evidence = std::mem::take(&mut e.evidence);
        let trigger = std::mem::take(&mut e.trigger);
        let one = out.entry(format!("{e:?}")).or_insert_with(|| Event { trigger: trigger.clone(), ..e });
        one.trigger = one.trigger.clone().min(trigger);
        one.evidence.extend(evidence);
        one.evidence.sort();
        one.evidence.dedup();
    }
    out.into_values().collect()
}

fn is_quotable(article: &Article, evidence: &Evidence) -> bool {
    article.text.get(evidence.span.start..evidence.span.end).is_some_and(|t| !t.is_empty())
}

/// Gives each event an identifier of its own; events that are alike in everything are one.
fn unique(events: Vec<EventNode>, kinds: &Kinds) -> Vec<EventNode> {
    let mut by_id: BTreeMap<String, Vec<EventNode>> = BTreeMap::new();
    for e in events {
        by_id.entry(e.id.clone()).or_default().push(e);
    }
    let mut out = Vec::new();
    for (_, mut same) in by_id {
        if same.len() > 1 {
            for e in &mut same {
                e.id = identifier(e, kinds, true);
            }
        }
        out.extend(same);
    }
    out
}

/// Collects nodes and edges with the articles that support them.
#[derive(Default)]
struct Builder<'a> {
    nodes: BTreeMap<Key, Node>,
    edges: BTreeMap<(Key, EdgeKind, Key), Articles>,
    texts: BTreeMap<ArticleId, (&'a str, CodePoints)>,
}

impl<'a> Builder<'a> {
    fn node(&mut self, kind: Kind, id: &str, articles: &Articles, value: impl FnOnce() -> Value) -> Key {
        let key = Key::new(kind, id);
        let node = self.nodes.entry(key.clone()).or_insert_with(|| Node { value: value(), articles: Articles::new() });
        node.articles.extend(articles.iter().cloned());
        key
    }

    fn edge(&mut self, from: &Key, kind: EdgeKind, to: Key, articles: &Articles) {
        self.edges.entry((from.clone(), kind, to)).or_default().extend(articles.iter().cloned());
    }

    /// Entities and posts, and what hangs them together whatever the articles say.
    fn things(&mut self, world: &Gathered) {
        for (id, (entity, articles)) in &world.entities {
            let key = self.node(Kind::Entity, id, articles, || Value::Entity(entity.clone()));
            let whole = entity.part_of.as_deref().filter(|w| world.entities.contains_key(*w) && *w != id);
            let mut countries = world.countries_of(id, &entity.country);
            // A place lies in its country, anything else belongs to it.
            let is_place = entity.kind == "Place";
            let whole = whole.or_else(|| if is_place && countries.len() == 1 { countries.pop_first() } else { None });
            if let Some(whole) = whole {
                self.edge(&key, EdgeKind::PartOf, Key::new(Kind::Entity, whole), articles);
            }
            for country in countries.into_iter().filter(|_| !is_place) {
                self.edge(&key, EdgeKind::OfCountry, Key::new(Kind::Entity, country), articles);
            }
        }
    }

    /// An article, its mentions, who holds what by it, and its standing relations.
    fn article(&mut self, id: &ArticleId, f: &'a Facts) {
        let article = &f.article;
        let one = Articles::from([id.clone()]);
        let points = CodePoints::new(&article.text);
        let length = points.before(&article.text, article.text.len());
        self.texts.insert(id.clone(), (article.text.as_str(), points));
        let key = self.node(Kind::Article, id, &one, || Value::Article(source(id, article, length)));
        for m in &f.mentions {
            self.edge(&key, EdgeKind::Mentions, Key::new(Kind::Entity, &m.entity), &one);
        }
        for p in &f.positions {
            if !is_quotable(article, &p.evidence) || !f.entities.contains_key(&p.person) {
                continue;
            }
            let post = &p.position;
            let person = Key::new(Kind::Entity, &p.person);
            let position = self.node(Kind::Position, &post.id, &one, || Value::Position(post.clone()));
            self.edge(&person, EdgeKind::HoldsPosition, position.clone(), &one);
            let tenure = Tenure { person: p.person.clone(), position: post.id.clone() };
            let tenure = self.node(Kind::Tenure, &tenure.id(), &one, || Value::Tenure(tenure.clone()));
            self.edge(&tenure, EdgeKind::Holder, person, &one);
            self.edge(&tenure, EdgeKind::Post, position.clone(), &one);
            self.quote(&position, id, &p.evidence);
            self.quote(&tenure, id, &p.evidence);
        }
        for r in &f.relations {
            let known = f.entities.contains_key(&r.subject) && f.entities.contains_key(&r.object) && r.subject != r.object;
            let evidence = r.evidence.as_ref().filter(|e| is_quotable(article, e));
            if !known || (evidence.is_none() && r.kind == RelationKind::Met) {
                continue;
            }
            let (mut subject, mut object) = (r.subject.clone(), r.object.clone());
            if r.kind == RelationKind::Met && subject > object {
                std::mem::swap(&mut subject, &mut object);
            }
            let (from, to) = (Key::new(Kind::Entity, &subject), Key::new(Kind::Entity, &object));
            match r.kind {
                RelationKind::Met => {
                    self.edge(&from, EdgeKind::Met, to.clone(), &one);
                    self.edge(&to, EdgeKind::Met, from.clone(), &one);
                }
                RelationKind::PartOf => self.edge(&from, EdgeKind::PartOf, to.clone(), &one),
            }
            if let Some(evidence) = evidence {
                let relation = RelationNode { kind: r.kind, subject, object };
                let relation = self.node(Kind::Relation, &relation.id(), &one, || Value::Relation(relation.clone()));
                self.edge(&relation, EdgeKind::Subject, from, &one);
                self.edge(&relation, EdgeKind::Object, to, &one);
                self.quote(&relation, id, evidence);
            }
        }
    }

    fn events(&mut self, events: Vec<EventNode>, world: &Gathered) {
        for e in events {
            let articles: Articles = e.told.iter().map(|t| t.article.clone()).collect();
            let key = self.node(Kind::Event, &e.id, &articles, || Value::Event(e.clone()));
            for (role, filler) in e.merged.roles.iter().flat_map(|(r, fs)| fs.iter().map(move |f| (r, f))) {
                let say_so: Articles =
                    e.told.iter().filter(|t| t.event.roles.get(role).is_some_and(|fs| fs.contains(filler))).map(|t| t.article.clone()).collect();
                if world.entities.contains_key(filler) {
                    self.edge(&key, EdgeKind::Role(role.clone()), Key::new(Kind::Entity, filler), &say_so);
                }
            }
            for t in &e.told {
                for evidence in &t.event.evidence {
                    self.quote(&key, &t.article, evidence);
                }
            }
        }
        // The posts' descriptions of all articles, not only of the first that named them.
        for (id, (position, _)) in &world.positions {
            let key = Key::new(Kind::Position, id);
            let Some(node) = self.nodes.get_mut(&key) else { continue };
            node.value = Value::Position(position.clone());
            let articles = node.articles.clone();
            for country in world.countries_of("", &position.country) {
                self.edge(&key, EdgeKind::OfCountry, Key::new(Kind::Entity, country), &articles);
            }
        }
    }

    /// Ties a fact to the words that support it.
    fn quote(&mut self, fact: &Key, article: &ArticleId, evidence: &Evidence) {
        let (text, points) = &self.texts[article];
        let span = evidence.span;
        let quote = Quote {
            article: article.clone(),
            span,
            begin: points.before(text, span.start),
            end: points.before(text, span.end),
            text: span.of(text).to_owned(),
        };
        let one = Articles::from([article.clone()]);
        let id = quote.id();
        let key = self.node(Kind::Quote, &id, &one, || Value::Quote(quote));
        self.edge(&key, EdgeKind::Context, Key::new(Kind::Article, &**article), &one);
        self.edge(fact, EdgeKind::DerivedFrom { rule: evidence.rule.clone() }, key, &one);
    }
}

fn source(id: &ArticleId, article: &Article, length: usize) -> Source {
    Source {
        id: id.clone(),
        origin: article.origin.clone(),
        title: article.title.clone(),
        date: article.date,
        url: article.url.clone(),
        language: article.language,
        publisher: article.publisher.clone(),
        length,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Story, december};
    use super::*;
    use crate::model::Status;

    fn events<'a>(graph: &'a KnowledgeGraph, family: &str) -> Vec<&'a EventNode> {
        graph.events().filter(|e| e.family == family).collect()
    }

    fn one<'a>(graph: &'a KnowledgeGraph, class: &str) -> &'a EventNode {
        let found: Vec<_> = graph.events().filter(|e| e.merged.class == class).collect();
        assert_eq!(found.len(), 1, "{class}: {:?}", found.iter().map(|e| &e.id).collect::<Vec<_>>());
        found[0]
    }

    #[test]
    fn one_event_of_many_papers_is_one_node() {
        let graph = merge(&december());
        let visit = one(&graph, "Visit");
        assert_eq!(visit.told.len(), 3);
        assert_eq!(visit.merged.status, Status::Actual);
        assert_eq!(visit.merged.start.unwrap().to_string(), "2025-12-04");
        assert_eq!(visit.merged.end.unwrap().to_string(), "2025-12-05");
        assert!(visit.id.starts_with("visit-vladimir-putin-india-2025-12-04-"), "{}", visit.id);
        let session = one(&graph, "CommissionSession");
        assert_eq!((session.told.len(), session.merged.ordinal), (2, Some(22)));
        assert!(!session.merged.roles.contains_key("participant"), "a co-chair is a participant already");
        assert_eq!(one(&graph, "Summit").told.len(), 2);
        assert_eq!(one(&graph, "Supply").told.len(), 2);
    }

    #[test]
    fn what_may_differ_stays_apart() {
        let graph = merge(&december());
        // Modi and Nehammer have met and will meet; one article says both.
        let meetings: Vec<_> = events(&graph, "Meeting").into_iter().filter(|e| e.id.contains("nehammer")).collect();
        assert_eq!(meetings.len(), 2);
        // One statement a speaker and article.
        assert_eq!(events(&graph, "Statement").len(), 2);
    }

    #[test]
    fn contradictions_keep_events_apart() {
        let pair = |x: (&str, &str), y: (&str, &str)| {
            let mut a = Story::new("a", "2025-12-05");
            a.event("Meeting", Status::Actual, x.0, x.1);
            let mut b = Story::new("b", "2025-12-06");
            b.event("Meeting", Status::Actual, y.0, y.1);
            merge(&[a.0, b.0]).events().count()
        };
        let two = "participant=narendra-modi participant=vladimir-putin";
        let moscow = format!("{two} place=moscow");
        let delhi = format!("{two} place=manekshaw-centre");
        assert_eq!(pair((two, "2025-12-04"), (two, "2025-12")), 1);
        assert_eq!(pair((two, "2025-12-04"), (two, "2025")), 2, "there are many meetings in a year");
        assert_eq!(pair((two, "2025-12-04"), (two, "2025-12-05")), 2);
        assert_eq!(pair((&moscow, "2025-12-04"), (&delhi, "2025-12-04")), 2);
        assert_eq!(pair((&format!("{two} place=india"), "2025-12-04"), (&delhi, "2025-12-04")), 1);
        assert_eq!(pair((two, ""), (two, "2025-12-04")), 1, "both articles are of the same days");
        assert_eq!(pair((two, ""), (two, "2024-12-04")), 2);
        assert_eq!(pair(("participant=narendra-modi", "2025-12-04"), (two, "2025-12-04")), 2);
    }

    #[test]
    fn order_and_repeats_of_articles_do_not_matter() {
        let facts = december();
        let want = format!("{:?}", merge(&facts).petgraph());
        let mut seed = 7_u64;
        for _ in 0..24 {
            let mut shuffled = facts.clone();
            shuffled.extend(facts.iter().take((seed % 3) as usize).cloned());
            for i in (1..shuffled.len()).rev() {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                shuffled.swap(i, (seed >> 33) as usize % (i + 1));
            }
            assert_eq!(format!("{:?}", merge(&shuffled).petgraph()), want);
        }
    }

    #[test]
    fn every_anchor_is_exactly_its_source() {
        let facts = december();
        let graph = merge(&facts);
        let mut seen = 0;
        for (_, node) in graph.nodes() {
            let Value::Quote(q) = &node.value else { continue };
            let text = &facts.iter().find(|f| f.article.id == *q.article).unwrap().article.text;
            let by_points: String = text.chars().skip(q.begin).take(q.end - q.begin).collect();
            assert_eq!((q.text.as_str(), by_points.as_str()), (q.span.of(text), q.text.as_str()));
            seen += 1;
        }
        assert!(seen > 15);
    }

    #[test]
    fn what_rests_on_nothing_is_left_out() {
        let mut a = Story::new("a", "");
        a.event("Visit", Status::Actual, "visitor=narendra-modi destination=russia", "").evidence[0].span.end += 999;
        a.event("Visit", Status::Actual, "visitor=narendra-modi destination=russia", "").roles.entry("host".into()).or_default().insert("nobody".into());
        a.0.relations.push(crate::model::RelationFact { kind: RelationKind::Met, subject: "narendra-modi".into(), object: "nobody".into(), evidence: None });
        let graph = merge(&[a.0]);
        assert_eq!(graph.events().count(), 1);
        assert!(!graph.events().next().unwrap().merged.roles.contains_key("host"));
        assert!(graph.nodes().all(|(k, _)| k.kind != Kind::Relation));
    }

    #[test]
    fn nothing_makes_an_empty_graph() {
        assert_eq!(merge(&[]).nodes().count(), 0);
    }
}
