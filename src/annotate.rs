//! What each stage found in an article, as one line of JSON: for debugging, and for scoring single stages.
//!
//! Shows values of the stages and computes none of its own. Spans are given in bytes and in code points of the
//! article as it was read.

use serde::Serialize;

use crate::link::Ref;
use crate::mention::{Title, What};
use crate::model::{self, Article, Evidence, Facts, PositionFact, RelationFact, RelationKind, Status};
use crate::pack::Pack;
use crate::pipeline::{self, Reading};
use crate::span::{CodePoints, Span};
use crate::text::block::BlockKind;
use crate::text::token::Tokens;

/// Reads an article and tells the value of every stage, as one JSON object without line breaks.
pub fn annotate(pack: &Pack, article: &Article) -> String {
    let tokens = Tokens::new(&article.text);
    let reading = pipeline::stages(pack, article, &tokens);
    let view = View { pack, text: &article.text, points: CodePoints::new(&article.text), reading: &reading };
    let facts = pipeline::facts(pack, article, &reading);
    serde_json::to_string(&view.document(&facts)).expect("plain values have a JSON form")
}

#[derive(Serialize)]
struct Document<'a> {
    id: &'a str,
    origin: &'a str,
    title: Option<&'a str>,
    date: Option<String>,
    language: &'a str,
    url: Option<&'a str>,
    publisher: Option<&'a str>,
    bytes: usize,
    chars: usize,
    blocks: Vec<Block<'a>>,
    sentences: Vec<Sentence<'a>>,
    mentions: Vec<Mention<'a>>,
    times: Vec<Time<'a>>,
    candidates: Vec<Candidate<'a>>,
    events: Vec<Event<'a>>,
    positions: Vec<Position<'a>>,
    relations: Vec<Relation<'a>>,
}

/// A stretch of the article's text.
#[derive(Serialize)]
struct Stretch<'a> {
    /// `[first, one past the last)`.
    bytes: [usize; 2],
    chars: [usize; 2],
    text: &'a str,
}

#[derive(Serialize)]
struct Block<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    noise: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    #[serde(flatten)]
    at: Stretch<'a>,
}

#[derive(Serialize)]
struct Sentence<'a> {
    language: &'static str,
    #[serde(flatten)]
    at: Stretch<'a>,
}

#[derive(Serialize)]
struct Mention<'a> {
    /// Number of the sentence, from 0.
    sentence: usize,
    /// What the words are: a name, an office, a pronoun...
    form: &'static str,
    /// Ontology class of the referent; absent where nothing is referred to.
    #[serde(rename = "type")]
    class: Option<&'a str>,
    /// Identifiers of the referents: none, one, or two for a pair.
    entity: Vec<&'a str>,
    label: Option<&'a str>,
    case: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<Office<'a>>,
    #[serde(flatten)]
    at: Stretch<'a>,
}

#[derive(Serialize)]
struct Office<'a> {
    role: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'a str>,
    former: bool,
    counterpart: bool,
}

#[derive(Serialize)]
struct Time<'a> {
    sentence: usize,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternative: Option<String>,
    rule: &'a str,
    #[serde(flatten)]
    at: Stretch<'a>,
}

#[derive(Serialize)]
struct Candidate<'a> {
    sentence: usize,
    frame: &'a str,
    class: &'a str,
    status: Option<&'static str>,
    whole: bool,
    roles: Roles<'a>,
    #[serde(flatten)]
    values: Values,
    #[serde(flatten)]
    at: Option<Stretch<'a>>,
}

#[derive(Serialize)]
struct Event<'a> {
    class: &'a str,
    status: &'static str,
    roles: Roles<'a>,
    #[serde(flatten)]
    values: Values,
    trigger: &'a str,
    evidence: Vec<Words<'a>>,
}

/// Dates and numbers; what is not known is left out.
#[derive(Serialize)]
struct Values {
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ordinal: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<String>,
}

#[derive(Serialize)]
struct Position<'a> {
    person: &'a str,
    position: &'a str,
    label: &'a str,
    evidence: Words<'a>,
}

#[derive(Serialize)]
struct Relation<'a> {
    relation: &'static str,
    subject: &'a str,
    object: &'a str,
    evidence: Option<Words<'a>>,
}

/// Evidence: words and the rule that read them.
#[derive(Serialize)]
struct Words<'a> {
    rule: &'a str,
    #[serde(flatten)]
    at: Stretch<'a>,
}

type Roles<'a> = std::collections::BTreeMap<&'a str, Vec<&'a str>>;

struct View<'a> {
    pack: &'a Pack,
    text: &'a str,
    points: CodePoints,
    reading: &'a Reading<'a>,
}

impl<'a> View<'a> {
    fn document<'f>(&'f self, facts: &'f Facts) -> Document<'f> {
        let article = &facts.article;
        Document {
            id: &article.id,
            origin: &article.origin,
            title: article.title.as_deref(),
            date: article.date.map(|d| d.to_string()),
            language: article.language.tag(),
            url: article.url.as_deref(),
            publisher: article.publisher.as_deref(),
            bytes: self.text.len(),
            chars: self.points.before(self.text, self.text.len()),
            blocks: self.blocks(),
            sentences: self.reading.sentences.iter().map(|s| Sentence { language: s.lang.tag(), at: self.tokens(s.from, s.to) }).collect(),
            mentions: self.mentions(),
            times: self.times(),
            candidates: self.candidates(),
            events: facts.events.iter().map(|e| self.event(e)).collect(),
            positions: facts.positions.iter().map(|p| self.position(p)).collect(),
            relations: facts.relations.iter().map(|r| self.relation(r)).collect(),
        }
    }

