//! The occasion on which something is said: "after talks with X, Y said", "told X during talks", "welcoming X, Y said".

use super::Medial;
use super::verbs::preposition_before;
use crate::pack::frame::{BLOCKED, Frame, Pos};
use crate::pack::lexicon::{Cases, Class};

impl Medial<'_> {
    /// The trigger of the gathering at which, or after which, this verb tells that something was said: a noun after a
    /// preposition of time beside the verb, or a participle that opens the sentence. Its own trigger where the words
    /// were said to the press of the day.
    pub fn occasion(&self) -> Option<(usize, usize)> {
        let (spots, tokens) = (self.scene.spots, self.scene.text.tokens);
        let verb = (self.pos == Pos::Verb).then(|| self.group(self.trigger.0))?;
        let frames = &spots.language.frames;
        let gathers = |f: &Frame| f.slots.iter().any(|s| s.role == "participant" || s.role == "coChair") && f.event != "JointExercise";
        let comma = |from: usize, to: usize| (from..to).any(|i| tokens.form(i) == ",");
        let quiet = |from: usize, to: usize| !(from..to).any(|i| matches!(tokens.form(i), "\u{201C}" | "\u{201D}" | "\""));
        let verbs_between = |from: usize, to: usize| self.scene.verbs.iter().any(|v| v.0 >= from && v.1 <= to);
        let found = self.scene.triggers.iter().filter(|o| o.2 != BLOCKED && gathers(&frames[o.2 as usize])).find(|o| {
            let other = Medial::new(self.scene, frames[o.2 as usize].pos, (o.0, o.1));
            if other.pos == Pos::Verb {
                let active = spots.language.lexicon.active_suffixes.iter().any(|s| tokens.form(o.0).ends_with(s.as_str()));
                return o.0 == spots.start() && active && o.1 <= verb.0 && comma(o.1, verb.0) && !verbs_between(o.1, verb.0);
            }
            let timed = |at: usize| spots.case(at).is_some_and(|(_, c)| spots.language.lexicon.is_case(c, &["after", "during", "in"]));
            let Some(at) = preposition_before(spots, other.phrase_start()).filter(|p| timed(*p)) else { return false };
            let after = at >= verb.1 && !verbs_between(verb.1, at) && self.scene.clauses.at(at) == self.scene.clauses.at(verb.1 - 1);
            let opens = at <= spots.start() + 1 && o.1 <= verb.0 && comma(o.1, verb.0);
            (after || opens) && quiet(at.min(verb.0), o.1.max(verb.1))
        });
        found.map(|o| (o.0, o.1)).or_else(|| self.is_said_to_press(verb).then_some(self.trigger))
    }

    /// "said at a joint press conference", "addressing the press, X said", "told an evening briefing".
    fn is_said_to_press(&self, verb: (usize, usize)) -> bool {
        let spots = self.scene.spots;
        let press = |i: usize| spots.class(i, Class::Press).is_some();
        let end = self.scene.verbs.iter().find(|v| v.0 >= verb.1).map_or(spots.end(), |v| v.0).min(verb.1 + 8);
        let beside = (verb.1..end).take_while(|i| self.scene.text.tokens.form(*i) != ",").find(|i| press(*i));
        let told = beside.is_some_and(|i| (verb.1..=i).all(|k| self.scene.phrase_at(k).is_none_or(|l| l.mention.case != Cases::BY)));
        let opens = (spots.start()..(spots.start() + 6).min(verb.0)).any(press) && !self.scene.verbs.iter().any(|v| v.0 > spots.start() && v.1 <= verb.0);
        told || opens
    }
}
