//! What is wrapped around a value: prefixes of string literals, types, constructors, calls, brackets.

use super::super::assign::Delimiter;
use super::next_string;
use crate::scan::detect::keyed::credentials;
use crate::scan::detect::keyed::text::{self, Quote};

/// The longest name of a wrapper or type.
const NAME: usize = 40;

/// A step over one wrapper.
pub(super) struct Step {
    pub(super) to: usize,
    /// The bracket that closes it.
    pub(super) closes: Option<u8>,
}

/// Steps over one wrapper.
pub(super) fn step(bytes: &[u8], at: usize, delimiter: Delimiter) -> Option<Step> {
    let rest = &bytes[at.min(bytes.len())..];
    let plain = |n: usize| Some(Step { to: text::skip_blank(bytes, at + n), closes: None });
    match rest {
        // An array's arrow breaks the line before the value, and the next line may have a prefix of
        // its own: var_dump of PHP.
        [b'\n', ..] | [b'\r', b'\n', ..] if delimiter == Delimiter::Arrow => {
            next_line(bytes, at).map(|to| Step { to, closes: None })
        }
        // A debugger prints where a string stands before the string.
        [b'0', b'x', ..] => {
            let end = at + 2 + text::run(rest, 2, |b| b.is_ascii_hexdigit());
            let to = text::skip_blank(bytes, end);
            let to = to + usize::from(bytes.get(to) == Some(&b'@'));
            (to > end && Quote::open(bytes, to).is_some()).then_some(Step { to, closes: None })
        }
        [b'<', inner @ ..] if angled(inner) => Some(Step { to: at + 1, closes: Some(b'>') }),
        // []string{"…"}: a slice of Go.
        [b'[', b']', ..] => {
            let name = text::run(rest, 2, |b| b.is_ascii_alphanumeric() || b"_.*[]".contains(&b));
            (name <= NAME && rest.get(2 + name) == Some(&b'{'))
                .then(|| Step { to: text::skip_blank(bytes, at + name + 3), closes: None })
        }
        // ConvertTo-SecureString -AsPlainText "…": a command in brackets, the value in quotes.
        [b'(', ..] if command_string(bytes, at).is_some() => {
            command_string(bytes, at).map(|to| Step { to, closes: None })
        }
        // u'…', b"…", r'…', N'…', L"…", @"…", $"…"
        [b'u' | b'b' | b'r' | b'f' | b'B' | b'N' | b'L' | b'@' | b'$' | b'&' | b'*', ..]
            if Quote::open(bytes, at + 1).is_some() =>
        {
            plain(1)
        }
        [b'<', b'<', b'"', ..] => plain(2),
        [b'&', b'l', b't', b';', b'&', b'l', b't', b';', ..] => plain(8),
        [b'[', ..] => Some(Step { to: text::skip_blank(bytes, at + 1), closes: Some(b']') }),
        // (string) "…", (java.lang.String) …
        [b'(', ..] => {
            let name = text::identifier(bytes, at + 1);
            let typed = name > 0 && bytes.get(at + 1 + name) == Some(&b')');
            let inner = next_string(bytes, at + 1);
            match () {
                // `"Password: (hidden)","host":"x"`: a quote right behind it closes the string.
                () if typed && Quote::open(bytes, at + name + 2).is_some() => None,
                () if typed => plain(name + 2).filter(|step| !text::key_follows(bytes, step.to)),
                () if Quote::open(bytes, inner).is_some() => {
                    Some(Step { to: inner, closes: Some(b')') })
                }
                () => None,
            }
        }
        [first, ..] if first.is_ascii_alphabetic() => named(bytes, at),
        _ => None,
    }
}

/// Whether angles hold a password's mixture or a header's credentials, and no placeholder.
fn angled(inner: &[u8]) -> bool {
    let near = &inner[..inner.len().min(160)];
    let Some(end) = memchr::memchr2(b'>', b'\n', near).filter(|n| near[*n] == b'>') else {
        return false;
    };
    let value = &near[..end];
    let any = |is: fn(&u8) -> bool| value.iter().any(is);
    let mixed =
        any(u8::is_ascii_digit) && any(u8::is_ascii_lowercase) && any(u8::is_ascii_uppercase);
    let scheme = credentials::scheme(value).is_some_and(|skip| value.len() >= skip + 16);
    // A value in brackets may go on behind them.
    let whole = near.get(end + 1).is_none_or(|b| !b.is_ascii_alphanumeric());
    whole && (scheme || mixed && !any(|b| b" :\"'=<".contains(b)))
}

/// Names that stand before a quoted value and tell its type.
const TYPES: [&[u8]; 10] = [
    b"string",
    b"str",
    b"chr",
    b"text",
    b"varchar",
    b"bytes",
    b"bytearray",
    b"unicode",
    b"char",
    b"nvarchar",
];
/// Constructors around a value that is there: options, results and collections of one.
const WRAPS: [&[u8]; 15] = [
    b"Some",
    b"Ok",
    b"Just",
    b"Right",
    b"Success",
    b"Valid",
    b"Present",
    b"Optional",
    b"List",
    b"Seq",
    b"Vector",
    b"Set",
    b"Array",
    b"ArrayBuffer",
    b"Chunk",
];

