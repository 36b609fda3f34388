//! Whose office: the country or body that a title names before or after it.

use super::Finder;
use crate::pack::gazetteer::EntityIx;
use crate::pack::lexicon::{Cases, Class, Order, Word};

impl Finder<'_> {
    /// A country or body that owns the office after it, and where that begins.
    pub(super) fn scope(&self, i: usize) -> Option<(usize, usize, EntityIx)> {
        if let Some((end, country)) = self.adjective(i) {
            return Some((end, end, country));
        }
        let (end, first, weak, rivals) = self.entity(i, None)?;
        let gaz = &self.pack.gazetteer;
        // Bodies and countries have officers; of a seat and its body, the body is meant.
        let all = || std::iter::once(first).chain(rivals.iter().copied());
        let ix = all().find(|x| gaz.entity(*x).class == "Country" || gaz.entity(*x).kind == "Organization").unwrap_or(first);
        let owner = matches!(gaz.entity(ix).kind.as_str(), "Place" | "Organization");
        if weak || !owner {
            return None;
        }
        // "US President", "U.S. president", "the Tesla chief executive": the owner stands right before the office.
        let after = end + usize::from(self.text.tokens.form(end) == "." && self.spots.language.lexicon.order == Order::VerbMedial);
        let country_or_body = gaz.entity(ix).class == "Country" || gaz.entity(ix).kind == "Organization";
        if self.role(after).is_some() && (self.spots.language.lexicon.order == Order::VerbMedial || country_or_body) {
            return Some((end, after, ix));
        }
        let end = self.spots.class(end, Class::BodyNoun).filter(|_| gaz.entity(ix).kind == "Organization").unwrap_or(end);
        let (next, case) = self.spots.case(end)?;
        // "the secretary in the ministry": an officer within a body.
        if self.spots.language.lexicon.order == Order::VerbFinal
            && gaz.entity(ix).kind == "Organization"
            && self.spots.language.lexicon.is_case(case, &["loc"])
            && next == end + 1
            && self.role(next).is_some_and(|(_, r)| gaz.roles[r as usize].office && !gaz.roles[r as usize].unique)
        {
            return Some((end, next, ix));
        }
        (case == Cases::GEN && next == end + 1).then_some((end, next, ix)).or_else(|| {
            // A marker longer than one word is no genitive; the genitive alone may still stand there.
            let own = self.spots.words(end).iter().find(|(e, w)| *e == end + 1 && *w == Word::Case(Cases::GEN))?;
            Some((end, own.0, ix))
        })
    }

    /// "India and" before "Japan's ministers": the first country, and where the second begins.
    pub(super) fn joined_scope(&self, i: usize) -> Option<(usize, (usize, usize, EntityIx))> {
        if self.spots.language.lexicon.order != Order::VerbFinal {
            return None;
        }
        let (end, ix) = self.adjective(i).or_else(|| self.entity(i, Some("Place")).map(|e| (e.0, e.1)))?;
        let next = self.spots.class(end, Class::And).filter(|_| self.pack.gazetteer.entity(ix).class == "Country")?;
        let (_, owned, second) = self.scope(next).filter(|s| self.pack.gazetteer.entity(s.2).class == "Country")?;
        let (office_end, _) = self.role(owned)?;
        // Only where nobody is named: "the ministers of India and Japan".
        let bare = second != ix && self.entity(office_end, Some("Person")).is_none() && self.spots.class(office_end - 1, Class::Many).is_some();
        bare.then_some((next, (i, end, ix)))
    }

    /// "President of Russia": the country after a preposing genitive.
    pub(super) fn of_scope(&self, i: usize) -> Option<((usize, usize), EntityIx)> {
        if self.spots.language.lexicon.order != Order::VerbMedial {
            return None;
        }
        let next = self.spots.words(i).iter().find_map(|(e, w)| match w {
            Word::Case(c) if self.pack.cases.name(*c) == "of" => Some(*e),
            _ => None,
        })?;
        let next = self.spots.class(next, Class::Determiner).unwrap_or(next);
        let (end, ix, weak, _) = self.entity(next, None)?;
        let owner = matches!(self.pack.gazetteer.entity(ix).kind.as_str(), "Place" | "Organization");
        (owner && !weak).then_some(((next, end), ix))
    }
}
