//! Facts: what was read from a value, or told from its form, and is no secret itself.
//!
//! A fact cannot hold a part of a value: it is one of a few numbers, a day, or a text that was written
//! in this program. So there is nothing to mask in it, whatever the log had.

use std::fmt;

use crate::finding::names;

names! {
    /// What a fact says. The names are public and the same in every report (docs/json.md lists them).
    FactName, "fact" {
        /// The algorithm that a JSON Web Token names for its signature.
        Algorithm = "algorithm",
        /// The number of the AWS account that a key belongs to.
        AwsAccount = "aws_account",
        /// The country or territory that it belongs to, as an ISO 3166 code.
        Country = "country",
        /// The day or month in which the credential, or the account that it opens, was made.
        Created = "created",
        /// The day on which the credential stops working.
        Expires = "expires",
        /// The number of the group that a token is for.
        GroupId = "group_id",
        /// What kind of credential of its provider it is.
        KeyType = "key_type",
        /// The number of the organisation that a token is for.
        OrganizationId = "organization_id",
        /// The number of the project that a token is for.
        ProjectId = "project_id",
        /// The number of the user that a token is for.
        UserId = "user_id",
        /// The network that issues a payment card's number.
        Network = "network",
        /// What kind of phone number it is.
        NumberType = "number_type",
    }
}

/// What a fact's value can be: nothing that borrows or copies text of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// A text of this program.
    Text(&'static str),
    /// A number, in at least `width` digits.
    Number {
        /// The number.
        value: u64,
        /// How many digits are shown at least.
        width: usize,
    },
    /// A time in seconds since 1970; the day alone is shown.
    Day(u64),
    /// A month.
    Month {
        /// The year, in four digits.
        year: u16,
        /// The month, from 1.
        month: u8,
    },
    /// A country by its code, two letters of ISO 3166 that one of this program's tables has.
    Country([u8; 2]),
}

/// One fact about a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it says.
    pub name: FactName,
    /// What it is.
    pub value: FactValue,
}

impl Fact {
    pub(crate) const fn text(name: FactName, text: &'static str) -> Self {
        Fact { name, value: FactValue::Text(text) }
    }

    pub(crate) const fn country(code: [u8; 2]) -> Self {
        Fact { name: FactName::Country, value: FactValue::Country(code) }
    }

    pub(crate) const fn number(name: FactName, value: u64) -> Self {
        Fact { name, value: FactValue::Number { value, width: 1 } }
    }

    pub(crate) const fn day(name: FactName, seconds: u64) -> Self {
        Fact { name, value: FactValue::Day(seconds) }
    }
}

impl fmt::Display for FactValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            FactValue::Text(text) => f.write_str(text),
            FactValue::Country([a, b]) => write!(f, "{}{}", char::from(a), char::from(b)),
            FactValue::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            FactValue::Number { value, width } => write!(f, "{value:0width$}"),
            FactValue::Day(seconds) => {
                let (year, month, day) = civil(seconds);
                write!(f, "{year:04}-{month:02}-{day:02}")
            }
        }
    }
}

/// Seconds since 1970 as year, month and day, by Howard Hinnant's civil_from_days
/// (howardhinnant.github.io/date_algorithms.html).
fn civil(seconds: u64) -> (u64, u64, u64) {
    let days = seconds / 86_400 + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_numbers_as_people_write_them() {
        for (seconds, day) in
            [(0, "1970-01-01"), (951_782_400, "2000-02-29"), (4_102_444_800, "2100-01-01")]
        {
            assert_eq!(FactValue::Day(seconds).to_string(), day);
        }
        assert_eq!(FactValue::Number { value: 29_608, width: 12 }.to_string(), "000000029608");
        let _ = FactValue::Day(u64::MAX).to_string();
    }
}
