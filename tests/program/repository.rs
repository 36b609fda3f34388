//! Rules that the project keeps for itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use oxrdf::NamedNodeRef;
use oxrdf::vocab::rdfs;
use tempfile::TempDir;

use crate::support::*;

fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            out.extend(files_below(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            out.push(path);
        }
    }
    out.sort();
    out
}

#[test]
fn the_engine_holds_no_word_of_hindi() {
    for file in files_below(&root().join("src"), "rs") {
        let text = fs::read_to_string(&file).expect("a source file");
        for (n, line) in text.lines().enumerate() {
            let devanagari = line.chars().find(|c| matches!(c, '\u{900}'..='\u{97F}' | '\u{A8E0}'..='\u{A8FF}'));
            assert_eq!(devanagari, None, "{}:{}: words belong in data/", file.display(), n + 1);
        }
    }
}

#[test]
fn files_can_be_read_in_one_sitting() {
    for file in files_below(&root().join("src"), "rs") {
        let lines = fs::read_to_string(&file).expect("a source file").lines().count();
        assert!(lines <= 500, "{} has {lines} lines: split it along the concept", file.display());
    }
}

#[test]
fn the_table_of_classes_agrees_with_the_ontology() {
    let ontology = ontology();
    let table = fs::read_to_string(root().join("data/classes.tsv")).expect("the table");
    let rows: BTreeMap<&str, &str> = table
        .lines()
        .filter(|l| !l.starts_with('#'))
        .skip(1)
        .filter_map(|l| {
            let mut cells = l.split('\t');
            Some((cells.next()?, cells.next()?))
        })
        .collect();
    assert!(rows.len() > 20);
    let above = |class: &str| -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        let mut todo = vec![format!("{SB}{class}")];
        while let Some(iri) = todo.pop() {
            if seen.insert(iri.clone()) {
                let node = NamedNodeRef::new(&iri).expect("an IRI");
                todo.extend(
                    ontology
                        .objects_for_subject_predicate(node, rdfs::SUB_CLASS_OF)
                        .map(|o| o.to_string().trim_matches(['<', '>']).to_owned())
                        .filter(|o| o.starts_with(SB)),
                );
            }
        }
        seen
    };
    for (class, kind) in &rows {
        let iri = format!("{SB}{class}");
        assert!(ontology.contains_label(&iri), "{class} is not declared");
        assert!(above(class).contains(&format!("{SB}{kind}")), "{class} is no subclass of {kind}");
    }
    // And the other way round: each class below a kind can be used in the tables.
    let kinds: BTreeSet<&str> = rows.values().copied().collect();
    for t in ontology.triples_for_predicate(rdfs::SUB_CLASS_OF) {
        let subject = t.subject.to_string();
        let Some(name) = subject.trim_matches(['<', '>']).strip_prefix(SB).map(str::to_owned) else { continue };
        if above(&name).iter().any(|c| kinds.contains(c.trim_start_matches(SB))) {
            assert!(rows.contains_key(name.as_str()), "{name} is missing from data/classes.tsv");
        }
    }
}

trait Labelled {
    fn contains_label(&self, iri: &str) -> bool;
}

impl Labelled for oxrdf::Graph {
    fn contains_label(&self, iri: &str) -> bool {
        self.object_for_subject_predicate(NamedNodeRef::new(iri).expect("an IRI"), rdfs::LABEL).is_some()
    }
}

#[test]
fn sources_of_data_are_named() {
    let text = fs::read_to_string(root().join("data/ATTRIBUTION.md")).expect("data/ATTRIBUTION.md");
    for wanted in ["CLDR", "Unicode-3.0", "GeoNames", "CC BY 4.0", "i18n-iso-countries", "Wikidata", "CC0", "IL-NER", "tagger.bin", "Faker"] {
        assert!(text.contains(wanted), "{wanted} is not named");
    }
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        assert!(root().join(licence).exists());
    }
}

/// The ```sh blocks of the README, in order.
fn readme_blocks() -> Vec<String> {
    let text = fs::read_to_string(root().join("README.md")).expect("the README");
    let mut blocks = Vec::new();
    let mut block: Option<String> = None;
    for line in text.lines() {
        match (&mut block, line) {
            (None, "```sh") => block = Some(String::new()),
            (Some(done), "```") => {
                blocks.push(std::mem::take(done));
                block = None;
            }
            (Some(open), line) => *open += &format!("{line}\n"),
            _ => {}
        }
    }
    blocks
}

#[cfg(unix)]
#[test]
fn the_commands_of_the_readme_run() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let place = TempDir::new().expect("a folder");
    for part in ["data", "ontology"] {
        symlink(root().join(part), place.path().join(part)).expect("a link");
    }
    // `cargo run` and `sambandh` are this build; `cargo test` would begin anew.
    let tools = TempDir::new().expect("a folder");
    let program = env!("CARGO_BIN_EXE_sambandh");
    symlink(program, tools.path().join("sambandh")).expect("a link");
    let cargo = tools.path().join("cargo");
    fs::write(&cargo, format!("#!/bin/sh\ncase $1 in\n  run) while [ \"$1\" != -- ]; do shift; done; shift; exec {program} \"$@\" ;;\nesac\n"))
        .expect("a script");
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).expect("a script");

    let path = format!("{}:{}", tools.path().display(), std::env::var("PATH").unwrap_or_default());
    let blocks = readme_blocks();
    assert!(blocks.len() >= 3, "{blocks:?}");
    for block in blocks {
        let ran = Command::new("bash").args(["-euo", "pipefail", "-c", &block]).env("PATH", &path).current_dir(place.path()).output().expect("bash starts");
        assert!(ran.status.success(), "{block}\n{}", String::from_utf8_lossy(&ran.stderr));
    }
    for file in FILES {
        assert!(place.path().join("out").join(file).exists(), "the first commands write {file}");
    }
}
