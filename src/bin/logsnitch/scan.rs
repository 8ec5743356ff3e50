//! `logsnitch scan`: from the flags to a driver, its sinks and an exit status.
//!
//! It finds nothing itself.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, bail};
use logsnitch::{
    Driver, Finding, FingerprintKey, Options, Policy, RuleSet, Scanner, Sink, SourceName, Style,
    Summary, Tee, Walk, WalkOptions,
};

use crate::args::{Colour, ScanArgs, file_of};
use crate::exit::Exit;
use crate::rules;

pub(crate) fn run(args: ScanArgs) -> Result<Exit> {
    let rules = select(rules::load(&args.rules)?, &args)?;
    let fingerprint_key = args.fingerprint_key_file.as_deref().map(read_key).transpose()?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok().map(|now| now.as_secs());
    let options = Options { regions: args.region.clone(), fingerprint_key, now };
    let scanner = Scanner::new(rules, options)?;
    let walk = Walk::new(
        args.paths.clone(),
        WalkOptions {
            exclude: args.exclude.clone(),
            include: args.include.clone(),
            gitignore: args.gitignore,
            ignore_file: args.ignore_file.clone(),
        },
    )?;
    let mut sink = Counting { inner: sinks(&args, scanner.rules())?, findings: Arc::default() };
    let findings = sink.findings.clone();
    let mut driver = Driver::new(&scanner)
        .policy(Policy { min_severity: args.min_severity, min_confidence: args.min_confidence })
        .threads(threads(args.threads))
        .keep_values(args.show_secrets);
    if let Some(bytes) = args.chunk_size {
        driver = driver.chunk_size(bytes);
    }
    match driver.run(walk, &mut sink) {
        Ok(summary) => {
            for what in &summary.not_scanned {
                let path = what.path.to_string();
                eprintln!("logsnitch: {}: not scanned: {}", path.escape_debug(), what.reason);
            }
            let reached = summary.files > 0 || args.paths.iter().any(|path| can_read(path));
            Ok(Exit::of(&summary, reached, args.exit_zero, args.allow_incomplete))
        }
        // Whoever reads our output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            let found = findings.load(Ordering::Relaxed) > 0 && !args.exit_zero;
            Ok(if found { Exit::Findings } else { Exit::Clean })
        }
        Err(error) => Err(error).context("cannot write the report"),
    }
}

/// Whether a named path can be read at all, whatever was made of what it holds.
#[expect(clippy::disallowed_methods, reason = "nothing is read: only the exit status asks")]
fn can_read(path: &Path) -> bool {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => fs::read_dir(path).is_ok(),
        // Opening a fifo would wait for a writer, and the scan has tried it.
        Ok(metadata) => metadata.is_file() && File::open(path).is_ok(),
        Err(_) => path.as_os_str() == "-",
    }
}

fn threads(wanted: usize) -> usize {
    match wanted {
        0 => thread::available_parallelism().map_or(1, NonZero::get),
        n => n,
    }
}

/// The rules that the flags leave.
fn select(rules: RuleSet, args: &ScanArgs) -> Result<RuleSet> {
    for id in args.only.iter().chain(&args.skip) {
        if rules.get(id).is_none() {
            bail!("no rule has the id `{id}`; `logsnitch rules list` lists them");
        }
    }
    let rules = rules.filter(|rule| {
        if args.disable.contains(&rule.category) {
            return false;
        }
        if !args.only.is_empty() {
            return args.only.iter().any(|only| *only == rule.id);
        }
        let chosen = match args.profile.as_slice() {
            [] => rule.on_by_default(),
            profiles => profiles.iter().any(|profile| profile.has(rule.category)),
        };
        chosen || args.enable.contains(&rule.category)
    });
    Ok(rules.without(&args.skip))
}

#[expect(clippy::disallowed_methods, reason = "the key is read here and nowhere else")]
fn read_key(file: &Path) -> Result<FingerprintKey> {
    let key = fs::read(file).with_context(|| format!("{}: cannot read", file.display()))?;
    FingerprintKey::new(key.trim_ascii()).with_context(|| file.display().to_string())
}

fn sinks(args: &ScanArgs, rules: &RuleSet) -> Result<Tee> {
    let mut tee = Tee::default();
    let output = file_of(args.output.as_deref());
    let main: Box<dyn Write + Send> = match output {
        Some(file) => create(file)?,
        None => Box::new(BufWriter::with_capacity(64 << 10, io::stdout())),
    };
    let colour = match args.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => output.is_none() && io::stdout().is_terminal() && !no_colour(),
    };
    let style = Style { colour, show_secrets: args.show_secrets };
    tee.push(args.format.sink(main, rules, style));
    for report in &args.report {
        let style = Style { colour: false, show_secrets: args.show_secrets };
        tee.push(report.format.sink(create(&report.file)?, rules, style));
    }
    Ok(tee)
}

/// https://no-color.org
#[expect(clippy::disallowed_methods, reason = "the binary may read the environment")]
fn no_colour() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

fn create(file: &Path) -> Result<Box<dyn Write + Send>> {
    let created =
        File::create(file).with_context(|| format!("{}: cannot write", file.display()))?;
    Ok(Box::new(BufWriter::with_capacity(64 << 10, created)))
}

/// Counts findings on their way, for the status of a run whose reader went away.
struct Counting {
    inner: Tee,
    findings: Arc<AtomicU64>,
}

impl Sink for Counting {
    fn finding(&mut self, at: &SourceName, finding: &Finding<'_>) -> io::Result<()> {
        self.findings.fetch_add(1, Ordering::Relaxed);
        self.inner.finding(at, finding)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.inner.finish(summary)
    }
}
