//! The exact half of the search: from a window's bytes to the literals that really stand there.
//! It refuses to search: it answers for one position, and its caller brings the positions.

use std::ops::Range;

use super::WINDOW;
use super::plan::Window;
use crate::scan::prefilter::Candidate;

/// Sets the case bit of four bytes: letters fold, and some marks collide until `report`.
const CASE: u32 = 0x2020_2020;

/// All literals, found by the bytes of their windows.
#[derive(Debug)]
pub(super) struct Index {
    /// Windows of four, three and two known bytes.
    fours: Table<4, { 1 << 13 }>,
    threes: Table<3, { 1 << 10 }>,
    twos: Table<2, { 1 << 7 }>,
    /// By the low bits of two bytes, which third ones a window has that begins so: a bit for the low
    /// bits of each, and all of them where it ends before.
    short: Box<[u32; 1 << 10]>,
    /// Slot by slot; the first is a dummy, as zero marks an empty slot.
    entries: Vec<Entry>,
    /// The bytes of literals beyond the eighth, each with its case bit.
    tails: Vec<(u8, u8)>,
    /// The furthest any window lies from the start of its literal.
    reach: usize,
}

/// A hash table from a window to the first of its entries.
///
/// Sizes are constants, so that no look-up needs a bounds check.
#[derive(Debug)]
struct Table<const KNOWN: usize, const SLOTS: usize> {
    slots: Box<[Slot; SLOTS]>,
}

/// The first entry of a slot, zero if it is empty, and what most of the hash that did not choose the
/// slot is: nearly every window that is nobody's falls by that.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// With its highest bit set where the slot is of several windows, whose tags are not one.
    entry: u16,
    /// Of several windows a set: a bit for each, by the low bits of its tag.
    tag: u16,
}

impl Slot {
    /// Enters one window more.
    fn add(&mut self, entry: u16, tag: u16) {
        let bit = |tag: u16| 1 << (tag % 16);
        match self.entry {
            0 => *self = Slot { entry, tag },
            SHARED.. => self.tag |= bit(tag),
            _ if self.tag == tag => {}
            first => *self = Slot { entry: first | SHARED, tag: bit(self.tag) | bit(tag) },
        }
    }

    /// Whether a window with this tag may have been entered.
    #[inline(always)]
    fn may_have(self, tag: u16) -> bool {
        // No branch: it is asked of every place that the sieve lets through.
        let shared = (self.entry >= SHARED) & (self.tag >> (tag % 16) & 1 == 1);
        (self.tag == tag) | shared
    }
}

/// The mark of a slot of several windows.
const SHARED: u16 = 1 << 15;

/// The most literals that entries can be numbered for, as the first is a dummy.
pub(super) const MOST: usize = SHARED as usize - 1;

/// One literal under its window.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// The first eight bytes, case-folded, zero beyond the end.
    head: u64,
    /// The case bit of each letter of the head.
    fold: u64,
    /// Which bytes of the head are known.
    keep: u64,
    len: u32,
    tail: u32,
    literal: u16,
    /// Distance of the window from the literal's first byte.
    back: u8,
    /// Whether this is the last entry of its slot.
    last: bool,
}

/// A window that the probe has found, and the first entry of its slot.
///
/// One word, as it is written and soon read again: a load of two stores at once would stall.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hit(u64);

impl Hit {
    #[inline(always)]
    fn new(at: u32, entry: u16) -> Hit {
        Hit(u64::from(at) << 16 | u64::from(entry))
    }

    #[inline(always)]
    fn at(self) -> usize {
        (self.0 >> 16) as usize
    }

    #[inline(always)]
    fn entry(self) -> usize {
        usize::from(self.0 as u16)
    }
}

/// The most positions to probe at once.
pub(super) const BATCH: usize = 256;

/// Room for the hits of a batch: one in each table for each position, and a power of two.
pub(super) type Hits = [Hit; 4 * BATCH];

impl<const KNOWN: usize, const SLOTS: usize> Table<KNOWN, SLOTS> {
    /// Which bytes of a window are known.
    const KEEP: u32 = u32::MAX >> (8 * (WINDOW - KNOWN));

    fn new() -> Table<KNOWN, SLOTS> {
        Table { slots: Box::new([Slot::default(); SLOTS]) }
    }

    /// The slot of a window, and its tag.
    #[inline(always)]
    fn slot(word: u32) -> (usize, u16) {
        // Fibonacci hashing: the high bits depend on every byte.
        let hash = ((word | CASE) & Self::KEEP).wrapping_mul(0x9E37_79B1);
        let rest = 32 - SLOTS.trailing_zeros();
        ((hash >> rest) as usize % SLOTS, (hash >> (rest - 16)) as u16)
    }

