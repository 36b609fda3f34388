//! Mentions: the phrases of a sentence that name or stand for something, each with what it says of its referent.
//!
//! A titled name ("Russian Defence Minister Andrei Belousov") is one mention that keeps the office and the
//! country it was named with. Nothing is resolved here: that is the work of `link`.

pub mod case;
mod bodies;
pub mod spot;
mod again;
mod respelt;
mod second;
mod scope;

use crate::pack::Pack;
use crate::pack::gazetteer::{EntityIx, Name, OrgKindIx, RoleIx, Strength};
use crate::pack::lexicon::{Case, Cases, Class, Order, Word};
use crate::text::token::TokenKind;
use spot::{Spots, Words};

/// What a mention says that it names. Token indexes are of the whole text.
#[expect(missing_docs, reason = "the fields are told with their variant")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A listed entity by a name of this strength; the rest are other entities of the same name.
    Listed { ix: EntityIx, weak: bool, rivals: Vec<EntityIx> },
    /// A body that every state has, of the country named with it (or of the reader's country).
    Body { kind: OrgKindIx, country: EntityIx },
    /// A person whom the gazetteer does not list; the name stands at `[name.0, name.1)`.
    Unlisted,
    /// An office without a name.
    Office,
    /// A country as an adjective: it is spoken of, yet takes no part.
    Adjective(EntityIx),
    /// People of a country.
    National(EntityIx),
    /// A word that stands for something said elsewhere: index into the lexicon's anaphors.
    Anaphor(u16),
}

/// An office as a phrase names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Which office.
    pub role: RoleIx,
    /// The country or body that it is named with.
    pub scope: Option<EntityIx>,
    /// Whether the phrase says that it is held no more.
    pub former: bool,
    /// Whether the holder is called the counterpart of somebody.
    pub own: bool,
    /// Whether two or more holders are meant ("both American ministers").
    pub many: bool,
    /// Further countries whose holders are meant ("of India and Japan").
    pub also: Vec<EntityIx>,
}

/// One mention.
#[derive(Clone, Debug)]
pub struct Mention {
    /// First token of the whole phrase, title included.
    pub from: usize,
    /// One past its last token.
    pub to: usize,
    /// Tokens of the name alone; equal to the phrase where there is no title.
    pub name: (usize, usize),
    /// What it names.
    pub what: What,
    /// The office that it is named with.
    pub title: Option<Title>,
    /// Countries and bodies that the title names, with their tokens.
    pub within: Vec<(usize, usize, EntityIx)>,
    /// Its grammatical relation, as its form or the marker beside it shows.
    pub case: Case,
    /// One past the marker that shows the case, or `to`.
    pub marked_to: usize,
    /// Mentions joined by "and" share a number.
    pub group: usize,
}

impl Mention {
    fn new(from: usize, to: usize, what: What) -> Self {
        Mention { from, to, name: (from, to), what, title: None, within: Vec::new(), case: Cases::NOM, marked_to: to, group: 0 }
    }

    /// One past the phrase and the marker after it.
    pub fn end(&self) -> usize {
        self.to.max(self.marked_to)
    }
}

/// Finds the mentions of each sentence, left to right and without overlap; the longest phrase wins.
/// The last word of an unlisted name is a mention wherever it stands again.
pub fn mentions(pack: &Pack, text: &Words<'_>, spots: &[Spots<'_>]) -> Vec<Vec<Mention>> {
    let mut all: Vec<Vec<Mention>> = spots
        .iter()
        .map(|s| {
            let finder = Finder { pack, text, spots: s };
            let mut out: Vec<Mention> = Vec::new();
            let mut i = s.start();
            while i < s.end() {
                match finder.at(i) {
                    Some(mut m) => {
                        finder.add_apposition(&mut m);
                        finder.spell_out(&mut m);
                        i = m.to;
                        out.push(m);
                        i = finder.more_bodies(i, &mut out);
                    }
                    None => i += 1,
                }
            }
            out
        })
        .collect();
    again::unlisted(text, spots, &mut all);
    second::add_persons(pack, text, spots, &mut all);
    again::listed(pack, text, spots, &mut all);
    respelt::surnames(pack, text, spots, &mut all);
    for (s, list) in spots.iter().zip(&mut all) {
        again::share_title(pack, text, s, list);
    }
    for (s, list) in spots.iter().zip(&mut all) {
        case::assign(pack, text, s, list);
    }
    all
}

