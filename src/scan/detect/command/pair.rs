//! Options of programs that nobody listed: `-u app -p blue-kettle-19`.
//!
//! A user beside it is what makes `-p` a password there, and no port, path, process or project; so the
//! value has to look like a password, too.

use super::Argument;
use crate::scan::detect::value;

/// Programs to which `-p` means something else although a user stands before it.
const OTHERS: [&[u8]; 14] = [
    b"mysql", b"mariadb", b"sudo", b"docker", b"podman", b"nerdctl", b"su", b"ps", b"ssh", b"scp",
    b"lsof", b"pkill", b"pgrep", b"jira",
];
/// How far back the name of the program is looked for.
const COMMAND: usize = 160;

/// Whether the word behind the option is the name of a user.
pub(super) fn is_user(text: &[u8]) -> bool {
    let name = |b: &u8| b.is_ascii_alphanumeric() || b"_.@\\-".contains(b);
    text.len() <= 64
        && text.first().is_some_and(u8::is_ascii_alphabetic)
        && text.iter().all(name)
        && !text.windows(2).any(|pair| pair == b"..")
}

/// `-p x -w y`: whether the value at `at` stands behind a letter that is one of several for a password, and a
/// surer one has another.
pub(super) fn is_taken(all: &[Argument<'_>], at: usize) -> bool {
    let flag = |nth: usize| all.get(nth).map_or(&b""[..], |argument| argument.text);
    let word = |text: &[u8]| text.first().is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0x80);
    let sure = |nth: usize| flag(nth) == b"-p" && word(flag(nth + 1));
    at > 0 && flag(at - 1) == b"-w" && (0..all.len()).any(sure)
}

/// Whether the command in which the option stands is one of another meaning.
pub(super) fn is_other(before: &[u8]) -> bool {
    let near = &before[before.len().saturating_sub(COMMAND)..];
    let command = near.rsplit(|b| b"\n;|&".contains(b)).next().unwrap_or_default();
    let mut words = command.split(|b| !b.is_ascii_alphanumeric() && *b != b'_' && *b != b'-');
    words.any(|word| {
        OTHERS.iter().any(|other| {
            let long = other.len() > 4 && word.len() >= other.len();
            let head = if long { &word[..other.len()] } else { word };
            head.eq_ignore_ascii_case(other)
        })
    })
}

/// Whether somebody chose a value: letters, and digits or signs that no name of a file, a host or a
/// unit has.
pub(super) fn is_chosen(text: &[u8]) -> bool {
    let letter = text.iter().any(|b| b.is_ascii_alphabetic() || *b >= 0x80);
    let digits = text.iter().filter(|b| b.is_ascii_digit()).count();
    let sign = text.iter().any(|b| b.is_ascii_punctuation() && !b"-_.,:/=@%+".contains(b));
    let place = text.contains(&b'/') || is_setting(text) || text.contains(&b':') && !sign;
    let unit = text.first().is_some_and(u8::is_ascii_digit) && text.len() < 8;
    // `server1.conf`, `10.0.0.7`
    let ending = text.rsplit(|b| *b == b'.').next().unwrap_or_default();
    let file = ending.len() < text.len()
        && (2..=5).contains(&ending.len())
        && ending.iter().all(u8::is_ascii_alphanumeric)
        && !sign;
    text.len() >= 6
        && letter
        && (digits > 0 || sign)
        && !(place || unit || file)
        && !value::is_uuid(text)
}

/// `contact=bob`: a name and what it is set to. A sign before the `=` is no name's.
pub(super) fn is_setting(text: &[u8]) -> bool {
    let name = |b: &u8| b.is_ascii_alphanumeric() || b"_-.".contains(b);
    memchr::memchr(b'=', text).is_some_and(|at| text[..at].iter().all(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_is_no_place_and_no_number() {
        for text in
            ["blue-kettle-19", "Kettle!9", "kettle19", "19kettle-blue", "Häschen7", "a&b=c7"]
        {
            assert!(is_chosen(text.as_bytes()), "{text}");
        }
        for text in [
            "8443",
            "8080:80",
            "/srv/key1",
            "key1.pem",
            "30s",
            "1500ms",
            "10.0.0.7",
            "status",
            "a=b1",
        ] {
            assert!(!is_chosen(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn other_programs_are_told_by_their_name() {
        assert!(is_other(b"+ mysqldump -h x "));
        assert!(is_other(b"/usr/bin/ps "));
        assert!(!is_other(b"ps aux | acmectl "));
        assert!(!is_other(b"+ psacct "));
    }
}
