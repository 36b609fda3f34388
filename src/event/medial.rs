//! Grammatical relations in a verb-medial language: who is the subject of a verb, what belongs to which verb.
//!
//! Each verb group ends the reach of the one before it. A phrase to the right belongs to the nearest verb or event
//! noun before it; a phrase that opens the clause belongs to the verb after it. A verb shares the subject of the one
//! that it is joined to, of the phrase that its relative word stands after, or of the verb that governs its infinitive.

mod verbs;
mod subject;
mod relative;
mod occasion;

pub use verbs::{settle, verbs};

use super::scene::Scene;
use crate::event::number::Value;
use crate::link::Linked;
use crate::pack::frame::Pos;
use crate::pack::lexicon::{Case, Cases, Class};
use crate::text::token::TokenKind;
use crate::time::TimeExpr;
use verbs::{ends, preposition_before};

/// What carries a trigger noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Carrier {
    /// The trigger is a verb.
    Itself,
    /// A light verb before the noun, which is its object.
    Before((usize, usize)),
    /// A verb after the noun, which is its subject.
    After((usize, usize)),
    /// None: the noun stands within some other phrase.
    None,
}

/// One trigger in its sentence.
pub struct Medial<'a> {
    scene: &'a Scene<'a>,
    pos: Pos,
    trigger: (usize, usize),
    clause: (usize, usize),
}

impl<'a> Medial<'a> {
    /// The trigger at `trigger` of a frame of this part of speech.
    pub fn new(scene: &'a Scene<'a>, pos: Pos, trigger: (usize, usize)) -> Self {
        let clause = scene.clauses.range(scene.clauses.at(trigger.0));
        Medial { scene, pos, trigger, clause }
    }

    /// Whether the trigger is a verb or carried by one.
    pub fn is_predicate(&self) -> bool {
        self.carrier() != Carrier::None
    }

    fn group(&self, at: usize) -> (usize, usize) {
        self.scene.verbs.iter().find(|v| v.0 <= at && at < v.1).copied().unwrap_or((at, at + 1))
    }

    /// The verb group that carries the trigger.
    fn verb(&self, carrier: Carrier) -> Option<(usize, usize)> {
        match carrier {
            Carrier::Itself => Some(self.group(self.trigger.0)),
            Carrier::Before(v) | Carrier::After(v) => Some(v),
            Carrier::None => None,
        }
    }

    fn carrier(&self) -> Carrier {
        if self.pos == Pos::Verb {
            return Carrier::Itself;
        }
        let light = |v: &(usize, usize)| self.is_light(*v);
        let before = self.scene.verbs.iter().rev().find(|v| v.1 <= self.trigger.0 && v.0 >= self.clause.0);
        if let Some(v) = before.filter(|v| light(v) && self.reaches(v.1)) {
            return Carrier::Before(*v);
        }
        // The first verb after the noun, or one after a parenthesis: "a pact, long expected, was signed".
        let mut later = self.scene.verbs.iter().filter(|v| v.0 >= self.trigger.1);
        let first = later.next();
        let resumed = later.take(3).find(|v| light(v) && self.scene.text.tokens.form(v.0 - 1) == ",");
        let parted = first.is_some_and(|v| (v.0.saturating_sub(2).max(self.trigger.1)..v.0).any(|i| self.scene.text.tokens.form(i) == ","));
        let after = resumed.filter(|_| parted).or(first.filter(|v| light(v))).or(resumed);
        let within = |v: &&(usize, usize)| v.0 < self.clause.1 || self.scene.text.tokens.form(v.0 - 1) == ",";
        match after.filter(within).filter(|v| !self.is_governed() && !self.breaks(self.trigger.1, v.0)) {
            Some(v) => Carrier::After(*v),
            None => Carrier::None,
        }
    }

    /// Whether a verb group ends in a verb that carries event nouns; a preposition may end it as part of a trigger.
    fn is_light(&self, v: (usize, usize)) -> bool {
        let spots = self.scene.spots;
        (v.0..v.1).any(|i| spots.class(i, Class::Light).is_some_and(|e| e == v.1 || (e + 1 == v.1 && spots.case(e).is_some())))
    }

