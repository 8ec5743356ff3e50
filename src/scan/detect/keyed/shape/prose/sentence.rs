//! The words between a key and its value, up to the one that leads to it: a copula, a preposition, a colon.

use super::super::{Reading, becomes};
use super::WORD;
use super::value::{quoted_value, value};
use crate::scan::detect::keyed::key;
use crate::scan::detect::keyed::text::{self, Quote};
use crate::scan::detect::keyed::words::{GLUED, RECEIVED, USERS};
use crate::scan::detect::list::{Filter, List};
use crate::scan::detect::value::{Proof, is_account, is_uuid};

/// Words between a key and its value that say "is".
#[rustfmt::skip]
pub(super) static COPULAS: List = List::new(&[
    "is", "was", "to", "set to", "changed to", "reset to", "now", "ist", "lautet", "est", "es", "é", "era",
    "jest", "to:", "—", "–", "-", "as", "with", "это", "equals", "will be", "gives", "è", "är", "er", "je", "este",
    "adalah", "ialah", "là", "είναι", "هي", "هو", "היא", "है", "sarà", "será", "wurde", "foi", "fue",
]);

/// Words before the colon behind which a sentence tells whose or where the secret is.
static SUBJECTS: List = List::new(&[
    "algorithm",
    "at",
    "by",
    "error",
    "file",
    "for",
    "from",
    "hint",
    "hints",
    "host",
    "id",
    "in",
    "of",
    "on",
    "reason",
    "reference",
    "req_id",
    "request_id",
    "requestid",
    "rid",
    "status",
    "trace",
    "trace_id",
    "traceid",
    "via",
]);

/// Verbs behind which a preposition leads to how it was done: `needs to be hashed with X`.
#[rustfmt::skip]
static TREATED: List = List::new(&[
    "chiffré", "chiffrée", "cifrada", "cifrado", "codificada", "codificado", "crittografata", "encoded", "encrypted", "gehasht", "hached",
    "haché", "hashed", "salted", "signed", "verschlüsselt", "versleuteld", "захеширован", "зашифрован",
]);

/// Words before the colon behind which a sentence tells to whom it happened.
#[rustfmt::skip]
static EVENTS: List = List::new(&[
    "change", "changed", "disabled", "enabled", "expire", "expired", "expires", "expiring", "failed", "incorrect",
    "invalid", "locked", "matched", "mismatch", "mismatched", "required", "succeeded", "unlocked", "updated",
    "verified", "wrong",
]);

/// Words before a value in quotes that say that nothing covers it.
static CLEAR: List = List::new(&["clear", "cleartext", "plain", "plaintext", "klartext"]);

/// Words behind which a value may stand; the prepositions of verbs are asked for beside them.
pub(in super::super) static LEADS: Filter =
    COPULAS.or(GLUED.or(RECEIVED.or(CLEAR.or(MORE.or(Filter::EMPTY)))));
static MORE: List = List::new(&["value", "set"]);

/// Words of a sentence that are looked at.
const WORDS: usize = 8;

