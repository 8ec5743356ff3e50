//! A reader cut into chunks, each with its place in the whole and enough of its neighbours.
//!
//! It knows no rules, no paths and no threads; it never looks inside a line.

use std::io::{self, Read};
use std::ops::Range;

/// How much of the neighbours a chunk carries, so that a finding does not depend on where a cut fell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Margins {
    pub(crate) before: usize,
    pub(crate) after: usize,
}

/// Where a byte stands in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// Byte offset in the text that is scanned.
    pub(crate) offset: u64,
    /// Lines count from 1.
    pub(crate) line: u64,
    /// UTF-16 code units before it on its line.
    pub(crate) column: u64,
    /// UTF-16 code units before it in the input.
    pub(crate) units: u64,
}

impl Position {
    pub(crate) const START: Position = Position { offset: 0, line: 1, column: 0, units: 0 };

    /// The position after `bytes`. `units` is kept only where the caller asks for it: counting them
    /// costs a pass, and only transcoded input needs them.
    pub(crate) fn after(self, bytes: &[u8], count_units: bool) -> Position {
        let lines = bytecount::count(bytes, b'\n') as u64;
        let tail = memchr::memrchr(b'\n', bytes).map_or(bytes, |at| &bytes[at + 1..]);
        let column = utf16_units(tail) + if lines == 0 { self.column } else { 0 };
        let units = if count_units { self.units + utf16_units(bytes) } else { self.units };
        Position {
            offset: self.offset + bytes.len() as u64,
            line: self.line + lines,
            column,
            units,
        }
    }
}

/// UTF-16 code units of UTF-8 text: one for each lead byte, two where four bytes make a character.
/// Counted byte by byte, so that the sum is the same however the text is cut, valid or not.
pub(crate) fn utf16_units(bytes: &[u8]) -> u64 {
    bytes.iter().map(|&b| u64::from(b & 0xC0 != 0x80) + u64::from(b >= 0xF0)).sum()
}

/// A part of the input that one thread scans.
#[derive(Debug)]
pub(crate) struct Chunk<'a> {
    /// The part itself with its margins.
    pub(crate) bytes: &'a [u8],
    /// The part: findings that start here are this chunk's to report.
    pub(crate) own: Range<usize>,
    /// Where `own` starts.
    pub(crate) start: Position,
    /// The first bytes of the input, for formats that name their columns there.
    pub(crate) head: &'a [u8],
}

/// A chunk that owns its bytes, to be handed to another thread. Used again, it allocates and clears
/// nothing.
#[derive(Debug, Default)]
pub(crate) struct Buffer {
    /// Holds the chunk in its first `filled` bytes, and what was there before behind them.
    bytes: Vec<u8>,
    filled: usize,
    own: Range<usize>,
    start: Option<Position>,
    settled: Option<u64>,
    head: std::sync::Arc<[u8]>,
}

impl Buffer {
    pub(crate) fn chunk(&self) -> Chunk<'_> {
        Chunk {
            bytes: &self.bytes[..self.filled],
            own: self.own.clone(),
            start: self.start.unwrap_or(Position::START),
            head: &self.head,
        }
    }

    /// How many bytes of the input are this chunk's own and no later chunk's.
    pub(crate) fn own_len(&self) -> u64 {
        let start = self.start.map_or(0, |start| start.offset);
        self.settled.map_or(self.own.len() as u64, |settled| settled - start)
    }

    /// Set where the input paused: findings from this offset on come once more, with what follows
    /// them, in a later chunk.
    pub(crate) fn settled(&self) -> Option<u64> {
        self.settled
    }
}

/// Bytes of the input's start that every chunk carries along.
pub(crate) const HEAD: usize = 2048;
/// What a buffer holds at first: most files are smaller than a chunk.
const FIRST: usize = 64 << 10;

/// Cuts a reader into chunks.
pub(crate) struct Chunker<R> {
    reader: R,
    size: usize,
    margins: Margins,
    count_units: bool,
    pauses: bool,
    /// What was read and belongs to the next chunk, with the margin before it.
    carry: Vec<u8>,
    /// Where in `carry` the next chunk's own part starts.
    own: usize,
    next: Position,
    /// The lines before this offset were handed out, if only because the input paused.
    told: u64,
    head: std::sync::Arc<[u8]>,
    at_end: bool,
    error: Option<io::Error>,
}

