//! Which numbers exist: the metadata of libphonenumber, asked for one region or for the whole plan.
//!
//! It sees digits alone. Its tables are loaded when the first number is asked for, not before.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, PhoneNumberType, Region};

use crate::error::Error;

/// Who has a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    /// Nobody in person: a published number that anyone may call, or a service's own.
    pub(super) service: bool,
    /// What kind of number it is.
    pub(super) kind: &'static str,
    /// The ISO 3166 code of its country, where it has one.
    pub(super) country: Option<[u8; 2]>,
}

impl Owner {
    /// Whether the number can be no other than a mobile's.
    pub(super) fn is_mobile(&self) -> bool {
        self.kind == MOBILE
    }
}

/// The kind of a number that only mobiles have.
const MOBILE: &str = "mobile";

/// The regions of `--region`.
pub(super) fn parse(codes: &[String]) -> Result<Vec<Region>, Error> {
    let one = |code: &String| {
        of_code(code).ok_or_else(|| {
            Error::option(format_args!("unknown region `{code}`: ISO 3166 codes such as US, GB"))
        })
    };
    codes.iter().map(one).collect()
}

/// How national numbers of a region begin, which decides what nominates them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plan {
    /// With a trunk prefix 0.
    Trunk,
    /// The North American plan: `415-555-0132`.
    American,
    /// In no way of their own.
    Open,
}

pub(super) fn plan(region: Region) -> Plan {
    if PHONE_NUMBER_UTIL.get_country_code_for_region(region) == Some(1) {
        return Plan::American;
    }
    // As its numbers are written: Italy's keep a zero that is no prefix.
    let national = PHONE_NUMBER_UTIL
        .get_example_number(region)
        .map(|number| number.format_as(PhoneNumberFormat::National).into_owned());
    let zero = national.is_ok_and(|text| text.trim_start_matches('(').starts_with('0'));
    if zero { Plan::Trunk } else { Plan::Open }
}

/// The region of an ISO 3166 code in any case, if it has phone numbers.
pub(super) fn of_code(code: &str) -> Option<Region> {
    let code = match code.trim().to_ascii_uppercase() {
        // Reserved for the United Kingdom, and what its people write.
        uk if uk == "UK" => "GB".to_owned(),
        other => other,
    };
    let two_letters = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
    let region = two_letters.then(|| Region::try_from(code.as_str()).ok())??;
    PHONE_NUMBER_UTIL.get_country_code_for_region(region).map(|_| region)
}

/// The main region of the calling code that digits begin with.
pub(super) fn of_calling_code(digits: &str) -> Option<Region> {
    let code = digits.get(..calling_code(digits)?)?.parse().ok()?;
    PHONE_NUMBER_UTIL.get_region_for_country_code(code)
}

/// Whose number the digits after a plus sign are, if they are one.
pub(super) fn international(digits: &str) -> Option<Owner> {
    let (code, rest) = digits.split_at_checked(calling_code(digits)?)?;
    let code = code.parse().ok()?;
    if !(4..=14).contains(&rest.len()) {
        return None;
    }
    PHONE_NUMBER_UTIL.get_region_for_country_code(code)?;
    // A parse is left for the trunk prefixes that people write behind a calling code.
    as_it_stands(code, rest)
        .or_else(|| owner(&PHONE_NUMBER_UTIL.parse(format!("+{digits}"), None).ok()?))
}

/// Whose number the digits are when dialled within a region, if they are one.
pub(super) fn national(digits: &str, region: Region) -> Option<Owner> {
    let code = PHONE_NUMBER_UTIL.get_country_code_for_region(region)?;
    let stripped = digits.strip_prefix('0').unwrap_or(digits);
    if code == 1 && stripped.len() < digits.len() {
        return None;
    }
    as_it_stands(code, stripped)
        .or_else(|| owner(&PHONE_NUMBER_UTIL.parse(digits, Some(region)).ok()?))
}

/// Whose number it is without any prefix undone: several times cheaper than a parse.
fn as_it_stands(code: i32, national: &str) -> Option<Owner> {
    let zeros = national.len() - national.trim_start_matches('0').len();
    if zeros >= national.len() {
        return None;
    }
    owner(&PhoneNumber {
        country_code: code,
        national_number: national.parse().ok()?,
        italian_leading_zero: (zeros > 0).then_some(true),
        number_of_leading_zeros: (zeros > 1).then_some(zeros as i32),
        ..PhoneNumber::default()
    })
}

