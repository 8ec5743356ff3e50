//! logsnitch finds the secrets that a program wrote to its logs.
//!
//! A [`Scanner`] is made of a [`RuleSet`] and turns bytes into [`Finding`]s. A [`Driver`] runs one
//! over files with many threads and pushes what it finds into a [`Sink`].
#![deny(missing_docs)]
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod chunk;
mod error;
mod finding;
mod rules;
mod scan;
mod secret;
mod site;
mod validate;

pub use error::Error;
pub use finding::{
    Category, Confidence, Finding, Fingerprint, Layer, Layers, NotScanned, Place, Severity,
    SourceName, Statement, Summary,
};
pub use rules::{DetectorKind, Examples, Rule, RuleSet, Text, Texts, on_by_default};
pub use scan::{Options, Scanner, Scratch};
pub use secret::Secret;
pub use site::{FingerprintKey, site_id};
