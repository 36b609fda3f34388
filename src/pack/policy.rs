//! How readings of one kind of event become events: what makes two of them one.

use serde::Deserialize;

use crate::pack::lexicon::toml_error;
use crate::pack::source::PackError;

/// The policy of one event class.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventPolicy {
    /// Ontology class.
    pub class: String,
    /// Classes of one family can be one event.
    pub family: String,
    /// Roles whose fillers make it that event.
    pub core: Vec<String>,
    /// Roles whose fillers must not lie apart.
    pub place: Vec<String>,
    /// Which of `ordinal`, `quantity`, `amount` events of the class have.
    pub numbers: Vec<String>,
    /// Whether there is one such event per core fillers, whatever its date.
    #[serde(default)]
    pub single: bool,
    /// Whether the core fillers of two readings of one event must nest: two calls of one caller are two.
    #[serde(default)]
    pub nested: bool,
    /// Whether a core role of one reading may be filled otherwise in another: a buyer here is a party there.
    #[serde(default)]
    pub mixed: bool,
    /// Whether such an event, told in the past tense without a date, is of the day that the story has reached.
    #[serde(default)]
    pub narrated: bool,
}

/// What one event of an article tells of another: roles that the one lacks are those of the other.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inference {
    /// Class of the event that lacks roles.
    pub event: String,
    /// Class of the event that has them.
    pub from: String,
    /// Role of the first whose fillers both must share.
    pub share: String,
    /// Role of the second that shares them; the same one where it is left out.
    pub with: Option<String>,
    /// Whether the two must be of one status and of one time, or told next to each other where no day is known.
    #[serde(default)]
    pub together: bool,
    /// Role of the first to role of the second.
    pub map: std::collections::BTreeMap<String, String>,
}

/// All of `events.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policies {
    /// By class.
    #[serde(rename = "event")]
    pub events: Vec<EventPolicy>,
    /// In order.
    #[serde(default, rename = "infer")]
    pub inferences: Vec<Inference>,
}

/// Reads `events.toml`.
pub fn load(file: &str, text: &str) -> Result<Policies, PackError> {
    toml::from_str(text).map_err(|e| toml_error(file, text, &e))
}
