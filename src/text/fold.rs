//! Folding: one spelling for what newspapers spell in several ways.
//!
//! The fold is the form under which words are compared everywhere: in the gazetteer, in rules and in time words.
//! It is lossy and never shown to a user; the tokens keep their source spans.
//! What it equates is a property of the Devanagari script, named here by Unicode code point:
//! nukta or none, candrabindu or anusvara, a half nasal before a consonant of its class or anusvara,
//! candra vowels or plain ones, glide `ya` or bare vowel in endings, joiners, Devanagari or ASCII digits.

use unicode_normalization::UnicodeNormalization;

const NUKTA: char = '\u{93C}';
const CANDRABINDU: char = '\u{901}';
const ANUSVARA: char = '\u{902}';
const VIRAMA: char = '\u{94D}';
const VOWEL_SIGN_I: char = '\u{93F}';
const VOWEL_SIGN_E: char = '\u{947}';
const VOWEL_SIGN_II: char = '\u{940}';
const LETTER_E: char = '\u{90F}';
const LETTER_I: char = '\u{907}';
const YA: char = '\u{92F}';
const GA: char = '\u{917}';
/// A diaeresis stands for "i with anusvara", written before its consonant, in text converted from a legacy font.
const DAMAGED_IN: char = '\u{A8}';

/// Whether `c` is in the Devanagari block (dandas excluded).
pub fn is_devanagari(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{963}' | '\u{966}'..='\u{97F}')
}

fn is_consonant(c: char) -> bool {
    matches!(c, '\u{915}'..='\u{939}' | '\u{958}'..='\u{95F}')
}

/// Whether a half nasal before `c` is an alternative spelling of anusvara.
fn takes_anusvara(nasal: char, c: char) -> bool {
    match nasal {
        '\u{919}' => matches!(c, '\u{915}'..='\u{918}'),
        '\u{91E}' => matches!(c, '\u{91A}'..='\u{91D}'),
        '\u{923}' => matches!(c, '\u{91F}'..='\u{922}'),
        '\u{928}' => matches!(c, '\u{91A}'..='\u{91D}' | '\u{91F}'..='\u{922}' | '\u{924}'..='\u{927}' | '\u{92B}' | '\u{936}'..='\u{938}'),
        '\u{92E}' => matches!(c, '\u{92A}'..='\u{92D}'),
        _ => false,
    }
}

/// Whether `c` never matters to comparison: joiners, variation selectors, soft hyphen.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Appends the folded form of one word to `out`.
pub fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        return;
    }
    let mut chars: Vec<char> = Vec::with_capacity(word.len() / 2);
    for c in word.chars() {
        match c {
            c if is_ignorable(c) => {}
            NUKTA => {}
            CANDRABINDU => chars.push(ANUSVARA),
            '\u{958}'..='\u{95F}' => chars.extend(c.nfd().filter(|c| *c != NUKTA)),
            '\u{929}' => chars.push('\u{928}'),
            '\u{931}' => chars.push('\u{930}'),
            '\u{911}' => chars.push('\u{906}'),
            '\u{949}' => chars.push('\u{93E}'),
            '\u{90D}' | '\u{90E}' => chars.push(LETTER_E),
            // Long and short letters alternate in spelt-out initials.
            '\u{908}' => chars.push(LETTER_I),
            '\u{90A}' => chars.push('\u{909}'),
            '\u{945}' | '\u{946}' => chars.push(VOWEL_SIGN_E),
            '\u{966}'..='\u{96F}' => chars.push(char::from(b'0' + (c as u32 - 0x966) as u8)),
            '\u{2018}' | '\u{2019}' | '\u{2BC}' => chars.push('\''),
            c if is_devanagari(c) || c == DAMAGED_IN => chars.push(c),
            c => chars.extend(c.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).flat_map(char::to_lowercase)),
        }
    }
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        let next = chars.get(i + 1).copied();
        let after = chars.get(i + 2).copied();
        if c == DAMAGED_IN && next.is_some_and(is_consonant) {
            out.extend(next);
            out.push(VOWEL_SIGN_I);
            out.push(ANUSVARA);
            i += 2;
        } else if next == Some(VIRAMA) && after.is_some_and(|a| takes_anusvara(c, a)) && i > 0 {
            out.push(ANUSVARA);
            i += 2;
        } else if c == YA
            && i > 0
            && matches!(next, Some(VOWEL_SIGN_E | VOWEL_SIGN_II))
            && chars[i - 1] != VIRAMA
            && after.is_none_or(|a| a == ANUSVARA || a == GA)
        {
            out.push(if next == Some(VOWEL_SIGN_E) { LETTER_E } else { LETTER_I });
            i += 2;
        } else {
            out.push(c);
            i += 1;
        }
    }
}

/// The folded form of one word.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_fold_together() {
        // Pairs are written with escapes: this file holds no word of a language.
        let pairs = [
            ("\u{91C}\u{93C}\u{947}", "\u{91C}\u{947}"),                             // nukta
            ("\u{939}\u{93F}\u{928}\u{94D}\u{926}", "\u{939}\u{93F}\u{902}\u{926}"), // half nasal
            ("\u{92E}\u{949}\u{938}", "\u{92E}\u{93E}\u{938}"),                      // candra o
            ("\u{91C}\u{93E}\u{90F}\u{902}\u{917}\u{947}", "\u{91C}\u{93E}\u{92F}\u{947}\u{902}\u{917}\u{947}"),
            ("\u{A8}\u{938}\u{939}", "\u{938}\u{93F}\u{902}\u{939}"), // damaged glyph
            ("\u{968}\u{968}", "22"),
            ("Élysée", "elysee"),
        ];
        for (a, b) in pairs {
            assert_eq!(fold(a), fold(b), "{a} and {b}");
        }
    }

    #[test]
    fn different_words_stay_apart() {
        // A half nasal before a semivowel is no anusvara; an initial glide is no vowel.
        assert_ne!(fold("\u{928}\u{94D}\u{92F}\u{93E}\u{92F}"), fold("\u{902}\u{92F}\u{93E}\u{92F}"));
        assert_ne!(fold("\u{92F}\u{947}"), fold("\u{90F}"));
    }
}