/// How filling a buffer ended.
#[derive(PartialEq)]
enum Filled {
    Enough,
    Paused,
}

impl<R: Read> Chunker<R> {
    /// `size` is the aim for a chunk's own part, in bytes; `count_units` asks for
    /// [`Position::units`].
    pub(crate) fn new(reader: R, size: usize, margins: Margins, count_units: bool) -> Self {
        Chunker {
            reader,
            size: size.max(1),
            margins,
            count_units,
            pauses: false,
            carry: Vec::new(),
            own: 0,
            next: Position::START,
            told: 0,
            head: std::sync::Arc::default(),
            at_end: false,
            error: None,
        }
    }

    /// Takes [`io::ErrorKind::WouldBlock`] for a pause: whole lines that wait are handed out then,
    /// without waiting for what a full chunk would know of what follows them.
    pub(crate) fn with_pauses(self) -> Self {
        Chunker { pauses: true, ..self }
    }

    /// Fills `buffer` with the next chunk; false at the end of the input. A read error ends the
    /// input where it struck: what came before is still handed out.
    pub(crate) fn next(&mut self, buffer: &mut Buffer) -> bool {
        let own = self.own;
        let mut bytes = std::mem::take(&mut buffer.bytes);
        let mut filled = self.carry.len();
        if bytes.len() < filled {
            bytes.resize(filled.max(FIRST), 0);
        }
        bytes[..filled].copy_from_slice(&self.carry);
        let mut lines_end = own;
        while self.fill(&mut bytes, &mut filled, own + self.size + self.margins.after)
            == Filled::Paused
        {
            lines_end = memchr::memrchr(b'\n', &bytes[own..filled]).map_or(own, |at| own + at + 1);
            if self.next.offset + (lines_end - own) as u64 > self.told {
                break;
            }
            lines_end = own;
        }
        if own == filled {
            buffer.bytes = bytes;
            return false;
        }
        let text = &bytes[..filled];
        if self.next.offset == 0 {
            self.head = text[..filled.min(HEAD)].into();
        }
        let paused = lines_end > own;
        let settled = match () {
            () if paused => {
                let to = filled.saturating_sub(self.margins.after).clamp(own, lines_end);
                memchr::memrchr(b'\n', &text[own..to]).map_or(own, |at| own + at + 1)
            }
            () if self.at_end && filled <= own + self.size => filled,
            () => cut(text, own, own + self.size),
        };
        let end = if paused { lines_end } else { settled };
        let keep = settled.saturating_sub(self.margins.before);
        self.carry.clear();
        self.carry.extend_from_slice(&text[keep..]);
        self.own = settled - keep;
        let start = self.next;
        self.next = start.after(&text[own..settled], self.count_units);
        self.told = start.offset + (end - own) as u64;
        let settled = paused.then_some(self.next.offset);
        let head = self.head.clone();
        *buffer = Buffer { bytes, filled, own: own..end, start: Some(start), settled, head };
        true
    }

    /// The read error that ended the input early.
    pub(crate) fn error(&self) -> Option<&io::Error> {
        self.error.as_ref()
    }

    /// Whether the next chunk would be none.
    pub(crate) fn is_done(&self) -> bool {
        self.at_end && self.own == self.carry.len()
    }

    fn fill(&mut self, bytes: &mut Vec<u8>, filled: &mut usize, want: usize) -> Filled {
        while *filled < want && !self.at_end {
            if *filled == bytes.len() {
                bytes.resize((2 * bytes.len()).clamp(FIRST, want.max(FIRST)), 0);
            }
            let room = want.min(bytes.len());
            match self.reader.read(&mut bytes[*filled..room]) {
                Ok(0) => self.at_end = true,
                Ok(n) => *filled += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock && self.pauses => {
                    return Filled::Paused;
                }
                Err(error) => {
                    self.error = Some(error);
                    self.at_end = true;
                }
            }
        }
        Filled::Enough
    }
}

