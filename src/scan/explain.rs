//! Why a line is a finding, or none: what detectors noted, and what became of their matches.
//!
//! It decides nothing: it asks the same code as a scan, and adds words.

use super::detect::{Match, Note};
use super::{Scanner, Scratch, overlap, subject};
use crate::finding::Confidence;

impl Scanner {
    /// Scans one line of text and tells what its detectors made of it: their notes in the order of the
    /// line, then what became of each match.
    pub fn explain(&self, scratch: &mut Scratch, line: &[u8]) -> Vec<Note> {
        scratch.found.notes = Some(Vec::new());
        self.inner.plan.search(scratch, line, 0..line.len(), line);
        let mut notes = scratch.found.notes.take().unwrap_or_default();
        notes.sort_by_key(|note| note.span.start);
        let mut matches = std::mem::take(&mut scratch.found.matches);
        matches.sort_by_key(|found| found.value.start);
        let all = matches.clone();
        overlap::resolve(&mut matches);
        for found in &all {
            notes.push(match matches.contains(found) {
                true => self.kept(line, found),
                false => self.dropped(found, &matches),
            });
        }
        // Two keywords of one rule may lead to one value.
        let mut seen = Vec::new();
        notes.retain(|note| {
            let new = !seen.contains(note);
            seen.extend(new.then(|| note.clone()));
            new
        });
        notes
    }

    fn kept(&self, line: &[u8], found: &Match) -> Note {
        let rule = self.inner.rules.at(found.rule);
        let confidence = found.confidence.min(rule.confidence);
        let mut what = match () {
            () if !rule.on_by_default() => {
                format!("found, not reported unless `{}` is enabled", rule.category)
            }
            () if confidence == Confidence::Low => {
                "found, not reported by default: low confidence".to_owned()
            }
            () => format!("reported, {confidence} confidence"),
        };
        if confidence < found.confidence {
            what.push_str(&format!(
                ": the match is worth {}, the rule gives no more",
                found.confidence
            ));
        }
        let layers: Vec<_> = found.layers.iter().map(|layer| layer.to_string()).collect();
        if !layers.is_empty() {
            what.push_str(&format!("; under {}", layers.join(", ")));
        }
        if let Some(who) = subject::find(line, &found.value) {
            what.push_str(&format!("; whose it is stands at {}..{}", who.start, who.end));
        }
        let reported = rule.on_by_default() && confidence > Confidence::Low;
        Note { who: rule.id.to_string(), span: found.value.clone(), what, reported }
    }

    fn dropped(&self, found: &Match, kept: &[Match]) -> Note {
        let overlaps = |better: &&Match| {
            better.value.start < found.value.end && found.value.start < better.value.end
        };
        let why = kept.iter().find(overlaps).map(|better| {
            let by = match () {
                () if found.confidence == Confidence::Low => "is surer",
                () if better.rank > found.rank => "is more specific",
                () if better.confidence > found.confidence => "is surer",
                () if better.named > found.named => "knows more of it",
                () => "comes first",
            };
            format!("dropped: {} has this value and {by}", self.inner.rules.at(better.rule).id)
        });
        let what = why.unwrap_or_else(|| "dropped: a better match overlaps it".to_owned());
        let who = self.inner.rules.at(found.rule).id.to_string();
        Note { who, span: found.value.clone(), what, reported: false }
    }
}
