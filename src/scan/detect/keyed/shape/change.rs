//! Reports of a change: `password: changed 'x' to 'y'`, `password was changed from x to y`.
//!
//! A report without values (`password changed`) is none of its business.

use super::{At, Fit, Reading, becomes};
use crate::scan::detect::keyed::text::{self, Quote};
use crate::scan::detect::list::List;
use crate::scan::detect::value::Proof;

/// Words right before the key that make a report of it: `SET PASSWORD FROM 'x' TO 'y'`.
const BEFORE: [&[u8]; 12] = [
    b"set",
    b"change",
    b"changing",
    b"changed",
    b"alter",
    b"altered",
    b"update",
    b"updating",
    b"updated",
    b"rotated",
    b"reset",
    b"replaced",
];
/// Words that stand between.
static FILLERS: List = List::new(&[
    "has", "been", "was", "is", "from", "value", "field", "von", "vom", "wurde", "van", "de", "du",
    "da", "dal", "från", "fra", "z", "ha", "sido", "foi", "a", "été", "est", "è", "stata", "werd",
    "с",
]);
/// What stands between the old value and the new one beside the prepositions of verbs, and whether it
/// tells of a change by itself.
const TO: [(&[u8], bool); 9] = [
    (b"by ", false),
    (b"with ", false),
    (b"-> ", true),
    ("→ ".as_bytes(), true),
    (b"replaced by ", true),
    (b"replaced with ", true),
    (b"changed to ", true),
    (b"zu ", false),
    (b"por ", false),
];
/// The words with which those start.
pub(super) static JOINTS: List =
    List::new(&["by", "with", "->", "→", "replaced", "changed", "zu", "por"]);
/// How far the new value may be.
const WORDS: usize = 5;

/// Names of what was before and what is now, beside which each value stands: `old=x new=y`.
#[rustfmt::skip]
static SIDES: List = List::new(&[
    "after", "alter", "altes", "ancien", "ancienne", "anterior", "antes", "antiga", "antigo",
    "antigua", "antiguo", "before", "content as", "current", "current value", "current_value",
    "despues", "después", "eski", "gammal", "gammel", "gammelt", "is now", "neu", "neuer", "neues",
    "new", "new value", "new_value", "newvalue", "nieuw", "nieuwe", "nouveau", "nouvelle", "nova",
    "novo", "nové", "nowe", "nowy", "nueva", "nuevo", "nuova", "nuovo", "ny", "nya", "nytt", "old",
    "old value", "old_value", "oldvalue", "oud", "oude", "prev", "previous", "previous value",
    "previous_value", "should be", "stare", "stary", "staré", "vecchia", "vecchio", "was", "yeni",
    "было", "новий", "новое", "новый", "стало", "старий", "старое", "старый",
    "gammalt", "gamle", "vanha", "uusi", "vana", "uus", "senas", "senasis", "naujas", "naujasis", "vecā", "jaunā",
    "stara", "stari", "novi", "régi", "új", "veche", "vechea", "nouă", "noua", "zaharra", "berria", "vella", "nou", "antic",
    "lama", "baru", "cũ", "mới", "παλιός", "παλιό", "νέος", "νέο", "stará", "nová", "staro", "стара", "нова", "старая", "новая",
]);
/// Words for "changed" in languages that put no preposition before the new value.
#[rustfmt::skip]
static FOREIGN: List = List::new(&[
    "vaihdettu", "muutettu", "päivitetty", "muudetud", "vahetatud", "uuendatud", "pakeistas", "pakeistasis", "atnaujintas", "nomainīta",
    "mainīta", "atjaunota", "promijenjena", "promenjena", "promijenjen", "izmijenjena", "ažurirana", "spremenjeno", "posodobljeno",
    "megváltozott", "megváltoztatva", "módosítva", "frissítve", "schimbată", "schimbata", "modificată", "actualizată", "aldatu", "canviada",
    "modificada", "actualitzada", "değiştirildi", "güncellendi", "degistirildi", "guncellendi", "diubah", "diganti", "αλλάχθηκε", "άλλαξε", "променена", "промењена",
]);
/// How far behind the key sides are looked for, and the most of them.
const FAR: usize = 256;
const MOST: usize = 4;

