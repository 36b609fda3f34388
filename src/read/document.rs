//! One document: bytes or a JSON object made into an [`Article`].

use std::fmt::Write;

use serde_json::{Map, Value};

use crate::model::{Article, Lang, PartialDate};
use crate::read::problem::Problem;

/// Longest document that is read, in bytes. What is longer is no article and would only exhaust the memory.
pub const MAX_DOCUMENT: usize = 64 << 20;

/// The article that a plain-text document holds.
///
/// `name` is the file name without folder and extension. Headline and date stay unknown here: the text stage finds them.
pub fn plain(origin: &str, name: &str, bytes: &[u8]) -> Result<Article, Problem> {
    let text = universal_newlines(decode(origin, bytes, 1)?);
    check_text(origin, &text, None)?;
    Ok(Article { id: article_id(name, &text), origin: origin.to_owned(), language: language_of(&text), text, ..Article::default() })
}

/// The article that line `line` of a JSONL file holds: an object with a `text` and optionally
/// `id`, `title`, `date`, `url`, `language` and `publisher`.
///
/// The article's text is `text`, with the title and a blank line before it where there is a title that `text` does not
/// itself begin with: offsets in the output count from there. A date that is neither ISO 8601 nor RFC 3339 is left out.
/// Without an `id` the article is named `article`, so that splitting a file renames nothing.
pub fn json_line(origin: &str, line: usize, bytes: &[u8]) -> Result<Article, Problem> {
    let source = decode(origin, bytes, line)?;
    let source = source.trim_start_matches('\u{FEFF}');
    let value: Value = serde_json::from_str(source).map_err(|e| broken_json(origin, line, source, &e))?;
    let Value::Object(object) = value else {
        return Err(Problem::new(origin, "not a JSON object", "write one object with a \"text\" on each line").on_line(line));
    };
    let field = |key: &str| string_field(&object, key).map_err(|p| Problem { origin: origin.to_owned(), ..p }.on_line(line));
    let Some(body) = field("text")? else {
        return Err(Problem::new(origin, "no \"text\" in the object", "add a field \"text\" that holds the article").on_line(line));
    };
    let body = universal_newlines(body);
    let title = field("title")?.map(universal_newlines);
    let text = match &title {
        Some(title) if !body.trim_start_matches(is_blank).starts_with(title.trim()) => format!("{}\n\n{body}", title.trim()),
        _ => body,
    };
    check_text(origin, &text, Some(line))?;
    let name = field("id")?.unwrap_or_else(|| "article".to_owned());
    Ok(Article {
        id: article_id(&name, &text),
        origin: format!("{origin}:{line}"),
        title: title.map(|t| t.trim().to_owned()),
        date: field("date")?.as_deref().and_then(iso_date),
        url: field("url")?.map(|u| u.trim().to_owned()),
        language: field("language")?.as_deref().and_then(language_named).unwrap_or_else(|| language_of(&text)),
        publisher: field("publisher")?.map(|p| p.trim().to_owned()),
        text,
    })
}

/// Whether a line is a JSON object with a `text`: then a stream is JSONL.
pub fn is_json_article(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes).unwrap_or_default().trim_start_matches('\u{FEFF}').trim_start();
    text.starts_with('{') && serde_json::from_str::<Map<String, Value>>(text).is_ok_and(|object| object.contains_key("text"))
}

/// The value of a field that may be absent, null or blank, or a number where a string is meant.
fn string_field(object: &Map<String, Value>, key: &str) -> Result<Option<String>, Problem> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(s)) if s.trim().is_empty() => Ok(None),
        Some(Value::String(s)) => Ok(Some(s.clone())),
        Some(Value::Number(n)) => Ok(Some(n.to_string())),
        Some(_) => Err(Problem::new("", format!("the field \"{key}\" is not a string"), "put its value in quotes, or leave the field out")),
    }
}

