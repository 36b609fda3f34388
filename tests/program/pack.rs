//! The researcher's way: knowledge changed by files alone.

use std::fs;

use crate::support::*;

#[test]
fn a_pack_adds_names_and_events_without_rust() {
    let data = |name: &str| fs::read_to_string(root().join("data").join(name)).expect("a file of the pack");
    let persons = data("entities/persons.tsv");
    let header = persons.lines().find(|l| l.starts_with("id\t")).expect("a header");
    let columns: Vec<&str> = header.split('\t').collect();
    let cell = |c: &&str| match *c {
        "id" => "zubaida-example",
        "class" => "Person",
        "en" => "Zubaida Example",
        "hi" => "ज़ुबैदा उदाहरण",
        "country" => "IN",
        "source" => "test",
        _ => "",
    };
    let row: Vec<&str> = columns.iter().map(cell).collect();
    let pack = folder(&[("entities/persons.tsv", format!("{}\n{}\n", persons.trim_end(), row.join("\t")))]);
    let article = folder(&[("a.txt", "4 दिसंबर 2025\nज़ुबैदा उदाहरण ने नई दिल्ली में व्लादिमीर पुतिन से मुलाकात की।\n")]);
    let with = build([article.path()], &["--pack", pack.path().to_str().expect("UTF-8")]);
    assert!(with.text("graph.ttl").contains("zubaida-example"));
    assert!(!build([article.path()], &[]).text("graph.ttl").contains("zubaida-example"));
}

#[test]
fn a_broken_pack_is_told_with_file_and_line() {
    let article = folder(&[("a.txt", HINDI)]);
    for (name, text, place) in [
        ("entities/persons.tsv", "id\tclass\ten\n\u{915}\n", "entities/persons.tsv:"),
        ("hi/lexicon.toml", "order = 7\n", "hi/lexicon.toml:"),
        ("labels.toml", "= 7\n", "labels.toml"),
        ("merging.toml", "near_days = \"x\"\n", "merging.toml"),
    ] {
        let pack = folder(&[(name, text)]);
        let failed = build_any([article.path()], &["--pack", pack.path().to_str().expect("UTF-8")]);
        assert_eq!((failed.run.code, failed.files.len()), (2, 0), "{name}");
        assert!(failed.run.stderr.contains(place), "{name}: {}", failed.run.stderr);
    }
}

#[test]
fn the_event_type_of_the_readme_works() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    let blocks: Vec<&str> = readme.split("```toml\n").skip(1).filter_map(|b| b.split("```").next()).collect();
    let [policy, frame] = blocks[..] else { panic!("{} blocks of TOML", blocks.len()) };
    let events = fs::read_to_string(root().join("data/events.toml")).expect("a file of the pack") + "\n" + policy;
    let pack = folder(&[("events.toml", events.as_str()), ("hi/frames/appointments.toml", frame)]);
    let sentence = frame.split("text = \"").nth(1).and_then(|t| t.split('"').next()).expect("an example");
    let article = folder(&[("a.txt", format!("13 मई 2024\n{sentence}\n"))]);
    let built = build([article.path()], &["--pack", pack.path().to_str().expect("UTF-8")]);
    let graph = built.turtle();
    let event = graph.subject_for_predicate_object(oxrdf::vocab::rdf::TYPE, &node(SB, "Appointment")).expect("an appointment");
    let recipient = value(&graph, event, &node(SB, "recipient")).expect("a recipient");
    assert!(recipient.contains("andrei-belousov"), "{recipient}");
}
