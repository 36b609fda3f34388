//! Sambandh reads Hindi and English news on diplomacy and defence into a knowledge graph, each fact tied to its words.
//!
//! # The way of the data
//!
//! The modules stand in the order in which an article passes through them:
//!
//! | module | from | to |
//! | --- | --- | --- |
//! | [`read`] | files, folders, standard input | [`model::Article`], or a problem with its place |
//! | [`text`] | the source text | tokens, sentences, blocks: which lines are the article's own words |
//! | [`pack`] | files of knowledge in `data/` | names, words, frames, time words, ready for use |
//! | [`tagger`] | tokens of a sentence | names that no list has; its model is learned from tagged sentences |
//! | [`mention`] | sentences | phrases that name or stand for something, with office and case |
//! | [`link`] | mentions | which entity each means: by name, office, country, pronoun, pair |
//! | [`time`] | sentences | dates and intervals, resolved against the article's day |
//! | [`event`] | triggers with their phrases | readings by frames; readings of one event united |
//! | [`pipeline`] | an article | [`model::Facts`]: all that it says, with evidence |
//! | [`graph`] | facts of many articles | one petgraph in which the same entity and the same event are one node |
//! | [`write`] | the graph | Turtle, N-Quads, DOT, SVG, JSON, CSV |
//!
//! [`span`] and [`model`] are the values that pass between them; [`annotate`] shows the value of each stage.
//! The program `sambandh` (`src/main.rs`, `src/cli`) is the library's only user of files and threads but for [`read`].
//!
//! ```
//! use sambandh::{graph, model::Article, pack::Pack, pack::source::PackFiles, pipeline, write};
//!
//! let pack = Pack::load(&PackFiles::embedded())?;
//! let text = "Prime Minister Narendra Modi met Russian President Vladimir Putin in Moscow.".to_owned();
//! let facts = pipeline::read(&pack, Article { id: "one".to_owned(), text, ..Article::default() });
//! assert!(facts.entities.contains_key("vladimir-putin"));
//! let turtle = write::turtle(&graph::merge(&[facts]), &write::Options::default());
//! assert!(turtle.contains("person:vladimir-putin"));
//! # Ok::<(), sambandh::pack::source::PackError>(())
//! ```
//!
//! # What holds everywhere
//!
//! - **No span, no fact.** Every event, held office and meeting carries the bytes of the article that say so, and the
//!   name of the rule that read them.
//! - **One unit of place.** Spans are half-open ranges of bytes of the text as it was read. Folding and tokens keep their
//!   way back to it. Code points appear only in what is written out.
//! - **Knowledge is data.** The engine knows no word of Hindi or English and no type of event; these are files of the
//!   pack, with examples and counter-examples that the tests run. No Devanagari stands in the sources: a test holds it.
//! - **One direction.** A stage takes earlier values and returns a new one; nothing writes back. [`pipeline`] alone calls
//!   the stages, and only reading inputs, loading a pack and writing files can fail.
//! - **Same input, same bytes.** Output depends on articles, pack and options alone: no order of hash tables, no clock, no
//!   chance, no order of threads or inputs.
//! - **Identity is a function of what identifies.** Identifiers of entities, events and articles come from names and
//!   content, never from position, so that graphs of parts of a corpus can be united.
//! - **Merging keeps disagreement.** [`graph`] keeps each article's own telling beside the merged value.
//!
//! What is absent on purpose: a language model, the network, a configuration file, global state but for the tables built
//! into the program, and unsafe code.

pub mod span;
pub mod model;
pub mod read;
pub mod text;
pub mod tagger;
pub mod pack;
pub mod mention;
pub mod link;
pub mod time;
pub mod event;
pub mod pipeline;
pub mod graph;
pub mod write;
pub mod annotate;
