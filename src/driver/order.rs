//! The report's order: what threads found, brought into the order of the entries.
//!
//! Whoever comes before its turn leaves its batch behind, or waits where too much is left behind
//! already: so memory stays bounded however far one thread runs ahead.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::queue::{End, Turn};
use super::record::Record;
use crate::finding::{NotScanned, SourceName, Summary};
use crate::report::Sink;
use crate::rules::RuleSet;

/// Bytes of batches that may be left behind by threads that run ahead.
const LEFT_BEHIND: usize = 4 << 20;

/// What one piece of an input came to.
pub(crate) struct Batch {
    name: Arc<SourceName>,
    pub(crate) records: Vec<Record>,
    pub(crate) hidden: u64,
    pub(crate) bytes: u64,
    /// The offset from which on this piece and those after it report.
    pub(crate) from: u64,
    /// Set where the input paused: findings from this offset on come again.
    pub(crate) settled: Option<u64>,
    /// Set where the scanner gave up.
    pub(crate) broken: Option<NotScanned>,
    pub(crate) end: Option<End>,
}

impl Batch {
    pub(crate) fn new(name: Arc<SourceName>) -> Self {
        Batch {
            name,
            records: Vec::new(),
            hidden: 0,
            bytes: 0,
            from: 0,
            settled: None,
            broken: None,
            end: None,
        }
    }

    /// Whether a finding that starts there does not come again.
    pub(crate) fn is_settled(&self, start: u64) -> bool {
        self.settled.is_none_or(|settled| start < settled)
    }

    /// What it takes in memory, roughly.
    fn size(&self) -> usize {
        size_of::<Self>() + self.records.iter().map(Record::size).sum::<usize>()
    }
}

pub(crate) struct Order<'o> {
    rules: &'o RuleSet,
    state: Mutex<State>,
    turned: Condvar,
    /// Held by the thread whose turn it is while it writes.
    writer: Mutex<Writer<'o>>,
    stopped: AtomicBool,
}

struct State {
    turn: Turn,
    waiting: BTreeMap<Turn, Batch>,
    left_behind: usize,
    sleeping: usize,
}

struct Writer<'o> {
    sink: &'o mut (dyn Sink + Send),
    summary: Summary,
    /// Values of the current input that were reported in a pause and are to come again, in order.
    early: Vec<Range<u64>>,
    error: Option<io::Error>,
}

impl<'o> Order<'o> {
    pub(crate) fn new(rules: &'o RuleSet, sink: &'o mut (dyn Sink + Send)) -> Self {
        let state = State { turn: (0, 0), waiting: BTreeMap::new(), left_behind: 0, sleeping: 0 };
        let writer = Writer { sink, summary: Summary::default(), early: Vec::new(), error: None };
        Order {
            rules,
            state: Mutex::new(state),
            turned: Condvar::new(),
            writer: Mutex::new(writer),
            stopped: AtomicBool::new(false),
        }
    }

    /// Whether the sink has failed, so that scanning on is useless.
    pub(crate) fn stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Makes all threads end.
    pub(crate) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
        // Whoever is about to sleep has looked before, and sleeps by now.
        drop(self.lock());
        self.turned.notify_all();
    }

    /// Reports the first part of a piece with very many findings, when its turn has come.
    pub(crate) fn submit_part(&self, turn: Turn, batch: &mut Batch) {
        let mut state = self.lock();
        while state.turn != turn && !self.stopped() {
            state = self.sleep(state);
        }
        drop(state);
        self.write(batch);
        batch.records.clear();
        (batch.hidden, batch.bytes) = (0, 0);
    }

    /// Reports a piece, now or when its turn comes, and with it whatever waits behind it.
    pub(crate) fn submit(&self, turn: Turn, batch: Batch) {
        let mut state = self.lock();
        while state.turn != turn {
            if state.left_behind <= LEFT_BEHIND || self.stopped() {
                state.left_behind += batch.size();
                state.waiting.insert(turn, batch);
                return;
            }
            state = self.sleep(state);
        }
        let mut batch = batch;
        loop {
            // The turn is ours until we pass it on, so nobody else writes meanwhile.
            drop(state);
            self.write(&batch);
            state = self.lock();
            state.turn = match batch.end {
                Some(_) => (state.turn.0 + 1, 0),
                None => (state.turn.0, state.turn.1 + 1),
            };
            let turn = state.turn;
            match state.waiting.remove(&turn) {
                Some(next) => batch = next,
                None => break,
            }
            state.left_behind -= batch.size();
        }
        let sleeping = state.sleeping > 0;
        drop(state);
        if sleeping {
            self.turned.notify_all();
        }
    }

    fn sleep<'g>(&self, mut state: MutexGuard<'g, State>) -> MutexGuard<'g, State> {
        state.sleeping += 1;
        let mut state = self.turned.wait(state).unwrap_or_else(PoisonError::into_inner);
        state.sleeping -= 1;
        state
    }

    /// The summary, once all threads are done.
    pub(crate) fn finish(self) -> io::Result<Summary> {
        let writer = self.writer.into_inner().unwrap_or_else(PoisonError::into_inner);
        match writer.error {
            Some(error) => Err(error),
            None => Ok(writer.summary),
        }
    }

    fn write(&self, batch: &Batch) {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let writer = &mut *writer;
        if writer.error.is_some() {
            return;
        }
        let summary = &mut writer.summary;
        summary.bytes += batch.bytes;
        summary.hidden += batch.hidden;
        summary.not_scanned.extend(batch.broken.clone());
        match &batch.end {
            Some(End::Whole) => summary.files += 1,
            Some(End::Partly(what)) => {
                summary.files += 1;
                summary.not_scanned.push(what.clone());
            }
            Some(End::NotScanned(what)) => summary.not_scanned.push(what.clone()),
            Some(End::LeftOut(name)) => summary.left_out.push(name.clone()),
            None => {}
        }
        if let Err(error) = writer.report(batch, self.rules) {
            writer.error = Some(error);
            self.stop();
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Writer<'_> {
    fn report(&mut self, batch: &Batch, rules: &RuleSet) -> io::Result<()> {
        self.early.retain(|value| value.end > batch.from);
        let known = self.early.len();
        for record in &batch.records {
            let value = record.bytes();
            let next = self.early[..known].partition_point(|early| early.end <= value.start);
            if self.early[..known].get(next).is_some_and(|early| early.start < value.end) {
                continue;
            }
            self.summary.findings += 1;
            self.sink.finding(&batch.name, &record.finding(rules))?;
            if !batch.is_settled(value.start) {
                self.early.push(value.clone());
            }
        }
        self.early.sort_by_key(|value| value.start);
        if batch.end.is_some() {
            self.early.clear();
        }
        // While the input pauses, what was found of it must not wait.
        match batch.settled {
            Some(_) => self.sink.flush(),
            None => Ok(()),
        }
    }
}
