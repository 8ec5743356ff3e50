//! Cookies as objects: what browsers export, and what their drivers print, with a field for each property.
//!
//! Such an object tells whether scripts may read the cookie; that word leads here.

use super::cookies::is_login;
use crate::scan::detect::accept::Accept;
use crate::scan::detect::read::{self, Value};
use crate::scan::detect::value::Proof;
use crate::scan::detect::{Found, Window};

/// The longest object on either side of the word.
const LONGEST: usize = 2 << 10;

/// Reads the object around `"httpOnly":`.
pub(super) fn read(window: &Window<'_>, accept: &Accept, found: &mut Found) {
    let bytes = window.bytes;
    let end = window.literal().end;
    let low = window.at.saturating_sub(LONGEST);
    let Some(open) = memchr::memrchr2(b'{', b'}', &bytes[low..window.at]).map(|n| low + n) else {
        return;
    };
    let limit = bytes.len().min(end + LONGEST);
    let close = memchr::memchr(b'}', &bytes[end..limit]).map_or(limit, |n| end + n);
    if bytes[open] != b'{' {
        return;
    }
    let object = &bytes[..close];
    let told = bytes[end..close].trim_ascii_start();
    let hidden = told.get(..4).is_some_and(|word| word.eq_ignore_ascii_case(b"true"));
    if let (Some(name), Some(value)) = (field(object, open, b"name"), field(object, open, b"value"))
        && is_login(&object[name.span], &object[value.span.clone()], hidden)
    {
        accept.value(window, &value, found);
    }
}

/// The string under a name in the object that opens at `open` and ends with the text.
fn field(object: &[u8], open: usize, name: &[u8]) -> Option<Value> {
    memchr::memmem::find_iter(&object[open..], name).find_map(|at| {
        let (start, end) = (open + at, open + at + name.len());
        if !b"\"' {,\n\t".contains(&object[start - 1]) {
            return None;
        }
        let sign = |b: &&u8| b"\"'\\: ".contains(b);
        let gap = &object[end..];
        let gap = gap.iter().take(12).take_while(sign).count();
        let colon = object[end..end + gap].iter().position(|b| *b == b':')?;
        let from = end + colon + 1;
        let from = from + object[from..].iter().take(4).take_while(|b| **b == b' ').count();
        read::quoted(object, from).filter(|value| value.proof == Proof::Quoted)
    })
}
