//! The mistakes that tools of this kind have made, one test each, with the address of one where it
//! was made.
//!
//! What other modules hold as laws (chunk sizes, threads, secrecy) is not repeated here beyond the
//! one case that broke somebody.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::Path;

use logsnitch::Format;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::support::{Found, fill, findings, root, run, run_on, scanner, temp, values, write};

fn in_chunks(text: &[u8], size: usize) -> Vec<Found> {
    let mut all = Vec::new();
    let chunks = scanner().scan_reader_in_chunks(&mut scanner().scratch(), text, size, |finding| {
        all.push(Found::of(&finding));
        ControlFlow::Continue(())
    });
    chunks.unwrap();
    all
}

fn pem(lines: usize) -> String {
    let body = "{base64:64}\n".repeat(lines);
    fill(&format!("-----BEGIN PRIVATE KEY-----\n{body}-----END PRIVATE KEY-----\n"), 5)
}

fn jsonl(cwd: &Path, args: &[&str]) -> (Vec<Value>, Value) {
    run(cwd, &[&["scan", "-f", "jsonl"], args].concat()).jsonl()
}

// https://github.com/gitleaks/gitleaks/issues/1651
#[test]
fn no_match_is_lost_at_a_cut_where_no_blank_line_is() {
    let line = "2026-03-04T10:22:31Z DEBUG cloned with ghp_{alnum:30}{crc32-base62} as bot\n";
    let text = fill(&line.repeat(400), 1);
    for size in [71, 1000, 10_000] {
        assert_eq!(in_chunks(text.as_bytes(), size).len(), 400, "chunks of {size}");
    }
}

// https://github.com/trufflesecurity/trufflehog/issues/1450
#[test]
fn a_key_block_that_is_longer_than_a_chunk_is_one_finding() {
    let key = pem(50);
    let text = format!("before\n{key}after password=hunter2-x\n");
    for size in [64, 500, 3000, 1 << 20] {
        let found = in_chunks(text.as_bytes(), size);
        let keys: Vec<&Found> = found.iter().filter(|one| one.secret.len() > 1000).collect();
        assert_eq!(keys.len(), 1, "chunks of {size}: {found:?}");
        assert_eq!(found.len(), 2, "chunks of {size}: {found:?}");
        assert_eq!((keys[0].place.line, keys[0].place.end_line), (2, 53));
    }
}

// https://github.com/gitleaks/gitleaks/issues/1424, https://github.com/gitleaks/gitleaks/issues/1357,
// https://github.com/gitleaks/gitleaks/issues/1962
#[test]
fn columns_count_utf16_units_from_1_and_the_end_is_exclusive() {
    for (text, line, column) in [
        ("password=hunter2-x\n", 1, 10),
        ("\npassword=hunter2-x\n", 2, 10),
        ("a\nb\n  password=hunter2-x", 3, 12),
        ("é password=hunter2-x\n", 1, 12),
        ("😀 password=hunter2-x\n", 1, 13),
        ("\r\n\tpassword=hunter2-x\r\n", 2, 11),
    ] {
        let found = findings(text);
        assert_eq!(found.len(), 1, "{text:?}");
        let place = found[0].place;
        assert_eq!((place.line, place.column), (line, column), "{text:?}");
        assert_eq!((place.end_line, place.end_column), (line, column + 9), "{text:?}");
    }
}

// https://github.com/microsoft/infersharpaction/issues/51
#[test]
fn no_region_of_sarif_has_a_zero() {
    let dir = temp();
    // Values that begin with the file, with a line, and with a block of several lines.
    let text = fill("ghp_{alnum:30}{crc32-base62}\nghp_{alnum:30}{crc32-base62}\n", 1) + &pem(3);
    write(dir.path(), "app.log", text);
    let report = run(dir.path(), &["scan", "app.log", "-f", "sarif"]).json();
    let results = report["runs"][0]["results"].as_array().unwrap();
    assert!(results.len() >= 2, "{results:?}");
    for result in results {
        for location in result["locations"].as_array().unwrap() {
            let region = &location["physicalLocation"]["region"];
            for field in ["startLine", "startColumn", "endLine", "endColumn"] {
                assert!(region[field].as_u64().unwrap() >= 1, "{field} of {region}");
            }
        }
    }
}

