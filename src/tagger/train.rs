//! Learning the votes: a structured perceptron, averaged over its steps and over several runs.
//!
//! A sentence is tagged with the votes so far, each wrong tag being helped a little so that the right ones must win by
//! a margin; where the best sequence is not the right one, what voted for it is lowered and what should have is raised.
//! The mean over all steps generalises better than the last votes, and the mean of runs over the sentences in other
//! orders better still. In each step a part of what votes is left out, so that no single thing is relied upon.
//!
//! Counts are whole numbers, the order of the sentences comes from a generator with a fixed seed and runs are added up
//! in their order: the same corpus gives the same bytes on every machine.
//!
//! Words of lists of names vote by their lists too. Their votes are added to those of the word when the model is
//! written, so that a model needs no lists to run.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::corpus::Sentence;
use super::decode::{Best, may_follow};
use super::lists::{self, Lists};
use super::model::Model;
use super::vote;
use crate::text::token::TokenKind;

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How often each run goes over the sentences.
    pub rounds: usize,
    /// Runs that are averaged.
    pub runs: usize,
    /// What the orders of the sentences come from.
    pub seed: u64,
    /// By how much a right tag must win over a wrong one.
    pub margin: i32,
    /// By how many margins over the tag of no name: more finds more names, and more wrong ones.
    pub eager: i32,
    /// Of a hundred things that vote, as many are left out in a step.
    pub leave_out: u32,
    /// Things seen less often in the corpus do not vote; words are then unknown ones.
    pub least: u32,
}

impl Default for Options {
    fn default() -> Self {
        Options { rounds: 8, runs: 16, seed: 1, margin: 3, eager: 2, leave_out: 10, least: 2 }
    }
}

/// The corpus in numbers.
struct Numbered {
    /// Rows that vote, by their key.
    rows: HashMap<u64, u32>,
    /// For each word, its rows by place.
    words: Vec<[Vec<u32>; vote::SPAN]>,
    /// Words and tags of each sentence; the first word stands for the edge of a sentence.
    sentences: Vec<(Vec<u32>, Vec<u8>)>,
    /// Words that the model knows.
    known: BTreeSet<String>,
}

impl Numbered {
    fn new(corpus: &[Sentence], lists: &Lists, least: u32) -> Self {
        let mut number: HashMap<String, u32> = HashMap::from([(String::new(), 0)]);
        let mut words: Vec<(String, Option<TokenKind>, u32)> = vec![(String::new(), None, corpus.len() as u32)];
        let mut sentences = Vec::new();
        for s in corpus {
            let forms = (0..s.tokens.len()).map(|i| {
                let next = words.len() as u32;
                let n = *number.entry(s.tokens.form(i).to_owned()).or_insert(next);
                if n == next {
                    words.push((s.tokens.form(i).to_owned(), Some(s.tokens.get(i).kind), 0));
                }
                words[n as usize].2 += 1;
                n
            });
            sentences.push((forms.collect(), s.tags.clone()));
        }
        let known: BTreeSet<String> = words.iter().filter(|w| w.2 >= least).map(|w| w.0.clone()).collect();
        let keys = words.iter().map(|(form, kind, _)| {
            let mut keys: Vec<(u64, usize)> = lists.keys(form).into_iter().map(|k| (k, lists::REACH)).collect();
            vote::each(form, *kind, known.contains(form), |key, reach| keys.push((key, reach)));
            keys
        });
        let keys: Vec<Vec<(u64, usize)>> = keys.collect();
        let mut seen: HashMap<u64, u32> = HashMap::new();
        for (list, word) in keys.iter().zip(&words) {
            for (key, _) in list {
                *seen.entry(*key).or_default() += word.2;
            }
        }
        let mut rows: HashMap<u64, u32> = HashMap::new();
        let places = keys.iter().map(|list| {
            let mut places: [Vec<u32>; vote::SPAN] = Default::default();
            for (key, reach) in list.iter().filter(|(key, _)| seen[key] >= least) {
                for (d, place) in places.iter_mut().enumerate().filter(|(d, _)| d.abs_diff(vote::REACH) <= *reach) {
                    let next = rows.len() as u32;
                    place.push(*rows.entry(vote::at(*key, d)).or_insert(next));
                }
            }
            places
        });
        let words = places.collect();
        Numbered { rows, words, sentences, known }
    }

    /// The rows that vote on each token of a sentence.
    fn voters(&self, words: &[u32]) -> Vec<Vec<u32>> {
        let at = |i: isize| -> Option<usize> {
            let n = words.len() as isize;
            // Only the nearest edge votes.
            if (0..n).contains(&i) { Some(words[i as usize] as usize) } else { (i == -1 || i == n).then_some(0) }
        };
        (0..words.len() as isize)
            .map(|i| {
                let from = (0..vote::SPAN).filter_map(|d| Some(&self.words[at(i + vote::REACH as isize - d as isize)?][d]));
                from.flatten().copied().collect()
            })
            .collect()
    }
}

