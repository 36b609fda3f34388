//! Coreference: offices without a name, counterparts, pronouns and pairs, from who was spoken of before.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entities, Linked, Linker, Ref};
use crate::mention::{Mention, Title, What};
use crate::model::Lang;
use crate::pack::gazetteer::EntityIx;
use crate::pack::lexicon::{Anaphor, Cases, Class, Order, Refers, Word};
use crate::text::token::TokenKind;

/// What "there" may mean.
const PLACES: [&str; 3] = ["City", "Country", "Region"];

/// Who was spoken of, latest last.
#[derive(Debug, Default)]
pub struct Discourse {
    sentence: usize,
    persons: Vec<Seen>,
    things: Vec<(Ref, usize)>,
    /// Sentences in which somebody acts whom nothing names.
    strangers: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    who: Ref,
    sentence: usize,
    subject: bool,
}

impl Discourse {
    /// A new sentence begins.
    pub fn begin(&mut self, sentence: usize) {
        self.sentence = sentence;
    }

    /// Remembers that in this sentence somebody acts whom nothing names.
    pub fn note_stranger(&mut self) {
        self.strangers.push(self.sentence);
    }

    /// Remembers the persons of a mention; `acts` of one whose words the sentence gives, whatever the case, or whose verb
    /// follows at once; `within` of one in a clause that hangs on another's. In a verb-medial language (`medial`) two
    /// together are no subject that "he" means.
    pub fn note(&mut self, entities: &Entities, linked: &Linked, before: &[Linked], acts: bool, medial: bool, within: bool) {
        let first = (acts && medial) || !before.iter().any(|l| l.refs.iter().any(|r| entities.is(*r, "Person")));
        for r in &linked.refs {
            if !entities.is(*r, "Person") && linked.named {
                self.things.push((*r, self.sentence));
            }
            if entities.is(*r, "Person") {
                let case = linked.mention.case;
                let subject = case == Cases::SUBJ || (acts && !medial) || (first && case == Cases::NOM);
                let subject = subject && !within && (linked.refs.len() == 1 || !medial);
                self.persons.push(Seen { who: *r, sentence: self.sentence, subject });
            }
        }
    }