/// The value behind a copula.
pub(super) fn read(bytes: &[u8], from: usize, line: usize) -> Option<Reading> {
    let mut here = from;
    for _ in 0..WORDS {
        let start = text::skip_blank(bytes, here);
        if start == here || start >= line {
            return None;
        }
        let word = bytes[start..line].iter().take_while(|b| !b.is_ascii_whitespace()).count();
        let end = start + word;
        let text = &bytes[start..end];
        if goes_by(text) {
            here = end;
            continue;
        }
        // `passphrase for (stdin): x`
        let aside = text.starts_with(b"(") && text.ends_with(b"):");
        if matches!(text.first(), None | Some(b'{' | b'(' | b'[')) && !aside {
            return None;
        }
        // `OTP for user 17 = x`, `PASSWORD bob = x`
        let equals = text == b"="
            && (bytes[from..start].starts_with(b" for ")
                || names_user(bytes[from..start].trim_ascii()) && line_starts(bytes, from));
        let before = &bytes[from..start];
        if is_treated(before, text) {
            return None;
        }
        let given = text.eq_ignore_ascii_case(b"to") && becomes::gives(before);
        if !given && (equals || COPULAS.has_in_any_case(text) || GLUED.has(text)) {
            let next = text::skip_blank(bytes, end).min(line);
            // `is now = x`: the sign sets it off.
            if bytes[next..line].starts_with(b"= ") {
                let set_off =
                    |value: Reading| Reading { proof: value.proof.max(Proof::Delimited), ..value };
                return value(bytes, next + 1, line).map(set_off);
            }
            // "is set to X": the last copula counts.
            let following =
                bytes[next..line].iter().take_while(|b| !b.is_ascii_whitespace()).count();
            let again = &bytes[next..next + following];
            // "is generated for bob: X": a participle is no value.
            let plain = !again.is_empty() && again.iter().all(u8::is_ascii_lowercase);
            // `Marking token as used: x`, `Token with userAccount: x`
            let label = again.strip_suffix(b":").unwrap_or_default();
            let label = !label.is_empty() && label.iter().all(u8::is_ascii_alphabetic);
            if (plain || label) && next + following < line {
                here = end;
                continue;
            }
            let goes_on = [&b"set"[..], b"now", b"changed", b"reset", b"to", b"as", b"currently"];
            if !goes_on.iter().any(|word| again.eq_ignore_ascii_case(word)) {
                let proof = if equals { Proof::Delimited } else { Proof::Prose };
                let value = value(bytes, next, line)?;
                return Some(Reading { proof: value.proof.max(proof), ..value });
            }
        } else if let Some(value) = becoming(bytes, text, before, end, line) {
            return Some(value);
        } else if text == b"value"
            && [&b" has "[..], b" has invalid "].iter().any(|said| bytes[..start].ends_with(said))
        {
            return value(bytes, end, line);
        } else if text == b"value" && quoted_value(bytes, text::skip_blank(bytes, end)).is_none() {
            // `password value is x`: the next word leads to it.
        } else if text.eq_ignore_ascii_case(b"value")
            || text.eq_ignore_ascii_case(b"value:")
            || text == b"set" && Quote::open(bytes, text::skip_blank(bytes, end)).is_some()
        {
            return quoted_value(bytes, text::skip_blank(bytes, end));
        } else if text.strip_suffix(b":").is_some_and(|word| SUBJECTS.has_in_any_case(word)) {
            // `shared key with id 'x' for: 'bob'`: whose it is.
            return None;
        } else if let Some(event) = text.strip_suffix(b":") {
            // `password hint: 'the usual one'`
            const ABOUT: [&[u8]; 3] = [b"hint", b"prompt", b"question"];
            if start == from + 1 && ABOUT.iter().any(|word| word.eq_ignore_ascii_case(event)) {
                return None;
            }
            let next = text::skip_blank(bytes, end).min(line);
            let word =
                text::run(&bytes[..line], next, |b| b > b' ' && !b"\"'\\<>]\x1b".contains(&b));
            // `password from request: x`: where it came from, not whose it is.
            let from_there = before.ends_with(b" from ");
            let whose = EVENTS.has_in_any_case(event)
                || event.len() > 2 && USERS.has_in_any_case(event)
                || event.eq_ignore_ascii_case(b"request") && !from_there;
            let word = &bytes[next..next + word];
            let owner = USERS.has_in_any_case(event) && is_id(word);
            // `password entered by user: x`
            let by = before.strip_suffix(b" by ").filter(|_| event.eq_ignore_ascii_case(b"user"));
            let typed = by.is_some_and(|said| RECEIVED.iter().any(|word| said.ends_with(word)));
            let whose = whose && !typed;
            if whose && (owner || is_account(word)) {
                return None;
            }
            let received = received(&bytes[next..line]);
            return value(bytes, next + received, line);
        } else if (CLEAR.has_in_any_case(text) || received(&bytes[start..line]) > 0)
            && let Some(value) = quoted_value(bytes, text::skip_blank(bytes, end))
        {
            return Some(value);
        } else if matches!(text.last(), Some(b'.' | b';' | b'!' | b'?' | b',')) {
            // `… property. Its value is 'x'.`
            const ITS: &[u8] = b" Its value is ";
            if bytes[end..line].starts_with(ITS) {
                return value(bytes, end + ITS.len(), line);
            }
            // `No admin password given. Defaulting to "x"`
            const INSTEAD: [&[u8]; 6] = [
                b" Defaulting to ",
                b" Falling back to ",
                b" Using ",
                b" Using default ",
                b" Generated ",
                b" Setting it to ",
            ];
            let instead = INSTEAD.iter().find(|words| bytes[end..line].starts_with(words))?;
            return quoted_value(bytes, end + instead.len());
        }
        here = end;
    }
    None
}

