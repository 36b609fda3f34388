//! Options, inputs, messages and exit codes.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use tempfile::TempDir;

use crate::support::*;

#[test]
fn help_is_enough_to_work_from() {
    for (args, wanted) in [
        (vec!["--help"], vec!["build", "annotate", "train", "Exit codes"]),
        (vec!["help", "build"], vec!["Examples:", "graph.ttl", "facts.csv", "--base", "--labels", "--jobs", "--pack", "--quiet", "jsonl", "data/articles"]),
        (vec!["help", "annotate"], vec!["Examples:", "mentions", "code points", "--jobs", "--pack"]),
    ] {
        let help = run(&args);
        assert_eq!(help.code, 0);
        for w in wanted {
            assert!(help.stdout.contains(w), "{args:?} does not tell of {w}");
        }
    }
}

#[test]
fn wrong_usage_ends_with_two_and_writes_nothing() {
    let dir = folder(&[("a.txt", HINDI), ("file", "no folder")]);
    let (article, file) = (dir.path().join("a.txt"), dir.path().join("file"));
    let (article, file) = (article.to_str().expect("UTF-8"), file.to_str().expect("UTF-8"));
    let out = dir.path().join("out");
    let out = out.to_str().expect("UTF-8");
    for (args, reason) in [
        (vec!["build", "--nonsense"], "--nonsense"),
        (vec!["built"], "built"),
        (vec!["annotate"], "<INPUT>"),
        (vec!["build", article, "--out", out, "--base", "kg/"], "absolute IRI"),
        (vec!["build", article, "--out", out, "--base", "https://example.org/#"], "fragment"),
        (vec!["build", article, "--out", out, "--format", "ttl,pdf"], "pdf"),
        (vec!["build", article, "--out", out, "--labels", "fr"], "fr"),
        (vec!["build", article, "--out", out, "--pack", "no-such-folder"], "no-such-folder"),
        (vec!["build", article, "--out", file], "cannot be written"),
    ] {
        let bad = run(&args);
        assert_eq!(bad.code, 2, "{args:?}: {}", bad.stderr);
        assert!(bad.stderr.contains(reason) && bad.stdout.is_empty(), "{args:?}: {}", bad.stderr);
    }
    assert!(!dir.path().join("out").exists());
    assert_eq!(run(Vec::<String>::new()).code, 2);
}

#[test]
fn what_cannot_be_read_costs_nothing_else() {
    let good = folder(&[("good.txt", HINDI.to_owned()), ("lines.jsonl", serde_json::json!({"id": "x", "text": ENGLISH}).to_string())]);
    let alone = build([good.path()], &[]);
    let line = serde_json::json!({"id": "x", "text": ENGLISH}).to_string();
    let mixed = folder(&[
        ("broken-utf8.txt", b"good \xE0\xA4 text".to_vec()),
        ("empty.txt", b"  \n".to_vec()),
        ("nul.txt", b"a\0b".to_vec()),
        ("utf16.txt", b"\xFF\xFEa\0".to_vec()),
        ("good.txt", HINDI.as_bytes().to_vec()),
        ("lines.jsonl", format!("{{\"text\": \n{line}\n[1]\n{{\"id\": 1}}\n").into_bytes()),
        ("picture.png", b"\x89PNG\0".to_vec()),
    ]);
    let built = build_any([mixed.path().join("missing.txt"), mixed.path().to_owned()], &[]);
    assert_eq!(built.run.code, 1);
    assert_eq!(built.files, alone.files);
    let said: Vec<&str> = built.run.stderr.lines().collect();
    let places =
        ["missing.txt: ", "broken-utf8.txt:1:6: ", "empty.txt: ", "lines.jsonl:1:", "lines.jsonl:3: ", "lines.jsonl:4: ", "nul.txt:1:2: ", "utf16.txt: "];
    assert_eq!(said.len(), places.len(), "{}", built.run.stderr);
    for (said, place) in said.iter().zip(places) {
        assert!(said.contains(place) && said.contains("; "), "{said} should name {place}, a reason and a hint");
    }
    assert!(built.run.stdout.contains("8 skipped"), "{}", built.run.stdout);
}

#[test]
fn with_nothing_to_read_the_last_graph_stays() {
    let dir = folder(&[("a.txt", HINDI), ("none/empty.txt", "")]);
    let out = dir.path().join("out");
    let go = |input: &str| {
        run([dir.path().join(input).as_os_str(), "--out".as_ref(), out.as_os_str()].into_iter().fold(
            vec!["build".into()],
            |mut all: Vec<std::ffi::OsString>, a| {
                all.push(a.to_owned());
                all
            },
        ))
    };
    assert_eq!(go("a.txt").code, 0);
    let before = fs::read(out.join("graph.ttl")).expect("a graph");
    let failed = go("none");
    assert_eq!((failed.code, failed.stdout.as_str()), (1, ""));
    assert!(failed.stderr.contains("nothing was written"));
    assert_eq!(fs::read(out.join("graph.ttl")).expect("a graph"), before);
}

