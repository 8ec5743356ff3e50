//! From a foreign rule to rules of ours: one, or one for each branch of its pattern.
//!
//! It reads no format.

use super::{Foreign, keyword, pattern, sample};
use crate::finding::Confidence;
use crate::rules::{LEAD_MAX, compile};

/// The most patterns of values that are no findings.
const IGNORED: usize = 256;

/// A rule of ours, as text.
#[derive(Debug)]
pub(super) struct Made {
    id: String,
    /// What was left out of its pattern.
    pub(super) notes: Vec<String>,
    /// All before the examples.
    head: String,
    miss: String,
    /// Lines that hit, the first one in use.
    hits: Vec<String>,
}

impl Made {
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Turns to the next example; none is left where that is false.
    pub(super) fn next_example(&mut self) -> bool {
        self.hits.remove(0);
        !self.hits.is_empty()
    }

    pub(super) fn toml(&self) -> String {
        let hit = self.hits.first().map(|hit| quoted(hit)).unwrap_or_default();
        format!("{}examples.hit = [{hit}]\nexamples.miss = [{}]\n", self.head, quoted(&self.miss))
    }
}

/// Makes the rules of one foreign rule. `id` gives an id that is free.
pub(super) fn make(
    foreign: &Foreign,
    tool: &str,
    id: &mut dyn FnMut(&str) -> String,
) -> Result<Vec<Made>, String> {
    if let Some(why) = &foreign.dropped {
        return Err(why.clone());
    }
    let Some(regex) = &foreign.regex else {
        return Err("it has no pattern of content".to_owned());
    };
    let branches = pattern::translate(regex, &foreign.group)?;
    let mut made = Vec::new();
    for (nth, branch) in branches.into_iter().enumerate() {
        let name =
            if nth == 0 { foreign.id.clone() } else { format!("{}-{}", foreign.id, nth + 1) };
        let (parts, mut notes) = parts(&branch, foreign)?;
        notes.extend(branch.notes);
        made.push((name, parts, notes));
    }
    let finish = |(name, parts, notes): (String, Parts, Vec<String>)| {
        let id = id(&name);
        let head = parts.head(&id, foreign, tool);
        Made { id, notes, head, miss: parts.miss, hits: parts.hits }
    };
    Ok(made.into_iter().map(finish).collect())
}

/// What a pattern comes to.
struct Parts {
    regex: String,
    keywords: Vec<String>,
    lead: usize,
    ignore: Vec<String>,
    hits: Vec<String>,
    miss: String,
}

fn parts(branch: &pattern::Branch, foreign: &Foreign) -> Result<(Parts, Vec<String>), String> {
    let mut notes = Vec::new();
    let compiled = compile(&branch.regex).map_err(|error| format!("its pattern: {error}"))?;
    let needed = keyword::required(&branch.hir)
        .ok_or("no literal of 2 bytes or more stands in every match, before the value ends")?;
    let lead = match needed.lead {
        Some(lead) if lead <= LEAD_MAX => lead,
        _ => {
            notes.push(format!("a match starts at most {LEAD_MAX} bytes before its keyword"));
            LEAD_MAX
        }
    };
    let keywords = needed.literals;
    let mut ignore = Vec::new();
    for text in &foreign.ignore {
        let plain = pattern::dialect(text);
        match compile(&plain) {
            Ok(_) if ignore.len() < IGNORED => ignore.push(plain),
            Ok(_) => {
                notes.push(format!("of its patterns of allowed values the first {IGNORED} alone"));
            }
            Err(error) => notes.push(format!("an allowed value: {error}")),
        }
    }
    notes.dedup();
    let ignored: Vec<_> = ignore.iter().filter_map(|text| compile(text).ok()).collect();
    let hits = sample::lines(&branch.hir, &compiled, &keywords, &ignored);
    if hits.is_empty() {
        return Err(
            "no example could be made of its pattern, so that it could be checked".to_owned()
        );
    }
    let miss = format!("nothing but {} in this line", keywords[0]);
    let miss = if compiled.is_match(miss.as_bytes()) { "nothing".to_owned() } else { miss };
    Ok((Parts { regex: branch.regex.clone(), keywords, lead, ignore, hits, miss }, notes))
}

impl Parts {
    /// The rule without its examples.
    fn head(&self, id: &str, foreign: &Foreign, tool: &str) -> String {
        let summary = one_line(&foreign.summary, 120);
        let summary = if summary.is_empty() { foreign.id.clone() } else { summary };
        let mut text = format!(
            "[[rule]]\nid = {}\nsummary = {}\nseverity = \"high\"\n",
            quoted(id),
            quoted(summary.trim_end_matches('.'))
        );
        if let Some(confidence) = foreign.confidence.filter(|c| *c != Confidence::High) {
            text += &format!("confidence = \"{confidence}\"\n");
        }
        text += &format!("keywords = {}\nregex = {}\n", list(&self.keywords), quoted(&self.regex));
        if self.lead > 0 {
            text += &format!("lead = {}\n", self.lead);
        }
        if let Some(entropy) = foreign.entropy.filter(|entropy| *entropy > 0.0) {
            text += &format!("entropy = {entropy:?}\n");
        }
        if !self.ignore.is_empty() {
            text += &format!("ignore = {}\n", list(&self.ignore));
        }
        text += "risk = \"Opens what it was issued for, to whoever reads the log.\"\n";
        text += "remedy = \"Revoke it with its issuer; then keep it out of the log.\"\n";
        if !foreign.references.is_empty() {
            text += &format!("references = {}\n", list(&foreign.references));
        }
        text + &format!("unconfirmed = {}\n", quoted(&format!("imported from a rule of {tool}")))
    }
}

fn one_line(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|c| !c.is_control()).take(most).collect()
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn list(texts: &[String]) -> String {
    let items: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    match items.iter().map(String::len).sum::<usize>() {
        0..90 => format!("[{}]", items.join(", ")),
        _ => format!("[\n  {},\n]", items.join(",\n  ")),
    }
}
