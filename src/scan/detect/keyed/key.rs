//! Keys: from a stem to the whole key, its words, and what the words say.
//!
//! It looks at the key alone. Words decide by their place: the last ones say what the value is, so
//! `password_changed_at` is a time and `secretName` a name.

use std::collections::HashMap;
use std::ops::Range;

use super::text;
use crate::finding::Category;
use crate::rules::Rule;
use crate::scan::detect::value::Kind;

/// Bytes of a key that are read on either side of the stem.
const KEY_SIDE: usize = 96;
/// Words of a key that are looked at; the last ones count.
const WORDS: usize = 12;
/// From this length on a phrase is told at the end of a longer word: `keystorepassword`.
const TELLING: usize = 6;

/// A key as it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) span: Range<usize>,
    /// Dashes before it: a command line flag.
    pub(crate) dashes: usize,
}

/// What a key says about its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(crate) rule: u16,
    pub(crate) kind: Kind,
    /// The key names a header whose value starts with a scheme.
    pub(crate) header: bool,
    /// The key says only that it is secret: a person may have chosen the value.
    pub(crate) vague: bool,
    /// The value may be a pair of a user and a password.
    pub(crate) pair: bool,
}

/// What a key turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judged {
    Telling(Meaning),
    /// No phrase of any rule is in it.
    NoPhrase,
    /// The words after the phrase make it a property of the secret.
    Property,
    /// The word before the phrase makes it another thing of that name.
    Other,
}

/// Words after a phrase that leave it what it is: `password_new`, `tokenValue`.
const NEUTRAL: &[&str] = &[
    "again",
    "bak",
    "backup",
    "body",
    "clear",
    "cleartext",
    "confirm",
    "confirmation",
    "confirmed",
    "cur",
    "current",
    "data",
    "default",
    "dev",
    "field",
    "hex",
    "in",
    "input",
    "live",
    "main",
    "new",
    "old",
    "original",
    "param",
    "parameter",
    "plain",
    "plaintext",
    "prev",
    "previous",
    "primary",
    "prod",
    "production",
    "raw",
    "repeat",
    "repeated",
    "retype",
    "root",
    "secondary",
    "stage",
    "staging",
    "str",
    "string",
    "temp",
    "test",
    "text",
    "tmp",
    "unencrypted",
    "unmasked",
    "val",
    "value",
    "values",
    "verify",
];

/// Words after a phrase that make the key a property, even where environment variables put other
/// words (`API_KEY_STRIPE`) behind it.
const PROPERTIES: &[&str] = &[
    "age",
    "alg",
    "algo",
    "algorithm",
    "alias",
    "allowed",
    "arn",
    "at",
    "attempt",
    "attempts",
    "audience",
    "auth",
    "bits",
    "bucket",
    "cache",
    "callback",
    "change",
    "changed",
    "char",
    "chars",
    "check",
    "class",
    "column",
    "command",
    "complexity",
    "config",
    "cost",
    "count",
    "created",
    "date",
    "days",
    "digest",
    "dir",
    "disabled",
    "duration",
    "enabled",
    "encoder",
    "encoding",
    "encryption",
    "endpoint",
    "env",
    "error",
    "event",
    "exists",
    "expiration",
    "expired",
    "expires",
    "expiry",
    "factory",
    "file",
    "filename",
    "fingerprint",
    "flow",
    "for",
    "form",
    "format",
    "from",
    "generator",
    "grant",
    "handler",
    "hash",
    "header",
    "hint",
    "history",
    "host",
    "id",
    "identifier",
    "ids",
    "index",
    "info",
    "interval",
    "invalid",
    "is",
    "issuer",
    "kind",
    "label",
    "last",
    "len",
    "length",
    "lifetime",
    "limit",
    "link",
    "list",
    "location",
    "management",
    "manager",
    "max",
    "message",
    "method",
    "min",
    "mode",
    "mount",
    "must",
    "name",
    "names",
    "needed",
    "not",
    "number",
    "ok",
    "on",
    "owner",
    "page",
    "path",
    "pattern",
    "permissions",
    "placeholder",
    "policy",
    "prefix",
    "preview",
    "prompt",
    "protected",
    "protection",
    "provider",
    "question",
    "ref",
    "reference",
    "refresh",
    "regex",
    "request",
    "required",
    "requirements",
    "reset",
    "response",
    "result",
    "retries",
    "revoked",
    "role",
    "rotation",
    "rule",
    "rules",
    "salt",
    "scheme",
    "scope",
    "scopes",
    "score",
    "service",
    "set",
    "settings",
    "size",
    "source",
    "space",
    "state",
    "status",
    "store",
    "strength",
    "strategy",
    "success",
    "suffix",
    "support",
    "table",
    "time",
    "timeout",
    "timestamp",
    "title",
    "to",
    "total",
    "ttl",
    "type",
    "types",
    "uri",
    "url",
    "usage",
    "used",
    "user",
    "username",
    "valid",
    "validated",
    "validation",
    "validator",
    "validity",
    "verified",
    "version",
    "warning",
    "was",
    "with",
];

