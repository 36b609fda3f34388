//! Where the knowledge files come from: embedded in the binary, or a folder given by `--pack`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data");

/// Why a pack does not load.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// A file cannot be read.
    #[error("{file}: {reason}; give --pack a folder laid out like data/")]
    Read {
        /// The file.
        file: String,
        /// What the system said.
        reason: String,
    },
    /// A file holds what its format does not allow.
    #[error("{file}{}: {reason}", if *line > 0 { format!(":{line}") } else { String::new() })]
    Format {
        /// The file, relative to the pack.
        file: String,
        /// 1-based line; 0 where it is not known.
        line: usize,
        /// What was found and what was expected.
        reason: String,
    },
}

impl PackError {
    /// A format error at a 1-based line.
    pub fn at(file: &str, line: usize, reason: impl Into<String>) -> Self {
        PackError::Format { file: file.to_owned(), line, reason: reason.into() }
    }
}

/// The knowledge files by path relative to the pack, with `/` between the parts.
#[derive(Debug)]
pub struct PackFiles {
    files: BTreeMap<String, Cow<'static, str>>,
    /// Files that are no text.
    models: BTreeMap<String, Cow<'static, [u8]>>,
    /// Whether a table comes from a folder.
    own_tables: bool,
}

impl PackFiles {
    /// The files that the binary carries.
    pub fn embedded() -> Self {
        let (mut files, mut models) = (BTreeMap::new(), BTreeMap::new());
        let mut queue = vec![&EMBEDDED];
        while let Some(dir) = queue.pop() {
            queue.extend(dir.dirs());
            for f in dir.files() {
                let path = f.path().to_string_lossy().replace('\\', "/");
                if is_model(&path) {
                    models.insert(path, Cow::Borrowed(f.contents()));
                } else if let Some(text) = f.contents_utf8().filter(|_| is_knowledge(&path)) {
                    files.insert(path, Cow::Borrowed(text));
                }
            }
        }
        PackFiles { files, models, own_tables: false }
    }

    /// The files of a folder; those that it lacks come from the binary.
    pub fn folder(root: &Path) -> Result<Self, PackError> {
        let mut out = Self::embedded();
        let mut queue = vec![root.to_path_buf()];
        while let Some(dir) = queue.pop() {
            let unreadable = |e: std::io::Error| PackError::Read { file: dir.display().to_string(), reason: e.to_string() };
            for entry in std::fs::read_dir(&dir).map_err(unreadable)? {
                let path = entry.map_err(unreadable)?.path();
                if path.is_dir() {
                    queue.push(path);
                    continue;
                }
                let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                let unreadable = |e: std::io::Error| PackError::Read { file: path.display().to_string(), reason: e.to_string() };
                if is_model(&name) {
                    out.models.insert(name, Cow::Owned(std::fs::read(&path).map_err(unreadable)?));
                } else if is_knowledge(&name) {
                    let text = std::fs::read_to_string(&path).map_err(unreadable)?;
                    out.own_tables |= name.ends_with(".tsv");
                    out.files.insert(name, Cow::Owned(text));
                }
            }
        }
        Ok(out)
    }

    /// Whether all tables are those that the binary carries.
    pub fn names_are_embedded(&self) -> bool {
        !self.own_tables
    }

    /// The text of one file.
    pub fn get(&self, path: &str) -> Result<&str, PackError> {
        self.files.get(path).map(AsRef::as_ref).ok_or_else(|| PackError::Read { file: path.to_owned(), reason: "is missing from the pack".to_owned() })
    }

    /// The bytes of a model, if the pack has it; those in the binary are not copied.
    pub fn model(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        self.models.get(path).cloned()
    }

    /// Files below `folder/` that end in `.ext`, in order of path.
    pub fn below<'a>(&'a self, folder: &'a str, ext: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files
            .iter()
            .filter(move |(p, _)| p.strip_prefix(folder).is_some_and(|r| r.starts_with('/')) && p.ends_with(ext))
            .map(|(p, t)| (p.as_str(), t.as_ref()))
    }
}

/// Sample articles are input, not knowledge.
fn is_knowledge(path: &str) -> bool {
    !path.starts_with("articles/") && (path.ends_with(".toml") || path.ends_with(".tsv") || path.ends_with(".txt") || path.ends_with(".rq"))
}

fn is_model(path: &str) -> bool {
    path.ends_with(".bin")
}
