//! Types and objects: what a program prints when it prints what a value is instead of the value.
//!
//! It knows the languages' notations, not their libraries.

use super::text::{Shape, Value, is_identifier, is_in, is_plain_identifier, starts_any, words};
use super::vocabulary::{NOTHING, TYPES};
use super::word::is_next_key;
use super::{Kind, Proof};

/// What the value is, if it is a type or an object.
pub(super) fn reason(value: &Value<'_>) -> Option<&'static str> {
    let text = value.core();
    if text.is_empty() {
        return Some("punctuation");
    }
    // `(*string)(nil)`: a pointer of Go.
    if text.starts_with(b"(*") && text.ends_with(b")(nil)") {
        return Some("no value");
    }
    if value.shape.has(b'|') && is_validation(text) {
        return Some("a rule");
    }
    // `##word`: a piece of a word, as models of language cut them.
    if text.strip_prefix(b"##").is_some_and(|piece| piece.iter().all(u8::is_ascii_lowercase)) {
        return Some("a piece of a word");
    }
    // `<class 'bytes'>`, and the rest of a tag whose label ends like a key: `label="Password:"/></form>`.
    if starts_any(value.text, &["<class '", "/>", "</", "\"/>"]) {
        return Some("markup");
    }
    // `*const u8`, `*mut T`: pointers of Rust.
    let pointer = [&b"*const "[..], b"*mut "].iter().any(|start| text.starts_with(start));
    if is_type(text) || pointer {
        return Some("the name of a type");
    }
    if value.shape.has(b'@') && is_java_object(text) {
        return Some("an object");
    }
    if value.shape.has(b'@') && is_mask_of_users(text) {
        return Some("a mask of users");
    }
    if value.shape.has(b'x') && is_pointer(text) {
        return Some("an object");
    }
    if value.shape.has_any(b"[<{(") && is_printed(value, value.text) {
        return Some("an object");
    }
    // `{\\"user\\":…`, at whatever depth of escaping.
    if let [b'{' | b'[', inner @ ..] = value.text {
        let slashes = inner.iter().take_while(|b| **b == b'\\').count();
        if slashes > 1 && inner.get(slashes).is_none_or(|b| *b == b'"') {
            return Some("a structure");
        }
    }
    if starts_any(value.text, &["{\"", "{\\\"", "[\"", "[\\\"", "[{", "{{\""]) {
        return Some("a structure");
    }
    let cut = matches!(value.text, [b'[', name @ ..] if is_cut_list(name));
    if cut && value.proof < Proof::Quoted {
        return Some("a structure");
    }
    // `(KEY='x'`: a pair of its own.
    let tuple = |text: &[u8]| text.ends_with(b",") && is_identifier(&text[..text.len() - 1]);
    let pair = |text: &[u8]| is_next_key(text) || tuple(text) || is_identifier(text);
    if matches!(value.text, [b'(', rest @ ..] if pair(rest)) && value.proof < Proof::Quoted {
        return Some("a structure");
    }
    // `passwords[88]`: an element of a list, in code.
    let element = matches!(value.text, [b'A'..=b'Z' | b'a'..=b'z', .., b']'])
        && memchr::memchr(b'[', value.text).is_some_and(|open| {
            let (name, index) = (&value.text[..open], &value.text[open + 1..value.text.len() - 1]);
            is_identifier(name) && !index.is_empty() && index.iter().all(u8::is_ascii_digit)
        });
    if element && value.proof < Proof::Quoted {
        return Some("code");
    }
    // `django.contrib.auth.hashers.Argon2PasswordHasher`: where a class is.
    if is_class_path(value.text) || is_namespace_path(value.text) {
        return Some("the name of a type");
    }
    // `Left(TooShort(8))`, `Optional.empty`: the other half of an option or a result.
    const NO: [&[u8]; 5] = [b"Left(", b"Failure(", b"Invalid(", b"Err(", b"Error("];
    let no = NO.iter().any(|start| value.text.starts_with(start)) && value.text.ends_with(b")");
    let no = no || matches!(text, b"Optional.empty" | b"Option.empty" | b"List()" | b"Nothing");
    if no && value.proof < Proof::Quoted {
        return Some("no value");
    }
    // `prompt("x")`, cut where its argument starts.
    let call =
        matches!(value.text, [name @ .., b'('] if name.split(|b| *b == b'.').all(is_identifier));
    if (call || is_cmdlet(text)) && value.proof < Proof::Quoted {
        return Some("code");
    }
    if value.proof < Proof::Delimited && is_structure(value.text) {
        return Some("a structure");
    }
    None
}

/// `nick!user@host.example`: by what IRC tells who somebody is.
fn is_mask_of_users(text: &[u8]) -> bool {
    let name = |b: &u8| b.is_ascii_alphanumeric() || b"_-.~^[]{}|*".contains(b);
    let mut halves = text.splitn(2, |b| *b == b'!');
    let (nick, rest) = (halves.next().unwrap_or_default(), halves.next().unwrap_or_default());
    let Some(at) = memchr::memchr(b'@', rest) else { return false };
    let (user, host) = (&rest[..at], &rest[at + 1..]);
    let labels = host.split(|b| *b == b'.');
    let host = labels.clone().count() > 1
        && labels.clone().all(|label| {
            !label.is_empty()
                && label.iter().all(|b| b.is_ascii_alphanumeric() || b"-*".contains(b))
        });
    !nick.is_empty() && !user.is_empty() && host && nick.iter().chain(user).all(name)
}

/// `Read-Host`, `ConvertTo-SecureString`: a command of PowerShell that gives a secret.
fn is_cmdlet(text: &[u8]) -> bool {
    const VERBS: [&[u8]; 11] = [
        b"read",
        b"get",
        b"new",
        b"convertto",
        b"convertfrom",
        b"import",
        b"invoke",
        b"select",
        b"unprotect",
        b"out",
        b"write",
    ];
    let Some(dash) = memchr::memchr(b'-', text) else { return false };
    let (verb, noun) = (&text[..dash], &text[dash + 1..]);
    noun.len() > 3
        && noun[0].is_ascii_uppercase()
        && noun.iter().all(u8::is_ascii_alphabetic)
        && noun[1..].iter().any(u8::is_ascii_lowercase)
        && verb.first().is_some_and(u8::is_ascii_uppercase)
        && VERBS.iter().any(|known| known.eq_ignore_ascii_case(verb))
}

/// `String`, `varchar(255)`, `char[]`, `string?`, `Option<String>`, `java.lang.String`.
fn is_type(text: &[u8]) -> bool {
    if text.len() > 64 {
        return false;
    }
    let end = text.iter().position(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'.' | b'_'));
    let (name, rest) = text.split_at(end.unwrap_or(text.len()));
    let last = name.rsplit(|b| *b == b'.').next().unwrap_or(name);
    let tail = match rest {
        [] | b"[]" | b"?" | b"!" | b"*" | b"{}" => true,
        [b'(', size @ .., b')'] | [b'[', size @ .., b']'] => size.iter().all(u8::is_ascii_digit),
        [b'(' | b'[', size @ ..] => size.iter().all(u8::is_ascii_digit),
        [b'<', inner @ .., b'>'] => {
            inner.iter().all(|b| b.is_ascii_alphanumeric() || b"., &:".contains(b))
        }
        _ => false,
    };
    // `Option<String>`: either may be the type that is known.
    let typed =
        is_in(TYPES, last) || rest.starts_with(b"<") && words(rest).any(|w| is_in(TYPES, w));
    tail && typed && (last.len() == name.len() || name.len() > last.len() + 3)
}

