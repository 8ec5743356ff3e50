//! What holds for every format, on one shared scan that never was.

use std::io::{self, Write};
use std::time::Duration;

use base64::Engine as _;
use serde_json::Value;

use super::sites::{Bounds, Sites};
use super::{Format, Sink, Style, Tee};
use crate::fact::{Fact, FactName, FactValue};
use crate::finding::{
    Category, Confidence, Finding, Fingerprint, Layer, Layers, NotScanned, Place, Severity,
    SourceName, Statement, Summary,
};
use crate::rules::RuleSet;
use crate::secret::Secret;

const RULES: &str = r#"
    [[rule]]
    id = "toy-password"
    summary = "Password of a toy"
    severity = "critical"
    category = "password"
    confidence = "medium"
    keywords = ["toy"]
    regex = 'toy=\S+'
    risk = "Lets anyone play."
    remedy = "Lock the toy."
    references = ["https://toys.example/a?b=c", "the toy book, page 3"]
    examples.hit = ["«toy=x»"]
    examples.miss = ["toy"]
    [[rule]]
    id = "toy-phone"
    summary = "Phone number of a toy"
    severity = "low"
    category = "phone"
    keywords = ["tel"]
    regex = 'tel=\S+'
    risk = "Lets anyone ring."
    remedy = "Mask it."
    examples.hit = ["«tel=1»"]
    examples.miss = ["tel"]
"#;

const SECRET: &str = "hunter2/Tr0ub4dor&3";

const FACTS: [Fact; 2] = [
    Fact { name: FactName::KeyType, value: FactValue::Text("toy") },
    Fact { name: FactName::Expires, value: FactValue::Day(1_700_000_000) },
];

fn rules() -> RuleSet {
    RuleSet::from_toml(RULES, "toys.toml").unwrap()
}

/// A finding of the value, on a line; the number of the statement makes the site.
fn finding(secret: &str, line: u64, statement: u8) -> Finding<'_> {
    let mut fingerprint = [0; 16];
    for (nth, byte) in secret.bytes().enumerate() {
        fingerprint[nth % 16] ^= byte.rotate_left(nth as u32);
    }
    let length = secret.len() as u64;
    Finding {
        rule: "toy-password",
        category: Category::Password,
        severity: Severity::Critical,
        confidence: Confidence::Medium,
        key: "user.password",
        secret: Secret::new(secret.as_bytes()),
        bytes: line * 100 + 41..line * 100 + 41 + length,
        place: Place { line, column: 42, end_line: line, end_column: 42 + length },
        layers: Layers::NONE,
        statement: Statement([statement; 16]),
        fingerprint: Fingerprint(fingerprint),
        subject: None,
        facts: &[],
    }
}

/// Two files of one family, three sites, four findings, and a name that is out for trouble.
fn scan(sink: &mut dyn Sink) -> io::Result<()> {
    let app = SourceName::new("logs/app.log");
    sink.finding(&app, &finding(SECRET, 3, 1))?;
    let phone = Finding {
        rule: "toy-phone",
        category: Category::Phone,
        severity: Severity::Low,
        confidence: Confidence::High,
        key: "",
        layers: Layers::NONE.with(Layer::JsonString).with(Layer::Base64),
        facts: &FACTS,
        ..finding("2025550143", 4, 2)
    };
    sink.finding(&app, &phone)?;
    let rotated = SourceName::new("logs/app.log.1");
    sink.finding(&rotated, &finding("other", 9, 1))?;
    let hostile = SourceName::new("logs/a\u{1b}[31m\u{202e}:#%.log");
    sink.finding(&hostile, &Finding { key: "p\u{200b}[w](x)\u{9b}", ..finding(SECRET, 1, 3) })?;
    sink.finish(&summary())
}

fn summary() -> Summary {
    Summary {
        files: 4,
        bytes: 123_456,
        findings: 4,
        hidden: 2,
        not_scanned: vec![NotScanned {
            path: SourceName::new("logs/x y\n.gz"),
            reason: "damaged gzip data".to_owned(),
            bytes: Some(77),
        }],
        left_out: vec![SourceName::new(".git")],
        elapsed: Duration::from_millis(1500),
    }
}

fn render(format: Format, style: Style, scan: impl Fn(&mut dyn Sink) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    scan(&mut format.sink(&mut out, &rules(), style)).unwrap();
    String::from_utf8(out).unwrap()
}

