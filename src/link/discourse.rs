//! Coreference: offices without a name, counterparts, pronouns and pairs, from who was spoken of before.

use super::{Entities, Linked, Linker, Ref};
use crate::mention::{Mention, Title, What};
use crate::model::Lang;
use crate::pack::lexicon::{Cases, Order, Refers};
use crate::text::token::TokenKind;

/// Who was spoken of, latest last.
#[derive(Debug, Default)]
pub struct Discourse {
    sentence: usize,
    persons: Vec<Seen>,
    things: Vec<(Ref, usize)>,
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

    /// Remembers the persons of a mention.
    pub fn note(&mut self, entities: &Entities, linked: &Linked, before: &[Linked]) {
        let first = !before.iter().any(|l| l.refs.iter().any(|r| entities.is(*r, "Person")));
        for r in &linked.refs {
            if !entities.is(*r, "Person") && linked.named {
                self.things.push((*r, self.sentence));
            }
            if entities.is(*r, "Person") {
                let case = linked.mention.case;
                let subject = case == Cases::SUBJ || (first && case == Cases::NOM);
                self.persons.push(Seen { who: *r, sentence: self.sentence, subject });
            }
        }
    }

    /// Whom a mention without a name of its own means.
    pub(crate) fn resolve(&self, linker: &Linker<'_>, m: &Mention, list: &[Linked], at: usize, lang: Lang) -> Vec<Ref> {
        match (&m.what, &m.title) {
            (What::Office, Some(title)) => self.office(linker, title, list, at, lang).into_iter().collect(),
            (What::Anaphor(a), _) => {
                let anaphor = &linker.pack.language(lang).lexicon.anaphors[*a as usize];
                match anaphor.refers {
                    Refers::Person | Refers::Speaker => {
                        self.person_here(linker, m.case, list, at, lang).or_else(|| self.person(linker, m.case, list, at)).into_iter().collect()
                    }
                    Refers::Persons => self.listed_before(linker, m, list, at).unwrap_or_else(|| self.pair(linker, anaphor.role.as_deref())),
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

    /// The last subject before this sentence for a subject pronoun; else the last person who is not already in the sentence.
    fn person(&self, linker: &Linker<'_>, case: u8, list: &[Linked], at: usize) -> Option<Ref> {
        let here: Vec<Ref> = list[..at].iter().flat_map(|l| l.refs.iter().copied()).collect();
        let subject_pronoun = case == Cases::NOM || case == Cases::SUBJ;
        let recent = self.persons.iter().rev().filter(|p| p.sentence + 3 > self.sentence);
        if subject_pronoun {
            // In what somebody says, the subject pronoun is the sayer.
            let sayer = list[..at].iter().find(|l| l.mention.case == Cases::SUBJ && l.refs.iter().any(|r| linker.links.entities.is(*r, "Person")));
            if let Some(p) = sayer.filter(|l| self.parted(linker, l.mention.to, list[at].mention.from)).and_then(|l| l.refs.first()) {
                return Some(*p);
            }
            let mut earlier = recent.clone().filter(|p| p.subject && (p.sentence < self.sentence));
            if let Some(p) = earlier.next() {
                return Some(p.who);
            }
        } else if let Some(p) = self.oblique_here(linker, list, at) {
            return Some(p);
        } else if let Some(p) = recent.clone().find(|p| p.subject && p.sentence < self.sentence && !here.contains(&p.who)) {
            return Some(p.who);
        }
        recent.clone().find(|p| !here.contains(&p.who)).map(|p| p.who)
    }

    /// For a pronoun that is no subject: the last person of an earlier clause of the sentence, but not the subject of its own.
    fn oblique_here(&self, linker: &Linker<'_>, list: &[Linked], at: usize) -> Option<Ref> {
        let person = |l: &Linked| l.refs.iter().find(|r| linker.links.entities.is(**r, "Person")).copied();
        let own = list[..at].iter().rev().find(|l| matches!(l.mention.case, Cases::SUBJ | Cases::NOM) && person(l).is_some()).and_then(person);
        let pronoun = list[at].mention.from;
        list[..at].iter().rev().filter(|l| self.parted(linker, l.mention.to, pronoun)).filter_map(person).find(|p| Some(*p) != own)
    }

    /// The last thing of one of these kinds, named in this sentence or the two before.
    fn thing(&self, linker: &Linker<'_>, kinds: &[&str]) -> Vec<Ref> {
        let recent = self.things.iter().rev().filter(|t| t.1 + 2 >= self.sentence);
        recent.map(|t| t.0).find(|r| kinds.iter().any(|k| linker.links.entities.is(*r, k))).into_iter().collect()
    }

    /// "the president and the chancellor, both": the persons of the coordination right before.
    fn listed_before(&self, linker: &Linker<'_>, m: &Mention, list: &[Linked], at: usize) -> Option<Vec<Ref>> {
        let last = list[..at].last().filter(|l| m.from - l.mention.to <= 1 && matches!(l.mention.what, What::Office | What::Listed { .. }))?;
        let group = list[..at].iter().filter(|l| l.mention.group == last.mention.group);
        let found: Vec<Ref> = group.flat_map(|l| l.refs.iter().copied()).filter(|r| linker.links.entities.is(*r, "Person")).collect();
        (!found.is_empty()).then_some(found)
    }

    /// Whether a clause can end between two tokens: punctuation or a joint between them, or some distance.
    fn parted(&self, linker: &Linker<'_>, from: usize, to: usize) -> bool {
        to.saturating_sub(from) > 6
            || (from..to).any(|i| linker.text.tokens.get(i).kind == TokenKind::Punct || linker.pack.opens_clause(linker.text.numbers[i]))
    }

    /// The last two different persons, of different countries where that can be.
    fn pair(&self, linker: &Linker<'_>, role: Option<&str>) -> Vec<Ref> {
        let role = role.and_then(|r| linker.pack.gazetteer.role(r));
        let fits = |r: Ref| role.is_none_or(|role| self.roles_of(linker, r).iter().any(|held| linker.pack.gazetteer.covers(role, *held)));
        let mut fitting: Vec<Seen> = self.persons.iter().copied().filter(|p| fits(p.who)).collect();
        // Two who are named only later.
        let later = linker.links.entities.iter().filter(|(r, e)| e.kind == "Person" && role.is_some() && fits(*r));
        let unseen: Vec<Seen> = later.filter(|(r, _)| !fitting.iter().any(|p| p.who == *r)).map(|(who, _)| Seen { who, sentence: 0, subject: false }).collect();
        fitting.splice(0..0, unseen.into_iter().rev());
        let Some(last) = fitting.last().copied() else { return Vec::new() };
        let country = |r: Ref| linker.links.entities.get(r).country.first().cloned();
        let others = || fitting.iter().rev().filter(|p| p.who != last.who);
        let partner = others().find(|p| country(p.who) != country(last.who)).or_else(|| others().next());
        match partner {
            Some(p) => vec![p.who.min(last.who), p.who.max(last.who)],
            None => Vec::new(),
        }
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
        let scope = title.scope.map(|s| gaz.entity(s));
        let fits = |r: Ref| {
            if counterpart && Some(r) == subject {
                return false;
            }
            let entity = linker.links.entities.get(r);
            let said = linker.titles.get(&r).is_some_and(|t| {
                t.iter().any(|(role, s)| {
                    roles.iter().any(|wanted| gaz.covers(*wanted, *role))
                        && match (scope, s) {
                            (Some(want), Some(got)) => gaz.entity(*got).id == want.id || gaz.entity(*got).country.first() == want.country.first(),
                            (Some(want), None) => entity.country.iter().any(|c| want.country.contains(c)),
                            _ => true,
                        }
                })
            });
            let posts = linker.links.entities.row(r).map(|ix| gaz.entities[ix as usize].posts.as_slice()).unwrap_or_default();
            said || posts.iter().any(|p| {
                roles.iter().any(|wanted| gaz.covers(*wanted, p.role))
                    && linker.current(p.from, p.to)
                    && scope.is_none_or(|want| {
                        want.country.first().is_some_and(|c| p.scope.split('>').next() == Some(c)) || p.scope.strip_prefix("org:") == Some(want.id.as_str())
                    })
            })
        };
        // "The prime minister" without a country is the home country's where he was spoken of.
        let lexicon = &linker.pack.language(lang).lexicon;
        let home = |r: Ref| lexicon.home.as_ref().is_some_and(|h| linker.links.entities.get(r).country.contains(h));
        if scope.is_none()
            && !counterpart
            && lexicon.order == Order::VerbMedial
            && let Some(p) = self.persons.iter().rev().find(|p| home(p.who) && fits(p.who))
        {
            return Some(p.who);
        }
        // Who was spoken of last wins; else who is named later in the article.
        if let Some(p) = self.persons.iter().rev().find(|p| fits(p.who)) {
            return Some(p.who);
        }
        let mut later = linker.links.entities.iter().filter(|(r, e)| e.kind == "Person" && fits(*r)).map(|(r, _)| r);
        let first = later.next()?;
        later.next().is_none().then_some(first)
    }

    /// "his counterpart X": X holds the office of whom it is the counterpart of.
    pub(crate) fn counterpart(&self, linker: &Linker<'_>, linked: &Linked, before: &[Linked]) -> Option<(Ref, Title)> {
        let gaz = &linker.pack.gazetteer;
        let title = linked.mention.title.as_ref().filter(|t| gaz.roles[t.role as usize].id == "counterpart")?;
        let [person] = linked.refs[..] else { return None };
        let is_other = |r: &&Ref| **r != person && linker.links.entities.is(**r, "Person");
        let subject =
            before.iter().flat_map(|l| l.refs.iter()).find(is_other).copied().or_else(|| self.persons.iter().rev().map(|p| p.who).find(|r| *r != person))?;
        let posts = linker.links.entities.row(person).map(|ix| gaz.entities[ix as usize].posts.as_slice()).unwrap_or_default();
        let roles = self.roles_of(linker, subject);
        let held = roles.iter().find(|r| posts.iter().any(|p| gaz.covers(**r, p.role) && linker.current(p.from, p.to)));
        let role = *held.or_else(|| roles.first())?;
        Some((person, Title { role, scope: title.scope, former: title.former, own: false }))
    }

    fn roles_of(&self, linker: &Linker<'_>, r: Ref) -> Vec<u16> {
        let mut roles: Vec<u16> = linker.titles.get(&r).into_iter().flatten().map(|t| t.0).collect();
        if let Some(ix) = linker.links.entities.row(r) {
            roles.extend(linker.pack.gazetteer.entities[ix as usize].posts.iter().filter(|p| linker.current(p.from, p.to)).map(|p| p.role));
        }
        roles
    }
}
