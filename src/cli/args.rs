//! What a user may write on the command line, as it stands; defaults that depend on anything are resolved later.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum, ValueHint};

/// Reads Hindi and English news on diplomacy and defence into a knowledge graph, each fact tied to its words.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true, max_term_width = 100)]
#[command(long_about = "\
Sambandh reads Hindi and English news on diplomacy and defence and builds a knowledge graph of it: people and the \
offices they hold, ministries, forces and commissions, places, weapon systems, and who met, visited, invited, told, \
bought from, delivered to and built with whom, when and where, planned or done. Each fact is tied to the words that \
say it. No network and no language model: the same input gives the same bytes.")]
#[command(after_long_help = "\
Begin with:
  sambandh build                        the sample articles into out/
  sambandh build news/ --out graph      all articles of a folder
  sambandh help build                   everything about a command

Exit codes: 0 all was read; 1 something was skipped (told on standard error), the rest was done;
2 nothing was done: wrong usage, a pack that does not load, an output that cannot be written.")]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Reads articles and writes their graph: Turtle, N-Quads, pictures, JSON, CSV
    #[command(long_about = BUILD, after_long_help = BUILD_EXAMPLES)]
    Build(Build),
    /// Shows what each stage of reading finds: one JSON line a document
    #[command(long_about = ANNOTATE, after_long_help = ANNOTATE_EXAMPLES)]
    Annotate(Annotate),
    /// Trains the model that finds names no list has, or measures it
    #[command(long_about = TRAIN, after_long_help = TRAIN_EXAMPLES)]
    Train(Train),
}

const BUILD: &str = "\
Reads articles and writes one graph of all of them into a folder.

An INPUT is a file, a folder (read recursively: .txt, .md, .jsonl, .ndjson and names without extension, hidden ones \
left out) or - for standard input. A .txt or .md file is one article: plain UTF-8 text as a news site leaves it, with \
or without title, date line, links and tags. A .jsonl file has one object a line with \"text\" and, where known, \"id\", \
\"title\", \"date\" (ISO 8601), \"url\", \"language\" and \"publisher\". What cannot be read is told on standard error \
with file, line and reason, and costs nothing else.

Into the folder go

  graph.ttl     the merged graph in Turtle: for a SPARQL store, and to read
  graph.nq      the same facts as N-Quads, each in the named graph of every article that states it
  meetings.dot  who met whom, for Graphviz
  meetings.svg  the same as a picture; needs no Graphviz
  graph.json    nodes and links with evidence, for programs (NetworkX, D3, Cytoscape)
  facts.csv     one row a fact, for a spreadsheet

All files are written or none: they replace those of an earlier build together. Their bytes depend on the articles, \
the pack and the options alone, not on --jobs, the order of the inputs, the folder or the machine.";

const BUILD_EXAMPLES: &str = "\
Examples:
  sambandh build
  sambandh build news/ wire.jsonl --out graph
  sambandh build article.txt --out one --format ttl,svg --labels en
  zcat archive.jsonl.gz | sambandh build - --out archive --quiet
  sambandh build news/ --base https://example.org/kg/ --pack my-data/";

const ANNOTATE: &str = "\
Reads articles and prints what each stage finds, one JSON object a line and document, in the order of the input: for \
debugging, for scoring a single stage, for programs that want spans and no graph.

