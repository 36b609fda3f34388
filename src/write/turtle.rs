//! `graph.ttl`: Turtle 1.1 that a person can read and whose changes make small diffs.
//!
//! It begins with `@prefix` in lower case: Virtuoso takes anything else for another format.
//! The layout is our own, one line an object, with sections; the terms are written by oxrdf.

use std::fmt::Write;

use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{NamedNode, Term};

use super::Options;
use super::rdf::{Description, NIF, PROV, SB, SCHEMA, SKOS, Section, base, descriptions};
use crate::graph::KnowledgeGraph;

/// The merged graph in Turtle 1.1.
pub fn turtle(graph: &KnowledgeGraph, options: &Options) -> String {
    let prefixes = Prefixes::new(&base(options));
    let mut out = String::new();
    for (name, iri) in &prefixes.0 {
        let _ = writeln!(out, "@prefix {name}: <{iri}> .");
    }
    let mut section = None;
    for description in descriptions(graph, options) {
        if section != Some(description.section) {
            section = Some(description.section);
            let _ = write!(out, "\n# {}\n", heading(description.section));
        }
        out.push('\n');
        subject(&description, &prefixes, &mut out);
    }
    out
}

fn heading(section: Section) -> &'static str {
    match section {
        Section::Articles => "Articles",
        Section::People => "People",
        Section::Organizations => "Organizations",
        Section::Places => "Places",
        Section::Systems => "Systems",
        Section::Undertakings => "Undertakings",
        Section::Positions => "Positions",
        Section::Events => "Events",
        Section::Tenures => "Who held which position",
        Section::Relations => "Standing relations",
        Section::Quotes => "The words that say so",
    }
}

fn subject(d: &Description, prefixes: &Prefixes, out: &mut String) {
    let mut says: Vec<(u8, String, &Term)> = d.says.iter().map(|(p, o)| (rank(p), prefixes.predicate(p), o)).collect();
    // A stable sort: the objects of a predicate are in order already.
    says.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    out.push_str(&prefixes.node(&d.subject));
    let mut last: Option<&str> = None;
    for (_, predicate, object) in &says {
        match last {
            Some(p) if p == predicate => out.push_str(" ,\n        "),
            Some(_) => {
                let _ = write!(out, " ;\n    {predicate} ");
            }
            None => {
                let _ = write!(out, " {predicate} ");
            }
        }
        out.push_str(&prefixes.term(object));
        last = Some(predicate);
    }
    out.push_str(" .\n");
}

/// Type first, then names, then the rest by name.
fn rank(predicate: &NamedNode) -> u8 {
    if *predicate == rdf::TYPE {
        0
    } else if *predicate == rdfs::LABEL {
        1
    } else if predicate.as_str().strip_prefix(SKOS).is_some() {
        2
    } else {
        3
    }
}