fn broken_json(origin: &str, line: usize, source: &str, error: &serde_json::Error) -> Problem {
    // serde_json counts columns in bytes, from 1; the line never holds a line break but perhaps at its end.
    let mut byte = error.column().saturating_sub(1).min(source.len());
    while !source.is_char_boundary(byte) {
        byte -= 1;
    }
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    Problem::new(origin, format!("broken JSON: {said}"), "write one complete JSON object on each line").at_byte(source.as_bytes(), byte, line)
}

fn decode<'a>(origin: &str, bytes: &'a [u8], line: usize) -> Result<&'a str, Problem> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Problem::new(origin, "UTF-16, not UTF-8", "convert it: iconv -f UTF-16 -t UTF-8"));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|e| Problem::new(origin, "not UTF-8", "convert the file to UTF-8, or take it out of the input").at_byte(bytes, e.valid_up_to(), line))?;
    match text.find('\0') {
        Some(at) => Err(binary(origin).at_byte(bytes, at, line)),
        None => Ok(text),
    }
}

fn binary(origin: &str) -> Problem {
    Problem::new(origin, "a NUL character, so this is no text", "give the article as plain UTF-8 text")
}

fn check_text(origin: &str, text: &str, line: Option<usize>) -> Result<(), Problem> {
    let problem = if text.trim_matches(is_blank).is_empty() {
        Problem::new(origin, "nothing in it", "remove the empty document, or fill it")
    } else if text.contains('\0') {
        binary(origin)
    } else {
        return Ok(());
    };
    Err(Problem { line, ..problem })
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}')
}

/// `\r\n` and a lone `\r` become `\n`, as Python's universal newlines do, so that code-point offsets agree with what
/// other programs see. Nothing else is changed; a byte-order mark stays as U+FEFF.
pub fn universal_newlines(text: impl AsRef<str> + Into<String>) -> String {
    if !text.as_ref().contains('\r') {
        return text.into();
    }
    text.as_ref().replace("\r\n", "\n").replace('\r', "\n")
}

/// The identifier of an article: its name made safe for an IRI, and a hash of its text.
///
/// A function of name and text alone: never of folder, order, line or machine.
pub fn article_id(name: &str, text: &str) -> String {
    let mut id = String::new();
    for c in name.chars().take(80) {
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') {
            id.push(c);
        } else if !id.ends_with('-') {
            id.push('-');
        }
    }
    let trimmed = id.trim_matches(['-', '.']);
    let mut id = if trimmed.is_empty() { "article".to_owned() } else { trimmed.to_owned() };
    let _ = write!(id, "-{:016x}", fnv1a(text.as_bytes()));
    id
}

/// The 64-bit FNV-1a hash: the same on every machine and in every release.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, b| (hash ^ u64::from(*b)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The day of an ISO 8601 date (`2025-12-04`) or an RFC 3339 time stamp, as it is printed.
fn iso_date(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    let (day, rest) = (text.get(..10)?, &text[10..]);
    let mut time = rest.chars();
    let stamp = match time.next() {
        None => true,
        Some('T' | 't' | ' ') => time.next().is_some_and(|c| c.is_ascii_digit()),
        Some(_) => false,
    };
    let bytes = day.as_bytes();
    let shaped = bytes.iter().enumerate().all(|(i, b)| if matches!(i, 4 | 7) { *b == b'-' } else { b.is_ascii_digit() });
    if !stamp || !shaped {
        return None;
    }
    PartialDate::day(day[..4].parse().ok()?, day[5..7].parse().ok()?, day[8..].parse().ok()?)
}

/// The language that a tag or a name means; `None` for one that the program does not read.
fn language_named(tag: &str) -> Option<Lang> {
    match tag.trim().split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
        "hi" | "hin" | "hindi" => Some(Lang::Hi),
        "en" | "eng" | "english" => Some(Lang::En),
        _ => None,
    }
}

