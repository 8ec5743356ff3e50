//! The plan of a search: which window of each literal to look for, and in which bucket.
//! It refuses to know vectors: engines turn the plan into their own tables.

use super::WINDOW;
use super::packing::PACKING;
use super::runs::Runs;
use super::stats::{SYMBOLS, Stats};

/// The most buckets a plan has.
pub(super) const BUCKETS: usize = 64;

/// Windows start within this many bytes of their literal's start.
const REACH: usize = 24;

/// How many windows of a literal, the rarest in logs, are weighed against each other.
const CHOICES: usize = 5;

/// What the comparison of a literal costs, as a multiple of what a false candidate of the sieve does.
const COMPARING: f32 = 10.0;

/// The bytes by which a literal is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) literal: u16,
    /// Distance from the literal's first byte.
    pub(super) back: u8,
    /// How many of `bytes` are known: fewer than four in a shorter literal.
    pub(super) known: u8,
    /// Case-folded; zero where unknown.
    pub(super) bytes: [u8; WINDOW],
}

/// For each place of a window, and each value of the byte there, the buckets that admit it.
pub(super) type Admit = [[u64; 256]; WINDOW];

#[derive(Debug)]
pub(super) struct Plan {
    pub(super) windows: Vec<Window>,
    pub(super) admit: Box<Admit>,
    /// Groups of eight buckets, as an engine looks them up.
    pub(super) groups: usize,
}

/// Which column of the prepared packing is for a plan.
#[derive(Clone, Copy, Debug)]
pub(super) enum Buckets {
    /// 64 buckets of bytes.
    Wide,
    /// 32 buckets of codes.
    Narrow,
}

impl Plan {
    /// Plans for folded literals of two bytes or more, or none.
    pub(super) fn new(
        literals: &[Vec<u8>],
        groups: usize,
        stats: &Stats,
        buckets: Buckets,
    ) -> Plan {
        let mut packing = Packing::new(stats, 8 * groups);
        let mut windows = Vec::with_capacity(literals.len());
        let mut others = Vec::new();
        for (id, literal) in (0..).zip(literals).filter(|(_, literal)| !literal.is_empty()) {
            match prepared(id, literal, buckets).filter(|(_, bucket)| *bucket < packing.buckets) {
                Some((window, bucket)) => {
                    packing.add(&window, bucket);
                    windows.push(window);
                }
                None => others.push((id, literal)),
            }
        }
        if !others.is_empty() {
            let runs = Runs::new();
            let choices = others.iter().map(|(id, text)| Choices::new(*id, text, stats, &runs));
            let mut choices: Vec<Choices> = choices.collect();
            // The most frequent first: they shape the buckets, the rare ones fit in between.
            choices.sort_by(|a, b| b.odds[0].total_cmp(&a.odds[0]));
            packing.weigh();
            windows.extend(choices.iter().map(|choice| packing.place(choice)));
        }
        Plan { windows, admit: packing.admit(), groups }
    }
}

/// The window and the bucket that were prepared for a literal.
fn prepared(id: u16, literal: &[u8], buckets: Buckets) -> Option<(Window, usize)> {
    let hash = prefilter_hash(literal);
    let nth = PACKING.binary_search_by_key(&hash, |row| row.0).ok()?;
    let (_, wide, narrow) = PACKING[nth];
    let [bucket, back] = match buckets {
        Buckets::Wide => wide,
        Buckets::Narrow => narrow,
    };
    let known = literal.len().min(WINDOW);
    let mut window = Window { literal: id, back, known: known as u8, bytes: [0; WINDOW] };
    let start = usize::from(back);
    // Whatever has the same hash is found all the same, if the window lies within it.
    window.bytes[..known].copy_from_slice(literal.get(start..start + known)?);
    Some((window, usize::from(bucket)))
}

