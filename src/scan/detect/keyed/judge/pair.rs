//! The password of a user and a password that stand together as one value.

use std::ops::Range;

use crate::scan::detect::keyed::key::{self, Key};
use crate::scan::detect::keyed::shape::Reading;
use crate::scan::detect::value;

/// The password of such a value, however the two are joined.
pub(super) fn password(
    bytes: &[u8],
    key: &Key,
    value: &Range<usize>,
    reading: &Reading,
) -> Option<Range<usize>> {
    pair(bytes, key, value, reading).or_else(|| slashed(bytes, key, value))
}

/// The password of `user:password` in quotes, or behind a key that means a user and a password.
fn pair(bytes: &[u8], key: &Key, value: &Range<usize>, reading: &Reading) -> Option<Range<usize>> {
    const BOTH: [&[u8]; 2] = [b"creds", b"credentials"];
    let text = &bytes[value.clone()];
    let named = &bytes[key.span.clone()];
    let both = BOTH.iter().any(|word| {
        named.len().checked_sub(word.len()).is_some_and(|at| named[at..].eq_ignore_ascii_case(word))
    });
    let stands =
        reading.shape == "quoted" || both && text.first().is_some_and(u8::is_ascii_alphabetic);
    let colon = memchr::memchr(b':', text).filter(|n| stands && *n > 1)?;
    let user = text[..colon].iter().all(|b| b.is_ascii_alphanumeric() || b"._@-".contains(b));
    let rest = &text[colon + 1..];
    let whole = rest.len() > 3 && !rest.starts_with(b"/") && !rest.contains(&b' ');
    (user && whole && !rest.contains(&b':')).then(|| value.start + colon + 1..value.end)
}

/// The password of `NEO4J_AUTH=user/password`: a path has more parts, and words in them.
fn slashed(bytes: &[u8], key: &Key, value: &Range<usize>) -> Option<Range<usize>> {
    let text = &bytes[value.clone()];
    let slash = memchr::memchr(b'/', text).filter(|n| *n > 1)?;
    let name = &text[..slash];
    let user = name.iter().all(|b| b.is_ascii_alphanumeric() || b"._@-".contains(b));
    // A slash is also a digit of base64.
    let user = user && !value::is_generated(name);
    let rest = &text[slash + 1..];
    let chosen = rest.len() > 3
        && !rest.contains(&b'/')
        && rest.iter().any(|b| b.is_ascii_digit() || b"!@#$%^&*+=?~".contains(b));
    let constant = key::is_constant(&bytes[key.span.clone()]);
    (constant && user && chosen).then(|| value.start + slash + 1..value.end)
}
