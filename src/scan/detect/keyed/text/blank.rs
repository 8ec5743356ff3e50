//! Blank and what programs write for it: colour codes, escaped or not, and the escapes that end a line
//! or a word.

use super::run;

/// The first place from `at` on that is neither space nor tab, escaped or not, nor a colour code.
#[inline]
pub(crate) fn skip_blank(bytes: &[u8], mut at: usize) -> usize {
    // Nearly all blank is one space, or none.
    at += usize::from(bytes.get(at) == Some(&b' '));
    match bytes.get(at) {
        Some(b' ' | b'\t' | b'%' | 0xC2 | b'\x1b' | b'\\') => skip_more(bytes, at),
        _ => at,
    }
}

fn skip_more(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let rest = &bytes[at.min(bytes.len())..];
        match rest {
            [b' ' | b'\t', ..] => at += 1,
            [b'+', b' ', ..] => return at,
            [b'%', b'2', b'0', ..] => at += 3,
            [0xC2, 0xA0, ..] => at += 2,
            [b'\x1b', b'[', ..] => match colour_end(rest) {
                Some(n) => at += n,
                None => return at,
            },
            [b'\\', ..] => match escaped_colour(rest) {
                Some(n) => at += n,
                None => return at,
            },
            _ => return at,
        }
    }
}

/// The length of a terminal colour code at the start of `bytes`.
fn colour_end(bytes: &[u8]) -> Option<usize> {
    let params = run(bytes, 2, |b| b.is_ascii_digit() || b == b';');
    (bytes.get(2 + params) == Some(&b'm')).then_some(params + 3)
}

/// How colour codes begin behind the backslash that escapes their first byte.
const ESCAPED_COLOURS: [&[u8]; 5] = [b"u001b[", b"u001B[", b"x1b[", b"x1B[", b"033["];

/// Whether a text ends with the beginning of a colour code, escaped or not.
pub(crate) fn begins_colour(text: &[u8]) -> bool {
    text.ends_with(b"\x1b[") || ESCAPED_COLOURS.iter().any(|escape| text.ends_with(escape))
}

/// The length of a terminal colour code whose first byte is escaped, as within a string: `\u001b[0m`.
fn escaped_colour(text: &[u8]) -> Option<usize> {
    let slashes = run(text, 0, |b| b == b'\\');
    let code = &text[slashes..];
    let escape = ESCAPED_COLOURS.iter().find(|escape| code.starts_with(escape))?;
    let params = run(code, escape.len(), |b| b.is_ascii_digit() || b == b';');
    let length = escape.len() + params;
    (code.get(length) == Some(&b'm')).then_some(slashes + length + 1)
}

/// `\n`, `\r`, `\t`, an escaped quote or colour code, as text within a string.
pub(crate) fn is_line_escape(rest: &[u8]) -> bool {
    let slashes = rest.iter().take_while(|b| **b == b'\\').count();
    match rest.get(slashes) {
        Some(b'"') => true,
        Some(b'n' | b'r' | b't') => {
            slashes > 0 && !rest.get(slashes + 1).is_some_and(u8::is_ascii_lowercase)
        }
        Some(b'u' | b'x' | b'0') => escaped_colour(rest).is_some(),
        _ => false,
    }
}

/// Whether a text starts with blank or a quote that a URL or HTML encodes: `%20`, `&quot;`.
pub(crate) fn is_encoded_mark(text: &[u8]) -> bool {
    const URL: [&[u8]; 7] = [b"20", b"0A", b"0a", b"0D", b"0d", b"09", b"22"];
    const HTML: [&[u8]; 6] = [b"quot;", b"lt;", b"gt;", b"#39;", b"#039;", b"#x27;"];
    match text {
        [b'%', rest @ ..] => URL.iter().any(|mark| rest.starts_with(mark)),
        [b'&', rest @ ..] => HTML.iter().any(|mark| rest.starts_with(mark)),
        _ => false,
    }
}

/// Whether nothing but blank is left of a text, or of the string that it stands in.
pub(crate) fn ends_text(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii();
    rest.is_empty() || is_line_escape(rest)
}
