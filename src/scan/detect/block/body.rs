//! The base64 body of a block behind any line prefix.
//!
//! It knows no kind of key.

use std::ops::Range;

/// The shortest run of base64 that counts as a line of a body.
const LINE: usize = 16;
/// The least base64 that a private key has: an Ed25519 seed.
const LEAST: usize = 40;

/// Whether `text`, all that is between the header and the footer, holds a key.
pub(crate) fn holds_key(text: &[u8]) -> bool {
    let mut total = 0;
    let mut seen = 0u128;
    for run in Runs::new(text, 0) {
        if run.len() < LINE {
            continue;
        }
        total += run.len();
        for &byte in &text[run] {
            seen |= 1 << (byte & 0x7f);
        }
    }
    let cut = text.windows(3).any(|w| w == b"...") || text.windows(3).any(|w| w == "…".as_bytes());
    // A body of one repeated character, or with dots in the middle, is somebody's example.
    total >= if cut { 8 * LEAST } else { LEAST } && seen.count_ones() >= 14
}

/// The end of a body that starts at `from` and has no footer: behind the last line that looks like
/// the lines before it.
pub(crate) fn end(text: &[u8], from: usize) -> usize {
    let mut end = from;
    let mut width = 0;
    let mut at = from;
    let mut idle = 0;
    while at < text.len() && idle < 4 {
        let stop = line_end(text, at);
        match line_run(text, at..stop, width) {
            Some(run) => {
                width = width.max(run.len());
                end = run.end;
                at = run.end.max(at + 1);
                idle = 0;
                // Behind the run the same line may go on: `\n`, a space, the next run.
                if !joined(text, at) {
                    at = stop + 1;
                }
            }
            None => {
                // Headers of the block and blank lines stand before the first line of the body.
                idle += if width == 0 { 1 } else { 4 };
                at = stop + 1;
            }
        }
    }
    end
}

/// The run of base64 in this line that continues the body.
fn line_run(text: &[u8], line: Range<usize>, width: usize) -> Option<Range<usize>> {
    let mut best: Option<Range<usize>> = None;
    for run in Runs::new(&text[line.clone()], line.start) {
        let good = if width == 0 { run.len() >= LINE } else { run.len() == width };
        if good {
            return Some(run);
        }
        // A last line is shorter, and stands where the others do: at the end of its line.
        let last = text[run.end..line.end].iter().all(|b| b"\"' \r\\n,}=".contains(b));
        if width > 0 && run.len() < width && run.len() >= LINE && last {
            best = Some(run);
        }
    }
    best
}

/// Whether what stands at `at` is a line end as one line writes it.
fn joined(text: &[u8], at: usize) -> bool {
    let rest = &text[at..];
    rest.starts_with(b"\\")
        || rest.starts_with(b" ")
        || rest.starts_with(b"%")
        || rest.starts_with(b"#012")
}

fn line_end(text: &[u8], from: usize) -> usize {
    memchr::memchr(b'\n', &text[from..]).map_or(text.len(), |len| from + len)
}

/// Runs of base64 characters. The `n` of an escaped line end is not of the run after it.
struct Runs<'t> {
    text: &'t [u8],
    base: usize,
    at: usize,
}

impl<'t> Runs<'t> {
    fn new(text: &'t [u8], base: usize) -> Self {
        Runs { text, base, at: 0 }
    }
}

impl Iterator for Runs<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = &self.text[self.at..];
        let start = self.at + rest.iter().position(|b| is_base64(*b))?;
        let mut from = start;
        let before = &self.text[..start];
        if before.ends_with(b"\\") && b"nrt".contains(&self.text[start]) {
            from += 1;
        } else if before.ends_with(b"%") {
            from += 2.min(self.text.len() - start);
        } else if before.ends_with(b"#") && self.text[start..].starts_with(b"012") {
            from += 3;
        }
        let body = &self.text[from.min(self.text.len())..];
        let len = body.iter().take_while(|b| is_base64(**b)).count();
        let pad = body[len..].iter().take(2).take_while(|b| **b == b'=').count();
        let end = from + len + pad;
        self.at = end.max(start + 1);
        Some(self.base + from..self.base + end)
    }
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/'
}
