//! Bytes a second, through the public interface: `cargo bench`, or `cargo bench -- clean` for one.
//!
//! Every input is made here from a fixed seed. `bench/` compares whole runs with other tools.
#![allow(clippy::unwrap_used, reason = "a bench that cannot run may stop")]

use std::fmt::Write as _;
use std::io;
use std::ops::ControlFlow;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use logsnitch::{Finding, Format, Options, RuleSet, Scanner, SourceName, Style, Summary};

const SIZE: usize = 8 << 20;

fn main() {
    divan::main();
}

/// SplitMix64 (public domain).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }

    fn letters(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'a' + self.below(26) as u8)).collect()
    }
}

/// Lines as services print them, with nothing in them to find.
fn clean() -> Vec<u8> {
    let mut random = Random(1);
    let mut text = String::with_capacity(SIZE + 512);
    while text.len() < SIZE {
        let (ms, id) = (random.below(1000), random.below(1 << 32));
        let second = random.below(60);
        let _ = match random.below(4) {
            0 => writeln!(
                text,
                "2026-03-04T10:22:{second:02}.{ms:03}Z INFO  [http-nio-8080-exec-{}] c.e.shop.OrderController : order {id} accepted in {ms} ms",
                random.below(16),
            ),
            1 => writeln!(
                text,
                "10.0.{}.{} - - [04/Mar/2026:10:22:{second:02} +0000] \"GET /v1/items/{id}?page=2 HTTP/1.1\" 200 {ms}",
                random.below(256),
                random.below(256),
            ),
            2 => writeln!(
                text,
                "{{\"ts\":\"2026-03-04T10:22:{second:02}Z\",\"level\":\"debug\",\"msg\":\"cache hit\",\"id\":{id},\"took_ms\":{ms}}}",
            ),
            _ => writeln!(
                text,
                "Mar  4 10:22:{second:02} web-1 kernel: [{id}.{ms:03}] eth0: link up, {} packets",
                random.below(100_000),
            ),
        };
    }
    text.into_bytes()
}

/// One value to report in every line.
fn dense() -> Vec<u8> {
    let mut random = Random(2);
    let mut text = String::with_capacity(SIZE + 512);
    while text.len() < SIZE {
        let (name, value) = (random.letters(6), random.letters(10));
        let n = random.below(1000);
        let _ = writeln!(text, "level=info user={name} password=\"{value}{n}\" ok");
    }
    text.into_bytes()
}

fn scanner() -> Scanner {
    let rules = RuleSet::builtin().unwrap().filter(|rule| rule.on_by_default());
    Scanner::new(rules, Options::default()).unwrap()
}

fn slice(bencher: Bencher<'_, '_>, text: &[u8]) {
    let scanner = scanner();
    let mut scratch = scanner.scratch();
    bencher.counter(BytesCount::of_slice(text)).bench_local(|| {
        let mut found = 0_u64;
        let _ = scanner.scan_slice(&mut scratch, black_box(text), |_| {
            found += 1;
            ControlFlow::Continue(())
        });
        found
    });
}

fn reader(bencher: Bencher<'_, '_>, text: &[u8]) {
    let scanner = scanner();
    let mut scratch = scanner.scratch();
    bencher.counter(BytesCount::of_slice(text)).bench_local(|| {
        let mut found = 0_u64;
        let each = |_: Finding<'_>| {
            found += 1;
            ControlFlow::Continue(())
        };
        scanner.scan_reader(&mut scratch, black_box(text), each).unwrap();
        found
    });
}

/// The whole scanner over text in memory.
#[divan::bench_group(sample_count = 20)]
mod scan_slice {
    #[divan::bench]
    fn clean_text(bencher: divan::Bencher<'_, '_>) {
        super::slice(bencher, &super::clean());
    }

    #[divan::bench]
    fn dense_findings(bencher: divan::Bencher<'_, '_>) {
        super::slice(bencher, &super::dense());
    }
}

