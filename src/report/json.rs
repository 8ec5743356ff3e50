//! JSON, version 1: one document of leak sites (docs/json.md).
//!
//! A public contract: a field may come, none goes or changes its meaning within a version. Every
//! occurrence is the business of `jsonl`.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::escape::{push_hex, write_json};
use super::facts::View as Facts;
use super::sites::{Bounds, Sample, Site, Sites, Spot};
use super::summary::{self, path_bytes};
use super::{Sink, Style};
use crate::finding::{Finding, SourceName, Summary};
use crate::rules::{Rule, RuleSet, Texts};

/// The depth of `summary.not_scanned[]`, the deepest list with a line for each element.
const LISTS: usize = 3;

pub(crate) struct Json<W> {
    out: W,
    rules: RuleSet,
    sites: Sites,
}

impl<W: Write> Json<W> {
    pub(crate) fn new(out: W, rules: &RuleSet, style: Style) -> Self {
        let sites = Sites::new(Bounds::USUAL, style.show_secrets);
        Json { out, rules: rules.clone(), sites }
    }
}

impl<W: Write> Sink for Json<W> {
    fn finding(&mut self, at: &SourceName, finding: &Finding<'_>) -> io::Result<()> {
        self.sites.take(at, finding);
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        let document = Document {
            schema: "logsnitch-report",
            version: 1,
            tool: Tool { name: "logsnitch", version: env!("CARGO_PKG_VERSION") },
            sites: SiteList { sites: &self.sites },
            rules: RuleList { sites: &self.sites, rules: &self.rules },
            summary: summary::View::new(summary, self.sites.totals()),
        };
        write_json(&mut self.out, &document, LISTS)?;
        self.out.flush()
    }
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    version: u32,
    tool: Tool,
    sites: SiteList<'a>,
    rules: RuleList<'a>,
    summary: summary::View<'a>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

/// The sites, each made as it is written.
struct SiteList<'a> {
    sites: &'a Sites,
}

impl Serialize for SiteList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let view = |site| SiteView::new(site, self.sites);
        serializer.collect_seq(self.sites.iter().map(view))
    }
}

#[derive(Serialize)]
struct SiteView<'a> {
    site: &'a str,
    rule_id: &'a str,
    category: &'static str,
    severity: &'static str,
    confidence: &'static str,
    key: &'a str,
    masked: String,
    count: u64,
    files: u64,
    values: u64,
    values_exact: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    subjects: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subjects_exact: Option<bool>,
    first: PlaceView<'a>,
    last: PlaceView<'a>,
    samples: Vec<SampleView<'a>>,
}

impl<'a> SiteView<'a> {
    fn new(site: &'a Site, sites: &'a Sites) -> Self {
        let (values, values_exact) = site.values();
        let (subjects, subjects_exact) = site.subjects();
        SiteView {
            site: &site.id,
            rule_id: &sites.rules()[site.rule].id,
            category: site.category.name(),
            severity: site.severity.name(),
            confidence: site.confidence.name(),
            key: &site.key,
            masked: format!("[REDACTED:{}]", site.category),
            count: site.count,
            files: site.files,
            values,
            values_exact,
            subjects: (subjects > 0).then_some(subjects),
            subjects_exact: (subjects > 0).then_some(subjects_exact),
            first: PlaceView::new(site.first()),
            last: PlaceView::new(&site.last),
            samples: site.samples.iter().map(SampleView::new).collect(),
        }
    }
}

#[derive(Serialize)]
struct PlaceView<'a> {
    path: std::borrow::Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_bytes: Option<String>,
    line: u64,
    column: u64,
    end_line: u64,
    end_column: u64,
    start_byte: u64,
    end_byte: u64,
}

impl<'a> PlaceView<'a> {
    fn new(spot: &'a Spot) -> Self {
        PlaceView {
            path: spot.file.path().to_string_lossy(),
            path_bytes: path_bytes(&spot.file),
            line: spot.place.line,
            column: spot.place.column,
            end_line: spot.place.end_line,
            end_column: spot.place.end_column,
            start_byte: spot.bytes.start,
            end_byte: spot.bytes.end,
        }
    }
}

#[derive(Serialize)]
struct SampleView<'a> {
    #[serde(flatten)]
    place: PlaceView<'a>,
    fingerprint: String,
    layers: Vec<&'static str>,
    #[serde(skip_serializing_if = "Facts::is_empty")]
    facts: Facts<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<std::borrow::Cow<'a, str>>,
}

impl<'a> SampleView<'a> {
    fn new(sample: &'a Sample) -> Self {
        let mut fingerprint = Vec::with_capacity(32);
        push_hex(&mut fingerprint, &sample.fingerprint.0);
        SampleView {
            place: PlaceView::new(&sample.spot),
            fingerprint: String::from_utf8(fingerprint).unwrap_or_default(),
            layers: sample.layers.iter().map(|layer| layer.name()).collect(),
            facts: Facts(&sample.facts),
            secret: sample.value.as_deref().map(String::from_utf8_lossy),
        }
    }
}

/// What the rules that fired say.
struct RuleList<'a> {
    sites: &'a Sites,
    rules: &'a RuleSet,
}

#[derive(Serialize)]
struct RuleView<'a> {
    id: &'a str,
    summary: &'a str,
    risk: &'a str,
    remedy: &'a str,
    references: &'a Texts,
}

impl Serialize for RuleList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fired = self.sites.rules().iter().filter_map(|fired| self.rules.get(&fired.id));
        serializer.collect_seq(fired.map(|rule: &Rule| RuleView {
            id: &rule.id,
            summary: &rule.summary,
            risk: &rule.risk,
            remedy: &rule.remedy,
            references: &rule.references,
        }))
    }
}