// https://github.com/gitleaks/gitleaks/issues/762, https://github.com/gitleaks/gitleaks/issues/1893
#[test]
fn crlf_changes_no_value_no_place_and_no_identity() {
    let text = fill(
        "started\nlogin password=hunter2-x\nAWS_SECRET_ACCESS_KEY={base64:40}\n\
         cloned with ghp_{alnum:30}{crc32-base62}\npin: 4821\n",
        1,
    );
    let (lf, crlf) = (findings(&text), findings(text.replace('\n', "\r\n")));
    assert!(lf.len() >= 3, "{lf:?}");
    assert_eq!(lf.len(), crlf.len());
    for (one, other) in lf.iter().zip(&crlf) {
        assert_eq!(one.secret, other.secret);
        assert_eq!((one.place, one.identity), (other.place, other.identity));
    }
}

// https://github.com/gitleaks/gitleaks/issues/453, https://github.com/gitleaks/gitleaks/issues/600
#[test]
fn equal_values_have_each_its_own_line() {
    let text = "password=hunter2-x\nnothing\npassword=hunter2-x password=hunter2-x\n";
    let places: Vec<_> =
        findings(text).iter().map(|one| (one.place.line, one.place.column)).collect();
    assert_eq!(places, [(1, 10), (3, 10), (3, 29)]);
}

// https://github.com/betterleaks/betterleaks/issues/221
// https://github.com/jainal09/envdrift/pull/505
#[test]
fn utf16_keeps_its_lines_and_needs_no_mark() {
    let text = "one\nlogin password=hunter2-x ok\nthree password=hunter2-y\n";
    for (mark, big) in [(&b""[..], false), (b"", true), (b"\xFF\xFE", false), (b"\xFE\xFF", true)] {
        let order = if big { u16::to_be_bytes } else { u16::to_le_bytes };
        let body: Vec<u8> = text.encode_utf16().flat_map(order).collect();
        let run = run_on([mark, &body].concat(), &["scan", "-", "-f", "jsonl", "--show-secrets"]);
        let (found, _) = run.jsonl();
        let seen: Vec<_> = found.iter().map(|one| (&one["line"], &one["secret"])).collect();
        let expected = [(2.into(), "hunter2-x".into()), (3.into(), "hunter2-y".into())];
        assert_eq!(seen, expected.each_ref().map(|(a, b): &(Value, Value)| (a, b)));
    }
}

// https://github.com/Yelp/detect-secrets/issues/641
#[test]
fn text_that_cannot_be_read_is_not_called_clean() {
    let text: Vec<u8> =
        "password=hunter2-x\n".chars().flat_map(|c| (c as u32).to_le_bytes()).collect();
    let run = run_on([b"\xFF\xFE\0\0", &*text].concat(), &["scan", "-", "-f", "jsonl"]);
    let (_, summary) = run.jsonl();
    assert_eq!((run.status, &summary["complete"]), (Some(3), &false.into()), "{summary}");
}

// https://github.com/BurntSushi/ripgrep/issues/1227
#[test]
fn a_nul_ends_nothing() {
    let nuls = "\0".repeat(100_000);
    for text in [
        "\0password=hunter2-a\n\0\npassword=hunter2-b\n".to_owned(),
        format!("password=hunter2-a\n{nuls}password=hunter2-b\n"),
        format!("{nuls}password=hunter2-a\n{nuls}\npassword=hunter2-b"),
    ] {
        assert_eq!(values(&text), ["hunter2-a", "hunter2-b"]);
    }
}

