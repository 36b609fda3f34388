//! `meetings.dot`: who met whom, for Graphviz.

use std::fmt::Write;

use super::Options;
use super::meetings::{Meetings, collect, colours};
use crate::graph::KnowledgeGraph;
use crate::model::Status;

/// The picture of meetings in Graphviz's language: people by country, an edge for each pair that met.
pub fn meetings_dot(graph: &KnowledgeGraph, options: &Options) -> String {
    let m = collect(graph, options);
    let words = &options.words.of(options.lang).picture;
    let mut out = String::new();
    let title = if m.ties.is_empty() { words.none.clone() } else { format!("{}\n{}", words.title, m.summary(words)) };
    let _ = writeln!(out, "graph meetings {{");
    let _ = writeln!(
        out,
        "    graph [charset=\"UTF-8\", rankdir=LR, nodesep=0.3, ranksep=2.2, splines=true, outputorder=edgesfirst, fontname=\"{FONT}\", fontsize=18, labelloc=t, label={}];",
        quoted(&title)
    );
    let _ = writeln!(out, "    node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"{FONT}\", fontsize=12, margin=\"0.16,0.08\"];");
    let _ = writeln!(out, "    edge [fontname=\"{FONT}\", fontsize=10, color=\"#64748b\", fontcolor=\"#334155\", penwidth=1.4];");
    for (i, country) in m.countries.iter().enumerate() {
        let (fill, line) = colours(i);
        let _ = writeln!(out, "\n    subgraph cluster_{i} {{");
        let _ = writeln!(
            out,
            "        label={}; style=\"rounded,filled\"; color=\"{line}\"; fillcolor=\"{fill}\"; fontcolor=\"{line}\"; fontsize=14;",
            quoted(&country.name)
        );
        for p in country.people.clone() {
            let person = &m.people[p];
            let office = person.office.as_ref().map(|o| format!("\n{o}")).unwrap_or_default();
            let _ = writeln!(out, "        p{p} [color=\"{line}\", label={}];", quoted(&format!("{}{office}", person.name)));
        }
        let _ = writeln!(out, "    }}");
    }
    out.push('\n');
    for t in &m.ties {
        let style = match t.status {
            Status::Planned => "dashed",
            Status::Possible => "dotted",
            _ => "solid",
        };
        let mut lines: Vec<String> = t.occasions.iter().map(|o| format!("{}\n{}", o.date, o.what)).collect();
        lines.extend(Meetings::more(t, words));
        let _ = writeln!(out, "    p{} -- p{} [style={style}, label={}];", t.a, t.b, quoted(&lines.join("\n")));
    }
    out.push_str("}\n");
    out
}

const FONT: &str = "Noto Sans Devanagari";

/// A quoted string that Graphviz shows as it is: no escape, no HTML entity in it takes effect.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::merge;
    use crate::graph::sample::{Story, december};
    use crate::model::Lang;

    #[test]
    fn people_are_clustered_and_ties_styled() {
        let text = meetings_dot(&merge(&december()), &Options { lang: Lang::En, ..Options::default() });
        assert!(text.starts_with("graph meetings {") && text.ends_with("}\n"));
        assert_eq!(text.matches("subgraph cluster_").count(), 3);
        assert!(text.contains("label=\"Andrey Belousov\\nDefence Minister of Russia\""));
        assert!(text.contains("style=solid, label=\"4 Dec 2025\\n22nd session, IRIGC-M&amp;MTC, Manekshaw Centre\""));
    }

    #[test]
    fn hostile_names_cannot_leave_their_quotes() {
        let mut a = Story::new("a", "");
        a.event("Meeting", Status::Planned, "participant=narendra-modi participant=vladimir-putin", "");
        a.0.entities.get_mut("narendra-modi").unwrap().hi = "x\"]; p9 -- p8 \\N \\\" &lt; \n".into();
        let text = meetings_dot(&merge(&[a.0]), &Options::default());
        assert!(text.contains(r#"label="x\"]; p9 -- p8 \\N \\\" &amp;lt;""#), "{text}");
        assert!(text.contains("style=dashed"));
    }

    #[test]
    fn no_meetings_still_make_a_graph() {
        let text = meetings_dot(&merge(&[]), &Options { lang: Lang::En, ..Options::default() });
        assert!(text.contains("No meetings were found") && text.ends_with("}\n"));
    }
}