/// Words before `token`, `key`, `code` or `session` that name something public of that name.
const OTHERS: &[&str] = &[
    "accounting",
    "acct",
    "bos",
    "cancel",
    "cancellation",
    "candidate",
    "completion",
    "continuation",
    "cursor",
    "delta",
    "eos",
    "fencing",
    "foreign",
    "hot",
    "idempotency",
    "input",
    "last",
    "lexer",
    "lock",
    "max",
    "min",
    "next",
    "output",
    "pad",
    "page",
    "pager",
    "paging",
    "pagination",
    "parser",
    "partition",
    "prev",
    "previous",
    "primary",
    "prompt",
    "public",
    "publishable",
    "pub",
    "reasoning",
    "resume",
    "ring",
    "row",
    "site",
    "sort",
    "start",
    "sync",
    "syntax",
    "total",
    "unexpected",
    "unique",
    "window",
];

/// Words that stand glued before a short phrase: `dbpass`, `userpwd`, `adminpw`.
const QUALIFIERS: &[&str] = &[
    "access",
    "account",
    "acct",
    "ad",
    "adm",
    "admin",
    "api",
    "app",
    "auth",
    "backup",
    "bind",
    "bot",
    "cert",
    "cipher",
    "client",
    "conf",
    "confirm",
    "conn",
    "connect",
    "console",
    "crypt",
    "cur",
    "current",
    "data",
    "database",
    "db",
    "decrypt",
    "default",
    "dev",
    "email",
    "enc",
    "encrypt",
    "export",
    "ftp",
    "git",
    "guest",
    "host",
    "http",
    "https",
    "imap",
    "import",
    "ipmi",
    "jks",
    "jwt",
    "key",
    "keystore",
    "ldap",
    "login",
    "mail",
    "master",
    "mongo",
    "mqtt",
    "my",
    "mysql",
    "net",
    "new",
    "node",
    "odbc",
    "old",
    "ora",
    "oracle",
    "orig",
    "ovpn",
    "owner",
    "pass",
    "pg",
    "pop",
    "pop3",
    "prev",
    "priv",
    "private",
    "prod",
    "proxy",
    "psk",
    "pub",
    "radius",
    "rds",
    "redis",
    "refresh",
    "remote",
    "repo",
    "root",
    "rpc",
    "sa",
    "sasl",
    "secret",
    "server",
    "service",
    "session",
    "sftp",
    "share",
    "sign",
    "smb",
    "smtp",
    "snmp",
    "sql",
    "ssh",
    "ssl",
    "sso",
    "store",
    "sudo",
    "super",
    "svc",
    "sys",
    "system",
    "temp",
    "test",
    "tls",
    "tmp",
    "token",
    "trust",
    "truststore",
    "unlock",
    "user",
    "usr",
    "vnc",
    "vpn",
    "web",
    "wifi",
    "win",
    "wp",
    "x",
    "zip",
];

/// What rules say about keys: joined phrases and their meanings.
pub(crate) struct Vocabulary {
    phrases: HashMap<Box<[u8]>, Meaning>,
    longest: usize,
}

impl Vocabulary {
    pub(crate) fn new(rules: &[(u16, &Rule)]) -> Self {
        let mut phrases = HashMap::new();
        for (rule, spec) in rules {
            let kind = match spec.category {
                Category::Password | Category::ConnectionString | Category::PasswordHash => {
                    Kind::Password
                }
                Category::Session => Kind::Session,
                Category::Otp => Kind::Otp,
                _ => Kind::Token,
            };
            for phrase in spec.keys.iter() {
                let joined: Vec<u8> = phrase.bytes().filter(|b| *b != b' ').collect();
                let header = joined.ends_with(b"authorization");
                let vague = [&b"secret"[..], b"credential", b"credentials"].contains(&&*joined);
                let pair = vague || joined == b"auth";
                let meaning = Meaning { rule: *rule, kind, header, vague, pair };
                phrases.insert(joined.into(), meaning);
            }
        }
        let longest = phrases.keys().map(|phrase: &Box<[u8]>| phrase.len()).max().unwrap_or(0);
        Vocabulary { phrases, longest }
    }

