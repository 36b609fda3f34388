//! What could not be read: where, why, and what to do about it.

use std::fmt;

/// One input, or one line of it, that could not be read. The rest is read all the same.
///
/// Lines and columns are 1-based, columns count characters; `byte` is 0-based.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file as it was given, or `-` for standard input.
    pub origin: String,
    /// Line, where the trouble has a place.
    pub line: Option<usize>,
    /// Column within the line.
    pub column: Option<usize>,
    /// Byte offset within the document (within the line, for JSONL).
    pub byte: Option<usize>,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub hint: String,
}

impl Problem {
    /// A problem of a whole input.
    pub fn new(origin: impl Into<String>, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Problem { origin: origin.into(), line: None, column: None, byte: None, what: what.into(), hint: hint.into() }
    }

    /// The same problem, placed on a line.
    pub fn on_line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// The same problem, placed at a byte of `text`, the part before which is known to be text.
    /// `first_line` is the number of the line that `text` begins with.
    pub fn at_byte(mut self, text: &[u8], byte: usize, first_line: usize) -> Self {
        let before = &text[..byte.min(text.len())];
        let line_start = before.iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
        self.line = Some(first_line + before.iter().filter(|b| **b == b'\n').count());
        self.column = Some(1 + before[line_start..].iter().filter(|b| **b & 0xC0 != 0x80).count());
        self.byte = Some(byte);
        self
    }
}

/// `origin:line:column: what (byte N); hint`
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)?;
        for place in [self.line, self.column].into_iter().flatten() {
            write!(f, ":{place}")?;
        }
        write!(f, ": {}", self.what)?;
        if let Some(byte) = self.byte {
            write!(f, " (byte {byte})")?;
        }
        write!(f, "; {}", self.hint)
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_where_what_and_what_to_do() {
        let text = "ab\n\u{915}\u{916}x".as_bytes();
        let problem = Problem::new("dir/a.txt", "it broke", "mend it").at_byte(text, 9, 1);
        assert_eq!(problem.to_string(), "dir/a.txt:2:3: it broke (byte 9); mend it");
        assert_eq!(Problem::new("-", "it broke", "mend it").on_line(7).to_string(), "-:7: it broke; mend it");
    }
}
