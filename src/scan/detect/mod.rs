//! Detectors: each decides what a candidate of the prefilter is.
//!
//! A detector sees a bounded window around its candidate and nothing else: no file and no thread, and of
//! other detectors only what is [`Settled`], which changes no finding. So a verdict never depends on where
//! a chunk was cut.

pub(crate) mod accept;
pub(crate) mod address;
pub(crate) mod around;
pub(crate) mod bank;
pub(crate) mod block;
pub(crate) mod call;
pub(crate) mod card;
pub(crate) mod command;
pub(crate) mod embedded;
pub(crate) mod encoded;
pub(crate) mod field;
pub(crate) mod keyed;
pub(crate) mod list;
mod memo;
pub(crate) mod national;
mod pattern;
pub(crate) mod phone;
mod prefix;
pub(crate) mod read;
pub(crate) mod records;
pub(crate) mod statement;
pub(crate) mod token;
pub(crate) mod uri;
pub(crate) mod value;
pub(crate) mod wallet;

use std::ops::Range;

use crate::fact::Fact;
use crate::finding::{Confidence, Layers, Severity};

/// How far before its candidate a detector may look.
pub(crate) const LOOK_BEFORE: usize = 2 << 10;
/// How far after the start of its candidate a detector may look.
pub(crate) const LOOK_AFTER: usize = 32 << 10;
/// How far apart the start of a value and its candidate may be; how long a value may be.
pub(crate) const REACH: usize = LOOK_AFTER;

/// What a detector may look at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window<'a> {
    /// The bytes around the candidate.
    pub(crate) bytes: &'a [u8],
    /// Where in `bytes` the candidate's literal starts.
    pub(crate) at: usize,
    /// The length of the literal.
    pub(crate) len: usize,
    /// The first bytes of the input.
    pub(crate) head: &'a [u8],
    /// What is settled in the text that the window was cut from.
    pub(crate) settled: Settled<'a>,
}

/// Values that formats are sure of, where they are known: what a detector of lower rank finds within one
/// of them loses to it, and so does whatever loses to that. So it need not be judged, and to know fewer
/// of them changes no finding.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Settled<'a> {
    /// Where they stand in the text, in the order of their start.
    values: &'a [Range<usize>],
    /// Where in that text the window starts.
    base: usize,
}

impl<'a> Settled<'a> {
    pub(crate) fn new(values: &'a [Range<usize>]) -> Self {
        Settled { values, base: 0 }
    }

    /// Whether a part of the window lies within one of them.
    pub(crate) fn has(&self, part: &Range<usize>) -> bool {
        let (start, end) = (part.start + self.base, part.end + self.base);
        let nth = self.values.partition_point(|value| value.start <= start);
        nth > 0 && end <= self.values[nth - 1].end
    }
}

impl<'a> Window<'a> {
    /// The window of a candidate at `at` in `bytes`, and where it starts.
    pub(crate) fn new(bytes: &'a [u8], at: usize, len: usize, head: &'a [u8]) -> (Self, usize) {
        let from = at.saturating_sub(LOOK_BEFORE);
        let to = (at + LOOK_AFTER).min(bytes.len());
        (Window { head, ..Window::whole(&bytes[from..to], at - from, len) }, from)
    }

    /// The window of a candidate in a text that has nothing around it.
    pub(crate) fn whole(bytes: &'a [u8], at: usize, len: usize) -> Self {
        Window { bytes, at, len, head: &[], settled: Settled::default() }
    }

    /// The same window, and what is settled in the text that it was cut from at `base`.
    pub(crate) fn knowing(self, settled: Settled<'a>, base: usize) -> Self {
        Window { settled: Settled { base, ..settled }, ..self }
    }

    /// The span of the candidate's literal.
    pub(crate) fn literal(&self) -> Range<usize> {
        self.at..self.at + self.len
    }
}

/// A value that a detector holds to be what its rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// The rule's place in the rule set.
    pub(crate) rule: u16,
    /// The value's span.
    pub(crate) value: Range<usize>,
    /// The key's span, empty where there was none.
    pub(crate) key: Range<usize>,
    pub(crate) confidence: Confidence,
    /// Where the value calls for another severity than the rule's.
    pub(crate) severity: Option<Severity>,
    pub(crate) layers: Layers,
    /// How specific the detector is: of two overlapping matches the higher rank stays.
    pub(crate) rank: Rank,
    /// How many bytes of the value its rule names: of two alike the longer prefix stays.
    pub(crate) named: usize,
    /// What the detector could read from the value that is no secret.
    pub(crate) facts: Vec<Fact>,
}

/// How specific a detector is, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    Phone,
    Text,
    Keyed,
    Field,
    Uri,
    Statement,
    Token,
    Block,
}

