//! The one span unit of the program: bytes of an article's source text, half-open.

use std::ops::Range;

/// A half-open range `[start, end)` of byte offsets into an article's source text.
///
/// Both ends lie on character boundaries of that text. Code-point offsets exist only in
/// what is written out; [`CodePoints`] converts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte of the span.
    pub start: usize,
    /// One past the last byte of the span.
    pub end: usize,
}

impl Span {
    /// A span over `[start, end)`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span must not end before it starts");
        Span { start, end }
    }

    /// The text that the span covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Whether `other` lies wholly within this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl From<Range<usize>> for Span {
    fn from(r: Range<usize>) -> Self {
        Span::new(r.start, r.end)
    }
}

/// Converts byte offsets of one text to code-point offsets, in O(log n) after an O(n) scan.
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// `marks[i]` is the number of code points before byte `i * STRIDE`.
    marks: Vec<usize>,
}

const STRIDE: usize = 256;

impl CodePoints {
    /// Scans `text` once.
    pub fn new(text: &str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 2);
        let mut seen = 0;
        for (i, b) in text.bytes().enumerate() {
            if i % STRIDE == 0 {
                marks.push(seen);
            }
            seen += usize::from(b & 0xC0 != 0x80);
        }
        marks.push(seen);
        CodePoints { marks }
    }

    /// The number of code points of `text` before byte `at`; `text` is the text that was scanned.
    pub fn before(&self, text: &str, at: usize) -> usize {
        let mark = (at / STRIDE).min(self.marks.len() - 1);
        let from = mark * STRIDE;
        let from = from.min(text.len());
        self.marks[mark] + text.as_bytes()[from..at.max(from)].iter().filter(|b| *b & 0xC0 != 0x80).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_a_plain_count() {
        let text = "a\u{935}\u{93f}\u{926}\u{947}\u{936} \u{1F91D} ".repeat(90);
        let map = CodePoints::new(&text);
        for (n, (i, _)) in text.char_indices().enumerate() {
            assert_eq!(map.before(&text, i), n);
        }
        assert_eq!(map.before(&text, text.len()), text.chars().count());
    }

    #[test]
    fn spans_meet_or_do_not() {
        let a = Span::new(2, 5);
        assert!(!a.overlaps(Span::new(5, 7)) && a.overlaps(Span::new(4, 7)));
        assert!(a.contains(Span::new(3, 5)) && !a.contains(Span::new(3, 6)));
        assert_eq!(a.cover(Span::new(8, 9)), Span::new(2, 9));
    }
}
