//! Entities in the text of an element or an attribute: `<Data>{&quot;password&quot;:&quot;x&quot;}</Data>`
//! (XML 1.0, section 4.6, and the numbers of characters).

use std::ops::Range;

use super::Plain;
use crate::scan::detect::Window;

/// The longest number of a character: `&#x10FFFF;`.
const NUMBER: usize = 10;

/// What the entity at the start of `text` stands for, and its length.
pub(super) fn read(text: &[u8]) -> Option<(Plain, usize)> {
    let (name, c) = match text.get(1)? {
        b'#' => return number(text),
        b'q' => (&b"&quot;"[..], '"'),
        b'a' if text[2..].starts_with(b"m") => (&b"&amp;"[..], '&'),
        b'a' => (&b"&apos;"[..], '\''),
        b'l' => (&b"&lt;"[..], '<'),
        b'g' => (&b"&gt;"[..], '>'),
        b'n' => (&b"&nbsp;"[..], ' '),
        _ => return None,
    };
    text.starts_with(name).then_some((Plain::Char(c), name.len()))
}

/// What the number of a character at the start of `text` stands for, and its length.
fn number(text: &[u8]) -> Option<(Plain, usize)> {
    let number = text.strip_prefix(b"&#")?;
    let end = number.iter().take(NUMBER).position(|b| *b == b';')?;
    let digits = std::str::from_utf8(&number[..end]).ok()?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    Some((Plain::Char(char::from_u32(code.ok()?)?), end + 3))
}

/// The text with entities in which the candidate of a window stands, within its `line`.
pub(super) fn around(window: &Window<'_>, line: &Range<usize>) -> Option<Range<usize>> {
    let (bytes, at) = (window.bytes, window.at);
    let (before, after) = (&bytes[line.start..at], &bytes[at..line.end]);
    let opening = memchr::memrchr2(b'<', b'>', before).map(|n| line.start + n);
    let in_tag = opening.is_some_and(|n| bytes[n] == b'<');
    let span = if in_tag {
        let quote = memchr::memrchr2(b'"', b'\'', before).map(|n| line.start + n)?;
        let end = memchr::memchr2(bytes[quote], b'>', after);
        quote + 1..end.map_or(line.end, |n| at + n)
    } else {
        between_tags(bytes, line, at)
    };
    let text = bytes.get(span.clone())?;
    let has = memchr::memchr_iter(b'&', text).any(|n| read(&text[n..]).is_some());
    (span.start <= at && has).then_some(span)
}

/// The text without entities, of more words than one, of the element in which the candidate of a window stands.
pub(super) fn message(window: &Window<'_>, line: &Range<usize>) -> Option<Range<usize>> {
    let bytes = window.bytes;
    let span = between_tags(bytes, line, window.at);
    // The last line of a text that has several begins with none.
    let opened = span.start == line.start || bytes[span.start - 1] == b'>';
    let closed = bytes[span.end..line.end].starts_with(b"</");
    let words = memchr::memchr(b' ', &bytes[span.clone()]).is_some();
    (opened && closed && words).then_some(span)
}

/// What stands between tags around a place in a line.
fn between_tags(bytes: &[u8], line: &Range<usize>, at: usize) -> Range<usize> {
    let opening = memchr::memrchr2(b'<', b'>', &bytes[line.start..at]);
    let closing = memchr::memchr2(b'<', b'>', &bytes[at..line.end]);
    opening.map_or(line.start, |n| line.start + n + 1)..closing.map_or(line.end, |n| at + n)
}
