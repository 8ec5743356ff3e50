//! The form of a rule, as its author writes it in TOML and as the scanner reads it.
//!
//! Nothing is checked here beyond names and types; `check` does that. `build.rs` compiles this file
//! too, so it imports the vocabulary alone.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use crate::finding::{Category, Confidence, Severity};

/// Text that is borrowed for a built-in rule and owned for a user's.
pub type Text = Cow<'static, str>;
/// A list of texts, borrowed or owned likewise.
pub type Texts = Cow<'static, [Text]>;

/// A file of rules: `[[rule]]`, as often as wanted, and `[kind]` with a line for each kind of
/// credential that only its provider's name in the key tells.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleFile {
    #[serde(default)]
    rule: Vec<Rule>,
    /// What all kinds of the file have in common.
    severity: Option<Severity>,
    #[serde(default)]
    risk: Text,
    #[serde(default)]
    remedy: Text,
    /// What could not be confirmed of the kinds that have no references of their own.
    #[serde(default)]
    unconfirmed: Text,
    #[serde(default)]
    kind: BTreeMap<String, Kind>,
}

/// A rule for the `context` detector in one line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    summary: Text,
    #[serde(default = "token_category")]
    category: Category,
    severity: Option<Severity>,
    names: Texts,
    #[serde(default = "key_or_token")]
    keys: Texts,
    /// The placeholder of a value, for the examples.
    #[serde(default = "any_value")]
    value: Text,
    #[serde(default)]
    references: Texts,
}

impl RuleFile {
    /// All rules of the file in the one form that the scanner reads.
    pub(crate) fn rules(self) -> Vec<Rule> {
        let RuleFile { rule: mut rules, kind: kinds, severity, risk, remedy, unconfirmed } = self;
        let severity = severity.unwrap_or(Severity::High);
        rules.extend(kinds.into_iter().map(|(id, kind)| {
            let unsure = if kind.references.is_empty() { &unconfirmed } else { &Text::default() };
            let rule = kind.rule(id, severity);
            Rule { risk: risk.clone(), remedy: remedy.clone(), unconfirmed: unsure.clone(), ..rule }
        }));
        rules
    }
}

impl Kind {
    fn rule(self, id: String, severity: Severity) -> Rule {
        let shouted = |text: &str| text.replace(' ', "_").to_uppercase();
        let first = |texts: &Texts| texts.first().map_or(String::new(), |text| text.to_string());
        let name = shouted(first(&self.names).trim_start_matches('^'));
        let key = shouted(&first(&self.keys));
        let line = |value: &str| Text::from(format!("{name}_{key}={value}"));
        let hit = line(&format!("«{}»", self.value));
        Rule {
            id: id.into(),
            summary: self.summary,
            severity: self.severity.unwrap_or(severity),
            category: self.category,
            on: None,
            confidence: high(),
            detector: DetectorKind::Context,
            keywords: Texts::default(),
            regex: Text::default(),
            lead: 0,
            entropy: 0.0,
            ignore: Texts::default(),
            value: ValueForm::default(),
            names: self.names,
            keys: self.keys,
            beside: Texts::default(),
            tools: Texts::default(),
            calls: Texts::default(),
            validate: Texts::default(),
            risk: Text::default(),
            remedy: Text::default(),
            references: self.references,
            unconfirmed: Text::default(),
            examples: Examples { hit: vec![hit].into(), miss: vec![line("********")].into() },
        }
    }
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
    /// Whether findings are reported unless asked otherwise; without it the category decides.
    #[serde(default)]
    pub on: Option<bool>,
    /// The highest confidence that this rule gives.
    #[serde(default = "high")]
    pub confidence: Confidence,
    /// Which detector reads the rule.
    #[serde(default)]
    pub detector: DetectorKind,
    /// Literals for the prefilter: at least one occurs in every hit, in any ASCII case.
    #[serde(default)]
    pub keywords: Texts,
    /// For `token` and `statement`: the pattern. Its group is the value, or the whole match; of a statement
    /// each group is a value.
    #[serde(default)]
    pub regex: Text,
    /// How many bytes a match may start before its keyword.
    #[serde(default)]
    pub lead: usize,
    /// For `token`: the least Shannon entropy of a value, in bits a byte.
    #[serde(default)]
    pub entropy: f64,
    /// For `token`: patterns of values that are no findings.
    #[serde(default)]
    pub ignore: Texts,
    /// For `statement`: where the value is that the pattern leads to.
    #[serde(default)]
    pub value: ValueForm,
    /// For `context`: what keys call the provider, in lower case; with `^` before it a name counts
    /// only where it starts the key. For `keyed`: further names for its phrases with `* `.
    #[serde(default)]
    pub names: Texts,
    /// For `keyed`: phrases of lower-case words that a key ends with; behind `* ` one that needs the
    /// name of a provider before it. For `context`: what comes after
    /// the name.
    #[serde(default)]
    pub keys: Texts,
    /// For `field`: lower-case words, one of which must begin a word in the record around the key.
    #[serde(default)]
    pub beside: Texts,
    /// For `command`: programs and their arguments that carry the value, one line a tool, with `*` in
    /// the value's place (`mysql, mariadb: -p* | --password=*`).
    #[serde(default)]
    pub tools: Texts,
    /// For `call`: functions and their arguments that carry the value, one line a family, with `*` in
    /// the value's place (`*login, *sign in: user *`).
    #[serde(default)]
    pub calls: Texts,
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

/// The examples of a rule: `«` and `»` stand around each value in a `hit`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Examples {
    /// Lines with the values that the rule finds, marked.
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
    /// The provider of what `keyed` found, by its name in the key.
    Context,
    /// A shape without a key, by pattern.
    Statement,
    /// An argument of a program that takes a password on its command line.
    Command,
    /// An argument of a call that checks or sets a password.
    Call,
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
    /// A number that a state gives to a person or taxpayer.
    National,
    /// The number of a bank account.
    Bank,
    /// A wallet's seed phrase, or a key with no mark of its own.
    Wallet,
    /// An e-mail, IP or MAC address.
    Address,
    /// A value under its key, of the form that the rule tells: personal data, no secrets.
    Field,
}

/// How the value of a statement is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueForm {
    /// Each group of the pattern, or the whole match.
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
    /// Each group, where it cannot be the name of an account.
    Name,
    /// Each group, where it was made by a machine: letters and digits without the form of words.
    Opaque,
    /// Each group, where somebody chose it: digits or signs that names, hosts and modes do not have.
    Chosen,
}

fn token_category() -> Category {
    Category::Token
}

fn key_or_token() -> Texts {
    const KEYS: &[Text] = &[Text::Borrowed("key"), Text::Borrowed("token")];
    KEYS.into()
}

fn any_value() -> Text {
    "{alnum:32}".into()
}

fn high() -> Confidence {
    Confidence::High
}
