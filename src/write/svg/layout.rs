//! Where everything of the picture stands.
//!
//! The country with the most ties to others stands in the middle, the others left and right of it, people of one
//! country in one panel. Beside each person outside the middle there is a slot for the label of each of that
//! person's ties, so that labels can cover neither people nor each other; from the slots the lines fan out
//! to the middle. Ties within a column run through slots on its outer side, ties within the middle through its panel,
//! ties from left to right above or below the middle.

use super::super::meetings::{Meetings, Tie};
use super::measure::{width, wrap};
use super::order::{Columns, Side, arrange};

/// A rectangle by its upper left corner.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rect {
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
}

impl Rect {
    pub fn right(self) -> f64 {
        self.x + self.w
    }
    pub fn bottom(self) -> f64 {
        self.y + self.h
    }
    pub fn middle(self) -> f64 {
        self.y + self.h / 2.0
    }
}

/// A person's box and its lines of text.
pub(super) struct Card {
    pub rect: Rect,
    pub name: Vec<String>,
    pub office: Vec<String>,
}

/// The panel of a country.
pub(super) struct Panel {
    pub country: usize,
    pub rect: Rect,
    pub name: String,
}

/// The label of a tie: lines, bold where true.
pub(super) struct Chip {
    pub rect: Rect,
    pub lines: Vec<(String, bool)>,
}

/// A tie as drawn.
pub(super) struct Line {
    /// SVG path data.
    pub path: String,
    pub chip: Chip,
    /// The country whose colour it has.
    pub country: usize,
}

/// The whole picture below its heading.
pub(super) struct Layout {
    pub panels: Vec<Panel>,
    /// One for each person.
    pub cards: Vec<Card>,
    /// One for each tie.
    pub lines: Vec<Line>,
    pub width: f64,
    pub height: f64,
}

pub(super) const NAME: f64 = 14.0;
pub(super) const OFFICE: f64 = 11.0;
pub(super) const LABEL: f64 = 11.0;
pub(super) const HEADING: f64 = 13.0;
pub(super) const CARD_PAD: f64 = 9.0;
pub(super) const CHIP_PAD: f64 = 7.0;
/// Height of a line of text for its size.
pub(super) const LEADING: f64 = 1.38;

const CARD_ROOM: f64 = 200.0;
const CHIP_ROOM: f64 = 214.0;
const MARGIN: f64 = 28.0;
const PANEL_PAD: f64 = 14.0;
const PANEL_HEAD: f64 = 34.0;
const PANEL_GAP: f64 = 26.0;
const ROW_GAP: f64 = 16.0;
pub(super) const SLOT_GAP: f64 = 8.0;
/// Height of a slot where a line only passes.
const THIN: f64 = 12.0;
/// From a panel to the labels, and from the labels to where the lines fan out.
pub(super) const STRIP_GAP: f64 = 20.0;
/// Room that a line within a panel bulges into.
pub(super) const BULGE: f64 = 22.0;

/// Which end of a tie has a slot of its own, on which side of its column.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Slot {
    /// Towards the middle; with a label or only passed by.
    Inner { tie: usize, labelled: bool },
    /// Away from the middle.
    Outer { tie: usize, labelled: bool },
    /// Below the person, in the panel.
    Below { tie: usize },
}

/// Lays the picture out.
pub(super) fn lay_out(m: &Meetings, chip_lines: &dyn Fn(&Tie) -> Vec<(String, bool)>) -> Layout {
    let columns = arrange(m);
    let mut out = Layout { panels: Vec::new(), cards: cards(m), lines: Vec::new(), width: 0.0, height: 0.0 };
    let chips: Vec<Chip> = m.ties.iter().map(|t| chip(chip_lines(t))).collect();
    let slots = slots(m, &columns, &chips);
    let mut place = Place { m, columns: &columns, chips, slots, centres: vec![0.0; m.people.len()] };
    place.rows(&mut out);
    place.shift(&mut out);
    let mut lines = place.lines(&out);
    out.lines.append(&mut lines);
    out
}

fn cards(m: &Meetings) -> Vec<Card> {
    m.people
        .iter()
        .map(|p| {
            let name = wrap(&p.name, NAME, true, CARD_ROOM, 2);
            let office = p.office.as_ref().map_or_else(Vec::new, |o| wrap(o, OFFICE, false, CARD_ROOM, 2));
            let h = (name.len() as f64 * NAME + office.len() as f64 * OFFICE) * LEADING + 2.0 * CARD_PAD;
            Card { rect: Rect { h, ..Rect::default() }, name, office }
        })
        .collect()
}

