//! Which literal the prefilter looks for by which window, in which bucket: worked out from real logs and
//! written to `src/scan/prefilter/simd/packing.rs`.
//!
//! `cargo bench --bench packing -- LOG...` renews that file, best with logs of many kinds: of one kind alone
//! it lets much of all others through. A log that is named twice weighs twice. It decides about speed alone: a literal it does
//! not name is placed when the scanner starts, a little worse and a little slower. Without a log it does
//! nothing, so that `cargo bench` may run it.
#![allow(clippy::unwrap_used, reason = "a bench that cannot run may stop")]
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "its output is what it is for")]

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use logsnitch::{RuleSet, prefilter_code, prefilter_hash, prefilter_literals};

/// Bytes of a window.
const WINDOW: usize = 4;
/// Classes of bytes at most.
const CLASSES: usize = 128;
/// Windows start within this many bytes of their literal's start.
const REACH: usize = 24;
/// How many windows of a literal, the rarest, are weighed against each other.
const CHOICES: usize = 10;
/// Runs of four classes that are rarer count as often as their pairs let them be.
const RARE: f64 = 2e-6;
/// The weight of what the pairs say against what was counted: other logs have other runs.
const PAIRS: f64 = 0.3;
/// What a window costs where it really stands, as a multiple of a false candidate.
const STANDING: f64 = 2.0;
/// How often every literal is placed anew, all others being where they are.
const ROUNDS: usize = 5;
/// How many copies of the logs get other digits.
const VARIED: usize = 2;
const TARGET: &str = "src/scan/prefilter/simd/packing.rs";

fn main() {
    let logs: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if logs.is_empty() {
        return;
    }
    let text: Vec<u8> = logs.iter().flat_map(|log| std::fs::read(log).unwrap()).collect();
    let text = varied(&text);
    let all = prefilter_literals(&RuleSet::builtin().unwrap());
    let usual = RuleSet::builtin().unwrap().filter(|rule| rule.on_by_default());
    let usual = prefilter_literals(&usual);
    let usual: HashSet<&Vec<u8>> = usual.iter().collect();
    // What is off by default is placed around what is on.
    let (first, then): (Vec<_>, Vec<_>) = all.iter().partition(|text| usual.contains(text));
    let wide = pack("wide", &text, |byte| byte.to_ascii_lowercase() & 0x7f, 64, [&first, &then]);
    let narrow = pack("narrow", &text, prefilter_code, 32, [&first, &then]);
    let mut rows: Vec<_> =
        all.iter().map(|text| (prefilter_hash(text), wide[text], narrow[text], text)).collect();
    rows.sort();
    assert!(rows.windows(2).all(|pair| pair[0].0 != pair[1].0), "two literals have one hash");
    let mut out = format!(
        "//! Made by `cargo bench --bench packing`: hashes of literals, the bucket and the place of the\n\
         //! window of each, for 64 buckets of bytes and for 32 of codes.\n\n\
         pub(super) static PACKING: [(u32, [u8; 2], [u8; 2]); {}] = [\n",
        rows.len()
    );
    for (hash, wide, narrow, _) in rows {
        writeln!(out, "    ({hash:#010x}, {wide:?}, {narrow:?}),").unwrap();
    }
    out.push_str("];\n");
    std::fs::write(TARGET, out).unwrap();
}

/// The text, and again with other digits: those of times and numbers are other ones in every log.
fn varied(text: &[u8]) -> Vec<u8> {
    let mut all = text.to_vec();
    let mut state = 1_u64;
    for _ in 0..VARIED {
        all.extend(text.iter().map(|byte| match byte {
            b'0'..=b'9' => {
                // A linear congruential generator with the constants of Knuth's MMIX.
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                b'0' + ((state >> 33) % 10) as u8
            }
            other => *other,
        }));
    }
    all
}

/// The bucket and the place of the window of each literal.
fn pack<'l>(
    name: &str,
    text: &[u8],
    class: impl Fn(u8) -> u8,
    buckets: usize,
    parts: [&[&'l Vec<u8>]; 2],
) -> HashMap<&'l Vec<u8>, [u8; 2]> {
    let sample = Sample::new(text, &class);
    let mut packing = Packing::new(&sample, buckets);
    for part in parts {
        let from = packing.literals.len();
        let mut new: Vec<Literal> =
            part.iter().map(|text| Literal::new(text, &sample, &class)).collect();
        // The most frequent first: they shape the buckets, the rare ones fit in between.
        new.sort_by(|a, b| b.choices[0].0.total_cmp(&a.choices[0].0));
        packing.literals.extend(new);
        for round in 0..=ROUNDS {
            for nth in from..packing.literals.len() {
                packing.place(nth);
            }
            let through = packing.let_through();
            println!("{name}: {} literals, round {round}: 1 in {:.1}", part.len(), 1.0 / through);
        }
    }
    let place = |literal: &Literal<'l>| {
        let (choice, bucket) = literal.place.unwrap();
        (literal.text, [bucket as u8, literal.choices[choice].1])
    };
    packing.literals.iter().map(place).collect()
}

