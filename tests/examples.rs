//! Every frame's examples and counter-examples, plain and shifted: no rule may lean on where a sentence stands.

use std::collections::BTreeMap;

use sambandh::event::merge::roles_by_id;
use sambandh::model::{Article, Event, Lang, PartialDate};
use sambandh::pack::Pack;
use sambandh::pack::frame::{Example, Frame};
use sambandh::pack::source::PackFiles;
use sambandh::pipeline;
use sambandh::text::token::Tokens;

/// What may stand before an example without changing what it says.
const SHIFTS: [&str; 3] = ["", "\n\n  ", "2 + 2.\n\n"];

#[test]
fn frames_read_their_examples() {
    let files = match PackFiles::folder(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data"))) {
        Ok(files) => files,
        Err(e) => panic!("{e}"),
    };
    let pack = match Pack::load(&files) {
        Ok(pack) => pack,
        Err(e) => panic!("{e}"),
    };
    let mut failures = Vec::new();
    let mut run = 0;
    for lang in [Lang::Hi, Lang::En] {
        for frame in &pack.language(lang).frames {
            for example in &frame.examples {
                for shift in SHIFTS {
                    run += 1;
                    if let Err(found) = check(&pack, frame, example, shift) {
                        let file = file_of(&files, lang, &frame.name);
                        failures.push(format!(
                            "{file}: {}{}\n    {}\n    wanted {}\n    found  {found}",
                            frame.name,
                            if shift.is_empty() { "" } else { " (shifted)" },
                            example.text,
                            wanted(example)
                        ));
                        break;
                    }
                }
            }
        }
    }
    assert!(run > 0, "no frame has an example");
    assert!(failures.is_empty(), "{} of {run} readings fail:\n{}", failures.len(), failures.join("\n"));
}

fn wanted(example: &Example) -> &str {
    if example.event.is_empty() { "nothing" } else { &example.event }
}

fn file_of(files: &PackFiles, lang: Lang, name: &str) -> String {
    let line = format!("name = \"{name}\"");
    files.below(&format!("{}/frames", lang.tag()), ".toml").find(|(_, text)| text.contains(&line)).map_or_else(|| "?".to_owned(), |(path, _)| path.to_owned())
}

/// An example wants the frame to read it, and one event with exactly its roles, and its status and numbers where it names them;
/// a counter-example wants no whole reading by the frame.
fn check(pack: &Pack, frame: &Frame, example: &Example, shift: &str) -> Result<(), String> {
    let date = example.date.as_deref().map(|d| parse_date(d).unwrap_or_else(|| panic!("{}: `{d}` is no date", frame.name)));
    let article = Article { text: format!("{shift}{}", example.text), date, ..Article::default() };
    let tokens = Tokens::new(&article.text);
    let reading = pipeline::stages(pack, &article, &tokens);
    if example.event.is_empty() {
        let found = reading.candidates.iter().find(|c| c.whole && c.frame == frame.name);
        return found.map_or(Ok(()), |c| Err(format!("{} {:?}", c.class, roles_by_id(&reading.links.entities, c))));
    }
    let facts = pipeline::facts(pack, &article, &reading);
    let all: Vec<String> = facts.events.iter().map(|e| shown(e, &example.event)).collect();
    let evoked = reading.candidates.iter().any(|c| c.frame == frame.name);
    if evoked && all.contains(&example.event) {
        return Ok(());
    }
    Err(format!("{}{}", if evoked { "" } else { "nothing by this frame; " }, all.join(", ")))
}

/// An event in the notation of examples, with the optional parts that `like` has.
fn shown(e: &Event, like: &str) -> String {
    let mut parts: Vec<String> = e.roles.iter().map(|(r, f)| format!("{r}={}", f.iter().cloned().collect::<Vec<_>>().join(","))).collect();
    let extra: BTreeMap<&str, Option<String>> = BTreeMap::from([
        ("start", e.start.map(|d| d.to_string())),
        ("end", e.end.map(|d| d.to_string())),
        ("ordinal", e.ordinal.map(|n| n.to_string())),
        ("quantity", e.quantity.map(|n| n.to_string())),
        ("amount", e.amount.map(|n| format!("{n} {}", e.currency.as_deref().unwrap_or("?")))),
    ]);
    for name in ["start", "end", "ordinal", "quantity", "amount"] {
        if like.contains(&format!("{name}=")) {
            parts.push(format!("{name}={}", extra[name].as_deref().unwrap_or("none")));
        }
    }
    let status = if like.ends_with(')') { String::new() } else { format!(" {}", e.status.name()) };
    format!("{}({}){status}", e.class, parts.join("; "))
}

fn parse_date(s: &str) -> Option<PartialDate> {
    let mut parts = s.split('-').map(str::parse::<i16>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    PartialDate::day(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}
