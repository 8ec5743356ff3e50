//! Keys: from a stem to the whole key, its words, and what the words say.
//!
//! It looks at the key alone. Words decide by their place: the last ones say what the value is, so
//! `password_changed_at` is a time and `secretName` a name.

use std::ops::Range;

use super::phrases::Phrases;
use super::text;
use super::words::{
    FOREIGN, FORGERY, LABELS, NEUTRAL, OTHERS, OWNERS, PASSES, PROGRAMS, PROPERTIES, QUALIFIERS,
    THINGS,
};
use crate::finding::Category;
use crate::rules::Rule;
use crate::scan::detect::memo::Memo;
use crate::scan::detect::value::Kind;

/// Bytes of a key that are read on either side of the stem.
const KEY_SIDE: usize = 96;
/// Words of a key that are looked at; the last ones count.
const WORDS: usize = 12;
/// Words in plain text that may stand before the last word of a key.
pub(super) const WORDS_BEFORE: usize = 2;
/// From this length on a phrase is told at the end of a longer word: `keystorepassword`.
const TELLING: usize = 6;
/// What stands in a phrase for the name that must be before it.
const ANYBODY: &str = "* ";

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
    /// The key says that the secret is an id.
    pub(crate) id: bool,
    /// The key leaves open who made its value, a machine or a person.
    pub(crate) open: bool,
    /// The value may be a pair of a user and a password.
    pub(crate) pair: bool,
    /// The value is sent to prove who one is: nobody sends what a server keeps of it.
    pub(crate) sent: bool,
    /// The key alone says too little: whose it is tells whether it is a secret's.
    pub(crate) whose: bool,
}

/// What a key turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judged {
    Telling(Meaning),
    /// The same where somebody's name stands before the phrase, and only there.
    Whose(Meaning),
    /// The same without a name: what the key stands in may have one.
    Bare(Meaning),
    /// No phrase of any rule is in it.
    NoPhrase,
    /// The words after the phrase make it a property of the secret.
    Property,
    /// The word before the phrase makes it another thing of that name.
    Other,
}

/// What rules say about keys: joined phrases and their meanings.
pub(crate) struct Vocabulary {
    phrases: Phrases<Meaning>,
}