#[test]
fn the_summary_tells_what_was_built() {
    let said = &built_samples().run.stdout;
    for wanted in ["18 articles", "0 skipped", "Entities", "Person", "Events", "Meeting", "people met", "graph.ttl", "facts.csv", "Took", "व्लादिमीर पुतिन"]
    {
        assert!(said.contains(wanted), "the summary does not tell {wanted}:\n{said}");
    }
    let dir = folder(&[("a.txt", HINDI)]);
    let quiet = build([dir.path()], &["--quiet"]);
    assert_eq!(quiet.run.stdout, "");
    assert_eq!(quiet.files, build([dir.path()], &[]).files);
    assert!(build([dir.path()], &["--labels", "en"]).run.stdout.contains("Andrei Belousov"));
}

#[test]
fn formats_choose_files_and_leave_the_others() {
    let dir = folder(&[("a.txt", HINDI)]);
    let some = build([dir.path()], &["--format", "csv,ttl"]);
    assert_eq!(some.files.keys().collect::<Vec<_>>(), ["facts.csv", "graph.ttl"]);
    let all = build([dir.path()], &[]);
    let mut names = FILES;
    names.sort_unstable();
    assert_eq!(all.files.keys().collect::<Vec<_>>(), names);
    assert_eq!(all.files["graph.ttl"], some.files["graph.ttl"]);
}

#[test]
fn the_base_begins_every_instance() {
    let dir = folder(&[("a.txt", HINDI)]);
    let built = build([dir.path()], &["--base", "https://example.org/kg"]);
    for file in ["graph.ttl", "graph.nq", "graph.json"] {
        assert!(built.text(file).contains("https://example.org/kg/") && !built.text(file).contains("sambandh/id/"), "{file}");
    }
    built.turtle();
}

#[test]
fn standard_input_is_one_article_or_lines() {
    let out = TempDir::new().expect("a folder");
    let args = |format: &str| ["build", "-", "--quiet", "--format", format, "--out", out.path().to_str().expect("UTF-8")].map(str::to_owned);
    let plain = run_with_input(args("ttl"), HINDI.as_bytes());
    assert_eq!((plain.code, plain.stderr.as_str()), (0, ""));
    assert!(fs::read_to_string(out.path().join("graph.ttl")).expect("a graph").contains("Andrei Belousov"));

    let lines: String = [HINDI, ENGLISH].iter().enumerate().map(|(i, t)| serde_json::json!({"id": format!("n{i}"), "text": t}).to_string() + "\n").collect();
    assert_eq!(run_with_input(args("ttl"), lines.as_bytes()).code, 0);
    let piped = fs::read(out.path().join("graph.ttl")).expect("a graph");
    let file = folder(&[("any.jsonl", lines)]);
    assert_eq!(piped, build([file.path()], &[]).files["graph.ttl"]);
}

#[test]
fn files_take_their_places_whole() {
    let dir = folder(&[("a.txt", HINDI), ("deep/er/out/graph.ttl", "old")]);
    let out = dir.path().join("deep/er/out");
    let go = || run(["build".as_ref(), dir.path().join("a.txt").as_os_str(), "--out".as_ref(), out.as_os_str()]);
    assert_eq!(go().code, 0);
    let mut names: Vec<_> = fs::read_dir(&out).expect("the folder").map(|f| f.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    let mut wanted = FILES;
    wanted.sort_unstable();
    assert_eq!(names, wanted, "nothing else is left behind");
    assert_ne!(fs::read_to_string(out.join("graph.ttl")).expect("a graph"), "old");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |name: &str| fs::metadata(out.join(name)).expect("a file").permissions().mode() & 0o777;
        fs::write(out.join("plain"), "").expect("a file");
        assert_eq!(mode("graph.ttl"), mode("plain"), "others may read it as any file of the user's");
        fs::remove_file(out.join("plain")).expect("a file");
    }

    // One file that cannot be written, and all stay as they were.
    fs::remove_file(out.join("facts.csv")).expect("a file");
    fs::create_dir(out.join("facts.csv")).expect("a folder");
    fs::write(out.join("graph.ttl"), "old").expect("a file");
    let failed = go();
    assert_eq!(failed.code, 2);
    assert!(failed.stderr.contains("facts.csv"), "{}", failed.stderr);
    assert_eq!(fs::read_to_string(out.join("graph.ttl")).expect("a graph"), "old");
    assert_eq!(fs::read_dir(&out).expect("the folder").count(), FILES.len(), "no passing files stay");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = program()
        .arg("annotate")
        .args([samples(), samples().join("wire.jsonl")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut first = [0; 10];
    child.stdout.take().expect("a pipe").read_exact(&mut first).expect("some output");
    let ended = child.wait_with_output().expect("the program ends");
    assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(0), ""));

    let out = TempDir::new().expect("a folder");
    let mut child =
        program().arg("build").arg(samples()).arg("--out").arg(out.path()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    drop((child.stdout.take(), child.stderr.take()));
    assert_eq!(child.wait().expect("the program ends").code(), Some(0));
    assert_eq!(fs::read_dir(out.path()).expect("the folder").count(), FILES.len());
}
