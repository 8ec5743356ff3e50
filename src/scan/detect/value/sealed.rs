//! Ciphertext: values that someone sealed and that only a key opens.
//!
//! An encoding that anyone can undo, such as `{xor}` or `base64:`, seals nothing.

use super::Kind;
use super::text::{Value, contains, starts_any};

/// Markers that configuration tools put before ciphertext.
const SEALED: &[&str] = &[
    "!vault",
    "$ansible_vault;",
    "-----begin age encrypted",
    "-----begin cms",
    "-----begin pgp message",
    "-----begin pkcs7",
    "-aq==",
    "age1",
    "aws-kms:",
    "cipher:",
    "crypt:",
    "crypt;",
    "crypted:",
    "cryptedpassword:",
    "ciphertext:",
    "ej[",
    "enc(",
    "enc-",
    "enc:",
    "enc[",
    "enc{",
    "encrypted(",
    "encrypted:",
    "encrypted[",
    "kms:",
    "kms[",
    "obf:",
    "pbe:",
    "sealed:",
    "vault:v",
    "{3des}",
    "{aes",
    "{cipher}",
    "{crypto}",
    "{des}",
    "{enc}",
    "{encrypted}",
];

/// What the bytes of a ciphertext's header look like in base64 or hexadecimal.
const HEADERS: &[&[u8]] = &[
    // OpenSSL's "Salted__".
    b"U2FsdGVkX1",
    // AWS KMS.
    b"AQICAH",
    b"AQECAH",
    // Windows DPAPI, as PowerShell's ConvertFrom-SecureString prints it.
    b"01000000d08c9ddf0115d1118c7a00c04fc297eb",
    b"AQAAANCMnd8BFdERjHoAwE/Cl+s",
    // An encrypted key in PEM.
    b"-----BEGIN ENCRYPTED",
];

/// Why the value opens nothing as it stands.
pub(super) fn reason(value: &Value<'_>) -> Option<&'static str> {
    let text = value.text;
    // `obf:`, `enc-` and the like are short: a password may start so, a ciphertext goes on.
    if starts_any(text, SEALED) && text.len() >= 12 && value.shape.spaces < 3 {
        return Some("ciphertext");
    }
    if HEADERS.iter().any(|header| text.starts_with(header)) && text.len() >= 40 {
        return Some("ciphertext");
    }
    // Fernet: under `token` it is Keystone's bearer token.
    let fernet = value.kind == Kind::Password && text.starts_with(b"gAAAAA") && text.len() >= 80;
    let armoured = value.shape.has(b'[') && contains(text, b"ENC[") && text.ends_with(b"]");
    (fernet || armoured || is_braced(text)).then_some("ciphertext")
}

/// `{base64}` and nothing else: Maven's and Jenkins' way to mark what they have encrypted.
fn is_braced(text: &[u8]) -> bool {
    let inner = text.strip_prefix(b"{").and_then(|rest| rest.strip_suffix(b"}"));
    inner.is_some_and(|inner| {
        let base64 = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=');
        let mixed =
            inner.iter().any(u8::is_ascii_uppercase) && inner.iter().any(u8::is_ascii_lowercase);
        let least = if inner.ends_with(b"=") { 12 } else { 24 };
        inner.len() >= least && mixed && inner.iter().all(base64)
    })
}
