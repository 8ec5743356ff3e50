//! The small grammar that all shapes share: spaces, escapes, quotes at any depth, words.
//!
//! It reads forwards from a place and knows neither keys nor what a value means.

mod blank;
mod quote;
mod word;

pub(crate) use self::blank::{
    begins_colour, ends_text, is_encoded_mark, is_line_escape, skip_blank,
};
pub(crate) use self::quote::{Quote, Wrapping};
pub(crate) use self::word::{hex_row, identifier, key_follows, machine_word, token};

/// How many bytes from `at` on satisfy `inside`.
pub(crate) fn run(bytes: &[u8], at: usize, inside: impl Fn(u8) -> bool) -> usize {
    bytes[at.min(bytes.len())..].iter().take_while(|&&b| inside(b)).count()
}

/// The end of the line that holds `at`, without its line ending.
pub(crate) fn line_end(bytes: &[u8], at: usize, max: usize) -> usize {
    let limit = bytes.len().min(at + max);
    let end = memchr::memchr2(b'\n', b'\r', &bytes[at..limit]).map_or(limit, |n| at + n);
    end.max(at)
}

/// The start of the line that holds `at`, or the furthest place looked at.
pub(crate) fn line_start(bytes: &[u8], at: usize, max: usize) -> usize {
    let low = at.saturating_sub(max);
    memchr::memrchr(b'\n', &bytes[low..at]).map_or(low, |n| low + n + 1)
}
