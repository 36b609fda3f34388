//! The order of the stages for one article. The only caller of the stages.

use std::collections::{BTreeMap, BTreeSet};

use crate::event::{assemble, candidate::Candidate, candidates, merge};
use crate::link::{self, Entities, Filed, Linked, Links, Ref};
use crate::mention::{
    self,
    spot::{Spots, Words},
};
use crate::model::{Article, Entity, Event, Evidence, Facts, MentionFact, PartialDate, PositionFact, RelationFact, RelationKind, Status};
use crate::pack::Pack;
use crate::pack::gazetteer::{EntityIx, Name};
use crate::text::block::{Block, BlockKind, DateSource};
use crate::text::token::{Sentence, Tokens, language_of, sentences};

/// Sentences, the headline among them, in which a report names the weekday of its news.
const OPENING: usize = 4;

/// An article with the value of each stage: for reading on, for `annotate`, for tests of rules.
pub struct Reading<'a> {
    /// Tokens with their numbers.
    pub words: Words<'a>,
    /// Blocks of the source.
    pub blocks: Vec<Block>,
    /// The article's own sentences.
    pub sentences: Vec<Sentence>,
    /// Day of the article, given or found.
    pub today: Option<PartialDate>,
    /// Linked mentions.
    pub links: Links,
    /// Readings of triggers.
    pub candidates: Vec<Candidate>,
}

/// Reads an article: everything that it says, with evidence. Cannot fail; an article of noise gives no facts.
pub fn read(pack: &Pack, article: Article) -> Facts {
    let tokens = Tokens::new(&article.text);
    let reading = stages(pack, &article, &tokens);
    facts(pack, &article, &reading)
}

/// Runs the stages up to the readings of triggers.
pub fn stages<'a>(pack: &Pack, article: &'a Article, tokens: &'a Tokens) -> Reading<'a> {
    let blocks = pack.noise.blocks(&article.text);
    let words = Words { source: &article.text, tokens, numbers: pack.vocab.number(tokens) };
    let abbreviation = |w: &str| pack.languages.iter().any(|l| l.lexicon.abbreviations.iter().any(|a| a == w));
    let all = cut_at_blocks(tokens, sentences(tokens, &abbreviation), &blocks);
    let own: Vec<Sentence> = all.into_iter().filter(|s| is_own(&blocks, tokens.get(s.from).span.start)).collect();
    let mut today = article.date.or_else(|| anchor(pack, &article.text, tokens, &blocks));
    let spots: Vec<Spots<'_>> = own.iter().map(|s| Spots::find(pack, &words, s)).collect();
    let mentions = mention::mentions(pack, &words, &spots);
    if today.is_none()
        && let Some((month, day)) = yearless(pack, &article.text, tokens, &blocks)
    {
        let undated = link::link(pack, &words, &own, mentions.clone(), Filed::default());
        let weekdays: Vec<i8> = own.iter().take(OPENING).flat_map(|s| pack.time.weekdays(tokens, s.from, s.to)).collect();
        today = link::year::date(pack, &undated, month, day, &weekdays);
    }
    let links = link::link(pack, &words, &own, mentions, Filed { date: today, place: filed_from(pack, &words, &blocks) });
    let mut found = candidates(pack, &words, &own, &spots, &links, today);
    let mut reading = Reading { words, blocks, sentences: own, today, links, candidates: Vec::new() };
    found.extend(posts(pack, &mut reading));
    reading.candidates = found;
    reading
}

/// Own text: headline, body, and posts that the article embeds.
fn is_own(blocks: &[Block], at: usize) -> bool {
    let block = blocks.iter().find(|b| b.span.start <= at && at < b.span.end);
    block.is_none_or(|b| matches!(b.kind, BlockKind::Headline | BlockKind::Body | BlockKind::Subhead | BlockKind::Embed { .. }))
}

