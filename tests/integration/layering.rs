//! Imports point down: every module of the library has a layer and names only modules of lower ones.
//!
//! The table is the architecture; a new module must take its place in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;

/// Modules by layer, lowest first. Those of one line may not name each other, except for the first
/// line, which is one vocabulary.
const LAYERS: [&[&str]; 7] = [
    &["error", "fact", "finding", "secret"],
    &["chunk", "decode", "site", "validate"],
    &["rules"],
    &["scan"],
    &["examples", "input", "policy", "redact", "report"],
    &["driver", "import"],
    &["lib"],
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn files_below(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![directory.to_owned()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            // Unit tests may use what they like.
            if path.file_stem().is_some_and(|stem| stem == "tests") {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The code of a file: without comments, and without its tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.map(|line| format!("{line}\n")).collect()
}

/// The library's modules that a piece of code names: `crate::x`, and `crate::{x, y::z}`.
fn named(code: &str) -> BTreeSet<String> {
    let word = |text: &str| -> String {
        text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut modules = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        let Some(list) = after.strip_prefix('{') else {
            modules.insert(word(after));
            continue;
        };
        let mut depth = 1;
        let mut item = String::new();
        for c in list.chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 || (depth == 1 && c == ',') {
                modules.insert(word(item.trim()));
                item.clear();
            } else {
                item.push(c);
            }
            if depth == 0 {
                break;
            }
        }
    }
    modules.remove("");
    modules
}

fn module_of(path: &Path) -> String {
    let below = path.strip_prefix(root().join("src")).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn imports_point_down() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for path in files_below(&root().join("src")) {
        let module = module_of(&path);
        if module == "bin" {
            continue;
        }
        let Some(own) = layer(&module) else {
            wrong.push(format!("{}: `{module}` has no layer", path.display()));
            continue;
        };
        for other in named(&code(&path)) {
            seen += 1;
            let fine = match layer(&other) {
                _ if other == module => true,
                // Macros are named by the crate's root.
                None => false,
                Some(layer) => layer < own || (layer == own && own == 0),
            };
            if !fine {
                wrong.push(format!("{}: `{module}` must not name `{other}`", path.display()));
            }
        }
    }
    assert!(seen > 100, "only {seen} imports were seen: does the parser still work?");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_parser_of_imports_sees_every_form() {
    let names = |code: &str| named(code).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(names("use crate::scan::Scanner;"), "scan");
    assert_eq!(names("use crate::{error, rules::{Rule, RuleSet}, scan::*};"), "error rules scan");
    assert_eq!(names("use crate::{\n    finding::Finding,\n    site,\n};"), "finding site");
    assert_eq!(names("fn f(x: crate::secret::Secret) -> crate::Error {}"), "Error secret");
}

#[test]
fn the_scanner_touches_nothing_but_bytes() {
    let forbidden = [
        "std::fs",
        "std::env",
        "std::thread",
        "std::net",
        "std::process",
        "rayon::",
        "println!",
        "print!",
        "File::",
        "Instant",
        "SystemTime",
    ];
    for module in ["scan", "validate", "rules", "chunk.rs", "site.rs", "finding.rs", "secret.rs"] {
        let path = root().join("src").join(module);
        let files = if path.is_dir() { files_below(&path) } else { vec![path] };
        assert!(!files.is_empty(), "{module}");
        for file in files {
            let code = code(&file);
            for word in forbidden {
                assert!(!code.contains(word), "{}: {word}", file.display());
            }
        }
    }
}

#[test]
fn the_binary_reaches_the_library_by_its_name_alone() {
    let files = files_below(&root().join("src/bin"));
    let own: BTreeSet<String> =
        files.iter().map(|f| f.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    assert!(own.contains("main") && own.len() >= 4, "{own:?}");
    for file in &files {
        let code = code(file);
        for way_in in ["#[path", "include!(", "../"] {
            assert!(!code.contains(way_in), "{}: {way_in}", file.display());
        }
        for module in named(&code) {
            assert!(own.contains(&module), "{}: `crate::{module}`", file.display());
        }
    }
}

#[test]
fn no_code_of_ours_is_unsafe_outside_the_prefilter() {
    let allowed = root().join("src/scan/prefilter");
    let mut seen = 0;
    for file in files_below(&root().join("src")) {
        seen += 1;
        let code = code(&file);
        let has = code.contains("unsafe {") || code.contains("unsafe fn");
        assert!(!has || file.starts_with(&allowed), "{}", file.display());
    }
    assert!(seen > 50);
}