struct Finder<'a> {
    pack: &'a Pack,
    text: &'a Words<'a>,
    spots: &'a Spots<'a>,
}

impl Finder<'_> {
    fn at(&self, i: usize) -> Option<Mention> {
        let titled = self.titled(i);
        let plain = self.plain(i);
        let anaphor = self.anaphor(i);
        // A name that begins with its bearer's office says the office too.
        let named = titled.as_ref().is_some_and(|m| matches!(m.what, What::Listed { .. }) && m.title.is_some());
        let order = if named { [titled, plain, anaphor] } else { [plain, titled, anaphor] };
        order.into_iter().flatten().reduce(|best, m| if m.to > best.to { m } else { best })
    }

    /// The longest listed name at `i`, with others of the same length as rivals.
    fn entity(&self, i: usize, kind: Option<&str>) -> Option<(usize, EntityIx, bool, Vec<EntityIx>)> {
        let gaz = &self.pack.gazetteer;
        let mut longest = 0;
        let mut list: Vec<(u8, EntityIx, bool)> = Vec::new();
        for (end, name) in self.spots.names(i) {
            let Name::Entity { ix, strength, .. } = name else { continue };
            if kind.is_some_and(|k| gaz.entity(*ix).kind != k) {
                continue;
            }
            let rank = match strength {
                Strength::Context(_) => 0,
                Strength::Strong => 1,
                Strength::Weak => 2,
            };
            if *end > longest {
                longest = *end;
                list.clear();
            }
            if *end == longest {
                list.push((rank, *ix, rank == 2));
            }
        }
        list.sort();
        list.dedup_by_key(|x| x.1);
        let ((_, ix, weak), rivals) = list.split_first()?;
        Some((longest, *ix, *weak, rivals.iter().map(|x| x.1).collect()))
    }

    fn role(&self, i: usize) -> Option<(usize, RoleIx)> {
        self.spots.names(i).iter().rev().find_map(|(end, n)| if let Name::Role { ix, .. } = n { Some((*end, *ix)) } else { None })
    }

    fn adjective(&self, i: usize) -> Option<(usize, EntityIx)> {
        self.spots.names(i).iter().rev().find_map(|(end, n)| if let Name::Adjective { country, .. } = n { Some((*end, *country)) } else { None })
    }

    fn org_kind(&self, i: usize) -> Option<(usize, OrgKindIx)> {
        self.spots.names(i).iter().rev().find_map(|(end, n)| if let Name::OrgKind { ix } = n { Some((*end, *ix)) } else { None })
    }

    /// `[country] [modifiers] office [name]`, or `country body`.
    fn titled(&self, i: usize) -> Option<Mention> {
        let verb_final = self.spots.language.lexicon.order == Order::VerbFinal;
        let own = self.spots.class(i, Class::Own).is_some();
        let both = self.spots.class(i, Class::Both).filter(|_| verb_final);
        let mut at = self.spots.class(i, Class::Own).or(both).unwrap_or(i);
        let first = self.joined_scope(at);
        at = first.map_or(at, |(next, _)| next);
        let mut within = Vec::new();
        let scope = self.scope(at);
        // "both leaders" of no country are an anaphor.
        if both.is_some() && scope.is_none() {
            return None;
        }
        let mut j = scope.map_or(at, |(_, next, _)| next);
        if let Some((end, _, ix)) = scope {
            within.push((at, end, ix));
            if let Some(m) = self.capital(i, j, ix, &within) {
                return Some(m);
            }
            // "Country's own kind of body".
            if let Some((end, kind)) = self.org_kind(j) {
                let longer_role = self.role(j).is_some_and(|(e, _)| e > end);
                if self.pack.gazetteer.entity(ix).class == "Country" && !longer_role {
                    return Some(Mention { within, ..Mention::new(i, end, What::Body { kind, country: ix }) });
                }
            }
        }
        let mut former = false;
        while let Some(end) = self.modifier(j) {
            // "the chief X", by itself an office too, and no modifier where no office follows.
            let last = || self.role(end).is_none() && self.modifier(end).is_none();
            if self.role(j).is_some_and(|(e, _)| e > end || (e == end && last())) {
                break;
            }
            former |= self.spots.class(j, Class::Former).is_some();
            j = end;
        }
        let (mut end, mut role) = self.role(j)?;
        let mut scope_ix = scope.map(|s| s.2);
        // "the president's press secretary": the second office, of the first one's country.
        if let Some(next) = self.genitive(end)
            && let Some((e, second)) = self.role(next)
        {
            (end, role) = (e, second);
        }
        if scope_ix.is_none()
            && let Some((e, ix)) = self.of_scope(end)
        {
            within.push((e.0, e.1, ix));
            scope_ix = Some(ix);
            end = e.1;
        }
        within.extend(first.map(|(_, (from, to, ix))| (from, to, ix)));
        let also: Vec<EntityIx> = first.map(|f| f.1.2).into_iter().collect();
        let title = Title { role, scope: scope_ix, former, own, many: both.is_some() || !also.is_empty(), also };
        let mut k = end;
        while let Some(e) = self.spots.class(k, Class::Honorific).or_else(|| self.comma_before_name(k)) {
            k = e;
        }
        // A second office of the same person before the name ("Prime Minister and BJP leader") is left to the name.
        let longer = |(e, _, weak, _): &(usize, EntityIx, bool, Vec<EntityIx>)| *weak && self.unlisted_name(k).is_some_and(|other| other > *e);
        if let Some((e, ix, weak, rivals)) = self.entity(k, Some("Person")).filter(|found| self.may_hold(found.1, role) && !longer(found)) {
            let mut title = title;
            // "King Abdullah of Jordan": the country after the name.
            let scope = if title.scope.is_none() { self.of_scope(e).filter(|(_, ix)| self.pack.gazetteer.entity(*ix).class == "Country") } else { None };
            let to = scope.map_or(e, |(at, country)| {
                within.push((at.0, at.1, country));
                title.scope = Some(country);
                at.1
            });
            return Some(Mention { name: (k, e), title: Some(title), within, ..Mention::new(i, to, What::Listed { ix, weak, rivals }) });
        }
        // "the expert X" names nobody by one word, which may be any word.
        let enough = |e: usize| {
            self.pack.gazetteer.roles[role as usize].office || !verb_final || (k..e).filter(|i| self.text.tokens.get(*i).kind == TokenKind::Word).count() > 1
        };
        // "the chief X" may be any chief thing where it is nobody's chief.
        let vague = scope_ix.is_none() && self.spots.class(j, Class::Modifier).is_some();
        if let Some(e) = self.namesake(k, role).or_else(|| self.unlisted_name(k).filter(|e| enough(*e) && !vague)) {
            return Some(Mention { name: (k, e), title: Some(title), within, ..Mention::new(i, e, What::Unlisted) });
        }
        // "leaders", "ministers": many are nobody, but for those whose countries are all named.
        let plural = self.spots.class(end - 1, Class::Many).is_some() && !title.many;
        if plural || (self.spots.language.lexicon.order == Order::VerbMedial && self.is_common(end - 1)) {
            return None;
        }
        let indefinite = i > self.spots.start() && (self.spots.class(i - 1, Class::Indefinite) == Some(i));
        if indefinite {
            // "some Indian prime minister": the country is spoken of, nobody in particular holds the office.
            return scope.map(|(to, _, ix)| Mention { name: (at, to), ..Mention::new(i, end, What::Adjective(ix)) });
        }
        Some(Mention { title: Some(title), within, ..Mention::new(i, end, What::Office) })
    }

    /// "the capital of Russia": the city by the word for it.
    fn capital(&self, i: usize, j: usize, country: EntityIx, within: &[(usize, usize, EntityIx)]) -> Option<Mention> {
        let end = self.spots.class(j, Class::Capital)?;
        let gaz = &self.pack.gazetteer;
        let ix = gaz.by_id(&gaz.entities[country as usize].capital)?;
        // Where the city's own name follows, that name is the mention.
        if self.entity(end, Some("Place")).is_some() {
            return None;
        }
        Some(Mention { within: within.to_vec(), ..Mention::new(i, end, What::Listed { ix, weak: false, rivals: Vec::new() }) })
    }

    /// A name that spells out countries speaks of them too.
    fn spell_out(&self, m: &mut Mention) {
        let What::Listed { ix, .. } = &m.what else { return };
        let gaz = &self.pack.gazetteer;
        if !gaz.spells_countries(&gaz.entity(*ix).class) {
            return;
        }
        for i in m.name.0..m.name.1 {
            for (end, name) in self.spots.names(i) {
                if let Name::Entity { ix, .. } | Name::Adjective { country: ix, .. } = name
                    && *end <= m.name.1
                    && (i, *end) != m.name
                    && gaz.entity(*ix).class == "Country"
                {
                    m.within.push((i, *end, *ix));
                }
            }
        }
    }

    fn modifier(&self, i: usize) -> Option<usize> {
        [Class::Modifier, Class::Former, Class::Honorific].into_iter().find_map(|c| self.spots.class(i, c))
    }

    fn genitive(&self, i: usize) -> Option<usize> {
        self.spots.words(i).iter().find(|(e, w)| *e == i + 1 && *w == Word::Case(Cases::GEN)).map(|(e, _)| *e)
    }

    /// Whether a listed person can bear an office of one holder: it is among their posts, or none is known of them.
    fn may_hold(&self, person: EntityIx, role: RoleIx) -> bool {
        let gaz = &self.pack.gazetteer;
        let posts = &gaz.entities[person as usize].posts;
        !gaz.roles[role as usize].unique
            || posts.is_empty()
            || posts.iter().any(|p| gaz.covers(role, p.role) || gaz.covers(p.role, role))
            || !posts.iter().any(|p| gaz.roles[p.role as usize].unique)
    }

    /// A comma between office and name ("the foreign minister, S. Jaishankar").
    fn comma_before_name(&self, i: usize) -> Option<usize> {
        (self.text.tokens.form(i) == ","
            && i + 1 < self.spots.end()
            && self.spots.language.lexicon.order == Order::VerbMedial
            && self.entity(i + 1, Some("Person")).is_some())
        .then_some(i + 1)
    }

    /// Up to four words that the pack does not know, right after an office: the name of its holder.
    fn unlisted_name(&self, i: usize) -> Option<usize> {
        let tokens = self.text.tokens;
        let latin = self.spots.language.lexicon.order == Order::VerbMedial;
        let mut k = i;
        let mut words = 0;
        while k < self.spots.end() && words < 4 {
            let t = tokens.get(k);
            let initial = t.kind == TokenKind::Punct && tokens.form(k) == "." && k > i && tokens.form(k - 1).chars().count() <= 2;
            if initial || (t.kind == TokenKind::Punct && tokens.form(k) == "-" && k > i && !t.spaced) {
                k += 1;
                continue;
            }
            let script = tokens.form(k).is_ascii() == latin || (latin && t.capital);
            let known = self.spots.is_known(k) || self.spots.names(k).iter().any(|(_, n)| !matches!(n, Name::Entity { strength: Strength::Weak, .. }));
            if t.kind != TokenKind::Word || !script || known || (latin && !t.capital) || self.is_common(k) {
                break;
            }
            words += 1;
            k += 1;
        }
        let long_enough = words >= 2 || (words == 1 && tokens.form(i).chars().count() > 3 && (latin || self.spots.case(k).is_some()));
        (words > 0 && long_enough).then_some(k)
    }

    fn is_common(&self, i: usize) -> bool {
        self.spots.class(i, Class::Common).is_some()
    }

    /// A name without title, a country's adjective or people, a body of the reader's country.
    fn plain(&self, i: usize) -> Option<Mention> {
        let made = |to, what| Some(Mention::new(i, to, what));
        let entity = self.entity(i, None);
        let adjective = self.adjective(i);
        if let Some((end, ix, weak, rivals)) = entity
            && adjective.is_none_or(|(e, _)| end >= e)
        {
            return made(end, What::Listed { ix, weak, rivals });
        }
        if let Some((end, country)) = adjective {
            return made(end, What::Adjective(country));
        }
        let national =
            self.spots.names(i).iter().rev().find_map(|(end, n)| if let Name::National { country } = n { made(*end, What::National(*country)) } else { None });
        national.or_else(|| self.met(i))
    }

    /// "met Anna Lührmann": an unknown name of two words after a verb that only persons are the object of.
    fn met(&self, i: usize) -> Option<Mention> {
        let spots = self.spots;
        let after = (i.saturating_sub(2).max(spots.start())..i).any(|k| spots.class(k, Class::Meets) == Some(i));
        let end = self.unlisted_name(i).filter(|end| after && (i..*end).filter(|k| self.text.tokens.get(*k).kind == TokenKind::Word).count() > 1)?;
        Some(Mention::new(i, end, What::Unlisted))
    }

    /// Whether a verb, "and" or punctuation stands at `i`.
    fn opens_verb(&self, i: usize) -> bool {
        let verbal =
            [Class::Verb, Class::Light, Class::Auxiliary, Class::Passive, Class::Finite, Class::And].into_iter().any(|c| self.spots.class(i, c).is_some());
        i >= self.spots.end()
            || verbal
            || self.text.tokens.get(i).kind == TokenKind::Punct
            || self.spots.words(i).iter().any(|(_, w)| matches!(w, Word::Trigger(_)))
    }

    fn anaphor(&self, i: usize) -> Option<Mention> {
        self.spots.words(i).iter().rev().find_map(|(end, w)| {
            let Word::Anaphor(a) = w else { return None };
            // "the two S-400 units": a number before a noun, no anaphor.
            let medial = self.spots.language.lexicon.order == Order::VerbMedial;
            if medial && self.spots.class(i, Class::Determiner) == Some(*end) && !self.opens_verb(*end) {
                return None;
            }
            let case = self.spots.language.lexicon.anaphors[*a as usize].case;
            Some(Mention { case: case.unwrap_or(Cases::NOM), ..Mention::new(i, *end, What::Anaphor(*a)) })
        })
    }

    /// "Rajnath Singh, India's defence minister,": an office after the name belongs to the name.
    fn add_apposition(&self, m: &mut Mention) {
        if m.title.is_some() || !matches!(&m.what, What::Listed { ix, .. } if self.pack.gazetteer.entity(*ix).kind == "Person") {
            return;
        }
        let opens = self.text.tokens.form(m.to);
        if m.to + 1 >= self.spots.end() || !(opens == "," || opens == "(") {
            return;
        }
        let start = self.spots.class(m.to + 1, Class::Determiner).unwrap_or(m.to + 1);
        let Some(office) = self.titled(start) else { return };
        let closes = self.text.tokens.form(office.to);
        if office.what == What::Office && (closes == "," || closes == ")" || office.to >= self.spots.end() || closes == ".") {
            m.to = office.to + usize::from(closes == ")");
            m.title = office.title;
            m.within = office.within;
        }
    }
}
