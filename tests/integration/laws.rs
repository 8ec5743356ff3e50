//! What holds for any input: chunk sizes, read sizes, threads, spans and order.
//!
//! Texts are put together from lines of many shapes, so that a law fails on a log and not on noise.

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::Path;

use logsnitch::Format;
use proptest::prelude::*;

use crate::support::{Found, Random, fill, findings, run, scanner, scrub, shared, temp, write};

/// Lines that hold a value, a part of one, or what looks like one; each with placeholders.
const LINES: [&str; 39] = [
    "2026-03-04T10:22:31Z INFO service started on port 8080",
    "2026-03-04T10:22:31Z INFO login user=bob password={alnum:12} ok",
    "2026-03-04T10:22:31Z DEBUG {\"user\":\"eve\",\"password\":\"{alnum:9}-ö😀\",\"n\":1}",
    "DEBUG {\"body\":\"{\\\"user\\\":\\\"eve\\\",\\\"passwd\\\":\\\"{alnum:10}!\\\"}\"}",
    "remote: cloned with ghp_{alnum:30}{crc32-base62} as bot",
    "remote: cloned with ghp_{alnum:36}",
    "AWS_ACCESS_KEY_ID=AKIA{base32:16} AWS_SECRET_ACCESS_KEY={base64:40}",
    "> Authorization: Bearer {jwt}",
    "> Authorization: Basic dXNlcjo{alnum:20}",
    "xoxb-{digits:12}-{digits:13}-{alnum:24}",
    "GET /v1?access_token={alnum:40}&user=bob&pwd=p%40{alnum:8} HTTP/1.1",
    "call from phone=+4420794601{digits:2} took 3 s",
    "ring me on +44 20 7946 01{digits:2} or (415) 555-01{digits:2}",
    "connecting to postgres://app:{alnum:14}@db1.internal:5432/shop?sslmode=require",
    "url=https://user:{alnum:11}@artifacts.example.net/x.jar",
    "+ mysql -u root -p{alnum:10} -h db1",
    "+ mytool --user bob --password {alnum:12} run",
    "Server=db1;User Id=app;Password={alnum:8} {alnum:3};Encrypt=True",
    "<ns1:password>{alnum:12}</ns1:password>",
    "User{id=7, password='{alnum:12}', passwordHash='$2b$12${alnum:53}'}",
    "key={alnum:4}key={alnum:32}password=password={alnum:9}",
    "password=******** token=[FILTERED] secret=${SECRET}",
    "\u{1b}[31mERROR\u{1b}[0m \u{1b}[1mpassword\u{1b}[0m=\u{1b}[36m{alnum:12}\u{1b}[0m",
    "user,password,phone\nbob,{alnum:10},+4420794601{digits:2}",
    "2026-03-04 DEBUG -----BEGIN RSA PRIVATE KEY-----\n2026-03-04 DEBUG {base64:64}\n2026-03-04 DEBUG {base64:64}\n2026-03-04 DEBUG {base64:40}\n2026-03-04 DEBUG -----END RSA PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----\n{base64:64}\n{base64:64}\n{base64:64}\n-----END PRIVATE KEY-----",
    "key: \"-----BEGIN EC PRIVATE KEY-----\\n{base64:64}\\n{base64:64}\\n-----END EC PRIVATE KEY-----\\n\"",
    "-----BEGIN PRIVATE KEY-----\n{base64:64}\nand then the process was killed",
    "password:",
    "  {alnum:12}",
    "пароль={alnum:10} 密码：{alnum:10} contraseña: {alnum:10}",
    "%7B%22password%22%3A%22{alnum:12}%22%7D",
    "pin=48{digits:2} otp=49{digits:4} sid={hex:32}",
    // About as long as what a detector looks at, and longer.
    "{\"secret\":\"{base64:9000}\",\"password\":\"{alnum:12}\"}",
    "token={alnum:16300} password={alnum:16400}",
    "{\"api_key\":\"{alnum:33000}\",\"password\":\"{alnum:12}\"}",
    "password='{alnum:70000}' password='{alnum:12}'",
    "-----BEGIN PRIVATE KEY-----{base64:17000}-----END PRIVATE KEY----- password={alnum:9}",
    "",
];

