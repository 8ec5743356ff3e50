//! SARIF 2.1.0: one result for each leak site, and a notification for each input that was not
//! scanned (docs/sarif.md says what is read by whom).
//!
//! It never shows a value, whatever was asked for: these files are made to be uploaded.

mod model;
mod uri;

use std::io::{self, Write};

use super::Sink;
use super::escape::{Visible, write_json};
use super::facts::View as Facts;
use super::sites::{Bounds, Fired, Sample, Site, Sites, Spot};
use crate::finding::{Category, Confidence, Finding, Severity, SourceName, Summary};
use crate::rules::{Rule, RuleSet};
use model::{
    Artifact, ArtifactLocation, Bytes, Configuration, Driver, Each, Invocation, Location, Log,
    Message, Multiformat, Notification, NotificationDescriptor, NotificationLocation,
    NotificationProperties, PartialFingerprints, PhysicalLocation, Place, Reference, Region,
    ResultProperties, RuleDescriptor, RuleProperties, Run, RunProperties, SarifResult, Tool,
};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The depth of `runs[].results[]`, the deepest list with a line for each element.
const RESULTS: usize = 4;
/// Characters of a description that GitHub takes.
const DESCRIPTION: usize = 1024;

pub(crate) struct Sarif<W> {
    out: W,
    rules: RuleSet,
    sites: Sites,
}

impl<W: Write> Sarif<W> {
    pub(crate) fn new(out: W, rules: &RuleSet) -> Self {
        Sarif { out, rules: rules.clone(), sites: Sites::new(Bounds::USUAL, false) }
    }
}

impl<W: Write> Sink for Sarif<W> {
    fn finding(&mut self, at: &SourceName, finding: &Finding<'_>) -> io::Result<()> {
        self.sites.take(at, finding);
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        let (sites, rules) = (&self.sites, &self.rules);
        let kinds = Kind::descriptors();
        let fired = || sites.rules().iter().map(|fired| descriptor(fired, rules.get(&fired.id)));
        let run = Run {
            tool: Tool {
                driver: Driver {
                    name: "logsnitch",
                    version: env!("CARGO_PKG_VERSION"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    information_uri: Some(env!("CARGO_PKG_REPOSITORY")).filter(|u| !u.is_empty()),
                    rules: Each(fired),
                    notifications: &kinds,
                },
            },
            invocations: [Invocation {
                execution_successful: summary.complete(),
                tool_execution_notifications: Each(|| notifications(summary, sites)),
            }],
            column_kind: "utf16CodeUnits",
            redaction_tokens: redaction_tokens(sites),
            results: Each(|| sites.iter().map(|site| result(site, sites, rules))),
            properties: run_properties(summary, sites),
        };
        let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
        write_json(&mut self.out, &log, RESULTS)?;
        self.out.flush()
    }
}

fn run_properties(summary: &Summary, sites: &Sites) -> RunProperties {
    RunProperties {
        complete: summary.complete(),
        files: summary.files,
        bytes: summary.bytes,
        findings: sites.findings(),
        sites: sites.iter().len() as u64,
        files_with_findings: sites.files(),
        hidden: summary.hidden,
        not_scanned: summary.not_scanned.len() as u64,
        elapsed_ms: u64::try_from(summary.elapsed.as_millis()).unwrap_or(u64::MAX),
    }
}

fn redaction_tokens(sites: &Sites) -> Vec<String> {
    let used = |category: &Category| sites.iter().any(|site| site.category == *category);
    let used = Category::ALL.iter().copied().filter(used);
    used.map(|category| format!("[REDACTED:{category}]")).collect()
}

/// The kinds of notifications, in the order of their descriptors.
#[derive(Clone, Copy)]
enum Kind {
    NotScanned,
    BeyondSiteLimit,
    BelowThresholds,
    LeftOut,
}

impl Kind {
    const ALL: [(Kind, &'static str, &'static str); 4] = [
        (Kind::NotScanned, "not-scanned", "An input, or a part of one, was not scanned"),
        (Kind::BeyondSiteLimit, "beyond-site-limit", "More leak sites than are listed"),
        (Kind::BelowThresholds, "below-thresholds", "Findings that the thresholds hid"),
        (Kind::LeftOut, "left-out", "A directory of version control that is left out"),
    ];

    fn descriptors() -> [NotificationDescriptor; 4] {
        Kind::ALL.map(|(_, id, text)| NotificationDescriptor { id, short_description: plain(text) })
    }

