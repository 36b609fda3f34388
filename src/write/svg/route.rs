//! The ways of the lines, from card to label to card, once all rows stand.

use std::collections::BTreeMap;

use super::layout::{BULGE, Chip, LANE, Layout, Line, Place, Rect, SLOT_GAP, STRIP_GAP, Slot, arc_depth};
use super::order::Side;

/// Where a tie leaves one person: through the slot, past the strip of labels.
#[derive(Clone, Copy)]
struct End {
    /// At the card.
    card: (f64, f64),
    /// At the near edge of the strip of labels.
    near: f64,
    /// At its far edge; the line is level between them.
    far: f64,
    y: f64,
}

impl Place<'_> {
    /// All ties with their labels, in the order of the ties.
    pub(super) fn lines(&mut self, out: &Layout) -> Vec<Line> {
        let mut ends: BTreeMap<(usize, usize), End> = BTreeMap::new();
        for person in 0..self.slots.len() {
            for inner in [true, false] {
                self.ends_of(person, inner, out, &mut ends);
            }
        }
        self.ends_in_the_middle(out, &mut ends);
        let lanes = self.lanes_of(out, &ends);
        let arcs = self.arcs_of(&ends);
        let mut ways = Vec::with_capacity(self.m.ties.len());
        for (tie, t) in self.m.ties.iter().enumerate() {
            let (sa, sb) = (self.columns.side[t.a], self.columns.side[t.b]);
            let mut rect = self.chips[tie].rect;
            let mut path = String::new();
            let middle = self.columns.countries[Side::Middle as usize].first().map(|s| s.country);
            let colour = [t.a, t.b].map(|p| self.m.people[p].country).into_iter().find(|c| Some(*c) != middle);
            if let (Some(a), Some(b)) = (ends.get(&(tie, t.a)), ends.get(&(tie, t.b))) {
                path = match (sa, sb) {
                    (x, y) if x == y => around(a, b, arcs.get(&tie).copied().unwrap_or(0)),
                    (Side::Middle, _) => across(b, a),
                    (_, Side::Middle) => across(a, b),
                    _ => past(a, b, lanes.get(&tie).copied().unwrap_or_default()),
                };
                let labelled = self.labelled(tie);
                let end = if labelled == t.a { a } else { b };
                rect.x = if end.far > end.near { end.near } else { end.near - rect.w };
                rect.y = end.y - rect.h / 2.0;
            } else if let Some((upper, lower)) = self.below(tie) {
                (path, rect) = self.within(tie, upper, lower, out, rect);
            }
            ways.push((path, rect, colour.or(middle).unwrap_or(0)));
        }
        let chips = std::mem::take(&mut self.chips);
        chips.into_iter().zip(ways).map(|(chip, (path, rect, country))| Line { path, chip: Chip { rect, ..chip }, country }).collect()
    }

    fn labelled(&self, tie: usize) -> usize {
        let t = &self.m.ties[tie];
        let has = |s: &Slot| matches!(*s, Slot::Inner { tie: x, labelled: true } | Slot::Outer { tie: x, labelled: true } if x == tie);
        if self.slots[t.a].iter().any(has) { t.a } else { t.b }
    }

    fn below(&self, tie: usize) -> Option<(usize, usize)> {
        let t = &self.m.ties[tie];
        let has = |p: usize| self.slots[p].iter().any(|s| matches!(*s, Slot::Below { tie: x } if x == tie));
        [(t.a, t.b), (t.b, t.a)].into_iter().find(|(upper, _)| has(*upper))
    }

    /// The ends of a person's ties on one side of the card, stacked about the middle of the row.
    fn ends_of(&self, person: usize, inner: bool, out: &Layout, ends: &mut BTreeMap<(usize, usize), End>) {
        let side = self.columns.side[person];
        let wanted = |s: &Slot| if inner { matches!(s, Slot::Inner { .. }) } else { matches!(s, Slot::Outer { .. }) };
        let card = out.cards[person].rect;
        let Some(panel) = out.panels.iter().find(|p| p.country == self.m.people[person].country).map(|p| p.rect) else { return };
        // The inner side of the left column is its right; of the middle and of the right column their left.
        let to_right = (side == Side::Left) == inner && (side != Side::Middle);
        let strip = self.strip(side, inner);
        let (near, far) =
            if to_right { (panel.right() + STRIP_GAP, panel.right() + STRIP_GAP + strip) } else { (panel.x - STRIP_GAP, panel.x - STRIP_GAP - strip) };
        let mut y = self.centres[person] - self.stack(person, |s| wanted(&s)) / 2.0;
        for slot in self.slots[person].iter().filter(|s| wanted(s)) {
            let h = self.height_of(*slot);
            let (Slot::Inner { tie, .. } | Slot::Outer { tie, .. } | Slot::Below { tie }) = *slot;
            let level = y + h / 2.0;
            let at = level.clamp(card.y + 9.0, (card.bottom() - 9.0).max(card.y + 9.0));
            let edge = if to_right { card.right() } else { card.x };
            ends.insert((tie, person), End { card: (edge, at), near, far, y: level });
            y += h + SLOT_GAP;
        }
    }

    /// People in the middle have no slots towards the sides: their lines start at ports along the card's edge.
    fn ends_in_the_middle(&self, out: &Layout, ends: &mut BTreeMap<(usize, usize), End>) {
        let mut ports: BTreeMap<(usize, bool), Vec<(f64, usize)>> = BTreeMap::new();
        for (tie, t) in self.m.ties.iter().enumerate() {
            for (own, other) in [(t.a, t.b), (t.b, t.a)] {
                if self.columns.side[own] == Side::Middle && self.columns.side[other] != Side::Middle {
                    let y = ends.get(&(tie, other)).map_or(0.0, |e| e.y);
                    ports.entry((own, self.columns.side[other] == Side::Right)).or_default().push((y, tie));
                }
            }
        }
        for ((person, to_right), mut ties) in ports {
            ties.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let card = out.cards[person].rect;
            let x = if to_right { card.right() } else { card.x };
            let step = (card.h - 12.0) / ties.len() as f64;
            for (i, (_, tie)) in ties.into_iter().enumerate() {
                let y = card.y + 6.0 + step * (i as f64 + 0.5);
                ends.insert((tie, person), End { card: (x, y), near: x, far: x, y });
            }
        }
    }

    /// The height at which each tie from left to right passes the middle.
    fn lanes_of(&self, out: &Layout, ends: &BTreeMap<(usize, usize), End>) -> BTreeMap<usize, Lane> {
        let mut crossing: Vec<(f64, usize)> = self
            .crossings()
            .into_iter()
            .map(|tie| {
                let t = &self.m.ties[tie];
                (ends.get(&(tie, t.a)).map_or(0.0, |e| e.y) + ends.get(&(tie, t.b)).map_or(0.0, |e| e.y), tie)
            })
            .collect();
        crossing.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let half = crossing.len().div_ceil(2);
        let (top, bottom) = if crossing.is_empty() { (0.0, 0.0) } else { self.middle_span(out) };
        let middle = self.columns.countries[Side::Middle as usize].first().map(|s| s.country);
        let rect = out.panels.iter().find(|p| Some(p.country) == middle).map_or_else(Rect::default, |p| p.rect);
        let lane = |(i, (_, tie)): (usize, (f64, usize))| {
            let y = if i < half { top - LANE * (half - i) as f64 } else { bottom + LANE * (i - half + 1) as f64 };
            (tie, Lane { y, from: rect.x, to: rect.right() })
        };
        crossing.into_iter().enumerate().map(lane).collect()
    }

    /// The place of each arc among those of its column, short ones inside.
    fn arcs_of(&self, ends: &BTreeMap<(usize, usize), End>) -> BTreeMap<usize, usize> {
        let mut spans: [Vec<(f64, usize)>; 3] = Default::default();
        for (tie, t) in self.m.ties.iter().enumerate() {
            if let (Some(a), Some(b)) = (ends.get(&(tie, t.a)), ends.get(&(tie, t.b)))
                && self.columns.side[t.a] == self.columns.side[t.b]
            {
                spans[self.columns.side[t.a] as usize].push(((a.y - b.y).abs(), tie));
            }
        }
        let mut out = BTreeMap::new();
        for mut column in spans {
            column.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            out.extend(column.into_iter().enumerate().map(|(i, (_, tie))| (tie, i)));
        }
        out
    }

    /// A tie within the panel of the middle: from the upper card by its label to the lower card.
    fn within(&self, tie: usize, upper: usize, lower: usize, out: &Layout, chip: Rect) -> (String, Rect) {
        let (a, b) = (out.cards[upper].rect, out.cards[lower].rect);
        let own = self.slots[upper].iter().filter(|s| matches!(s, Slot::Below { .. }));
        let before: f64 = own.take_while(|s| **s != Slot::Below { tie }).map(|s| self.height_of(*s) + SLOT_GAP).sum();
        let rect = Rect { x: a.x + 8.0, y: a.bottom() + SLOT_GAP + before, ..chip };
        let (x, y) = (rect.x, rect.middle());
        let (from, to) = (a.bottom() - 10.0, b.y + 12.0);
        let left = a.x - BULGE;
        let path = format!(
            "M{:.1} {from:.1} C{left:.1} {from:.1} {left:.1} {y:.1} {x:.1} {y:.1} M{x:.1} {y:.1} C{left:.1} {y:.1} {left:.1} {to:.1} {:.1} {to:.1}",
            a.x, b.x
        );
        (path, rect)
    }
}

