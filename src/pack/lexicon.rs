//! The closed-class words of a language: case markers, joints of clauses, anaphors, signs of tense and doubt.

use serde::Deserialize;
use std::collections::BTreeMap;

use crate::model::{Lang, Status};
use crate::pack::inflect::{Inflected, Inflection, VerbForm, phrase_with_lemmas};
use crate::pack::source::PackError;
use crate::pack::trie::{FastMap, Lemmas, Trie, Vocab};
use crate::text::fold::fold;

/// A grammatical relation that a marker shows: an index into [`Cases`].
pub type Case = u8;

/// The names of the cases that markers, slots and frames use, numbered.
#[derive(Debug, Default)]
pub struct Cases {
    names: Vec<String>,
}

impl Cases {
    /// No marker at all.
    pub const NOM: Case = 0;
    /// The possessor or modifier of a noun.
    pub const GEN: Case = 1;
    /// The agent of a verb by form (ergative), or its subject by position.
    pub const SUBJ: Case = 2;
    /// The object by position.
    pub const OBJ: Case = 3;
    /// The noun that a participle stands before.
    pub const HEAD: Case = 4;
    /// A bare noun that stands right before the trigger noun, as in a compound.
    pub const COMPOUND: Case = 5;
    /// The agent of a passive.
    pub const BY: Case = 6;
    /// The subject of the clause that an adjunct trigger stands in.
    pub const CONTROL: Case = 7;
    /// The possessor of another named thing: "Russia's S-400".
    pub const OWNER: Case = 8;
    /// The possessor of some other noun of the clause.
    pub const LOOSE: Case = 9;
    /// The adjective of a country before the trigger noun: "American pressure".
    pub const ADJ: Case = 10;
    /// The name that evokes the event itself: "Exercise Indra".
    pub const SELF: Case = 11;

    /// The cases that the engine itself assigns.
    pub fn new() -> Self {
        Cases { names: ["nom", "gen", "subj", "obj", "head", "compound", "by", "control", "owner", "loose", "adj", "self"].map(str::to_owned).to_vec() }
    }

    /// The number of a case, given now if it had none.
    pub fn intern(&mut self, name: &str) -> Case {
        match self.names.iter().position(|n| n == name) {
            Some(i) => i as Case,
            None => {
                self.names.push(name.to_owned());
                (self.names.len() - 1) as Case
            }
        }
    }

    /// The number of a known case.
    pub fn get(&self, name: &str) -> Option<Case> {
        self.names.iter().position(|n| n == name).map(|i| i as Case)
    }

    /// The name of a case.
    pub fn name(&self, case: Case) -> &str {
        &self.names[case as usize]
    }
}

