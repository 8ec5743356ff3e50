//! The summary as JSON, the same in every format that has one.
//!
//! It is written straight from the summary, which may list a million inputs, and copies nothing.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};

use super::escape::raw;
use crate::finding::{NotScanned, SourceName, Summary};

/// What a report counted itself, so that its summary agrees with what it lists.
pub(crate) struct Totals {
    pub(crate) findings: u64,
    /// Only where findings are grouped.
    pub(crate) grouped: Option<Grouped>,
}

/// The counts of a report of leak sites.
pub(crate) struct Grouped {
    pub(crate) sites: u64,
    pub(crate) files: u64,
    /// Rules with findings at sites beyond the bound, and how many those are.
    pub(crate) beyond: Vec<Beyond>,
}

/// Findings of one rule that a grouped report counts and does not list.
#[derive(Serialize)]
pub(crate) struct Beyond {
    pub(crate) rule_id: String,
    pub(crate) findings: u64,
}

#[derive(Serialize)]
pub(crate) struct View<'a> {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    complete: bool,
    files: u64,
    bytes: u64,
    findings: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    sites: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    files_with_findings: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    beyond_site_limit: Option<Vec<Beyond>>,
    hidden: u64,
    #[serde(serialize_with = "not_scanned")]
    not_scanned: &'a [NotScanned],
    #[serde(serialize_with = "left_out")]
    left_out: &'a [SourceName],
    version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<&'static str>,
    elapsed_ms: u64,
}

impl<'a> View<'a> {
    pub(crate) fn new(summary: &'a Summary, totals: Totals) -> Self {
        let (sites, files, beyond) = match totals.grouped {
            Some(Grouped { sites, files, beyond }) => (Some(sites), Some(files), Some(beyond)),
            None => (None, None, None),
        };
        View {
            kind: None,
            complete: summary.complete(),
            files: summary.files,
            bytes: summary.bytes,
            findings: totals.findings,
            sites,
            files_with_findings: files,
            beyond_site_limit: beyond,
            hidden: summary.hidden,
            not_scanned: &summary.not_scanned,
            left_out: &summary.left_out,
            version: env!("CARGO_PKG_VERSION"),
            schema: None,
            elapsed_ms: u64::try_from(summary.elapsed.as_millis()).unwrap_or(u64::MAX),
        }
    }

    /// The same as a line of its own, which says what it is.
    pub(crate) fn line(mut self, kind: &'static str, schema: &'static str) -> Self {
        self.kind = Some(kind);
        self.schema = Some(schema);
        self
    }
}

#[derive(Serialize)]
struct Entry<'a> {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_bytes: Option<String>,
    reason: &'a str,
    bytes: Option<u64>,
}

fn not_scanned<S: Serializer>(list: &&[NotScanned], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(list.iter().map(|entry| Entry {
        path: entry.path.to_string(),
        path_bytes: path_bytes(&entry.path),
        reason: &entry.reason,
        bytes: entry.bytes,
    }))
}

fn left_out<S: Serializer>(list: &&[SourceName], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(list.iter().map(SourceName::to_string))
}

/// The exact bytes of a path that is no Unicode text, in base64: the text of such a path has marks
/// for what it cannot hold, and two paths may share one text.
pub(crate) fn path_bytes(name: &SourceName) -> Option<String> {
    match name.path().to_str() {
        Some(_) => None,
        None => Some(STANDARD.encode(raw(name))),
    }
}
