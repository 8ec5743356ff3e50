//! Keys and words that say that a phone number follows, in any naming style and many languages.
//!
//! It judges the key alone: whether a number stands behind it is found out elsewhere.

use std::ops::Range;

use crate::scan::detect::memo::Memo;

use super::words::{
    COMPOUNDS, ENDINGS, IDENTITIES, MEASURES, OTHER_PHONES, PARTIES, STEMS, Says, TABLE, TAILS,
    TELEPHONY, TOGETHER,
};

/// How far a key is read to either side of the literal that nominated it.
const KEY: usize = 48;
/// Digits of a number that is no part of a key.
const LONG: usize = 5;
/// Words of a key that are looked at, from its end.
const WORDS: usize = 8;

#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) span: Range<usize>,
    pub(super) says: Says,
    /// The regions where the key's language is spoken.
    pub(super) regions: &'static [&'static str],
}

/// What a key says, the regions where its language is spoken, and how many of its bytes say so.
pub(crate) type Telling = (Says, &'static [&'static str], usize);

/// The key or word around a literal, if it says that a number follows.
pub(super) fn at(
    bytes: &[u8],
    literal: Range<usize>,
    memo: &mut Memo<Option<Telling>>,
) -> Option<Key> {
    if bytes[literal.start] >= 0x80 {
        return foreign(bytes, literal);
    }
    // Of `call from` the first word is the key: where the literal ends does not matter.
    let start = literal.start;
    if within_word(bytes, start) {
        return None;
    }
    let span = around(bytes, start);
    let text = &bytes[span.clone()];
    let (says, regions, length) = match text.is_ascii() {
        true => memo.of(text, || judge(bytes, &span, start))?,
        // What of it is valid depends on where the literal stands.
        false => judge(bytes, &span, start)?,
    };
    Some(Key { span: span.start..span.start + length, says, regions })
}

/// The key that ends at a place.
pub(super) fn ending_at(bytes: &[u8], end: usize) -> Range<usize> {
    let mut start = end;
    while start > 0 && end - start < KEY && is_key(bytes[start - 1]) {
        start -= 1;
    }
    // The tail of an escape before the key is none of it.
    let key = &bytes[start..end];
    let digits = key.iter().take_while(|b| b.is_ascii_digit()).count();
    let escape = match (start.checked_sub(1).map(|i| bytes[i]), key) {
        (Some(b'%'), [a, b, ..]) if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => 2,
        (Some(b'\\'), [b'u', hex @ ..]) if hex.iter().take(4).all(u8::is_ascii_hexdigit) => 5,
        (Some(b'\\'), [b'n' | b'r' | b't', ..]) => 1,
        (Some(b'[' | b';'), _) if key.get(digits) == Some(&b'm') && digits > 0 => digits + 1,
        _ => 0,
    };
    start + escape.min(key.len())..end
}

/// What the key that ends at a place says of a number behind it, by its last words.
pub(super) fn names_party(key: &[u8]) -> bool {
    last_word(key, |word| PARTIES.has(word.as_bytes()))
}

/// Whether a key names a measure.
pub(super) fn names_measure(key: &[u8]) -> bool {
    last_word(key, |word| MEASURES.has(word.as_bytes()))
}

/// Whether a key names a measure or an identity.
pub(crate) fn names_other(key: &[u8]) -> bool {
    last_word(key, |word| is_other(word.as_bytes()))
}

/// Whether a word, in lower case, names a measure or an identity.
pub(super) fn is_other(word: &[u8]) -> bool {
    MEASURES.has(word) || IDENTITIES.has(word)
}

/// Whether a key is a word that means a phone and nothing else, unlike `cell` or `line`.
pub(super) fn plain(key: &[u8]) -> bool {
    let ends = |end: &[u8]| {
        key.len() >= end.len() && key[key.len() - end.len()..].eq_ignore_ascii_case(end)
    };
    ends(b"phone") || ends(b"phone_number") || ends(b"phonenumber") || ends(b"mobile")
}

/// Whether a key says that its value is a phone number.
pub(super) fn names_phone(bytes: &[u8], key: &Range<usize>) -> bool {
    judge(bytes, key, key.start).is_some_and(|(says, ..)| says != Says::Speech)
}

