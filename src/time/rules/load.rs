//! Loading the time rules: the files as they are written, and their compilation.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;
use toml::Spanned;
use unicode_normalization::is_nfc;

use super::{BUILT_IN, Beside, Change, ClassId, Element, Entry, Example, LINK, Make, Modifier, NUMBER, Rule, SLOTS, Slots, TimeRules};
use crate::text::fold::fold;
use crate::text::token::Tokens;

impl TimeRules {
    /// Reads the two files `hi/time.toml` and `en/time.toml`. An error names file, line and key.
    pub fn load(hi_toml: &str, en_toml: &str) -> Result<TimeRules, String> {
        let mut loader = Loader::default();
        loader.classes.extend(BUILT_IN.iter().enumerate().map(|(i, n)| ((*n).to_owned(), i as ClassId)));
        let files = [("hi/time.toml", hi_toml), ("en/time.toml", en_toml)];
        let mut parsed = Vec::new();
        for (name, text) in files {
            if !is_nfc(text) {
                let line = text.lines().position(|l| !is_nfc(l)).map_or(1, |i| i + 1);
                return Err(format!("{name}:{line}: text is not in Unicode normal form C; normalise the file"));
            }
            let file: File = toml::from_str(text).map_err(|e| format!("{name}: {e}"))?;
            parsed.push((Source { name, text }, file));
        }
        for (source, file) in &parsed {
            loader.read_classes(source, file)?;
        }
        for (source, file) in &parsed {
            loader.read_rules(source, file)?;
        }
        loader.check_used()?;
        Ok(loader.finish())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    anchor: String,
    #[serde(default)]
    capital: BTreeSet<String>,
    /// Classes of words without a value.
    #[serde(default)]
    words: BTreeMap<String, Vec<Spanned<String>>>,
    /// Classes of words by value.
    #[serde(default)]
    class: BTreeMap<String, BTreeMap<String, Vec<Spanned<String>>>>,
    #[serde(default)]
    rule: Vec<RuleText>,
    #[serde(default)]
    modifier: Vec<ModifierText>,
    #[serde(default)]
    corpus: Vec<CorpusText>,
    #[serde(default)]
    negative: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    name: Spanned<String>,
    pattern: Spanned<String>,
    preceded: Option<Spanned<String>>,
    not_preceded: Option<Spanned<String>>,
    followed: Option<Spanned<String>>,
    not_followed: Option<Spanned<String>>,
    make: Make,
    #[serde(default)]
    set: BTreeMap<String, i16>,
    #[serde(default)]
    examples: Vec<ExampleText>,
    #[serde(default)]
    not: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModifierText {
    name: Spanned<String>,
    preceded: Option<Spanned<String>>,
    not_preceded: Option<Spanned<String>>,
    followed: Option<Spanned<String>>,
    not_followed: Option<Spanned<String>>,
    make: Change,
    examples: Vec<ExampleText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleText {
    text: String,
    is: String,
    at: Option<String>,
    alt: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CorpusText {
    is: String,
    at: Option<String>,
    phrases: Vec<String>,
}

/// One of the files, for messages.
struct Source<'a> {
    name: &'a str,
    text: &'a str,
}

impl Source<'_> {
    /// The key of a class. Classes belong to their file, but number words and links serve both.
    fn class(&self, name: &str) -> String {
        if BUILT_IN.contains(&name) || name == LINK { name.to_owned() } else { format!("{}#{name}", self.name) }
    }

    fn error<T>(&self, at: &Spanned<T>, key: &str, what: &str) -> String {
        let line = 1 + self.text[..at.span().start.min(self.text.len())].matches('\n').count();
        format!("{}:{line}: {key}: {what}", self.name)
    }
}

#[derive(Default)]
struct Loader {
    classes: HashMap<String, ClassId>,
    used: BTreeSet<ClassId>,
    out: TimeRules,
}

impl Loader {
    fn class(&mut self, name: &str) -> ClassId {
        let next = self.classes.len() as ClassId;
        *self.classes.entry(name.to_owned()).or_insert(next)
    }

    fn add(&mut self, word: &str, entry: Entry) -> Result<(), &'static str> {
        if Tokens::new(word).len() != 1 {
            return Err("a word must be exactly one token");
        }
        let list = self.out.words.entry(fold(word).into_boxed_str()).or_default();
        if list.iter().any(|e| e.class == entry.class) {
            return Err("this word, or one that folds to the same form, is already in the class");
        }
        list.push(entry);
        Ok(())
    }

    fn read_classes(&mut self, source: &Source, file: &File) -> Result<(), String> {
        let zero = "0".to_owned();
        let plain = file.words.iter().map(|(name, words)| (name, &zero, words));
        let valued = file.class.iter().flat_map(|(name, lists)| lists.iter().map(move |(value, words)| (name, value, words)));
        for (name, value, words) in plain.chain(valued) {
            let class = self.class(&source.class(name));
            if class < NUMBER {
                return Err(format!("{}: class.{name}: the name is built in; choose another", source.name));
            }
            let value: i16 = value.parse().map_err(|_| format!("{}: class.{name}.{value}: the key must be a whole number", source.name))?;
            let capital = file.capital.contains(name);
            for word in words {
                self.add(word.get_ref(), Entry { class, value, capital }).map_err(|what| source.error(word, name, what))?;
            }
        }
        if let Some(unknown) = file.capital.iter().find(|c| !file.class.contains_key(*c) && !file.words.contains_key(*c)) {
            return Err(format!("{}: capital: there is no class {unknown} in this file", source.name));
        }
        Ok(())
    }

    fn read_rules(&mut self, source: &Source, file: &File) -> Result<(), String> {
        for rule in &file.rule {
            let name = rule.name.get_ref();
            if self.out.rules.iter().any(|r| r.name == *name) {
                return Err(source.error(&rule.name, name, "there is already a rule of this name"));
            }
            if rule.examples.is_empty() && rule.not.is_empty() {
                return Err(source.error(&rule.name, name, "a rule needs an example"));
            }
            let mut set = Slots::default();
            for (slot, value) in &rule.set {
                let i = SLOTS.iter().position(|s| s == slot).ok_or_else(|| source.error(&rule.name, name, &format!("set.{slot}: no such slot")))?;
                set.replace(i as u8, Some(*value));
            }
            let pattern = self.pattern(source, &rule.pattern)?;
            if pattern.iter().all(|e| e.optional) {
                return Err(source.error(&rule.pattern, name, "one element must not be optional"));
            }
            let id = self.out.rules.len() as u16;
            let beside = self.beside(source, [&rule.preceded, &rule.not_preceded, &rule.followed, &rule.not_followed])?;
            self.examples(source, file, name, Some(id), &rule.examples);
            for text in &rule.not {
                let origin = format!("{}: {name}", source.name);
                let (text, anchor) = (text.clone(), file.anchor.clone());
                self.out.examples.push(Example { origin, rule: Some(id), text, anchor, value: None, alternative: None });
            }
            self.out.rules.push(Rule { name: name.clone(), pattern, beside, make: rule.make, set });
        }
        for modifier in &file.modifier {
            let beside = self.beside(source, [&modifier.preceded, &modifier.not_preceded, &modifier.followed, &modifier.not_followed])?;
            if beside.preceded.is_empty() && beside.followed.is_empty() {
                return Err(source.error(&modifier.name, modifier.name.get_ref(), "expected preceded or followed"));
            }
            self.examples(source, file, modifier.name.get_ref(), None, &modifier.examples);
            self.out.modifiers.push(Modifier { beside, change: modifier.make });
        }
        for corpus in &file.corpus {
            for text in &corpus.phrases {
                let anchor = corpus.at.clone().unwrap_or_else(|| file.anchor.clone());
                let origin = format!("{}: corpus", source.name);
                let value = Some(corpus.is.clone());
                self.out.examples.push(Example { origin, rule: None, text: text.clone(), anchor, value, alternative: None });
            }
        }
        for text in &file.negative {
            let (origin, anchor) = (format!("{}: negative", source.name), file.anchor.clone());
            self.out.examples.push(Example { origin, rule: None, text: text.clone(), anchor, value: None, alternative: None });
        }
        Ok(())
    }

    fn examples(&mut self, source: &Source, file: &File, name: &str, rule: Option<u16>, list: &[ExampleText]) {
        for e in list {
            self.out.examples.push(Example {
                origin: format!("{}: {name}", source.name),
                rule,
                text: e.text.clone(),
                anchor: e.at.clone().unwrap_or_else(|| file.anchor.clone()),
                value: Some(e.is.clone()),
                alternative: e.alt.clone(),
            });
        }
    }

    fn beside(&mut self, source: &Source, parts: [&Option<Spanned<String>>; 4]) -> Result<Beside, String> {
        let mut lists = Vec::with_capacity(4);
        for part in parts {
            lists.push(part.as_ref().map_or(Ok(Vec::new()), |p| self.pattern(source, p))?);
        }
        let mut next = || lists.remove(0);
        Ok(Beside { preceded: next(), not_preceded: next(), followed: next(), not_followed: next() })
    }

    fn pattern(&mut self, source: &Source, text: &Spanned<String>) -> Result<Vec<Element>, String> {
        let elements = text.get_ref().split_whitespace().map(|e| self.element(source, e));
        elements.collect::<Result<_, _>>().map_err(|what| source.error(text, "pattern", &what))
    }

    fn element(&mut self, source: &Source, text: &str) -> Result<Element, String> {
        let (rest, glued) = text.strip_prefix('~').map_or((text, false), |r| (r, true));
        let (rest, optional) = rest.strip_suffix('?').map_or((rest, false), |r| (r, true));
        let named = rest.split_once(':').filter(|(slot, _)| SLOTS.contains(slot));
        let (slot, rest) = named.map_or((None, rest), |(s, r)| (SLOTS.iter().position(|x| *x == s), r));
        let (mut classes, mut literals) = (Vec::new(), Vec::new());
        for part in rest.split('|') {
            match part.strip_prefix('<').and_then(|p| p.strip_suffix('>')) {
                Some(name) => {
                    let id = *self.classes.get(&source.class(name)).ok_or_else(|| format!("{text}: there is no class {name}"))?;
                    self.used.insert(id);
                    classes.push(id);
                }
                None => literals.push(part),
            }
        }
        for word in literals {
            let id = self.class(&format!("'{}", fold(word)));
            let entry = Entry { class: id, value: 0, capital: false };
            if !classes.contains(&id) {
                classes.push(id);
            }
            let known = self.out.words.get(fold(word).as_str()).is_some_and(|l| l.contains(&entry));
            if !known {
                self.add(word, entry).map_err(|what| format!("{text}: {what}"))?;
            }
        }
        Ok(Element { classes: classes.into(), slot: slot.map(|s| s as u8), optional, glued })
    }

    /// A class that no pattern names is a mistake in one of the two places.
    fn check_used(&self) -> Result<(), String> {
        let unused = self.classes.iter().filter(|(name, id)| name.contains('#') && !self.used.contains(id));
        match unused.map(|(name, _)| name).min() {
            Some(name) => Err(format!("{}: no rule uses this class; remove it", name.replacen('#', ": class.", 1))),
            None => Ok(()),
        }
    }

    fn finish(mut self) -> TimeRules {
        let mut starts = vec![Vec::new(); self.classes.len()];
        for (i, rule) in self.out.rules.iter().enumerate() {
            let first = 1 + rule.pattern.iter().position(|e| !e.optional).unwrap_or(0);
            for class in rule.pattern[..first].iter().flat_map(|e| &e.classes) {
                let list: &mut Vec<u16> = &mut starts[usize::from(*class)];
                if !list.contains(&(i as u16)) {
                    list.push(i as u16);
                }
            }
        }
        self.out.starts = starts;
        self.out.link = self.classes.get(LINK).copied();
        self.out
    }
}
