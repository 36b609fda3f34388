//! `graph.json`: the graph in node-link form, as NetworkX, D3 and Cytoscape read it.
//!
//! A node's `id` is its IRI without the base. Events, posts held and meetings carry their evidence:
//! events as nodes, the others as links. One node and one link a line, so that diffs stay small.

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::rdf::{SB, base, node_iri};
use super::{Options, label};
use crate::graph::{Articles, Edge, EdgeKind, EventNode, Key, Kind, KnowledgeGraph, Node, RelationNode, Tenure, Value};
use crate::model::{Event, Lang};

/// The graph as JSON: `directed`, `multigraph`, `graph`, `nodes` and `links`.
pub fn json(graph: &KnowledgeGraph, options: &Options) -> String {
    let base = base(options);
    let id = |node: &Node| node_iri(node, options).into_string()[base.len()..].to_owned();
    let mut nodes = Vec::new();
    let mut links = Vec::new();
    for (key, node) in graph.nodes() {
        if matches!(key.kind, Kind::Quote | Kind::Tenure | Kind::Relation) {
            continue;
        }
        nodes.push(line(&one_node(key, node, id(node), graph, options)));
        for (edge, target) in graph.out(key) {
            if matches!(edge.kind, EdgeKind::DerivedFrom { .. } | EdgeKind::Context) {
                continue;
            }
            let evidence = support(key, edge, target).map(|fact| evidence(&fact, graph)).unwrap_or_default();
            let articles = by_name(&edge.articles);
            links.push(line(&Link { source: &id(node), target: &id(target), relation: edge.kind.name(), articles, evidence }));
        }
    }
    let head = line(&Head { name: "Sambandh", base: &base, vocabulary: SB });
    format!("{{\"directed\":true,\"multigraph\":true,\"graph\":{head},\n\"nodes\":[\n{}\n],\n\"links\":[\n{}\n]}}\n", nodes.join(",\n"), links.join(",\n"))
}

fn by_name(articles: &Articles) -> Vec<&str> {
    articles.iter().map(|a| &**a).collect()
}

fn line<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("plain values have a JSON form")
}

#[derive(Serialize)]
struct Head<'a> {
    name: &'a str,
    base: &'a str,
    vocabulary: &'a str,
}

#[derive(Serialize)]
struct Link<'a> {
    source: &'a str,
    target: &'a str,
    relation: &'a str,
    articles: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<Words<'a>>,
}

/// The words that support something, by code points of the article.
#[derive(Serialize)]
struct Words<'a> {
    article: &'a str,
    begin: usize,
    end: usize,
    text: &'a str,
    rule: &'a str,
}

#[derive(Default, Serialize)]
struct Shown<'a> {
    id: String,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<Names>,
    #[serde(skip_serializing_if = "Option::is_none")]
    other_names: Option<OtherNames<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wikidata: Option<&'a str>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    article: Option<Read<'a>>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    event: Option<Values<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    told: Vec<Told<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    articles: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<Words<'a>>,
}

#[derive(Serialize)]
struct Names {
    en: String,
    hi: String,
}

#[derive(Serialize)]
struct OtherNames<'a> {
    en: &'a [String],
    hi: &'a [String],
}

#[derive(Serialize)]
struct Read<'a> {
    title: Option<&'a str>,
    date: Option<String>,
    language: &'static str,
    url: Option<&'a str>,
    publisher: Option<&'a str>,
}

/// What one event has, merged or as one article tells it.
#[derive(Serialize)]
struct Values<'a> {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ordinal: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<&'a str>,
}

#[derive(Serialize)]
struct Told<'a> {
    article: &'a str,
    published: Option<String>,
    class: &'a str,
    #[serde(flatten)]
    values: Values<'a>,
}

fn one_node<'a>(key: &Key, node: &'a Node, id: String, graph: &'a KnowledgeGraph, options: &Options) -> Shown<'a> {
    let mut shown = Shown { id, articles: by_name(&node.articles), ..Shown::default() };
    match &node.value {
        Value::Article(a) => {
            shown.kind = "Article";
            shown.articles.clear();
            shown.article = Some(Read {
                title: a.title.as_deref(),
                date: a.date.map(|d| d.to_string()),
                language: a.language.tag(),
                url: a.url.as_deref(),
                publisher: a.publisher.as_deref(),
            });
        }
        Value::Entity(e) => {
            shown.kind = &e.kind;
            shown.class = Some(&e.class);
            shown.label = Some(names(&e.en, &e.hi, &e.id));
            shown.other_names = (!e.en_alt.is_empty() || !e.hi_alt.is_empty()).then_some(OtherNames { en: &e.en_alt, hi: &e.hi_alt });
            shown.wikidata = e.qid.as_deref();
        }
        Value::Position(p) => {
            shown.kind = "Position";
            shown.label = Some(names(&p.en, &p.hi, &p.id));
        }
        Value::Event(e) => {
            shown.kind = "Event";
            shown.class = Some(&e.merged.class);
            let [en, hi] = [Lang::En, Lang::Hi].map(|l| label::event(e, graph, l, options.words));
            shown.label = Some(names(&en, &hi, &e.id));
            shown.event = Some(values(&e.merged));
            shown.told = told(e);
            shown.evidence = evidence(key, graph);
        }
        Value::Tenure(_) | Value::Relation(_) | Value::Quote(_) => {}
    }
    shown
}

