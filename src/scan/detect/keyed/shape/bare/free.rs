//! Where a value ends in a printed object, a connection string or free text.

use super::super::At;
use super::super::assign::{Delimited, Delimiter};
use super::around::{Around, next_pair, path_parameter, quote_end, variable_end};
use crate::scan::detect::keyed::{credentials, text};
use crate::scan::detect::records::cookies::starts_attribute;
use crate::scan::detect::value;

/// Where the value at `start` ends.
pub(super) fn end(at: &At<'_>, found: &Delimited, start: usize, line: usize) -> usize {
    let bytes = at.bytes;
    let line = line.min(quote_end(at, start, line));
    let known = path_parameter(at, start, line).or_else(|| variable_end(at, found, start, line));
    if let Some(end) = known {
        return end;
    }
    let value = Value { at, found, start, line, around: Around::of(at, found, start, line) };
    // `Bearer x` is one value, wherever it stands.
    let mut here = start + credentials::scheme(&bytes[start..line]).unwrap_or(0);
    let mut depth = 0usize;
    while here < line {
        let byte = bytes[here];
        // No letter or digit ends a value.
        if !byte.is_ascii_alphanumeric() {
            if let Some(end) = value.end_at(here, depth) {
                return end;
            }
            match byte {
                b'(' | b'{' | b'[' => depth += 1,
                b')' | b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        here += 1;
    }
    here
}

/// A value whose end is looked for, and what its line tells of it.
struct Value<'a> {
    at: &'a At<'a>,
    found: &'a Delimited,
    start: usize,
    line: usize,
    around: Around,
}

impl Value<'_> {
    /// Where the value ends, if it does at the sign at `here`, with `depth` brackets open within it.
    fn end_at(&self, here: usize, depth: usize) -> Option<usize> {
        let Value { at, start, line, around, .. } = self;
        let bytes = at.bytes;
        let byte = bytes[here];
        let rest = &bytes[here + 1..*line];
        let ends = match byte {
            // How clients of Java trace a line's end.
            b'[' => rest.starts_with(b"\\r][\\n]") || rest.starts_with(b"\\n]"),
            // How installers of Windows close a message.
            b']' if rest.starts_with(b"LOG]!>") => true,
            b')' | b'}' | b']' => depth == 0 && ends_structure(rest),
            b'"' | b'\x1b' => true,
            b'.' => self.found.delimiter == Delimiter::Colon && starts_sentence(rest),
            byte if around.separator == Some(byte) && text::key_follows(bytes, here + 1) => true,
            b'|' => {
                around.row
                    || next_pair(bytes, here + 1)
                    || ends_truth(&bytes[*start..here])
                    || around.barred && bytes[..here].ends_with(b" ")
            }
            b'\\' => text::is_line_escape(&bytes[here..*line]) || escaped_pair(&bytes[here..*line]),
            b'&' => {
                self.in_form() && text::key_follows(bytes, here + 1)
                    || rest.starts_with(b"quot;")
                    || escaped_pair(&bytes[here..*line])
            }
            b',' if rest.starts_with(b"&quot;") => true,
            // `user=bob password=x: refused`: the message goes on behind the pairs that it repeats.
            b':' => around.pairs_around && message_goes_on(rest),
            b',' | b';' => self.part_ends(here) || next_pair(bytes, here + 1),
            b' ' | b'\t' => return self.word_end(here),
            b'<' => rest.first() == Some(&b'/'),
            b'>' => bytes[..at.key.span.start].ends_with(b"<"),
            // A line's end as rsyslog writes it, or in quoted-printable.
            b'#' => rest.starts_with(b"012"),
            b'=' => rest.starts_with(b"0D=0A"),
            _ => false,
        };
        ends.then_some(here)
    }

    /// Whether the value may stand in a form, whose pairs have `&` between: a flag's does not, nor one among
    /// pairs that something else parts.
    fn in_form(&self) -> bool {
        let key = &self.at.key;
        let before = &self.at.bytes[self.at.line_start(2)..key.span.start];
        let parted = matches!(before, [.., b',' | b';'] | [.., b',' | b';', b' ']);
        self.found.delimiter != Delimiter::Colon && key.dashes == 0 && !parted
    }

    /// Whether a comma or a semicolon at `here` ends the value, by what follows it.
    fn part_ends(&self, here: usize) -> bool {
        let Value { at, start, line, around, .. } = self;
        let bytes = at.bytes;
        let whole = || around.whole && (around.tight || is_phrase(&bytes[*start..*line]));
        let going_on =
            || around.pairs && !ends_truth(&bytes[*start..here]) && goes_on(bytes, here, *line);
        match bytes[here + 1..*line].first() {
            None => true,
            // `token=x; Secure; HttpOnly`
            Some(b' ') if bytes[here] == b';' && starts_attribute(&bytes[here + 2..*line]) => true,
            Some(b' ') => !whole() && !going_on(),
            _ => false,
        }
    }

    /// Where the value ends, if it does with the word before the blank at `here`.
    fn word_end(&self, here: usize) -> Option<usize> {
        let Value { at, start, line, around, .. } = self;
        let bytes = at.bytes;
        let tab = bytes[here] == b'\t';
        if !tab
            && !around.spaces
            && around.pairs_around
            && let Some(end) = phrase_end(bytes, *start, here, *line)
        {
            return Some(end);
        }
        let ends = !around.spaces
            || tab
            || word_is_key(bytes, here + 1)
            || here > *start && bytes[here + 1..*line].first() == Some(&b' ');
        ends.then_some(here)
    }
}

