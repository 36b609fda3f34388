//! The gazetteer: listed entities, the offices that people hold, and the names of both as a trie.

use serde::{Deserialize, Serialize};

use crate::model::{Entity, PartialDate, Position};
use crate::pack::source::{PackError, PackFiles};
use crate::pack::table::{Row, Table};
use crate::pack::trie::{FastMap, Trie, Vocab};

/// Index of a listed entity.
pub type EntityIx = u32;
/// Index of an office.
pub type RoleIx = u16;
/// Index of a kind of body that every state has.
pub type OrgKindIx = u16;

/// How far a name by itself says which thing is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Strength {
    /// It names the thing.
    Strong,
    /// It names the thing only where the article names it by a strong form too, or after a title.
    Weak,
    /// It names the thing only where one of these words stands in the sentence: an index into [`Gazetteer::contexts`].
    Context(u32),
}

/// What a sequence of words can name.
#[expect(missing_docs, reason = "the fields are told with their variant")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Name {
    /// A listed entity. `capital`: the first letter must be upper-case; `upper`: all letters must be.
    Entity { ix: EntityIx, strength: Strength, capital: bool, upper: bool },
    /// An adjective of a country.
    Adjective { country: EntityIx, capital: bool, upper: bool },
    /// People of a country.
    National { country: EntityIx },
    /// An office. `capital` as above.
    Role { ix: RoleIx, capital: bool, upper: bool },
    /// A kind of state body.
    OrgKind { ix: OrgKindIx },
}

/// A term of office.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Post {
    /// Which office.
    pub role: RoleIx,
    /// Country code, `RU>IN` for an envoy, or `org:ID`.
    pub scope: String,
    /// First day, as far as known.
    pub from: Option<PartialDate>,
    /// Last day; `None` while it lasts or where unknown.
    pub to: Option<PartialDate>,
}

/// A listed entity with what only the linker needs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Listed {
    /// Its description.
    pub entity: Entity,
    /// Offices, newest first; persons only.
    pub posts: Vec<Post>,
    /// Kind of state body; organisations only.
    pub org_kind: Option<OrgKindIx>,
    /// English adjective; countries only.
    pub adjective: String,
    /// Identifier of the capital; countries only.
    pub capital: String,
}

/// An office in general.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Role {
    /// Identifier, `defence-minister`.
    pub id: String,
    /// Whether one person at a time holds it in its scope; false also for roles that only describe.
    pub unique: bool,
    /// Whether it is a true office rather than a description ("leader", "counterpart").
    pub office: bool,
    /// Whether only a body has it, never a country as a whole ("chairman").
    pub of_body: bool,
    en: String,
    hi: String,
    en_alt: Vec<String>,
    special: Vec<(String, Vec<String>, String)>,
    /// Identifiers of offices that its words may mean too.
    pub covers: Vec<String>,
}

/// A kind of body that every state has.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OrgKind {
    /// Identifier, `navy`.
    pub id: String,
    class: String,
    en: String,
    hi: String,
    en_alt: Vec<String>,
}

/// All that the pack knows by name.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Gazetteer {
    /// Listed entities.
    pub entities: Vec<Listed>,
    /// Offices.
    pub roles: Vec<Role>,
    /// Kinds of state bodies.
    pub org_kinds: Vec<OrgKind>,
    /// Word numbers that support a contextual name.
    pub contexts: Vec<Vec<Vec<u32>>>,
    /// Every name.
    pub names: Trie<Name>,
    by_id: FastMap<String, EntityIx>,
    countries: FastMap<String, EntityIx>,
    state_bodies: FastMap<(OrgKindIx, String), EntityIx>,
    holders: FastMap<(RoleIx, String), Vec<(EntityIx, usize)>>,
    kinds: FastMap<String, String>,
    /// Classes whose names spell out countries that are thereby spoken of.
    spelling: std::collections::BTreeSet<String>,
}

