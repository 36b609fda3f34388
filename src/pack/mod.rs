//! The knowledge that the engine works with: gazetteer, lexicons, frames, time words, noise patterns.
//!
//! A pack is immutable once loaded, and every error names the file and the line to mend.

pub mod frame;
pub mod gazetteer;
pub mod heard;
pub mod inflect;
pub mod lexicon;
pub mod phonetic;
pub mod policy;
pub mod romanise;
pub mod source;
pub mod table;
pub mod trie;

use frame::Frame;
use gazetteer::Gazetteer;
use heard::Heard;
use lexicon::{Cases, Class, Lexicon, Word};
use phonetic::Phonetic;
use romanise::Romaniser;
use source::{PackError, PackFiles};
use trie::Vocab;

use crate::model::Lang;
use crate::tagger::model::Model;
use crate::text::block::NoiseRules;
use crate::time::TimeRules;

/// The model of a language's tagger, in the language's folder.
pub const MODEL: &str = "tagger.bin";

/// What one language needs.
#[derive(Debug)]
pub struct Language {
    /// Closed-class words.
    pub lexicon: Lexicon,
    /// Event frames; triggers in the lexicon point here.
    pub frames: Vec<Frame>,
    /// Names of the cues that frames ask for.
    pub cues: Vec<String>,
    /// The model that finds names that no list has.
    pub tagger: Option<Model>,
}

/// All knowledge, ready for use.
pub struct Pack {
    /// Words by number.
    pub vocab: Vocab,
    /// Listed names and offices.
    pub gazetteer: Gazetteer,
    /// Names of the cases.
    pub cases: Cases,
    /// Hindi and English, in the order of [`Lang`].
    pub languages: [Language; 2],
    /// Time words of both languages.
    pub time: TimeRules,
    /// Patterns of what is not an article's own text.
    pub noise: NoiseRules,
    /// How readings become events, by class.
    pub policies: policy::Policies,
    /// What names sound like, however spelt.
    pub phonetic: Phonetic,
    /// Listed persons by the sound of their names.
    pub heard: Heard,
    /// Spells names in the other script.
    pub romaniser: Romaniser,
    /// Templates for labels, as the writers want them.
    pub labels: String,
}

impl Pack {
    /// Loads a pack; the embedded one loads without error, which a test asserts.
    pub fn load(files: &PackFiles) -> Result<Self, PackError> {
        let Names(mut vocab, gazetteer, phonetic, heard) = names(files)?;
        let mut cases = Cases::new();
        let mut language = |lang: Lang| -> Result<Language, PackError> {
            let file = format!("{}/lexicon.toml", lang.tag());
            let mut lexicon = Lexicon::load(lang, &file, files.get(&file)?, &mut vocab, &mut cases)?;
            for word in files.get(&format!("{}/words.txt", lang.tag())).unwrap_or_default().lines().filter(|l| !l.starts_with('#')) {
                lexicon.words.insert(&vocab.intern_phrase(word), Word::Class(Class::Common));
            }
            let mut loader = frame::Loader { lang, vocab: &mut vocab, cases: &cases, lexicon: &mut lexicon, frames: Vec::new(), cues: Vec::new() };
            let folder = format!("{}/frames", lang.tag());
            for (file, text) in files.below(&folder, ".toml") {
                loader.read(file, text)?;
            }
            let frame::Loader { frames, cues, .. } = loader;
            let file = format!("{}/{MODEL}", lang.tag());
            let tagger = files.model(&file).map(|bytes| Model::new(bytes).map_err(|reason| PackError::at(&file, 0, reason))).transpose()?;
            Ok(Language { lexicon, frames, cues, tagger })
        };
        let languages = [language(Lang::Hi)?, language(Lang::En)?];
        let time = TimeRules::load(files.get("hi/time.toml")?, files.get("en/time.toml")?).map_err(|e| PackError::at("time.toml", 0, e))?;
        let noise = NoiseRules::load(files.get("noise.toml")?).map_err(|e| PackError::at("noise.toml", 0, e))?;
        let policies = policy::load("events.toml", files.get("events.toml")?)?;
        let romaniser = Romaniser::load("romanise.tsv", files.get("romanise.tsv")?)?;
        let labels = files.get("labels.toml").unwrap_or_default().to_owned();
        Ok(Pack { vocab, gazetteer, cases, languages, time, noise, policies, phonetic, heard, romaniser, labels })
    }

    /// Whether a word (by number) begins a clause in some language.
    pub fn opens_clause(&self, number: u32) -> bool {
        number != 0 && self.languages.iter().any(|l| l.lexicon.words.values(&[number]).contains(&Word::Class(Class::Joint)))
    }

    /// The words and frames of a language.
    pub fn language(&self, lang: Lang) -> &Language {
        &self.languages[lang as usize]
    }
}

/// The tables of names as `src/prebuild.rs` left them when the program was built: reading them anew takes most of the
/// time of a short run.
static PREBUILT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.bin"));

/// The names of the pack, the numbers of their words, and how they sound.
#[derive(serde::Serialize, serde::Deserialize)]
struct Names(Vocab, Gazetteer, Phonetic, Heard);

fn names(files: &PackFiles) -> Result<Names, PackError> {
    if files.names_are_embedded() {
        return postcard::from_bytes(PREBUILT).map_err(|e| PackError::at("names.bin", 0, e.to_string()));
    }
    read_names(files)
}

fn read_names(files: &PackFiles) -> Result<Names, PackError> {
    let mut vocab = Vocab::default();
    let gazetteer = Gazetteer::load(files, &mut vocab)?;
    let phonetic = Phonetic::load("phonetic.tsv", files.get("phonetic.tsv")?)?;
    let heard = Heard::of(&gazetteer, &phonetic);
    Ok(Names(vocab, gazetteer, phonetic, heard))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prebuilt_names_are_those_of_the_tables() {
        let names = read_names(&PackFiles::embedded()).unwrap_or_else(|e| panic!("{e}"));
        assert!(postcard::to_stdvec(&names).is_ok_and(|bytes| bytes == PREBUILT));
    }
}
