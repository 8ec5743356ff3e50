//! The commands beside `scan`: `rules list`, `show`, `check` and `import`, and `explain`.

use std::fs;

use logsnitch::RuleSet;

use crate::support::{jsonl, run, run_on, temp, write};

#[test]
fn rules_are_listed_and_shown() {
    let dir = temp();
    let list = run(dir.path(), &["rules", "list"]);
    assert_eq!(list.status, Some(0));
    let rules = RuleSet::builtin().unwrap();
    assert_eq!(list.out().lines().count(), rules.iter().len());
    for (line, rule) in list.out().lines().zip(rules.iter()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let expected = [&*rule.id, rule.category.name(), rule.severity.name()];
        assert_eq!(words[..3], expected, "{line}");
    }
    let show = run(dir.path(), &["rules", "show", "github-pat"]);
    assert_eq!(show.status, Some(0));
    for word in ["github-pat", "ghp_", "crc32-base62", "https://", "critical", "Revoke"] {
        assert!(show.out().contains(word), "{word}: {}", show.out());
    }
}

const RULE: &str = r#"
[[rule]]
id = "acme-token"
summary = "Acme token"
severity = "high"
keywords = ["acme_"]
regex = 'acme_[a-z]{8}'
risk = "Opens the door."
remedy = "Change the lock."
examples.hit = ["x «acme_{lower:8}»"]
examples.miss = ["acme_"]
"#;

#[test]
fn rules_of_ones_own_are_checked_with_their_examples() {
    let dir = temp();
    let root = dir.path();
    write(root, "good.toml", RULE);
    write(root, "lies.toml", RULE.replace("{lower:8}", "{lower:7}"));
    write(root, "twice.toml", RULE.repeat(2));
    write(root, "pattern.toml", RULE.replace("[a-z]", "[a-z"));
    write(root, "all/a.toml", RULE);
    write(root, "all/b.toml", RULE.replace("acme-token", "acme-other").replace("acme_", "acmo_"));
    let good = run(root, &["rules", "check", "good.toml"]);
    assert_eq!((good.status, good.err().as_str()), (Some(0), ""));
    assert!(good.out().contains('1'), "{}", good.out());
    let all = run(root, &["rules", "check", "all"]);
    assert_eq!(all.status, Some(0), "{}", all.err());
    assert!(all.out().contains('2'), "{}", all.out());
    for (file, words) in [
        ("lies.toml", ["acme-token", "{lower:7}"]),
        ("twice.toml", ["acme-token", "twice"]),
        ("pattern.toml", ["acme-token", "regex"]),
    ] {
        let run = run(root, &["rules", "check", file]);
        assert_eq!(run.status, Some(2), "{file}");
        assert!(words.iter().all(|word| run.err().contains(word)), "{file}: {}", run.err());
        assert!(run.err().contains(file), "{file}: {}", run.err());
    }
    let show = run(root, &["rules", "show", "acme-token", "--rules", "good.toml"]);
    assert!(show.out().contains("Change the lock."), "{}", show.out());
}

#[test]
fn explain_tells_what_fired_and_why_without_the_value() {
    let text = "login password=hunter2-bob ok\nnothing to see\npassword=********\n";
    let run = run_on(text, &["explain"]);
    assert_eq!(run.status, Some(0), "{}", run.err());
    let out = run.out();
    let parts: Vec<&str> = out.split("line ").collect();
    assert_eq!(parts.len(), 4, "{out}");
    assert!(parts[1].contains("15..26") && parts[1].contains("reported"), "{out}");
    assert!(parts[2].contains("nothing came near"), "{out}");
    assert!(parts[3].contains("password") && !parts[3].contains("reported"), "{out}");
    assert!(!out.contains("hunter2"), "{out}");
}

const FOREIGN_TOML: &str = r#"
[[rules]]
id = "acme-deploy"
description = "Acme deploy token"
regex = '''\b(acmedep_[a-z0-9]{24})(?:['"\s;]|$)'''
keywords = ["acmedep_"]

[[rules]]
id = "acme-path"
path = 'x\.pem$'
"#;

const FOREIGN_YAML: &str = "rules:\n  - name: Beta key\n    id: team.beta.1\n    pattern: |\n      (?x)\n      \
    \\b beta[ _]key .{0,3}? \\b ( [A-Z0-9]{20} ) \\b\n    validation:\n      type: Http\n";

#[test]
fn rules_of_other_tools_are_imported_checked_and_used() {
    let dir = temp();
    let root = dir.path();
    write(root, "leaks.toml", FOREIGN_TOML);
    write(root, "fisher.yml", FOREIGN_YAML);
    let shown = run(root, &["rules", "import", "leaks.toml"]);
    assert_eq!(shown.status, Some(0), "{}", shown.err());
    assert!(shown.out().contains("id = \"acme-deploy\""), "{}", shown.out());
    assert!(
        shown.err().contains("leaks.toml:8: rule `acme-path`: not carried over"),
        "{}",
        shown.err()
    );
    assert!(shown.err().contains("1 of 2 rules"), "{}", shown.err());
    fs::create_dir(root.join("ours")).unwrap();
    for (file, to) in [("leaks.toml", "ours/leaks.toml"), ("fisher.yml", "ours/fisher.toml")] {
        let run = run(root, &["rules", "import", file, "-o", to]);
        assert_eq!((run.status, run.out().as_str()), (Some(0), ""), "{}", run.err());
    }
    assert_eq!(run(root, &["rules", "check", "ours"]).status, Some(0));
    let tokens = ["acmedep_{lower:24}", "{upper:20}"].map(|token| crate::support::fill(token, 7));
    write(root, "app.log", format!("sent {} ok\nbeta_key={} \n", tokens[0], tokens[1]));
    let (_, found, _) = jsonl(root, &["app.log", "--rules", "ours"]);
    let ids: Vec<_> = found.iter().map(|one| one["rule_id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["acme-deploy", "team-beta-1"]);
}

#[test]
fn what_cannot_be_imported_is_an_error_with_its_place() {
    let dir = temp();
    let root = dir.path();
    write(root, "bad.toml", "[[rules]]\nid = 1 2\n");
    write(root, "bad.yml", "rules:\n  - id: [\n");
    write(root, "none.toml", "title = 'x'\n");
    write(root, "path.toml", "[[rules]]\nid = 'a'\npath = 'x'\n");
    write(root, "bytes.yml", b"rules: \xff\xfe");
    for (file, word) in [
        ("bad.toml", "line 2"),
        ("bad.yml", "line "),
        ("none.toml", "no rules"),
        ("path.toml", "no rule could be carried over"),
        ("bytes.yml", "cannot read"),
        ("missing.yml", "cannot read"),
    ] {
        let run = run(root, &["rules", "import", file]);
        assert_eq!((run.status, run.out().as_str()), (Some(2), ""), "{file}");
        assert!(run.err().contains(word) && run.err().contains(file), "{file}: {}", run.err());
    }
}
