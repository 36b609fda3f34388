//! Text that tries to break out of each format.

use std::collections::HashSet;

use crate::support::*;

const BAIT: [&str; 10] = [
    "\"\"\" . <http://evil.example/s> <http://evil.example/p> <http://evil.example/o> . \"\"\"",
    "'''\\u0022 @prefix x: <y> . \\ \\n \\",
    "<script>alert(1)</script><img src=x onerror=alert(1)> ]]> <!-- -- & &lt; &#x3c;",
    "\"]; evil -> node [label=\"\\N <b>\"]; // {} }",
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "+1+1, -1-1, @SUM(A1), \t=1",
    "\u{202E}\u{5D0}\u{5D1}\u{5D2} \u{627}\u{644} \u{2066}rtl\u{2069} \u{FEFF}",
    "\u{1F91D}\u{1F1EE}\u{1F1F3} e\u{301}\u{301}\u{301} \u{200D}\u{200C} \u{FDFA}",
    "\u{1}\u{8}\u{B}\u{C}\u{1B}[31m\u{7F}\u{85}\u{FFFF}\u{FFFE}",
    "}\n\n<<<<>>>> {\"text\": \"x\"} '; DROP TABLE facts; --",
];

/// Articles with the bait between words that give facts, in every field that a user can fill.
fn articles() -> String {
    let mut lines = String::new();
    for (i, bait) in BAIT.iter().enumerate() {
        let text = format!(
            "{bait} राजनाथ सिंह ने {bait} नई दिल्ली में रूस के रक्षा मंत्री आंद्रेई बेलौसोव से मुलाकात की {bait}।\nप्रधानमंत्री {bait} मोदी ने राष्ट्रपति पुतिन से मुलाकात की।\n"
        );
        let article = serde_json::json!({"id": format!("{i} {bait}"), "title": bait, "date": "2025-12-04", "url": format!("https://e.org/{bait}"), "publisher": bait, "language": bait, "text": text});
        lines += &format!("{article}\n");
    }
    lines
}

#[test]
fn no_text_breaks_out_of_a_file() {
    let dir = folder(&[("hostile.jsonl", articles())]);
    let built = build([dir.path()], &[]);

    let graph = built.turtle();
    assert!(graph.triples_for_predicate(&node(SB, "participant")).next().is_some(), "the news is read all the same");
    let quads: Vec<_> = oxttl::NQuadsParser::new().for_slice(built.text("graph.nq").as_bytes()).map(|q| q.unwrap_or_else(|e| panic!("{e}"))).collect();
    assert!(quads.iter().all(|q| !q.subject.to_string().starts_with("<http://evil") && !q.predicate.as_str().contains("evil")));
    assert!(graph.iter().all(|t| !t.subject.to_string().starts_with("<http://evil") && !t.predicate.as_str().contains("evil")));

    serde_json::from_slice::<serde_json::Value>(&built.files["graph.json"]).expect("JSON");

    let svg = roxmltree::Document::parse(built.text("meetings.svg")).expect("XML");
    let elements: HashSet<&str> = svg.descendants().filter(|n| n.is_element()).map(|n| n.tag_name().name()).collect();
    assert!(["script", "img", "foreignObject", "image", "a"].iter().all(|e| !elements.contains(e)), "{elements:?}");
    let handlers = svg.descendants().flat_map(|n| n.attributes()).filter(|a| a.name().starts_with("on"));
    assert_eq!(handlers.count(), 0);

    let mut reader = csv::Reader::from_reader(built.files["facts.csv"].as_slice());
    let mut cells = 0;
    for row in reader.records() {
        for cell in row.expect("nine cells").iter() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "a spreadsheet would run {cell:?}");
            cells += 1;
        }
    }
    assert!(cells > 0);

    let dot = built.text("meetings.dot");
    assert!(!dot.contains("evil ->"), "{dot}");
}

#[test]
fn plain_articles_of_bait_alone_are_read_in_silence() {
    let files: Vec<(String, &str)> = BAIT.iter().enumerate().map(|(i, b)| (format!("{i}.txt"), *b)).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(n, b)| (n.as_str(), *b)).collect();
    let dir = folder(&files);
    let built = build([dir.path()], &[]);
    built.turtle();
    roxmltree::Document::parse(built.text("meetings.svg")).expect("XML");
}

#[test]
fn file_names_are_data_too() {
    let dir = folder(&[("a <b> \"c\" 'd' #e ?f %20 &g .txt", HINDI), ("नमस्ते 🤝.txt", HINDI), ("-.txt", ENGLISH), ("--out.txt", HINDI)]);
    let built = build([dir.path()], &[]);
    let articles = built.turtle();
    assert_eq!(articles.subjects_for_predicate_object(oxrdf::vocab::rdf::TYPE, &node(SCHEMA, "NewsArticle")).count(), 4);
}
