//! Templates: format specifications, variables, placeholders in brackets, references to a value that
//! is kept elsewhere, and code that would fetch it.
//!
//! It resolves nothing. A sign that also starts passwords (`$`, `@`, `:`) needs a name behind it.

use super::bound;
use super::text::{
    ANGLES, SQUARES, Shape, Value, contains, is_identifier, is_in, is_plain_identifier, opened,
    starts_any, words,
};
use super::vocabulary::PLACEHOLDER_NOUN;
use super::{Kind, Proof};

/// Schemes of references: what follows names a secret and does not hold it.
const REFERENCES: &[&str] = &[
    "@microsoft.keyvault(",
    "alias:",
    "awsparamstore://",
    "awssm:",
    "awssm://",
    "azurekeyvault:",
    "azurekms:",
    "berglas://",
    "bws:",
    "configmapref:",
    "configref:",
    "conjur:",
    "credential:",
    "credstash:",
    "cyberark:",
    "doppler:",
    "env:",
    "envvar:",
    "external:",
    "fd:",
    "file:",
    "gcp-sm:",
    "gcpsecrets:",
    "getenv:",
    "gsm:",
    "jndi:",
    "keychain:",
    "keyring:",
    "keyvault:",
    "kv:",
    "op://",
    "pass://",
    "projects/",
    "prompt:",
    "ref+",
    "ref:",
    "resolve:ssm",
    "resolve:secretsmanager",
    "secret:",
    "secretkeyref:",
    "secretmanager:",
    "secretref:",
    "secrets:",
    "secretsmanager:",
    "sm://",
    "sops:",
    "ssm:",
    "valuefrom:",
    "var:",
    "vault:/",
    "vault:kv",
    "vault:secret",
    "vault://",
];

/// What code starts with that would fetch the value.
pub(super) const ROOTS: &[&str] = &[
    "app",
    "args",
    "argv",
    "attrs",
    "auth",
    "body",
    "cfg",
    "cli",
    "conf",
    "config",
    "configuration",
    "context",
    "credentials",
    "creds",
    "ctx",
    "data",
    "db",
    "each",
    "env",
    "environ",
    "environment",
    "event",
    "flags",
    "form",
    "github",
    "input",
    "inputs",
    "item",
    "local",
    "matrix",
    "me",
    "module",
    "needs",
    "node",
    "obj",
    "object",
    "options",
    "opts",
    "os",
    "outputs",
    "parameters",
    "params",
    "payload",
    "process",
    "props",
    "req",
    "request",
    "response",
    "row",
    "secrets",
    "self",
    "session",
    "settings",
    "spec",
    "state",
    "steps",
    "system",
    "this",
    "user",
    "values",
    "var",
    "vars",
];

/// What the value is, if it stands for another.
pub(super) fn reason(value: &Value<'_>) -> Option<&'static str> {
    let (text, shape) = (value.text, &value.shape);
    match text[0] {
        b'%' if is_format(value.core()) => return Some("a format specification"),
        b'{' if is_hole(value) => return Some("a template"),
        // `--password-file=<(echo x)`
        b'<' | b'>' if text.get(1) == Some(&b'(') => return Some("a command"),
        b'$' | b'@' | b':' | b'#' | b'&' if is_variable(value) => return Some("a variable"),
        b'<' | b'[' | b'%' | b'&' | b'\\' | b'\xc2' if is_placeholder(value) => {
            return Some("a placeholder");
        }
        b'\\' if text.starts_with(b"\\(") => return Some("a template"),
        b'`' if text.len() > 2 && text.ends_with(b"`") => return Some("a command"),
        b'@' if matches!(text, [_, b'/' | b'-', ..] | [_, b'.', b'/', ..]) => {
            return Some("a reference");
        }
        b'?' if matches!(text, [_] | [_, b',' | b')', ..]) => return Some("a bound parameter"),
        b':' | b'@' | b'$' | b'?' | b'(' | b'%' if bound::is_place(text) => {
            return Some("a bound parameter");
        }
        b'!' if is_tagged(text) => return Some("a reference"),
        _ => {}
    }
    if shape.has(b'{') && holds_template(text) {
        return Some("a template");
    }
    if shape.has_any(b"(<%") && (contains(text, b"<%") || contains(text, b"%(")) && !shape.has(b'!')
    {
        return Some("a template");
    }
    if shape.has_any(b":/+@") && starts_any(text, REFERENCES) && !starts_any(text, &["secret:"]) {
        return Some("a reference");
    }
    is_code(value).then_some("code")
}

/// `%s`, `%-10d`, `%+v`, `%1$s`, `%@`, `%{name}`, `%(name)s`, `%NAME%`, `%%`.
fn is_format(text: &[u8]) -> bool {
    let rest = &text[1..];
    match rest {
        // Go says so where a format and its arguments do not fit: `%!s(MISSING)`.
        [b'!', .., b')'] => return true,
        [] | [b'%'] | [b'@'] | [b'{', ..] | [b'(', ..] | [b'X' | b'm', b'{', ..] => return true,
        // `%NAME%`, and a parameter of a build server: `%secure:team.password%`.
        [inner @ .., b'%']
            if inner.len() > 2 && inner.split(|b| b".:-".contains(b)).all(is_identifier) =>
        {
            return true;
        }
        _ => {}
    }
    let flags = rest
        .iter()
        .take_while(|b| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'#' | b'.' | b'$' | b'*'));
    let conversion = &rest[flags.count()..];
    let conversion = match conversion {
        [b'l' | b'h' | b'z' | b'j', more @ ..] => more,
        all => all,
    };
    // `%w: `, where more than a value is formatted.
    let conversion = conversion.strip_suffix(b":").unwrap_or(conversion);
    matches!(conversion, [c] if b"sdvqxXifgrcpuaeobtTUwlz".contains(c))
}