fn names(en: &str, hi: &str, id: &str) -> Names {
    let of = |lang| label::one_of(en, hi, id, lang).nfc().collect();
    Names { en: of(Lang::En), hi: of(Lang::Hi) }
}

fn values(e: &Event) -> Values<'_> {
    Values {
        status: e.status.name(),
        start: e.start.map(|d| d.to_string()),
        end: e.end.map(|d| d.to_string()),
        ordinal: e.ordinal,
        quantity: e.quantity,
        amount: e.amount,
        currency: e.currency.as_deref(),
    }
}

fn told(e: &EventNode) -> Vec<Told<'_>> {
    e.told
        .iter()
        .map(|t| Told { article: &t.article, published: t.published.map(|d| d.to_string()), class: &t.event.class, values: values(&t.event) })
        .collect()
}

/// The node that carries the evidence of a link.
fn support(from: &Key, edge: &Edge, target: &Node) -> Option<Key> {
    match (&edge.kind, &target.value) {
        (EdgeKind::HoldsPosition, Value::Position(p)) => Some(Key::new(Kind::Tenure, Tenure { person: from.id.clone(), position: p.id.clone() }.id())),
        (EdgeKind::Met, Value::Entity(e)) => {
            let (subject, object) = (from.id.clone().min(e.id.clone()), from.id.clone().max(e.id.clone()));
            Some(Key::new(Kind::Relation, RelationNode { kind: crate::model::RelationKind::Met, subject, object }.id()))
        }
        (EdgeKind::PartOf, Value::Entity(e)) => {
            let relation = RelationNode { kind: crate::model::RelationKind::PartOf, subject: from.id.clone(), object: e.id.clone() };
            Some(Key::new(Kind::Relation, relation.id()))
        }
        _ => None,
    }
}

fn evidence<'a>(key: &Key, graph: &'a KnowledgeGraph) -> Vec<Words<'a>> {
    let mut all = graph.evidence(key);
    all.sort_by_key(|(q, rule)| (q.article.clone(), q.begin, q.end, *rule));
    all.into_iter().map(|(q, rule)| Words { article: &q.article, begin: q.begin, end: q.end, text: &q.text, rule }).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value as Json;

    use super::*;
    use crate::graph::merge;
    use crate::graph::sample::december;

    #[test]
    fn links_join_nodes_and_facts_have_words() {
        let text = json(&merge(&december()), &Options::default());
        let read: Json = serde_json::from_str(&text).unwrap();
        assert!(read["directed"] == true && read["multigraph"] == true);
        let nodes = read["nodes"].as_array().unwrap();
        let ids: BTreeSet<&str> = nodes.iter().map(|n| n["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), nodes.len());
        let links = read["links"].as_array().unwrap();
        for l in links {
            assert!(ids.contains(l["source"].as_str().unwrap()) && ids.contains(l["target"].as_str().unwrap()), "{l}");
            assert!(!l["articles"].as_array().unwrap().is_empty());
            let needs_words = ["met", "holdsPosition"].contains(&l["relation"].as_str().unwrap());
            assert_eq!(l.get("evidence").is_some(), needs_words, "{l}");
        }
        let events: Vec<_> = nodes.iter().filter(|n| n["kind"] == "Event").collect();
        assert!(events.iter().all(|e| !e["evidence"].as_array().unwrap().is_empty() && e["told"].is_array()));
        assert!(events.iter().any(|e| e["label"]["en"] == "Visit of Vladimir Putin to New Delhi, 4–5 December 2025"));
    }

    #[test]
    fn an_empty_graph_is_valid() {
        let read: Json = serde_json::from_str(&json(&merge(&[]), &Options::default())).unwrap();
        assert_eq!(read["nodes"].as_array().unwrap().len(), 0);
    }
}