/// Packages in small letters, at least three, and a name in humps.
fn is_class_path(text: &[u8]) -> bool {
    let Some(dot) = memchr::memrchr(b'.', text) else { return false };
    let (packages, class) = (&text[..dot], &text[dot + 1..]);
    let lower = |part: &[u8]| {
        part.first().is_some_and(u8::is_ascii_lowercase)
            && part.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'_')
    };
    let humps = class.windows(2).any(|w| !w[0].is_ascii_uppercase() && w[1].is_ascii_uppercase());
    packages.split(|b| *b == b'.').filter(|part| part.len() > 1).count() > 2
        && packages.split(|b| *b == b'.').all(lower)
        && class.iter().all(u8::is_ascii_alphanumeric)
        && class.first().is_some_and(u8::is_ascii_uppercase)
        && humps
}

/// `System.Management.Automation.PSCredential`: namespaces and a class in capitals, of what .NET brings along
/// or with a known type at its end.
fn is_namespace_path(text: &[u8]) -> bool {
    const ROOTS: [&[u8]; 3] = [b"System", b"Microsoft", b"Windows"];
    const ENDS: [&[u8]; 4] = [b"Credential", b"Credentials", b"String", b"Object"];
    let named = |part: &[u8]| {
        part.len() > 1 && part[0].is_ascii_uppercase() && part.iter().all(u8::is_ascii_alphabetic)
    };
    let mut parts = text.split(|b| *b == b'.');
    let root = parts.clone().next().unwrap_or_default();
    let class = parts.clone().next_back().unwrap_or_default();
    let known = ROOTS.contains(&root)
        || ENDS.iter().any(|end| class.len() > end.len() && class.ends_with(end));
    known && parts.clone().count() > 2 && parts.all(named)
}

