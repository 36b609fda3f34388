//! No span, no fact: every quote of the graph is exactly what stands in the article there.

use std::collections::BTreeMap;
use std::fs;

use oxrdf::NamedNodeRef;
use oxrdf::vocab::rdf;

use crate::support::*;

/// Code points `[begin, end)` of a text.
fn slice(text: &str, begin: usize, end: usize) -> String {
    text.chars().skip(begin).take(end - begin).collect()
}

/// Checks every quote of a build against `texts`: the text of each article by the beginning of its identifier.
fn check(built: &Built, texts: &BTreeMap<String, String>) -> usize {
    let graph = built.turtle();
    let mut checked = 0;
    for quote in graph.subjects_for_predicate_object(rdf::TYPE, &node(NIF, "String")) {
        let iri = quote.to_string();
        let (article, span) = iri.trim_matches(['<', '>']).split_once("#char=").expect("a span in the IRI");
        let name = article.rsplit('/').next().expect("an identifier").rsplit_once('-').expect("a digest").0;
        let number = |p: &str| value(&graph, quote, &node(NIF, p)).and_then(|v| v.parse::<usize>().ok()).expect("an offset");
        let (begin, end) = (number("beginIndex"), number("endIndex"));
        assert_eq!(span, format!("{begin},{end}"));
        assert_eq!(value(&graph, quote, &node(NIF, "referenceContext")), Some(format!("<{article}>")));
        let text = texts.get(name).unwrap_or_else(|| panic!("no article {name}"));
        assert_eq!(Some(slice(text, begin, end)), value(&graph, quote, &node(NIF, "anchorOf")), "{iri}");
        checked += 1;
    }
    checked
}

#[test]
fn every_quote_of_the_samples_stands_in_its_article() {
    let mut texts = BTreeMap::new();
    for file in fs::read_dir(samples()).expect("the samples") {
        let path = file.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("an article");
        let stem = path.file_stem().expect("a name").to_str().expect("UTF-8");
        if path.extension().is_some_and(|e| e == "jsonl") {
            for line in text.lines() {
                let article: serde_json::Value = serde_json::from_str(line).expect("JSON");
                let part = |key: &str| article[key].as_str().expect("a string");
                let own = if part("text").starts_with(part("title")) { part("text").to_owned() } else { format!("{}\n\n{}", part("title"), part("text")) };
                texts.insert(part("id").to_owned(), own);
            }
        } else {
            texts.insert(stem.to_owned(), text);
        }
    }
    assert!(check(built_samples(), &texts) > 100);
}

#[test]
fn every_event_position_and_meeting_has_evidence() {
    let graph = built_samples().turtle();
    let derived = node("http://www.w3.org/ns/prov#", "wasDerivedFrom");
    let mut checked = 0;
    for t in graph.triples_for_predicate(rdf::TYPE) {
        let subject = t.subject.to_string();
        let iri = subject.trim_matches(['<', '>']);
        let is_met = || graph.object_for_subject_predicate(t.subject, rdf::PREDICATE) == Some(node(SB, "met").as_ref().into());
        if iri.contains("/event/") || iri.contains("/tenure/") || iri.contains("/relation/") && is_met() {
            let fact = NamedNodeRef::new(iri).expect("an IRI");
            let quotes: Vec<_> = graph.objects_for_subject_predicate(fact, &derived).collect();
            assert!(!quotes.is_empty(), "{iri} has no evidence");
            assert!(value(&graph, t.subject, &node(SB, "rule")).is_some(), "{iri} names no rule");
            checked += 1;
        }
    }
    assert!(checked > 100);
}

#[test]
fn offsets_count_code_points_of_the_text_as_it_was_read() {
    // A byte-order mark is a character of the text; line ends of any kind count as one, as Python reads them.
    let noisy = format!("\u{1F91D} \u{200D}{HINDI}");
    let variants = [
        ("plain", HINDI.to_owned(), HINDI.to_owned()),
        ("crlf", HINDI.replace('\n', "\r\n"), HINDI.to_owned()),
        ("mac", HINDI.replace('\n', "\r"), HINDI.to_owned()),
        ("bom", format!("\u{FEFF}{HINDI}"), format!("\u{FEFF}{HINDI}")),
        ("bomcrlf", format!("\u{FEFF}{}", HINDI.replace('\n', "\r\n")), format!("\u{FEFF}{HINDI}")),
        ("astral", noisy.clone(), noisy),
    ];
    let mut counts = Vec::new();
    for (name, bytes, text) in variants {
        let dir = folder(&[(format!("{name}.txt").as_str(), bytes)]);
        counts.push(check(&build([dir.path()], &["--format", "ttl"]), &BTreeMap::from([(name.to_owned(), text)])));
    }
    assert!(counts[0] > 0 && counts.iter().all(|n| *n == counts[0]), "{counts:?}");
}
