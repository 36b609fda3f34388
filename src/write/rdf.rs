//! The graph as RDF terms: which IRI each node has and which triples say what it holds.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term, Triple};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::{Options, label};
use crate::graph::{ArticleId, EdgeKind, EventNode, Key, Kind, KnowledgeGraph, Node, Quote, Source, Value};
use crate::model::{Entity, Event, Lang, PartialDate, Position};

/// The namespace of the ontology.
pub(super) const SB: &str = "https://w3id.org/sambandh/ontology#";
pub(super) const NIF: &str = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#";
pub(super) const PROV: &str = "http://www.w3.org/ns/prov#";
pub(super) const SCHEMA: &str = "https://schema.org/";
pub(super) const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const SAME_AS: NamedNodeRef<'_> = NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#sameAs");
const WIKIDATA: &str = "http://www.wikidata.org/entity/";

/// What is said of one subject.
pub(super) struct Description {
    pub section: Section,
    pub subject: NamedNode,
    pub says: Vec<(NamedNode, Term)>,
}

/// The kinds of subjects, in the order in which a reader meets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Articles,
    People,
    Organizations,
    Places,
    Systems,
    Undertakings,
    Positions,
    Events,
    Tenures,
    Relations,
    Quotes,
}

impl Section {
    fn of(node: &Node) -> Section {
        match &node.value {
            Value::Article(_) => Section::Articles,
            Value::Entity(e) => match e.kind.as_str() {
                "Person" => Section::People,
                "Organization" => Section::Organizations,
                "Place" => Section::Places,
                "System" => Section::Systems,
                _ => Section::Undertakings,
            },
            Value::Position(_) => Section::Positions,
            Value::Event(_) => Section::Events,
            Value::Tenure(_) => Section::Tenures,
            Value::Relation(_) => Section::Relations,
            Value::Quote(_) => Section::Quotes,
        }
    }

    /// The part of an instance's IRI between base and identifier; a quote lies in its article's.
    pub fn path(self) -> &'static str {
        match self {
            Section::Articles | Section::Quotes => "article",
            Section::People => "person",
            Section::Organizations => "organization",
            Section::Places => "place",
            Section::Systems => "system",
            Section::Undertakings => "undertaking",
            Section::Positions => "position",
            Section::Events => "event",
            Section::Tenures => "tenure",
            Section::Relations => "relation",
        }
    }
}

/// All triples of the merged graph, grouped by subject in the order of a reader.
pub fn triples(graph: &KnowledgeGraph, options: &Options) -> Vec<Triple> {
    descriptions(graph, options).into_iter().flat_map(|d| d.says.into_iter().map(move |(p, o)| Triple::new(d.subject.clone(), p, o))).collect()
}

/// What the merged graph says of each subject, in the order of a reader.
pub(super) fn descriptions(graph: &KnowledgeGraph, options: &Options) -> Vec<Description> {
    let teller = Teller::new(graph, options);
    let mut out: Vec<(Section, &Key, Description)> = graph
        .nodes()
        .map(|(key, node)| {
            let section = Section::of(node);
            let description = Description { section, subject: teller.iri(node), says: teller.describe(key, node, None) };
            (section, key, description)
        })
        .collect();
    // Nodes are sorted already, but for the kinds of entities and the quotes, which lie in the order of the text.
    let place = |key: &Key| match graph.node(key).map(|n| &n.value) {
        Some(Value::Quote(q)) => Some((q.article.clone(), q.begin, q.end)),
        _ => None,
    };
    out.sort_by_cached_key(|(section, key, _)| (*section, place(key)));
    let mut out: Vec<Description> = out.into_iter().map(|(_, _, d)| d).collect();
    for d in &mut out {
        d.says.sort_by_cached_key(|(p, o)| (p.as_str().to_owned(), order(o)));
        d.says.dedup();
    }
    out
}

/// What each article says for itself, in the named graph of the article's IRI; sorted as N-Quads.
pub fn quads(graph: &KnowledgeGraph, options: &Options) -> Vec<Quad> {
    lines(graph, options).into_iter().map(|(_, quad)| quad).collect()
}

