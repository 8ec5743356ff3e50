//! logsnitch finds the secrets that a program wrote to its logs.
//!
//! A [`Scanner`] is made of a [`RuleSet`] and turns bytes into [`Finding`]s. A [`Driver`] runs one
//! over files with many threads and pushes what it finds into a [`Sink`].
#![deny(missing_docs)]
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod chunk;
mod decode;
mod driver;
mod error;
mod examples;
mod fact;
mod finding;
#[cfg(feature = "import")]
mod import;
mod input;
mod policy;
mod report;
mod rules;
mod scan;
mod secret;
mod site;
mod validate;

pub use driver::Driver;
pub use error::Error;
pub use examples::{Failure, run_examples};
pub use fact::{Fact, FactName, FactValue};
pub use finding::{
    Category, Confidence, Finding, Fingerprint, Layer, Layers, NotScanned, Place, Severity,
    SourceName, Statement, Summary,
};
#[cfg(feature = "import")]
pub use import::{ImportNote, Imported, import_rules};
pub use input::{Entry, Source, Walk, WalkOptions};
pub use policy::{Decision, Policy};
pub use report::{Format, Sink, Style, Tee};
pub use rules::{
    DetectorKind, Examples, Profile, Rule, RuleSet, Text, Texts, ValueForm, on_by_default,
};
#[doc(hidden)]
pub use scan::{
    Census, KeywordCensus, assert_prefilters_agree, prefilter_code, prefilter_hash,
    prefilter_literals,
};
pub use scan::{Note, Options, Scanner, Scratch};
pub use secret::Secret;
pub use site::{FingerprintKey, site_id};
