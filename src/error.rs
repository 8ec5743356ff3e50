//! The library's one error type.
//!
//! Messages are lower case, without a full stop, and hold the value and the limit; never a haystack.

use std::fmt;

/// What went wrong before a scan could start. The scan itself cannot fail on its input.
#[derive(Clone, Debug)]
pub struct Error {
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    /// The author of a rule file is at fault.
    Rule { origin: String, rule: Option<String>, message: String },
    /// The caller asked for something that does not exist.
    Option(String),
    /// The system has no random numbers for us.
    Random(String),
}

impl Error {
    pub(crate) fn rule(origin: &str, rule: Option<&str>, message: impl fmt::Display) -> Self {
        let rule = rule.map(str::to_owned);
        Error { kind: Kind::Rule { origin: origin.to_owned(), rule, message: message.to_string() } }
    }

    pub(crate) fn option(message: impl fmt::Display) -> Self {
        Error { kind: Kind::Option(message.to_string()) }
    }

    pub(crate) fn random(cause: impl fmt::Display) -> Self {
        Error { kind: Kind::Random(cause.to_string()) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Rule { origin, rule: Some(rule), message } => {
                write!(f, "{origin}: rule `{rule}`: {message}")
            }
            Kind::Rule { origin, rule: None, message } => write!(f, "{origin}: {message}"),
            Kind::Option(message) => f.write_str(message),
            Kind::Random(cause) => {
                write!(f, "cannot make a fingerprint key: no random numbers: {cause}")
            }
        }
    }
}

impl std::error::Error for Error {}
