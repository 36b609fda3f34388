//! Event frames: which word evokes which event, and which phrases around it fill which roles.

use serde::Deserialize;

use crate::model::{Lang, Status};
use crate::pack::inflect::phrase_with_lemmas;
use crate::pack::lexicon::{Case, Cases, Lexicon, Word, status_named, toml_error};
use crate::pack::source::PackError;
use crate::pack::trie::Vocab;

/// Where a filler must stand.
#[derive(Clone, Copy, Debug, std::default::Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Where {
    /// In the trigger's clause; for a trigger that is an adjunct, only among its own modifiers.
    #[default]
    Clause,
    /// Among the modifiers of the trigger noun.
    Near,
    /// Anywhere in the sentence.
    Sentence,
}

/// What the trigger word is.
#[derive(Clone, Copy, Debug, std::default::Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pos {
    /// A noun, alone or with a light verb.
    #[default]
    Noun,
    /// A verb.
    Verb,
    /// A marker or adverbial phrase: what it governs stands before it, the clause goes on after it.
    Adjunct,
}

/// One way in which a phrase fills a role.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Name of the role.
    pub role: String,
    /// Cases, any of which will do.
    pub cases: Vec<Case>,
    /// Kinds or classes (`Person`, `Country`), any of which will do.
    pub kinds: Vec<String>,
    /// Where the filler stands.
    pub place: Where,
    /// At most so many fillers; the nearest win. A coordination counts as one.
    pub most: usize,
    /// Whether the subject of an earlier clause stands in where nothing fills the slot.
    pub inherit: bool,
    /// Only in passive (`Some(true)`) or active (`Some(false)`) clauses.
    pub passive: Option<bool>,
    /// Whether only a name will do, no pronoun or office.
    pub named: bool,
    /// What fills the role where no phrase does.
    pub default: Option<Default>,
}

/// What fills a role that no phrase fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Default {
    /// The two countries that the article is most about.
    Countries,
    /// What was spoken of last, where a general word ("the jets", "three units") or a demonstrative stands for it.
    Spoken,
    /// The leaders of the two countries that the article is most about, unless the clause speaks of another year.
    Leaders,
    /// The country of the person who is the sentence's subject.
    OwnCountry,
}

/// One frame of one language.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Unique name; `sb:rule` shows it.
    pub name: String,
    /// Ontology class of the event.
    pub event: String,
    /// What the trigger is.
    pub pos: Pos,
    /// Ways to fill the roles, in order of preference.
    pub slots: Vec<Slot>,
    /// Roles without which there is no event; `participant:2` wants two fillers. Alternatives are lists within the list.
    pub need: Vec<Vec<(String, usize)>>,
    /// Status that the frame itself shows.
    pub status: Option<Status>,
    /// Lexicon cues (by index), one of which must stand in the clause.
    pub with: Vec<u16>,
    /// Lexicon cues, none of which may stand in the clause.
    pub without: Vec<u16>,
    /// Cues that make the event of another class; `true` where they may stand anywhere in the clause.
    pub refine: Vec<(Vec<u16>, String, bool)>,
    /// Class of names that evoke the event by themselves.
    pub names: Option<String>,
    /// Whether an occurrence that lacks roles may still add to an event told elsewhere in the article.
    pub anaphoric: bool,
    /// Whether dates of the clause are the event's.
    pub dated: bool,
    /// Whether a day of the clause is only the event's first.
    pub opens: bool,
    /// Whether its date may be that of what it is about: an invitation for next year.
    pub foretells: bool,
    /// Whether its verb also helps other verbs: then a phrase stands right before it, not another verb.
    pub helper: bool,
    /// Whether one's own country and its capital are no goal of it: who goes there comes home.
    pub abroad: bool,
    /// Whether a negated one tells of nothing ("he did not say how").
    pub mute: bool,
    /// Examples and counter-examples.
    pub examples: Vec<Example>,
}

