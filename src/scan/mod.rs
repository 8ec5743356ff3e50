//! The scanner: from bytes to findings.
//!
//! It touches no file, thread, clock, environment or terminal. `scan_slice` is the semantics; all
//! else is transport.

mod census;
pub(crate) mod detect;
mod explain;
mod overlap;
mod plan;
mod prefilter;
mod search;
mod subject;
#[cfg(test)]
mod tests;

use std::io::{self, Read};
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use crate::chunk::{self, Buffer, Chunk, Chunker, Margins, Position};
use crate::error::Error;
use crate::fact::{Fact, FactName, FactValue};
use crate::finding::{Finding, Place, Severity};
use crate::rules::RuleSet;
use crate::secret::Secret;
use crate::site::{self, FingerprintKey};
pub use census::{Census, KeywordCensus};
pub use detect::Note;
use detect::embedded::{self, Space};
use detect::{Found, LOOK_AFTER, LOOK_BEFORE, Match, Memory, REACH};
use plan::Plan;
pub use plan::prefilter_literals;
use prefilter::Candidate;
pub use prefilter::{assert_prefilters_agree, prefilter_code, prefilter_hash};

/// The aim for the size of a chunk's own part.
pub(crate) const CHUNK: usize = 2 << 20;

/// Up to this size a slice is one chunk.
const WHOLE: usize = 256 << 20;

/// What a chunk must know of its neighbours. Before: candidates whose value may start or reach in
/// the chunk, and what those look at. After: what the chunk's last candidate looks at, and the
/// candidates that may contest a value of the chunk.
pub(crate) const MARGINS: Margins =
    Margins { before: REACH + LOOK_BEFORE, after: LOOK_AFTER + REACH };

/// What a scanner may be told besides its rules.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Regions (ISO 3166 alpha-2) whose national phone numbers are recognised.
    pub regions: Vec<String>,
    /// The key for fingerprints; a random one without it.
    pub fingerprint_key: Option<FingerprintKey>,
    /// The time, in seconds since 1970: what expired before it is of low severity. A scanner has no
    /// clock of its own.
    pub now: Option<u64>,
}

/// Compiled rules, shared by threads.
#[derive(Clone)]
pub struct Scanner {
    inner: Arc<Inner>,
}

struct Inner {
    rules: RuleSet,
    /// Whether a rule's findings are reported, by its place.
    reported: Vec<bool>,
    plan: Plan,
    key: FingerprintKey,
    now: u64,
}

/// What one thread needs to scan; made once and used again.
pub struct Scratch {
    candidates: Vec<Candidate>,
    settled: Vec<Range<usize>>,
    found: Found,
    spaces: [Space; embedded::DEPTH],
    spans: Vec<Range<usize>>,
    template: Vec<u8>,
    key: String,
    memories: Vec<Memory>,
}

impl Scanner {
    /// Compiles rules.
    ///
    /// # Errors
    /// A region is unknown, or the system has no random numbers for a fingerprint key.
    pub fn new(rules: RuleSet, options: Options) -> Result<Self, Error> {
        let plan = Plan::new(&rules, &options.regions)?;
        let key = match options.fingerprint_key {
            Some(key) => key,
            None => FingerprintKey::random()?,
        };
        Ok(Scanner {
            inner: Arc::new(Inner {
                reported: rules.reported().collect(),
                rules,
                plan,
                key,
                now: options.now.unwrap_or(0),
            }),
        })
    }

    /// The rules that it was made of.
    pub fn rules(&self) -> &RuleSet {
        &self.inner.rules
    }

    /// Working memory for one thread.
    pub fn scratch(&self) -> Scratch {
        Scratch {
            candidates: Vec::new(),
            settled: Vec::new(),
            found: Found::default(),
            spaces: Default::default(),
            spans: Vec::new(),
            template: Vec::new(),
            key: String::new(),
            memories: self.inner.plan.detectors.iter().map(|_| Memory::default()).collect(),
        }
    }