/// Whether a text is such a name, with the path of its package or not, or a length.
pub(crate) fn is_type(text: &[u8]) -> bool {
    let last = text.rsplit(|b| *b == b'.').next().unwrap_or_default();
    TYPES.iter().any(|known| last.eq_ignore_ascii_case(known))
        || text.iter().all(u8::is_ascii_digit)
}

/// Steps over a name that wraps a value: `string(6) "…"`, `Some("…")`, `SecretStr('…')`, `chr "…"`.
fn named(bytes: &[u8], at: usize) -> Option<Step> {
    let rest = &bytes[at..];
    let plain = |n: usize| Some(Step { to: text::skip_blank(bytes, at + n), closes: None });
    let near = &rest[..rest.len().min(NAME + 1)];
    let sign = |b: u8| matches!(b, b'_' | b'.' | b':');
    let name = text::run(near, 0, |b| b.is_ascii_alphanumeric() || sign(b));
    if name > NAME || !matches!(rest.get(name), Some(b'(' | b'[' | b' ')) {
        return None;
    }
    let last = rest[..name].rsplit(|b| sign(*b)).next().unwrap_or_default();
    let is_type = TYPES.iter().any(|known| last.eq_ignore_ascii_case(known));
    // `Just "x"`: a constructor of Haskell or F#.
    let wraps = WRAPS.contains(&last);
    if wraps && rest.get(name) == Some(&b' ') {
        let value = text::skip_blank(bytes, at + name);
        return Quote::open(bytes, value).map(|_| Step { to: value, closes: None });
    }
    if wraps && rest.get(name) == Some(&b'[') {
        return Some(Step { to: at + name + 1, closes: Some(b']') });
    }
    if is_type && rest.get(name) == Some(&b' ') {
        let value = text::skip_blank(bytes, at + name);
        // password: str = 'x'
        let equals = usize::from(bytes.get(value) == Some(&b'='));
        let value = text::skip_blank(bytes, value + equals);
        return Quote::open(bytes, value).map(|_| Step { to: value, closes: None });
    }
    if rest.get(name) != Some(&b'(') {
        return None;
    }
    let digits = text::run(rest, name + 1, |b| b.is_ascii_digit());
    if digits > 0 && rest.get(name + 1 + digits) == Some(&b')') && !wraps {
        // `Kettle(3)blue`: a word that goes on behind its brackets is no type and its length.
        let more = |b: &u8| b.is_ascii_alphanumeric() || *b >= 0x80;
        let whole = is_type || !rest.get(name + digits + 2).is_some_and(more);
        return whole.then(|| plain(name + digits + 2)).flatten();
    }
    // Names of types start with a capital; a call of anything else returns what it does, as those do
    // that look something up: `os.Getenv("DB_PASSWORD")`.
    let call = [&b"Get"[..], b"Lookup", b"Read", b"Load"].iter().any(|verb| last.starts_with(verb));
    if !is_type && (call || !last.first().is_some_and(u8::is_ascii_uppercase)) {
        return None;
    }
    let inner = at + name + 1;
    // `QVariant(QString, "…")`: the type within the wrapper.
    let length = text::run(&rest[..rest.len().min(name + 1 + NAME)], name + 1, |b| {
        b.is_ascii_alphanumeric()
    });
    let inside = &rest[name + 1..name + 1 + length];
    let letter = inside.first().is_some_and(u8::is_ascii_alphabetic);
    let typed = letter && self::is_type(inside.strip_prefix(b"Q").unwrap_or(inside));
    if typed && rest[name + 1 + length..].starts_with(b", ") {
        let value = inner + length + 2;
        return Quote::open(bytes, value).map(|_| Step { to: value, closes: None });
    }
    let prefixed = matches!(bytes.get(inner), Some(b'u' | b'b' | b'&' | b'@'));
    let opens = Quote::open(bytes, inner + usize::from(prefixed)).is_some();
    match () {
        () if opens => plain(name + 1),
        () if wraps => Some(Step { to: inner, closes: Some(b')') }),
        () => None,
    }
}

/// The value on the line below: quoted, or behind its type, after whatever prefix the line has.
fn next_line(bytes: &[u8], at: usize) -> Option<usize> {
    let start = at + text::run(bytes, at, |b| b == b'\r' || b == b'\n');
    let line = &bytes[start..text::line_end(bytes, start, 512)];
    let typed = memchr::memmem::find(line, b"string(").map(|n| start + n);
    let first = start + text::run(line, 0, |b| b == b' ' || b == b'\t');
    typed.or_else(|| Quote::open(bytes, first).map(|_| first))
}

/// The first string within a command in brackets.
fn command_string(bytes: &[u8], at: usize) -> Option<usize> {
    let line = &bytes[at..text::line_end(bytes, at, 256)];
    let name = text::run(line, 1, |b| b.is_ascii_alphabetic() || b == b'-');
    let verb = line[1..=name].contains(&b'-');
    let end = memchr::memchr(b')', line).unwrap_or(line.len());
    let quote = line[..end].iter().position(|b| matches!(b, b'"' | b'\''))?;
    let slashes = line[..quote].iter().rev().take_while(|b| **b == b'\\').count();
    verb.then_some(at + quote - slashes)
}
