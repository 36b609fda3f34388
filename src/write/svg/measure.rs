//! How wide text will be, without a font at hand, and how it breaks into lines.
//!
//! The widths are those of Noto Sans and Noto Sans Devanagari, rounded up; other fonts come near them.

/// Width in pixels of one line of text.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    clusters(text).iter().map(|c| cluster_width(c)).sum::<f64>() * size * if bold { 1.07 } else { 1.0 }
}

/// What a reader sees as one sign: a base with its marks; in Indic scripts also what a virama joins.
pub(super) fn clusters(text: &str) -> Vec<&str> {
    let mut starts = Vec::new();
    let mut joined = false;
    for (at, c) in text.char_indices() {
        let continues = is_mark(c) || is_joiner(c) || (joined && is_indic(c));
        if starts.is_empty() || !continues {
            starts.push(at);
        }
        joined = is_virama(c) || (joined && is_joiner(c));
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(&a, b)| &text[a..b]).collect()
}

fn cluster_width(cluster: &str) -> f64 {
    let mut half = false;
    let mut sum = 0.0;
    for c in cluster.chars() {
        sum += match c {
            _ if is_virama(c) || is_joiner(c) => 0.0,
            _ if is_spacing_mark(c) => 0.27,
            _ if is_mark(c) => 0.0,
            // The second consonant of a conjunct is narrower, and the first loses its stem.
            _ if half => 0.45,
            _ => base_width(c),
        };
        half = is_virama(c) || (half && is_joiner(c));
    }
    sum
}

fn base_width(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '\u{B7}' => 0.27,
        'f' | 't' | 'r' | 'I' | 'J' | '(' | ')' | '[' | ']' | '-' | '/' | '"' => 0.38,
        'c' | 's' | 'k' | 'v' | 'x' | 'y' | 'z' | 'F' | 'L' | 'E' => 0.53,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.92,
        'D' | 'G' | 'H' | 'N' | 'O' | 'Q' | 'U' | '&' => 0.76,
        ' '..='~' => 0.61,
        '\u{0906}' | '\u{0913}' | '\u{0914}' => 1.02,
        '\u{0930}' => 0.43,
        '\u{0966}'..='\u{0970}' => 0.57,
        '\u{0900}'..='\u{0DFF}' => 0.67,
        '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}' => 1.0,
        '\u{2600}'..='\u{27BF}' | '\u{1F000}'..='\u{1FAFF}' => 1.3,
        _ => 0.64,
    }
}

fn is_indic(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0DFF}')
}

/// Viramas lie at one place of each Indic block.
fn is_virama(c: char) -> bool {
    is_indic(c) && (c as u32 & 0x7F) == 0x4D
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Vowel signs that stand beside their consonant.
fn is_spacing_mark(c: char) -> bool {
    matches!(c, '\u{0903}' | '\u{093B}' | '\u{093E}'..='\u{0940}' | '\u{0949}'..='\u{094C}' | '\u{094E}' | '\u{094F}')
}

/// Breaks text into at most `most` lines of at most `room` pixels; what is left over becomes an ellipsis.
pub(super) fn wrap(text: &str, size: f64, bold: bool, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer, size, bold) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for cluster in clusters(word) {
            if !line.is_empty() && width(&line, size, bold) + width(cluster, size, bold) > room {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(cluster);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while width(last, size, bold) + size > room && !last.is_empty() {
                let keep = last.len() - clusters(last).last().map_or(0, |c| c.len());
                last.truncate(keep);
            }
            let kept = last.trim_end_matches([' ', ',']).len();
            last.truncate(kept);
            last.push('\u{2026}');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_not_torn() {
        // ksha with a vowel sign, then "dra".
        assert_eq!(clusters("\u{915}\u{94D}\u{937}\u{93F}\u{926}\u{94D}\u{930}"), ["\u{915}\u{94D}\u{937}\u{93F}", "\u{926}\u{94D}\u{930}"]);
        assert_eq!(clusters("e\u{301}a"), ["e\u{301}", "a"]);
        assert_eq!(clusters(""), [""; 0]);
    }

    #[test]
    fn lines_fit_and_the_rest_is_an_ellipsis() {
        let text = "\u{930}\u{915}\u{94D}\u{937}\u{93E} \u{92E}\u{902}\u{924}\u{94D}\u{930}\u{940} ".repeat(12);
        let lines = wrap(&text, 12.0, false, 90.0, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|l| width(l, 12.0, false) <= 90.0));
        assert!(lines[2].ends_with('\u{2026}'));
        assert_eq!(wrap("short", 12.0, false, 90.0, 3), ["short"]);
        assert!(wrap(&"x".repeat(99), 12.0, false, 90.0, 99).len() > 5);
    }
}
