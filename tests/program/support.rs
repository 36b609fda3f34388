//! Running the program, and small corpora to run it on.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use oxrdf::{Graph, NamedNode};
use tempfile::TempDir;

pub const SB: &str = "https://w3id.org/sambandh/ontology#";
pub const NIF: &str = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#";
pub const SCHEMA: &str = "https://schema.org/";
pub const FILES: [&str; 6] = ["graph.ttl", "graph.nq", "meetings.dot", "meetings.svg", "graph.json", "facts.csv"];

/// Articles of a few lines that the program finds something in.
pub const HINDI: &str = "राजनाथ सिंह ने बेलौसोव से की मुलाकात

4 दिसंबर 2025
नई दिल्ली। रक्षा मंत्री राजनाथ सिंह ने गुरुवार को नई दिल्ली में रूस के रक्षा मंत्री आंद्रेई बेलौसोव से मुलाकात की।
राष्ट्रपति पुतिन ने प्रधानमंत्री मोदी को मॉस्को आमंत्रित किया।
";
pub const ENGLISH: &str = "Modi meets Putin in Moscow

July 9, 2024
Prime Minister Narendra Modi met Russian President Vladimir Putin in Moscow on Tuesday. Foreign Minister Sergey Lavrov said that the talks were good.
";

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sample articles.
pub fn samples() -> PathBuf {
    root().join("data/articles")
}

/// How a run went.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Run {
    fn from(o: Output) -> Self {
        let text = |b: Vec<u8>| String::from_utf8(b).expect("the program prints UTF-8");
        Run { code: o.status.code().expect("the program ends by itself"), stdout: text(o.stdout), stderr: text(o.stderr) }
    }
}

pub fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_sambandh"))
}

/// Runs the program in the project's folder.
pub fn run<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Run {
    program().args(args).current_dir(root()).stdin(Stdio::null()).output().expect("the program starts").into()
}

/// Runs the program with something to read on standard input.
pub fn run_with_input<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>, input: &[u8]) -> Run {
    let mut child = program().args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(input).expect("the program reads its input");
    child.wait_with_output().expect("the program ends").into()
}

/// A folder with these files.
pub fn folder<B: AsRef<[u8]>>(files: &[(&str, B)]) -> TempDir {
    let dir = TempDir::new().expect("a folder");
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    dir
}

/// What a build wrote.
pub struct Built {
    pub run: Run,
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Built {
    pub fn text(&self, name: &str) -> &str {
        std::str::from_utf8(&self.files[name]).expect("UTF-8")
    }

    pub fn turtle(&self) -> Graph {
        parse_turtle(self.text("graph.ttl"))
    }
}

/// Builds the inputs with further options; all must be read.
pub fn build<A: AsRef<OsStr>>(inputs: impl IntoIterator<Item = A>, options: &[&str]) -> Built {
    let built = build_any(inputs, options);
    assert_eq!((built.run.code, built.run.stderr.as_str()), (0, ""));
    built
}

/// Builds the inputs with further options.
pub fn build_any<A: AsRef<OsStr>>(inputs: impl IntoIterator<Item = A>, options: &[&str]) -> Built {
    let out = TempDir::new().expect("a folder");
    let mut args: Vec<std::ffi::OsString> = vec!["build".into(), "--out".into(), out.path().into()];
    args.extend(options.iter().map(Into::into));
    args.extend(inputs.into_iter().map(|i| i.as_ref().to_owned()));
    let run = run(args);
    let files = fs::read_dir(out.path()).expect("the folder");
    let files = files.map(|f| f.expect("an entry")).map(|f| (f.file_name().into_string().expect("UTF-8"), fs::read(f.path()).expect("a file"))).collect();
    Built { run, files }
}

/// The sample articles, built once.
pub fn built_samples() -> &'static Built {
    static BUILT: LazyLock<Built> = LazyLock::new(|| build([samples()], &[]));
    &BUILT
}

pub fn parse_turtle(text: &str) -> Graph {
    oxttl::TurtleParser::new().for_slice(text.as_bytes()).map(|t| t.unwrap_or_else(|e| panic!("{e}"))).collect()
}

/// The files of the ontology, as one graph.
pub fn ontology() -> Graph {
    let mut all = Graph::new();
    for name in ["sambandh.ttl", "shapes.ttl"] {
        let text = fs::read_to_string(root().join("ontology").join(name)).expect("the ontology");
        all.extend(parse_turtle(&text).iter());
    }
    all
}

pub fn node(namespace: &str, name: &str) -> NamedNode {
    NamedNode::new(format!("{namespace}{name}")).expect("an IRI")
}

/// The literal value of a property that has one.
pub fn value(graph: &Graph, subject: oxrdf::NamedOrBlankNodeRef<'_>, property: &NamedNode) -> Option<String> {
    graph.object_for_subject_predicate(subject, property).map(|o| match o {
        oxrdf::TermRef::Literal(l) => l.value().to_owned(),
        other => other.to_string(),
    })
}
