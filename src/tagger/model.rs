//! The file of a model: a header, what tags follow each other, and a table of votes, used where it lies.
//!
//! | bytes | what, little-endian |
//! | --- | --- |
//! | 0..8 | `SAMBTAG1` |
//! | 8..12 | rows of the table |
//! | 12..16 | what training asked a right reading to be ahead by, in the unit of the votes |
//! | 16..24 | a number that the rest of the file must give |
//! | 24..152 | 8 × 8 votes of 16 bits: tag of a token, tag of the next |
//! | 152.. | rows of eight bytes: 16 bits that tell whose row it is (0: nobody's), votes of 8 bits on tags 2 to 7 |
//!
//! Votes are on each tag against none: a row says by how much more likely it makes the tag. A row lies where its key
//! says or in one of the next rows; an empty one ends the search.

use std::borrow::Cow;

/// Votes on the eight tags: none, unused, first and further token of each kind.
pub type Lanes = [i16; 8];

const MAGIC: &[u8; 8] = b"SAMBTAG1";
const HEADER: usize = 152;
/// So far from its place a row may lie.
const PROBES: usize = 64;
/// As large a file may be.
pub const MOST_BYTES: usize = 1_000_000;

/// Weights of a tagger.
#[derive(Clone)]
pub struct Model {
    bytes: Cow<'static, [u8]>,
    rows: usize,
    unit: i32,
    follow: [[i32; 8]; 8],
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model").field("rows", &self.rows).field("unit", &self.unit).finish_non_exhaustive()
    }
}

impl Model {
    /// A model over the bytes of its file, which are not copied; else what is wrong with them.
    ///
    /// Whether a byte is damaged is looked up in files that were read; what is built into the program, a test looks up.
    pub fn new(bytes: Cow<'static, [u8]>) -> Result<Self, String> {
        let number = |at: usize| bytes.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        if bytes.get(..8) != Some(MAGIC.as_slice()) {
            return Err("is no model of this program's tagger; make one with `sambandh train`".to_owned());
        }
        let (rows, unit) = (number(8) as usize, number(12));
        let size = HEADER + 8 * rows;
        if rows == 0 || unit == 0 || unit > 1 << 20 || bytes.len() != size {
            return Err(format!("is cut short or overlong: {} bytes instead of {size}", bytes.len()));
        }
        let told = u64::from(number(16)) | u64::from(number(20)) << 32;
        if matches!(bytes, Cow::Owned(_)) && told != sum(&bytes[24..]) {
            return Err("is damaged: its bytes do not give the number in its header".to_owned());
        }
        let mut follow = [[0; 8]; 8];
        for (i, pair) in bytes[24..HEADER].chunks_exact(2).enumerate() {
            follow[i / 8][i % 8] = i32::from(i16::from_le_bytes([pair[0], pair[1]]));
        }
        Ok(Model { rows, unit: unit as i32, follow, bytes })
    }

    /// The bytes of a model with these rows, or `None` if they do not fit.
    pub fn write(rows: &[(u64, [i8; 6])], unit: u32, follow: &[[i16; 8]; 8]) -> Option<Vec<u8>> {
        let room = rows.len() * 5 / 4 + 1;
        let mut table = vec![0u8; 8 * room];
        for (key, votes) in rows {
            let place = (0..PROBES).map(|p| (home(*key, room) + p) % room).find(|at| table[8 * at] == 0 && table[8 * at + 1] == 0)?;
            let row = &mut table[8 * place..8 * place + 8];
            row[..2].copy_from_slice(&check(*key).to_le_bytes());
            for (to, from) in row[2..].iter_mut().zip(votes) {
                *to = from.to_le_bytes()[0];
            }
        }
        let mut rest: Vec<u8> = follow.iter().flatten().flat_map(|v| v.to_le_bytes()).collect();
        rest.extend(table);
        let mut out = MAGIC.to_vec();
        out.extend(u32::try_from(room).ok()?.to_le_bytes());
        out.extend(unit.to_le_bytes());
        out.extend(sum(&rest).to_le_bytes());
        out.extend(rest);
        (out.len() <= MOST_BYTES).then_some(out)
    }

