//! What is left of a password's value when nothing else claims it: the delimiter decides.
//!
//! Behind `=` or within quotes any word is a password that is not a message; behind a colon or in a
//! sentence it has to hold what sentences do not.

use super::rarity::{is_typed, made};
use super::text::{Shape, Value, is_hex, is_in, is_word_byte, words};
use super::vocabulary::{LABEL, MESSAGE, PROSE, SOURCES, STATUS};
use super::word::{
    is_common, is_message, is_message_without_spaces, is_next_key, is_sentence, is_technical,
};
use super::{Class, Proof};

/// How words end that say how it went, where from or what kind.
const ENDINGS: [&[u8]; 24] = [
    b"ed", b"ing", b"able", b"ible", b"tion", b"ly", b"ado", b"ada", b"ido", b"ida", b"ato",
    b"ata", b"ive", b"iert", b"ione", b"iony", b"iono", b"ano", b"eno", b"ats", b"erad", b"ttu",
    b"ildi", b"endi",
];

/// The verdict on a password's value.
pub(super) fn class(value: &Value<'_>) -> Class {
    let reason = match value.proof {
        Proof::Quoted | Proof::Delimited => set_off(value),
        Proof::Alone | Proof::Colon | Proof::Prose => in_text(value),
    };
    reason.map_or(Class::Secret, Class::Benign)
}

/// Why a value that a structure set off is no password.
fn set_off(value: &Value<'_>) -> Option<&'static str> {
    let (text, shape) = (value.text, &value.shape);
    if shape.plain() == 0 {
        return punctuation(text);
    }
    if text.len() <= 2 {
        return Some("too short");
    }
    if is_escapes(text) {
        return Some("empty");
    }
    if is_in(LABEL, text) && !text[0].is_ascii_lowercase() {
        return Some("a label");
    }
    if shape.spaces > 15 {
        return Some("a text");
    }
    let goes_on = value.proof == Proof::Delimited && starts_with_verb(text);
    if shape.spaces > 0 && (goes_on || is_state(text)) {
        return Some("a status");
    }
    if shape.spaces > 0 && is_message(text) && !is_pass_phrase(text)
        || shape.wide > 5 && is_message_without_spaces(text)
    {
        return Some("a message");
    }
    if shape.spaces > 0 && is_row_of_pairs(text) {
        return Some("a structure");
    }
    // A password may hold a `=`, and what is behind it then is more of the password.
    let more =
        memchr::memchr(b'=', text).is_some_and(|at| text[at..].iter().any(u8::is_ascii_digit));
    let flag = text.starts_with(b"--");
    (value.proof == Proof::Delimited && is_next_key(text) && (flag || !more))
        .then_some("the next key")
}

/// `user=app passfile=/srv/x host=db1`: settings side by side, each with its name.
fn is_row_of_pairs(text: &[u8]) -> bool {
    let pair = |word: &[u8]| {
        let name = word.iter().take_while(|b| b.is_ascii_lowercase() || **b == b'_').count();
        name > 2 && word.get(name) == Some(&b'=')
    };
    text.split(|b| *b == b' ').filter(|word| !word.is_empty()).all(pair)
}

/// `is commented out`: a sentence about what its key names.
fn starts_with_verb(text: &[u8]) -> bool {
    words(text).next().is_some_and(|word| is_in(&["are", "has", "is", "must", "was"], word))
}

/// `not set`, `unchanged since 2025`, `too weak`: words for a state, and what they go on with.
fn is_state(text: &[u8]) -> bool {
    const ON: &[&str] = &["as", "by", "from", "in", "since", "to"];
    let mut two = words(text);
    let (first, second) = (two.next().unwrap_or_default(), two.next().unwrap_or_default());
    let told = is_in(STATUS, first) && is_in(ON, second);
    let degree = first.eq_ignore_ascii_case(b"too")
        && (is_in(STATUS, second) || is_in(&["long", "short", "simple"], second));
    told || degree || is_since(text) || words(text).all(|word| is_in(STATUS, word))
}

/// `changed 3 days ago`, `expires in 14 days`, `vor 3 Tagen geändert`: how long something has been so, or
/// will be.
fn is_since(text: &[u8]) -> bool {
    const TIMES: &[&str] = &[
        "day", "days", "días", "heures", "horas", "hours", "jours", "minutes", "stunden", "tagen",
    ];
    let mut before: &[u8] = b"";
    let counted = words(text).any(|word| {
        let number = before == b"a" || before == b"an" || Shape::of(before).is_digits();
        before = word;
        number && is_in(TIMES, word)
    });
    let tells = |word: &[u8]| is_in(&["ago", "hace", "in", "since", "vor"], word);
    counted && words(text).any(tells)
}

/// `contraseña 21`, `пароль Зима 7`: few words, of which only the word for a password is one of
/// messages, and digits at the end.
fn is_pass_phrase(text: &[u8]) -> bool {
    let digits = text.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let count = words(text).count();
    digits > 0 && count <= 4 && words(text).all(|word| is_in(LABEL, word) || !is_common(word))
}

/// Nothing but escapes of quotes and line ends: `\r\n`, `&quot;&quot;`, `%22%22`.
fn is_escapes(text: &[u8]) -> bool {
    const ESCAPES: [&[u8]; 11] = [
        b"\\r", b"\\n", b"\\t", b"\\\"", b"\\'", b"&quot;", b"&#34;", b"&#39;", b"&#039;", b"%22",
        b"%27",
    ];
    let mut rest = text;
    while let Some(escape) = ESCAPES.iter().find(|escape| rest.starts_with(escape)) {
        rest = &rest[escape.len()..];
    }
    rest.is_empty()
}

/// Marks alone: a password only if they are many and not one of them repeated.
fn punctuation(text: &[u8]) -> Option<&'static str> {
    let same = text.iter().all(|b| *b == text[0]);
    let brackets = text.iter().all(|b| b"[](){}<>,;: \"'".contains(b));
    (text.len() <= 3 || same || brackets).then_some("punctuation")
}

