//! What must hold for a rule beyond its form.
//!
//! It compiles patterns to see that they compile, and runs none; the examples are run by whoever has
//! a scanner.

use super::call::Call;
use super::placeholder::unmarked;
use super::schema::{DetectorKind, Rule, Text, ValueForm};
use super::tool::Tool;
use crate::error::Error;
use crate::validate::{self, national};

/// Compiled size above which a pattern is refused, in bytes.
pub(crate) const PATTERN_SIZE: usize = 4 << 20;
/// The most groups of a pattern: each is a value.
pub(crate) const GROUPS: usize = 8;
/// A match may start at most this far before its keyword.
pub(crate) const LEAD_MAX: usize = 256;

pub(crate) fn rule(rule: &Rule, origin: &str) -> Result<(), Error> {
    let fail = |message: String| Err(Error::rule(origin, Some(&rule.id), message));
    let id_ok = !rule.id.is_empty()
        && rule.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !id_ok {
        return fail(format!("id `{}` is not kebab-case", rule.id));
    }
    let required = [("summary", &rule.summary), ("risk", &rule.risk), ("remedy", &rule.remedy)];
    for (key, text) in required {
        if text.trim().is_empty() {
            return fail(format!("{key} is empty"));
        }
    }
    keywords(rule).or_else(fail)?;
    pattern(rule).or_else(fail)?;
    if let Some(name) = rule.validate.iter().find(|name| validate::named(name).is_none()) {
        let known: Vec<_> = validate::names().collect();
        return fail(format!("validate: unknown `{name}`: one of {}", known.join(", ")));
    }
    if rule.detector == DetectorKind::National
        && let Some(name) = rule.validate.iter().find(|name| national::named(name).is_none())
    {
        return fail(format!("validate: `{name}` is no national id"));
    }
    examples(rule).or_else(fail)
}

fn keywords(rule: &Rule) -> Result<(), String> {
    let by_lists = matches!(
        rule.detector,
        DetectorKind::Keyed | DetectorKind::Context | DetectorKind::Command | DetectorKind::Call
    );
    if rule.keywords.is_empty() && !by_lists {
        return Err("keywords is empty: nothing would ever be looked at".to_owned());
    }
    for keyword in rule.keywords.iter() {
        if keyword.len() < 2 || keyword.len() > 64 {
            return Err(format!("keywords: `{keyword}` has not 2 to 64 bytes"));
        }
        if keyword.bytes().any(|b| b.is_ascii_uppercase()) {
            return Err(format!("keywords: `{keyword}` is not lower case"));
        }
    }
    Ok(())
}