/// A sentence and what the frame reads in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// The event as `Visit(destination=russia; visitor=narendra-modi) Planned`, or empty for a counter-example.
    #[serde(default)]
    pub event: String,
    /// Day of the article that it stands in (YYYY-MM-DD), where that matters.
    #[serde(default)]
    pub date: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    cues: std::collections::BTreeMap<String, Vec<String>>,
    /// Phrases that hold a trigger word and evoke nothing.
    #[serde(default)]
    blocked: Vec<String>,
    frame: Vec<FrameFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameFile {
    name: String,
    event: String,
    #[serde(default)]
    pos: Pos,
    #[serde(default)]
    triggers: Vec<String>,
    /// Class of names that evoke the event by themselves.
    names: Option<String>,
    slots: Vec<SlotFile>,
    #[serde(default)]
    need: Vec<String>,
    status: Option<String>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    refine: Vec<RefineFile>,
    #[serde(default)]
    anaphoric: bool,
    #[serde(default = "yes")]
    dated: bool,
    #[serde(default)]
    opens: bool,
    #[serde(default)]
    foretells: bool,
    #[serde(default)]
    helper: bool,
    #[serde(default)]
    abroad: bool,
    #[serde(default)]
    mute: bool,
    #[serde(default)]
    examples: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RefineFile {
    with: Vec<String>,
    event: String,
    /// Whether the cue may stand anywhere in the clause.
    #[serde(default)]
    clause: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SlotFile {
    role: String,
    case: Vec<String>,
    kind: Vec<String>,
    #[serde(default, rename = "where")]
    place: Where,
    #[serde(default = "many")]
    most: usize,
    #[serde(default)]
    inherit: bool,
    passive: Option<bool>,
    #[serde(default)]
    named: bool,
    default: Option<Default>,
}

/// The frame number of phrases that evoke nothing.
pub const BLOCKED: u16 = u16::MAX;

fn yes() -> bool {
    true
}

fn many() -> usize {
    usize::MAX
}

/// Reads the files of frames of one language.
pub struct Loader<'a> {
    /// Their language.
    pub lang: Lang,
    /// The words of all languages.
    pub vocab: &'a mut Vocab,
    /// The cases of all languages.
    pub cases: &'a Cases,
    /// Takes in triggers and cues.
    pub lexicon: &'a mut Lexicon,
    /// The frames read so far; their number is their place.
    pub frames: Vec<Frame>,
    /// Names of cues; their number is their place.
    pub cues: Vec<String>,
}

impl Loader<'_> {
    /// Reads one file of frames, adds its triggers and cues to the lexicon.
    pub fn read(&mut self, file: &str, text: &str) -> Result<(), PackError> {
        let Loader { lang, vocab, cases, lexicon, frames, cues } = self;
        let data: File = toml::from_str(text).map_err(|e| toml_error(file, text, &e))?;
        let line_of = |name: &str| text.find(&format!("\"{name}\"")).map_or(0, |at| text[..at].matches('\n').count() + 1);
        for (name, forms) in &data.cues {
            let ix = cue(name, cues);
            for form in forms {
                lexicon.words.insert(&phrase_with_lemmas(vocab, form).map_err(|e| PackError::at(file, 0, e))?, Word::Cue(ix));
            }
        }
        for phrase in &data.blocked {
            lexicon.words.insert(&phrase_with_lemmas(vocab, phrase).map_err(|e| PackError::at(file, 0, e))?, Word::Trigger(BLOCKED));
        }
        for f in data.frame {
            let fail = |reason: String| PackError::at(file, line_of(&f.name), format!("frame {}: {reason}", f.name));
            let ix = frames.len() as u16;
            if frames.iter().any(|g| g.name == f.name) {
                return Err(fail("the name stands twice".to_owned()));
            }
            for t in &f.triggers {
                lexicon.words.insert(&phrase_with_lemmas(vocab, t).map_err(fail)?, Word::Trigger(ix));
            }
            let mut slots = Vec::new();
            for s in f.slots {
                let mut numbers = Vec::new();
                for c in &s.case {
                    numbers.push(
                        cases.get(c).ok_or_else(|| PackError::at(file, line_of(&f.name), format!("frame {}: `{c}` is no case of {}", f.name, lang.tag())))?,
                    );
                }
                slots.push(Slot {
                    role: s.role,
                    cases: numbers,
                    kinds: s.kind,
                    place: s.place,
                    most: s.most,
                    inherit: s.inherit,
                    passive: s.passive,
                    named: s.named,
                    default: s.default,
                });
            }
            let mut need = Vec::new();
            for n in &f.need {
                let mut all = Vec::new();
                for part in n.split('&') {
                    let (role, count) = part.trim().split_once(':').unwrap_or((part.trim(), "1"));
                    if !slots.iter().any(|s| s.role == role) && role != "place" && role != "start" {
                        return Err(fail(format!("it needs `{role}`, which no slot fills")));
                    }
                    all.push((role.to_owned(), count.parse().map_err(|_| fail(format!("`{n}` wants role:number")))?));
                }
                need.push(all);
            }
            let status = match &f.status {
                Some(s) => Some(status_named(s).ok_or_else(|| fail(format!("`{s}` is no status")))?),
                None => None,
            };
            frames.push(Frame {
                event: f.event,
                pos: f.pos,
                slots,
                need,
                status,
                with: f.with.iter().map(|c| cue(c, cues)).collect(),
                without: f.without.iter().map(|c| cue(c, cues)).collect(),
                refine: f.refine.iter().map(|r| (r.with.iter().map(|c| cue(c, cues)).collect(), r.event.clone(), r.clause)).collect(),
                names: f.names,
                anaphoric: f.anaphoric,
                dated: f.dated,
                opens: f.opens,
                foretells: f.foretells,
                helper: f.helper,
                abroad: f.abroad,
                mute: f.mute,
                examples: f.examples,
                name: f.name,
            });
        }
        Ok(())
    }
}

fn cue(name: &str, cues: &mut Vec<String>) -> u16 {
    match cues.iter().position(|c| c == name) {
        Some(i) => i as u16,
        None => {
            cues.push(name.to_owned());
            (cues.len() - 1) as u16
        }
    }
}