    /// Whom a mention without a name of its own means.
    pub(crate) fn resolve(&self, linker: &Linker<'_>, m: &Mention, list: &[Linked], at: usize, lang: Lang) -> Vec<Ref> {
        match (&m.what, &m.title) {
            (What::Office, Some(title)) if title.many => self.holders(linker, title),
            (What::Office, Some(title)) => self.office(linker, title, list, at, lang).into_iter().collect(),
            (What::Anaphor(a), _) => {
                let anaphor = &linker.pack.language(lang).lexicon.anaphors[*a as usize];
                match anaphor.refers {
                    Refers::Person | Refers::Speaker => {
                        let named = self.person_here(linker, m.case, list, at, lang).or_else(|| self.predicate(linker, list, at, lang));
                        let named = self.possessor(linker, list, at, lang).or(named);
                        let named = named.or_else(|| self.person_ahead(linker, m.case, list, at, lang));
                        named.or_else(|| self.person(linker, m.case, list, at, lang)).into_iter().collect()
                    }
                    Refers::Persons => {
                        let medial = linker.pack.language(lang).lexicon.order == Order::VerbMedial;
                        self.listed_before(linker, m, list, at).unwrap_or_else(|| self.pair(linker, anaphor, &list[..at], m, medial))
                    }
                    Refers::Countries => linker.links.countries.iter().take(2).copied().collect(),
                    Refers::System => self.thing(linker, &["System"]),
                    Refers::Body => self.thing(linker, &["Commission", "WorkingGroup", "Alliance"]),
                    Refers::Country => list[..at]
                        .iter()
                        .rev()
                        .filter(|l| !l.attributive)
                        .flat_map(|l| l.refs.iter())
                        .find(|r| linker.links.entities.is(**r, "Country"))
                        .copied()
                        .into_iter()
                        .collect(),
                    Refers::Here => linker.here.map_or_else(|| self.thing(linker, &PLACES), |r| vec![r]),
                    Refers::There => self.thing(linker, &PLACES),
                    Refers::Addressee | Refers::Own | Refers::Capital => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    /// Where the subject stands first, a later pronoun of the sentence that is subject or possessor means it.
    fn person_here(&self, linker: &Linker<'_>, case: u8, list: &[Linked], at: usize, lang: Lang) -> Option<Ref> {
        if linker.pack.language(lang).lexicon.order != Order::VerbMedial || !(case == Cases::SUBJ || case == Cases::GEN) {
            return None;
        }
        let person = |l: &&Linked| l.refs.len() == 1 && linker.links.entities.is(l.refs[0], "Person");
        let before = || list[..at].iter().filter(person);
        let subject = before().find(|l| matches!(l.mention.case, Cases::NOM | Cases::SUBJ));
        subject.or_else(|| before().find(|l| l.mention.case == Cases::GEN)).map(|l| l.refs[0])
    }

    /// "In his remarks, X said": a possessive within a fronted phrase means the subject that follows.
    fn person_ahead(&self, linker: &Linker<'_>, case: u8, list: &[Linked], at: usize, lang: Lang) -> Option<Ref> {
        let lexicon = &linker.pack.language(lang).lexicon;
        let before = linker.text.numbers[list[at].mention.from.checked_sub(1)?];
        let governed = lexicon.words.values(&[before]).iter().any(|w| matches!(w, Word::Case(_)));
        let bare = |l: &&Linked| matches!(l.mention.case, Cases::NOM | Cases::SUBJ) && l.refs.len() == 1 && linker.links.entities.is(l.refs[0], "Person");
        if lexicon.order != Order::VerbMedial || case != Cases::GEN || !governed || list[..at].iter().any(|l| bare(&l)) {
            return None;
        }
        list[at + 1..].iter().find(bare).map(|l| l.refs[0])
    }

    /// Whom a pronoun means. A subject pronoun: the subject of an earlier clause of the sentence, else of an earlier
    /// sentence. Any other: the same, but never the subject of its own clause.
    fn person(&self, linker: &Linker<'_>, case: u8, list: &[Linked], at: usize, lang: Lang) -> Option<Ref> {
        let here: Vec<Ref> = list[..at].iter().flat_map(|l| l.refs.iter().copied()).collect();
        // Where order shows the subject, its pronoun has a form of its own: "he", not "him".
        let medial = linker.pack.language(lang).lexicon.order == Order::VerbMedial;
        let subject_pronoun = case == Cases::SUBJ || (case == Cases::NOM && !medial);
        let recent = self.persons.iter().rev().filter(|p| p.sentence + 3 > self.sentence);
        if subject_pronoun {
            if let Some(p) = self.subject_here(linker, list, at, lang) {
                return Some(p);
            }
            let mut earlier = recent.clone().filter(|p| p.subject && p.sentence < self.sentence);
            if let Some(p) = earlier.next() {
                // Somebody unknown acted since: the pronoun may mean that one.
                return (!self.strangers.iter().any(|s| *s > p.sentence && *s < self.sentence)).then_some(p.who);
            }
        } else if let Some(p) = if medial { self.oblique_medial(linker, list, at) } else { self.oblique_here(linker, list, at) } {
            return Some(p);
        } else if let Some(p) = recent.clone().find(|p| p.subject && p.sentence < self.sentence && !here.contains(&p.who)) {
            return Some(p.who);
        }
        recent.clone().find(|p| !here.contains(&p.who)).map(|p| p.who)
    }

    /// The subject of an earlier clause of the sentence; where none has one, who was affected there.
    fn subject_here(&self, linker: &Linker<'_>, list: &[Linked], at: usize, lang: Lang) -> Option<Ref> {
        let person = |l: &Linked| l.refs.iter().find(|r| linker.links.entities.is(**r, "Person")).copied();
        let pronoun = list[at].mention.from;
        let before = || list[..at].iter().filter(|l| l.refs.len() == 1 && person(l).is_some());
        let lexicon = &linker.pack.language(lang).lexicon;
        let dative = || before().find(|l| lexicon.is_case(l.mention.case, &["dat"]) && linker.ends_clause(l.mention.end(), pronoun));
        // "X invited Y, which he accepted": what the main clause told of Y, Y takes up.
        let taken_up = pronoun > 0 && linker.is_word(pronoun - 1, lang, Class::Relative) && lexicon.order == Order::VerbFinal;
        let acts_first = |l: &&Linked| before().any(|s| s.mention.case == Cases::SUBJ && s.mention.from < l.mention.from);
        if let Some(l) = dative().filter(|l| taken_up && acts_first(l)) {
            return person(l);
        }
        // In what somebody says, the subject pronoun is the sayer.
        let sayer = before().find(|l| l.mention.case == Cases::SUBJ).filter(|l| self.parted(linker, l.mention.end(), pronoun));
        let first = sayer.or_else(|| {
            let bare = |l: &&Linked| l.mention.case == Cases::NOM && linker.ends_clause(l.mention.end(), pronoun);
            before().find(|l| lexicon.order == Order::VerbFinal && bare(l)).or_else(|| dative().filter(|_| lexicon.order == Order::VerbFinal))
        });
        first.and_then(person)
    }

    /// "A and his counterpart": A.
    fn possessor(&self, linker: &Linker<'_>, list: &[Linked], at: usize, lang: Lang) -> Option<Ref> {
        let (last, pronoun) = (list[..at].last()?, &list[at].mention);
        let joined = last.mention.to + 1 == pronoun.from && linker.is_word(last.mention.to, lang, Class::And) && pronoun.case == Cases::GEN;
        let [person] = last.refs[..] else { return None };
        (joined && linker.links.entities.is(person, "Person")).then_some(person)
    }

    /// "He is the first Indian prime minister who …": the pronoun is the holder of the office that is said of it.
    fn predicate(&self, linker: &Linker<'_>, list: &[Linked], at: usize, lang: Lang) -> Option<Ref> {
        if linker.pack.language(lang).lexicon.order != Order::VerbFinal || list[at].mention.case != Cases::NOM {
            return None;
        }
        let office =
            list.get(at + 1).filter(|l| l.mention.what == What::Office && l.mention.case == Cases::NOM && l.mention.from <= list[at].mention.to + 2)?;
        let title = office.mention.title.as_ref().filter(|t| t.scope.is_some() && !t.former)?;
        self.office(linker, title, list, at, lang)
    }

    /// For a pronoun that is no subject: the subject of an earlier clause of the sentence, else the last person there,
    /// but not the subject of its own.
    fn oblique_here(&self, linker: &Linker<'_>, list: &[Linked], at: usize) -> Option<Ref> {
        let person = |l: &Linked| l.refs.iter().find(|r| linker.links.entities.is(**r, "Person")).copied();
        let pronoun = list[at].mention.from;
        let subject = |l: &&Linked| matches!(l.mention.case, Cases::SUBJ | Cases::NOM) && person(l).is_some();
        let own = list[..at].iter().rev().filter(subject).find(|l| !linker.ends_clause(l.mention.end(), pronoun)).and_then(person);
        let earlier = || list[..at].iter().filter(|l| linker.ends_clause(l.mention.end(), pronoun));
        let main = earlier().filter(subject).filter(|l| l.refs.len() == 1).filter_map(person).find(|p| Some(*p) != own);
        main.or_else(|| {
            let parted = list[..at].iter().rev().filter(|l| self.parted(linker, l.mention.end(), pronoun));
            parted.filter_map(person).find(|p| Some(*p) != own)
        })
    }

    /// The same where order shows the subject. "X, who invited him": the antecedent acts; with "X and Y" neither is meant.
    fn oblique_medial(&self, linker: &Linker<'_>, list: &[Linked], at: usize) -> Option<Ref> {
        let person = |l: &Linked| l.refs.iter().find(|r| linker.links.entities.is(**r, "Person")).copied();
        let pronoun = list[at].mention.from;
        let relative = list[..at].iter().rev().find(|l| person(l).is_some()).filter(|l| self.is_antecedent(linker, l)).and_then(person);
        // The subject stands before its verb; an object has no mark either.
        let lexicons = || linker.pack.languages.iter().map(|l| &l.lexicon).filter(|l| l.order == Order::VerbMedial);
        let acts = |l: &Linked| {
            let next = linker.text.numbers.get(l.mention.to).copied().unwrap_or(0);
            l.mention.case == Cases::SUBJ || (l.mention.case == Cases::NOM && lexicons().any(|x| x.lemmas.contains_key(&next) || x.is_verbal(next)))
        };
        let subject = list[..at].iter().rev().find(|l| person(l).is_some() && acts(l)).filter(|_| relative.is_none());
        let group = subject.map(|l| l.mention.group);
        let acting = |l: &&Linked| group.is_some() && Some(l.mention.group) == group;
        let own: Vec<Ref> = list[..at].iter().filter(acting).filter_map(person).chain(relative).collect();
        list[..at].iter().rev().filter(|l| self.parted(linker, l.mention.to, pronoun)).filter_map(person).find(|p| !own.contains(p))
    }

    /// Whether a relative word follows the mention.
    fn is_antecedent(&self, linker: &Linker<'_>, l: &Linked) -> bool {
        let at = l.mention.to + usize::from(linker.text.tokens.form(l.mention.to) == ",");
        let words = |lexicon: &crate::pack::lexicon::Lexicon| lexicon.words.values(&[linker.text.numbers[at]]).contains(&Word::Class(Class::Relative));
        at < linker.text.numbers.len() && linker.pack.languages.iter().any(|l| l.lexicon.order == Order::VerbMedial && words(&l.lexicon))
    }

    /// The last thing of one of these kinds, named in this sentence or the two before.
    fn thing(&self, linker: &Linker<'_>, kinds: &[&str]) -> Vec<Ref> {
        let recent = self.things.iter().rev().filter(|t| t.1 + 2 >= self.sentence);
        recent.map(|t| t.0).find(|r| kinds.iter().any(|k| linker.links.entities.is(*r, k))).into_iter().collect()
    }

    /// "the president and the chancellor, both": who or what the coordination right before names.
    fn listed_before(&self, linker: &Linker<'_>, m: &Mention, list: &[Linked], at: usize) -> Option<Vec<Ref>> {
        let last = list[..at].last().filter(|l| m.from - l.mention.to <= 1 && matches!(l.mention.what, What::Office | What::Unlisted | What::Listed { .. }))?;
        let group: Vec<&Linked> = list[..at].iter().filter(|l| l.mention.group == last.mention.group).collect();
        let refs = || group.iter().flat_map(|l| l.refs.iter().copied());
        let persons: Vec<Ref> = refs().filter(|r| linker.links.entities.is(*r, "Person")).collect();
        if !persons.is_empty() {
            return Some(persons);
        }
        (group.len() == 2).then(|| refs().collect())
    }

    /// Whether a clause can end between two tokens: punctuation or a joint between them, or some distance.
    fn parted(&self, linker: &Linker<'_>, from: usize, to: usize) -> bool {
        to.saturating_sub(from) > 6
            || (from..to).any(|i| linker.text.tokens.get(i).kind == TokenKind::Punct || linker.pack.opens_clause(linker.text.numbers[i]))
    }

    /// The last two different persons, of different countries where that can be. `list` is what stands before in the
    /// sentence: who reports there of two heads of state is neither of them.
    fn pair(&self, linker: &Linker<'_>, anaphor: &Anaphor, list: &[Linked], m: &Mention, medial: bool) -> Vec<Ref> {
        let gaz = &linker.pack.gazetteer;
        let role = anaphor.role.as_deref().and_then(|r| gaz.role(r));
        let holds = |r: Ref, role: Option<u16>| role.is_none_or(|role| self.roles_of(linker, r).iter().any(|held| gaz.covers(role, *held)));
        let fits = |r: Ref| holds(r, role);
        let country = |r: Ref| linker.links.entities.get(r).country.first().cloned();
        let mut fitting: Vec<Seen> = self.persons.iter().copied().filter(|p| fits(p.who)).collect();
        if role.is_none() {
            // Presidents and ministers are spoken of as a pair, the officials who report of them are not.
            let reporter = list.iter().find(|l| l.mention.case == Cases::SUBJ && l.refs.iter().any(|r| linker.links.entities.is(*r, "Person")));
            let reporter = reporter.filter(|l| linker.ends_clause(l.mention.end(), m.from)).and_then(|l| l.refs.first()).copied();
            let leader = gaz.role("leader");
            let outranked = reporter.is_some_and(|r| !holds(r, leader));
            let minister = gaz.role("minister");
            let heads = |p: &Seen| holds(p.who, leader);
            let politicians = |p: &Seen| heads(p) || holds(p.who, minister);
            let of_two_countries = |list: &[Seen]| list.first().is_some_and(|f| list.iter().any(|p| country(p.who) != country(f.who)));
            let kept: Vec<Seen> = fitting.iter().copied().filter(|p| if outranked { heads(p) } else { politicians(p) }).collect();
            if of_two_countries(&kept) {
                fitting = kept;
            }
        }
        // Two who are named only later.
        let later = linker.links.entities.iter().filter(|(r, e)| e.kind == "Person" && role.is_some() && fits(*r));
        let unseen: Vec<Seen> = later.filter(|(r, _)| !fitting.iter().any(|p| p.who == *r)).map(|(who, _)| Seen { who, sentence: 0, subject: false }).collect();
        fitting.splice(0..0, unseen.into_iter().rev());
        if anaphor.all {
            let sides: Vec<Option<String>> = linker.links.countries.iter().take(2).map(|c| country(*c)).collect();
            return fitting.iter().map(|p| p.who).filter(|r| sides.contains(&country(*r))).collect::<BTreeSet<_>>().into_iter().collect();
        }
        let Some(last) = fitting.last().copied() else { return Vec::new() };
        if let Some(pair) = self.chief_pair(linker, &fitting, medial) {
            return pair;
        }
        let others = || fitting.iter().rev().filter(|p| p.who != last.who);
        let partner = others().find(|p| country(p.who) != country(last.who)).or_else(|| others().next());
        match partner {
            Some(p) => vec![p.who.min(last.who), p.who.max(last.who)],
            None => Vec::new(),
        }
    }

    /// Where the sentence and the one before do not name two itself, the two of different countries who were spoken of most.
    fn chief_pair(&self, linker: &Linker<'_>, fitting: &[Seen], medial: bool) -> Option<Vec<Ref>> {
        let mut here: Vec<Ref> = self.persons.iter().rev().filter(|p| p.sentence == self.sentence).map(|p| p.who).collect();
        here.dedup();
        if !medial {
            return None;
        }
        if let [last, other, ..] = here[..]
            && self.persons.iter().filter(|p| p.sentence == self.sentence).map(|p| p.who).collect::<BTreeSet<_>>().len() == 2
        {
            return Some(vec![last.min(other), last.max(other)]);
        }
        let mut count: BTreeMap<Ref, usize> = BTreeMap::new();
        for p in fitting.iter().filter(|p| p.sentence + 8 > self.sentence) {
            *count.entry(p.who).or_default() += 1;
        }
        let country = |r: Ref| linker.links.entities.get(r).country.first().cloned();
        let mut order: Vec<(usize, Ref)> = count.into_iter().map(|(r, n)| (n, r)).collect();
        order.sort_by_key(|(n, r)| (std::cmp::Reverse(*n), *r));
        let (_, first) = *order.first()?;
        let (_, second) = *order.iter().find(|(_, r)| country(*r) != country(first))?;
        Some(vec![first.min(second), first.max(second)])
    }

    /// Who of the article holds the office: by the gazetteer or by the title that the article gives.
    fn office(&self, linker: &Linker<'_>, title: &Title, list: &[Linked], at: usize, lang: Lang) -> Option<Ref> {
        let gaz = &linker.pack.gazetteer;
        let described = &gaz.roles[title.role as usize];
        let counterpart = described.id == "counterpart";
        // "leaders" without a country are nobody in particular.
        if !described.office && !counterpart && title.scope.is_none() {
            return None;
        }
        let subject = list[..at].iter().rev().flat_map(|l| l.refs.first()).find(|r| linker.links.entities.is(**r, "Person")).copied();
        let roles: Vec<u16> = if counterpart {
            let subject = subject.or_else(|| self.persons.last().map(|p| p.who))?;
            self.roles_of(linker, subject)
        } else {
            vec![title.role]
        };
        let fits = |r: Ref| !(counterpart && Some(r) == subject) && linker.holds(r, &roles, title.scope);
        // "The prime minister" without a country is the home country's; of a president, who was spoken of.
        let lexicon = &linker.pack.language(lang).lexicon;
        let home = |r: Ref| lexicon.home.as_ref().is_some_and(|h| linker.links.entities.get(r).country.contains(h));
        if title.scope.is_none() && !counterpart && !lexicon.abroad.contains(&described.id) {
            if let Some(p) = self.persons.iter().rev().find(|p| home(p.who) && fits(p.who)) {
                return Some(p.who);
            }
            let named_later = || linker.links.entities.iter().find(|(r, e)| e.kind == "Person" && home(*r) && fits(*r)).map(|(r, _)| r);
            if let Some(r) = (lexicon.order == Order::VerbFinal && described.unique).then(named_later).flatten() {
                return Some(r);
            }
        }
        // Who was spoken of last wins; else who is named later in the article.
        if let Some(p) = self.persons.iter().rev().find(|p| fits(p.who)) {
            return Some(p.who);
        }
        let mut later = linker.links.entities.iter().filter(|(r, e)| e.kind == "Person" && fits(*r)).map(|(r, _)| r);
        let first = later.next()?;
        later.next().is_none().then_some(first)
    }

    /// "The foreign ministers of India and Japan", "both American ministers": all of the article who hold such an office
    /// of each country; of "both", two.
    fn holders(&self, linker: &Linker<'_>, title: &Title) -> Vec<Ref> {
        let scopes: Vec<Option<EntityIx>> = std::iter::once(title.scope).chain(title.also.iter().map(|s| Some(*s))).collect();
        let of = |scope: Option<EntityIx>| -> Vec<Ref> {
            linker.links.entities.iter().filter(|(r, e)| e.kind == "Person" && linker.holds(*r, &[title.role], scope)).map(|(r, _)| r).collect()
        };
        let found: Vec<Vec<Ref>> = scopes.into_iter().map(of).collect();
        let enough = if title.also.is_empty() { found.iter().all(|f| f.len() == 2) } else { found.iter().all(|f| !f.is_empty() && f.len() <= 2) };
        if enough { found.into_iter().flatten().collect::<BTreeSet<_>>().into_iter().collect() } else { Vec::new() }
    }

    /// "his counterpart X", "their counterparts X and Y": X holds the office of whom it is the counterpart of.
    pub(crate) fn counterpart(&self, linker: &Linker<'_>, linked: &Linked, before: &[Linked]) -> Option<(Ref, Title)> {
        let gaz = &linker.pack.gazetteer;
        let is_counterpart = |t: &&Title| gaz.roles[t.role as usize].id == "counterpart";
        let own = linked.mention.title.as_ref();
        let shared = before.last().filter(|l| own.is_none() && linked.named && l.mention.group == linked.mention.group).and_then(|l| l.mention.title.as_ref());
        let title = own.or(shared).filter(is_counterpart)?;
        let [person] = linked.refs[..] else { return None };
        let others = before.iter().filter(|l| l.mention.group != linked.mention.group).flat_map(|l| l.refs.iter().copied());
        let mut subjects: Vec<Ref> = others.filter(|r| *r != person && linker.links.entities.is(*r, "Person")).collect();
        if subjects.is_empty() {
            subjects.extend(self.persons.iter().rev().map(|p| p.who).find(|r| *r != person));
        }
        let posts = linker.links.entities.row(person).map(|ix| gaz.entities[ix as usize].posts.as_slice()).unwrap_or_default();
        let roles: Vec<u16> = subjects.iter().flat_map(|r| self.roles_of(linker, *r)).collect();
        let held = roles.iter().find(|r| posts.iter().any(|p| gaz.covers(**r, p.role) && linker.current(p.from, p.to)));
        let role = *held.or_else(|| roles.first().filter(|_| posts.is_empty()))?;
        Some((person, Title { role, scope: title.scope, former: title.former, own: false, many: false, also: Vec::new() }))
    }

    fn roles_of(&self, linker: &Linker<'_>, r: Ref) -> Vec<u16> {
        let mut roles: Vec<u16> = linker.titles.get(&r).into_iter().flatten().map(|t| t.0).collect();
        if let Some(ix) = linker.links.entities.row(r) {
            roles.extend(linker.pack.gazetteer.entities[ix as usize].posts.iter().filter(|p| linker.current(p.from, p.to)).map(|p| p.role));
        }
        roles
    }
}
