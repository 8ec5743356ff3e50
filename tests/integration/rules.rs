//! The built-in rules: their examples, what they say of themselves, and the catalogue of their ids.
//!
//! What a single rule finds is tested by its own examples, in its own file.

use std::collections::BTreeSet;

use logsnitch::{Category, DetectorKind, Profile, Rule, RuleSet, on_by_default, run_examples};

use crate::support::{root, snapshot};

fn builtin() -> RuleSet {
    RuleSet::builtin().unwrap()
}

#[test]
fn every_example_does_what_it_says() {
    let failures = run_examples(&builtin()).unwrap();
    let shown: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert!(shown.is_empty(), "{} examples fail\n{}", shown.len(), shown.join("\n"));
}

#[test]
fn an_example_that_lies_is_told() {
    let text = |hit: &str, miss: &str| {
        format!(
            "[[rule]]\nid = \"toy-token\"\nsummary = \"Toy token\"\nseverity = \"low\"\n\
             keywords = [\"toy_\"]\nregex = 'toy_[a-z]{{8}}'\nrisk = \"r\"\nremedy = \"m\"\n\
             examples.hit = [\"{hit}\"]\nexamples.miss = [\"{miss}\"]\n"
        )
    };
    let failures = |hit, miss| {
        run_examples(&RuleSet::from_toml(&text(hit, miss), "toy.toml").unwrap()).unwrap()
    };
    assert!(failures("x «toy_{lower:8}»", "toy_x").is_empty());
    for (hit, miss) in [
        ("x «toy_{lower:7}»", "toy_x"),
        ("x «toy_{lower:8}» x", "toy_{lower:8}"),
        ("«x toy_{lower:8}»", "toy_x"),
    ] {
        let failures = failures(hit, miss);
        assert_eq!(failures.len(), 1, "{hit} {miss}");
        assert!(failures[0].to_string().contains("toy-token"), "{}", failures[0]);
    }
}

