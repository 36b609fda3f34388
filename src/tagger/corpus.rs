//! Sentences tagged by hand, and how well a tagger finds what they say.
//!
//! A line is a word, a tab and its tag: `B-` and a type for the first word of a name, `I-` and the type for a further
//! one, anything else for none; a blank line ends a sentence. An `O` by itself, which has lost its word, is passed over
//! (IL-NER has one). The words are tokenised as the program does it, so a
//! name of a hyphenated word is one of three tokens, and what is found must have the same first and last token.

use std::fmt;

use super::model::Model;
use super::{Kind, Votes, tag};
use crate::text::token::Tokens;

/// A sentence with the tag of each token.
pub struct Sentence {
    /// Its tokens.
    pub tokens: Tokens,
    /// Their tags, as [`Kind::tag`] numbers them.
    pub tags: Vec<u8>,
}

/// What corpora call persons, places and organisations; other types are no names here.
const TYPES: [(&str, Kind); 6] =
    [("PER", Kind::Person), ("NEP", Kind::Person), ("LOC", Kind::Place), ("NEL", Kind::Place), ("ORG", Kind::Organization), ("NEO", Kind::Organization)];

/// Reads a corpus; an error is a 1-based line and what is wrong with it.
pub fn read(text: &str) -> Result<Vec<Sentence>, (usize, String)> {
    let mut out = Vec::new();
    let mut rows: Vec<(&str, &str)> = Vec::new();
    for (n, line) in text.lines().chain([""]).enumerate() {
        if line.trim() == "O" {
            continue;
        } else if !line.trim().is_empty() {
            let row = line.split_once('\t').filter(|(word, tag)| !word.trim().is_empty() && !tag.contains('\t'));
            rows.push(row.ok_or_else(|| (n + 1, "expected a word, a tab and its tag".to_owned()))?);
        } else if !rows.is_empty() {
            out.push(sentence(&rows));
            rows.clear();
        }
    }
    Ok(out)
}

fn sentence(rows: &[(&str, &str)]) -> Sentence {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(rows.len());
    for (word, _) in rows {
        if !text.is_empty() {
            text.push(' ');
        }
        starts.push(text.len());
        text.push_str(word);
    }
    let tokens = Tokens::new(&text);
    let mut tags: Vec<u8> = Vec::with_capacity(tokens.len());
    for token in tokens.iter() {
        let row = starts.partition_point(|s| *s <= token.span.start).saturating_sub(1);
        let tag = rows[row].1.trim();
        let kind = tag.get(2..).and_then(|name| TYPES.iter().find(|t| t.0 == name)).map(|t| t.1);
        let first = starts[row] == token.span.start && tag.starts_with("B-");
        tags.push(match kind.filter(|_| tag.starts_with("B-") || tag.starts_with("I-")) {
            Some(kind) if !first && tags.last().is_some_and(|t| t & !1 == kind.tag()) => kind.tag() + 1,
            Some(kind) => kind.tag(),
            None => 0,
        });
    }
    Sentence { tokens, tags }
}

/// The names that tags tell of: first token, one past the last, kind.
pub fn names(tags: &[u8]) -> Vec<(usize, usize, Kind)> {
    let mut out: Vec<(usize, usize, Kind)> = Vec::new();
    for (i, tag) in tags.iter().enumerate() {
        if let Some(kind) = Kind::ALL.into_iter().find(|k| k.tag() == *tag) {
            out.push((i, i + 1, kind));
        } else if *tag > 0
            && let Some(last) = out.last_mut()
        {
            last.1 = i + 1;
        }
    }
    out
}

/// Counts of names for one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// In the corpus.
    pub told: usize,
    /// By the tagger.
    pub found: usize,
    /// By both, with the same first and last token and kind.
    pub both: usize,
}

impl Count {
    /// The share of what was found that is right.
    pub fn precision(self) -> f64 {
        share(self.both, self.found)
    }

    /// The share of what is told that was found.
    pub fn recall(self) -> f64 {
        share(self.both, self.told)
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        share(2 * self.both, self.told + self.found)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// How well a tagger does, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures(pub [Count; 3]);

impl Figures {
    /// All kinds taken together.
    pub fn all(&self) -> Count {
        let add = |a: Count, b: &Count| Count { told: a.told + b.told, found: a.found + b.found, both: a.both + b.both };
        self.0.iter().fold(Count::default(), add)
    }

    /// Counts the names of one sentence.
    pub fn add(&mut self, told: &[(usize, usize, Kind)], found: &[(usize, usize, Kind)]) {
        for name in told {
            self.0[name.2 as usize].told += 1;
        }
        for name in found {
            let count = &mut self.0[name.2 as usize];
            count.found += 1;
            count.both += usize::from(told.contains(name));
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<5}{:>10}{:>10}{:>10}{:>8}{:>8}{:>8}", "type", "precision", "recall", "F1", "told", "found", "both")?;
        let mut row =
            |name: &str, c: Count| writeln!(f, "{name:<5}{:>10.4}{:>10.4}{:>10.4}{:>8}{:>8}{:>8}", c.precision(), c.recall(), c.f1(), c.told, c.found, c.both);
        for kind in Kind::ALL {
            row(kind.short(), self.0[kind as usize])?;
        }
        row("all", self.all())
    }
}

/// Tags a corpus and compares.
pub fn evaluate(model: &Model, corpus: &[Sentence]) -> Figures {
    let mut votes = Votes::default();
    let mut out = Figures::default();
    for s in corpus {
        let found: Vec<_> = tag(model, &mut votes, &s.tokens, 0, s.tokens.len()).into_iter().map(|f| (f.from, f.to, f.kind)).collect();
        out.add(&names(&s.tags), &found);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_tokens_and_names_keep_their_edges() {
        let corpus = read("Jo\tB-NEP\nO\nLee-Ray\tI-NEP\nsaw\tO\nUN\tB-ORG\nRome\tI-LOC\nRome\tB-LOC\n\n\nx\t-\n2.5\tB-NETI\n").expect("a corpus");
        assert_eq!(corpus.len(), 2);
        assert_eq!(corpus[0].tags, [2, 3, 3, 3, 0, 6, 4, 4]);
        assert_eq!(corpus[1].tags, [0, 0]);
        let all = [(0, 4, Kind::Person), (5, 6, Kind::Organization), (6, 7, Kind::Place), (7, 8, Kind::Place)];
        assert_eq!(names(&corpus[0].tags), all);
    }

    #[test]
    fn a_line_of_another_form_is_told() {
        for (text, line) in [("a\tO\nb\n", 2), ("\n\na\tO\tO\n", 3), (" \tB-PER\n", 1)] {
            assert_eq!(read(text).map(|_| ()).unwrap_err().0, line, "{text:?}");
        }
    }

    #[test]
    fn only_the_same_name_counts() {
        let mut figures = Figures::default();
        figures.add(&[(0, 2, Kind::Person), (3, 4, Kind::Place)], &[(0, 2, Kind::Person), (3, 5, Kind::Place), (6, 7, Kind::Place)]);
        let all = figures.all();
        assert_eq!(all, Count { told: 2, found: 3, both: 1 });
        assert_eq!((all.precision(), all.recall(), all.f1()), (1.0 / 3.0, 0.5, 0.4));
        assert!(figures.to_string().contains("PER      1.0000    1.0000    1.0000       1       1       1"), "{figures}");
    }
}
