//! The expressions by which betterleaks drops findings: those clauses of them that say what a value is
//! not.
//!
//! An expression is clauses with `||` between; each that is no such clause is told and left out.

/// What an expression comes to.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Filter {
    /// Values of less entropy are dropped.
    pub(super) entropy: Option<f64>,
    /// Values that match are dropped.
    pub(super) ignore: Vec<String>,
    /// Clauses that have no counterpart.
    pub(super) left_out: usize,
}

const VALUE: &str = "finding[\"secret\"]";

/// Reads an expression.
pub(super) fn read(text: &str) -> Filter {
    let mut filter = Filter::default();
    for clause in clauses(text) {
        let clause = bare(clause);
        if clause.is_empty() {
            continue;
        }
        if let Some(entropy) = entropy(clause) {
            filter.entropy = Some(filter.entropy.unwrap_or(0.0).max(entropy));
        } else if let Some(texts) = texts_of(clause, "matchesAny") {
            filter.ignore.extend(texts);
        } else if let Some(texts) = texts_of(clause, "containsAny") {
            filter.ignore.push(any_of(&texts));
        } else {
            filter.left_out += 1;
        }
    }
    filter
}

/// A pattern for any of these words, in any case.
pub(super) fn any_of(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| regex::escape(word)).collect();
    format!("(?i)(?:{})", words.join("|"))
}

/// The parts between `||` that stand in no bracket and no text.
fn clauses(text: &str) -> Vec<&str> {
    let (mut out, mut from, mut depth) = (Vec::new(), 0, 0_usize);
    let mut quote: Option<u8> = None;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        match quote {
            Some(open) if byte == open => quote = None,
            // Backticks know no escapes.
            Some(b'"' | b'\'') if byte == b'\\' => at += 1,
            Some(_) => {}
            None if matches!(byte, b'"' | b'\'' | b'`') => quote = Some(byte),
            None if matches!(byte, b'(' | b'[' | b'{') => depth += 1,
            None if matches!(byte, b')' | b']' | b'}') => depth = depth.saturating_sub(1),
            None if depth == 0 && bytes[at..].starts_with(b"||") => {
                out.push(&text[from..at]);
                from = at + 2;
                at += 1;
            }
            None => {}
        }
        at += 1;
    }
    out.push(&text[from..]);
    out
}

/// Without blanks and without one pair of brackets around all.
fn bare(clause: &str) -> &str {
    let clause = clause.trim();
    let inner = clause.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    match inner {
        Some(inner) if clauses(inner).len() == 1 && balanced(inner) => inner.trim(),
        _ => clause,
    }
}

fn balanced(text: &str) -> bool {
    let mut depth = 0_i32;
    text.bytes().all(|byte| {
        depth += i32::from(byte == b'(') - i32::from(byte == b')');
        depth >= 0
    })
}

/// `entropy(value) < 3.5`
fn entropy(clause: &str) -> Option<f64> {
    let rest = clause.strip_prefix("entropy(")?.trim_start().strip_prefix(VALUE)?.trim_start();
    let bound = rest.strip_prefix(')')?.trim_start().strip_prefix('<')?;
    bound.strip_prefix('=').unwrap_or(bound).trim().parse().ok().filter(|n: &f64| n.is_finite())
}

/// The texts of `name(value, ["…", `…`])`.
fn texts_of(clause: &str, name: &str) -> Option<Vec<String>> {
    let rest = clause.strip_prefix(name)?.trim_start().strip_prefix('(')?.trim_start();
    let rest =
        rest.strip_prefix(VALUE)?.trim_start().strip_prefix(',')?.trim_start().strip_prefix('[')?;
    let (mut texts, mut rest) = (Vec::new(), rest.trim_start());
    while !rest.starts_with(']') {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '`' | '\''))?;
        let (text, after) = text(&rest[1..], quote)?;
        texts.push(text);
        rest = after.trim_start();
        rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    }
    (rest[1..].trim() == ")" && !texts.is_empty()).then_some(texts)
}

/// The text up to its closing quote, and what follows.
fn text(rest: &str, quote: char) -> Option<(String, &str)> {
    let mut out = String::new();
    let mut chars = rest.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if quote != '`' => match chars.next()?.1 {
                'n' => out.push('\n'),
                't' => out.push('\t'),
                other => out.push(other),
            },
            c if c == quote => return Some((out, &rest[at + 1..])),
            c => out.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_about_the_value_are_read_and_others_are_counted() {
        let filter = read(
            "entropy(finding[\"secret\"]) <= 3.5\n|| (matchesAny(finding[\"secret\"], [\n  `^a|b||c$`,\n  \"x\\\\d\",\n]))\
             || tokenRatio(finding[\"secret\"]) >= 2.5 || containsAny(finding[\"secret\"], ['p.q'])\
             || matchesAny(attributes[\"path\"], [`x`]) || (a && (b || c))",
        );
        assert_eq!(filter.entropy, Some(3.5));
        assert_eq!(filter.ignore, ["^a|b||c$", r"x\d", r"(?i)(?:p\.q)"]);
        assert_eq!(filter.left_out, 3);
    }

    #[test]
    fn nothing_and_broken_text_are_no_clauses() {
        assert_eq!(read(" \n"), Filter::default());
        for text in [
            "entropy(finding[\"secret\"]) < x",
            "matchesAny(finding[\"secret\"], [`a",
            "((((",
            "\"|| \\",
        ] {
            let filter = read(text);
            assert_eq!(
                (filter.entropy, filter.ignore.len(), filter.left_out),
                (None, 0, 1),
                "{text}"
            );
        }
    }
}
