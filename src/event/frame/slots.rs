//! Filling the slots of a frame: the phrases around the trigger, the subjects of clauses and sentences before, defaults.

use std::collections::{BTreeMap, BTreeSet};

use super::Reader;
use super::syntax::Stance;
use crate::link::{Linked, Ref};
use crate::pack::frame::{Default, Pos, Slot, Where};
use crate::pack::lexicon::{Case, Cases, Class, Order, Word};
use crate::text::token::TokenKind;
use crate::time::TimeValue;

/// Who take part in a meeting on one side of it, as one coordination names them.
pub(super) struct Side {
    group: usize,
    /// The people.
    pub refs: BTreeSet<Ref>,
    /// Whether somebody else meets them: "with A and B".
    met: bool,
}

/// What the slots of a frame have been filled with so far.
#[derive(Default)]
pub(super) struct Filled {
    /// Fillers by role.
    pub roles: Roles,
    used: BTreeSet<Ref>,
    /// Who meets whom.
    pub sides: Vec<Side>,
}

/// Fillers by role.
pub(super) type Roles = BTreeMap<String, BTreeSet<Ref>>;

impl Filled {
    /// Adds what a phrase means to the role of a slot.
    fn take(&mut self, refs: impl Iterator<Item = Ref>, slot: &Slot) {
        for r in refs {
            if self.used.insert(r) {
                self.roles.entry(slot.role.clone()).or_default().insert(r);
            }
        }
    }

    /// Notes on which side of a meeting the phrase stands; `met` where somebody else meets them.
    fn side(&mut self, l: &Linked, slot: &Slot, met: bool) {
        let refs = l.refs.iter().copied();
        match self.sides.iter_mut().find(|s| s.group == l.mention.group) {
            _ if slot.role != "participant" => {}
            Some(s) => s.refs.extend(refs),
            None => self.sides.push(Side { group: l.mention.group, refs: refs.collect(), met }),
        }
    }

    /// Whether all that is known is whom somebody met: these did not thereby meet each other.
    pub fn one_sided(&self) -> bool {
        matches!(self.sides.as_slice(), [side] if side.met)
    }
}