/// Sums of one run.
struct Sums {
    /// By row and tag.
    votes: Vec<[f64; 8]>,
    /// By tag and next tag.
    follow: [[f64; 8]; 8],
}

/// A generator of numbers (xorshift) whose course is the same everywhere.
struct Chance(u64);

impl Chance {
    fn new(seed: u64) -> Self {
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `n`, which is small against 2³².
    fn below(&mut self, n: u32) -> u32 {
        (((self.next() >> 32) * u64::from(n)) >> 32) as u32
    }
}

/// A vote and what it adds to the mean.
#[derive(Clone, Copy, Default)]
struct Weight {
    now: [i32; 8],
    /// The sum of changes, each times the step it was made in.
    dated: [i64; 8],
}

impl Weight {
    fn change(&mut self, tag: usize, by: i32, step: i64) {
        self.now[tag] += by;
        self.dated[tag] += i64::from(by) * step;
    }

    fn mean(&self, steps: i64) -> [f64; 8] {
        std::array::from_fn(|t| f64::from(self.now[t]) - self.dated[t] as f64 / steps as f64)
    }
}

fn run(data: &Numbered, options: &Options, seed: u64, round_done: &(impl Fn() + Sync)) -> Sums {
    let mut chance = Chance::new(seed);
    let mut votes = vec![Weight::default(); data.rows.len()];
    let mut follow = [Weight::default(); 8];
    let mut order: Vec<usize> = (0..data.sentences.len()).collect();
    let mut step = 0;
    for _ in 0..options.rounds {
        for i in (1..order.len()).rev() {
            order.swap(i, chance.below(i as u32 + 1) as usize);
        }
        for s in &order {
            let (words, told) = &data.sentences[*s];
            let mut voters = data.voters(words);
            for list in &mut voters {
                list.retain(|_| chance.below(100) >= options.leave_out);
            }
            let scores: Vec<[i32; 8]> = voters.iter().zip(told).map(|(list, tag)| helped(list, &votes, *tag, options)).collect();
            let best = Best::new(&scores, &follow.map(|w| w.now)).tags;
            step += 1;
            let mut before = (0, 0);
            for (i, (right, wrong)) in told.iter().zip(&best).map(|(r, w)| (usize::from(*r), usize::from(*w))).enumerate() {
                if right != wrong {
                    for row in &voters[i] {
                        votes[*row as usize].change(right, 1, step);
                        votes[*row as usize].change(wrong, -1, step);
                    }
                }
                if i > 0 && (before.0 != before.1 || right != wrong) {
                    follow[before.0].change(right, 1, step);
                    follow[before.1].change(wrong, -1, step);
                }
                before = (right, wrong);
            }
        }
        round_done();
    }
    let steps = (step + 1).max(1);
    Sums { votes: votes.iter().map(|w| w.mean(steps)).collect(), follow: follow.map(|w| w.mean(steps)) }
}

/// The votes on a token, all tags but the right one helped.
fn helped(voters: &[u32], votes: &[Weight], right: u8, options: &Options) -> [i32; 8] {
    let mut sum = [options.margin; 8];
    sum[0] *= options.eager;
    sum[usize::from(right)] = 0;
    for row in voters {
        for (s, v) in sum.iter_mut().zip(&votes[*row as usize].now) {
            *s += v;
        }
    }
    sum
}

/// Trains a model and gives the bytes of its file; `round_done` is called after each round of each run.
/// `None` if there is nothing to learn from or the file would be larger than a model may be.
pub fn train(corpus: &[Sentence], lists: &Lists, options: &Options, round_done: impl Fn() + Sync) -> Option<Vec<u8>> {
    let data = Numbered::new(corpus, lists, options.least);
    let seeds: Vec<u64> = (0..options.runs as u64).map(|n| options.seed.wrapping_add(n)).collect();
    let runs: Vec<Sums> = seeds.par_iter().map(|seed| run(&data, options, *seed, &round_done)).collect();
    let (first, others) = runs.split_first()?;
    let mut votes = first.votes.clone();
    let mut follow = first.follow;
    for other in others {
        for (sum, more) in votes.iter_mut().zip(&other.votes).chain(follow.iter_mut().zip(&other.follow)) {
            for (s, m) in sum.iter_mut().zip(more) {
                *s += m;
            }
        }
    }
    write(&data, lists, &votes, &follow, f64::from(options.margin) * runs.len() as f64)
}

/// Votes on the tags of names, against the vote on no name.
type Votes = [f64; 6];

fn against_none(votes: &[f64; 8]) -> Votes {
    std::array::from_fn(|t| votes[t + 2] - votes[0])
}

fn write(data: &Numbered, lists: &Lists, votes: &[[f64; 8]], follow: &[[f64; 8]; 8], margin: f64) -> Option<Vec<u8>> {
    let row = |key: u64, d: usize| data.rows.get(&vote::at(key, d)).map_or([0.0; 6], |row| against_none(&votes[*row as usize]));
    let plus = |a: Votes, b: Votes| -> Votes { std::array::from_fn(|t| a[t] + b[t]) };
    let mut table: BTreeMap<u64, Votes> = data.rows.iter().map(|(key, row)| (*key, against_none(&votes[*row as usize]))).collect();
    // What lists vote goes to their words, which are thereby known ones.
    let mut must: BTreeSet<u64> = data.known.iter().map(|w| vote::at(vote::form(w), vote::REACH)).collect();
    for word in lists.words() {
        let own = if data.known.contains(word) { vote::form(word) } else { vote::unknown() };
        must.insert(vote::at(vote::form(word), vote::REACH));
        for d in 0..vote::SPAN {
            let listed = lists.keys(word).into_iter().filter(|_| d.abs_diff(vote::REACH) <= lists::REACH);
            table.insert(vote::at(vote::form(word), d), listed.fold(row(own, d), |sum, key| plus(sum, row(key, d))));
        }
    }
    for key in lists.words().flat_map(|w| lists.keys(w)) {
        for d in 0..vote::SPAN {
            table.remove(&vote::at(key, d));
        }
    }
    for key in &must {
        table.entry(*key).or_insert([0.0; 6]);
    }
    // Of a thousand votes the largest may be cut to what a byte holds.
    let mut sizes: Vec<f64> = table.values().flatten().map(|v| v.abs()).filter(|v| *v > 0.0).collect();
    sizes.sort_by(f64::total_cmp);
    let scale = 127.0 / sizes.get(sizes.len() * 999 / 1000)?;
    let byte = |v: f64| (v * scale).round().clamp(-127.0, 127.0) as i8;
    let rows = table.iter().map(|(key, votes)| (*key, votes.map(byte))).filter(|(key, votes)| *votes != [0; 6] || must.contains(key));
    let rows: Vec<(u64, [i8; 6])> = rows.collect();
    let follow: [[i16; 8]; 8] = std::array::from_fn(|a| {
        let word = |b: usize| (follow[a][b] * scale).round().clamp(-16000.0, 16000.0) as i16;
        std::array::from_fn(|b| if may_follow(a, b) { word(b) } else { 0 })
    });
    Model::write(&rows, ((margin * scale).round() as u32).max(1), &follow)
}

#[cfg(test)]
mod tests {
    use super::super::corpus::{evaluate, read};
    use super::*;