Fields of a line: id, origin, title, date, language, url, publisher; blocks (headline, date line, body, embedded post, \
noise); sentences; mentions with type, entity, label and case; times with value and rule; candidates (each reading of a \
trigger); events, positions and relations with their evidence. Each span is given in bytes and in code points of the \
article as it was read, both half-open: {\"bytes\":[0,15],\"chars\":[0,5]}.";

const ANNOTATE_EXAMPLES: &str = "\
Examples:
  sambandh annotate article.txt | jq '.events[] | {class, status, roles, start}'
  sambandh annotate news/ | jq -r '.mentions[] | [.text, .type, .entity[0]] | @tsv' | sort | uniq -c | sort -rn
  cat wire.jsonl | sambandh annotate - > annotated.jsonl";

const TRAIN: &str = "\
Learns from sentences tagged by hand how names of persons, places and organisations look and what stands beside them, \
writes the model, and says how well it does on other sentences: a name counts as found if first word, last word and \
type are right. The same files give the same bytes on every machine.

A line of a corpus is a word, a tab and a tag: B- and a type begins a name, I- goes on with it, anything else is no \
name; a blank line ends a sentence. Types are PER, LOC and ORG, or NEP, NEL and NEO as IL-NER has them; others are \
taken for no name. The names in the pack's tables (entities/, hi/names.tsv) are taken into account; the model then \
holds what they taught and works without them.";

const TRAIN_EXAMPLES: &str = "\
Examples:
  sambandh train --train train.txt --dev dev.txt --out data/hi/tagger.bin
  sambandh train --train train.txt --dev dev.txt --no-names      what the tables of names are worth
  sambandh train --evaluate dev.txt                              how well the model of the pack does";

/// Arguments of `build`.
#[derive(Debug, clap::Args)]
pub struct Build {
    /// Files, folders, or - for standard input [default: data/articles]
    #[arg(value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,
    /// Folder to write into; made if it is missing
    #[arg(short, long, value_name = "DIR", default_value = "out", value_hint = ValueHint::DirPath)]
    pub out: PathBuf,
    /// Which files to write, separated by commas; those left out stay as they are [default: all]
    #[arg(short, long, value_name = "LIST", value_delimiter = ',', value_enum)]
    pub format: Vec<Format>,
    /// What the IRIs of people, events and articles begin with
    #[arg(long, value_name = "IRI", default_value = sambandh::write::DEFAULT_BASE, value_parser = base)]
    pub base: String,
    /// Language of names in pictures, table and summary; the graph has both
    #[arg(long, value_name = "LANG", value_enum, default_value_t = Labels::Hi)]
    pub labels: Labels,
    /// Print no summary and show no progress; problems are told all the same
    #[arg(short, long)]
    pub quiet: bool,
    /// Options that all commands have.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `annotate`.
#[derive(Debug, clap::Args)]
pub struct Annotate {
    /// Files, folders, or - for standard input
    #[arg(value_name = "INPUT", required = true, value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,
    /// Options that all commands have.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `train`.
#[derive(Debug, clap::Args)]
pub struct Train {
    /// Sentences to learn from
    #[arg(long, value_name = "FILE", required_unless_present = "evaluate", value_hint = ValueHint::FilePath)]
    pub train: Option<PathBuf>,
    /// Other sentences, to measure the model with
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub dev: Option<PathBuf>,
    /// File to write the model to; without it, it is only measured
    #[arg(short, long, value_name = "FILE", required_unless_present_any = ["dev", "evaluate"], value_hint = ValueHint::FilePath)]
    pub out: Option<PathBuf>,
    /// Measure the model of the pack with these sentences and train none
    #[arg(long, value_name = "FILE", conflicts_with_all = ["train", "dev", "out"], value_hint = ValueHint::FilePath)]
    pub evaluate: Option<PathBuf>,
    /// Learn from the sentences alone, without the pack's tables of names
    #[arg(long)]
    pub no_names: bool,
    /// How often each run goes over the sentences
    #[arg(long, value_name = "N", default_value_t = 8)]
    pub rounds: usize,
    /// Runs, each over the sentences in other orders, whose mean is the model
    #[arg(long, value_name = "N", default_value_t = 16)]
    pub runs: usize,
    /// What the orders come from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Options that all commands have.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of every command that reads articles.
#[derive(Debug, clap::Args)]
pub struct Common {
    /// Number of threads; 0 takes all cores
    #[arg(short, long, value_name = "N", default_value_t = 0)]
    pub jobs: usize,
    /// Folder laid out like data/, whose files replace those built into the program
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub pack: Option<PathBuf>,
}

/// The files that `build` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Format {
    /// graph.ttl
    Ttl,
    /// graph.nq
    Nq,
    /// meetings.dot
    Dot,
    /// meetings.svg
    Svg,
    /// graph.json
    Json,
    /// facts.csv
    Csv,
}

/// The languages of labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Labels {
    /// Hindi
    Hi,
    /// English
    En,
}

/// Checks the base of instance IRIs and ends it so that a path can follow.
fn base(given: &str) -> Result<String, String> {
    let iri = oxrdf::NamedNode::new(given).map_err(|e| format!("{e}; give an absolute IRI such as https://example.org/kg/"))?;
    if given.contains(['?', '#']) {
        return Err("a base has no query and no fragment: the spans of evidence are fragments; end it with /".to_owned());
    }
    let mut iri = iri.into_string();
    if !iri.ends_with('/') {
        iri.push('/');
    }
    Ok(iri)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_base_is_an_absolute_iri_that_a_path_can_follow() {
        assert_eq!(base("https://example.org/kg").as_deref(), Ok("https://example.org/kg/"));
        assert_eq!(base("https://example.org/kg/").as_deref(), Ok("https://example.org/kg/"));
        for bad in ["", "kg/", "/kg/", "https://example.org/kg#", "https://example.org/?x=", "https://exa mple.org/", "https://e.org/<x>"] {
            assert!(base(bad).is_err(), "{bad}");
        }
    }
}