/// What stands between lines, and what breaks them.
const ENDS: [&[u8]; 6] = [b"\n", b"\n", b"\r\n", b"\r", b"\0\0\0\0\0\0\0\0\n", b"\xff\xfe\xc3\n"];

/// A text of lines, some of them joined to long ones. With `last` the text ends in mid-line.
fn text(seed: u64, picks: &[(usize, usize, usize)], last: bool) -> Vec<u8> {
    let mut text = Vec::new();
    for (nth, &(line, end, pad)) in picks.iter().enumerate() {
        let line = fill(LINES[line % LINES.len()], seed.wrapping_add(nth as u64));
        // A long line now and then, longer than small chunks and than what a detector looks at.
        let pad = match pad {
            0 => 70_000,
            1..=3 => pad * 900,
            _ => 0,
        };
        text.extend(std::iter::repeat_n(b'x', pad));
        if pad > 0 {
            text.push(b' ');
        }
        text.extend_from_slice(line.as_bytes());
        if nth + 1 < picks.len() || !last {
            text.extend_from_slice(ENDS[end % ENDS.len()]);
        }
    }
    text
}

fn texts() -> impl Strategy<Value = Vec<u8>> {
    let pick = (0..LINES.len(), 0..ENDS.len(), 0..60_usize);
    (any::<u64>(), prop::collection::vec(pick, 1..40), any::<bool>())
        .prop_map(|(seed, picks, last)| text(seed, &picks, last))
}

/// A reader that gives as many bytes at a time as it likes.
struct Sips<'a> {
    rest: &'a [u8],
    random: Random,
    most: usize,
}

impl<'a> Sips<'a> {
    fn new(rest: &'a [u8], seed: u64, most: usize) -> Self {
        Sips { rest, random: Random::new(seed), most }
    }
}

impl Read for Sips<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let most = 1 + self.random.below(self.most);
        if most == 1 && self.random.below(4) == 0 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let n = most.min(buf.len()).min(self.rest.len());
        buf[..n].copy_from_slice(&self.rest[..n]);
        self.rest = &self.rest[n..];
        Ok(n)
    }
}

fn in_chunks(text: &[u8], size: usize) -> Vec<Found> {
    let mut all = Vec::new();
    let scanner = scanner();
    scanner
        .scan_reader_in_chunks(&mut scanner.scratch(), text, size, |finding| {
            all.push(Found::of(&finding));
            ControlFlow::Continue(())
        })
        .unwrap();
    all
}

fn by_reader(reader: impl Read) -> io::Result<Vec<Found>> {
    let mut all = Vec::new();
    let scanner = scanner();
    scanner.scan_reader(&mut scanner.scratch(), reader, |finding| {
        all.push(Found::of(&finding));
        ControlFlow::Continue(())
    })?;
    Ok(all)
}

/// The first findings in which two scans differ.
fn same(one: &[Found], other: &[Found], what: &str) {
    if let Some(at) = (0..one.len().max(other.len())).find(|&at| one.get(at) != other.get(at)) {
        panic!("{what}: finding {at}: {:?}\nis not {:?}", one.get(at), other.get(at));
    }
}

/// Spans, lines and columns, worked out anew from the text.
fn check_places(text: &[u8], found: &[Found]) {
    let (mut end, mut here) = (0, Here { text, at: 0, line: 1, line_start: 0 });
    for one in found {
        assert!(one.bytes.start >= end && one.bytes.start < one.bytes.end, "order: {one:?}");
        end = one.bytes.end;
        let span = one.bytes.start as usize..one.bytes.end as usize;
        assert_eq!(&text[span.clone()], one.secret, "{one:?}");
        here.go(span.start);
        assert_eq!(one.place.line, here.line, "{one:?}");
        if let Some(column) = here.column() {
            assert_eq!(one.place.column, column, "{one:?}");
        }
        // A value that ends with its line still ends on it.
        let body = span.end - usize::from(text[span.end - 1] == b'\n');
        here.go(body.max(span.start));
        assert_eq!(one.place.end_line, here.line, "{one:?}");
        if let Some(column) = here.column() {
            assert_eq!(one.place.end_column, column, "{one:?}");
        }
        assert!(one.place.column >= 1 && one.place.end_column >= 1, "{one:?}");
    }
}