/// `!secret wifi_password`, `!Ref DbPassword`: a tag of YAML, and the name of what it stands for.
fn is_tagged(text: &[u8]) -> bool {
    let mut words = text[1..].split(|b| *b == b' ');
    let (tag, name) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let letters = |b: &u8| b.is_ascii_alphabetic() || b"_-:".contains(b);
    !tag.is_empty() && tag.iter().all(letters) && is_identifier(name) && words.next().is_none()
}

/// `{}`, `{0}`, `{name}`, `{name:format}`, `{$NAME.PART}`, and `{name` with its end cut off.
fn is_hole(value: &Value<'_>) -> bool {
    let inner = value.text.trim_ascii_end();
    let is_closed = inner.ends_with(b"}");
    let inner = inner.strip_suffix(b"}").unwrap_or(inner);
    let inner = inner[1..].strip_prefix(b"$").unwrap_or(&inner[1..]);
    let name = inner.split(|b| matches!(b, b':' | b'!')).next().unwrap_or_default();
    inner.is_empty()
        || inner.starts_with(b"{")
        || name.iter().all(u8::is_ascii_digit) && name.len() < 3
        || name.split(|b| matches!(b, b'.' | b'-' | b' ')).all(is_plain_identifier)
            && (is_closed || !name.iter().any(u8::is_ascii_digit))
}

/// `$NAME`, `${…}`, `$(…)`, `$name$`, `$1`, `@p0`, `@{…}`, `:name`, `#{…}`, `#name#`.
fn is_variable(value: &Value<'_>) -> bool {
    let (text, core) = (value.text, value.core());
    match text {
        [_] => true,
        [b'$', b'{' | b'(', ..] | [b'#' | b'@', b'{', ..] => true,
        // `$wallet(name)`: what fetches it.
        [b'$', call @ .., b')'] => {
            let name = call.split(|b| *b == b'(').next().unwrap_or_default();
            name.len() < call.len() && is_plain_identifier(name)
        }
        // `$address$`, as monitors name their macros.
        [b'$', name @ .., b'$'] if value.shape.digits == 0 => {
            name.split(|b| *b == b'.').all(is_identifier)
        }
        [b'#', name @ .., b'#'] | [b'@', b'@', name @ ..] => is_identifier(name),
        // `@DB_PASSWORD@`, as build tools name what they put in.
        [b'@', name @ .., b'@'] => name.split(|b| *b == b'.').all(is_plain_identifier),
        [b'$', ..] => {
            let name = &core[1..];
            let name = name.strip_prefix(b"env:").unwrap_or(name);
            let root =
                name.split(|b| matches!(b, b'.' | b'[' | b'-' | b':')).next().unwrap_or(name);
            let digits = name.len() < 3 && name.iter().all(u8::is_ascii_digit);
            let upper = is_identifier(name) && !name.iter().any(u8::is_ascii_lowercase);
            // `$dragon7` is a password if anything is: a variable says what it is for, or has no digit.
            let chosen = value.is_password()
                && value.proof >= Proof::Delimited
                && root.iter().any(u8::is_ascii_digit)
                && !is_credential_name(root);
            let plain = is_plain_identifier(root) && !chosen;
            name.is_empty() || digits || upper && name.len() > 1 || plain
        }
        [b'@', ..] => {
            let name = &core[1..];
            let numbered = name.len() < 5
                && matches!(name, [b'p' | b'P', number @ ..]
                if number.iter().all(u8::is_ascii_digit));
            numbered || name.starts_with(b"__") || is_credential_name(name)
        }
        [b':', ..] => {
            let name = &core[1..];
            name.iter().all(u8::is_ascii_digit) && name.len() < 3 || is_credential_name(name)
        }
        // `&password`: the address of a variable.
        [b'&', name @ ..] => {
            is_identifier(name) && value.shape.digits == 0 && value.proof < Proof::Quoted
        }
        _ => false,
    }
}

