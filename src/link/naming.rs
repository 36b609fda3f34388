//! Persons whose name no list has in that spelling: who they are, by the sound of the name.
//!
//! A full name that sounds like that of one listed person is that person, unless the title's country speaks against it.
//! Anybody else is a person with an identifier that is a function of the sound alone: one for every spelling, in either
//! script, whatever the order of articles. A surname by itself means somebody of the article's own: whose full name the
//! article says, and of whom alone the surname can be.

use std::collections::{BTreeMap, BTreeSet};

use super::{Linker, Ref, slug};
use crate::mention::{Mention, Title, What};
use crate::model::{Entity, Lang};
use crate::pack::gazetteer::EntityIx;
use crate::text::fold::fold;

/// What the article's full names are good for later.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Last words of unlisted names, folded.
    spelt: BTreeMap<String, Ref>,
    /// Keys of full names that in this article are not the listed person of that sound.
    strangers: BTreeSet<String>,
    /// Keys of the last words of unlisted full names, with those who bear them.
    unlisted: BTreeMap<String, BTreeSet<Ref>>,
    /// Keys of the last words of the full names of listed persons, with those who bear them.
    listed: BTreeMap<String, BTreeSet<EntityIx>>,
}

impl Linker<'_> {
    /// The listed persons whom the article names in full; asked only where it names somebody unlisted.
    pub(super) fn full_names(&self, mentions: &[Vec<Mention>]) -> Names {
        let mut names = Names::default();
        let all = || mentions.iter().flatten();
        if all().any(|m| m.what == What::Unlisted) {
            for m in all().filter(|m| words(m) > 1) {
                let found = match m.what {
                    What::Listed { ix, .. } if self.pack.gazetteer.entity(ix).kind == "Person" => Some(ix),
                    What::Unlisted => self.listed_by_sound(m),
                    _ => None,
                };
                if let Some(ix) = found {
                    names.listed.entry(self.last_key(m)).or_default().insert(ix);
                }
            }
        }
        names
    }

    /// Whom a name in no list means.
    pub(super) fn unlisted(&mut self, m: &Mention) -> Ref {
        let pack = self.pack;
        let last = fold(self.text.tokens.span(m.name.1 - 1, m.name.1).of(self.text.source));
        let known = if words(m) > 1 { self.listed_by_sound(m).map(|ix| self.links.entities.listed(pack, ix)) } else { self.by_surname(m, &last) };
        if let Some(r) = known {
            self.names.spelt.entry(last).or_insert(r);
            return r;
        }
        let plain = self.spelling(m).split_whitespace().collect::<Vec<_>>().join(" ");
        let (en, hi, coined) = if plain.is_ascii() {
            (plain.clone(), pack.romaniser.to_devanagari(&plain), Lang::Hi)
        } else {
            (pack.romaniser.to_latin(&plain), plain.clone(), Lang::En)
        };
        let key = Some(pack.phonetic.key(&plain)).filter(|k| !k.is_empty()).unwrap_or_else(|| slug(&en));
        let country = m.title.as_ref().and_then(|t| t.scope).map(|s| pack.gazetteer.entity(s).country.clone()).unwrap_or_default();
        let person =
            Entity { id: format!("name-{key}"), kind: "Person".into(), class: "Person".into(), en, hi, coined: Some(coined), country, ..Entity::default() };
        let r = self.links.entities.named(person);
        self.names.spelt.entry(last).or_insert(r);
        if words(m) > 1 {
            let surname = self.last_key(m);
            self.names.unlisted.entry(surname).or_default().insert(r);
            self.names.strangers.insert(key);
        }
        r
    }

    /// The one of the article's persons whose surname this is, as it was spelt or else by its sound.
    fn by_surname(&mut self, m: &Mention, last: &str) -> Option<Ref> {
        if let Some(r) = self.names.spelt.get(last) {
            return Some(*r);
        }
        let key = self.last_key(m);
        let unlisted = self.names.unlisted.get(&key).into_iter().flatten();
        match (unlisted.collect::<Vec<_>>().as_slice(), self.names.listed.get(&key).map(|l| l.iter().collect::<Vec<_>>()).as_deref()) {
            ([r], None) => Some(**r),
            ([], Some([ix])) if self.may_be(m.title.as_ref(), **ix) => Some(self.links.entities.listed(self.pack, **ix)),
            _ => None,
        }
    }

    /// The one listed person whose full name sounds so, if the title can be theirs.
    fn listed_by_sound(&self, m: &Mention) -> Option<EntityIx> {
        let key = self.pack.phonetic.key(self.spelling(m));
        let ix = self.pack.heard.person(&key)?;
        let other = m.title.as_ref().is_none_or(|t| t.scope.is_none()) && self.names.strangers.contains(&key);
        (!other && self.may_be(m.title.as_ref(), ix)).then_some(ix)
    }

    /// Whether nothing speaks against it that a title is a listed person's: its country is none of another state.
    fn may_be(&self, title: Option<&Title>, ix: EntityIx) -> bool {
        let gaz = &self.pack.gazetteer;
        let said = title.and_then(|t| t.scope).map(|s| gaz.entity(s).country.as_slice()).unwrap_or_default();
        let own = &gaz.entity(ix).country;
        said.is_empty() || own.is_empty() || said.iter().any(|c| own.contains(c))
    }

    fn spelling(&self, m: &Mention) -> &str {
        self.text.tokens.span(m.name.0, m.name.1).of(self.text.source)
    }

    fn last_key(&self, m: &Mention) -> String {
        self.pack.phonetic.key(self.text.tokens.span(m.name.1 - 1, m.name.1).of(self.text.source))
    }
}

fn words(m: &Mention) -> usize {
    m.name.1 - m.name.0
}
