use super::*;

const LEAKS: &str = r#"
title = "ours"
[extend]
useDefault = true
[allowlist]
stopwords = ["changeme"]
paths = ["vendor/"]

[[rules]]
id = "Acme Deploy_Token"
description = "Acme deploy token."
regex = '''\b(acme_dt_[A-Za-z0-9]{24})(?:['"\s;]|$)'''
entropy = 3.2
keywords = ["acme_dt_"]
[[rules.allowlists]]
regexes = ['''^acme_dt_EXAMPLE''']
regexTarget = "secret"

[[rules]]
id = "acme-key"
description = "Acme key"
regex = '''(?i)[\w.-]{0,50}?(?:acmecorp)(?:[ \t\w.-]{0,20})[\s'"]{0,3}(?:=|>|:{1,3}=)[\x60'"\s=]{0,5}([a-z0-9_-]{32})(?:[\x60'"\s;]|\\[nr]|$)'''
keywords = ["acmecorp"]

[[rules]]
id = "acme-either"
description = "Acme either"
regex = '''(?i)acme_one=([a-z0-9]{20})|acme_two=([a-f0-9]{32})'''
secretGroup = 0

[[rules]]
id = "acme-second"
regex = '''acmesec:(\w+):([a-z0-9]{20})'''
secretGroup = 2

[[rules]]
id = "by-path"
path = '''\.p12$'''

[[rules]]
id = "acme-around"
regex = '''acme(?=x)[a-z]{20}'''

[[rules]]
id = "acme-near"
regex = '''acme_near_[a-z]{20}'''
[[rules.required]]
id = "other"

[[rules]]
id = "acme-bare"
regex = '''[a-f0-9]{32}'''
keywords = ["acme"]

[[rules]]
id = "github-pat"
description = "Same id as a built-in one"
regex = '''ghp_[0-9a-zA-Z]{36}'''
"#;

const FISHER: &str = r#"
rules:
  - name: Beta API Key
    id: team.beta.1
    pattern: |
      (?xi)
      \b beta (?:.|[\n\r]){0,16}? (?:KEY|TOKEN) (?:.|[\n\r]){0,16}?
      \b
      (?P<TOKEN> beta-[a-z0-9]{28} )   # the value
      \b
    min_entropy: 3.0
    confidence: medium
    examples:
      - BETA_KEY=not-to-be-copied-0123456789
    references:
      - https://docs.beta.example/keys
    pattern_requirements:
      min_digits: 2
      ignore_if_contains: [example, "a.b"]
      checksum:
        actual: "x"
        expected: "y"
    validation:
      type: Http
  - name: Beta helper
    id: team.beta.2
    visible: false
    pattern: 'beta_id_([0-9]{9})'
  - name: Beta signed token
    id: team.beta.3
    pattern: 'betac_(?P<TOKEN>[A-Z0-9]{20})_(?P<SUM>[0-9a-f]{8})'
    depends_on_rule:
      - rule_id: team.beta.2
        variable: BETA_ID
    revocation:
      type: Http
"#;

fn notes<'i>(imported: &'i Imported, rule: &str) -> Vec<&'i ImportNote> {
    imported.notes.iter().filter(|note| note.rule == rule).collect()
}

fn rules(imported: &Imported) -> RuleSet {
    RuleSet::from_toml(&imported.toml, "imported.toml").unwrap()
}

#[test]
fn what_gitleaks_says_is_carried_over() {
    let imported = import_rules(LEAKS, "x.toml").unwrap();
    assert_eq!((imported.read, imported.carried), (9, 5), "{:#?}", imported.notes);
    let rules = rules(&imported);
    assert!(run_examples(&rules).unwrap().is_empty());
    let token = rules.get("acme-deploy-token").unwrap();
    assert_eq!((token.keywords.as_ref(), token.lead), (&["acme_dt_".into()][..], 0));
    assert_eq!(token.entropy, 3.2);
    assert_eq!(token.ignore.as_ref(), ["(?i)(?:changeme)", "^acme_dt_EXAMPLE"]);
    assert_eq!(rules.get("acme-key").unwrap().lead, 50);
    let branches =
        ["acme-either", "acme-either-2"].map(|id| rules.get(id).unwrap().regex.to_string());
    assert_eq!(branches, ["(?i)acme_one=([a-z0-9]{20})", "(?i)acme_two=([a-f0-9]{32})"]);
    assert_eq!(rules.get("acme-second").unwrap().regex, r"acmesec:(?:\w+):([a-z0-9]{20})");
    assert!(rules.get("github-pat").is_none() && rules.get("imported-github-pat").is_some());
}

