//! The listed persons by the sound of their full names.

use serde::{Deserialize, Serialize};

use super::gazetteer::{EntityIx, Gazetteer};
use super::phonetic::Phonetic;

/// Keys of the full names of listed persons. A surname by itself is not among them: it says too little.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Heard {
    /// Key and person, sorted.
    full: Vec<(String, EntityIx)>,
    /// Keys of first words, sorted.
    given: Vec<String>,
}

impl Heard {
    /// Takes every form of two words or more of every listed person.
    pub fn of(gazetteer: &Gazetteer, phonetic: &Phonetic) -> Self {
        let mut out = Heard::default();
        for (ix, e) in (0..).zip(gazetteer.entities.iter().map(|l| &l.entity)).filter(|(_, e)| e.kind == "Person") {
            for form in [&e.en, &e.hi].into_iter().chain(&e.en_alt).chain(&e.hi_alt) {
                let key = phonetic.key(form);
                if let Some((first, _)) = key.split_once('-') {
                    out.given.push(first.to_owned());
                    out.full.push((key, ix));
                }
            }
        }
        out.full.sort();
        out.full.dedup();
        out.given.sort();
        out.given.dedup();
        out
    }

    /// The one listed person whose full name has this key.
    pub fn person(&self, key: &str) -> Option<EntityIx> {
        let from = self.full.partition_point(|(k, _)| k.as_str() < key);
        let mut found = self.full[from..].iter().take_while(|(k, _)| k == key).map(|(_, ix)| *ix);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Whether some listed person's name begins with a word of this key.
    pub fn is_given(&self, key: &str) -> bool {
        self.given.binary_search_by(|k| k.as_str().cmp(key)).is_ok()
    }
}