    fn notification(self, level: &'static str, text: String) -> Notification {
        let index = self as usize;
        let descriptor = Reference { id: Kind::ALL[index].1.to_owned(), index };
        let message = Message { text };
        Notification {
            descriptor,
            level,
            message,
            locations: None,
            associated_rule: None,
            properties: None,
        }
    }
}

fn notifications<'a>(
    summary: &'a Summary,
    sites: &'a Sites,
) -> impl Iterator<Item = Notification> + 'a {
    let not_scanned = summary.not_scanned.iter().map(|entry| Notification {
        locations: Some(whole(&entry.path)),
        properties: entry
            .bytes
            .map(|bytes| NotificationProperties { bytes: Some(bytes), findings: None }),
        ..Kind::NotScanned
            .notification("error", format!("Not scanned: {}.", Visible::text(&entry.reason)))
    });
    let beyond = sites.rules().iter().enumerate().filter(|(_, rule)| rule.beyond > 0);
    let beyond = beyond.map(|(index, rule)| Notification {
        associated_rule: Some(Reference { id: rule.id.clone(), index }),
        properties: Some(NotificationProperties { bytes: None, findings: Some(rule.beyond) }),
        ..Kind::BeyondSiteLimit.notification(
            "warning",
            format!("{} more findings of {} at leak sites not listed.", rule.beyond, rule.id),
        )
    });
    let hidden = (summary.hidden > 0).then(|| Notification {
        properties: Some(NotificationProperties { bytes: None, findings: Some(summary.hidden) }),
        ..Kind::BelowThresholds
            .notification("note", format!("{} findings below the thresholds.", summary.hidden))
    });
    let left_out = summary.left_out.iter().map(|name| Notification {
        locations: Some(whole(name)),
        ..Kind::LeftOut.notification("note", "Left out: version control.".to_owned())
    });
    not_scanned.chain(beyond).chain(hidden).chain(left_out)
}

fn whole(name: &SourceName) -> [NotificationLocation; 1] {
    let artifact_location = ArtifactLocation { uri: uri::of(name) };
    [NotificationLocation { physical_location: Artifact { artifact_location } }]
}

/// What a rule says. GitHub refuses empty texts, so that a rule which is not in the set has some.
fn descriptor(fired: &Fired, rule: Option<&Rule>) -> RuleDescriptor {
    let id = fired.id.clone();
    let (summary, risk, remedy) = match rule {
        Some(rule) => (rule.summary.trim(), rule.risk.trim(), rule.remedy.trim()),
        None => (id.as_str(), "Whoever reads the log has the value.", "Change the value."),
    };
    let severity = rule.map_or(fired.severity, |rule| rule.severity);
    let links: Vec<&str> = rule
        .iter()
        .flat_map(|rule| rule.references.iter())
        .map(AsRef::as_ref)
        .filter(|link| is_link(link))
        .collect();
    let mut markdown = format!("**Risk.** {risk}\n\n**What to do.** {remedy}\n");
    let mut text = format!("{risk} {remedy}");
    for link in &links {
        markdown += &format!("\n- <{link}>");
        text += &format!(" {link}");
    }
    RuleDescriptor {
        name: pascal(&id),
        short_description: plain(&shortened(summary)),
        full_description: plain(&shortened(&format!("{summary} in a log. {risk}"))),
        help: Multiformat { text, markdown: Some(markdown) },
        help_uri: links.first().map(|&link| link.to_owned()),
        default_configuration: Configuration { level: level(severity) },
        properties: RuleProperties {
            tags: ["security", "external/cwe/cwe-532", rule.map_or("log", |r| r.category.name())],
            precision: rule.map_or(Confidence::Medium, |rule| rule.confidence).name(),
            security_severity: match severity {
                Severity::Critical => "9.5",
                Severity::High => "8.0",
                Severity::Medium => "5.5",
                Severity::Low => "2.0",
                Severity::Info => "0.1",
            },
        },
        id,
    }
}

fn plain(text: &str) -> Multiformat {
    Multiformat { text: text.to_owned(), markdown: None }
}

fn shortened(text: &str) -> String {
    text.chars().take(DESCRIPTION).collect()
}

