//! Lines that a collector wrote something before, each, as Docker Compose, the container runtimes, syslog,
//! logcat and CI do: `web-1  | password: x`. What a program wrote over several lines stands on several of
//! them.

use std::ops::Range;

use super::string::Escapes;
use super::{Undone, string};
use crate::scan::detect::Window;

/// How far before a candidate and behind it lines are taken together, and how many.
const BEFORE: usize = 1 << 10;
const AFTER: usize = 2 << 10;
const ABOVE: usize = 12;
const BELOW: usize = 24;
/// The longest line of a program that writes over several.
const LONGEST: usize = 256;
/// How far from its start a line may name what stands on the next, and how long the rest of a key may be.
const FIRST: usize = 64;
const REST: usize = 12;
/// How many parts a prefix may have, and the longest name in one.
const MOST: usize = 4;
const NAME: usize = 64;

/// What Docker writes before a line, for the rest to be a string of its log (the `json-file` driver).
const LOG: &[u8] = b"{\"log\":\"";

/// A part of what stands before a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part<'l> {
    Time,
    Level,
    /// `[main]`
    Bracket,
    /// `stdout F`: of the Kubernetes container runtime interface.
    Stream,
    /// Who wrote it: `web-1  |`, `host app[812]:`.
    Writer(&'l [u8]),
    /// `{"log":"`
    Log,
}

/// The parts of what stands before a line, and where each ends.
type Parts<'l> = [Option<(Part<'l>, usize)>; MOST];

/// Lines with something before each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Prefixed {
    /// How many parts each of them has.
    parts: usize,
    /// Whether the rest of each is a string.
    pub(super) strings: bool,
}

impl Prefixed {
    /// Undoes what stands before each line of a text.
    pub(super) fn undo(self, text: &[u8], undone: &mut Undone) {
        for line in text.split_inclusive(|b| *b == b'\n') {
            let start = read(line)[self.parts - 1].map_or(0, |(_, end)| end);
            let rest = &line[start..];
            undone.skip(start);
            if self.strings {
                let end = string_end(rest);
                let escapes = Escapes::Backslash { depth: 1 };
                undone.undo(&rest[..end], string::MARKS, |text| escapes.read(text));
                undone.skip(rest.len() - end);
            } else {
                undone.copy(rest);
            }
        }
    }
}

/// The lines around the candidate of a window that have the same before them as its own.
pub(super) fn around(window: &Window<'_>) -> Option<(Prefixed, Range<usize>)> {
    let (bytes, at) = (window.bytes, window.at);
    let low = at.saturating_sub(BEFORE);
    let high = bytes.len().min(at + AFTER);
    let start = memchr::memrchr(b'\n', &bytes[low..at]).map_or(low, |n| low + n + 1);
    let end = memchr::memchr(b'\n', &bytes[at..high]).map_or(high, |n| at + n + 1);
    let line = &bytes[start..end];
    // A log of Docker's has nothing but such lines.
    if !line.starts_with(LOG) && !leads_on(line, at - start..end.min(at + window.len) - start) {
        return None;
    }
    let own = read(line);
    let before = |part: &&(Part<'_>, usize)| start + part.1 <= at;
    let mut parts = own.iter().flatten().take_while(before).count();
    let (last, prefix) = own[parts.checked_sub(1)?]?;
    let columns = || bytes[at..end].windows(2).any(|two| matches!(two, b"  " | b" |" | [b'\t', _]));
    if end - start - prefix > LONGEST || at - start - prefix > FIRST && !columns() {
        return None;
    }
    let mut joins = |line: &&[u8]| {
        let both = own.iter().flatten().zip(read(line).into_iter().flatten());
        let common = both.take_while(|((own, _), (other, _))| own == other).count();
        parts = if common > 0 { parts.min(common) } else { parts };
        common > 0
    };
    let lines = |text| <[u8]>::split_inclusive(text, |b: &u8| *b == b'\n');
    let above = lines(&bytes[low..start]).rev().take(ABOVE).take_while(&mut joins);
    let above: usize = above.map(<[u8]>::len).sum();
    let whole = |line: &&[u8]| line.ends_with(b"\n") || high == bytes.len();
    let below = lines(&bytes[end..high]).take(BELOW).take_while(whole).take_while(&mut joins);
    let below: usize = below.map(<[u8]>::len).sum();
    let strings = last == Part::Log;
    (above + below > 0).then(|| (Prefixed { parts, strings }, start - above..end + below))
}

/// Whether what may be named at `literal` in a line may have its value on another, or be a line of many: it is a
/// key, the head of a column, or the first word, or what stands below is opened. Most lines that name something tell of it in a sentence.
fn leads_on(line: &[u8], literal: Range<usize>) -> bool {
    // What a literal brings along behind its word is looked at like what follows it.
    let marks =
        line[literal.clone()].iter().rev().take_while(|b| !b.is_ascii_alphanumeric()).count();
    let rest = &line[literal.end - marks..];
    let part = |b: &&u8| b.is_ascii_alphanumeric() || b"_-\"')]".contains(b);
    let word = rest.iter().take(REST).take_while(part).count();
    let leads = match &rest[word..] {
        [b' ', next, ..] => b" :=|?>".contains(next),
        [next, ..] => b"\r\n\t:=|?>".contains(next),
        [] => true,
    };
    let first = || {
        let before = &line[..literal.start];
        let marks = before.iter().rev().take_while(|b| b"\t \"'-".contains(b)).count();
        let last = before[..before.len() - marks].last();
        marks > 0 && last.is_some_and(|last| marks > 1 || b"|FPZ".contains(last))
    };
    let opens = rest.trim_ascii_end().last().is_some_and(|last| b":{[(".contains(last));
    leads || opens || first()
}

/// What stands before a line: parts with a blank behind each, of which more may stand before the next.
fn read(line: &[u8]) -> Parts<'_> {
    let mut parts = [None; MOST];
    let mut at = 0;
    for nth in 0..MOST {
        let blanks = if nth == 0 { 0 } else { blanks(&line[at..]) };
        let before = nth.checked_sub(1).and_then(|before| parts[before]).map(|(part, _)| part);
        let Some((part, length)) = part(&line[at + blanks..], before) else { break };
        let end = at + blanks + length;
        at = match line.get(end) {
            Some(b' ' | b'\t') => end + 1,
            Some(b'\r' | b'\n') | None => end,
            Some(_) if part == Part::Log => end,
            Some(_) => break,
        };
        parts[nth] = Some((part, at));
    }
    parts
}

