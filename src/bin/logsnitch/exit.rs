//! The exit statuses, the same for every format.
//!
//! It decides nothing but the number.

use std::process::ExitCode;

use logsnitch::Summary;

/// What a run came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Every byte was scanned, nothing found.
    Clean = 0,
    /// There are findings at or above the thresholds.
    Findings = 1,
    /// Nothing was scanned: usage, configuration or rule error.
    NothingScanned = 2,
    /// No findings, but some input was not scanned.
    Incomplete = 3,
}

impl Exit {
    /// The status of a scan. `reached` is whether any of the named paths could be read at all.
    pub(crate) fn of(
        summary: &Summary,
        reached: bool,
        exit_zero: bool,
        allow_incomplete: bool,
    ) -> Self {
        if summary.findings > 0 {
            return if exit_zero { Exit::Clean } else { Exit::Findings };
        }
        if summary.complete() {
            return Exit::Clean;
        }
        match () {
            () if !reached => Exit::NothingScanned,
            () if allow_incomplete => Exit::Clean,
            () => Exit::Incomplete,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use logsnitch::{NotScanned, SourceName};

    fn summary(files: u64, findings: u64, gaps: usize) -> Summary {
        let gap = NotScanned { path: SourceName::new("x"), reason: "r".into(), bytes: None };
        Summary { files, findings, not_scanned: vec![gap; gaps], ..Summary::default() }
    }

    #[test]
    fn the_contract() {
        let of =
            |files, findings, gaps| Exit::of(&summary(files, findings, gaps), true, false, false);
        assert_eq!(of(0, 0, 0), Exit::Clean);
        assert_eq!(of(3, 0, 0), Exit::Clean);
        assert_eq!(of(3, 2, 0), Exit::Findings);
        assert_eq!(of(3, 0, 1), Exit::Incomplete);
        // A directory that holds nothing but what cannot be scanned was reached all the same.
        assert_eq!(of(0, 0, 1), Exit::Incomplete);
        assert_eq!(Exit::of(&summary(0, 0, 1), false, false, false), Exit::NothingScanned);
    }

    #[test]
    fn the_flags_that_forgive() {
        assert_eq!(Exit::of(&summary(3, 2, 1), true, false, true), Exit::Findings);
        assert_eq!(Exit::of(&summary(3, 2, 1), true, true, false), Exit::Clean);
        assert_eq!(Exit::of(&summary(3, 0, 1), true, true, false), Exit::Incomplete);
        assert_eq!(Exit::of(&summary(3, 0, 1), true, false, true), Exit::Clean);
        assert_eq!(Exit::of(&summary(0, 0, 1), false, true, true), Exit::NothingScanned);
    }
}
