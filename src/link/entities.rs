//! What the mentions of one article refer to.

use std::collections::BTreeMap;

use super::Ref;
use crate::model::{Entity, Lang};
use crate::pack::Pack;
use crate::pack::gazetteer::EntityIx;

/// The entities of one article.
#[derive(Debug, Default)]
pub struct Entities {
    list: Vec<Entity>,
    by_id: BTreeMap<String, Ref>,
    listed: BTreeMap<Ref, EntityIx>,
}

impl Entities {
    /// The entity.
    pub fn get(&self, r: Ref) -> &Entity {
        &self.list[r as usize]
    }

    /// Adds or finds a listed entity.
    pub fn listed(&mut self, pack: &Pack, ix: EntityIx) -> Ref {
        let r = self.made(pack.gazetteer.entity(ix).clone());
        self.listed.insert(r, ix);
        r
    }

    /// Adds or finds an entity by its identifier.
    pub fn made(&mut self, e: Entity) -> Ref {
        if let Some(r) = self.by_id.get(&e.id) {
            return *r;
        }
        let r = self.list.len() as Ref;
        self.by_id.insert(e.id.clone(), r);
        self.list.push(e);
        r
    }

    /// Adds or finds a person whom no list has; a further spelling becomes a further label, and a true one takes the place
    /// of one that was spelt after the other script's.
    pub(super) fn named(&mut self, person: Entity) -> Ref {
        let Some(r) = self.by_id.get(&person.id).copied() else { return self.made(person) };
        let known = &mut self.list[r as usize];
        let label = |label: &mut String, others: &mut Vec<String>, lang: Lang, coined: &mut Option<Lang>, new: String| {
            if *coined == Some(lang) {
                (*label, *coined) = (new, None);
            } else if *label != new && !others.contains(&new) {
                others.push(new);
            }
        };
        match person.coined {
            Some(Lang::En) => label(&mut known.hi, &mut known.hi_alt, Lang::Hi, &mut known.coined, person.hi),
            _ => label(&mut known.en, &mut known.en_alt, Lang::En, &mut known.coined, person.en),
        }
        if known.country.is_empty() {
            known.country = person.country;
        }
        r
    }

    /// The gazetteer's row of an entity, if it has one.
    pub fn row(&self, r: Ref) -> Option<EntityIx> {
        self.listed.get(&r).copied()
    }

    /// Whether the entity is of this kind or class.
    pub fn is(&self, r: Ref, kind: &str) -> bool {
        let e = self.get(r);
        e.kind == kind || e.class == kind
    }

    /// All, by reference.
    pub fn iter(&self) -> impl Iterator<Item = (Ref, &Entity)> {
        self.list.iter().enumerate().map(|(i, e)| (i as Ref, e))
    }
}
