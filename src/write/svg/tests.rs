//! What the picture must hold whatever is drawn: nothing covers anything, nothing leaves its frame.

use super::layout::Rect;
use super::*;
use crate::graph::merge;
use crate::graph::sample::{Story, december};
use crate::model::{Entity, Lang};

fn english() -> Options<'static> {
    Options { lang: Lang::En, ..Options::default() }
}

/// An article with `n` meetings of people of many countries, drawn from a fixed series.
fn crowd(n: usize, countries: usize, people: usize) -> KnowledgeGraph {
    let mut story = Story::new("crowd", "2025-12-05");
    let mut seed = 42_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for c in 0..countries {
        let country = Entity {
            id: format!("country-{c}"),
            kind: "Place".into(),
            class: "Country".into(),
            en: format!("Country {c}"),
            country: vec![format!("C{c}")],
            ..Entity::default()
        };
        story.0.entities.insert(country.id.clone(), country);
    }
    for p in 0..people {
        // Half of the people are of the first country, which makes a hub.
        let of = if p % 2 == 0 { 0 } else { p % countries };
        let person = Entity {
            id: format!("person-{p}"),
            kind: "Person".into(),
            class: "Person".into(),
            en: format!("Person of some Name {p}"),
            country: vec![format!("C{of}")],
            ..Entity::default()
        };
        story.0.entities.insert(person.id.clone(), person);
    }
    for i in 0..n {
        let (a, b) = (next(people), next(people));
        let status = [Status::Actual, Status::Planned, Status::Possible][next(3)];
        let roles = format!("participant=person-{a} participant=person-{}", if a == b { (b + 1) % people } else { b });
        story.event("Meeting", status, &roles, &format!("2025-{:02}-{:02}", 1 + i % 12, 1 + next(28)));
    }
    merge(&[story.0])
}

fn apart(a: Rect, b: Rect) -> bool {
    a.right() <= b.x + 0.01 || b.right() <= a.x + 0.01 || a.bottom() <= b.y + 0.01 || b.bottom() <= a.y + 0.01
}

#[test]
fn nothing_covers_anything_and_all_is_within_the_frame() {
    for (n, countries, people) in [(1, 1, 2), (1, 2, 4), (2, 2, 4), (6, 3, 7), (20, 5, 14), (60, 9, 30), (120, 14, 40), (30, 1, 12)] {
        let options = english();
        let m = collect(&crowd(n, countries, people), &options);
        let words = &options.words.of(options.lang).picture;
        let layout = lay_out(&m, &|t| said(t, words));
        let cards = layout.cards.iter().map(|c| c.rect);
        let boxes: Vec<Rect> = cards.chain(layout.lines.iter().map(|l| l.chip.rect)).collect();
        for (i, a) in boxes.iter().enumerate() {
            assert!(a.x >= 0.0 && a.y >= 0.0 && a.right() <= layout.width && a.bottom() <= layout.height, "{n}: {a:?} leaves the frame");
            for b in &boxes[..i] {
                assert!(apart(*a, *b), "{n} meetings: {a:?} covers {b:?}");
            }
        }
        for (i, a) in layout.panels.iter().enumerate() {
            assert!(layout.panels[..i].iter().all(|b| apart(a.rect, b.rect)), "panels of {n} meetings");
        }
        assert!(layout.lines.iter().all(|l| !l.path.is_empty() && !l.path.contains("NaN")));
        for line in &layout.lines {
            let xs = line.path.split([' ', 'M', 'L', 'C']).filter(|s| !s.is_empty()).step_by(2).map(|x| x.parse::<f64>().unwrap());
            assert!(xs.into_iter().all(|x| (-40.0..layout.width + 40.0).contains(&x)), "{}", line.path);
        }
    }
}

#[test]
fn the_same_graph_makes_the_same_bytes() {
    let facts = december();
    let mut other = facts.clone();
    other.reverse();
    assert_eq!(meetings_svg(&merge(&facts), &english()), meetings_svg(&merge(&other), &english()));
}

#[test]
fn statuses_show_as_lines() {
    let svg = meetings_svg(&merge(&december()), &english());
    assert!(svg.contains("22nd session, IRIGC-M&amp;MTC") && svg.contains("Countries: 3"));
    assert!(svg.contains("stroke-dasharray=\"7 5\""), "planned ones are dashed, in the legend at least");
}

#[test]
fn hostile_text_stays_text() {
    for words in ["]]> </text><script>alert(1)</script>", "\"' onload=\"x\" &amp;", "\u{0}\u{1}\u{FFFE} x", "\u{202E}rtl \u{5E9}\u{5DC}"] {
        let mut a = Story::new("a", "");
        a.event("Meeting", Status::Actual, "participant=narendra-modi participant=vladimir-putin", "");
        a.0.entities.get_mut("narendra-modi").unwrap().en = words.into();
        let svg = meetings_svg(&merge(&[a.0]), &english());
        assert!(!svg.contains("<script") && !svg.contains("]]>") && !svg.contains("onload=\"x") && !svg.contains('\u{202E}') && !svg.contains('\0'));
        let open = svg.matches('<').count();
        assert_eq!(open, svg.matches('>').count(), "{svg}");
    }
}

#[test]
fn no_meetings_make_a_picture_that_says_so() {
    let svg = meetings_svg(&merge(&[]), &english());
    assert!(svg.starts_with("<?xml") && svg.ends_with("</svg>\n") && svg.contains("No meetings were found"));
}
