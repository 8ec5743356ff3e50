//! The form of a rule, as its author writes it in TOML and as the scanner reads it.
//!
//! Nothing is checked here beyond names and types; `check` does that. `build.rs` compiles this file
//! too, so it imports the vocabulary alone.

use std::borrow::Cow;

use serde::Deserialize;

use crate::finding::{Category, Confidence, Severity};

/// Text that is borrowed for a built-in rule and owned for a user's.
pub type Text = Cow<'static, str>;
/// A list of texts, borrowed or owned likewise.
pub type Texts = Cow<'static, [Text]>;

/// A file of rules: `[[rule]]`, as often as wanted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleFile {
    #[serde(default)]
    pub(crate) rule: Vec<Rule>,
}

/// One rule: what to look for, what it means and what to do about it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// `provider-kind`; never renumbered, never used again for something else.
    pub id: Text,
    /// A noun phrase without a full stop; the title in reports.
    pub summary: Text,
    /// How bad a true finding is.
    pub severity: Severity,
    /// What kind of value it finds.
    #[serde(default = "token_category")]
    pub category: Category,
    /// The highest confidence that this rule gives.
    #[serde(default = "high")]
    pub confidence: Confidence,
    /// Which detector reads the rule.
    #[serde(default)]
    pub detector: DetectorKind,
    /// Literals for the prefilter: at least one occurs in every hit, in any ASCII case.
    #[serde(default)]
    pub keywords: Texts,
    /// For `token` and `statement`: the pattern. Group 1 is the value, or the whole match.
    #[serde(default)]
    pub regex: Text,
    /// How many bytes a match may start before its keyword.
    #[serde(default)]
    pub lead: usize,
    /// For `statement`: where the value is that the pattern leads to.
    #[serde(default)]
    pub value: ValueForm,
    /// For `keyed`: phrases of lower-case words that a key ends with. For `command`: the arguments
    /// that carry the value, written with `*` in its place (`-p *`, `-p*`, `-u user:*`).
    #[serde(default)]
    pub keys: Texts,
    /// Names of validators that the value must not fail.
    #[serde(default)]
    pub validate: Texts,
    /// What the holder of the value can do.
    pub risk: Text,
    /// What to do once it has leaked.
    pub remedy: Text,
    /// The documentation of the format.
    #[serde(default)]
    pub references: Texts,
    /// The fact of the format that could not be confirmed.
    #[serde(default)]
    pub unconfirmed: Text,
    /// Lines that hit and lines that must not, with placeholders for anything that looks alive.
    #[serde(default)]
    pub examples: Examples,
}

/// The examples of a rule: `«` and `»` stand around the value in a `hit`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Examples {
    /// Lines with exactly one value, marked.
    #[serde(default)]
    pub hit: Texts,
    /// Lines that this rule must leave alone.
    #[serde(default)]
    pub miss: Texts,
}

/// The detectors that a rule can be written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DetectorKind {
    /// A fixed format, by pattern.
    #[default]
    Token,
    /// A value under a telling key.
    Keyed,
    /// A shape without a key, by pattern.
    Statement,
    /// An argument of a program that takes a password on its command line.
    Command,
    /// A value that belongs to a name by its position: SQL columns and parameters, tables.
    Record,
    /// Credentials within a URL.
    Uri,
    /// A key block over several lines.
    Block,
    /// A phone number.
    Phone,
    /// A payment card's number, or what stands beside it.
    Card,
}

/// How the value of a statement is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueForm {
    /// Group 1 of the pattern, or the whole match.
    #[default]
    Group,
    /// After the match: a quoted string, or what stands before the next space.
    Word,
    /// After the match: a quoted string.
    Quoted,
    /// After the match: a quoted string, or a word that ends its line.
    Last,
    /// After the match: the rest of the line.
    Line,
    /// Group 1, where it cannot be the name of an account.
    Name,
    /// Group 1, where it was made by a machine: letters and digits without the form of words.
    Opaque,
}

fn token_category() -> Category {
    Category::Token
}

fn high() -> Confidence {
    Confidence::High
}