    /// What training asked a right reading to be ahead by, in the unit of the votes.
    pub fn unit(&self) -> i32 {
        self.unit
    }

    /// Votes on a tag by the tag before it.
    pub fn follow(&self) -> &[[i32; 8]; 8] {
        &self.follow
    }

    fn row(&self, key: u64) -> Option<&[u8; 8]> {
        let table = &self.bytes[HEADER..];
        let check = check(key).to_le_bytes();
        let mut at = home(key, self.rows);
        for _ in 0..PROBES {
            let row: &[u8; 8] = table.get(8 * at..8 * at + 8)?.try_into().ok()?;
            if row[..2] == check {
                return Some(row);
            }
            if row[..2] == [0, 0] {
                return None;
            }
            at = if at + 1 == self.rows { 0 } else { at + 1 };
        }
        None
    }

    /// Whether the table has a row for `key`.
    pub fn has(&self, key: u64) -> bool {
        self.row(key).is_some()
    }

    /// Adds the votes of a row, if there is one.
    pub fn add(&self, key: u64, sum: &mut Lanes) {
        if let Some(row) = self.row(key) {
            for (s, v) in sum[2..].iter_mut().zip(&row[2..]) {
                *s += i16::from(v.cast_signed());
            }
        }
    }
}

fn home(key: u64, rows: usize) -> usize {
    (((key >> 32) * rows as u64) >> 32) as usize
}

fn check(key: u64) -> u16 {
    (key as u16).max(1)
}

/// A number that a change of any byte changes.
fn sum(bytes: &[u8]) -> u64 {
    let mut h = bytes.len() as u64;
    // All that follows the header's number is in units of eight bytes.
    for part in bytes.chunks_exact(8) {
        let word = part.iter().rev().fold(0, |n, b| (n << 8) | u64::from(*b));
        h = (h.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
    h
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Vec<u8> {
        let mut follow = [[0i16; 8]; 8];
        follow[2][3] = -7;
        Model::write(&[(1 << 40 | 5, [1, -2, 3, -4, 5, -6]), (7, [0; 6]), (0, [127, -128, 0, 0, 0, 1])], 42, &follow).expect("it fits")
    }

    #[test]
    fn what_is_written_is_read() {
        let model = Model::new(small().into()).expect("a model");
        assert_eq!((model.unit(), model.follow()[2][3]), (42, -7));
        let mut sum = [0; 8];
        model.add(1 << 40 | 5, &mut sum);
        model.add(0, &mut sum);
        assert_eq!(sum, [0, 0, 128, -130, 3, -4, 5, -5]);
        assert!(model.has(7) && !model.has(1 << 40 | 6));
    }

    #[test]
    fn a_broken_file_is_told() {
        let good = small();
        for (bytes, told) in [
            (Vec::new(), "no model"),
            (b"SAMBTAG2".to_vec(), "no model"),
            (good[..8].to_vec(), "cut short"),
            (good[..good.len() - 1].to_vec(), "cut short"),
            ([good.as_slice(), b"x"].concat(), "overlong"),
        ] {
            let error = Model::new(bytes.into()).expect_err("it is broken");
            assert!(error.contains(told), "{error}");
        }
        for at in 8..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 64;
            assert!(Model::new(bad.into()).is_err() || (12..16).contains(&at), "byte {at}");
        }
    }

    #[test]
    fn a_full_table_ends_every_search() {
        let rows: Vec<(u64, [i8; 6])> = (1..=1000u64).map(|k| (k.wrapping_mul(0x9E37_79B9_7F4A_7C15), [1; 6])).collect();
        let mut bytes = Model::write(&rows, 1, &[[0; 8]; 8]).expect("it fits");
        let model = Model::new(bytes.clone().into()).expect("a model");
        assert!(rows.iter().all(|r| model.has(r.0)));
        // No row is left empty; the number in the header is made to fit.
        for row in bytes[HEADER..].chunks_exact_mut(8) {
            row[0] |= 1;
        }
        let told = sum(&bytes[24..]).to_le_bytes();
        bytes[16..24].copy_from_slice(&told);
        assert!(!Model::new(bytes.into()).expect("a model").has(2));
    }
}
