//! Rules of other tools, made into rules of ours: TOML of gitleaks and betterleaks, YAML of kingfisher.
//!
//! Text in, text out. What cannot be carried over is told, rule by rule: nothing is left out silently, and
//! every rule that comes out passes its own check. A token of an example is never copied: examples are made
//! of the pattern.

mod filter;
mod keyword;
mod leaks;
mod pattern;
mod rule;
mod sample;
mod yaml;

use std::collections::BTreeMap;

use crate::error::Error;
use crate::examples::run_examples;
use crate::finding::Confidence;
use crate::rules::RuleSet;
use rule::{Made, make};

/// The longest file that is read, in bytes, and the most rules in it.
const LONGEST: usize = 16 << 20;
const MOST: usize = 10_000;

/// What came of a file.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The rules, as a rule file of ours.
    pub toml: String,
    /// How many rules the file had.
    pub read: usize,
    /// How many of them came through, whole or with something left out.
    pub carried: usize,
    /// What was not carried over, in the order of the file.
    pub notes: Vec<ImportNote>,
}

/// What was not carried over of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportNote {
    /// The rule's id in its own file; empty where it is about the whole file.
    pub rule: String,
    /// The line where the rule stands; 0 where that is not known.
    pub line: usize,
    /// What was left out, and why.
    pub what: String,
    /// Whether nothing of the rule was carried over.
    pub dropped: bool,
}

/// A rule as the readers of both formats give it.
#[derive(Debug, Default)]
struct Foreign {
    id: String,
    summary: String,
    line: usize,
    regex: Option<String>,
    group: Group,
    entropy: Option<f64>,
    /// Patterns of values that are no findings.
    ignore: Vec<String>,
    confidence: Option<Confidence>,
    references: Vec<String>,
    /// Why the rule as a whole cannot be carried over.
    dropped: Option<String>,
    /// What was left out.
    notes: Vec<String>,
}

/// Which group of a pattern is the value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Group {
    /// The one of that name, if there is one, or the first, or the whole match.
    #[default]
    First,
    /// The nth.
    Number(u32),
}

/// What a file says of itself.
struct File {
    rules: Vec<Foreign>,
    /// What was left out of the file as a whole.
    notes: Vec<String>,
    /// The tool that it was written for.
    tool: &'static str,
}

/// Turns a rule file of gitleaks, betterleaks or kingfisher into one of ours. `origin` names it in
/// messages.
///
/// # Errors
/// The text is too long, or is no rule file of these tools; the message names `origin` and, where it is
/// known, the line.
pub fn import_rules(text: &str, origin: &str) -> Result<Imported, Error> {
    let fail = |message: String| Error::rule(origin, None, message);
    if text.len() > LONGEST {
        return Err(fail(format!("{} bytes are too long: at most {LONGEST}", text.len())));
    }
    let file = if is_toml(text) { leaks::read(text) } else { yaml::read(text) }.map_err(fail)?;
    if file.rules.is_empty() {
        return Err(fail("no rules in it: neither `[[rules]]` nor `rules:`".to_owned()));
    }
    if file.rules.len() > MOST {
        return Err(fail(format!("{} rules are too many: at most {MOST}", file.rules.len())));
    }
    let note =
        |rule: &str, line, what, dropped| ImportNote { rule: rule.to_owned(), line, what, dropped };
    let mut notes: Vec<ImportNote> =
        file.notes.into_iter().map(|what| note("", 0, what, false)).collect();
    let read = file.rules.len();
    let mut made: Vec<(usize, Made)> = Vec::new();
    let mut ids = Ids::new()?;
    for (nth, foreign) in file.rules.iter().enumerate() {
        match make(foreign, file.tool, &mut |id| ids.give(id)) {
            Ok(rules) => made.extend(rules.into_iter().map(|rule| (nth, rule))),
            Err(what) => notes.push(note(&foreign.id, foreign.line, what, true)),
        }
    }
    for (nth, why) in settle(&mut made, origin)? {
        let foreign = &file.rules[nth];
        let whole = !made.iter().any(|(other, _)| *other == nth);
        notes.push(note(&foreign.id, foreign.line, why, whole));
    }
    let mut came: Vec<usize> = made.iter().map(|(nth, _)| *nth).collect();
    came.dedup();
    for &nth in &came {
        let foreign = &file.rules[nth];
        let of_pattern =
            made.iter().filter(|(other, _)| *other == nth).flat_map(|(_, rule)| &rule.notes);
        let mut all: Vec<&String> = foreign.notes.iter().chain(of_pattern).collect();
        all.dedup();
        notes.extend(
            all.into_iter().map(|what| note(&foreign.id, foreign.line, what.clone(), false)),
        );
    }
    notes.sort_by_key(|note| note.line);
    let toml = made.iter().map(|(_, rule)| rule.toml()).collect::<Vec<_>>().join("\n");
    Ok(Imported { toml, read, carried: came.len(), notes })
}

/// Runs the examples of all rules together, tries the others that a rule has where one fails, and takes
/// out the rules that have none left. Returns those with the reason.
fn settle(made: &mut Vec<(usize, Made)>, origin: &str) -> Result<Vec<(usize, String)>, Error> {
    let mut out = Vec::new();
    loop {
        let text = made.iter().map(|(_, rule)| rule.toml()).collect::<Vec<_>>().join("\n");
        let failures = run_examples(&RuleSet::from_toml(&text, origin)?)?;
        let failed: BTreeMap<&str, &str> = failures.iter().map(|f| (f.rule(), f.what())).collect();
        if failed.is_empty() {
            return Ok(out);
        }
        made.retain_mut(|(nth, rule)| match failed.get(rule.id()) {
            Some(_) if rule.next_example() => true,
            Some(what) => {
                out.push((*nth, format!("its pattern does not work here: {what}")));
                false
            }
            None => true,
        });
    }
}

/// Whether text is TOML rather than YAML, by its first line that says anything.
fn is_toml(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim_start);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#') && *line != "---");
    first.is_some_and(|line| {
        let key = line.split(['=', ':', ' ', '{']).next().unwrap_or_default();
        let assigned = line[key.len()..].trim_start().starts_with('=');
        line.starts_with('[') || assigned
    })
}

/// The ids that are taken: those of the built-in rules, which a rule of the same id would replace, and
/// those of the file.
struct Ids {
    builtin: RuleSet,
    given: BTreeMap<String, usize>,
}

impl Ids {
    fn new() -> Result<Self, Error> {
        Ok(Ids { builtin: RuleSet::builtin()?, given: BTreeMap::new() })
    }

    /// An id in the form of ours.
    fn give(&mut self, id: &str) -> String {
        let kebab = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        let text: String = id.chars().take(96).map(kebab).collect();
        let parts: Vec<&str> = text.split('-').filter(|part| !part.is_empty()).collect();
        let mut id = if parts.is_empty() { "rule".to_owned() } else { parts.join("-") };
        if self.builtin.get(&id).is_some() {
            id = format!("imported-{id}");
        }
        loop {
            let count = self.given.entry(id.clone()).or_default();
            *count += 1;
            if *count == 1 {
                return id;
            }
            id = format!("{id}-{count}");
        }
    }
}

#[cfg(test)]
mod tests;
