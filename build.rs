//! Turns `rules/*.toml` into one table of static data, so that starting the tool parses nothing.
//!
//! It checks form alone (the schema); what a rule means is checked by the library and its tests.

#![allow(clippy::disallowed_methods)] // A build script reads its environment and its sources.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, error::Error, fs};

// The library's own modules: the schema has one definition.
#[allow(dead_code, unreachable_pub, missing_docs)]
#[path = "src/fact.rs"]
mod fact;
#[allow(dead_code, unreachable_pub, missing_docs)]
#[path = "src/finding.rs"]
mod finding;
#[allow(dead_code, unreachable_pub, missing_docs)]
#[path = "src/secret.rs"]
mod secret;
mod rules {
    #[allow(dead_code, unreachable_pub, missing_docs)]
    #[path = "../src/rules/schema.rs"]
    pub mod schema;
}

use rules::schema::{Rule, RuleFile, Texts};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=src/rules/schema.rs");
    println!("cargo::rerun-if-changed=src/finding.rs");
    println!("cargo::rerun-if-changed=src/fact.rs");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let mut files = Vec::new();
    for directory in ["rules", "rules/context"] {
        for entry in fs::read_dir(root.join(directory))? {
            files.push(entry?.path());
        }
    }
    files.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    files.sort();

    let mut table = String::from("&[\n");
    for path in &files {
        let text = fs::read_to_string(path)?;
        let file: RuleFile =
            toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        for rule in file.rules() {
            entry(&mut table, path, &rule)?;
        }
    }
    table.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("builtin.rs"), table)?;
    Ok(())
}

fn entry(table: &mut String, path: &Path, rule: &Rule) -> Result<(), Box<dyn Error>> {
    let origin = path.file_name().map(|n| n.to_string_lossy()).unwrap_or_default();
    writeln!(
        table,
        "({origin:?}, Rule {{ id: B({:?}), summary: B({:?}), severity: Severity::{:?}, \
         category: Category::{:?}, on: {:?}, confidence: Confidence::{:?}, detector: DetectorKind::{:?}, \
         keywords: {}, regex: B({:?}), lead: {}, entropy: {:?}, ignore: {}, value: ValueForm::{:?}, names: {}, keys: {}, beside: {}, tools: {}, calls: {}, validate: {}, risk: B({:?}), \
         remedy: B({:?}), references: {}, unconfirmed: B({:?}), \
         examples: Examples {{ hit: {}, miss: {} }} }}),",
        rule.id,
        rule.summary,
        rule.severity,
        rule.category,
        rule.on,
        rule.confidence,
        rule.detector,
        list(&rule.keywords),
        rule.regex,
        rule.lead,
        rule.entropy,
        list(&rule.ignore),
        rule.value,
        list(&rule.names),
        list(&rule.keys),
        list(&rule.beside),
        list(&rule.tools),
        list(&rule.calls),
        list(&rule.validate),
        rule.risk,
        rule.remedy,
        list(&rule.references),
        rule.unconfirmed,
        list(&rule.examples.hit),
        list(&rule.examples.miss),
    )?;
    Ok(())
}

fn list(texts: &Texts) -> String {
    let items: Vec<String> = texts.iter().map(|text| format!("B({text:?})")).collect();
    format!("B(&[{}])", items.join(", "))
}
