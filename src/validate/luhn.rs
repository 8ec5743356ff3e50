//! The Luhn check (ISO/IEC 7812-1, annex B) over the digits of a string; separators are skipped.

use super::Verdict;

pub(crate) fn verdict(text: &[u8]) -> Verdict {
    let (mut sum, mut count) = (0_u32, 0_u32);
    for &byte in text.iter().rev() {
        match byte {
            b'0'..=b'9' => {
                let digit = u32::from(byte - b'0');
                let doubled = digit * 2;
                sum += if count % 2 == 0 { digit } else { doubled % 10 + doubled / 10 };
                // The sum stays below 9 a digit; the modulus keeps it small on any length.
                sum %= 10;
                count += 1;
            }
            b' ' | b'-' => {}
            _ => return Verdict::Invalid,
        }
    }
    if count >= 2 && sum == 0 { Verdict::Valid } else { Verdict::Invalid }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers() {
        for good in ["79927398713", "4111 1111 1111 1111", "378282246310005", "00"] {
            assert_eq!(verdict(good.as_bytes()), Verdict::Valid, "{good}");
        }
        for bad in ["79927398710", "", "0", "4111x", "4111 1111 1111 1112"] {
            assert_eq!(verdict(bad.as_bytes()), Verdict::Invalid, "{bad}");
        }
    }
}
