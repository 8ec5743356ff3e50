//! Strings with escapes: `"m":"user: bob\npassword: \"x\""`, at any depth of strings in strings (RFC 8259,
//! section 7; the quotes and `\x41` of other languages too), and lines that rsyslog joined with `#012`.

use std::ops::Range;

use super::Plain;
use crate::scan::detect::Window;
use crate::scan::detect::keyed::split;

/// What escapes begin with.
pub(super) const MARKS: [u8; 2] = [b'\\', b'#'];

/// How deep strings in strings are told apart.
const DEEPEST: u32 = 4;

/// Escapes that are looked at before a candidate and behind it.
const TRIES: usize = 3;

/// How a string writes what it cannot hold as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escapes {
    /// With a backslash, in strings so deep in others. Each string doubles the backslashes of the one that it
    /// holds, and puts one before its quotes.
    Backslash { depth: u32 },
    /// `#012`
    Octal,
}

impl Escapes {
    /// What the escape at the start of `text` stands for, and its length.
    pub(super) fn read(self, text: &[u8]) -> Option<(Plain, usize)> {
        let Escapes::Backslash { depth } = self else {
            let c = match text.get(..4)? {
                b"#012" => '\n',
                b"#011" => '\t',
                _ => return None,
            };
            return Some((Plain::Char(c), 4));
        };
        let row = row(text);
        // So many stand for one.
        let whole = 1 << depth;
        if row >= whole {
            return Some((Plain::Char('\\'), whole));
        }
        let rest = &text[row..];
        let quote = rest.first().filter(|b| b"\"'`".contains(b) && row == whole - 1);
        if let Some(quote) = quote {
            return Some((Plain::Byte(*quote), row + 1));
        }
        if row != whole / 2 {
            return None;
        }
        let (plain, length) = match rest.first()? {
            b'n' => (Plain::Char('\n'), 1),
            b'r' => (Plain::Char('\r'), 1),
            b't' => (Plain::Char('\t'), 1),
            b'/' => (Plain::Char('/'), 1),
            b'x' => (Plain::Byte(hex(rest.get(1..3)?)? as u8), 3),
            b'u' => (Plain::Char(char::from_u32(hex(rest.get(1..5)?)?)?), 5),
            _ => return None,
        };
        Some((plain, row + length))
    }

    /// The escapes of which a text starts with one that has something behind it: most strings that hold but
    /// one line have its end.
    fn of(text: &[u8]) -> Option<Escapes> {
        let row = row(text);
        text.get(row + 1).filter(|next| !b"\"'\\".contains(next))?;
        let depth = match text.get(row)? {
            b'"' | b'\'' => (row + 1).is_power_of_two().then(|| (row + 1).trailing_zeros())?,
            b'n' | b'r' | b't' | b'u' | b'x' => {
                row.is_power_of_two().then(|| row.trailing_zeros() + 1)?
            }
            _ if text.starts_with(b"#012") => return Some(Escapes::Octal),
            _ => return None,
        };
        (depth > 0).then_some(Escapes::Backslash { depth })
    }
}

/// The string with escapes in which the candidate of a window stands, within its `line`.
pub(super) fn around(window: &Window<'_>, line: &Range<usize>) -> Option<(Escapes, Range<usize>)> {
    let (bytes, at) = (window.bytes, window.at);
    let marks = |text: Range<usize>| {
        memchr::memchr2_iter(MARKS[0], MARKS[1], &bytes[text.clone()]).map(move |n| text.start + n)
    };
    let escapes = |place: usize| {
        let first = place == line.start || bytes[place - 1] != b'\\';
        Some((place, first.then(|| Escapes::of(&bytes[place..line.end])).flatten()?))
    };
    let behind = marks(at..line.end).filter_map(escapes).take(TRIES);
    let ahead = marks(line.start..at).rev().filter_map(escapes).take(TRIES);
    // The nearest tells how deep the string is in others, unless it belongs to one that stands in it.
    let mut strings = [const { None }; DEEPEST as usize];
    for (place, escapes) in behind.chain(ahead) {
        let Escapes::Backslash { depth } = escapes else { return Some((escapes, line.clone())) };
        for depth in (1..=depth.min(DEEPEST)).rev() {
            let around = || Quote::at(depth).map(|quote| quote.around(bytes, line, at));
            let of_depth = strings[depth as usize - 1].get_or_insert_with(around);
            let holds = |text: &&Range<usize>| text.contains(&place);
            if let Some(text) = of_depth.iter().flatten().find(holds) {
                return Some((Escapes::Backslash { depth }, text.clone()));
            }
        }
    }
    None
}