/// A name whose words a variable for a secret would have.
fn is_credential_name(name: &[u8]) -> bool {
    is_plain_identifier(name)
        && name.split(|b| *b == b'_').filter(|w| !w.is_empty()).any(|w| is_in(PLACEHOLDER_NOUN, w))
}

/// `<password>`, `<your key>`, `[password]`, `«token»`, `%3Cpassword%3E`: words in brackets, perhaps
/// cut off.
fn is_placeholder(value: &Value<'_>) -> bool {
    let text = value.text;
    let angles = opened(text, &ANGLES);
    let Some((inner, close)) = angles.or_else(|| opened(text, &SQUARES)) else { return false };
    let is_cut = !inner.ends_with(close);
    let inner = inner.strip_suffix(close).unwrap_or(inner);
    let shape = Shape::of(inner);
    if inner.is_empty() {
        return true;
    }
    if is_cut && shape.digits > 0 && value.is_password() {
        return false;
    }
    let words_only = shape.digits < 2
        && inner
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || *b >= 0x80 || b" _-.:|/,='".contains(b));
    if angles.is_some() {
        // Somebody may like angles around a password: then it has a password's mixture inside.
        let mixed = shape.digits > 0 && shape.upper > 0 && shape.lower > 0 && shape.spaces == 0;
        return words_only && shape.letters() + shape.wide > 0 && !(mixed && value.is_password())
            || inner.starts_with(b"/");
    }
    words_only && words(inner).all(|w| is_in(PLACEHOLDER_NOUN, w))
}

/// A template somewhere in the value: `{{ x }}`, `${x}`, `#{x}`, `%{x}`, `$(x)`.
fn holds_template(text: &[u8]) -> bool {
    if let Some(at) = memchr::memmem::find(text, b"{{")
        && contains(&text[at..], b"}}")
    {
        return true;
    }
    memchr::memchr_iter(b'{', text).take(8).any(|at| {
        let opens = at > 0 && matches!(text[at - 1], b'$' | b'#' | b'%' | b'@');
        let name = &text[at + 1..];
        let length =
            name.iter().take_while(|b| b.is_ascii_alphanumeric() || b"_.-".contains(b)).count();
        opens && length > 0 && matches!(name.get(length), Some(b'}' | b':' | b'?'))
    })
}

/// `process.env.X`, `config["x"]`, `params[:x]`, `os.getenv("X")`, `getPassword()`.
fn is_code(value: &Value<'_>) -> bool {
    let text = value.core();
    if value.proof == Proof::Quoted && value.kind == Kind::Password && !text.ends_with(b"()") {
        return false;
    }
    let end = text.iter().position(|b| !b.is_ascii_alphanumeric() && *b != b'_');
    let Some(end) = end.filter(|end| *end > 0) else { return false };
    let (root, rest) = text.split_at(end);
    if !is_plain_identifier(root) {
        return false;
    }
    match rest {
        [b'(', b')', ..] => rest.len() <= 3 || rest[2] == b'.',
        [b'(', b'"' | b'\'' | b'(', ..] => true,
        // A call with names for arguments.
        [b'(', inner @ .., b')'] => inner.split(|b| b"., []*".contains(b)).all(|part| {
            part.is_empty() || is_plain_identifier(part) && !part.iter().any(u8::is_ascii_digit)
        }),
        [b'[', b'"' | b'\'' | b':', ..] => true,
        [b'-', b'>', name @ ..] => is_plain_identifier(name),
        // `sys::prctl::KEY`
        [b':', b':', name @ ..] => {
            name.split(|b| *b == b':').all(|part| part.is_empty() || is_identifier(part))
        }
        [b'.', rest @ ..] if is_in(ROOTS, root) => {
            let names = rest.split(|b| matches!(b, b'.' | b'[' | b'(')).next().unwrap_or_default();
            is_plain_identifier(names)
        }
        [b'.', rest @ ..] => {
            // A call of a method: `keyring.get_password(...)`.
            let name =
                rest.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'));
            let end = name.count();
            end > 2 && rest.get(end) == Some(&b'(')
        }
        _ => false,
    }
}