    /// Whether a window may be one of these, and the first entry if it is; without a branch.
    #[inline(always)]
    fn may_have(&self, word: u32) -> (bool, u16) {
        let (slot, tag) = Self::slot(word);
        let slot = self.slots[slot];
        (slot.may_have(tag), slot.entry & !SHARED)
    }

    /// The first entry that may be of a window, zero for none.
    #[inline(always)]
    fn entry(&self, word: u32) -> u16 {
        let (may_have, entry) = self.may_have(word);
        entry * u16::from(may_have)
    }

    /// Enters the windows of as many known bytes as this table is for.
    fn fill(
        &mut self,
        literals: &[Vec<u8>],
        windows: &[Window],
        entries: &mut Vec<Entry>,
        tails: &mut Vec<(u8, u8)>,
    ) {
        let mut keyed: Vec<((usize, u16), &Window)> = windows
            .iter()
            .filter(|window| usize::from(window.known) == KNOWN)
            .map(|window| (Self::slot(u32::from_le_bytes(window.bytes)), window))
            .collect();
        keyed.sort_unstable_by_key(|&((slot, _), window)| (slot, window.literal));
        for (i, &((slot, tag), window)) in keyed.iter().enumerate() {
            self.slots[slot].add(entries.len() as u16, tag);
            let last = keyed.get(i + 1).is_none_or(|next| next.0.0 != slot);
            entries.push(Entry::new(&literals[usize::from(window.literal)], window, last, tails));
        }
    }
}

impl Index {
    pub(super) fn new(literals: &[Vec<u8>], windows: &[Window]) -> Index {
        let mut index = Index {
            fours: Table::new(),
            threes: Table::new(),
            twos: Table::new(),
            short: Box::new([0; 1 << 10]),
            entries: vec![Entry::NEVER],
            tails: Vec::new(),
            reach: windows.iter().map(|w| usize::from(w.back)).max().unwrap_or(0),
        };
        index.fours.fill(literals, windows, &mut index.entries, &mut index.tails);
        index.threes.fill(literals, windows, &mut index.entries, &mut index.tails);
        index.twos.fill(literals, windows, &mut index.entries, &mut index.tails);
        for window in windows.iter().filter(|window| usize::from(window.known) < WINDOW) {
            let word = u32::from_le_bytes(window.bytes);
            index.short[two_bytes(word)] |=
                if window.known < 3 { u32::MAX } else { 1 << third_byte(word) };
        }
        index
    }

    /// The furthest any window lies from the start of its literal.
    pub(super) fn reach(&self) -> usize {
        self.reach
    }

    /// Keeps those of up to `BATCH` positions where a window may stand; returns how many it kept.
    ///
    /// Nearly all that a sieve lets through falls here. There is no branch on what it finds: it
    /// writes every position, and moves on if it was one.
    #[inline(always)]
    pub(super) fn sift(&self, hay: &[u8], positions: &[u32], kept: &mut [u32; BATCH]) -> usize {
        let mut count = 0;
        for &at in positions {
            let word = window_at(hay, at as usize);
            let may_have = self.fours.may_have(word).0 | self.begins_short(word);
            kept[count % BATCH] = at;
            count += usize::from(may_have);
        }
        count
    }

    /// Whether a window of three or two bytes may stand where these do.
    #[inline(always)]
    fn begins_short(&self, word: u32) -> bool {
        self.short[two_bytes(word)] >> third_byte(word) & 1 == 1
    }

    /// Looks up the windows at up to `BATCH` positions; returns how many hits it wrote.
    ///
    /// There is no branch on what it finds: it writes every hit, and moves on if it was one.
    #[inline(always)]
    pub(super) fn probe(&self, hay: &[u8], positions: &[u32], hits: &mut Hits) -> usize {
        let mut count = 0;
        for &at in positions {
            let word = window_at(hay, at as usize);
            for entry in [self.fours.entry(word), self.threes.entry(word), self.twos.entry(word)] {
                hits[count % (4 * BATCH)] = Hit::new(at, entry);
                count += usize::from(entry != 0);
            }
        }
        count
    }

    /// Keeps those of hits whose literal's first bytes stand there, or that share a slot; returns how
    /// many it kept.
    ///
    /// Without a branch on what it finds, as `sift`: of hits half are of a window that is no more.
    #[inline(always)]
    pub(super) fn compare(&self, hay: &[u8], hits: &mut Hits, count: usize) -> usize {
        let mut kept = 0;
        for nth in 0..count {
            let hit = hits[nth % hits.len()];
            let entry = &self.entries[hit.entry()];
            hits[kept % hits.len()] = hit;
            kept += usize::from(entry.may_stand_at(hay, entry.start(hit)) | !entry.last);
        }
        kept
    }

