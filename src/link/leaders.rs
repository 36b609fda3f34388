//! Whom "the annual summit" of two countries joins where nobody is named: the leaders that the article is most about.

use std::collections::BTreeMap;

use super::{Linker, Ref};

/// The role in `roles.tsv` that covers the offices of those who lead a country.
const LEADER: &str = "leader";

impl Linker<'_> {
    /// The most mentioned leader of each of the two countries that the article is most about; none unless there are two.
    pub(super) fn leaders(&self) -> Vec<Ref> {
        let gaz = &self.pack.gazetteer;
        let Some(leader) = gaz.roles.iter().position(|r| r.id == LEADER) else { return Vec::new() };
        let leads = |r: Ref| {
            let posts = self.links.entities.row(r).map(|ix| gaz.entities[ix as usize].posts.as_slice()).unwrap_or_default();
            let said = self.titles.get(&r).into_iter().flatten().map(|t| t.0);
            said.chain(posts.iter().filter(|p| self.current(p.from, p.to)).map(|p| p.role)).any(|role| gaz.covers(leader as u16, role))
        };
        let mut count: BTreeMap<Ref, usize> = BTreeMap::new();
        for r in self.links.sentences.iter().flatten().flat_map(|l| &l.refs) {
            *count.entry(*r).or_default() += 1;
        }
        let of_country = |country: &Ref| {
            let codes = &self.links.entities.get(*country).country;
            let here = |r: &Ref| self.links.entities.is(*r, "Person") && self.links.entities.get(*r).country.iter().any(|c| codes.contains(c));
            count.iter().filter(|(r, _)| here(r) && leads(**r)).max_by_key(|(r, n)| (**n, std::cmp::Reverse(**r))).map(|(r, _)| *r)
        };
        let found: Vec<Ref> = self.links.countries.iter().take(2).filter_map(of_country).collect();
        if found.len() == 2 && found[0] != found[1] { found } else { Vec::new() }
    }
}
