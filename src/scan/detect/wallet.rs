//! Keys of wallets that have no mark of their own: seed phrases, and keys in the wallet import format.
//!
//! Both prove themselves by a checksum; words only wake the detector, which looks at what is near.

use std::ops::Range;

use memchr::memmem;

use super::list::List;
use super::token::{ends_cleanly, starts_cleanly};
use super::{Detector, Found, Match, Memory, Rank, Window};
use crate::finding::{Confidence, Severity};
use crate::rules::Rule;
use crate::validate::{Verdict, base58, bip39};

/// How far before and behind a word a phrase is looked for: lists have a word a line.
const BEFORE: usize = 384;
const BEHIND: usize = 1 << 10;
/// Bytes between two words of a phrase: quotes, commas, line ends, their numbers.
const BETWEEN: usize = 24;
/// Fewer different words than this have the phrases that everybody tests with.
const DIFFERENT: usize = 4;
/// Words that say too little of a wallet for a phrase without its checksum.
#[rustfmt::skip]
static WEAK: List = List::new(&[
    "wallet", "seed", "phrase", "words are", "your words", "these words", "words:", "words=", "words\"", "words'",
    "word 1:", "word_1", "restored from", "restore from", "new account:",
]);
/// Characters of a key in the wallet import format.
const KEY: std::ops::RangeInclusive<usize> = 51..=52;

/// The detector of the rules for wallets.
pub(crate) struct Wallet {
    phrase: Option<u16>,
    key: Option<u16>,
}

/// A word of the list and where it stands.
type Word = (u16, Range<usize>);

impl Wallet {
    pub(crate) fn new(rules: &[(u16, &Rule)]) -> Self {
        let of = |id: &str| rules.iter().find(|(_, rule)| rule.id == id).map(|(index, _)| *index);
        Wallet { phrase: of("wallet-seed-phrase"), key: of("wallet-private-key") }
    }

    /// Words of the list without others between them: the phrases among them.
    fn phrases(&self, words: &[Word], named: bool, found: &mut Found) {
        let Some(rule) = self.phrase else { return };
        let mut from = 0;
        while words.len() - from >= 12 {
            let rest = &words[from..];
            let indexes: Vec<u16> =
                rest.iter().map(|(index, _)| *index).take(bip39::LONGEST).collect();
            let whole = bip39::LENGTHS.contains(&rest.len());
            // The whole run first; a part of it only where the checksum says so.
            let fits =
                |&&length: &&usize| length <= rest.len() && bip39::is_valid(&indexes[..length]);
            let valid = bip39::LENGTHS.iter().find(fits).copied();
            let Some(length) = valid.or((whole && named && from == 0).then_some(rest.len())) else {
                from += 1;
                continue;
            };
            let phrase = &rest[..length];
            let mut kinds: Vec<u16> = indexes[..length].to_vec();
            kinds.sort_unstable();
            kinds.dedup();
            let known = valid.is_some() && kinds.len() < DIFFERENT;
            // Prose repeats its words; a phrase does so rarely.
            if known || kinds.len() * 3 >= length * 2 {
                let sure = if valid.is_some() { Confidence::High } else { Confidence::Medium };
                let span = phrase[0].1.start..phrase[length - 1].1.end;
                let severity = known.then_some(Severity::Info);
                report(rule, span, sure, severity, "words of the list in a row", found);
            }
            from += length;
        }
    }

    /// Keys in the wallet import format.
    fn keys(&self, bytes: &[u8], place: Range<usize>, found: &mut Found) {
        let Some(rule) = self.key else { return };
        let mut at = place.start;
        while at < place.end {
            let length =
                bytes[at..].iter().take(80).take_while(|b| b.is_ascii_alphanumeric()).count();
            let word = &bytes[at..at + length];
            // Bitcoin and its test net, Litecoin, Dogecoin, Dash.
            let first = matches!(
                word.first(),
                Some(b'5' | b'K' | b'L' | b'c' | b'9' | b'6' | b'T' | b'Q' | b'X' | b'7')
            );
            if first
                && KEY.contains(&length)
                && starts_cleanly(bytes, at)
                && ends_cleanly(bytes, at + length)
                && base58::private_key(word) == Verdict::Valid
            {
                report(rule, at..at + length, Confidence::High, None, "its checksum fits", found);
            }
            at += length.max(1);
        }
    }
}

fn report(
    rule: u16,
    span: Range<usize>,
    sure: Confidence,
    severity: Option<Severity>,
    what: &str,
    found: &mut Found,
) {
    found.note(span.clone(), || ("wallet".to_owned(), what.to_owned()));
    let mut new = Match::new(rule, span, sure, Rank::Statement);
    new.severity = severity;
    found.push(new);
}

impl Detector for Wallet {
    fn detect(&self, window: &Window<'_>, _memory: &mut Memory, found: &mut Found) {
        let (bytes, literal) = (window.bytes, window.literal());
        let Range { start: from, end: to } = around(bytes, &literal);
        self.keys(bytes, from..to, found);
        let word = bytes[literal].to_ascii_lowercase();
        let named = !WEAK.has(&word);
        let mut run: Vec<Word> = Vec::new();
        let mut at = from;
        while at < to {
            let Some((index, span)) = next_word(bytes, &mut at, to) else { break };
            let follows = run.last().is_some_and(|(_, last)| joins(&bytes[last.end..span.start]));
            match index {
                Some(index) if follows || run.is_empty() => run.push((index, span)),
                other => {
                    self.phrases(&run, named, found);
                    run.clear();
                    run.extend(other.map(|index| (index, span)));
                }
            }
        }
        self.phrases(&run, named, found);
    }
}

