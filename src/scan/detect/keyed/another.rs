//! What stands where a secret would and is another thing, by what is written around it: a name, a number
//! of a payment, a code of the post, what holds a lock.
//!
//! It sees the key, the value and their line; what the value is by itself is for `value`.

use std::ops::Range;

use super::key::{self, Key, Meaning, Words};
use super::shape::Reading;
use super::{connection, text};
use crate::scan::detect::list::List;
use crate::scan::detect::value::{self, Kind, Proof};

/// What a telling key stands for instead of a secret, by how it is written or what stands before it.
pub(super) fn by_its_key(bytes: &[u8], key: &Key, meaning: &Meaning) -> Option<&'static str> {
    let named = &bytes[key.span.clone()];
    match () {
        // `Connect-Host -Credential bob`: PowerShell takes the name of a user there, or an object.
        () if key.dashes == 1 && named.eq_ignore_ascii_case(b"credential") => {
            Some("the flag takes the name of a user")
        }
        () if meaning.id && key::means_record(named) => {
            Some("the id of a secret, which opens nothing")
        }
        // `spec.encryptedData.password`: where a sealed secret keeps what it sealed.
        () if named.windows(14).any(|part| part.eq_ignore_ascii_case(b"encrypteddata.")) => {
            Some("a part of what was sealed")
        }
        () if names_list(named) && !holds_list(bytes, key) => Some("the name of a list"),
        () if is_setter(bytes, key) => Some("the name of a method"),
        () if is_namespace(bytes, key) => Some("the name of a log"),
        () if key::measured(bytes, key) => Some("the text tells what was made of a secret"),
        () if key::one_of_two(bytes, key) => Some("the text tells of the user or the password"),
        () => None,
    }
}

/// What a value is instead of a secret, by what stands around it in its line.
pub(super) fn by_its_line(
    bytes: &[u8],
    key: &Key,
    value: &Range<usize>,
    meaning: Meaning,
    reading: &Reading,
) -> Option<&'static str> {
    let text = &bytes[value.clone()];
    match meaning.kind {
        Kind::Session if connection::names(bytes, key, value, reading) => {
            Some("the name of a connection")
        }
        Kind::Token if connection::is_token_of_transport(bytes, key, value) => {
            Some("the name of a connection")
        }
        _ if makes_object(bytes, value) => Some("code"),
        _ if is_derived(&bytes[key.span.clone()], text) => Some("the name of an object"),
        Kind::Password if goes_on_with_key(bytes, key, value, reading) => Some("a name"),
        Kind::Password if names_sources(&bytes[key.span.clone()], text) => {
            Some("where a system looks for its users")
        }
        // `--пароль ПАРОЛЬ`: how a usage names what belongs there.
        _ if key.dashes > 0 && names_itself(bytes, key, text) => Some("a placeholder"),
        // `pin 4821 not connected`: of a chip or a map; the secret one is written in capitals, or sent.
        _ if reading.proof == Proof::Prose
            && &bytes[key.span.clone()] == b"pin"
            && value.start == key.span.end + 1
            && !is_sent(bytes, key, value) =>
        {
            Some("a contact")
        }
        Kind::Password if names_argument(bytes, key, text, reading) => Some("the name of a user"),
        _ if meaning.vague && names_owner(bytes, key, text, reading) => Some("the name of a user"),
        _ if meaning.vague && names_object(bytes, key, value) => Some("the name of an object"),
        Kind::Token if is_address_of_secret(bytes, key, value) => Some("the name of an object"),
        Kind::Token | Kind::Session if is_excerpt(bytes, key, value, reading) => Some("cut short"),
        Kind::Token if counts(&bytes[key.span.clone()], text) => Some("a number of tokens"),
        Kind::Token if holds_lock(bytes, key, text) => Some("the token of a lock"),
        Kind::Token if is_analysed(bytes, value) => Some("a word of a text"),
        Kind::Otp if is_postal(bytes, key, value) => Some("a postal code"),
        Kind::Otp if is_approval(bytes, key, value) => Some("the number of an approved payment"),
        _ => None,
    }
}

/// `SMS pin 4821 sent to x`: a number that somebody is told.
fn is_sent(bytes: &[u8], key: &Key, value: &Range<usize>) -> bool {
    const BEFORE: [&[u8]; 5] = [b"sms ", b"otp ", b"login ", b"e-mail ", b"one-time "];
    let told = |word: &&[u8]| {
        let from = key.span.start.checked_sub(word.len());
        from.is_some_and(|from| bytes[from..key.span.start].eq_ignore_ascii_case(word))
    };
    BEFORE.iter().any(told) || bytes[value.end..].starts_with(b" sent to ")
}

