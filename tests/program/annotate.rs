//! `sambandh annotate`: a line a document, spans that hold.

use serde_json::Value;

use crate::support::*;

/// Calls `found` with every object that has a span, at any depth.
fn stretches(value: &Value, found: &mut impl FnMut(&Value)) {
    match value {
        Value::Object(fields) => {
            if fields.get("chars").is_some_and(Value::is_array) {
                found(value);
            }
            fields.values().for_each(|v| stretches(v, found));
        }
        Value::Array(items) => items.iter().for_each(|v| stretches(v, found)),
        _ => {}
    }
}

#[test]
fn spans_are_right_in_bytes_and_in_code_points() {
    let dir = folder(&[("a.txt", format!("\u{FEFF}{}", HINDI.replace('\n', "\r\n"))), ("b.txt", ENGLISH.to_owned())]);
    let texts = [format!("\u{FEFF}{HINDI}"), ENGLISH.to_owned()];
    let lines = run(["annotate".as_ref(), dir.path().as_os_str()]);
    assert_eq!((lines.code, lines.stderr.as_str()), (0, ""));
    let mut checked = 0;
    for (line, text) in lines.stdout.lines().zip(&texts) {
        let document: Value = serde_json::from_str(line).expect("JSON");
        let pair = |v: &Value| [0, 1].map(|i| v[i].as_u64().expect("an offset") as usize);
        stretches(&document, &mut |s| {
            let ([b, e], [from, to]) = (pair(&s["bytes"]), pair(&s["chars"]));
            assert_eq!(s["text"], text[b..e]);
            assert_eq!(s["text"], text.chars().skip(from).take(to - from).collect::<String>());
            checked += 1;
        });
        for part in ["blocks", "sentences", "mentions", "times", "candidates", "events", "positions", "relations"] {
            assert!(!document[part].as_array().unwrap_or_else(|| panic!("no {part}")).is_empty(), "{part} of {}", document["id"]);
        }
    }
    assert!(checked > 40);
}

#[test]
fn mentions_say_what_they_mean() {
    let dir = folder(&[("a.txt", HINDI)]);
    let line = run(["annotate".as_ref(), dir.path().as_os_str()]).stdout;
    let document: Value = serde_json::from_str(&line).expect("JSON");
    let mention = document["mentions"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|m| m["entity"][0] == "andrei-belousov" && !m["office"].is_null())
        .expect("Belousov with his office");
    assert_eq!((&mention["type"], &mention["office"]["role"], &mention["office"]["of"]), (&"Person".into(), &"defence-minister".into(), &"russia".into()));
    assert_eq!(document["date"], "2025-12-04");
    assert!(document["times"].as_array().expect("a list").iter().any(|t| t["value"] == "2025-12-04"));
    assert!(document["events"].as_array().expect("a list").iter().any(|e| e["class"] == "Meeting" && e["status"] == "Actual"));
}

#[test]
fn lines_stand_in_the_order_of_the_input_whatever_the_threads() {
    let one = run(["annotate".as_ref(), samples().as_os_str(), "--jobs".as_ref(), "1".as_ref()]).stdout;
    assert_eq!(one.lines().count(), 18);
    assert_eq!(one, run(["annotate".as_ref(), samples().as_os_str(), "--jobs".as_ref(), "4".as_ref()]).stdout);
}

#[test]
fn broken_documents_are_told_and_passed_over() {
    let dir = folder(&[("a.txt", HINDI.as_bytes()), ("b.txt", b"\xFF"), ("c.txt", ENGLISH.as_bytes())]);
    let lines = run(["annotate".as_ref(), dir.path().as_os_str()]);
    assert_eq!((lines.code, lines.stdout.lines().count()), (1, 2));
    assert!(lines.stderr.contains("b.txt:1:1: not UTF-8"));
}
