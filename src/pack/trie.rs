//! Words as numbers, and a trie over word sequences: how names and rules are found in a text.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use serde::{Deserialize, Serialize};

use crate::text::token::{TokenKind, Tokens};

/// A fast hasher for short keys of our own making (FNV-1a); not proof against chosen collisions,
/// which would cost time and never correctness.
#[derive(Clone, Copy)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xCBF2_9CE4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = (self.0 ^ u64::from(*b)).wrapping_mul(0x100_0000_01B3);
        }
    }

    fn write_u64(&mut self, v: u64) {
        self.0 = (self.0.rotate_left(5) ^ v).wrapping_mul(0x517C_C1B7_2722_0A95);
    }

    fn write_u32(&mut self, v: u32) {
        self.write_u64(u64::from(v));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A map under [`Fnv`].
pub type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;

/// Folded words that the pack knows, numbered from 1; 0 is any other word.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Vocab {
    ids: FastMap<Box<str>, u32>,
}

impl Vocab {
    /// The number of a folded word, given now if it had none.
    pub fn intern(&mut self, word: &str) -> u32 {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = self.ids.len() as u32 + 1;
        self.ids.insert(word.into(), id);
        id
    }

    /// The number of a folded word; 0 if the pack does not know it.
    pub fn get(&self, word: &str) -> u32 {
        self.ids.get(word).copied().unwrap_or(0)
    }

    /// Numbers the words of a phrase as the trie wants them: punctuation and line breaks left out.
    pub fn intern_phrase(&mut self, phrase: &str) -> Vec<u32> {
        let tokens = Tokens::new(phrase);
        (0..tokens.len()).filter(|i| is_word(tokens.get(*i).kind)).map(|i| self.intern(tokens.form(i))).collect()
    }

    /// The numbers of all tokens of a text, in O(tokens).
    pub fn number(&self, tokens: &Tokens) -> Vec<u32> {
        (0..tokens.len()).map(|i| if is_word(tokens.get(i).kind) { self.get(tokens.form(i)) } else { 0 }).collect()
    }
}

fn is_word(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Word | TokenKind::Number)
}

/// Word sequences, each with any number of values.
#[derive(Debug, Serialize, Deserialize)]
pub struct Trie<T> {
    edges: FastMap<u64, u32>,
    values: Vec<Vec<T>>,
}

impl<T> Default for Trie<T> {
    fn default() -> Self {
        Trie { edges: FastMap::default(), values: vec![Vec::new()] }
    }
}

impl<T> Trie<T> {
    /// Adds a value under a sequence of words; an empty sequence is ignored.
    pub fn insert(&mut self, words: &[u32], value: T) {
        if words.is_empty() {
            return;
        }
        let mut node = 0u32;
        for w in words {
            let next = self.values.len() as u32;
            let key = u64::from(node) << 32 | u64::from(*w);
            node = *self.edges.entry(key).or_insert(next);
            if node == next {
                self.values.push(Vec::new());
            }
        }
        self.values[node as usize].push(value);
    }

    /// Whether some sequence begins with these words, or is these.
    pub fn begins(&self, words: &[u32]) -> bool {
        let next = |node: u32, w: &u32| self.edges.get(&(u64::from(node) << 32 | u64::from(*w))).copied();
        words.iter().try_fold(0, next).is_some()
    }

    /// The values under exactly this sequence.
    pub fn values(&self, words: &[u32]) -> &[T] {
        let mut node = 0u32;
        for w in words {
            match self.edges.get(&(u64::from(node) << 32 | u64::from(*w))) {
                Some(n) => node = *n,
                None => return &[],
            }
        }
        &self.values[node as usize]
    }