fn last_word(key: &[u8], test: impl Fn(&str) -> bool) -> bool {
    let mut buffer = [""; WORDS];
    if key.is_empty() {
        return false;
    }
    let Ok(text) = std::str::from_utf8(key) else { return false };
    let lower = Lower::of(text);
    let whole = lower.text().trim_matches(|c: char| !c.is_alphanumeric());
    let count = split(text, &mut buffer);
    test(whole) || count > 0 && test(Lower::of(buffer[count - 1]).text())
}

/// Whether a literal stands within a word in which nothing can tell of a phone: the `call` of
/// `locally`, no word that may have others before it. Two letters before it are no escape.
fn within_word(bytes: &[u8], at: usize) -> bool {
    let lower = |at: usize| bytes[at].is_ascii_lowercase();
    let compound = || COMPOUNDS.iter().any(|word| bytes[at..].starts_with(word.as_bytes()));
    at > 2 && lower(at) && lower(at - 1) && lower(at - 2) && bytes[at - 3] != b'%' && !compound()
}

/// What a byte is in a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    /// A letter or a mark.
    Other,
    /// No part of a key.
    Outside,
}

static CLASSES: [Class; 256] = {
    let (mut classes, mut nth) = ([Class::Outside; 256], 0);
    while nth < 256 {
        classes[nth] = match nth as u8 {
            b'0'..=b'9' => Class::Digit,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'-' | b'.' | 0x80.. => Class::Other,
            _ => Class::Outside,
        };
        nth += 1;
    }
    classes
};

fn is_key(byte: u8) -> bool {
    CLASSES[usize::from(byte)] != Class::Outside
}

/// The key around a place within it.
fn around(bytes: &[u8], at: usize) -> Range<usize> {
    let start = ending_at(bytes, at).start;
    let (mut end, mut digits) = (at, 0);
    for byte in &bytes[at..bytes.len().min(at + KEY)] {
        match CLASSES[usize::from(*byte)] {
            Class::Outside => break,
            Class::Digit => digits += 1,
            Class::Other => digits = 0,
        }
        end += 1;
        // `msisdn-442079460123`: a long number is no part of a key.
        if digits == LONG {
            end -= LONG;
            break;
        }
    }
    while end > at && matches!(bytes[end - 1], b'.' | b'-' | b'_') {
        end -= 1;
    }
    // `Caller ID: x`
    let caller = bytes[start..end].eq_ignore_ascii_case(b"caller");
    let id = |text: &[u8]| text.eq_ignore_ascii_case(b" id:") || text.eq_ignore_ascii_case(b" id=");
    if caller && bytes.get(end..end + 4).is_some_and(id) { start..end + 3 } else { start..end }
}

fn judge(bytes: &[u8], span: &Range<usize>, literal: usize) -> Option<Telling> {
    let text = valid_part(bytes, span, literal);
    let mut buffer = [""; WORDS];
    let count = split(text, &mut buffer);
    let words = &buffer[..count];
    let base = text.as_ptr() as usize;
    if let Some(says) = together(words) {
        return Some((says, &[], span.len()));
    }
    for at in (0..count).rev() {
        if !may_tell(words[at].as_bytes()) {
            continue;
        }
        let lower = Lower::of(words[at]);
        let word = lower.text();
        let pair = at + 1 < count && matches!(words[at + 1], "id" | "Id" | "ID" | "i" | "I");
        if pair && matches!(word, "wa" | "caller" | "calling" | "called" | "whatsapp") {
            let says = if word.starts_with('w') { Says::Global } else { Says::Phone };
            return at_end(words, at + 2).then(|| (says, &[][..], span.len()));
        }
        if let Some((says, regions)) = entry(word) {
            // `sms_to`, `dialed_number`, `whatsapp-number`: with a party the verb is a key.
            let says = match says {
                Says::Speech if at + 1 < count && party_tail(words, at + 1) => Says::Phone,
                other => other,
            };
            if at_end(words, at + 1) {
                return Some((says, regions, span.len()));
            }
            if says == Says::Speech {
                let end = words[at].as_ptr() as usize - base + words[at].len();
                return Some((says, regions, span.len().min(end)));
            }
        }
    }
    None
}