/// What a word looks at: no further than the same word again, so that in a row of them each byte is
/// looked at by two.
fn around(bytes: &[u8], literal: &Range<usize>) -> Range<usize> {
    let from = literal.start.saturating_sub(BEFORE);
    let to = bytes.len().min(literal.end + BEHIND);
    let word = &bytes[literal.clone()];
    let before = memmem::rfind(&bytes[from..literal.start], word);
    let after = memmem::find(&bytes[literal.end..to], word);
    before.map_or(from, |at| from + at + word.len())
        ..after.map_or(to, |at| literal.end + at + word.len())
}

/// The next run of letters from `at` on, and its place in the list if it is a word of it.
fn next_word(bytes: &[u8], at: &mut usize, to: usize) -> Option<(Option<u16>, Range<usize>)> {
    loop {
        let start = (*at..to).find(|&i| bytes[i].is_ascii_alphabetic() || bytes[i] >= 0x80)?;
        // The letter of an escape is no word: `\n`.
        let escape =
            start > 0 && bytes[start - 1] == b'\\' && matches!(bytes[start], b'n' | b'r' | b't');
        let start = start + usize::from(escape);
        let letters =
            bytes[start..].iter().take(64).take_while(|b| b.is_ascii_alphabetic() || **b >= 0x80);
        let end = start + letters.count();
        *at = end;
        let text = &bytes[start..end];
        // `word1=`, `word 1:`: a number, not a word.
        let counted = match bytes[end..] {
            [b' ', digit, ..] => digit.is_ascii_digit(),
            [next, ..] => next.is_ascii_digit() || next == b'_',
            [] => false,
        };
        let number = text.eq_ignore_ascii_case(b"word") && counted;
        if start < end && !number {
            let mut word = [0; 8];
            let word = word.get_mut(..text.len()).map(|word| {
                word.copy_from_slice(text);
                word.make_ascii_lowercase();
                &*word
            });
            return Some((word.and_then(bip39::index), start..end));
        }
    }
}

/// Whether two words with this between them stand in one list.
fn joins(between: &[u8]) -> bool {
    let plain = |b: &u8| !b.is_ascii_alphabetic() && !matches!(b, b'!' | b'?' | b'@' | b'/' | b'$');
    let mut rest = between;
    while let Some(at) = rest.iter().position(|b| !plain(b)) {
        // The escapes and the word `word` that were passed over.
        let skip = match &rest[at..] {
            [b'n' | b'r' | b't', ..] if at > 0 && rest[at - 1] == b'\\' => 1,
            [b'w' | b'W', b'o' | b'O', b'r' | b'R', b'd' | b'D', ..] => 4,
            _ => return false,
        };
        rest = &rest[at + skip..];
    }
    // A list with stops between its words has numbers as well: a sentence ends otherwise.
    let stop = between.iter().any(|b| matches!(b, b'.' | b':' | b'='))
        && !between.iter().any(u8::is_ascii_digit);
    (1..=BETWEEN).contains(&between.len()) && !stop
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWELVE: &str =
        "legal winner thank year wave sausage worth useful legal winner thank yellow";

    fn found(text: &str) -> Vec<String> {
        let wallet = Wallet { phrase: Some(0), key: Some(1) };
        let at = text.find("mnemonic").unwrap();
        let (window, base) = Window::new(text.as_bytes(), at, 8, b"");
        let mut found = Found::default();
        wallet.detect(&window, &mut Memory::default(), &mut found);
        found
            .matches
            .iter()
            .map(|m| text[base + m.value.start..base + m.value.end].to_owned())
            .collect()
    }

    #[test]
    fn phrases_in_the_forms_of_logs() {
        assert_eq!(found(&format!("mnemonic={TWELVE}")), [TWELVE]);
        assert_eq!(found(&format!("mnemonic: \"{TWELVE}\", next one")), [TWELVE]);
        let words: Vec<&str> = TWELVE.split(' ').collect();
        let list = format!("{{\"mnemonic\":[\"{}\"]}}", words.join("\",\""));
        assert_eq!(found(&list), [words.join("\",\"")]);
        let numbered: Vec<String> =
            words.iter().enumerate().map(|(i, w)| format!("{}. {w}", i + 1)).collect();
        let counted: Vec<String> =
            words.iter().enumerate().map(|(i, w)| format!("word {}: {w}", i + 1)).collect();
        assert_eq!(found(&format!("mnemonic: {}", counted.join(" "))).len(), 1);
        for gap in ["\n", " ", "\\n"] {
            let text = format!("your mnemonic:{gap}{}{gap}keep safe it", numbered.join(gap));
            assert_eq!(found(&text).len(), 1, "{text}");
        }
        assert_eq!(found(&format!("mnemonic {}", TWELVE.to_uppercase())).len(), 1);
    }

    #[test]
    fn other_words_are_left_alone() {
        assert!(
            found("mnemonic of the year that is not in the list of words at all, mind you")
                .is_empty()
        );
        // Eleven words.
        assert!(found(&format!("mnemonic: {}", TWELVE.replace(" yellow", ""))).is_empty());
        // No checksum, and no length of a phrase.
        let more = TWELVE.replace("yellow", "zoo zoo");
        assert!(found(&format!("mnemonic: {more}")).is_empty());
    }
}