/// No sentence goes over the edge of a block.
fn cut_at_blocks(tokens: &Tokens, list: Vec<Sentence>, blocks: &[Block]) -> Vec<Sentence> {
    let edges: Vec<usize> = blocks.iter().map(|b| tokens.at_byte(b.span.start)).collect();
    let mut out = Vec::with_capacity(list.len());
    for s in list {
        let mut from = s.from;
        for e in edges.iter().filter(|e| **e > s.from && **e < s.to) {
            out.push(Sentence { from, to: *e, lang: language_of(tokens, from, *e) });
            from = *e;
        }
        out.push(Sentence { from, to: s.to, lang: if from == s.from { s.lang } else { language_of(tokens, from, s.to) } });
    }
    out.retain(|s| s.from < s.to);
    out
}

/// The day that the article states of itself: its date line, else the latest date of a post that it embeds,
/// else a full date that it names with a weekday.
fn anchor(pack: &Pack, text: &str, tokens: &Tokens, blocks: &[Block]) -> Option<PartialDate> {
    let parse = |from: usize, to: usize| pack.time.full_date(tokens, tokens.at_byte(from), tokens.at_byte(to));
    let stated = pack.noise.printed_date(text, blocks);
    let line = stated.iter().filter(|d| d.source != DateSource::Embed).find_map(|d| parse(d.span.start, d.span.end));
    line.or_else(|| stated.iter().filter(|d| d.source == DateSource::Embed).filter_map(|d| parse(d.span.start, d.span.end)).max())
}

/// The city of the article's dateline.
fn filed_from(pack: &Pack, words: &Words<'_>, blocks: &[Block]) -> Option<EntityIx> {
    let line = blocks.iter().find(|b| b.kind == BlockKind::Dateline)?;
    let (from, to) = (words.tokens.at_byte(line.span.start), words.tokens.at_byte(line.span.end));
    let mut found = None;
    for i in from..to {
        pack.gazetteer.names.walk(words.tokens, &words.numbers, i, to, &|_| 0, |_, names| {
            let cities = names.iter().filter_map(|n| if let Name::Entity { ix, .. } = n { Some(*ix) } else { None });
            found = found.or_else(|| cities.clone().find(|ix| pack.gazetteer.entity(*ix).class == "City"));
        });
    }
    found
}

/// Month and day of a date line that leaves the year out.
fn yearless(pack: &Pack, text: &str, tokens: &Tokens, blocks: &[Block]) -> Option<(u8, u8)> {
    let stated = pack.noise.printed_date(text, blocks);
    let lines = stated.iter().filter(|d| d.source != DateSource::Embed);
    lines.map(|d| pack.time.yearless_date(tokens, tokens.at_byte(d.span.start), tokens.at_byte(d.span.end))).find_map(|d| d)
}

/// A post signed by a listed person is a statement of theirs on its day.
fn posts(pack: &Pack, reading: &mut Reading<'_>) -> Vec<Candidate> {
    let mut out = Vec::new();
    for b in reading.blocks.clone() {
        let BlockKind::Embed { author: Some(author), date_line, .. } = &b.kind else { continue };
        let tokens = Tokens::new(author);
        let numbers = pack.vocab.number(&tokens);
        let mut who = None;
        pack.gazetteer.names.walk(&tokens, &numbers, 0, tokens.len(), &|_| 0, |_, found| {
            for n in found {
                if let crate::pack::gazetteer::Name::Entity { ix, .. } = n {
                    who = Some(*ix);
                }
            }
        });
        let Some(ix) = who.filter(|ix| pack.gazetteer.entity(*ix).kind == "Person") else { continue };
        let at = reading.words.tokens.at_byte(b.span.start);
        let Some(sentence) = reading.sentences.iter().position(|s| s.from >= at && reading.words.tokens.get(s.from).span.start < b.span.end) else { continue };
        let day = pack.time.full_date(reading.words.tokens, reading.words.tokens.at_byte(date_line.start), reading.words.tokens.at_byte(date_line.end));
        let speaker = reading.links.entities.listed(pack, ix);
        out.push(Candidate {
            frame: "post".to_owned(),
            class: "Statement".to_owned(),
            roles: BTreeMap::from([("speaker".to_owned(), BTreeSet::from([speaker]))]),
            status: Some(Status::Actual),
            start: day,
            end: day,
            ordinal: None,
            quantity: None,
            amount: None,
            whole: true,
            trigger: (0, 0),
            sentence,
            narrative: false,
            shift: None,
            past: false,
            other: false,
            echo: false,
            definite: false,
            occasion: None,
            lasts: None,
        });
    }
    out
}