/// How often classes follow each other in logs.
struct Sample {
    /// Runs of four, and by how much each is more frequent than the pairs in it let it be.
    runs: Vec<([u8; WINDOW], f64)>,
    /// The runs that have a class at a place.
    with: Vec<Vec<Vec<u32>>>,
    single: Vec<f64>,
    pair: Vec<[f64; CLASSES]>,
    counted: HashMap<[u8; WINDOW], f64>,
}

impl Sample {
    fn new(text: &[u8], class: impl Fn(u8) -> u8) -> Sample {
        let text: Vec<u8> = text.iter().map(|byte| class(*byte)).collect();
        let mut counted: HashMap<[u8; WINDOW], f64> = HashMap::new();
        // A trace of everything, so that nothing is impossible.
        let mut pair = vec![[0.02; CLASSES]; CLASSES];
        let count = text.len() as f64;
        for run in text.windows(WINDOW) {
            *counted.entry(run.try_into().unwrap()).or_default() += 1.0 / count;
            pair[usize::from(run[0])][usize::from(run[1])] += 1.0;
        }
        pair.iter_mut().flatten().for_each(|times| *times /= count);
        let single = pair.iter().map(|row| row.iter().sum()).collect();
        let mut sample = Sample { runs: Vec::new(), with: Vec::new(), single, pair, counted };
        let frequent = sample.counted.iter().filter(|(_, often)| **often >= RARE);
        let excess = |run: &[u8; WINDOW], often: f64| often - PAIRS * sample.by_pairs(run);
        sample.runs = frequent.map(|(run, often)| (*run, excess(run, *often))).collect();
        sample.runs.sort_by_key(|(run, _)| *run);
        sample.with = vec![vec![Vec::new(); CLASSES]; WINDOW];
        for (nth, (run, _)) in (0..).zip(&sample.runs) {
            for (with, class) in sample.with.iter_mut().zip(run) {
                with[usize::from(*class)].push(nth);
            }
        }
        sample
    }

    fn by_pairs(&self, run: &[u8]) -> f64 {
        run.windows(2).fold(self.single[usize::from(run[0])], |odds, two| {
            let (a, b) = (usize::from(two[0]), usize::from(two[1]));
            odds * self.pair[a][b] / self.single[a]
        })
    }

    fn often(&self, run: &[u8]) -> f64 {
        let counted = <&[u8; WINDOW]>::try_from(run).ok().and_then(|run| self.counted.get(run));
        self.by_pairs(run).max(counted.copied().unwrap_or_default())
    }
}

struct Literal<'t> {
    text: &'t Vec<u8>,
    /// How often a window stands in logs, how far from the literal's start it is, and its classes.
    choices: Vec<(f64, u8, Vec<u8>)>,
    /// Which of the choices it is, and its bucket.
    place: Option<(usize, usize)>,
}

impl<'t> Literal<'t> {
    fn new(text: &'t Vec<u8>, sample: &Sample, class: impl Fn(u8) -> u8) -> Self {
        let classes: Vec<u8> = text.iter().map(|byte| class(*byte)).collect();
        let windows = classes.windows(text.len().min(WINDOW)).take(REACH);
        let mut choices: Vec<_> =
            (0..).zip(windows).map(|(back, run)| (sample.often(run), back, run.to_vec())).collect();
        choices.sort_by(|a, b| a.0.total_cmp(&b.0));
        choices.truncate(CHOICES);
        Literal { text, choices, place: None }
    }

    fn window(&self) -> Option<(&[u8], usize)> {
        self.place.map(|(choice, bucket)| (&self.choices[choice].2[..], bucket))
    }
}

/// What a bucket admits at each place, and the sums over it.
#[derive(Clone)]
struct Bucket {
    admits: [[bool; CLASSES]; WINDOW],
    /// Whether all windows of the bucket have a third and a fourth byte.
    full: [bool; 2],
    single: [f64; WINDOW],
    pair: [f64; WINDOW - 1],
    /// How often a class follows what is admitted at a place, and stands before what is at the next.
    after: [[f64; CLASSES]; WINDOW - 1],
    before: [[f64; CLASSES]; WINDOW - 1],
}

impl Bucket {
    const EMPTY: Bucket = Bucket {
        admits: [[false; CLASSES]; WINDOW],
        full: [true; 2],
        single: [0.0; WINDOW],
        pair: [0.0; WINDOW - 1],
        after: [[0.0; CLASSES]; WINDOW - 1],
        before: [[0.0; CLASSES]; WINDOW - 1],
    };

    fn add(&mut self, window: &[u8], sample: &Sample) {
        for open in window.len()..WINDOW {
            self.full[open - 2] = false;
        }
        for (place, class) in window.iter().map(|class| usize::from(*class)).enumerate() {
            if std::mem::replace(&mut self.admits[place][class], true) {
                continue;
            }
            self.single[place] += sample.single[class];
            if place + 1 < WINDOW {
                self.pair[place] += self.before[place][class];
                let row = self.after[place].iter_mut().zip(&sample.pair[class]);
                row.for_each(|(sum, often)| *sum += often);
            }
            if place > 0 {
                self.pair[place - 1] += self.after[place - 1][class];
                let column = self.before[place - 1].iter_mut().zip(&sample.pair);
                column.for_each(|(sum, row)| *sum += row[class]);
            }
        }
    }

