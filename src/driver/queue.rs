//! What is to be scanned next: the walk, and the inputs that are open.
//!
//! Reading and decoding happen here, by whichever thread asks; scanning does not.

use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::chunk::{Buffer, Chunker};
use crate::decode::{self, Coding};
use crate::finding::{NotScanned, SourceName};
use crate::input::{self, Entry, Source};
use crate::scan::MARGINS;

type Reader = Box<dyn Read + Send>;

/// A place in the order of the report: the entry, and the chunk of its input.
pub(crate) type Turn = (u64, u64);

/// What a thread has to scan, or only to report.
pub(crate) struct Piece {
    pub(crate) turn: Turn,
    pub(crate) name: Arc<SourceName>,
    pub(crate) coding: Coding,
    /// Whether the buffer holds a chunk of it.
    pub(crate) has_bytes: bool,
    /// Set on the last piece of an entry.
    pub(crate) end: Option<End>,
}

/// How an entry ended.
#[derive(Clone, Debug)]
pub(crate) enum End {
    Whole,
    /// Scanned as far as it could be read.
    Partly(NotScanned),
    NotScanned(NotScanned),
    LeftOut(SourceName),
}

pub(crate) struct Queue<'e> {
    chunk: usize,
    state: Mutex<State<'e>>,
    freed: Condvar,
}

struct State<'e> {
    entries: Option<Box<dyn Iterator<Item = Entry> + Send + 'e>>,
    next_entry: u64,
    /// Open inputs in the order of their entries; `None` while a thread reads from one.
    open: Vec<(u64, Option<Box<Open>>)>,
}

struct Open {
    name: Arc<SourceName>,
    chunker: Chunker<Reader>,
    coding: Coding,
    next_chunk: u64,
    size: Option<u64>,
    read: Arc<AtomicU64>,
}

enum Job {
    Read(u64, Box<Open>),
    Start(u64, Entry),
}

impl<'e> Queue<'e> {
    pub(crate) fn new(entries: impl Iterator<Item = Entry> + Send + 'e, chunk: usize) -> Self {
        let entries: Option<Box<dyn Iterator<Item = Entry> + Send>> = Some(Box::new(entries));
        let state = State { entries, next_entry: 0, open: Vec::new() };
        Queue { chunk, state: Mutex::new(state), freed: Condvar::new() }
    }

    /// The next piece; none when all is handed out.
    pub(crate) fn next(&self, buffer: &mut Buffer) -> Option<Piece> {
        match self.job()? {
            Job::Read(entry, open) => Some(self.read(entry, open, buffer)),
            Job::Start(entry, Entry::Source(source)) => Some(self.start(entry, &source, buffer)),
            Job::Start(entry, Entry::NotScanned(what)) => {
                let name = Arc::new(what.path.clone());
                Some(self.only_end(entry, name, End::NotScanned(what)))
            }
            Job::Start(entry, Entry::LeftOut(name)) => {
                Some(self.only_end(entry, Arc::new(name.clone()), End::LeftOut(name)))
            }
        }
    }

    pub(crate) fn wake_all(&self) {
        self.freed.notify_all();
    }

    /// Prefers the earliest input that nobody reads from: the report needs it first.
    fn job(&self) -> Option<Job> {
        let mut state = self.lock();
        loop {
            if let Some((entry, slot)) = state.open.iter_mut().find(|(_, slot)| slot.is_some()) {
                return slot.take().map(|open| Job::Read(*entry, open));
            }
            if let Some(entries) = &mut state.entries {
                if let Some(entry) = entries.next() {
                    let number = state.next_entry;
                    state.next_entry += 1;
                    if matches!(entry, Entry::Source(_)) {
                        state.open.push((number, None));
                    }
                    return Some(Job::Start(number, entry));
                }
                state.entries = None;
            }
            if state.open.is_empty() {
                return None;
            }
            state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn start(&self, entry: u64, source: &Source, buffer: &mut Buffer) -> Piece {
        let name = Arc::new(source.name().clone());
        let read = Arc::new(AtomicU64::new(0));
        let opened = source
            .open()
            .and_then(|reader| decode::decode(Box::new(Counted { reader, read: read.clone() })));
        match opened {
            Ok(decoded) => {
                let coding = decoded.coding;
                let count_units = coding != Coding::Bytes;
                let chunker = Chunker::new(decoded.reader, self.chunk, MARGINS, count_units);
                let size = source.size();
                let open = Open { name, chunker, coding, next_chunk: 0, size, read };
                self.read(entry, Box::new(open), buffer)
            }
            Err(error) => {
                self.close(entry);
                let what = NotScanned {
                    path: SourceName::clone(&name),
                    reason: input::reason(&error),
                    bytes: source.size(),
                };
                self.only_end(entry, name, End::NotScanned(what))
            }
        }
    }

    fn read(&self, entry: u64, mut open: Box<Open>, buffer: &mut Buffer) -> Piece {
        let has_bytes = open.chunker.next(buffer);
        let turn = (entry, open.next_chunk);
        open.next_chunk += 1;
        let (name, coding) = (open.name.clone(), open.coding);
        let end = open.chunker.is_done().then(|| open.end());
        if end.is_some() {
            self.close(entry);
        } else {
            let mut state = self.lock();
            if let Some((_, slot)) = state.open.iter_mut().find(|(number, _)| *number == entry) {
                *slot = Some(open);
            }
            self.freed.notify_one();
        }
        Piece { turn, name, coding, has_bytes, end }
    }

    fn close(&self, entry: u64) {
        let mut state = self.lock();
        state.open.retain(|(number, _)| *number != entry);
        // Those who wait for an input may now find that there is none left.
        self.freed.notify_all();
    }

    fn only_end(&self, entry: u64, name: Arc<SourceName>, end: End) -> Piece {
        let (coding, end) = (Coding::Bytes, Some(end));
        Piece { turn: (entry, 0), name, coding, has_bytes: false, end }
    }

    fn lock(&self) -> MutexGuard<'_, State<'e>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// How the input ended, once its reader has.
    fn end(&self) -> End {
        let read = self.read.load(Ordering::Relaxed);
        let short = self.size.filter(|&size| read < size);
        let reason = match self.chunker.error() {
            Some(error) => input::reason(error),
            None => match short {
                Some(size) => format!("shrank from {size} to {read} bytes while it was read"),
                None => return End::Whole,
            },
        };
        let bytes = short.map(|size| size - read);
        End::Partly(NotScanned { path: SourceName::clone(&self.name), reason, bytes })
    }
}

/// Counts the bytes that are read of an input, before they are decoded.
struct Counted {
    reader: Reader,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.reader.read(buf)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}
