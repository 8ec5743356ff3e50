//! A finding that outlives its chunk.
//!
//! It owns little and no part of the input, unless values are to be shown.

use std::ops::Range;

use crate::fact::Fact;
use crate::finding::{Confidence, Finding, Fingerprint, Layers, Place, Severity, Statement};
use crate::rules::RuleSet;
use crate::secret::Secret;

pub(crate) struct Record {
    rule: u16,
    severity: Severity,
    confidence: Confidence,
    key: Box<str>,
    value: Option<Box<[u8]>>,
    bytes: Range<u64>,
    place: Place,
    layers: Layers,
    statement: Statement,
    fingerprint: Fingerprint,
    subject: Option<Fingerprint>,
    facts: Box<[Fact]>,
}

impl Record {
    pub(crate) fn new(rule: u16, finding: &Finding<'_>, keep_value: bool) -> Self {
        Record {
            rule,
            severity: finding.severity,
            confidence: finding.confidence,
            key: finding.key.into(),
            value: keep_value.then(|| finding.secret.expose().into()),
            bytes: finding.bytes.clone(),
            place: finding.place,
            layers: finding.layers,
            statement: finding.statement,
            fingerprint: finding.fingerprint,
            subject: finding.subject,
            facts: finding.facts.into(),
        }
    }

    /// The span of the value.
    pub(crate) fn bytes(&self) -> &Range<u64> {
        &self.bytes
    }

    /// What it takes in memory.
    pub(crate) fn size(&self) -> usize {
        size_of::<Self>() + self.key.len() + self.value.as_deref().map_or(0, <[u8]>::len)
    }

    pub(crate) fn finding<'a>(&'a self, rules: &'a RuleSet) -> Finding<'a> {
        let rule = rules.at(self.rule);
        Finding {
            rule: &rule.id,
            category: rule.category,
            severity: self.severity,
            confidence: self.confidence,
            key: &self.key,
            secret: Secret::new(self.value.as_deref().unwrap_or_default()),
            bytes: self.bytes.clone(),
            place: self.place,
            layers: self.layers,
            statement: self.statement,
            fingerprint: self.fingerprint,
            subject: self.subject,
            facts: &self.facts,
        }
    }
}
