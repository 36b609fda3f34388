//! Events: triggers evoke frames, phrases around them fill roles, tellings of one event unite.

mod clause;
mod number;
mod scene;
mod story;
mod medial;
pub mod candidate;
mod frame;
pub mod merge;
pub mod assemble;

use crate::link::{Entities, Linked, Links, Ref};
use crate::mention::spot::{Spots, Words};
use crate::model::PartialDate;
use crate::pack::Pack;
use crate::pack::lexicon::Cases;
use crate::text::token::Sentence;
use crate::time::{TimeExpr, TimeValue};
use candidate::Candidate;
use scene::Scene;

/// A report counts the days of a trip up to its own: the highest day that it names is the day of the article.
fn first_day(pack: &Pack, text: &Words<'_>, sentences: &[Sentence], today: Option<PartialDate>) -> Option<jiff::civil::Date> {
    let day = today?.civil()?;
    let times = sentences.iter().flat_map(|s| pack.time.find(text.tokens, s, today));
    let times: Vec<_> = times.collect();
    let last = times.iter().filter_map(|t| if let TimeValue::DayOfVisit(n) = t.value { Some(n) } else { None }).max()?;
    // A report that looks back on the first day may be written on a later one.
    let recent = day.checked_sub(jiff::Span::new().days(3)).ok()?;
    let looks_back =
        |t: &TimeExpr| matches!(t.in_tense(today, false), TimeValue::Interval { start, .. } if start.civil().is_some_and(|d| recent <= d && d < day));
    if last == 1 && times.iter().any(looks_back) {
        return None;
    }
    day.checked_sub(jiff::Span::new().days(i64::from(last) - 1)).ok()
}

/// The countries that the article names, and cities that are the capital of theirs.
fn seats(pack: &Pack, links: &Links) -> Vec<Ref> {
    let capital = |e: &crate::model::Entity| {
        let country = e.country.first().and_then(|code| pack.gazetteer.country(code));
        country.is_some_and(|ix| pack.gazetteer.entities[ix as usize].capital == e.id)
    };
    links.entities.iter().filter(|(_, e)| e.class == "Country" || (e.class == "City" && capital(e))).map(|(r, _)| r).collect()
}

/// The capitals that the article names with their countries, where it names those too.
fn capitals(pack: &Pack, links: &Links) -> Vec<(Ref, Ref)> {
    let gaz = &pack.gazetteer;
    let country = |r: Ref| links.entities.get(r).country.first().and_then(|c| gaz.country(c));
    let of = |r: Ref| {
        let ix = country(r).filter(|ix| gaz.entities[*ix as usize].capital == links.entities.get(r).id)?;
        links.entities.iter().find(|(_, e)| e.id == gaz.entity(ix).id).map(|(c, _)| (r, c))
    };
    links.entities.iter().filter(|(_, e)| e.class == "City").filter_map(|(r, _)| of(r)).collect()
}

/// The one person who is the subject of a sentence: its last agent by form, else its first bare person.
fn topic<'l>(entities: &Entities, linked: &'l [Linked]) -> Option<&'l Linked> {
    let person = |l: &&Linked| !l.attributive && l.refs.len() == 1 && entities.is(l.refs[0], "Person");
    let agent = linked.iter().rev().filter(person).find(|l| l.mention.case == Cases::SUBJ);
    agent.or_else(|| linked.iter().filter(person).find(|l| l.mention.case == Cases::NOM))
}

/// Every reading of every trigger of the article, in text order.
pub fn candidates(pack: &Pack, text: &Words<'_>, sentences: &[Sentence], spots: &[Spots<'_>], links: &Links, today: Option<PartialDate>) -> Vec<Candidate> {
    let mut out = Vec::new();
    let first_day = first_day(pack, text, sentences, today);
    let capitals = capitals(pack, links);
    let seats = seats(pack, links);
    let mut before = None;
    let mut steps = Vec::with_capacity(sentences.len());
    for (n, (sentence, spots)) in sentences.iter().zip(spots).enumerate() {
        // A question states nothing.
        if text.tokens.form(sentence.to - 1) == "?" {
            steps.push(story::Step::default());
            continue;
        }
        let linked = &links.sentences[n];
        let recent: Vec<_> = links.sentences[n.saturating_sub(3)..n].iter().flatten().filter(|l| l.named).flat_map(|l| l.refs.iter().copied()).rev().collect();
        let times = pack.time.find(text.tokens, sentence, today);
        let mut taken: Vec<(usize, usize)> = linked.iter().map(|l| (l.mention.from, l.mention.to)).chain(times.iter().map(|t| (t.from, t.to))).collect();
        taken.sort_unstable();
        let mentions: Vec<_> = linked.iter().map(|l| &l.mention).collect();
        let clauses = clause::Clauses::split(text, spots, &mentions);
        let mut triggers = medial::settle(text, spots, linked, scene::triggers(spots, &taken));
        triggers.extend(scene::evoking_names(spots, linked, &links.entities));
        triggers.sort_unstable();
        let scene = Scene {
            verbs: medial::verbs(spots, &taken, &triggers),
            text,
            spots,
            linked,
            entities: &links.entities,
            clauses,
            numbers: number::numbers(text, spots, &taken),
            triggers,
            times,
            sentence: n,
            countries: &links.countries,
            capitals: &capitals,
            seats: &seats,
            leaders: &links.leaders,
            recent: &recent,
            topic: n.checked_sub(1).and_then(|before| topic(&links.entities, &links.sentences[before])),
            today,
            first_day,
            before,
        };
        steps.push(story::Step::of(&scene));
        before = scene
            .times
            .iter()
            .find_map(|t| if let TimeValue::Interval { start, end } = t.in_tense(today, false) { Some((start, end)) } else { None })
            .or(before.filter(|_| scene.times.is_empty() && scene.triggers.is_empty()));
        out.extend(frame::candidates(&scene));
        out.extend(story::departures(&scene));
    }
    story::narrate(pack, &mut out, &steps, today);
    out
}