    /// Appends the literals of hits that stand there in full and start in `range`.
    ///
    /// `floor` is where the candidates of this search start in `out`.
    #[inline(always)]
    pub(super) fn report(
        &self,
        hay: &[u8],
        hits: &[Hit],
        range: &Range<usize>,
        floor: usize,
        out: &mut Vec<Candidate>,
    ) {
        for &hit in hits {
            for entry in &self.entries[hit.entry()..] {
                let start = entry.start(hit);
                if entry.may_stand_at(hay, start)
                    && range.contains(&start)
                    && entry.stands_at(hay, start, &self.tails)
                {
                    insert(out, floor, Candidate::new(start, entry.literal));
                }
                if entry.last {
                    break;
                }
            }
        }
    }
}

impl Entry {
    const NEVER: Entry =
        Entry { head: 1, fold: 0, keep: 0, len: 0, tail: 0, literal: 0, back: 0, last: true };

    fn new(text: &[u8], window: &Window, last: bool, tails: &mut Vec<(u8, u8)>) -> Entry {
        let mut entry = Entry {
            head: 0,
            fold: 0,
            keep: 0,
            len: text.len() as u32,
            tail: tails.len() as u32,
            literal: window.literal,
            back: window.back,
            last,
        };
        for (i, &byte) in text.iter().enumerate() {
            if i < 8 {
                entry.head |= u64::from(byte) << (8 * i);
                entry.fold |= u64::from(case_bit(byte)) << (8 * i);
                entry.keep |= 0xff << (8 * i);
            } else {
                tails.push((byte, case_bit(byte)));
            }
        }
        entry
    }

    /// Where the literal starts; beyond any haystack if it would start before its start.
    #[inline(always)]
    fn start(&self, hit: Hit) -> usize {
        hit.at().wrapping_sub(usize::from(self.back))
    }

    /// Whether the first eight bytes are the literal's.
    #[inline(always)]
    fn may_stand_at(&self, hay: &[u8], start: usize) -> bool {
        let head = match hay.get(start..start.wrapping_add(8)).and_then(|rest| rest.first_chunk()) {
            Some(head) => u64::from_le_bytes(*head),
            None => short_word(hay, start),
        };
        (head | self.fold) & self.keep == self.head
    }

    /// Whether the rest of the literal follows, and within the haystack.
    #[inline(always)]
    fn stands_at(&self, hay: &[u8], start: usize, tails: &[(u8, u8)]) -> bool {
        let len = self.len as usize;
        len <= hay.len() - start && (len <= 8 || self.tail_stands(&hay[start + 8..], tails))
    }

    fn tail_stands(&self, rest: &[u8], tails: &[(u8, u8)]) -> bool {
        let tail = &tails[self.tail as usize..][..self.len as usize - 8];
        rest.iter().zip(tail).all(|(&byte, &(value, fold))| byte | fold == value)
    }
}

/// The low bits of the first two bytes of a window: those of a letter are those of its capital.
#[inline(always)]
fn two_bytes(word: u32) -> usize {
    (word & 31 | (word >> 8 & 31) << 5) as usize
}

/// The low bits of the third byte.
#[inline(always)]
fn third_byte(word: u32) -> u32 {
    word >> 16 & 31
}

/// The bit that tells a lower-case ASCII letter from its capital; zero for other bytes.
///
/// For a letter `l`, `b | 0x20 == l` holds for `l` and its capital alone.
fn case_bit(byte: u8) -> u8 {
    if byte.is_ascii_lowercase() { 0x20 } else { 0 }
}

/// Four bytes from `at` on, zeros beyond the end.
#[inline(always)]
fn window_at(hay: &[u8], at: usize) -> u32 {
    match hay.get(at..at.wrapping_add(4)).and_then(|rest| rest.first_chunk()) {
        Some(window) => u32::from_le_bytes(*window),
        None => short_word(hay, at) as u32,
    }
}

/// What is left of the haystack from `at` on, zeros beyond the end.
#[cold]
#[inline(never)]
fn short_word(hay: &[u8], at: usize) -> u64 {
    let rest = hay.get(at..).unwrap_or(&[]);
    rest.iter().take(8).rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

/// Appends a candidate, moving it before those that sort after it.
///
/// Windows come in order, their literals start up to `reach` bytes before them: a candidate passes
/// only those of the same few bytes, so this beats a sort of the whole.
#[inline]
fn insert(out: &mut Vec<Candidate>, floor: usize, candidate: Candidate) {
    let mut i = out.len();
    out.push(candidate);
    while i > floor && out[i - 1] > candidate {
        out[i] = out[i - 1];
        i -= 1;
    }
    out[i] = candidate;
}
