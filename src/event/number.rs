//! Numbers in a sentence: counts, ordinals, sums of money.

use crate::mention::spot::{Spots, Words};
use crate::pack::lexicon::{Class, Word};
use crate::text::token::TokenKind;

/// A number as it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// First token.
    pub from: usize,
    /// One past the last token, with scale, suffix and currency.
    pub to: usize,
    /// What it says.
    pub value: Value,
}

/// What a number says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// How many.
    Count(u64),
    /// Which in a series.
    Ordinal(u32),
    /// A sum in units of an ISO 4217 currency.
    Money(u64, String),
}

/// Numbers of the sentence outside the token ranges in `taken` (names and dates), left to right.
pub fn numbers(text: &Words<'_>, spots: &Spots<'_>, taken: &[(usize, usize)]) -> Vec<Number> {
    let mut out = Vec::new();
    let mut i = spots.start();
    while i < spots.end() {
        if let Some((_, end)) = taken.iter().find(|(f, t)| *f <= i && i < *t) {
            i = *end;
            continue;
        }
        // "before" holds the word for "first" in some languages; a marker of several words is no number.
        if let Some((end, _)) = spots.case(i).filter(|(end, _)| *end > i + 1) {
            i = end;
            continue;
        }
        match number_at(text, spots, i) {
            Some(n) => {
                i = n.to;
                out.push(n);
            }
            None => i += 1,
        }
    }
    out
}

fn number_at(text: &Words<'_>, spots: &Spots<'_>, i: usize) -> Option<Number> {
    let currency_before = currency(text, spots, i);
    let at = currency_before.as_ref().map_or(i, |c| c.0);
    let (mut end, base, ordinal) = if text.tokens.get(at.min(spots.end() - 1)).kind == TokenKind::Number && at < spots.end() {
        (at + 1, text.tokens.form(at).parse::<f64>().ok()?, false)
    } else {
        spots.words(at).iter().rev().find_map(|(e, w)| if let Word::Number(v, o) = w { Some((*e, *v as f64, *o)) } else { None })?
    };
    if ordinal {
        return Some(Number { from: i, to: end, value: Value::Ordinal(base as u32) });
    }
    if let Some(e) =
        spots.class(end, Class::OrdinalSuffix).filter(|_| end < spots.end() && (!text.tokens.get(end).spaced || text.tokens.form(end).chars().count() > 2))
    {
        return Some(Number { from: i, to: e, value: Value::Ordinal(base as u32) });
    }
    let mut value = base;
    while let Some((e, scale)) = spots.words(end).iter().rev().find_map(|(e, w)| if let Word::Scale(v) = w { Some((*e, *v)) } else { None }) {
        value *= scale as f64;
        end = e;
    }
    let money = currency_before.map(|c| c.1).or_else(|| {
        let (e, code) = currency(text, spots, end)?;
        end = e;
        Some(code)
    });
    let whole = value.round() as u64;
    Some(Number { from: i, to: end, value: money.map_or(Value::Count(whole), |code| Value::Money(whole, code)) })
}

/// A currency word or sign at `i`: its end and code.
fn currency(text: &Words<'_>, spots: &Spots<'_>, i: usize) -> Option<(usize, String)> {
    if i >= spots.end() {
        return None;
    }
    let sign = match text.tokens.form(i) {
        "$" => Some("USD"),
        "\u{20AC}" => Some("EUR"),
        "\u{20B9}" => Some("INR"),
        "\u{20BD}" => Some("RUB"),
        "\u{A3}" => Some("GBP"),
        _ => None,
    };
    if let Some(code) = sign {
        return Some((i + 1, code.to_owned()));
    }
    spots
        .words(i)
        .iter()
        .rev()
        .find_map(|(e, w)| if let Word::Currency(c) = w { Some((*e, spots.language.lexicon.currencies[*c as usize].clone())) } else { None })
}
