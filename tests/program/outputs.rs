//! Each file of the sample graph, read back.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::process::{Command, Stdio};

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{GraphName, NamedNodeRef, TermRef};

use crate::support::*;

#[test]
fn turtle_says_something_of_each_kind() {
    let graph = built_samples().turtle();
    for class in ["Person", "Country", "Meeting", "Visit", "Statement"] {
        assert!(graph.subjects_for_predicate_object(rdf::TYPE, &node(SB, class)).next().is_some(), "no {class}");
    }
    for property in ["holdsPosition", "met", "partOf", "participant", "status", "rule"] {
        assert!(graph.triples_for_predicate(&node(SB, property)).next().is_some(), "no {property}");
    }
    let met = node(SB, "met");
    assert!(graph.triples_for_predicate(&met).all(|t| match t.object {
        TermRef::NamedNode(o) => graph.triples_for_subject(o).any(|back| back.predicate == met.as_ref() && TermRef::from(t.subject) == back.object),
        _ => false,
    }));
}

#[test]
fn every_term_that_is_written_is_declared() {
    let (graph, ontology) = (built_samples().turtle(), ontology());
    let mut used: BTreeSet<String> = BTreeSet::new();
    for t in &graph {
        let object = if let TermRef::NamedNode(o) = t.object { Some(o) } else { None };
        used.extend([Some(t.predicate), object].into_iter().flatten().filter(|n| n.as_str().starts_with(SB)).map(|n| n.as_str().to_owned()));
    }
    assert!(used.len() > 30, "{used:?}");
    for term in used {
        let term = NamedNodeRef::new(&term).expect("an IRI");
        for property in [rdfs::LABEL, rdfs::COMMENT] {
            let languages: HashSet<_> = graph_languages(&ontology, term, property);
            assert!(languages.contains("en") && languages.contains("hi"), "{term} lacks a {property} in English or Hindi");
        }
    }
}

fn graph_languages<'a>(graph: &'a oxrdf::Graph, subject: NamedNodeRef<'a>, property: NamedNodeRef<'a>) -> HashSet<&'a str> {
    let objects = graph.objects_for_subject_predicate(subject, property);
    objects.filter_map(|o| if let TermRef::Literal(l) = o { l.language() } else { None }).collect()
}

#[test]
fn entities_and_events_have_names_in_both_languages() {
    let graph = built_samples().turtle();
    let instances: BTreeSet<String> = graph
        .triples_for_predicate(rdf::TYPE)
        .filter(|t| matches!(t.object, TermRef::NamedNode(c) if c.as_str().starts_with(SB)))
        .map(|t| t.subject.to_string())
        .filter(|s| !s.contains("/tenure/") && !s.contains("/relation/"))
        .collect();
    assert!(instances.len() > 100);
    for iri in instances {
        let node = NamedNodeRef::new(iri.trim_matches(['<', '>'])).expect("an IRI");
        let languages = graph_languages(&graph, node, rdfs::LABEL);
        assert!(languages.contains("en") && languages.contains("hi"), "{iri}: {languages:?}");
    }
}

#[test]
fn nquads_stand_in_the_graphs_of_their_articles() {
    let built = built_samples();
    let articles: HashSet<String> = built.turtle().subjects_for_predicate_object(rdf::TYPE, &node(SCHEMA, "NewsArticle")).map(|s| s.to_string()).collect();
    assert_eq!(articles.len(), 18);
    let mut seen = BTreeMap::<String, usize>::new();
    for quad in oxttl::NQuadsParser::new().for_slice(built.text("graph.nq").as_bytes()) {
        match quad.unwrap_or_else(|e| panic!("{e}")).graph_name {
            GraphName::NamedNode(name) => *seen.entry(name.to_string()).or_default() += 1,
            other => panic!("a statement in {other}"),
        }
    }
    assert_eq!(seen.keys().cloned().collect::<HashSet<_>>(), articles);
}

#[test]
fn json_is_a_graph_of_nodes_and_links() {
    let json: serde_json::Value = serde_json::from_slice(&built_samples().files["graph.json"]).expect("JSON");
    let list = |key: &str| json[key].as_array().unwrap_or_else(|| panic!("no {key}")).clone();
    let ids: Vec<String> = list("nodes").iter().map(|n| n["id"].as_str().expect("an id").to_owned()).collect();
    let unique: HashSet<&String> = ids.iter().collect();
    assert!(ids.len() > 100 && unique.len() == ids.len());
    for link in list("links") {
        for end in ["source", "target"] {
            assert!(unique.contains(&link[end].as_str().expect("an id").to_owned()), "{link}");
        }
    }
}

#[test]
fn csv_is_a_table_of_facts() {
    let bytes = &built_samples().files["facts.csv"];
    let mut reader = csv::Reader::from_reader(bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a byte-order mark for spreadsheets"));
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    assert_eq!(header, ["subject", "relation", "object", "start", "end", "place", "status", "article", "quote"]);
    let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row of nine cells")).collect();
    assert!(rows.len() > 100);
    assert!(rows.iter().all(|r| !r[1].is_empty() && !r[7].is_empty() && [0, 2, 5].iter().any(|c| !r[*c].is_empty())));
    assert!(rows.iter().any(|r| &r[1] == "met"));
}

#[test]
fn pictures_show_who_met() {
    for (lang, modi, putin) in [("hi", "नरेंद्र मोदी", "व्लादिमीर पुतिन"), ("en", "Narendra Modi", "Vladimir Putin")]
    {
        let built = build([samples()], &["--labels", lang, "--format", "svg,dot"]);
        let svg = roxmltree::Document::parse(built.text("meetings.svg")).expect("XML");
        assert_eq!(svg.root_element().tag_name().name(), "svg");
        let shown: String = svg.descendants().filter_map(|n| n.text()).collect();
        let dot = built.text("meetings.dot");
        for name in [modi, putin] {
            assert!(shown.contains(name), "{name} is not in the picture");
            assert!(dot.contains(name), "{name} is not in the dot file");
        }
        assert!(dot.contains("subgraph"));
    }
    let planned = folder(&[("a.txt", "4 दिसंबर 2025\nराजनाथ सिंह अगले हफ्ते आंद्रेई बेलौसोव के साथ बैठक करेंगे।\n")]);
    assert!(build([planned.path()], &[]).text("meetings.dot").contains("dashed"));
}

#[test]
fn graphviz_draws_the_dot_file_where_it_is_installed() {
    let built = built_samples();
    let Ok(mut dot) = Command::new("dot").arg("-Tsvg").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn() else { return };
    std::io::Write::write_all(&mut dot.stdin.take().expect("a pipe"), &built.files["meetings.dot"]).expect("Graphviz reads");
    let drawn = dot.wait_with_output().expect("Graphviz ends");
    assert!(drawn.status.success(), "{}", String::from_utf8_lossy(&drawn.stderr));
}

/// The picture of the README is that of today's program. After a wanted change: `UPDATE_EXPECT=1 cargo test`.
#[test]
fn the_picture_of_the_readme_is_current() {
    let kept = root().join("tests/expect/meetings.svg");
    let drawn = &built_samples().files["meetings.svg"];
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&kept, drawn).expect("the picture");
    }
    let same = std::fs::read(&kept).expect("the picture") == *drawn;
    assert!(same, "meetings.svg of the samples has changed; look at it, then run UPDATE_EXPECT=1 cargo test");
}
