//! Entity linking: which thing each mention means, over the whole article.
//!
//! Two passes. The first settles what needs no neighbours: listed names, bodies, unlisted names with a title,
//! country words; a weak name only where a strong one of the same entity stands elsewhere or its title fits.
//! The second goes through the text in order with a memory of who was spoken of, and settles offices
//! without a name, counterparts, pronouns and pairs. What neither settles refers to nothing.

pub mod year;
pub mod discourse;
mod entities;
mod leaders;
mod naming;

use std::collections::{BTreeMap, BTreeSet};

use crate::mention::spot::Words;
use crate::mention::{Mention, Title, What};
use crate::model::{Lang, PartialDate, Position};
use crate::pack::Pack;
use crate::pack::gazetteer::{EntityIx, RoleIx};
use crate::pack::lexicon::{Cases, Class, Order, Refers, Word};
use crate::text::token::{Sentence, TokenKind};
use discourse::Discourse;
pub use entities::Entities;
use naming::Names;

/// Index into the entities of one article.
pub type Ref = u32;

/// A mention with its referents: one, two for a pair, none where it is not known.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The phrase.
    pub mention: Mention,
    /// Whom or what it means.
    pub refs: Vec<Ref>,
    /// Whether it stands for its referent by a name (a pronoun or office does not).
    pub named: bool,
    /// Whether it is an adjective or people of a country: it names the country but takes no part.
    pub attributive: bool,
}

/// A person and the office that a phrase gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The person.
    pub person: Ref,
    /// The office.
    pub position: Position,
    /// Tokens of the phrase.
    pub from: usize,
    /// One past its last token.
    pub to: usize,
}

/// The linked mentions of an article, sentence by sentence.
#[derive(Debug, Default)]
pub struct Links {
    /// One list a sentence, in text order.
    pub sentences: Vec<Vec<Linked>>,
    /// What they refer to.
    pub entities: Entities,
    /// Offices that titled names give.
    pub holdings: Vec<Holding>,
    /// The two countries that the article is most about, most named first.
    pub countries: Vec<Ref>,
    /// The leaders of these two, if the article speaks of both.
    pub leaders: Vec<Ref>,
}

/// When and where a report was written, as far as it says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filed {
    /// Its day.
    pub date: Option<PartialDate>,
    /// The place of its dateline.
    pub place: Option<EntityIx>,
}

/// Links all mentions of an article.
pub fn link(pack: &Pack, text: &Words<'_>, sentences: &[Sentence], mentions: Vec<Vec<Mention>>, filed: Filed) -> Links {
    let mut linker = Linker { pack, text, links: Links::default(), titles: BTreeMap::new(), date: filed.date, here: None, names: Names::default() };
    let strong = linker.strong_names(&mentions);
    linker.names = linker.full_names(&mentions);
    for list in mentions {
        let linked = list.into_iter().map(|m| linker.settle(m, &strong)).collect();
        linker.links.sentences.push(linked);
    }
    linker.count_countries();
    let says_here = |l: &Linked| matches!(l.mention.what, What::Anaphor(a) if pack.languages.iter().any(|p| p.lexicon.anaphors.get(a as usize).is_some_and(|a| a.refers == Refers::Here)));
    if linker.links.sentences.iter().flatten().any(says_here) {
        linker.here = filed.place.map(|ix| linker.links.entities.listed(pack, ix));
    }
    linker.walk(sentences);
    linker.links.leaders = linker.leaders();
    linker.links
}

pub(crate) struct Linker<'a> {
    pub(crate) pack: &'a Pack,
    pub(crate) text: &'a Words<'a>,
    pub(crate) links: Links,
    /// Offices that the article gives to each person: (office, scope).
    pub(crate) titles: BTreeMap<Ref, BTreeSet<(RoleIx, Option<EntityIx>)>>,
    pub(crate) date: Option<PartialDate>,
    /// Where the report is filed from, if it says "here".
    pub(crate) here: Option<Ref>,
    names: Names,
}

