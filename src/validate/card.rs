//! Payment card numbers: which network issues a number, and whether it is one of those for tests.
//!
//! ISO/IEC 7812 gives the form (issuer number, account number, Luhn digit); which prefixes and lengths
//! each network uses is as its own integration guides and
//! <https://en.wikipedia.org/wiki/Payment_card_number> have it.

use super::{Judgement, Verdict, luhn};
use crate::fact::{Fact, FactName};

/// The digits of the longest card number.
pub(crate) const LONGEST: usize = 19;

/// A network, the prefixes that it issues (from, to, both with as many digits), and the lengths that
/// its numbers have, from and to.
type Issuer = (&'static str, u32, u32, usize, usize);

/// Narrow ranges stand before the wide ones that hold them.
const ISSUERS: [Issuer; 44] = [
    ("Verve", 506_099, 506_198, 16, 19),
    ("Verve", 650_002, 650_027, 16, 19),
    ("Verve", 507_865, 507_964, 16, 19),
    ("Elo", 401_178, 401_179, 16, 16),
    ("Elo", 438_935, 438_935, 16, 16),
    ("Elo", 451_416, 451_416, 16, 16),
    ("Elo", 457_631, 457_632, 16, 16),
    ("Elo", 504_175, 504_175, 16, 16),
    ("Elo", 506_699, 506_778, 16, 16),
    ("Elo", 509_000, 509_999, 16, 16),
    ("Elo", 627_780, 627_780, 16, 16),
    ("Elo", 636_297, 636_297, 16, 16),
    ("Hipercard", 606_282, 606_282, 16, 19),
    ("Hipercard", 637_095, 637_095, 16, 16),
    ("Hipercard", 384_100, 384_160, 16, 19),
    ("Meeza", 507_803, 507_810, 16, 16),
    ("LankaPay", 357_111, 357_111, 16, 16),
    ("UkrCard", 604_001, 604_200, 16, 19),
    ("Discover", 6011, 6011, 16, 19),
    ("RuPay", 60, 60, 16, 16),
    ("RuPay", 652_150, 653_149, 16, 16),
    ("RuPay", 817_200, 829_999, 16, 16),
    ("RuPay", 508_500, 508_999, 16, 16),
    ("Discover", 644, 649, 16, 19),
    ("Discover", 65, 65, 16, 19),
    ("Discover", 622_126, 622_925, 16, 19),
    ("UnionPay", 62, 62, 16, 19),
    ("UnionPay", 81, 81, 16, 19),
    ("Uzcard", 8600, 8600, 16, 16),
    ("Humo", 9860, 9860, 16, 16),
    ("Troy", 9792, 9792, 16, 16),
    ("Mir", 2200, 2204, 16, 19),
    ("Borica", 2205, 2205, 16, 16),
    ("Mastercard", 2221, 2720, 16, 16),
    ("Mastercard", 51, 55, 16, 16),
    ("Dankort", 5019, 5019, 16, 16),
    ("Maestro", 5018, 5018, 12, 19),
    ("Maestro", 50, 50, 16, 19),
    ("Maestro", 56, 59, 12, 19),
    ("Maestro", 63, 63, 12, 19),
    ("Maestro", 67, 68, 12, 19),
    ("American Express", 34, 34, 15, 15),
    ("American Express", 37, 37, 15, 15),
    ("UATP", 1, 1, 15, 15),
];

/// The same for networks whose ranges overlap nothing above; apart, because they are most numbers.
const LARGE: [Issuer; 7] = [
    ("Visa", 4, 4, 13, 13),
    ("Visa", 4, 4, 16, 19),
    ("JCB", 3528, 3589, 16, 19),
    ("Diners Club", 300, 305, 14, 19),
    ("Diners Club", 3095, 3095, 14, 19),
    ("Diners Club", 36, 36, 14, 19),
    ("Diners Club", 38, 39, 14, 19),
];

/// Numbers that networks and processors publish for tests and that their digits do not tell:
/// docs.stripe.com/testing, docs.adyen.com/development-resources, developer.paypal.com/braintree,
/// developer.authorize.net/hello_world/testing_guide, developer.worldpay.com, docs.checkout.com.
#[rustfmt::skip]
const TESTS: [u64; 56] = [
    4_012_888_888_881_881, 4_012_888_818_888, 4_009_348_888_881_881, 4_500_600_000_000_061,
    4_217_651_111_111_119, 4_000_056_655_665_556, 4_917_610_000_000_000, 4_988_438_843_884_305,
    4_166_676_667_666_746, 4_646_464_646_464_644, 4_000_620_000_000_007, 4_977_949_494_949_497,
    4_543_474_002_249_996, 4_032_036_094_894_795, 4_032_039_317_984_658, 4_005_519_200_000_004,
    4_462_030_000_000_000, 4_508_750_015_741_019, 4_035_501_000_000_008,
    4_360_000_001_000_005, 4_871_049_999_999_910, 4_012_000_033_330_026, 4_012_000_077_777_777,
    5_555_555_555_554_444, 5_105_105_105_105_100, 5_200_828_282_828_210, 5_424_000_000_000_015,
    5_454_545_454_545_454, 5_436_031_030_606_378, 5_399_999_999_999_999, 5_577_000_055_770_004,
    5_136_333_333_333_335, 5_585_558_555_855_583, 5_555_444_433_331_111, 5_500_000_000_000_004,
    5_610_591_081_018_250, 5_019_717_010_103_742, 2_223_000_048_400_011, 2_223_003_122_003_222,
    2_222_400_010_000_008, 2_222_400_030_000_004, 2_222_420_000_001_113, 2_223_000_010_309_703,
    6_011_000_990_139_424, 6_011_601_160_116_611, 6_445_644_564_456_445, 6_555_900_000_604_105,
    3_530_111_333_300_000, 3_566_002_020_360_505, 3_569_990_010_095_841, 6_250_946_000_000_016,
    378_282_246_310_005, 371_449_635_398_431, 378_734_493_671_000, 30_569_309_025_904,
    38_520_000_023_237,
];

/// The network whose number these digits (`0` to `9`) are, by prefix, length and Luhn digit.
pub(crate) fn network(digits: &[u8]) -> Option<&'static str> {
    if !(12..=LONGEST).contains(&digits.len()) || luhn::verdict(digits) != Verdict::Valid {
        return None;
    }
    let fits = |&&(_, from, to, shortest, longest): &&Issuer| {
        let width = from.ilog10() as usize + 1;
        let prefix = digits[..width].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
        (from..=to).contains(&prefix) && (shortest..=longest).contains(&digits.len())
    };
    ISSUERS.iter().chain(&LARGE).find(fits).map(|(name, ..)| *name)
}