const TABLES: [&str; 6] = ["countries", "places", "persons", "organisations", "systems", "undertakings"];

impl Gazetteer {
    /// Reads all tables of the pack; words get their numbers from `vocab`.
    pub fn load(files: &PackFiles, vocab: &mut Vocab) -> Result<Self, PackError> {
        let mut g = Gazetteer::default();
        for row in Table::parse("classes.tsv", files.get("classes.tsv")?)?.rows() {
            g.kinds.insert(row.need("class")?.to_owned(), row.need("kind")?.to_owned());
            if row.get("spells") == "yes" {
                g.spelling.insert(row.need("class")?.to_owned());
            }
        }
        for row in Table::parse("roles.tsv", files.get("roles.tsv")?)?.rows() {
            g.add_role(&row, vocab)?;
        }
        for row in Table::parse("org_kinds.tsv", files.get("org_kinds.tsv")?)?.rows() {
            g.add_org_kind(&row, vocab)?;
        }
        for name in TABLES {
            let file = format!("entities/{name}.tsv");
            for row in Table::parse(&file, files.get(&file)?)?.rows() {
                g.add_entity(&row, vocab)?;
            }
        }
        Ok(g)
    }

    fn add_role(&mut self, row: &Row<'_>, vocab: &mut Vocab) -> Result<(), PackError> {
        let ix = self.roles.len() as RoleIx;
        for form in row.list("forms_en").chain(row.list("forms_hi")) {
            let words = vocab.intern_phrase(form);
            self.names.insert(&words, Name::Role { ix, capital: starts_upper(form), upper: is_acronym(form) });
        }
        let mut special = Vec::new();
        for part in row.get("special").split(';').filter(|p| !p.is_empty()) {
            let mut fields = part.split('=');
            let (Some(code), Some(en), Some(hi)) = (fields.next(), fields.next(), fields.next()) else {
                return Err(row.error("`special` wants CODE=english=hindi"));
            };
            special.push((code.to_owned(), en.split('/').map(str::to_owned).collect(), hi.to_owned()));
        }
        self.roles.push(Role {
            id: row.need("id")?.to_owned(),
            unique: row.get("unique") == "yes",
            office: !row.get("unique").is_empty(),
            of_body: row.get("body") == "yes",
            en: row.need("en")?.to_owned(),
            hi: row.need("hi")?.to_owned(),
            en_alt: row.list("en_alt").map(str::to_owned).collect(),
            special,
            covers: row.list("covers").map(str::to_owned).collect(),
        });
        Ok(())
    }

    fn add_org_kind(&mut self, row: &Row<'_>, vocab: &mut Vocab) -> Result<(), PackError> {
        let ix = self.org_kinds.len() as OrgKindIx;
        for form in row.list("forms_en").chain(row.list("forms_hi")) {
            let words = vocab.intern_phrase(form);
            self.names.insert(&words, Name::OrgKind { ix });
        }
        self.org_kinds.push(OrgKind {
            id: row.need("id")?.to_owned(),
            class: row.need("class")?.to_owned(),
            en: row.need("en")?.to_owned(),
            hi: row.need("hi")?.to_owned(),
            en_alt: row.list("en_alt").map(str::to_owned).collect(),
        });
        Ok(())
    }

