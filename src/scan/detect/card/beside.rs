//! What stands beside a card number: its expiry date and its security code.
//!
//! It reads forms; only beside a number that is one do they mean anything.

use std::ops::Range;

use crate::scan::detect::list::List;

/// Stems of words that speak of payments.
pub(super) static PAYMENTS: List =
    List::new(&["payment", "charg", "checkout", "merchant", "refund", "billing", "declin"]);

/// Words that name the holder of a card, or a payment with one (PayPal's `DoDirectPayment`).
pub(super) static HOLDERS: List =
    List::new(&["cardholder", "card_holder", "holdername", "directpayment"]);

/// Stems of the words for an expiry date.
const STEMS: [&[u8]; 9] =
    [b"exp", b"valid", b"venc", b"cadu", b"ablauf", b"scad", b"until", b"thru", b"month"];
/// Stems that are looked at in one record.
const TRIES: usize = 16;
/// Bytes between two of the three.
const BETWEEN: usize = 4;

/// Where the stems of the words for a date stand.
pub(super) fn stems(bytes: &[u8], within: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let text = &bytes[within.clone()];
    let starts = move |at: usize| {
        let stem = STEMS
            .iter()
            .find(|s| text[at..].get(..s.len()).is_some_and(|t| t.eq_ignore_ascii_case(s)))?;
        Some(within.start + at..within.start + at + stem.len())
    };
    (0..text.len()).filter_map(starts).take(TRIES)
}

/// The date and the code that stand behind a number, in this order: `…|12|2027|123`, `… 12/27 123`.
pub(super) fn behind(bytes: &[u8], end: usize) -> (Option<Range<usize>>, Option<Range<usize>>) {
    let date = between(bytes, end).and_then(|at| date(bytes, at));
    // Four digits alone are a date only where they can be nothing else.
    let date = date.filter(|date| date.len() > 4 || bytes.get(end) != Some(&b' '));
    let code =
        date.as_ref().and_then(|date| between(bytes, date.end)).and_then(|at| code(bytes, at));
    (date, code)
}

/// The place behind a separator.
fn between(bytes: &[u8], at: usize) -> Option<usize> {
    let is = |b: &&u8| matches!(b, b' ' | b'|' | b',' | b';' | b':' | b'/' | b'\t' | b'"' | b'\'');
    let length = bytes[at..].iter().take(BETWEEN + 1).take_while(is).count();
    (1..=BETWEEN).contains(&length).then_some(at + length)
}

/// A date without a day: `12/27`, `12/2027`, `1227`, `2712`, `2027-12`, `12|2027`, or a part of it that stands
/// alone.
pub(super) fn date(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let run = |at: usize| {
        bytes[at.min(bytes.len())..].iter().take(9).take_while(|b| b.is_ascii_digit()).count()
    };
    let number =
        |span: Range<usize>| bytes[span].iter().fold(0, |n: u32, b| n * 10 + u32::from(b - b'0'));
    let month = |span: Range<usize>| (1..=12).contains(&number(span));
    let year = |span: Range<usize>| match span.len() {
        2 => (10..=60).contains(&number(span)),
        _ => (2010..=2060).contains(&number(span)),
    };
    let first = run(at);
    let gap = gap(bytes, at + first);
    let next = at + first + gap;
    let second = if gap > 0 { run(next) } else { 0 };
    let end = next + second;
    let month_first = matches!(first, 1 | 2) && matches!(second, 2 | 4);
    let both = month_first && month(at..at + first) && year(next..end)
        || first == 4 && second == 2 && year(at..at + 4) && month(next..end);
    // `12/27/26` is a day.
    let day = bytes.get(end) == bytes.get(at + first) && bytes.get(end) != Some(&b'|');
    if both && !(day && run(end + 1) > 0) {
        return Some(at..end);
    }
    let whole = match first {
        1 | 2 => month(at..at + first) || year(at..at + first),
        4 => {
            let (front, back) = (at..at + 2, at + 2..at + 4);
            year(at..at + 4)
                || month(front.clone()) && year(back.clone())
                || year(front) && month(back)
        }
        6 => month(at..at + 2) && year(at + 2..at + 6) || year(at..at + 4) && month(at + 4..at + 6),
        _ => false,
    };
    let ends = bytes.get(at + first).is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b'.');
    (whole && ends).then(|| at..at + first)
}

/// The length of what stands between month and year.
fn gap(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at.min(bytes.len())..];
    let gaps: [&[u8]; 7] = [b" / ", b"\\/", b"%2F", b"%2f", b"/", b"-", b"|"];
    gaps.into_iter().find(|gap| rest.starts_with(gap)).map_or(0, <[u8]>::len)
}

/// Three or four digits on their own.
pub(super) fn code(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let length = bytes[at..].iter().take(5).take_while(|b| b.is_ascii_digit()).count();
    let next = bytes.get(at + length);
    let ends = next.is_none_or(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'_' | b'*'));
    let decimal = matches!(next, Some(b'.' | b':' | b'/' | b'-'))
        && bytes.get(at + length + 1).is_some_and(u8::is_ascii_digit);
    (matches!(length, 3 | 4) && ends && !decimal).then(|| at..at + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_without_a_day() {
        for text in [
            "12/27", "12/2027", "1227", "2712", "2027-12", "12|2027", "12 / 27", "02%2F29", "12",
            "2027", "122027",
        ] {
            let padded = format!("{text} x");
            assert_eq!(date(padded.as_bytes(), 0), Some(0..text.len()), "{text}");
        }
        for text in ["13/27", "12/27/26", "00", "9913", "1700000000", "", "x", "99", "12.5"] {
            let read = date(text.as_bytes(), 0).filter(|span| span.len() == text.len());
            assert_eq!(read, None, "{text}");
        }
    }

    #[test]
    fn codes_are_three_or_four_digits() {
        for (text, yes) in [
            ("123", true),
            ("1234,", true),
            ("12", false),
            ("12345", false),
            ("123.4", false),
            ("12x", false),
            ("1**", false),
        ] {
            assert_eq!(code(text.as_bytes(), 0).is_some(), yes, "{text}");
        }
    }

    #[test]
    fn date_and_code_behind_a_number() {
        for text in ["|12|2027|123", " 12/27 123", ",1227,123", " 12/27, 123"] {
            let (date, code) = behind(text.as_bytes(), 0);
            assert!(date.is_some(), "{text}");
            assert_eq!(code.map(|span| &text[span]), Some("123"), "{text}");
        }
        assert_eq!(behind(b" 2027 300", 0), (None, None));
    }
}