/// Whether a card number is one for tests: a published one, or one that nobody was ever given.
pub(crate) fn is_test(digits: &[u8]) -> bool {
    let number = digits.iter().fold(0_u64, |n, b| n.wrapping_mul(10) + u64::from(b - b'0'));
    TESTS.contains(&number) || monotonous(digits)
}

/// Seven zeros in a row, a digit more often than ten times, or a group of four that repeats: account
/// numbers are not given out like that.
fn monotonous(digits: &[u8]) -> bool {
    let zeros = digits.chunk_by(|a, b| a == b).any(|run| run[0] == b'0' && run.len() >= 7);
    let most = (b'0'..=b'9').map(|d| digits.iter().filter(|b| **b == d).count()).max();
    let group = digits.chunks_exact(4).all(|group| *group == digits[..4]);
    zeros || most.is_some_and(|most| most > 10) || group
}

/// For rules: a number of a network, told by its digits.
pub(super) fn judge(text: &[u8]) -> Judgement {
    let digits: Vec<u8> = text.iter().copied().filter(u8::is_ascii_digit).collect();
    match network(&digits) {
        Some(network) => {
            Judgement::with(Verdict::Valid, vec![Fact::text(FactName::Network, network)])
        }
        None => Verdict::Invalid.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_published_number_is_of_a_network_and_for_tests() {
        let odd = [5_610_591_081_018_250_u64];
        for number in TESTS.iter().filter(|number| !odd.contains(number)) {
            let digits = number.to_string();
            assert!(network(digits.as_bytes()).is_some(), "{digits}");
            assert!(is_test(digits.as_bytes()), "{digits}");
        }
    }

    #[test]
    fn networks_are_told_by_prefix_and_length() {
        for (digits, name) in [
            ("4111111111111111", Some("Visa")),
            ("4222222222222", Some("Visa")),
            ("378282246310005", Some("American Express")),
            ("30569309025904", Some("Diners Club")),
            ("6011111111111117", Some("Discover")),
            ("3530111333300000", Some("JCB")),
            ("6200000000000005", Some("UnionPay")),
            ("2223003122003222", Some("Mastercard")),
            ("6759649826438453", Some("Maestro")),
            // A wrong Luhn digit, a wrong length, a prefix of nobody.
            ("4111111111111112", None),
            ("411111111111116", None),
            ("7992739871000000", None),
            ("", None),
            ("4", None),
        ] {
            assert_eq!(network(digits.as_bytes()), name, "{digits}");
        }
    }

    #[test]
    fn an_ordinary_number_is_not_for_tests() {
        for digits in ["4539578763621486", "5105058035661736", "4532015112830366"] {
            assert!(!is_test(digits.as_bytes()), "{digits}");
        }
        for digits in ["4000000000000002", "4444444444444448", "4242424242424242"] {
            assert!(is_test(digits.as_bytes()), "{digits}");
        }
    }
}
