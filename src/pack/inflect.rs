//! Inflection: the forms of verbs, so that a rule that names a lemma matches them all.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::pack::trie::{FastMap, Lemmas, Vocab};
use crate::text::fold::fold;

/// What the ending of a verb shows of its place in the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerbForm {
    /// It is a noun: "to go".
    Infinitive,
    /// It goes before the verb of its clause: "having gone".
    Converb,
    /// Any other.
    Other,
}

/// How the verbs of a language are inflected, for rules that name a verb as `{lemma}`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Inflection {
    /// What a lemma ends in; the rest is its stem.
    citation: String,
    /// Last characters of stems to which `open` endings are added; all others take `closed`.
    open_after: String,
    open: Vec<String>,
    closed: Vec<String>,
    /// Those of the endings that make a noun of the verb.
    infinitive: Vec<String>,
    /// Those that verbs with forms of their own do not take.
    perfective: Vec<String>,
    /// Those that put the verb before that of the main clause: "having gone".
    converb: Vec<String>,
    /// Verbs by lemma with the forms that no ending gives.
    verbs: BTreeMap<String, Vec<String>>,
}

impl Inflection {
    /// Every form of a verb.
    fn forms(&self, lemma: &str, irregular: &[String]) -> Vec<(String, VerbForm)> {
        let stem = lemma.strip_suffix(&self.citation).unwrap_or(lemma);
        let open = stem.chars().next_back().is_some_and(|c| self.open_after.contains(c));
        let form = |ending: &String| match ending {
            e if self.infinitive.contains(e) => VerbForm::Infinitive,
            e if self.converb.contains(e) => VerbForm::Converb,
            _ => VerbForm::Other,
        };
        let endings = if open { &self.open } else { &self.closed };
        let regular = |e: &&String| irregular.is_empty() || !self.perfective.contains(e);
        endings.iter().filter(regular).map(|e| (format!("{stem}{e}"), form(e))).chain(irregular.iter().map(|f| (f.clone(), VerbForm::Other))).collect()
    }

    /// Numbers every form of every verb.
    pub fn number(&self, vocab: &mut Vocab) -> Inflected {
        let mut out = Inflected::default();
        for (lemma, irregular) in &self.verbs {
            let number = vocab.intern(&format!("{{{lemma}}}"));
            for (form, kind) in self.forms(lemma, irregular) {
                let word = vocab.intern(&fold(&form));
                out.verb_forms.entry(word).or_insert(kind);
                let of: &mut Vec<u32> = out.lemmas.entry(word).or_default();
                if !of.contains(&number) {
                    of.push(number);
                }
            }
        }
        out
    }
}

/// The forms of a language's verbs, by the number of the word.
#[derive(Default)]
pub struct Inflected {
    /// Lemmas of each form.
    pub lemmas: Lemmas,
    /// What its ending shows.
    pub verb_forms: FastMap<u32, VerbForm>,
}

/// The numbers of the words of a rule's phrase; `{lemma}` stands for every form of a verb.
///
/// Fails with the lemma that the lexicon does not inflect.
pub fn phrase_with_lemmas(vocab: &mut Vocab, phrase: &str) -> Result<Vec<u32>, String> {
    let mut out = Vec::new();
    for part in phrase.split_whitespace() {
        if part.starts_with('{') {
            let number = vocab.get(part);
            if number == 0 {
                return Err(format!("`{part}` in `{phrase}` is no verb of the lexicon's [inflection]"));
            }
            out.push(number);
        } else {
            out.extend(vocab.intern_phrase(part));
        }
    }
    Ok(out)
}