/// The part of a prefix at the start of a text, behind another, and its length.
fn part<'l>(text: &'l [u8], before: Option<Part<'_>>) -> Option<(Part<'l>, usize)> {
    let timed = before == Some(Part::Time);
    match text.first()? {
        b'{' if before.is_none() => text.starts_with(LOG).then_some((Part::Log, LOG.len())),
        b'[' => {
            let end = text.iter().take(NAME).position(|b| b"]\n\"".contains(b))?;
            (text[end] == b']').then_some((Part::Bracket, end + 1))
        }
        _ => {
            let stream = || {
                let stream = [&b"stdout "[..], b"stderr "].iter().any(|s| text.starts_with(s));
                (timed && stream && matches!(text.get(7)?, b'F' | b'P'))
                    .then_some((Part::Stream, 8))
            };
            let time = || (!timed).then(|| Some((Part::Time, time(text)?)))?;
            let level = || Some((Part::Level, level(text)?));
            let writer = || {
                let (name, length) =
                    column(text).or_else(|| if timed { tag(text) } else { None })?;
                Some((Part::Writer(name), length))
            };
            time().or_else(stream).or_else(level).or_else(writer)
        }
    }
}

/// The length of a time: `2024-02-03T04:05:06.123Z`, `02-03 04:05:06.123`, `Feb  3 04:05:06`.
fn time(text: &[u8]) -> Option<usize> {
    let word = |text: &[u8]| {
        text.iter().take_while(|b| b.is_ascii_digit() || b":.,-+/TZ".contains(b)).count()
    };
    let is_time = |word: &[u8]| word.iter().filter(|b| **b == b':').count() >= 2;
    let first = match text.first()? {
        b'0'..=b'9' => word(text),
        b'A'..=b'Z' if text.get(3) == Some(&b' ') => {
            let month = &text[..3];
            let blanks = blanks(&text[3..]);
            let day = word(&text[3 + blanks..]);
            MONTHS.iter().any(|m| m.as_slice() == month).then_some(3 + blanks + day)?
        }
        _ => return None,
    };
    if is_time(&text[..first]) {
        return Some(first);
    }
    let rest = text[first..].strip_prefix(b" ")?;
    let second = word(rest);
    (first >= 5 && is_time(&rest[..second])).then_some(first + 1 + second)
}

const MONTHS: [&[u8; 3]; 12] = [
    b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec",
];

/// The length of a level: `INFO`, `warn:`.
fn level(text: &[u8]) -> Option<usize> {
    const LEVELS: [&[u8]; 11] = [
        b"trace",
        b"debug",
        b"info",
        b"notice",
        b"warn",
        b"warning",
        b"error",
        b"err",
        b"fatal",
        b"critical",
        b"verbose",
    ];
    let length = text.iter().take(9).take_while(|b| b.is_ascii_alphabetic()).count();
    let known = LEVELS.iter().any(|level| text[..length].eq_ignore_ascii_case(level));
    known.then(|| length + usize::from(text.get(length) == Some(&b':')))
}

