//! Leak sites: the findings of one log statement in one family of files, as one.
//!
//! Memory is bounded whatever comes: so many sites, so many samples of each, and a count by rule of
//! what goes beyond. It holds no value of a secret unless it was asked to, and writes nothing.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::escape::raw;
use super::summary::{Beyond, Grouped, Totals};
use crate::fact::Fact;
use crate::finding::{
    Category, Confidence, Finding, Fingerprint, Layers, Place, Severity, SourceName, Statement,
};
use crate::site::site_id;

/// How much is kept.
#[derive(Clone, Copy)]
pub(crate) struct Bounds {
    /// Sites of all rules. GitHub refuses a SARIF run of more than 25,000 results.
    pub(crate) sites: usize,
    /// Sites of one rule, so that a noisy rule leaves room for the others.
    pub(crate) rule_sites: usize,
    /// Bytes of values kept, where values are shown.
    pub(crate) value_bytes: usize,
}

impl Bounds {
    pub(crate) const USUAL: Bounds =
        Bounds { sites: 20_000, rule_sites: 5_000, value_bytes: 8 << 20 };
}

/// Places of a site that are listed.
const SAMPLES: usize = 5;
/// Different values of a site that are told apart; more are "at least" so many.
const VALUES: usize = 16;
/// Bytes of one value that are kept.
const VALUE_BYTES: usize = 4096;
/// Bytes of a key that are kept.
const KEY_BYTES: usize = 256;
/// Statements of the current file whose site is remembered.
const REMEMBERED: usize = 4096;

/// One place of a value.
#[derive(Clone)]
pub(crate) struct Spot {
    pub(crate) file: Arc<SourceName>,
    pub(crate) place: Place,
    pub(crate) bytes: Range<u64>,
}

/// An occurrence that is listed.
pub(crate) struct Sample {
    pub(crate) spot: Spot,
    pub(crate) fingerprint: Fingerprint,
    pub(crate) layers: Layers,
    pub(crate) facts: Box<[Fact]>,
    /// The value, cut to a bound; only where values are shown.
    pub(crate) value: Option<Box<[u8]>>,
}

/// One leak site.
pub(crate) struct Site {
    pub(crate) id: Box<str>,
    /// The place of its rule in [`Sites::rules`].
    pub(crate) rule: usize,
    pub(crate) category: Category,
    /// The worst of its findings.
    pub(crate) severity: Severity,
    /// The surest of its findings.
    pub(crate) confidence: Confidence,
    pub(crate) key: Box<str>,
    pub(crate) count: u64,
    pub(crate) files: u64,
    /// The first occurrence, and then those that brought a new value or a new file.
    pub(crate) samples: Vec<Sample>,
    pub(crate) last: Spot,
    values: Distinct,
    subjects: Distinct,
}

/// Keyed digests that are told apart up to a bound.
#[derive(Default)]
struct Distinct {
    known: Vec<Fingerprint>,
    more: bool,
}

impl Distinct {
    /// Whether this one is new and could still be remembered.
    fn add(&mut self, one: Fingerprint) -> bool {
        let known = self.known.contains(&one);
        let room = self.known.len() < VALUES;
        if !known && room {
            self.known.push(one);
        }
        self.more |= !known && !room;
        !known && room
    }

    /// How many there are, and whether that is all of them.
    fn count(&self) -> (u64, bool) {
        (self.known.len() as u64, !self.more)
    }
}

impl Site {
    pub(crate) fn first(&self) -> &Spot {
        self.samples.first().map_or(&self.last, |sample| &sample.spot)
    }

    /// The facts of the first occurrence.
    pub(crate) fn facts(&self) -> &[Fact] {
        self.samples.first().map_or(&[], |sample| &sample.facts)
    }

    /// How many different values it leaked, and whether that is all of them.
    pub(crate) fn values(&self) -> (u64, bool) {
        self.values.count()
    }

