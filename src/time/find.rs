//! Matching the rules against a sentence: longest match from the left, then neighbours that say one date are joined.

use crate::model::PartialDate;
use crate::text::token::{Sentence, TokenKind, Tokens};
use crate::time::rules::{COMMA, COUNT, Change, ClassId, DAY, DOTTED, Element, Entry, MM, Make, NUMBER, Slots, TimeRules, YEAR, YY};
use crate::time::value::{Raw, joined, sentence_year};
use crate::time::{TimeExpr, TimeValue};

/// Years that a bare four-digit number can mean.
const YEARS: std::ops::RangeInclusive<i16> = 1700..=2100;

/// A sentence with the classes of its tokens looked up once.
struct Line<'a> {
    tokens: &'a Tokens,
    from: usize,
    to: usize,
    entries: Vec<&'a [Entry]>,
}

/// A match before it is resolved.
#[derive(Clone, Debug)]
struct Found {
    from: usize,
    to: usize,
    raw: Raw,
    rule: u16,
}

impl TimeRules {
    /// The time expressions of a sentence, in order and disjoint, resolved against `anchor`, the day (or month or
    /// year) on which the article was published. O(tokens).
    pub fn find(&self, tokens: &Tokens, sentence: &Sentence, anchor: Option<PartialDate>) -> Vec<TimeExpr> {
        let line = self.line(tokens, sentence.from, sentence.to);
        let mut found: Vec<Found> = Vec::new();
        let mut at = line.from;
        while at < line.to {
            match self.longest(&line, at) {
                Some(f) => {
                    at = f.to;
                    self.push(&line, &mut found, f);
                }
                None => at += 1,
            }
        }
        found.retain(|f| f.raw != Raw::Nothing);
        let year = sentence_year(found.iter().map(|f| &f.raw));
        let mut shift = None;
        let resolved = found.into_iter().map(|f| {
            let (mut value, mut alternative) = f.raw.resolve(anchor, year);
            shift = f.raw.year_shift().or(shift);
            if f.raw.lacks_year() && doubtful_year(value, anchor, shift) {
                (value, alternative) = (TimeValue::Unresolved, None);
            }
            let (value, alternative) = self.modified(&line, &f, value, alternative, anchor);
            TimeExpr { from: f.from, to: f.to, value, alternative, rule: f.rule }
        });
        resolved.collect()
    }

    /// The first full date, one day with its year, within tokens `[from, to)`; the tokens may span sentences.
    pub fn full_date(&self, tokens: &Tokens, from: usize, to: usize) -> Option<PartialDate> {
        let line = self.line(tokens, from, to.min(tokens.len()));
        let mut at = line.from;
        while at < line.to {
            let Some(f) = self.longest(&line, at) else {
                at += 1;
                continue;
            };
            if let Some(date) = f.raw.full_day() {
                return Some(date);
            }
            at = f.to;
        }
        None
    }

    /// The first day of a month without its year within tokens `[from, to)`.
    pub fn yearless_date(&self, tokens: &Tokens, from: usize, to: usize) -> Option<(u8, u8)> {
        self.raws(tokens, from, to).find_map(|raw| raw.yearless_day())
    }

    /// The weekdays (ISO) that are named within tokens `[from, to)`, in order.
    pub fn weekdays(&self, tokens: &Tokens, from: usize, to: usize) -> Vec<i8> {
        self.raws(tokens, from, to).filter_map(|raw| raw.weekday()).collect()
    }

    /// What is matched from the left, before it meets the day of the article.
    fn raws<'a>(&'a self, tokens: &'a Tokens, from: usize, to: usize) -> impl Iterator<Item = Raw> + 'a {
        let line = self.line(tokens, from, to.min(tokens.len()));
        let mut at = line.from;
        std::iter::from_fn(move || {
            while at < line.to {
                match self.longest(&line, at) {
                    Some(f) => {
                        at = f.to;
                        return Some(f.raw);
                    }
                    None => at += 1,
                }
            }
            None
        })
    }

    fn line<'a>(&'a self, tokens: &'a Tokens, from: usize, to: usize) -> Line<'a> {
        let look = |i| self.words.get(tokens.form(i)).map_or(&[][..], Vec::as_slice);
        Line { tokens, from, to, entries: (from..to).map(look).collect() }
    }

    /// The longest match that begins at token `at`; of equal ones the first rule's.
    fn longest(&self, line: &Line, at: usize) -> Option<Found> {
        let mut best: Option<Found> = None;
        let mut consider = |class: ClassId| {
            for &rule in &self.starts[usize::from(class)] {
                if let Some(f) = self.matched(line, at, rule) {
                    let better = best.as_ref().is_none_or(|b| (f.to, b.rule) > (b.to, f.rule));
                    if better {
                        best = Some(f);
                    }
                }
            }
        };
        let entries = line.entries[at - line.from];
        entries.iter().for_each(|e| consider(e.class));
        if line.tokens.get(at).kind == TokenKind::Number || entries.iter().any(|e| e.class == NUMBER) {
            (0..NUMBER).for_each(consider);
        }
        best
    }