    fn add_entity(&mut self, row: &Row<'_>, vocab: &mut Vocab) -> Result<(), PackError> {
        let ix = self.entities.len() as EntityIx;
        let id = row.need("id")?;
        let class = row.need("class")?;
        let kind = self.kinds.get(class).ok_or_else(|| row.error(format!("`{class}` is no class of classes.tsv")))?.clone();
        if self.by_id.insert(id.to_owned(), ix).is_some() {
            return Err(row.error(format!("the id `{id}` stands twice in the gazetteer")));
        }
        let mut entity = Entity {
            id: id.to_owned(),
            kind,
            class: class.to_owned(),
            en: row.need("en")?.to_owned(),
            hi: row.need("hi")?.to_owned(),
            country: row.list("country").map(str::to_owned).collect(),
            qid: Some(row.get("qid").to_owned()).filter(|q| !q.is_empty()),
            part_of: [row.get("within"), row.get("parent")].into_iter().find(|p| !p.is_empty()).map(str::to_owned),
            ..Entity::default()
        };
        for label in [&entity.en, &entity.hi] {
            self.add_name(ix, &entity, label, row, vocab)?;
        }
        for (column, hindi) in [("en_alt", false), ("hi_alt", true)] {
            for form in row.list(column) {
                let plain = self.add_name(ix, &entity, form, row, vocab)?;
                let list = if hindi { &mut entity.hi_alt } else { &mut entity.en_alt };
                if !plain.is_empty() && !list.contains(&plain) {
                    list.push(plain);
                }
            }
        }
        for column in ["adj_en", "adj_hi"] {
            for form in row.list(column) {
                let words = vocab.intern_phrase(form);
                self.names.insert(&words, Name::Adjective { country: ix, capital: starts_upper(form), upper: is_acronym(form) });
            }
        }
        for form in row.list("nat_en").chain(row.list("nat_hi")) {
            let words = vocab.intern_phrase(form);
            self.names.insert(&words, Name::National { country: ix });
        }
        if class == "Country"
            && let Some(code) = entity.country.first()
        {
            self.countries.insert(code.clone(), ix);
        }
        let org_kind = self.org_kind(row.get("kind"));
        if let (Some(kind), Some(code)) = (org_kind, entity.country.first()) {
            self.state_bodies.entry((kind, code.clone())).or_insert(ix);
        }
        let posts = self.posts(row)?;
        for (n, post) in posts.iter().enumerate() {
            self.holders.entry((post.role, post.scope.clone())).or_default().push((ix, n));
        }
        let adjective = row.list("adj_en").next().unwrap_or("").to_owned();
        let capital = row.get("capital").to_owned();
        self.entities.push(Listed { entity, posts, org_kind, adjective, capital });
        Ok(())
    }

    /// Adds one written form to the trie and returns it without its marks. Refuses a form that names two things where
    /// nothing says what tells them apart: a context, the mark of a weak form, or the case, as for a body and its seat.
    fn add_name(&mut self, ix: EntityIx, entity: &Entity, form: &str, row: &Row<'_>, vocab: &mut Vocab) -> Result<String, PackError> {
        let (form, weak) = form.strip_prefix('~').map_or((form, false), |f| (f, true));
        let (plain, strength) = match form.split_once('{') {
            Some((plain, words)) => {
                let words = words.trim_end_matches('}').split(',').map(|w| vocab.intern_phrase(w)).filter(|w| !w.is_empty()).collect();
                self.contexts.push(words);
                (plain.trim(), Strength::Context(self.contexts.len() as u32 - 1))
            }
            None => (form, if weak { Strength::Weak } else { Strength::Strong }),
        };
        let words = vocab.intern_phrase(plain);
        let name = Name::Entity { ix, strength, capital: starts_upper(plain), upper: is_acronym(plain) };
        let seat = |kind: &str| matches!((kind, entity.kind.as_str()), ("Place", "Organization") | ("Organization", "Place"));
        let clash = self.names.values(&words).iter().find_map(|n| match n {
            Name::Entity { ix: other, strength: Strength::Strong, .. } if *other != ix && strength == Strength::Strong => {
                Some(self.entity(*other)).filter(|e| !seat(&e.kind))
            }
            _ => None,
        });
        if let Some(other) = clash {
            let advice = "mark one as `~weak` or give it a context `{words beside it}`";
            return Err(row.error(format!("`{plain}` names both `{}` and `{}`: {advice}", other.id, entity.id)));
        }
        if !self.names.values(&words).contains(&name) {
            self.names.insert(&words, name);
        }
        // "Rafales": of a weapon there are many.
        let plural = format!("{plain}s");
        let words = vocab.intern_phrase(&plural);
        let counted = self.entities.get(ix as usize).is_some_and(|e| e.entity.kind == "System") && plain.is_ascii() && !plain.ends_with('s');
        if counted && !self.names.values(&words).contains(&name) {
            self.names.insert(&words, name);
        }
        Ok(plain.to_owned())
    }

