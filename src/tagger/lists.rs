//! Lists of names that training takes into account beside its corpus: the pack's own tables, and given and family names.

use std::collections::{BTreeMap, BTreeSet};

use super::{Kind, vote};
use crate::model::Lang;
use crate::pack::source::{PackError, PackFiles};
use crate::pack::table::Table;
use crate::text::token::{TokenKind, Tokens};

/// How far a list votes: on the word in it and its neighbours.
pub const REACH: usize = 1;

/// The tables of the pack that list names of a kind.
const TABLES: [(&str, Kind); 4] = [
    ("entities/persons.tsv", Kind::Person),
    ("entities/countries.tsv", Kind::Place),
    ("entities/places.tsv", Kind::Place),
    ("entities/organisations.tsv", Kind::Organization),
];

/// Words of names, each with the lists that it is in and its place in the names there.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    words: BTreeMap<String, BTreeSet<u64>>,
}

impl Lists {
    /// The names of a language in the tables of the pack, and in its `names.tsv` if there is one.
    pub fn of_pack(files: &PackFiles, lang: Lang) -> Result<Self, PackError> {
        let mut out = Lists::default();
        let lang = lang.tag();
        let others = format!("{lang}_alt");
        for (file, kind) in TABLES {
            for row in Table::parse(file, files.get(file)?)?.rows() {
                for name in [row.get(lang)].into_iter().chain(row.list(&others)) {
                    // Marks of weak and contextual names are no part of the name.
                    let name = name.trim_start_matches('~');
                    out.add(kind.short(), name.split_once('{').map_or(name, |n| n.0));
                }
            }
        }
        let file = format!("{lang}/names.tsv");
        if let Ok(text) = files.get(&file) {
            for row in Table::parse(&file, text)?.rows() {
                out.add(row.need("list")?, row.need("name")?);
            }
        }
        Ok(out)
    }

    /// Adds a name to a list.
    pub fn add(&mut self, list: &str, name: &str) {
        let tokens = Tokens::new(name);
        let words: Vec<usize> = (0..tokens.len()).filter(|i| tokens.get(*i).kind == TokenKind::Word).collect();
        for (n, i) in words.iter().enumerate() {
            let place = match n {
                _ if words.len() == 1 => "only",
                0 => "first",
                n if n + 1 == words.len() => "last",
                _ => "within",
            };
            self.words.entry(tokens.form(*i).to_owned()).or_default().insert(vote::list(&format!("{list} {place}")));
        }
    }

    /// All words of the names, folded.
    pub fn words(&self) -> impl Iterator<Item = &String> {
        self.words.keys()
    }

    /// What votes for a word by its lists: each of them, and all together.
    pub fn keys(&self, word: &str) -> Vec<u64> {
        let Some(keys) = self.words.get(word) else { return Vec::new() };
        let together: String = keys.iter().map(|k| format!("{k:x} ")).collect();
        keys.iter().copied().chain([vote::list(&together)]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_vote_by_their_lists_and_places() {
        let mut lists = Lists::default();
        lists.add("LOC", "New York");
        lists.add("PER", "York");
        assert_eq!((lists.keys("new").len(), lists.keys("york").len(), lists.keys("old").len()), (2, 3, 0));
        assert_eq!(lists.words().collect::<Vec<_>>(), ["new", "york"]);
        assert!(Lists::of_pack(&PackFiles::embedded(), Lang::Hi).expect("the tables load").words.len() > 5000);
    }
}
