//! Runs the examples and counter-examples that stand beside the rules, plain and shifted by a token.

use std::fmt::Write as _;

use crate::model::{Lang, PartialDate};
use crate::span::Span;
use crate::text::token::{Sentence, Tokens};
use crate::time::rules::Example;
use crate::time::{TimeExpr, TimeRules, TimeValue};

/// A token that no rule knows, to shift the examples by.
const SHIFT: &str = "\u{22A2} ";

impl TimeRules {
    /// Runs every example of the data and describes each failure; empty if all is well.
    pub fn check_examples(&self) -> Vec<String> {
        let mut failures = Vec::new();
        for example in &self.examples {
            for shift in ["", SHIFT] {
                if let Err(what) = self.check(example, shift) {
                    failures.push(format!("{}: {}{}: {what}", example.origin, shift, example.text));
                }
            }
        }
        failures
    }

    fn check(&self, example: &Example, shift: &str) -> Result<(), String> {
        let (text, marked) = unmark(&format!("{shift}{}", example.text));
        let anchor = match example.anchor.as_str() {
            "" => None,
            iso => Some(parse_iso(iso).ok_or_else(|| format!("the anchor {iso} is no date"))?),
        };
        let tokens = Tokens::new(&text);
        let sentence = Sentence { from: 0, to: tokens.len(), lang: Lang::Hi };
        let found = self.find(&tokens, &sentence, anchor);
        let seen = |list: &[TimeExpr]| {
            list.iter().fold(String::new(), |mut out, e| {
                let alternative = e.alternative.map(|a| format!(" or {a}")).unwrap_or_default();
                let _ = write!(out, " [{}] = {}{alternative} by {}", tokens.span(e.from, e.to).of(&text), e.value, self.rule_name(e.rule));
                out
            })
        };
        let Some(value) = &example.value else {
            let wrong = found.iter().any(|e| match example.rule {
                Some(rule) => e.rule == rule,
                None => matches!(e.value, TimeValue::Interval { .. } | TimeValue::Deadline(_)),
            });
            return if wrong { Err(format!("expected nothing, found{}", seen(&found))) } else { Ok(()) };
        };
        let [e] = found.as_slice() else {
            return Err(format!("expected one expression, found{}", seen(&found)));
        };
        let fits = e.value.to_string() == *value
            && example.rule.is_none_or(|r| r == e.rule)
            && marked.is_none_or(|m| m == tokens.span(e.from, e.to))
            && example.alternative.as_ref().is_none_or(|a| e.alternative.map(|d| d.to_string()).unwrap_or_default() == *a);
        if fits { Ok(()) } else { Err(format!("expected {value}, found{}", seen(&found))) }
    }
}

/// Takes the marks `[` and `]` out and gives the span between them.
fn unmark(text: &str) -> (String, Option<Span>) {
    match (text.find('['), text.find(']')) {
        (Some(a), Some(b)) if a < b => {
            let plain = [&text[..a], &text[a + 1..b], &text[b + 1..]].concat();
            (plain, Some(Span::new(a, b - 1)))
        }
        _ => (text.to_owned(), None),
    }
}

/// A year, month or day in ISO 8601.
fn parse_iso(text: &str) -> Option<PartialDate> {
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    let rest: Vec<u8> = parts.map(|p| p.parse().ok()).collect::<Option<_>>()?;
    match rest[..] {
        [] => Some(PartialDate::year(year)),
        [m] => Some(PartialDate::month(year, m)),
        [m, d] => PartialDate::day(year, m, d),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HI: &str = include_str!("../../data/hi/time.toml");
    const EN: &str = include_str!("../../data/en/time.toml");

    #[test]
    fn every_example_of_the_data_holds() {
        let rules = TimeRules::load(HI, EN).unwrap_or_else(|e| panic!("{e}"));
        let failures = rules.check_examples();
        assert!(rules.examples.len() > 100);
        assert!(failures.is_empty(), "{} of {} failed:\n{}", failures.len(), 2 * rules.examples.len(), failures.join("\n"));
    }

    #[test]
    fn the_first_full_date_is_found_across_lines() {
        let rules = TimeRules::load(HI, EN).unwrap_or_else(|e| panic!("{e}"));
        for (text, date) in [
            ("July 8\nNov 11, 2025, 06:44 AM\n4 May 2026", "2025-11-11"),
            ("date 2025-12-04 x", "2025-12-04"),
            ("08 Jul 2024", "2024-07-08"),
            ("28/08/2024", "2024-08-28"),
            ("28.08.2024", "2024-08-28"),
            ("Published: August 30, 2024 07:25 AM2024-08-30T07:25:07", "2024-08-30"),
        ] {
            let tokens = Tokens::new(text);
            assert_eq!(rules.full_date(&tokens, 0, tokens.len()).map(|d| d.to_string()).as_deref(), Some(date), "{text}");
        }
        let none = Tokens::new("8-10 July, 2024 or 31/02/2024 or 12-04");
        assert_eq!(rules.full_date(&none, 0, none.len()), None);
    }

    #[test]
    fn the_tense_chooses_between_two_readings() {
        let rules = TimeRules::load(HI, EN).unwrap_or_else(|e| panic!("{e}"));
        for (text, anchor, past, future) in [
            ("on Friday", "2025-12-04", "2025-11-28", "2025-12-05"),
            ("on Thursday", "2025-12-04", "2025-12-04", "2025-12-04"),
            ("in February", "2022-09-16", "2022-02", "2023-02"),
            ("in December", "2025-11-28", "2025-12", "2025-12"),
            ("on July 8", "2024-07-09", "2024-07-08", "2024-07-08"),
            ("on July 8, 2024", "2025-07-09", "2024-07-08", "2024-07-08"),
        ] {
            let tokens = Tokens::new(text);
            let anchor = parse_iso(anchor);
            let found = rules.find(&tokens, &Sentence { from: 0, to: tokens.len(), lang: Lang::En }, anchor);
            let read = [false, true].map(|f| found.first().map(|e| e.in_tense(anchor, f).to_string()).unwrap_or_default());
            assert_eq!(read, [past, future], "{text}");
        }
    }

    #[test]
    fn mistakes_in_the_data_are_told_with_file_line_and_key() {
        let file = |rule: &str| format!("anchor = \"2025-12-04\"\n[words]\nx = [\"a\", \"b\"]\n[[rule]]\nname = \"n\"\n{rule}");
        for (hi, message) in [
            (file("pattern = \"<z>\"\nmake = \"nothing\"\nnot = [\"a\"]"), "hi/time.toml:6: pattern: <z>: there is no class z"),
            (file("pattern = \"a\"\nmake = \"nothing\""), "hi/time.toml:5: n: a rule needs an example"),
            (file("pattern = \"a b-c\"\nmake = \"nothing\"\nnot = [\"a\"]"), "hi/time.toml:6: pattern: b-c: a word must be exactly one token"),
            (file("pattern = \"a?\"\nmake = \"nothing\"\nnot = [\"a\"]"), "hi/time.toml:6: n: one element must not be optional"),
            (file("pattern = \"a\"\nmake = \"nothing\"\nnot = [\"c\"]"), "hi/time.toml: class.x: no rule uses this class"),
            ("anchor = \"\"\n[words]\nx = [\"a\",\n \"A\"]".to_owned(), "hi/time.toml:4: x: this word, or one that folds"),
        ] {
            let error = TimeRules::load(&hi, EN).err().unwrap_or_default();
            assert!(error.starts_with(message), "{error}");
        }
    }
}
