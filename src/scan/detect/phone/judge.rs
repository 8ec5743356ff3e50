//! What the digits are, once the text has let them be a number: whose number, how surely, and the report.

use std::ops::Range;

use rlibphonenumber::Region;

use super::link::Link;
use super::number::{self, Gap, Lead, Reading};
use super::region::{self, Owner};
use super::words::Says;
use super::{Phone, country, edges};
use crate::fact::{Fact, FactName};
use crate::finding::{Confidence, Severity};
use crate::scan::detect::value::is_uuid;
use crate::scan::detect::{Found, Match, Rank};

const WHO: &str = "phone";

/// What the text says of a number without a plus sign.
pub(super) struct Evidence<'k> {
    pub(super) says: Says,
    pub(super) link: Link,
    /// The regions where the key's language is spoken.
    pub(super) spoken: &'k [&'k str],
    /// Whether the key is a word that means a phone and nothing else.
    pub(super) plain: bool,
}

impl Phone {
    /// Judges a number without a plus sign. Returns where it ends, if it is one.
    pub(super) fn national(
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
        if evidence.link == Link::Prose && !edges::opens(bytes, reading.start) {
            return None;
        }
        let whole = reading.whole_part();
        let reading = whole.as_ref().unwrap_or(reading);
        if reading.other_layout() || reading.compact_date() {
            note(found, reading, "the layout of a date, a version or an address");
            return None;
        }
        if edges::measured(bytes, reading.end()) {
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
        if digits.len() < 4 || digits.len() > 17 || reading.epoch() && !quoted {
            return None;
        }
        let spoken = || evidence.spoken.iter().filter_map(|code| region::of_code(code));
        if evidence.says == Says::Mobile {
            let owner = spoken().find_map(|region| region::national(digits, region));
            return owner.filter(Owner::is_mobile).map(|owner| (owner, Confidence::Medium));
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
            Says::Phone | Says::Mobile | Says::Speech => 10,
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
        if let Some(owner) = within(&country::regions(bytes, &reading.span())) {
            return Some((owner, sure));
        }
        let long = digits.len() >= 10;
        // Nine digits are as many as an identifier's: only a mobile's form tells of a number.
        let mobile = digits.len() == 9 && told && evidence.plain && !shaped(reading);
        if !(shaped(reading) && digits.len() >= 7 || long && (told || evidence.plain) || mobile) {
            return None;
        }
        let owner = spoken()
            .find_map(|region| region::national(digits, region))
            .or_else(|| region::somewhere(digits))?;
        (!mobile || owner.is_mobile()).then_some((owner, Confidence::Medium))
    }

    pub(super) fn report(
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

pub(super) fn note(found: &mut Found, reading: &Reading, what: &'static str) {
    found.note(reading.span(), || (WHO.to_owned(), format!("digits, but {what}")));
}

/// Whether a number is written as one: in groups, with a bracket, or with a zero to dial first.
pub(super) fn shaped(reading: &Reading) -> bool {
    reading.grouped() || reading.bracketed() || reading.zero()
}

/// Bare digits behind a bare word are a number of anything, unless they are as long as those of phones.
pub(super) fn proves_little(reading: &Reading) -> bool {
    !shaped(reading) && !(10..=13).contains(&reading.len())
}

/// The ways a number may end, likeliest first: at its last digit, or before a space if what follows
/// is something else.
pub(super) fn endings<'r>(
    bytes: &[u8],
    reading: &'r Reading,
) -> impl Iterator<Item = Reading> + use<'r> {
    let count = reading.groups().len();
    // What begins like no other number may end before one; else only before a date.
    let begun = reading.lead != Lead::None || reading.zero() || reading.bracketed();
    let solid = reading.solid();
    let first = (solid && begun).then_some(1);
    let whole = closes(bytes, reading).then_some(count);
    let parted = (1..count).rev().take(4).filter(move |&groups| {
        matches!(reading.groups()[groups].gap, Gap::Space | Gap::Bracket)
            && (begun || reading.year_at(groups))
            && !(groups == 1 && solid)
    });
    first.into_iter().chain(whole).chain(parted).map(|groups| reading.cut(groups))
}

pub(super) fn closes(bytes: &[u8], reading: &Reading) -> bool {
    number::extension(bytes, reading.end()).is_some()
        || edges::closes(bytes, reading.end(), reading.lead)
}

/// Whether the number is a string of its own: no clock is printed so beside a key for phones.
fn told_by_quotes(bytes: &[u8], reading: &Reading) -> bool {
    matches!(reading.start.checked_sub(1).map(|i| bytes[i]), Some(b'"' | b'\''))
}
