//! The vocabulary of results: findings, where they are, and how they are graded.
//!
//! Plain data. It knows nothing of rules' text, of files or of output formats.

use std::fmt;
use std::ops::Range;

use crate::fact::Fact;
use crate::secret::Secret;

/// An enum whose variants have one public name each, the same in rules, flags and reports.
macro_rules! names {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// Every variant, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The public name.
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                Self::ALL.iter().copied().find(|v| v.name() == text).ok_or_else(|| {
                    let known: Vec<_> = Self::ALL.iter().map(|v| v.name()).collect();
                    format!("unknown {} `{text}`: one of {}", $what, known.join(", "))
                })
            }
        }
    };
}

pub(crate) use names;

names! {
    /// How bad it is that this value stands in a log, if the finding is true.
    Severity, "severity" {
        /// Public by design; worth knowing.
        Info = "info",
        /// Of little use to an attacker.
        Low = "low",
        /// Useful together with something else.
        Medium = "medium",
        /// Opens an account or a service.
        High = "high",
        /// Opens many accounts, or the whole system.
        Critical = "critical",
    }
}

names! {
    /// How sure the detector is that the value is what the rule says.
    Confidence, "confidence" {
        /// A guess by position alone, or a token whose checksum fails.
        Low = "low",
        /// Keyed free text, a statement shape, a connection string.
        Medium = "medium",
        /// A provider's format that verifies, a header, a keyed value in a dump.
        High = "high",
    }
}

names! {
    /// What kind of value was found.
    Category, "category" {
        /// A password, passphrase or PIN.
        Password = "password",
        /// The digest of a password.
        PasswordHash = "password-hash",
        /// An API token or key.
        Token = "token",
        /// A private or symmetric key.
        PrivateKey = "private-key",
        /// A session identifier or cookie.
        Session = "session",
        /// The password within a connection string or URL.
        ConnectionString = "connection-string",
        /// A URL whose knowledge is the permission.
        Webhook = "webhook",
        /// A one-time password or verification code.
        Otp = "otp",
        /// A phone number.
        Phone = "phone",
        /// A payment card number or its verification code.
        Card = "card",
        /// A bank account number.
        Bank = "bank",
        /// The seed phrase or private key of a wallet.
        Wallet = "wallet",
        /// Other personal data.
        Pii = "pii",
        /// An identifier that is public by design.
        PublicId = "public-id",
    }
}

names! {
    /// An encoding that was undone to read a value.
    Layer, "layer" {
        /// Backslash escapes of a string inside a string.
        JsonString = "json-string",
        /// Percent-encoding.
        Percent = "percent",
        /// Base64, standard or URL-safe.
        Base64 = "base64",
        /// Hexadecimal text.
        Hex = "hex",
        /// HTML or XML entities.
        Html = "html",
        /// MIME quoted-printable.
        QuotedPrintable = "quoted-printable",
        /// Terminal colour codes inside the value.
        Ansi = "ansi",
        /// A log line that a container runtime had split.
        SplitLine = "split-line",
    }
}

/// Up to eight layers, outermost first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layers {
    items: [Option<Layer>; 8],
}

impl Layers {
    /// No layer: the value stands in the log as it is.
    pub const NONE: Layers = Layers { items: [None; 8] };

    /// The same with one more layer inside. A ninth one is dropped.
    #[must_use]
    pub fn with(mut self, layer: Layer) -> Self {
        if let Some(slot) = self.items.iter_mut().find(|slot| slot.is_none()) {
            *slot = Some(layer);
        }
        self
    }

    /// The same with all of `inner` inside.
    #[must_use]
    pub fn then(self, inner: Layers) -> Self {
        inner.iter().fold(self, Layers::with)
    }

    /// The layers, outermost first.
    pub fn iter(&self) -> impl Iterator<Item = Layer> + '_ {
        self.items.iter().flatten().copied()
    }

    /// Whether nothing was undone.
    pub fn is_empty(&self) -> bool {
        self.items[0].is_none()
    }
}

