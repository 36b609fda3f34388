//! `meetings.svg`: who met whom, drawn without Graphviz, so that it is there on any machine.

mod layout;
mod measure;
mod order;
mod route;

use std::fmt::Write;

use layout::{CARD_PAD, CHIP_PAD, Card, HEADING, LABEL, LEADING, Layout, Line, NAME, OFFICE, Panel, lay_out};
use measure::{width, wrap};

use super::Options;
use super::meetings::{Meetings, Tie, collect, colours};
use super::words::Picture;
use crate::graph::KnowledgeGraph;
use crate::model::Status;

const FONTS: &str = "'Noto Sans', 'Noto Sans Devanagari', 'Nirmala UI', 'Kohinoor Devanagari', Mangal, 'Lohit Devanagari', 'Segoe UI', sans-serif";
const INK: &str = "#1e293b";
const FAINT: &str = "#64748b";
const MARGIN: f64 = 28.0;
const TITLE: f64 = 22.0;
const SUMMARY: f64 = 13.0;
/// Narrowest picture: room for heading and legend.
const NARROWEST: f64 = 460.0;

/// The picture of meetings as an SVG 1.1 document.
pub fn meetings_svg(graph: &KnowledgeGraph, options: &Options) -> String {
    let m = collect(graph, options);
    let words = &options.words.of(options.lang).picture;
    let lang = options.lang.tag();
    if m.ties.is_empty() {
        return empty(words, lang);
    }
    let layout = lay_out(&m, &|t| said(t, words));
    let summary = m.summary(words);
    let w = layout.width.max(NARROWEST).max(width(&summary, SUMMARY, false) + 2.0 * MARGIN).max(legend_width(words) + 2.0 * MARGIN).ceil();
    let top = MARGIN + TITLE + SUMMARY + 38.0;
    let foot = top + layout.height + 34.0;
    let h = (foot + 38.0).ceil();

    let mut out = open(w, h, lang, &words.title, &summary);
    text(&mut out, MARGIN, MARGIN + TITLE - 4.0, &words.title, &format!("font-size=\"{TITLE}\" font-weight=\"700\" fill=\"{INK}\""));
    text(&mut out, MARGIN, MARGIN + TITLE + SUMMARY + 8.0, &summary, &format!("font-size=\"{SUMMARY}\" fill=\"{FAINT}\""));
    let _ = writeln!(out, "<g transform=\"translate({:.1} {top:.1})\">", (w - layout.width) / 2.0);
    body(&mut out, &m, &layout, words);
    out.push_str("</g>\n");
    legend(&mut out, words, foot);
    out.push_str("</svg>\n");
    out
}

/// What the label of a tie says; dates are bold.
fn said(tie: &Tie, words: &Picture) -> Vec<(String, bool)> {
    let mut lines = Vec::new();
    for o in &tie.occasions {
        lines.push((o.date.clone(), true));
        if !o.what.is_empty() {
            lines.push((o.what.clone(), false));
        }
    }
    lines.extend(Meetings::more(tie, words).map(|more| (more, false)));
    lines
}

fn open(w: f64, h: f64, lang: &str, title: &str, summary: &str) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" xml:lang=\"{lang}\" font-family=\"{FONTS}\">"
    );
    let _ = writeln!(out, "<title>{}</title>\n<desc>{}</desc>", escape(title), escape(summary));
    let _ = writeln!(out, "<rect width=\"{w}\" height=\"{h}\" fill=\"#ffffff\"/>");
    out
}

fn empty(words: &Picture, lang: &str) -> String {
    let w = (width(&words.none, 17.0, false) + 120.0).max(NARROWEST).ceil();
    let mut out = open(w, 150.0, lang, &words.title, &words.none);
    let _ = writeln!(out, "<rect x=\"12\" y=\"12\" width=\"{}\" height=\"126\" rx=\"12\" fill=\"#f8fafc\" stroke=\"#cbd5e1\"/>", w - 24.0);
    text(&mut out, w / 2.0, 81.0, &words.none, &format!("font-size=\"17\" fill=\"{FAINT}\" text-anchor=\"middle\""));
    out.push_str("</svg>\n");
    out
}

