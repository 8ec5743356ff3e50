//! JSON Lines: one object for each occurrence, as it is found, and a summary at the end.
//!
//! A versioned public contract (docs/jsonl.md). It groups nothing and keeps nothing.

use std::io::{self, Write};

use super::{Sink, Style};
use crate::finding::{Finding, SourceName, Statement, Summary};
use crate::site::{hex, site_id};

pub(crate) struct Jsonl<W> {
    out: W,
    style: Style,
    line: Vec<u8>,
    /// The last site and its id: neighbours mostly share one, and making an id costs two digests.
    last: Option<(Statement, SourceName, String)>,
}

impl<W: Write> Jsonl<W> {
    pub(crate) fn new(out: W, style: Style) -> Self {
        Jsonl { out, style, line: Vec::new(), last: None }
    }

    fn site(&mut self, statement: Statement, at: &SourceName) -> &str {
        let known = self.last.as_ref().is_some_and(|(s, name, _)| *s == statement && name == at);
        if !known {
            self.last = Some((statement, at.clone(), site_id(statement, at)));
        }
        self.last.as_ref().map_or("", |(_, _, id)| id)
    }
}

impl<W: Write> Sink for Jsonl<W> {
    fn finding(&mut self, at: &SourceName, finding: &Finding<'_>) -> io::Result<()> {
        let site = self.site(finding.statement, at).to_owned();
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        let (place, bytes) = (finding.place, &finding.bytes);
        write!(
            line,
            r#"{{"type":"finding","rule_id":"{}","category":"{}","severity":"{}","confidence":"{}","path":"#,
            finding.rule, finding.category, finding.severity, finding.confidence
        )?;
        string(&mut line, &at.to_string())?;
        write!(
            line,
            r#","line":{},"column":{},"end_line":{},"end_column":{},"start_byte":{},"end_byte":{},"key":"#,
            place.line, place.column, place.end_line, place.end_column, bytes.start, bytes.end
        )?;
        string(&mut line, finding.key)?;
        write!(
            line,
            r#","masked":"{}","site":"{site}","fingerprint":"{}","layers":["#,
            finding.masked(),
            hex(&finding.fingerprint.0)
        )?;
        for (nth, layer) in finding.layers.iter().enumerate() {
            write!(line, "{}\"{layer}\"", if nth > 0 { "," } else { "" })?;
        }
        line.push(b']');
        if self.style.show_secrets {
            line.extend_from_slice(br#","secret":"#);
            string(&mut line, &String::from_utf8_lossy(finding.secret.expose()))?;
        }
        line.extend_from_slice(b"}\n");
        let written = self.out.write_all(&line);
        self.line = line;
        written
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        let mut object = super::summary_value(summary);
        if let Some(fields) = object.as_object_mut() {
            fields.insert("type".to_owned(), "summary".into());
        }
        serde_json::to_writer(&mut self.out, &object)?;
        self.out.write_all(b"\n")?;
        self.out.flush()
    }
}

fn string(line: &mut Vec<u8>, text: &str) -> io::Result<()> {
    serde_json::to_writer(line, text).map_err(io::Error::from)
}
