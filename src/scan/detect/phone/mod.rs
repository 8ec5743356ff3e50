//! Phone numbers: in international form, in national form beside a key that says so or for the
//! regions that were asked for, and in the one national layout that is nothing else.
//!
//! A number in a log is a timestamp, an identifier or a size until the text around it says
//! otherwise: that text is judged first, and the metadata of numbers is asked last.

mod alone;
mod country;
mod edges;
mod judge;
mod keyed;
pub(crate) mod keys;
mod layout;
pub(crate) mod link;
mod number;
mod region;
mod span;
mod speech;
#[cfg(test)]
mod tests;
mod text;
mod words;

use rlibphonenumber::Region;

use super::{Detector, Found, Memory, Window};
use crate::error::Error;
use alone::digits_before;
use region::Plan;

/// Numbers that are judged for one candidate.
const TRIES: usize = 8;

/// The detector of phone numbers.
pub(crate) struct Phone {
    rule: u16,
    regions: Vec<Region>,
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
}

/// What stands before a number in the logs of telephone exchanges.
const DIALLED: [&[u8]; 8] = [
    b"executing [",
    b"extension '",
    b"sofia/gateway/",
    b"sofia/internal/",
    b"sofia/external/",
    b"sip/",
    b"iax2/",
    b"dahdi/",
];

/// What stands before a national number with its trunk prefix.
const LEADING_ZERO: [&str; 7] = [" 0", "=0", "\"0", "'0", ">0", ":0", "(0"];
/// What stands before the second group of `415-555-0132`.
const HYPHENS: [&str; 8] = ["-2", "-3", "-4", "-5", "-6", "-7", "-8", "-9"];

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
            b'e' | b'E' | b's' | b'S' | b'i' | b'I' | b'd' | b'D'
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
