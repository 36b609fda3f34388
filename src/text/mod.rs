//! Text as the later stages read it: folded tokens and sentences over the untouched source.

pub mod block;
pub mod fold;
pub mod token;
