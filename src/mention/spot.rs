//! Spotting: every listed name and every closed-class word of a sentence, with overlaps.

use crate::pack::gazetteer::{Gazetteer, Name, Strength};
use crate::pack::lexicon::{Case, Class, Word};
use crate::pack::{Language, Pack};
use crate::text::token::{Sentence, TokenKind, Tokens};

/// A text with its tokens numbered, as the stages after `text` read it.
pub struct Words<'a> {
    /// The source.
    pub source: &'a str,
    /// Its tokens.
    pub tokens: &'a Tokens,
    /// The pack's number of each token; 0 for words that it does not know.
    pub numbers: Vec<u32>,
}

/// What stands at each token of one sentence. Indexes are tokens of the whole text.
pub struct Spots<'a> {
    from: usize,
    to: usize,
    names: Vec<Vec<(usize, Name)>>,
    words: Vec<Vec<(usize, Word)>>,
    punct: Vec<bool>,
    /// The words and rules of the sentence's language.
    pub language: &'a Language,
}

impl<'a> Spots<'a> {
    /// Looks up every token of the sentence as the start of names and words. O(tokens × longest name).
    pub fn find(pack: &'a Pack, text: &Words<'_>, sentence: &Sentence) -> Self {
        let language = pack.language(sentence.lang);
        let (from, to) = (sentence.from, sentence.to);
        let mut names = vec![Vec::new(); to - from];
        let mut words = vec![Vec::new(); to - from];
        let over = |i: usize| passed_over(language, text, i, to);
        let within = |i: usize| usize::from(language.lexicon.is_adverb(text.numbers[i]));
        for i in from..to {
            if text.numbers[i] == 0 {
                continue;
            }
            pack.gazetteer.names.walk(text.tokens, &text.numbers, i, to, &over, |end, found| {
                names[i - from].extend(found.iter().filter(|n| written_as(text, i, end, n)).map(|n| (end, *n)));
            });
            let lexicon = &language.lexicon;
            lexicon.words.walk_lemmas(text.tokens, &text.numbers, (i, to), &lexicon.lemmas, &within, &mut |end, found| {
                words[i - from].extend(found.iter().map(|w| (end, *w)));
            });
            words[i - from].sort_by_key(|(end, _)| *end);
        }
        let punct = (from..to).map(|i| text.tokens.get(i).kind == TokenKind::Punct).collect();
        let mut spots = Spots { from, to, names, words, punct, language };
        spots.drop_unsupported(&pack.gazetteer, text);
        spots
    }

    /// Takes out contextual names whose context is not in the sentence.
    fn drop_unsupported(&mut self, gazetteer: &Gazetteer, text: &Words<'_>) {
        let sentence = &text.numbers[self.from..self.to];
        for (i, list) in self.names.iter_mut().enumerate() {
            list.retain(|(end, name)| match name {
                Name::Entity { strength: Strength::Context(c), .. } => {
                    let own = i..end - self.from;
                    gazetteer.contexts[*c as usize]
                        .iter()
                        .any(|phrase| sentence.windows(phrase.len()).enumerate().any(|(at, w)| w == phrase.as_slice() && !own.contains(&at)))
                }
                _ => true,
            });
        }
    }

    /// The names that start at token `i`: (end, name), shortest first.
    pub fn names(&self, i: usize) -> &[(usize, Name)] {
        if (self.from..self.to).contains(&i) { &self.names[i - self.from] } else { &[] }
    }

    /// The closed-class words that start at token `i`, shortest first.
    pub fn words(&self, i: usize) -> &[(usize, Word)] {
        if (self.from..self.to).contains(&i) { &self.words[i - self.from] } else { &[] }
    }

    /// The longest case marker at `i`.
    pub fn case(&self, i: usize) -> Option<(usize, Case)> {
        self.words(i).iter().rev().find_map(|(end, w)| if let Word::Case(c) = w { Some((*end, *c)) } else { None })
    }

    /// The end of the longest member of a class at `i`.
    pub fn class(&self, i: usize, class: Class) -> Option<usize> {
        self.words(i).iter().rev().find_map(|(end, w)| (*w == Word::Class(class)).then_some(*end))
    }

    /// Whether a verb group ends before token `i`, or goes on with an auxiliary: at punctuation, a joint, "and".
    pub fn closes_group(&self, i: usize) -> bool {
        i >= self.to
            || self.punct[i - self.from]
            || [Class::And, Class::Joint, Class::Relative, Class::Finite, Class::Negation].into_iter().any(|c| self.class(i, c).is_some())
    }

    /// Whether token `i` is a word of the lexicon by itself.
    pub fn is_known(&self, i: usize) -> bool {
        !self.words(i).is_empty()
    }

    /// First token of the sentence.
    pub fn start(&self) -> usize {
        self.from
    }

    /// One past the last token of the sentence.
    pub fn end(&self) -> usize {
        self.to
    }
}

/// What may stand within a name: an ordinal ("the 22nd"), a short group in brackets (its acronym), opening quotes.
fn passed_over(language: &Language, text: &Words<'_>, i: usize, to: usize) -> usize {
    let tokens = text.tokens;
    if tokens.get(i).kind == TokenKind::Number && i + 1 < to {
        let mut end = 0;
        language.lexicon.words.walk(tokens, &text.numbers, i + 1, to, &|_| 0, |e, found| {
            if found.contains(&Word::Class(Class::OrdinalSuffix)) {
                end = e;
            }
        });
        return end.saturating_sub(i);
    }
    if tokens.form(i) == "(" {
        let close = (i + 1..to.min(i + 7)).find(|j| tokens.form(*j) == ")");
        return close.map_or(0, |c| c + 1 - i);
    }
    0
}

/// Whether the text writes the name with the capitals that it needs.
fn written_as(text: &Words<'_>, from: usize, to: usize, name: &Name) -> bool {
    let (capital, upper) = match name {
        Name::Entity { capital, upper, .. } | Name::Role { capital, upper, .. } | Name::Adjective { capital, upper, .. } => (*capital, *upper),
        Name::National { .. } | Name::OrgKind { .. } => (false, false),
    };
    if upper {
        let letters = text.tokens.span(from, to).of(text.source);
        return letters.chars().all(|c| !c.is_lowercase());
    }
    // A role in running text may be written small: "the foreign minister".
    !capital || text.tokens.get(from).capital || matches!(name, Name::Role { .. })
}
