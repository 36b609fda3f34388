//! Words, numbers and punctuation of a text, with their source spans and folded forms.

use crate::model::Lang;
use crate::span::Span;
use crate::text::fold::{fold_into, is_devanagari};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters of one script with their marks; an English possessive `'s` is a word of its own.
    Word,
    /// Digits, with grouping commas or a decimal point within.
    Number,
    /// One other visible character.
    Punct,
    /// A web address, e-mail address or user name (`@name`), as one token.
    Address,
    /// A line break, which ends a sentence.
    Break,
}

/// One token of a text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands in the source.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether white space or the start of the text stands before it.
    pub spaced: bool,
    /// Whether it begins with an upper-case letter.
    pub capital: bool,
    /// Byte range of its folded form in [`Tokens::folded`].
    form: (u32, u32),
}

/// The tokens of a text in order. Spans are disjoint and increasing.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    list: Vec<Token>,
    folded: String,
}

impl Tokens {
    /// Splits `text`, in O(n).
    pub fn new(text: &str) -> Self {
        let mut out = Tokens { list: Vec::with_capacity(text.len() / 8), folded: String::with_capacity(text.len()) };
        let mut spaced = true;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let (kind, len) = scan(&text[at..], c);
            match kind {
                Some(kind) => {
                    out.push(text, Span::new(at, at + len), kind, spaced);
                    spaced = kind == TokenKind::Break;
                }
                None => spaced = true,
            }
            at += len;
        }
        out
    }

    fn push(&mut self, text: &str, span: Span, kind: TokenKind, spaced: bool) {
        let word = span.of(text);
        let from = self.folded.len() as u32;
        if kind == TokenKind::Number {
            self.folded.extend(word.chars().filter_map(ascii_digit_or_point));
        } else {
            fold_into(word, &mut self.folded);
        }
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        self.list.push(Token { span, kind, spaced, capital, form: (from, self.folded.len() as u32) });
    }

    /// The number of tokens.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The token at `i`.
    pub fn get(&self, i: usize) -> &Token {
        &self.list[i]
    }

    /// All tokens.
    pub fn iter(&self) -> impl Iterator<Item = &Token> {
        self.list.iter()
    }

    /// The folded form of token `i`; empty where `i` is past the end.
    pub fn form(&self, i: usize) -> &str {
        match self.list.get(i) {
            Some(t) => &self.folded[t.form.0 as usize..t.form.1 as usize],
            None => "",
        }
    }

    /// Index of the first token that starts at or after byte `at`.
    pub fn at_byte(&self, at: usize) -> usize {
        self.list.partition_point(|t| t.span.start < at)
    }

    /// Source span of tokens `[from, to)`, which must not be empty.
    pub fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.list[from].span.start, self.list[to - 1].span.end)
    }
}

/// Digits become ASCII, a decimal point stays, grouping commas vanish.
fn ascii_digit_or_point(c: char) -> Option<char> {
    match c {
        '0'..='9' | '.' => Some(c),
        '\u{966}'..='\u{96F}' => Some(char::from(b'0' + (c as u32 - 0x966) as u8)),
        _ => None,
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '\u{966}'..='\u{96F}')
}

/// A character that belongs to a word of the same script.
fn is_word(c: char) -> bool {
    // The cheap test first: the table behind `is_alphabetic` costs a search for each Devanagari letter.
    is_devanagari(c) || c.is_alphabetic() || matches!(c, '\u{200C}' | '\u{200D}' | '\u{300}'..='\u{36F}' | '\u{A8}')
}

/// Kind and length in bytes of the token or white space at the start of `rest`.
fn scan(rest: &str, first: char) -> (Option<TokenKind>, usize) {
    if first == '\n' {
        return (Some(TokenKind::Break), 1);
    }
    if first.is_whitespace() || matches!(first, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{AD}') {
        return (None, first.len_utf8());
    }
    if let Some(len) = address(rest) {
        return (Some(TokenKind::Address), len);
    }
    if matches!(first, '\'' | '\u{2019}') {
        let mut after = rest[first.len_utf8()..].chars();
        if matches!(after.next(), Some('s' | 'S')) && !after.next().is_some_and(is_word) {
            return (Some(TokenKind::Word), first.len_utf8() + 1);
        }
    }
    if is_digit(first) && !is_devanagari_letter(first) {
        return (Some(TokenKind::Number), number_length(rest));
    }
    if is_word(first) {
        let devanagari = is_devanagari(first) || first == '\u{A8}';
        let len = rest
            .char_indices()
            .find(|(_, c)| !is_word(*c) || is_digit(*c) || (!matches!(c, '\u{200C}' | '\u{200D}' | '\u{A8}') && is_devanagari(*c) != devanagari))
            .map_or(rest.len(), |(i, _)| i);
        return (Some(TokenKind::Word), len.max(first.len_utf8()));
    }
    (Some(TokenKind::Punct), first.len_utf8())
}

fn is_devanagari_letter(c: char) -> bool {
    is_devanagari(c) && !is_digit(c)
}

/// Length of a number: digits, with `,` or `.` only between digits.
fn number_length(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        if is_digit(c) {
            end = i + c.len_utf8();
        } else if !(matches!(c, ',' | '.') && chars.peek().is_some_and(|(_, n)| is_digit(*n))) {
            break;
        }
    }
    end
}

/// Length of a web address, a bare `pic.twitter.com/…` or an `@name` at the start of `rest`.
fn address(rest: &str) -> Option<usize> {
    let run = || rest.find(|c: char| c.is_whitespace() || matches!(c, ')' | '\u{964}' | '\u{201D}' | '"')).unwrap_or(rest.len());
    if rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.") || rest.starts_with("pic.twitter.com") {
        return Some(run());
    }
    if let Some(name) = rest.strip_prefix('@') {
        let len = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(name.len());
        return (len > 0).then_some(len + 1);
    }
    None
}

