//! What the words of a key say: the phrases of the rules, and the words around them.

use std::ops::Range;

use super::{
    Judged, Key, Meaning, WORDS_BEFORE, Words, is_constant, is_plain, read, with_word_before,
};
use crate::finding::Category;
use crate::rules::Rule;
use crate::scan::detect::keyed::phrases::Phrases;
use crate::scan::detect::keyed::words::{
    FOREIGN, FORGERY, LABELS, OTHERS, OWNERS, PASSES, PROGRAMS, PROPERTIES, QUALIFIERS, THINGS,
};
use crate::scan::detect::memo::Memo;
use crate::scan::detect::value::Kind;

/// From this length on a phrase is told at the end of a longer word: `keystorepassword`.
const TELLING: usize = 6;
/// What stands in a phrase for the name that must be before it.
pub(super) const ANYBODY: &str = "* ";

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
        let word = words.place(end - 1);
        // Their lengths, so that the longest wins, and the singular where both are as long.
        let mut whole: Option<(usize, usize, Meaning)> = None;
        let mut part: Option<(usize, Meaning)> = None;
        for (text, more) in std::iter::once((text, 0)).chain(singular) {
            let mut start = end;
            for (length, meaning) in self.phrases.ending(text) {
                let (from, length) = (text.len() - length, length + more);
                while start > 0 && words.place(start) > from {
                    start -= 1;
                }
                if words.place(start) == from {
                    if whole.is_none_or(|best| best.1 < length) {
                        whole = Some((start, length, meaning));
                    }
                } else if from > word
                    && !meaning.whose
                    && part.is_none_or(|best| best.0 < length)
                    && (length >= TELLING
                        || QUALIFIERS.has(&text[word..from])
                        || text.ends_with(b"token") && length == 5
                        // `TSPWD`: behind the short name of a product.
                        || text.ends_with(b"pwd") && length == 3 && from - word <= 3)
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
        // `private view key`: a thing that has keys of its own, in a phrase that goes further back.
        if judged == Judged::Other
            && let Some(next) = with_word_before(bytes, &longer)
            && let telling @ Judged::Telling(_) = judge(&bytes[next.span.clone()])
        {
            return (next, telling);
        }
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
    // `nexttoken`, `opaquelocktoken`
    let glued = words.get(start).strip_suffix(b"token").is_some_and(|head| OTHERS.has(head));
    let other = other || start > 0 && kind == Kind::Session && FOREIGN.has(words.get(start - 1));
    let text = start > 0 && LABELS.has(words.get(start - 1));
    // `login_with_password`: a function, by what it takes.
    let taken =
        start > 1 && [&b"with"[..], b"via", b"by", b"using"].contains(&words.get(start - 1));
    // `render_pass`, `llvm pass`: a run of something over something.
    let run = start > 0 && words.count == start + 1 && words.get(start) == b"pass";
    let run = run && PASSES.has(words.get(start - 1));
    // `ClientRequestToken`: that a call is made once.
    let once = start > 1 && words.get(start - 1) == b"request" && words.get(start - 2) == b"client";
    // `ca_pin`: the digest of a key that a client expects.
    let pinned = start > 0
        && words.get(start) == b"pin"
        && [&b"ca"[..], b"spki", b"hpkp"].contains(&words.get(start - 1));
    other || glued || text || taken || once || run || pinned || (0..start).any(public)
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

/// Whether a key is no name: letters and digits without an order, and a short word at the end.
fn is_made(key: &[u8]) -> bool {
    if key.len() < 16 || !key.iter().all(u8::is_ascii_alphanumeric) {
        return false;
    }
    let last = key.len() - key.iter().rev().take_while(|b| b.is_ascii_lowercase()).count();
    let digits = key.chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit());
    key.len() - last <= 3 && digits.filter(|run| run[0].is_ascii_digit()).count() > 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{DetectorKind, RuleSet};
    use crate::scan::detect::keyed::words::NEUTRAL;
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
        let whole = (0..end)
            .find_map(|start| lookup(&text[words.place(start)..]).map(|meaning| (start, meaning)));
        whole.or_else(|| {
            let word = words.get(end - 1);
            (1..word.len()).find_map(|at| {
                let (head, tail) = word.split_at(at);
                let known = tail.len() >= TELLING
                    || QUALIFIERS.iter().any(|q| q == head)
                    || tail == b"token"
                    || tail == b"pwd" && head.len() <= 3;
                let found = known.then(|| lookup(tail)).flatten().filter(|meaning| !meaning.whose);
                found.map(|meaning| (end - 1, meaning))
            })
        })
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