/// What the last words of a key say together.
fn together(words: &[&str]) -> Option<Says> {
    let mut joined = [0; KEY];
    // Where words start, as bits: nearly every name falls by its length.
    let (mut length, mut starts) = (0, 0u64);
    for word in words {
        let end = length + word.len();
        joined.get_mut(length..end)?.copy_from_slice(word.as_bytes());
        starts |= 1 << length;
        length = end;
    }
    let joined = &mut joined[..length];
    joined.make_ascii_lowercase();
    let is = |name: &str| {
        let start = joined.len().checked_sub(name.len());
        start.is_some_and(|at| starts >> at & 1 == 1 && joined[at..] == *name.as_bytes())
    };
    TOGETHER.iter().find(|(name, _)| is(name)).map(|(_, says)| *says)
}

fn at_end(words: &[&str], from: usize) -> bool {
    words[from.min(words.len())..].iter().all(|word| {
        let number = word.bytes().all(|b| b.is_ascii_digit());
        number && word.len() <= 3 || TAILS.has(Lower::of(word).bytes())
    })
}

fn party_tail(words: &[&str], from: usize) -> bool {
    words[from..].iter().any(|word| PARTIES.has(Lower::of(word).bytes()))
}

/// The table's entry for a word, with what may be written together with it.
fn entry(word: &str) -> Option<(Says, &'static [&'static str])> {
    let find = |word: &str| {
        TABLE
            .iter()
            .find(|(names, ..)| names.contains(&word))
            .map(|&(_, says, regions)| (says, regions))
    };
    let begins = begins_like_a_name(word.as_bytes());
    if let Some(found) = begins.then(|| find(word)).flatten() {
        return Some(found);
    }
    let stem = ENDINGS.iter().find_map(|end| word.strip_suffix(end).filter(|s| s.len() >= 3));
    if let Some(found) = stem.filter(|_| begins).and_then(find) {
        return Some(found);
    }
    // Inflected and compound words: `telefonu`, `Telefonszám`.
    if let Some(rest) = word.strip_prefix("telefon") {
        return if TELEPHONY.contains(&rest) { None } else { find("telefon") };
    }
    // `homephone`, `userphonenumber`, `customermobile`.
    for whole in [Some(word), stem].into_iter().flatten() {
        for telling in COMPOUNDS {
            if let Some(before) = whole.strip_suffix(telling) {
                let fits = before.len() >= 2 && !OTHER_PHONES.has(before.as_bytes());
                let automobile = telling == "mobile" && before.starts_with("auto");
                return if fits && !automobile { find(telling) } else { None };
            }
        }
    }
    None
}

/// The first two bytes of the names of the table: bits by the second, in words by the first.
static BEGINNINGS: [u32; 32] = {
    let (mut bits, mut row) = ([0; 32], 0);
    while row < TABLE.len() {
        let (names, mut nth) = (TABLE[row].0, 0);
        while nth < names.len() {
            let name = names[nth].as_bytes();
            bits[name[0] as usize % 32] |= 1 << (name[1] % 32);
            nth += 1;
        }
        row += 1;
    }
    bits
};

/// Whether a word can have an entry, by a look at its bytes: at its beginning, or for those that
/// stand behind other words written together with them. Most words of keys are refused by this.
fn may_tell(word: &[u8]) -> bool {
    // The case bit is set in letters; what else it changes is no letter of a name.
    let pair = |at: usize| [word[at] | 0x20, word[at + 1] | 0x20];
    let compound =
        || (2..word.len() - 1).any(|at| matches!(&pair(at), b"ph" | b"mo" | b"ms" | b"te" | b"wh"));
    let ascii = word.is_ascii();
    !ascii || word.len() > 1 && begins_like_a_name(&pair(0)) || word.len() >= 7 && compound()
}

fn begins_like_a_name(word: &[u8]) -> bool {
    matches!(word, [a, b, ..] if BEGINNINGS[usize::from(*a) % 32] >> (b % 32) & 1 == 1)
}

/// Text in lower case: on the stack where it is ASCII and short, as nearly all keys are.
pub(super) struct Lower {
    ascii: [u8; SHORT],
    length: usize,
    other: Option<String>,
}

/// The longest text that is lowered on the stack.
const SHORT: usize = 96;