/// ``undefined method `password=' for x``: the name of a method that sets one.
fn is_setter(bytes: &[u8], key: &Key) -> bool {
    let opened = key.span.start > 0 && matches!(bytes[key.span.start - 1], b'`' | b'\'');
    opened && bytes[key.span.end..].starts_with(b"=' ")
}

/// `pw:api => page.fill started`: one of the logs that Playwright writes.
fn is_namespace(bytes: &[u8], key: &Key) -> bool {
    const LOGS: [&[u8]; 8] = [
        b"api",
        b"browser",
        b"channel",
        b"download",
        b"install",
        b"protocol",
        b"socks",
        b"webserver",
    ];
    let Some(rest) = bytes[key.span.end..].strip_prefix(b":") else { return false };
    let word = &rest[..rest.iter().take(12).take_while(|b| b.is_ascii_lowercase()).count()];
    let ends = rest.get(word.len()).is_none_or(|b| matches!(b, b' ' | b'*' | b'\x1b'));
    &bytes[key.span.clone()] == b"pw" && LOGS.contains(&word) && ends
}

/// `password_list`, `tokenArray`: a list, or the number or the file of one.
fn names_list(key: &[u8]) -> bool {
    let ends = |end: &[u8]| {
        key.len().checked_sub(end.len()).is_some_and(|at| key[at..].eq_ignore_ascii_case(end))
    };
    if !ends(b"list") && !ends(b"array") {
        return false;
    }
    let words = key::Words::split(key);
    let last = words.count.checked_sub(1).map_or(&b""[..], |nth| words.get(nth));
    [&b"list"[..], b"array"].contains(&last)
}

/// Whether a bracket opens where the value of a key starts.
fn holds_list(bytes: &[u8], key: &Key) -> bool {
    let near = &bytes[key.span.end..bytes.len().min(key.span.end + 8)];
    let behind = text::run(near, 0, |b| b"\"'\\:=> ".contains(&b));
    matches!(near.get(behind), Some(b'[' | b'(' | b'{'))
}

/// `passwordField: 'password'`: the key tells what another key is called.
pub(super) fn tells_name(key: &[u8]) -> bool {
    let words = key::Words::split(key);
    let last = words.count.checked_sub(1).map_or(&b""[..], |nth| words.get(nth));
    [&b"field"[..], b"param", b"parameter", b"input"].contains(&last)
}

/// `COMMAND=/usr/bin/passwd bob7`, `manage.py changepassword bob7`, `Forgot password: bob7`: for whom
/// something is done.
fn names_argument(bytes: &[u8], key: &Key, value: &[u8], reading: &Reading) -> bool {
    const VERBS: [&[u8]; 6] = [b"change", b"check", b"forgot", b"lost", b"update", b"verify"];
    const JOINED: [&[u8]; 7] =
        [b"change", b"check", b"chk", b"reset", b"set", b"update", b"verify"];
    if reading.proof >= Proof::Delimited || !value::is_account(value) {
        return false;
    }
    let (named, before) = (&bytes[key.span.clone()], &bytes[..key.span.start]);
    let colon = memchr::memchr(b':', &bytes[key.span.end..reading.value.start]).is_some();
    let starts = |verb: &&[u8]| {
        named.get(..verb.len()).is_some_and(|start| start.eq_ignore_ascii_case(verb))
    };
    if dispatched(before) {
        return false;
    }
    let command = before.last().is_none_or(|b| b"/=\n:".contains(b))
        || [&b": "[..], b"sudo ", b"exec "].iter().any(|lead| before.ends_with(lead));
    match colon {
        false if named == b"passwd" => command,
        // What is done to a user: `user:password bob7`.
        false if before.ends_with(b"user:") => true,
        false => JOINED.iter().any(starts),
        true => {
            let words = before.strip_suffix(b" ").unwrap_or_default();
            let near = &words[words.len().saturating_sub(12)..];
            let word = near.rsplit(|b| !b.is_ascii_alphabetic()).next().unwrap_or_default();
            VERBS.iter().any(|verb| verb.eq_ignore_ascii_case(word))
        }
    }
}

/// `:profile/set-password kettle`: an event that a namespace names, and what it carries. It tells of nobody.
fn dispatched(before: &[u8]) -> bool {
    let Some(space) = before.strip_suffix(b"/") else { return false };
    let near = &space[space.len().saturating_sub(48)..];
    let name = near.iter().rev().take_while(|b| b.is_ascii_alphanumeric() || b"._-".contains(b));
    let name = name.count();
    let mut left = near[..near.len() - name].iter().rev();
    name > 0 && left.next() == Some(&b':') && left.next().is_none_or(|b| b" [(".contains(b))
}