impl Vocabulary {
    pub(crate) fn new(rules: &[(u16, &Rule)]) -> Self {
        let mut phrases = Vec::new();
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
                let named = phrase.strip_prefix(ANYBODY);
                let (phrase, whose) = (named.unwrap_or(phrase), named.is_some());
                let joined: Vec<u8> = phrase.bytes().filter(|b| *b != b' ').collect();
                let header = joined.strip_suffix(b"header").unwrap_or(&joined);
                let header = header.ends_with(b"authorization");
                let vague = [&b"secret"[..], b"credential", b"credentials", b"cred", b"creds"];
                let vague = vague.contains(&&*joined);
                let pair = vague || joined == b"auth";
                let id = joined == b"secretid";
                let sent = header || joined.starts_with(b"bearer") || joined == b"accesstoken";
                let open =
                    [&b"secret"[..], b"secretkey", b"signingkey", b"encryptionkey", b"masterkey"];
                let open = open.iter().any(|end| joined.ends_with(end));
                let rule = *rule;
                let meaning = Meaning { rule, kind, header, vague, id, open, pair, sent, whose };
                phrases.push((joined, meaning));
            }
        }
        Vocabulary { phrases: Phrases::new(phrases) }
    }

    /// The key around a stem, and what it says. `API Key` says it with the words before it.
    pub(crate) fn read(&self, bytes: &[u8], stem: Range<usize>) -> (Key, Judged) {
        read_by(bytes, stem, |key| self.judge(key))
    }

    /// The same with a memory of what keys said.
    pub(crate) fn recall(
        &self,
        bytes: &[u8],
        stem: Range<usize>,
        memo: &mut Memo<Judged>,
    ) -> (Key, Judged) {
        read_by(bytes, stem, |key| memo.of(key, || self.judge(key)))
    }

    /// What the words of a key say.
    pub(crate) fn judge(&self, key: &[u8]) -> Judged {
        // The end of a token may look like a short word: `bC18j4fGK6ZEvBMKv5xDPw`.
        if is_made(key) {
            return Judged::NoPhrase;
        }
        if PROGRAMS.has_in_any_case(key) {
            return Judged::Other;
        }
        let words = Words::split(key);
        if against_forgery(&words) {
            return Judged::Other;
        }
        let mut verdict = Judged::NoPhrase;
        let mut owned = false;
        // The last word of the phrase: behind it only words that leave the meaning alone.
        for end in (1..=words.count).rev() {
            match self.phrase(&words, end) {
                Some((start, meaning)) if before(&words, start, meaning.kind) => {
                    return Judged::Other;
                }
                Some((_, meaning)) if owned && meaning.kind != Kind::Password => {
                    return Judged::Property;
                }
                Some((_, meaning)) if !meaning.whose => return Judged::Telling(meaning),
                Some((start, meaning))
                    if (end..words.count).all(|nth| is_plain(words.get(nth))) =>
                {
                    return match start {
                        0 => Judged::Bare(meaning),
                        _ if says_whose(&words, start) => Judged::Whose(meaning),
                        _ => Judged::Other,
                    };
                }
                _ => {}
            }
            let last = words.get(end - 1);
            let goes_on = is_constant(key) && !PROPERTIES.has(last) && end > 1;
            // `senha_usuario`, `password_db`: of a password whose it is may be told behind it.
            let owner = OWNERS.has(last);
            owned |= owner;
            if !(is_plain(last) || goes_on || owner) {
                if verdict == Judged::NoPhrase && self.somewhere(&words, end) {
                    verdict = Judged::Property;
                }
                break;
            }
        }
        verdict
    }

    /// The longest phrase that ends with the word before `end`, and the word that it starts with. A
    /// phrase of whole words counts before one at the end of a longer word, the plural as well.
    fn phrase(&self, words: &Words, end: usize) -> Option<(usize, Meaning)> {
        let text = words.up_to(end);
        let singular = text.strip_suffix(b"s").map(|text| (text, 1));
        let word = usize::from(words.ends[end - 1]);
        // Their lengths, so that the longest wins, and the singular where both are as long.
        let mut whole: Option<(usize, usize, Meaning)> = None;
        let mut part: Option<(usize, Meaning)> = None;
        for (text, more) in std::iter::once((text, 0)).chain(singular) {
            let mut start = end;
            for (length, meaning) in self.phrases.ending(text) {
                let (from, length) = (text.len() - length, length + more);
                while start > 0 && usize::from(words.ends[start]) > from {
                    start -= 1;
                }
                if usize::from(words.ends[start]) == from {
                    if whole.is_none_or(|best| best.1 < length) {
                        whole = Some((start, length, meaning));
                    }
                } else if from > word
                    && !meaning.whose
                    && part.is_none_or(|best| best.0 < length)
                    && (length >= TELLING
                        || QUALIFIERS.has(&text[word..from])
                        || text.ends_with(b"token") && length == 5)
                {
                    part = Some((length, meaning));
                }
            }
        }
        let whole = whole.map(|(start, _, meaning)| (start, meaning));
        whole.or_else(|| part.map(|(_, meaning)| (end - 1, meaning)))
    }

    fn somewhere(&self, words: &Words, end: usize) -> bool {
        (1..end).any(|end| self.phrase(words, end).is_some_and(|(_, meaning)| !meaning.whose))
    }
}

/// Things as those of `THINGS` with a number within, where words are split.
const NUMBERED_THINGS: [&[u8]; 4] = [b"i18n", b"k8s", b"l10n", b"s3"];

/// Whether the words before a phrase could name somebody, and none of them a thing that has keys of
/// its own.
fn says_whose(words: &Words, start: usize) -> bool {
    let head = words.up_to(start);
    head.iter().any(u8::is_ascii_alphabetic)
        && !NUMBERED_THINGS.iter().any(|thing| head.ends_with(thing))
        && !(0..start).any(|nth| THINGS.has(words.get(nth)))
}

