//! Any rule file: it is refused with an error, or it makes a scanner whose examples run.
#![no_main]

use libfuzzer_sys::fuzz_target;
use logsnitch::{RuleSet, run_examples};

fuzz_target!(|text: &str| {
    if let Ok(rules) = RuleSet::from_toml(text, "fuzz.toml") {
        let _ = run_examples(&rules);
    }
});
