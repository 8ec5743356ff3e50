//! What becomes of a finding: reported, or hidden by a threshold.
//!
//! It decides by grade alone and never looks at a value.

use crate::finding::{Confidence, Finding, Severity};

/// The thresholds of a scan.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// Findings below this severity are hidden.
    pub min_severity: Severity,
    /// Findings below this confidence are hidden.
    pub min_confidence: Confidence,
}

impl Default for Policy {
    fn default() -> Self {
        Policy { min_severity: Severity::Info, min_confidence: Confidence::Medium }
    }
}

/// What becomes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is reported.
    Keep,
    /// It is only counted.
    Hide,
}

impl Policy {
    /// Decides on one finding.
    pub fn decide(&self, finding: &Finding<'_>) -> Decision {
        if finding.severity >= self.min_severity && finding.confidence >= self.min_confidence {
            Decision::Keep
        } else {
            Decision::Hide
        }
    }
}
