//! The driver: many inputs, many threads, one ordered report.
//!
//! It is the only place that knows the scanner and the inputs both. It reads no flag and prints
//! nothing.

mod order;
mod queue;
mod record;

use std::collections::HashMap;
use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use crate::chunk::{Buffer, utf16_units};
use crate::decode::Coding;
use crate::finding::{Finding, NotScanned, SourceName, Summary};
use crate::input::Entry;
use crate::policy::{Decision, Policy};
use crate::report::Sink;
use crate::scan::{CHUNK, Scanner, Scratch};
use order::{Batch, Order};
use queue::{Hand, Piece, Queue};
use record::Record;

/// Records that one thread gathers before it waits for its turn to report.
const BATCH: usize = 4096;

/// Bytes that end a line, at most: `\r\n`.
const LINE_END: u64 = 2;

/// Runs a scanner over inputs.
#[derive(Debug)]
pub struct Driver<'s> {
    scanner: &'s Scanner,
    policy: Policy,
    threads: usize,
    chunk: usize,
    keep_values: bool,
}

impl<'s> Driver<'s> {
    /// A driver with the default policy and one thread.
    pub fn new(scanner: &'s Scanner) -> Self {
        let policy = Policy::default();
        Driver { scanner, policy, threads: 1, chunk: CHUNK, keep_values: false }
    }

    /// Sets the thresholds.
    #[must_use]
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// Sets the number of threads, at least one.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// Sets the aim for the size of a chunk in bytes. It changes speed and memory, never a finding.
    #[must_use]
    pub fn chunk_size(mut self, bytes: usize) -> Self {
        self.chunk = bytes.max(1);
        self
    }

    /// Hands the values themselves to the sink. Without it a sink cannot show what it never gets.
    #[must_use]
    pub fn keep_values(mut self, keep: bool) -> Self {
        self.keep_values = keep;
        self
    }

    /// Scans all entries and pushes the findings into the sink in the order of the entries; the
    /// summary has been handed to the sink when it returns.
    ///
    /// # Errors
    /// The sink cannot write. Trouble with an input is no error: it stands in the summary.
    pub fn run(
        &self,
        entries: impl Iterator<Item = Entry> + Send,
        sink: &mut (dyn Sink + Send),
    ) -> io::Result<Summary> {
        let started = Instant::now();
        let queue = Queue::new(entries, self.chunk);
        let order = Order::new(self.scanner.rules(), &mut *sink);
        let rules: HashMap<&str, u16> =
            self.scanner.rules().iter().map(|rule| &*rule.id).zip(0..).collect();
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads)
            .build()
            .map_err(io::Error::other)?;
        pool.broadcast(|_| self.work(&queue, &order, &rules));
        let mut summary = order.finish()?;
        summary.elapsed = started.elapsed();
        sink.finish(&summary)?;
        Ok(summary)
    }

    /// One thread's work: take the next piece of the earliest open input, scan it, report it.
    fn work(&self, queue: &Queue<'_>, order: &Order<'_>, rules: &HashMap<&str, u16>) {
        let mut scratch = self.scanner.scratch();
        let mut buffer = Buffer::default();
        let mut part = Part { queue, order, hand: Hand::default() };
        while !order.stopped() {
            let Some(piece) = queue.next(&mut part.hand, &mut buffer) else { break };
            self.scan(&piece, &buffer, &mut scratch, order, rules);
        }
    }

    fn scan(
        &self,
        piece: &Piece,
        buffer: &Buffer,
        scratch: &mut Scratch,
        order: &Order<'_>,
        rules: &HashMap<&str, u16>,
    ) {
        let mut batch = Batch::new(piece.name.clone());
        if piece.has_bytes {
            batch.bytes = buffer.own_len();
            batch.settled = buffer.settled();
            let chunk = buffer.chunk();
            batch.from = chunk.start.offset;
            let mut at = Units { at: chunk.own.start, units: chunk.start.units };
            let end = chunk.start.offset + chunk.own.len() as u64;
            let mut each = |mut finding: Finding<'_>| {
                // A key of which a pause has cut off the rest is left for when it is whole.
                let many_lines = finding.place.end_line > finding.place.line;
                let is_cut = many_lines && finding.bytes.end + LINE_END >= end;
                if is_cut && !batch.is_settled(finding.bytes.start) {
                    return ControlFlow::Continue(());
                }
                if self.policy.decide(&finding) == Decision::Hide {
                    // What is not settled is counted when it comes again.
                    batch.hidden += u64::from(batch.is_settled(finding.bytes.start));
                    return ControlFlow::Continue(());
                }
                if let Coding::Utf16 { mark } = piece.coding {
                    let own = chunk.start.offset - chunk.own.start as u64;
                    at.map(chunk.bytes, own, mark, &mut finding);
                }
                let rule = rules.get(finding.rule).copied().unwrap_or_default();
                batch.records.push(Record::new(rule, &finding, self.keep_values));
                if batch.records.len() >= BATCH {
                    order.submit_part(piece.turn, &mut batch);
                }
                if order.stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            // A mistake in a detector is trouble with one input: the others wait for its turn.
            let scan = || self.scanner.scan_chunk(scratch, &chunk, &mut each);
            if catch_unwind(AssertUnwindSafe(scan)).is_err() {
                *scratch = self.scanner.scratch();
                let path = SourceName::clone(&piece.name);
                let bytes = Some(buffer.own_len());
                let reason = "an internal error, in a part of it".to_owned();
                batch.bytes = 0;
                batch.broken = Some(NotScanned { path, reason, bytes });
            }
        }
        batch.end = piece.end.clone();
        order.submit(piece.turn, batch);
    }
}

/// One thread's part in a run. Where it ends by a panic the others end, too: they would wait for its turn
/// for ever.
struct Part<'p, 'e, 'o> {
    queue: &'p Queue<'e>,
    order: &'p Order<'o>,
    hand: Hand,
}

impl Drop for Part<'_, '_, '_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.order.stop();
            self.queue.abandon();
        }
        self.queue.leave(std::mem::take(&mut self.hand));
    }
}

/// Turns offsets in transcoded text into offsets in the UTF-16 input, in order.
struct Units {
    at: usize,
    units: u64,
}

impl Units {
    fn map(&mut self, bytes: &[u8], base: u64, mark: u64, finding: &mut Finding<'_>) {
        let (start, end) =
            ((finding.bytes.start - base) as usize, (finding.bytes.end - base) as usize);
        self.units += utf16_units(&bytes[self.at..start]);
        self.at = start;
        let length = utf16_units(&bytes[start..end]);
        finding.bytes = mark + 2 * self.units..mark + 2 * (self.units + length);
    }
}
