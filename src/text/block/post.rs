//! Posts of social networks within an article: the author line, and the words around it that belong to the post.

use super::rules::NoiseRules;
use super::shape::{Line, is_devanagari_text, is_foreign};
use super::{Block, BlockKind, Mark};
use crate::span::Span;
use crate::text::fold::fold;

/// A post has no more lines than this on either side of its author.
const LINES: usize = 12;
/// No paragraph of a post is longer, in characters.
const PARAGRAPH: usize = 420;

/// "— Name (@handle) December 4, 2025"
struct Author {
    name: Option<String>,
    handle: String,
    /// The words of the date; empty where there are none.
    date: Span,
    /// Where the line of the author begins.
    start: usize,
}

impl NoiseRules {
    /// Marks the lines of posts, and returns each post with the index of the line after it.
    pub(super) fn posts(&self, text: &str, lines: &[Line], kinds: &mut [Mark]) -> Vec<(usize, Block)> {
        let hindi = is_devanagari_text(text);
        let of = |i: usize| lines[i].span.of(text);
        let foreign = |i: usize| lines[i].chars <= PARAGRAPH && if hindi { is_foreign(of(i)) } else { is_devanagari_text(of(i)) };
        let has_link = |i: usize| self.links.iter().any(|link| of(i).contains(link.as_str()));
        let leads = |i: usize| of(i).starts_with('#') && self.leads.iter().any(|lead| fold(of(i).get(..24).unwrap_or(of(i))).starts_with(lead.as_str()));
        let authors: Vec<Option<Author>> = lines.iter().map(|line| author_of(text, line.span)).collect();
        let mut out: Vec<(usize, Block)> = Vec::new();
        let mut free = 0;
        let mut i = 0;
        while i < lines.len() {
            let (from, to, author) = match &authors[i] {
                Some(author) if author.start == lines[i].span.start => {
                    let mut from = i;
                    while from > free && i - from < LINES && !(from < i && leads(from)) {
                        let above = from - 1;
                        let own = foreign(above)
                            || from == i && lines[above].chars <= PARAGRAPH && (leads(above) || has_link(above) || of(above).ends_with('\u{2026}'));
                        if !own || authors[above].is_some() || from < i && lines[from].after_blank {
                            break;
                        }
                        from = above;
                    }
                    let complete = (from..i).any(has_link) && (from..i).any(|j| of(j).contains(&self.links[0]));
                    let to = if complete { i + 1 } else { self.end_of_post(text, lines, &authors, i + 1, &foreign) };
                    (from, to, Some(author))
                }
                // A post on one line with its author.
                Some(author) if foreign(i) || lines[i].chars <= PARAGRAPH && (has_link(i) || leads(i)) => (i, i + 1, Some(author)),
                None if kinds[i].is_body() && (leads(i) || foreign(i) && has_link(i)) && !author_follows(&authors, lines, i, &foreign) => (i, i + 1, None),
                _ => {
                    i += 1;
                    continue;
                }
            };
            let span = lines[from].span.cover(lines[to - 1].span);
            let (name, handle, date_line) = match author {
                Some(a) => (a.name.clone(), Some(a.handle.clone()), a.date),
                None => (None, None, Span::new(span.end, span.end)),
            };
            let kind = BlockKind::Embed { author: name, handle, date_line };
            for mark in &mut kinds[from..to] {
                *mark = Mark { kind: Some(kind.clone()), list: false };
            }
            out.push((to, Block { span, kind }));
            free = to;
            i = to;
        }
        out
    }