impl Lower {
    pub(super) fn of(text: &str) -> Self {
        let mut lower = Lower { ascii: [0; SHORT], length: text.len(), other: None };
        match lower.ascii.get_mut(..text.len()).filter(|_| text.is_ascii()) {
            Some(copy) => {
                copy.copy_from_slice(text.as_bytes());
                copy.make_ascii_lowercase();
            }
            None => lower.other = Some(text.to_lowercase()),
        }
        lower
    }

    pub(super) fn bytes(&self) -> &[u8] {
        match &self.other {
            Some(other) => other.as_bytes(),
            None => &self.ascii[..self.length],
        }
    }

    pub(super) fn text(&self) -> &str {
        match &self.other {
            Some(other) => other,
            None => std::str::from_utf8(&self.ascii[..self.length]).unwrap_or_default(),
        }
    }
}

/// The longest valid UTF-8 of the span around the start of the literal.
fn valid_part<'b>(bytes: &'b [u8], span: &Range<usize>, literal: usize) -> &'b str {
    let mut start = span.start;
    while start < literal && bytes[start] & 0xC0 == 0x80 {
        start += 1;
    }
    match std::str::from_utf8(&bytes[start..span.end]) {
        Ok(text) => text,
        Err(error) => {
            std::str::from_utf8(&bytes[start..start + error.valid_up_to()]).unwrap_or_default()
        }
    }
}

/// Splits a key into words, keeping the last ones: at marks, and where the case or kind changes.
fn split<'t>(text: &'t str, out: &mut [&'t str; WORDS]) -> usize {
    let mut count = 0;
    let mut push = |word: &'t str| {
        if word.is_empty() {
            return;
        }
        if count == WORDS {
            out.rotate_left(1);
            count -= 1;
        }
        out[count] = word;
        count += 1;
    };
    let mut start = 0;
    if text.is_ascii() {
        // The same as below, without decoding characters.
        let bytes = text.as_bytes();
        for (at, &byte) in bytes.iter().enumerate() {
            let before = at.checked_sub(1).map_or(b'-', |i| bytes[i]);
            let mark = !byte.is_ascii_alphanumeric();
            let turn = byte.is_ascii_uppercase()
                && (before.is_ascii_lowercase()
                    || before.is_ascii_uppercase()
                        && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase))
                || before.is_ascii_alphanumeric()
                    && before.is_ascii_digit() != byte.is_ascii_digit();
            if mark || turn {
                push(&text[start..at]);
                start = at + usize::from(mark);
            }
        }
        push(&text[start..]);
        return count;
    }
    let mut chars = text.char_indices().peekable();
    let mut before: Option<char> = None;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        let mark = !c.is_alphanumeric();
        let turn = before.is_some_and(|b| {
            b.is_lowercase() && c.is_uppercase()
                || b.is_uppercase() && c.is_uppercase() && next.is_some_and(char::is_lowercase)
                || b.is_numeric() != c.is_numeric()
        });
        if mark || turn {
            push(&text[start..at]);
            start = if mark { at + c.len_utf8() } else { at };
        }
        before = (!mark).then_some(c);
    }
    push(&text[start..]);
    count
}

/// A key of another script: the stem, and the letters that go on with its word.
fn foreign(bytes: &[u8], literal: Range<usize>) -> Option<Key> {
    let end = literal.end.min(bytes.len());
    let stem = std::str::from_utf8(&bytes[literal.start..end]).ok()?;
    let stem = stem.trim_end_matches([':', '.']);
    let &(_, says, regions) = STEMS
        .iter()
        .find(|(stems, ..)| stems.contains(&stem))
        .or_else(|| TABLE.iter().find(|(names, ..)| names.iter().any(|n| n.ends_with(stem))))?;
    let mut end = literal.start + stem.len();
    let limit = (end + KEY).min(bytes.len());
    // Not into full-width digits and signs, nor into the punctuation of those scripts.
    while end < limit && bytes[end] >= 0x80 {
        let (c, len) = first_char(&bytes[end..limit])?;
        let mark = matches!(c as u32, 0x2000..=0x206F | 0x3000..=0x303F | 0xFF00..=0xFFEF);
        if mark || c.is_whitespace() || c.is_numeric() || (c as u32) < 0xC0 {
            break;
        }
        end += len;
    }
    while end < limit && (bytes[end].is_ascii_alphanumeric() && !bytes[end].is_ascii_digit()) {
        end += 1;
    }
    let start = ending_at(bytes, literal.start).start;
    Some(Key { span: start..end, says, regions })
}