/// The last stage for one article: what it says, in the terms of the model.
pub fn facts(pack: &Pack, article: &Article, reading: &Reading<'_>) -> Facts {
    let entities = &reading.links.entities;
    let told = merge::unite(pack, entities, reading.candidates.clone());
    let tellings: Vec<Vec<Candidate>> = told.iter().map(|t| t.tellings.clone()).collect();
    let events = assemble::events(pack, &reading.words, &reading.sentences, entities, told, reading.today);
    let mut out = Facts { article: article.clone(), ..Facts::default() };
    out.article.date = reading.today;
    out.article.language = language_of(reading.words.tokens, 0, reading.words.tokens.len());
    if out.article.title.is_none() {
        let headline = reading.blocks.iter().find(|b| b.kind == BlockKind::Headline);
        out.article.title = headline.map(|b| b.span.of(&article.text).trim().to_owned()).filter(|t| !t.is_empty());
    }
    out.mentions = mentions(pack, reading);
    out.positions = positions(reading);
    out.relations = relations(pack, reading, &events, &tellings, &out.mentions);
    out.events = events;
    describe(pack, entities, &mut out);
    out
}

fn mentions(pack: &Pack, reading: &Reading<'_>) -> Vec<MentionFact> {
    let mut out = Vec::new();
    let tokens = reading.words.tokens;
    for l in reading.links.sentences.iter().flatten() {
        let m = &l.mention;
        for (from, to, ix) in &m.within {
            out.push(MentionFact { entity: pack.gazetteer.entity(*ix).id.clone(), span: tokens.span(*from, *to) });
        }
        if l.named {
            for r in &l.refs {
                out.push(MentionFact { entity: reading.links.entities.get(*r).id.clone(), span: tokens.span(m.name.0, m.name.1) });
            }
        }
    }
    out.sort_by_key(|m| m.span);
    out
}

fn positions(reading: &Reading<'_>) -> Vec<PositionFact> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for h in &reading.links.holdings {
        let person = reading.links.entities.get(h.person).id.clone();
        if seen.insert((person.clone(), h.position.id.clone())) {
            let span = reading.words.tokens.span(h.from, h.to);
            out.push(PositionFact { person, position: h.position.clone(), evidence: Evidence { span, rule: "title".to_owned() } });
        }
    }
    out
}

/// Persons of each actual meeting met; a listed part is part of its whole where the article names both.
fn relations(pack: &Pack, reading: &Reading<'_>, events: &[Event], tellings: &[Vec<Candidate>], mentions: &[MentionFact]) -> Vec<RelationFact> {
    let entities = &reading.links.entities;
    let kind = |id: &str| entities.iter().find(|(_, e)| e.id == id).map(|(_, e)| e.kind.clone());
    let mut out: Vec<RelationFact> = Vec::new();
    let meetings = events.iter().zip(tellings).filter(|(e, _)| matches!(e.class.as_str(), "Meeting" | "CommissionSession" | "Summit"));
    for (e, tellings) in meetings.filter(|(e, _)| e.status == Status::Actual) {
        let people: BTreeSet<&String> = e
            .roles
            .iter()
            .filter(|(r, _)| matches!(r.as_str(), "participant" | "coChair"))
            .flat_map(|(_, f)| f)
            .filter(|id| kind(id).as_deref() == Some("Person"))
            .collect();
        for a in &people {
            for b in people.iter().filter(|b| *b > a && (people.len() == 2 || opposite(entities, a, b))) {
                if !told_to_meet(pack, reading, tellings, a, b, people.len() == 2) {
                    continue;
                }
                if !out.iter().any(|r| r.subject == **a && r.object == **b) {
                    out.push(RelationFact { kind: RelationKind::Met, subject: (*a).clone(), object: (*b).clone(), evidence: e.evidence.first().cloned() });
                }
            }
        }
    }
    let named: BTreeSet<&String> = mentions.iter().map(|m| &m.entity).collect();
    for (_, e) in entities.iter() {
        if let Some(whole) = e.part_of.as_ref().filter(|w| named.contains(w) && named.contains(&e.id)) {
            out.push(RelationFact { kind: RelationKind::PartOf, subject: e.id.clone(), object: whole.clone(), evidence: None });
        }
    }
    out
}

