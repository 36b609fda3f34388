//! `facts.csv`: one row for each fact and each article that states it, for spreadsheets.
//!
//! It begins with a byte-order mark, without which Excel shows Devanagari as rubbish; the readers of
//! pandas, DuckDB, Spark and Rust's csv skip it, Python's `csv` wants `encoding="utf-8-sig"`.
//! A cell that a spreadsheet would run as a formula begins with an apostrophe instead.

use ::csv::{QuoteStyle, Terminator, WriterBuilder};
use unicode_normalization::UnicodeNormalization;

use super::{Options, label};
use crate::graph::{ArticleId, EdgeKind, Key, Kind, KnowledgeGraph, Value};
use crate::model::{Event, RelationKind};

const HEADER: [&str; 9] = ["subject", "relation", "object", "start", "end", "place", "status", "article", "quote"];

/// The facts as comma-separated values: names in the chosen language, values as each article states them.
/// Several names in a cell are joined by "; ", several quotes stand on lines of their own.
pub fn facts_csv(graph: &KnowledgeGraph, options: &Options) -> Vec<u8> {
    let buffer = "\u{FEFF}".as_bytes().to_vec();
    let mut out = WriterBuilder::new().quote_style(QuoteStyle::Necessary).terminator(Terminator::Any(b'\n')).from_writer(buffer);
    let mut write = |row: [String; 9]| out.write_record(row.map(|c| safe(&c))).expect("writing to memory cannot fail");
    write(HEADER.map(str::to_owned));
    for (key, node) in graph.nodes() {
        match &node.value {
            Value::Event(e) => {
                for t in &e.told {
                    write(event(key, &t.article, &t.event, graph, options));
                }
            }
            Value::Tenure(t) => {
                let post = match graph.node(&Key::new(Kind::Position, &t.position)).map(|n| &n.value) {
                    Some(Value::Position(p)) => label::one_of(&p.en, &p.hi, &p.id, options.lang).to_owned(),
                    _ => t.position.clone(),
                };
                for article in &node.articles {
                    write(standing(key, article, [name(&t.person, graph, options), EdgeKind::HoldsPosition.name().to_owned(), post.clone()], graph));
                }
            }
            Value::Relation(r) => {
                let relation = if r.kind == RelationKind::Met { EdgeKind::Met } else { EdgeKind::PartOf };
                for article in &node.articles {
                    let said = [name(&r.subject, graph, options), relation.name().to_owned(), name(&r.object, graph, options)];
                    write(standing(key, article, said, graph));
                }
            }
            _ => {}
        }
    }
    out.into_inner().unwrap_or_else(|e| unreachable!("memory cannot fail: {e}"))
}

fn event(key: &Key, article: &ArticleId, e: &Event, graph: &KnowledgeGraph, options: &Options) -> [String; 9] {
    let roles = &options.words.facts;
    let names = |wanted: &dyn Fn(&String) -> bool| -> String {
        let mut seen: Vec<String> = Vec::new();
        for id in e.roles.iter().filter(|(role, _)| wanted(role)).flat_map(|(_, ids)| ids) {
            let name = name(id, graph, options);
            if !seen.contains(&name) {
                seen.push(name);
            }
        }
        seen.join("; ")
    };
    let date = |d: Option<crate::model::PartialDate>| d.map_or_else(String::new, |d| d.to_string());
    [
        names(&|r| roles.subject.contains(r)),
        e.class.clone(),
        names(&|r| !roles.subject.contains(r) && !roles.place.contains(r)),
        date(e.start),
        date(e.end),
        names(&|r| roles.place.contains(r)),
        e.status.name().to_owned(),
        article.to_string(),
        quotes(key, article, graph),
    ]
}

fn standing(key: &Key, article: &ArticleId, said: [String; 3], graph: &KnowledgeGraph) -> [String; 9] {
    let [subject, relation, object] = said;
    let quote = quotes(key, article, graph);
    let empty = String::new;
    [subject, relation, object, empty(), empty(), empty(), crate::model::Status::Actual.name().to_owned(), article.to_string(), quote]
}

fn name(id: &str, graph: &KnowledgeGraph, options: &Options) -> String {
    graph.entity(id).map_or_else(|| id.to_owned(), |e| label::entity(e, options.lang).nfc().collect())
}

/// The article's words for the fact, in the order of its text.
fn quotes(key: &Key, article: &ArticleId, graph: &KnowledgeGraph) -> String {
    let mut own: Vec<_> = graph.evidence(key).into_iter().map(|(q, _)| q).filter(|q| q.article == *article).collect();
    own.sort_by_key(|q| (q.begin, q.end));
    own.dedup();
    own.iter().map(|q| q.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// A cell that no spreadsheet takes for a formula.
fn safe(cell: &str) -> String {
    let cell: String = cell.chars().filter(|c| *c != '\0').collect();
    let runs = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\u{FF1D}' | '\u{FF0B}' | '\u{FF0D}' | '\u{FF20}');
    if cell.starts_with(runs) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::merge;
    use crate::graph::sample::{Story, december};
    use crate::model::{Lang, Status};

    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        let read = ::csv::Reader::from_reader(bytes);
        read.into_records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn each_telling_is_a_row() {
        let graph = merge(&december());
        let bytes = facts_csv(&graph, &Options { lang: Lang::En, ..Options::default() });
        let mut reader = ::csv::Reader::from_reader(&bytes[..]);
        assert_eq!(reader.headers().unwrap(), &HEADER[..]);
        let rows = rows(&bytes);
        let told: usize = graph.events().map(|e| e.told.len()).sum();
        assert_eq!(rows.len(), told + 2 + 2, "two tenures, and one meeting of two articles");
        let visits: Vec<_> = rows.iter().filter(|r| r[1] == "Visit").collect();
        assert_eq!(visits.len(), 3);
        assert_eq!(visits[0][..7], ["Vladimir Putin", "Visit", "India", "2025-12", "2025-12", "", "Planned"]);
        assert!(rows.iter().any(|r| r[0] == "Andrey Belousov" && r[1] == "holdsPosition" && r[2] == "Defence Minister of Russia"));
    }

    #[test]
    fn formulas_become_text_and_line_ends_stay() {
        for words in ["=cmd|' /C calc'!A0", "+1", "-2", "@SUM(A1)", "\tx", "\rx", "a \"b\", c\nd;e"] {
            let mut a = Story::new("a", "");
            a.event("Meeting", Status::Actual, "participant=narendra-modi participant=vladimir-putin", "").evidence.clear();
            let evidence = a.write(words, "rule");
            a.0.events[0].evidence.push(evidence);
            let rows = rows(&facts_csv(&merge(&[a.0]), &Options::default()));
            let cell = &rows[0][8];
            let formula = words.starts_with(['=', '+', '-', '@', '\t', '\r']);
            assert_eq!(cell, &if formula { format!("'{words}") } else { words.to_owned() });
        }
    }
}
