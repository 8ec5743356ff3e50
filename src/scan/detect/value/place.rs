//! Places: paths, addresses and names of resources, which tell where something is.
//!
//! Base64 holds slashes and a password may start with one: a path has words between them.

use super::rarity::{is_word, made};
use super::text::{Shape, Value, is_in, starts_any};
use super::{Kind, Proof};

/// Endings of file names that hold or come near to secrets.
pub(super) const EXTENSIONS: &[&str] = &[
    "asc",
    "cer",
    "cert",
    "cfg",
    "conf",
    "config",
    "crt",
    "csv",
    "db",
    "der",
    "env",
    "go",
    "gpg",
    "html",
    "ini",
    "java",
    "jceks",
    "jks",
    "js",
    "json",
    "kdbx",
    "key",
    "keystore",
    "keytab",
    "log",
    "lst",
    "md",
    "p12",
    "p8",
    "passwd",
    "password",
    "passwords",
    "pem",
    "pfx",
    "php",
    "ppk",
    "properties",
    "pub",
    "pwd",
    "py",
    "rb",
    "rs",
    "secret",
    "sh",
    "sql",
    "toml",
    "ts",
    "txt",
    "xml",
    "yaml",
    "yml",
];

/// Folders at the root of a system or of an interface, as far as they are no words.
pub(super) const ROOTS: &[&str] = &[
    "api", "app", "bin", "cgi-bin", "data", "db", "dev", "etc", "home", "http", "https", "lib",
    "log", "logs", "mnt", "opt", "org", "proc", "root", "run", "sbin", "srv", "svc", "sys", "tmp",
    "usr", "var", "www",
];