/// The widest line of a card's text.
fn card_width(c: &Card) -> f64 {
    let name = c.name.iter().map(|l| width(l, NAME, true));
    let office = c.office.iter().map(|l| width(l, OFFICE, false));
    name.chain(office).fold(96.0, f64::max) + 2.0 * CARD_PAD + 6.0
}

fn chip(said: Vec<(String, bool)>) -> Chip {
    let lines: Vec<(String, bool)> =
        said.into_iter().flat_map(|(text, bold)| wrap(&text, LABEL, bold, CHIP_ROOM, 2).into_iter().map(move |l| (l, bold))).collect();
    let w = lines.iter().map(|(l, b)| width(l, LABEL, *b)).fold(30.0, f64::max) + 2.0 * CHIP_PAD;
    let h = lines.len() as f64 * LABEL * LEADING + 2.0 * CHIP_PAD - 3.0;
    Chip { rect: Rect { w, h, ..Rect::default() }, lines }
}

/// The slots of each person, from top to bottom of each kind.
fn slots(m: &Meetings, columns: &Columns, chips: &[Chip]) -> Vec<Vec<Slot>> {
    let mut out: Vec<Vec<Slot>> = vec![Vec::new(); m.people.len()];
    let mut load: Vec<f64> = vec![0.0; m.people.len()];
    for (tie, t) in m.ties.iter().enumerate() {
        let (sa, sb) = (columns.side[t.a], columns.side[t.b]);
        let (upper, lower) = if columns.rank[t.a] <= columns.rank[t.b] { (t.a, t.b) } else { (t.b, t.a) };
        match (sa, sb) {
            (Side::Middle, Side::Middle) if columns.middle_is_enclosed() => out[upper].push(Slot::Below { tie }),
            (x, y) if x == y => {
                out[upper].push(Slot::Outer { tie, labelled: true });
                out[lower].push(Slot::Outer { tie, labelled: false });
            }
            (Side::Middle, _) => out[t.b].push(Slot::Inner { tie, labelled: true }),
            (_, Side::Middle) => out[t.a].push(Slot::Inner { tie, labelled: true }),
            _ => {
                let (with, without) = if load[t.a] <= load[t.b] { (t.a, t.b) } else { (t.b, t.a) };
                load[with] += chips[tie].rect.h;
                out[with].push(Slot::Inner { tie, labelled: true });
                out[without].push(Slot::Inner { tie, labelled: false });
            }
        }
    }
    for (person, own) in out.iter_mut().enumerate() {
        let other = |tie: usize| if m.ties[tie].a == person { m.ties[tie].b } else { m.ties[tie].a };
        own.sort_by_key(|s| match *s {
            Slot::Inner { tie, .. } => (0, columns.side[other(tie)] != Side::Middle, columns.rank[other(tie)], tie),
            Slot::Outer { tie, .. } => (1, false, columns.rank[other(tie)], tie),
            Slot::Below { tie } => (2, false, columns.rank[other(tie)], tie),
        });
    }
    out
}

/// The work of placing, column by column.
pub(super) struct Place<'a> {
    pub m: &'a Meetings,
    pub columns: &'a Columns,
    pub chips: Vec<Chip>,
    pub slots: Vec<Vec<Slot>>,
    /// Middle of each person's row.
    pub centres: Vec<f64>,
}

