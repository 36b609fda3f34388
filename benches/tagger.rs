//! How many tokens a second the tagger tags on one core: `cargo bench`.
//!
//! The text is the Hindi sample articles. Each is tagged as the pipeline would, with votes of its own, whole.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use sambandh::model::Lang;
use sambandh::pack::Pack;
use sambandh::pack::source::PackFiles;
use sambandh::tagger::{Votes, tag};
use sambandh::text::token::{Sentence, Tokens, sentences};

fn main() -> Result<(), Box<dyn Error>> {
    let begin = Instant::now();
    let pack = Pack::load(&PackFiles::embedded())?;
    let model = pack.language(Lang::Hi).tagger.as_ref().ok_or("the pack has a Hindi model")?;
    println!("pack loaded in {:?}", begin.elapsed());
    let mut texts = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles"))? {
        let path = entry?.path();
        if path.file_name().is_some_and(|n| n.to_string_lossy().starts_with("hi_")) {
            texts.push(Tokens::new(&fs::read_to_string(path)?));
        }
    }
    let articles: Vec<(&Tokens, Vec<Sentence>)> = texts.iter().map(|t| (t, sentences(t, &|_| false))).collect();
    let tokens: usize = articles.iter().flat_map(|a| &a.1).map(|s| s.to - s.from).sum();
    let names = || {
        let of = |(tokens, list): &(&Tokens, Vec<Sentence>)| {
            let mut votes = Votes::default();
            list.iter().map(|s| tag(model, &mut votes, tokens, s.from, s.to).len()).sum::<usize>()
        };
        articles.iter().map(of).sum::<usize>()
    };
    let expected = names();
    assert!(expected > 50, "{expected} names");
    // The best of many short measurements: what else the machine does only ever slows.
    let best = (0..200)
        .map(|_| {
            let begin = Instant::now();
            assert_eq!(black_box(names()), expected);
            begin.elapsed()
        })
        .min()
        .unwrap_or(Duration::MAX);
    println!("{} articles, {tokens} tokens, {expected} names: {:.2} million tokens a second", articles.len(), tokens as f64 / best.as_secs_f64() / 1e6);
    Ok(())
}
