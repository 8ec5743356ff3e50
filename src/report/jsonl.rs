//! JSON Lines: one object for each occurrence, as it is found, and a summary at the end.
//!
//! A versioned public contract (docs/jsonl.md). It groups nothing and keeps nothing.

use std::io::{self, Write};

use super::escape::{json_string, push_hex, push_number, raw, write_json};
use super::summary::{self, Totals};
use super::{Sink, Style};
use crate::finding::{Finding, SourceName, Statement, Summary};
use crate::site::site_id;

/// The name and version of the contract, in the summary line.
const SCHEMA: &str = "logsnitch-jsonl/1";
/// Bytes held back before they are written: a system call for each line would cost more than the
/// line.
const HELD: usize = 64 << 10;
/// Site ids remembered, by a part of their statement.
const REMEMBERED: usize = 256;

pub(crate) struct Jsonl<W> {
    out: W,
    style: Style,
    /// Whole lines that are not written yet.
    held: Vec<u8>,
    /// The file that `path` and the remembered sites are of.
    file: Option<SourceName>,
    /// `"path"` of this file with its name and value, made once for a file.
    path: Vec<u8>,
    /// Making a site id costs two digests, and the statements of a file come again and again.
    sites: Vec<Option<(Statement, String)>>,
    findings: u64,
}

impl<W: Write> Jsonl<W> {
    pub(crate) fn new(out: W, style: Style) -> Self {
        Jsonl {
            out,
            style,
            held: Vec::with_capacity(HELD + 4096),
            file: None,
            path: Vec::new(),
            sites: vec![None; REMEMBERED],
            findings: 0,
        }
    }

    fn enter(&mut self, at: &SourceName) {
        if self.file.as_ref().is_some_and(|file| raw(file) == raw(at)) {
            return;
        }
        self.sites.fill(None);
        self.path.clear();
        self.path.extend_from_slice(br#","path":"#);
        json_string(&mut self.path, &at.to_string());
        if let Some(bytes) = summary::path_bytes(at) {
            self.path.extend_from_slice(br#","path_bytes":"#);
            json_string(&mut self.path, &bytes);
        }
        self.file = Some(at.clone());
    }

    fn write_held(&mut self) -> io::Result<()> {
        // Cleared first: what failed to be written must not be written twice.
        let held = std::mem::take(&mut self.held);
        let written = self.out.write_all(&held);
        self.held = held;
        self.held.clear();
        written
    }
}

impl<W: Write> Sink for Jsonl<W> {
    fn finding(&mut self, at: &SourceName, finding: &Finding<'_>) -> io::Result<()> {
        self.findings += 1;
        self.enter(at);
        let remembered = &mut self.sites[usize::from(finding.statement.0[0]) % REMEMBERED];
        if !matches!(remembered, Some((statement, _)) if *statement == finding.statement) {
            *remembered = Some((finding.statement, site_id(finding.statement, at)));
        }
        let site = remembered.as_ref().map_or("", |(_, id)| id);
        object(&mut self.held, finding, &self.path, site, self.style);
        if self.held.len() >= HELD { self.write_held() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.write_held()?;
        self.out.flush()
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.write_held()?;
        let totals = Totals { findings: self.findings, grouped: None };
        let view = summary::View::new(summary, totals).line("summary", SCHEMA);
        write_json(&mut self.out, &view, 0)?;
        self.out.flush()
    }
}

/// Builds the line by hand: this runs for each occurrence, and ten million of them are a real case.
fn object(out: &mut Vec<u8>, finding: &Finding<'_>, path: &[u8], site: &str, style: Style) {
    out.extend_from_slice(br#"{"type":"finding","rule_id":"#);
    json_string(out, finding.rule);
    let category = finding.category.name();
    for (name, value) in [
        (r#","category":""#, category),
        (r#"","severity":""#, finding.severity.name()),
        (r#"","confidence":""#, finding.confidence.name()),
    ] {
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(value.as_bytes());
    }
    out.push(b'"');
    out.extend_from_slice(path);
    let place = &finding.place;
    for (name, value) in [
        (r#","line":"#, place.line),
        (r#","column":"#, place.column),
        (r#","end_line":"#, place.end_line),
        (r#","end_column":"#, place.end_column),
        (r#","start_byte":"#, finding.bytes.start),
        (r#","end_byte":"#, finding.bytes.end),
    ] {
        out.extend_from_slice(name.as_bytes());
        push_number(out, value);
    }
    out.extend_from_slice(br#","key":"#);
    json_string(out, finding.key);
    out.extend_from_slice(br#","masked":"[REDACTED:"#);
    out.extend_from_slice(category.as_bytes());
    out.extend_from_slice(br#"]","site":""#);
    out.extend_from_slice(site.as_bytes());
    out.extend_from_slice(br#"","fingerprint":""#);
    push_hex(out, &finding.fingerprint.0);
    if let Some(subject) = finding.subject {
        out.extend_from_slice(br#"","subject":""#);
        push_hex(out, &subject.0);
    }
    out.extend_from_slice(br#"","layers":["#);
    for (nth, layer) in finding.layers.iter().enumerate() {
        out.extend_from_slice(if nth > 0 { b",\"" } else { b"\"" });
        out.extend_from_slice(layer.name().as_bytes());
        out.push(b'"');
    }
    out.push(b']');
    if !finding.facts.is_empty() {
        out.extend_from_slice(br#","facts":{"#);
        for (nth, fact) in finding.facts.iter().enumerate() {
            out.extend_from_slice(if nth > 0 { b",\"" } else { b"\"" });
            out.extend_from_slice(fact.name.name().as_bytes());
            out.extend_from_slice(b"\":");
            json_string(out, &fact.value.to_string());
        }
        out.push(b'}');
    }
    if style.show_secrets {
        out.extend_from_slice(br#","secret":"#);
        json_string(out, &String::from_utf8_lossy(finding.secret.expose()));
    }
    out.extend_from_slice(b"}\n");
}
