//! `sambandh build`: articles in, files of one graph out.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::PathBuf;

use rayon::prelude::*;
use sambandh::graph::{self, KnowledgeGraph};
use sambandh::model::Lang;
use sambandh::{pipeline, write};

use super::args::{self, Format, Labels};
use super::knowledge::Knowledge;
use super::summary::{Summary, Timing};
use super::{Ending, Failure, console, corpus, files};

/// Where articles lie unless the user says.
const SAMPLES: &str = "data/articles";

/// What to build, resolved.
#[derive(Debug)]
pub struct Options {
    inputs: Vec<PathBuf>,
    out: PathBuf,
    formats: BTreeSet<Format>,
    base: String,
    labels: Lang,
    quiet: bool,
    jobs: usize,
    pack: Option<PathBuf>,
}

impl From<args::Build> for Options {
    fn from(raw: args::Build) -> Self {
        let all = [Format::Ttl, Format::Nq, Format::Dot, Format::Svg, Format::Json, Format::Csv];
        Options {
            inputs: if raw.inputs.is_empty() { vec![SAMPLES.into()] } else { raw.inputs },
            out: raw.out,
            formats: if raw.format.is_empty() { all.into() } else { raw.format.into_iter().collect() },
            base: raw.base,
            labels: match raw.labels {
                Labels::Hi => Lang::Hi,
                Labels::En => Lang::En,
            },
            quiet: raw.quiet,
            jobs: raw.common.jobs,
            pack: raw.common.pack,
        }
    }
}

/// Reads, merges, writes, and says what was done.
pub fn run(options: &Options) -> Result<Ending, Failure> {
    let mut time = Timing::start();
    let pool = corpus::threads(options.jobs)?;
    let knowledge = pool.install(|| Knowledge::load(options.pack.as_deref()))?;
    time.knowledge = time.lap();

    let (mut facts, mut problems) = (Vec::new(), Vec::new());
    corpus::each(
        &options.inputs,
        &pool,
        !options.quiet,
        |article| pipeline::read(&knowledge.pack, article),
        |item| {
            match item {
                Ok(read) => facts.push(read),
                Err(problem) => problems.push(problem),
            }
            ControlFlow::Continue(())
        },
    );
    for problem in &problems {
        console::complain(problem);
    }
    if facts.is_empty() {
        console::complain(format_args!("sambandh: no article was read, so nothing was written; {} is as it was", options.out.display()));
        return Ok(Ending::Skipped);
    }
    time.reading = time.lap();

    let graph = pool.install(|| graph::merge_with(&facts, &knowledge.kinds));
    time.merging = time.lap();

    let write_options = write::Options { base: &options.base, lang: options.labels, words: &knowledge.words };
    let formats: Vec<Format> = options.formats.iter().copied().collect();
    let files = formats.par_iter().map(|f| (f.file(), f.render(&graph, &write_options)));
    let written = pool.install(|| files::write_all(&options.out, files))?;
    time.writing = time.lap();

    if !options.quiet {
        console::say(Summary::new(&graph, &facts, problems.len(), options.labels, written, time));
    }
    // The program ends here: what it holds goes with it, and freeing a hundred thousand small things takes time.
    std::mem::forget((graph, facts, knowledge));
    Ok(if problems.is_empty() { Ending::Whole } else { Ending::Skipped })
}

impl Format {
    /// The name of the file.
    fn file(self) -> &'static str {
        match self {
            Format::Ttl => "graph.ttl",
            Format::Nq => "graph.nq",
            Format::Dot => "meetings.dot",
            Format::Svg => "meetings.svg",
            Format::Json => "graph.json",
            Format::Csv => "facts.csv",
        }
    }

    /// Its bytes.
    fn render(self, graph: &KnowledgeGraph, options: &write::Options<'_>) -> Vec<u8> {
        match self {
            Format::Ttl => write::turtle(graph, options).into(),
            Format::Nq => write::nquads(graph, options).into(),
            Format::Dot => write::meetings_dot(graph, options).into(),
            Format::Svg => write::meetings_svg(graph, options).into(),
            Format::Json => write::json(graph, options).into(),
            Format::Csv => write::facts_csv(graph, options),
        }
    }
}
