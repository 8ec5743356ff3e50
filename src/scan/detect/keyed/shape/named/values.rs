//! The pair that holds the secret: what stands under a key for values, behind the name or before it.

use std::ops::Range;

use super::super::{At, Reading, assign, bare, opener};
use super::BETWEEN;
use crate::scan::detect::keyed::key::Key;
use crate::scan::detect::keyed::text;
use crate::scan::detect::value::Proof;

/// Keys of what stands under that name: the last word of them.
const VALUES: [&[u8]; 18] = [
    b"value",
    b"val",
    b"content",
    b"data",
    b"text",
    b"input",
    b"string",
    b"old",
    b"new",
    b"from",
    b"to",
    b"before",
    b"after",
    b"plain",
    b"plaintext",
    b"current",
    b"v",
    b"s",
];
/// How many of them need no quotes around to be taken for one.
const PLAIN: usize = 5;

/// The values that follow within the same object under keys for values: an old and a new one, too.
pub(crate) fn value_after(bytes: &[u8], after: usize) -> Option<Vec<Reading>> {
    let mut limit = bytes.len().min(after + BETWEEN);
    let mut here = after;
    let mut found: Vec<Reading> = Vec::new();
    let mut message = false;
    while here < limit {
        let byte = bytes[here];
        // `key: "password" value { string_value: "x" }`: the text format of protocol buffers.
        let nested = byte == b'{' && bytes[after..here].trim_ascii() == b"value";
        message |= nested;
        if b"{<>".contains(&byte) && !nested || byte == b'}' && !found.is_empty() {
            break;
        }
        let word = text::identifier(bytes, here);
        if word == 0 {
            here += 1;
            continue;
        }
        let span = here..here + word;
        here += word;
        // `ValueFrom:` and the like have what they name elsewhere.
        let quoted = text::Quote::before(bytes, span.start).is_some();
        let name = &bytes[span.clone()];
        let plain = VALUES[..PLAIN].iter().any(|known| name.eq_ignore_ascii_case(known));
        if !names_value(name) || !quoted && !plain && !message {
            continue;
        }
        if let Some(values) = pair_value(bytes, span) {
            here = values.last().map_or(here, |value| value.value.end.max(here));
            limit = bytes.len().min(here + BETWEEN);
            found.extend(values);
            if found.len() > 3 || !quoted {
                break;
            }
        }
    }
    (!found.is_empty()).then_some(found)
}

/// The value of the `value` that stands before its name: `{"value":"x","param":"password"}`,
/// `<input value="x" name="password">`.
pub(super) fn value_before(bytes: &[u8], key: usize) -> Option<Vec<Reading>> {
    let low = key.saturating_sub(2 * BETWEEN);
    let near = &bytes[low..key];
    let open = memchr::memrchr3(b'{', b'<', b'\n', near).map(|open| open + 1);
    let mut here = low + open.or_else(|| row_changed(near))?;
    while here < key {
        let word = text::identifier(bytes, here);
        let after = here + word.max(1);
        let named = word > 0 && names_value(&bytes[here..after]);
        if named && let Some(mut values) = pair_value(bytes, here..after) {
            values.retain(|value| value.proof == Proof::Quoted && value.value.end < key);
            return (!values.is_empty()).then_some(values);
        }
        here = after;
    }
    None
}

/// `UPDATE settings SET value='x' WHERE name='smtp_password'`: where the columns of a row start that is
/// found by its name.
fn row_changed(near: &[u8]) -> Option<usize> {
    let find = |text: &[u8], word: &[u8]| {
        text.windows(word.len()).rposition(|w| w.eq_ignore_ascii_case(word))
    };
    let set = find(near, b" set ")? + b" set ".len();
    find(&near[set..], b" where ").map(|_| set)
}

/// Whether the last word of a key is one for a value: `newValue`, `input_value`, `stringValue`.
fn names_value(key: &[u8]) -> bool {
    let tail = key.iter().rev().take_while(|b| b.is_ascii_lowercase()).count();
    let whole = key.eq_ignore_ascii_case(b"s") || key.eq_ignore_ascii_case(b"v");
    let capital = usize::from(tail < key.len() && key[key.len() - tail - 1].is_ascii_uppercase());
    let last = if tail > 1 { &key[key.len() - tail - capital..] } else { key };
    (whole || last.len() > 1) && VALUES.iter().any(|known| last.eq_ignore_ascii_case(known))
}

/// The values of a key that is known to be one for values.
fn pair_value(bytes: &[u8], span: Range<usize>) -> Option<Vec<Reading>> {
    let key = Key { span: span.clone(), dashes: 0 };
    let quote = text::Quote::before(bytes, span.start);
    let close = quote.and_then(|quote| quote.closes_at(bytes, span.end));
    let at = At::new(bytes, &key, quote, close);
    let found = assign::delimited(&at)?;
    match opener::read(bytes, found.value, found.delimiter) {
        opener::Opened::Values(values) => Some(values),
        // `{"value":{"stringValue":"x"}}`
        opener::Opened::Nothing => {
            let inner =
                found.value + 1 + text::run(bytes, found.value + 1, |b| b"\"'\\ ".contains(&b));
            let word = text::identifier(bytes, inner);
            let names = word > 0 && names_value(&bytes[inner..inner + word]);
            names.then(|| pair_value(bytes, inner..inner + word)).flatten()
        }
        opener::Opened::Bare { start, closer } => {
            let span = bare::read(&at, &found, start, closer)?;
            let (proof, layer, shape) = (Proof::Delimited, None, "name and value");
            let (value, encoded) = (span.value, span.encoded);
            Some(vec![Reading { value, proof, rest: None, layer, encoded, shape }])
        }
    }
}