/// The end of a chunk's own part: after the last line that fits, else between two characters.
fn cut(bytes: &[u8], from: usize, to: usize) -> usize {
    let to = to.min(bytes.len());
    if let Some(at) = memchr::memrchr(b'\n', &bytes[from..to]) {
        return from + at + 1;
    }
    // A cut inside a character would do no harm to offsets, but columns count characters.
    let back = bytes[from..to].iter().rev().take(3).take_while(|&&b| b & 0xC0 == 0x80).count();
    let lead = to - back;
    let splits = bytes.get(to).is_some_and(|&b| b & 0xC0 == 0x80) && lead > from + 1;
    if splits { lead - 1 } else { to }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARGINS: Margins = Margins { before: 4, after: 6 };

    fn own_parts(text: &[u8], size: usize, margins: Margins) -> Vec<(Vec<u8>, Position)> {
        let mut chunker = Chunker::new(text, size, margins, true);
        let mut buffer = Buffer::default();
        let mut parts = Vec::new();
        while chunker.next(&mut buffer) {
            let chunk = buffer.chunk();
            let before = chunk.start.offset.min(margins.before as u64) as usize;
            assert!(chunk.own.start >= before, "margin before is short");
            let rest = text.len() - chunk.start.offset as usize - chunk.own.len();
            assert!(chunk.bytes.len() - chunk.own.end >= rest.min(margins.after));
            parts.push((chunk.bytes[chunk.own.clone()].to_vec(), chunk.start));
        }
        parts
    }

    #[test]
    fn own_parts_are_the_whole_input_with_true_positions() {
        let text = "one\r\ntwo \u{1F600}é\nlong long long long line\n\nend".as_bytes();
        for size in 1..60 {
            let parts = own_parts(text, size, MARGINS);
            let joined: Vec<u8> = parts.iter().flat_map(|(part, _)| part.clone()).collect();
            assert_eq!(joined, text, "size {size}");
            for (part, start) in &parts {
                let before = &text[..start.offset as usize];
                assert_eq!(*start, Position::START.after(before, true), "{part:?}");
            }
        }
    }

    #[test]
    fn chunks_end_at_line_ends_where_lines_fit() {
        let parts = own_parts(b"aaa\nbbb\nccc\n", 9, MARGINS);
        assert_eq!(parts[0].0, b"aaa\nbbb\n");
        assert_eq!(parts[1].0, b"ccc\n");
    }

    #[test]
    fn units_count_surrogate_pairs_twice() {
        assert_eq!(utf16_units("a\u{1F600}é".as_bytes()), 4);
    }

    #[test]
    fn a_pause_hands_out_whole_lines_and_settles_only_what_has_its_margin() {
        /// Gives a part at a time, with a pause after each.
        struct Parts(Vec<&'static [u8]>, bool);
        impl Read for Parts {
            fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
                self.1 = !self.1;
                if !self.1 {
                    return Err(io::ErrorKind::WouldBlock.into());
                }
                let part = if self.0.is_empty() { &b""[..] } else { self.0.remove(0) };
                buf[..part.len()].copy_from_slice(part);
                Ok(part.len())
            }
        }
        let parts = vec![&b"one\ntw"[..], b"o", b"\nthree\nfour\nfi", b"ve\n"];
        let mut chunker = Chunker::new(Parts(parts, false), 64, MARGINS, false).with_pauses();
        let mut buffer = Buffer::default();
        let mut seen = Vec::new();
        let mut settled = 0;
        while chunker.next(&mut buffer) {
            let chunk = buffer.chunk();
            assert_eq!(chunk.start.offset, settled, "own parts follow each other");
            settled += buffer.own_len();
            seen.push((chunk.bytes[chunk.own.clone()].to_vec(), buffer.settled()));
        }
        // Six bytes of margin must follow what is settled; the second part brought no whole line.
        let text = |text: &str, settled| (text.as_bytes().to_vec(), settled);
        let expected = [
            text("one\n", Some(0)),
            text("one\ntwo\nthree\nfour\n", Some(14)),
            text("four\nfive\n", Some(14)),
            text("four\nfive\n", None),
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_read_error_ends_the_input_after_what_was_read() {
        struct Broken(usize);
        impl Read for Broken {
            fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
                self.0 += 1;
                if self.0 > 1 {
                    return Err(io::Error::other("gone"));
                }
                buf[..3].copy_from_slice(b"abc");
                Ok(3)
            }
        }
        let mut chunker = Chunker::new(Broken(0), 64, MARGINS, false);
        let mut buffer = Buffer::default();
        assert!(chunker.next(&mut buffer));
        assert_eq!(buffer.chunk().bytes, b"abc");
        assert!(!chunker.next(&mut buffer));
        assert_eq!(chunker.error().unwrap().to_string(), "gone");
    }
}