/// Whether a reference can stand as a URI: some name a document in words.
fn is_link(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let Some(rest) = rest.filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
    else {
        return false;
    };
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&b);
    let escapes_end = rest.split('%').skip(1).all(|after| {
        after.as_bytes().first_chunk::<2>().is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit))
    });
    rest.bytes().all(plain) && escapes_end && rest.matches('#').count() <= 1
}

/// `acme-api-token` as `AcmeApiToken`: a name, as the standard wants it (§3.49.7).
fn pascal(id: &str) -> String {
    let mut name = String::with_capacity(id.len());
    for word in id.split(|c: char| !c.is_alphanumeric()) {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

fn result<'a>(site: &'a Site, sites: &'a Sites, rules: &RuleSet) -> SarifResult<'a> {
    let rule_id = &sites.rules()[site.rule].id;
    let (values, values_exact) = site.values();
    SarifResult {
        rule_id,
        rule_index: site.rule,
        level: level(site.severity),
        message: Message { text: message(site, rule_id, rules.get(rule_id)) },
        locations: site.samples.iter().map(location).collect(),
        occurrence_count: site.count,
        correlation_guid: guid(&site.id),
        partial_fingerprints: PartialFingerprints {
            line: format!("{}:1", site.id),
            site: &site.id,
        },
        rank: rank(site),
        properties: ResultProperties {
            site: &site.id,
            key: &site.key,
            category: site.category.name(),
            severity: site.severity.name(),
            confidence: site.confidence.name(),
            files: site.files,
            values,
            values_exact,
            facts: Facts(site.facts()),
            first: place(site.first()),
            last: place(&site.last),
        },
    }
}

/// GitHub's title is the first sentence, so the key (which may hold full stops) comes after it.
fn message(site: &Site, rule_id: &str, rule: Option<&Rule>) -> String {
    let summary = rule.map_or(rule_id, |rule| rule.summary.trim());
    let mut text = format!("{summary} in a log. [REDACTED:{}] was logged", site.category);
    if !site.key.is_empty() {
        text += &format!(" as {}", Visible::text(&site.key));
    }
    text += &format!(" {}.", site.extent());
    if let Some(rule) = rule {
        text += &format!(" {}", rule.remedy.trim());
    }
    // `[text](target)` would be a link (§3.11.6).
    text.replace("](", "] (")
}

fn location(sample: &Sample) -> Location {
    Location {
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation { uri: uri::of(&sample.spot.file) },
            region: region(&sample.spot),
        },
        properties: bytes(&sample.spot),
    }
}

fn place(spot: &Spot) -> Place {
    Place { uri: uri::of(&spot.file), region: region(spot), bytes: bytes(spot) }
}

fn bytes(spot: &Spot) -> Bytes {
    Bytes { start_byte: spot.bytes.start, end_byte: spot.bytes.end }
}

/// One bad region and GitHub refuses the whole file: whatever comes, lines and columns count from 1
/// and the end is not before the start.
fn region(spot: &Spot) -> Region {
    let place = &spot.place;
    let (start_line, start_column) = (place.line.max(1), place.column.max(1));
    let end_line = place.end_line.max(start_line);
    let least = if end_line == start_line { start_column } else { 1 };
    Region { start_line, start_column, end_line, end_column: place.end_column.max(least) }
}

/// The site id in the form of a GUID. The schema knows the versions 1 to 5 only; 5 is the one for
/// names that were hashed.
fn guid(id: &str) -> String {
    let digit = |at: usize| id.as_bytes().get(at).copied().map_or('0', char::from);
    let part = |from: usize, to: usize| (from..to).map(digit).collect::<String>();
    let variant = match digit(16) {
        '0' | '4' | '8' | 'c' => '8',
        '1' | '5' | '9' | 'd' => '9',
        '2' | '6' | 'a' | 'e' => 'a',
        _ => 'b',
    };
    let (one, two, three) = (part(0, 8), part(8, 12), part(13, 16));
    format!("{one}-{two}-5{three}-{variant}{}-{}", part(17, 20), part(20, 32))
}

/// §3.27.25: 0 to 100.
fn rank(site: &Site) -> f64 {
    let severity = match site.severity {
        Severity::Critical => 90.0,
        Severity::High => 70.0,
        Severity::Medium => 50.0,
        Severity::Low => 30.0,
        Severity::Info => 10.0,
    };
    severity
        + match site.confidence {
            Confidence::High => 10.0,
            Confidence::Medium => 5.0,
            Confidence::Low => 0.0,
        }
}