    fn stretch(&self, span: Span) -> Stretch<'a> {
        let point = |at| self.points.before(self.text, at);
        Stretch { bytes: [span.start, span.end], chars: [point(span.start), point(span.end)], text: span.of(self.text) }
    }

    fn tokens(&self, from: usize, to: usize) -> Stretch<'a> {
        self.stretch(self.reading.words.tokens.span(from, to))
    }

    fn words<'f>(&self, evidence: &'f Evidence) -> Words<'f>
    where
        'a: 'f,
    {
        Words { rule: &evidence.rule, at: self.stretch(evidence.span) }
    }

    fn id(&self, r: Ref) -> &'a str {
        &self.reading.links.entities.get(r).id
    }

    fn blocks(&self) -> Vec<Block<'a>> {
        let blocks = self.reading.blocks.iter();
        blocks
            .map(|b| {
                let (kind, noise, author) = match &b.kind {
                    BlockKind::Headline => ("headline", None, None),
                    BlockKind::Dateline => ("dateline", None, None),
                    BlockKind::Body => ("body", None, None),
                    BlockKind::Subhead => ("subhead", None, None),
                    BlockKind::Embed { author, .. } => ("post", None, author.as_deref()),
                    BlockKind::Noise(why) => ("noise", Some(format!("{why:?}")), None),
                };
                Block { kind, noise, author, at: self.stretch(b.span) }
            })
            .collect()
    }

    fn mentions(&self) -> Vec<Mention<'a>> {
        let mut out = Vec::new();
        for (sentence, list) in self.reading.links.sentences.iter().enumerate() {
            for l in list {
                let referent = l.refs.first().map(|r| self.reading.links.entities.get(*r));
                out.push(Mention {
                    sentence,
                    form: match &l.mention.what {
                        What::Listed { .. } => "name",
                        What::Body { .. } => "state body",
                        What::Unlisted => "unlisted name",
                        What::Office => "office",
                        What::Adjective(_) => "adjective",
                        What::National(_) => "people",
                        What::Anaphor(_) => "reference",
                    },
                    class: referent.map(|e| e.class.as_str()),
                    entity: l.refs.iter().map(|r| self.id(*r)).collect(),
                    label: referent.map(|e| e.en.as_str()),
                    case: self.pack.cases.name(l.mention.case),
                    office: l.mention.title.as_ref().map(|t| self.office(t)),
                    at: self.tokens(l.mention.from, l.mention.to),
                });
            }
        }
        out
    }

    fn office(&self, title: &Title) -> Office<'a> {
        let gazetteer = &self.pack.gazetteer;
        Office {
            role: &gazetteer.roles[usize::from(title.role)].id,
            of: title.scope.map(|ix| gazetteer.entity(ix).id.as_str()),
            former: title.former,
            counterpart: title.own,
        }
    }

    fn times(&self) -> Vec<Time<'a>> {
        let mut out = Vec::new();
        for (sentence, s) in self.reading.sentences.iter().enumerate() {
            for t in self.pack.time.find(self.reading.words.tokens, s, self.reading.today) {
                out.push(Time {
                    sentence,
                    value: t.value.to_string(),
                    alternative: t.alternative.map(|d| d.to_string()),
                    rule: self.pack.time.rule_name(t.rule),
                    at: self.tokens(t.from, t.to),
                });
            }
        }
        out
    }

    fn candidates(&self) -> Vec<Candidate<'a>> {
        let candidates = self.reading.candidates.iter();
        candidates
            .map(|c| Candidate {
                sentence: c.sentence,
                frame: &c.frame,
                class: &c.class,
                status: c.status.map(Status::name),
                whole: c.whole,
                roles: c.roles.iter().map(|(role, refs)| (role.as_str(), refs.iter().map(|r| self.id(*r)).collect())).collect(),
                values: Values {
                    start: c.start.map(|d| d.to_string()),
                    end: c.end.map(|d| d.to_string()),
                    ordinal: c.ordinal,
                    quantity: c.quantity,
                    amount: c.amount.as_ref().map(|a| a.0),
                    currency: c.amount.as_ref().map(|a| a.1.clone()),
                },
                // A post is a reading without a trigger.
                at: (c.trigger.0 < c.trigger.1).then(|| self.tokens(c.trigger.0, c.trigger.1)),
            })
            .collect()
    }

    fn event<'f>(&self, e: &'f model::Event) -> Event<'f>
    where
        'a: 'f,
    {
        Event {
            class: &e.class,
            status: e.status.name(),
            roles: e.roles.iter().map(|(role, ids)| (role.as_str(), ids.iter().map(String::as_str).collect())).collect(),
            values: Values {
                start: e.start.map(|d| d.to_string()),
                end: e.end.map(|d| d.to_string()),
                ordinal: e.ordinal,
                quantity: e.quantity,
                amount: e.amount,
                currency: e.currency.clone(),
            },
            trigger: &e.trigger,
            evidence: e.evidence.iter().map(|v| self.words(v)).collect(),
        }
    }

    fn position<'f>(&self, p: &'f PositionFact) -> Position<'f>
    where
        'a: 'f,
    {
        Position { person: &p.person, position: &p.position.id, label: &p.position.en, evidence: self.words(&p.evidence) }
    }

    fn relation<'f>(&self, r: &'f RelationFact) -> Relation<'f>
    where
        'a: 'f,
    {
        let relation = match r.kind {
            RelationKind::Met => "met",
            RelationKind::PartOf => "partOf",
        };
        Relation { relation, subject: &r.subject, object: &r.object, evidence: r.evidence.as_ref().map(|v| self.words(v)) }
    }
}