    /// What the words of a key say.
    pub(crate) fn judge(&self, key: &[u8]) -> Judged {
        let words = Words::split(key);
        let mut verdict = Judged::NoPhrase;
        // The last word of the phrase: behind it only words that leave the meaning alone.
        for end in (1..=words.count).rev() {
            if let Some((start, meaning)) = self.phrase(&words, end) {
                return match before(&words, start, meaning.kind) {
                    true => Judged::Other,
                    false => Judged::Telling(meaning),
                };
            }
            let last = words.get(end - 1);
            if !(is_in(last, NEUTRAL) || last.iter().all(u8::is_ascii_digit)) {
                let constant = key.iter().all(|b| !b.is_ascii_lowercase()) && key.contains(&b'_');
                if !constant || is_in(last, PROPERTIES) || end == 1 {
                    if verdict == Judged::NoPhrase && self.somewhere(&words, end) {
                        verdict = Judged::Property;
                    }
                    break;
                }
            }
        }
        verdict
    }

    /// The longest phrase that ends with the word before `end`, and the word that it starts with.
    fn phrase(&self, words: &Words, end: usize) -> Option<(usize, Meaning)> {
        for start in 0..end {
            let joined = words.joined(start, end);
            if joined.len() <= self.longest + 1 {
                if let Some(meaning) = self.lookup(joined) {
                    return Some((start, meaning));
                }
            }
        }
        let word = words.get(end - 1);
        (1..word.len()).find_map(|at| {
            let (head, tail) = word.split_at(at);
            let known = tail.len() >= TELLING || is_in(head, QUALIFIERS);
            let meaning = if known { self.lookup(tail) } else { None };
            meaning.map(|meaning| (end - 1, meaning))
        })
    }

    fn lookup(&self, joined: &[u8]) -> Option<Meaning> {
        let exact = self.phrases.get(joined);
        let found = exact.or_else(|| self.phrases.get(joined.strip_suffix(b"s")?));
        found.copied()
    }

    fn somewhere(&self, words: &Words, end: usize) -> bool {
        (1..end).any(|end| self.phrase(words, end).is_some())
    }
}

/// Whether the words before a phrase make it something public. Nobody calls a password that.
fn before(words: &Words, start: usize, kind: Kind) -> bool {
    let public = |nth: usize| [&b"public"[..], b"publishable", b"pub"].contains(&words.get(nth));
    let other = start > 0 && kind != Kind::Password && is_in(words.get(start - 1), OTHERS);
    other || (0..start).any(public)
}

/// Whether text is the name of a column or field rather than a value of one.
pub(crate) fn is_name(text: &[u8]) -> bool {
    let plain = text.iter().all(|b| b.is_ascii_lowercase() || *b == b'_');
    plain && {
        let words = Words::split(text);
        words.count > 0 && is_in(words.get(words.count - 1), PROPERTIES)
    }
}

fn is_in(word: &[u8], sorted: &[&str]) -> bool {
    sorted.binary_search_by(|known| known.as_bytes().cmp(word)).is_ok()
}

/// The lower-case words of a key.
struct Words {
    text: [u8; 2 * KEY_SIDE],
    ends: [u8; WORDS + 1],
    count: usize,
}

impl Words {
    /// Splits at separators, at changes of case and between letters and digits. Only the last words
    /// of a very long key are kept.
    fn split(key: &[u8]) -> Words {
        let mut words = Words { text: [0; 2 * KEY_SIDE], ends: [0; WORDS + 1], count: 0 };
        let key = &key[key.len().saturating_sub(2 * KEY_SIDE)..];
        let mut length = 0;
        for (at, &byte) in key.iter().enumerate() {
            let separator = !byte.is_ascii_alphanumeric() && byte < 0x80;
            let previous = if at > 0 { key[at - 1] } else { b'_' };
            let next_lower = key.get(at + 1).is_some_and(u8::is_ascii_lowercase);
            let upper = byte.is_ascii_uppercase();
            let starts = (upper && (previous.is_ascii_lowercase() || previous.is_ascii_digit()))
                || (upper && previous.is_ascii_uppercase() && next_lower)
                || (byte.is_ascii_digit() && previous.is_ascii_alphabetic());
            if separator || starts {
                words.finish(length);
            }
            if !separator {
                words.text[length] = byte.to_ascii_lowercase();
                length += 1;
            }
        }
        words.finish(length);
        words
    }