fn json(format: Format) -> Value {
    serde_json::from_str(&render(format, Style::default(), scan)).unwrap()
}

#[test]
fn formats_have_names() {
    for &format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(format));
    }
    let error = "yaml".parse::<Format>().unwrap_err();
    assert!(error.contains("`yaml`") && error.contains("sarif"), "{error}");
}

fn is_as_before(format: Format, before: &str) {
    let text = render(format, Style::default(), scan).replace(env!("CARGO_PKG_VERSION"), "VERSION");
    for (nth, (now, before)) in text.lines().zip(before.lines()).enumerate() {
        assert_eq!(now, before, "{format}: line {}", nth + 1);
    }
    assert_eq!(text, before, "{format}");
}

#[test]
fn text_is_for_people() {
    is_as_before(Format::Text, include_str!("snapshots/report.txt"));
}

#[test]
fn json_is_version_1() {
    is_as_before(Format::Json, include_str!("snapshots/report.json"));
}

#[test]
fn jsonl_is_version_1() {
    is_as_before(Format::Jsonl, include_str!("snapshots/report.jsonl"));
}

#[test]
fn sarif_stays_as_it_is() {
    is_as_before(Format::Sarif, include_str!("snapshots/report.sarif"));
}

#[test]
fn no_format_shows_a_secret_in_any_coat() {
    let base64 = base64::engine::general_purpose::STANDARD.encode(SECRET);
    let hex: String = SECRET.bytes().map(|b| format!("{b:02x}")).collect();
    let percent = SECRET.replace('/', "%2F").replace('&', "%26");
    let html = SECRET.replace('&', "&amp;");
    let json = SECRET.replace('&', "\\u0026");
    for colour in [false, true] {
        for &format in Format::ALL {
            let text = render(format, Style { colour, show_secrets: false }, scan);
            for coat in [SECRET, &base64, &hex, &percent, &html, &json, "hunter2", "Tr0ub"] {
                assert!(!text.contains(coat), "{format}: {coat} in {text}");
            }
        }
    }
}

#[test]
fn values_are_shown_on_demand_but_never_in_sarif() {
    let style = Style { colour: false, show_secrets: true };
    for (format, shows) in
        [(Format::Text, true), (Format::Json, true), (Format::Jsonl, true), (Format::Sarif, false)]
    {
        assert_eq!(render(format, style, scan).contains(SECRET), shows, "{format}");
    }
    let wild = |sink: &mut dyn Sink| {
        sink.finding(&SourceName::new("a"), &finding("a\u{1b}[0m\nb\u{202e}", 1, 1))?;
        sink.finish(&Summary::default())
    };
    let text = render(Format::Text, style, wild);
    assert!(text.contains("value: a\\u{1b}[0m\\nb\\u{202e}\n"), "{text}");
}

