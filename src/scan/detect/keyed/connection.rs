//! Ids of sessions that nobody logs in with: of connections, transports, tests and events.
//!
//! It looks at what stands around the value. That a cookie carries it is what makes an id a login's, and
//! so does a key by which servers call their cookie.

use std::ops::Range;

use super::key::Key;
use super::shape::Reading;
use super::text;
use super::words::FOREIGN;
use crate::scan::detect::value::{self, Proof};

/// How far before a key a cookie may be told of.
const HEADER: usize = 480;
/// How much of a query is looked at on either side of a parameter.
const QUERY: usize = 160;

/// Whether an id names a connection, or is one by which events are put together.
pub(super) fn names(bytes: &[u8], key: &Key, value: &Range<usize>, reading: &Reading) -> bool {
    reading.proof != Proof::Quoted && is_told(bytes, value)
        || is_of_transport(bytes, key, value)
        || is_layer(bytes, key)
        || is_of_socket(bytes, key)
        || is_of_debugger(bytes, key, &bytes[value.clone()])
        || is_for_events(&bytes[value.clone()]) && !is_cookie(bytes, key)
}

/// The token by which a transport tells its connections apart. Any other one beside it (`token=`,
/// `api_key=`) is how a client logs in.
pub(super) fn is_token_of_transport(bytes: &[u8], key: &Key, value: &Range<usize>) -> bool {
    begins(&bytes[key.span.clone()], b"connection") && is_of_transport(bytes, key, value)
}

/// Whether a parameter belongs to a transport that keeps a connection open over HTTP:
/// `/socket.io/?EIO=4&transport=polling&sid=x`, `/sse?transport=y&session_id=x`.
fn is_of_transport(bytes: &[u8], key: &Key, value: &Range<usize>) -> bool {
    const BESIDE: [&[u8]; 3] = [b"eio=", b"transport=", b"clientprotocol="];
    if !matches!(bytes[..key.span.start].last(), Some(b'?' | b'&')) {
        return false;
    }
    let part = |b: &&u8| b.is_ascii_graphic() && **b != b'"';
    let low = key.span.start.saturating_sub(QUERY);
    let before = bytes[low..key.span.start].iter().rev().take_while(part).count();
    let limit = bytes.len().min(value.end + QUERY);
    let behind = bytes[value.end..limit].iter().take_while(part).count();
    let query = &bytes[key.span.start - before..value.end + behind];
    query
        .split(|b| matches!(b, b'?' | b'&'))
        .any(|part| BESIDE.iter().any(|b| part.len() > b.len() && begins(part, b)))
}

/// `engine.io-client:socket probe transport "websocket" opened sid=x`: a line of a library that keeps a
/// connection open, by its name or the transport that it tells of.
fn is_of_socket(bytes: &[u8], key: &Key) -> bool {
    const LINE: usize = 160;
    const NAMES: [&[u8]; 6] = [
        b"engine.io",
        b"socket.io",
        b"transport \"",
        b"transport websocket",
        b"transport=",
        b"sockjs",
    ];
    let sid = bytes[key.span.clone()].eq_ignore_ascii_case(b"sid");
    let start = text::line_start(bytes, key.span.start, LINE);
    let before = bytes[start..key.span.start].to_ascii_lowercase();
    sid && NAMES.iter().any(|name| memchr::memmem::find(&before, name).is_some())
        && memchr::memmem::find(&before, b"cookie").is_none()
}

/// `session=<x>`, `session=x lip=10.0.0.7`, `Session-ID: x Session-ID-ctx:`, `Session-ID: x;remote=y`: how
/// mail servers, TLS and telephones (RFC 7989) name what is connected.
fn is_told(bytes: &[u8], value: &Range<usize>) -> bool {
    let behind = bytes[value.end..bytes.len().min(value.end + 48)].trim_ascii_start();
    let near = bytes[value.end..bytes.len().min(value.end + 8)].trim_ascii_start();
    let angles = bytes[..value.start].ends_with(b"<") && bytes.get(value.end) == Some(&b'>');
    let mail = near.starts_with(b"lip=") || near.starts_with(b"rip=");
    angles || mail || near.starts_with(b";remote=") || behind.starts_with(b"Session-ID-ctx")
}

/// `TLS session resumed, session id: x`: of another layer or system.
fn is_layer(bytes: &[u8], key: &Key) -> bool {
    let start = text::line_start(bytes, key.span.start, 64);
    let words = bytes[start..key.span.end].split(|b| !b.is_ascii_alphanumeric());
    let mut before: &[u8] = b"";
    words.filter(|word| !word.is_empty()).any(|word| {
        let told = FOREIGN.has_in_any_case(before) && begins(word, b"session");
        before = word;
        told
    })
}

/// `{"method":"Page.enable","sessionId":"2325D190…"}`: the page that a message of a browser's debugger is
/// for.
fn is_of_debugger(bytes: &[u8], key: &Key, value: &[u8]) -> bool {
    let hex = |b: &u8| b.is_ascii_digit() || (b'A'..=b'F').contains(b);
    if value.len() != 32 || &bytes[key.span.clone()] != b"sessionId" || !value.iter().all(hex) {
        return false;
    }
    let start = text::line_start(bytes, key.span.start, HEADER);
    let line = &bytes[start..text::line_end(bytes, key.span.end, HEADER)];
    memchr::memmem::find_iter(line, b"method").any(|at| {
        let rest = &line[at + b"method".len()..];
        let sign = rest.iter().take(8).take_while(|b| b"\\\": ".contains(b)).count();
        let name = rest[sign..].iter().take(40).take_while(|b| b.is_ascii_alphabetic()).count();
        let domain = rest[sign..].first().is_some_and(u8::is_ascii_uppercase);
        sign > 1 && domain && rest.get(sign + name) == Some(&b'.')
    })
}

/// A UUID, hexadecimal digits in groups, `kim-0f3a…`: what programs draw for each run, tab or device.
fn is_for_events(value: &[u8]) -> bool {
    let hex = |part: &[u8]| part.len() > 7 && part.iter().all(u8::is_ascii_hexdigit);
    let grouped = memchr::memchr(b'-', value).is_some_and(|at| {
        let (head, tail) = (&value[..at], &value[at + 1..]);
        let name = head.len() < 20 && head.iter().all(|b| b.is_ascii_lowercase() || *b == b'.');
        hex(tail) && (hex(head) || name && tail.len() == 17)
    });
    value::is_uuid(value) || grouped
}

/// Whether a cookie carries the value, or the key is one of a login by itself.
fn is_cookie(bytes: &[u8], key: &Key) -> bool {
    const KEYS: [&[u8]; 8] =
        [b"jsession", b"phpsess", b"aspnet", b"asp.net", b"cookie", b"token", b"ticket", b"auth"];
    let lower = bytes[key.span.clone()].to_ascii_lowercase();
    let start = text::line_start(bytes, key.span.start, HEADER);
    let before = bytes[start..key.span.start].to_ascii_lowercase();
    // `was issued a session cookie. session_id=x`: another sentence.
    let carries = |at: usize| {
        let rest = &before[at + b"cookie".len()..];
        let rest = rest.strip_prefix(b"s").unwrap_or(rest);
        !matches!(rest, [b'.' | b',' | b';', b' ', ..])
    };
    KEYS.iter().any(|part| memchr::memmem::find(&lower, part).is_some())
        || memchr::memmem::find_iter(&before, b"cookie").any(carries)
}

fn begins(text: &[u8], with: &[u8]) -> bool {
    text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
}