fn owner(number: &PhoneNumber) -> Option<Owner> {
    use PhoneNumberType as Type;
    let (service, kind) = match number.get_type() {
        Type::Unknown => return None,
        Type::FixedLine => (false, "fixed"),
        Type::Mobile => (false, MOBILE),
        Type::FixedLineOrMobile => (false, "fixed or mobile"),
        Type::VoIP => (false, "voip"),
        Type::PersonalNumber => (false, "personal"),
        Type::Pager => (false, "pager"),
        Type::TollFree => (true, "toll-free"),
        Type::PremiumRate => (true, "premium"),
        Type::SharedCost => (true, "shared cost"),
        Type::UAN => (true, "company"),
        Type::VoiceMail => (true, "voicemail"),
    };
    // A region is two letters, or the world.
    let code = number.get_region_code().map(|region| (region as u16).to_be_bytes());
    let country = code.filter(|code| code.iter().all(u8::is_ascii_uppercase));
    Some(Owner { service, kind, country })
}

/// The length of the calling code (ITU-T E.164) that digits begin with.
fn calling_code(digits: &str) -> Option<usize> {
    match digits.as_bytes() {
        [b'1' | b'7', ..] => Some(1),
        [b'2', b'0' | b'7', ..]
        | [b'3', b'0'..=b'4' | b'6' | b'9', ..]
        | [b'4', b'0' | b'1' | b'3'..=b'9', ..]
        | [b'5', b'1'..=b'8', ..]
        | [b'6', b'0'..=b'6', ..]
        | [b'8', b'1' | b'2' | b'4' | b'6', ..]
        | [b'9', b'0'..=b'5' | b'8', ..] => Some(2),
        [b'2'..=b'9', ..] => Some(3),
        _ => None,
    }
}

/// Populous regions of every kind of plan, to try a number on that has the layout of one and stands
/// where one must stand, but says nothing of its country. Those whose trunk prefix is 0 come first.
const TRUNK: [&str; 18] = [
    "GB", "DE", "FR", "JP", "AU", "IN", "NG", "TR", "ID", "KR", "ZA", "NL", "IT", "SE", "EG", "PK",
    "TH", "UA",
];
const NO_TRUNK: [&str; 10] = ["US", "ES", "BR", "CN", "RU", "MX", "PL", "NO", "IN", "FR"];

/// Whose number the digits would be in some populous region.
pub(super) fn somewhere(digits: &str) -> Option<Owner> {
    let (list, skip): (&[&str], usize) =
        if digits.starts_with('0') { (&TRUNK, 1) } else { (&NO_TRUNK, 0) };
    let owners = list.iter().filter_map(|code| of_code(code)).filter_map(|region| {
        // Italy keeps its zero; the others are asked without, which spares the parse.
        let code = PHONE_NUMBER_UTIL.get_country_code_for_region(region)?;
        as_it_stands(code, if region == Region::IT { digits } else { &digits[skip..] })
    });
    // A service of one region is a line of another: only where all say so it is one.
    let mut service = None;
    for owner in owners {
        if !owner.service {
            return Some(owner);
        }
        service = Some(owner);
    }
    service
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_exist_or_not() {
        for digits in ["442079460123", "4402079460123", "390669812345", "14155550132", "2908999"] {
            assert!(international(digits).is_some(), "{digits}");
        }
        for digits in ["", "1", "12345", "999999999999", "4420", "10005550132", "2147483648"] {
            assert_eq!(international(digits), None, "{digits}");
        }
        let fixed = Owner { service: false, kind: "fixed", country: Some(*b"GB") };
        assert_eq!(national("02079460123", Region::GB), Some(fixed));
        assert_eq!(somewhere("02079460123"), Some(fixed));
        for (digits, kind, country) in [
            ("18002123456", "toll-free", Some(*b"US")),
            ("33612346102", "mobile", Some(*b"FR")),
            ("80012345678", "toll-free", None),
        ] {
            let owner = international(digits).unwrap();
            assert_eq!((owner.kind, owner.country), (kind, country), "{digits}");
            assert_eq!(owner.service, kind == "toll-free");
        }
        assert_eq!(somewhere("0000000000"), None);
    }

    #[test]
    fn an_unknown_region_is_named() {
        assert_eq!(parse(&["gb".into(), "US".into()]).unwrap(), [Region::GB, Region::US]);
        let error = parse(&["XQ".into()]).unwrap_err().to_string();
        assert!(error.contains("`XQ`"), "{error}");
        assert!(parse(&["001".into()]).is_err());
    }
}