    /// One past the last line of a post whose author line is the one before `first`.
    fn end_of_post(&self, text: &str, lines: &[Line], authors: &[Option<Author>], first: usize, foreign: &dyn Fn(usize) -> bool) -> usize {
        // Where a post shows a picture, the address of it is its last word.
        let has_picture = |i: usize| lines[i].span.of(text).contains(&self.links[0]);
        let limit = lines.len().min(first + LINES);
        let run = (first..limit).take_while(|j| foreign(*j) && authors[*j].is_none() && !(*j > first && lines[*j].after_blank)).count();
        let same_script = (first..limit.min(first + 6)).take_while(|j| authors[*j].is_none() && lines[*j].chars <= PARAGRAPH && !lines[*j].after_blank);
        let picture = if run > 0 { (first..first + run).find(|j| has_picture(*j)) } else { same_script.into_iter().find(|j| has_picture(*j)) };
        let end = picture.map_or(first + run, |j| j + 1);
        // What stands right above another author is that author's.
        if end > first && end < lines.len() && authors[end].is_some() { end - 1 } else { end }
    }
}

/// Whether the lines from `i` on run into an author line: then `i` belongs to that post.
fn author_follows(authors: &[Option<Author>], lines: &[Line], i: usize, foreign: &dyn Fn(usize) -> bool) -> bool {
    (i + 1..lines.len().min(i + LINES)).find(|j| authors[*j].is_some() || !foreign(*j)).is_some_and(|j| authors[j].is_some())
}

/// Reads "— Name (@handle) date" at the end of a line.
fn author_of(text: &str, line: Span) -> Option<Author> {
    let words = line.of(text);
    let open = words.rfind("(@")?;
    let close = open + words[open..].find(')')?;
    let handle = &words[open + 2..close];
    if handle.is_empty() || !handle.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return None;
    }
    let after = &words[close + 1..];
    let date = after.trim();
    // A name may hold a dash itself: the one at the start of the line goes before, then a long one.
    let dash = |wanted: &dyn Fn(char) -> bool| {
        words[..open].char_indices().rev().find(|(i, c)| wanted(*c) && words[..*i].chars().next_back().is_none_or(char::is_whitespace)).map(|(i, _)| i)
    };
    let start = if words.starts_with(is_dash) { 0 } else { dash(&|c| c == '\u{2014}').or_else(|| dash(&is_dash))? };
    let name = words[start..open].trim_start_matches(is_dash).trim();
    // A date has a number and few words; anything more is a sentence that names a user.
    let dated = date.is_empty() || date.chars().count() <= 40 && date.contains(|c: char| c.is_numeric()) && date.split_whitespace().count() <= 6;
    if !dated || name.chars().count() > 80 || name.is_empty() && date.is_empty() {
        return None;
    }
    let at = line.start + close + 1 + (after.len() - after.trim_start().len());
    Some(Author {
        name: (!name.is_empty()).then(|| name.to_owned()),
        handle: handle.to_owned(),
        date: Span::new(at, at + date.len()),
        start: line.start + start,
    })
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn author_lines_are_told_from_sentences() {
        for (line, expected) in [
            ("\u{2014} ANI (@ANI) December 4, 2025", Some(("ANI", "ANI", "December 4, 2025"))),
            ("\u{2014} PRO - EASTERN FLEET (@fleetpro) March 2, 2023", Some(("PRO - EASTERN FLEET", "fleetpro", "March 2, 2023"))),
            (
                "text \u{2014} Russia in India \u{1F1F7}\u{1F1FA} (@RusEmbIndia) February 28, 2022",
                Some(("Russia in India \u{1F1F7}\u{1F1FA}", "RusEmbIndia", "February 28, 2022")),
            ),
            ("\u{2014} PMO India (@PMOIndia)", Some(("PMO India", "PMOIndia", ""))),
            ("- Modi (@narendramodi) said on December 4 that he would come to the meeting", None),
            ("Modi (@narendramodi) 4", None),
        ] {
            let got = author_of(line, Span::new(0, line.len()));
            let got = got.as_ref().map(|a| (a.name.as_deref().unwrap_or(""), a.handle.as_str(), a.date.of(line)));
            assert_eq!(got, expected, "{line}");
        }
    }
}
