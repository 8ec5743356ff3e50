//! Numbers that their own form gives away, whatever stands around: with a plus sign, with an area code in
//! brackets, in the national layout of the regions that were asked for, in addresses and dial plans.

use std::ops::Range;

use rlibphonenumber::Region;

use super::judge::{Evidence, closes, endings, note};
use super::link::{self, Link};
use super::number::{Gap, Lead, Reading};
use super::words::Says;
use super::{Phone, edges, keys, region};
use crate::finding::Confidence;
use crate::scan::detect::Found;

impl Phone {
    /// A national number of the regions that were asked for, with nothing beside it that says so.
    pub(super) fn bare(&self, bytes: &[u8], literal: usize, found: &mut Found) {
        let hyphen = bytes[literal] == b'-';
        let start = match (hyphen, bytes[literal]) {
            (true, _) if literal >= 3 => literal - 3,
            (true, _) => return,
            (false, b'(') => literal,
            (false, _) => literal + 1,
        };
        let area = &bytes[start..literal.max(start)];
        if hyphen && !area.iter().all(u8::is_ascii_digit) || !edges::opens(bytes, start) {
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
            || reading.compact_date()
            || edges::measured(bytes, reading.end())
        {
            return;
        }
        let (key, _) = link::key_before(bytes, start);
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
    pub(super) fn international(&self, bytes: &[u8], start: usize, found: &mut Found) {
        let Some(reading) = plausible(bytes, start) else { return };
        let (key, link) = link::key_before(bytes, start);
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

    /// `(415) 555-0132`: a North American number as people write it, whatever stands around. `close` is
    /// its second bracket.
    pub(super) fn bracketed(&self, bytes: &[u8], close: usize, found: &mut Found) {
        let area = bytes[..close].last_chunk::<4>();
        let Some([b'(', b'2'..=b'9', b'0'..=b'9', b'0'..=b'9']) = area else { return };
        let start = close - 4;
        if !edges::opens(bytes, start) {
            return;
        }
        let Some(reading) = Reading::at(bytes, start) else { return };
        let Some(reading) = endings(bytes, &reading).find(|r| {
            let groups = r.groups();
            groups.len() == 3 && groups[1].digits() == 6 && groups[2].digits() == 10
        }) else {
            return;
        };
        if edges::measured(bytes, reading.end()) {
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
    pub(super) fn address(&self, bytes: &[u8], start: usize, found: &mut Found) {
        let Some(reading) = Reading::at(bytes, start).map(|reading| reading.cut(1)) else { return };
        if reading.lead != Lead::None || !edges::opens(bytes, start) {
            return;
        }
        if let Some(owner) = region::international(reading.digits()) {
            self.report(bytes, &reading, 0..0, owner, Confidence::High, found);
        }
    }

    /// `Executing [15125550181@…`, `extension '0033…'`, `sofia/gateway/x/61491570158`, `PJSIP/1512…@trunk`,
    /// `SIP/trunk/1512…`: what an exchange dials, in the words of its log.
    pub(super) fn dialled(&self, bytes: &[u8], word: Range<usize>, found: &mut Found) {
        let mut start = word.end;
        // The gateway's name comes first, or that of a peer or a group of lines.
        let gateway = bytes[start - 2..start].eq_ignore_ascii_case(b"y/");
        let peer = bytes[word.start..start].len() < b"sofia/".len() + 1;
        if gateway || peer {
            let rest = &bytes[start..bytes.len().min(start + 64)];
            let name = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || b"_.-".contains(b));
            let name = name.count();
            match rest.get(name) {
                Some(b'/') => start += name + 1,
                Some(b'@') if peer && name > 6 => {}
                _ => return,
            }
        }
        // Behind a comma the next argument of the dial plan stands.
        let near = &bytes[start..bytes.len().min(start + 32)];
        let stop = near.iter().position(|b| b",&".contains(b)).map_or(bytes.len(), |n| start + n);
        let bytes = &bytes[..stop];
        let reading = Reading::at(bytes, start).filter(|r| r.lead == Lead::None);
        let Some(reading) = reading else { return };
        let ends = bytes.get(reading.end()).is_none_or(|b| b"'@\"] \r\n".contains(b));
        let (says, link) = (Says::Phone, Link::Delimiter);
        let evidence = Evidence { says, link, spoken: &[], plain: false };
        if ends {
            self.national(bytes, &reading, &evidence, 0..0, found);
        }
    }
}

/// Where the digits of an address start: `…@`, with the device (`:12`, `.0:12`) or the time of a
/// group between.
pub(super) fn digits_before(bytes: &[u8], at: usize) -> Option<usize> {
    let floor = at.saturating_sub(48);
    let mut start = at;
    while start > floor
        && (bytes[start - 1].is_ascii_digit() || matches!(bytes[start - 1], b':' | b'.' | b'-'))
    {
        start -= 1;
    }
    (start < at && start > floor).then_some(start).or((start == 0 && at > 0).then_some(0))
}

/// A reading that starts cleanly and has digits enough, by byte tests alone.
fn plausible(bytes: &[u8], start: usize) -> Option<Reading> {
    if !edges::opens(bytes, start) {
        return None;
    }
    Reading::at(bytes, start).filter(|reading| reading.len() >= 7)
}

/// Whether a plus sign stands in a patch header, before a unit or behind the value that it adds to.
fn foreign_place(bytes: &[u8], reading: &Reading) -> bool {
    let before = &bytes[reading.start.saturating_sub(40)..reading.start];
    let mut words = before.rsplit(|b| matches!(b, b' ' | b'=' | b':')).skip(1);
    let (last, name) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let adds =
        before.ends_with(b" ") && last.iter().any(u8::is_ascii_digit) && keys::names_measure(name);
    adds || edges::measured(bytes, reading.end()) || before.windows(3).any(|w| w == b"@@ ")
}