// https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml (path allow-list)
#[test]
fn no_name_no_ending_and_no_magic_hides_text() {
    let dir = temp();
    let names = [
        "app.bin",
        "app.png",
        "app.exe",
        "app.pdf",
        "core.dump",
        "node_modules/x/npm-debug.log",
        "vendor/x.log",
        "go.sum",
        "package-lock.json",
        "test/data.svg",
        ".env",
        "a.tar",
        "x.min.js",
        "nohup.out",
        "no-ending",
        ".target",
    ];
    for name in names {
        write(dir.path(), name, "password=hunter2-x\n");
    }
    let magics: [&[u8]; 6] = [
        b"%PDF-1.4\n",
        b"\x89PNG\r\n\x1a\n",
        b"\x7fELF\x02\x01\x01\0",
        b"BZh",
        b"\x1f\x8b\n",
        b"PK\n",
    ];
    for (nth, magic) in magics.iter().enumerate() {
        let text = [magic, &b" log\npassword=hunter2-x\n"[..]].concat();
        write(dir.path(), &format!("magic-{nth}.log"), text);
    }
    let (found, summary) = jsonl(dir.path(), &["."]);
    let seen: BTreeSet<_> = found.iter().map(|one| one["path"].to_string()).collect();
    assert_eq!(seen.len(), names.len() + magics.len(), "{seen:?}");
    assert_eq!(summary["complete"], true);
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

// https://github.com/rust-lang/flate2-rs/issues/301, https://github.com/rust-lang/flate2-rs/issues/265
#[test]
fn gzip_members_padding_and_damage() {
    let (one, two) = (gzip("password=hunter2-a\n"), gzip("password=hunter2-b\n"));
    let whole = [&*one, &*two].concat();
    let padded = [&*one, &[0; 512], &*two, &[0; 700]].concat();
    let garbage = [&*one, b"garbage"].concat();
    let cut = whole[..whole.len() - 9].to_vec();
    let mut wrong_sum = whole.clone();
    let at = wrong_sum.len() - 6;
    wrong_sum[at] ^= 1;
    for (input, count, complete) in [
        (whole, 2, true),
        (padded, 2, true),
        (garbage, 1, false),
        (cut, 2, false),
        (wrong_sum, 2, false),
    ] {
        let run = run_on(&input, &["scan", "-", "-f", "jsonl"]);
        let (found, summary) = run.jsonl();
        assert_eq!((found.len(), &summary["complete"]), (count, &complete.into()), "{summary}");
    }
}

// https://github.com/gitleaks/gitleaks/pull/1872
#[test]
fn an_archive_is_scanned_or_listed_but_never_passed_over() {
    let dir = temp();
    write(dir.path(), "a.zip", b"PK\x03\x04\x14\0\0\0\0\0rest of a zip file");
    write(dir.path(), "a.tar.xz", b"\xFD7zXZ\0rest");
    write(dir.path(), "a.log.bz2", b"BZh91AY&SYrest");
    write(dir.path(), "a.7z", b"7z\xBC\xAF\x27\x1Crest");
    let (found, summary) = jsonl(dir.path(), &["."]);
    assert_eq!(
        (found.len(), summary["not_scanned"].as_array().unwrap().len()),
        (0, 4),
        "{summary}"
    );
}

// A compressed gigabyte of one byte must not stand in memory.
#[cfg(target_os = "linux")]
#[test]
fn a_bomb_is_read_in_flat_memory() {
    let dir = temp();
    let line = "nothing to see here, not in this line and not in the next one either\n";
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let block = line.repeat(15_000);
    let blocks = if cfg!(debug_assertions) { 100 } else { 1000 };
    for _ in 0..blocks {
        encoder.write_all(block.as_bytes()).unwrap();
    }
    write(dir.path(), "bomb.gz", encoder.finish().unwrap());
    let run = run(dir.path(), &["scan", "bomb.gz", "-f", "jsonl", "--threads", "2"]);
    let (_, summary) = run.jsonl();
    assert_eq!(summary["bytes"], block.len() * blocks);
    let peak = run.peak_kib.expect("the system tells the peak of memory");
    assert!(peak < 70 << 10, "{peak} KiB for {} bytes", block.len() * blocks);
}

// https://github.com/praetorian-inc/titus/pull/141, https://github.com/semgrep/semgrep/issues/4274
#[test]
fn no_ignore_file_and_no_dot_hides_a_log() {
    let dir = temp();
    for name in [".gitignore", ".ignore", ".rgignore", ".logsnitchignore", ".git/info/exclude"] {
        write(dir.path(), name, "*\n");
    }
    write(dir.path(), "app.log", "password=hunter2-x\n");
    write(dir.path(), ".hidden/.app.log", "password=hunter2-x\n");
    assert_eq!(jsonl(dir.path(), &["."]).0.len(), 2);
}

// https://github.com/trufflesecurity/trufflehog/issues/1155
#[cfg(unix)]
#[test]
fn a_named_link_is_scanned_under_its_name() {
    let dir = temp();
    write(dir.path(), "real/app.log", "password=hunter2-x\n");
    std::os::unix::fs::symlink("real/app.log", dir.path().join("current.log")).unwrap();
    std::os::unix::fs::symlink("real", dir.path().join("link")).unwrap();
    let (found, _) = jsonl(dir.path(), &["current.log"]);
    assert_eq!(found[0]["path"], "current.log");
    let (found, _) = jsonl(dir.path(), &["link"]);
    assert_eq!(found[0]["path"], "link/app.log");
}

// https://github.com/betterleaks/betterleaks/issues/347, https://github.com/gitleaks/gitleaks/issues/1439
#[test]
fn an_error_is_not_a_finding_and_a_gap_is_neither() {
    let dir = temp();
    write(dir.path(), "leak.log", "password=hunter2-x\n");
    write(dir.path(), "clean.log", "nothing\n");
    let status = |args: &[&str]| run(dir.path(), &[&["scan"], args].concat()).status;
    assert_eq!(status(&["leak.log"]), Some(1));
    assert_eq!(status(&["leak.log", "--no-such-flag"]), Some(2));
    assert_eq!(status(&["none.log"]), Some(2));
    assert_eq!(status(&["clean.log", "none.log"]), Some(3));
    assert_eq!(status(&["clean.log"]), Some(0));
}

// https://github.com/kubescape/kubescape/issues/3757, https://github.com/grafana/alloy/pull/2320
#[test]
fn short_values_lines_without_an_end_and_neighbours_stay_hidden() {
    let line = "user=zq8 pin=4821 x9w7 password=Kz7 token=******** jx42-rest-of-line";
    for format in Format::ALL {
        let run = run_on(line, &["scan", "-", "-f", format.name(), "--min-confidence", "low"]);
        // Numbers of the summary may look like anything; the words of the line may not be there.
        for piece in ["zq8", "Kz7", "x9w7", "jx42", "rest-of-line", "4821"] {
            assert!(!run.out().contains(piece), "{format} shows {piece}: {}", run.out());
        }
    }
}

// https://github.com/Yelp/detect-secrets (baselines hold SHA-1 digests)
#[test]
fn no_report_holds_a_digest_from_which_a_password_can_be_guessed() {
    let secret = "hunter2";
    let sha256: String = Sha256::digest(secret).iter().map(|b| format!("{b:02x}")).collect();
    let known = [
        &sha256[..12],
        "f3bbbd66a63d", // SHA-1
        "2ab96390c7db", // MD5
    ];
    let report =
        |format: &str| run_on(format!("password={secret}\n"), &["scan", "-", "-f", format]).out();
    for format in Format::ALL {
        let report = report(format.name());
        assert!(known.iter().all(|digest| !report.contains(digest)), "{format}: {report}");
    }
    // What stays the same in two runs cannot depend on the value without a key.
    let line_hash = |text: &str| {
        let report = run_on(text, &["scan", "-", "-f", "sarif"]).json();
        report["runs"][0]["results"][0]["partialFingerprints"].clone()
    };
    let one = line_hash("login password=hunter2 ok\n");
    assert!(one["primaryLocationLineHash"].is_string(), "{one}");
    assert_eq!(one, line_hash("login password=trustno1 ok\n"));
}

// https://github.com/jainal09/envdrift/issues/479, https://github.com/gitleaks/gitleaks/issues/2239
#[test]
fn different_values_of_one_statement_are_counted_apart() {
    let dir = temp();
    write(dir.path(), "app.log", "login password=hunter2-a ok\nlogin password=hunter2-b ok\n");
    let (found, _) = jsonl(dir.path(), &["app.log"]);
    assert_ne!(found[0]["fingerprint"], found[1]["fingerprint"]);
    assert_eq!(found[0]["site"], found[1]["site"]);
    let report = run(dir.path(), &["scan", "app.log", "-f", "json"]).json();
    assert_eq!(
        (&report["sites"][0]["count"], &report["sites"][0]["values"]),
        (&2.into(), &2.into())
    );
}

// https://github.com/trufflesecurity/trufflehog/issues/4535
#[test]
fn one_value_at_many_places_keeps_its_places() {
    let dir = temp();
    for name in ["a.log", "b/a.log", "c.log"] {
        write(dir.path(), name, "login password=hunter2-a ok\n");
    }
    let (found, _) = jsonl(dir.path(), &["."]);
    let paths: Vec<_> = found.iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["a.log", "b/a.log", "c.log"]);
    let report = run(dir.path(), &["scan", ".", "-f", "json"]).json();
    let sites = report["sites"].as_array().unwrap();
    let files: u64 = sites.iter().map(|site| site["files"].as_u64().unwrap()).sum();
    let samples: usize = sites.iter().map(|site| site["samples"].as_array().unwrap().len()).sum();
    assert_eq!((files, samples), (3, 3));
}