/// Whether a word leaves the meaning of a key as it is.
pub(super) fn is_plain(word: &[u8]) -> bool {
    NEUTRAL.has(word) || word.iter().all(u8::is_ascii_digit)
}

/// Whether a key is that of an environment's variable.
pub(super) fn is_constant(key: &[u8]) -> bool {
    key.iter().all(|b| !b.is_ascii_lowercase()) && key.contains(&b'_')
}

/// The key around a stem, and what it or the words before it say.
fn read_by(
    bytes: &[u8],
    stem: Range<usize>,
    mut judge: impl FnMut(&[u8]) -> Judged,
) -> (Key, Judged) {
    let key = read(bytes, stem);
    let judged = judge(&bytes[key.span.clone()]);
    let mut longer = key.clone();
    for _ in 0..WORDS_BEFORE {
        if !matches!(judged, Judged::NoPhrase | Judged::Bare(_)) {
            break;
        }
        let Some(next) = with_word_before(bytes, &longer) else { break };
        longer = next;
        let judged = judge(&bytes[longer.span.clone()]);
        if judged != Judged::NoPhrase {
            return (longer, judged);
        }
    }
    (key, judged)
}

/// Whether the words before a phrase make it something public. Nobody calls a password that.
fn before(words: &Words, start: usize, kind: Kind) -> bool {
    let public = |nth: usize| [&b"public"[..], b"publishable", b"pub"].contains(&words.get(nth));
    let other = start > 0 && kind != Kind::Password && OTHERS.has(words.get(start - 1));
    let other = other || start > 0 && kind == Kind::Session && FOREIGN.has(words.get(start - 1));
    let text = start > 0 && LABELS.has(words.get(start - 1));
    // `ClientRequestToken`: that a call is made once.
    // `render_pass`, `llvm pass`: a run of something over something.
    let run = start > 0 && words.count == start + 1 && words.get(start) == b"pass";
    let run = run && PASSES.has(words.get(start - 1));
    let once = start > 1 && words.get(start - 1) == b"request" && words.get(start - 2) == b"client";
    other || text || once || run || (0..start).any(public)
}

/// Whether a key names the token of a form against forged requests (`XSRF-TOKEN`, `csrfmiddlewaretoken`):
/// it is worth something only beside the session of the user whose page shows it.
fn against_forgery(words: &Words) -> bool {
    let Some(nth) = (0..words.count).rfind(|nth| words.get(*nth).ends_with(b"token")) else {
        return false;
    };
    let name = |word: &[u8]| FORGERY.iter().any(|name| word.starts_with(name));
    let before = |back: usize| nth.checked_sub(back).map_or(&b""[..], |nth| words.get(nth));
    let alone = (nth + 1..words.count).all(|nth| is_plain(words.get(nth)));
    let forgery = (0..=nth).any(|nth| name(words.get(nth)))
        || before(1) == b"authenticity"
        || before(1) == b"verification" && before(2) == b"request";
    alone && forgery
}

/// Whether a key means the id of somebody's secret, which is not secret itself: Vault's alone are.
pub(super) fn means_record(key: &[u8]) -> bool {
    const OWNERS: [&[u8]; 12] = [
        b"webhook",
        b"client",
        b"aws",
        b"api",
        b"docker",
        b"swarm",
        b"kubernetes",
        b"external",
        b"shared",
        b"rotation",
        b"signing",
        b"totp",
    ];
    let words = Words::split(key);
    (0..words.count).any(|nth| OWNERS.contains(&words.get(nth)))
}

/// Whether text is the name of a column or field rather than a value of one.
pub(crate) fn is_name(text: &[u8]) -> bool {
    let plain = text.iter().all(|b| b.is_ascii_lowercase() || *b == b'_');
    plain && {
        let words = Words::split(text);
        words.count > 0 && PROPERTIES.has(words.get(words.count - 1))
    }
}

