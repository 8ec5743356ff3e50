//! Lists of codes that pass a second factor once: all of a list are reported.
//!
//! It reads on from the phrase that announces the list, as long as codes follow each other.

use crate::scan::detect::accept::Accept;
use crate::scan::detect::read::Value;
use crate::scan::detect::value::Proof;
use crate::scan::detect::{Found, Window};

/// The most codes of a list, the longest code, and the longest text before the first one.
const CODES: usize = 24;
const LONGEST: usize = 24;
const LEAD: usize = 80;

pub(crate) fn read(window: &Window<'_>, accept: &Accept, _: &mut Vec<u8>, found: &mut Found) {
    let bytes = window.bytes;
    let from = window.literal().end;
    let lead = &bytes[from..bytes.len().min(from + LEAD)];
    let line = memchr::memchr(b'\n', lead).map_or(lead, |len| &lead[..len]);
    let Some(sign) = line.iter().position(|b| matches!(b, b':' | b'=')) else { return };
    let mut at = from + sign + 1;
    for _ in 0..CODES {
        let gap = bytes[at..].iter().take(12).take_while(|b| b" ,\"'[(\\\t".contains(b)).count();
        let start = at + gap;
        let code = |b: &&u8| b.is_ascii_alphanumeric() || **b == b'-';
        let len = bytes[start..].iter().take(LONGEST + 1).take_while(code).count();
        let text = &bytes[start..start + len];
        if (gap == 0 && at > from + sign + 1) || !is_code(text) {
            return;
        }
        accept.value(window, &Value::new(start..start + len, Proof::Delimited), found);
        at = start + len;
    }
}

/// `d767-7e85`, `48291357`, `k3v9q2x7mz`: no word, no small number.
fn is_code(text: &[u8]) -> bool {
    let digits = text.iter().filter(|b| b.is_ascii_digit()).count();
    (6..=LONGEST).contains(&text.len()) && digits >= 2 && text.last() != Some(&b'-')
}