/// Word classes that the engine's mechanisms ask for; their words are data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Joins phrases of one kind: "and".
    And,
    /// Between a title and a name, or after a name: "Mr", "General".
    Honorific,
    /// Before an office: "former", "deputy" where it is no office of its own.
    Modifier,
    /// Before an office that is held no more.
    Former,
    /// Not.
    Negation,
    /// Ends a clause as its finite verb.
    Finite,
    /// Begins a clause.
    Joint,
    /// Begins a relative clause about what stands before it.
    Relative,
    /// An article or demonstrative before a noun.
    Determiner,
    /// Says that a number is an ordinal, right after it.
    OrdinalSuffix,
    /// A form of "be" before a passive participle.
    Passive,
    /// "Both": a pair of what follows.
    Both,
    /// Own: belongs to the subject of the clause.
    Own,
    /// A participle that binds a phrase to the noun after it: "held", "done".
    Participle,
    /// A word that may stand within a noun phrase before its head, such as an adjective of quality.
    Filler,
    /// "Including": joins a phrase to the one before.
    Including,
    /// Makes the phrase before it not take part: "except", "despite".
    Outside,
    /// Introduces who is quoted.
    According,
    /// "Company", "agency": words after the name of a body that belong to it.
    BodyNoun,
    /// Begins what a clause says or tells of a thing in it: "that", "where".
    That,
    /// The last word of an office of several holders: "ministers".
    Many,
    /// "Word", "view": after a possessor, what he says follows.
    Saying,
    /// "District", "province": words after the name of a place that belong to it.
    PlaceNoun,
    /// "A", "any": the office that follows is nobody's in particular.
    Indefinite,
    /// A question word within a clause.
    Question,
    /// Begins a condition: "if".
    Conditional,
    /// What is said to the press of the day: "press conference".
    Press,
    /// A word for arms that names none: "the jets", "units".
    General,
    /// After an infinitive: one who does it, or is about to.
    Agentive,
    /// Begins a clause about the place spoken of last: "where".
    Where,
    /// "Separately": the subject does it with each in turn.
    Severally,
    /// What a country makes or trades: its adjective stands for the country.
    Goods,
    /// A word over which no modifier of a later noun reaches.
    Stop,
    /// "At that very time", "the same day": when what was told just before happened.
    SameTime,
    /// Opens a clause that tells of the occasion just told: "where", "when".
    SameOccasion,
    /// Opens a sentence that goes on from the one before: "after that", "then".
    Then,
    /// Opens a sentence that goes back behind the one before: "before that", "it may be recalled".
    Earlier,
    /// A part of a day: a clause that names one without a day is of the day of the story.
    PartOfDay,
    /// Ends a verb that stands behind the story: "had".
    Background,
    /// Ends a verb of the present or perfect: "is", "has".
    Present,
    /// A simple past that ends no clause by its form alone.
    Past,
    /// What weapons are counted in: "regiments", "aircraft".
    ItemUnit,
    /// A paper that two sides sign: "agreements".
    Pact,
    /// Somebody leaves: "departs", "flies off".
    Departure,
    /// A verb that only a person is the object of: an unknown name after it is a person's.
    Meets,
    /// "Also", "only": words that change no structure.
    Particle,
    /// The word for a country's first city.
    Capital,
    /// People or parts that stand for the body they belong to: "delegation", "officers".
    GroupHead,
    /// A demonstrative that stands for the event spoken of last.
    Echo,
    /// "Previous", "next": the event is another than the one spoken of.
    Other,
    /// A verb that carries an event noun: "hold", "pay".
    Light,
    /// Another verb: what stands beyond it belongs to it.
    Verb,
    /// An auxiliary or adverb within a verb group.
    Auxiliary,
    /// Ordinary words that are never part of a name.
    Common,
}

/// Whom an anaphor stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refers {
    /// One person spoken of before.
    Person,
    /// Two persons spoken of before.
    Persons,
    /// Two countries spoken of before.
    Countries,
    /// The subject of the clause.
    Own,
    /// Who speaks.
    Speaker,
    /// Who is spoken to.
    Addressee,
    /// A country spoken of before.
    Country,
    /// The capital city of the country where things happen.
    Capital,
    /// A weapon or platform spoken of before.
    System,
    /// A body spoken of before.
    Body,
    /// Where the report is filed from, else the place spoken of before: "here".
    Here,
    /// The place spoken of before: "there".
    There,
}

/// A word or phrase that stands for something said elsewhere.
#[derive(Clone, Debug)]
pub struct Anaphor {
    /// Whom it stands for.
    pub refers: Refers,
    /// Its case, where its form shows it.
    pub case: Option<Case>,
    /// Office that the persons hold, where it says so.
    pub role: Option<String>,
    /// Whether all who hold such offices of the two countries are meant, not two persons.
    pub all: bool,
}

/// Where the words that show a status stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Window {
    /// In the verb group: from the trigger to the end of its clause (verb-final), or just before the trigger.
    Verb,
    /// Right after a trigger that is an adjunct: "the threat of an attack".
    After,
    /// Anywhere in the clause.
    Clause,
    /// Anywhere in the sentence.
    Sentence,
    /// Between the trigger and a subject right before it, as in a headline: "Modi to visit Kyiv".
    Infinitive,
}

