//! Lines within a string: `"m":"password: x\nuser: bob"`, or with `#012` as rsyslog writes their ends.
//!
//! Shapes that need lines of their own, forms, dumps and tables, are read there as if the string were the
//! text: its escapes are undone once. Where a string holds no line's end there is nothing to do.

use std::ops::Range;

use super::text::{self, Quote};
use crate::scan::detect::Window;
use crate::scan::detect::undone::Undone;

/// How far before a key and behind it the string is read.
const BEFORE: usize = 768;
const AFTER: usize = 1024;
/// Quotes that are tried for the opening one.
const TRIES: usize = 24;

/// How the ends of lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// `n` or `r` behind so many backslashes.
    Escaped(usize),
    /// `#012`
    Octal,
}

impl End {
    /// The blank that a text starts with, and its length.
    fn read(self, text: &[u8]) -> Option<(char, usize)> {
        match self {
            End::Escaped(slashes) => {
                let row = text.iter().take_while(|b| **b == b'\\').count();
                let c = match text.get(row)? {
                    b'n' => '\n',
                    b'r' => '\r',
                    b't' => '\t',
                    _ => return None,
                };
                (row == slashes).then_some((c, row + 1))
            }
            End::Octal if text.starts_with(b"#012") => Some(('\n', 4)),
            End::Octal if text.starts_with(b"#011") => Some(('\t', 4)),
            End::Octal => None,
        }
    }

    /// The end of a line that a text starts with, and another line behind it.
    fn at(text: &[u8]) -> Option<End> {
        let row = text.iter().take_while(|b| **b == b'\\').count();
        let (end, length) = match text.get(row)? {
            b'n' if row > 0 => (End::Escaped(row), row + 1),
            _ if text.starts_with(b"#012") => (End::Octal, 4),
            _ => return None,
        };
        text.get(length).is_some_and(|next| !b"\"'\\".contains(next)).then_some(end)
    }
}

/// The text of the string around a candidate, in which ends of lines are escaped, and where the
/// candidate's literal stands in it.
pub(super) fn undo(window: &Window<'_>, out: &mut Vec<u8>) -> Option<(Undone, Range<usize>)> {
    let (bytes, at) = (window.bytes, window.at);
    if !has_marks(bytes, at) {
        return None;
    }
    let low = text::line_start(bytes, at, BEFORE);
    let high = text::line_end(bytes, at, AFTER);
    let (before, after) = (&bytes[low..at], &bytes[at..high]);
    // The nearest tells how deep the string is in others.
    let near = |place: usize| {
        let first = place == low || bytes[place - 1] != b'\\';
        Some((place, first.then(|| End::at(&bytes[place..high])).flatten()?))
    };
    let behind = memchr::memchr2_iter(b'\\', b'#', after).find_map(|n| near(at + n));
    let ahead = || memchr::memchr2_iter(b'\\', b'#', before).rev().find_map(|n| near(low + n));
    let (place, end) = behind.or_else(ahead)?;
    let span = match end {
        End::Octal => low..high,
        End::Escaped(slashes) => string(bytes, low..high, at, place, slashes - 1)?,
    };
    // A literal that brings the end of its string along stands in no text of it.
    let whole = window.literal().end <= span.end;
    let undone = whole.then(|| Undone::new(bytes, span, |text| end.read(text), out))?;
    let key = undone.place(at)..undone.place(window.literal().end);
    (key.start < key.end && key.end <= out.len()).then_some((undone, key))
}

/// Whether the line around `at` may hold what ends of lines are written with: most lines do not.
fn has_marks(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[at.saturating_sub(BEFORE)..at];
    let after = &bytes[at..bytes.len().min(at + AFTER)];
    let behind = memchr::memchr3(b'\\', b'#', b'\n', after).map(|n| after[n]);
    let ahead = || memchr::memrchr3(b'\\', b'#', b'\n', before).map(|n| before[n]);
    let mark = |byte: Option<u8>| byte.is_some_and(|b| b != b'\n');
    mark(behind) || mark(ahead())
}

/// The string around `at` and the end of a line at `place`, whose quotes stand behind so many backslashes.
fn string(
    bytes: &[u8],
    line: Range<usize>,
    at: usize,
    place: usize,
    slashes: usize,
) -> Option<Range<usize>> {
    let quotes = memchr::memchr2_iter(b'"', b'\'', &bytes[line.start..at.min(place)]).rev();
    let opening = quotes.filter_map(|n| {
        let quote = Quote::before(bytes, line.start + n + 1)?;
        let before = bytes[line.start..quote.start - 1 - slashes.min(n)].last();
        let free = before.is_none_or(|b| b":=,([{> bu".contains(b));
        (quote.slashes() == Some(slashes) && free).then_some(quote)
    });
    let mut texts = opening.take(TRIES).map(|quote| quote.text(bytes).0);
    let text = texts.find(|text| text.end > at.max(place))?;
    Some(text.start..text.end.min(line.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_undone_to_the_depth_of_their_lines() {
        for (line, text) in [
            (r#"{"m":"user: bob\npassword: x\nhost: y","n":1}"#, "user: bob\npassword: x\nhost: y"),
            (r#"{"l":"{\"m\":\"user\\npassword: x\\n\"}\n","s":"o"}"#, "user\npassword: x\n"),
            ("b'user\\npassword: x\\n'", "user\npassword: x\n"),
            (
                r#"{"m":"{'h' => 'b',\n 'password' => 'x',\n}"}"#,
                "{'h' => 'b',\n 'password' => 'x',\n}",
            ),
            ("h app: user#012#011password: x#012", "h app: user\n\tpassword: x\n"),
        ] {
            let at = line.find("password").unwrap();
            let mut out = Vec::new();
            let window = Window::whole(line.as_bytes(), at, "password".len());
            let (_, key) = undo(&window, &mut out).unwrap();
            assert_eq!(std::str::from_utf8(&out).unwrap(), text, "{line}");
            assert_eq!(&text[key], "password");
        }
        for line in [
            r#"{"log":"password: x\n","s":"o"}"#,
            r"C:\new\password",
            "password: x",
            r#"{"m":"password: x","p":"C:\\new"}"#,
        ] {
            let at = line.find("password").unwrap();
            let window = Window::whole(line.as_bytes(), at, "password".len());
            assert!(undo(&window, &mut Vec::new()).is_none(), "{line}");
        }
    }
}
