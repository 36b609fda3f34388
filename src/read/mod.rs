//! Reading: files, folders and standard input become articles.
//!
//! [`sources`] says what there is to read, in a fixed order, and opens nothing but folders; [`items`] reads one source
//! item by item in bounded memory; [`read_inputs`] does both for a small corpus. What cannot be read becomes a
//! [`Problem`] with its place and costs nothing else. Nothing here looks at what an article says.

mod document;
mod problem;

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::model::Article;
pub use document::{MAX_DOCUMENT, article_id};
pub use problem::Problem;

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file that holds one article as plain text.
    Plain(PathBuf),
    /// A file with one JSON object a line.
    Lines(PathBuf),
    /// Standard input: JSONL if its first line that is not blank is a JSON object with a `text`, else one article.
    Stdin,
    /// An input that could not be looked at.
    Unreadable(Problem),
}

/// What there is to read: the files given, and those in the folders given, in that order.
///
/// In folders `.txt`, `.md`, `.jsonl`, `.ndjson` and names without extension count, sorted by relative path; hidden
/// ones and loops of links are left out. A file that is named itself is read whatever its extension.
/// A file that is reached twice is read once. `-` is standard input.
pub fn sources(inputs: &[PathBuf]) -> Vec<Source> {
    let mut walk = Walk::default();
    for input in inputs {
        walk.input(input);
    }
    walk.found
}

/// Reads all of `inputs`: the articles in order, and what could not be read.
pub fn read_inputs(inputs: &[PathBuf]) -> (Vec<Article>, Vec<Problem>) {
    let mut articles = Vec::new();
    let mut problems = Vec::new();
    for item in sources(inputs).iter().flat_map(items) {
        match item {
            Ok(article) => articles.push(article),
            Err(problem) => problems.push(problem),
        }
    }
    (articles, problems)
}

/// Reads one source whole.
pub fn read(source: &Source) -> Vec<Result<Article, Problem>> {
    items(source).collect()
}

/// Reads one source item by item. Holds one document at a time.
pub fn items(source: &Source) -> Items {
    let opened = match source {
        Source::Unreadable(problem) => Err(problem.clone()),
        Source::Plain(path) => open(path).map(|from| Items::plain(path, from)),
        Source::Lines(path) => open(path).map(|from| Items(State::Lines(Lines::new(shown(path), from)))),
        Source::Stdin => Ok(Items::stream(Box::new(BufReader::new(io::stdin())))),
    };
    opened.unwrap_or_else(|problem| Items(State::One(Some(Err(problem)))))
}

/// The articles of one source, and the problems in it, in order.
pub struct Items(State);

enum State {
    One(Option<Result<Article, Problem>>),
    Lines(Lines),
}

impl Items {
    fn plain(path: &Path, from: Box<dyn BufRead>) -> Self {
        let origin = shown(path);
        let name = path.file_stem().unwrap_or(OsStr::new("")).to_string_lossy();
        Items(State::One(Some(whole(&origin, &name, Vec::new(), from))))
    }

    /// A stream of unknown kind, as [`Source::Stdin`] says.
    fn stream(mut from: Box<dyn BufRead>) -> Self {
        let mut lines = Lines::new("-".to_owned(), Box::new(io::empty()));
        let mut head = Vec::new();
        loop {
            let at = head.len();
            match read_line(&mut from, &mut head) {
                Ok(More::Line) if blank(&head[at..]) => lines.read += 1,
                Ok(More::Line) if document::is_json_article(&head[at..]) => {
                    lines.pending = Some(head.split_off(at));
                    lines.from = from;
                    return Items(State::Lines(lines));
                }
                Ok(_) => return Items(State::One(Some(whole("-", "stdin", head, from)))),
                Err(e) => return Items(State::One(Some(Err(failed("-", &e))))),
            }
        }
    }
}

impl Iterator for Items {
    type Item = Result<Article, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            State::One(item) => item.take(),
            State::Lines(lines) => lines.next(),
        }
    }
}

/// The lines of a JSONL stream.
struct Lines {
    origin: String,
    from: Box<dyn BufRead>,
    /// Number of lines read.
    read: usize,
    /// A line that was read to see what the stream is.
    pending: Option<Vec<u8>>,
    ended: bool,
}

impl Lines {
    fn new(origin: String, from: Box<dyn BufRead>) -> Self {
        Lines { origin, from, read: 0, pending: None, ended: false }
    }

    fn next(&mut self) -> Option<Result<Article, Problem>> {
        while !self.ended {
            let mut line = self.pending.take().unwrap_or_default();
            let more = if line.is_empty() { read_line(&mut self.from, &mut line) } else { Ok(More::Line) };
            self.read += 1;
            match more {
                Ok(More::Line) if blank(&line) => {}
                Ok(More::Line) => return Some(document::json_line(&self.origin, self.read, &line)),
                Ok(More::TooLong) => return Some(Err(too_long(&self.origin).on_line(self.read))),
                Ok(More::End) => self.ended = true,
                Err(e) => {
                    self.ended = true;
                    return Some(Err(failed(&self.origin, &e).on_line(self.read)));
                }
            }
        }
        None
    }
}