/// Whether a literal's place was prepared.
#[cfg(test)]
pub(in crate::scan::prefilter) fn is_packed(literal: &[u8]) -> bool {
    prepared(0, literal, Buckets::Wide).is_some() && prepared(0, literal, Buckets::Narrow).is_some()
}

/// The hash by which a literal in lower case is known in the packing: FNV-1a.
#[doc(hidden)]
pub fn prefilter_hash(literal: &[u8]) -> u32 {
    literal
        .iter()
        .fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// The rarest windows of one literal, the rarest first.
struct Choices {
    odds: [f32; CHOICES],
    windows: [Window; CHOICES],
    len: usize,
}

impl Choices {
    fn new(literal: u16, text: &[u8], stats: &Stats, runs: &Runs) -> Choices {
        let known = text.len().min(WINDOW);
        let empty = Window { literal, back: 0, known: known as u8, bytes: [0; WINDOW] };
        let mut choices =
            Choices { odds: [f32::INFINITY; CHOICES], windows: [empty; CHOICES], len: 0 };
        for (back, text) in text.windows(known).take(REACH).enumerate() {
            let mut window = Window { back: back as u8, ..empty };
            window.bytes[..known].copy_from_slice(text);
            choices.weigh(stats.string(text).max(runs.frequency(window.bytes)), window);
        }
        choices
    }

    fn weigh(&mut self, odds: f32, window: Window) {
        let rank = self.odds.iter().take_while(|&&other| other <= odds).count();
        if rank < CHOICES {
            self.odds[rank..].rotate_right(1);
            self.windows[rank..].rotate_right(1);
            (self.odds[rank], self.windows[rank]) = (odds, window);
            self.len = (self.len + 1).min(CHOICES);
        }
    }

    fn windows(&self) -> impl Iterator<Item = (&Window, f32)> {
        self.windows.iter().zip(self.odds).take(self.len)
    }
}

/// One number for each bucket.
type Row = [f32; BUCKETS];

/// The buckets while they are being filled.
///
/// A bucket admits, at each place, the bytes its windows have there. How many false candidates that
/// makes is estimated as of a Markov chain: P(01) * P(12) / P(1) * P(23) / P(2), where P(ij) is how
/// often a byte admitted at place i is followed by one admitted at place j. The sums are kept such
/// that the price of one more window is a few additions, done for all buckets side by side.
struct Packing<'a> {
    stats: &'a Stats,
    buckets: usize,
    /// The buckets that admit a byte at a place, by the engine's key of the byte.
    admit: Box<Admit>,
    /// P(i) and P(ij).
    single: [Row; WINDOW],
    pair: [Row; WINDOW - 1],
    /// How often a class is followed by a byte admitted at place i + 1, and follows one at place i.
    before: Box<[[Row; SYMBOLS]; WINDOW - 1]>,
    after: Box<[[Row; SYMBOLS]; WINDOW - 1]>,
    /// Whether all windows of a bucket have a third and a fourth byte.
    full: [Row; 2],
    price: Row,
}