/// `SHA1 of given password: x`, `length of the token: 12`: what was made of a secret, not the secret.
pub(crate) fn measured(bytes: &[u8], key: &Key) -> bool {
    const MADE: [&[u8]; 10] = [
        b"checksum",
        b"digest",
        b"fingerprint",
        b"hash",
        b"length",
        b"md5",
        b"sha",
        b"sha1",
        b"sha256",
        b"strength",
    ];
    let low = key.span.start.saturating_sub(32);
    let mut words = bytes[low..key.span.start].rsplit(|b| *b == b' ');
    if words.next().is_none_or(|end| !end.is_empty()) {
        return false;
    }
    let mut word = words.next().unwrap_or_default();
    if [&b"given"[..], b"the", b"your", b"this", b"new", b"a"].contains(&word) {
        word = words.next().unwrap_or_default();
    }
    let made = words.next().unwrap_or_default();
    let made = made.rsplit(|b| !b.is_ascii_alphanumeric()).next().unwrap_or_default();
    word == b"of" && MADE.iter().any(|known| known.eq_ignore_ascii_case(made))
}

/// Whether a key is no name: letters and digits without an order, and a short word at the end.
fn is_made(key: &[u8]) -> bool {
    if key.len() < 16 || !key.iter().all(u8::is_ascii_alphanumeric) {
        return false;
    }
    let last = key.len() - key.iter().rev().take_while(|b| b.is_ascii_lowercase()).count();
    let digits = key.chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit());
    key.len() - last <= 3 && digits.filter(|run| run[0].is_ascii_digit()).count() > 2
}

/// Whether a word behind a key names a property of it: `password length = 12`.
pub(crate) fn says_property(word: &[u8]) -> bool {
    let words = Words::split(word);
    (0..words.count).any(|nth| PROPERTIES.has(words.get(nth)))
}

/// The lower-case words of a key.
pub(crate) struct Words {
    text: [u8; 2 * KEY_SIDE],
    ends: [u8; WORDS + 1],
    pub(crate) count: usize,
}

/// Letters beyond ASCII in lower case: those of ASCII tell where words start. The dot that is left of
/// a Turkish capital is no letter.
fn fold(text: &str) -> String {
    let lower = |c: char| (!c.is_ascii()).then(|| c.to_lowercase());
    let folded = text
        .chars()
        .flat_map(|c| lower(c).into_iter().flatten().chain(Some(c).filter(char::is_ascii)));
    folded.filter(|c| *c != '\u{307}').collect()
}

/// What a byte is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Separator,
    Lower,
    Upper,
    Digit,
    /// Of a letter beyond ASCII, which has no case here.
    Other,
}

static PARTS: [Part; 256] = {
    let (mut table, mut byte) = ([Part::Other; 256], 0u8);
    while byte < 0x80 {
        table[byte as usize] = match byte {
            b'a'..=b'z' => Part::Lower,
            b'A'..=b'Z' => Part::Upper,
            b'0'..=b'9' => Part::Digit,
            _ => Part::Separator,
        };
        byte += 1;
    }
    table
};

impl Words {
    /// Splits at separators, at changes of case and between letters and digits. Only the last words
    /// of a very long key are kept.
    pub(crate) fn split(key: &[u8]) -> Words {
        match std::str::from_utf8(key) {
            Ok(text) if !text.is_ascii() => Words::split_folded(fold(text).as_bytes()),
            _ => Words::split_folded(key),
        }
    }