pub(crate) fn read(at: &At<'_>) -> Fit {
    match replaced(at) {
        Fit::No => {}
        fit => return fit,
    }
    // The values of sides are quoted or delimited.
    let values = if at.plain { Vec::new() } else { sides(at) };
    if values.is_empty() { Fit::No } else { Fit::Values(values) }
}

/// `password: current_value 'x', should be 'y'`, `token refreshed: old=x new=y`, `password changed
/// {"old":"x","new":"y"}`: values that are named by their side of the change. A report of a change or
/// the colon leads to them.
fn sides(at: &At<'_>) -> Vec<Reading> {
    let bytes = &at.bytes[..at.line_end(512).min(at.after + FAR)];
    let mut here = at.after;
    let mut values = Vec::new();
    // `PUT /me/password {"old":"x","new":"y"}`: the end of a path, if both sides stand behind it.
    let path = at.bytes[..at.key.span.start].ends_with(b"/");
    if !path && !matches!(bytes.get(here), Some(b'|' | b':' | b' ')) {
        return values;
    }
    let (mut told, mut words) = (reports(at), 0);
    // `smtp.password|old:x|new:y`: in a row of fields the key is one of them.
    let row = bytes.get(here) == Some(&b'|');
    if path {
        told = true;
    } else if row {
        (told, here) = (true, here + 1);
    } else if bytes.get(here) == Some(&b':') {
        (told, here) = (told || bytes[here + 1..].starts_with(b" "), here + 1);
    }
    while here < bytes.len() && values.len() < MOST {
        let length = text::run(bytes, here, |b| b.is_ascii_alphabetic() || b == b'_' || b >= 0x80);
        if length == 0 {
            here += 1;
            continue;
        }
        let end = here + length;
        let word = &bytes[here..end];
        let side = if told { side(bytes, here, end) } else { None };
        if let Some((reading, end)) = side.and_then(|end| side_value(bytes, end, row)) {
            values.push(reading);
            here = end;
            continue;
        }
        // The report stands right behind the key; later words are of the sentence's own.
        words += 1;
        told |= words <= 3 && is_verb(word);
        if !told && words > 3 {
            break;
        }
        here = end;
    }
    if path && values.len() < 2 { Vec::new() } else { values }
}

/// `Changement du mot de passe de bob : `: whether the words before the key call it a change.
fn reports(at: &At<'_>) -> bool {
    #[rustfmt::skip]
    static NOUNS: List = List::new(&[
        "alteração", "byte", "cambio", "change", "changement", "modifica", "modification", "reset", "rotation",
        "troca", "wijziging", "zmiana", "změna", "ändring", "änderung", "зміна", "изменение", "смена",
    ]);
    let before = &at.bytes[at.line_start(32)..at.key.span.start];
    let mut words = before.rsplit(|b| *b == b' ').filter(|word| !word.is_empty()).take(3);
    words.any(|word| {
        NOUNS.has_in_any_case(word)
            || !word.is_ascii()
                && std::str::from_utf8(word)
                    .is_ok_and(|word| NOUNS.has(word.to_lowercase().as_bytes()))
    })
}

/// Where the name of a side ends that starts with the word at `start..end`.
fn side(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    let next = text::run(bytes, (end + 1).min(bytes.len()), |b| b.is_ascii_alphabetic());
    let two = bytes.len().min(end + 1 + next);
    match () {
        () if next > 0 && bytes[end] == b' ' && SIDES.has_in_any_case(&bytes[start..two]) => {
            Some(two)
        }
        () if SIDES.has_in_any_case(&bytes[start..end]) => Some(end),
        () => None,
    }
}

fn is_verb(word: &[u8]) -> bool {
    static MORE: List =
        List::new(&["refreshed", "renewed", "regenerated", "change", "update", "rotation"]);
    becomes::is_verb(word) || MORE.has_in_any_case(word) || FOREIGN.has_in_any_case(word)
}

/// The value of a side: in quotes, or behind a delimiter, and where it ends; in a row of fields with its
/// own.
fn side_value(bytes: &[u8], mut here: usize, row: bool) -> Option<(Reading, usize)> {
    // `"old":`
    here += usize::from(matches!(bytes.get(here), Some(b'"' | b'\'')));
    here = text::skip_blank(bytes, here);
    let delimited = matches!(bytes.get(here), Some(b'=' | b':'));
    let start = text::skip_blank(bytes, here + usize::from(delimited));
    if Quote::open(bytes, start).is_some() {
        return value(bytes, start);
    }
    let more = |b: u8| b > b' ' && !b"\",;)}]".contains(&b) && !(row && b == b'|');
    let end = start + text::run(bytes, start, more);
    if !delimited || end == start {
        return None;
    }
    let (value, shape) = (start..end, "change");
    Some((Reading::new(value, Proof::Delimited, shape), end))
}

