//! Folders, streams and what is wrong with them.

use super::*;

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }
    dir
}

fn texts(inputs: &[PathBuf]) -> Vec<String> {
    read_inputs(inputs).0.into_iter().map(|a| a.text).collect()
}

fn stream(bytes: &[u8]) -> Vec<Result<Article, Problem>> {
    Items::stream(Box::new(io::Cursor::new(bytes.to_vec()))).collect()
}

#[test]
fn folders_are_read_in_order_and_selectively() {
    let dir = folder(&[
        ("b.txt", b"b"),
        ("a/z.MD", b"z"),
        ("a/plain", b"plain"),
        ("c.jsonl", b"{\"text\":\"one\"}\n\n{\"text\":\"two\"}\r\n"),
        (".hidden.txt", b"no"),
        (".git/x.txt", b"no"),
        ("d.png", b"\0"),
    ]);
    let root = dir.path().to_owned();
    assert_eq!(texts(std::slice::from_ref(&root)), ["plain", "z", "b", "one", "two"]);
    assert_eq!(texts(&[root.join("b.txt"), root.clone(), root.join("b.txt")]), ["b", "plain", "z", "one", "two"]);
    assert_eq!(read_inputs(&[root.join("a"), root.join("a")]).1, []);
}

#[test]
fn identifiers_do_not_depend_on_the_folder() {
    let id = |dir: &tempfile::TempDir, name: &str| read_inputs(&[dir.path().join(name)]).0[0].id.clone();
    let (x, y) = (folder(&[("n.txt", b"t")]), folder(&[("sub/n.txt", b"t")]));
    assert_eq!(id(&x, "n.txt"), id(&y, "sub/n.txt"));
}

#[cfg(unix)]
#[test]
fn loops_of_links_end() {
    let dir = folder(&[("a/one.txt", b"one")]);
    std::os::unix::fs::symlink(dir.path(), dir.path().join("a/up")).expect("a link");
    std::os::unix::fs::symlink(dir.path().join("gone.txt"), dir.path().join("dangling.txt")).expect("a link");
    let (articles, problems) = read_inputs(&[dir.path().to_owned()]);
    assert_eq!((articles.len(), problems.len()), (1, 1));
    assert!(problems[0].to_string().contains("dangling.txt: no such file"));
}

#[test]
fn what_cannot_be_read_costs_nothing_else() {
    let dir = folder(&[("a.txt", b"\xFF"), ("b.txt", b""), ("c.jsonl", b"{\"text\":\"one\"}\n{\n\xFF\n{\"text\":\"two\"}"), ("d.txt", b"fine")]);
    let empty = folder(&[(".x", b"")]);
    let (articles, problems) = read_inputs(&[dir.path().to_owned(), dir.path().join("missing"), empty.path().to_owned()]);
    assert_eq!(articles.len(), 3);
    let said: Vec<String> =
        problems.iter().map(|p| p.to_string().replace(&format!("{}/", dir.path().display()), "").replace(&*empty.path().to_string_lossy(), "e")).collect();
    let starts = ["a.txt:1:1: not UTF-8", "b.txt: nothing", "c.jsonl:2:", "c.jsonl:3:1: not UTF-8", "missing: no such", "e: no article"];
    assert_eq!(said.len(), starts.len(), "{said:?}");
    for (said, start) in said.iter().zip(starts) {
        assert!(said.starts_with(start), "{said}");
    }
}

#[test]
fn a_stream_is_lines_or_one_article() {
    let lines = stream(b"\xEF\xBB\xBF\n{\"text\":\"one\"}\nbroken\n{\"text\":\"two\",\"id\":\"t\"}");
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0].as_ref().expect("an article").origin, "-:2");
    assert_eq!(lines[1].as_ref().expect_err("a problem").line, Some(3));
    assert_eq!(lines[2].as_ref().expect("an article").origin, "-:4");
    let one = stream(b"\n\n{ no json\nmore\n");
    assert_eq!((one.len(), one[0].as_ref().expect("an article").text.as_str()), (1, "\n\n{ no json\nmore\n"));
    assert!(stream(b" \n ")[0].is_err() && stream(b"")[0].is_err());
}

#[test]
fn lines_over_the_limit_are_passed_over() {
    let mut bytes = vec![b'x'; MAX_DOCUMENT + 9];
    bytes.extend_from_slice(b"\n{\"text\":\"one\"}");
    let mut lines = Lines::new("f".to_owned(), Box::new(io::Cursor::new(bytes)));
    assert_eq!(lines.next().expect("an item").expect_err("a problem").line, Some(1));
    assert_eq!(lines.next().expect("an item").expect("an article").text, "one");
    assert!(lines.next().is_none());
}