    /// Whether the noun phrase of the trigger begins right after token `from`: no preposition but those within names.
    /// A partner may stand between: "co-chairing with X the session".
    fn reaches(&self, from: usize) -> bool {
        let mut i = from;
        if self.scene.spots.case(from).is_some_and(|(_, c)| c != Cases::GEN)
            && let Some(partner) = self.scene.linked.iter().find(|l| l.mention.from >= from && l.mention.from <= from + 4 && !l.attributive)
            && matches!(partner.mention.case, c if c != Cases::NOM && c != Cases::GEN)
            && (self.scene.spots.class(partner.mention.to, Class::Determiner).is_some() || self.scene.numbers.iter().any(|n| n.from == partner.mention.to))
            && !self.scene.verbs.iter().any(|v| v.0 >= from && v.1 <= partner.mention.from)
        {
            i = partner.mention.to;
        }
        while i < self.trigger.0 {
            if let Some(l) = self.scene.linked.iter().find(|l| l.mention.from <= i && i < l.mention.to) {
                i = l.mention.to;
            } else if let Some(n) = self.scene.numbers.iter().find(|n| n.from <= i && i < n.to) {
                i = n.to;
            } else if let Some(close) = self.parenthesis(i) {
                i = close;
            } else if let Some((end, case)) = self.scene.spots.case(i) {
                // "participated in the summit", "embarked on a visit"; but not "made a statement on the visit".
                if case != Cases::GEN && i != from {
                    return false;
                }
                i = end;
            } else if self.scene.text.tokens.get(i).kind == TokenKind::Punct
                && !matches!(self.scene.text.tokens.form(i), "-" | "\u{2013}" | "," | "+" | "&" | "." | "(" | ")")
            {
                return false;
            } else {
                i += 1;
            }
        }
        true
    }

    /// End of a phrase with a preposition between commas that opens at `i`: ", with his counterpart X,".
    fn parenthesis(&self, i: usize) -> Option<usize> {
        if self.scene.text.tokens.form(i) != "," || self.scene.spots.case(i + 1).is_none() {
            return None;
        }
        (i + 1..self.trigger.0).find(|k| self.scene.text.tokens.form(*k) == ",").map(|k| k + 1)
    }

    fn breaks(&self, from: usize, to: usize) -> bool {
        (from..to).any(|i| matches!(self.scene.text.tokens.form(i), ";" | ":" | "\u{201C}" | "\u{201D}" | "\""))
    }

    /// Start of the noun phrase of the trigger: back over describing words, names in compounds and possessors.
    fn phrase_start(&self) -> usize {
        let spots = self.scene.spots;
        let mut i = self.trigger.0;
        while i > self.clause.0 {
            let b = i - 1;
            if let Some(l) = self.scene.phrase_at(b) {
                let joined = l.attributive || l.mention.case == Cases::GEN || l.mention.to == i || self.scene.text.tokens.form(l.mention.to) == "-";
                if !joined {
                    return i;
                }
                i = l.mention.from;
                continue;
            }
            if let Some(n) = self.scene.numbers.iter().find(|n| n.from <= b && b < n.to) {
                i = n.from;
                continue;
            }
            if let Some(t) = self.scene.time_at(b) {
                if t.from > spots.start() && spots.case(t.from - 1).is_some_and(|(_, c)| c != Cases::GEN) {
                    return i;
                }
                i = t.from;
                continue;
            }
            if self.scene.text.tokens.get(b).kind == TokenKind::Punct && !matches!(self.scene.text.tokens.form(b), "-" | "\u{2013}" | "+" | "'" | "\u{2019}") {
                return i;
            }
            if preposition_before(spots, i).is_some() || self.scene.verbs.iter().any(|v| v.0 <= b && b < v.1) {
                return i;
            }
            if [Class::And, Class::Joint, Class::Relative].into_iter().any(|c| spots.class(b, c).is_some()) {
                return i;
            }
            if self.trigger.0 - b > 8 {
                return i;
            }
            i = b;
            // A determiner opens the phrase.
            let determined = spots.class(b, Class::Determiner).is_some() && spots.class(b, Class::Negation).is_none();
            if determined && b > self.clause.0 && self.scene.phrase_at(b - 1).is_some() {
                return i;
            }
        }
        i
    }

    /// Whether a preposition stands before the noun phrase of the trigger.
    fn is_governed(&self) -> bool {
        preposition_before(self.scene.spots, self.phrase_start()).is_some()
    }

