//! Patterns of Go and of kingfisher in the syntax of ours: on bytes, and with one group at most.
//!
//! What has no counterpart (looking around, references back) is refused with its name.

use regex_syntax::ParserBuilder;
use regex_syntax::ast::{self, Ast, GroupKind};
use regex_syntax::hir::Hir;

use super::Group;

/// How deep a pattern may nest.
const DEPTH: u32 = 64;
/// The longest pattern, in bytes; the most branches that become rules of their own.
const LONGEST: usize = 32 << 10;
const BRANCHES: usize = 16;

/// A pattern of ours.
#[derive(Debug)]
pub(super) struct Branch {
    pub(super) regex: String,
    pub(super) hir: Hir,
    pub(super) notes: Vec<String>,
}

/// A group of a pattern: where its `(` and what marks it as a group stand.
struct Found {
    open: std::ops::Range<usize>,
    name: Option<String>,
}

/// The pattern with the one group that is the value; several where its branches have a group each.
pub(super) fn translate(source: &str, group: &Group) -> Result<Vec<Branch>, String> {
    if source.len() > LONGEST {
        return Err(format!("its pattern has {} bytes, more than {LONGEST}", source.len()));
    }
    let text = dialect(source);
    let ast = parse(&text)?;
    let branches = match (&ast, group) {
        (Ast::Alternation(all), Group::First) if splits(&all.asts) => branches(&text, &all.asts),
        _ => vec![text],
    };
    branches.into_iter().map(|text| one(text, group)).collect()
}

/// The syntax of Go and RE2 where that of ours differs: a brace that counts nothing is a brace, and
/// within `[…]` an opening bracket and doubled marks are themselves.
pub(super) fn dialect(source: &str) -> String {
    let bytes = source.as_bytes();
    let mut out = String::with_capacity(source.len() + 16);
    let (mut class, mut first) = (false, false);
    let mut chars = source.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let rest = &bytes[at..];
        match c {
            '\\' => {
                out.push(c);
                if let Some((_, next)) = chars.next() {
                    out.push(next);
                    // A class of Unicode has its braces.
                    if matches!(next, 'p' | 'P' | 'x' | 'u')
                        && chars.peek().is_some_and(|(_, c)| *c == '{')
                    {
                        for (_, inner) in chars.by_ref() {
                            out.push(inner);
                            if inner == '}' {
                                break;
                            }
                        }
                    }
                }
                first = false;
                continue;
            }
            '[' if class && !rest.starts_with(b"[:") => out.push_str("\\["),
            '[' if class => {
                let end = source[at..].find(":]").map_or(source.len(), |n| at + n + 2);
                out.push_str(&source[at..end]);
                while chars.peek().is_some_and(|(next, _)| *next < end) {
                    chars.next();
                }
            }
            '[' => {
                (class, first) = (true, true);
                out.push(c);
                if chars.peek().is_some_and(|(_, c)| *c == '^') {
                    out.push('^');
                    chars.next();
                }
                continue;
            }
            ']' if class && !first => {
                class = false;
                out.push(c);
            }
            ']' if class => out.push_str("\\]"),
            '&' | '~' if class && rest.get(1) == Some(&rest[0]) => {
                out.push('\\');
                out.push(c);
            }
            '-' if class && rest.starts_with(b"--") => out.push_str("\\-"),
            '{' if !class && !counts(rest) => out.push_str("\\{"),
            _ => out.push(c),
        }
        first = false;
    }
    out
}

/// Whether `{3}`, `{3,}` or `{3,5}` stands here.
fn counts(text: &[u8]) -> bool {
    let Some(end) = text.iter().take(16).position(|b| *b == b'}') else { return false };
    let body = &text[1..end];
    body.first().is_some_and(u8::is_ascii_digit)
        && body.iter().all(|b| b.is_ascii_digit() || *b == b',')
}

fn parse(text: &str) -> Result<Ast, String> {
    let parsed = ast::parse::ParserBuilder::new().nest_limit(DEPTH).build().parse(text);
    parsed.map_err(|error| match error.kind() {
        ast::ErrorKind::UnsupportedLookAround => {
            "its pattern looks around: `(?=`, `(?!`, `(?<`".to_owned()
        }
        ast::ErrorKind::UnsupportedBackreference => "its pattern refers back to a group".to_owned(),
        ast::ErrorKind::NestLimitExceeded(_) => format!("its pattern nests deeper than {DEPTH}"),
        kind => format!("its pattern: {kind}"),
    })
}

/// Whether there are groups in more than one branch, and at most one in each.
fn splits(asts: &[Ast]) -> bool {
    let counts: Vec<usize> = asts.iter().map(|ast| groups(ast).len()).collect();
    let many = counts.iter().filter(|count| **count > 0).count() > 1;
    many && asts.len() <= BRANCHES && counts.iter().all(|count| *count <= 1)
}

/// The text of each branch, with the flags that those before it had set.
fn branches(text: &str, asts: &[Ast]) -> Vec<String> {
    let mut flags = String::new();
    let mut out = Vec::new();
    for ast in asts {
        let span = ast.span();
        out.push(format!("{flags}{}", &text[span.start.offset..span.end.offset]));
        let parts = if let Ast::Concat(concat) = ast {
            &concat.asts[..]
        } else {
            std::slice::from_ref(ast)
        };
        for part in parts.iter().filter(|part| matches!(part, Ast::Flags(_))) {
            flags += &text[part.span().start.offset..part.span().end.offset];
        }
    }
    out
}

