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
    pub mod phonetic;
    pub mod heard;
}

use std::error::Error;
use std::path::Path;

use pack::gazetteer::Gazetteer;
use pack::heard::Heard;
use pack::phonetic::Phonetic;
use pack::source::PackFiles;
use pack::trie::Vocab;

fn main() -> Result<(), Box<dyn Error>> {
    let data = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("data");
    for path in ["entities", "classes.tsv", "roles.tsv", "org_kinds.tsv", "phonetic.tsv"] {
        println!("cargo::rerun-if-changed={}", data.join(path).display());
    }
    let mut vocab = Vocab::default();
    let files = PackFiles::folder(&data)?;
    let gazetteer = Gazetteer::load(&files, &mut vocab)?;
    let phonetic = Phonetic::load("phonetic.tsv", files.get("phonetic.tsv")?)?;
    let heard = Heard::of(&gazetteer, &phonetic);
    let bytes = postcard::to_stdvec(&(vocab, gazetteer, phonetic, heard))?;
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("names.bin"), bytes)?;
    Ok(())
}