impl Linker<'_> {
    /// Entities that the article names by a strong form.
    fn strong_names(&self, mentions: &[Vec<Mention>]) -> BTreeSet<EntityIx> {
        let all = mentions.iter().flatten();
        all.filter_map(|m| match &m.what {
            What::Listed { ix, weak: false, rivals } if rivals.is_empty() => Some(*ix),
            _ => None,
        })
        .collect()
    }

    /// First pass: one mention by itself.
    fn settle(&mut self, m: Mention, strong: &BTreeSet<EntityIx>) -> Linked {
        let pack = self.pack;
        for (_, _, ix) in &m.within {
            self.links.entities.listed(pack, *ix);
        }
        let refs = match &m.what {
            What::Listed { ix, weak, rivals } => {
                self.choose(*ix, *weak, rivals, &m, strong).map(|ix| self.links.entities.listed(pack, ix)).into_iter().collect()
            }
            What::Body { kind, country } => self.state_body(*kind, *country).into_iter().collect(),
            What::Unlisted => vec![self.unlisted(&m)],
            What::Adjective(ix) | What::National(ix) => vec![self.links.entities.listed(pack, *ix)],
            What::Office | What::Anaphor(_) => Vec::new(),
        };
        let attributive = matches!(m.what, What::Adjective(_) | What::National(_));
        let named = !matches!(m.what, What::Office | What::Anaphor(_));
        if let (Some(title), [person]) = (&m.title, refs.as_slice()) {
            let title = title.clone();
            self.hold(*person, &title, m.from, m.to);
        }
        Linked { mention: m, refs, named, attributive }
    }

    fn choose(&self, ix: EntityIx, weak: bool, rivals: &[EntityIx], m: &Mention, strong: &BTreeSet<EntityIx>) -> Option<EntityIx> {
        let title = m.title.as_ref();
        let all: Vec<EntityIx> = std::iter::once(ix).chain(rivals.iter().copied()).collect();
        let fits_title =
            |ix: &EntityIx| title.is_some_and(|t| self.pack.gazetteer.entities[*ix as usize].posts.iter().any(|p| self.pack.gazetteer.covers(t.role, p.role)));
        if let Some(found) = all.iter().find(|ix| fits_title(ix)) {
            return Some(*found);
        }
        // One name of a body and of its seat: in or at it is the place.
        let kind = |ix: &EntityIx| self.pack.gazetteer.entity(*ix).kind.as_str();
        if all.iter().any(|x| kind(x) == "Place") && all.iter().any(|x| kind(x) == "Organization") {
            let located = self.pack.languages.iter().any(|l| l.lexicon.is_case(m.case, &["loc", "on", "in", "at"]));
            let wanted = if located { "Place" } else { "Organization" };
            return all.iter().find(|x| kind(x) == wanted).copied();
        }
        if let Some(found) = all.iter().find(|ix| strong.contains(ix)) {
            return Some(*found);
        }
        (!weak).then_some(ix)
    }

    fn state_body(&mut self, kind: u16, country: EntityIx) -> Option<Ref> {
        let code = self.pack.gazetteer.entity(country).country.first()?.clone();
        match self.pack.gazetteer.state_body(kind, &code)? {
            Ok(ix) => Some(self.links.entities.listed(self.pack, ix)),
            Err(made) => Some(self.links.entities.made(made)),
        }
    }

    /// Notes that a person holds an office, in the scope that the phrase or the gazetteer gives.
    fn hold(&mut self, person: Ref, title: &Title, from: usize, to: usize) {
        let gaz = &self.pack.gazetteer;
        let row = self.links.entities.row(person);
        let posts = row.map(|ix| gaz.entities[ix as usize].posts.as_slice()).unwrap_or_default();
        self.titles.entry(person).or_default().insert((title.role, title.scope));
        if title.former {
            return;
        }
        let said = title.scope.map(|s| gaz.entity(s));
        let scope_fits = |scope: &str| match said {
            None => true,
            Some(e) if e.class == "Country" => e.country.first().is_some_and(|c| scope.split('>').next() == Some(c) || self.org_country(scope) == Some(c)),
            Some(e) => scope.strip_prefix("org:") == Some(e.id.as_str()) || scope == e.id || e.country.first().is_some_and(|c| scope == c),
        };
        let listed = posts
            .iter()
            .filter(|p| scope_fits(&p.scope))
            .find(|p| p.role == title.role)
            .or_else(|| posts.iter().filter(|p| scope_fits(&p.scope)).find(|p| gaz.covers(title.role, p.role) && self.current(p.from, p.to)));
        let position = match listed {
            Some(post) => gaz.position(post.role, &post.scope),
            None if !gaz.roles[title.role as usize].office => {
                // A counterpart holds the office of the other side; which one, the gazetteer says.
                let counterpart = gaz.roles[title.role as usize].id == "counterpart";
                let held = posts.iter().filter(|p| counterpart && scope_fits(&p.scope)).find(|p| self.current(p.from, p.to));
                held.and_then(|p| gaz.position(p.role, &p.scope))
            }
            None => {
                let own = self.links.entities.get(person).country.first().cloned();
                let scope = match said {
                    Some(e) if e.class == "Country" => e.country.first().cloned(),
                    Some(e) => Some(format!("org:{}", e.id)),
                    None => own,
                };
                let role = &gaz.roles[title.role as usize];
                let missing = role.of_body && said.is_none_or(|e| e.class == "Country");
                scope.filter(|_| role.id != "minister" && !missing).and_then(|s| gaz.position(title.role, &s))
            }
        };
        if let Some(position) = position {
            self.links.holdings.push(Holding { person, position, from, to });
        }
    }

    fn org_country(&self, scope: &str) -> Option<&String> {
        let ix = self.pack.gazetteer.by_id(scope.strip_prefix("org:")?)?;
        self.pack.gazetteer.entity(ix).country.first()
    }

    /// Whether a term covers the article's day, as far as is known.
    pub(crate) fn current(&self, from: Option<PartialDate>, to: Option<PartialDate>) -> bool {
        match self.date {
            Some(day) => from.is_none_or(|f| f <= day || f.fits(day)) && to.is_none_or(|t| t >= day || t.fits(day)),
            None => true,
        }
    }

    /// Whether somebody holds one of the offices in the scope now: by the gazetteer, or by a title that the article gives
    /// to one of whom the gazetteer knows no other term of it.
    pub(crate) fn holds(&self, r: Ref, roles: &[RoleIx], scope: Option<EntityIx>) -> bool {
        let gaz = &self.pack.gazetteer;
        let entity = self.links.entities.get(r);
        let scope = scope.map(|s| gaz.entity(s));
        let meant = |role: RoleIx| roles.iter().any(|wanted| gaz.covers(*wanted, role));
        let posts = self.links.entities.row(r).map(|ix| gaz.entities[ix as usize].posts.as_slice()).unwrap_or_default();
        let mut of_office = posts.iter().filter(|p| meant(p.role)).peekable();
        let gone = of_office.peek().is_some() && of_office.clone().all(|p| !self.current(p.from, p.to));
        let said = !gone
            && self.titles.get(&r).is_some_and(|t| {
                t.iter().any(|(role, s)| {
                    meant(*role)
                        && match (scope, s) {
                            (Some(want), Some(got)) => gaz.entity(*got).id == want.id || gaz.entity(*got).country.first() == want.country.first(),
                            (Some(want), None) => entity.country.iter().any(|c| want.country.contains(c)),
                            _ => true,
                        }
                })
            });
        said || of_office.any(|p| {
            self.current(p.from, p.to)
                && scope.is_none_or(|want| {
                    want.country.first().is_some_and(|c| p.scope.split('>').next() == Some(c)) || p.scope.strip_prefix("org:") == Some(want.id.as_str())
                })
        })
    }

    fn count_countries(&mut self) {
        let mut count: BTreeMap<Ref, usize> = BTreeMap::new();
        let gaz = &self.pack.gazetteer;
        let mut spoken: Vec<EntityIx> = Vec::new();
        for l in self.links.sentences.iter().flatten() {
            for r in &l.refs {
                // People, cities and bodies speak of their country too.
                let codes = self.links.entities.get(*r).country.clone();
                if let ([code], false) = (codes.as_slice(), self.links.entities.is(*r, "MediaOrganization")) {
                    spoken.extend(gaz.country(code));
                }
            }
            spoken.extend(l.mention.within.iter().map(|w| w.2).filter(|ix| gaz.entity(*ix).class == "Country"));
        }
        for ix in spoken {
            let country = self.links.entities.listed(self.pack, ix);
            *count.entry(country).or_default() += 1;
        }
        let mut order: Vec<(Ref, usize)> = count.into_iter().collect();
        order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        self.links.countries = order.into_iter().map(|x| x.0).collect();
    }

    /// An office with its country that means a listed holder says the position too, without the name.
    fn hold_by_office(&mut self, linked: &Linked) {
        let (What::Office, Some(title), [person]) = (&linked.mention.what, &linked.mention.title, linked.refs.as_slice()) else { return };
        let gaz = &self.pack.gazetteer;
        let posts = self.links.entities.row(*person).map(|ix| gaz.entities[ix as usize].posts.as_slice()).unwrap_or_default();
        let held = gaz.roles[title.role as usize].unique && posts.iter().any(|p| p.role == title.role);
        if let (true, Some(_)) = (held, title.scope) {
            let title = title.clone();
            self.hold(*person, &title, linked.mention.from, linked.mention.to);
        }
    }

    /// An unnamed spokesman speaks for the body that the office is named with.
    fn body_of(&mut self, m: &Mention, lang: Lang) -> Option<Ref> {
        let scope = m.title.as_ref().and_then(|t| t.scope).filter(|_| m.what == What::Office)?;
        let medial = self.pack.language(lang).lexicon.order == Order::VerbMedial;
        (medial && self.pack.gazetteer.entity(scope).kind == "Organization").then(|| self.links.entities.listed(self.pack, scope))
    }

    /// Whether a verb follows the mention, as its subject in a verb-medial language.
    fn acts(&self, m: &Mention, sentence: &Sentence) -> bool {
        let lexicon = &self.pack.language(sentence.lang).lexicon;
        lexicon.order == Order::VerbMedial && m.to < sentence.to && lexicon.lemmas.contains_key(&self.text.numbers[m.to])
    }

    /// "The capital" by itself is the home country's.
    fn home_capital(&mut self, list: &[Linked], n: usize, lang: Lang) -> Option<Ref> {
        let m = &list[n].mention;
        // "Hungary's capital Budapest" names both.
        let named = list.get(n + 1).is_some_and(|l| l.mention.from == m.to) || n > 0 && list[n - 1].mention.marked_to == m.from;
        if named {
            return None;
        }
        let What::Anaphor(a) = m.what else { return None };
        let lexicon = &self.pack.language(lang).lexicon;
        if lexicon.anaphors[a as usize].refers != Refers::Capital {
            return None;
        }
        let gaz = &self.pack.gazetteer;
        let country = gaz.country(lexicon.home.as_deref()?)?;
        let city = gaz.by_id(&gaz.entities[country as usize].capital)?;
        Some(self.links.entities.listed(self.pack, city))
    }

    /// Whether a word by itself is of a class.
    pub(crate) fn is_word(&self, i: usize, lang: Lang, class: Class) -> bool {
        let number = self.text.numbers[i];
        number != 0 && self.pack.language(lang).lexicon.words.values(&[number]).contains(&Word::Class(class))
    }

    /// Whether a clause ends between two tokens: at punctuation or a joint, or at "and" after a finite verb.
    pub(crate) fn ends_clause(&self, from: usize, to: usize) -> bool {
        let any = |i: usize, class| self.pack.languages.iter().any(|l| self.is_word(i, l.lexicon.lang, class));
        (from..to).any(|i| {
            self.text.tokens.get(i).kind == TokenKind::Punct
                || self.pack.opens_clause(self.text.numbers[i])
                || (any(i, Class::And) && i > 0 && any(i - 1, Class::Finite))
        })
    }

    /// "X's word is that …", "according to X": the words of X follow.
    fn is_quoted(&self, m: &Mention, lang: Lang) -> bool {
        let lexicon = &self.pack.language(lang).lexicon;
        lexicon.is_case(m.case, &["from-point"]) || (m.case == Cases::GEN && m.end() < self.text.numbers.len() && self.is_word(m.end(), lang, Class::Saying))
    }

    /// "A said that X …", "A came, where X …": a clause of another subject that the one of A holds.
    fn is_within(&self, list: &[Linked], n: usize, lang: Lang) -> bool {
        let subject = |l: &&Linked| matches!(l.mention.case, Cases::SUBJ | Cases::NOM) && l.refs.iter().any(|r| self.links.entities.is(*r, "Person"));
        let holder = list[..n].iter().find(subject);
        holder.is_some_and(|l| (l.mention.end()..list[n].mention.from).any(|i| self.is_word(i, lang, Class::That)))
    }

    /// "X was given an award": the person to whom it is done opens a sentence in which nobody does it.
    fn is_topic(&self, list: &[Linked], n: usize, lang: Lang) -> bool {
        let lexicon = &self.pack.language(lang).lexicon;
        let agent = |l: &Linked| {
            let person =
                matches!(l.mention.what, What::Office | What::Unlisted | What::Anaphor(_)) || l.refs.iter().any(|r| self.links.entities.is(*r, "Person"));
            person && matches!(l.mention.case, Cases::SUBJ | Cases::NOM)
        };
        lexicon.order == Order::VerbFinal && lexicon.is_case(list[n].mention.case, &["dat"]) && !list.iter().any(agent)
    }

    /// Whether an agent marker follows an office that nothing resolves, or a word that may be a name.
    fn has_stranger(&self, sentence: &Sentence, list: &[Linked]) -> bool {
        let lexicon = &self.pack.language(sentence.lang).lexicon;
        (sentence.from + 1..sentence.to).any(|i| {
            let number = self.text.numbers[i];
            if number == 0 || !lexicon.words.values(&[number]).contains(&Word::Case(Cases::SUBJ)) {
                return false;
            }
            match list.iter().find(|l| l.mention.from < i && i < l.mention.end()) {
                Some(l) => l.refs.is_empty() && matches!(l.mention.what, What::Office | What::Unlisted),
                None => {
                    let before = self.text.numbers[i - 1];
                    before == 0 || lexicon.words.values(&[before]).is_empty()
                }
            }
        })
    }

    /// Second pass, in text order.
    fn walk(&mut self, sentences: &[Sentence]) {
        let mut memory = Discourse::default();
        for (s, sentence) in sentences.iter().enumerate() {
            memory.begin(s);
            let mut list = std::mem::take(&mut self.links.sentences[s]);
            for n in 0..list.len() {
                if let Some(capital) = self.home_capital(&list, n, sentence.lang) {
                    list[n].refs = vec![capital];
                } else if list[n].refs.is_empty() {
                    let refs = memory.resolve(self, &list[n].mention, &list, n, sentence.lang);
                    list[n].refs = refs;
                }
                if let Some((person, title)) = memory.counterpart(self, &list[n], &list[..n]) {
                    let (from, to) = (list[n].mention.from, list[n].mention.to);
                    self.hold(person, &title, from, to);
                }
                self.hold_by_office(&list[n]);
                if list[n].refs.is_empty() {
                    list[n].refs = self.body_of(&list[n].mention, sentence.lang).into_iter().collect();
                }
                let quoted = self.is_quoted(&list[n].mention, sentence.lang) || self.is_topic(&list, n, sentence.lang);
                let acts = self.acts(&list[n].mention, sentence);
                let medial = self.pack.language(sentence.lang).lexicon.order == Order::VerbMedial;
                let within = self.is_within(&list, n, sentence.lang);
                memory.note(&self.links.entities, &list[n], &list[..n], quoted || acts, medial, within);
            }
            if self.has_stranger(sentence, &list) {
                memory.note_stranger();
            }
            self.links.sentences[s] = list;
        }
    }
}

/// Lower-case ASCII letters and digits joined by `-`.
pub fn slug(s: &str) -> String {
    let mut out = String::new();
    for c in s.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}
