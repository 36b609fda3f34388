//! Names of events, posts and things in a language of the reader's.

use crate::graph::{EventNode, KnowledgeGraph};
use crate::model::{Entity, Event, Lang};

use super::words::{Style, Words};

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
        _ => filled(slot, &e.merged, graph, lang, words),
    })
}

/// What an edge between the participants of a meeting says of its occasion: kind, body, place.
pub(super) fn occasion(e: &EventNode, graph: &KnowledgeGraph, lang: Lang, words: &Words) -> String {
    words.of(lang).say(Style::Occasion, &e.merged.class, &|slot| filled(slot, &e.merged, graph, lang, words))
}

fn filled(slot: &str, e: &Event, graph: &KnowledgeGraph, lang: Lang, words: &Words) -> Option<String> {
    let l = words.of(lang);
    if slot == "quantity" {
        return e.quantity.map(|n| n.to_string());
    }
    if let Some(table) = slot.strip_prefix("ordinal.") {
        return e.ordinal.and_then(|n| l.ordinal(table, n));
    }
    let mut ids: Vec<&String> = Vec::new();
    for filler in words.roles_of(slot).into_iter().filter_map(|r| e.roles.get(r)).flatten() {
        if !ids.contains(&filler) {
            ids.push(filler);
        }
    }
    let names: Vec<String> = ids.into_iter().filter_map(|id| graph.entity(id)).map(|e| entity(e, lang).to_owned()).collect();
    l.list(&names)
}