    fn matched(&self, line: &Line, at: usize, id: u16) -> Option<Found> {
        let rule = &self.rules[usize::from(id)];
        let mut slots = rule.set;
        let end = line.run(&rule.pattern, at, &mut slots)?;
        let mut to = end;
        // A comma or full stop that only introduces a year is no part of a date without a year.
        while to > at + 1 && rule.make == Make::Date && line.tokens.get(to - 1).kind == TokenKind::Punct {
            to -= 1;
        }
        let beside = &rule.beside;
        let fits = (beside.preceded.is_empty() || line.stands_before(&beside.preceded, at))
            && (beside.followed.is_empty() || line.stands_after(&beside.followed, to))
            && (beside.not_preceded.is_empty() || !line.stands_before(&beside.not_preceded, at))
            && (beside.not_followed.is_empty() || !line.stands_after(&beside.not_followed, to));
        if !fits || (rule.make != Make::Nothing && line.in_compound(at, to)) {
            return None;
        }
        Some(Found { from: at, to, raw: Raw::new(rule.make, &slots)?, rule: id })
    }

    /// Appends a match, joined with the one before it where the two say one date.
    fn push(&self, line: &Line, found: &mut Vec<Found>, next: Found) {
        if let Some(last) = found.last_mut()
            && let Some(bracket) = self.gap(line, last.to, next.from)
            && let Some(raw) = joined(&last.raw, &next.raw)
        {
            let closes = bracket && next.to < line.to && matches!(line.tokens.form(next.to), ")" | "]");
            let rule = if matches!(next.raw, Raw::Date(_)) { next.rule } else { last.rule };
            *last = Found { from: last.from, to: next.to + usize::from(closes), raw, rule };
            return;
        }
        found.push(next);
    }

    /// Whether two expressions are near enough to be one: nothing, a comma, linking words or an opening bracket
    /// between them. `Some(true)` for a bracket.
    fn gap(&self, line: &Line, from: usize, to: usize) -> Option<bool> {
        if to - from > 2 {
            return None;
        }
        let mut bracket = false;
        for i in from..to {
            match line.tokens.form(i) {
                "(" | "[" if i + 1 == to => bracket = true,
                "," => {}
                _ if self.link.is_some_and(|c| line.value(i, c).is_some()) => {}
                _ => return None,
            }
        }
        Some(bracket)
    }

    /// Applies the first modifier whose words stand beside the expression.
    fn modified(
        &self,
        line: &Line,
        f: &Found,
        value: TimeValue,
        alternative: Option<PartialDate>,
        anchor: Option<PartialDate>,
    ) -> (TimeValue, Option<PartialDate>) {
        let TimeValue::Interval { start, end } = value else {
            return (value, alternative);
        };
        let modifier = self.modifiers.iter().find(|m| {
            let b = &m.beside;
            (b.preceded.is_empty() || line.stands_before(&b.preceded, f.from))
                && (b.followed.is_empty() || line.stands_after(&b.followed, f.to))
                && (b.not_preceded.is_empty() || !line.stands_before(&b.not_preceded, f.from))
                && (b.not_followed.is_empty() || !line.stands_after(&b.not_followed, f.to))
        });
        let Some(modifier) = modifier else {
            return (value, alternative);
        };
        // A deadline lies ahead: of two readings of a weekday the later one is meant.
        let latest = alternative.filter(|a| f.raw.turns_on_tense() && *a > start).unwrap_or(start);
        match modifier.change {
            Change::Deadline if start == end => (TimeValue::Deadline(latest), None),
            Change::Deadline => (value, alternative),
            Change::Before if start == end && anchor.is_none_or(|a| start.year >= a.year && (start > a || start.exactness() < a.exactness())) => {
                (TimeValue::Deadline(start), None)
            }
            Change::Before | Change::Unresolved => (TimeValue::Unresolved, None),
        }
    }
}

/// Whether a date without a year fell into another year than the one that the sentence named before it ("last year").
fn doubtful_year(value: TimeValue, anchor: Option<PartialDate>, shift: Option<i16>) -> bool {
    match (value, anchor, shift) {
        (TimeValue::Interval { start, .. }, Some(anchor), Some(n)) => start.year != anchor.year + n,
        _ => false,
    }
}