fn first_char(bytes: &[u8]) -> Option<(char, usize)> {
    let head = &bytes[..bytes.len().min(4)];
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&head[..error.valid_up_to()]).ok()?,
    };
    text.chars().next().map(|c| (c, c.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(key: &str, literal: &str) -> Option<Says> {
        let start = key.to_ascii_lowercase().find(literal).unwrap();
        at(key.as_bytes(), start..start + literal.len(), &mut Memo::default()).map(|key| key.says)
    }

    #[test]
    fn no_word_with_an_entry_is_passed_over() {
        let heads = ["", "a", "my", "auto", "user", "i", "home", "x1"];
        for (names, ..) in TABLE {
            for (name, head) in names.iter().flat_map(|n| heads.map(|head| (n, head))) {
                for end in ENDINGS.iter().copied().chain(["", "u", "szam", "ia"]) {
                    let word = format!("{head}{name}{end}");
                    assert!(entry(&word).is_none() || may_tell(word.as_bytes()), "{word}");
                    assert!(may_tell(word.to_uppercase().as_bytes()) == may_tell(word.as_bytes()));
                }
            }
        }
    }

    #[test]
    fn a_key_is_split_alike_with_and_without_letters_beyond_ascii() {
        let parts = ["aB", "ABc", "A", "b1", "9z", "_", "-x", "Z9", ".", "0"];
        for nth in 0..parts.len().pow(4) {
            let pick = |power: u32| parts[nth / parts.len().pow(power) % parts.len()];
            let ascii: String = (0..4).map(pick).collect();
            // The letter stands behind a mark, where it turns nothing.
            let other = format!("{ascii}_é");
            let plain = format!("{ascii}_e");
            let (mut one, mut two) = ([""; WORDS], [""; WORDS]);
            let (n, m) = (split(&plain, &mut one), split(&other, &mut two));
            assert_eq!(n, m, "{ascii}");
            assert_eq!(one[..n - 1], two[..m - 1], "{ascii}");
        }
    }

    #[test]
    fn keys_in_any_naming_style_say_phone() {
        for key in [
            "phoneNumber",
            "customer_phone",
            "X-Phone",
            "user.phone_number",
            "homePhone2",
            "telephoneNumber",
            "userphone",
            "PHONE_NO",
            "phone_e164",
            "cellphone",
            "billing.address.phone",
        ] {
            assert_eq!(says(key, "phone"), Some(Says::Phone), "{key}");
        }
        for (key, literal) in [
            ("mobile_no", "mobil"),
            ("Mobiltelefon", "tel"),
            ("CallerID", "call"),
            ("smsTo", "sms"),
            ("dialed_number", "dial"),
            ("Fax", "fax"),
            ("teléfono", "tel"),
            ("whatsapp_number", "whatsapp"),
            ("手机号码", "手机"),
            ("Телефон", "елефон"),
            ("мобильный", "обильн"),
            ("numero_tel", "tel"),
        ] {
            assert_eq!(says(key, literal), Some(Says::Phone), "{key}");
        }
        assert_eq!(says("wa_id", "wa_id"), Some(Says::Global));
        assert_eq!(says("sms.gateway", "sms"), Some(Says::Speech));
    }

    #[test]
    fn keys_that_only_look_like_it_do_not() {
        for (key, literal) in [
            ("phone_id", "phone"),
            ("PhoneStatusBar", "phone"),
            ("phoneCount", "phone"),
            ("telemetry", "tel"),
            ("mobileSdk", "mobil"),
            ("mobile-web", "mobil"),
            ("cellId", "cell"),
            ("hotel", "tel"),
            ("tel_aviv", "tel"),
            ("iphone", "phone"),
            ("microphone", "phone"),
            ("phone_verified", "phone"),
            ("phoneCountryCode", "phone"),
            ("cancelled", "cell"),
            ("intel", "tel"),
            ("automobile", "mobil"),
            ("phone_number_hash", "phone"),
        ] {
            assert_eq!(says(key, literal), None, "{key}");
        }
    }
}
