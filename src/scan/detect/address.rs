//! Addresses that name a person or a device: e-mail, IP and MAC.
//!
//! Each is told by its form alone; the rule's id says which one is read.

use core::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use super::phone::link;
use super::token::{ends_cleanly, starts_cleanly};
use super::{Detector, Found, Match, Memory, Rank, Window};
use crate::finding::{Confidence, Severity};
use crate::rules::Rule;

/// The longest local part (RFC 5321, 4.5.3.1.1) and the longest domain that is read.
const LOCAL: usize = 64;
const DOMAIN: usize = 253;

/// Where an address stands, and how bad it is where not as bad as the rule says.
type Read = Option<(Range<usize>, Option<Severity>)>;

/// One rule's detector.
pub(crate) struct Address {
    rule: u16,
    read: fn(&[u8], Range<usize>) -> Read,
}

impl Address {
    pub(crate) fn new(index: u16, rule: &Rule) -> Self {
        let read = match rule.id.as_ref() {
            id if id.starts_with("email-") => email,
            id if id.starts_with("mac-") => mac,
            _ => ip,
        };
        Address { rule: index, read }
    }
}

impl Detector for Address {
    fn detect(&self, window: &Window<'_>, _memory: &mut Memory, found: &mut Found) {
        if let Some((span, severity)) = (self.read)(window.bytes, window.literal()) {
            found
                .note(span.clone(), || ("address".to_owned(), "it has the form of one".to_owned()));
            let mut new = Match::new(self.rule, span, Confidence::High, Rank::Phone);
            new.severity = severity;
            found.push(new);
        }
    }
}

/// `local@domain.tld`, also with the sign percent-encoded. A literal is the sign and what follows.
fn email(bytes: &[u8], literal: Range<usize>) -> Read {
    let sign = if bytes[literal.start] == b'%' { 3 } else { 1 };
    let local = |b: &u8| b.is_ascii_alphanumeric() || b"._+-".contains(b) || *b >= 0x80;
    let before = &bytes[literal.start.saturating_sub(LOCAL + 1)..literal.start];
    let mut length = before.iter().rev().take_while(|b| local(b)).count();
    length -= escape(bytes, literal.start - length).min(length);
    // Marks that are none of the name.
    while length > 0 && b".-+".contains(&bytes[literal.start - length]) {
        length -= 1;
    }
    let start = literal.start - length;
    let domain = literal.start + sign;
    let inside = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
    let mut end = domain + bytes[domain..].iter().take(DOMAIN).take_while(inside).count();
    while end > domain && !bytes[end - 1].is_ascii_alphanumeric() {
        end -= 1;
    }
    let labels = || bytes[domain..end].split(|b| *b == b'.');
    let top = labels().next_back()?;
    let fits = labels().count() > 1
        && labels().all(|label| !label.is_empty() && label[0] != b'-')
        && (2..=24).contains(&top.len())
        && top.iter().all(u8::is_ascii_alphabetic);
    // The user and host of a URL or a connection, and the names of algorithms (RFC 4251, 6) have the
    // form as well; the identifier of a message too.
    let before = &bytes[start.saturating_sub(LOCAL)..start];
    let word = before.rsplit(|b| b.is_ascii_whitespace()).next().unwrap_or_default();
    let url =
        before.ends_with(b"/") || before.ends_with(b":") && word.windows(3).any(|w| w == b"://");
    let port = bytes[end..].starts_with(b":") && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    let algorithm = matches!(&bytes[domain..end], b"openssh.com" | b"libssh.org");
    if url || port || algorithm {
        return None;
    }
    let (key, _) = link::key_before(bytes, start);
    let key = bytes[key].to_ascii_lowercase();
    let message = key.ends_with(b"message-id")
        || key.ends_with(b"references")
        || key.ends_with(b"in-reply-to");
    (length > 0 && length <= LOCAL && fits && !message && &bytes[start..literal.start] != b"git")
        .then_some((start..end, None))
}

