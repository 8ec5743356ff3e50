//! What is to be scanned next: the walk, and the inputs that are open.
//!
//! Reading and decoding happen here, by whichever thread asks; scanning does not.

use std::collections::{BTreeMap, VecDeque};
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
    /// Held by the thread that walks, which `State::walking` makes one.
    walk: Mutex<Entries<'e>>,
    state: Mutex<State>,
    freed: Condvar,
    /// The earliest entry in `State::open`, or more than any.
    earliest: AtomicU64,
}

type Entries<'e> = Box<dyn Iterator<Item = Entry> + Send + 'e>;

struct State {
    /// What the walk came to and nobody has taken.
    ahead: VecDeque<(u64, Entry)>,
    next_entry: u64,
    walking: bool,
    walked: bool,
    /// Open inputs that nobody reads from, by their entries.
    open: BTreeMap<u64, Box<Open>>,
    /// Threads that may yet put an input back.
    busy: usize,
    waiting: usize,
    /// Nothing more is handed out.
    abandoned: bool,
}

/// Files up to this size are taken several at a time: the way to the queue costs as much as they do.
const SMALL: u64 = 32 << 10;
/// How many of them at most.
const TAKEN: usize = 32;
/// Entries to walk ahead, so that nobody waits for the walk where it is not slower than the scan.
const AHEAD: usize = 128;

