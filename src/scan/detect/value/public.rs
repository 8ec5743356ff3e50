//! What is random or addressed and yet public: public keys, certificates, fingerprints, image tags,
//! network and mail addresses, products and media types.
//!
//! A UUID or hexadecimal under a key for secrets is not here: many providers issue such keys.

use super::text::{Value, contains, is_in, is_word_byte, starts};
use super::{Kind, Proof};

/// What public values start with.
const PREFIXES: &[(&str, &str)] = &[
    ("ssh-rsa aaaa", "a public key"),
    ("ssh-ed25519 aaaa", "a public key"),
    ("ssh-dss aaaa", "a public key"),
    ("ecdsa-sha2-", "a public key"),
    ("sk-ssh-", "a public key"),
    ("sk-ecdsa-", "a public key"),
    ("-----begin public", "a public key"),
    ("-----begin rsa public", "a public key"),
    ("-----begin ssh2 public", "a public key"),
    ("-----begin pgp public", "a public key"),
    ("-----begin cert", "a certificate"),
    ("-----begin x509", "a certificate"),
    ("-----begin new cert", "a certificate"),
    ("pk_live_", "a publishable key"),
    ("pk_test_", "a publishable key"),
    ("pk.eyj", "a publishable key"),
    ("aroa", "the id of a role"),
    ("aida", "the id of a user"),
    ("arn:", "the name of a resource"),
    ("urn:", "the name of a resource"),
    ("did:", "the name of a resource"),
    ("w/\"", "an entity tag"),
    ("mozilla/5.0", "a user agent"),
    ("mozilla/4.0", "a user agent"),
    ("application/", "a media type"),
    ("text/", "a media type"),
    ("image/", "a media type"),
    ("multipart/", "a media type"),
];

/// Why the value may be known to anyone.
pub(super) fn reason(value: &Value<'_>) -> Option<&'static str> {
    let text = value.core();
    let first = text.first()?.to_ascii_lowercase();
    let prefix = PREFIXES.iter().find(|(p, _)| p.as_bytes()[0] == first && starts(text, p));
    if let Some((prefix, reason)) = prefix {
        // IAM's ids are upper case; the others are no words that anything else starts with.
        let iam = prefix.len() == 4 && !prefix.ends_with(':');
        if !iam || text.len() >= 16 && value.shape.lower == 0 {
            return Some(reason);
        }
    }
    // The scope of a signature of AWS, whose key id has a rule of its own.
    if text.ends_with(b"/aws4_request") {
        return Some("the scope of a signature");
    }
    if value.shape.has(b'/') && is_product(text) {
        return Some("a product and its version");
    }
    if value.shape.has_any(b".:") && is_network(text) {
        return Some("a network address");
    }
    if value.shape.has(b'@') {
        if contains(text, b"@sha256:") {
            return Some("the tag of an image");
        }
        let free = value.kind != Kind::Password || value.proof < Proof::Delimited;
        if free && is_mail(text) {
            return Some("a mail address");
        }
    }
    if text.len() == 20 && text.starts_with(b"SCW") && value.shape.lower == 0 {
        return Some("the id of a key");
    }
    if value.shape.has(b'-') && is_request_id(text) {
        return Some("the id of a request");
    }
    if value.kind == Kind::Session && names_call(text) {
        return Some("the id of a call");
    }
    if value.kind == Kind::Session && is_resource_id(text) {
        return Some("the id of a resource");
    }
    if value.kind == Kind::Session && value.shape.has(b'/') && is_counted(text) {
        return Some("a number that a server counts");
    }
    // Mail servers name a connection so; nobody logs in with it.
    if value.kind == Kind::Session && value.text.starts_with(b"<") && value.text.ends_with(b">") {
        return Some("the name of a connection");
    }
    is_zero_uuid(text).then_some("an empty UUID")
}

/// `1f0c2ab4@10.4.0.7`: how telephony names a call by where it began (RFC 3261, section 8.1.1.4).
fn names_call(text: &[u8]) -> bool {
    let host = memchr::memrchr(b'@', text).map(|at| &text[at + 1..]);
    host.is_some_and(|host| is_network(host) || host.contains(&b'.') && host.is_ascii())
}

/// `SM…`, `CA…`: two letters that name a kind, then 32 hexadecimal digits (Twilio's SIDs).
fn is_resource_id(text: &[u8]) -> bool {
    let hex = |b: &u8| b.is_ascii_digit() || (b'a'..=b'f').contains(b);
    text.len() == 34 && text[..2].iter().all(u8::is_ascii_uppercase) && text[2..].iter().all(hex)
}

/// `db14/515326514/78581`: a host, and numbers that it counts.
fn is_counted(text: &[u8]) -> bool {
    let mut parts = text.split(|b| *b == b'/');
    let host = parts.next().unwrap_or_default();
    let name = |b: &u8| b.is_ascii_alphanumeric() || b"-._".contains(b);
    let number = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    !host.is_empty() && host.iter().all(name) && parts.clone().count() >= 2 && parts.all(number)
}

/// `python-requests/2.25.1`, `HTTP/1.1`, `okhttp/4.9.1`.
fn is_product(text: &[u8]) -> bool {
    let Some(at) = memchr::memchr(b'/', text) else { return false };
    let (name, version) = (&text[..at], &text[at + 1..]);
    let version = version.split(|b| *b == b' ').next().unwrap_or_default();
    let points = version.iter().filter(|b| **b == b'.').count();
    name.len() > 2
        && name.iter().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b))
        && points > 0
        && version.iter().all(|b| b.is_ascii_digit() || *b == b'.')
}

