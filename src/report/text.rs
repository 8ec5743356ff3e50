//! Text for people: leak sites under their file, what to do, and what was not scanned.
//!
//! It shows no line of a log. Everything that a log's author had a hand in (paths, keys, values that
//! were asked for) is escaped before it reaches a terminal.

use std::io::{self, BufWriter, Write};
use std::sync::Arc;

use super::escape::Visible;
use super::facts::View as Facts;
use super::sites::{Bounds, Site, Sites};
use super::{Sink, Style};
use crate::finding::{Confidence, Finding, Severity, SourceName, Summary};
use crate::rules::RuleSet;

/// Inputs that were not scanned and are listed; the other formats list them all.
const LISTED: usize = 20;

pub(crate) struct Text<W> {
    out: W,
    rules: RuleSet,
    sites: Sites,
    paint: Paint,
}

impl<W: Write> Text<W> {
    pub(crate) fn new(out: W, rules: &RuleSet, style: Style) -> Self {
        let sites = Sites::new(Bounds::USUAL, style.show_secrets);
        Text { out, rules: rules.clone(), sites, paint: Paint { colour: style.colour } }
    }
}

impl<W: Write> Sink for Text<W> {
    fn finding(&mut self, at: &SourceName, finding: &Finding<'_>) -> io::Result<()> {
        self.sites.take(at, finding);
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        let Text { out, rules, sites, paint } = self;
        let out = BufWriter::with_capacity(64 << 10, out);
        let mut page = Page { out, rules, sites, paint: *paint };
        page.sites()?;
        page.remedies()?;
        page.beyond()?;
        page.totals(summary)?;
        page.coverage(summary)?;
        page.out.flush()
    }
}

/// The report as it is written.
struct Page<'a, W: Write> {
    out: BufWriter<W>,
    rules: &'a RuleSet,
    sites: &'a Sites,
    paint: Paint,
}

