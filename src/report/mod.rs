//! Reports: every output format is a `Sink` that findings are pushed into.
//!
//! A report shows no secret unless it was asked to. It finds nothing, opens nothing and decides
//! nothing.

mod jsonl;

use std::io::{self, Write};

use crate::finding::{Finding, SourceName, Summary};
use crate::rules::RuleSet;

/// Where findings go.
pub trait Sink {
    /// Takes one finding. They come in path order, and in each path in the order of their start.
    ///
    /// # Errors
    /// The output cannot be written.
    fn finding(&mut self, at: &SourceName, finding: &Finding<'_>) -> io::Result<()>;

    /// Takes the summary and writes what is left to write.
    ///
    /// # Errors
    /// The output cannot be written.
    fn finish(&mut self, summary: &Summary) -> io::Result<()>;
}

/// The output formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line, each occurrence as it is found.
    Jsonl,
}

impl std::str::FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "jsonl" => Ok(Format::Jsonl),
            _ => Err(format!("unknown format `{text}`")),
        }
    }
}

/// Several sinks as one.
#[derive(Default)]
pub struct Tee {
    sinks: Vec<Box<dyn Sink + Send>>,
}

impl Tee {
    /// Adds a sink.
    pub fn push(&mut self, sink: Box<dyn Sink + Send>) {
        self.sinks.push(sink);
    }
}

impl Sink for Tee {
    fn finding(&mut self, at: &SourceName, finding: &Finding<'_>) -> io::Result<()> {
        self.sinks.iter_mut().try_for_each(|sink| sink.finding(at, finding))
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.sinks.iter_mut().try_for_each(|sink| sink.finish(summary))
    }
}

/// How a report looks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Colour codes for a terminal.
    pub colour: bool,
    /// Show the values themselves.
    pub show_secrets: bool,
}

impl Format {
    /// Makes the sink that writes this format.
    pub fn sink<'w>(
        self,
        writer: impl Write + Send + 'w,
        rules: &RuleSet,
        style: Style,
    ) -> Box<dyn Sink + Send + 'w> {
        let _ = rules;
        match self {
            Format::Jsonl => Box::new(jsonl::Jsonl::new(writer, style)),
        }
    }
}

/// The summary as JSON, the same in every format that has one.
fn summary_value(summary: &Summary) -> serde_json::Value {
    let not_scanned: Vec<_> = summary
        .not_scanned
        .iter()
        .map(|n| {
            serde_json::json!({
                "path": n.path.to_string(), "reason": n.reason, "bytes": n.bytes,
            })
        })
        .collect();
    let left_out: Vec<_> = summary.left_out.iter().map(ToString::to_string).collect();
    serde_json::json!({
        "complete": summary.complete(),
        "files": summary.files,
        "bytes": summary.bytes,
        "findings": summary.findings,
        "hidden": summary.hidden,
        "not_scanned": not_scanned,
        "left_out": left_out,
        "version": env!("CARGO_PKG_VERSION"),
        "elapsed_ms": summary.elapsed.as_millis() as u64,
    })
}
