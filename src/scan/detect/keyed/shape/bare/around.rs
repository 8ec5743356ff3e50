//! What the line around a bare value tells of where it ends: what it stands in, and what stands beside it.

use super::super::assign::{Delimited, Delimiter};
use super::super::{At, bracket};
use crate::scan::detect::keyed::text;
use crate::scan::detect::value;

/// How far before the key the line around is looked at.
const BEFORE: usize = 256;
/// Words of free text that a value may have where its line holds nothing else.
const WORDS: usize = 6;

/// What the line around a value tells of where it ends.
pub(super) struct Around {
    /// The value has its line for itself: no comma ends it.
    pub(super) whole: bool,
    /// An equals sign alone parts it from its key.
    pub(super) tight: bool,
    /// Spaces belong to it.
    pub(super) spaces: bool,
    /// A bar ends it.
    pub(super) row: bool,
    /// So does a bar behind a space: `| user: bob | password: x | 10.0.0.1`.
    pub(super) barred: bool,
    /// Among `k=v, ` of a printed object, what has no `=` of its own goes on with the value before.
    pub(super) pairs: bool,
    /// `user=bob password=winter falcon 47 host=x`: words between two pairs of a row.
    pub(super) pairs_around: bool,
    /// `user=bob^pwd=x^src=y`: what stands before a key ends the pair before it, and this one.
    pub(super) separator: Option<u8>,
}

impl Around {
    /// Of the value at `start` in a line that ends at `line`.
    pub(super) fn of(at: &At<'_>, found: &Delimited, start: usize, line: usize) -> Self {
        let bytes = at.bytes;
        let inside = bracket::opener(bytes, at.key.span.start);
        let alone = alone_on_its_line(at, found, start, line);
        let equals = found.delimiter == Delimiter::Equals;
        // `password=Paris, texas` and nothing else.
        let tight = found.delimiter != Delimiter::Colon && !found.spaced.1;
        let whole = alone && inside.is_none() && (tight || starts_line(at) || quoted_line(at));
        let from = at.line_start(BEFORE);
        let before = &bytes[from..at.key.span.start];
        let row = memchr::memchr(b'|', before).is_some_and(|n| n > 0) && !alone;
        let before = before.trim_ascii_end();
        let spaces = match () {
            // `[INFO sent token=x for bob]`: a message in brackets is no list.
            () if inside == Some(b'[') && !bracket::in_record(bytes, at.key.span.start) => {
                matches!(before.last(), Some(b'[' | b',' | b';' | b'|'))
            }
            () if inside.is_some() => true,
            () if in_connection_string(at, start, line) => true,
            () => alone,
        };
        let listed = matches!(inside, Some(b'{' | b'(')) && before.ends_with(b",");
        let last = before.rsplit(|b| *b == b' ').next().unwrap_or_default();
        let joined = equals && found.spaced == (false, false);
        let separator = at.key.span.start.checked_sub(1).map(|n| bytes[n]);
        Around {
            whole,
            tight: joined,
            spaces,
            row,
            barred: before.ends_with(b"|"),
            pairs: listed && equals && before.contains(&b'='),
            pairs_around: joined && inside.is_none() && last.contains(&b'='),
            separator: separator.filter(|b| matches!(b, b'^' | b'~' | 1 | 0x1f)),
        }
    }
}

/// `Environment="DB_PASS=correct horse"`: where the string that is one variable ends.
pub(super) fn variable_end(
    at: &At<'_>,
    found: &Delimited,
    start: usize,
    line: usize,
) -> Option<usize> {
    let bytes = at.bytes;
    let constant = bytes[at.key.span.clone()].iter().all(|b| !b.is_ascii_lowercase());
    let quote = at.quote.filter(|_| constant && !at.closed && found.spaced == (false, false))?;
    let (whole, closed) = quote.starting_at(start).text(&bytes[..line]);
    // `/v"PASSWORD=x /qn"`: what has options of its own is a command line.
    let options = bytes[whole.clone()].windows(2).any(|w| w == b" /" || w == b" -");
    (closed && !options && !bytes[whole.clone()].contains(&b'=')).then_some(whole.end)
}

