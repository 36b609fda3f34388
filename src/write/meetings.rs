//! Who met whom: what both pictures show, before it is drawn.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::words::{Picture, put};
use super::{Options, label};
use crate::graph::{EventNode, Key, Kind, KnowledgeGraph};
use crate::model::{PartialDate, Status};

/// People who met or are to meet, by country, and the ties between them.
pub(super) struct Meetings {
    /// Countries by name; a last one without a name of its own for people of unknown country.
    pub countries: Vec<Country>,
    /// People by country and then by name.
    pub people: Vec<Person>,
    /// Pairs, each once, in the order of the people.
    pub ties: Vec<Tie>,
    /// How many meetings there are in all.
    pub count: usize,
}

pub(super) struct Country {
    pub name: String,
    /// False for the place of people whose country is not known.
    pub is_known: bool,
    /// Range of `people`.
    pub people: std::ops::Range<usize>,
}

pub(super) struct Person {
    pub name: String,
    pub office: Option<String>,
    /// Index into `countries`.
    pub country: usize,
}

/// All meetings of one pair.
pub(super) struct Tie {
    /// Index of the first person; smaller than `b`.
    pub a: usize,
    /// Index of the second person.
    pub b: usize,
    /// The firmest status of the meetings.
    pub status: Status,
    /// The latest meetings.
    pub occasions: Vec<Occasion>,
    /// How many more there are.
    pub more: usize,
}

/// When and on what occasion a pair met.
pub(super) struct Occasion {
    pub date: String,
    pub what: String,
}

/// Most meetings that an edge tells.
const TOLD: usize = 3;

/// Collects the meetings of persons that happened, are planned or possible.
pub(super) fn collect(graph: &KnowledgeGraph, options: &Options) -> Meetings {
    let words = options.words;
    let mut pairs: BTreeMap<(&str, &str), Vec<&EventNode>> = BTreeMap::new();
    let mut count = 0;
    for e in graph.events().filter(|e| e.family == words.meetings.family && e.merged.status != Status::Negated) {
        let present = label::fillers(&words.meetings.slot, &e.merged, words);
        let persons: BTreeSet<&str> = present.into_iter().filter(|id| graph.entity(id).is_some_and(|e| e.kind == "Person")).collect();
        let persons: Vec<&str> = persons.into_iter().collect();
        count += usize::from(persons.len() > 1);
        for (i, a) in persons.iter().enumerate() {
            for b in &persons[i + 1..] {
                // Where many meet, those of one country sit on one side.
                let one_side = persons.len() > 2 && home_of(a, graph).is_some_and(|h| home_of(b, graph) == Some(h));
                if !one_side {
                    pairs.entry((*a, *b)).or_default().push(e);
                }
            }
        }
    }

    let ids: BTreeSet<&str> = pairs.keys().flat_map(|(a, b)| [*a, *b]).collect();
    let home: BTreeMap<&str, Option<&str>> = ids.iter().map(|id| (*id, home_of(id, graph))).collect();
    let name_of = |id: &str| graph.entity(id).map_or_else(|| id.to_owned(), |e| clean(label::entity(e, options.lang)));
    let mut countries: Vec<(bool, String, Option<&str>)> = home
        .values()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(|c| (c.is_none(), c.map_or_else(|| words.of(options.lang).picture.elsewhere.clone(), name_of), *c))
        .collect();
    countries.sort();
    let mut out = Meetings { countries: Vec::new(), people: Vec::new(), ties: Vec::new(), count };
    let mut index: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, (is_unknown, name, country)) in countries.into_iter().enumerate() {
        let mut members: Vec<(String, &str)> = ids.iter().filter(|id| home[*id] == country).map(|id| (name_of(id), *id)).collect();
        members.sort();
        let first = out.people.len();
        for (name, id) in members {
            index.insert(id, out.people.len());
            out.people.push(Person { name, office: office_of(id, graph, options), country: at });
        }
        out.countries.push(Country { name, is_known: !is_unknown, people: first..out.people.len() });
    }
    out.ties = pairs
        .into_iter()
        .map(|((a, b), events)| {
            let (a, b) = (index[a], index[b]);
            tie(a.min(b), a.max(b), events, graph, options)
        })
        .collect();
    out.ties.sort_by_key(|t| (t.a, t.b));
    out
}

fn home_of<'a>(person: &str, graph: &'a KnowledgeGraph) -> Option<&'a str> {
    graph.countries_of(&Key::new(Kind::Entity, person)).first().map(|c| c.id.as_str())
}

/// The post that most articles give.
fn office_of(person: &str, graph: &KnowledgeGraph, options: &Options) -> Option<String> {
    let posts = graph.positions_of(person);
    let (post, _) = posts.iter().rev().max_by_key(|(_, articles)| articles.len())?;
    Some(clean(label::one_of(&post.en, &post.hi, &post.id, options.lang)))
}