fn body(out: &mut String, m: &Meetings, layout: &Layout, words: &Picture) {
    for p in &layout.panels {
        panel(out, p);
    }
    for (line, tie) in layout.lines.iter().zip(&m.ties) {
        let (_, colour) = colours(line.country);
        let (a, b) = (&m.people[tie.a].name, &m.people[tie.b].name);
        let told: Vec<String> = said(tie, words).into_iter().map(|(l, _)| l).collect();
        let _ = writeln!(out, "<g><title>{}</title>", escape(&format!("{a} – {b}: {}", told.join(", "))));
        let _ = writeln!(
            out,
            "<path d=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-opacity=\"0.72\" stroke-width=\"1.7\" stroke-linecap=\"round\"{}/></g>",
            line.path,
            dashes(tie.status)
        );
    }
    for (line, tie) in layout.lines.iter().zip(&m.ties) {
        chip(out, line, tie.status);
    }
    for (card, person) in layout.cards.iter().zip(&m.people) {
        self::card(out, card, person.country);
    }
}

fn dashes(status: Status) -> &'static str {
    match status {
        Status::Planned => " stroke-dasharray=\"7 5\"",
        Status::Possible => " stroke-dasharray=\"0.5 5\"",
        _ => "",
    }
}

fn panel(out: &mut String, p: &Panel) {
    let (fill, line) = colours(p.country);
    let r = p.rect;
    let _ = writeln!(
        out,
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"14\" fill=\"{fill}\" stroke=\"{line}\" stroke-opacity=\"0.35\"/>",
        r.x, r.y, r.w, r.h
    );
    let style = format!("font-size=\"{HEADING}\" font-weight=\"700\" fill=\"{line}\"");
    let name = wrap(&p.name, HEADING, true, r.w - 24.0, 1).concat();
    text(out, r.x + 14.0, r.y + 22.0, &name, &style);
}

fn card(out: &mut String, c: &Card, country: usize) {
    let (_, line) = colours(country);
    let r = c.rect;
    let _ = writeln!(
        out,
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"9\" fill=\"#ffffff\" stroke=\"{line}\" stroke-width=\"1.3\"/>",
        r.x, r.y, r.w, r.h
    );
    let mut y = r.y + CARD_PAD;
    let rows = c.name.iter().map(|l| (l, NAME, format!("font-weight=\"600\" fill=\"{INK}\"")));
    for (l, size, style) in rows.chain(c.office.iter().map(|l| (l, OFFICE, format!("fill=\"{FAINT}\"")))) {
        text(out, r.x + CARD_PAD + 2.0, y + size * 1.05, l, &format!("font-size=\"{size}\" {style}"));
        y += size * LEADING;
    }
}

fn chip(out: &mut String, line: &Line, status: Status) {
    let (_, colour) = colours(line.country);
    let r = line.chip.rect;
    let _ = writeln!(
        out,
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"7\" fill=\"#ffffff\" stroke=\"{colour}\" stroke-opacity=\"0.55\"{}/>",
        r.x,
        r.y,
        r.w,
        r.h,
        dashes(status).replace("7 5", "4 3").replace("0.5 5", "1.5 2.5")
    );
    let mut y = r.y + CHIP_PAD - 1.5;
    for (l, bold) in &line.chip.lines {
        let style = if *bold { format!("font-weight=\"600\" fill=\"{INK}\"") } else { "fill=\"#475569\"".to_owned() };
        text(out, r.x + CHIP_PAD, y + LABEL * 1.05, l, &format!("font-size=\"{LABEL}\" {style}"));
        y += LABEL * LEADING;
    }
}

/// The kinds of lines and their words.
fn kinds(words: &Picture) -> [(Status, &str); 3] {
    [(Status::Actual, &words.actual), (Status::Planned, &words.planned), (Status::Possible, &words.possible)]
}

fn legend_width(words: &Picture) -> f64 {
    width(&words.legend, 12.0, true) + 18.0 + kinds(words).iter().map(|(_, w)| 44.0 + width(w, 12.0, false) + 22.0).sum::<f64>()
}

fn legend(out: &mut String, words: &Picture, y: f64) {
    text(out, MARGIN, y + 4.0, &words.legend, &format!("font-size=\"12\" font-weight=\"700\" fill=\"{FAINT}\""));
    let mut x = MARGIN + width(&words.legend, 12.0, true) + 18.0;
    for (status, word) in kinds(words) {
        let _ =
            writeln!(out, "<path d=\"M{x:.1} {y:.1} h34\" fill=\"none\" stroke=\"{FAINT}\" stroke-width=\"1.9\" stroke-linecap=\"round\"{}/>", dashes(status));
        text(out, x + 42.0, y + 4.0, word, &format!("font-size=\"12\" fill=\"{FAINT}\""));
        x += 44.0 + width(word, 12.0, false) + 22.0;
    }
}

fn text(out: &mut String, x: f64, y: f64, words: &str, style: &str) {
    let _ = writeln!(out, "<text x=\"{x:.1}\" y=\"{y:.1}\" {style}>{}</text>", escape(words));
}

/// Text as XML 1.0 can hold it.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests;
