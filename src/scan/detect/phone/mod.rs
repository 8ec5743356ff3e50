//! Phone numbers: in international form, in national form beside a key that says so or for the
//! regions that were asked for, and in the one national layout that is nothing else.
//!
//! A number in a log is a timestamp, an identifier or a size until the text around it says
//! otherwise: that text is judged first, and the metadata of numbers is asked last.

pub(crate) mod context;
pub(crate) mod keys;
mod number;
mod region;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use rlibphonenumber::Region;

use super::value::is_uuid;
use super::{Detector, Found, Match, Memory, Rank, Window};
use crate::error::Error;
use crate::fact::{Fact, FactName};
use crate::finding::{Confidence, Severity};
use context::Link;
use keys::Key;
use number::{Gap, Lead, Reading};
use region::{Owner, Plan};
use words::Says;

/// How far from a word of speech its number may stand.
const SPOKEN: usize = 160;
/// Digits of a number that is looked at in a line of speech.
const SHORTEST: usize = 5;
/// Numbers that are judged for one candidate.
const TRIES: usize = 8;

/// The detector of phone numbers.
pub(crate) struct Phone {
    rule: u16,
    regions: Vec<Region>,
}

/// What the text says of a number without a plus sign.
struct Evidence<'k> {
    says: Says,
    link: Link,
    /// The regions where the key's language is spoken.
    spoken: &'k [&'k str],
    /// Whether the key is a word that means a phone and nothing else.
    plain: bool,
}

impl Phone {
    pub(crate) fn new(rule: u16, regions: &[String]) -> Result<Self, Error> {
        Ok(Phone { rule, regions: region::parse(regions)? })
    }