    /// Whether the clause is passive.
    pub fn is_passive(&self) -> bool {
        let spots = self.scene.spots;
        let group = match self.carrier() {
            Carrier::Itself => (self.group(self.trigger.0).0, self.trigger.0),
            Carrier::Before(v) | Carrier::After(v) => v,
            Carrier::None => return false,
        };
        let last = if self.carrier() == Carrier::Itself { self.trigger.0 } else { group.1 - 1 };
        let form = self.scene.text.tokens.form(last);
        if spots.language.lexicon.active_suffixes.iter().any(|s| form.ends_with(s.as_str())) {
            return false;
        }
        let mut i = last;
        while i > group.0
            && !ends(spots, i - 1, Class::Passive)
            && spots.case(i - 1).is_none()
            && [Class::Auxiliary, Class::Negation].into_iter().any(|c| ends(spots, i - 1, c))
        {
            i -= 1;
        }
        let be = i > group.0 && ends(spots, i - 1, Class::Passive);
        be || (self.carrier() == Carrier::Itself && spots.case(self.trigger.1).is_some_and(|(_, c)| c == Cases::BY))
    }

    /// The case of a phrase beside this trigger; none where it belongs to something else.
    pub fn case_of(&self, l: &Linked, passive: bool) -> Option<Case> {
        let m = &l.mention;
        let t = self.trigger;
        let carrier = self.carrier();
        if self.pos == Pos::Noun {
            let start = self.phrase_start();
            if m.from >= start && m.to <= t.0 {
                return Some(if m.case == Cases::GEN {
                    Cases::GEN
                } else if l.attributive {
                    Cases::ADJ
                } else {
                    Cases::COMPOUND
                });
            }
        }
        if self.possessor_of_relative() == Some(m.group) {
            return Some(Cases::GEN);
        }
        if m.case == Cases::GEN {
            return None;
        }
        if let Some(case) = self.case_in_relative(l) {
            return Some(case);
        }
        if !passive && self.gap() == Some(m.group) {
            return Some(Cases::OBJ);
        }
        if l.attributive && !(m.from >= t.1 && m.from < self.clause.1 && m.case != Cases::NOM) {
            return None;
        }
        let subject = self.subject();
        if subject == Some(m.group) {
            return match carrier {
                Carrier::Itself | Carrier::Before(_) => Some(if passive { Cases::OBJ } else { Cases::SUBJ }),
                Carrier::None if self.pos == Pos::Noun && self.is_governed() => Some(Cases::CONTROL),
                _ => None,
            };
        }
        if m.from >= t.1 {
            if m.from >= self.reach() {
                return None;
            }
            if self.pos == Pos::Noun && m.case == Cases::NOM && self.scene.text.tokens.form(m.from - 1) == "(" {
                return Some(Cases::NOM);
            }
            // "called on X": the preposition is the trigger's own.
            let first = self.scene.linked.iter().filter(|o| o.mention.group == m.group).map(|o| o.mention.from).min().unwrap_or(m.from);
            if self.pos == Pos::Verb && self.np_start(first) <= t.1 && first >= t.1 {
                return Some(Cases::OBJ);
            }
            if !matches!(m.case, Cases::NOM | Cases::SUBJ) {
                return Some(m.case);
            }
            // "welcomed the plan and directed X": beyond "and" another verb has its object.
            let joined = (t.1..self.np_start(first)).any(|i| self.scene.spots.class(i, Class::And).is_some() && self.scene.phrase_at(i).is_none());
            return (self.pos == Pos::Verb && !joined && !self.is_subject_of_next(l)).then_some(Cases::OBJ);
        }
        if carrier == Carrier::None && self.is_told(l) {
            return Some(Cases::OBJ);
        }
        if m.from < self.clause.0 || matches!(m.case, Cases::NOM | Cases::SUBJ) {
            return None;
        }
        // An opening phrase belongs to the verb that follows.
        let verb = self.verb(carrier)?;
        let verb_between = self.scene.verbs.iter().any(|v| v.0 >= self.clause.0 && v.1 <= verb.0);
        let carried = matches!(carrier, Carrier::Before(v) if m.from >= v.1);
        (!verb_between || carried || self.is_adverbial()).then_some(m.case)
    }