    fn posts(&self, row: &Row<'_>) -> Result<Vec<Post>, PackError> {
        let mut out = Vec::new();
        for part in row.get("posts").split(';').map(str::trim).filter(|p| !p.is_empty()) {
            let (role, rest) = part.split_once('@').ok_or_else(|| row.error(format!("post `{part}` wants role@SCOPE")))?;
            let role_ix = self.role(role).ok_or_else(|| row.error(format!("`{role}` is no office of roles.tsv")))?;
            let mut fields = if let Some(org) = rest.strip_prefix("org:") {
                let mut f = org.split(':').map(str::to_owned).collect::<Vec<_>>();
                f[0] = format!("org:{}", f[0]);
                f
            } else {
                rest.split(':').map(str::to_owned).collect()
            };
            fields.resize(3, String::new());
            let date = |s: &str| -> Result<Option<PartialDate>, PackError> {
                if s.is_empty() {
                    return Ok(None);
                }
                parse_date(s).map(Some).ok_or_else(|| row.error(format!("`{s}` is no date (YYYY, YYYY-MM or YYYY-MM-DD)")))
            };
            out.push(Post { role: role_ix, scope: fields[0].clone(), from: date(&fields[1])?, to: date(&fields[2])? });
        }
        Ok(out)
    }

    /// The office of this identifier.
    pub fn role(&self, id: &str) -> Option<RoleIx> {
        self.roles.iter().position(|r| r.id == id).map(|i| i as RoleIx)
    }

    /// Whether names of this class spell out countries that are thereby spoken of ("Russia-Ukraine War").
    pub fn spells_countries(&self, class: &str) -> bool {
        self.spelling.contains(class)
    }

    /// Whether a phrase that names office `said` may mean somebody who holds office `held`.
    pub fn covers(&self, said: RoleIx, held: RoleIx) -> bool {
        said == held || self.roles[said as usize].covers.contains(&self.roles[held as usize].id)
    }

    /// The kind of state body of this identifier.
    pub fn org_kind(&self, id: &str) -> Option<OrgKindIx> {
        self.org_kinds.iter().position(|k| k.id == id).map(|i| i as OrgKindIx)
    }

    /// The listed entity of this identifier.
    pub fn by_id(&self, id: &str) -> Option<EntityIx> {
        self.by_id.get(id).copied()
    }

    /// The country of an ISO 3166 alpha-2 code.
    pub fn country(&self, code: &str) -> Option<EntityIx> {
        self.countries.get(code).copied()
    }

    /// The listed entity.
    pub fn entity(&self, ix: EntityIx) -> &Entity {
        &self.entities[ix as usize].entity
    }

    /// The body of this kind of the country with this code: the listed one, or one made from the kind's labels.
    pub fn state_body(&self, kind: OrgKindIx, code: &str) -> Option<Result<EntityIx, Entity>> {
        if let Some(ix) = self.state_bodies.get(&(kind, code.to_owned())) {
            return Some(Ok(*ix));
        }
        let country = &self.entities[self.country(code)? as usize];
        let k = &self.org_kinds[kind as usize];
        let adjective = if country.adjective.is_empty() { &country.entity.en } else { &country.adjective };
        let fill = |t: &str| t.replace("{adj}", adjective).replace("{}", &country.entity.en);
        Some(Err(Entity {
            id: format!("{}-{}", k.id, country.entity.id),
            kind: self.kinds.get(&k.class).cloned().unwrap_or_default(),
            class: k.class.clone(),
            en: fill(&k.en),
            hi: k.hi.replace("{}", &country.entity.hi),
            en_alt: k.en_alt.iter().map(|a| fill(a)).collect(),
            country: vec![code.to_owned()],
            ..Entity::default()
        }))
    }

