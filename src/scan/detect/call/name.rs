//! The name of a function: what it belongs to and its own words, without what stands between them.
//!
//! It asks no rule which functions it knows.

/// A name in lower case, its letters and digits alone, and where in it the function's own name starts behind
/// what it belongs to.
pub(super) type Name = (Vec<u8>, usize);

/// The longest name of a function, with the names before it.
const NAME: usize = 96;
/// The end of PHP's arrow, as HTML and JSON write it.
const ARROWS: [&[u8]; 2] = [b"&gt;", b"\\u003e"];

/// The name before a bracket.
pub(super) fn before(bytes: &[u8], open: usize) -> Name {
    // `login: ('app', …)`, `valid_password?('x')`
    let end = bytes[..open].trim_ascii_end();
    let end = match end.split_last() {
        Some((b':' | b'?' | b'!', name)) => name.len(),
        _ => end.len(),
    };
    let low = end.saturating_sub(NAME);
    let part = |b: u8| b.is_ascii_alphanumeric() || b"_.:>-\\$".contains(&b);
    let mut start = end;
    while start > low {
        start -= match ARROWS.iter().find(|arrow| bytes[low..start].ends_with(arrow)) {
            Some(arrow) => arrow.len(),
            None if part(bytes[start - 1]) => 1,
            None => break,
        };
    }
    letters(&bytes[start..end])
}

/// A name of which nothing but letters and digits is left.
pub(super) fn letters(name: &[u8]) -> Name {
    let mut whole = Vec::new();
    let mut last = 0;
    let mut rest = name;
    while let Some((&byte, behind)) = rest.split_first() {
        let arrow = ARROWS.iter().find_map(|arrow| rest.strip_prefix(*arrow));
        rest = arrow.unwrap_or(behind);
        match byte {
            _ if arrow.is_some() => last = whole.len(),
            b'_' | b'$' => {}
            byte if byte.is_ascii_alphanumeric() => whole.push(byte.to_ascii_lowercase()),
            _ => last = whole.len(),
        }
    }
    // Methods of .NET say of themselves that they do not wait.
    let kept = whole.strip_suffix(b"async").map_or(whole.len(), <[u8]>::len);
    whole.truncate(kept);
    (whole, last.min(kept))
}

/// The name of a job's class, without what says that it is one.
pub(super) fn job((mut whole, last): Name) -> Name {
    let kinds = [b"job".as_slice(), b"worker", b"task"];
    let kept = kinds.iter().find_map(|kind| whole.strip_suffix(*kind).map(<[u8]>::len));
    whole.truncate(kept.unwrap_or(whole.len()));
    let last = last.min(whole.len());
    (whole, last)
}