/// Where the string that holds the whole pair ends: `'Server=x;Password=y'`.
pub(super) fn quote_end(at: &At<'_>, start: usize, line: usize) -> usize {
    let bytes = at.bytes;
    let from = at.line_start(BEFORE);
    let before = &bytes[from..at.key.span.start];
    let single = before.iter().filter(|b| **b == b'\'').count() % 2 == 1;
    let Some(n) = memchr::memchr(b'\'', &bytes[start..line]) else { return line };
    if single && !bytes.get(start + n + 1).is_some_and(u8::is_ascii_alphanumeric) {
        start + n
    } else {
        line
    }
}

/// `GET /cgi-bin/;token=x/admin`: the end of a parameter in the path of an address.
pub(super) fn path_parameter(at: &At<'_>, start: usize, line: usize) -> Option<usize> {
    let bytes = at.bytes;
    let from = at.line_start(BEFORE);
    let before = bytes[from..at.key.span.start].strip_suffix(b";")?;
    let word = before.rsplit(|b| b.is_ascii_whitespace() || *b == b'"').next()?;
    let path = word.contains(&b'/') && !word.contains(&b'=');
    let end =
        bytes[start..line].iter().position(|b| b.is_ascii_whitespace() || b"/?#;\"".contains(b));
    path.then(|| end.map_or(line, |n| start + n))
}

/// `Server=a;Password=b c;Database=d`: only a semicolon ends a value.
fn in_connection_string(at: &At<'_>, start: usize, line: usize) -> bool {
    let bytes = at.bytes;
    let from = at.line_start(BEFORE);
    let before = bytes[from..at.key.span.start].trim_ascii_end();
    if before.ends_with(b";") {
        return true;
    }
    match memchr::memchr(b';', &bytes[start..line]) {
        Some(n) => !bytes[start..start + n].contains(&b'=') && next_pair(bytes, start + n + 1),
        None => false,
    }
}

/// `password: correct horse` with nothing else on the line: an element of YAML, a header, a prompt.
fn alone_on_its_line(at: &At<'_>, found: &Delimited, start: usize, line: usize) -> bool {
    let bytes = at.bytes;
    let dump = found.delimiter == Delimiter::Arrow;
    let from = at.line_start(BEFORE);
    let before = bytes[from..at.key.span.start].trim_ascii();
    let marks = before.iter().all(|b| b"-[]{(+*>\"'|".contains(b));
    // `web-1  | KEY=x`, `2026-01-01T10:00:00Z  key: x`: what collects lines puts something before them.
    let stamp = before.iter().any(u8::is_ascii_digit) && !before.contains(&b' ');
    let first =
        dump || marks || stamp || quoted_line(at) || matches!(before.last(), Some(b'|' | b'>'));
    let spaces = bytes[start..line].iter().filter(|b| **b == b' ').count();
    // `[DEBUG]   (f) password = x y`: a dump of settings, each behind the marks of its line.
    let set = || {
        found.spaced == (true, true)
            && before.last().is_some_and(|b| b"])".contains(b))
            && !value::is_sentence(&bytes[start..line])
    };
    (first || set()) && (dump || spaces < WORDS)
}

/// Whether nothing but indentation stands before the key.
pub(super) fn starts_line(at: &At<'_>) -> bool {
    let from = at.line_start(BEFORE);
    at.bytes[from..at.key.span.start].iter().all(|b| b" \t-+".contains(b))
}

/// `{login: bob, password: x=1, device: y}`: among the pairs of a map, where a colon stands behind each key.
pub(super) fn in_map(at: &At<'_>, found: &Delimited) -> bool {
    let before = &at.bytes[at.line_start(BEFORE)..at.key.span.start];
    found.delimiter == Delimiter::Colon
        && found.spaced == (false, true)
        && matches!(before, [.., b'{'] | [.., b',', b' '])
        && bracket::opener(at.bytes, at.key.span.start) == Some(b'{')
}

/// Whether the key starts the line of a file that a message repeats: `in "x.yaml", line 24: key: value`.
fn quoted_line(at: &At<'_>) -> bool {
    let from = at.line_start(BEFORE);
    let before = at.bytes[from..at.key.span.start].strip_suffix(b": ").unwrap_or_default();
    let digits = before.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    digits > 0 && before[..before.len() - digits].ends_with(b"line ")
}

/// Whether a key with its delimiter follows, behind blank or not.
pub(super) fn next_pair(bytes: &[u8], at: usize) -> bool {
    text::key_follows(bytes, text::skip_blank(bytes, at))
}