/// Whether a line starts with the one word in capitals that ends at `end`.
fn line_starts(bytes: &[u8], end: usize) -> bool {
    let start = text::line_start(bytes, end, WORD);
    (start == 0 || bytes[start - 1] == b'\n')
        && bytes[start..end].iter().all(|b| b.is_ascii_uppercase() || *b == b'_')
}

/// Whether what stands between a key and its delimiter may be the name of a user.
fn names_user(between: &[u8]) -> bool {
    between.iter().all(|b| b.is_ascii_lowercase() || b"_.@-".contains(b))
        && !between.is_empty()
        && !key::says_property(between)
}

/// Whether a word leads to how a secret was hashed or encrypted.
fn is_treated(before: &[u8], word: &[u8]) -> bool {
    const BY: [&[u8]; 7] = [b"as", b"with", b"mit", b"met", b"en", b"avec", b"com"];
    let verb = || before.trim_ascii_end().rsplit(|b| *b == b' ').next().unwrap_or_default();
    BY.contains(&word) && TREATED.has_in_any_case(verb())
}

/// Whether a word is written as databases number their records: a UUID, a ULID, the ObjectId of MongoDB.
fn is_id(word: &[u8]) -> bool {
    let hex = word.len() == 24 && word.iter().all(u8::is_ascii_hexdigit);
    let sorted = word.len() == 26 && word.starts_with(b"0");
    let sorted = sorted && word.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    hex || sorted || is_uuid(word)
}

/// Whether no value stands behind a word: nearly all words of sentences, and one look tells.
fn goes_by(word: &[u8]) -> bool {
    let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let ends_plain = plain(word.first()) && plain(word.last());
    let leads = LEADS.may_have(word) || becomes::may_lead(word);
    ends_plain && !leads && memchr::memchr(b':', word).is_none()
}

/// Whether a word is one of `LEADS`.
pub(in super::super) fn may_lead(word: &[u8]) -> bool {
    [&COPULAS, &GLUED, &RECEIVED, &CLEAR, &MORE].iter().any(|list| list.has_in_any_case(word))
}

/// The length of a word at the start of a text, with the blanks behind it, that says what came in.
fn received(text: &[u8]) -> usize {
    let word = text.iter().take_while(|b| !b.is_ascii_whitespace() && **b != b':').count();
    let gap = text[word..].iter().take_while(|b| b": ".contains(b)).count();
    if gap > 0 && RECEIVED.has_in_any_case(&text[..word]) { word + gap } else { 0 }
}

/// The value behind a preposition, where a verb of change comes with it.
fn becoming(bytes: &[u8], word: &[u8], before: &[u8], end: usize, line: usize) -> Option<Reading> {
    let mut found = None;
    let after = || {
        found = value(bytes, end, line);
        let close = found.as_ref()?.value.end;
        let start = close + text::run(&bytes[..line], close, |b| b"\"' ".contains(&b)).min(3);
        Some(start..start + text::run(&bytes[..line], start, |b| b > b' ' && b != b'.'))
    };
    becomes::leads(word, before, after, bytes).then_some(found).flatten()
}
