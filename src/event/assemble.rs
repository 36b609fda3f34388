//! From united tellings to events of the model, with their evidence.

use std::collections::BTreeMap;

use super::candidate::Candidate;
use super::merge::{Told, policy};
use crate::link::Entities;
use crate::mention::spot::Words;
use crate::model::{Event, Evidence, PartialDate, Status};
use crate::pack::Pack;
use crate::text::token::Sentence;

/// Turns what was told into events. A status that no sign shows follows from the date: planned after `today`, else actual.
pub fn events(pack: &Pack, text: &Words<'_>, sentences: &[Sentence], entities: &Entities, told: Vec<Told>, today: Option<PartialDate>) -> Vec<Event> {
    told.into_iter().map(|t| event(pack, text, sentences, entities, &t, today)).collect()
}

fn event(pack: &Pack, text: &Words<'_>, sentences: &[Sentence], entities: &Entities, told: &Told, today: Option<PartialDate>) -> Event {
    let c = &told.sum;
    let has = |number: &str| policy(pack, &c.class).is_some_and(|p| p.numbers.iter().any(|n| n == number));
    let status = c.status.unwrap_or_else(|| match (c.start, today) {
        (Some(start), Some(day)) if start > day && !start.fits(day) => Status::Planned,
        _ => Status::Actual,
    });
    // Who chairs takes part by that; the role says both.
    let chairs = c.roles.get("coChair").cloned().unwrap_or_default();
    let mut all = c.roles.clone();
    if let Some(participants) = all.get_mut("participant") {
        participants.retain(|p| !chairs.contains(p));
    }
    let roles = all.iter().filter(|(_, f)| !f.is_empty()).map(|(r, f)| (r.clone(), f.iter().map(|x| entities.get(*x).id.clone()).collect()));
    let amount = c.amount.clone().filter(|_| has("amount"));
    Event {
        class: c.class.clone(),
        status,
        roles: roles.collect(),
        start: c.start,
        end: c.end,
        ordinal: c.ordinal.filter(|_| has("ordinal")),
        quantity: c.quantity.filter(|_| has("quantity")),
        currency: amount.as_ref().map(|a| a.1.clone()),
        amount: amount.map(|a| a.0),
        trigger: word(text, c),
        evidence: evidence(text, sentences, &told.tellings),
    }
}

fn word(text: &Words<'_>, c: &Candidate) -> String {
    if c.trigger.0 < c.trigger.1 { text.tokens.span(c.trigger.0, c.trigger.1).of(text.source).to_owned() } else { String::new() }
}

/// One piece of evidence a sentence, in text order.
fn evidence(text: &Words<'_>, sentences: &[Sentence], tellings: &[Candidate]) -> Vec<Evidence> {
    let mut by_sentence: BTreeMap<usize, String> = BTreeMap::new();
    for t in tellings {
        by_sentence.entry(t.sentence).or_insert_with(|| t.frame.clone());
    }
    by_sentence.into_iter().map(|(s, rule)| Evidence { span: text.tokens.span(sentences[s].from, sentences[s].to), rule }).collect()
}