    /// Calls `found` with the end (one past the last token) and the values of every sequence that starts at token
    /// `from`, shortest first. Joining punctuation within a sequence (hyphens, points, ampersands, apostrophes) is skipped.
    /// `over(i)` says how many tokens at `i` may be passed over within a sequence (0 for none).
    /// Costs one map look-up per word matched.
    pub fn walk<'t>(&'t self, tokens: &Tokens, numbers: &[u32], from: usize, to: usize, over: &dyn Fn(usize) -> usize, mut found: impl FnMut(usize, &'t [T])) {
        let mut node = 0u32;
        let mut i = from;
        while i < to {
            let number = numbers[i];
            if number == 0 {
                let joins = i > from && tokens.get(i).kind == TokenKind::Punct && joins_words(tokens.form(i));
                if joins {
                    i += 1;
                    continue;
                }
            }
            match self.edges.get(&(u64::from(node) << 32 | u64::from(number))).filter(|_| number != 0) {
                Some(n) => node = *n,
                None => {
                    let passed = if i > from { over(i) } else { 0 };
                    if passed == 0 {
                        return;
                    }
                    i += passed;
                    continue;
                }
            }
            i += 1;
            let values = &self.values[node as usize];
            if !values.is_empty() {
                found(i, values);
            }
        }
    }
}

/// The numbers of the lemmas of inflected words: `{lemma}` in rules stands for all forms of that verb.
pub type Lemmas = FastMap<u32, Vec<u32>>;

impl<T> Trie<T> {
    /// Like [`Trie::walk`], where a word matches as itself or as any of its lemmas. `over(i)` says how many
    /// tokens at `i` may be passed over within a sequence ("did *not* meet").
    pub fn walk_lemmas<'t>(
        &'t self,
        tokens: &Tokens,
        numbers: &[u32],
        (from, to): (usize, usize),
        lemmas: &Lemmas,
        over: &dyn Fn(usize) -> usize,
        found: &mut dyn FnMut(usize, &'t [T]),
    ) {
        self.step(&Step { tokens, numbers, to, lemmas, over }, 0, from, from, found);
    }

    fn step<'t>(&'t self, s: &Step<'_>, node: u32, from: usize, mut i: usize, found: &mut dyn FnMut(usize, &'t [T])) {
        while i > from && i < s.to && s.numbers[i] == 0 && s.tokens.get(i).kind == TokenKind::Punct && joins_words(s.tokens.form(i)) {
            i += 1;
        }
        if i >= s.to || s.numbers[i] == 0 {
            return;
        }
        let follow = |number: u32, end: usize, found: &mut dyn FnMut(usize, &'t [T])| {
            if let Some(next) = self.edges.get(&(u64::from(node) << 32 | u64::from(number))) {
                let values = &self.values[*next as usize];
                if !values.is_empty() {
                    found(end, values);
                }
                self.step(s, *next, from, end, found);
            }
        };
        let passed = if i > from { (s.over)(i) } else { 0 };
        for place in [i, i + passed].into_iter().take(1 + usize::from(passed > 0)).filter(|p| *p < s.to && s.numbers[*p] != 0) {
            follow(s.numbers[place], place + 1, found);
            for lemma in s.lemmas.get(&s.numbers[place]).into_iter().flatten() {
                follow(*lemma, place + 1, found);
            }
        }
    }
}

/// What stays the same on a walk.
struct Step<'a> {
    tokens: &'a Tokens,
    numbers: &'a [u32],
    to: usize,
    lemmas: &'a Lemmas,
    over: &'a dyn Fn(usize) -> usize,
}

fn joins_words(form: &str) -> bool {
    matches!(form, "-" | "+" | "\u{2010}" | "\u{2011}" | "\u{2013}" | "." | "&" | "'" | "\u{2019}" | "/" | "#" | "\u{201C}" | "\u{2018}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_are_found_across_joining_punctuation() {
        let mut v = Vocab::default();
        let mut t = Trie::default();
        for (phrase, value) in [("S-400", 1), ("S-400 Triumf", 2), ("J. P. Nadda", 3)] {
            let words = v.intern_phrase(phrase);
            t.insert(&words, value);
        }
        let at = |text: &str| {
            let tokens = Tokens::new(text);
            let numbers = v.number(&tokens);
            let mut out = Vec::new();
            t.walk(&tokens, &numbers, 0, tokens.len(), &|_| 0, |end, x| out.push((end, x[0])));
            out
        };
        assert_eq!(at("S400 Triumf"), [(2, 1), (3, 2)]);
        assert_eq!(at("s \u{2013} 400"), [(3, 1)]);
        assert_eq!(at("JP Nadda"), []);
        assert_eq!(at("J.P. Nadda said"), [(5, 3)]);
        assert_eq!(at("S, 400"), []);
    }
}