/// A place in a text that moves on.
struct Here<'t> {
    text: &'t [u8],
    at: usize,
    line: u64,
    line_start: usize,
}

impl Here<'_> {
    fn go(&mut self, to: usize) {
        for at in self.at..to {
            if self.text[at] == b'\n' {
                self.line += 1;
                self.line_start = at + 1;
            }
        }
        self.at = to;
    }

    /// The column, where the line is text so far.
    fn column(&self) -> Option<u64> {
        let line = std::str::from_utf8(&self.text[self.line_start..self.at]).ok()?;
        Some(line.encode_utf16().count() as u64 + 1)
    }
}

fn cases() -> ProptestConfig {
    ProptestConfig {
        cases: if cfg!(debug_assertions) { 48 } else { 400 },
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn any_chunk_size_gives_the_same_findings(
        text in texts(),
        size in prop_oneof![64..200_usize, 200..5000_usize, 5000..80_000_usize],
    ) {
        // A small chunk looks at its neighbours again and again.
        let size = size.max(text.len() / 100);
        same(&findings(&text), &in_chunks(&text, size), &format!("chunks of {size}"));
    }

    #[test]
    fn any_read_size_gives_the_same_findings(
        text in texts(),
        seed in any::<u64>(),
        most in prop_oneof![1..4_usize, 4..500_usize, 500..100_000_usize],
    ) {
        let read = by_reader(Sips::new(&text, seed, most)).unwrap();
        same(&findings(&text), &read, &format!("reads of up to {most}"));
    }

    #[test]
    fn spans_lines_and_columns_are_true_and_findings_are_sorted_and_disjoint(text in texts()) {
        check_places(&text, &findings(&text));
    }

    #[test]
    fn bytes_that_are_no_log_break_nothing(bytes in prop::collection::vec(any::<u8>(), 0..4000)) {
        let found = findings(&bytes);
        check_places(&bytes, &found);
        same(&found, &in_chunks(&bytes, 64), "noise in chunks");
    }

    #[test]
    fn a_read_error_costs_only_what_comes_after_it(text in texts(), at in any::<prop::sample::Index>()) {
        let cut = at.index(text.len() + 1);
        let broken = (&text[..cut]).chain(Broken);
        let mut all = Vec::new();
        let scanner = scanner();
        let result = scanner.scan_reader(&mut scanner.scratch(), broken, |finding| {
            all.push(Found::of(&finding));
            ControlFlow::Continue(())
        });
        prop_assert_eq!(result.unwrap_err().to_string(), "gone");
        same(&findings(&text[..cut]), &all, "before the error");
    }

    #[test]
    fn whoever_breaks_gets_no_more(text in texts(), wanted in 1..5_usize) {
        let all = findings(&text);
        let mut got = Vec::new();
        let scanner = scanner();
        let _ = scanner.scan_slice(&mut scanner.scratch(), &text, |finding| {
            got.push(Found::of(&finding));
            if got.len() == wanted { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        same(&all[..wanted.min(all.len())], &got, "until the break");
    }
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("gone"))
    }
}

/// The laws would hold for a scanner that finds nothing.
#[test]
fn the_texts_of_the_laws_are_full_of_findings() {
    let mut with = 0;
    for line in LINES {
        with += usize::from(!findings(fill(line, 3)).is_empty());
    }
    assert!(with >= 24, "only {with} of {} lines hold a finding", LINES.len());
}

#[test]
fn scratch_may_be_used_again_for_another_text() {
    let scanner = scanner();
    let mut scratch = scanner.scratch();
    for seed in 0..20 {
        let text = text(seed, &[(seed as usize, 0, 9), (seed as usize * 7, 2, 2)], false);
        let mut again = Vec::new();
        let _ = scanner.scan_slice(&mut scratch, &text, |finding| {
            again.push(Found::of(&finding));
            ControlFlow::Continue(())
        });
        same(&findings(&text), &again, "a scratch that was used before");
    }
}

/// Inputs of every kind: large and small, coded, damaged, refused.
fn inputs(root: &Path) {
    let picks = |n: usize| (0..n).map(|i| (i * 7 + 1, i % 6, i % 60 + 1)).collect::<Vec<_>>();
    for (name, lines) in [("a.log", 400), ("b/c.log", 40), ("b/c.log.1", 40), ("d.log", 150)] {
        write(root, name, text(lines as u64, &picks(lines), false));
    }
    for nth in 0..30 {
        write(root, &format!("many/{nth}.log"), text(nth, &picks(3), nth % 2 == 0));
    }
    let utf8 = "login password=hunter2-ö😀 ok\n".repeat(300);
    let utf16: Vec<u8> = utf8.encode_utf16().flat_map(u16::to_le_bytes).collect();
    write(root, "e-utf16.log", utf16);
    write(root, "f.zst", b"\x28\xB5\x2F\xFD....");
    write(root, "empty.log", b"");
}

#[test]
fn one_thread_and_eight_write_the_same_bytes_in_every_format() {
    let dir = temp();
    let root = dir.path();
    inputs(&root.join("logs"));
    write(root, "key", "a key that is good for tests");
    for format in Format::ALL {
        let scan = |threads: &str, chunk: &str| {
            let args = [
                "scan",
                "logs",
                "-f",
                format.name(),
                "--threads",
                threads,
                "--chunk-size",
                chunk,
                "--fingerprint-key-file",
                "key",
                "--min-confidence",
                "low",
            ];
            let run = run(root, &args);
            assert_eq!(run.status, Some(1), "{}", run.err());
            scrub(&run.out(), root)
        };
        let one = scan("1", "1048576");
        assert!(one.len() > 1000, "{one}");
        for (threads, chunk) in [("8", "1048576"), ("8", "9000"), ("3", "30000"), ("1", "20000")] {
            let other = scan(threads, chunk);
            if one != other {
                let what = crate::support::difference(&one, &other);
                panic!("{format}: {threads} threads, chunks of {chunk}:\n{what}");
            }
        }
    }
}

#[test]
fn spans_of_utf16_input_point_into_its_own_bytes() {
    let dir = temp();
    let line =
        "façade 😀 {\"user\":\"eve\",\"password\":\"s3same-ö😀ffne\"} phone=+442079460123\r\n";
    let text = line.repeat(40) + "password=hunter2-last";
    let units =
        |unit: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(unit).collect() };
    let le = units(u16::to_le_bytes);
    let be = units(u16::to_be_bytes);
    write(dir.path(), "utf8.log", &text);
    let (expected, _) =
        run(dir.path(), &["scan", "utf8.log", "-f", "jsonl", "--show-secrets"]).jsonl();
    assert_eq!(expected.len(), 81);
    for (name, big, bytes) in [
        ("le.log", false, le.clone()),
        ("be.log", true, be.clone()),
        ("le-mark.log", false, [b"\xFF\xFE", &*le].concat()),
        ("be-mark.log", true, [b"\xFE\xFF", &*be].concat()),
    ] {
        write(dir.path(), name, &bytes);
        for chunk in ["100", "4096", "1048576"] {
            let args = ["scan", name, "-f", "jsonl", "--show-secrets", "--chunk-size", chunk];
            let (found, _) = run(dir.path(), &args).jsonl();
            assert_eq!(found.len(), expected.len(), "{name}");
            for (one, want) in found.iter().zip(&expected) {
                for field in ["line", "column", "end_line", "end_column", "secret", "rule_id"] {
                    assert_eq!(one[field], want[field], "{name}: {field}: {one}");
                }
                let at = |field: &str| one[field].as_u64().unwrap() as usize;
                let span = &bytes[at("start_byte")..at("end_byte")];
                let units = span.chunks_exact(2).map(|pair| match big {
                    true => u16::from_be_bytes([pair[0], pair[1]]),
                    false => u16::from_le_bytes([pair[0], pair[1]]),
                });
                let value = String::from_utf16(&units.collect::<Vec<_>>()).unwrap();
                assert_eq!(one["secret"], value, "{name}");
            }
        }
    }
}

/// Real logs, whole and in pieces; the smaller the chunks, the less of them in a debug build.
#[test]
fn real_logs_give_the_same_findings_in_chunks_of_any_size() {
    let (Some(logs), Some(corpus)) = (shared("loghub"), shared("corpus")) else { return };
    let mut text = Vec::new();
    for directory in [logs, corpus] {
        let mut files: Vec<_> =
            std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        for file in files {
            text.extend(std::fs::read(file).unwrap());
        }
    }
    assert!(text.len() > 1 << 20, "{} bytes", text.len());
    // A chunk comes with some 100 KB of neighbours: for small ones, pieces from all over must do.
    let (chunks, most) = if cfg!(debug_assertions) { (25, 1 << 20) } else { (3000, text.len()) };
    for size in [64, 100, 1000, 4096, 65_536, 1 << 20, 8 << 20] {
        let piece = (size * chunks).min(most).min(text.len());
        let pieces = if piece < 1 << 20 { 8 } else { 1 };
        for nth in 0..pieces {
            let from = (text.len() - piece) / pieces * nth;
            let part = &text[from..from + piece];
            let found = findings(part);
            check_places(part, &found);
            same(&found, &in_chunks(part, size), &format!("chunks of {size} from {from}"));
        }
    }
}

/// Whatever is cut off, and however far apart the parts of a statement are, the rest is read within its bounds.
#[test]
fn statements_cut_or_drawn_out_anywhere_break_nothing() {
    const BLANKS: [&str; 5] = [" ", "\t", "\n", "%20", " \x0c"];
    for (nth, line) in crate::shapes::lines().enumerate() {
        let cuts = (0..line.len()).filter(|&at| line.is_char_boundary(at) && (at + nth) % 7 == 0);
        for (turn, at) in cuts.enumerate() {
            let (head, tail) = line.split_at(at);
            check_places(head.as_bytes(), &findings(head.as_bytes()));
            if turn % 3 == 0 {
                let apart = BLANKS[(turn / 3 + nth) % BLANKS.len()].repeat(100 << (nth % 4));
                let text = format!("{head}{apart}{tail}");
                check_places(text.as_bytes(), &findings(text.as_bytes()));
                check_places(
                    format!("{head}{apart}").as_bytes(),
                    &findings(format!("{head}{apart}").as_bytes()),
                );
            }
        }
    }
}

/// Threads take small files several at a time, and one of them may unfold to many chunks: the report waits
/// for those while whoever opened it has the files behind it in its hands, with more findings than may wait.
#[test]
fn a_small_file_that_unfolds_does_not_block_those_behind_it() {
    use std::io::Write as _;
    let dir = temp();
    let leaks = |count: usize| "password=hunter2-abc\n".repeat(count);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(leaks(5000).as_bytes()).unwrap();
    write(dir.path(), "00.log.gz", encoder.finish().unwrap());
    for number in 1..32 {
        write(dir.path(), &format!("{number:02}.log"), leaks(1500));
    }
    for threads in ["1", "2", "8"] {
        let args = ["scan", ".", "-f", "jsonl", "--threads", threads, "--chunk-size", "20000"];
        let (found, summary) = run(dir.path(), &args).jsonl();
        assert_eq!((found.len(), &summary["complete"]), (5000 + 31 * 1500, &true.into()));
        assert!(found.is_sorted_by_key(|one| one["path"].as_str().map(str::to_owned)));
    }
}
