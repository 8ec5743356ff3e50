//! The command line: what was typed.
//!
//! Values are parsed and checked one by one; what they mean together is decided where they are used.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::{Args as ClapArgs, Parser, Subcommand};
use logsnitch::{Category, Confidence, Format, Profile, Severity};

/// Finds passwords, tokens and phone numbers that a program wrote to its logs.
#[derive(Debug, Parser)]
#[command(name = "logsnitch", version, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Scan files, directories or standard input
    Scan(Box<ScanArgs>),
    /// Show or check rules
    Rules(RulesArgs),
    /// Tell for lines on standard input what fired, what nearly did, and why
    Explain(ExplainArgs),
}

/// The file that an output is to be written to; none for `-`, which is standard output.
pub(crate) fn file_of(output: Option<&Path>) -> Option<&Path> {
    output.filter(|file| file.as_os_str() != "-")
}

/// Exit status: 0 clean, 1 findings, 2 nothing was scanned, 3 no findings but some input was not
/// scanned.
#[derive(Debug, ClapArgs)]
#[command(after_help = "Exit status: 0 every byte was scanned and nothing found, 1 findings, \
    2 nothing was scanned (usage, configuration, rules), 3 no findings but some input was not \
    scanned.")]
pub(crate) struct ScanArgs {
    /// Files, directories, or `-` for standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// The format of the report on standard output
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
    /// Write that report to a file instead; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write one more report: FORMAT=FILE, as often as wanted
    #[arg(long, value_name = "FORMAT=FILE")]
    pub(crate) report: Vec<ReportTo>,
    /// More rules: a TOML file or a directory of them
    #[arg(long, value_name = "PATH")]
    pub(crate) rules: Vec<PathBuf>,
    /// Use only the rules with these ids
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Leave out the rules with these ids
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) skip: Vec<String>,
    /// Report these categories instead of those that are on by default
    #[arg(long, value_name = "PROFILE", value_delimiter = ',')]
    pub(crate) profile: Vec<Profile>,
    /// Switch a category on
    #[arg(long, value_name = "CATEGORY", value_delimiter = ',')]
    pub(crate) enable: Vec<Category>,
    /// Switch a category off
    #[arg(long, value_name = "CATEGORY", value_delimiter = ',')]
    pub(crate) disable: Vec<Category>,
    /// Hide findings below this severity
    #[arg(long, value_name = "SEVERITY", default_value_t = Severity::Info)]
    pub(crate) min_severity: Severity,
    /// Hide findings below this confidence
    #[arg(long, value_name = "CONFIDENCE", default_value_t = Confidence::Medium)]
    pub(crate) min_confidence: Confidence,
    /// Regions (such as US,GB) whose national phone numbers are recognised
    #[arg(long, value_name = "REGION", value_delimiter = ',')]
    pub(crate) region: Vec<String>,
    /// Leave out files and directories that match
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// Take only files that match
    #[arg(long, value_name = "GLOB")]
    pub(crate) include: Vec<String>,
    /// Obey .gitignore files (logs are mostly ignored by git, so the default is not to)
    #[arg(long)]
    pub(crate) gitignore: bool,
    /// Leave out what this file of globs lists, in the syntax of .gitignore
    #[arg(long, value_name = "FILE")]
    pub(crate) ignore_file: Option<PathBuf>,
    /// A file whose content keys the fingerprints, so that they compare between runs
    #[arg(long, value_name = "FILE")]
    pub(crate) fingerprint_key_file: Option<PathBuf>,
    /// Threads; 0 for one a core
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) threads: usize,
    /// When to colour the text report
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Colour,
    /// Exit with 0 where there are findings
    #[arg(long)]
    pub(crate) exit_zero: bool,
    /// Exit with 0 where some input was not scanned
    #[arg(long)]
    pub(crate) allow_incomplete: bool,
    /// Show the values themselves in reports
    #[arg(long)]
    pub(crate) show_secrets: bool,
    /// The aim for the size of a chunk, in bytes; it never changes a finding
    #[arg(long, value_name = "BYTES", hide = true)]
    pub(crate) chunk_size: Option<usize>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ExplainArgs {
    /// More rules: a TOML file or a directory of them
    #[arg(long, value_name = "PATH")]
    pub(crate) rules: Vec<PathBuf>,
    /// Regions (such as US,GB) whose national phone numbers are recognised
    #[arg(long, value_name = "REGION", value_delimiter = ',')]
    pub(crate) region: Vec<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RulesArgs {
    #[command(subcommand)]
    pub(crate) command: RulesCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// List the rules, one a line
    List {
        /// More rules: a TOML file or a directory of them
        #[arg(long, value_name = "PATH")]
        rules: Vec<PathBuf>,
    },
    /// Show one rule
    Show {
        /// The id of the rule
        id: String,
        /// More rules: a TOML file or a directory of them
        #[arg(long, value_name = "PATH")]
        rules: Vec<PathBuf>,
    },
    /// Turn a rule file of gitleaks, betterleaks (TOML) or kingfisher (YAML) into one of ours
    Import {
        /// The file
        file: PathBuf,
        /// Write the rules to a file instead of standard output, which is `-`
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Check a rule file, or a directory of them, and run its examples
    Check {
        /// The file or directory
        path: PathBuf,
    },
}

/// A report to a file.
#[derive(Clone, Debug)]
pub(crate) struct ReportTo {
    pub(crate) format: Format,
    pub(crate) file: PathBuf,
}

impl FromStr for ReportTo {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((_, "-")) => Err("standard output has the report of --format".to_owned()),
            Some((format, file)) if !file.is_empty() => {
                Ok(ReportTo { format: format.parse()?, file: file.into() })
            }
            _ => Err(format!("`{text}` is not FORMAT=FILE")),
        }
    }
}

/// When to use colour.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}