/// `java.lang.String@1a2b3c4d`, `[B@6d06d69c`, `Token@57d9c9b`.
fn is_java_object(text: &[u8]) -> bool {
    let Some(at) = memchr::memrchr(b'@', text) else { return false };
    let (name, hash) = (&text[..at], &text[at + 1..]);
    let shape = Shape::of(hash);
    let hashed = (1..=16).contains(&hash.len())
        && shape.upper == 0
        && hash.iter().all(u8::is_ascii_hexdigit);
    if !hashed {
        return false;
    }
    let dotted = memchr::memchr(b'.', name).is_some();
    let class = name.iter().all(|b| b.is_ascii_alphanumeric() || b"._$-;[]".contains(b))
        && name.last().is_some_and(|b| !b.is_ascii_digit());
    let humps =
        name.windows(2).filter(|w| !w[0].is_ascii_uppercase() && w[1].is_ascii_uppercase()).count();
    let known = is_in(TYPES, name) || name.starts_with(b"[") || name.ends_with(b"[]");
    // `Maria@2001` has a class's name and a hash's digits: a hash is longer and has letters too.
    known
        || class && dotted && hash.len() > 3
        || class && humps > 0 && hash.len() > 5 && shape.lower > 0
        || class
            && name[0].is_ascii_uppercase()
            && hash.len() > 6
            && shape.lower > 0
            && shape.digits > 0
}

/// `NSImageView:0x7f8efa7db900`, `@0x7fef9d98856`: an address behind a class's name.
fn is_pointer(text: &[u8]) -> bool {
    let Some(at) = memchr::memmem::find(text, b"0x") else { return false };
    let (name, hex) = (&text[..at], &text[at + 2..]);
    let joined = matches!(name, [.., b':' | b'@']);
    joined && (4..=16).contains(&hex.len()) && hex.iter().all(u8::is_ascii_hexdigit)
}

/// `required|min:8|confirmed`: what a validator asks of a field.
fn is_validation(text: &[u8]) -> bool {
    const FIRST: &[&str] =
        &["bail", "confirmed", "filled", "nullable", "present", "required", "sometimes", "string"];
    let part = |part: &[u8]| {
        let name = part.split(|b| *b == b':').next().unwrap_or_default();
        !name.is_empty() && name.iter().all(|b| b.is_ascii_lowercase() || *b == b'_')
    };
    let first = text.split(|b| *b == b'|').next().unwrap_or_default();
    is_in(FIRST, first) && text.split(|b| *b == b'|').all(part)
}

