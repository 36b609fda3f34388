//! Runs a piece of work over all articles of the inputs on all threads, results in the order of the input.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};
use rayon::ThreadPool;
use rayon::prelude::*;
use sambandh::model::Article;
use sambandh::read::{self, Problem};

/// As much text is held at a time, whatever the size of the corpus.
const BATCH_BYTES: usize = 8 << 20;
/// And as many articles.
const BATCH: usize = 512;

/// Threads for `jobs`; 0 stands for all cores.
pub fn threads(jobs: usize) -> Result<ThreadPool, rayon::ThreadPoolBuildError> {
    rayon::ThreadPoolBuilder::new().num_threads(jobs).build()
}

/// Reads all inputs, does `work` on each article, and hands results and problems to `sink` in the order of the input,
/// until `sink` has enough.
pub fn each<T: Send>(
    inputs: &[PathBuf],
    pool: &ThreadPool,
    show_progress: bool,
    work: impl Fn(Article) -> T + Sync,
    mut sink: impl FnMut(Result<T, Problem>) -> ControlFlow<()>,
) {
    let sources = read::sources(inputs);
    let bar = if show_progress { progress(sources.len()) } else { ProgressBar::hidden() };
    let mut batch = Vec::new();
    let mut bytes = 0;
    let mut flush = |batch: &mut Vec<Result<Article, Problem>>| -> ControlFlow<()> {
        let full = std::mem::take(batch);
        let done: Vec<_> = pool.install(|| full.into_par_iter().map(|item| item.and_then(|a| guarded(a, &work))).collect());
        done.into_iter().try_for_each(&mut sink)
    };
    for source in &sources {
        for item in read::items(source) {
            bytes += item.as_ref().map_or(0, |a| a.text.len());
            batch.push(item);
            if bytes >= BATCH_BYTES || batch.len() >= BATCH {
                bytes = 0;
                if flush(&mut batch).is_break() {
                    return;
                }
            }
        }
        bar.inc(1);
    }
    let _ = flush(&mut batch);
    bar.finish_and_clear();
}

/// No article should bring the program down; should one do so, it costs only itself.
fn guarded<T>(article: Article, work: impl Fn(Article) -> T) -> Result<T, Problem> {
    let origin = article.origin.clone();
    catch_unwind(AssertUnwindSafe(|| work(article)))
        .map_err(|_| Problem::new(origin, "a fault of the program while reading it", "please report it together with the article"))
}

/// A bar on a terminal, nothing elsewhere.
fn progress(sources: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} sources, {elapsed}, {eta} left").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(sources as u64).with_style(style)
}
