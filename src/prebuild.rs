//! Runs when the program is built: reads the tables of names in `data/` and leaves them in the form in which
//! `pack` loads them, so that no run has to tokenise and fold tens of thousands of names.
//!
//! It is a program of its own, made of the library's modules that the tables need.
#![allow(dead_code, unused_imports, unfulfilled_lint_expectations, reason = "only a part of the shared modules is used here")]

mod span;
mod model;
mod text {
    pub mod fold;
    pub mod token;
}
mod pack {
    pub mod source;
    pub mod table;
    pub mod trie;
    pub mod gazetteer;
}

use std::error::Error;
use std::path::Path;

use pack::gazetteer::Gazetteer;
use pack::source::PackFiles;
use pack::trie::Vocab;

fn main() -> Result<(), Box<dyn Error>> {
    let data = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("data");
    for path in ["entities", "classes.tsv", "roles.tsv", "org_kinds.tsv"] {
        println!("cargo::rerun-if-changed={}", data.join(path).display());
    }
    let mut vocab = Vocab::default();
    let gazetteer = Gazetteer::load(&PackFiles::folder(&data)?, &mut vocab)?;
    let bytes = postcard::to_stdvec(&(vocab, gazetteer))?;
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("names.bin"), bytes)?;
    Ok(())
}