fn pattern(rule: &Rule) -> Result<(), String> {
    let by_pattern = matches!(rule.detector, DetectorKind::Token | DetectorKind::Statement);
    let may_have = by_pattern || rule.detector == DetectorKind::Field;
    if by_pattern && rule.regex.is_empty() || !may_have && !rule.regex.is_empty() {
        let must = if by_pattern { "needs a regex" } else { "takes no regex" };
        return Err(format!("regex: this detector {must}"));
    }
    let named = rule.detector == DetectorKind::Context;
    let keyed = named
        || matches!(rule.detector, DetectorKind::Keyed | DetectorKind::Card | DetectorKind::Field);
    // An id may do without.
    let either = rule.detector == DetectorKind::National;
    let owned = rule.detector == DetectorKind::Keyed;
    let command = rule.detector == DetectorKind::Command;
    let call = rule.detector == DetectorKind::Call;
    let lists = [
        ("keys", keyed || either && !rule.keys.is_empty(), rule.keys.is_empty()),
        ("names", named || owned && !rule.names.is_empty(), rule.names.is_empty()),
        ("tools", command, rule.tools.is_empty()),
        ("calls", call, rule.calls.is_empty()),
    ];
    for (list, wanted, empty) in lists {
        if wanted == empty {
            let must = if empty { "needs" } else { "takes no" };
            return Err(format!("{list}: this detector {must} {list}"));
        }
    }
    if named && !rule.keywords.is_empty() {
        return Err(
            "keywords: this detector names what `keyed` found and looks for nothing".to_owned()
        );
    }
    for line in rule.tools.iter() {
        Tool::parse(line).map_err(|e| format!("tools: {e}"))?;
    }
    for line in rule.calls.iter() {
        Call::parse(line).map_err(|e| format!("calls: {e}"))?;
    }
    if call && rule.keywords.iter().any(|keyword| !keyword.ends_with('(')) {
        return Err("keywords: for this detector each ends with the bracket of the call".to_owned());
    }
    let text = rule.detector == DetectorKind::Field && rule.value == ValueForm::Line;
    if rule.value != ValueForm::Group && rule.detector != DetectorKind::Statement && !text {
        return Err("value: only the statement detector takes it".to_owned());
    }
    if !rule.beside.is_empty() && rule.detector != DetectorKind::Field {
        return Err("beside: only the field detector takes it".to_owned());
    }
    if rule.lead > LEAD_MAX {
        return Err(format!("lead {} is over {LEAD_MAX}", rule.lead));
    }
    let of_token = rule.entropy != 0.0 || !rule.ignore.is_empty();
    if of_token && rule.detector != DetectorKind::Token {
        return Err("entropy, ignore: only the token detector takes them".to_owned());
    }
    if !(0.0..=8.0).contains(&rule.entropy) {
        return Err(format!("entropy {} is not 0 to 8 bits a byte", rule.entropy));
    }
    for pattern in rule.ignore.iter() {
        compile(pattern).map_err(|e| format!("ignore: {e}"))?;
    }
    ignored(&rule.ignore).map_err(|e| format!("ignore: {e}"))?;
    if !rule.regex.is_empty() {
        let regex = compile(&rule.regex).map_err(|e| format!("regex: {e}"))?;
        groups(rule, regex.captures_len() - 1)?;
    }
    Ok(())
}

/// Each group of a pattern is a value, so where there is another way to one there must be none.
fn groups(rule: &Rule, count: usize) -> Result<(), String> {
    let instead = "use (?:…) for what is no value";
    if rule.detector != DetectorKind::Statement && count > 1 {
        return Err(format!("regex: {count} groups where there is one value; {instead}"));
    }
    let within = matches!(
        rule.value,
        ValueForm::Group | ValueForm::Name | ValueForm::Opaque | ValueForm::Chosen
    );
    if rule.detector == DetectorKind::Statement && !within && count > 0 {
        let form = format!("{:?}", rule.value).to_lowercase();
        return Err(format!(
            "regex: a group, but value = \"{form}\" comes after the match; {instead}"
        ));
    }
    if count > GROUPS {
        return Err(format!("regex: {count} groups are over {GROUPS}; {instead}"));
    }
    Ok(())
}

/// The pattern as the scanner has it: on bytes.
pub(crate) fn compile(pattern: &str) -> Result<regex::bytes::Regex, String> {
    regex::bytes::RegexBuilder::new(pattern)
        .unicode(false)
        .size_limit(PATTERN_SIZE)
        .dfa_size_limit(PATTERN_SIZE)
        .build()
        .map_err(|error| error.to_string().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The patterns of values that are no findings, as one.
pub(crate) fn ignored(patterns: &[Text]) -> Result<regex::bytes::RegexSet, regex::Error> {
    regex::bytes::RegexSetBuilder::new(patterns.iter().map(AsRef::as_ref))
        .unicode(false)
        .size_limit(PATTERN_SIZE)
        .dfa_size_limit(PATTERN_SIZE)
        .build()
}

fn examples(rule: &Rule) -> Result<(), String> {
    if rule.examples.hit.is_empty() || rule.examples.miss.is_empty() {
        return Err("examples: at least one hit and one miss".to_owned());
    }
    for hit in rule.examples.hit.iter() {
        if unmarked(hit).is_none_or(|(_, values)| values.is_empty()) {
            return Err(format!("examples.hit: `{hit}` does not mark each value with « »"));
        }
    }
    Ok(())
}