/// A sign of tense, negation or doubt. Earlier rules win.
#[derive(Clone, Debug)]
pub struct StatusRule {
    /// What it shows.
    pub status: Status,
    /// Where it must stand.
    pub window: Window,
    /// Index of the rule, as values of the trie.
    pub suffixes: Vec<String>,
}

/// A value of the lexicon's trie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// A case marker.
    Case(Case),
    /// A member of a word class.
    Class(Class),
    /// An anaphor, by index.
    Anaphor(u16),
    /// A sign of status, by index of its rule.
    Status(u16),
    /// A number word with its value; `true` for an ordinal.
    Number(u64, bool),
    /// A multiplier ("crore") with its value.
    Scale(u64),
    /// A currency, by index.
    Currency(u16),
    /// A trigger of a frame, by index into the frames of this language.
    Trigger(u16),
    /// A word that a frame asks for, by index.
    Cue(u16),
}

/// The order in which a language puts verb and objects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// Verb last, case markers after the noun.
    #[default]
    VerbFinal,
    /// Subject, verb, object; case markers before the noun.
    VerbMedial,
}

/// The closed-class words of one language.
#[derive(Debug)]
pub struct Lexicon {
    /// Which language.
    pub lang: Lang,
    /// Order of the sentence.
    pub order: Order,
    /// Code of the country whose news this is.
    pub home: Option<String>,
    /// Offices that, named without a country, are not the home country's but those of whoever was spoken of.
    pub abroad: Vec<String>,
    /// All words and phrases.
    pub words: Trie<Word>,
    /// Anaphors by index.
    pub anaphors: Vec<Anaphor>,
    /// Status rules by index, strongest first.
    pub status: Vec<StatusRule>,
    /// ISO 4217 codes by index.
    pub currencies: Vec<String>,
    /// Folded endings of finite verbs.
    pub finite_suffixes: Vec<String>,
    /// Folded endings of verb forms that are active even after a form of "be".
    pub active_suffixes: Vec<String>,
    /// Folded abbreviations that a full stop follows.
    pub abbreviations: Vec<String>,
    /// Names of the cases of all languages, by number.
    case_names: Vec<String>,
    /// Lemmas of inflected forms.
    pub lemmas: Lemmas,
    /// Endings of inflected forms, by the number of the word.
    pub verb_forms: FastMap<u32, VerbForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    order: Order,
    home: Option<String>,
    #[serde(default)]
    abroad: Vec<String>,
    #[serde(default)]
    abbreviations: Vec<String>,
    #[serde(default)]
    inflection: Inflection,
    cases: BTreeMap<String, Vec<String>>,
    classes: BTreeMap<Class, Vec<String>>,
    #[serde(default)]
    finite_suffixes: Vec<String>,
    #[serde(default)]
    active_suffixes: Vec<String>,
    #[serde(default)]
    anaphor: Vec<AnaphorFile>,
    #[serde(default)]
    status: Vec<StatusFile>,
    #[serde(default)]
    numbers: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    ordinals: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    scales: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    currencies: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnaphorFile {
    forms: Vec<String>,
    refers: Refers,
    case: Option<String>,
    role: Option<String>,
    #[serde(default)]
    all: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusFile {
    status: String,
    window: Window,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    suffixes: Vec<String>,
}

/// The status of this name in data files.
pub fn status_named(name: &str) -> Option<Status> {
    [Status::Actual, Status::Planned, Status::Possible, Status::Negated].into_iter().find(|s| s.name() == name)
}

impl Lexicon {
    /// Reads `LANG/lexicon.toml`.
    pub fn load(lang: Lang, file: &str, text: &str, vocab: &mut Vocab, cases: &mut Cases) -> Result<Self, PackError> {
        let data: File = toml::from_str(text).map_err(|e| toml_error(file, text, &e))?;
        let mut words = Trie::default();
        let Inflected { lemmas, verb_forms } = data.inflection.number(vocab);
        let mut add = |phrase: &str, word: Word| -> Result<(), PackError> {
            words.insert(&phrase_with_lemmas(vocab, phrase).map_err(|e| PackError::at(file, 0, e))?, word);
            Ok(())
        };
        for (name, forms) in &data.cases {
            let case = cases.intern(name);
            forms.iter().try_for_each(|f| add(f, Word::Case(case)))?;
        }
        for (class, forms) in &data.classes {
            forms.iter().try_for_each(|f| add(f, Word::Class(*class)))?;
        }
        let mut anaphors = Vec::new();
        for a in &data.anaphor {
            let case = a.case.as_deref().map(|c| cases.intern(c));
            a.forms.iter().try_for_each(|f| add(f, Word::Anaphor(anaphors.len() as u16)))?;
            anaphors.push(Anaphor { refers: a.refers, case, role: a.role.clone(), all: a.all });
        }
        let mut status = Vec::new();
        for s in &data.status {
            let known = status_named(&s.status).ok_or_else(|| PackError::at(file, 0, format!("`{}` is no status", s.status)))?;
            s.words.iter().try_for_each(|f| add(f, Word::Status(status.len() as u16)))?;
            status.push(StatusRule { status: known, window: s.window, suffixes: s.suffixes.iter().map(|x| fold(x)).collect() });
        }
        for (map, ordinal) in [(&data.numbers, false), (&data.ordinals, true)] {
            for (value, forms) in map {
                let value = value.parse().map_err(|_| PackError::at(file, 0, format!("`{value}` is no number")))?;
                forms.iter().try_for_each(|f| add(f, Word::Number(value, ordinal)))?;
            }
        }
        for (value, forms) in &data.scales {
            let value = value.parse().map_err(|_| PackError::at(file, 0, format!("`{value}` is no number")))?;
            forms.iter().try_for_each(|f| add(f, Word::Scale(value)))?;
        }
        let mut currencies = Vec::new();
        for (code, forms) in &data.currencies {
            forms.iter().try_for_each(|f| add(f, Word::Currency(currencies.len() as u16)))?;
            currencies.push(code.clone());
        }
        let folded = |list: &[String]| list.iter().map(|w| fold(w)).collect::<Vec<_>>();
        Ok(Lexicon {
            lang,
            order: data.order,
            home: data.home.clone(),
            abroad: data.abroad.clone(),
            words,
            anaphors,
            status,
            currencies,
            finite_suffixes: folded(&data.finite_suffixes),
            active_suffixes: folded(&data.active_suffixes),
            abbreviations: folded(&data.abbreviations),
            case_names: cases.names.clone(),
            lemmas,
            verb_forms,
        })
    }
}

impl Lexicon {
    /// Whether a word (by number) may stand within a complex predicate: "also", "not".
    pub fn is_adverb(&self, number: u32) -> bool {
        self.words.values(&[number]).iter().any(|w| matches!(w, Word::Class(Class::Particle | Class::Negation)))
    }

    /// Whether a word (by number) is a verb or stands before one: "met", "has", "will".
    pub fn is_verbal(&self, number: u32) -> bool {
        let verbal = |c: &Class| matches!(c, Class::Verb | Class::Light | Class::Finite | Class::Passive | Class::Auxiliary);
        self.words.values(&[number]).iter().any(|w| matches!(w, Word::Class(c) if verbal(c)))
    }

    /// Whether a case has one of these names.
    pub fn is_case(&self, case: Case, names: &[&str]) -> bool {
        self.case_names.get(case as usize).is_some_and(|n| names.contains(&n.as_str()))
    }
}

/// A TOML error with file and 1-based line.
pub fn toml_error(file: &str, text: &str, e: &toml::de::Error) -> PackError {
    let line = e.span().map_or(0, |s| text[..s.start.min(text.len())].matches('\n').count() + 1);
    PackError::at(file, line, e.message())
}
