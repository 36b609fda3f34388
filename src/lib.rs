//! Sambandh reads Hindi and English news on diplomacy and defence into a knowledge graph.
#![allow(missing_docs)]
pub mod span;
pub mod model;
pub mod read;
pub mod text;
pub mod pack;
pub mod mention;
pub mod link;
pub mod time;
pub mod event;
pub mod pipeline;
pub mod graph;
pub mod write;
pub mod annotate;