    /// The literals that nominate national numbers of the regions that were asked for, where no key
    /// stands beside them. They are frequent, and so only there when asked for.
    pub(crate) fn keywords(&self) -> impl Iterator<Item = &'static str> + use<> {
        let has = |plan| self.regions.iter().any(|&region| region::plan(region) == plan);
        let trunk: &[&str] = if has(Plan::Trunk) { &LEADING_ZERO } else { &[] };
        let american: &[&str] = if has(Plan::American) { &HYPHENS } else { &[] };
        trunk.iter().chain(american).copied()
    }

    /// A national number of the regions that were asked for, with nothing beside it that says so.
    fn bare(&self, bytes: &[u8], literal: usize, found: &mut Found) {
        let hyphen = bytes[literal] == b'-';
        let start = match (hyphen, bytes[literal]) {
            (true, _) if literal >= 3 => literal - 3,
            (true, _) => return,
            (false, b'(') => literal,
            (false, _) => literal + 1,
        };
        let area = &bytes[start..literal.max(start)];
        if hyphen && !area.iter().all(u8::is_ascii_digit) || !context::opens(bytes, start) {
            return;
        }
        let Some(reading) = Reading::at(bytes, start) else { return };
        let (groups, digits) = (reading.groups(), reading.len());
        let layout = if hyphen {
            groups.len() == 3
                && groups[1].digits() == 6
                && groups[2].gap == Gap::Dash
                && digits == 10
        } else {
            let widths_fit = groups.windows(2).all(|pair| pair[1].digits() - pair[0].digits() >= 2);
            // Columns of numbers are not groups of one: nothing numeric may stand before.
            let column = bytes[..start].iter().rev().take(2).any(u8::is_ascii_digit);
            let area = groups[0].digits();
            let area_fits = (2..=5).contains(&area) || !reading.grouped();
            (9..=12).contains(&digits) && widths_fit && area_fits && !column
        };
        if !layout
            || !closes(bytes, &reading)
            || reading.other_layout()
            || context::compact_date(&reading)
            || context::measured(bytes, reading.end())
        {
            return;
        }
        let (key, _) = context::key_before(bytes, start);
        if keys::names_phone(bytes, &key) {
            return;
        }
        if keys::names_other(&bytes[key]) {
            note(found, &reading, "behind a measure or an identity");
            return;
        }
        // Bare digits that begin with 0 are as often an identifier.
        let confidence = if reading.grouped() { Confidence::Medium } else { Confidence::Low };
        let known = |&region: &Region| region::national(reading.digits(), region);
        if let Some(owner) = self.regions.iter().find_map(known) {
            self.report(bytes, &reading, 0..0, owner, confidence, found);
        }
    }

    /// A number with a plus sign at its start.
    fn international(&self, bytes: &[u8], start: usize, found: &mut Found) {
        let Some(reading) = plausible(bytes, start) else { return };
        let (key, link) = context::key_before(bytes, start);
        let named = keys::names_phone(bytes, &key);
        if !named && (foreign_place(bytes, &reading) || keys::names_measure(&bytes[key.clone()])) {
            note(found, &reading, "a plus sign before a measure");
            return;
        }
        if reading.other_layout() && !named && !keys::names_party(&bytes[key.clone()]) {
            note(found, &reading, "the layout of a decimal or a date");
            return;
        }
        for reading in endings(bytes, &reading) {
            let digits = reading.digits();
            if !(7..=15).contains(&digits.len()) {
                continue;
            }
            if let Some(owner) = region::international(digits) {
                let key = if named && link == Link::Delimiter { key } else { 0..0 };
                self.report(bytes, &reading, key, owner, Confidence::High, found);
                return;
            }
        }
        note(found, &reading, "no number of any country");
    }

    /// A number behind a key or word.
    fn keyed(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        let bytes = window.bytes;
        let Some(key) = keys::at(bytes, window.literal(), &mut memory.phones) else { return };
        let mut done = 0..0;
        if key.says != Says::Speech {
            done = self.values(bytes, &key, found);
        }
        if key.says == Says::Speech || done.is_empty() && speaks_prose(bytes, &key) {
            self.spoken(bytes, &key, found);
        }
    }

    /// The value of a key, and those after it in a list.
    fn values(&self, bytes: &[u8], key: &Key, found: &mut Found) -> Range<usize> {
        let Some((mut at, link)) = context::value(bytes, &key.span) else {
            return self.nested(bytes, key, found);
        };
        let first = at;
        let plain = keys::plain(&bytes[key.span.clone()]);
        for _ in 0..TRIES {
            let evidence = Evidence { says: key.says, link, spoken: key.regions, plain };
            let Some(reading) = Reading::at(bytes, at) else { break };
            let mut end = reading.end();
            if reading.lead == Lead::None {
                end = self
                    .national(bytes, &reading, &evidence, key.span.clone(), found)
                    .unwrap_or(end);
            }
            // The next one of `["…", "…"]` or `…,…`.
            let Some(next) = next_of_list(bytes, end) else { break };
            at = next;
        }
        first..at.max(first + 1)
    }

    /// `"phone": {"countryCode": "+44", "number": "020 7946 0123"}`.
    fn nested(&self, bytes: &[u8], key: &Key, found: &mut Found) -> Range<usize> {
        let line = context::line_around(bytes, &key.span, SPOKEN);
        let rest = &bytes[key.span.end..line.end];
        let opened = rest.iter().take(8).position(|b| matches!(b, b'{' | b'('));
        let Some(open) = opened else { return 0..0 };
        if rest[..open].iter().any(|b| b.is_ascii_alphanumeric()) {
            return 0..0;
        }
        let close = rest.iter().position(|b| matches!(b, b'}' | b')')).unwrap_or(rest.len());
        let inside = key.span.end + open..key.span.end + close.max(open);
        let (link, plain) = (Link::Delimiter, true);
        let evidence = Evidence { says: key.says, link, spoken: key.regions, plain };
        self.each_number(bytes, inside.clone(), Link::Delimiter, |bytes, reading| {
            let (own, link) = context::key_before(bytes, reading.start);
            let named = link == Link::Delimiter
                && (keys::names_phone(bytes, &own)
                    || NUMBER.contains(&bytes[own].to_ascii_lowercase().as_slice()));
            if named {
                self.national(bytes, reading, &evidence, key.span.clone(), found);
            }
        });
        inside
    }

    /// Numbers in a line that speaks of messages or calls: behind a preposition, or under a key that
    /// names one of the parties.
    fn spoken(&self, bytes: &[u8], key: &Key, found: &mut Found) {
        let line = context::line_around(bytes, &key.span, SPOKEN);
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
            self.each_number(bytes, place, least, |bytes, reading| {
                // `caller 10043`: this is seen before any word is read.
                if proves_little(reading)
                    && context::link_before(bytes, reading.start).1 == Link::Prose
                {
                    return;
                }
                let (own, link) = context::key_before(bytes, reading.start);
                let party = link == Link::Delimiter && keys::names_party(&bytes[own.clone()]);
                // `Dialing 0044…`: directly behind the word only what is shaped like a number.
                // An account of WhatsApp is a number and nothing else.
                let account = word.eq_ignore_ascii_case(b"whatsapp");
                let direct = behind
                    && own == key.span
                    && (shaped(reading) || account || link == Link::Delimiter);
                let led = behind && context::led(bytes, reading.start);
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

    /// Hands over the numbers without a plus sign that start in a place, behind such a link at least.
    fn each_number(
        &self,
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
            let free = || link == Link::Delimiter && context::link_before(bytes, at).1 < link;
            let part = || national && (free() || !context::opens(bytes, at));
            if starts && (number::too_short(bytes, at, SHORTEST) || part()) {
                at += 1;
                at += bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
                continue;
            }
            let Some(reading) = starts.then(|| Reading::at(bytes, at)).flatten() else {
                // A run of digits that is too long is passed over whole.
                at += 1;
                while bytes[at - 1].is_ascii_digit() && at < place.end && bytes[at].is_ascii_digit()
                {
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

    /// Judges a number without a plus sign. Returns where it ends, if it is one.
    fn national(
        &self,
        bytes: &[u8],
        reading: &Reading,
        evidence: &Evidence<'_>,
        key: Range<usize>,
        found: &mut Found,
    ) -> Option<usize> {
        // Most numbers behind a word, such as `caller 10043`, need no closer look.
        if evidence.link == Link::Prose && proves_little(reading) {
            note(found, reading, "bare digits behind a word, not as many as those of a number");
            return None;
        }
        if evidence.link == Link::Prose && !context::opens(bytes, reading.start) {
            return None;
        }
        let whole = reading.whole_part();
        let reading = whole.as_ref().unwrap_or(reading);
        if reading.other_layout() || context::compact_date(reading) {
            note(found, reading, "the layout of a date, a version or an address");
            return None;
        }
        if context::measured(bytes, reading.end()) {
            note(found, reading, "a unit of measure follows");
            return None;
        }
        if bytes.get(reading.start..reading.start + 36).is_some_and(is_uuid) {
            note(found, reading, "the start of a UUID");
            return None;
        }
        for reading in endings(bytes, reading) {
            if let Some((owner, confidence)) = self.known(bytes, &reading, evidence) {
                self.report(bytes, &reading, key, owner, confidence, found);
                return Some(reading.end());
            }
        }
        note(found, reading, "no number of a region that the text or the options speak of");
        None
    }

    fn known(
        &self,
        bytes: &[u8],
        reading: &Reading,
        evidence: &Evidence<'_>,
    ) -> Option<(Owner, Confidence)> {
        let digits = reading.digits();
        let speech = evidence.says == Says::Speech;
        let quoted = told_by_quotes(bytes, reading);
        let told = evidence.link == Link::Delimiter && !speech;
        if digits.len() < 4 || digits.len() > 17 || context::epoch(reading) && !quoted {
            return None;
        }
        let bare = evidence.link == Link::Prose && !shaped(reading);
        if bare && proves_little(reading) {
            return None;
        }
        for prefix in ["00", "011"] {
            let rest = digits.strip_prefix(prefix).filter(|rest| rest.len() >= 8);
            if let Some(owner) = rest.and_then(region::international) {
                return Some((owner, Confidence::High));
            }
        }
        let within = |regions: &[Region]| {
            regions.iter().find_map(|&region| region::national(digits, region))
        };
        let sure = if told { Confidence::High } else { Confidence::Medium };
        if (!bare || evidence.plain)
            && let Some(owner) = within(&self.regions)
        {
            return Some((owner, sure));
        }
        if digits.len() < 5 {
            return None;
        }
        let least = match evidence.says {
            Says::Global => 7,
            Says::Phone => 10,
            Says::Speech => 10,
        };
        if digits.len() >= least
            && !digits.starts_with('0')
            && let Some(owner) = region::international(digits)
        {
            return Some((owner, sure));
        }
        if bare && !evidence.plain {
            return None;
        }
        if let Some(owner) = within(&context::regions(bytes, &reading.span())) {
            return Some((owner, sure));
        }
        let long = digits.len() >= 10;
        if !(shaped(reading) && digits.len() >= 7 || long && (told || evidence.plain)) {
            return None;
        }
        let spoken = evidence.spoken.iter().filter_map(|code| region::of_code(code));
        let owner = spoken
            .into_iter()
            .find_map(|region| region::national(digits, region))
            .or_else(|| region::somewhere(digits))?;
        Some((owner, Confidence::Medium))
    }

    /// `(415) 555-0132`: a North American number as people write it, whatever stands around. `close` is
    /// its second bracket.
    fn bracketed(&self, bytes: &[u8], close: usize, found: &mut Found) {
        let area = bytes[..close].last_chunk::<4>();
        let Some([b'(', b'2'..=b'9', b'0'..=b'9', b'0'..=b'9']) = area else { return };
        let start = close - 4;
        if !context::opens(bytes, start) {
            return;
        }
        let Some(reading) = Reading::at(bytes, start) else { return };
        let Some(reading) = endings(bytes, &reading).find(|r| {
            let groups = r.groups();
            groups.len() == 3 && groups[1].digits() == 6 && groups[2].digits() == 10
        }) else {
            return;
        };
        if context::measured(bytes, reading.end()) {
            return;
        }
        let owner = region::national(reading.digits(), Region::US);
        match owner {
            Some(owner) => {
                self.report(bytes, &reading, 0..0, owner, Confidence::Medium, found);
            }
            None => note(found, &reading, "no North American number"),
        }
    }

    /// `442079460123@s.whatsapp.net`, and the digits behind `wa.me/`.
    fn address(&self, bytes: &[u8], start: usize, found: &mut Found) {
        let Some(reading) = Reading::at(bytes, start).map(|reading| reading.cut(1)) else { return };
        if reading.lead != Lead::None || !context::opens(bytes, start) {
            return;
        }
        if let Some(owner) = region::international(reading.digits()) {
            self.report(bytes, &reading, 0..0, owner, Confidence::High, found);
        }
    }

    /// `Executing [15125550181@…`, `extension '0033…'`, `sofia/gateway/x/61491570158`: what an exchange
    /// dials, in the words of its log.
    fn dialled(&self, bytes: &[u8], word: Range<usize>, found: &mut Found) {
        let mut start = word.end;
        if bytes[start - 1] == b'/' {
            let rest = &bytes[start..bytes.len().min(start + 64)];
            let name = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || b"_.-".contains(b));
            let name = name.count();
            if rest.get(name) != Some(&b'/') {
                return;
            }
            start += name + 1;
        }
        let Some(reading) = Reading::at(bytes, start).filter(|r| r.lead == Lead::None) else {
            return;
        };
        let ends = bytes.get(reading.end()).is_none_or(|b| b"'@\"] \r\n".contains(b));
        let (says, link) = (Says::Phone, Link::Delimiter);
        let evidence = Evidence { says, link, spoken: &[], plain: false };
        if ends {
            self.national(bytes, &reading, &evidence, 0..0, found);
        }
    }

    fn report(
        &self,
        bytes: &[u8],
        reading: &Reading,
        key: Range<usize>,
        owner: Owner,
        confidence: Confidence,
        found: &mut Found,
    ) {
        let end = number::extension(bytes, reading.end()).unwrap_or(reading.end());
        let mut new = Match::new(self.rule, reading.start..end, confidence, Rank::Phone);
        new.key = key;
        if owner.service {
            new.severity = Some(Severity::Low);
        }
        new.facts.push(Fact::text(FactName::NumberType, owner.kind));
        new.facts.extend(owner.country.map(Fact::country));
        found.note(new.value.clone(), || {
            (WHO.to_owned(), format!("a phone number: {}", owner.kind))
        });
        found.push(new);
    }
}

const WHO: &str = "phone";

/// What stands before a number in the logs of telephone exchanges.
const DIALLED: [&[u8]; 3] = [b"executing [", b"extension '", b"sofia/gateway/"];

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

/// What stands before a national number with its trunk prefix.
const LEADING_ZERO: [&str; 7] = [" 0", "=0", "\"0", "'0", ">0", ":0", "(0"];
/// What stands before the second group of `415-555-0132`.
const HYPHENS: [&str; 8] = ["-2", "-3", "-4", "-5", "-6", "-7", "-8", "-9"];

/// Keys within an object that is a phone number.
const NUMBER: &[&[u8]] = &[
    b"number",
    b"value",
    b"national",
    b"nationalnumber",
    b"national_number",
    b"raw",
    b"num",
    b"no",
];

impl Detector for Phone {
    fn detect(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        let (bytes, at) = (window.bytes, window.at);
        match bytes[at] {
            b'+' | b'%' | b'&' | 0xEF => self.international(bytes, at, found),
            b' ' | b'=' | b'"' | b'\'' | b'>' | b':' | b'-' if window.len == 2 => {
                self.bare(bytes, at, found);
            }
            b'(' => self.bare(bytes, at, found),
            b')' => self.bracketed(bytes, at, found),
            // `\u002b`: the literal starts behind the backslash.
            b'u' | b'U' if bytes[window.literal()].contains(&b'0') => {
                if at > 0 && bytes[at - 1] == b'\\' {
                    self.international(bytes, at - 1, found);
                }
            }
            b'@' => {
                if let Some(start) = digits_before(bytes, at) {
                    self.address(bytes, start, found);
                }
            }
            _ if bytes[window.literal()].eq_ignore_ascii_case(b"wa.me/") => {
                self.address(bytes, window.literal().end, found);
            }
            b'e' | b'E' | b's' | b'S'
                if DIALLED
                    .iter()
                    .any(|word| bytes[window.literal()].eq_ignore_ascii_case(word)) =>
            {
                self.dialled(bytes, window.literal(), found);
            }
            b'w' | b'W' if at >= 3 && bytes[..at].ends_with(b"@s.") => {
                if let Some(start) = digits_before(bytes, at - 3) {
                    self.address(bytes, start, found);
                }
            }
            _ => self.keyed(window, memory, found),
        }
    }
}

fn note(found: &mut Found, reading: &Reading, what: &'static str) {
    found.note(reading.span(), || (WHO.to_owned(), format!("digits, but {what}")));
}

/// A reading that starts cleanly and has digits enough, by byte tests alone.
fn plausible(bytes: &[u8], start: usize) -> Option<Reading> {
    if !context::opens(bytes, start) {
        return None;
    }
    Reading::at(bytes, start).filter(|reading| reading.len() >= 7)
}

/// Whether a number is written as one: in groups, with a bracket, or with a zero to dial first.
fn shaped(reading: &Reading) -> bool {
    reading.grouped() || reading.bracketed() || reading.zero()
}

/// Bare digits behind a bare word are a number of anything, unless they are as long as those of phones.
fn proves_little(reading: &Reading) -> bool {
    !shaped(reading) && !(10..=13).contains(&reading.len())
}

/// The ways a number may end, likeliest first: at its last digit, or before a space if what follows
/// is something else.
fn endings<'r>(bytes: &[u8], reading: &'r Reading) -> impl Iterator<Item = Reading> + use<'r> {
    let count = reading.groups().len();
    // What begins like no other number may end before one; else only before a date.
    let begun = reading.lead != Lead::None || reading.zero() || reading.bracketed();
    let solid = context::solid(reading);
    let first = (solid && begun).then_some(1);
    let whole = closes(bytes, reading).then_some(count);
    let parted = (1..count).rev().take(4).filter(move |&groups| {
        matches!(reading.groups()[groups].gap, Gap::Space | Gap::Bracket)
            && (begun || reading.year_at(groups))
            && !(groups == 1 && solid)
    });
    first.into_iter().chain(whole).chain(parted).map(|groups| reading.cut(groups))
}

fn closes(bytes: &[u8], reading: &Reading) -> bool {
    number::extension(bytes, reading.end()).is_some()
        || context::closes(bytes, reading.end(), reading.lead)
}

/// Whether a plus sign stands in a patch header, before a unit or behind the value that it adds to.
fn foreign_place(bytes: &[u8], reading: &Reading) -> bool {
    let before = &bytes[reading.start.saturating_sub(40)..reading.start];
    let mut words = before.rsplit(|b| matches!(b, b' ' | b'=' | b':')).skip(1);
    let (last, name) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let adds =
        before.ends_with(b" ") && last.iter().any(u8::is_ascii_digit) && keys::names_measure(name);
    adds || context::measured(bytes, reading.end()) || before.windows(3).any(|w| w == b"@@ ")
}

/// Whether a key that says phone is a word of a sentence, whose number may come later.
fn speaks_prose(bytes: &[u8], key: &Key) -> bool {
    matches!(bytes.get(key.span.end), Some(b' '))
}

/// Whether the number is a string of its own: no clock is printed so beside a key for phones.
fn told_by_quotes(bytes: &[u8], reading: &Reading) -> bool {
    matches!(reading.start.checked_sub(1).map(|i| bytes[i]), Some(b'"' | b'\''))
}

fn next_of_list(bytes: &[u8], end: usize) -> Option<usize> {
    let rest = &bytes[end..bytes.len().min(end + 8)];
    let comma = rest.iter().position(|&b| b == b',').filter(|&i| i <= 2)?;
    let gap =
        rest[comma + 1..].iter().take_while(|b| matches!(b, b' ' | b'"' | b'\'' | b'\\')).count();
    let at = end + comma + 1 + gap;
    let starts = number::plus(bytes, at).is_some() || number::digit(bytes, at).is_some();
    starts.then_some(at)
}

/// Where the digits of an address start: `…@`, with the device (`:12`, `.0:12`) or the time of a
/// group between.
fn digits_before(bytes: &[u8], at: usize) -> Option<usize> {
    let floor = at.saturating_sub(48);
    let mut start = at;
    while start > floor
        && (bytes[start - 1].is_ascii_digit() || matches!(bytes[start - 1], b':' | b'.' | b'-'))
    {
        start -= 1;
    }
    (start < at && start > floor).then_some(start).or((start == 0 && at > 0).then_some(0))
}
