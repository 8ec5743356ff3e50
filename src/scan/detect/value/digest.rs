//! Digests: what a password or a token was turned into before it was written.
//!
//! Bare hexadecimal is a digest under a password's name alone: many providers issue it as a key.

use super::Class;
use super::text::{Shape, Value, is_hex, starts_any};

/// Modular crypt format: `$id$…`.
const CRYPT: &[&str] = &[
    "$1$",
    "$2$",
    "$2a$",
    "$2b$",
    "$2x$",
    "$2y$",
    "$3$",
    "$5$",
    "$6$",
    "$7$",
    "$8$",
    "$9$",
    "$apr1$",
    "$argon2",
    "$balloon$",
    "$bcrypt",
    "$gy$",
    "$h$",
    "$krb5",
    "$md5",
    "$ml$",
    "$mysql$",
    "$p$",
    "$pbkdf2",
    "$s$",
    "$scram",
    "$scrypt$",
    "$sha",
    "$sm3$",
    "$y$",
];

/// LDAP's and Spring's `{scheme}…`.
const BRACED: &[&str] = &[
    "{argon2",
    "{bcrypt}",
    "{blf-crypt}",
    "{cram-md5}",
    "{crypt}",
    "{ldap}",
    "{md4}",
    "{md5",
    "{nt}",
    "{pbkdf2",
    "{pkcs5s2}",
    "{scram",
    "{scrypt}",
    "{sha",
    "{smd5}",
    "{ssha",
];

/// `name:…` and `name$…`, as frameworks keep passwords and audit logs keep tokens.
const NAMED: &[&str] = &[
    "argon2id$",
    "argon2$",
    "bcrypt$",
    "bcrypt_sha256$",
    "hmac-sha",
    "hmac_sha",
    "hmac:",
    "md5$",
    "md5:",
    "pbkdf2$",
    "pbkdf2:",
    "pbkdf2_sha",
    "pbkdf2-sha",
    "scram-sha-",
    "scrypt$",
    "scrypt:",
    "sha1$",
    "sha1-",
    "sha1:",
    "sha224:",
    "sha256$",
    "sha256-",
    "sha256:",
    "sha256_",
    "sha384-",
    "sha384:",
    "sha512$",
    "sha512-",
    "sha512:",
    "sha512_",
    "blake2b:",
    "blake3:",
    "hash:",
];

/// The verdict, if the value is a digest.
pub(super) fn class(value: &Value<'_>) -> Option<Class> {
    let text = match value.core() {
        // Cisco's number for the kind of digest.
        [b'4' | b'5' | b'8' | b'9', b' ', rest @ ..] if rest.starts_with(b"$") => rest,
        text => text,
    };
    match text.first()? {
        b'$' if starts_any(text, CRYPT) && is_salted(text) => return Some(Class::Hash),
        b'{' => {
            if starts_any(text, &["{noop}", "{plain}", "{clear}", "{cleartext}"]) {
                let end = memchr::memchr(b'}', text)? + 1;
                return (end < text.len()).then_some(Class::Uncovered(end..text.len()));
            }
            if starts_any(text, BRACED) && memchr::memchr(b'}', text).is_some() {
                return Some(Class::Hash);
            }
        }
        // MySQL's PASSWORD() since 4.1.
        b'*' if text.len() == 41 && text[1..].iter().all(u8::is_ascii_hexdigit) => {
            return Some(Class::Hash);
        }
        _ => {}
    }
    if starts_any(text, NAMED) && is_digested(text) {
        return Some(if value.is_password() { Class::Hash } else { Class::Benign("a digest") });
    }
    // ASP.NET Identity's header: a version, a function, an iteration count.
    let identity = starts_any(text, &["aqaaaaeaaccq", "aqaaaaiaayag"]) && text.len() >= 60;
    (value.is_password() && (identity || is_bare(text))).then_some(Class::Hash)
}

/// `$id$` with another field behind it: `$1$ecret` has none.
fn is_salted(text: &[u8]) -> bool {
    let fields = text.split(|b| *b == b'$').filter(|field| !field.is_empty()).count();
    fields > 2 || text.len() >= 24 && fields > 1
}

/// Behind the name stand digits of a digest, a salt or a count; the end may be cut off.
fn is_digested(text: &[u8]) -> bool {
    let at = text.iter().position(|b| matches!(b, b':' | b'$')).unwrap_or(0);
    let rest = &text[at + 1..];
    let shape = Shape::of(rest);
    rest.len() >= 6 && shape.spaces == 0 && (shape.digits > 0 || rest.ends_with(b"=")) && at < 32
}

/// The length of a digest in hexadecimal, with the prefixes that databases add.
fn is_bare(text: &[u8]) -> bool {
    let text = [b"0x".as_slice(), b"0X", b"\\x", b"md5"]
        .iter()
        .find_map(|prefix| text.strip_prefix(*prefix))
        .unwrap_or(text);
    // Two in a row are LM and NT.
    let halves = text.len() == 65 && text[32] == b':' && is_hex(&text[..32]) && is_hex(&text[33..]);
    halves
        || matches!(text.len(), 32 | 34 | 40 | 48 | 56 | 64 | 96 | 128) && is_hex(text)
        || text.len() == 142 && text.starts_with(b"0200")
}