impl<W: Write> Page<'_, W> {
    /// The sites come in the order of their first places, so those of one file stand together.
    fn sites(&mut self) -> io::Result<()> {
        let mut file: Option<&Arc<SourceName>> = None;
        for site in self.sites.iter() {
            let at = &site.first().file;
            if !file.is_some_and(|file| Arc::ptr_eq(file, at)) {
                if file.is_some() {
                    writeln!(self.out)?;
                }
                writeln!(self.out, "{}", self.paint.bold(&Visible::path(at).to_string()))?;
                file = Some(at);
            }
            self.site(site)?;
        }
        if file.is_some() {
            writeln!(self.out)?;
        }
        Ok(())
    }

    /// One site: where, how bad, what, and how often.
    fn site(&mut self, site: &Site) -> io::Result<()> {
        let (paint, rule) = (self.paint, &self.sites.rules()[site.rule].id);
        let place = site.first().place;
        let at = format!("{}:{}", place.line, place.column);
        let severity = paint.severity(site.severity);
        let what = self.rules.get(rule).map_or("", |rule| &rule.summary);
        write!(self.out, "  {at:<9}  {severity}  {rule}  {what}")?;
        if !site.key.is_empty() {
            write!(self.out, "  key={}", Visible::text(&site.key))?;
        }
        write!(self.out, "  [REDACTED:{}]", site.category)?;
        if site.confidence < Confidence::High {
            let doubt = format!("({} confidence)", site.confidence);
            write!(self.out, "  {}", paint.dim(&doubt))?;
        }
        if !site.facts().is_empty() {
            let facts = Facts(site.facts()).to_string();
            write!(self.out, "  {}", paint.dim(&facts))?;
        }
        if site.count > 1 {
            writeln!(self.out, "  {}", paint.bold(&format!("×{}", site.count)))?;
            writeln!(self.out, "{:13}{}", "", paint.dim(&reach(site)))?;
        } else {
            writeln!(self.out)?;
        }
        for sample in &site.samples {
            if let Some(value) = &sample.value {
                writeln!(self.out, "{:13}value: {}", "", Visible(value))?;
            }
        }
        Ok(())
    }

    /// What is at risk and what to do, once for each rule.
    fn remedies(&mut self) -> io::Result<()> {
        let mut title = "What to do\n";
        for fired in self.sites.rules() {
            let Some(rule) = self.rules.get(&fired.id) else { continue };
            write!(self.out, "{title}")?;
            title = "";
            writeln!(self.out, "  {}", self.paint.bold(&rule.id))?;
            writeln!(self.out, "    {} {}", rule.risk.trim(), rule.remedy.trim())?;
        }
        if title.is_empty() {
            writeln!(self.out)?;
        }
        Ok(())
    }

    fn beyond(&mut self) -> io::Result<()> {
        for rule in self.sites.rules().iter().filter(|rule| rule.beyond > 0) {
            let findings = count(rule.beyond, "finding", "findings");
            writeln!(
                self.out,
                "{findings} of {} at further leak sites: more than this report lists",
                rule.id
            )?;
        }
        Ok(())
    }

    fn totals(&mut self, summary: &Summary) -> io::Result<()> {
        let scanned = format!(
            "{} scanned, {}, in {:.1} s",
            count(summary.files, "file", "files"),
            size(summary.bytes),
            summary.elapsed.as_secs_f64()
        );
        if self.sites.findings() == 0 {
            writeln!(self.out, "No findings; {scanned}.")?;
        } else {
            let found = format!(
                "{} at {} in {}",
                count(self.sites.findings(), "finding", "findings"),
                count(self.sites.iter().len() as u64, "leak site", "leak sites"),
                count(self.sites.files(), "file", "files"),
            );
            writeln!(self.out, "{}; {scanned}.", self.paint.bold(&found))?;
        }
        if summary.hidden > 0 {
            let hidden = count(summary.hidden, "finding is", "findings are");
            writeln!(self.out, "{hidden} below the thresholds and not shown.")?;
        }
        Ok(())
    }

    fn coverage(&mut self, summary: &Summary) -> io::Result<()> {
        let missing = &summary.not_scanned;
        if summary.complete() {
            writeln!(self.out, "Complete: every byte was scanned.")?;
        } else {
            let inputs = count(missing.len() as u64, "input was", "inputs were");
            let title = format!("Incomplete: {inputs} not, or not wholly, scanned:");
            writeln!(self.out, "{}", self.paint.warn(&title))?;
        }
        for entry in missing.iter().take(LISTED) {
            let path = Visible::path(&entry.path);
            write!(self.out, "  {path}: {}", Visible::text(&entry.reason))?;
            match entry.bytes {
                Some(bytes) => writeln!(self.out, " ({})", size(bytes))?,
                None => writeln!(self.out)?,
            }
        }
        if let Some(more @ 1..) = missing.len().checked_sub(LISTED) {
            writeln!(self.out, "  and {more} more (the other formats list them all)")?;
        }
        for (nth, name) in summary.left_out.iter().take(LISTED).enumerate() {
            let before = if nth == 0 { "Left out: " } else { ", " };
            write!(self.out, "{before}{}", Visible::path(name))?;
        }
        if let Some(more @ 1..) = summary.left_out.len().checked_sub(LISTED) {
            write!(self.out, " and {more} more")?;
        }
        if !summary.left_out.is_empty() {
            writeln!(self.out)?;
        }
        Ok(())
    }
}

/// How far a site reaches that came up more than once.
fn reach(site: &Site) -> String {
    let place = site.last.place;
    let at = format!("{}:{}", place.line, place.column);
    match site.files {
        1 => format!("{}, last at {at}", site.reach()),
        _ => format!("{}, last at {}:{at}", site.reach(), Visible::path(&site.last.file)),
    }
}

fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Bytes for a person.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["KiB", "MiB", "GiB", "TiB", "PiB"];
    if bytes < 1024 {
        return count(bytes, "byte", "bytes");
    }
    let mut value = bytes as f64 / 1024.0;
    let mut unit = 0;
    while value >= 1024.0 && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    format!("{value:.1} {}", UNITS[unit])
}

/// Colour codes, or none.
#[derive(Clone, Copy)]
struct Paint {
    colour: bool,
}

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    fn warn(self, text: &str) -> String {
        self.with("1;33", text)
    }

    /// The name, in a column of its own.
    fn severity(self, severity: Severity) -> String {
        let code = match severity {
            Severity::Critical => "1;31",
            Severity::High => "31",
            Severity::Medium => "33",
            Severity::Low => "36",
            Severity::Info => "2",
        };
        self.with(code, &format!("{severity:<8}"))
    }
}
