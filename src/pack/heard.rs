//! The listed persons by the sound of their full names.

use std::hash::Hasher;

use serde::{Deserialize, Serialize};

use super::gazetteer::{EntityIx, Gazetteer};
use super::phonetic::Phonetic;
use super::trie::Fnv;

/// Keys of the full names of listed persons. A surname by itself is not among them: it says too little.
///
/// Of each key only a hash of 64 bits is kept, for no run should spend time on thousands of small texts when it begins;
/// that two of ten thousand keys share one has a chance of one in hundreds of thousands of millions.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Heard {
    /// Key and person, sorted.
    full: Vec<(u64, EntityIx)>,
    /// Keys of first words, sorted.
    given: Vec<u64>,
}

impl Heard {
    /// Takes every form of two words or more of every listed person.
    pub fn of(gazetteer: &Gazetteer, phonetic: &Phonetic) -> Self {
        let mut out = Heard::default();
        for (ix, e) in (0..).zip(gazetteer.entities.iter().map(|l| &l.entity)).filter(|(_, e)| e.kind == "Person") {
            for form in [&e.en, &e.hi].into_iter().chain(&e.en_alt).chain(&e.hi_alt) {
                let key = phonetic.key(form);
                if let Some((first, _)) = key.split_once('-') {
                    out.given.push(hash(first));
                    out.full.push((hash(&key), ix));
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
        let key = hash(key);
        let from = self.full.partition_point(|(k, _)| *k < key);
        let mut found = self.full[from..].iter().take_while(|(k, _)| *k == key).map(|(_, ix)| *ix);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Whether some listed person's name begins with a word of this key.
    pub fn is_given(&self, key: &str) -> bool {
        self.given.binary_search(&hash(key)).is_ok()
    }
}

fn hash(key: &str) -> u64 {
    let mut hasher = Fnv::default();
    hasher.write(key.as_bytes());
    hasher.finish()
}