/// Why a value in free text is no password.
fn in_text(value: &Value<'_>) -> Option<&'static str> {
    let first = value.text.split(|b| b.is_ascii_whitespace()).next().unwrap_or_default();
    if value.shape.wide > 5 && is_message_without_spaces(value.text) {
        return Some("a message");
    }
    if encloses(value.text) {
        return Some("a structure");
    }
    let reason = single(value, sentence_end(first));
    if value.shape.spaces == 0 || reason.is_none() {
        return reason;
    }
    // A pass phrase: few words, none of a sentence's, and a digit or a sign among them.
    let shape = &value.shape;
    let rare = shape.digits > 0 || shape.has_any(b"!@#$%^&*+~");
    let phrase = value.proof >= Proof::Colon
        && rare
        && shape.spaces <= 6
        && !shape.has_any(b"()[]{}<>=:;\"|/\\")
        && !is_common(first)
        && !is_sentence(value.text)
        && words(value.text).all(|word| !is_technical(word) && word.len() < 16);
    (!phrase).then_some("a sentence")
}

/// `text` without the marks that end a sentence or close a bracket.
fn sentence_end(text: &[u8]) -> &[u8] {
    let end = text.iter().rposition(|b| !b".,;:!?)]}>\"'".contains(b)).map_or(0, |at| at + 1);
    // `asdfgh!` is no more of a sentence than `asdfgh`, and `Summer23!` no less of a password.
    &text[..end]
}

/// Whether a text is in brackets or starts with something that is.
fn encloses(text: &[u8]) -> bool {
    closing(text).is_some_and(|end| !goes_on(text, end))
}

/// `[brack]et22`: whether a word goes on behind a part of it that is in brackets.
fn is_glued(text: &[u8]) -> bool {
    closing(text).is_some_and(|end| goes_on(text, end))
}

/// `Kettle(3)blue`: letters and digits around a part in brackets.
fn is_glued_within(text: &[u8]) -> bool {
    let word = |b: &u8| b.is_ascii_alphanumeric() || *b >= 0x80;
    let head = text.iter().take_while(|b| word(b)).count();
    let rest = &text[head..];
    let sign = |b: &&u8| !word(b);
    head > 2 && is_glued(rest) && rest.iter().filter(sign).count() == 2
}

/// Where the bracket closes that a text starts with.
fn closing(text: &[u8]) -> Option<usize> {
    let close = match text.first()? {
        b'(' => b')',
        b'[' => b']',
        b'{' => b'}',
        b'<' => b'>',
        _ => return None,
    };
    memchr::memchr(close, text)
}

fn goes_on(text: &[u8], end: usize) -> bool {
    text.get(end + 1).is_some_and(u8::is_ascii_alphanumeric)
}

/// Why a single word of a text is no password.
fn single(value: &Value<'_>, text: &[u8]) -> Option<&'static str> {
    let shape = Shape::of(text);
    if shape.plain() < 3 || text.len() < 4 {
        return Some("too short");
    }
    if is_next_key(value.text) || matches!(value.text, [b'a'..=b'z', b'=' | b':', ..]) {
        return Some("the next key");
    }
    let least = if value.proof == Proof::Prose { 6 } else { 4 };
    if shape.is_digits() {
        // Ten digits and thirteen are times, and longer ones are ids.
        let number =
            text.len() < least || matches!(text.len(), 10..) && value.proof < Proof::Delimited;
        return number.then_some("a number");
    }
    if !is_word_byte(text[0]) && !text[0].is_ascii_punctuation() {
        return Some("punctuation");
    }
    let signs = text[1..].iter().filter(|b| b"@#$%^&*+~!?=|".contains(b)).count();
    if shape.digits == 0 && signs == 0 {
        let chosen = value.proof == Proof::Alone
            && (is_chosen_word(value.text)
                || is_called(value.text, text)
                || text.len() >= 8 && is_scrambled(text));
        return (!chosen && !is_no_word(text, &shape)).then_some("a word");
    }
    let number = text.strip_prefix(b"(").unwrap_or(text);
    if number.first().is_some_and(u8::is_ascii_digit) && is_package_version(number) {
        return Some("a version");
    }
    let hex = text.starts_with(b"0x") && text[2..].iter().all(u8::is_ascii_hexdigit);
    if shape.letters() + shape.wide < 2 && signs == 0 || hex || is_technical(text) {
        return Some("a number");
    }
    if signs > 0 && !text[1..].contains(&b'|') {
        return (shape.plain() < 3).then_some("punctuation");
    }
    if is_hex(text) && text.len() >= 16 {
        return None;
    }
    name_with_number(value, text, &shape)
}

/// Words that somebody drew: none of a sentence, and none that says how it went. One may be a word for a
/// state, as `correct` is, where three others stand beside it.
pub(crate) fn is_phrase_of_words(text: &[u8]) -> bool {
    let state = |word: &[u8]| is_in(STATUS, word) && !is_in(PROSE, word) && !is_in(MESSAGE, word);
    let states = words(text).filter(|word| state(word)).count();
    states <= 1
        && words(text).count() > 3 * states
        && words(text).all(|word| state(word) || !is_common(word) && !says_how(word))
}

/// Whether a word says how it went, where from or what kind.
fn says_how(word: &[u8]) -> bool {
    let lower = word.to_ascii_lowercase();
    // Participles of German and Dutch: `gesetzt`, `geändert`, `gewijzigd`, `vergeben`.
    let participle = lower.len() >= 6
        && [&b"ge"[..], b"be", b"ver", b"er"].iter().any(|start| lower.starts_with(start))
        && [&b"t"[..], b"en", b"gd"].iter().any(|end| lower.ends_with(end));
    participle || ENDINGS.iter().any(|end| lower.ends_with(end))
}

/// A word that nothing stands beside: what says how it went, where from or what kind is none.
fn is_chosen_word(text: &[u8]) -> bool {
    // `winter-otter`, `çilekli_pasta`: words of which each could be one.
    let joint = |b: &u8| matches!(b, b'-' | b'_');
    if text.iter().any(joint) {
        let mut parts = text.split(joint);
        return text.split(joint).count() <= 4
            && parts.all(|part| part.len() >= 4 && is_chosen_word(part) && !is_technical(part));
    }
    let (first, rest) = text.split_at(1);
    let letters = text.iter().all(|b| b.is_ascii_alphabetic() || *b >= 0x80);
    let one_case = first[0].is_ascii_uppercase() == rest.iter().any(u8::is_ascii_uppercase)
        || !rest.iter().any(u8::is_ascii_uppercase);
    text.len() >= 4
        && letters
        && one_case
        && !is_common(text)
        && !is_in(LABEL, text)
        && !is_in(SOURCES, text)
        && !says_how(text)
}

/// `Lunchtime!`, `letmein!`: a word and a sign that ends it. What somebody calls out is short.
fn is_called(whole: &[u8], text: &[u8]) -> bool {
    (text[0].is_ascii_uppercase() || text.len() >= 6)
        && whole.strip_suffix(b"!") == Some(text)
        && is_chosen_word(text)
}

/// `yHFPRzjte`: letters whose case follows no order, and that make no words.
fn is_scrambled(text: &[u8]) -> bool {
    let change = |w: &&[u8]| w[0].is_ascii_uppercase() != w[1].is_ascii_uppercase();
    text.iter().all(u8::is_ascii_alphabetic)
        && text.windows(2).filter(change).count() >= 2
        && made(text).hardly_words()
}

/// `1.09-1+b1`, `2:4.17.12+dfsg-0+deb12u4`: the version of a package, whose parts have a number each.
fn is_package_version(text: &[u8]) -> bool {
    let epoch = matches!(text, [digit, b':', ..] if digit.is_ascii_digit());
    let text = if epoch { &text[2..] } else { text };
    let upstream = text.split(|b| matches!(b, b'-' | b'+' | b'~')).next().unwrap_or_default();
    let rest = &text[upstream.len()..];
    is_version(upstream)
        && !upstream.ends_with(b".")
        && rest.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".+~-".contains(b))
}

/// `23.5.0`
fn is_version(text: &[u8]) -> bool {
    text.contains(&b'.') && text.iter().all(|b| b.is_ascii_digit() || *b == b'.')
}

/// Letters that are no words: a row of keys, or a change of case where words have none.
fn is_no_word(text: &[u8], shape: &Shape) -> bool {
    let mut parts = text.split(|b| !b.is_ascii_alphabetic());
    // What is written in humps is a name.
    let humps = |part: &[u8]| {
        part.windows(2).any(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase())
    };
    let typed = |part: &[u8]| is_typed(part) && !humps(part);
    let typed = shape.wide == 0 && shape.lower > 0 && parts.any(typed) && !says_how(text);
    let random =
        text.len() >= 10 && shape.upper > 2 && shape.lower > 2 && made(text).hardly_words();
    typed || random
}

/// `node-1`, `user_78492`, `file.rs:12`, `job_1445144423722_0082`, `a.b.example`, `[x1]`, `f(x1)`.
fn name_with_number(value: &Value<'_>, text: &[u8], shape: &Shape) -> Option<&'static str> {
    let glued = is_glued(text) || value.proof > Proof::Prose && is_glued_within(text);
    if shape.has_any(b"()[]{}<>\"'`,;|\\") && !matches!(text, [_, b'\'', ..]) && !glued {
        return Some("a structure");
    }
    let separators = text.iter().filter(|b| b"-_./:".contains(b)).count();
    let digit_run = text.chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit());
    let longest = digit_run.filter(|run| run[0].is_ascii_digit()).map(<[u8]>::len).max();
    let ends_in_letters = text.last().is_some_and(u8::is_ascii_alphabetic);
    let host = shape.has(b'.') && separators > 1 && ends_in_letters && shape.upper == 0;
    let line = shape.has(b'.') && shape.has(b':');
    let version = text.rsplit(|b| *b == b'-').next().is_some_and(is_version);
    // `Kettle-181299`: a word and a number that somebody hands out.
    let handed = value.proof == Proof::Alone && shape.upper > 0 && shape.lower > 0;
    let handed = handed || value.proof > Proof::Prose && super::is_uuid(text);
    let id = separators > 0 && (longest.unwrap_or(0) >= 5 && !handed || version);
    let tail = text.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let numbered = value.proof == Proof::Prose
        && separators == 1
        && shape.upper == 0
        && tail == shape.digits
        && tail <= 2
        && b"-_.".contains(&text[text.len() - tail - 1]);
    // Base64 has slashes too, and no words between them.
    let mixed = shape.upper > 0 && shape.lower > 0 && !made(text).of_words();
    let path = shape.has(b'/') && !mixed;
    let numbers = text.split(|b| b"-_./:".contains(b));
    let number = |part: &&[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let last = text.rsplit(|b| *b == b':').next().unwrap_or_default();
    let counted = shape.has(b':') && number(&last);
    let constant =
        shape.lower + shape.marks + shape.wide == 0 && shape.digits <= 2 && text.len() <= 8;
    // `WS-PASSWORD: KITTEN55`: a mainframe knows no small letters.
    let constant = constant && !(value.proof == Proof::Alone && shape.upper >= 5);
    if counted || constant || numbers.filter(number).count() > 2 {
        return Some("a name");
    }
    if path || host || line || id || numbered {
        return Some("a name");
    }
    (value.proof == Proof::Prose && text.len() < 5).then_some("too short")
}