    /// Who held an office in a scope on a day; without a day, who holds it last. Only offices of one holder.
    pub fn holder(&self, role: RoleIx, scope: &str, on: Option<PartialDate>) -> Option<EntityIx> {
        if !self.roles[role as usize].unique {
            return None;
        }
        let held = self.holders.get(&(role, scope.to_owned()))?;
        let fits = |post: &Post| match on {
            Some(day) => post.from.is_some_and(|f| f.year <= day.year && (f <= day || f.fits(day))) && post.to.is_none_or(|t| t >= day || t.fits(day)),
            None => post.to.is_none(),
        };
        let mut found = held.iter().filter(|(ix, n)| fits(&self.entities[*ix as usize].posts[*n]));
        let first = found.next()?.0;
        found.all(|(ix, _)| *ix == first).then_some(first)
    }

    /// The office as a position in a scope, with the labels that news uses for it.
    pub fn position(&self, role: RoleIx, scope: &str) -> Option<Position> {
        let r = &self.roles[role as usize];
        if !r.office {
            return None;
        }
        if let Some((sender, receiver)) = scope.split_once('>') {
            let (from, to) = (self.entity(self.country(sender)?), self.entity(self.country(receiver)?));
            let mut p = self.plain_position(r, from, scope);
            p.id = format!("{}-{}-{}", r.id, from.id, to.id);
            p.en_alt = vec![
                format!("{} to {}", p.en, to.en),
                format!("{} to {}", self.entities[self.country(sender)? as usize].adjective.clone() + " " + &r.en.replace(" of {}", ""), to.en),
            ];
            return Some(p);
        }
        let body = match scope.strip_prefix("org:") {
            Some(org) => self.entity(self.by_id(org)?),
            None => self.entity(self.country(scope).or_else(|| self.by_id(scope))?),
        };
        Some(self.plain_position(r, body, scope))
    }

    fn plain_position(&self, r: &Role, body: &Entity, scope: &str) -> Position {
        let id = format!("{}-{}", r.id, body.id);
        let country =
            Some(scope.split('>').next().unwrap_or(scope).to_owned()).filter(|c| self.countries.contains_key(c)).or_else(|| body.country.first().cloned());
        match r.special.iter().find(|(code, ..)| code == scope) {
            Some((_, en, hi)) => Position { id, en: en[0].clone(), hi: hi.clone(), en_alt: en[1..].to_vec(), country },
            None => Position {
                id,
                en: r.en.replace("{}", &body.en),
                hi: r.hi.replace("{}", &body.hi),
                en_alt: r.en_alt.iter().map(|a| a.replace("{}", &body.en)).collect(),
                country,
            },
        }
    }
}

/// Parses `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
pub fn parse_date(s: &str) -> Option<PartialDate> {
    let mut parts = s.split('-');
    let year = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let month: Option<u8> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<u8> = parts.next().map(str::parse).transpose().ok()?;
    match (month, day) {
        (None, _) => Some(PartialDate::year(year)),
        (Some(m), None) => (1..=12).contains(&m).then(|| PartialDate::month(year, m)),
        (Some(m), Some(d)) => PartialDate::day(year, m, d),
    }
}

fn starts_upper(form: &str) -> bool {
    form.chars().next().is_some_and(char::is_uppercase)
}

/// Short all-capital Latin forms are names only when written so.
fn is_acronym(form: &str) -> bool {
    form.len() <= 4 && form.chars().all(|c| c.is_ascii_uppercase() || c == '.') && !form.is_empty()
}