/// The length of the tail of an escape that stands where a word seems to start: `\\njo`, `%3Djo`.
fn escape(bytes: &[u8], start: usize) -> usize {
    let before = start.checked_sub(1).map_or(b' ', |i| bytes[i]);
    let hex = |n: usize| {
        bytes.get(start + n % 2..start + n).is_some_and(|t| t.iter().all(u8::is_ascii_hexdigit))
    };
    match (before, bytes[start]) {
        (b'\\', b'n' | b't' | b'r') => 1,
        (b'\\', b'u') if hex(5) => 5,
        (b'%', _) if hex(2) => 2,
        _ => 0,
    }
}

/// An address of version 4 or 6. A literal stands within the first number of 4, at the start of 6.
fn ip(bytes: &[u8], literal: Range<usize>) -> Read {
    if bytes[literal.start] == b'.' {
        return ipv4(bytes, literal.start);
    }
    let inside = |b: &&u8| b.is_ascii_hexdigit() || **b == b':';
    let length = bytes[literal.start..].iter().take(40).take_while(inside).count();
    let span = literal.start..literal.start + length;
    let text = bytes[span.clone()].strip_suffix(b":").unwrap_or(&bytes[span.clone()]);
    let span = span.start..span.start + text.len();
    let colons = text.iter().filter(|b| **b == b':').count();
    let ends = ends_cleanly(bytes, span.end) && bytes.get(span.end) != Some(&b'.');
    if colons < 2 || !ends || !starts_cleanly(bytes, span.start) {
        return None;
    }
    let address: Ipv6Addr = str::from_utf8(text).ok()?.parse().ok()?;
    let global = address.segments()[0] & 0xE000 == 0x2000;
    Some((span, (!global).then_some(Severity::Info)))
}

fn ipv4(bytes: &[u8], dot: usize) -> Read {
    let digits = bytes[..dot].iter().rev().take(4).take_while(|b| b.is_ascii_digit()).count();
    let start = dot - digits;
    let inside = |b: &&u8| b.is_ascii_digit() || **b == b'.';
    let length = bytes[start..].iter().take(17).take_while(inside).count();
    let mut text = &bytes[start..start + length];
    // The stop of a sentence.
    text = text.strip_suffix(b".").unwrap_or(text);
    let before = start.checked_sub(1).map_or(b' ', |i| bytes[i]);
    let end = start + text.len();
    if !(1..=3).contains(&digits)
        || matches!(before, b'.' | b'-')
        || !starts_cleanly(bytes, start)
        || !ends_cleanly(bytes, end) && bytes.get(end) != Some(&b'_')
    {
        return None;
    }
    let address: Ipv4Addr = str::from_utf8(text).ok()?.parse().ok()?;
    let (key, _) = link::key_before(bytes, start);
    let key = bytes[key].to_ascii_lowercase();
    let version =
        [&b"version"[..], b"ver", b"v", b"build", b"release"].iter().any(|w| key.ends_with(w));
    if version || address.is_loopback() || address.is_unspecified() || address.is_broadcast() {
        return None;
    }
    let own = address.is_private() || address.is_link_local() || address.is_multicast();
    Some((start..end, own.then_some(Severity::Info)))
}