/// An IPv4 or MAC address or a colon-separated fingerprint, with a port or a mask.
fn is_network(text: &[u8]) -> bool {
    let pairs = text.split(|b| *b == b':');
    let hex = |part: &[u8]| part.len() == 2 && part.iter().all(u8::is_ascii_hexdigit);
    if text.len() >= 17 && pairs.clone().all(hex) {
        return true;
    }
    // IPv6, of which two colons in a row or seven single ones are enough.
    if pairs.clone().count() > 2 && text.len() < 46 {
        let groups = pairs.clone().all(|p| p.len() <= 4 && p.iter().all(u8::is_ascii_hexdigit));
        if groups && (contains(text, b"::") || pairs.count() == 8) {
            return true;
        }
    }
    let end = text.iter().position(|b| matches!(b, b':' | b'/')).unwrap_or(text.len());
    let (host, port) = text.split_at(end);
    let octets = host.split(|b| *b == b'.');
    let octet = |part: &[u8]| (1..=3).contains(&part.len()) && part.iter().all(u8::is_ascii_digit);
    octets.clone().count() == 4
        && octets.clone().all(octet)
        && port.iter().skip(1).all(u8::is_ascii_digit)
}

/// One `@` between a mail box and a domain.
fn is_mail(text: &[u8]) -> bool {
    let Some(at) = memchr::memchr(b'@', text) else { return false };
    let (name, domain) = (&text[..at], &text[at + 1..]);
    let top = domain.rsplit(|b| *b == b'.').next().unwrap_or_default();
    !name.is_empty()
        && name.iter().all(|b| is_word_byte(*b) || b"._+-%'".contains(b))
        && domain.iter().all(|b| is_word_byte(*b) || matches!(b, b'.' | b'-'))
        && (2..domain.len()).contains(&top.len())
        && top.iter().all(|b| b.is_ascii_alphabetic() || *b >= 0x80)
}

/// `req-` and a UUID.
fn is_request_id(text: &[u8]) -> bool {
    const TAGS: &[&str] = &[
        "build", "corr", "evt", "job", "msg", "req", "request", "run", "span", "task", "trace",
        "txn",
    ];
    let Some(at) = text.iter().position(|b| matches!(b, b'-' | b'_' | b':')) else { return false };
    let id = &text[at + 1..];
    id.len() == 36
        && is_in(TAGS, &text[..at])
        && id.iter().all(|b| b.is_ascii_hexdigit() || *b == b'-')
}

fn is_zero_uuid(text: &[u8]) -> bool {
    text.len() == 36 && text.iter().all(|b| matches!(b, b'0' | b'-'))
}
