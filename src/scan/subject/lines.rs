//! Names in the lines around the value's own: members of one object, or the first of two lines that are alike.

use std::ops::Range;

use super::NAME;
use super::key::{KEYS, keys, name};
use super::told::is_name;

/// Lines of a printed object that are looked at before and after the value's own.
const LINES: usize = 6;

/// Whether a line is a member of an object that was printed over lines: `"password": `.
pub(super) fn is_member(line: &[u8]) -> bool {
    memchr::memmem::find(line, b"\":").is_some() && !line.contains(&b'{')
}

/// Where the members of the same object begin before a line.
pub(super) fn members_before(bytes: &[u8], low: usize, mut line: usize) -> usize {
    for _ in 0..LINES {
        let Some(end) = line.checked_sub(1).filter(|end| *end > low) else { break };
        let start = memchr::memrchr(b'\n', &bytes[low..end]).map_or(low, |at| low + at + 1);
        if !is_member(&bytes[start..end]) || bytes[start..end].contains(&b'}') {
            break;
        }
        line = start;
    }
    line
}

/// Where they end behind it.
pub(super) fn members_after(bytes: &[u8], mut end: usize, high: usize) -> usize {
    for _ in 0..LINES {
        let from = end + 1;
        let Some(rest) = bytes.get(from..high) else { break };
        let len = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        if !is_member(&rest[..len]) {
            break;
        }
        end = from + len;
    }
    end
}

/// `USER bob`, and on the next line `PASS x`; `Username: bob`, and on the next line `Password: x`.
pub(super) fn line_before(
    bytes: &[u8],
    low: usize,
    line: usize,
    value: usize,
) -> Option<Range<usize>> {
    let end = line.checked_sub(1).filter(|end| *end > low)?;
    let start = memchr::memrchr(b'\n', &bytes[low..end]).map_or(low, |at| low + at + 1);
    let (above, own) = (bytes[start..end].trim_ascii_end(), &bytes[line..value]);
    // Both lines start alike and hold one pair each, as a form does or a protocol.
    let lead = above.iter().zip(own).take_while(|(a, b)| a == b).count();
    let digits = |text: &[u8]| text.iter().any(u8::is_ascii_digit);
    let pair = |text: &[u8]| {
        let words = text.split(|b| b.is_ascii_whitespace()).filter(|word| !word.is_empty());
        words.take(4).count() < 4
    };
    let rest = &above[lead..];
    if !pair(rest) || own.len() - lead > NAME || digits(&own[lead..]) {
        return None;
    }
    let from = start + lead;
    let to = start + above.len();
    let open = |at: usize| at == from || !bytes[at - 1].is_ascii_alphanumeric();
    let found = keys(bytes, from..to).find(|(_, at)| open(*at) && *at < from + 4)?;
    let after = found.1 + KEYS[found.0].len();
    // Variables of an environment need not belong together.
    if own.is_empty() || own.ends_with(b"=") {
        return None;
    }
    let element = (bytes.get(after) == Some(&b'>')).then(|| after + 1);
    let spaced = (bytes.get(after) == Some(&b' ') && own.ends_with(b" ")).then(|| after + 1);
    // The blank may be the one that ends the line: there is no name then.
    match element.or(spaced).filter(|at| *at < to) {
        Some(at) => {
            let stop = |b: &u8| b.is_ascii_whitespace() || *b == b'<';
            let length = bytes[at..to].iter().position(stop).unwrap_or(to - at);
            is_name(&bytes[at..at + length]).then(|| at..at + length)
        }
        None => name(bytes, after, to),
    }
}
