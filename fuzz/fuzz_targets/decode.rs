//! Any file: damaged gzip, half a UTF-16 character, a container's signature and nothing behind it.
//! The driver ends, and every report is complete or says what is missing.
//!
//! Decoding is private to the library, so the bytes go the way that a file's do.
#![no_main]

use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;

use libfuzzer_sys::fuzz_target;
use logsnitch::{Driver, Format, Options, RuleSet, Scanner, Style, Summary, Walk, WalkOptions};

struct State {
    scanner: Scanner,
    file: PathBuf,
}

thread_local! {
    static STATE: RefCell<State> = {
        let scanner = Scanner::new(RuleSet::builtin().unwrap(), Options::default()).unwrap();
        let file = std::env::temp_dir().join(format!("logsnitch-fuzz-{}", std::process::id()));
        RefCell::new(State { scanner, file })
    };
}

fuzz_target!(|data: &[u8]| {
    STATE.with_borrow_mut(|State { scanner, file }| {
        fs::write(&*file, data).unwrap();
        let walk = Walk::new(vec![file.clone()], WalkOptions::default()).unwrap();
        let mut out = Vec::new();
        let summary: Summary = {
            let mut sink = Format::Jsonl.sink(&mut out, scanner.rules(), Style::default());
            let summary = Driver::new(scanner).chunk_size(512).run(walk, &mut sink).unwrap();
            sink.flush().unwrap();
            summary
        };
        assert!(
            summary.files + summary.not_scanned.len() as u64 >= 1,
            "the file is unaccounted for"
        );
        let text = String::from_utf8(out).expect("a report is UTF-8");
        let last = text.lines().last().expect("a report has a summary");
        assert!(last.contains("\"type\":\"summary\""), "{last}");
        assert_eq!(text.lines().count() as u64, summary.findings + 1);
    });
});