/// Short names for IRIs.
struct Prefixes(Vec<(&'static str, String)>);

impl Prefixes {
    fn new(base: &str) -> Self {
        let mut all: Vec<(&'static str, String)> = [
            ("sb", SB),
            ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
            ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
            ("owl", "http://www.w3.org/2002/07/owl#"),
            ("xsd", "http://www.w3.org/2001/XMLSchema#"),
            ("nif", NIF),
            ("prov", PROV),
            ("schema", SCHEMA),
            ("skos", SKOS),
            ("wd", "http://www.wikidata.org/entity/"),
        ]
        .map(|(n, iri)| (n, iri.to_owned()))
        .to_vec();
        let sections = [
            Section::Articles,
            Section::People,
            Section::Organizations,
            Section::Places,
            Section::Systems,
            Section::Undertakings,
            Section::Positions,
            Section::Events,
            Section::Tenures,
            Section::Relations,
        ];
        all.extend(sections.map(|s| (s.path(), format!("{base}{}/", s.path()))));
        Prefixes(all)
    }

    fn predicate(&self, p: &NamedNode) -> String {
        if *p == rdf::TYPE { "a".to_owned() } else { self.node(p) }
    }

    fn node(&self, node: &NamedNode) -> String {
        let short = self.0.iter().find_map(|(name, iri)| {
            let local = node.as_str().strip_prefix(iri.as_str())?;
            is_plain(local).then(|| format!("{name}:{local}"))
        });
        short.unwrap_or_else(|| node.to_string())
    }

    fn term(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(n) => self.node(n),
            Term::Literal(l) if l.datatype() == xsd::INTEGER && is_digits(l.value()) => l.value().to_owned(),
            Term::Literal(l) if l.language().is_none() && l.datatype() != xsd::STRING => {
                let datatype = self.node(&l.datatype().into_owned());
                format!("{}^^{datatype}", oxrdf::Literal::new_simple_literal(l.value()))
            }
            other => other.to_string(),
        }
    }
}

/// Whether Turtle takes it as a local name without any escape.
fn is_plain(local: &str) -> bool {
    !local.is_empty() && !local.starts_with('-') && local.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use oxttl::TurtleParser;

    use super::*;
    use crate::graph::merge;
    use crate::graph::sample::{Story, december};
    use crate::model::Status;
    use crate::write::rdf::triples;

    fn parse(text: &str) -> BTreeSet<String> {
        TurtleParser::new().for_slice(text).map(|t| t.unwrap_or_else(|e| panic!("{e}\n{text}")).to_string()).collect()
    }

    #[test]
    fn what_is_written_reads_back_as_the_same_triples() {
        let graph = merge(&december());
        let options = Options::default();
        let text = turtle(&graph, &options);
        assert!(text.starts_with("@prefix "));
        let want: BTreeSet<String> = triples(&graph, &options).iter().map(ToString::to_string).collect();
        assert_eq!(parse(&text), want);
        assert!(text.contains("sb:visitor person:vladimir-putin"));
        assert!(text.contains("schema:startDate \"2025-12-04\"^^xsd:date"));
    }

    #[test]
    fn every_instance_that_is_pointed_to_is_described() {
        let graph = merge(&december());
        let all = triples(&graph, &Options::default());
        let subjects: BTreeSet<String> = all.iter().map(|t| t.subject.to_string()).collect();
        for t in &all {
            let object = t.object.to_string();
            assert!(!object.starts_with("<https://w3id.org/sambandh/id/") || subjects.contains(&object), "{t}");
        }
    }

    #[test]
    fn awkward_words_stay_what_they_are() {
        for words in AWKWARD {
            let mut story = Story::new("a \"<x>\" #1/\u{202E}", "2025-12-04");
            story.event("Meeting", Status::Actual, "participant=narendra-modi participant=vladimir-putin", "");
            let evidence = story.write(words, words);
            story.0.events[0].evidence.push(evidence);
            story.0.events[0].trigger = (*words).to_owned();
            story.0.article.title = Some((*words).to_owned());
            story.0.article.url = Some((*words).to_owned());
            story.0.entities.get_mut("narendra-modi").unwrap().en_alt = vec![(*words).to_owned()];
            let graph = merge(&[story.0]);
            let options = Options::default();
            let want: BTreeSet<String> = triples(&graph, &options).iter().map(ToString::to_string).collect();
            assert_eq!(parse(&turtle(&graph, &options)), want);
            let anchor = format!("anchorOf> {}", oxrdf::Literal::new_simple_literal(*words));
            assert!(want.iter().any(|t| t.ends_with(&anchor)), "{words:?}");
        }
    }

    pub(crate) const AWKWARD: &[&str] = &[
        "\"quotes\" 'single' \"\"\"three\"\"\" back\\slash \\u0041 \\",
        "line\nfeed\r\nreturn\ttab",
        "\u{0}\u{1}\u{8}\u{B}\u{C}\u{1B}\u{7F}\u{85}",
        "e\u{301}\u{323} \u{915}\u{93C}\u{94D}\u{937}\u{200D}",
        "\u{202E}\u{5E9}\u{5DC}\u{5D5}\u{5DD}\u{202C} \u{645}\u{631}\u{62D}\u{628}\u{627}",
        "\u{1F91D}\u{1F3FD} \u{10FFFF}\u{FFFE}\u{FEFF}",
        "]]> </text> <script>alert(1)</script> --> &amp; <!--",
        "=cmd|' /C calc'!A0",
        "<http://evil.example/> . sb:x a sb:Y ; # @prefix",
    ];

    #[test]
    fn a_long_literal_is_kept() {
        let mut story = Story::new("a", "");
        story.0.article.title = Some("\u{939}\"".repeat(50_000));
        let text = turtle(&merge(&[story.0]), &Options::default());
        assert_eq!(parse(&text).len(), 4);
    }
}