/// `invalid credentials: bob7`: whose they are, where no structure sets them off.
fn names_owner(bytes: &[u8], key: &Key, value: &[u8], reading: &Reading) -> bool {
    const WRONG: [&[u8]; 10] = [
        b"bad",
        b"delete",
        b"expired",
        b"incorrect",
        b"invalid",
        b"rejected",
        b"revoke",
        b"rotate",
        b"update",
        b"wrong",
    ];
    let before = bytes[..key.span.start].strip_suffix(b" ").unwrap_or_default();
    let word = before[before.len().saturating_sub(10)..].rsplit(|b| !b.is_ascii_alphabetic());
    let word = word.into_iter().next().unwrap_or_default();
    let wrong = |word: &[u8]| WRONG.iter().any(|wrong| wrong.eq_ignore_ascii_case(word));
    // `invalidCredentials - 80090308`: the name of an error, and its number.
    let words = Words::split(&bytes[key.span.clone()]);
    let named = words.count == 2 && wrong(words.get(0)) && words.get(1).starts_with(b"credential");
    let number = value.len() <= 8 && value.iter().all(u8::is_ascii_hexdigit);
    reading.proof < Proof::Delimited && (wrong(word) && value::is_account(value) || named && number)
}

/// `secret=tls-cert-v2 namespace=web`: an object of a cluster, beside the space that it is in.
fn names_object(bytes: &[u8], key: &Key, value: &Range<usize>) -> bool {
    let start = text::line_start(bytes, key.span.start, 64);
    let around = &bytes[start..text::line_end(bytes, value.end, 64)];
    value::is_label(&bytes[value.clone()]) && memchr::memmem::find(around, b"namespace").is_some()
}

/// `secret:9m4e2mr0ui3e8a215n4g`: the address of an object that holds a secret (Juju); what stands behind its
/// scheme is an id of twelve bytes in the small alphabet of RFC 4648, section 7.
fn is_address_of_secret(bytes: &[u8], key: &Key, value: &Range<usize>) -> bool {
    let id = &bytes[value.clone()];
    &bytes[key.span.clone()] == b"secret"
        && bytes.get(key.span.end..value.start) == Some(b":")
        && id.len() == 20
        && id.iter().all(|b| b.is_ascii_digit() || (b'a'..=b'v').contains(b))
}