/// The text without escapes, of more words than one, between quotes in which the candidate of a window stands.
pub(super) fn message(window: &Window<'_>, line: &Range<usize>) -> Option<Range<usize>> {
    let [quote, _] = Quote::at(1);
    let text = quote.around(window.bytes, line, window.at)?;
    let closed = window.bytes.get(text.end) == Some(&quote.quote);
    let words = window.bytes[text.clone()].iter().any(|b| *b == b' ' || !b.is_ascii());
    (closed && words).then_some(text)
}

/// What a string begins and ends with: a quote behind so many backslashes.
#[derive(Clone, Copy)]
struct Quote {
    quote: u8,
    slashes: usize,
}

impl Quote {
    /// The quotes of a string so deep in others.
    fn at(depth: u32) -> [Quote; 2] {
        [b'"', b'\''].map(|quote| Quote { quote, slashes: (1 << (depth - 1)) - 1 })
    }

    /// The text between such quotes around `at`. Where none stands before it the string has begun further
    /// ahead, if it has escaped quotes.
    fn around(self, bytes: &[u8], line: &Range<usize>, at: usize) -> Option<Range<usize>> {
        let quotes = |text: Range<usize>| {
            memchr::memchr_iter(self.quote, &bytes[text.clone()]).map(move |n| text.start + n)
        };
        let delimits = |place: &usize| self.delimits(&bytes[line.start..*place]);
        let start = match quotes(line.start..at).rev().find(delimits) {
            Some(open) => self.opens(bytes, line, open).then_some(open + 1)?,
            None => {
                let escaped = |n: usize| row_before(&bytes[line.start..n]) == 2 * self.slashes + 1;
                (self.quote == b'"' && quotes(line.clone()).any(escaped)).then_some(line.start)?
            }
        };
        let Some(close) = quotes(at..line.end).find(delimits) else {
            return Some(start..line.end);
        };
        let end = close - row_before(&bytes[at..close]).min(self.slashes);
        // What was cut is whole with the next record alone.
        let whole = !names_member(&bytes[close..line.end]) && !split::is_cut(bytes, end);
        whole.then_some(start..end)
    }

    /// Whether the quote behind a text is one of these. Each level of escaping turns n backslashes before a
    /// quote into 2n+1: a quote with another count belongs to the text, and one with fewer ends a string
    /// further out.
    fn delimits(self, before: &[u8]) -> bool {
        let row = row_before(before);
        row < self.slashes || row % (2 * (self.slashes + 1)) == self.slashes
    }

    /// Whether the quote at `place` begins a string.
    fn opens(self, bytes: &[u8], line: &Range<usize>, place: usize) -> bool {
        let text = &bytes[line.start..place];
        let before = &text[..text.len() - row_before(text).min(self.slashes)];
        row_before(text) == self.slashes
            && before.last().is_none_or(|b| b":=,([{> bu".contains(b))
            && bytes.get(place + 1).is_none_or(|b| !b":;,=)]}".contains(b))
    }
}

/// Whether what follows a text says that it is the name of an object's member, whose value stands behind it.
fn names_member(rest: &[u8]) -> bool {
    let rest = rest.strip_prefix(b"\"").unwrap_or_default();
    rest.trim_ascii_start().first() == Some(&b':')
}

/// Whether every escape of a string's text is one that some language has: a path or a list between backslashes
/// is no text of a string.
pub(super) fn are_known(escapes: Escapes, text: &[u8]) -> bool {
    let Escapes::Backslash { depth } = escapes else { return true };
    let mut at = 0;
    while let Some(next) = memchr::memchr(b'\\', &text[at..]) {
        let row = row(&text[at + next..]);
        at += next + row;
        let letter = text.get(at).filter(|b| b.is_ascii_alphanumeric());
        if row == 1 << (depth - 1) && letter.is_some_and(|b| !b"abefnrtvxuUN01234567".contains(b)) {
            return false;
        }
    }
    true
}

/// The length of the row of backslashes that a text starts with.
fn row(text: &[u8]) -> usize {
    text.iter().take_while(|b| **b == b'\\').count()
}

/// The length of the row of backslashes that a text ends with.
fn row_before(text: &[u8]) -> usize {
    text.iter().rev().take_while(|b| **b == b'\\').count()
}

fn hex(digits: &[u8]) -> Option<u32> {
    let digits = std::str::from_utf8(digits).ok()?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then_some(())?;
    u32::from_str_radix(digits, 16).ok()
}