/// The same, each with its line of N-Quads: by graph, and within it as text.
pub(super) fn lines(graph: &KnowledgeGraph, options: &Options) -> Vec<(String, Quad)> {
    let teller = Teller::new(graph, options);
    let mut out = Vec::new();
    for (key, node) in graph.nodes() {
        let subject = teller.iri(node);
        for article in &node.articles {
            let name = named(&teller.base, Section::Articles, article);
            let says = teller.describe(key, node, Some(article));
            out.extend(says.into_iter().map(|(p, o)| {
                let quad = Quad::new(subject.clone(), p, o, name.clone());
                (format!("{quad} .\n"), quad)
            }));
        }
    }
    out.sort_unstable_by(|(a, x), (b, y)| as_written(graph_of(x), graph_of(y)).then_with(|| a.cmp(b)));
    out.dedup_by(|a, b| a.0 == b.0);
    out
}

/// The IRI of the graph that a statement stands in.
fn graph_of(quad: &Quad) -> &str {
    if let GraphName::NamedNode(name) = &quad.graph_name { name.as_str() } else { "" }
}

/// The order of two IRIs as they are written, with the bracket that ends them.
fn as_written(a: &str, b: &str) -> Ordering {
    let n = a.len().min(b.len());
    let after = |s: &str| s.as_bytes().get(n).copied().unwrap_or(b'>');
    a.as_bytes()[..n].cmp(&b.as_bytes()[..n]).then_with(|| after(a).cmp(&after(b)))
}

/// Objects of one predicate: by language, then by value.
fn order(term: &Term) -> (String, String) {
    match term {
        Term::Literal(l) => (l.language().unwrap_or_default().to_owned(), l.value().to_owned()),
        other => (String::new(), other.to_string()),
    }
}

/// The IRI of a node.
pub(super) fn node_iri(node: &Node, options: &Options) -> NamedNode {
    iri(node, &base(options))
}

fn named(base: &str, section: Section, id: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{base}{}/{}", section.path(), segment(id)))
}

fn iri(node: &Node, base: &str) -> NamedNode {
    let section = Section::of(node);
    match &node.value {
        Value::Article(a) => named(base, section, &a.id),
        Value::Entity(e) => named(base, section, &e.id),
        Value::Position(p) => named(base, section, &p.id),
        Value::Event(e) => named(base, section, &e.id),
        Value::Tenure(t) => named(base, section, &t.id()),
        Value::Relation(r) => named(base, section, &r.id()),
        Value::Quote(q) => NamedNode::new_unchecked(format!("{}#char={},{}", named(base, section, &q.article).as_str(), q.begin, q.end)),
    }
}

/// Says what nodes hold, as triples.
struct Teller<'a> {
    graph: &'a KnowledgeGraph,
    options: &'a Options<'a>,
    base: String,
}

impl<'a> Teller<'a> {
    fn new(graph: &'a KnowledgeGraph, options: &'a Options<'a>) -> Self {
        Teller { graph, options, base: base(options) }
    }

    fn iri(&self, node: &Node) -> NamedNode {
        iri(node, &self.base)
    }

    /// What the merged graph says of a node, or what one article says of it.
    fn describe(&self, key: &Key, node: &Node, article: Option<&ArticleId>) -> Vec<(NamedNode, Term)> {
        let mut says = Says(Vec::new());
        match &node.value {
            Value::Article(a) => source(a, &mut says),
            Value::Entity(e) => entity(e, &mut says),
            Value::Position(p) => position(p, &mut says),
            Value::Event(e) => self.event(e, article, &mut says),
            Value::Tenure(_) => says.class(SB, "Tenure"),
            Value::Relation(r) => {
                says.class(SB, "Relation");
                says.add(rdf::PREDICATE.into_owned(), vocabulary(SB, r.name()));
            }
            Value::Quote(q) => quote(q, &mut says),
        }
        for (edge, target) in self.graph.out(key) {
            // One article's own roles are in its telling: the merged event may know them more exactly.
            if article.is_some_and(|a| !edge.articles.contains(a) || matches!(edge.kind, EdgeKind::Role(_))) {
                continue;
            }
            let predicate = match &edge.kind {
                EdgeKind::Mentions => vocabulary(SCHEMA, "mentions"),
                EdgeKind::Role(role) => vocabulary(SB, role),
                EdgeKind::HoldsPosition | EdgeKind::Met | EdgeKind::PartOf | EdgeKind::OfCountry | EdgeKind::Holder | EdgeKind::Post => {
                    vocabulary(SB, edge.kind.name())
                }
                EdgeKind::Subject => rdf::SUBJECT.into_owned(),
                EdgeKind::Object => rdf::OBJECT.into_owned(),
                EdgeKind::Context => vocabulary(NIF, "referenceContext"),
                EdgeKind::DerivedFrom { rule } => {
                    if key.kind != Kind::Position {
                        says.text(vocabulary(SB, "rule"), rule);
                    }
                    vocabulary(PROV, "wasDerivedFrom")
                }
            };
            says.add(predicate, self.iri(target));
        }
        let mut seen = BTreeSet::new();
        says.0.retain(|(p, o)| seen.insert((p.as_str().to_owned(), o.to_string())));
        says.0
    }

