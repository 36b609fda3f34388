//! Numbers of an event: its place in a series, how many items, what sum.

use super::Reader;
use crate::event::number::{Number, Value};
use crate::link::Linked;
use crate::pack::lexicon::{Cases, Class, Order};

impl Reader<'_> {
    /// The nearest ordinal before the trigger that no other trigger claims, else the first after it.
    pub(super) fn ordinal(&self, c0: usize, c1: usize) -> Option<u32> {
        let t = self.trigger;
        let others = |n: &Number| {
            self.scene
                .triggers
                .iter()
                .any(|o| o.0 >= n.to && o.1 <= t.0 && o.0 != t.0 && o.2 != self.scene.triggers.iter().find(|x| x.0 == t.0).map_or(u16::MAX, |x| x.2))
        };
        let before = self.scene.numbers.iter().rev().filter(|n| n.to <= t.0 && n.from >= c0 && t.0 - n.to <= 14);
        let mut found = before.filter_map(|n| if let Value::Ordinal(v) = n.value { (!others(n) && !self.loose_before(n.to, t.0)).then_some(v) } else { None });
        found.next().or_else(|| {
            self.scene
                .numbers
                .iter()
                .filter(|n| n.from >= t.1 && n.to <= c1)
                .find_map(|n| if let Value::Ordinal(v) = n.value { Some(v) } else { None })
                .filter(|_| self.order() == Order::VerbFinal && t.1 < c1)
        })
    }

    /// Whether a comma parts a number from the trigger.
    fn loose_before(&self, from: usize, to: usize) -> bool {
        (from..to).any(|i| self.scene.text.tokens.form(i) == ",") && self.order() == Order::VerbFinal
    }

    /// A count right before an item that fills a role, or before the trigger.
    pub(super) fn quantity(&self, c0: usize, c1: usize) -> Option<u64> {
        self.scene.numbers.iter().filter(|n| n.from >= c0 && n.to <= c1).find_map(|n| {
            let Value::Count(v) = n.value else { return None };
            if self.order() == Order::VerbMedial && self.medial().year().is_some_and(|y| u64::try_from(y) == Ok(v)) {
                return None;
            }
            let item = self
                .scene
                .linked
                .iter()
                .any(|l| l.mention.from >= n.to && l.mention.from - n.to <= 2 && l.refs.iter().any(|r| self.scene.entities.is(*r, "System")));
            // "five regiments of the S-400"
            let of = |l: &Linked| self.scene.spots.language.lexicon.is_case(l.mention.case, &["of"]) && l.mention.from >= n.to && l.mention.from - n.to <= 6;
            let first = self.scene.linked.iter().find(|l| l.mention.from >= n.to);
            let measured = self.order() == Order::VerbMedial
                && first.is_some_and(|l| {
                    of(l)
                        && l.refs.iter().any(|r| self.scene.entities.is(*r, "System"))
                        && !self.scene.numbers.iter().any(|o| o.from >= n.to && o.to <= l.mention.from)
                        && !self.scene.verbs.iter().any(|v| v.0 >= n.to && v.1 <= l.mention.from)
                });
            let own = n.to <= self.trigger.0
                && (n.to == self.trigger.0 || (self.trigger.0 - n.to == 1 && self.scene.spots.case(n.to).is_some_and(|(_, c)| c == Cases::GEN)));
            // "five regiments of it", "28 agreements and memoranda": what is bought or signed, counted before the verb.
            let counted = n.to < self.trigger.0 && self.order() == Order::VerbFinal;
            let takes = |role: &str| self.frame.slots.iter().any(|s| s.role == role);
            let unit = counted && takes("item") && self.scene.spots.class(n.to, Class::ItemUnit).is_some();
            let pact = counted && takes("party") && self.scene.spots.class(n.to, Class::Pact).is_some();
            (item || own || measured || unit || pact).then_some(v)
        })
    }

    /// The first sum of money of the clause.
    pub(super) fn amount(&self, c0: usize, c1: usize) -> Option<(u64, String)> {
        self.scene
            .numbers
            .iter()
            .filter(|n| n.from >= c0 && n.to <= c1)
            .find_map(|n| if let Value::Money(v, c) = &n.value { Some((*v, c.clone())) } else { None })
    }
}
