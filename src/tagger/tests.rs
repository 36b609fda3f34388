//! The tagger on sentences of our own, and the model that the program carries.

use super::*;

#[test]
fn long_text_is_tagged_in_pieces() {
    let rows = [(vote::at(vote::form("anna"), vote::REACH), [100i8, -100, 0, 0, 0, 0])];
    let model = Model::new(Model::write(&rows, 10, &[[0; 8]; 8]).expect("it fits").into()).expect("a model");
    let tokens = Tokens::new(&"anna x ".repeat(2000));
    let found = tag(&model, &mut Votes::default(), &tokens, 1, tokens.len());
    assert_eq!(found.len(), 1999);
    assert_eq!(found[0], Found { from: 2, to: 3, kind: Kind::Person, margin: 1000 });
    assert!(tag(&model, &mut Votes::default(), &tokens, 5, 5).is_empty());
}
