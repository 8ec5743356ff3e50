//! Any bytes: no panic, findings in order and in bounds, and the same ones however they are read.
//!
//! The first two bytes choose the size of a read and of a chunk; the rest is the log.
#![no_main]

use std::cell::RefCell;
use std::io::{self, Read};
use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use logsnitch::{Category, Finding, Options, RuleSet, Scanner, Scratch};

thread_local! {
    static STATE: RefCell<(Scanner, Scratch)> = {
        let options = Options { regions: vec!["US".to_owned(), "GB".to_owned()], ..Options::default() };
        let scanner = Scanner::new(RuleSet::builtin().unwrap(), options).unwrap();
        let scratch = scanner.scratch();
        RefCell::new((scanner, scratch))
    };
}

/// What of a finding must not depend on how the bytes came.
type Seen = (String, Category, std::ops::Range<u64>, u64, u64, u64, u64, [u8; 16]);

fn seen(f: &Finding<'_>) -> Seen {
    let place = f.place;
    (
        f.rule.to_owned(),
        f.category,
        f.bytes.clone(),
        place.line,
        place.column,
        place.end_line,
        place.end_column,
        f.statement.0,
    )
}

/// Gives `step` bytes a read.
struct Slow<'a>(&'a [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.1.min(buf.len());
        self.0.read(&mut buf[..n])
    }
}

fuzz_target!(|data: &[u8]| {
    let [read, chunk, log @ ..] = data else { return };
    STATE.with_borrow_mut(|(scanner, scratch)| {
        let mut whole = Vec::new();
        let _ = scanner.scan_slice(scratch, log, |f| {
            let span = f.bytes.start as usize..f.bytes.end as usize;
            assert_eq!(&log[span], f.secret.expose(), "the span is not the value");
            whole.push(seen(&f));
            ControlFlow::Continue(())
        });
        assert!(whole.is_sorted_by_key(|f| f.2.start), "findings out of order");
        let mut streamed = Vec::new();
        let reader = Slow(log, usize::from(*read) + 1);
        let size = usize::from(*chunk) * 16 + 1;
        scanner
            .scan_reader_in_chunks(scratch, reader, size, |f| {
                streamed.push(seen(&f));
                ControlFlow::Continue(())
            })
            .unwrap();
        assert_eq!(whole, streamed, "reads of {read}+1, chunks of {size}");
    });
});
