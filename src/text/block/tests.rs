//! The rules of the data, and what holds for any text.

use super::*;

fn rules() -> NoiseRules {
    NoiseRules::load(include_str!("../../../data/noise.toml")).expect("the rules load")
}

/// Blocks as pairs of a short name and the words.
fn named(text: &str) -> Vec<(&'static str, &str)> {
    rules()
        .blocks(text)
        .iter()
        .map(|b| {
            let name = match &b.kind {
                BlockKind::Headline => "headline",
                BlockKind::Dateline => "dateline",
                BlockKind::Body => "body",
                BlockKind::Subhead => "subhead",
                BlockKind::Embed { .. } => "embed",
                BlockKind::Noise(NoiseKind::RelatedLink) => "link",
                BlockKind::Noise(NoiseKind::Tags) => "tags",
                BlockKind::Noise(NoiseKind::Credit) => "credit",
                BlockKind::Noise(_) => "noise",
            };
            (name, b.span.of(text))
        })
        .collect()
}

#[test]
fn examples_of_the_rules_hold() {
    let wrong = rules().check_examples();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn bad_rules_are_refused() {
    let good = include_str!("../../../data/noise.toml");
    let rule = |more: &str| format!("{good}\n[[rule]]\nname = \"n\"\nplace = \"line\"\n{more}\n");
    for (toml, said) in [
        (rule("kind = \"x\"\npattern = 'a'\nyes = [\"a\"]"), "no kind"),
        (rule("kind = \"promo\"\npattern = 'a'\nyes = []"), "no example"),
        (rule("kind = \"promo\"\npattern = '{gone}'\nyes = [\"a\"]"), "no words or part"),
        (rule("kind = \"promo\"\npattern = 'a'\nyes = [\"a\"]\nnope = 1"), "unknown field"),
        (rule("kind = \"promo\"\npattern = 'a'\nyes = [\"a\"]").replace("\"n\"", "\"byline\""), "taken"),
        (good.replace("published = ", "printed = "), "no words or part"),
        (format!("{good}# e\u{301}"), "normal form"),
    ] {
        let got = NoiseRules::load(&toml).expect_err("an error");
        assert!(got.contains(said), "{got}");
    }
}

#[test]
fn blocks_cover_any_text() {
    let rules = rules();
    let pieces = [
        "",
        "\n",
        "\r",
        " ",
        "\u{FEFF}",
        "Title",
        "A line, with no end",
        "It ends. ",
        "\u{1F1EE}\u{1F1F3}\u{1F91D}",
        "\u{5E9}\u{5DC}\u{5D5}\u{5DD}",
        "\u{202E}x",
        "#WATCH | a pic.twitter.com/x",
        "\u{2014} A (@a) May 4, 2025",
        "(@",
        "\u{2014} (@)",
        "- ",
        "--",
        "Also read:",
        "Also read: b",
        "MOSCOW: ",
        "NEW DELHI, Dec 5 (PTI): ",
        "date 2025-12-04 ",
        "Updated: Aug 24, 2024 08:15 IST",
        "(PTI)",
        " | The Hindu",
        "\u{915}\u{94D}\u{200D}\u{937}\u{964}",
        "\u{915}\u{903}",
        "#a #b",
        "aBcdefG HijklM",
        "\u{A8}\u{938}",
        "\u{FDFA}",
        "e\u{301}",
        "\u{1D7D8}",
    ];
    let mut seed = 7u64;
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..(seed >> 40) % 9 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
            text.push_str(["\n", "", " ", "\n\n"][(seed >> 50) as usize % 4]);
        }
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let blocks = rules.blocks(&text);
        let mut at = 0;
        for block in &blocks {
            assert!(block.span.start >= at && block.span.end > block.span.start, "{text:?} {blocks:?}");
            assert_eq!(shape::visible(&text, Span::new(at, block.span.start)), None, "{text:?} {blocks:?}");
            assert_eq!(shape::visible(&text, block.span), Some(block.span), "{text:?} {blocks:?}");
            at = block.span.end;
        }
        assert_eq!(shape::visible(&text, Span::new(at, text.len())), None, "{text:?}");
        for hint in rules.printed_date(&text, &blocks) {
            assert!(!hint.span.of(&text).is_empty(), "{text:?}");
        }
    }
}

#[test]
fn an_english_report_comes_apart() {
    let text = "Putin lands in Delhi - The Hindu\nBy Asha Rao\nPublished: 06 December 2021, 11:48 PM IST\n\nNEW DELHI, Dec 6 (PTI): Putin met Modi.\n\nWhat they said\n\nBoth spoke at length about defence.\n\n#WATCH | Putin arrives\n\u{2014} ANI (@ANI) December 6, 2021\nHe spoke. pic.twitter.com/abc\n\nHe then left. (PTI)\n\nAlso read:\nSensex tumbles\nRain in Delhi\n\nIndia RussiaVladimir PutinDefence Deal";
    assert_eq!(
        named(text),
        [
            ("headline", "Putin lands in Delhi"),
            ("noise", "- The Hindu"),
            ("dateline", "By Asha Rao"),
            ("dateline", "Published: 06 December 2021, 11:48 PM IST"),
            ("dateline", "NEW DELHI, Dec 6 (PTI):"),
            ("body", "Putin met Modi."),
            ("subhead", "What they said"),
            ("body", "Both spoke at length about defence."),
            ("embed", "#WATCH | Putin arrives\n\u{2014} ANI (@ANI) December 6, 2021\nHe spoke. pic.twitter.com/abc"),
            ("body", "He then left."),
            ("credit", "(PTI)"),
            ("link", "Also read:"),
            ("link", "Sensex tumbles"),
            ("link", "Rain in Delhi"),
            ("tags", "India RussiaVladimir PutinDefence Deal"),
        ]
    );
    let rules = rules();
    let dates: Vec<_> = rules.printed_date(text, &rules.blocks(text)).iter().map(|h| (h.source, h.span.of(text))).collect();
    assert_eq!(dates, [(DateSource::Line, "06 December 2021"), (DateSource::Dateline, "Dec 6"), (DateSource::Embed, "December 6, 2021")]);
}

#[test]
fn a_headline_needs_an_article_below() {
    assert_eq!(named("Putin in Delhi"), [("body", "Putin in Delhi")]);
    assert_eq!(named("Putin in Delhi\n\nHe met Modi."), [("headline", "Putin in Delhi"), ("body", "He met Modi.")]);
    assert_eq!(named("He met Modi.\n\nHe left."), [("body", "He met Modi."), ("body", "He left.")]);
    let twice = "Putin lands in Delhi for talks with ...\n\nPutin lands in Delhi for talks with Modi\n\nHe met Modi.";
    assert_eq!(named(twice).iter().filter(|(name, _)| *name == "headline").count(), 2);
}