#[test]
fn what_is_left_out_is_told_with_its_line() {
    let imported = import_rules(LEAKS, "x.toml").unwrap();
    for (rule, word) in [
        ("by-path", "paths alone"),
        ("acme-around", "looks around"),
        ("acme-near", "other rules nearby"),
        ("acme-bare", "no literal"),
    ] {
        let notes = notes(&imported, rule);
        assert!(notes.len() == 1 && notes[0].dropped, "{rule}: {notes:?}");
        assert!(notes[0].what.contains(word), "{rule}: {notes:?}");
        let line = LEAKS.lines().nth(notes[0].line).unwrap();
        assert!(line.contains(rule), "{rule}: {line}");
    }
    let file: Vec<&str> = notes(&imported, "").iter().map(|note| note.what.as_str()).collect();
    assert!(file.iter().any(|what| what.contains("extend")), "{file:?}");
    assert!(file.iter().any(|what| what.contains("paths or commits")), "{file:?}");
}

#[test]
fn what_kingfisher_says_is_carried_over() {
    let imported = import_rules(FISHER, "x.yml").unwrap();
    assert_eq!((imported.read, imported.carried), (3, 2), "{:#?}", imported.notes);
    assert!(!imported.toml.contains("not-to-be-copied"));
    let rules = rules(&imported);
    assert!(run_examples(&rules).unwrap().is_empty());
    let rule = rules.get("team-beta-1").unwrap();
    assert_eq!((rule.entropy, rule.confidence), (3.0, Confidence::Medium));
    assert_eq!(rule.ignore.as_ref(), [r"(?i)(?:example|a\.b)"]);
    assert_eq!(rule.references.as_ref(), ["https://docs.beta.example/keys"]);
    let told: Vec<&str> =
        notes(&imported, "team.beta.1").iter().map(|note| note.what.as_str()).collect();
    for word in ["live validation", "checksum", "how many digits"] {
        assert!(told.iter().any(|what| what.contains(word)), "{word}: {told:?}");
    }
    assert!(notes(&imported, "team.beta.2")[0].dropped);
    // What stands behind the group that is the value belongs to the pattern.
    let signed = rules.get("team-beta-3").unwrap();
    assert_eq!(signed.regex, "betac_([A-Z0-9]{20})_(?:[0-9a-f]{8})");
    let told = notes(&imported, "team.beta.3");
    assert!(told.len() == 2 && told.iter().all(|note| !note.dropped), "{told:?}");
}

#[test]
fn the_clauses_of_betterleaks_are_carried_over() {
    let text = "filter = '''matchesAny(finding[\"secret\"], [`^x+$`])'''\n[[rules]]\nid = \"beta\"\n\
                regex = 'beta_[a-z0-9]{20}'\nconfidence = \"low\"\n\
                filter = 'entropy(finding[\"secret\"]) < 3.5 || tokenRatio(finding[\"secret\"]) >= 2.5'\n\
                validate = 'x'\n[[rules]]\nid = \"part\"\nregex = 'part_[a-z]{20}'\nskipReport = true\n";
    let imported = import_rules(text, "x.toml").unwrap();
    let rules = rules(&imported);
    let rule = rules.get("beta").unwrap();
    assert_eq!((rule.entropy, rule.confidence), (3.5, Confidence::Low));
    assert_eq!(rule.ignore.as_ref(), ["^x+$"]);
    assert!(rule.unconfirmed.contains("betterleaks"));
    assert!(notes(&imported, "beta").iter().any(|note| note.what.contains("1 clauses")));
    assert!(notes(&imported, "part")[0].dropped);
}