    /// How often the bucket lets something through, as of a Markov chain, with a window more.
    fn odds(&self, window: &[u8], sample: &Sample) -> f64 {
        let mut odds = 1.0;
        for place in 0..WINDOW - 1 {
            let known = window.is_empty() || window.len() > place + 1;
            if place > 0 && !(self.full[place - 1] && known) {
                break;
            }
            let new = |place: usize| {
                let class = window.get(place).map(|class| usize::from(*class));
                class.filter(|class| !self.admits[place][*class])
            };
            let (mut single, mut pair) = (self.single[place], self.pair[place]);
            if let Some(class) = new(place) {
                single += sample.single[class];
                pair += self.before[place][class];
            }
            if let Some(class) = new(place + 1) {
                pair += self.after[place][class];
            }
            if let (Some(class), Some(next)) = (new(place), new(place + 1)) {
                pair += sample.pair[class][next];
            }
            // Nothing at all is let through while nothing is in the bucket.
            odds *= if place == 0 || pair == 0.0 { pair } else { pair / single };
        }
        odds
    }
}

struct Packing<'s, 'l> {
    sample: &'s Sample,
    buckets: Vec<Bucket>,
    /// The buckets that admit a class at a place, as bits.
    masks: [[u64; CLASSES]; WINDOW],
    literals: Vec<Literal<'l>>,
}

impl<'s> Packing<'s, '_> {
    fn new(sample: &'s Sample, buckets: usize) -> Self {
        let masks = [[0; CLASSES]; WINDOW];
        Packing { sample, buckets: vec![Bucket::EMPTY; buckets], masks, literals: Vec::new() }
    }

    /// Puts a literal where it adds the fewest false candidates, by the window that does so.
    fn place(&mut self, nth: usize) {
        if let Some((_, bucket)) = self.literals[nth].place.take() {
            self.refill(bucket);
        }
        let now: Vec<f64> =
            self.buckets.iter().map(|bucket| bucket.odds(&[0; 0], self.sample)).collect();
        let mut best = (f64::INFINITY, 0, 0);
        for (choice, (often, _, window)) in self.literals[nth].choices.iter().enumerate() {
            let more = self.runs_more(window);
            for (bucket, more) in more.into_iter().enumerate() {
                let odds = self.buckets[bucket].odds(window, self.sample) - now[bucket];
                let added = PAIRS * odds + more + STANDING * often;
                if added < best.0 {
                    best = (added, choice, bucket);
                }
            }
        }
        self.literals[nth].place = Some((best.1, best.2));
        self.refill(best.2);
    }

    /// How much the counted runs that each bucket lets through grow with a window.
    fn runs_more(&self, window: &[u8]) -> Vec<f64> {
        let all = u64::MAX >> (64 - self.buckets.len());
        let mut more = vec![0.0; self.buckets.len()];
        let mut weigh = |run: &[u8; WINDOW], excess: f64| {
            let (mut before, mut after) = (all, all);
            for (place, class) in run.iter().enumerate() {
                let mask = self.masks[place][usize::from(*class)];
                before &= mask;
                after &= if window.get(place).is_none_or(|own| own == class) { all } else { mask };
            }
            let mut new = after & !before;
            while new != 0 {
                more[new.trailing_zeros() as usize] += excess;
                new &= new - 1;
            }
        };
        if window.len() < WINDOW {
            self.sample.runs.iter().for_each(|(run, excess)| weigh(run, *excess));
            return more;
        }
        for (place, class) in window.iter().enumerate() {
            for &nth in &self.sample.with[place][usize::from(*class)] {
                let (run, excess) = &self.sample.runs[nth as usize];
                // Each run once, where it first agrees with the window.
                if run.iter().zip(window).take(place).all(|(a, b)| a != b) {
                    weigh(run, *excess);
                }
            }
        }
        more
    }

    /// Makes a bucket anew from the literals that are in it.
    fn refill(&mut self, bucket: usize) {
        let mut new = Bucket::EMPTY;
        for literal in &self.literals {
            if let Some((window, _)) = literal.window().filter(|(_, of)| *of == bucket) {
                new.add(window, self.sample);
            }
        }
        for (place, masks) in self.masks.iter_mut().enumerate() {
            let open = place >= 2 && !new.full[place - 2];
            for (mask, admits) in masks.iter_mut().zip(&new.admits[place]) {
                *mask = *mask & !(1 << bucket) | u64::from(*admits || open) << bucket;
            }
        }
        self.buckets[bucket] = new;
    }

    /// How often some bucket lets something through in the sample.
    fn let_through(&self) -> f64 {
        let through = |run: &[u8; WINDOW]| {
            let places = run.iter().enumerate();
            places.fold(u64::MAX, |mask, (at, class)| mask & self.masks[at][usize::from(*class)])
                != 0
        };
        self.sample.counted.iter().filter(|(run, _)| through(run)).map(|(_, often)| often).sum()
    }
}