    /// Where what belongs to the trigger ends: at the next verb that is not its own, or with the clause.
    fn reach(&self) -> usize {
        let t = self.trigger;
        let (own, from) = match self.carrier() {
            Carrier::After(v) => (v, v.1),
            _ => (self.group(t.0), t.1),
        };
        let barrier = self.scene.verbs.iter().find(|v| v.0 >= from && **v != own).map_or(usize::MAX, |v| v.0);
        let clause = self.scene.clauses.range(self.scene.clauses.at(own.0.max(t.0))).1;
        barrier.min(clause)
    }

    /// The verb of a relative clause about the trigger noun: "the summit, which opens on Sunday".
    fn relative_verb(&self) -> Option<(usize, usize)> {
        if self.pos == Pos::Verb {
            return None;
        }
        let spots = self.scene.spots;
        let v = self.scene.verbs.iter().find(|v| v.0 >= self.trigger.1)?;
        let that = |i: usize| i == self.trigger.1 && spots.class(i, Class::Joint).is_some() && spots.class(i, Class::Determiner).is_some();
        let relative = (self.trigger.1..v.0).find(|i| spots.class(*i, Class::Relative).is_some() || that(*i))?;
        let other = self.scene.triggers.iter().any(|o| o.0 >= self.trigger.1 && o.0 < relative);
        let words = (self.trigger.1..relative).filter(|i| self.scene.phrase_at(*i).is_none()).count();
        (!other && words <= 12).then_some(*v)
    }

    /// A year among the modifiers of the trigger noun: "the 2018 deal".
    pub fn year(&self) -> Option<i16> {
        if self.pos == Pos::Verb {
            return None;
        }
        let tokens = self.scene.text.tokens;
        let outside = |i: &usize| !self.scene.linked.iter().any(|l| l.mention.from <= *i && *i < l.mention.to);
        let years = (self.phrase_start()..self.trigger.0).filter(outside).filter(|i| tokens.get(*i).kind == TokenKind::Number && tokens.form(*i).len() == 4);
        years.filter_map(|i| tokens.form(i).parse::<i16>().ok()).find(|y| (1945..2045).contains(y))
    }

    /// Whether the verb stands in a perfect, which tells of no certain day: "has met".
    pub fn is_perfect(&self) -> bool {
        let spots = self.scene.spots;
        let (from, to) = match self.carrier() {
            Carrier::Itself => (self.group(self.trigger.0).0, self.trigger.0),
            Carrier::Before(v) | Carrier::After(v) => (v.0, v.1 - 1),
            Carrier::None => return true,
        };
        (from..to).any(|i| spots.class(i, Class::Light).is_some() && spots.class(i, Class::Auxiliary).is_some())
    }

    /// Where signs of status stand: the verb group and the modifiers of the noun.
    pub fn verb_windows(&self) -> Vec<(usize, usize)> {
        let t = self.trigger;
        let mut out = Vec::new();
        match self.carrier() {
            Carrier::Itself => out.push((self.group(t.0).0, t.1)),
            Carrier::Before(v) | Carrier::After(v) => out.push(v),
            Carrier::None => {}
        }
        if self.pos == Pos::Noun {
            let start = self.phrase_start();
            out.push((start, t.1));
            // "plans for a visit": the noun that governs it.
            if let Some(p) = preposition_before(self.scene.spots, start) {
                let from = p.saturating_sub(2).max(self.clause.0);
                let other = |i: &usize| self.scene.text.tokens.get(*i).kind == TokenKind::Punct || self.scene.time_at(*i).is_some();
                let from = (from..p).rev().find(other).map_or(from, |i| i + 1);
                if !self.scene.verbs.iter().any(|v| v.0 < p && from < v.1) {
                    out.push((from, start));
                }
            }
        }
        out.extend(self.purpose_verb());
        out.extend(self.relative_verb().map(|v| (v.0, v.1 + 1)));
        out
    }

    /// The verb group before "and" where the trigger's verb comes right after it: "will meet X and hold talks" shares "will".
    pub fn joined_window(&self) -> Option<(usize, usize)> {
        let v = match self.carrier() {
            Carrier::Itself => self.group(self.trigger.0),
            Carrier::Before(v) => v,
            _ => return None,
        };
        if v.1 - v.0 > 1 + usize::from(self.pos == Pos::Verb) * (self.trigger.1 - self.trigger.0 - 1)
            || !ends(self.scene.spots, v.0.checked_sub(1)?, Class::And)
        {
            return None;
        }
        self.scene.verbs.iter().rev().find(|o| o.1 < v.0).copied()
    }

