//! The YAML of kingfisher: a list of rules under `rules`.
//!
//! It reads keys and judges no pattern. The parser bounds depth, aliases and size.

use serde_json::{Map, Value};

use super::filter;
use super::{File, Foreign};

/// Keys that say nothing about what a rule finds.
const SILENT: [&str; 9] = [
    "id",
    "name",
    "pattern",
    "confidence",
    "examples",
    "negative_examples",
    "references",
    "visible",
    "categories",
];

/// Reads a file.
pub(super) fn read(text: &str) -> Result<File, String> {
    let value: Value = serde_saphyr::from_str(text).map_err(|error| {
        let line = error.location().map_or(1, |location| location.line());
        let text = error.to_string();
        let what = text.lines().next().unwrap_or_default();
        format!("line {line}: {}", what.split_whitespace().collect::<Vec<_>>().join(" "))
    })?;
    let list = match &value {
        Value::Object(map) => map.get("rules").and_then(Value::as_array),
        Value::Array(list) => Some(list),
        _ => None,
    };
    let Some(list) = list else { return Err("no list of rules under `rules`".to_owned()) };
    let mut lines = ids(text);
    let rules = list.iter().zip(1..).map(|(value, nth)| {
        let map = value.as_object().ok_or(format!("rule {nth}: it is no mapping"))?;
        Ok(rule(map, lines.next().unwrap_or(0)))
    });
    Ok(File { rules: rules.collect::<Result<_, String>>()?, notes: Vec::new(), tool: "kingfisher" })
}

/// The lines where the patterns of rules begin, in their order.
fn ids(text: &str) -> impl Iterator<Item = usize> + '_ {
    let key = |line: &str| line.trim_start_matches([' ', '-', '"']).starts_with("pattern");
    text.lines()
        .zip(1..)
        .filter(move |(line, _)| key(line) && line.contains(':'))
        .map(|(_, nth)| nth)
}

fn rule(map: &Map<String, Value>, line: usize) -> Foreign {
    let text = |key: &str| map.get(key).and_then(Value::as_str).map(str::to_owned);
    let references = map.get("references").and_then(Value::as_array).into_iter().flatten();
    let https = |url: &&str| url.starts_with("https://") && !url.contains([' ', '"']);
    let mut rule = Foreign {
        id: text("id").or_else(|| text("name")).unwrap_or_default(),
        summary: text("name").unwrap_or_default(),
        line,
        regex: text("pattern").map(|pattern| pattern.trim().to_owned()),
        confidence: text("confidence").and_then(|text| text.parse().ok()),
        references: references.filter_map(Value::as_str).filter(https).map(str::to_owned).collect(),
        ..Foreign::default()
    };
    for (key, value) in map {
        match key.as_str() {
            "min_entropy" => rule.entropy = value.as_f64(),
            "pattern_requirements" => requirements(value, &mut rule),
            "validation" | "revocation" => {
                rule.notes.push("live validation: nothing found leaves the machine".to_owned());
            }
            "depends_on_rule" => {
                rule.notes.push("`depends_on_rule`: other values that complete it".to_owned());
            }
            key if SILENT.contains(&key) => {}
            other => {
                let word: String = other.chars().filter(|c| !c.is_control()).take(40).collect();
                rule.notes.push(format!("`{word}`"));
            }
        }
    }
    rule.notes.dedup();
    if map.get("visible").and_then(Value::as_bool) == Some(false) {
        rule.dropped = Some("it is a part of other rules and not reported by itself".to_owned());
    }
    rule
}

fn requirements(value: &Value, rule: &mut Foreign) {
    let Some(map) = value.as_object() else { return };
    let mut counts = false;
    for (key, value) in map {
        match key.as_str() {
            "ignore_if_contains" => {
                let words = value.as_array().into_iter().flatten().filter_map(Value::as_str);
                let words: Vec<String> = words.map(str::to_owned).collect();
                if !words.is_empty() {
                    rule.ignore.push(filter::any_of(&words));
                }
            }
            "checksum" => rule.notes.push("the checksum of its value".to_owned()),
            _ => counts = true,
        }
    }
    if counts {
        rule.notes.push("how many digits, letters or marks its value needs".to_owned());
    }
}
