//! `logsnitch rules`: list, show, check, import; and reading rule files for every command.
//!
//! What makes a rule right or wrong is the library's business.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use logsnitch::{Imported, Rule, RuleSet};

use crate::args::{RulesArgs, RulesCommand, file_of};
use crate::exit::Exit;

/// The longest rule file of another tool, in bytes; the library has the same limit.
const IMPORT_MAX: u64 = 16 << 20;

pub(crate) fn run(args: RulesArgs) -> Result<Exit> {
    match args.command {
        RulesCommand::List { rules } => print(&list(&load(&rules)?)),
        RulesCommand::Show { id, rules } => {
            let rules = load(&rules)?;
            let Some(rule) = rules.get(&id) else {
                bail!("no rule has the id `{id}`; `logsnitch rules list` lists them");
            };
            print(&show(rule))
        }
        RulesCommand::Check { path } => check(&path),
        RulesCommand::Import { file, output } => import(&file, file_of(output.as_deref())),
    }
}

/// The built-in rules and those of the given files and directories.
pub(crate) fn load(paths: &[PathBuf]) -> Result<RuleSet> {
    paths.iter().try_fold(RuleSet::builtin()?, |rules, path| Ok(rules.with(read(path)?)))
}

#[expect(clippy::disallowed_methods, reason = "rule files are read here and nowhere else")]
fn read(path: &Path) -> Result<RuleSet> {
    let cannot = || format!("{}: cannot read rules", path.display());
    if !path.is_dir() {
        let text = fs::read_to_string(path).with_context(cannot)?;
        return Ok(RuleSet::from_toml(&text, &path.display().to_string())?);
    }
    let mut files: Vec<PathBuf> = fs::read_dir(path)
        .and_then(|entries| entries.map(|entry| entry.map(|e| e.path())).collect())
        .with_context(cannot)?;
    files.retain(|file| file.extension().is_some_and(|e| e == "toml"));
    files.sort();
    let Some((first, others)) = files.split_first() else {
        bail!("{}: no .toml file in this directory", path.display());
    };
    others.iter().try_fold(read(first)?, |rules, file| Ok(rules.with(read(file)?)))
}

fn list(rules: &RuleSet) -> String {
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    rules
        .iter()
        .map(|rule| {
            format!(
                "{:width$}  {:13}  {:8}  {}\n",
                rule.id, rule.category, rule.severity, rule.summary
            )
        })
        .collect()
}

fn show(rule: &Rule) -> String {
    let mut text = format!(
        "{}\n  {}\n  category {}, severity {}, confidence up to {}\n\nrisk\n  {}\n\nremedy\n  {}\n",
        rule.id,
        rule.summary,
        rule.category,
        rule.severity,
        rule.confidence,
        rule.risk,
        rule.remedy
    );
    let mut section = |title: &str, lines: &[logsnitch::Text]| {
        if !lines.is_empty() {
            text.push_str(&format!("\n{title}\n"));
            lines.iter().for_each(|line| text.push_str(&format!("  {line}\n")));
        }
    };
    section("keywords", &rule.keywords);
    section("keys", &rule.keys);
    section("tools", &rule.tools);
    section("calls", &rule.calls);
    section(
        "pattern",
        std::slice::from_ref(&rule.regex)
            .get(..usize::from(!rule.regex.is_empty()))
            .unwrap_or_default(),
    );
    section("validators", &rule.validate);
    section("references", &rule.references);
    section("examples that hit", &rule.examples.hit);
    section("examples that must not", &rule.examples.miss);
    text
}

fn check(path: &Path) -> Result<Exit> {
    let rules = read(path)?;
    let failures = logsnitch::run_examples(&rules)?;
    for failure in &failures {
        eprintln!("logsnitch: {}: {failure}", path.display());
    }
    let count = rules.iter().len();
    match failures.len() {
        0 => print(&format!("{count} rules, all examples as they should be\n")),
        failed => bail!("{}: {failed} examples of {count} rules fail", path.display()),
    }
}

#[expect(clippy::disallowed_methods, reason = "the rule file of another tool is read here")]
fn import(file: &Path, output: Option<&Path>) -> Result<Exit> {
    let cannot = || format!("{}: cannot read rules", file.display());
    let mut text = String::new();
    let limited = fs::File::open(file).with_context(cannot)?.take(IMPORT_MAX + 1);
    { limited }.read_to_string(&mut text).with_context(cannot)?;
    let imported = logsnitch::import_rules(&text, &file.display().to_string())?;
    for note in &imported.notes {
        let place = if note.line > 0 { format!(":{}", note.line) } else { String::new() };
        let rule =
            if note.rule.is_empty() { String::new() } else { format!("rule `{}`: ", note.rule) };
        let kind = if note.dropped { "not carried over" } else { "carried over without" };
        let line = format!("{}{place}: {rule}{kind}: {}", file.display(), note.what);
        // The file is a stranger's: nothing in it may steer the terminal.
        eprintln!("{}", line.replace(char::is_control, "?"));
    }
    let Imported { toml, read, carried, .. } = &imported;
    eprintln!("{}: {carried} of {read} rules carried over", file.display());
    if *carried == 0 {
        bail!("{}: no rule could be carried over", file.display());
    }
    match output {
        Some(output) => {
            fs::write(output, toml)
                .with_context(|| format!("{}: cannot write", output.display()))?;
            Ok(Exit::Clean)
        }
        None => print(toml),
    }
}

/// Prints to standard output; a reader that has gone away wants no more.
fn print(text: &str) -> Result<Exit> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(Exit::Clean),
    }
}