/// Whether a text starts with the next pair of a form whose signs are escaped: `\u0026user\u003dbob`.
fn escaped_pair(text: &[u8]) -> bool {
    const SIGNS: [(&[u8], &[u8]); 3] =
        [(b"\\u0026", b"\\u003d"), (b"\\x26", b"\\x3d"), (b"&amp;", b"&#61;")];
    SIGNS.iter().any(|(and, equals)| {
        let Some(rest) = text.strip_prefix(*and) else { return false };
        let after = &rest[text::identifier(rest, 0)..];
        after.len() < rest.len() && (after.starts_with(equals) || after.starts_with(b"="))
    })
}

/// A few words of a phrase up to the next pair, the last with a digit in it, where the first ends at
/// `here`.
fn phrase_end(bytes: &[u8], start: usize, here: usize, line: usize) -> Option<usize> {
    let mut end = here;
    for _ in 0..3 {
        let word = text::run(&bytes[..line], end + 1, |b| b.is_ascii_alphanumeric() || b >= 0x80);
        end += 1 + word;
        if word == 0 || bytes.get(end) != Some(&b' ') {
            return None;
        }
        if word_is_key(bytes, end + 1) {
            return is_phrase(&bytes[start..end]).then_some(end);
        }
    }
    None
}

/// Whether a text is a phrase that somebody chose: words of letters, and a number or a word with digits
/// at its end.
fn is_phrase(text: &[u8]) -> bool {
    let mut words = text.split(|b| *b == b' ' || *b == b',').filter(|word| !word.is_empty());
    let letters = |word: &[u8]| word.iter().all(|b| b.is_ascii_alphabetic() || *b >= 0x80);
    let last = words.next_back().unwrap_or_default();
    last.last().is_some_and(u8::is_ascii_digit)
        && last.iter().all(|b| b.is_ascii_alphanumeric() || *b >= 0x80)
        && words.clone().count() > 0
        && words.all(letters)
        && !value::is_sentence(text)
}

/// Whether a value so far is one of two: whatever follows, it is no more of it.
fn ends_truth(value: &[u8]) -> bool {
    [&b"true"[..], b"false", b"null", b"none"].iter().any(|known| value.eq_ignore_ascii_case(known))
}

/// Whether the part behind the comma at `at` is followed by a pair, or by the end of all.
fn goes_on(bytes: &[u8], at: usize, line: usize) -> bool {
    let part = &bytes[at + 1..line];
    let end = part.iter().position(|b| b",=;)}]\"".contains(b));
    end.is_some_and(|n| match part[n] {
        b',' => next_pair(bytes, at + 1 + n + 1),
        byte => byte == b'}' || byte == b')',
    })
}

/// Whether a key or a flag follows: `-Dname=x`.
fn word_is_key(bytes: &[u8], at: usize) -> bool {
    let word = text::skip_blank(bytes, at);
    let dashes = text::run(bytes, word, |b| b == b'-').min(2);
    text::key_follows(bytes, word + dashes)
}

/// Whether what follows a closing bracket says that it ended the structure, not a word.
fn ends_structure(rest: &[u8]) -> bool {
    !rest.first().is_some_and(|&b| b.is_ascii_alphanumeric() || b"!@#$%^&*_+-~".contains(&b))
}

/// Whether behind a colon a message goes on: with a word that is no key.
fn message_goes_on(rest: &[u8]) -> bool {
    let Some(word) = rest.strip_prefix(b" ") else { return false };
    word.first().is_some_and(u8::is_ascii_alphabetic) && !text::key_follows(word, 0)
}

/// Whether behind a full stop the next sentence starts: a blank, a capital and a small letter.
fn starts_sentence(rest: &[u8]) -> bool {
    matches!(rest, [b' ', b'A'..=b'Z', b'a'..=b'z', ..])
}