impl Match {
    /// A match without key or layers.
    pub(crate) fn new(rule: u16, value: Range<usize>, confidence: Confidence, rank: Rank) -> Self {
        let (key, layers) = (0..0, Layers::NONE);
        // An empty Vec does not allocate.
        let facts = Vec::new();
        Match { rule, value, key, confidence, severity: None, layers, rank, named: 0, facts }
    }
}

/// Where detectors put what they found, and, when someone asks, why.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) matches: Vec<Match>,
    /// What nearly fired and why not; collected for `explain` alone.
    pub(crate) notes: Option<Vec<Note>>,
}

/// One step of a detector's reasoning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The detector or rule.
    pub who: String,
    /// The span it speaks of.
    pub span: Range<usize>,
    /// What it concluded.
    pub what: String,
    /// Whether it is a finding that a scan reports by default.
    pub reported: bool,
}

impl Found {
    /// How much there is, to shift what comes after.
    pub(crate) fn mark(&self) -> (usize, usize) {
        (self.matches.len(), self.notes.as_ref().map_or(0, Vec::len))
    }

    /// Brings what came after `mark` into the coordinates of the text that its window was cut from.
    pub(crate) fn shift(&mut self, mark: (usize, usize), by: usize) {
        let shifted = |span: &Range<usize>| span.start + by..span.end + by;
        for new in &mut self.matches[mark.0..] {
            new.value = shifted(&new.value);
            if !new.key.is_empty() {
                new.key = shifted(&new.key);
            }
        }
        for note in self.notes.iter_mut().flat_map(|notes| &mut notes[mark.1..]) {
            note.span = shifted(&note.span);
        }
    }

    /// Moves the notes that came after `mark` to the text that was decoded: they speak of what is in it.
    pub(crate) fn place_notes(&mut self, mark: (usize, usize), span: &Range<usize>) {
        for note in self.notes.iter_mut().flat_map(|notes| &mut notes[mark.1..]) {
            note.span = span.clone();
        }
    }

    /// Makes `settled` the values that came after `mark` and that formats are sure of; none where
    /// somebody asks why, who is to hear of all that is found.
    pub(crate) fn settle(&self, mark: (usize, usize), settled: &mut Vec<Range<usize>>) {
        settled.clear();
        if self.notes.is_none() {
            let sure = |m: &&Match| m.rank >= Rank::Token && m.confidence > Confidence::Low;
            let sure = self.matches[mark.0..].iter().filter(sure);
            settled.extend(sure.map(|m| m.value.clone()));
            settled.sort_by_key(|value| value.start);
        }
    }

    pub(crate) fn push(&mut self, found: Match) {
        self.matches.push(found);
    }

    /// Changes the matches that came after `mark`.
    pub(crate) fn map(&mut self, mark: (usize, usize), change: impl FnMut(&mut Match)) {
        self.matches[mark.0..].iter_mut().for_each(change);
    }

    /// Leaves a note; the text is made only if somebody listens.
    pub(crate) fn note(&mut self, span: Range<usize>, text: impl FnOnce() -> (String, String)) {
        if let Some(notes) = &mut self.notes {
            let (who, what) = text();
            notes.push(Note { who, span, what, reported: false });
        }
    }
}

/// Decides what a candidate is.
pub(crate) trait Detector: Send + Sync {
    /// Looks at one candidate. `memory` is this thread's and this detector's own.
    fn detect(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found);

    /// Whether it finds nothing at a literal that stands within a word, so that nobody need ask it there.
    fn begins_words(&self) -> bool {
        false
    }

    /// Whether it undoes itself what a text was written into, and is asked about the text as it stands.
    fn unwraps(&self) -> bool {
        false
    }

    /// Whether it reads shapes of several lines, and is asked again about lines without what a collector wrote
    /// before each.
    fn spans_lines(&self) -> bool {
        false
    }
}

impl<D: Detector> Detector for std::sync::Arc<D> {
    fn detect(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        (**self).detect(window, memory, found);
    }

    fn unwraps(&self) -> bool {
        (**self).unwraps()
    }

    fn spans_lines(&self) -> bool {
        (**self).spans_lines()
    }
}

/// What a detector keeps between candidates of one thread: never a value of the input.
#[derive(Default)]
pub(crate) struct Memory {
    /// The state of searches with the detector's pattern.
    pub(crate) pattern: Option<pattern::State>,
    /// Space for decoded text: of a value, and of what holds key and value.
    pub(crate) text: Vec<u8>,
    pub(crate) decoded: Vec<u8>,
    pub(crate) undone: embedded::Undone,
    /// What keys say of a secret, and of a phone number.
    pub(crate) keys: memo::Memo<keyed::key::Judged>,
    pub(crate) phones: memo::Memo<Option<phone::keys::Telling>>,
}
