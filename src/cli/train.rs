//! `sambandh train`: a model of the tagger from sentences tagged by hand, and how well it does.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use sambandh::pack::MODEL;
use sambandh::tagger::corpus::{self, Sentence};
use sambandh::tagger::lists::Lists;
use sambandh::tagger::model::Model;
use sambandh::tagger::train::{Options as Training, train};

use super::knowledge::pack_files;
use super::{Ending, Failure, args, console, corpus as work, files};

/// What to train or to measure, resolved.
#[derive(Debug)]
pub struct Options {
    train: Option<PathBuf>,
    dev: Option<PathBuf>,
    out: Option<PathBuf>,
    names: bool,
    jobs: usize,
    pack: Option<PathBuf>,
    training: Training,
}

impl From<args::Train> for Options {
    fn from(raw: args::Train) -> Self {
        Options {
            train: raw.train,
            dev: raw.dev.or(raw.evaluate),
            out: raw.out,
            names: !raw.no_names,
            jobs: raw.common.jobs,
            pack: raw.common.pack,
            training: Training { rounds: raw.rounds, runs: raw.runs, seed: raw.seed, ..Training::default() },
        }
    }
}

/// Trains, writes and measures; or measures the model of the pack.
pub fn run(options: &Options) -> Result<Ending, Failure> {
    let pack = pack_files(options.pack.as_deref())?;
    let lang = sambandh::model::Lang::Hi;
    let file = format!("{}/{MODEL}", lang.tag());
    let dev = options.dev.as_deref().map(read).transpose()?;
    let bytes = match &options.train {
        Some(path) => {
            let corpus = read(path)?;
            let lists = if options.names { Lists::of_pack(&pack, lang)? } else { Lists::default() };
            let bar = progress(options.training.rounds * options.training.runs);
            let pool = work::threads(options.jobs)?;
            let bytes = pool.install(|| train(&corpus, &lists, &options.training, || bar.inc(1)));
            bar.finish_and_clear();
            let bytes = bytes.ok_or_else(|| Failure::Corpus {
                path: path.clone(),
                reason: "gives no model: it has no names, or too many words for a megabyte".to_owned(),
            })?;
            if let Some(out) = &options.out {
                files::write_one(out, &bytes)?;
                console::say(format_args!("{}: {} bytes\n", out.display(), bytes.len()));
            }
            bytes.into()
        }
        None => pack.model(&file).ok_or_else(|| Failure::Corpus { path: file.clone().into(), reason: "the pack has no such model".to_owned() })?,
    };
    if let Some(dev) = dev {
        let model = Model::new(bytes).map_err(|reason| Failure::Corpus { path: file.into(), reason })?;
        console::say(corpus::evaluate(&model, &dev));
    }
    Ok(Ending::Whole)
}

/// A corpus from a file.
fn read(path: &Path) -> Result<Vec<Sentence>, Failure> {
    let failed = |reason: String| Failure::Corpus { path: path.to_owned(), reason };
    let text = fs::read_to_string(path).map_err(|e: io::Error| failed(e.to_string()))?;
    corpus::read(&text).map_err(|(line, reason)| failed(format!("line {line}: {reason}")))
}

/// A bar on a terminal, nothing elsewhere.
fn progress(rounds: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} rounds, {elapsed}, {eta} left").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(rounds as u64).with_style(style)
}