    /// The same for a key whose letters beyond ASCII are in lower case.
    fn split_folded(key: &[u8]) -> Words {
        let mut words = Words { text: [0; 2 * KEY_SIDE], ends: [0; WORDS + 1], count: 0 };
        let key = &key[key.len().saturating_sub(2 * KEY_SIDE)..];
        let mut length = 0;
        let mut previous = Part::Separator;
        for (at, &byte) in key.iter().enumerate() {
            let part = PARTS[usize::from(byte)];
            let starts = match (previous, part) {
                (_, Part::Separator) => true,
                (Part::Lower | Part::Digit, Part::Upper) => true,
                (Part::Upper, Part::Upper) => key.get(at + 1).is_some_and(u8::is_ascii_lowercase),
                (Part::Lower | Part::Upper | Part::Other, Part::Digit) => true,
                _ => false,
            };
            if starts {
                words.finish(length);
            }
            if part != Part::Separator {
                words.text[length] = byte.to_ascii_lowercase();
                length += 1;
            }
            previous = part;
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

    /// Whether a word starts at this place of the words joined.
    pub(crate) fn starts_at(&self, place: usize) -> bool {
        self.ends[..self.count].iter().any(|end| usize::from(*end) == place)
    }

    pub(crate) fn get(&self, nth: usize) -> &[u8] {
        &self.text[usize::from(self.ends[nth])..usize::from(self.ends[nth + 1])]
    }

    /// The words before `end` as one, and what was left of the key before them.
    pub(crate) fn up_to(&self, end: usize) -> &[u8] {
        &self.text[..usize::from(self.ends[end])]
    }

    /// Where words start in [`Words::up_to`], and where the last one ends.
    pub(super) fn boundaries(&self) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
        self.ends[..=self.count].iter().map(|end| usize::from(*end))
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
    while end < high && is_key_byte(bytes, end) && !says_is(&bytes[end..]) {
        end += 1;
    }
    while end > stem.end && matches!(bytes[end - 1], b'.' | b'-' | b'$') {
        end -= 1;
    }
    start = after_escape(bytes, start, stem.start);
    let dashes = text::run(&bytes[..stem.start], start, |b| b == b'-');
    start += text::run(&bytes[..stem.start], start, |b| matches!(b, b'-' | b'.' | b'$'));
    // `-Dpassword=x` defines a property.
    let define = dashes == 1 && start < stem.start && matches!(bytes[start], b'D' | b'P');
    start += usize::from(define && bytes[start + 1].is_ascii_lowercase());
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

/// The ASCII bytes that keys are made of.
static KEY_BYTES: [bool; 256] = {
    let (mut table, mut byte) = ([false; 256], 0u8);
    while byte < 0x80 {
        let mark = matches!(byte, b'_' | b'-' | b'.' | b'$');
        table[byte as usize] = byte.is_ascii_alphanumeric() || mark;
        byte += 1;
    }
    table
};

fn is_key_byte(bytes: &[u8], at: usize) -> bool {
    let byte = bytes[at];
    KEY_BYTES[usize::from(byte)] || (byte >= 0x80 && is_letter_around(bytes, at))
}

/// Whether a word for "is" starts here, in scripts that put no blank before it.
fn says_is(rest: &[u8]) -> bool {
    const GLUED: [&str; 22] = [
        "是",
        "为",
        "為",
        "は",
        "が",
        "を",
        "는",
        "은",
        "가",
        "이",
        "를",
        "คือ",
        "已重置",
        "已修改",
        "已更改",
        "已更新",
        "已设",
        "已改",
        "重置为",
        "修改为",
        "更改为",
        "改为",
    ];
    rest[0] >= 0xE0 && GLUED.iter().any(|word| rest.starts_with(word.as_bytes()))
}

/// Whether the UTF-8 character around `at` is a letter, not punctuation.
fn is_letter_around(bytes: &[u8], at: usize) -> bool {
    let back = bytes[..=at].iter().rev().take(4).take_while(|&&b| b & 0xC0 == 0x80).count();
    let Some(start) = at.checked_sub(back) else { return false };
    // Blocks of letters alone, by their first byte: Cyrillic, and most of the Chinese characters and
    // of the Korean syllables.
    let length = match bytes[start] {
        0xD0 | 0xD1 => 2,
        0xE5..=0xE9 | 0xEB | 0xEC => 3,
        _ => 0,
    };
    let rest = &bytes[start..bytes.len().min(start + length)];
    if length > back && rest.len() == length && rest[1..].iter().all(|b| b & 0xC0 == 0x80) {
        return true;
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{DetectorKind, RuleSet};
    use crate::scan::detect::list::List;

    /// What `Vocabulary::phrase` does, as one would write it down.
    fn simple(
        phrases: &std::collections::HashMap<Vec<u8>, Meaning>,
        words: &Words,
        end: usize,
    ) -> Option<(usize, Meaning)> {
        let lookup = |text: &[u8]| {
            let exact = phrases.get(text);
            exact.or_else(|| phrases.get(text.strip_suffix(b"s")?)).copied()
        };
        let text = words.up_to(end);
        let whole = (0..end).find_map(|start| {
            lookup(&text[usize::from(words.ends[start])..]).map(|meaning| (start, meaning))
        });
        whole.or_else(|| {
            let word = words.get(end - 1);
            (1..word.len()).find_map(|at| {
                let (head, tail) = word.split_at(at);
                let known = tail.len() >= TELLING
                    || QUALIFIERS.iter().any(|q| q == head)
                    || tail == b"token";
                let found = known.then(|| lookup(tail)).flatten().filter(|meaning| !meaning.whose);
                found.map(|meaning| (end - 1, meaning))
            })
        })
    }

    #[test]
    fn blocks_of_letters_hold_letters_alone() {
        for c in ('\u{80}'..='\u{ffff}').filter(|c| c.is_alphanumeric() || *c < '\u{d000}') {
            let mut text = [0; 4];
            let text = c.encode_utf8(&mut text).as_bytes();
            for at in 0..text.len() {
                assert_eq!(is_letter_around(text, at), c.is_alphanumeric(), "{c:?} {at}");
            }
            assert!(!is_letter_around(&text[..text.len() - 1], 0), "{c:?}");
        }
    }

    #[test]
    fn phrases_are_found_as_the_simple_definition_finds_them() {
        let rules = RuleSet::builtin().unwrap();
        let keyed: Vec<_> = (0u16..)
            .zip(rules.iter())
            .filter(|(_, rule)| rule.detector == DetectorKind::Keyed)
            .collect();
        let vocabulary = Vocabulary::new(&keyed);
        let phrases: Vec<&str> = (keyed.iter().flat_map(|(_, rule)| rule.keys.iter()))
            .map(|phrase| phrase.strip_prefix(ANYBODY).unwrap_or(phrase))
            .collect();
        let map = {
            let mut map = std::collections::HashMap::new();
            let mut text = Vec::new();
            for phrase in &phrases {
                text.clear();
                text.extend(phrase.bytes().filter(|b| *b != b' '));
                let (_, meaning) = vocabulary.phrases.ending(&text).last().unwrap();
                map.insert(text.clone(), meaning);
            }
            map
        };
        let mut seed = 7u64;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) as usize % below
        };
        let pick = |list: &List, n: usize| list.iter().cycle().nth(n).unwrap();
        for _ in 0..60_000 {
            let mut key = Vec::new();
            let most = if random(50) == 0 { 16 } else { 4 };
            for _ in 0..1 + random(most) {
                match random(5) {
                    0 | 1 => key.extend(phrases[random(phrases.len())].replace(' ', "_").bytes()),
                    2 => key.extend(pick(&QUALIFIERS, random(1000))),
                    3 => key.extend(pick(&NEUTRAL, random(1000))),
                    _ => key.extend((0..random(3)).map(|_| b"aswordkey7S"[random(11)])),
                }
                if random(3) == 0 {
                    key.push(b"_-.s"[random(4)]);
                }
                if random(4) == 0 && !key.is_empty() {
                    let at = random(key.len());
                    key[at] = key[at].to_ascii_uppercase();
                }
            }
            let words = Words::split(&key);
            for end in 1..=words.count {
                let (fast, slow) = (vocabulary.phrase(&words, end), simple(&map, &words, end));
                assert_eq!(fast, slow, "{} up to {end}", String::from_utf8_lossy(&key));
            }
        }
    }
}
