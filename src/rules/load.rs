//! Where rules come from: the table that `build.rs` wrote, and TOML text.
//!
//! It judges form alone; `check` judges the content.

use std::borrow::Cow::Borrowed as B;

use super::schema::{DetectorKind, Examples, Rule, RuleFile, ValueForm};
use crate::error::Error;
use crate::finding::{Category, Confidence, Severity};

/// The built-in rules with the file that each stands in.
pub(crate) static BUILTIN: &[(&str, Rule)] = include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

pub(crate) fn parse(text: &str, origin: &str) -> Result<Vec<Rule>, Error> {
    match toml::from_str::<RuleFile>(text) {
        Ok(file) => Ok(file.rules()),
        Err(error) => Err(Error::rule(origin, rule_before(text, &error), one_line(&error))),
    }
}

/// The id that stands nearest before the error: TOML's own message names only a line.
fn rule_before<'t>(text: &'t str, error: &toml::de::Error) -> Option<&'t str> {
    let end = error.span()?.end.min(text.len());
    let before = text.get(..end)?;
    let own = &before[before.rfind("[[rule]]")?..];
    let id = own.lines().find_map(|line| line.trim_start().strip_prefix("id"))?;
    id.split('"').nth(1)
}

fn one_line(error: &toml::de::Error) -> String {
    let text = error.to_string();
    let words: Vec<&str> = text.split_whitespace().filter(|word| *word != "|").collect();
    words.join(" ")
}