    /// Names of made-up people and towns, in sentences that differ in their other words.
    fn small() -> Vec<Sentence> {
        let mut text = String::new();
        for (n, first) in ["Anna", "Bela", "Cora", "Dina", "Elsa", "Fina"].iter().enumerate() {
            for (m, town) in ["Abingen", "Bobingen", "Cubingen", "Dabingen"].iter().enumerate() {
                let verb = ["saw", "left", "likes"][(n + m) % 3];
                text += &format!("the\tO\nqueen\tO\n{first}\tB-PER\nMiller\tI-PER\n{verb}\tO\nthe\tO\ntown\tO\nof\tO\n{town}\tB-LOC\n.\tO\n\n");
                text += &format!("she\tO\n{verb}\tO\nthe\tO\nold\tO\nroad\tO\n.\tO\n\n");
            }
        }
        read(&text).expect("a corpus")
    }

    #[test]
    fn a_small_corpus_is_learned_and_carries_over() {
        let options = Options { runs: 2, ..Options::default() };
        let bytes = train(&small(), &Lists::default(), &options, || {}).expect("a model");
        let model = Model::new(bytes.into()).expect("a model");
        assert_eq!(evaluate(&model, &small()).all().f1(), 1.0);
        let new = read("the\tO\nqueen\tO\nGina\tB-PER\nMiller\tI-PER\nsaw\tO\nthe\tO\ntown\tO\nof\tO\nEbingen\tB-LOC\n.\tO\n").expect("a corpus");
        assert_eq!(evaluate(&model, &new).all().f1(), 1.0);
    }

    #[test]
    fn the_same_corpus_gives_the_same_bytes() {
        let mut lists = Lists::default();
        lists.add("LOC", "New Ebingen");
        let options = Options { runs: 3, rounds: 2, ..Options::default() };
        let go = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| train(&small(), &lists, &options, || {}))
        };
        let bytes = go(1).expect("a model");
        assert_eq!(Some(&bytes), go(3).as_ref());
        assert_ne!(Some(bytes), train(&small(), &lists, &Options { seed: 9, ..options }, || {}));
    }

    #[test]
    fn nothing_to_learn_from_is_no_model() {
        assert!(train(&[], &Lists::default(), &Options::default(), || {}).is_none());
        assert!(train(&small(), &Lists::default(), &Options { runs: 0, ..Options::default() }, || {}).is_none());
    }
}