    /// The event's own values: the merged ones, or those of one article's telling.
    fn event(&self, node: &EventNode, article: Option<&ArticleId>, says: &mut Says) {
        let tellings = || node.told.iter().filter(|t| article.is_none_or(|a| t.article == *a));
        let values: &Event = match article {
            None => &node.merged,
            Some(_) => tellings().next().map_or(&node.merged, |t| &t.event),
        };
        says.class(SB, &values.class);
        for lang in [Lang::En, Lang::Hi] {
            let name = label::event(node, self.graph, lang, self.options.words);
            says.tagged(rdfs::LABEL.into_owned(), &name, lang);
        }
        says.add(vocabulary(SB, "status"), vocabulary(SB, values.status.name()));
        for (name, date) in [("startDate", values.start), ("endDate", values.end)] {
            if let Some(d) = date {
                says.add(vocabulary(SCHEMA, name), self::date(d));
            }
        }
        let number = |n: u64| Literal::new_typed_literal(n.to_string(), xsd::INTEGER);
        let counts = [("ordinal", values.ordinal.map(u64::from)), ("quantity", values.quantity), ("amount", values.amount)];
        for (name, n) in counts {
            if let Some(n) = n {
                says.add(vocabulary(SB, name), number(n));
            }
        }
        if let Some(currency) = &values.currency {
            says.text(vocabulary(SB, "currency"), currency);
        }
        if article.is_some() {
            for (role, id) in values.roles.iter().flat_map(|(r, ids)| ids.iter().map(move |id| (r, id))) {
                if let Some(filler) = self.graph.node(&Key::new(Kind::Entity, id)) {
                    says.add(vocabulary(SB, role), self.iri(filler));
                }
            }
        }
        for t in tellings().filter(|t| !t.event.trigger.is_empty()) {
            says.text(vocabulary(SB, "trigger"), &t.event.trigger);
        }
    }
}

fn source(a: &Source, says: &mut Says) {
    says.class(SCHEMA, "NewsArticle");
    says.class(NIF, "Context");
    if let Some(title) = &a.title {
        says.tagged(vocabulary(SCHEMA, "headline"), title, a.language);
    }
    if let Some(day) = a.date.filter(|d| d.exactness() == 3) {
        says.add(vocabulary(SCHEMA, "datePublished"), date(day));
    }
    says.text(vocabulary(SCHEMA, "inLanguage"), a.language.tag());
    if let Some(url) = &a.url {
        says.add(vocabulary(SCHEMA, "url"), address(url));
    }
    if let Some(publisher) = &a.publisher {
        says.text(vocabulary(SCHEMA, "publisher"), publisher);
    }
}

fn entity(e: &Entity, says: &mut Says) {
    says.class(SB, if e.class.is_empty() { &e.kind } else { &e.class });
    says.labels(&e.en, &e.hi, &e.id);
    says.other_forms(&e.en_alt, Lang::En);
    says.other_forms(&e.hi_alt, Lang::Hi);
    if let Some(qid) = e.qid.as_ref().filter(|q| q.starts_with('Q') && q.len() > 1 && q[1..].bytes().all(|b| b.is_ascii_digit())) {
        says.add(SAME_AS.into_owned(), NamedNode::new_unchecked(format!("{WIKIDATA}{qid}")));
    }
}

fn position(p: &Position, says: &mut Says) {
    says.class(SB, "Position");
    says.labels(&p.en, &p.hi, &p.id);
    says.other_forms(&p.en_alt, Lang::En);
}

fn quote(q: &Quote, says: &mut Says) {
    says.class(NIF, "String");
    for (name, n) in [("beginIndex", q.begin), ("endIndex", q.end)] {
        says.add(vocabulary(NIF, name), Literal::new_typed_literal(n.to_string(), xsd::NON_NEGATIVE_INTEGER));
    }
    // The one literal that must stay exactly as it was read.
    says.add(vocabulary(NIF, "anchorOf"), Literal::new_simple_literal(&q.text));
}

