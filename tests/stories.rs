//! Short reports and the days that their events have: how a story carries its day over its sentences.

use sambandh::model::{Article, PartialDate};
use sambandh::pack::Pack;
use sambandh::pack::source::PackFiles;
use sambandh::pipeline;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    story: Vec<Story>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    why: String,
    date: Option<String>,
    text: String,
    events: Vec<String>,
}

#[test]
fn events_have_the_days_of_their_stories() {
    let files = PackFiles::folder(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data"))).unwrap_or_else(|e| panic!("{e}"));
    let pack = Pack::load(&files).unwrap_or_else(|e| panic!("{e}"));
    let file: File = toml::from_str(include_str!("stories/hi.toml")).unwrap_or_else(|e| panic!("{e}"));
    let mut failures = Vec::new();
    for story in file.story {
        let date = story.date.as_deref().map(|d| day(d).unwrap_or_else(|| panic!("{d} is no day")));
        let facts = pipeline::read(&pack, Article { id: "story".to_owned(), text: story.text.clone(), date, ..Article::default() });
        let shown = |d: Option<PartialDate>| d.map_or("-".to_owned(), |d| d.to_string());
        let told = facts.events.iter().filter(|e| e.class != "Statement");
        let found: Vec<String> = told.map(|e| format!("{} {} {}", e.class, shown(e.start), shown(e.end))).collect();
        if found != story.events {
            failures.push(format!("{}\n    {}\n    wanted {:?}\n    found  {found:?}", story.why, story.text, story.events));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn day(iso: &str) -> Option<PartialDate> {
    let mut parts = iso.split('-');
    PartialDate::day(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)
}
