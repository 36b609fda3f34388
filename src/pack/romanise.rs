//! Spelling a name in the other script, for names that no list has.
//!
//! A table lookup, longest match first; a readable guess, not a standard transliteration.

use crate::pack::source::PackError;
use crate::pack::table::Table;

/// Tables of both directions.
#[derive(Debug, Default)]
pub struct Romaniser {
    /// Devanagari character, Latin letters, and what it is.
    letters: Vec<(char, String, Letter)>,
    /// Latin letters (longest first) to (initial or independent, dependent) Devanagari.
    back: Vec<(String, String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letter {
    Consonant,
    Vowel,
    Sign,
    Virama,
    Other,
}

impl Romaniser {
    /// Reads `romanise.tsv`: columns kind, from, to, sign.
    pub fn load(file: &str, text: &str) -> Result<Self, PackError> {
        let mut out = Romaniser::default();
        for row in Table::parse(file, text)?.rows() {
            let (from, to) = (row.need("from")?, row.get("to"));
            let kind = match row.need("kind")? {
                "consonant" => Letter::Consonant,
                "vowel" => Letter::Vowel,
                "sign" => Letter::Sign,
                "virama" => Letter::Virama,
                "other" => Letter::Other,
                "latin" => {
                    out.back.push((from.to_owned(), to.to_owned(), row.get("sign").to_owned()));
                    continue;
                }
                other => return Err(row.error(format!("`{other}` is no kind of letter"))),
            };
            let c = from.chars().next().unwrap_or_default();
            out.letters.push((c, to.to_owned(), kind));
        }
        out.back.sort_by_key(|(from, ..)| std::cmp::Reverse(from.len()));
        Ok(out)
    }

    fn letter(&self, c: char) -> Option<&(char, String, Letter)> {
        self.letters.iter().find(|l| l.0 == c)
    }

    /// Latin spelling of a Devanagari name; the inherent vowel is dropped at the end of a word
    /// and between a vowel-consonant and a consonant-vowel.
    pub fn to_latin(&self, name: &str) -> String {
        let words = name.split_whitespace().map(|w| {
            let chars: Vec<char> = w.chars().filter(|c| !matches!(c, '\u{200C}' | '\u{200D}')).collect();
            let mut out = String::new();
            for (i, c) in chars.iter().enumerate() {
                let Some((_, latin, kind)) = self.letter(*c) else {
                    if c.is_ascii() || c.is_alphabetic() {
                        out.push(*c);
                    }
                    continue;
                };
                out.push_str(latin);
                if *kind == Letter::Consonant {
                    let next = chars.get(i + 1).and_then(|n| self.letter(*n)).map(|l| l.2);
                    let inherent = match next {
                        None => i == 0,
                        Some(Letter::Sign | Letter::Virama) => false,
                        Some(Letter::Other) => true,
                        Some(Letter::Vowel) => true,
                        Some(Letter::Consonant) => i == 0 || chars.get(i + 2).and_then(|n| self.letter(*n)).is_none_or(|l| l.2 != Letter::Sign),
                    };
                    if inherent {
                        out.push('a');
                    }
                }
            }
            let mut letters = out.chars();
            letters.next().map_or_else(String::new, |f| f.to_uppercase().chain(letters).collect::<String>())
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// Devanagari spelling of a Latin name.
    pub fn to_devanagari(&self, name: &str) -> String {
        let virama = self.letters.iter().find(|l| l.2 == Letter::Virama).map(|l| l.0);
        let words = name.split_whitespace().map(|w| {
            let lower = w.to_lowercase();
            let mut rest = lower.as_str();
            let mut out = String::new();
            let mut after_consonant = false;
            while let Some(c) = rest.chars().next() {
                match self.back.iter().find(|(from, ..)| rest.starts_with(from.as_str())) {
                    Some((from, to, sign)) => {
                        let vowel = !sign.is_empty() || from == "a";
                        if vowel {
                            out.push_str(if after_consonant { sign } else { to });
                        } else {
                            if after_consonant {
                                out.extend(virama);
                            }
                            out.push_str(to);
                        }
                        after_consonant = !vowel;
                        rest = &rest[from.len()..];
                    }
                    None => {
                        if !c.is_alphabetic() {
                            out.push(c);
                        }
                        after_consonant = false;
                        rest = &rest[c.len_utf8()..];
                    }
                }
            }
            out
        });
        words.collect::<Vec<_>>().join(" ")
    }
}