    /// Scans bytes that are all in memory. Findings come in the order of their start; it stops when
    /// `each` breaks.
    pub fn scan_slice(
        &self,
        scratch: &mut Scratch,
        bytes: &[u8],
        each: impl FnMut(Finding<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if bytes.len() > WHOLE {
            // Offsets within a chunk are 32 bits wide. Reading from a slice cannot fail.
            let mut each = each;
            let mut flow = ControlFlow::Continue(());
            let _ = self.scan_reader(scratch, bytes, |finding| {
                flow = each(finding);
                flow
            });
            return flow;
        }
        let head = &bytes[..bytes.len().min(chunk::HEAD)];
        let chunk = Chunk { bytes, own: 0..bytes.len(), start: Position::START, head };
        self.scan_chunk(scratch, &chunk, each)
    }

    /// Scans a stream, with the findings that [`Scanner::scan_slice`] has for its bytes.
    ///
    /// # Errors
    /// The first read error; what came before it was scanned.
    pub fn scan_reader(
        &self,
        scratch: &mut Scratch,
        reader: impl Read,
        each: impl FnMut(Finding<'_>) -> ControlFlow<()>,
    ) -> io::Result<()> {
        self.scan_chunks(scratch, Chunker::new(reader, CHUNK, MARGINS, false), each)
    }

    /// For tests of the law that the chunk size does not matter.
    #[doc(hidden)]
    pub fn scan_reader_in_chunks(
        &self,
        scratch: &mut Scratch,
        reader: impl Read,
        size: usize,
        each: impl FnMut(Finding<'_>) -> ControlFlow<()>,
    ) -> io::Result<()> {
        self.scan_chunks(scratch, Chunker::new(reader, size, MARGINS, false), each)
    }

    fn scan_chunks(
        &self,
        scratch: &mut Scratch,
        mut chunker: Chunker<impl Read>,
        mut each: impl FnMut(Finding<'_>) -> ControlFlow<()>,
    ) -> io::Result<()> {
        let mut buffer = Buffer::default();
        while chunker.next(&mut buffer) {
            if self.scan_chunk(scratch, &buffer.chunk(), &mut each).is_break() {
                return Ok(());
            }
        }
        match chunker.error() {
            Some(error) => Err(io::Error::new(error.kind(), error.to_string())),
            None => Ok(()),
        }
    }

    /// Scans one chunk and reports the findings that start in its own part.
    pub(crate) fn scan_chunk(
        &self,
        scratch: &mut Scratch,
        chunk: &Chunk<'_>,
        each: impl FnMut(Finding<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let from = chunk.own.start.saturating_sub(REACH);
        let to = (chunk.own.end + REACH).min(chunk.bytes.len());
        self.inner.plan.search(scratch, chunk.bytes, from..to, chunk.head);
        if scratch.found.matches.is_empty() {
            return ControlFlow::Continue(());
        }
        overlap::resolve(&mut scratch.found.matches);
        self.report(scratch, chunk, each)
    }

    fn report(
        &self,
        scratch: &mut Scratch,
        chunk: &Chunk<'_>,
        mut each: impl FnMut(Finding<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let Scratch { found, spans, template, key, .. } = scratch;
        spans.clear();
        spans.extend(found.matches.iter().map(|m| m.value.clone()));
        let mut places = Places::new(chunk);
        // The values that the template of a match can see: they are disjoint and sorted.
        let mut near = 0;
        let reported = &self.inner.reported;
        let own = |m: &&Match| chunk.own.contains(&m.value.start) && reported[usize::from(m.rule)];
        for found in found.matches.iter().filter(own) {
            let low = found.value.start.saturating_sub(site::TEMPLATE_BEFORE);
            while spans[near].end <= low {
                near += 1;
            }
            let high = found.value.end + site::TEMPLATE_AFTER;
            let seen = spans[near..].iter().take_while(|s| s.start < high).count();
            let seen = &spans[near..near + seen];
            key_name(chunk.bytes, &found.key, seen, key);
            let rule = self.inner.rules.at(found.rule);
            let value = &chunk.bytes[found.value.clone()];
            let finding = Finding {
                rule: &rule.id,
                category: rule.category,
                severity: self.inner.severity(found, rule.severity),
                confidence: found.confidence.min(rule.confidence),
                key,
                secret: Secret::new(value),
                bytes: places.offset(found.value.start)..places.offset(found.value.end),
                place: places.of(&found.value),
                layers: found.layers,
                statement: site::statement(
                    &rule.id,
                    key.as_bytes(),
                    chunk.bytes,
                    &found.value,
                    seen,
                    template,
                ),
                fingerprint: self.inner.key.of(value),
                subject: subject::find(chunk.bytes, &found.value)
                    .map(|span| self.inner.key.of(&chunk.bytes[span])),
                facts: &found.facts,
            };
            each(finding)?;
        }
        ControlFlow::Continue(())
    }
}

impl Inner {
    /// The severity of a match: what no longer works is of little use to anybody.
    fn severity(&self, found: &Match, rule: Severity) -> Severity {
        let severity = found.severity.unwrap_or(rule);
        let over = |fact: &Fact| match (fact.name, fact.value) {
            (FactName::Expires, FactValue::Day(end)) => end < self.now,
            _ => false,
        };
        if found.facts.iter().any(over) { severity.min(Severity::Low) } else { severity }
    }
}

impl std::fmt::Debug for Scanner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scanner").field("rules", &self.inner.rules.iter().len()).finish()
    }
}

impl std::fmt::Debug for Scratch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Scratch")
    }
}

/// Bytes of a key that reports show.
const KEY_SHOWN: usize = 64;

/// The key as reports show it: its last bytes, as text, and nothing of it that is itself a value.
fn key_name(bytes: &[u8], key: &Range<usize>, secrets: &[Range<usize>], out: &mut String) {
    out.clear();
    let mut start = key.start.max(key.end.saturating_sub(KEY_SHOWN));
    for secret in secrets {
        if secret.start < key.end && secret.end > start {
            start = secret.end.min(key.end);
        }
    }
    let shown = String::from_utf8_lossy(&bytes[start..key.end]);
    out.extend(shown.chars().filter(|c| !c.is_control()));
}

/// Lines and columns of spans, asked for in the order of their start: each byte is looked at once.
struct Places<'c> {
    chunk: &'c Chunk<'c>,
    at: usize,
    position: Position,
}

impl<'c> Places<'c> {
    fn new(chunk: &'c Chunk<'c>) -> Self {
        Places { chunk, at: chunk.own.start, position: chunk.start }
    }

    fn offset(&self, at: usize) -> u64 {
        self.chunk.start.offset + (at - self.chunk.own.start) as u64
    }

    fn of(&mut self, span: &Range<usize>) -> Place {
        let bytes = self.chunk.bytes;
        self.position = self.position.after(&bytes[self.at..span.start], false);
        self.at = span.start;
        let value = &bytes[span.clone()];
        let end = self.position.after(value, false);
        // A value that ends with its line still ends on it.
        let ends_line = value.last() == Some(&b'\n');
        let (end_line, end_column) = if ends_line {
            let body = &value[..value.len() - 1];
            let last = self.position.after(body, false);
            (last.line, last.column)
        } else {
            (end.line, end.column)
        };
        Place {
            line: self.position.line,
            column: self.position.column + 1,
            end_line,
            end_column: end_column + 1,
        }
    }
}