// https://github.com/gitleaks/gitleaks/issues/2019
#[cfg(target_os = "linux")]
#[test]
fn text_full_of_escapes_takes_no_more_memory_than_other_text() {
    let unit = "%2525252525\\\\\\\\u005cu005c\\\"%255B%257B&amp;amp;amp;=3D=253D";
    let text = unit.repeat(if cfg!(debug_assertions) { 10_000 } else { 100_000 });
    let run = run_on(&text, &["scan", "-", "-f", "jsonl", "--threads", "1"]);
    assert_eq!(run.jsonl().1["bytes"], text.len());
    let peak = run.peak_kib.expect("the system tells the peak of memory");
    assert!(peak < 60 << 10, "{peak} KiB");
}

// https://github.com/garrytan/gstack/issues/2944
#[test]
fn quotes_may_be_escaped_once_and_twice() {
    for line in [
        r#"{"password":"hunter2-x","n":1}"#,
        r#"{"m":"{\"password\":\"hunter2-x\",\"n\":1}"}"#,
        r#"{"m":"{\"m\":\"{\\\"password\\\":\\\"hunter2-x\\\",\\\"n\\\":1}\"}"}"#,
        r#"{"m":"password=\"hunter2-x\" n=1"}"#,
    ] {
        assert_eq!(values(line), ["hunter2-x"], "{line}");
    }
}

