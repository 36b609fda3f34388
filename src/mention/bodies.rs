//! Bodies of one country in a row.

use super::{Finder, Mention, What};
use crate::pack::gazetteer::EntityIx;
use crate::pack::lexicon::Class;

impl Finder<'_> {
    /// "India's army, air force and navy": bodies after the first are of the same country.
    pub(super) fn more_bodies(&self, mut i: usize, out: &mut Vec<Mention>) -> usize {
        while let Some((country, from)) = out.last().and_then(|m| self.shared_country(m)) {
            let joined = if self.text.tokens.form(i) == "," { i + 1 } else { self.spots.class(i, Class::And).unwrap_or(i) };
            let Some((end, kind)) = self.org_kind(joined).filter(|_| joined > i && i >= from) else { return i };
            out.push(Mention::new(joined, end, What::Body { kind, country }));
            i = end;
        }
        i
    }

    fn shared_country(&self, m: &Mention) -> Option<(EntityIx, usize)> {
        let gaz = &self.pack.gazetteer;
        match &m.what {
            What::Body { country, .. } => Some((*country, m.to)),
            What::Listed { ix, .. } if gaz.entities[*ix as usize].org_kind.is_some() => Some((gaz.country(gaz.entity(*ix).country.first()?)?, m.to)),
            _ => None,
        }
    }
}