/// Where a value stands for a person: lines and columns count from 1, columns in UTF-16 code units,
/// and `end_column` is the column after the last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line that holds the first byte.
    pub line: u64,
    /// The column of the first character.
    pub column: u64,
    /// The line that holds the last byte.
    pub end_line: u64,
    /// The column after the last character.
    pub end_column: u64,
}

/// The identity of the log statement that printed a value: rule, key and masked line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Statement(pub [u8; 16]);

/// A keyed digest of a value: equal for equal values under one key, and useless without the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(pub [u8; 16]);

/// One value that should not stand in a log.
#[derive(Clone, Debug)]
pub struct Finding<'a> {
    /// The id of the rule.
    pub rule: &'a str,
    /// What kind of value it is.
    pub category: Category,
    /// How bad it is.
    pub severity: Severity,
    /// How sure we are.
    pub confidence: Confidence,
    /// The key it stood under, cleaned for display; empty where there was none.
    pub key: &'a str,
    /// The value itself.
    pub secret: Secret<'a>,
    /// The span of the value in the input as scanned, without quotes.
    pub bytes: Range<u64>,
    /// The span in lines and columns.
    pub place: Place,
    /// What was undone around it.
    pub layers: Layers,
    /// The log statement that printed it.
    pub statement: Statement,
    /// The keyed digest of the value.
    pub fingerprint: Fingerprint,
    /// The keyed digest of the user, address or account that stands beside it.
    pub subject: Option<Fingerprint>,
    /// What could be read from it that is no secret; empty for most formats.
    pub facts: &'a [Fact],
}

impl Finding<'_> {
    /// What every report shows in place of the value: never a character of it.
    pub fn masked(&self) -> String {
        format!("[REDACTED:{}]", self.category)
    }
}

/// The name of a scanned input.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceName {
    path: std::path::PathBuf,
}

impl SourceName {
    /// The name that standard input has in reports.
    pub const STDIN: &'static str = "<stdin>";

    /// A file by its path as it was reached.
    pub fn new(path: impl Into<std::path::PathBuf>) -> Self {
        SourceName { path: path.into() }
    }

    /// The path as it was reached.
    pub fn path(&self) -> &std::path::Path {
        &self.path
    }
}

impl fmt::Display for SourceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.path.display().fmt(f)
    }
}

/// An input, or a part of one, that was not scanned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotScanned {
    /// The input.
    pub path: SourceName,
    /// Why, in a few words.
    pub reason: String,
    /// How many bytes, where that is known.
    pub bytes: Option<u64>,
}

/// What a scan did, for the end of every report.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Inputs that were opened and scanned, wholly or in part.
    pub files: u64,
    /// Bytes scanned, after decompression.
    pub bytes: u64,
    /// Findings that were reported.
    pub findings: u64,
    /// Findings that the thresholds hid.
    pub hidden: u64,
    /// Inputs that were not scanned, in path order.
    pub not_scanned: Vec<NotScanned>,
    /// Directories of version control that the walker left out.
    pub left_out: Vec<SourceName>,
    /// Wall time.
    pub elapsed: std::time::Duration,
}

impl Summary {
    /// Whether every byte of the input was scanned.
    pub fn complete(&self) -> bool {
        self.not_scanned.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip_and_unknown_ones_list_the_known() {
        for &category in Category::ALL {
            assert_eq!(category.name().parse(), Ok(category));
        }
        let error = "hgih".parse::<Severity>().unwrap_err();
        assert!(error.contains("`hgih`") && error.contains("critical"), "{error}");
    }

    #[test]
    fn layers_keep_their_order_and_their_bound() {
        let mut layers = Layers::NONE.with(Layer::Base64).with(Layer::Percent);
        assert_eq!(layers.iter().collect::<Vec<_>>(), [Layer::Base64, Layer::Percent]);
        for _ in 0..20 {
            layers = layers.with(Layer::Hex);
        }
        assert_eq!(layers.iter().count(), 8);
    }
}