    /// How many different users, addresses or accounts stood beside it, and whether that is all.
    pub(crate) fn subjects(&self) -> (u64, bool) {
        self.subjects.count()
    }

    /// "1204 times in 3 files with at least 16 different values".
    pub(crate) fn extent(&self) -> String {
        match self.count {
            1 => "once".to_owned(),
            count => format!("{count} times {}", self.reach()),
        }
    }

    /// "in 3 files with at least 16 different values".
    pub(crate) fn reach(&self) -> String {
        let files = match self.files {
            1 => String::new(),
            files => format!("in {files} files "),
        };
        match self.values() {
            (1, _) => files + "with one and the same value",
            (values, true) => format!("{files}with {values} different values"),
            (values, false) => format!("{files}with at least {values} different values"),
        }
    }

    fn take(&mut self, spot: &Spot, finding: &Finding<'_>) -> bool {
        self.count += 1;
        self.severity = self.severity.max(finding.severity);
        self.confidence = self.confidence.max(finding.confidence);
        let mut new = false;
        // Files come one after the other, each whole.
        if !Arc::ptr_eq(&self.last.file, &spot.file) {
            self.files += 1;
            new = true;
        }
        new |= self.values.add(finding.fingerprint);
        if let Some(subject) = finding.subject {
            self.subjects.add(subject);
        }
        self.last.clone_from(spot);
        new && self.samples.len() < SAMPLES
    }
}

/// A rule that fired.
pub(crate) struct Fired {
    pub(crate) id: String,
    /// The worst of its findings, listed or not.
    pub(crate) severity: Severity,
    sites: usize,
    /// Findings at sites beyond the bound.
    pub(crate) beyond: u64,
}

#[derive(Clone, Copy)]
enum Slot {
    Site(usize),
    Beyond { rule: usize },
}

/// The leak sites of a scan, in the order of their first occurrence.
pub(crate) struct Sites {
    bounds: Bounds,
    keep_values: bool,
    list: Vec<Site>,
    by_id: HashMap<Box<str>, usize>,
    rules: Vec<Fired>,
    rule_by_id: HashMap<String, usize>,
    file: Option<Arc<SourceName>>,
    files: u64,
    findings: u64,
    last: Option<(Statement, Slot)>,
    in_file: HashMap<Statement, Slot>,
    value_bytes: usize,
}