/// Predicates and objects of one subject.
struct Says(Vec<(NamedNode, Term)>);

impl Says {
    fn add(&mut self, predicate: NamedNode, object: impl Into<Term>) {
        self.0.push((predicate, object.into()));
    }

    fn class(&mut self, namespace: &str, name: &str) {
        self.add(rdf::TYPE.into_owned(), vocabulary(namespace, name));
    }

    fn text(&mut self, predicate: NamedNode, text: &str) {
        self.add(predicate, Literal::new_simple_literal(composed(text)));
    }

    fn tagged(&mut self, predicate: NamedNode, text: &str, lang: Lang) {
        self.add(predicate, Literal::new_language_tagged_literal_unchecked(composed(text), lang.tag()));
    }

    /// A label in each language; what has a name in one only lends it to the other.
    fn labels(&mut self, en: &str, hi: &str, id: &str) {
        for lang in [Lang::En, Lang::Hi] {
            self.tagged(rdfs::LABEL.into_owned(), label::one_of(en, hi, id, lang), lang);
        }
    }

    fn other_forms(&mut self, forms: &[String], lang: Lang) {
        for form in forms {
            self.tagged(vocabulary(SKOS, "altLabel"), form, lang);
        }
    }
}

fn vocabulary(namespace: &str, name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{namespace}{}", segment(name)))
}

fn date(d: PartialDate) -> Literal {
    let datatype = match d.exactness() {
        3 => xsd::DATE,
        2 => xsd::G_YEAR_MONTH,
        _ => xsd::G_YEAR,
    };
    Literal::new_typed_literal(d.to_string(), datatype)
}

/// The text in NFC, which most texts are in already.
fn composed(text: &str) -> String {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes { text.to_owned() } else { text.nfc().collect() }
}

/// An address is a literal, so that a hostile one cannot pose as a node of the graph.
fn address(url: &str) -> Literal {
    let url = composed(url);
    match NamedNode::new(url.clone()) {
        Ok(_) => Literal::new_typed_literal(url, xsd::ANY_URI),
        Err(_) => Literal::new_simple_literal(url),
    }
}

/// The base as an IRI that ends where identifiers begin.
pub(super) fn base(options: &Options) -> String {
    let mut out = encode(options.base, |c| "/?#[]%".contains(c));
    if !out.ends_with(['/', '#']) {
        out.push('/');
    }
    out
}

/// An identifier as one segment of an IRI's path.
pub(super) fn segment(id: &str) -> String {
    encode(id, |_| false)
}

/// Percent-encodes what an IRI may not hold in a segment, but for what is `kept`.
fn encode(text: &str, kept: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(c) || is_ucschar(c) || kept(c) {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            out.extend(c.encode_utf8(&mut bytes).bytes().map(|b| format!("%{b:02X}")));
        }
    }
    out
}

/// RFC 3987's `ucschar` without the marks of direction, which section 4.1 forbids.
fn is_ucschar(c: char) -> bool {
    let c = c as u32;
    match c {
        0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069 => false,
        0xA0..=0xD7FF | 0xF900..=0xFDCF | 0xFDF0..=0xFFEF => true,
        0x1_0000..=0xD_FFFF => c & 0xFFFF < 0xFFFE,
        0xE_1000..=0xE_FFFD => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_become_segments_that_an_iri_may_hold() {
        for (id, want) in [
            ("vladimir-putin", "vladimir-putin"),
            ("a b/c?d#e%f", "a%20b%2Fc%3Fd%23e%25f"),
            ("<x>\"\\^`{|}\n", "%3Cx%3E%22%5C%5E%60%7B%7C%7D%0A"),
            ("\u{92E}\u{94B}\u{926}\u{940}", "\u{92E}\u{94B}\u{926}\u{940}"),
            ("a\u{202E}b\u{E000}", "a%E2%80%AEb%EE%80%80"),
        ] {
            assert_eq!(segment(id), want);
            assert!(NamedNode::new(format!("https://example.org/{}", segment(id))).is_ok());
        }
    }

    #[test]
    fn a_base_ends_where_identifiers_begin() {
        for (given, want) in [("https://e.org/x", "https://e.org/x/"), ("https://e.org/x#", "https://e.org/x#"), ("urn:a b", "urn:a%20b/")] {
            assert_eq!(base(&Options { base: given, ..Options::default() }), want);
        }
    }
}
