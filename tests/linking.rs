//! What mentions mean and who met, in small texts: `linking.tsv` says it, since no Devanagari stands in sources.

use std::collections::BTreeSet;

use sambandh::model::{Article, RelationKind};
use sambandh::pack::Pack;
use sambandh::pack::source::PackFiles;
use sambandh::pipeline;
use sambandh::text::token::Tokens;

fn pack() -> Pack {
    let files = PackFiles::folder(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data"))).unwrap_or_else(|e| panic!("{e}"));
    Pack::load(&files).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn mentions_mean_what_the_table_says() {
    let pack = pack();
    let mut failures = Vec::new();
    let rows = include_str!("linking.tsv").lines().filter(|l| !l.starts_with('#')).skip(1);
    for row in rows {
        let mut cells = row.split('\t');
        let text = cells.next().unwrap_or_default();
        let (means, met) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        let article = Article { id: "one".to_owned(), text: text.to_owned(), ..Article::default() };
        let tokens = Tokens::new(&article.text);
        let reading = pipeline::stages(&pack, &article, &tokens);
        for (phrase, wanted) in means.split(", ").filter_map(|m| m.split_once('=')) {
            // The last mention of the phrase is the one asked for.
            let linked = reading.links.sentences.iter().flatten().rev().find(|l| tokens.span(l.mention.from, l.mention.to).of(text) == phrase);
            let found: BTreeSet<&str> = linked.iter().flat_map(|l| &l.refs).map(|r| reading.links.entities.get(*r).id.as_str()).collect();
            if found != wanted.split('+').filter(|w| !w.is_empty()).collect() {
                failures.push(format!("{text}\n    {phrase}: wanted {wanted}, found {found:?}"));
            }
        }
        if !met.is_empty() {
            let facts = pipeline::facts(&pack, &article, &reading);
            let pairs = facts.relations.iter().filter(|r| r.kind == RelationKind::Met);
            let found: BTreeSet<String> = pairs.map(|r| format!("{}+{}", r.subject.as_str().min(&r.object), r.subject.as_str().max(&r.object))).collect();
            if found != met.split(", ").filter(|m| *m != "-").map(str::to_owned).collect() {
                failures.push(format!("{text}\n    met: wanted {met}, found {found:?}"));
            }
        }
    }
    assert!(failures.is_empty(), "{} fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn a_name_of_two_things_wants_what_tells_them_apart() {
    let folder = std::env::temp_dir().join(format!("sambandh-clash-{}", std::process::id()));
    let write = |form: &str| {
        let table = format!(
            "id\tclass\ten\thi\ten_alt\thi_alt\tcountry\tsource\tparent\tkind\none\tCompany\tOne Works\tone-hi\tSame Name\t\tIN\ttest\ntwo\tCompany\tTwo Works\ttwo-hi\t{form}\t\tIN\ttest\n"
        );
        std::fs::create_dir_all(folder.join("entities"))
            .and_then(|()| std::fs::write(folder.join("entities/organisations.tsv"), table))
            .unwrap_or_else(|e| panic!("{e}"));
        PackFiles::folder(&folder).and_then(|files| Pack::load(&files)).err().map(|e| e.to_string()).unwrap_or_default()
    };
    let clash = write("Same Name");
    assert!(clash.contains("`Same Name` names both `one` and `two`"), "{clash}");
    for told_apart in ["~Same Name", "Same Name{ships,yard}"] {
        assert!(!write(told_apart).contains("names both"), "{told_apart}");
    }
    std::fs::remove_dir_all(&folder).unwrap_or_else(|e| panic!("{e}"));
}