/// A run of tokens that is read as one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// First token.
    pub from: usize,
    /// One past the last token; never equal to `from`.
    pub to: usize,
    /// The language that it is in.
    pub lang: Lang,
}

/// Splits tokens into sentences: at line breaks, and at sentence-final punctuation with the marks that close it.
///
/// A full stop is no end after a number, an initial or one of the folded `abbreviations`, nor between
/// Latin letters without a space. O(n).
pub fn sentences(tokens: &Tokens, abbreviations: &dyn Fn(&str) -> bool) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut from = 0;
    let mut i = 0;
    while i < tokens.len() {
        let end = match tokens.get(i).kind {
            TokenKind::Break => Some((i, i + 1)),
            TokenKind::Punct if ends_sentence(tokens, i, abbreviations) => {
                let mut to = i + 1;
                while to < tokens.len() && tokens.get(to).kind == TokenKind::Punct && !tokens.get(to).spaced && closes(tokens.form(to)) {
                    to += 1;
                }
                Some((to, to))
            }
            _ => None,
        };
        match end {
            Some((to, next)) => {
                push_sentence(tokens, from, to, &mut out);
                from = next;
                i = next;
            }
            None => i += 1,
        }
    }
    push_sentence(tokens, from, tokens.len(), &mut out);
    out
}

fn push_sentence(tokens: &Tokens, from: usize, to: usize, out: &mut Vec<Sentence>) {
    if from < to && (from..to).any(|i| matches!(tokens.get(i).kind, TokenKind::Word | TokenKind::Number)) {
        out.push(Sentence { from, to, lang: language_of(tokens, from, to) });
    }
}

/// The language whose letters most of the words are written in; Hindi on a tie.
pub fn language_of(tokens: &Tokens, from: usize, to: usize) -> Lang {
    let words = (from..to).filter(|i| tokens.get(*i).kind == TokenKind::Word);
    let (mut hi, mut en) = (0usize, 0usize);
    for i in words {
        let devanagari = tokens.form(i).chars().next().is_some_and(is_devanagari);
        *(if devanagari { &mut hi } else { &mut en }) += 1;
    }
    if en > hi { Lang::En } else { Lang::Hi }
}

fn closes(form: &str) -> bool {
    matches!(form, "\"" | "'" | "\u{201D}" | "\u{2019}" | ")" | "]" | "." | "!" | "?" | "\u{964}" | "\u{2026}")
}

fn ends_sentence(tokens: &Tokens, i: usize, abbreviations: &dyn Fn(&str) -> bool) -> bool {
    match tokens.form(i) {
        "\u{964}" | "\u{965}" | "?" | "!" | "|" => true,
        "." => {
            if i == 0 {
                return false;
            }
            let before = tokens.get(i - 1);
            let after = (i + 1 < tokens.len()).then(|| tokens.get(i + 1));
            let glued = after.is_some_and(|a| !a.spaced);
            if !tokens.get(i).spaced && before.kind == TokenKind::Word {
                let form = tokens.form(i - 1);
                let latin = form.is_ascii();
                if latin && glued && after.is_some_and(|a| a.kind == TokenKind::Word) && tokens.form(i + 1).is_ascii() {
                    return !before.capital && after.is_some_and(|a| a.capital) && form.len() > 3;
                }
                if abbreviations(form) && after.is_some_and(|a| a.kind != TokenKind::Break) {
                    return false;
                }
                if latin && form.len() == 1 && before.capital {
                    return false;
                }
            }
            !(before.kind == TokenKind::Number && glued && after.is_some_and(|a| a.kind == TokenKind::Number))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        let t = Tokens::new(text);
        (0..t.len()).map(|i| t.form(i).to_owned()).collect()
    }

    #[test]
    fn scripts_digits_and_addresses_part() {
        assert_eq!(forms("2022\u{92E}\u{947}\u{902} S-400"), ["2022", "\u{92E}\u{947}\u{902}", "s", "-", "400"]);
        assert_eq!(forms("Putin\u{2019}s 1,00,000.50 @ANI https://a.b/c?d."), ["putin", "'s", "100000.50", "@ani", "https://a.b/c?d."]);
        assert_eq!(forms("22nd"), ["22", "nd"]);
    }

    #[test]
    fn every_token_is_its_source_text() {
        let text = "\u{FEFF}A \u{A8}\u{938}\u{939}, b.\r\nc \u{1F1EE}\u{1F1F3} \u{201C}x\u{201D}";
        let t = Tokens::new(text);
        let mut last = 0;
        for tok in t.iter() {
            assert!(tok.span.start >= last && tok.span.end > tok.span.start);
            assert!(tok.span.of(text).chars().next().is_some_and(|c| c == '\n' || !c.is_whitespace()));
            last = tok.span.end;
        }
    }

    #[test]
    fn full_stops_end_sentences_but_not_initials_or_decimals() {
        let count = |s: &str| sentences(&Tokens::new(s), &|w| w == "dr").len();
        assert_eq!(count("He met S. Jaishankar. They spoke."), 2);
        assert_eq!(count("It cost 5.4 billion. Dr. Rao left"), 2);
        assert_eq!(count("\u{939}\u{948}.\u{92F}\u{942}\u{915}\u{94D}\u{930}\u{947}\u{928}"), 2);
        assert_eq!(count("the U.S. Army and NDTV.in said"), 1);
        assert_eq!(count("\u{939}\u{948}\u{964}\u{201D} \u{915}\u{94B}"), 2);
        assert_eq!(count("a\n\nb"), 2);
    }
}
