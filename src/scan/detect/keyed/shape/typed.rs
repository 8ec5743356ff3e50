//! What somebody typed, before the name of the field: `Typing text 'x' into password field`.
//!
//! Tests of browsers tell it so, and people who describe them. Other things stand `in` a password, so a
//! verb of typing comes first.

use std::ops::Range;

use super::{At, Fit, Reading};
use crate::scan::detect::list::List;
use crate::scan::detect::value::Proof;

/// How much of the line is looked at.
const NEAR: usize = 160;
/// How far the field's name may be from the word before it: `into the "`, `into #user-`.
const FIELD: usize = 40;

static VERBS: List = List::new(&[
    "enter", "entered", "entering", "enters", "fill", "filled", "filling", "fills", "input",
    "inputs", "paste", "pasted", "pasting", "put", "send", "sending", "sends", "sent", "type",
    "typed", "types", "typing", "write", "writes", "writing", "wrote",
]);
/// What may stand between the verb and the value.
static NOUNS: List = List::new(&["characters", "keys", "string", "text", "value"]);

/// What stands between the value and the name of the field.
const INTO: [&[u8]; 6] =
    [b" into ", b" in ", b" on ", b" to element ", b" to field ", b" to input "];

pub(crate) fn read(at: &At<'_>) -> Fit {
    reading(at).map_or(Fit::No, |value| Some(value).into())
}

/// `User typed: kettle 19 in field `: a colon tells that what follows is what was typed.
fn unquoted(before: &[u8]) -> Option<Range<usize>> {
    const INTO: [&[u8]; 6] = [
        b" in field ",
        b" into field ",
        b" in the field ",
        b" into the field ",
        b" into ",
        b" in ",
    ];
    let end = INTO.iter().find_map(|into| Some(before.strip_suffix(*into)?.len()))?;
    let colon = memchr::memmem::rfind(&before[..end], b": ")?;
    let verb = before[..colon].rsplit(|b| !b.is_ascii_alphabetic()).next()?;
    let value = colon + 2..end;
    (VERBS.has_in_any_case(verb) && !value.is_empty()).then_some(value)
}

fn reading(at: &At<'_>) -> Option<Reading> {
    let bytes = at.bytes;
    let start = at.line_start(NEAR);
    let before = &bytes[start..at.key.span.start];
    // Most lines quote nothing.
    if memchr::memchr2(b'"', b'\'', before).is_none() {
        return unquoted(before).map(|value| {
            let value = start + value.start..start + value.end;
            Reading::new(value, Proof::Delimited, "typed")
        });
    }
    let field = before.len().saturating_sub(FIELD);
    let find = |word: &[u8]| {
        let place = before[field..].windows(word.len()).rposition(|there| there == word);
        place.map(|n| field + n)
    };
    let into = INTO.iter().find_map(|into| find(into))?;
    let head = before[..into].strip_suffix(b")").unwrap_or(&before[..into]);
    let (&quote, body) = head.split_last().filter(|(last, _)| b"\"'".contains(last))?;
    let open = memchr::memrchr(quote, body)?;
    // `fill("x") on locator(…)`, `page.type("x") in …`: a call as well.
    let lead = body[..open].strip_suffix(b"(").unwrap_or(&body[..open]);
    let mut words = lead.trim_ascii_end().rsplit(|b| b" .".contains(b));
    let mut verb = words.next()?;
    // `Keys are sent. Text: 'x'`: a sentence may end between them.
    let noun = verb.strip_suffix(b":").unwrap_or(verb);
    if NOUNS.has_in_any_case(noun) {
        verb = words.find(|word| !word.is_empty())?;
    }
    let value = start + open + 1..start + body.len();
    (VERBS.has_in_any_case(verb) && !value.is_empty()).then_some(Reading::new(
        value,
        Proof::Quoted,
        "typed",
    ))
}
