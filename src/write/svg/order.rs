//! Which country stands in which column, and who above whom.

use super::super::meetings::Meetings;

/// A column of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left = 0,
    Middle = 1,
    Right = 2,
}

/// A country in its column, its people from top to bottom.
#[derive(Clone, Debug)]
pub(super) struct Stand {
    pub country: usize,
    pub people: Vec<usize>,
}

/// The columns, each from top to bottom.
#[derive(Debug)]
pub(super) struct Columns {
    pub countries: [Vec<Stand>; 3],
    /// The column of each person.
    pub side: Vec<Side>,
    /// The place of each person within the column.
    pub rank: Vec<usize>,
}

impl Columns {
    pub fn has(&self, side: Side) -> bool {
        !self.countries[side as usize].is_empty()
    }

    /// Whether the middle has neighbours on both sides.
    pub fn middle_is_enclosed(&self) -> bool {
        self.has(Side::Left) && self.has(Side::Right)
    }

    fn number(&mut self) {
        for (side, column) in [Side::Left, Side::Middle, Side::Right].into_iter().zip(&self.countries) {
            for (rank, &p) in column.iter().flat_map(|s| &s.people).enumerate() {
                (self.side[p], self.rank[p]) = (side, rank);
            }
        }
    }
}

/// Rounds of moving everybody towards the people they met.
const ROUNDS: usize = 8;

/// Puts the country with the most ties to others into the middle and the others around it, so that few lines cross.
pub(super) fn arrange(m: &Meetings) -> Columns {
    let n = m.countries.len();
    let mut between = vec![vec![0_usize; n]; n];
    for t in &m.ties {
        let (a, b) = (m.people[t.a].country, m.people[t.b].country);
        if a != b {
            between[a][b] += 1;
            between[b][a] += 1;
        }
    }
    let ties_of = |c: usize| between[c].iter().sum::<usize>();
    let hub = (0..n).max_by_key(|&c| (ties_of(c), m.countries[c].people.len(), std::cmp::Reverse(c)));
    let mut others: Vec<usize> = (0..n).filter(|c| Some(*c) != hub).collect();
    others.sort_by_key(|&c| (std::cmp::Reverse(ties_of(c) + m.countries[c].people.len()), c));

    let stand = |c: usize| Stand { country: c, people: m.countries[c].people.clone().collect() };
    let mut countries: [Vec<Stand>; 3] = [Vec::new(), hub.map(stand).into_iter().collect(), Vec::new()];
    let mut load = [0_isize; 3];
    for &c in &others {
        let cost = |side: Side| {
            let near: usize = countries[side as usize].iter().map(|s| between[c][s.country]).sum();
            load[side as usize] - 3 * near as isize
        };
        let side = if others.len() > 1 && cost(Side::Left) < cost(Side::Right) { Side::Left } else { Side::Right };
        load[side as usize] += (ties_of(c) + m.countries[c].people.len()) as isize;
        countries[side as usize].push(stand(c));
    }
    let people = m.people.len();
    let mut columns = Columns { countries, side: vec![Side::Middle; people], rank: vec![0; people] };
    columns.number();
    for _ in 0..ROUNDS {
        settle(m, &mut columns);
    }
    columns
}

/// One round: each column sorts itself by where in the other columns its people's ties lead.
fn settle(m: &Meetings, columns: &mut Columns) {
    for side in [Side::Left, Side::Right, Side::Middle] {
        let height = |s: Side| columns.countries[s as usize].iter().map(|x| x.people.len()).sum::<usize>().max(2) - 1;
        let at = |p: usize| columns.rank[p] as f64 / height(columns.side[p]) as f64;
        let pull: Vec<f64> = (0..m.people.len())
            .map(|p| {
                let met = m.ties.iter().filter_map(|t| {
                    if t.a == p {
                        Some(t.b)
                    } else if t.b == p {
                        Some(t.a)
                    } else {
                        None
                    }
                });
                let away: Vec<f64> = met.filter(|q| columns.side[*q] != columns.side[p]).map(at).collect();
                if away.is_empty() { at(p) } else { away.iter().sum::<f64>() / away.len() as f64 }
            })
            .collect();
        let mut column = std::mem::take(&mut columns.countries[side as usize]);
        for s in &mut column {
            s.people.sort_by(|a, b| pull[*a].total_cmp(&pull[*b]).then(a.cmp(b)));
        }
        let mean = |s: &Stand| s.people.iter().map(|p| pull[*p]).sum::<f64>() / s.people.len().max(1) as f64;
        column.sort_by(|a, b| mean(a).total_cmp(&mean(b)).then(a.country.cmp(&b.country)));
        columns.countries[side as usize] = column;
        columns.number();
    }
}
