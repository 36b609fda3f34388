//! Names that no list has, and the model that finds them.

use std::fs;

use crate::support::*;

/// The Hindi labels of an article's persons whom no list has.
fn unlisted(text: &str) -> Vec<String> {
    let article = folder(&[("a.txt", format!("4 दिसंबर 2025\n{text}\n"))]);
    let json: serde_json::Value = serde_json::from_slice(&build([article.path()], &[]).files["graph.json"]).expect("JSON");
    let nodes = json["nodes"].as_array().expect("nodes");
    let unlisted = nodes.iter().filter(|n| n["id"].as_str().is_some_and(|id| id.starts_with("person/name-")));
    unlisted.filter_map(|n| n["label"]["hi"].as_str()).map(str::to_owned).collect()
}

#[test]
fn a_full_name_without_list_or_office_is_a_person() {
    let text = "जानकार सुरेंद्र खंडेलवाल ने कहा कि रूस से तेल की खरीद बढ़ेगी।\nखंडेलवाल पिछले साल भारत लौटे।";
    assert_eq!(unlisted(text), ["सुरेंद्र खंडेलवाल"]);
}

#[test]
fn unknown_words_that_are_no_name_are_nobody() {
    for text in ["सेना ने बख्तरबंद गाड़ियां और तोपें मॉस्को भेजीं।", "बसंत ऋतु में भी मॉस्को में बर्फ गिरी।", "खबर आते ही मॉस्को में मचा हड़कंप।", "सुरेंद्र ने कहा कि रूस से तेल की खरीद बढ़ेगी।"]
    {
        assert_eq!(unlisted(text), Vec::<String>::new(), "{text}");
    }
}

const TAGGED: &str = "the\tO\nqueen\tO\nAnna\tB-PER\nMiller\tI-PER\nsaw\tO\nRome\tB-LOC\n.\tO\n\nshe\tO\nsaw\tO\nthe\tO\nroad\tO\n.\tO\n";

#[test]
fn training_repeats_itself_and_measures() {
    let dir = folder(&[("t.txt", TAGGED)]);
    let path = |name: &str| dir.path().join(name).to_str().expect("UTF-8").to_owned();
    let go = |out: &str, jobs: &str| {
        let run = run(["train", "--train", &path("t.txt"), "--dev", &path("t.txt"), "--out", &path(out), "--jobs", jobs, "--rounds", "4"]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        assert!(run.stdout.contains("all      1.0000    1.0000    1.0000"), "{}", run.stdout);
        fs::read(path(out)).expect("a model")
    };
    assert_eq!(go("hi/tagger.bin", "1"), go("two.bin", "2"));
    let pack = dir.path().to_str().expect("UTF-8");
    let measured = run(["train", "--evaluate", &path("t.txt"), "--pack", pack]);
    assert!(measured.code == 0 && measured.stdout.contains("PER      1.0000"), "{}{}", measured.stdout, measured.stderr);
    assert!(!run(["train", "--evaluate", &path("t.txt")]).stdout.contains("all      1.0000"));
}

#[test]
fn what_cannot_be_trained_or_loaded_is_told() {
    let dir = folder(&[("t.txt", TAGGED), ("bad.txt", "word\n"), ("none.txt", ""), ("hi/tagger.bin", "SAMBTAG1 and then nothing")]);
    let path = |name: &str| dir.path().join(name).to_str().expect("UTF-8").to_owned();
    let article = folder(&[("a.txt", HINDI)]);
    let article = article.path().to_str().expect("UTF-8");
    for (args, told) in [
        (vec!["train", "--train", &path("bad.txt"), "--out", &path("x.bin")], "bad.txt: line 1"),
        (vec!["train", "--train", &path("none.txt"), "--out", &path("x.bin")], "gives no model"),
        (vec!["train", "--train", &path("no-such.txt"), "--out", &path("x.bin")], "no-such.txt"),
        (vec!["train", "--train", &path("t.txt")], "--out"),
        (vec!["build", article, "--pack", &path(""), "--out", &path("out")], "hi/tagger.bin: is cut short"),
    ] {
        let bad = run(&args);
        assert_eq!(bad.code, 2, "{args:?}");
        assert!(bad.stderr.contains(told), "{args:?}: {}", bad.stderr);
    }
    assert!(!dir.path().join("x.bin").exists());
}