/// Whether a telling has both and not only side by side, as those whom somebody else met ("he met A and B"), or two of
/// one country who attend.
/// Where no telling has both, two are enough for a meeting, and many are not.
fn told_to_meet(pack: &Pack, reading: &Reading<'_>, tellings: &[Candidate], a: &str, b: &str, two: bool) -> bool {
    let entities = &reading.links.entities;
    let is = |r: &Ref, id: &str| entities.get(*r).id == id;
    // Whom only the pack's knowledge adds ("the annual summit") the telling does not name.
    let named = |c: &Candidate, id: &str| reading.links.sentences[c.sentence].iter().any(|l| l.refs.iter().any(|r| is(r, id)));
    let has = |c: &Candidate, id: &str| c.roles.values().flatten().any(|r| is(r, id)) && named(c, id);
    let mut both = tellings.iter().filter(|c| has(c, a) && has(c, b)).peekable();
    if both.peek().is_none() {
        return two && tellings.iter().any(|c| has(c, a)) && tellings.iter().any(|c| has(c, b));
    }
    both.any(|c| {
        let comitative = |l: &&Linked| !opposite(entities, a, b) || pack.languages.iter().any(|x| x.lexicon.is_case(l.mention.case, &["abl", "with"]));
        let groups = |id: &str| -> BTreeSet<usize> {
            let of = reading.links.sentences[c.sentence].iter().filter(|l| l.refs.iter().any(|r| is(r, id)));
            of.filter(comitative).map(|l| l.mention.group).collect()
        };
        groups(a).is_disjoint(&groups(b))
    })
}

/// Two of one country do not meet each other where many meet; they sit on one side.
fn opposite(entities: &Entities, a: &str, b: &str) -> bool {
    let country = |id: &str| entities.iter().find(|(_, e)| e.id == id).map(|(_, e)| e.country.clone()).unwrap_or_default();
    let (x, y) = (country(a), country(b));
    x.is_empty() || y.is_empty() || !x.iter().any(|c| y.contains(c))
}

/// Describes every entity that a fact names, and the wholes and countries that those belong to.
fn describe(pack: &Pack, entities: &Entities, out: &mut Facts) {
    let gaz = &pack.gazetteer;
    let find = |id: &str| -> Option<Entity> {
        entities.iter().find(|(_, e)| e.id == id).map(|(_, e)| e.clone()).or_else(|| gaz.by_id(id).map(|ix| gaz.entity(ix).clone()))
    };
    let mut queue: Vec<String> = out.mentions.iter().map(|m| m.entity.clone()).collect();
    queue.extend(out.positions.iter().map(|p| p.person.clone()));
    queue.extend(out.events.iter().flat_map(|e| e.roles.values().flatten().cloned()));
    queue.extend(out.relations.iter().flat_map(|r| [r.subject.clone(), r.object.clone()]));
    queue.extend(out.positions.iter().filter_map(|p| p.position.country.as_deref()).filter_map(|c| gaz.country(c)).map(|ix| gaz.entity(ix).id.clone()));
    while let Some(id) = queue.pop() {
        if out.entities.contains_key(&id) {
            continue;
        }
        let Some(e) = find(&id) else { continue };
        queue.extend(e.part_of.clone());
        queue.extend(e.country.iter().filter_map(|c| gaz.country(c)).map(|ix| gaz.entity(ix).id.clone()));
        out.entities.insert(id, e);
    }
}
