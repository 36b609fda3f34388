//! What of a word votes: the word itself, its beginnings and endings, its letters by threes, its shape.
//!
//! Everything that votes is a number of 64 bits; the same text in another role gives another number.

use crate::text::token::TokenKind;

/// How many places to either side a word votes at most.
pub const REACH: usize = 2;
/// The places that a word can vote on, itself among them.
pub const SPAN: usize = 2 * REACH + 1;

/// Roles of a piece of text.
const FORM: u64 = 1;
const ANY: u64 = 2;
const SHAPE: u64 = 3;
const TRIGRAM: u64 = 4;
const LIST: u64 = 5;
const BEGINNING: u64 = 16;
const ENDING: u64 = 32;

fn mix(a: u64, b: u64) -> u64 {
    let h = (a.rotate_left(23) ^ b).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    h ^ (h >> 29)
}

fn text(role: u64, text: &[u8]) -> u64 {
    let mut h = mix(role, text.len() as u64);
    let mut parts = text.chunks_exact(8);
    for part in &mut parts {
        h = mix(h, part.iter().rev().fold(0, |n, b| (n << 8) | u64::from(*b)));
    }
    mix(h, parts.remainder().iter().rev().fold(0, |n, b| (n << 8) | u64::from(*b)))
}

/// A folded word by itself.
pub fn form(form: &str) -> u64 {
    text(FORM, form.as_bytes())
}

/// A word in a list of names. Words in lists vote in training; the model keeps their votes with those of the word.
pub fn list(name: &str) -> u64 {
    text(LIST, name.as_bytes())
}

/// Any word that the model does not know.
pub fn unknown() -> u64 {
    form("\0")
}

/// The row for what votes on the token `d - REACH` places on.
pub fn at(key: u64, d: usize) -> u64 {
    mix(key, d as u64)
}

/// Calls `vote` with each thing about a word that votes, and how far; `kind` is `None` for the edge of a sentence.
pub fn each(word: &str, kind: Option<TokenKind>, known: bool, mut vote: impl FnMut(u64, usize)) {
    vote(if known { form(word) } else { unknown() }, REACH);
    let Some(kind) = kind else { return };
    vote(mix(ANY, 0), 0);
    // Where each letter begins, and where the word ends; words longer than this are told by their ends.
    let mut ends = [0usize; 33];
    let mut letters = 0;
    for (i, _) in word.char_indices().take(32) {
        ends[letters] = i;
        letters += 1;
    }
    ends[letters] = if letters < 32 { word.len() } else { ends[31] };
    let bytes = word.as_bytes();
    let script = match kind {
        TokenKind::Word if word.is_ascii() => 1,
        TokenKind::Word => 2,
        TokenKind::Number => 3,
        TokenKind::Punct => 4,
        TokenKind::Address | TokenKind::Break => 5,
    };
    vote(mix(SHAPE, script * 8 + if script == 2 || script == 1 { letters.min(6) as u64 } else { 0 }), 0);
    let end = ends[letters];
    for n in 1..=letters.min(4) {
        vote(text(BEGINNING + n as u64, &bytes[..ends[n]]), 0);
        vote(text(ENDING + n as u64, &bytes[ends[letters - n]..end]), usize::from(n == 2 || n == 3));
    }
    // By threes, the edges of the word counted as letters.
    if kind == TokenKind::Word {
        for i in 0..letters {
            let (from, to) = (ends[i.saturating_sub(1)], ends[(i + 2).min(letters)]);
            let edge = u64::from(i == 0) + 2 * u64::from(i + 1 == letters);
            vote(mix(text(TRIGRAM, &bytes[from..to]), edge), 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(word: &str, known: bool) -> (usize, usize) {
        let (mut all, mut far) = (0, 0);
        each(word, Some(TokenKind::Word), known, |_, reach| {
            all += 1;
            far += usize::from(reach > 0);
        });
        (all, far)
    }

    #[test]
    fn words_vote_by_their_parts() {
        // The word, anything, the shape, three beginnings, three endings, three trigrams.
        assert_eq!(count("abc", true), (12, 3));
        assert_eq!(count("a", true), (6, 1));
        assert_eq!(count(&"\u{915}".repeat(100), false).1, 3);
        each("", None, true, |key, reach| assert_eq!((key, reach), (form(""), REACH)));
    }

    #[test]
    fn roles_are_told_apart() {
        assert_ne!(form("ab"), list("ab"));
        assert_ne!(form("ab"), unknown());
        assert_ne!(at(form("ab"), 1), at(form("ab"), 2));
        assert_ne!(form("ab\0\0\0\0\0\0"), form("ab"));
    }
}