/// `[object Object]`, `<Buffer 0a 1b>`, `#<User:0x00>`, `Token{78af589}`, `Token(42)`, `[12 bytes]`.
fn is_printed(value: &Value<'_>, text: &[u8]) -> bool {
    const OPENINGS: &[&str] = &[
        "#<",
        "<buffer",
        "<class",
        "<function",
        "<object",
        "<unprintable",
        "[array",
        "[b@",
        "[bound",
        "[buffer",
        "[byte",
        "[c@",
        "[char",
        "[circular",
        "[class",
        "[function",
        "[getter",
        "[native",
        "[object",
        "[secretstring",
        "[securestring",
        "[string",
        "[symbol",
    ];
    let word = text.iter().skip(1).take_while(|b| b.is_ascii_alphabetic()).count() + 1;
    let whole = text.get(word).is_none_or(|b| !b.is_ascii_digit());
    if whole && starts_any(text, OPENINGS) {
        return true;
    }
    // `<Foo at 0x1f>`, `<UIView: 0x1f; frame = …`, `#User<…>`, `hexdump(len=32`.
    let object = |mark: &[u8]| text[0] == b'<' && super::text::contains(text, mark);
    if object(b" at 0x") || object(b": 0x") || super::text::contains(text, b"(len=") {
        return true;
    }
    if text[0] == b'#' && text.ends_with(b">") && super::text::contains(text, b"<") {
        return true;
    }
    if let [b'[' | b'<' | b'(' | b'{', inner @ ..] = text {
        return is_measured(inner);
    }
    let text = text.strip_prefix(b"&").unwrap_or(text);
    let end = text.iter().position(|b| !b.is_ascii_alphanumeric() && !b"_.:$".contains(b));
    let Some(end) = end.filter(|end| *end > 2) else { return false };
    let (name, rest) = text.split_at(end);
    let camel = name[0].is_ascii_uppercase() && name.iter().any(u8::is_ascii_lowercase);
    let named = is_identifier(name) && camel && !name.iter().any(u8::is_ascii_digit)
        || name.split(|b| matches!(b, b'.' | b':')).filter(|p| !p.is_empty()).all(is_identifier)
            && memchr::memchr2(b'.', b':', name).is_some();
    let strict = value.kind == Kind::Password && value.proof >= Proof::Delimited;
    match rest {
        [b'{', inner @ ..] if named => {
            let plain = inner.iter().all(u8::is_ascii_hexdigit) || holds_pair(inner);
            !strict || text.ends_with(b"}") || plain
        }
        [b'[', inner @ ..] if named => is_measured(inner) || holds_pair(inner),
        [b'(', inner @ ..] if named => (!strict || is_hollow(inner)) && !goes_on(inner),
        _ => false,
    }
}

/// `3)blue`: whether a word goes on behind its brackets, as a password may and no object does.
fn goes_on(inner: &[u8]) -> bool {
    /// The longest word of this kind.
    const WORD: usize = 32;
    let Some(end) = memchr::memchr(b')', inner) else { return false };
    let more = &inner[end + 1..];
    let word = |b: &u8| b.is_ascii_alphanumeric() || *b >= 0x80;
    inner.len() < WORD
        && end <= 8
        && inner[..end].iter().all(word)
        && more.first().is_some_and(word)
        && !more.iter().any(|b| b"()[]{} ".contains(b))
}

/// `user=bob`: what is printed of an object.
fn holds_pair(inner: &[u8]) -> bool {
    let name = inner.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
    name > 1 && inner.get(name) == Some(&b'=')
}

/// `12 bytes]`, `8 chars)`, `len=8`, `length: 8`.
fn is_measured(inner: &[u8]) -> bool {
    let digits = inner.iter().take_while(|b| b.is_ascii_digit()).count();
    let rest = &inner[digits..];
    digits > 0 && starts_any(rest, &[" byte", " char", "byte", "char", " item", " element"])
        || starts_any(inner, &["len=", "len:", "length=", "length:", "length ", "size=", "size:"])
}

/// Nothing, a number, a type or `len=…` between parentheses.
fn is_hollow(inner: &[u8]) -> bool {
    let inner = inner.strip_suffix(b")").unwrap_or(inner).trim_ascii();
    inner.iter().all(u8::is_ascii_digit)
        || is_in(NOTHING, inner)
        || is_in(TYPES, inner)
        || is_measured(inner)
}

/// The start of a nested structure, where plain text was expected.
fn is_structure(text: &[u8]) -> bool {
    match text {
        [b'{' | b'[', rest @ ..] => {
            let next = rest.trim_ascii_start();
            next.is_empty()
                || matches!(next[0], b'"' | b'\'' | b'{' | b'[' | b'\\' | b']' | b'}')
                || rest.iter().any(|b| matches!(b, b':' | b'=' | b' '))
        }
        _ => false,
    }
}

/// `[ROLE_USER` and `[Kind:`, whose ends were cut off at a comma or a blank.
fn is_cut_list(name: &[u8]) -> bool {
    let name = name.strip_suffix(b":").unwrap_or(name);
    is_plain_identifier(name) && !name.iter().any(u8::is_ascii_digit)
}
