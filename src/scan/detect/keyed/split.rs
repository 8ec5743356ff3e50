//! Lines that a container runtime or a log daemon split: the rest of a value that was cut stands in the
//! next record, or all of it where the cut fell behind the key.
//!
//! It knows the forms of records that are split, and gives the rest its place in the original.

use std::ops::Range;

use super::text::{self, Quote};

/// How far back the record's own prefix is looked for. Runtimes split at 16 KiB, so where the prefix
/// is further back the line was long enough to be split.
const PREFIX: usize = 1 << 10;
/// Where syslog daemons split records that may be seen whole from their end, in bytes with the header or
/// without (RFC 3164 and what came later), and how much of that a header which was rewritten may take.
const LIMITS: [usize; 2] = [1 << 10, 2 << 10];
const SLACK: usize = 64;
/// The longest header of a record of syslog.
const HEADER: usize = 128;
/// How far back a record is looked at.
const LONGEST: usize = 2 << 10;

/// The rest of a quoted value whose closing quote is missing: its span in the next record.
pub(crate) fn rest(bytes: &[u8], quote: Quote, value: &Range<usize>) -> Option<Range<usize>> {
    let end = text::line_end(bytes, value.end, 512);
    let next = end + text::run(bytes, end, |b| b == b'\r' || b == b'\n').min(2);
    if next == end {
        return None;
    }
    let start = cri(bytes, value.start, end, next)
        .or_else(|| json_file(bytes, value.end, next))
        .or_else(|| syslog(bytes, end, next).map(|(start, _)| start))?;
    let (rest, closed) = quote.starting_at(start).text(bytes);
    let after = closed.then(|| quote.closes_at(bytes, rest.end)).flatten()?;
    let goes_on = bytes.get(after).is_none_or(|b| b" ,;:)]}\"'\\&\r\n".contains(b));
    (goes_on && !rest.is_empty()).then_some(rest)
}

/// Where the text of a record goes on that was cut at a place: behind a key, before its value.
pub(crate) fn next_part(bytes: &[u8], at: usize) -> Option<usize> {
    let cut = matches!(bytes.get(at), Some(b'\n' | b'\r'));
    if !cut && !bytes[at.min(bytes.len())..].starts_with(b"\",\"stream\":") {
        return None;
    }
    let end = text::line_end(bytes, at, 512);
    let next = end + text::run(bytes, end, |b| b == b'\r' || b == b'\n').min(2);
    let found = if cut { cri(bytes, at, end, next) } else { json_file(bytes, at, next) };
    // Where the first part is not seen whole, the next one shows that it goes on.
    let syslog = || {
        syslog(bytes, end, next).filter(|(start, sure)| {
            let string = |quote: Quote| {
                let (text, closed) = quote.text(bytes);
                let after = closed.then(|| quote.closes_at(bytes, text.end)).flatten();
                after.is_some_and(|at| bytes.get(at).is_some_and(|b| b",}])".contains(b)))
            };
            cut && (*sure || Quote::open(bytes, *start).is_some_and(string))
        })
    };
    found.or_else(|| syslog().map(|(start, _)| start))
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
    let start = cri(bytes, value.start, end, next)
        .or_else(|| json_file(bytes, value.end, next))
        .or_else(|| syslog(bytes, end, next).filter(|(_, sure)| *sure).map(|(start, _)| start))?;
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
    (is_cut(bytes, end) && bytes[next..].starts_with(OPEN)).then_some(next + OPEN.len())
}

/// Whether a record of Docker's that ends at `end` goes on in the next.
pub(crate) fn is_cut(bytes: &[u8], end: usize) -> bool {
    bytes[end..].starts_with(b"\",\"stream\":") && !bytes[..end].ends_with(b"\\n")
}

/// `<time> <host> <program>[<pid>]: <part>`, then the same with the rest: the daemon gives the parts of
/// a record that is too long the same header, down to the second and the process. The first part is as
/// long as a record may be. Of one that is longer than anybody can see here only its length is known;
/// then this is no more than likely.
fn syslog(bytes: &[u8], end: usize, next: usize) -> Option<(usize, bool)> {
    let line = &bytes[next..text::line_end(bytes, next, HEADER)];
    let header = memchr::memmem::find(line, b"]: ")? + 3;
    let process = line[..header - 3].iter().rev().take_while(|b| b.is_ascii_digit()).count();
    if process == 0 || !line[..header - 3 - process].ends_with(b"[") {
        return None;
    }
    let start = text::line_start(bytes, end, LONGEST);
    if end - start >= LONGEST {
        return Some((next + header, false));
    }
    let full =
        |length: usize| LIMITS.iter().any(|limit| (limit - SLACK..=limit + 1).contains(&length));
    let same = bytes[start..end].starts_with(&line[..header]);
    let full = full(end - start) || full(end - start - header.min(end - start));
    (same && full).then_some((next + header, true))
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
    fn daemons_split_where_a_record_may_not_be_longer() {
        let header = "Jan  1 00:00:00 h app[12]: ";
        for (length, header2, goes_on) in [
            (2040, header, true),
            (1024, header, true),
            (1500, header, false),
            (2040, "Jan  1 00:00:01 h app[12]: ", false),
            (2040, "Jan  1 00:00:00 h app[13]: ", false),
        ] {
            let open = "{\"password\":\"hun";
            let filler = "x".repeat(length - header.len() - open.len());
            let first = format!("{header}{filler}{open}");
            let log = format!("other\n{first}\n{header2}ter2\"}}\n");
            let rest = rest_of(&log, "\"password\":\"");
            assert_eq!(rest.as_deref(), goes_on.then_some("ter2"), "{length} {header2}");
        }
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