/// What the value tells the place of.
pub(super) fn reason(value: &Value<'_>) -> Option<&'static str> {
    let (text, shape) = (value.core(), &value.shape);
    let any = value.kind != Kind::Password && memchr::memmem::find(text, b"://").is_some();
    if shape.has(b':') && (any || is_address(text)) {
        return Some("an address");
    }
    // `id:pw`, `css=#pw`: where testers of web pages find a field.
    const LOCATORS: [&str; 7] = ["id:", "id=", "css:", "css=", "xpath:", "xpath=", "name:"];
    if shape.has_any(b":=") && starts_any(text, &LOCATORS) {
        return Some("a place in a page");
    }
    if shape.has_any(b"/\\") && (is_path(text) || is_windows_path(text)) {
        return Some("a path");
    }
    if shape.spaces > 0 || shape.has_any(b"+=!$%^&*(){}<>\"'`|?#") {
        return None;
    }
    if shape.has(b'/') && is_resource(value, text) {
        return Some("the name of a resource");
    }
    if shape.has(b'.') && is_file(text) {
        return Some("the name of a file");
    }
    (value.kind != Kind::Password && shape.has(b':') && is_tagged(text))
        .then_some("the name of a resource")
}

/// `https://…`, `jdbc:…`: a name, a colon, two slashes.
fn is_address(text: &[u8]) -> bool {
    let Some(at) = memchr::memchr(b':', text) else { return false };
    let name = &text[..at];
    (2..=24).contains(&name.len())
        && name.iter().all(|b| b.is_ascii_alphanumeric() || b"+.-".contains(b))
        && name[0].is_ascii_alphabetic()
        && (text[at + 1..].starts_with(b"//") || is_in(&["classpath", "jdbc", "mailto"], name))
}

/// `/etc/x`, `./x`, `../x`, `~/x`, `/secrets`.
fn is_path(text: &[u8]) -> bool {
    match text {
        // JSON may escape its slashes.
        [b'\\', b'/', rest @ ..] if rest.first().is_some_and(u8::is_ascii_lowercase) => {
            let end = rest.iter().position(|b| matches!(b, b'\\' | b'/')).unwrap_or(rest.len());
            return is_in(ROOTS, &rest[..end]) || rest[..end].len() > 3 && is_word(&rest[..end]);
        }
        [b'/'] | [b'.', b'/', ..] | [b'.', b'.', b'/', ..] | [b'~', b'/', ..] => return true,
        [b'/', ..] => {}
        _ => return false,
    }
    let mut segments = text[1..].split(|b| *b == b'/');
    let first = segments.next().unwrap_or_default();
    let more = segments.next().is_some();
    let lower = first.iter().all(|b| b.is_ascii_lowercase() || matches!(b, b'-' | b'_' | b'.'));
    let version = matches!(first, [b'v', b'0'..=b'9']);
    match lower || version {
        true => is_in(ROOTS, first) || version && more || first.len() > 3 && is_word(first),
        false => more && first.iter().all(u8::is_ascii_alphabetic) && made(text).of_words(),
    }
}

/// `C:\x`, `\\host\share`, `%APPDATA%\x`.
fn is_windows_path(text: &[u8]) -> bool {
    match text {
        [drive, b':', b'\\', ..] => drive.is_ascii_alphabetic(),
        [drive, b':', b'/', next, ..] => {
            drive.is_ascii_alphabetic() && next.is_ascii_alphanumeric()
        }
        [b'\\', b'\\', b'?' | b'.', b'\\', ..] => true,
        [b'\\', b'\\', host, ..] => {
            host.is_ascii_alphanumeric() && text[3..].contains(&b'\\') && text.len() > 6
        }
        [b'%', b'A'..=b'Z', ..] => memchr::memmem::find(text, b"%\\").is_some(),
        _ => false,
    }
}

/// `prod/db/password`, `kube-system/default-token-x7k2p`: names with slashes between.
fn is_resource(value: &Value<'_>, text: &[u8]) -> bool {
    let mut segments = text.split(|b| *b == b'/');
    let count = segments.clone().count();
    let name = |part: &[u8]| {
        part.first().is_some_and(u8::is_ascii_alphanumeric)
            && part.iter().all(|b| b.is_ascii_alphanumeric() || b"._-:@".contains(b))
    };
    if count < 2 || !segments.clone().all(name) {
        return false;
    }
    // `exports/2026/05/<UUID>.csv`: without capitals it is no base64, whatever it holds.
    let first = segments.next().unwrap_or_default();
    let known = is_word(first) && first.len() > 2 || matches!(first, [b'v', b'0'..=b'9']);
    let listed = count > 2 && value.shape.upper == 0 && known;
    if !listed && !made(text).of_words() {
        return false;
    }
    if value.kind != Kind::Password || value.proof < Proof::Delimited {
        return true;
    }
    // A password may hold a slash: a path names what it leads to.
    let last = segments.next_back().unwrap_or_default();
    let telling = ["password", "passwd", "secret", "token", "key", "cred", "auth"];
    let telling = telling.iter().any(|w| memchr::memmem::find(last, w.as_bytes()).is_some());
    value.shape.upper == 0 && (telling || count > 2 && value.shape.digits == 0) || is_file(last)
}

/// `jmxremote.password`, `id_rsa.pem`.
fn is_file(text: &[u8]) -> bool {
    let Some(at) = memchr::memrchr(b'.', text) else { return false };
    let (stem, ending) = (&text[..at], &text[at + 1..]);
    let shape = Shape::of(stem);
    is_in(EXTENSIONS, ending)
        && shape.letters() > 0
        && shape.digits < 3
        && stem.iter().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(b))
}

/// `user:78492`, `cache:orders:page`: a word, a colon, and names or a number.
fn is_tagged(text: &[u8]) -> bool {
    let mut parts = text.split(|b| *b == b':');
    let tag = parts.next().unwrap_or_default();
    let word = tag.len() > 1 && tag.iter().all(|b| b.is_ascii_alphabetic() || b"_-".contains(b));
    let name = |part: &[u8]| {
        let shape = Shape::of(part);
        shape.is_digits()
            || shape.marks + shape.wide == 0 && part.len() < 24 && made(part).of_words()
    };
    word && is_word(tag) && parts.all(name)
}
