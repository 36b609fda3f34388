//! `sambandh annotate`: what each stage finds, one JSON line a document.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use sambandh::annotate::annotate;

use super::knowledge::Knowledge;
use super::{Ending, Failure, args, console, corpus};

/// What to annotate, resolved.
#[derive(Debug)]
pub struct Options {
    inputs: Vec<PathBuf>,
    jobs: usize,
    pack: Option<PathBuf>,
}

impl From<args::Annotate> for Options {
    fn from(raw: args::Annotate) -> Self {
        Options { inputs: raw.inputs, jobs: raw.common.jobs, pack: raw.common.pack }
    }
}

/// Prints a line for each document until the input or the reader of the output ends.
pub fn run(options: &Options) -> Result<Ending, Failure> {
    let pack = &Knowledge::load(options.pack.as_deref())?.pack;
    let pool = corpus::threads(options.jobs)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut ending = Ending::Whole;
    let mut written: io::Result<()> = Ok(());
    corpus::each(
        &options.inputs,
        &pool,
        false,
        |article| annotate(pack, &article),
        |item| {
            match item {
                Ok(line) => {
                    written = writeln!(out, "{line}");
                    if written.is_err() {
                        return ControlFlow::Break(());
                    }
                }
                Err(problem) => {
                    console::complain(problem);
                    ending = Ending::Skipped;
                }
            }
            ControlFlow::Continue(())
        },
    );
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Output { path: "standard output".into(), error }),
        _ => Ok(ending),
    }
}