/// What one thread has taken from the queue.
#[derive(Default)]
pub(crate) struct Hand {
    /// Entries to begin, the last first.
    entries: Vec<(u64, Entry)>,
    is_busy: bool,
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
        let state = State {
            ahead: VecDeque::new(),
            next_entry: 0,
            walking: false,
            walked: false,
            open: BTreeMap::new(),
            busy: 0,
            waiting: 0,
            abandoned: false,
        };
        Queue {
            chunk,
            walk: Mutex::new(Box::new(entries)),
            state: Mutex::new(state),
            freed: Condvar::new(),
            earliest: AtomicU64::new(u64::MAX),
        }
    }

    /// The next piece; none when all is handed out.
    pub(crate) fn next(&self, hand: &mut Hand, buffer: &mut Buffer) -> Option<Piece> {
        // A small file may unfold to a large one: it goes before what is in the hand, or those who
        // wait for its turn would wait for ever.
        let earliest = self.earliest.load(Ordering::Acquire);
        let job = match hand.entries.pop_if(|(number, _)| *number < earliest) {
            Some((number, entry)) => Job::Start(number, entry),
            None => self.job(hand)?,
        };
        match job {
            Job::Read(entry, open) => Some(self.read(entry, open, buffer)),
            Job::Start(entry, Entry::Source(source)) => Some(self.start(entry, &source, buffer)),
            Job::Start(entry, Entry::NotScanned(what)) => {
                let name = Arc::new(what.path.clone());
                Some(only_end(entry, name, End::NotScanned(what)))
            }
            Job::Start(entry, Entry::LeftOut(name)) => {
                Some(only_end(entry, Arc::new(name.clone()), End::LeftOut(name)))
            }
        }
    }

    /// Ends a thread's part, so that nobody waits for what it could put back.
    pub(crate) fn leave(&self, hand: Hand) {
        if hand.is_busy {
            self.lock().busy -= 1;
        }
        self.freed.notify_all();
    }

    /// Hands out nothing more.
    pub(crate) fn abandon(&self) {
        self.lock().abandoned = true;
    }

    /// Prefers the earliest input that nobody reads from: the report needs it first.
    fn job(&self, hand: &mut Hand) -> Option<Job> {
        let mut state = self.lock();
        if hand.is_busy {
            state.busy -= 1;
            hand.is_busy = false;
        }
        loop {
            if state.abandoned {
                return None;
            }
            let held = hand.entries.last().map_or(u64::MAX, |(number, _)| *number);
            let job = match state.open.first_entry().filter(|open| *open.key() < held) {
                Some(open) => {
                    let (entry, open) = open.remove_entry();
                    Some(Job::Read(entry, open))
                }
                None => state.begin(hand),
            };
            self.earliest.store(state.earliest(), Ordering::Release);
            if job.is_some() {
                state.busy += 1;
                hand.is_busy = true;
                if state.ahead.len() < AHEAD && !hand.entries.is_empty() && state.may_walk() {
                    drop(self.walk(state));
                }
                return job;
            }
            if state.may_walk() {
                state = self.walk(state);
                continue;
            }
            if state.busy == 0 && state.walked {
                self.freed.notify_all();
                return None;
            }
            state.waiting += 1;
            state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.waiting -= 1;
        }
    }

    /// Walks on while others take what is there: as long as it comes by small files, and not too far.
    fn walk<'s>(&'s self, mut state: MutexGuard<'s, State>) -> MutexGuard<'s, State> {
        state.walking = true;
        drop(state);
        let mut walk = self.walk.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = Vec::with_capacity(AHEAD / 2);
        let mut walked = false;
        while found.len() < AHEAD / 2 && !walked && found.last().is_none_or(is_small) {
            match walk.next() {
                Some(entry) => found.push(entry),
                None => walked = true,
            }
        }
        drop(walk);
        let mut state = self.lock();
        state.walking = false;
        state.walked = walked;
        for entry in found {
            let number = state.next_entry;
            state.next_entry += 1;
            state.ahead.push_back((number, entry));
        }
        if state.waiting > 0 {
            self.freed.notify_all();
        }
        state
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
                let chunker = chunker.with_pauses();
                let size = source.size();
                let open = Open { name, chunker, coding, next_chunk: 0, size, read };
                self.read(entry, Box::new(open), buffer)
            }
            Err(error) => {
                let what = NotScanned {
                    path: SourceName::clone(&name),
                    reason: input::reason(&error),
                    bytes: source.size(),
                };
                only_end(entry, name, End::NotScanned(what))
            }
        }
    }

    fn read(&self, entry: u64, mut open: Box<Open>, buffer: &mut Buffer) -> Piece {
        let has_bytes = open.chunker.next(buffer);
        let turn = (entry, open.next_chunk);
        open.next_chunk += 1;
        let (name, coding) = (open.name.clone(), open.coding);
        let end = open.chunker.is_done().then(|| open.end());
        if end.is_none() {
            let mut state = self.lock();
            state.open.insert(entry, open);
            self.earliest.store(state.earliest(), Ordering::Release);
            if state.waiting > 0 {
                self.freed.notify_one();
            }
        }
        Piece { turn, name, coding, has_bytes, end }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn earliest(&self) -> u64 {
        self.open.first_key_value().map_or(u64::MAX, |(&entry, _)| entry)
    }

    fn may_walk(&self) -> bool {
        !self.walking && !self.walked
    }

    /// The next entry of the hand; into an empty one it takes the next of all, and more as long as
    /// they are small files.
    fn begin(&mut self, hand: &mut Hand) -> Option<Job> {
        if hand.entries.is_empty() {
            let large = self.ahead.iter().take(TAKEN).position(|(_, entry)| !is_small(entry));
            let count = large.map_or(TAKEN.min(self.ahead.len()), |at| at + 1);
            hand.entries.extend(self.ahead.drain(..count));
            hand.entries.reverse();
        }
        hand.entries.pop().map(|(number, entry)| Job::Start(number, entry))
    }
}

fn is_small(entry: &Entry) -> bool {
    match entry {
        Entry::Source(source) => source.size().is_some_and(|size| size <= SMALL),
        Entry::NotScanned(_) | Entry::LeftOut(_) => true,
    }
}

fn only_end(entry: u64, name: Arc<SourceName>, end: End) -> Piece {
    let (coding, end) = (Coding::Bytes, Some(end));
    Piece { turn: (entry, 0), name, coding, has_bytes: false, end }
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