/// Leaves the one group that is the value.
fn one(text: String, group: &Group) -> Result<Branch, String> {
    let ast = parse(&text)?;
    let groups = groups(&ast);
    let mut notes = Vec::new();
    let named = groups.iter().position(|group| group.name.as_deref() == Some("TOKEN"));
    let value = match group {
        Group::Number(nth) => Some(*nth as usize - 1),
        Group::First => named.or((!groups.is_empty()).then_some(0)),
    };
    if let Some(nth) = value.filter(|nth| *nth >= groups.len()) {
        return Err(format!("its group {} is not in its pattern", nth + 1));
    }
    if *group == Group::First && named.is_none() && groups.len() > 1 {
        notes.push(format!("of its {} groups the first one alone is a value", groups.len()));
    }
    let mut regex = String::with_capacity(text.len() + 2 * groups.len());
    let mut from = 0;
    for (nth, group) in groups.iter().enumerate() {
        regex += &text[from..group.open.start];
        regex += if value == Some(nth) { "(" } else { "(?:" };
        from = group.open.end;
    }
    regex += &text[from..];
    let parser =
        ParserBuilder::new().unicode(false).utf8(false).nest_limit(2 * DEPTH).build().parse(&regex);
    let hir = parser.map_err(|error| {
        let text = error.to_string();
        let last = text.lines().last().unwrap_or_default().trim_start_matches("error: ");
        format!("its pattern: {last}")
    })?;
    Ok(Branch { regex, hir, notes })
}

/// The groups of a pattern that capture, in their order. The parser bounds how deep this goes.
fn groups(ast: &Ast) -> Vec<Found> {
    let mut out = Vec::new();
    collect(ast, &mut out);
    out.sort_by_key(|group| group.open.start);
    out
}

fn collect(ast: &Ast, out: &mut Vec<Found>) {
    match ast {
        Ast::Group(group) => {
            let start = group.span.start.offset;
            match &group.kind {
                GroupKind::CaptureIndex(_) => {
                    out.push(Found { open: start..start + 1, name: None });
                }
                GroupKind::CaptureName { name, .. } => {
                    // The name ends with `>`.
                    let open = start..name.span.end.offset + 1;
                    out.push(Found { open, name: Some(name.name.clone()) });
                }
                GroupKind::NonCapturing(_) => {}
            }
            collect(&group.ast, out);
        }
        Ast::Repetition(repetition) => collect(&repetition.ast, out),
        Ast::Alternation(all) => all.asts.iter().for_each(|ast| collect(ast, out)),
        Ast::Concat(all) => all.asts.iter().for_each(|ast| collect(ast, out)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regexes(source: &str, group: Group) -> Result<Vec<String>, String> {
        translate(source, &group).map(|all| all.into_iter().map(|branch| branch.regex).collect())
    }

    #[test]
    fn one_group_is_left() {
        for (source, group, want) in [
            ("a(b)", Group::First, "a(b)"),
            ("(a)(?P<TOKEN>b)", Group::First, "(?:a)(b)"),
            ("(a)(?<x>b)", Group::Number(2), "(?:a)(b)"),
            (r"[(](a)\(", Group::First, r"[(](a)\("),
            ("(?x) a # (\n (b)", Group::First, "(?x) a # (\n (b)"),
        ] {
            assert_eq!(regexes(source, group), Ok(vec![want.to_owned()]), "{source}");
        }
    }

    #[test]
    fn branches_with_a_group_each_are_rules_of_their_own_and_keep_the_flags() {
        let two = regexes("(?i)a=(b)|c=(d)", Group::First).unwrap();
        assert_eq!(two, ["(?i)a=(b)", "(?i)c=(d)"]);
        assert_eq!(regexes("(?:a=(b)|c=(d))", Group::First).unwrap(), ["(?:a=(b)|c=(?:d))"]);
    }

    #[test]
    fn braces_and_brackets_as_go_has_them() {
        for (source, want) in [
            (r"\${(a)}", r"\$\{(a)}"),
            ("{{x}}", r"\{\{x}}"),
            ("a{3,5}b{2}", "a{3,5}b{2}"),
            ("a{,5}", r"a\{,5}"),
            ("[[a]", r"[\[a]"),
            ("[]a]", r"[\]a]"),
            ("[^]a]", r"[^\]a]"),
            ("[[:alnum:]_]", "[[:alnum:]_]"),
            ("[a&&b~~--]", r"[a\&&b\~~\--]"),
            (r"[\]]{2}", r"[\]]{2}"),
            (r"\p{L}\x{41}", r"\p{L}\x{41}"),
        ] {
            assert_eq!(dialect(source), want, "{source}");
        }
    }

    #[test]
    fn what_has_no_counterpart_is_named() {
        let deep = format!("{}a{}", "(".repeat(500), ")".repeat(500));
        for (source, word) in [
            ("(?=a)b", "looks around"),
            ("(?<!a)b", "looks around"),
            (r"(a)\1", "refers back"),
            ("a(", "its pattern"),
            (r"\p{Greek}x", "Unicode"),
            (&deep, "nests deeper"),
            (&"a".repeat(LONGEST + 1), "bytes"),
        ] {
            let error = regexes(source, Group::First).unwrap_err();
            assert!(error.contains(word), "{}: {error}", &source[..source.len().min(20)]);
        }
        assert!(regexes("(a)", Group::Number(2)).unwrap_err().contains("group 2"));
    }
}
