//! What stands at the nodes and on the edges of the graph.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Entity, Event, Lang, PartialDate, Position, RelationKind};
use crate::span::Span;

/// Identifier of an article; shared, since each fact carries those that support it.
pub type ArticleId = Arc<str>;

/// The articles that support something.
pub type Articles = BTreeSet<ArticleId>;

/// The kinds of nodes, in the order in which they are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An article that was read.
    Article,
    /// A person, organisation, place, system or undertaking.
    Entity,
    /// A post that persons hold.
    Position,
    /// Something that happens.
    Event,
    /// A person's holding of a post, with its evidence.
    Tenure,
    /// A standing relation of two entities, with its evidence.
    Relation,
    /// A stretch of an article's text.
    Quote,
}

/// What names a node: its kind and its identifier within the kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The kind of node.
    pub kind: Kind,
    /// The identifier, the last part of the IRI; for a quote, `ARTICLE#char=BEGIN,END`.
    pub id: String,
}

impl Key {
    /// The key of the node of that kind and identifier.
    pub fn new(kind: Kind, id: impl Into<String>) -> Self {
        Key { kind, id: id.into() }
    }
}

/// A node and the articles that support it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What stands here.
    pub value: Value,
    /// The articles that speak of it or need it described.
    pub articles: Articles,
}

/// What stands at a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// An article.
    Article(Source),
    /// An entity.
    Entity(Entity),
    /// A post.
    Position(Position),
    /// An event.
    Event(EventNode),
    /// A tenure.
    Tenure(Tenure),
    /// A standing relation.
    Relation(RelationNode),
    /// A quote.
    Quote(Quote),
}

/// An article without its text, which stays in its file; the quotes hold the words that matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Stable identifier.
    pub id: ArticleId,
    /// Where it was read from; for messages, never written into the graph's files.
    pub origin: String,
    /// Headline, if known.
    pub title: Option<String>,
    /// Day of publication, if known.
    pub date: Option<PartialDate>,
    /// Address.
    pub url: Option<String>,
    /// Language of most of the text.
    pub language: Lang,
    /// Who published it.
    pub publisher: Option<String>,
    /// Number of code points of the text.
    pub length: usize,
}

/// What one article says of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The article.
    pub article: ArticleId,
    /// When it was published, if known.
    pub published: Option<PartialDate>,
    /// The event as this article tells it.
    pub event: Event,
}

/// An event as all articles tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventNode {
    /// Stable identifier, a function of what identifies the event.
    pub id: String,
    /// The family of classes that `merged.class` belongs to.
    pub family: String,
    /// The merged value. Its `evidence` and `trigger` are empty: these belong to the tellings and the edges.
    pub merged: Event,
    /// Each article's own version, by day of publication (unknown first) and then by article.
    pub told: Vec<Telling>,
}

/// A person holds a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// Identifier of the person.
    pub person: String,
    /// Identifier of the post.
    pub position: String,
}

impl Tenure {
    /// The identifier of the tenure.
    pub fn id(&self) -> String {
        format!("{}--{}", self.person, self.position)
    }
}

/// A standing relation of two entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationNode {
    /// Which relation.
    pub kind: RelationKind,
    /// Identifier of the subject; of a symmetric relation, the smaller one.
    pub subject: String,
    /// Identifier of the object.
    pub object: String,
}

impl RelationNode {
    /// The local name of the relation in the ontology.
    pub fn name(&self) -> &'static str {
        match self.kind {
            RelationKind::Met => "met",
            RelationKind::PartOf => "partOf",
        }
    }

    /// The identifier of the relation.
    pub fn id(&self) -> String {
        format!("{}--{}--{}", self.name(), self.subject, self.object)
    }
}

/// A stretch of an article's text that supports a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The article.
    pub article: ArticleId,
    /// Where it stands, in bytes.
    pub span: Span,
    /// First code point.
    pub begin: usize,
    /// One past the last code point.
    pub end: usize,
    /// Exactly the text that stands there.
    pub text: String,
}

impl Quote {
    /// The identifier of the quote: the article's with a fragment of RFC 5147's kind.
    pub fn id(&self) -> String {
        format!("{}#char={},{}", self.article, self.begin, self.end)
    }
}

/// An edge and the articles that support it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// How the two nodes hang together.
    pub kind: EdgeKind,
    /// The articles that say so.
    pub articles: Articles,
}

/// How two nodes hang together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeKind {
    /// Article to an entity that its own text mentions.
    Mentions,
    /// Event to an entity that fills this role.
    Role(String),
    /// Person to a post.
    HoldsPosition,
    /// Person to a person met; drawn both ways.
    Met,
    /// Part to whole.
    PartOf,
    /// Entity or post to its country.
    OfCountry,
    /// Tenure to its person.
    Holder,
    /// Tenure to its post.
    Post,
    /// Standing relation to its subject.
    Subject,
    /// Standing relation to its object.
    Object,
    /// Fact to a quote that supports it, by this rule.
    DerivedFrom {
        /// Name of the rule that read the quote.
        rule: String,
    },
    /// Quote to its article.
    Context,
}

impl EdgeKind {
    /// The local name of the relation, as other programs read it.
    pub fn name(&self) -> &str {
        match self {
            EdgeKind::Mentions => "mentions",
            EdgeKind::Role(role) => role,
            EdgeKind::HoldsPosition => "holdsPosition",
            EdgeKind::Met => "met",
            EdgeKind::PartOf => "partOf",
            EdgeKind::OfCountry => "ofCountry",
            EdgeKind::Holder => "holder",
            EdgeKind::Post => "position",
            EdgeKind::Subject => "subject",
            EdgeKind::Object => "object",
            EdgeKind::DerivedFrom { .. } => "wasDerivedFrom",
            EdgeKind::Context => "referenceContext",
        }
    }
}
