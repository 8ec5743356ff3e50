//! Routing numbers of banks in the United States: nine digits, weighted 3, 7 and 1.
//!
//! The ranges and the check are those of the ABA's routing number policy
//! (<https://www.aba.com/about-us/routing-number>,
//! <https://en.wikipedia.org/wiki/ABA_routing_transit_number>).

use super::Verdict;

pub(super) fn verdict(text: &[u8]) -> Verdict {
    let [a, b, ..] = text else { return Verdict::Invalid };
    if text.len() != 9 || !text.iter().all(u8::is_ascii_digit) {
        return Verdict::Invalid;
    }
    // The Federal Reserve districts, thrift institutions, electronic ones, and traveler's checks.
    let district = (a - b'0') * 10 + (b - b'0');
    let known = matches!(district, 1..=12 | 21..=32 | 61..=72 | 80);
    let weighted = text.iter().zip([3, 7, 1].into_iter().cycle());
    let sum: u32 = weighted.map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    if known && sum.is_multiple_of(10) { Verdict::Valid } else { Verdict::Invalid }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers() {
        for good in ["021000021", "111000025", "122105155", "011401533"] {
            assert_eq!(verdict(good.as_bytes()), Verdict::Valid, "{good}");
        }
        for bad in
            ["021000022", "999999999", "000000000", "02100002", "0210000210", "", "02100002x"]
        {
            assert_eq!(verdict(bad.as_bytes()), Verdict::Invalid, "{bad}");
        }
    }
}
