//! The best sequence of tags under the votes, and how far the next best is behind.

use super::{Found, Kind};

/// Worse than any sum of votes in one piece of text, and no sum of two overflows.
pub const NEVER: i32 = -(1 << 28);

/// Whether tag `to` may follow tag `from`; a further token needs one of its kind before it, and tag 1 is unused.
pub fn may_follow(from: usize, to: usize) -> bool {
    from != 1 && to != 1 && (to == 0 || to.is_multiple_of(2) || from == to || from + 1 == to)
}

/// The best sequence of a sentence.
pub struct Best<'a> {
    scores: &'a [[i32; 8]],
    follow: [[i32; 8]; 8],
    /// `reached[i][t]`: the best sum of a way to token `i` that gives it tag `t`.
    reached: Vec<[i32; 8]>,
    /// The tags of the best way; of equals, the lower.
    pub tags: Vec<u8>,
}

impl<'a> Best<'a> {
    /// Finds it, in O(tokens).
    pub fn new(scores: &'a [[i32; 8]], follow: &[[i32; 8]; 8]) -> Self {
        let mut allowed = [[NEVER; 8]; 8];
        for (a, row) in allowed.iter_mut().enumerate() {
            for (b, v) in row.iter_mut().enumerate() {
                if may_follow(a, b) {
                    *v = follow[a][b];
                }
            }
        }
        let mut best = Best { scores, follow: allowed, reached: Vec::with_capacity(scores.len()), tags: vec![0; scores.len()] };
        best.forward();
        best.back();
        best
    }

    fn forward(&mut self) {
        let Some(first) = self.scores.first() else { return };
        // A sentence begins as if after a word that is no name.
        let mut last: [i32; 8] = std::array::from_fn(|t| if may_follow(0, t) { first[t] } else { NEVER });
        self.reached.push(last);
        for score in &self.scores[1..] {
            let mut next = [2 * NEVER; 8];
            for (from, row) in last.iter().zip(&self.follow) {
                for (n, f) in next.iter_mut().zip(row) {
                    *n = (*n).max(from + f);
                }
            }
            for (n, s) in next.iter_mut().zip(score) {
                *n = (*n + s).max(NEVER);
            }
            last = next;
            self.reached.push(last);
        }
    }

    fn back(&mut self) {
        let Some(last) = self.reached.last() else { return };
        let mut tag = first_best(last);
        for i in (0..self.tags.len()).rev() {
            self.tags[i] = tag as u8;
            if i > 0 {
                tag = first_best(&std::array::from_fn(|t| self.reached[i - 1][t] + self.follow[t][tag]));
            }
        }
    }

    /// The best sum from token `i` with each tag to the end, the token itself left out.
    fn ahead(&self) -> Vec<[i32; 8]> {
        let mut out = vec![[0; 8]; self.tags.len()];
        for i in (0..self.tags.len().saturating_sub(1)).rev() {
            out[i] = std::array::from_fn(|t| {
                let ways = (0..8).map(|u| self.follow[t][u] + self.scores[i + 1][u] + out[i + 1][u]);
                ways.max().unwrap_or(NEVER).max(NEVER)
            });
        }
        out
    }

    /// The names, with the loss of the best way that gives one of their tokens, or the token after, another tag.
    pub fn names(&self) -> Vec<Found> {
        let mut out = Vec::new();
        let mut i = 0;
        while i < self.tags.len() {
            let Some(kind) = Kind::ALL.into_iter().find(|k| k.tag() == self.tags[i]) else {
                i += 1;
                continue;
            };
            let to = (i + 1..self.tags.len()).find(|j| self.tags[*j] != kind.tag() + 1).unwrap_or(self.tags.len());
            out.push(Found { from: i, to, kind, margin: 0 });
            i = to;
        }
        if !out.is_empty() {
            let ahead = self.ahead();
            for f in &mut out {
                let until = (f.to + 1).min(self.tags.len());
                f.margin = (f.from..until).map(|i| self.lead(i, &ahead[i])).min().unwrap_or(0);
            }
        }
        out
    }

    /// By how much the tag of token `i` is ahead of any other.
    fn lead(&self, i: usize, ahead: &[i32; 8]) -> i32 {
        let tag = usize::from(self.tags[i]);
        let whole = |t: usize| self.reached[i][t] + ahead[t];
        let other = (0..8).filter(|t| *t != tag).map(whole).max().unwrap_or(NEVER);
        whole(tag) - other.max(NEVER)
    }
}

fn first_best(of: &[i32; 8]) -> usize {
    (1..8).fold(0, |best, t| if of[t] > of[best] { t } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_way_is_found_and_keeps_the_rules() {
        let mut scores = vec![[0; 8]; 4];
        scores[0][2] = -20;
        scores[1][3] = 9; // a further token of a person, where no first one is likely
        scores[1][2] = 5;
        scores[2][3] = 4;
        scores[3][5] = 90; // and one of a place: only if the token before begins it
        scores[3][4] = 1;
        let best = Best::new(&scores, &[[0; 8]; 8]);
        assert_eq!(best.tags, [0, 2, 4, 5]);
        let names = best.names();
        assert_eq!(names.iter().map(|f| (f.from, f.to, f.kind)).collect::<Vec<_>>(), [(1, 2, Kind::Person), (2, 4, Kind::Place)]);
        // The next best for both: the place begins at the token of the person.
        assert_eq!(names.iter().map(|f| f.margin).collect::<Vec<_>>(), [5, 5]);
    }

    #[test]
    fn margins_are_losses_of_the_next_best() {
        let mut scores = vec![[0; 8]; 3];
        scores[1][2] = 5;
        let best = Best::new(&scores, &[[0; 8]; 8]);
        assert_eq!((best.tags.as_slice(), best.names()[0].margin), ([0u8, 2, 0].as_slice(), 0));
        assert!(Best::new(&[], &[[0; 8]; 8]).names().is_empty());
    }
}
