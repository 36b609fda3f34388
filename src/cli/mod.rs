//! The command line: what a user writes (`args`), and for each command its resolved options and what it does.
//!
//! Commands return how they ended; only `main` turns that into an exit code. What goes wrong with one document is a
//! problem that is told and passed over; what stops the whole command is a [`Failure`].

pub mod args;
pub mod console;
mod knowledge;
mod corpus;
pub mod annotate;
pub mod build;
pub mod train;
mod files;
mod summary;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use sambandh::pack::source::PackError;

/// How a command ended that was not stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All of the input was read.
    Whole,
    /// Something was skipped.
    Skipped,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Whole => ExitCode::SUCCESS,
            Ending::Skipped => ExitCode::from(1),
        }
    }
}

/// Why a command could not do its work at all.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The knowledge does not load.
    #[error("the pack does not load: {0}")]
    Pack(#[from] PackError),
    /// A file or folder of the output cannot be written.
    #[error("{path}: cannot be written: {error}; nothing was changed, name another folder with --out or make room")]
    Output {
        /// What was to be written.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A corpus or model cannot be read or makes no sense.
    #[error("{path}: {reason}")]
    Corpus {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The threads cannot be started.
    #[error("cannot start the threads: {0}; give fewer with --jobs")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}