fn tie(a: usize, b: usize, mut events: Vec<&EventNode>, graph: &KnowledgeGraph, options: &Options) -> Tie {
    let l = options.words.of(options.lang);
    let when = |e: &EventNode| -> Option<PartialDate> { e.merged.start };
    // The latest first, undated ones last.
    events.sort_by(|x, y| when(y).cmp(&when(x)).then_with(|| x.id.cmp(&y.id)));
    let status = events.iter().map(|e| e.merged.status).min().unwrap_or_default();
    let occasions = events
        .iter()
        .take(TOLD)
        .map(|e| {
            let mut what = label::occasion(e, graph, options.lang, options.words);
            if e.merged.status != status {
                what.extend(l.status(e.merged.status).map(|s| format!(" ({s})")));
            }
            let date = e.merged.start.map_or_else(|| l.picture.undated.clone(), |s| l.date(s, e.merged.end, true));
            Occasion { date: clean(&date), what: clean(&what) }
        })
        .collect();
    Tie { a, b, status, occasions, more: events.len().saturating_sub(TOLD) }
}

impl Meetings {
    /// How many people, countries and meetings there are, in words.
    pub fn summary(&self, words: &Picture) -> String {
        let known = self.countries.iter().filter(|c| c.is_known).count();
        let counts = [self.people.len(), known, self.count].map(|n| n.to_string());
        put(&words.summary, &[("people", &counts[0]), ("countries", &counts[1]), ("meetings", &counts[2])])
    }

    /// "+2 more", if there are more meetings than told.
    pub fn more(tie: &Tie, words: &Picture) -> Option<String> {
        (tie.more > 0).then(|| put(&words.more, &[("n", &tie.more.to_string())]))
    }
}

/// Longest text that a picture shows of one name.
const SHOWN: usize = 72;

/// Text that a picture can show: one line, composed, without control characters and marks of direction, not endless.
pub(super) fn clean(text: &str) -> String {
    let is_mark = |c: char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}');
    let plain: String = text.nfc().map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c }).filter(|c| !is_mark(*c)).collect();
    let mut words: String = plain.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = words.char_indices().nth(SHOWN) {
        words.truncate(cut);
        words.push('\u{2026}');
    }
    words
}

/// A colour for the country of that index, as (fill, line and text) in hex; neighbours differ in hue.
pub(super) fn colours(country: usize) -> (String, String) {
    // Hues that stay apart also for those who see red and green alike come first.
    const HUES: [f64; 10] = [28.0, 212.0, 150.0, 330.0, 265.0, 48.0, 185.0, 5.0, 95.0, 300.0];
    let hue = HUES.get(country).copied().unwrap_or_else(|| (country as f64 * 137.508) % 360.0);
    (hex(hue, 0.72, 0.945), hex(hue, 0.62, 0.34))
}

fn hex(hue: f64, saturation: f64, lightness: f64) -> String {
    let a = saturation * lightness.min(1.0 - lightness);
    let part = |n: f64| {
        let k = (n + hue / 30.0) % 12.0;
        let v = lightness - a * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0);
        (v * 255.0).round() as u8
    };
    format!("#{:02x}{:02x}{:02x}", part(0.0), part(8.0), part(4.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::merge;
    use crate::graph::sample::{Story, december};
    use crate::model::Lang;

    #[test]
    fn meetings_of_one_pair_are_one_tie() {
        let options = Options { lang: Lang::En, ..Options::default() };
        let graph = merge(&december());
        let m = collect(&graph, &options);
        let names: Vec<_> = m.countries.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["Austria", "India", "Russia"]);
        let pair = |x: &str, y: &str| {
            let hit = |i: usize, n: &str| m.people[i].name.ends_with(n);
            m.ties.iter().find(|t| (hit(t.a, x) && hit(t.b, y)) || (hit(t.a, y) && hit(t.b, x))).unwrap()
        };
        let summit = pair("Modi", "Putin");
        assert_eq!((summit.occasions.len(), summit.status), (2, Status::Actual));
        assert_eq!(summit.occasions[0].date, "5 Dec 2025");
        assert_eq!(summit.occasions[0].what, "23rd summit (planned)");
        assert_eq!(pair("Singh", "Belousov").occasions[0].what, "22nd session, IRIGC-M&MTC, Manekshaw Centre");
        assert_eq!(m.people[pair("Singh", "Belousov").b].office.as_deref(), Some("Defence Minister of Russia"));
    }

    #[test]
    fn what_was_denied_is_no_meeting() {
        let mut a = Story::new("a", "");
        a.event("PhoneCall", Status::Negated, "participant=narendra-modi participant=vladimir-putin", "");
        a.event("Meeting", Status::Actual, "participant=narendra-modi participant=russia", "");
        let m = collect(&merge(&[a.0]), &Options::default());
        assert_eq!((m.people.len(), m.ties.len(), m.count), (0, 0, 0));
    }

    #[test]
    fn shown_text_is_one_plain_line() {
        assert_eq!(clean(" a\n\u{0}b\u{202E}c\t d "), "a bc d");
        assert_eq!(clean(&"x".repeat(500)).chars().count(), SHOWN + 1);
    }
}
