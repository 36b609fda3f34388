//! The year of a date line that leaves it out ("Kyiv, 23 August"): the one in which its day falls on the weekday that the
//! report names, and in which most of those whom it calls by office held that office.

use jiff::civil::Date;

use super::Links;
use crate::model::PartialDate;
use crate::pack::Pack;
use crate::pack::gazetteer::Post;

/// No report is older.
const FIRST: i16 = 1990;
/// So many terms of office at least must cover the day.
const WITNESSES: usize = 2;

/// The date, if one year fits best. `weekdays` (ISO) are those that the opening of the report names; `links` need no date.
pub fn date(pack: &Pack, links: &Links, month: u8, day: u8, weekdays: &[i8]) -> Option<PartialDate> {
    let terms = terms(pack, links);
    let known = pack.gazetteer.entities.iter().flat_map(|e| &e.posts).flat_map(|p| [p.from, p.to]).flatten();
    let last = known.map(|d| d.year).max()?;
    let falls = |back: i64| {
        let days = (FIRST..=last).filter_map(move |y| Date::new(y, month as i8, day as i8).ok());
        days.filter(move |d| d.checked_sub(jiff::Span::new().days(back)).is_ok_and(|d| weekdays.contains(&d.weekday().to_monday_one_offset())))
    };
    // News of the day itself, else of the day before.
    [0, 1].into_iter().find_map(|back| {
        let score = |d: &Date| terms.iter().filter(|person| person.iter().any(|p| covers(p, (*d).into()))).count();
        let best = falls(back).map(|d| score(&d)).max().filter(|n| *n >= WITNESSES)?;
        let mut winners = falls(back).filter(|d| score(d) == best);
        winners.next().filter(|_| winners.next().is_none()).map(PartialDate::from)
    })
}

/// For each person whom a phrase names with an office, their terms of it.
fn terms<'p>(pack: &'p Pack, links: &Links) -> Vec<Vec<&'p Post>> {
    let gaz = &pack.gazetteer;
    let mut seen = Vec::new();
    let mut out = Vec::new();
    for h in &links.holdings {
        let named = links.sentences.iter().flatten().any(|l| l.named && l.mention.from <= h.from && h.from < l.mention.to);
        let Some(row) = links.entities.row(h.person).filter(|_| named && !seen.contains(&h.person)) else { continue };
        let posts = gaz.entities[row as usize].posts.iter();
        let held: Vec<&Post> = posts.filter(|p| gaz.position(p.role, &p.scope).is_some_and(|x| x.id == h.position.id)).collect();
        if held.iter().any(|p| p.from.is_some()) {
            seen.push(h.person);
            out.push(held);
        }
    }
    out
}

fn covers(post: &Post, day: PartialDate) -> bool {
    post.from.is_some_and(|f| f <= day || f.fits(day)) && post.to.is_none_or(|t| t >= day || t.fits(day))
}
