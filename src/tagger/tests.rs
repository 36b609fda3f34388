//! The tagger on sentences of our own, and the model that the program carries.

use super::*;

#[test]
fn long_text_is_tagged_in_pieces() {
    let rows = [(vote::at(vote::form("anna"), vote::REACH), [100i8, -100, 0, 0, 0, 0]), (vote::at(vote::unknown(), vote::REACH), [-50; 6])];
    let model = Model::new(Model::write(&rows, 10, &[[0; 8]; 8]).expect("it fits").into()).expect("a model");
    let tokens = Tokens::new(&"anna x ".repeat(2000));
    let found = tag(&model, &mut Votes::default(), &tokens, 1, tokens.len());
    assert_eq!(found.len(), 1999);
    assert_eq!(found[0], Found { from: 2, to: 3, kind: Kind::Person, margin: 500 });
    assert!(tag(&model, &mut Votes::default(), &tokens, 5, 5).is_empty());
}

/// The file of the model that the program carries.
fn shipped() -> Vec<u8> {
    let pack = crate::pack::source::PackFiles::embedded();
    pack.model("hi/tagger.bin").expect("the pack has a Hindi model").into_owned()
}

#[test]
fn the_model_that_the_program_carries_is_whole_and_small() {
    let bytes = shipped();
    assert!(bytes.starts_with(b"SAMBTAG1"));
    assert!(bytes.len() <= model::MOST_BYTES, "{} bytes", bytes.len());
    // Bytes that are read, as these, are looked through for damage.
    let model = Model::new(bytes.into()).unwrap_or_else(|reason| panic!("it {reason}"));
    assert!(model.unit() > 0 && model.has(vote::at(vote::form(""), vote::REACH)));
}

#[test]
fn the_model_that_the_program_carries_is_not_copied() {
    let pack = crate::pack::source::PackFiles::embedded();
    assert!(matches!(pack.model("hi/tagger.bin"), Some(std::borrow::Cow::Borrowed(_))));
}
