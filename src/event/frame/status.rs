//! Status of an event: what tense, negation and doubt in its clause say of whether it took place.

use super::Reader;
use super::syntax::Stance;
use crate::model::Status;
use crate::pack::frame::Pos;
use crate::pack::lexicon::{Class, Order, Window, Word};
use crate::text::token::TokenKind;

impl Reader<'_> {
    /// What the strongest sign of tense, negation or doubt says, the rules standing in that order; a predicate without any is actual.
    pub(super) fn status(&self, stance: Stance, c0: usize, c1: usize) -> Option<Status> {
        let spots = self.scene.spots;
        let lexicon = &spots.language.lexicon;
        let verb = match (self.order(), stance) {
            (Order::VerbFinal, Stance::Predicate) => {
                let from = if self.frame.pos == Pos::Verb { self.trigger.0.saturating_sub(2).max(c0) } else { self.trigger.1 };
                let punct = (self.trigger.1..c1).find(|i| self.scene.text.tokens.get(*i).kind == TokenKind::Punct && self.scene.text.tokens.form(*i) != "(");
                Some((from, punct.unwrap_or(c1)))
            }
            (Order::VerbFinal, _) => Some((self.near_from(c0), self.trigger.0)),
            (Order::VerbMedial, _) => None,
        };
        if self.order() == Order::VerbMedial && self.medial().is_ranked() {
            return Some(Status::Actual);
        }
        let (s0, s1) = (spots.start(), spots.end());
        for (n, rule) in lexicon.status.iter().enumerate() {
            // What is said lies in other clauses; only the verb of saying, and "nor" before it, tell whether it was said.
            if self.frame.mute && rule.window != Window::Verb && rule.status != Status::Negated {
                continue;
            }
            let (from, to) = match rule.window {
                Window::Verb if self.order() == Order::VerbMedial => {
                    let shared = self.medial().joined_window().filter(|_| rule.status != Status::Negated);
                    if self.medial().verb_windows().iter().chain(&shared).any(|(from, to)| self.sign(n as u16, *from, *to)) {
                        return Some(rule.status);
                    }
                    continue;
                }
                Window::Infinitive => match self.medial().infinitive() {
                    Some(window) => window,
                    None => continue,
                },
                Window::Verb => verb?,
                Window::After if stance == Stance::Adjunct => (self.trigger.1, (self.trigger.1 + 3).min(c1)),
                Window::After => continue,
                Window::Clause => (c0, c1),
                Window::Sentence => (s0, s1),
            };
            // The words of a complex predicate ("voiced hope") say nothing of whether it came about.
            let own = |i: usize| self.frame.pos == Pos::Verb && i >= self.trigger.0 && i + 1 < self.trigger.1 && spots.class(i, Class::Negation).is_none();
            let hit = (from..to).filter(|i| !own(*i)).any(|i| {
                spots.words(i).iter().any(|(e, w)| *w == Word::Status(n as u16) && *e <= to.max(from + 1) + 1)
                    || (!rule.suffixes.is_empty() && self.scene.text.tokens.get(i).kind == TokenKind::Word && {
                        let form = self.scene.text.tokens.form(i);
                        rule.suffixes.iter().any(|s| form.len() > s.len() && form.ends_with(s.as_str()))
                    })
            });
            if hit {
                return Some(rule.status);
            }
        }
        if self.order() == Order::VerbMedial && self.medial().is_infinitive() {
            return Some(Status::Planned);
        }
        (stance == Stance::Predicate).then_some(Status::Actual)
    }

    /// What the word that governs an infinitive says: "hoped to come", "the plan to come".
    pub(super) fn promised(&self, c1: usize) -> Option<Status> {
        let (from, to) = (self.trigger.1, (self.trigger.1 + 3).min(c1));
        let rules = self.scene.spots.language.lexicon.status.iter().enumerate();
        rules.filter(|(_, r)| r.window == Window::After).find(|(n, _)| self.sign(*n as u16, from, to)).map(|(_, r)| r.status)
    }

    /// Whether a sign of status rule `n` stands wholly within `[from, to)`.
    fn sign(&self, n: u16, from: usize, to: usize) -> bool {
        (from..to).any(|i| self.scene.spots.words(i).iter().any(|(e, w)| *w == Word::Status(n) && *e <= to))
    }
}