#[test]
fn every_rule_tells_its_risk_its_remedy_and_its_source() {
    let mut wrong = Vec::new();
    for rule in builtin().iter() {
        let mut want = |fine: bool, what: &str| {
            if !fine {
                wrong.push(format!("{}: {what}", rule.id));
            }
        };
        want(!rule.summary.trim().is_empty(), "no summary");
        want(!rule.summary.ends_with('.'), "the summary ends with a full stop");
        want(rule.risk.trim().ends_with('.'), "the risk is no sentence");
        want(rule.remedy.trim().ends_with('.'), "the remedy is no sentence");
        want(!rule.examples.hit.is_empty(), "no example that hits");
        want(!rule.examples.miss.is_empty(), "no example that misses");
        want(
            !rule.references.is_empty() || !rule.unconfirmed.trim().is_empty(),
            "no reference, and no word in `unconfirmed` on why there is none",
        );
        let https = |url: &str| url.starts_with("https://") && !url.contains(' ');
        want(rule.references.iter().all(|url| https(url)), "a reference is no https URL");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ids_are_kebab_case_and_unique() {
    let mut seen = BTreeSet::new();
    for rule in builtin().iter() {
        let parts_ok = rule.id.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        assert!(parts_ok, "{} is not kebab-case", rule.id);
        assert!(seen.insert(rule.id.to_string()), "{} is there twice", rule.id);
    }
}

#[test]
fn every_detector_has_a_rule() {
    let rules = builtin();
    for kind in [
        DetectorKind::Token,
        DetectorKind::Keyed,
        DetectorKind::Context,
        DetectorKind::Statement,
        DetectorKind::Uri,
        DetectorKind::Block,
        DetectorKind::Phone,
        DetectorKind::Card,
        DetectorKind::National,
        DetectorKind::Bank,
        DetectorKind::Wallet,
        DetectorKind::Address,
        DetectorKind::Field,
    ] {
        assert!(rules.iter().any(|rule| rule.detector == kind), "no rule uses {kind:?}");
    }
}

/// The table of the README is the promise; the code keeps it.
#[test]
fn the_readme_tells_each_category_its_default_and_its_profiles() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let rules = builtin();
    for &category in Category::ALL {
        let row = readme.lines().find(|line| line.starts_with(&format!("| `{category}` |")));
        let row = row.unwrap_or_else(|| panic!("no row for {category}"));
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let default = if on_by_default(category) { "on" } else { "off" };
        let profiles: Vec<&str> =
            Profile::ALL.iter().filter(|p| p.has(category)).map(|p| p.name()).collect();
        assert_eq!(cells[2..], [default, &profiles.join(", ")], "{category}");
        assert!(rules.iter().any(|rule| rule.category == category), "no rule for {category}");
        let others = rules
            .iter()
            .filter(|rule| rule.category == category)
            .any(|rule| rule.on_by_default() != on_by_default(category));
        assert_eq!(others, row.contains("on all the same"), "{category}");
    }
}

/// A rule that goes missing, or changes its grade, shows in review.
#[test]
fn the_catalogue_is_as_before() {
    let rules = builtin();
    let mut lines: Vec<String> = rules
        .iter()
        .map(|rule| format!("{:<40} {:<17} {}\n", rule.id, rule.category, rule.severity))
        .collect();
    lines.sort();
    assert!(lines.len() >= 40, "only {} rules", lines.len());
    if let Err(what) = snapshot(&root().join("tests/catalogue.txt"), &lines.concat()) {
        panic!("{what}");
    }
}

/// Two rules whose keyword and pattern are the same would only quarrel about every value.
#[test]
fn no_two_rules_have_one_pattern() {
    let rules = builtin();
    let mut seen = BTreeSet::new();
    for rule in rules.iter().filter(|rule| !rule.regex.is_empty()) {
        let lead = (rule.keywords.iter().map(ToString::to_string).collect::<Vec<_>>(), &rule.regex);
        assert!(seen.insert(lead), "{} repeats another rule", rule.id);
    }
}

/// `docs/rules.md` says of every rule what it finds and how sure that is.
#[test]
fn the_list_of_rules_is_not_stale() {
    if let Err(what) = snapshot(&root().join("docs/rules.md"), &list(&builtin())) {
        panic!("{what}");
    }
}

const ABOUT: &str = "# Rules\n\n\
    Every built-in rule, written by `UPDATE=1 cargo test --test integration rules::` from the files of `rules/`.\n\
    `logsnitch rules show ID` prints the whole of one. A rule that is *off* looks at nothing unless `--enable`\n\
    names its category.\n\n\
    *Checked* is what the format's own redundancy proves offline (checksums, decoded structure); a value that\n\
    fails it is of low confidence. *Unconfirmed* is what no documentation of the provider was found for.\n";

fn list(rules: &RuleSet) -> String {
    let (contexts, others): (Vec<&Rule>, Vec<&Rule>) =
        rules.iter().partition(|rule| rule.detector == DetectorKind::Context);
    let (tokens, others): (Vec<&Rule>, Vec<&Rule>) =
        others.into_iter().partition(|rule| rule.detector == DetectorKind::Token);
    let mut text = ABOUT.to_owned();
    text += &format!("\n## Shapes and keys ({})\n\n", others.len());
    text += "Passwords and secrets by how they stand in a log, whoever issued them.\n\n";
    text += "| rule | finds | category | severity | confidence up to |\n| --- | --- | --- | --- | --- |\n";
    for rule in sorted(others) {
        let Rule { id, severity, confidence, .. } = rule;
        let category = category(rule);
        text += &format!(
            "| `{id}` | {} | {category} | {severity} | {confidence} |\n",
            cell(&rule.summary)
        );
    }
    text += &format!("\n## Formats of providers ({})\n\n", tokens.len());
    text += "Told by the value itself, wherever it stands.\n\n";
    text += "| rule | finds | category | severity | checked | unconfirmed | source |\n\
             | --- | --- | --- | --- | --- | --- | --- |\n";
    for rule in sorted(tokens) {
        let Rule { id, severity, .. } = rule;
        let category = category(rule);
        let checked: Vec<String> = rule.validate.iter().map(|name| format!("`{name}`")).collect();
        let (summary, checked) = (cell(&rule.summary), checked.join(", "));
        let (unconfirmed, source) = (cell(&rule.unconfirmed), source(rule));
        text += &format!(
            "| `{id}` | {summary} | {category} | {severity} | {checked} | {unconfirmed} | {source} |\n"
        );
    }
    text += &format!("\n## Kinds told by their key ({})\n\n", contexts.len());
    text += "A secret under a key gets such a rule where the key has the provider's name and one of the words behind\n\
             it: `DATADOG_API_KEY`, `ddApiKey`, `Datadog API key`. Where no source stands, neither the form of the\n\
             value nor its documentation is confirmed.\n\n";
    text += "| rule | finds | severity | names | behind the name | source |\n| --- | --- | --- | --- | --- | --- |\n";
    for rule in sorted(contexts) {
        let Rule { id, severity, .. } = rule;
        let (names, keys, source) = (rule.names.join(", "), rule.keys.join(", "), source(rule));
        let summary = cell(&rule.summary);
        text += &format!("| `{id}` | {summary} | {severity} | {names} | {keys} | {source} |\n");
    }
    text
}

fn sorted(mut rules: Vec<&Rule>) -> Vec<&Rule> {
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    rules
}

fn category(rule: &Rule) -> String {
    format!("{}{}", rule.category, if rule.on_by_default() { "" } else { " (off)" })
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// A link to the first page that a rule names, or its name where it is none.
fn source(rule: &Rule) -> String {
    match rule.references.first().map(AsRef::as_ref) {
        Some(page) if page.starts_with("https://") => {
            let host = page.trim_start_matches("https://").split('/').next().unwrap_or_default();
            format!("[{host}]({page})")
        }
        Some(name) => cell(name),
        None => String::new(),
    }
}
