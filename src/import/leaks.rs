//! The TOML of gitleaks and betterleaks.
//!
//! It reads keys and judges no pattern. A key that it does not know is told.

use toml::{Table, Value};

use super::filter;
use super::{File, Foreign, Group};

/// Keys of a rule that say nothing about what it finds.
const SILENT: [&str; 6] = ["id", "description", "tags", "keywords", "specificity", "confidence"];
/// Keys of what asks somebody outside.
const LIVE: [&str; 3] = ["validate", "revoke", "analyze"];

/// Reads a file.
pub(super) fn read(text: &str) -> Result<File, String> {
    let table: Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error
            .span()
            .map_or(1, |span| 1 + newlines(&text.as_bytes()[..span.start.min(text.len())]));
        let what = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
        format!("line {line}: {what}")
    })?;
    let mut notes = Vec::new();
    let mut shared = Allowed::default();
    for (key, value) in &table {
        match (key.as_str(), value) {
            ("rules", Value::Array(_)) | ("title" | "description" | "minVersion", _) => {}
            ("allowlist", Value::Table(list)) => shared.add(list),
            ("allowlists", Value::Array(lists)) => {
                for list in lists.iter().filter_map(Value::as_table) {
                    match list.contains_key("targetRules") {
                        true => notes
                            .push("an allowlist for some rules alone (`targetRules`)".to_owned()),
                        false => shared.add(list),
                    }
                }
            }
            ("filter", Value::String(text)) => shared.filter(text),
            ("extend", _) => {
                notes.push("`extend`: the rules of another file are not read".to_owned());
            }
            ("rules", _) => return Err("`rules` is no list of tables".to_owned()),
            (other, _) => notes.push(format!("`{}`", known(other))),
        }
    }
    notes.extend(shared.notes.iter().map(|note| format!("of what is allowed everywhere: {note}")));
    let better = table.contains_key("filter") || table.contains_key("prefilter");
    let rules = table.get("rules").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut lines = headers(text);
    let rules = rules.iter().map(|value| {
        let line = lines.next().unwrap_or(0);
        value
            .as_table()
            .map(|table| rule(table, line, &shared))
            .ok_or(format!("line {line}: a rule is no table"))
    });
    let tool = if better { "betterleaks" } else { "gitleaks" };
    Ok(File { rules: rules.collect::<Result<_, _>>()?, notes, tool })
}

/// The lines of the tables of rules, in their order.
fn headers(text: &str) -> impl Iterator<Item = usize> + '_ {
    let lines = text.lines().zip(1..);
    lines.filter(|(line, _)| line.trim_start().starts_with("[[rules]]")).map(|(_, nth)| nth)
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| **b == b'\n').count()
}

fn rule(table: &Table, line: usize, shared: &Allowed) -> Foreign {
    let text = |key: &str| table.get(key).and_then(Value::as_str).map(str::to_owned);
    let mut rule = Foreign {
        id: text("id").unwrap_or_default(),
        summary: text("description").unwrap_or_default(),
        line,
        regex: text("regex"),
        confidence: text("confidence").and_then(|text| text.parse().ok()),
        ..Foreign::default()
    };
    let mut allowed =
        Allowed { ignore: shared.ignore.clone(), entropy: shared.entropy, ..Allowed::default() };
    let mut live = false;
    for (key, value) in table {
        match (key.as_str(), value) {
            ("regex", Value::String(_)) => {}
            ("entropy", Value::Float(entropy)) => rule.entropy = Some(*entropy),
            ("entropy", Value::Integer(entropy)) => rule.entropy = Some(*entropy as f64),
            ("secretGroup" | "valueGroup", Value::Integer(nth)) => {
                rule.group = u32::try_from(*nth)
                    .ok()
                    .filter(|nth| *nth > 0)
                    .map_or(Group::First, Group::Number);
            }
            ("allowlist", Value::Table(list)) => allowed.add(list),
            ("allowlists", Value::Array(lists)) => {
                lists.iter().filter_map(Value::as_table).for_each(|list| allowed.add(list));
            }
            ("filter", Value::String(text)) => allowed.filter(text),
            ("path", _) if !table.contains_key("regex") => {
                rule.dropped = Some("it looks at paths alone".to_owned());
            }
            ("path", _) => rule.dropped = Some("it is for files of certain paths alone".to_owned()),
            ("skipReport", Value::Boolean(true)) => {
                rule.dropped =
                    Some("it is a part of other rules and not reported by itself".to_owned());
            }
            ("skipReport", _) => {}
            ("required", _) => {
                rule.dropped =
                    Some("it needs findings of other rules nearby (`required`)".to_owned());
            }
            ("components", _) => {
                rule.notes.push("`components`: what it is completed by".to_owned());
            }
            (key, _) if LIVE.contains(&key) => live = true,
            (key, _) if SILENT.contains(&key) => {}
            (other, _) => rule.notes.push(format!("`{}`", known(other))),
        }
    }
    if live {
        rule.notes.push("live validation: nothing found leaves the machine".to_owned());
    }
    rule.entropy = rule.entropy.into_iter().chain(allowed.entropy).reduce(f64::max);
    rule.ignore = allowed.ignore;
    rule.notes.extend(allowed.notes);
    rule
}

/// Values that are no findings.
#[derive(Debug, Default)]
struct Allowed {
    ignore: Vec<String>,
    entropy: Option<f64>,
    notes: Vec<String>,
}

impl Allowed {
    fn add(&mut self, list: &Table) {
        let texts = |key: &str| -> Vec<String> {
            let all =
                list.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            all.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let target = list.get("regexTarget").and_then(Value::as_str).unwrap_or("secret");
        let all = list
            .get("condition")
            .and_then(Value::as_str)
            .is_some_and(|c| c.eq_ignore_ascii_case("and"));
        let (regexes, stopwords) = (texts("regexes"), texts("stopwords"));
        let outside = ["paths", "commits"].iter().any(|key| list.contains_key(*key));
        let kinds = usize::from(!regexes.is_empty())
            + usize::from(!stopwords.is_empty())
            + usize::from(outside);
        if all && kinds > 1 {
            self.notes.push("an allowlist whose conditions must all hold".to_owned());
            return;
        }
        if outside {
            self.notes.push("an allowlist of paths or commits: logs have neither".to_owned());
        }
        match target {
            "secret" => self.ignore.extend(regexes),
            _ if regexes.is_empty() => {}
            _ => self.notes.push(format!("an allowlist of patterns for the {}", known(target))),
        }
        if !stopwords.is_empty() {
            self.ignore.push(filter::any_of(&stopwords));
        }
    }

    fn filter(&mut self, text: &str) {
        let filter = filter::read(text);
        self.entropy = self.entropy.into_iter().chain(filter.entropy).reduce(f64::max);
        self.ignore.extend(filter.ignore);
        if filter.left_out > 0 {
            self.notes.push(format!("{} clauses of its filter expression", filter.left_out));
        }
    }
}

/// A word of the file, as far as it can stand in a message.
fn known(word: &str) -> String {
    word.chars().filter(|c| !c.is_control()).take(40).collect()
}
