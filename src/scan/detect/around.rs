//! The record around a place: its line, and the indented lines that go on with it.
//!
//! It looks a bounded way to either side and knows no format.

use std::ops::Range;

/// The record around a place, at most `near` bytes to either side.
pub(crate) fn record(bytes: &[u8], place: &Range<usize>, near: usize) -> Range<usize> {
    let low = place.start.saturating_sub(near);
    let high = bytes.len().min(place.end + near);
    let mut start = line_start(bytes, place.start, low);
    while start > low && goes_on(bytes, start) {
        start = line_start(bytes, start - 1, low);
    }
    let mut end = line_end(bytes, place.end, high);
    while end < high && goes_on(bytes, end + 1) {
        end = line_end(bytes, end + 1, high);
    }
    start..end
}

/// Whether the line at a place goes on with the record before it.
fn goes_on(bytes: &[u8], line: usize) -> bool {
    matches!(bytes.get(line), Some(b' ' | b'\t' | b'}' | b']' | b')'))
}

fn line_start(bytes: &[u8], at: usize, low: usize) -> usize {
    memchr::memrchr(b'\n', &bytes[low..at]).map_or(low, |n| low + n + 1)
}

fn line_end(bytes: &[u8], at: usize, high: usize) -> usize {
    memchr::memchr(b'\n', &bytes[at.min(high)..high]).map_or(high, |n| at + n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_a_line_and_what_is_indented_below() {
        let text = "one\n{\n  \"card\": {\n    \"x\": 1\n  }\n}\ntwo\n";
        let at = text.find("card").unwrap();
        let span = record(text.as_bytes(), &(at..at + 4), 256);
        assert_eq!(&text[span], "{\n  \"card\": {\n    \"x\": 1\n  }\n}");
        assert_eq!(record(b"a\nbcd\ne", &(3..4), 256), 2..5);
        assert_eq!(record(b"abcdefgh", &(3..4), 2), 1..6);
        assert_eq!(record(b"", &(0..0), 9), 0..0);
    }
}
