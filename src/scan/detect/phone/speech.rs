//! Numbers in a line that speaks of messages or calls: behind a preposition, or under a key that names one
//! of the parties.

use std::ops::Range;

use super::judge::{Evidence, proves_little, shaped};
use super::keys::{self, Key};
use super::link::{self, Link};
use super::number::{self, Lead, Reading};
use super::words::Says;
use super::{Phone, TRIES, edges, span};
use crate::scan::detect::Found;

/// How far from a word of speech its number may stand.
pub(super) const SPOKEN: usize = 160;

/// Digits of a number that is looked at in a line of speech.
const SHORTEST: usize = 5;

/// The bytes that numbers start with, plus signs in all their spellings among them.
static STARTS: [bool; 256] = {
    let (mut starts, mut byte) = ([false; 256], 0u8);
    while byte < 0xFF {
        starts[byte as usize] =
            matches!(byte, b'0'..=b'9' | b'(' | b'+' | b'%' | b'&' | b'\\' | 0xEF);
        byte += 1;
    }
    starts
};

impl Phone {
    /// Numbers in a line that speaks of messages or calls: behind a preposition, or under a key that
    /// names one of the parties.
    pub(super) fn spoken(&self, bytes: &[u8], key: &Key, found: &mut Found) {
        let line = span::line_around(bytes, &key.span, SPOKEN);
        // Between two words of the kind the first one looks, so that each byte is looked at once.
        let word = &bytes[key.span.clone()];
        let before = &bytes[line.start..key.span.start];
        let after = &bytes[key.span.end..line.end];
        // Too little text for a searcher to be made.
        let again = |text: &[u8]| {
            let first = *word.first()?;
            memchr::memchr_iter(first, text).find(|&at| text[at..].starts_with(word))
        };
        let first = if again(before).is_some() { key.span.start } else { line.start };
        let last = again(after).map_or(line.end, |at| key.span.end + at);
        let places = [first..key.span.start, key.span.end..last];
        for (place, behind) in places.into_iter().zip([false, true]) {
            // Before the word only a key tells of a number.
            let least = if behind { Link::Prose } else { Link::Delimiter };
            each_number(bytes, place, least, |bytes, reading| {
                // `caller 10043`: this is seen before any word is read.
                if proves_little(reading)
                    && link::link_before(bytes, reading.start).1 == Link::Prose
                {
                    return;
                }
                let (own, link) = link::key_before(bytes, reading.start);
                let party = link == Link::Delimiter && keys::names_party(&bytes[own.clone()]);
                // `Dialing 0044…`: directly behind the word only what is shaped like a number.
                // An account of WhatsApp is a number and nothing else.
                let account = word.eq_ignore_ascii_case(b"whatsapp");
                let direct = behind
                    && own == key.span
                    && (shaped(reading) || account || link == Link::Delimiter);
                let led = behind && link::led(bytes, reading.start);
                if !party && !led && !direct {
                    return;
                }
                let says = Says::Speech;
                let link = if party { Link::Delimiter } else { Link::Prose };
                let evidence = Evidence { says, link, spoken: key.regions, plain: false };
                let own = if party { own } else { 0..0 };
                self.national(bytes, reading, &evidence, own, found);
            });
        }
    }
}

/// Hands over the numbers without a plus sign that start in a place, behind such a link at least.
pub(super) fn each_number(
    bytes: &[u8],
    place: Range<usize>,
    link: Link,
    mut each: impl FnMut(&[u8], &Reading),
) {
    let (mut at, mut tries) = (place.start, 0);
    while at < place.end && tries < TRIES {
        let next = bytes[at..place.end].iter().position(|b| STARTS[usize::from(*b)]);
        let Some(next) = next else { break };
        at += next;
        let starts = match bytes[at] {
            b'0'..=b'9' => true,
            b'(' => bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
            _ => number::plus(bytes, at).is_some(),
        };
        // Most are part of something else, or too short: that is told without reading them.
        let national = matches!(bytes[at], b'0'..=b'9' | b'(');
        let free = || link == Link::Delimiter && link::link_before(bytes, at).1 < link;
        let part = || national && (free() || !edges::opens(bytes, at));
        if starts && (number::too_short(bytes, at, SHORTEST) || part()) {
            at += 1;
            at += bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
            continue;
        }
        let Some(reading) = starts.then(|| Reading::at(bytes, at)).flatten() else {
            // A run of digits that is too long is passed over whole.
            at += 1;
            while bytes[at - 1].is_ascii_digit() && at < place.end && bytes[at].is_ascii_digit() {
                at += 1;
            }
            continue;
        };
        if reading.lead == Lead::None && reading.len() >= SHORTEST {
            tries += 1;
            each(bytes, &reading);
        }
        at = reading.first_end().max(at + 1);
    }
}
