//! Articles made by hand, for the tests of merging and writing.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Article, Entity, Event, Evidence, Facts, Lang, MentionFact, PartialDate, Position, PositionFact, RelationFact, RelationKind, Status};
use crate::span::Span;

/// Things that the sample articles speak of: identifier, kind, class, English label, country, whole.
const THINGS: &[(&str, &str, &str, &str, &str, &str)] = &[
    ("india", "Place", "Country", "India", "IN", ""),
    ("russia", "Place", "Country", "Russia", "RU", ""),
    ("austria", "Place", "Country", "Austria", "AT", ""),
    ("new-delhi", "Place", "City", "New Delhi", "IN", "india"),
    ("moscow", "Place", "City", "Moscow", "RU", "russia"),
    ("manekshaw-centre", "Place", "Venue", "Manekshaw Centre", "IN", "new-delhi"),
    ("narendra-modi", "Person", "Person", "Narendra Modi", "IN", ""),
    ("rajnath-singh", "Person", "Person", "Rajnath Singh", "IN", ""),
    ("vladimir-putin", "Person", "Person", "Vladimir Putin", "RU", ""),
    ("andrey-belousov", "Person", "Person", "Andrey Belousov", "RU", ""),
    ("karl-nehammer", "Person", "Person", "Karl Nehammer", "AT", ""),
    ("irigc", "Organization", "Commission", "IRIGC", "", ""),
    ("irigc-mtc", "Organization", "Commission", "IRIGC-M&MTC", "", "irigc"),
    ("sco", "Organization", "Alliance", "SCO", "", ""),
    ("s-400", "System", "AirDefence", "S-400", "RU", ""),
    ("su-57", "System", "Aircraft", "Su-57", "RU", ""),
];

/// A date from its ISO form, as exact as that is.
pub(crate) fn date(iso: &str) -> PartialDate {
    let n: Vec<i16> = iso.split('-').map(|p| p.parse().expect("a number")).collect();
    match n[..] {
        [y] => PartialDate::year(y),
        [y, m] => PartialDate::month(y, m as u8),
        [y, m, d] => PartialDate::day(y, m as u8, d as u8).expect("a day"),
        _ => panic!("not a date: {iso}"),
    }
}

/// An article that grows by what is said in it.
pub(crate) struct Story(pub Facts);

impl Story {
    /// An empty article, published on that day (none if empty).
    pub fn new(id: &str, published: &str) -> Story {
        let article = Article {
            id: id.to_owned(),
            origin: format!("{id}.txt"),
            title: Some(format!("Title of {id}")),
            date: (!published.is_empty()).then(|| date(published)),
            language: Lang::En,
            ..Article::default()
        };
        Story(Facts { article, ..Facts::default() })
    }

    /// Writes words into the article and tells where they stand.
    pub fn write(&mut self, words: &str, rule: &str) -> Evidence {
        let text = &mut self.0.article.text;
        // A sentence before each, with Devanagari, so that bytes and code points differ.
        text.push_str("\u{939}\u{93F}\u{902}\u{926}\u{940} ");
        let start = text.len();
        text.push_str(words);
        let span = Span::new(start, text.len());
        text.push('\n');
        Evidence { span, rule: rule.to_owned() }
    }

    /// Describes a thing, its wholes and its country, and mentions it.
    pub fn name(&mut self, id: &str) {
        self.describe(id);
        let span = Span::new(0, 0);
        self.0.mentions.push(MentionFact { entity: id.to_owned(), span });
    }

    fn describe(&mut self, id: &str) {
        let Some(&(_, kind, class, en, country, whole)) = THINGS.iter().find(|t| t.0 == id) else { return };
        let entity = Entity {
            id: id.to_owned(),
            kind: kind.to_owned(),
            class: class.to_owned(),
            en: en.to_owned(),
            hi: format!("\u{939}\u{93F} {en}"),
            country: if country.is_empty() { Vec::new() } else { vec![country.to_owned()] },
            part_of: (!whole.is_empty()).then(|| whole.to_owned()),
            ..Entity::default()
        };
        if self.0.entities.insert(id.to_owned(), entity).is_none() {
            let home = THINGS.iter().find(|t| t.2 == "Country" && t.4 == country && t.0 != id).map(|t| t.0);
            for next in home.into_iter().chain([whole]) {
                self.describe(next);
            }
        }
    }

