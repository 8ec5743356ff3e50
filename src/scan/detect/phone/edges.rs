//! What stands directly beside a number: whether it lets one start and end there.

use super::number::{Lead, plus};
use crate::scan::detect::token::starts_cleanly;

/// Whether the text before a number lets one start.
pub(super) fn opens(bytes: &[u8], start: usize) -> bool {
    let Some(&before) = start.checked_sub(1).and_then(|i| bytes.get(i)) else { return true };
    match before {
        // The dial command of modems: `ATD+44…`.
        b'D' if bytes[..start].ends_with(b"ATD") => true,
        b'_' => plus(bytes, start).is_some(),
        // `|^NET^Internet~(415)555-0132^WPN^PH`: the next of several.
        b'~' => bytes.get(start) == Some(&b'('),
        b'+' | b'$' | b'^' => false,
        b':' if names_field(&bytes[..start - 1]) => true,
        b'.' | b'-' | b':' | b',' if plus(bytes, start).is_none() => {
            !start.checked_sub(2).is_some_and(|i| bytes[i].is_ascii_alphanumeric())
        }
        _ => {
            let latin = start >= 2 && latin_letter(bytes[start - 2], before);
            let money = start >= 2 && bytes[start - 2] == 0xC2 && (0xA2..=0xA5).contains(&before);
            !latin && !money && starts_cleanly(bytes, start)
        }
    }
}

/// `[to:60123456789]`: a word that stands alone before its colon names a field; the parts of times and
/// addresses are no words.
fn names_field(before: &[u8]) -> bool {
    let length = before.iter().rev().take(24).take_while(|b| b.is_ascii_lowercase()).count();
    let hex = before[before.len() - length..].iter().all(u8::is_ascii_hexdigit);
    let open = before[..before.len() - length].last();
    length >= 2 && !hex && open.is_none_or(|b| b" [({,;\t\n".contains(b))
}

/// A letter of Latin-1 and its extensions, or an accent that stands as a character of its own.
fn latin_letter(first: u8, second: u8) -> bool {
    matches!(first, 0xC3..=0xC9 | 0xCC | 0xCD) && second & 0xC0 == 0x80
}

/// Whether the text after a number lets it end there.
pub(super) fn closes(bytes: &[u8], end: usize, lead: Lead) -> bool {
    let get = |n: usize| bytes.get(end + n).copied().unwrap_or(b' ');
    let free = lead != Lead::None;
    match (get(0), get(1)) {
        (b'%', next) => next.is_ascii_hexdigit() && get(2).is_ascii_hexdigit(),
        (b'^', _) => names_use(&bytes[end + 1..]),
        (b'$' | b'*', _) => false,
        (b'_', _) => free,
        (b'=', _) => false,
        (b'+', _) => lead == Lead::Encoded,
        (b'.', next) => {
            // `4155550132.0`, as tools print a column of numbers with gaps.
            !next.is_ascii_digit() || next == b'0' && !get(2).is_ascii_digit() && get(2) != b'.'
        }
        (b':', next) => free || !next.is_ascii_digit(),
        (b',', next) => free || !next.is_ascii_digit() || is_list(bytes, end),
        (b'-', next) => {
            !(next.is_ascii_alphanumeric() || next == b'-') || free && !next.is_ascii_digit()
        }
        (b'/', next) => free || !next.is_ascii_digit(),
        (b'@', _) => {
            let host = &bytes[end + 1..bytes.len().min(end + 12)];
            !(host.starts_with(b"lid")
                || host.starts_with(b"newsletter")
                || host.starts_with(b"broadcast"))
        }
        (0xC2, next) => !(0xA2..=0xB5).contains(&next),
        (first, second) if first >= 0x80 => !latin_letter(first, second),
        (first, _) => !first.is_ascii_alphanumeric(),
    }
}

/// `(415)555-0132^PRN^PH`: what a number is for, as HL7 has it behind one (table 0201).
fn names_use(text: &[u8]) -> bool {
    matches!(text, [a, b, c, b'^', d, ..] if [a, b, c, d].iter().all(|b| b.is_ascii_uppercase()))
}

/// A comma between numbers of full length, not between thousands.
fn is_list(bytes: &[u8], end: usize) -> bool {
    let tail = &bytes[end + 1..bytes.len().min(end + 9)];
    tail.len() >= 8 && tail.iter().all(u8::is_ascii_digit)
}

/// Whether a unit of measure follows.
pub(super) fn measured(bytes: &[u8], end: usize) -> bool {
    let rest = &bytes[end..bytes.len().min(end + 16)];
    let Some(rest) = rest.strip_prefix(b" ") else { return false };
    let len = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    const UNITS: &[&[u8]] = &[
        b"bytes",
        b"byte",
        b"kb",
        b"mb",
        b"gb",
        b"kib",
        b"mib",
        b"gib",
        b"ms",
        b"us",
        b"ns",
        b"sec",
        b"secs",
        b"seconds",
        b"millis",
        b"rows",
        b"records",
        b"events",
        b"times",
        b"items",
        b"entries",
        b"blocks",
        b"pages",
        b"ticks",
        b"ops",
        b"requests",
        b"packets",
    ];
    // `pages=3` is the next pair.
    let pair = matches!(rest.get(len), Some(b'=' | b':'));
    !pair && UNITS.iter().any(|unit| rest[..len].eq_ignore_ascii_case(unit))
}
