//! `graph.nq`: what each article says for itself, one statement a line.
//!
//! The named graph of an article's IRI holds what a graph of that article alone would say;
//! only the events' identifiers and names are those of the merged graph, so that both can be joined.
//! Of an entity it holds the merged description. The lines are sorted by graph and then as text.

use super::Options;
use super::rdf::lines;
use crate::graph::KnowledgeGraph;

/// Each article's own statements in N-Quads 1.1.
pub fn nquads(graph: &KnowledgeGraph, options: &Options) -> String {
    let lines = lines(graph, options);
    let mut out = String::with_capacity(lines.iter().map(|(line, _)| line.len()).sum());
    out.extend(lines.iter().map(|(line, _)| line.as_str()));
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use oxttl::NQuadsParser;

    use super::*;
    use crate::graph::merge;
    use crate::graph::sample::december;

    #[test]
    fn each_article_says_its_own() {
        let facts = december();
        let text = nquads(&merge(&facts), &Options::default());
        let quads: Vec<_> = NQuadsParser::new().for_slice(&text).map(|q| q.unwrap()).collect();
        let names: BTreeSet<String> = quads.iter().map(|q| q.graph_name.to_string()).collect();
        assert_eq!(names.len(), facts.len());
        let says = |article: &str, part: &str| text.lines().any(|l| l.contains(part) && l.ends_with(&format!("article/{article}> .")));
        assert!(says("a-announced", "startDate> \"2025-12\"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>"));
        assert!(says("c-done", "ontology#Actual>") && !says("a-announced", "startDate> \"2025-12-04\""));
        assert!(says("d-session", "ontology#participant> <https://w3id.org/sambandh/id/person/rajnath-singh>"));
    }

    #[test]
    fn lines_are_sorted_within_a_graph_and_unique() {
        let text = nquads(&merge(&december()), &Options::default());
        let unique: BTreeSet<&str> = text.lines().collect();
        assert_eq!(unique.len(), text.lines().count());
    }

    #[test]
    fn one_article_alone_says_the_same_in_both_files() {
        let one = &december()[3..4];
        let graph = merge(one);
        let options = Options::default();
        let merged: BTreeSet<String> = crate::write::triples(&graph, &options).iter().map(|t| format!("{} {} {}", t.subject, t.predicate, t.object)).collect();
        let own: BTreeSet<String> = crate::write::quads(&graph, &options).iter().map(|q| format!("{} {} {}", q.subject, q.predicate, q.object)).collect();
        assert_eq!(merged, own);
    }
}