impl Line<'_> {
    /// The value of token `i` in `class`, if it belongs to it.
    fn value(&self, i: usize, class: ClassId) -> Option<i16> {
        let token = self.tokens.get(i);
        let entries = self.entries[i - self.from];
        if class > NUMBER || token.kind == TokenKind::Word {
            let word = |c: ClassId| entries.iter().find(|e| e.class == c && (!e.capital || token.capital)).map(|e| e.value);
            return match class {
                DAY => word(NUMBER).filter(|n| (1..=31).contains(n)),
                COUNT => word(NUMBER),
                c => word(c),
            };
        }
        if token.kind != TokenKind::Number {
            return None;
        }
        let form = self.tokens.form(i);
        let bytes = token.span.end - token.span.start;
        // Grouping commas vanish in the folded form: 2,019 is no year. Devanagari digits take three bytes each.
        if bytes != form.len() && bytes != 3 * form.len() {
            return None;
        }
        let number = || form.parse::<i16>().ok();
        match class {
            DAY if form.len() <= 2 => number().filter(|n| (1..=31).contains(n)),
            YEAR if form.len() == 4 => number().filter(|n| YEARS.contains(n)),
            MM if form.len() <= 2 => number().filter(|n| (1..=12).contains(n)),
            COUNT if form.len() <= 3 => number(),
            YY if form.len() == 2 => number(),
            _ => None,
        }
    }

    /// End of the first way in which the pattern matches at `at`, optional elements taken where they can be.
    fn run(&self, pattern: &[Element], at: usize, slots: &mut Slots) -> Option<usize> {
        let Some((element, rest)) = pattern.split_first() else {
            return Some(at);
        };
        if at < self.to && (!element.glued || !self.tokens.get(at).spaced) {
            if let Some([d, m, y]) = self.packed(at, &element.classes) {
                let old = *slots;
                slots.set("d", d);
                slots.set("m", m.or(old.get("m")));
                slots.set("y", y);
                let end = self.run(rest, at + 1, slots);
                if end.is_none() {
                    *slots = old;
                }
                return end;
            }
            if let Some(value) = element.classes.iter().find_map(|c| self.value(at, *c)) {
                let old = element.slot.map(|s| slots.replace(s, Some(value)));
                if let Some(end) = self.run(rest, at + 1, slots) {
                    return Some(end);
                }
                if let (Some(slot), Some(old)) = (element.slot, old) {
                    slots.replace(slot, old);
                }
            }
        }
        if element.optional { self.run(rest, at, slots) } else { None }
    }

    /// Day, month and year of a number that holds several: `28.08.2024`, and `4,2025` with its comma lost.
    fn packed(&self, i: usize, classes: &[ClassId]) -> Option<[Option<i16>; 3]> {
        let token = self.tokens.get(i);
        if token.kind != TokenKind::Number || !classes.iter().any(|c| matches!(*c, DOTTED | COMMA)) {
            return None;
        }
        let form = self.tokens.form(i);
        let (day, month, year) = if classes.contains(&DOTTED) {
            let (day, rest) = form.split_once('.')?;
            let (month, year) = rest.split_once('.')?;
            (day, Some(month), year)
        } else if matches!(form.len(), 5 | 6) && token.span.end - token.span.start == form.len() + 1 {
            (&form[..form.len() - 4], None, &form[form.len() - 4..])
        } else {
            return None;
        };
        // A round number of thousands (12,000) is no day with a year.
        let year = year.parse().ok().filter(|y| YEARS.contains(y) && (month.is_some() || y % 100 != 0))?;
        let month = match month {
            Some(m) => Some(m.parse().ok()?),
            None => None,
        };
        Some([Some(day.parse().ok()?), month, Some(year)])
    }

    /// Whether the whole pattern stands directly before token `at`.
    fn stands_before(&self, pattern: &[Element], at: usize) -> bool {
        (1..=pattern.len()).any(|n| at >= self.from + n && self.run(pattern, at - n, &mut Slots::default()) == Some(at))
    }

    /// Whether the pattern stands directly after, from token `at` on.
    fn stands_after(&self, pattern: &[Element], at: usize) -> bool {
        self.run(pattern, at, &mut Slots::default()).is_some_and(|end| end > at)
    }

    /// Whether a number at either end of `[at, to)` belongs to a longer name or number: `S-400`, `+91…`, `19%`, `2.5`.
    fn in_compound(&self, at: usize, to: usize) -> bool {
        let tokens = self.tokens;
        let glued_word = |i: usize| !tokens.get(i).spaced && matches!(tokens.get(i).kind, TokenKind::Word | TokenKind::Number);
        if tokens.get(at).kind == TokenKind::Number && !tokens.get(at).spaced && at > self.from {
            let before = at - 1;
            let inner = before > self.from && !tokens.get(before).spaced;
            let bound = match tokens.form(before) {
                "+" | "#" | "$" | "\u{20B9}" | "\u{20AC}" | "\u{A3}" => true,
                "-" | "\u{2013}" | "." | ":" | "_" => inner && glued_or_word(tokens, before - 1),
                "/" => inner && tokens.get(before - 1).kind == TokenKind::Number,
                _ => tokens.get(before).kind == TokenKind::Word,
            };
            if bound {
                return true;
            }
        }
        if tokens.get(to - 1).kind == TokenKind::Number && to < self.to && !tokens.get(to).spaced {
            return match tokens.form(to) {
                "%" | "+" => true,
                "-" | "\u{2013}" | "/" | ":" | "." | "," => to + 1 < self.to && glued_word(to + 1) && tokens.get(to + 1).kind == TokenKind::Number,
                _ => tokens.get(to).kind == TokenKind::Word && tokens.form(to).len() == 1,
            };
        }
        false
    }
}

/// Whether token `i` is a word or number, to which a following hyphen binds.
fn glued_or_word(tokens: &Tokens, i: usize) -> bool {
    matches!(tokens.get(i).kind, TokenKind::Word | TokenKind::Number)
}