impl Sites {
    pub(crate) fn new(bounds: Bounds, keep_values: bool) -> Self {
        Sites {
            bounds,
            keep_values,
            list: Vec::new(),
            by_id: HashMap::new(),
            rules: Vec::new(),
            rule_by_id: HashMap::new(),
            file: None,
            files: 0,
            findings: 0,
            last: None,
            in_file: HashMap::new(),
            value_bytes: 0,
        }
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &Site> {
        self.list.iter()
    }

    /// The rules that fired, in the order in which they first did.
    pub(crate) fn rules(&self) -> &[Fired] {
        &self.rules
    }

    /// How many findings were taken.
    pub(crate) fn findings(&self) -> u64 {
        self.findings
    }

    /// How many files they were in.
    pub(crate) fn files(&self) -> u64 {
        self.files
    }

    pub(crate) fn totals(&self) -> Totals {
        let beyond = self.rules.iter().filter(|rule| rule.beyond > 0);
        let beyond =
            beyond.map(|rule| Beyond { rule_id: rule.id.clone(), findings: rule.beyond }).collect();
        let grouped = Grouped { sites: self.list.len() as u64, files: self.files, beyond };
        Totals { findings: self.findings, grouped: Some(grouped) }
    }

    /// Takes one finding.
    pub(crate) fn take(&mut self, at: &SourceName, finding: &Finding<'_>) {
        self.findings += 1;
        let file = self.enter(at);
        let slot = match self.last {
            Some((statement, slot)) if statement == finding.statement => slot,
            _ => self.slot(at, finding, &file),
        };
        self.last = Some((finding.statement, slot));
        match slot {
            Slot::Beyond { rule } => {
                let rule = &mut self.rules[rule];
                rule.beyond += 1;
                rule.severity = rule.severity.max(finding.severity);
            }
            Slot::Site(nth) => {
                let spot = Spot { file, place: finding.place, bytes: finding.bytes.clone() };
                let site = &mut self.list[nth];
                let rule = &mut self.rules[site.rule];
                rule.severity = rule.severity.max(finding.severity);
                if site.take(&spot, finding) {
                    let sample = self.sample(spot, finding);
                    self.list[nth].samples.push(sample);
                }
            }
        }
    }

    fn enter(&mut self, at: &SourceName) -> Arc<SourceName> {
        match &self.file {
            Some(file) if raw(file) == raw(at) => Arc::clone(file),
            _ => {
                let file = Arc::new(at.clone());
                self.file = Some(Arc::clone(&file));
                self.files += 1;
                self.last = None;
                self.in_file.clear();
                file
            }
        }
    }

    /// Where a finding goes. A site id costs two digests, so it is made once for a statement and a
    /// file, as long as they are not too many.
    fn slot(&mut self, at: &SourceName, finding: &Finding<'_>, file: &Arc<SourceName>) -> Slot {
        if let Some(&slot) = self.in_file.get(&finding.statement) {
            return slot;
        }
        let id = site_id(finding.statement, at).into_boxed_str();
        let slot = match self.by_id.get(&id) {
            Some(&nth) => Slot::Site(nth),
            None => self.open(id, finding, file),
        };
        if self.in_file.len() >= REMEMBERED {
            self.in_file.clear();
        }
        self.in_file.insert(finding.statement, slot);
        slot
    }

    fn open(&mut self, id: Box<str>, finding: &Finding<'_>, file: &Arc<SourceName>) -> Slot {
        let rule = self.rule(finding);
        let full = self.list.len() >= self.bounds.sites;
        if full || self.rules[rule].sites >= self.bounds.rule_sites {
            return Slot::Beyond { rule };
        }
        self.rules[rule].sites += 1;
        let nth = self.list.len();
        let spot =
            Spot { file: Arc::clone(file), place: finding.place, bytes: finding.bytes.clone() };
        self.list.push(Site {
            id: id.clone(),
            rule,
            category: finding.category,
            severity: finding.severity,
            confidence: finding.confidence,
            key: cut(finding.key).into(),
            count: 0,
            files: 1,
            samples: Vec::new(),
            last: spot,
            values: Distinct::default(),
            subjects: Distinct::default(),
        });
        self.by_id.insert(id, nth);
        Slot::Site(nth)
    }

    fn rule(&mut self, finding: &Finding<'_>) -> usize {
        if let Some(&nth) = self.rule_by_id.get(finding.rule) {
            return nth;
        }
        let nth = self.rules.len();
        let id = finding.rule.to_owned();
        self.rule_by_id.insert(id.clone(), nth);
        self.rules.push(Fired { id, severity: finding.severity, sites: 0, beyond: 0 });
        nth
    }

    fn sample(&mut self, spot: Spot, finding: &Finding<'_>) -> Sample {
        let value = finding.secret.expose();
        let length = value.len().min(VALUE_BYTES);
        let room = self.keep_values && self.value_bytes + length <= self.bounds.value_bytes;
        let value = room.then(|| {
            self.value_bytes += length;
            Box::from(&value[..length])
        });
        Sample {
            spot,
            fingerprint: finding.fingerprint,
            layers: finding.layers,
            facts: finding.facts.into(),
            value,
        }
    }
}

/// The end of a long key tells more than its start.
fn cut(key: &str) -> &str {
    let mut start = key.len().saturating_sub(KEY_BYTES);
    while !key.is_char_boundary(start) {
        start += 1;
    }
    &key[start..]
}