    /// Tells an event; `roles` as `role=filler` pairs, the date as `START` or `START/END`, empty for none.
    pub fn event(&mut self, class: &str, status: Status, roles: &str, when: &str) -> &mut Event {
        let mut by_role: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (role, id) in roles.split_whitespace().filter_map(|r| r.split_once('=')) {
            self.name(id);
            by_role.entry(role.to_owned()).or_default().insert(id.to_owned());
        }
        let evidence = self.write(&format!("{class} {roles} {when}"), "sample-rule");
        let (start, end) = when.split_once('/').unwrap_or((when, when));
        let known = |d: &str| (!d.is_empty()).then(|| date(d));
        self.0.events.push(Event {
            class: class.to_owned(),
            status,
            roles: by_role,
            start: known(start),
            end: known(end),
            trigger: class.to_lowercase(),
            evidence: vec![evidence],
            ..Event::default()
        });
        self.0.events.last_mut().expect("just pushed")
    }

    /// Says that two persons met.
    pub fn met(&mut self, a: &str, b: &str) -> &mut Self {
        self.relation(RelationKind::Met, a, b)
    }

    fn relation(&mut self, kind: RelationKind, a: &str, b: &str) -> &mut Self {
        self.name(a);
        self.name(b);
        let evidence = Some(self.write(&format!("{a} {kind:?} {b}"), "relation-rule"));
        self.0.relations.push(RelationFact { kind, subject: a.to_owned(), object: b.to_owned(), evidence });
        self
    }

    /// Says that a person holds a post.
    pub fn holds(&mut self, person: &str, post: &str, en: &str, country: &str) -> &mut Self {
        self.name(person);
        let evidence = self.write(&format!("{en} {person}"), "position-rule");
        let position =
            Position { id: post.to_owned(), en: en.to_owned(), hi: format!("\u{92A}\u{926} {en}"), en_alt: Vec::new(), country: Some(country.to_owned()) };
        self.0.positions.push(PositionFact { person: person.to_owned(), position, evidence });
        self
    }
}

/// Five papers on December 2025: announced, expected, done; a session told twice; a number that only one has.
pub(crate) fn december() -> Vec<Facts> {
    use Status::{Actual, Planned, Possible};
    let mut a = Story::new("a-announced", "2025-11-11");
    a.event("Visit", Planned, "visitor=vladimir-putin destination=india", "2025-12");
    a.event("Statement", Actual, "speaker=vladimir-putin", "");
    let mut b = Story::new("b-expected", "2025-11-28");
    b.event("Visit", Planned, "visitor=vladimir-putin destination=india", "2025-12-04/2025-12-05");
    b.event("Summit", Planned, "participant=vladimir-putin participant=narendra-modi", "2025-12-04/2025-12-05").ordinal = Some(23);
    b.event("Supply", Actual, "supplier=russia recipient=india item=s-400", "");
    b.holds("vladimir-putin", "president-russia", "President of Russia", "RU");
    let mut c = Story::new("c-done", "2025-12-05");
    c.event("Visit", Actual, "visitor=vladimir-putin destination=new-delhi", "2025-12-04");
    c.event("CommissionSession", Actual, "coChair=rajnath-singh coChair=andrey-belousov body=irigc-mtc place=new-delhi", "2025-12-04").ordinal = Some(22);
    c.event("Statement", Actual, "speaker=vladimir-putin", "");
    c.met("rajnath-singh", "andrey-belousov").holds("andrey-belousov", "defence-minister-russia", "Defence Minister of Russia", "RU");
    let mut d = Story::new("d-session", "2025-12-05");
    d.event("Meeting", Actual, "participant=rajnath-singh participant=andrey-belousov place=manekshaw-centre", "2025-12-04");
    d.event("Summit", Planned, "participant=vladimir-putin participant=narendra-modi", "2025-12-05").ordinal = Some(23);
    d.event("Deal", Actual, "buyer=india seller=russia item=s-400", "").quantity = Some(5);
    d.event("Delivery", Planned, "supplier=russia recipient=india item=s-400", "").quantity = Some(2);
    d.event("Negotiation", Possible, "party=india party=russia topic=s-400 topic=su-57", "");
    d.met("andrey-belousov", "rajnath-singh");
    let mut e = Story::new("e-old", "2024-07-10");
    e.event("Meeting", Actual, "participant=narendra-modi participant=karl-nehammer", "");
    e.event("Meeting", Planned, "participant=narendra-modi participant=karl-nehammer", "");
    e.event("Meeting", Actual, "participant=vladimir-putin participant=narendra-modi place=moscow", "2024-07-09");
    e.event("Supply", Actual, "supplier=russia recipient=india item=s-400", "");
    vec![a.0, b.0, c.0, d.0, e.0]
}