impl Reader<'_> {
    /// Fills a role with the nearest phrases that bear one of the cases of its slot; `used` are the fillers of earlier slots.
    pub(super) fn fill(&self, slot: &Slot, stance: Stance, passive: bool, (c0, c1): (usize, usize), filled: &mut Filled) {
        let comitative = |c: Case| self.scene.spots.language.lexicon.is_case(c, &["with", "abl"]);
        let mut groups: Vec<usize> = Vec::new();
        let near = self.near_from(c0);
        let mut found: Vec<(usize, &Linked)> = Vec::new();
        for l in self.scene.linked.iter().filter(|l| !l.refs.is_empty() && (!l.attributive || slot.cases.contains(&Cases::ADJ))) {
            let m = &l.mention;
            if slot.place != Where::Sentence && (m.from < c0 || m.from >= c1) && self.order() == Order::VerbFinal {
                continue;
            }
            if m.from < self.trigger.1 && self.trigger.0 < m.to {
                if slot.cases.contains(&Cases::SELF) && self.may_fill(l, slot) {
                    found.push((0, l));
                }
                continue;
            }
            if slot.named && !l.named {
                continue;
            }
            if !self.may_fill(l, slot) {
                continue;
            }
            let case = self
                .case_of(l, stance, passive, near)
                .or((slot.place == Where::Sentence && self.order() == Order::VerbMedial && m.from >= self.trigger.1).then_some(m.case));
            // A person right before the verb is its subject; other nouns may be part of it.
            let subject = case == Some(Cases::COMPOUND)
                && self.frame.pos == Pos::Verb
                && slot.cases.contains(&Cases::NOM)
                && l.refs.iter().any(|r| self.scene.entities.is(*r, "Person"));
            let first = slot.role == "place" && self.gone_to(l);
            if subject || first || case.is_some_and(|c| slot.cases.contains(&c)) {
                let distance = if m.to <= self.trigger.0 { self.trigger.0 - m.to } else { m.from.saturating_sub(self.trigger.1) + 1 };
                found.push((distance, l));
            }
        }
        if found.is_empty() && slot.role == "place" && c0 > self.scene.spots.start() && self.coordinated(self.scene.clauses.at(c0)) {
            let opening = self.opening();
            found.extend(
                self.scene.linked.iter().filter(|l| l.mention.to <= opening && slot.cases.contains(&l.mention.case) && self.may_fill(l, slot)).map(|l| (0, l)),
            );
        }
        if found.is_empty() && slot.role == "place" {
            found.extend(self.place_before(c0).filter(|l| self.may_fill(l, slot)).map(|l| (0, l)));
        }
        if let (true, "place", Order::VerbMedial, Some((from, to))) = (found.is_empty(), slot.role.as_str(), self.order(), self.medial().places_before()) {
            let before = self.scene.linked.iter().filter(|l| l.mention.from >= from && l.mention.to <= to && !l.attributive && l.mention.case != Cases::GEN);
            found.extend(before.filter(|l| self.may_fill(l, slot)).map(|l| (self.trigger.0 - l.mention.to, l)));
        }
        found.sort_by_key(|f| f.0);
        for (_, l) in found {
            if !groups.contains(&l.mention.group) {
                if groups.len() >= slot.most {
                    continue;
                }
                groups.push(l.mention.group);
            }
            filled.take(self.fillers(l, slot), slot);
            filled.side(l, slot, comitative(l.mention.case));
        }
        let nothing = groups.is_empty();
        let core = self.frame.need.iter().flatten().any(|(role, _)| *role == slot.role);
        let complete = core && self.is_whole(&filled.roles, false);
        if slot.inherit && nothing && !complete && stance != Stance::Adjunct && !self.unknown_subject(c0) {
            let inherited = self.scene.linked.iter().filter(|l| l.mention.from < c0).rev().find(|l| {
                (matches!(l.mention.case, Cases::SUBJ | Cases::NOM) || !slot.cases.contains(&Cases::SUBJ)) && !l.attributive && self.may_fill(l, slot)
            });
            if let Some(l) = inherited {
                let joined = |o: &&Linked| o.mention.group == l.mention.group && self.may_fill(o, slot);
                self.scene.linked.iter().filter(joined).for_each(|o| {
                    filled.take(self.fillers(o, slot), slot);
                    filled.side(o, slot, comitative(o.mention.case));
                });
            }
        }
    }

    /// Gives the first slot that takes over subjects the subject of the sentence before, where this one has none, its verb
    /// is no passive and no word of the clause may be an unmarked subject.
    pub(super) fn fill_from_topic(&self, stance: Stance, c0: usize, filled: &mut Filled) {
        let spots = self.scene.spots;
        let person = |l: &&Linked| l.refs.is_empty() && !l.attributive || l.refs.iter().any(|r| self.scene.entities.is(*r, "Person"));
        let subject = self.scene.linked.iter().filter(person).any(|l| matches!(l.mention.case, Cases::SUBJ | Cases::NOM));
        let known = |i: usize| {
            self.scene.phrase_at(i).is_some()
                || self.scene.time_at(i).is_some()
                || self.scene.text.tokens.get(i).kind != TokenKind::Word
                || spots.words(i).iter().any(|(_, w)| *w != Word::Class(Class::Common))
        };
        let free = self.order() == Order::VerbFinal && stance == Stance::Predicate && !self.frame.mute && !self.is_agentless();
        if !free || subject || self.unknown_subject(spots.start()) || !(c0..self.trigger.0).all(known) {
            return;
        }
        let Some(l) = self.scene.topic else { return };
        let takes = |s: &&Slot| s.inherit && s.cases.contains(&Cases::SUBJ) && self.may_fill(l, s);
        // Who meets is known only beside whom they meet.
        let side = filled.one_sided();
        if let Some(slot) = self.frame.slots.iter().find(takes).filter(|s| side || s.role != "participant") {
            filled.take(self.fillers(l, slot), slot);
            if slot.role == "participant" {
                filled.sides.push(Side { group: usize::MAX, refs: l.refs.iter().copied().collect(), met: false });
            }
        }
    }

    /// Whether the phrase names something of a kind that the slot takes.
    fn may_fill(&self, l: &Linked, slot: &Slot) -> bool {
        l.refs.iter().any(|r| slot.kinds.iter().any(|k| self.scene.entities.is(self.acting(*r, slot), k)))
    }

    /// Whom or what the phrase puts into the role.
    fn fillers<'l>(&'l self, l: &'l Linked, slot: &'l Slot) -> impl Iterator<Item = Ref> + 'l {
        l.refs.iter().map(|r| self.acting(*r, slot))
    }

    /// The country where its capital stands for it: a seller or a party is no city.
    fn acting(&self, r: Ref, slot: &Slot) -> Ref {
        let states = self.order() == Order::VerbMedial && slot.kinds.iter().any(|k| k == "Country") && !slot.kinds.iter().any(|k| k == "City");
        let country = self.scene.capitals.iter().find(|(c, _)| states && slot.role != "place" && *c == r);
        country.map_or(r, |c| c.1)
    }

    /// Fills a role from what the sentence or the article is about.
    pub(super) fn fill_default(&self, slot: &Slot, c0: usize, roles: &mut Roles) {
        let Some(default) = slot.default else { return };
        let have = roles.get(&slot.role).map_or(0, BTreeSet::len);
        match default {
            Default::Countries if have == 0 && !self.is_whole(roles, false) && !self.unknown_subject(c0) => {
                let countries = self.scene.countries.iter().take(2).copied();
                roles.entry(slot.role.clone()).or_default().extend(countries);
            }
            Default::Spoken if have == 0 => {
                let spots = self.scene.spots;
                let general = (c0..self.trigger.1).any(|i| spots.class(i, Class::General).is_some());
                let here = self.scene.linked.iter().rev().filter(|l| l.mention.to <= self.trigger.0).flat_map(|l| l.refs.iter());
                let found = here.chain(self.scene.recent).find(|r| slot.kinds.iter().any(|k| self.scene.entities.is(**r, k)));
                if general {
                    roles.entry(slot.role.clone()).or_default().extend(found);
                }
            }
            Default::Leaders if have < 2 && !self.other_year() => {
                let leaders: BTreeSet<Ref> = self.scene.leaders.iter().copied().collect();
                if roles.get(&slot.role).is_none_or(|told| told.is_subset(&leaders)) {
                    roles.entry(slot.role.clone()).or_default().extend(leaders);
                }
            }
            Default::OwnCountry if have == 1 => {
                let subject = self
                    .scene
                    .linked
                    .iter()
                    .filter(|l| matches!(l.mention.case, Cases::SUBJ | Cases::NOM))
                    .flat_map(|l| l.refs.iter())
                    .find(|r| self.scene.entities.is(**r, "Person"));
                let code = subject.and_then(|r| self.scene.entities.get(*r).country.first().cloned());
                let country = self.scene.countries.iter().find(|c| code.as_ref().is_some_and(|code| self.scene.entities.get(**c).country.contains(code)));
                roles.entry(slot.role.clone()).or_default().extend(country);
            }
            _ => {}
        }
    }

    /// Whether the sentence tells of an earlier occasion: by a word or by a date in another year than the article's.
    fn other_year(&self) -> bool {
        let spots = self.scene.spots;
        let year = self.scene.today.map(|d| d.year);
        let elsewhen = |t: &crate::time::TimeExpr| matches!(t.value, TimeValue::Interval { start, .. } if year.is_some_and(|y| y != start.year));
        self.scene.times.iter().any(elsewhen) || (spots.start()..self.trigger.0).any(|i| spots.class(i, Class::Other).is_some())
    }
}