/// A name before a bar, `web-1  |`, and the length of both.
fn column(text: &[u8]) -> Option<(&[u8], usize)> {
    let name = name(text);
    let blanks = blanks(&text[name..]);
    let bar = name > 0 && blanks > 0 && text.get(name + blanks) == Some(&b'|');
    bar.then(|| (&text[..name], name + blanks + 1))
}

/// What syslog and logcat write behind a time, `host app[812]:` and `812  813 D app   :`, and its length: what
/// stands before the number of the process tells who writes.
fn tag(text: &[u8]) -> Option<(&[u8], usize)> {
    let line = &text[..text.len().min(2 * NAME)];
    let ends = |n: &usize| line.get(n + 1).is_none_or(|b| b" \r\n".contains(b));
    let colon = memchr::memchr_iter(b':', line).find(ends)?;
    let tag = line[..colon].trim_ascii_end();
    let (writer, process) = match tag.strip_suffix(b"]") {
        Some(rest) => {
            let digits = rest.iter().rev().take_while(|b| b.is_ascii_digit()).count();
            (rest[..rest.len() - digits].strip_suffix(b"[")?, true)
        }
        None => (tag, false),
    };
    let words = || writer.split(|b| *b == b' ').filter(|word| !word.is_empty());
    let logcat = words().nth(2).is_some_and(|word| word.len() == 1)
        && words().take(2).all(|word| word.iter().all(u8::is_ascii_digit));
    let few = words().take(if logcat { 6 } else { 3 }).count();
    let known = if logcat { (4..=5).contains(&few) } else { few == 2 || few == 1 && process };
    let named = || words().all(|word| name(word) == word.len());
    (known && named()).then_some((writer, colon + 1))
}

/// The length of the name at the start of a text.
fn name(text: &[u8]) -> usize {
    let part = |b: &&u8| b.is_ascii_alphanumeric() || b"._-/@".contains(b);
    text.iter().take(NAME).take_while(part).count()
}

fn blanks(text: &[u8]) -> usize {
    text.iter().take(NAME).take_while(|b| **b == b' ').count()
}

/// Where the string at the start of a text ends, or the end of the line that it begins.
fn string_end(text: &[u8]) -> usize {
    let quotes = memchr::memchr_iter(b'"', text);
    let row = |n: usize| text[..n].iter().rev().take_while(|b| **b == b'\\').count();
    quotes.into_iter().find(|n| row(*n) % 2 == 0).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text around `password` without what stands before each line.
    fn undone(lines: &str) -> Option<String> {
        let at = lines.find("password").unwrap();
        let window = Window::whole(lines.as_bytes(), at, "password".len());
        let (prefixed, span) = around(&window)?;
        let mut undone = Undone::default();
        prefixed.undo(&lines.as_bytes()[span], &mut undone);
        Some(String::from_utf8_lossy(undone.text()).into_owned())
    }

    #[test]
    fn what_stands_before_each_line_falls_away() {
        for before in [
            "web-1  | ",
            "17:03:11 web.1  | ",
            "2024-02-03T04:05:06.123456789Z stdout F ",
            "2024-02-03T04:05:06.1234567Z ",
            "2024-02-03 04:05:06,123 INFO [main] ",
            "[INFO] ",
            "13:02:44 ",
            "Feb  3 04:05:06 host-7 app[812]: ",
            "2024-02-03T04:05:06+01:00 host-7 app: ",
            "02-03 04:05:06.123  1234  5678 D MyApp   : ",
        ] {
            let lines = ["user: bob", "  password:", "\tx y", "", "[INFO] z"];
            let wrapped = lines.map(|line| format!("{before}{line}\n")).concat();
            assert_eq!(undone(&wrapped).unwrap(), lines.join("\n") + "\n", "{before}");
        }
    }

    #[test]
    fn lines_of_others_stay_apart() {
        for (lines, text) in [
            ("db-1   | x\nweb-1  | a\nweb-1  | password:\nb\n", Some("a\npassword:\n")),
            (
                "{\"log\":\"a \\\"b\\\"\\n\",\"stream\":\"stdout\"}\n{\"log\":\"password:\\r\\n\",\"stream\"",
                Some("a \"b\"\npassword:\r\n"),
            ),
            ("web-1  | password:\ndb-1  | x\n", None),
            ("a\npassword\n", None),
            ("| a   | b |\n| x | password |\n", None),
            ("13:02:44 password: x\n", None),
        ] {
            assert_eq!(undone(lines).as_deref(), text, "{lines}");
        }
    }
}