impl Place<'_> {
    pub fn height_of(&self, slot: Slot) -> f64 {
        match slot {
            Slot::Inner { tie, labelled: true } | Slot::Outer { tie, labelled: true } | Slot::Below { tie } => self.chips[tie].rect.h,
            _ => THIN,
        }
    }

    pub fn stack(&self, person: usize, wanted: impl Fn(Slot) -> bool) -> f64 {
        let heights: Vec<f64> = self.slots[person].iter().filter(|s| wanted(**s)).map(|s| self.height_of(*s) + SLOT_GAP).collect();
        if heights.is_empty() { 0.0 } else { heights.iter().sum::<f64>() - SLOT_GAP }
    }

    fn row_height(&self, person: usize, out: &Layout) -> f64 {
        let below = self.stack(person, |s| matches!(s, Slot::Below { .. }));
        let card = out.cards[person].rect.h + if below > 0.0 { below + SLOT_GAP } else { 0.0 };
        let inner = self.stack(person, |s| matches!(s, Slot::Inner { .. }));
        card.max(inner).max(self.stack(person, |s| matches!(s, Slot::Outer { .. })))
    }

    /// The widest label that stands on this side of the column.
    pub fn strip(&self, side: Side, inner: bool) -> f64 {
        let mut w: f64 = 0.0;
        for (person, own) in self.slots.iter().enumerate().filter(|(p, _)| self.columns.side[*p] == side) {
            for s in own {
                let here = match *s {
                    Slot::Inner { tie, labelled } if inner => Some((tie, labelled)),
                    Slot::Outer { tie, labelled } if !inner => Some((tie, labelled)),
                    _ => None,
                };
                if let Some((tie, labelled)) = here {
                    debug_assert!(self.m.ties[tie].a == person || self.m.ties[tie].b == person);
                    w = w.max(if labelled { self.chips[tie].rect.w } else { 1.0 });
                }
            }
        }
        w
    }

    /// Stacks the rows of each column; all columns have one middle line, y = 0.
    fn rows(&mut self, out: &mut Layout) {
        let tallest = [Side::Left, Side::Right].map(|s| self.column_height(s, out, ROW_GAP)).into_iter().fold(0.0, f64::max);
        let mut panels = Vec::new();
        for side in [Side::Left, Side::Middle, Side::Right] {
            let countries = &self.columns.countries[side as usize];
            if countries.is_empty() {
                continue;
            }
            let people: Vec<usize> = countries.iter().flat_map(|c| c.people.iter().copied()).collect();
            let below = people.iter().flat_map(|p| &self.slots[*p]).filter_map(|s| match *s {
                Slot::Below { tie } => Some(self.chips[tie].rect.w + 8.0),
                _ => None,
            });
            let card_w = people.iter().map(|p| card_width(&out.cards[*p])).chain(below).fold(0.0, f64::max);
            let bulge = if people.iter().any(|p| self.slots[*p].iter().any(|s| matches!(s, Slot::Below { .. }))) { BULGE } else { 0.0 };
            let mut gap = ROW_GAP;
            if side == Side::Middle && people.len() > 1 {
                // A middle that is lower than the sides spreads out, so that the lines fan less.
                let spare = tallest * 0.72 - self.column_height(side, out, ROW_GAP);
                gap += (spare / (people.len() - 1) as f64).clamp(0.0, 84.0);
            }
            let mut y = -self.column_height(side, out, gap) / 2.0;
            for country in countries {
                let top = y;
                y += PANEL_HEAD;
                for (i, &p) in country.people.iter().enumerate() {
                    let row = self.row_height(p, out);
                    let card = &mut out.cards[p].rect;
                    card.w = card_w;
                    card.x = PANEL_PAD + bulge;
                    let below = self.slots[p].iter().any(|s| matches!(s, Slot::Below { .. }));
                    card.y = if below { y } else { y + (row - card.h) / 2.0 };
                    self.centres[p] = y + row / 2.0;
                    y += row + if i + 1 < country.people.len() { gap } else { 0.0 };
                }
                y += PANEL_PAD;
                let name = self.m.countries[country.country].name.clone();
                let w = (card_w + 2.0 * PANEL_PAD + bulge).max(width(&name, HEADING, true) + 2.0 * PANEL_PAD);
                panels.push((side, Panel { country: country.country, rect: Rect { x: 0.0, y: top, w, h: y - top }, name }));
                y += PANEL_GAP;
            }
        }
        self.across(panels, out);
    }

    fn column_height(&self, side: Side, out: &Layout, gap: f64) -> f64 {
        let countries = &self.columns.countries[side as usize];
        let panel = |people: &[usize]| {
            let rows: f64 = people.iter().map(|p| self.row_height(*p, out)).sum();
            rows + gap * people.len().saturating_sub(1) as f64 + PANEL_HEAD + PANEL_PAD
        };
        countries.iter().map(|c| panel(&c.people)).sum::<f64>() + PANEL_GAP * countries.len().saturating_sub(1) as f64
    }

    /// Sets the columns beside each other.
    fn across(&self, panels: Vec<(Side, Panel)>, out: &mut Layout) {
        let widths = [Side::Left, Side::Middle, Side::Right].map(|side| panels.iter().filter(|(s, _)| *s == side).map(|(_, p)| p.rect.w).fold(0.0, f64::max));
        let column_w = |side: Side| widths[side as usize];
        let strip = |side, inner| match self.strip(side, inner) {
            0.0 => 0.0,
            w => w + STRIP_GAP,
        };
        let arcs = |side: Side| {
            let n = self.arcs(side);
            if n > 0 { arc_depth(n - 1) + 10.0 } else { 0.0 }
        };
        let tall = panels.iter().map(|(_, p)| p.rect.bottom()).fold(0.0, f64::max) * 2.0;
        let fan = (tall * 0.17).clamp(110.0, 300.0);
        let mut x = MARGIN;
        let mut start = [0.0; 3];
        for side in [Side::Left, Side::Middle, Side::Right] {
            if column_w(side) == 0.0 {
                continue;
            }
            let outer_left = side == Side::Left || (side == Side::Middle && !self.columns.has(Side::Left));
            if outer_left {
                x += arcs(side) + strip(side, false);
            }
            if side == Side::Right {
                x += fan + strip(side, true);
            }
            start[side as usize] = x;
            x += column_w(side);
            if side == Side::Left {
                x += strip(side, true) + fan;
            }
            if side == Side::Right {
                x += strip(side, false) + arcs(side);
            }
        }
        out.width = x + MARGIN;
        for (side, mut panel) in panels {
            panel.rect.x = start[side as usize];
            panel.rect.w = column_w(side);
            for p in self.m.countries[panel.country].people.clone() {
                let card = &mut out.cards[p].rect;
                card.x += panel.rect.x;
                card.w = panel.rect.right() - PANEL_PAD - card.x;
            }
            out.panels.push(panel);
        }
    }

    fn arcs(&self, side: Side) -> usize {
        let labelled = |s: &Slot| matches!(s, Slot::Outer { labelled: true, .. });
        (0..self.slots.len()).filter(|p| self.columns.side[*p] == side).map(|p| self.slots[p].iter().filter(|s| labelled(s)).count()).sum()
    }

    pub fn crossings(&self) -> Vec<usize> {
        let apart = |t: &Tie| matches!((self.columns.side[t.a], self.columns.side[t.b]), (Side::Left, Side::Right) | (Side::Right, Side::Left));
        (0..self.m.ties.len()).filter(|t| apart(&self.m.ties[*t])).collect()
    }

    /// Moves everything so that the upper edge is at 0, with room for what passes above and below.
    fn shift(&mut self, out: &mut Layout) {
        let top = out.panels.iter().map(|p| p.rect.y).fold(0.0, f64::min);
        let bottom = out.panels.iter().map(|p| p.rect.bottom()).fold(0.0, f64::max);
        let (lo, hi) = self.lanes(out);
        let top = top.min(lo);
        let down = -top;
        for p in &mut out.panels {
            p.rect.y += down;
        }
        for c in &mut out.cards {
            c.rect.y += down;
        }
        for c in &mut self.centres {
            *c += down;
        }
        out.height = bottom.max(hi) + down;
    }

    /// The outermost lanes above and below the middle that ties from left to right use.
    fn lanes(&self, out: &Layout) -> (f64, f64) {
        let n = self.crossings().len();
        if n == 0 {
            return (0.0, 0.0);
        }
        let (top, bottom) = self.middle_span(out);
        let half = n.div_ceil(2) as f64;
        (top - half * LANE - LANE, bottom + half * LANE + LANE)
    }

    pub fn middle_span(&self, out: &Layout) -> (f64, f64) {
        let middle = &self.columns.countries[Side::Middle as usize];
        let own: Vec<Rect> = out.panels.iter().filter(|p| middle.iter().any(|c| c.country == p.country)).map(|p| p.rect).collect();
        (own.iter().map(|r| r.y).fold(f64::MAX, f64::min), own.iter().map(|r| r.bottom()).fold(f64::MIN, f64::max))
    }
}

/// Distance of ties that pass the middle.
pub(super) const LANE: f64 = 14.0;

/// How far the n-th arc of a column bulges.
pub(super) fn arc_depth(n: usize) -> f64 {
    26.0 + 9.0 * n.min(14) as f64
}