impl<'a> Packing<'a> {
    fn new(stats: &'a Stats, buckets: usize) -> Packing<'a> {
        Packing {
            stats,
            buckets: buckets.min(BUCKETS),
            admit: Box::new([[0; 256]; WINDOW]),
            single: [[0.0; BUCKETS]; WINDOW],
            pair: [[0.0; BUCKETS]; WINDOW - 1],
            before: Box::new([[[0.0; BUCKETS]; SYMBOLS]; WINDOW - 1]),
            after: Box::new([[[0.0; BUCKETS]; SYMBOLS]; WINDOW - 1]),
            full: [[1.0; BUCKETS]; 2],
            price: [0.0; BUCKETS],
        }
    }

    /// Works out what each bucket costs.
    fn weigh(&mut self) {
        for b in 0..self.buckets {
            let mut price = self.pair[0][b];
            for i in 1..WINDOW - 1 {
                if price > 0.0 && self.full[i - 1][b] > 0.0 {
                    price *= self.pair[i][b] / self.single[i][b];
                }
            }
            self.price[b] = price;
        }
    }

    /// Puts a literal where it adds the fewest false candidates, by the window that does so.
    fn place(&mut self, choices: &Choices) -> Window {
        let mut best = (f32::INFINITY, choices.windows[0], 0, 0.0);
        for (window, odds) in choices.windows() {
            let prices = self.prices(window);
            for (bucket, (price, now)) in
                prices.iter().zip(&self.price).take(self.buckets).enumerate()
            {
                // Where the window really stands the whole literal has to be compared.
                let added = price - now + COMPARING * odds;
                if added < best.0 {
                    best = (added, *window, bucket, *price);
                }
            }
        }
        let (_, window, bucket, price) = best;
        self.price[bucket] = price;
        self.add(&window, bucket);
        window
    }

    /// What each bucket would cost with one more window.
    fn prices(&self, window: &Window) -> Row {
        let class = window.bytes.map(|byte| self.stats.class(byte));
        let mut new = [[0.0; BUCKETS]; WINDOW];
        for i in 0..WINDOW {
            let admitted = self.admit[i][self.stats.key(window.bytes[i])];
            for (b, new) in new[i].iter_mut().enumerate() {
                *new = ((admitted >> b & 1) ^ 1) as u32 as f32;
            }
        }
        let mut prices = [1.0; BUCKETS];
        for i in 0..WINDOW - 1 {
            let both = self.stats.pair(window.bytes[i], window.bytes[i + 1]);
            let one = self.stats.byte(window.bytes[i]);
            let third_or_fourth = if usize::from(window.known) >= i + 2 { 1.0 } else { 0.0 };
            let (before, after) = (&self.before[i][class[i]], &self.after[i][class[i + 1]]);
            for b in 0..BUCKETS {
                let (new, next) = (new[i][b], new[i + 1][b]);
                let pair = self.pair[i][b] + new * before[b] + next * after[b] + new * next * both;
                if i == 0 {
                    prices[b] = pair;
                } else {
                    let given = pair / (self.single[i][b] + new * one);
                    let counts = third_or_fourth * self.full[i - 1][b];
                    prices[b] *= 1.0 + counts * (given - 1.0);
                }
            }
        }
        prices
    }

    fn add(&mut self, window: &Window, bucket: usize) {
        for known in usize::from(window.known)..WINDOW {
            self.full[known - 2][bucket] = 0.0;
        }
        for (i, &byte) in window.bytes.iter().enumerate().take(usize::from(window.known)) {
            let admitted = &mut self.admit[i][self.stats.key(byte)];
            if *admitted >> bucket & 1 == 1 {
                continue;
            }
            *admitted |= 1 << bucket;
            let class = self.stats.class(byte);
            self.single[i][bucket] += self.stats.byte(byte);
            if i + 1 < WINDOW {
                self.pair[i][bucket] += self.before[i][class][bucket];
                for (to, row) in self.after[i].iter_mut().enumerate() {
                    row[bucket] += self.stats.classes(class, to);
                }
            }
            if i > 0 {
                self.pair[i - 1][bucket] += self.after[i - 1][class][bucket];
                for (from, row) in self.before[i - 1].iter_mut().enumerate() {
                    row[bucket] += self.stats.classes(from, class);
                }
            }
        }
    }

    /// What each bucket admits: anything where one of its windows is open.
    fn admit(&self) -> Box<Admit> {
        let mut admit = Box::new([[0; 256]; WINDOW]);
        for (i, place) in admit.iter_mut().enumerate() {
            let full = |b: usize| i < 2 || self.full[i - 2][b] > 0.0;
            let open = (0..BUCKETS).filter(|&b| !full(b)).fold(0, |open, b| open | 1 << b);
            for (byte, buckets) in (0..=255).zip(place.iter_mut()) {
                *buckets = self.admit[i][self.stats.key(byte)] | open;
            }
        }
        admit
    }
}