    /// The tokens between a subject right before the trigger's verb and the trigger.
    pub fn infinitive(&self) -> Option<(usize, usize)> {
        let v = self.verb(self.carrier())?;
        let direct = self.scene.linked.iter().any(|l| l.mention.case == Cases::NOM && !l.attributive && l.mention.end() == v.0);
        direct.then_some((v.0, v.0 + 1))
    }

    /// Whether the trigger is a verb in the infinitive that has no subject right before it: "pressed Russia to deliver", "came to see".
    pub fn is_infinitive(&self) -> bool {
        let v = self.group(self.trigger.0);
        let to = v.0 < self.trigger.0 && self.scene.spots.case(v.0).is_some_and(|(e, _)| e == v.0 + 1);
        self.pos == Pos::Verb && to && self.infinitive().is_none()
    }

    /// "the third leader to visit": the infinitive after a rank tells what took place.
    pub fn is_ranked(&self) -> bool {
        let v = self.group(self.trigger.0);
        let rank = self.scene.numbers.iter().rev().find(|n| n.to <= v.0 && matches!(n.value, Value::Ordinal(_)));
        let (spots, tokens) = (self.scene.spots, self.scene.text.tokens);
        let leads = spots.case(v.0).is_some_and(|(e, _)| e == v.0 + 1);
        let plain = |from: usize| (from..v.0).all(|i| tokens.get(i).kind == TokenKind::Word && spots.case(i).is_none());
        self.pos == Pos::Verb
            && leads
            && rank.is_some_and(|n| v.0 - n.to <= 5 && n.to < v.0 && plain(n.to))
            && !self.scene.verbs.iter().any(|o| rank.is_some_and(|n| o.0 >= n.to) && o.1 <= v.0)
    }

    /// Whether a date belongs to this trigger: within reach to the right, or before it with no verb between.
    pub fn owns_time(&self, time: &TimeExpr) -> bool {
        let t = self.trigger;
        let carrier = self.carrier();
        if time.from >= t.1 {
            // "a body set up in 2000, was chaired": the date of a parenthesis.
            if let Carrier::After(v) = carrier
                && time.to <= v.0
                && self.scene.verbs.iter().any(|o| o.0 >= t.1 && o.1 <= time.from)
            {
                return false;
            }
            // "in July, when …, and in October": the date of the next member.
            let list = self.scene.spots;
            if (t.1..time.from).any(|i| self.scene.text.tokens.form(i) == "," && list.class(i + 1, Class::And).is_some_and(|e| e + 1 >= time.from)) {
                return false;
            }
            if let Some(v) = self.relative_verb().filter(|v| v.1 <= time.from) {
                return !self.scene.verbs.iter().any(|o| o.0 >= v.1 && o.1 <= time.from);
            }
            // "said on Thursday": a verb of saying ends its clause, its date stands after it.
            let said = self.pos == Pos::Verb && self.scene.spots.class(t.0, Class::Finite).is_some() && time.from <= t.1 + 2;
            return time.from < self.reach() || said;
        }
        if self.pos == Pos::Noun && time.from >= self.phrase_start() {
            return true;
        }
        if carrier == Carrier::None && self.shares_time(time) {
            return true;
        }
        let Some(verb) = self.verb(carrier) else { return false };
        if self.is_adverbial() && time.from >= self.clause.0 {
            return true;
        }
        // "Before leaving for X on Friday, he met Y": a participle with its date opens the sentence.
        let comma = (time.to..verb.0).find(|i| self.scene.text.tokens.form(*i) == ",");
        let opening = |v: &&(usize, usize)| {
            let form = self.scene.text.tokens.form(v.1 - 1);
            let form = if self.scene.spots.case(v.1 - 1).is_some() { self.scene.text.tokens.form(v.0) } else { form };
            comma.is_some_and(|c| v.1 <= c) && self.scene.spots.language.lexicon.active_suffixes.iter().any(|s| form.ends_with(s.as_str()))
        };
        let mut between = self.scene.verbs.iter().filter(|v| v.1 <= verb.0 && v.0 >= self.clause.0);
        between.all(|v| opening(&v)) && time.from >= self.clause.0
    }
}