#[test]
fn nothing_reaches_a_terminal_unescaped() {
    for &format in Format::ALL {
        let text = render(format, Style::default(), scan);
        let wild = text.chars().find(|&c| super::escape::is_hidden(c) && c != '\n');
        assert_eq!(wild, None, "{format}: {text}");
    }
    let plain = render(Format::Text, Style::default(), scan);
    let colour = render(Format::Text, Style { colour: true, show_secrets: false }, scan);
    assert!(colour.contains("\x1b[1;31mcritical\x1b[0m"), "{colour}");
    assert!(!plain.contains('\x1b'));
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_keeps_its_bytes() {
    use std::os::unix::ffi::OsStrExt as _;
    let name = SourceName::new(std::ffi::OsStr::from_bytes(b"a\xff/\xc3.log"));
    let scan = |sink: &mut dyn Sink| {
        sink.finding(&name, &finding(SECRET, 1, 1))?;
        let path = name.clone();
        let not_scanned = vec![NotScanned { path, reason: "gone".to_owned(), bytes: None }];
        sink.finish(&Summary { not_scanned, ..Summary::default() })
    };
    let text = render(Format::Text, Style::default(), scan);
    assert!(text.starts_with("a\\xff/\\xc3.log\n"), "{text}");
    let exact = base64::engine::general_purpose::STANDARD.encode(b"a\xff/\xc3.log");
    for format in [Format::Json, Format::Jsonl] {
        let text = render(format, Style::default(), scan);
        assert!(text.matches(&format!(r#""path_bytes":"{exact}""#)).count() >= 2, "{text}");
    }
    let text = render(Format::Sarif, Style::default(), scan);
    assert!(text.contains(r#""uri":"a%FF/%C3.log""#), "{text}");
}

/// What GitHub demands beyond the schema: present and not empty.
#[test]
fn sarif_has_what_its_readers_require() {
    let log = json(Format::Sarif);
    let text = |value: &Value| {
        let text = value.as_str().unwrap_or_default();
        assert!(!text.is_empty() && text.chars().count() <= 1024, "{value}");
        text.to_owned()
    };
    text(&log["$schema"]);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let driver = &run["tool"]["driver"];
    text(&driver["name"]);
    text(&driver["semanticVersion"]);
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        for field in ["/id", "/name", "/shortDescription/text", "/fullDescription/text"] {
            text(rule.pointer(field).unwrap());
        }
        text(&rule["help"]["text"]);
        text(&rule["help"]["markdown"]);
        let severity: f64 = text(&rule["properties"]["security-severity"]).parse().unwrap();
        assert!(severity > 0.0 && severity <= 10.0);
        let tags = rule["properties"]["tags"].as_array().unwrap();
        assert!(tags.contains(&"security".into()) && tags.len() <= 10);
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        text(&result["message"]["text"]);
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(result.get("kind").is_none());
        let site = text(&result["partialFingerprints"]["leakSite/v1"]);
        assert!(text(&result["partialFingerprints"]["primaryLocationLineHash"]).contains(&site));
        for location in result["locations"].as_array().unwrap() {
            let physical = &location["physicalLocation"];
            let uri = text(&physical["artifactLocation"]["uri"]);
            assert!(uri.bytes().all(|b| b.is_ascii_graphic()), "{uri}");
            for field in ["startLine", "startColumn", "endLine", "endColumn"] {
                assert!(physical["region"][field].as_u64().unwrap() >= 1);
            }
            assert!(physical["region"].get("byteOffset").is_none());
        }
    }
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notifications = invocation["toolExecutionNotifications"].as_array().unwrap();
    let levels: Vec<_> = notifications.iter().map(|n| n["level"].as_str().unwrap()).collect();
    assert_eq!(levels, ["error", "note", "note"]);
    for notification in notifications {
        let index = notification["descriptor"]["index"].as_u64().unwrap() as usize;
        assert_eq!(driver["notifications"][index]["id"], notification["descriptor"]["id"]);
    }
}

#[test]
fn a_region_is_never_below_one_or_back_to_front() {
    let scan = |sink: &mut dyn Sink| {
        let place = Place { line: 0, column: 0, end_line: 0, end_column: 0 };
        sink.finding(&SourceName::new("a"), &Finding { place, ..finding(SECRET, 1, 1) })?;
        sink.finish(&Summary::default())
    };
    let text = render(Format::Sarif, Style::default(), scan);
    assert!(text.contains(r#""startLine":1,"startColumn":1,"endLine":1,"endColumn":1"#), "{text}");
}

#[test]
fn a_million_copies_are_one_site() {
    let mut sites = Sites::new(Bounds::USUAL, false);
    let file = SourceName::new("app.log");
    for line in 1..=1_000_000 {
        sites.take(&file, &finding(SECRET, line, 1));
    }
    let site = sites.iter().next().unwrap();
    assert_eq!((sites.iter().len(), site.count, site.files), (1, 1_000_000, 1));
    assert_eq!((site.samples.len(), site.last.place.line), (1, 1_000_000));
    assert_eq!(site.extent(), "1000000 times with one and the same value");
}

#[test]
fn many_values_are_at_least_so_many_and_few_places_are_kept() {
    let mut sites = Sites::new(Bounds::USUAL, false);
    for nth in 0..100 {
        let secret = format!("value-{nth}");
        let file = SourceName::new(format!("app.log.{}", nth / 10));
        sites.take(&file, &finding(&secret, nth + 1, 1));
    }
    let site = sites.iter().next().unwrap();
    assert_eq!(site.extent(), "100 times in 10 files with at least 16 different values");
    assert_eq!(site.samples.len(), 5);
}

#[test]
fn what_goes_beyond_the_bounds_is_counted_by_rule() {
    let bounds = Bounds { sites: 4, rule_sites: 3, value_bytes: 0 };
    let mut sites = Sites::new(bounds, true);
    let file = SourceName::new("app.log");
    for line in 1..=10 {
        sites.take(&file, &finding(SECRET, line, line as u8));
        // The second time, each statement goes where it went before.
        sites.take(&file, &finding(SECRET, line, line as u8));
    }
    sites.take(&file, &Finding { rule: "toy-phone", ..finding(SECRET, 11, 11) });
    sites.take(&file, &Finding { rule: "toy-phone", ..finding(SECRET, 12, 12) });
    assert_eq!(sites.iter().len(), 4);
    let beyond: Vec<_> = sites.rules().iter().map(|rule| (&*rule.id, rule.beyond)).collect();
    assert_eq!(beyond, [("toy-password", 14), ("toy-phone", 1)]);
    let listed: u64 = sites.iter().map(|site| site.count).sum();
    assert_eq!(listed + 15, sites.findings());
    assert!(sites.iter().all(|site| site.samples.iter().all(|sample| sample.value.is_none())));
}

#[test]
fn every_grouped_format_names_what_goes_beyond() {
    let scan = |sink: &mut dyn Sink| {
        let file = SourceName::new("app.log");
        for nth in 0..Bounds::USUAL.rule_sites as u32 + 7 {
            let mut statement = [0; 16];
            statement[..4].copy_from_slice(&nth.to_le_bytes());
            let statement = Statement(statement);
            sink.finding(&file, &Finding { statement, ..finding(SECRET, 1, 0) })?;
        }
        sink.finish(&Summary::default())
    };
    for (format, says) in [
        (Format::Text, "7 findings of toy-password at further leak sites"),
        (Format::Json, r#"{"rule_id":"toy-password","findings":7}"#),
        (Format::Sarif, "7 more findings of toy-password at leak sites not listed."),
    ] {
        let text = render(format, Style::default(), scan);
        assert!(text.contains(says), "{format}");
    }
}

#[test]
fn long_lists_are_cut_in_text_alone() {
    let scan = |sink: &mut dyn Sink| {
        let entry = |nth| NotScanned {
            path: SourceName::new(format!("file-{nth}.log")),
            reason: "no permission".to_owned(),
            bytes: None,
        };
        sink.finish(&Summary { not_scanned: (0..50).map(entry).collect(), ..Summary::default() })
    };
    let text = render(Format::Text, Style::default(), scan);
    assert!(text.contains("and 30 more") && !text.contains("file-20"), "{text}");
    assert!(!text.contains("Complete"), "{text}");
    for format in [Format::Json, Format::Jsonl, Format::Sarif] {
        let text = render(format, Style::default(), scan);
        assert!(text.contains("file-49.log"), "{format}");
    }
}

/// A writer that takes so many bytes and then fails.
struct Closing(usize);

impl Write for Closing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        if taken == 0 { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(taken) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn write_errors_come_out_as_they_are() {
    for &format in Format::ALL {
        let whole = render(format, Style::default(), scan).len();
        for room in [0, 10, whole - 1] {
            let mut sink = format.sink(Closing(room), &rules(), Style::default());
            let error = scan(&mut sink).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{format}, {room}");
        }
        scan(&mut format.sink(Closing(whole), &rules(), Style::default())).unwrap();
    }
}

/// A file that can be read while a sink has it.
#[derive(Clone, Default)]
struct Shared(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Shared {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

#[test]
fn a_tee_writes_what_each_would_alone() {
    let (one, two, mut tee) = (Shared::default(), Shared::default(), Tee::default());
    tee.push(Format::Jsonl.sink(one.clone(), &rules(), Style::default()));
    tee.push(Format::Sarif.sink(two.clone(), &rules(), Style::default()));
    scan(&mut tee).unwrap();
    assert_eq!(one.text(), render(Format::Jsonl, Style::default(), scan));
    assert_eq!(two.text(), render(Format::Sarif, Style::default(), scan));
}

#[test]
fn a_closed_pipe_does_not_cost_the_other_report() {
    let (file, mut tee) = (Shared::default(), Tee::default());
    tee.push(Format::Jsonl.sink(Closing(0), &rules(), Style::default()));
    tee.push(Format::Json.sink(file.clone(), &rules(), Style::default()));
    assert_eq!(scan(&mut tee).unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    assert_eq!(file.text(), render(Format::Json, Style::default(), scan));

    let mut alone = Tee::default();
    alone.push(Format::Jsonl.sink(Closing(0), &rules(), Style::default()));
    alone.finding(&SourceName::new("a"), &finding(SECRET, 1, 1)).unwrap();
    assert_eq!(alone.flush().unwrap_err().kind(), io::ErrorKind::BrokenPipe);
}
