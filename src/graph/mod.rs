//! The knowledge graph: what all articles say, each thing and each event once.
//!
//! [`merge`] makes it from what the single articles say. Invariants:
//! - it is a pure function of the *set* of [`Facts`]: order, repeats and threads do not matter,
//!   and merging parts and then the whole is merging the whole;
//! - each node and each edge knows the articles that support it;
//! - what each article said of an event stays beside the merged value ([`EventNode::told`]);
//! - no edge leads to a node that is not described, and no fact stands without a quote.
//!
//! Nodes lie in one fixed order (by kind, then by identifier), so that writers need not sort them.
//!
//! [`Facts`]: crate::model::Facts

mod node;
mod kinds;
mod gather;
mod compare;
mod cluster;
mod settle;
mod merge;
#[cfg(test)]
pub(crate) mod sample;

use std::collections::BTreeMap;

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

pub use kinds::Kinds;
pub use merge::{merge, merge_with};
pub use node::{ArticleId, Articles, Edge, EdgeKind, EventNode, Key, Kind, Node, Quote, RelationNode, Source, Telling, Tenure, Value};

use crate::model::{Entity, Position};

/// Entities, posts, events, articles and quotes, and how they hang together.
#[derive(Clone, Debug, Default)]
pub struct KnowledgeGraph {
    graph: DiGraph<Node, Edge>,
    index: BTreeMap<Key, NodeIndex>,
}

impl KnowledgeGraph {
    /// Lays nodes and edges out in the order of their keys; an edge to a missing node is left out.
    pub(crate) fn from_parts(nodes: BTreeMap<Key, Node>, edges: BTreeMap<(Key, EdgeKind, Key), Articles>) -> Self {
        let mut graph = DiGraph::with_capacity(nodes.len(), edges.len());
        let index: BTreeMap<Key, NodeIndex> = nodes.into_iter().map(|(key, node)| (key, graph.add_node(node))).collect();
        for ((from, kind, to), articles) in edges {
            if let (Some(&a), Some(&b)) = (index.get(&from), index.get(&to)) {
                graph.add_edge(a, b, Edge { kind, articles });
            }
        }
        KnowledgeGraph { graph, index }
    }

    /// The graph itself, for algorithms.
    pub fn petgraph(&self) -> &DiGraph<Node, Edge> {
        &self.graph
    }

    /// Each node with its key, by kind and then by identifier.
    pub fn nodes(&self) -> impl Iterator<Item = (&Key, &Node)> {
        self.index.iter().map(|(key, &i)| (key, &self.graph[i]))
    }

    /// The node of that key.
    pub fn node(&self, key: &Key) -> Option<&Node> {
        self.index.get(key).map(|&i| &self.graph[i])
    }

    /// The edges that leave a node, sorted by kind and then by target.
    pub fn out(&self, key: &Key) -> Vec<(&Edge, &Node)> {
        self.adjacent(key, Direction::Outgoing)
    }

    /// The edges that enter a node, sorted by kind and then by source.
    pub fn into(&self, key: &Key) -> Vec<(&Edge, &Node)> {
        self.adjacent(key, Direction::Incoming)
    }

    fn adjacent(&self, key: &Key, way: Direction) -> Vec<(&Edge, &Node)> {
        let Some(&at) = self.index.get(key) else { return Vec::new() };
        let mut found: Vec<_> =
            self.graph.edges_directed(at, way).map(|e| (e.weight(), if way == Direction::Outgoing { e.target() } else { e.source() })).collect();
        found.sort_by(|a, b| (&a.0.kind, a.1).cmp(&(&b.0.kind, b.1)));
        found.into_iter().map(|(e, n)| (e, &self.graph[n])).collect()
    }

    /// The entity of that identifier.
    pub fn entity(&self, id: &str) -> Option<&Entity> {
        match &self.node(&Key::new(Kind::Entity, id))?.value {
            Value::Entity(e) => Some(e),
            _ => None,
        }
    }

    /// All entities, by identifier.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        self.nodes().filter_map(|(_, n)| if let Value::Entity(e) = &n.value { Some(e) } else { None })
    }

    /// All events, by identifier.
    pub fn events(&self) -> impl Iterator<Item = &EventNode> {
        self.nodes().filter_map(|(_, n)| if let Value::Event(e) = &n.value { Some(e) } else { None })
    }

    /// All articles, by identifier.
    pub fn articles(&self) -> impl Iterator<Item = &Source> {
        self.nodes().filter_map(|(_, n)| if let Value::Article(a) = &n.value { Some(a) } else { None })
    }

    /// The posts that a person holds by some article, by identifier, each with the articles that say so.
    pub fn positions_of(&self, person: &str) -> Vec<(&Position, &Articles)> {
        self.out(&Key::new(Kind::Entity, person))
            .into_iter()
            .filter_map(|(e, n)| match (&e.kind, &n.value) {
                (EdgeKind::HoldsPosition, Value::Position(p)) => Some((p, &e.articles)),
                _ => None,
            })
            .collect()
    }

    /// The quotes that a fact rests on, in the order of article and place, each with the rule that read it.
    pub fn evidence(&self, key: &Key) -> Vec<(&Quote, &str)> {
        self.out(key)
            .into_iter()
            .filter_map(|(e, n)| match (&e.kind, &n.value) {
                (EdgeKind::DerivedFrom { rule }, Value::Quote(q)) => Some((q, rule.as_str())),
                _ => None,
            })
            .collect()
    }

    /// The country entities that an entity or a position belongs to.
    pub fn countries_of(&self, key: &Key) -> Vec<&Entity> {
        self.out(key)
            .into_iter()
            .filter_map(|(e, n)| match (&e.kind, &n.value) {
                (EdgeKind::OfCountry, Value::Entity(c)) => Some(c),
                _ => None,
            })
            .collect()
    }
}
