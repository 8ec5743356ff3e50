//! Whether an argument carries a value, by a tool's patterns and the arguments before it.

use std::ops::Range;

use super::Argument;
use super::pair::is_chosen;
use crate::rules::tool::{Element, Pattern};
use crate::scan::detect::value;

/// Long options that carry a secret in any program. A reader of keys sees them where flag and value stand
/// side by side; in records and lists it does not.
const LONG: [&[u8]; 8] = [
    b"--password",
    b"--passwd",
    b"--pass",
    b"--pwd",
    b"--passphrase",
    b"--token",
    b"--secret",
    b"--api-key",
];
/// How many flags may stand between a flag and the words that it rules.
const FLAGS: usize = 6;

/// Where in the argument at `at` a value stands.
pub(super) fn value(
    patterns: &[Pattern],
    all: &[Argument<'_>],
    at: usize,
    record: bool,
) -> Option<Range<usize>> {
    let looks = |value: &Range<usize>| is_chosen(&all[at].text[value.clone()]);
    let own = patterns.iter().find_map(|pattern| {
        let value = fit(pattern, all, at)?;
        // `check_x -u app -p pw: refused`: the message goes on behind the command.
        let stop = usize::from(pattern.chosen && all[at].text[value.clone()].ends_with(b":"));
        let value = value.start..value.end - stop;
        (!pattern.chosen || looks(&value)).then_some(value)
    });
    let sure = || !patterns.iter().all(|pattern| pattern.chosen);
    own.or_else(|| record.then(|| long(all, at)).flatten().filter(|value| sure() || looks(value)))
}

fn long(all: &[Argument<'_>], at: usize) -> Option<Range<usize>> {
    let text = all[at].text;
    let start = if text.starts_with(b"-") {
        let behind = |flag: &&&[u8]| text.starts_with(flag) && text.get(flag.len()) == Some(&b'=');
        LONG.iter().find(behind)?.len() + 1
    } else {
        let flag = all[at.checked_sub(1)?].text;
        LONG.contains(&flag).then_some(0)?
    };
    (start < text.len()).then_some(start..text.len())
}

fn fit(pattern: &Pattern, all: &[Argument<'_>], at: usize) -> Option<Range<usize>> {
    let value = own_part(pattern, all[at].text)?;
    let mut left = at;
    for element in pattern.before.iter().rev() {
        left = left.checked_sub(1)?;
        let low = left.saturating_sub(FLAGS);
        // `-sSu app:x`, but not `-XPUT http://…`: the letter that takes the value is the last.
        let last = left + 1 == at;
        while !is(element, all[left].text, last) {
            // Other flags may stand before the words that a flag or a command rules.
            // Behind flags whose arguments are not known, words by their place tell nothing.
            let by_place = pattern.anchored && matches!(element, Element::Any);
            if last || by_place || left == low || !all[left].text.starts_with(b"-") {
                return None;
            }
            left -= 1;
        }
    }
    (!pattern.anchored || only_flags(&pattern.taking, &all[..left])).then_some(value)
}

/// Whether there are flags alone, and the arguments that some of them take.
fn only_flags(taking: &[String], mut all: &[Argument<'_>]) -> bool {
    while let [flag, rest @ ..] = all {
        let takes = taking.iter().any(|name| name.as_bytes() == flag.text);
        if !flag.text.starts_with(b"-") || takes && rest.is_empty() {
            return false;
        }
        all = &rest[usize::from(takes)..];
    }
    true
}

/// The value within its argument.
fn own_part(pattern: &Pattern, text: &[u8]) -> Option<Range<usize>> {
    let prefix = pattern.prefix.as_bytes();
    let head = text.get(..prefix.len())?;
    let same =
        if prefix.starts_with(b"/") { head.eq_ignore_ascii_case(prefix) } else { head == prefix };
    if !prefix.is_empty() && !same {
        return None;
    }
    let mut start = prefix.len();
    if !pattern.sign.is_empty() {
        let sign = pattern.sign.as_bytes();
        let user = memchr::memmem::find(&text[start..], sign).filter(|user| *user > 0)?;
        // `app@host:3306`: what stands behind the host is no part of the pair.
        if pattern.host && text[start..start + user].contains(&b'@') {
            return None;
        }
        let user = start..start + user;
        start = user.end + sign.len();
        // `curl -u 5f2c…:`: a token for a user, and no password.
        if start == text.len() && value::is_generated(&text[user.clone()]) {
            return Some(user);
        }
    } else if prefix.is_empty() {
        // `-p` alone asks for the password, and what follows is the next flag.
        let by_place = pattern.before.last().is_none_or(|last| !is_flag(last));
        if text.starts_with(b"-") || by_place && text.starts_with(b"/") {
            return None;
        }
    } else if prefix.len() == 2 && prefix[0] == b'-' && is_long(text) {
        return None;
    }
    let mut end = text.len();
    if pattern.host {
        end = memchr::memrchr(b'@', &text[start..]).map_or(end, |at| start + at);
        end = memchr::memmem::find(&text[start..end], b" as ").map_or(end, |at| start + at);
    }
    (start < end).then_some(start..end)
}

/// `-password`, `-passWord`, `-port`: an option with one dash, no `-p` with its value.
fn is_long(text: &[u8]) -> bool {
    let name = text[1..].split(|b| matches!(b, b'=' | b':')).next().unwrap_or_default();
    let known: [&[u8]; 12] = [
        b"password",
        b"passwd",
        b"pass",
        b"passin",
        b"passout",
        b"pwd",
        b"port",
        b"path",
        b"proxy",
        b"pidfile",
        b"prefix",
        b"parallel",
    ];
    // `-passwordFile`: its further words start with capitals.
    let more = |stem: &[u8]| {
        let rest = name.get(stem.len()..).unwrap_or_default();
        name[..name.len() - rest.len()].eq_ignore_ascii_case(stem)
            && rest.first().is_some_and(u8::is_ascii_uppercase)
            && rest.iter().all(u8::is_ascii_alphabetic)
    };
    known.iter().any(|known| known.eq_ignore_ascii_case(name)) || more(b"password")
}

fn is_flag(element: &Element) -> bool {
    match element {
        Element::Word(word) => word.starts_with(['-', '/']),
        Element::Cluster(_) => true,
        Element::Any => false,
    }
}

fn is(element: &Element, text: &[u8], last: bool) -> bool {
    match element {
        Element::Word(word) if word.starts_with('-') => text == word.as_bytes(),
        Element::Word(word) => text.eq_ignore_ascii_case(word.as_bytes()),
        Element::Cluster(letters) => {
            text.len() > 1
                && text[0] == b'-'
                && text[1..].iter().all(u8::is_ascii_alphabetic)
                && letters.bytes().all(|letter| text[1..].contains(&letter))
                && (!last || letters.len() > 1 || text.ends_with(letters.as_bytes()))
        }
        Element::Any => !text.starts_with(b"-"),
    }
}