/// The same and the cutting of chunks.
#[divan::bench_group(sample_count = 20)]
mod scan_reader {
    #[divan::bench]
    fn clean_text(bencher: divan::Bencher<'_, '_>) {
        super::reader(bencher, &super::clean());
    }

    #[divan::bench]
    fn dense_findings(bencher: divan::Bencher<'_, '_>) {
        super::reader(bencher, &super::dense());
    }
}

/// A compressed file: its decoding alone, with the library that the scanner decodes with, and the whole
/// way from the file to the report with two threads. Bytes are those of the text.
#[divan::bench_group(sample_count = 10)]
mod gunzip {
    use std::io::{Read as _, Write as _};

    use divan::counter::BytesCount;
    use flate2::{Compression, read::GzDecoder, write::GzEncoder};
    use logsnitch::{Driver, Format, Style, Walk, WalkOptions};

    /// Many chunks, so that what happens at the ends weighs little.
    fn text() -> Vec<u8> {
        super::clean().repeat(4)
    }

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[divan::bench]
    fn decoding_alone(bencher: divan::Bencher<'_, '_>) {
        let text = text();
        let packed = packed(&text);
        let mut buffer = vec![0; 1 << 20];
        bencher.counter(BytesCount::of_slice(&text)).bench_local(|| {
            let mut decoder = GzDecoder::new(&*packed);
            while decoder.read(&mut buffer).unwrap() > 0 {}
        });
    }

    #[divan::bench(args = [1, 2])]
    fn threads(bencher: divan::Bencher<'_, '_>, threads: usize) {
        let text = text();
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("app.log.gz");
        std::fs::write(&file, packed(&text)).unwrap();
        let scanner = super::scanner();
        bencher.counter(BytesCount::of_slice(&text)).bench_local(|| {
            let walk = Walk::new(vec![file.clone()], WalkOptions::default()).unwrap();
            let mut sink = Format::Jsonl.sink(std::io::sink(), scanner.rules(), Style::default());
            Driver::new(&scanner).threads(threads).run(walk, &mut *sink).unwrap()
        });
    }
}

/// Start-up: rules to scanner.
#[divan::bench(sample_count = 20)]
fn scanner_of_all_rules() -> Scanner {
    scanner()
}

/// The first stage alone: rules that wake for nothing in the text leave the prefilter and the walk
/// over the bytes.
#[divan::bench(sample_count = 20)]
fn prefilter_without_candidates(bencher: Bencher<'_, '_>) {
    let text = clean();
    let rules = RuleSet::builtin().unwrap().filter(|rule| rule.id == "github-pat");
    let scanner = Scanner::new(rules, Options::default()).unwrap();
    let mut scratch = scanner.scratch();
    bencher.counter(BytesCount::of_slice(&text)).bench_local(|| {
        let _ = scanner.scan_slice(&mut scratch, black_box(&text), |_| ControlFlow::Continue(()));
    });
}

/// The last stage alone: findings that are there already, written in each format. Bytes are those of
/// the log that they were found in.
#[divan::bench(sample_count = 10, args = Format::ALL)]
fn report(bencher: Bencher<'_, '_>, format: &Format) {
    let text = dense();
    let scanner = scanner();
    let mut scratch = scanner.scratch();
    let at = SourceName::new("app.log");
    let mut places = Vec::new();
    let _ = scanner.scan_slice(&mut scratch, &text, |f| {
        places.push((f.bytes.clone(), f.place));
        ControlFlow::Continue(())
    });
    // A finding lives as long as the call that hands it over, so the bench runs within the first.
    let mut bencher = Some(bencher.counter(BytesCount::of_slice(&text)));
    let _ = scanner.scan_slice(&mut scratch, &text, |first| {
        if let Some(bencher) = bencher.take() {
            bencher.bench_local(|| {
                let mut sink = format.sink(io::sink(), scanner.rules(), Style::default());
                for (bytes, place) in &places {
                    let finding = Finding { bytes: bytes.clone(), place: *place, ..first.clone() };
                    sink.finding(&at, &finding).unwrap();
                }
                sink.finish(&Summary::default()).unwrap();
            });
        }
        ControlFlow::Break(())
    });
}
