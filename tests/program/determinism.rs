//! The bytes depend on articles, pack and options alone.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::support::*;

fn sample_files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(samples()).expect("the samples").map(|f| f.expect("an entry").path()).collect();
    files.sort();
    files
}

#[test]
fn threads_do_not_matter() {
    for jobs in ["1", "2", "4", "7"] {
        assert_eq!(build([samples()], &["--jobs", jobs]).files, built_samples().files, "--jobs {jobs}");
    }
}

#[test]
fn the_order_of_inputs_does_not_matter() {
    let mut files = sample_files();
    files.reverse();
    assert_eq!(build(&files, &[]).files, built_samples().files);
    // A fixed shuffle that leaves nothing in place.
    let n = files.len();
    let shuffled: Vec<_> = (0..n).map(|i| &files[(i * 7 + 3) % n]).collect();
    assert_eq!(build(shuffled, &["--jobs", "3"]).files, built_samples().files);
}

#[test]
fn folders_and_copies_do_not_matter() {
    let dir = TempDir::new().expect("a folder");
    for (i, file) in sample_files().iter().enumerate() {
        let sub = dir.path().join(["a", "b/c", "z"][i % 3]);
        fs::create_dir_all(&sub).expect("a folder");
        fs::copy(file, sub.join(file.file_name().expect("a name"))).expect("a copy");
    }
    assert_eq!(build([dir.path()], &[]).files, built_samples().files);
    // The same articles twice are the same articles.
    let twice = build([dir.path().to_owned(), samples()], &[]);
    assert_eq!(twice.files, built_samples().files);
    assert!(twice.run.stdout.contains("18 copies left out"), "{}", twice.run.stdout);
}

#[test]
fn lines_of_one_file_may_stand_in_any_order_or_apart() {
    let text = fs::read_to_string(samples().join("wire.jsonl")).expect("the samples");
    let whole = build([samples().join("wire.jsonl")], &[]);
    let turned: String = text.lines().rev().map(|l| format!("{l}\n")).collect();
    let apart: Vec<(String, &str)> = text.lines().enumerate().map(|(i, l)| (format!("{i}.jsonl"), l)).collect();
    let apart: Vec<(&str, &str)> = apart.iter().map(|(n, l)| (n.as_str(), *l)).collect();
    assert_eq!(build([folder(&[("x.ndjson", turned)]).path()], &[]).files, whole.files);
    assert_eq!(build([folder(&apart).path()], &[]).files, whole.files);
}