fn replaced(at: &At<'_>) -> Fit {
    let bytes = &at.bytes[..at.line_end(512)];
    let colon = usize::from(bytes.get(at.after) == Some(&b':'));
    let close = usize::from(bytes.get(at.after) == Some(&b']'));
    let mut here = text::skip_blank(bytes, at.after + colon + close);
    if here == at.after || close + colon == 2 {
        return Fit::No;
    }
    let (mut verb, mut from) = (false, false);
    let mut values = Vec::new();
    for _ in 0..WORDS {
        let end = here + text::run(bytes, here, |b| b.is_ascii_alphabetic() || b >= 0x80);
        let word = &bytes[here..end];
        match () {
            () if is_verb(word) => verb = true,
            () if FILLERS.has_in_any_case(word) => from = true,
            () => break,
        }
        here = text::skip_blank(bytes, end);
    }
    let Some(old) = value(bytes, here) else { return Fit::No };
    let between = text::skip_blank(bytes, old.1);
    let rest = &bytes[between..];
    let Some((length, sure)) = joint(rest) else { return Fit::No };
    let asked = (old.0.proof == Proof::Quoted || from) && asked(at);
    if !verb && !asked && !sure {
        return Fit::No;
    }
    let Some(new) = value(bytes, text::skip_blank(bytes, between + length)) else {
        return Fit::No;
    };
    values.extend([old.0, new.0]);
    Fit::Values(values)
}

/// The length of what stands between the old value and the new one, and whether it tells of a change.
fn joint(text: &[u8]) -> Option<(usize, bool)> {
    let is = |to: &[u8]| text.len() >= to.len() && text[..to.len()].eq_ignore_ascii_case(to);
    let known = TO.iter().find(|(to, _)| is(to)).map(|(to, sure)| (to.len(), *sure));
    known.or_else(|| {
        let word = memchr::memchr(b' ', text)?;
        becomes::is_preposition(&text[..word]).then_some((word + 1, false))
    })
}

/// Whether the word right before the key makes a report of it.
fn asked(at: &At<'_>) -> bool {
    let mut before = at.bytes[at.line_start(32)..at.key.span.start].rsplit(|b| *b == b' ');
    let word = before.next().filter(|rest| rest.is_empty()).and(before.next()).unwrap_or_default();
    BEFORE.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// A value in quotes or brackets, or a word, and where it ends.
fn value(bytes: &[u8], start: usize) -> Option<(Reading, usize)> {
    let shape = "change";
    if let Some(quote) = Quote::open(bytes, start) {
        let (value, closed) = quote.text(bytes);
        let end = quote.closes_at(bytes, value.end)?;
        let (proof, layer) = (Proof::Quoted, super::layer_of(quote));
        let reading = Reading::new(value, proof, shape).with_layer(layer);
        return closed.then_some((reading, end));
    }
    let bracket = bytes.get(start) == Some(&b'[');
    let from = start + usize::from(bracket);
    let stop = |b: u8| if bracket { b != b']' } else { b > b' ' && b != b'"' };
    let mut end = from + text::run(bytes, from, stop);
    if bracket && end == bytes.len() {
        return None;
    }
    let after = end + usize::from(bracket);
    while !bracket && end > from && b".,;".contains(&bytes[end - 1]) {
        end -= 1;
    }
    // `credentials: Any) -> Signer:`
    if !bracket && bytes[from..end].iter().any(|b| b"()[]{}:".contains(b)) {
        return None;
    }
    let value = from..end;
    let proof = if bracket { Proof::Alone } else { Proof::Prose };
    let reading = Reading::new(value, proof, shape);
    (end > from).then_some((reading, after))
}

#[cfg(test)]
mod tests {
    use super::{JOINTS, TO};

    #[test]
    fn what_joins_two_values_starts_with_a_word_that_is_listed() {
        for (to, _) in TO {
            let word = to.split(|b| *b == b' ').next().unwrap();
            assert!(JOINTS.has(word), "{}", to.escape_ascii());
        }
    }
}
