//! Lines that a container runtime split: the rest of a value that was cut stands in the next record.
//!
//! It knows the two forms of records that are split, and gives the rest its place in the original.

use std::ops::Range;

use super::text::{self, Quote};

/// How far back the record's own prefix is looked for. Runtimes split at 16 KiB, so where the prefix
/// is further back the line was long enough to be split.
const PREFIX: usize = 1 << 10;

/// The rest of a quoted value whose closing quote is missing: its span in the next record.
pub(crate) fn rest(bytes: &[u8], quote: Quote, value: &Range<usize>) -> Option<Range<usize>> {
    let end = text::line_end(bytes, value.end, 512);
    let next = end + text::run(bytes, end, |b| b == b'\r' || b == b'\n').min(2);
    if next == end {
        return None;
    }
    let start = cri(bytes, value.start, end, next).or_else(|| json_file(bytes, value.end, next))?;
    let (rest, closed) = quote.starting_at(start).text(bytes);
    (closed && !rest.is_empty()).then_some(rest)
}

/// The same for a value without quotes, which ends with its line or with the string that holds it.
pub(crate) fn rest_bare(bytes: &[u8], value: &Range<usize>) -> Option<Range<usize>> {
    let ends = matches!(bytes.get(value.end), Some(b'\n' | b'\r'))
        || bytes[value.end..].starts_with(b"\",\"stream\":");
    if !ends {
        return None;
    }
    let end = text::line_end(bytes, value.end, 512);
    let next = end + text::run(bytes, end, |b| b == b'\r' || b == b'\n').min(2);
    let start = cri(bytes, value.start, end, next).or_else(|| json_file(bytes, value.end, next))?;
    let line = text::line_end(bytes, start, 512);
    let length = text::run(&bytes[..line], start, |b| b > b' ' && !b"\"'\\,;&".contains(&b));
    (length > 0).then_some(start..start + length)
}

/// `<time> stdout P <part>`, then `<time> stdout F <rest>`: the format of the Container Runtime
/// Interface.
fn cri(bytes: &[u8], value: usize, end: usize, next: usize) -> Option<usize> {
    let start = text::line_start(bytes, value, PREFIX);
    let whole = start == 0 || bytes.get(start - 1) == Some(&b'\n');
    if whole && tag(&bytes[start..end])?.0 != b'P' {
        return None;
    }
    let line = &bytes[next..text::line_end(bytes, next, PREFIX)];
    tag(line).map(|(_, length)| next + length)
}

/// The tag of a CRI record and where its text starts.
fn tag(line: &[u8]) -> Option<(u8, usize)> {
    let time = line.iter().take(40).position(|b| *b == b' ')?;
    let digits = line[..time].first().is_some_and(u8::is_ascii_digit);
    let rest = &line[time + 1..];
    let stream = [&b"stdout "[..], b"stderr "].into_iter().find(|s| rest.starts_with(s))?;
    match &rest[stream.len()..] {
        [tag @ (b'P' | b'F'), b' ', ..] if digits => Some((*tag, time + 1 + stream.len() + 2)),
        _ => None,
    }
}

/// `{"log":"<part>","stream":…}`, then `{"log":"<rest>\n",…}`: Docker's json-file driver. A record
/// that is whole ends with an escaped newline.
fn json_file(bytes: &[u8], end: usize, next: usize) -> Option<usize> {
    const OPEN: &[u8] = b"{\"log\":\"";
    let cut = bytes[end..].starts_with(b"\",\"stream\":") && !bytes[..end].ends_with(b"\\n");
    (cut && bytes[next..].starts_with(OPEN)).then_some(next + OPEN.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest_of(log: &str, open: &str) -> Option<String> {
        let at = log.find(open).unwrap() + open.len();
        let quote = Quote::before(log.as_bytes(), at).unwrap();
        let (value, _) = quote.text(log.as_bytes());
        rest(log.as_bytes(), quote, &value).map(|range| log[range].to_owned())
    }

    #[test]
    fn the_rest_stands_in_the_next_record() {
        let cri = "2026-01-01T00:00:00Z stdout P {\"password\":\"hun\n\
                   2026-01-01T00:00:00Z stdout F ter2\"}\n";
        assert_eq!(rest_of(cri, "\"password\":\"").as_deref(), Some("ter2"));
        let docker = "{\"log\":\"{\\\"password\\\":\\\"hun\",\"stream\":\"stdout\",\"time\":\"t\"}\n\
                      {\"log\":\"ter2\\\"}\\n\",\"stream\":\"stdout\",\"time\":\"t\"}\n";
        assert_eq!(rest_of(docker, "\\\"password\\\":\\\"").as_deref(), Some("ter2"));
    }

    #[test]
    fn a_record_that_is_whole_has_no_rest() {
        let cri = "2026-01-01T00:00:00Z stdout F {\"password\":\"hun\n\
                   2026-01-01T00:00:00Z stdout F other \"text\"\n";
        assert_eq!(rest_of(cri, "\"password\":\""), None);
        let plain = "x {\"password\":\"hun\nnext \"line\"\n";
        assert_eq!(rest_of(plain, "\"password\":\""), None);
    }
}
