//! Names of events, posts and things in a language of the reader's.

use crate::graph::{EventNode, KnowledgeGraph};
use crate::model::{Entity, Event, Lang};

use super::words::{Language, Style, Words};

/// The name of an entity in a language; in the other one where it has none.
pub(super) fn entity(e: &Entity, lang: Lang) -> &str {
    one_of(&e.en, &e.hi, &e.id, lang)
}

/// The wanted one of two names, else the other, else the identifier.
pub(super) fn one_of<'a>(en: &'a str, hi: &'a str, id: &'a str, lang: Lang) -> &'a str {
    let (first, second) = if lang == Lang::En { (en, hi) } else { (hi, en) };
    [first, second, id].into_iter().find(|s| !s.is_empty()).unwrap_or("?")
}

/// The full name of an event.
pub(super) fn event(e: &EventNode, graph: &KnowledgeGraph, lang: Lang, words: &Words) -> String {
    let l = words.of(lang);
    l.say(Style::Event, &e.merged.class, &|slot| match slot {
        "date" => e.merged.start.map(|s| l.date(s, e.merged.end, false)),
        "status" => l.status(e.merged.status),
        _ => filled(slot, &e.merged, graph, &|e| entity(e, lang).to_owned(), l, words),
    })
}

/// What an edge between the participants of a meeting says of its occasion: kind, body, place.
pub(super) fn occasion(e: &EventNode, graph: &KnowledgeGraph, lang: Lang, words: &Words) -> String {
    let l = words.of(lang);
    l.say(Style::Occasion, &e.merged.class, &|slot| filled(slot, &e.merged, graph, &|e| short(e, lang).to_owned(), l, words))
}

/// Longer names than this give way to an acronym on an edge.
const LONG: usize = 26;

/// The name of an entity where room is short: its acronym if it has one and its name is long.
pub(super) fn short(e: &Entity, lang: Lang) -> &str {
    let full = entity(e, lang);
    let is_acronym =
        |s: &&String| s.len() >= 2 && s.len() < full.len() && s.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b"&-".contains(&b));
    if full.chars().count() <= LONG {
        return full;
    }
    e.en_alt.iter().chain([&e.en]).filter(is_acronym).min_by_key(|s| (s.len(), *s)).map_or(full, String::as_str)
}

fn filled(slot: &str, e: &Event, graph: &KnowledgeGraph, name: &dyn Fn(&Entity) -> String, l: &Language, words: &Words) -> Option<String> {
    if slot == "quantity" {
        return e.quantity.map(|n| n.to_string());
    }
    if let Some(table) = slot.strip_prefix("ordinal.") {
        return e.ordinal.and_then(|n| l.ordinal(table, n));
    }
    let ids = fillers(slot, e, words);
    // Where a city and a venue in it are both known, the venue says enough.
    let has_part = |whole: &str| ids.iter().any(|id| *id != whole && is_within(id, whole, graph));
    let shown: Vec<&Entity> = ids.iter().filter(|id| !has_part(id)).filter_map(|id| graph.entity(id)).collect();
    let names: Vec<String> = shown.into_iter().map(name).collect();
    l.list(&names)
}

/// The entities that fill a slot, each once, in the order of its roles.
pub(super) fn fillers<'a>(slot: &str, e: &'a Event, words: &Words) -> Vec<&'a str> {
    let mut ids: Vec<&str> = Vec::new();
    for filler in words.roles_of(slot).into_iter().filter_map(|r| e.roles.get(r)).flatten() {
        if !ids.contains(&filler.as_str()) {
            ids.push(filler);
        }
    }
    ids
}

/// Whether a place lies within another, by a few steps of the gazetteer.
fn is_within(id: &str, whole: &str, graph: &KnowledgeGraph) -> bool {
    let mut at = graph.entity(id).filter(|e| e.kind == "Place");
    for _ in 0..8 {
        let Some(e) = at else { return false };
        if e.part_of.as_deref() == Some(whole) {
            return true;
        }
        at = e.part_of.as_deref().and_then(|p| graph.entity(p));
    }
    false
}
