//! What identifies an event of each class: the table `data/merging.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::Event;

/// How events of each class are compared.
#[derive(Clone, Debug)]
pub struct Kinds {
    near_days: i64,
    fold: BTreeMap<String, String>,
    families: BTreeMap<String, Family>,
    family_of: BTreeMap<String, String>,
}

/// What identifies an event of one family of classes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Family {
    #[serde(default)]
    classes: BTreeSet<String>,
    core: BTreeSet<String>,
    #[serde(default, rename = "where")]
    pub(super) places: BTreeSet<String>,
    #[serde(default)]
    pub(super) body: Option<String>,
    #[serde(default)]
    pub(super) lasting: bool,
    #[serde(default)]
    pub(super) daily: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    near_days: i64,
    fold: BTreeMap<String, String>,
    family: BTreeMap<String, Family>,
}

static EMBEDDED: LazyLock<Kinds> = LazyLock::new(|| Kinds::parse(include_str!("../../data/merging.toml")).expect("data/merging.toml is checked by the tests"));

static UNLISTED: LazyLock<Family> = LazyLock::new(|| Family { daily: true, ..Family::default() });

impl Kinds {
    /// The table that is built into the program.
    pub fn embedded() -> &'static Kinds {
        &EMBEDDED
    }

    /// Reads a table; the message of an error says where and what.
    pub fn parse(text: &str) -> Result<Kinds, String> {
        let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
        let mut family_of = BTreeMap::new();
        for (name, family) in &file.family {
            let own = [name.clone()];
            let classes = if family.classes.is_empty() { own.iter().collect() } else { family.classes.iter().collect::<Vec<_>>() };
            for class in classes {
                if let Some(other) = family_of.insert(class.clone(), name.clone()) {
                    return Err(format!("the class {class} is in two families, {other} and {name}"));
                }
            }
        }
        Ok(Kinds { near_days: file.near_days, fold: file.fold, families: file.family, family_of })
    }

    /// The family of a class; an unlisted class is its own.
    pub fn family_of<'a>(&'a self, class: &'a str) -> &'a str {
        self.family_of.get(class).map_or(class, String::as_str)
    }

    pub(super) fn family(&self, class: &str) -> &Family {
        self.families.get(self.family_of(class)).unwrap_or(&UNLISTED)
    }

    pub(super) fn near_days(&self) -> i64 {
        self.near_days
    }

    fn folded<'a>(&'a self, role: &'a str) -> &'a str {
        self.fold.get(role).map_or(role, String::as_str)
    }

    /// The fillers of the core roles, equivalent roles counted as one.
    pub(super) fn core(&self, event: &Event) -> BTreeSet<(String, String)> {
        let family = self.family(&event.class);
        event
            .roles
            .iter()
            .map(|(role, fillers)| (self.folded(role), fillers))
            .filter(|(role, _)| family.core.is_empty() || family.core.contains(*role))
            .flat_map(|(role, fillers)| fillers.iter().map(move |f| (role.to_owned(), f.clone())))
            .collect()
    }

    /// Drops a filler of a general role that the same event has in a special one.
    pub(super) fn drop_implied(&self, roles: &mut BTreeMap<String, BTreeSet<String>>) {
        for (special, general) in &self.fold {
            let Some(have) = roles.get(special).cloned() else { continue };
            if let Some(fillers) = roles.get_mut(general) {
                fillers.retain(|f| !have.contains(f));
            }
        }
        roles.retain(|_, fillers| !fillers.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_reads() {
        let kinds = Kinds::embedded();
        assert_eq!(kinds.family_of("Summit"), "Meeting");
        assert_eq!(kinds.family_of("Nonesuch"), "Nonesuch");
        assert!(kinds.family("Nonesuch").daily && kinds.family("Supply").lasting);
    }

    #[test]
    fn a_class_of_two_families_is_refused() {
        let text = "near_days = 1\n[fold]\n[family.A]\ncore = []\nclasses = [\"X\"]\n[family.B]\ncore = []\nclasses = [\"X\"]\n";
        assert!(Kinds::parse(text).unwrap_err().contains("two families"));
    }
}
