//! Keys and words that say that a phone number follows, in any naming style and many languages.
//!
//! It judges the key alone: whether a number stands behind it is found out elsewhere.

use std::ops::Range;

use super::span::{KEY, around, ending_at};
use super::text::{Lower, WORDS, first_char, split, valid_part};
use super::words::{
    COMPOUNDS, ENDINGS, IDENTITIES, MEASURES, OTHER_PHONES, PARTIES, STEMS, Says, TABLE, TAILS,
    TELEPHONY, TOGETHER,
};
use crate::scan::detect::memo::Memo;

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
    ends(b"phone")
        || ends(b"phone_number")
        || ends(b"phonenumber")
        || ends(b"phonenum")
        || ends(b"mobile")
}

/// Whether a key says that its value is a phone number.
pub(super) fn names_phone(bytes: &[u8], key: &Range<usize>) -> bool {
    judge(bytes, key, key.start)
        .is_some_and(|(says, ..)| matches!(says, Says::Phone | Says::Global))
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
                let long = before.len() >= 2 && whole.len() >= COMPOUND;
                let fits = long && !OTHER_PHONES.has(before.as_bytes());
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

/// The shortest word that is written together of two.
const COMPOUND: usize = 7;

/// Whether a word can have an entry, by a look at its bytes: at its beginning, or for those that
/// stand behind other words written together with them. Most words of keys are refused by this.
fn may_tell(word: &[u8]) -> bool {
    // The case bit is set in letters; what else it changes is no letter of a name.
    let pair = |at: usize| [word[at] | 0x20, word[at + 1] | 0x20];
    let compound = || {
        (2..word.len() - 1)
            .any(|at| matches!(&pair(at), b"ph" | b"mo" | b"ms" | b"te" | b"wh" | b"sm"))
    };
    let ascii = word.is_ascii();
    !ascii || word.len() > 1 && begins_like_a_name(&pair(0)) || word.len() >= COMPOUND && compound()
}

fn begins_like_a_name(word: &[u8]) -> bool {
    matches!(word, [a, b, ..] if BEGINNINGS[usize::from(*a) % 32] >> (b % 32) & 1 == 1)
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
        assert_eq!(says("iphone", "phone"), Some(Says::Mobile));
        assert_eq!(says("短信验证码", "验证码"), Some(Says::Mobile));
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