    fn finish(&mut self, length: usize) {
        if length == usize::from(self.ends[self.count]) {
            return;
        }
        if self.count == WORDS {
            self.ends.copy_within(1.., 0);
            self.count -= 1;
        }
        self.count += 1;
        self.ends[self.count] = length as u8;
    }

    fn get(&self, nth: usize) -> &[u8] {
        self.joined(nth, nth + 1)
    }

    /// The words from `start` to before `end` as one.
    fn joined(&self, start: usize, end: usize) -> &[u8] {
        &self.text[usize::from(self.ends[start])..usize::from(self.ends[end])]
    }
}

/// Reads the whole key around a stem.
pub(crate) fn read(bytes: &[u8], mut stem: Range<usize>) -> Key {
    // A stem may bring its delimiter along (`pw=`), so that it wakes nobody without one.
    while stem.end > stem.start + 1 && !is_key_byte(bytes, stem.end - 1) {
        stem.end -= 1;
    }
    while stem.start + 1 < stem.end && !is_key_byte(bytes, stem.start) {
        stem.start += 1;
    }
    let low = stem.start.saturating_sub(KEY_SIDE);
    let mut start = stem.start;
    while start > low && is_key_byte(bytes, start - 1) {
        start -= 1;
    }
    let high = bytes.len().min(stem.end + KEY_SIDE);
    let mut end = stem.end.min(high);
    while end < high && is_key_byte(bytes, end) {
        end += 1;
    }
    while end > stem.end && matches!(bytes[end - 1], b'.' | b'-' | b'$') {
        end -= 1;
    }
    start = after_escape(bytes, start, stem.start);
    let dashes = text::run(&bytes[..stem.start], start, |b| b == b'-');
    start += text::run(&bytes[..stem.start], start, |b| matches!(b, b'-' | b'.' | b'$'));
    Key { span: start..end, dashes }
}

/// The key with the word before it, where a single blank stands between: `API Key`.
pub(crate) fn with_word_before(bytes: &[u8], key: &Key) -> Option<Key> {
    let blank = key.span.start.checked_sub(1)?;
    if key.dashes > 0 || bytes[blank] != b' ' {
        return None;
    }
    let low = blank.saturating_sub(24);
    let length = bytes[low..blank].iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
    (length > 0).then(|| Key { span: blank - length..key.span.end, dashes: 0 })
}

fn is_key_byte(bytes: &[u8], at: usize) -> bool {
    let byte = bytes[at];
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'_' | b'-' | b'.' | b'$')
        || (byte >= 0x80 && is_letter_around(bytes, at))
}

/// Whether the UTF-8 character around `at` is a letter, not punctuation.
fn is_letter_around(bytes: &[u8], at: usize) -> bool {
    let back = bytes[..=at].iter().rev().take(4).take_while(|&&b| b & 0xC0 == 0x80).count();
    let Some(start) = at.checked_sub(back) else { return false };
    let end = bytes.len().min(start + 4);
    (start + 1..=end)
        .find_map(|end| std::str::from_utf8(&bytes[start..end]).ok())
        .and_then(|text| text.chars().next())
        .is_some_and(char::is_alphanumeric)
}

/// Escapes run into the key that they stand before: `\npassword`, `%22password`, `\u0022password`,
/// `#012password`, and the end of a colour code.
fn after_escape(bytes: &[u8], start: usize, stem: usize) -> usize {
    let Some(&before) = start.checked_sub(1).and_then(|at| bytes.get(at)) else { return start };
    let key = &bytes[start..stem];
    let hex = |n: usize| key.len() >= n && key[..n].iter().all(u8::is_ascii_hexdigit);
    match before {
        b'\\' => match key.first() {
            Some(b'n' | b't' | b'r' | b'b' | b'f') => start + 1,
            Some(b'u') if key.len() >= 5 => start + 5,
            Some(b'x') if key.len() >= 3 => start + 3,
            _ => start,
        },
        b'%' if key.starts_with(b"25") && key.len() >= 4 => start + 4,
        b'%' if hex(2) => start + 2,
        b'#' if key.len() >= 3 && key[..3].iter().all(u8::is_ascii_digit) => start + 3,
        b'[' => {
            let params = text::run(key, 0, |b| b.is_ascii_digit());
            let colour = params > 0 && key.get(params) == Some(&b'm');
            if colour && start >= 2 && bytes[start - 2] == 0x1b {
                start + params + 1
            } else {
                start
            }
        }
        b';' if key.first().is_some_and(u8::is_ascii_digit) => {
            let params = text::run(key, 0, |b| b.is_ascii_digit());
            if key.get(params) == Some(&b'm') { start + params + 1 } else { start }
        }
        _ => start,
    }
}
