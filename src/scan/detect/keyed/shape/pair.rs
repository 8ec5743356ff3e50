//! A name and a password that are told together: `the default username and password is 'app' and 'x'`,
//! `login / password: app / x`.
//!
//! What stands between the two words stands between the two values as well, or a sign that parts them. A
//! sentence about both has no second value.

use std::ops::Range;

use super::{At, Fit, Reading, beside, layer_of};
use crate::scan::detect::accept::is_example_pair;
use crate::scan::detect::keyed::text::{self, Quote};
use crate::scan::detect::list::List;
use crate::scan::detect::value::Proof;

/// How far the words before a key and the values behind it are looked at.
const BEFORE: usize = 48;
const FAR: usize = 200;
/// Words that lead to the values, and how many of them stand there.
static LEADS: List = List::new(&[
    "is", "are", "was", "were", "ist", "sind", "lautet", "lauten", "est", "sont", "es", "son", "é",
    "são", "è", "sono", "zijn", "to", "это",
]);
const MOST: usize = 3;
/// Words that join two others.
pub(super) static AND: List =
    List::new(&["and", "und", "et", "y", "e", "i", "и", "та", "en", "og", "och", "ja", "ve", "a"]);

/// One of the two values, and where it ends.
struct Item {
    span: Range<usize>,
    quote: Option<Quote>,
    next: usize,
}

pub(crate) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    // Most keys have neither a sign nor a joining word before them.
    if at.closed || at.quote.is_some() || !is_joined(&bytes[..at.key.span.start]) {
        return Fit::No;
    }
    let head = &bytes[at.line_start(BEFORE)..at.key.span.start];
    // `user name and password`
    let name = |text: &[u8]| beside::names_user(text.strip_suffix(b" name").unwrap_or(text));
    if !without_joint(head).is_some_and(name) {
        return Fit::No;
    }
    match values(at) {
        None => Fit::No,
        Some((user, password)) => {
            if is_example_pair(&bytes[user.span.clone()], &bytes[password.span.clone()]) {
                return Fit::Empty;
            }
            let last = bytes[password.next..at.line_end(FAR)].trim_ascii().is_empty();
            let proof = match () {
                () if password.quote.is_some() => Proof::Quoted,
                () if last && !bytes[user.next..password.span.start].contains(&b' ') => {
                    Proof::Alone
                }
                () => Proof::Colon,
            };
            let layer = password.quote.and_then(layer_of);
            Some(Reading::new(password.span, proof, "pair in a sentence").with_layer(layer)).into()
        }
    }
}

/// Whether a text may end with what joins two words.
fn is_joined(text: &[u8]) -> bool {
    match text {
        [.., b'/' | b'+' | b'&'] => true,
        [.., first, b' '] => b"/+&".contains(first) || AND.has_in_any_case(last_word(text)),
        _ => false,
    }
}

/// The last word before the blank that ends a text.
fn last_word(text: &[u8]) -> &[u8] {
    let text = text.strip_suffix(b" ").unwrap_or(text);
    let near = &text[text.len().saturating_sub(8)..];
    near.rsplit(|b| *b == b' ').next().unwrap_or_default()
}

/// The text before what joins it to the next word.
fn without_joint(text: &[u8]) -> Option<&[u8]> {
    let text = text.strip_suffix(b" ").unwrap_or(text);
    if let Some(rest) = [&b"/"[..], b"+", b"&"].iter().find_map(|sign| text.strip_suffix(*sign)) {
        return Some(rest.trim_ascii_end());
    }
    let word = last_word(text);
    AND.has_in_any_case(word).then(|| text[..text.len() - word.len()].trim_ascii_end())
}

/// The two values behind the words.
fn values(at: &At<'_>) -> Option<(Item, Item)> {
    let line = &at.bytes[..at.line_end(FAR)];
    let mut here = at.after;
    for _ in 0..MOST {
        let sign = here + text::run(line, here, |b| b == b':' || b == b'=').min(1);
        let start = text::skip_blank(line, sign);
        let word = text::run(line, start, |b| b.is_ascii_alphabetic() || b >= 0x80);
        if start > here && LEADS.has_in_any_case(&line[start..start + word]) {
            here = start + word;
            continue;
        }
        if start == here {
            return None;
        }
        here = start;
        break;
    }
    let here = text::skip_blank(line, here);
    // Without a word or a sign that leads to them there are none.
    if line[at.after..here].trim_ascii().is_empty() {
        return None;
    }
    let user = item(line, here, true)?;
    let joint = joint(line, user.next)?;
    let password = item(line, joint, false)?;
    let alike = user.quote.is_some() == password.quote.is_some();
    let told = alike && !line[user.span.clone()].contains(&b' ');
    (told && password.span.len() > 2).then_some((user, password))
}

/// A value in quotes, or a word; the first one ends at a sign that parts it from the second.
fn item(line: &[u8], start: usize, first: bool) -> Option<Item> {
    if let Some(quote) = Quote::open(line, start) {
        let (span, closed) = quote.text(line);
        let next = quote.closes_at(line, span.end)?;
        return (closed && !span.is_empty()).then_some(Item { span, quote: Some(quote), next });
    }
    let more = |b: u8| b > b' ' && !b"\"'`<>,;()\\".contains(&b) && !(first && b"/:".contains(&b));
    let mut end = start + text::run(line, start, more);
    let next = end;
    while end > start && b".:!".contains(&line[end - 1]) {
        end -= 1;
    }
    (end > start).then_some(Item { span: start..end, quote: None, next })
}

/// Where the second value starts behind what joins it to the first.
fn joint(line: &[u8], from: usize) -> Option<usize> {
    let start = text::skip_blank(line, from);
    if matches!(line.get(start), Some(b'/' | b':' | b',' | b'&' | b'+')) {
        return Some(text::skip_blank(line, start + 1));
    }
    let word = text::run(line, start, |b| b.is_ascii_alphabetic() || b >= 0x80);
    let joins = start > from && AND.has_in_any_case(&line[start..start + word]);
    let next = text::skip_blank(line, start + word);
    (joins && next > start + word).then_some(next)
}
