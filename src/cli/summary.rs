//! What `build` says at its end: what was read, what the graph holds, who met, what was written, how long it took.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use sambandh::graph::{KnowledgeGraph, Value};
use sambandh::model::{Facts, Lang, RelationKind, Status};

/// Most pairs of people that are told.
const PAIRS: usize = 8;

/// How long each part took.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    start: Instant,
    last: Instant,
    /// Loading the pack.
    pub knowledge: Duration,
    /// Reading articles, all stages.
    pub reading: Duration,
    /// Merging into the graph.
    pub merging: Duration,
    /// Making and writing the files.
    pub writing: Duration,
}

impl Timing {
    /// Begins now.
    pub fn start() -> Self {
        let now = Instant::now();
        Timing { start: now, last: now, knowledge: Duration::ZERO, reading: Duration::ZERO, merging: Duration::ZERO, writing: Duration::ZERO }
    }

    /// The time since the last lap.
    pub fn lap(&mut self) -> Duration {
        let now = Instant::now();
        now.duration_since(std::mem::replace(&mut self.last, now))
    }
}

/// The figures of one build.
pub struct Summary {
    articles: BTreeMap<Lang, usize>,
    copies: usize,
    skipped: usize,
    /// Entities by kind, and within it by class.
    entities: BTreeMap<String, BTreeMap<String, usize>>,
    /// Events by class, and within it by status.
    events: BTreeMap<String, BTreeMap<Status, usize>>,
    people: usize,
    /// Names, and the number of articles that tell of a meeting; most first.
    pairs: Vec<(usize, String, String)>,
    files: Vec<(PathBuf, usize)>,
    time: Timing,
}

impl Summary {
    /// Counts what the graph holds; names are in `lang`.
    pub fn new(graph: &KnowledgeGraph, facts: &[Facts], skipped: usize, lang: Lang, files: Vec<(PathBuf, usize)>, time: Timing) -> Self {
        let mut articles: BTreeMap<Lang, usize> = BTreeMap::new();
        for a in graph.articles() {
            *articles.entry(a.language).or_default() += 1;
        }
        let mut entities: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for e in graph.entities() {
            *entities.entry(e.kind.clone()).or_default().entry(e.class.clone()).or_default() += 1;
        }
        let mut events: BTreeMap<String, BTreeMap<Status, usize>> = BTreeMap::new();
        for e in graph.events() {
            *events.entry(e.merged.class.clone()).or_default().entry(e.merged.status).or_default() += 1;
        }
        let name = |id: &str| graph.entity(id).map_or_else(|| id.to_owned(), |e| if lang == Lang::Hi { e.hi.clone() } else { e.en.clone() });
        let mut people = BTreeSet::new();
        let mut pairs = Vec::new();
        for (_, node) in graph.nodes() {
            if let Value::Relation(r) = &node.value
                && r.kind == RelationKind::Met
            {
                people.extend([&r.subject, &r.object]);
                pairs.push((node.articles.len(), name(&r.subject), name(&r.object)));
            }
        }
        pairs.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.cmp(b)));
        let copies = facts.len() - articles.values().sum::<usize>();
        Summary { articles, copies, skipped, entities, events, people: people.len(), pairs, files, time }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let read: usize = self.articles.values().sum();
        let of = |lang| self.articles.get(&lang).copied().unwrap_or(0);
        write!(f, "Read {} ({} Hindi, {} English)", count(read, "article"), of(Lang::Hi), of(Lang::En))?;
        if self.copies > 0 {
            write!(f, ", {} left out", count(self.copies, "copy").replace("copys", "copies"))?;
        }
        writeln!(f, ", {} skipped", self.skipped)?;

        writeln!(f, "\nEntities {:>6}", self.entities.values().flat_map(BTreeMap::values).sum::<usize>())?;
        for (kind, classes) in &self.entities {
            let finer: Vec<String> = classes.iter().filter(|(class, _)| *class != kind).map(|(class, n)| format!("{class} {n}")).collect();
            write_row(f, kind, classes.values().sum(), &finer)?;
        }

        writeln!(f, "\nEvents   {:>6}", self.events.values().flat_map(BTreeMap::values).sum::<usize>())?;
        for (class, statuses) in &self.events {
            let other: Vec<String> = statuses.iter().filter(|(s, _)| **s != Status::Actual).map(|(s, n)| format!("{} {n}", s.name().to_lowercase())).collect();
            write_row(f, class, statuses.values().sum(), &other)?;
        }

        writeln!(f, "\n{} met, in {}", count(self.people, "person").replace("persons", "people"), count(self.pairs.len(), "pair"))?;
        for (articles, a, b) in self.pairs.iter().take(PAIRS) {
            writeln!(f, "  {a} – {b} ({})", count(*articles, "article"))?;
        }
        if self.pairs.len() > PAIRS {
            writeln!(f, "  and {} more", self.pairs.len() - PAIRS)?;
        }

        writeln!(f, "\nWritten")?;
        for (path, bytes) in &self.files {
            writeln!(f, "  {:<24} {:>8} kB", path.display(), bytes.div_ceil(1000))?;
        }

        let t = &self.time;
        let ms = |d: Duration| (d.as_secs_f64() * 1e3).round();
        writeln!(
            f,
            "\nTook {} ms: loading the pack {}, reading {}, merging {}, writing {}",
            ms(t.last.duration_since(t.start)),
            ms(t.knowledge),
            ms(t.reading),
            ms(t.merging),
            ms(t.writing)
        )
    }
}

fn write_row(f: &mut fmt::Formatter<'_>, name: &str, n: usize, finer: &[String]) -> fmt::Result {
    let finer = if finer.is_empty() { String::new() } else { format!("   {}", finer.join(", ")) };
    writeln!(f, "  {name:<18} {n:>4}{finer}")
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