/// Six bytes in hexadecimal between colons or hyphens. The literal is the first of those and what
/// follows.
fn mac(bytes: &[u8], literal: Range<usize>) -> Read {
    let start = literal.start.checked_sub(2)?;
    let text = bytes.get(start..start + 17)?;
    let mark = text[2];
    let form = text.iter().enumerate().all(|(at, b)| match at % 3 {
        2 => *b == mark,
        _ => b.is_ascii_hexdigit(),
    });
    let next = bytes.get(start + 17).copied().unwrap_or(b' ');
    let before = start.checked_sub(1).map_or(b' ', |i| bytes[i]);
    let alone = next != mark
        && before != mark
        && starts_cleanly(bytes, start)
        && ends_cleanly(bytes, start + 17);
    // Digits alone are times and dates; zeros and ones are nobody's.
    let letters = text.iter().any(u8::is_ascii_alphabetic);
    let nobody = text.iter().all(|b| matches!(b.to_ascii_lowercase(), b'f' | b':' | b'-'));
    // The start of a digest is written alike.
    let (key, _) = link::key_before(bytes, start);
    let digest = [&b"fingerprint"[..], b"sha1", b"sha256", b"md5", b"digest"];
    let key = bytes[key].to_ascii_lowercase();
    let other = digest.iter().any(|word| key.ends_with(word));
    (form && alone && letters && !nobody && !other).then_some((start..start + 17, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(by: fn(&[u8], Range<usize>) -> Read, text: &str, literal: &str) -> Option<String> {
        let at = text.find(literal).unwrap();
        by(text.as_bytes(), at..at + literal.len()).map(|(span, _)| text[span].to_owned())
    }

    #[test]
    fn mail_addresses() {
        for (text, address) in [
            ("to=<jo.doe+x@mail.example.org>,", Some("jo.doe+x@mail.example.org")),
            ("email=jo%40example.org&x", Some("jo%40example.org")),
            ("\\njo@example.org.", Some("jo@example.org")),
            ("npm i @scope/pkg@1.2.3", None),
            ("pkg@1.2.3", None),
            ("git@github.com:x", None),
            ("https://jo:x@db.example.org/", None),
            ("//jo@db.example.org/x", None),
            ("jo@db.example.org:5432", None),
            ("curve25519-sha256@libssh.org", None),
            ("mailto:jo@example.org", Some("jo@example.org")),
            ("\\u003cjo@example.org\\u003e", Some("jo@example.org")),
            ("?email%3Djo@example.org", Some("jo@example.org")),
            ("user@localhost", None),
            ("message-id=<1.2@mail.example.org>", None),
        ] {
            let literal = if text.contains("%40") { "%40" } else { "@" };
            assert_eq!(read(email, text, literal).as_deref(), address, "{text}");
        }
    }

    #[test]
    fn network_addresses() {
        for (text, literal, address) in [
            ("from 198.51.100.7 port", ".5", Some("198.51.100.7")),
            ("198.51.100.7:443", ".5", Some("198.51.100.7")),
            ("at 198.51.100.7.", ".5", Some("198.51.100.7")),
            ("198.51.100.7.8", ".5", None),
            ("127.0.0.1", ".0", None),
            ("version 1.2.3.4", ".2", None),
            ("998.51.100.7", ".5", None),
            ("[2001:db8::1]:443", "2001:", Some("2001:db8::1")),
            ("2001:1:2", "2001:", None),
            ("20 2001", "2001", None),
        ] {
            assert_eq!(read(ip, text, literal).as_deref(), address, "{text}");
        }
        assert!(ip(b"10.0.0.7", 2..4).is_some_and(|(_, s)| s == Some(Severity::Info)));
    }

    #[test]
    fn device_addresses() {
        for (text, address) in [
            ("mac=00:1a:2b:3c:4d:5e,", Some("00:1a:2b:3c:4d:5e")),
            ("00-1A-2B-3C-4D-5E", Some("00-1A-2B-3C-4D-5E")),
            ("00:1a:2b:3c:4d:5e:6f", None),
            ("10:22:31:44:55:66", None),
            ("ff:ff:ff:ff:ff:ff", None),
            ("00:1a-2b:3c:4d:5e", None),
            ("SHA1=00:1a:2b:3c:4d:5e", None),
        ] {
            let at = text.find([':', '-']).unwrap();
            let found = mac(text.as_bytes(), at..at + 2).map(|(span, _)| &text[span]);
            assert_eq!(found, address, "{text}");
        }
    }
}