// https://github.com/trufflesecurity/trufflehog/pull/5022
#[test]
fn a_line_may_be_as_long_as_it_likes() {
    let filler = "x".repeat(3_000_000);
    let text = format!("{filler} password=hunter2-a {filler} password=hunter2-b");
    assert_eq!(values(&text), ["hunter2-a", "hunter2-b"]);
    let (found, _) = run_on(&text, &["scan", "-", "-f", "jsonl"]).jsonl();
    let at: Vec<_> = found.iter().map(|one| one["start_byte"].as_u64().unwrap()).collect();
    assert_eq!(at, [3_000_010, 6_000_030]);
}

// https://github.com/open-policy-agent/conftest/pull/1419, https://github.com/awslabs/ferret-scan/pull/634
#[cfg(unix)]
#[test]
fn names_of_files_become_uris() {
    use std::os::unix::ffi::OsStrExt as _;
    let dir = temp();
    let names: [(&[u8], &str); 5] = [
        (b"a b.log", "a%20b.log"),
        (b"a#b?.log", "a%23b%3F.log"),
        (b"a%20b.log", "a%2520b.log"),
        (b"10:42.log", "10%3A42.log"),
        (b"\xff\xfe.log", "%FF%FE.log"),
    ];
    for (name, _) in names {
        let path = dir.path().join(std::ffi::OsStr::from_bytes(name));
        fs::write(path, "password=hunter2-x\n").unwrap();
    }
    let report = run(dir.path(), &["scan", ".", "-f", "sarif"]).json();
    let results = report["runs"][0]["results"].as_array().unwrap().iter();
    let uris: BTreeSet<&str> = results
        .flat_map(|result| result["locations"].as_array().unwrap())
        .map(|at| at["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap())
        .collect();
    assert_eq!(uris, names.iter().map(|(_, uri)| *uri).collect());
    // The exact name of what is no Unicode stands in the other reports.
    let (found, _) = jsonl(dir.path(), &["."]);
    let bytes = found.iter().filter(|one| one["path_bytes"].is_string()).count();
    assert_eq!(bytes, 1);
}

// https://github.com/gitleaks/gitleaks/issues/890
#[test]
fn every_rule_that_fires_is_listed_with_texts_that_are_not_empty() {
    let dir = temp();
    write(dir.path(), "app.log", "password=hunter2-x\ncall from phone=+442079460123\n");
    let report = run(dir.path(), &["scan", "app.log", "-f", "sarif"]).json();
    let rules = report["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let results = report["runs"][0]["results"].as_array().unwrap();
    assert_eq!((rules.len(), results.len()), (2, 2));
    for result in results {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        for text in [
            &rule["shortDescription"]["text"],
            &rule["fullDescription"]["text"],
            &rule["help"]["text"],
            &result["message"]["text"],
        ] {
            assert!(text.as_str().is_some_and(|text| !text.trim().is_empty()), "{rule}");
        }
    }
}

// https://github.com/gitleaks/gitleaks/issues/1409
#[test]
fn only_the_files_that_were_named_are_scanned() {
    let dir = temp();
    for name in ["a.log", "b.log", "sub/c.log"] {
        write(dir.path(), name, "password=hunter2-x\n");
    }
    let (found, summary) = jsonl(dir.path(), &["a.log", "sub/c.log"]);
    let paths: Vec<_> = found.iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert_eq!((paths, &summary["files"]), (vec!["a.log", "sub/c.log"], &2.into()));
    // A hook hands over every changed file; the exclusions of its configuration hold for those too.
    let (found, _) = jsonl(dir.path(), &["a.log", "sub/c.log", "--exclude", "sub/*"]);
    assert_eq!(found.len(), 1);
}

// gitleaks loads `.gitleaks.toml` from the tree that it scans.
#[test]
fn the_scanned_tree_does_not_configure_the_scan() {
    let dir = temp();
    let config =
        "min-severity = \"critical\"\nskip = [\"password\"]\n[allowlist]\npaths = ['''.*''']\n";
    for name in [
        ".logsnitch.toml",
        "logsnitch.toml",
        ".gitleaks.toml",
        ".config/logsnitch.toml",
        ".gitleaksignore",
    ] {
        write(dir.path(), name, config);
    }
    write(dir.path(), "app.log", "password=hunter2-x\n");
    let (found, _) = jsonl(dir.path(), &["app.log"]);
    assert_eq!(found.len(), 1);
    let (found, _) = jsonl(dir.path(), &["."]);
    assert!(found.iter().any(|one| one["path"] == "app.log"), "{found:?}");
}

// Kingfisher sends what it finds to the provider unless told not to.
#[test]
fn no_dependency_can_reach_the_network() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let lock: toml::Table = toml::from_str(&lock).unwrap();
    let packages = lock["package"].as_array().unwrap();
    let names: BTreeSet<&str> = packages.iter().map(|p| p["name"].as_str().unwrap()).collect();
    assert!(names.contains("logsnitch") && names.contains("clap"), "{names:?}");
    for name in [
        "reqwest",
        "hyper",
        "ureq",
        "curl",
        "isahc",
        "attohttpc",
        "minreq",
        "tokio",
        "async-std",
        "smol",
        "mio",
        "socket2",
        "rustls",
        "native-tls",
        "openssl",
        "h2",
        "quinn",
        "trust-dns",
        "hickory-resolver",
        "self_update",
        "sentry",
        "opentelemetry",
    ] {
        assert!(!names.contains(name), "{name} is in Cargo.lock");
    }
}

// https://github.com/mongodb/kingfisher/issues/449
#[test]
fn the_counts_of_every_report_agree() {
    let dir = temp();
    let lines = "password=hunter2-a\nlogin password=hunter2-b ok\npin: 4821\nghp_{alnum:36}\n\
                 call from phone=+442079460123\n";
    write(dir.path(), "a.log", fill(&lines.repeat(7), 1));
    write(dir.path(), "b.log.gz", gzip(&fill(lines, 2)));
    write(dir.path(), "c.zst", b"\x28\xB5\x2F\xFD....");
    let scan = |format: &str| run(dir.path(), &["scan", ".", "-f", format]);
    let (found, summary) = scan("jsonl").jsonl();
    assert!(found.len() > 20 && summary["hidden"].as_u64().unwrap() >= 8, "{summary}");
    assert_eq!(summary["findings"], found.len());
    let json = scan("json").json();
    let sum = |values: &Value, field: &str| -> u64 {
        values.as_array().unwrap().iter().map(|one| one[field].as_u64().unwrap()).sum()
    };
    assert_eq!(sum(&json["sites"], "count"), found.len() as u64);
    for field in ["findings", "files", "bytes", "hidden", "complete", "not_scanned"] {
        assert_eq!(json["summary"][field], summary[field], "{field}");
    }
    assert_eq!(json["summary"]["sites"], json["sites"].as_array().unwrap().len());
    let sarif = scan("sarif").json();
    let run = &sarif["runs"][0];
    assert_eq!(sum(&run["results"], "occurrenceCount"), found.len() as u64);
    assert_eq!(run["properties"]["findings"], found.len());
    assert_eq!(run["properties"]["hidden"], summary["hidden"]);
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let text = scan("text").out();
    assert!(text.contains(&format!("{} findings at", found.len())), "{text}");
    assert!(text.contains(&format!("{} findings are below", summary["hidden"])), "{text}");
}

// https://github.com/grafana/alloy/pull/2588, and the documentation of Datadog's scanner
#[test]
fn numbers_keys_and_labels_are_scanned() {
    let token = fill("ghp_{alnum:30}{crc32-base62}", 9);
    assert_eq!(values(r#"{"user":"bob","password":73519264,"n":1}"#), ["73519264"]);
    assert_eq!(values(format!(r#"{{"{token}":{{"count":1}}}}"#)), [&*token]);
    assert_eq!(values(format!("requests_total{{client=\"{token}\",code=\"200\"}} 17")), [&*token]);
    assert_eq!(values(format!("[{token}] started")), [&*token]);
}

// https://github.com/trufflesecurity/trufflehog/issues/2949
#[test]
fn a_second_keyword_within_a_value_neither_cuts_nor_doubles_it() {
    assert_eq!(values(r#"{"password":"pass:word=hunter2","n":1}"#), ["pass:word=hunter2"]);
    let token = fill("ghp_{alnum:30}{crc32-base62}", 9);
    assert_eq!(values(format!("token=\"{token}\" secret={token}")), [&*token, &*token]);
}

// A name without its value on the line above: the blank behind it ended the line, and a place behind the
// line's end was read.
#[test]
fn a_user_that_is_missing_on_the_line_above_stops_no_scan() {
    for text in ["user \npassword: kettle-19\n", "> USER \r\n> PASS kettle-19\r\n"] {
        assert_eq!(values(text), ["kettle-19"], "{text}");
    }
}
