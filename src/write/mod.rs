//! The graph as files. Each writer is a pure function from the graph and the options to bytes.

mod words;
mod label;
mod rdf;
mod turtle;
mod nquads;
mod meetings;
mod dot;
mod svg;
mod json;
mod csv;

pub use csv::facts_csv;
pub use dot::meetings_dot;
pub use json::json;
pub use nquads::nquads;
pub use rdf::{quads, triples};
pub use svg::meetings_svg;
pub use turtle::turtle;
pub use words::Words;

use crate::model::Lang;

/// What a user can choose of the files.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The IRI that the instances' IRIs begin with, up to and with its last `/`.
    pub base: &'a str,
    /// The language of the pictures.
    pub lang: Lang,
    /// Words and templates.
    pub words: &'a Words,
}

/// The base of instance IRIs unless the user sets another.
pub const DEFAULT_BASE: &str = "https://w3id.org/sambandh/id/";

impl Default for Options<'_> {
    fn default() -> Self {
        Options { base: DEFAULT_BASE, lang: Lang::Hi, words: Words::embedded() }
    }
}