#[derive(Clone, Copy, Default)]
struct Lane {
    y: f64,
    from: f64,
    to: f64,
}

/// From the card to the far edge of its strip of labels.
fn out_of(e: &End) -> String {
    let bend = (e.card.0 + e.near) / 2.0;
    format!("M{:.1} {:.1} C{bend:.1} {:.1} {bend:.1} {:.1} {:.1} {:.1} L{:.1} {:.1}", e.card.0, e.card.1, e.card.1, e.y, e.near, e.y, e.far, e.y)
}

/// From the far edge of the strip back to the card.
fn back_to(e: &End) -> String {
    let bend = (e.card.0 + e.near) / 2.0;
    format!("L{:.1} {:.1} C{bend:.1} {:.1} {bend:.1} {:.1} {:.1} {:.1}", e.near, e.y, e.y, e.card.1, e.card.0, e.card.1)
}

/// From a side to the middle.
fn across(side: &End, middle: &End) -> String {
    let bend = (side.far + middle.card.0) / 2.0;
    format!("{} C{bend:.1} {:.1} {bend:.1} {:.1} {:.1} {:.1}", out_of(side), side.y, middle.y, middle.card.0, middle.y)
}

/// Within a column, on its outer side.
fn around(a: &End, b: &End, n: usize) -> String {
    let out = if a.far > a.near { 1.0 } else { -1.0 };
    // A cubic reaches three quarters of the way to its control points.
    let x = a.far + out * arc_depth(n) / 0.75;
    format!("{} C{x:.1} {:.1} {x:.1} {:.1} {:.1} {:.1} {}", out_of(a), a.y, b.y, b.far, b.y, back_to(b))
}

/// From left to right, above or below the middle.
fn past(a: &End, b: &End, lane: Lane) -> String {
    let (left, right) = if a.far < b.far { (a, b) } else { (b, a) };
    let (m, n) = ((left.far + lane.from) / 2.0, (lane.to + right.far) / 2.0);
    format!(
        "{} C{m:.1} {:.1} {m:.1} {:.1} {:.1} {:.1} L{:.1} {:.1} C{n:.1} {:.1} {n:.1} {:.1} {:.1} {:.1} {}",
        out_of(left),
        left.y,
        lane.y,
        lane.from,
        lane.y,
        lane.to,
        lane.y,
        lane.y,
        right.y,
        right.far,
        right.y,
        back_to(right)
    )
}