/// The language whose letters the text has more of; Hindi on a tie.
fn language_of(text: &str) -> Lang {
    let (mut hi, mut en) = (0usize, 0usize);
    for c in text.chars() {
        match c {
            'a'..='z' | 'A'..='Z' => en += 1,
            '\u{900}'..='\u{97F}' => hi += 1,
            _ => {}
        }
    }
    if en > hi { Lang::En } else { Lang::Hi }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(json: &str) -> Result<Article, Problem> {
        json_line("f.jsonl", 3, json.as_bytes())
    }

    #[test]
    fn a_plain_document_keeps_all_but_its_line_ends() {
        let a = plain("x/a.txt", "a", b"\xEF\xBB\xBFOne\r\n\r\ntwo\rthree ").unwrap();
        assert_eq!((a.text.as_str(), a.language, a.title), ("\u{FEFF}One\n\ntwo\nthree ", Lang::En, None));
        assert_eq!(a.id, format!("a-{:016x}", fnv1a(a.text.as_bytes())));
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn what_is_no_text_is_told_by_place() {
        for (bytes, said) in [
            (&b"ab\nc\xFFd"[..], "a.txt:2:2: not UTF-8 (byte 4)"),
            (b"ab\0", "a.txt:1:3: a NUL"),
            (b" \n\t\xEF\xBB\xBF", "a.txt: nothing in it"),
            (b"", "a.txt: nothing in it"),
            (b"\xFF\xFEa\0", "a.txt: UTF-16"),
        ] {
            let problem = plain("a.txt", "a", bytes).unwrap_err().to_string();
            assert!(problem.starts_with(said), "{problem}");
        }
    }

    #[test]
    fn a_json_line_gives_what_it_knows() {
        let a = line(r#"{"id":"n 7/8","title":"T","date":"2025-12-04T10:00:00Z","text":"One.\r\nTwo.","url":"https://e.x/1","language":"en-IN","publisher":"P","more":[1]}"#).unwrap();
        assert_eq!(a.text, "T\n\nOne.\nTwo.");
        assert!(a.id.starts_with("n-7-8-"));
        assert_eq!((a.origin.as_str(), a.date), ("f.jsonl:3", PartialDate::day(2025, 12, 4)));
        assert_eq!((a.url.as_deref(), a.publisher.as_deref(), a.language), (Some("https://e.x/1"), Some("P"), Lang::En));
        let a = line(r#"{"id":7,"title":"One","date":"4 Dec","text":" One two"}"#).unwrap();
        assert_eq!((a.text.as_str(), a.date, a.id.starts_with("7-")), (" One two", None, true));
        assert!(line(r#"{"text":"x","title":null,"url":""}"#).unwrap().id.starts_with("article-"));
    }

    #[test]
    fn a_broken_json_line_is_told_by_place() {
        for (json, said) in [
            (r#"{"text": "a" "b"}"#, "f.jsonl:3:14: broken JSON: expected"),
            (r#"{"title":"T"}"#, "f.jsonl:3: no \"text\""),
            (r#"{"text":["a"]}"#, "f.jsonl:3: the field \"text\" is not a string"),
            (r#"{"text":"x","title":{}}"#, "f.jsonl:3: the field \"title\""),
            (r#"{"text":"  "}"#, "f.jsonl:3: no \"text\""),
            ("{\"text\":\"a\\u0000b\"}", "f.jsonl:3: a NUL"),
            ("[1]", "f.jsonl:3: not a JSON object"),
        ] {
            let problem = line(json).unwrap_err().to_string();
            assert!(problem.starts_with(said), "{problem}");
        }
        assert!(line(&"[".repeat(100_000)).is_err());
    }

    #[test]
    fn identifiers_are_safe_and_stable() {
        for (name, slug) in [("002_0a", "002_0a"), ("..", "article"), ("\u{915}\u{916}", "article"), ("a b/c%?d", "a-b-c-d"), ("v1.2", "v1.2")] {
            assert_eq!(article_id(name, "t"), format!("{slug}-{:016x}", fnv1a(b"t")));
        }
    }

    #[test]
    fn only_iso_dates_are_dates() {
        assert_eq!(iso_date(" 2025-12-04 "), PartialDate::day(2025, 12, 4));
        for bad in ["2025-13-01", "2025-12-4", "04-12-2025", "2025-12-04x", "2025\u{2010}12\u{2010}4", "", "+025-12-04"] {
            assert_eq!(iso_date(bad), None, "{bad}");
        }
    }
}
