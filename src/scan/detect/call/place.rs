//! Which arguments may stand in the places of a pattern, and which of them may be values.
//!
//! It knows what users, hosts and ways to log in look like, and judges no value.

use super::arguments::{Argument, Kind};
use super::{ARRAY, SHORTEST, is_one_of};
use crate::rules::call::{Pattern, Place};
use crate::scan::detect::value::is_chosen;

/// The longest name of a user, an address among them.
const USER: usize = 64;
/// Ways to log in, which stand where a user would.
const SCHEMES: [&[u8]; 13] = [
    b"basic",
    b"digest",
    b"ntlm",
    b"bearer",
    b"negotiate",
    b"jwt",
    b"oauth",
    b"oauth2",
    b"xoauth2",
    b"plain",
    b"login",
    b"cram-md5",
    b"local",
];

/// Whether arguments are those of a pattern.
pub(super) fn fits(pattern: &Pattern, bytes: &[u8], all: &[Argument]) -> bool {
    let places = &pattern.places;
    let Some(rest) = all.get(places.len()..) else { return false };
    let alone = places.len() == 1;
    // Behind the value come flags and options; one string more may be a database or a realm.
    let ends = match rest {
        [] => true,
        [one] => !one.is_string() || !alone || one.text(bytes).is_none_or(|t| t.len() < SHORTEST),
        [first, ..] => !first.is_string() || !alone && first.text(bytes).is_some_and(is_way),
    };
    let is = |(place, argument): (&Place, &Argument)| is(*place, argument, bytes, alone);
    (ends || pattern.open) && places.iter().zip(all).all(is)
}

/// Whether an argument may stand in a place.
fn is(place: Place, argument: &Argument, bytes: &[u8], alone: bool) -> bool {
    let text = argument.text(bytes).unwrap_or_default();
    let string = argument.is_string();
    match place {
        Place::Any => true,
        Place::Object => argument.kind == Kind::Object,
        _ if matches!(argument.kind, Kind::Object | Kind::Other) => false,
        Place::User => is_user(text),
        Place::Mail => is_mail(text),
        Place::Host if string => text == b"localhost" || text.iter().any(|b| b".:=".contains(b)),
        Place::Host => text == ARRAY,
        Place::Peer => text.contains(&b'.') && !text.contains(&b'@'),
        // A name says more of a value than its place.
        Place::Secret | Place::Chosen | Place::Signed
            if argument.named || text.len() < SHORTEST =>
        {
            false
        }
        Place::Signed => is_signed(text) && !is_mail(text) && !is_variable(text),
        Place::Chosen => {
            string
                && !text.contains(&b' ')
                && !is_mail(text)
                && !is_variable(text)
                && is_chosen(text)
        }
        Place::Secret if string => !is_mail(text) && !is_variable(text),
        Place::Secret => !alone && is_marked(text),
    }
}

/// A path, a link or a sentence names nobody, nor does a way to log in.
fn is_user(text: &[u8]) -> bool {
    !is_one_of(&SCHEMES, Some(text))
        && (1..=USER).contains(&text.len())
        && !text.contains(&b' ')
        && text[0] != b'/'
        && text != ARRAY
        && memchr::memmem::find(text, b"://").is_none()
}

/// Where or how to log in: what stands behind a password.
fn is_way(text: &[u8]) -> bool {
    is_address(text) || is_one_of(&SCHEMES, Some(text))
}

/// `imap.host.example`, `ssl://192.0.2.5`: nothing but the name of a host and its port.
fn is_address(text: &[u8]) -> bool {
    let scheme = memchr::memmem::find(text, b"://").map(|at| at + 3);
    let host = &text[scheme.unwrap_or(0)..];
    let part = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b".:-".contains(b);
    text == b"localhost" || (scheme.is_some() || host.contains(&b'.')) && host.iter().all(part)
}

fn is_mail(text: &[u8]) -> bool {
    let at = text.iter().position(|b| *b == b'@');
    at.is_some_and(|at| at > 0 && text[at..].contains(&b'.')) && !text.contains(&b' ')
}

/// `$password`, also within quotes.
fn is_variable(text: &[u8]) -> bool {
    let name = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    text.strip_prefix(b"$").is_some_and(|rest| rest.iter().all(name))
}

/// Whether a word has letters, a digit and a sign of those that no name in code has; `reason#2` is one.
fn is_signed(text: &[u8]) -> bool {
    let number = text.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let text = text[..text.len() - number].strip_suffix(b"#").unwrap_or(text);
    let any = |is: fn(&u8) -> bool| text.iter().any(is);
    any(u8::is_ascii_digit) && any(u8::is_ascii_alphabetic) && any(|b| b"!#%^?+~".contains(b))
}

/// Words without quotes are variables and types, unless a sign or a digit tells otherwise.
pub(super) fn is_marked(text: &[u8]) -> bool {
    let sign = |b: &u8| b.is_ascii_digit() || b"!@#$%^&*?".contains(b);
    text[0] != b'$'
        && text.iter().any(sign)
        && !text.iter().all(u8::is_ascii_digit)
        && !is_mail(text)
}