enum More {
    Line,
    TooLong,
    End,
}

/// Appends the next line, with its end, to `line`. Of a line over the limit the rest is passed over.
fn read_line(from: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<More> {
    let got = (&mut *from).take(MAX_DOCUMENT as u64 + 1).read_until(b'\n', line)?;
    if got <= MAX_DOCUMENT {
        return Ok(if got == 0 { More::End } else { More::Line });
    }
    while !line.ends_with(b"\n") {
        let (taken, done) = {
            let buffer = from.fill_buf()?;
            let end = buffer.iter().position(|b| *b == b'\n');
            (end.map_or(buffer.len(), |i| i + 1), end.is_some() || buffer.is_empty())
        };
        from.consume(taken);
        if done {
            break;
        }
    }
    Ok(More::TooLong)
}

/// One plain document: what was read of it already, and the rest.
fn whole(origin: &str, name: &str, mut bytes: Vec<u8>, from: Box<dyn BufRead>) -> Result<Article, Problem> {
    let room = (MAX_DOCUMENT + 1).saturating_sub(bytes.len());
    from.take(room as u64).read_to_end(&mut bytes).map_err(|e| failed(origin, &e))?;
    if bytes.len() > MAX_DOCUMENT {
        return Err(too_long(origin));
    }
    document::plain(origin, name, &bytes)
}

fn blank(line: &[u8]) -> bool {
    line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line).iter().all(u8::is_ascii_whitespace)
}

fn open(path: &Path) -> Result<Box<dyn BufRead>, Problem> {
    let file = File::open(path).map_err(|e| failed(&shown(path), &e))?;
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

fn too_long(origin: &str) -> Problem {
    Problem::new(origin, format!("longer than {} MiB", MAX_DOCUMENT >> 20), "split it into articles, one a file or one a JSONL line")
}

fn failed(origin: &str, error: &io::Error) -> Problem {
    let (what, hint) = match error.kind() {
        io::ErrorKind::NotFound => ("no such file or folder".to_owned(), "check the name and the working directory"),
        io::ErrorKind::PermissionDenied => ("not allowed to read it".to_owned(), "give read permission, or leave it out"),
        _ => (format!("cannot be read: {error}"), "check the file and the disk, or leave it out"),
    };
    Problem::new(origin, what, hint)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Collects sources and remembers what it has seen.
#[derive(Default)]
struct Walk {
    found: Vec<Source>,
    seen: HashSet<PathBuf>,
}

impl Walk {
    fn input(&mut self, input: &Path) {
        if input == Path::new("-") {
            if self.seen.insert(input.to_owned()) {
                self.found.push(Source::Stdin);
            }
            return;
        }
        match fs::metadata(input) {
            Err(e) => self.found.push(Source::Unreadable(failed(&shown(input), &e))),
            Ok(meta) if meta.is_dir() => {
                if !self.folder(input) {
                    let hint = "put .txt, .md, .jsonl or .ndjson files into it, or name another folder";
                    self.found.push(Source::Unreadable(Problem::new(shown(input), "no article in the folder", hint)));
                }
            }
            Ok(_) => {
                let lines = kind_of(input) == Some(Kind::Lines);
                self.file(input, if lines { Kind::Lines } else { Kind::Plain });
            }
        }
    }

    /// Walks a folder; whether there is anything to read or to tell of in it, be it known already.
    fn folder(&mut self, folder: &Path) -> bool {
        if !self.is_new(folder) {
            return true;
        }
        let entries = match fs::read_dir(folder).and_then(|entries| entries.map(|e| e.map(|e| e.path())).collect::<io::Result<Vec<_>>>()) {
            Ok(entries) => entries,
            Err(e) => {
                self.found.push(Source::Unreadable(failed(&shown(folder), &e)));
                return true;
            }
        };
        let mut entries: Vec<_> = entries.into_iter().filter(|path| !hidden(path)).collect();
        entries.sort();
        let mut any = false;
        for path in entries {
            match (fs::metadata(&path), kind_of(&path)) {
                (Ok(meta), _) if meta.is_dir() => any |= self.folder(&path),
                (Ok(meta), Some(kind)) if meta.is_file() => {
                    self.file(&path, kind);
                    any = true;
                }
                // A dangling link that is named like an article is worth a word.
                (Err(e), Some(_)) => {
                    self.found.push(Source::Unreadable(failed(&shown(&path), &e)));
                    any = true;
                }
                _ => {}
            }
        }
        any
    }

    fn file(&mut self, path: &Path, kind: Kind) {
        if self.is_new(path) {
            self.found.push(match kind {
                Kind::Plain => Source::Plain(path.to_owned()),
                Kind::Lines => Source::Lines(path.to_owned()),
            });
        }
    }

    fn is_new(&mut self, path: &Path) -> bool {
        self.seen.insert(fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Lines,
}

/// How a file in a folder is read; `None` for one that is passed over.
fn kind_of(path: &Path) -> Option<Kind> {
    match path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).as_deref() {
        None | Some("txt" | "md") => Some(Kind::Plain),
        Some("jsonl" | "ndjson") => Some(Kind::Lines),
        Some(_) => None,
    }
}

fn hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

#[cfg(test)]
mod tests;