/// `JWT token acquired: eyJhbGciOiJIUzI1NiIs...`, `token (first 20 chars): x`: the start of a token, which
/// programs show to tell one from another.
fn is_excerpt(bytes: &[u8], key: &Key, value: &Range<usize>, reading: &Reading) -> bool {
    /// The longest start that opens nothing.
    const START: usize = 20;
    const WORDS: [&[u8]; 6] = [b"chars", b"characters", b"first", b"last", b"prefix", b"preview"];
    let text = &bytes[value.clone()];
    let dots = [&b"..."[..], "…".as_bytes()];
    let cut =
        reading.proof < Proof::Quoted && dots.iter().any(|d| bytes[value.end..].starts_with(d));
    let shown = dots.iter().find_map(|dots| text.strip_suffix(*dots)).or(cut.then_some(text));
    if shown.is_some_and(|shown| shown.len() <= START && !shown.contains(&b'.')) {
        return true;
    }
    let between = &bytes[key.span.end.min(reading.value.start)..reading.value.start];
    let mut words = between.split(|b| !b.is_ascii_alphabetic());
    text.len() <= START
        && reading.proof < Proof::Quoted
        && words.any(|word| WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

/// `"remaining_tokens": "149984"`: of many there is a number, not one number.
fn counts(key: &[u8], value: &[u8]) -> bool {
    let plural =
        key.len().checked_sub(6).is_some_and(|at| key[at..].eq_ignore_ascii_case(b"tokens"));
    plural && value.iter().all(|b| b.is_ascii_digit() || b",._".contains(b))
}

/// Whether a value is its key in capitals, in letters beyond ASCII.
fn names_itself(bytes: &[u8], key: &Key, value: &[u8]) -> bool {
    let (Ok(key), Ok(value)) =
        (std::str::from_utf8(&bytes[key.span.clone()]), std::str::from_utf8(value))
    else {
        return false;
    };
    !value.is_ascii() && key != value && key.to_uppercase() == value
}

/// `passwd:  files systemd`: the databases of nsswitch.conf(5) and where each is looked up.
fn names_sources(key: &[u8], value: &[u8]) -> bool {
    static SOURCES: List = List::new(&[
        "cache",
        "compat",
        "db",
        "dns",
        "extrausers",
        "files",
        "hesiod",
        "ldap",
        "mymachines",
        "nis",
        "nisplus",
        "sss",
        "systemd",
        "winbind",
    ]);
    let mut words = value.split(|b| b.is_ascii_whitespace()).filter(|word| !word.is_empty());
    [&b"passwd"[..], b"shadow"].contains(&key) && words.all(|word| SOURCES.has(word))
}

/// `DbSecret (DbSecret79C681BB)`: what a template calls a resource, with a digest of its place behind it
/// (logical ids of CloudFormation).
fn is_derived(key: &[u8], value: &[u8]) -> bool {
    let Some(digest) = value.strip_prefix(key) else { return false };
    let humps = key.windows(2).any(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase());
    humps
        && digest.len() == 8
        && digest.iter().all(u8::is_ascii_hexdigit)
        && digest.iter().any(u8::is_ascii_alphabetic)
}

/// `old password = new password`, `password == current password`: a comparison, or what a field is for. A
/// word with a sign of its own behind it is the next key.
fn goes_on_with_key(bytes: &[u8], key: &Key, value: &Range<usize>, reading: &Reading) -> bool {
    let letters = bytes[value.clone()].iter().all(|b| b.is_ascii_alphabetic() || *b >= 0x80);
    if reading.proof >= Proof::Quoted || !letters {
        return false;
    }
    let named = key::Words::split(&bytes[key.span.clone()]);
    let last = named.count.checked_sub(1).map_or(&b""[..], |nth| named.get(nth));
    let rest = bytes[value.end..].strip_prefix(b" ").unwrap_or_default();
    rest.get(..last.len()).is_some_and(|word| word.eq_ignore_ascii_case(last))
        && last.len() > 2
        && rest[last.len()..]
            .trim_ascii_start()
            .first()
            .is_none_or(|b| !b.is_ascii_alphanumeric() && !b"=:_-".contains(b))
}

/// `String password = new String(x)`: code that makes the value.
fn makes_object(bytes: &[u8], value: &Range<usize>) -> bool {
    if &bytes[value.clone()] != b"new" {
        return false;
    }
    let Some(rest) = bytes[value.end..].strip_prefix(b" ") else { return false };
    let name = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
    let class = rest.first().is_some_and(u8::is_ascii_uppercase)
        || name > 0 && rest[name..].starts_with(b"[");
    class && matches!(rest.get(name), Some(b'(' | b'[' | b'<' | b'{'))
}

/// `Missing lock for job 7, token=x`: what proves that one holds a lock opens nothing.
fn holds_lock(bytes: &[u8], key: &Key, value: &[u8]) -> bool {
    if !bytes[key.span.clone()].eq_ignore_ascii_case(b"token") || !value::is_uuid(value) {
        return false;
    }
    let start = text::line_start(bytes, key.span.start, 96);
    let mut words = bytes[start..key.span.start].split(|b| !b.is_ascii_alphabetic());
    words
        .any(|word| [&b"lock"[..], b"locks", b"lease"].iter().any(|w| w.eq_ignore_ascii_case(word)))
}

/// `{"token":"x","start_offset":0}`: what an index makes of a text.
fn is_analysed(bytes: &[u8], value: &Range<usize>) -> bool {
    let after = &bytes[value.end..bytes.len().min(value.end + 24)];
    memchr::memmem::find(after, b"start_offset").is_some()
}

/// `"pincode":"560001","city":"x"`: in India a PIN code is one of the post, of six digits.
fn is_postal(bytes: &[u8], key: &Key, value: &Range<usize>) -> bool {
    const WORDS: [&[u8]; 9] = [
        b"city",
        b"address",
        b"post",
        b"district",
        b"state\"",
        b"state=",
        b"locality",
        b"delivery",
        b"country",
    ];
    let six = value.len() == 6 && bytes[value.clone()].iter().all(u8::is_ascii_digit);
    let named = key::Words::split(&bytes[key.span.clone()]);
    let last = |back: usize| named.count.checked_sub(back).map_or(&b""[..], |nth| named.get(nth));
    let pin = last(1) == b"pin" || last(1) == b"pincode" || last(1) == b"code" && last(2) == b"pin";
    if !six || !pin {
        return false;
    }
    let start = text::line_start(bytes, key.span.start, 128);
    let line = bytes[start..text::line_end(bytes, value.end, 128)].to_ascii_lowercase();
    WORDS.iter().any(|word| memchr::memmem::find(&line, word).is_some())
}

/// `auth_code=831000 rrn=507009004411`: by what number a bank approved a payment.
fn is_approval(bytes: &[u8], key: &Key, value: &Range<usize>) -> bool {
    const WORDS: [&[u8]; 8] =
        [b"acquirer", b"amount", b"approv", b"card", b"merchant", b"rrn", b"stan", b"terminal"];
    let name = bytes[key.span.clone()].to_ascii_lowercase();
    let auth = [&b"auth_code"[..], b"auth code", b"authcode"].iter().any(|end| name.ends_with(end));
    if !auth || value.len() != 6 {
        return false;
    }
    let start = text::line_start(bytes, key.span.start, 128);
    let line = bytes[start..text::line_end(bytes, value.end, 128)].to_ascii_lowercase();
    let mut words = line.split(|b| !b.is_ascii_alphabetic());
    words.any(|word| WORDS.iter().any(|known| word.starts_with(known)))
}