#[test]
fn what_is_no_rule_file_is_an_error_with_its_place() {
    for (text, word) in [
        ("[[rules]]\nid = 1 2\n", "line 2"),
        ("rules:\n  - id: a\n   pattern: [", "line "),
        ("title = 'x'", "no rules"),
        ("rules: 7", "no list of rules"),
        ("", "no list of rules"),
        ("rules = 3", "no list of tables"),
        ("rules:\n  - just text", "no mapping"),
        ("just text", "no list of rules"),
    ] {
        let error = import_rules(text, "bad.file").unwrap_err().to_string();
        assert!(error.contains(word) && error.starts_with("bad.file"), "{text:?}: {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}

#[test]
fn hostile_files_carry_nothing() {
    let bomb: String = (0..30).fold("a0: &a0 x\n".to_owned(), |text, nth| {
        format!("{text}a{}: &a{} [*a{nth}, *a{nth}, *a{nth}]\n", nth + 1, nth + 1)
    });
    let leak = |regex: &str| format!("[[rules]]\nid = \"a\"\nregex = '''{regex}'''\n");
    for text in [
        "rules: ".to_owned() + &"[".repeat(100_000),
        "a: ".repeat(50_000),
        bomb,
        "x = ".to_owned() + &"[".repeat(100_000),
        "x".repeat(LONGEST + 1),
        "[[rules]]\n".repeat(MOST + 1),
        leak("acme(?:(?:(?:a{1000}){1000}){1000}){1000}"),
        leak(&format!("acme{}", "(?:ab|".repeat(3000))),
        leak(&format!("acme[a-z]{{9}}{}", "(?:a?|b?){1,9}".repeat(2000))),
        leak("acme(?:a|b|c|d|e|f|g|h){1,64}[a-z]{900000000}"),
    ] {
        let carried = import_rules(&text, "x").map_or(0, |imported| imported.carried);
        assert_eq!(carried, 0, "{}", &text[..text.len().min(60)]);
    }
}

/// Numbers below a bound, from a seed.
fn numbers(mut state: u64) -> impl FnMut(usize) -> usize {
    move |bound| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    }
}

#[test]
fn whatever_comes_out_passes_its_check() {
    const PARTS: [&str; 22] = [
        "acme",
        "beta_",
        "-live-",
        "(?i)",
        r"\b",
        "[a-z0-9]{20}",
        "([A-Z2-7]{16})",
        "(x|yy|zzz)",
        r"\s{0,3}",
        "[=:]",
        "['\"]?",
        "(?:one|two|three)",
        ".{0,9}?",
        "[^'\" ]{8,}",
        "$",
        "^",
        r"\d+",
        "(?P<TOKEN>[a-f0-9]{32})",
        "{",
        "(?=a)",
        r"\.",
        "a{3,}",
    ];
    let mut random = numbers(3);
    let mut text = String::new();
    for nth in 0..300 {
        let regex: String = (0..2 + random(6)).map(|_| PARTS[random(PARTS.len())]).collect();
        text += &format!("[[rules]]\nid = \"r{nth}\"\nregex = '''{regex}'''\n");
    }
    let imported = import_rules(&text, "x.toml").unwrap();
    assert!(imported.carried > 60, "{}", imported.carried);
    let rules = RuleSet::from_toml(&imported.toml, "imported.toml").unwrap();
    assert!(run_examples(&rules).unwrap().is_empty());
    let dropped = imported.notes.iter().filter(|note| note.dropped).count();
    assert_eq!(imported.carried + dropped, imported.read, "each rule comes through or is told");
}

#[test]
fn no_text_makes_it_panic() {
    let mut random = numbers(5);
    for round in 0..60 {
        let mut bytes = if round % 2 == 0 { LEAKS } else { FISHER }.as_bytes().to_vec();
        for _ in 0..1 + random(6) {
            let at = random(bytes.len());
            match random(3) {
                0 => drop(bytes.remove(at)),
                1 => bytes[at] = b"[](){}'\"\\|:=-\n&*x"[random(17)],
                _ => bytes.truncate(at.max(1)),
            }
        }
        let _ = import_rules(&String::from_utf8_lossy(&bytes), "x");
    }
}
