//! Names behind a word for them, with a blank between: in a sentence, a statement, a command line.

use std::ops::Range;

use super::NAME;
use crate::scan::detect::list::List;

/// Words and flags with a blank between them and the name: `CREATE USER bob`, `-u bob`, `a1 LOGIN bob`.
static BEFORE: List = List::new(&[
    "--login",
    "--user",
    "--username",
    "-U",
    "-u",
    "-user",
    "-username",
    "account",
    "auth",
    "login",
    "role",
    "user",
    "username",
]);

/// What makes such a word one of a sentence: "the user said".
static ARTICLES: List = List::new(&["a", "each", "every", "no", "that", "the", "this"]);

/// What stands behind such a word in a sentence and names nobody.
static NOBODY: List = List::new(&[
    "a",
    "account",
    "all",
    "and",
    "as",
    "at",
    "attempt",
    "authentication",
    "auth",
    "by",
    "error",
    "failed",
    "failure",
    "for",
    "from",
    "has",
    "id",
    "identified",
    "in",
    "is",
    "name",
    "not",
    "of",
    "ok",
    "on",
    "password",
    "plain",
    "refused",
    "session",
    "set",
    "succeeded",
    "successful",
    "the",
    "this",
    "to",
    "token",
    "user",
    "was",
    "with",
    "you",
    "your",
]);

/// The name behind a word for it, with a blank between: the last one before the value, or the first
/// one behind it.
pub(super) fn find(
    bytes: &[u8],
    line: &Range<usize>,
    value: &Range<usize>,
) -> Option<Range<usize>> {
    let (mut last, mut article) = (None, false);
    let mut at = line.start;
    let blank = |b: &u8| b.is_ascii_whitespace();
    while at < line.end {
        at += bytes[at..line.end].iter().take_while(|b| blank(b)).count();
        let end = at + bytes[at..line.end].iter().take_while(|b| !blank(b)).count();
        let tells = bytes[at..line.end].first().is_some_and(|b| OPENS[usize::from(*b)]);
        let word = if tells { trimmed(bytes, at..end) } else { at..at };
        let text = &bytes[word.clone()];
        // `-ubob`, as clients of MySQL take it.
        let glued = text.starts_with(b"-u") && text.len() > 4 && !text.starts_with(b"-us");
        let name = match () {
            () if glued => Some(word.start + 2..word.end),
            // `password for bob`, `for user bob`
            () if article => None,
            () if BEFORE.has_in_any_case(text) || text == b"for" => {
                let next = end + bytes[end..line.end].iter().take_while(|b| blank(b)).count();
                let until = bytes[next..line.end].iter().take_while(|b| !blank(b)).count();
                Some(trimmed(bytes, next..next + until))
            }
            () => None,
        };
        let name = name.filter(|name| {
            let apart = name.end <= value.start || name.start >= value.end;
            apart && is_name(&bytes[name.clone()])
        });
        if at > value.end && last.is_some() {
            break;
        }
        last = name.or(last);
        article = ARTICLES.has(text);
        at = end.max(at + 1);
    }
    last
}

/// The first bytes of the words that tell something in a line, and the marks before them: most words
/// start otherwise, and need no reading.
static OPENS: [bool; 256] = {
    const FIRST: &[u8] = b"aefilnrtuAEFILNRTU-\"'`\\([{<";
    let (mut opens, mut nth) = ([false; 256], 0);
    while nth < FIRST.len() {
        opens[FIRST[nth] as usize] = true;
        nth += 1;
    }
    opens
};

/// The bytes of a name.
static PARTS: [bool; 256] = {
    let (mut parts, mut nth) = ([false; 256], 0);
    while nth < 256 {
        let byte = nth as u8;
        let mark = matches!(byte, b'.' | b'_' | b'-' | b'+' | b'@' | b'%' | b'$' | b'\\');
        parts[nth] = byte.is_ascii_alphanumeric() || mark || byte >= 0x80;
        nth += 1;
    }
    parts
};

/// A word without the marks around it: `'bob'@'%'` is `bob`.
fn trimmed(bytes: &[u8], word: Range<usize>) -> Range<usize> {
    let text = &bytes[word.clone()];
    let lead = text.iter().take_while(|b| b"\"'`\\([{<".contains(b)).count();
    let length = text[lead..].iter().take_while(|b| PARTS[usize::from(**b)]).count();
    let start = word.start + lead;
    let text = &bytes[start..start + length];
    let tail = text.iter().rev().take_while(|b| b".@\\".contains(b)).count();
    start..start + length - tail
}

/// Whether a word may be somebody's name.
pub(super) fn is_name(text: &[u8]) -> bool {
    (1..=NAME).contains(&text.len())
        && text.iter().any(|b| b.is_ascii_alphabetic() || *b >= 0x80)
        && !text.starts_with(b"-")
        && !NOBODY.has_in_any_case(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_telling_word_goes_unread() {
        for word in BEFORE.iter().chain(ARTICLES.iter()).chain([b"for".as_slice(), b"-u"]) {
            for first in [word[0], word[0].to_ascii_uppercase()] {
                assert!(OPENS[usize::from(first)], "{}", word.escape_ascii());
            }
        }
    }
}
