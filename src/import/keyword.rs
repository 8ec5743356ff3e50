//! Literals of which one stands in every match of a pattern, and how far before it a match may start.
//!
//! The case of ASCII letters counts for nothing, as the prefilter has it. Literals behind the value don't
//! count: a value must not end before its keyword.

use std::collections::BTreeSet;

use regex_syntax::hir::{Hir, HirKind};

use super::sample::bytes_of;

/// The most literals of a rule, and the longest.
const MOST: usize = 64;
const LONGEST: usize = 48;
/// The most characters of a class that are told one by one.
const CLASS: usize = 10;
/// From this length on a literal is not rarer for being longer.
const ENOUGH: usize = 6;

/// Literals of which one is in every match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Required {
    pub(super) literals: Vec<String>,
    /// The most bytes of a match before the literal; none where there is no bound.
    pub(super) lead: Option<usize>,
}

type Texts = BTreeSet<Vec<u8>>;

/// The best literals of a pattern.
pub(super) fn required(hir: &Hir) -> Option<Required> {
    let (texts, lead) = best(hir)?;
    let literals: Option<Vec<String>> =
        texts.into_iter().map(|text| String::from_utf8(text).ok()).collect();
    Some(Required { literals: literals?, lead })
}

type Candidate = (Texts, Option<usize>);

fn best(hir: &Hir) -> Option<Candidate> {
    match hir.kind() {
        HirKind::Capture(capture) => best(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => best(&repetition.sub),
        HirKind::Alternation(parts) => {
            let mut all = Texts::new();
            let mut lead = Some(0);
            for part in parts {
                let (texts, before) = best(part)?;
                all.extend(texts);
                lead = lead.zip(before).map(|(a, b): (usize, usize)| a.max(b));
            }
            (all.len() <= MOST).then_some((all, lead))
        }
        HirKind::Concat(parts) => of_run(parts),
        // What need not be there has no literal of its own, and the others have no parts.
        HirKind::Repetition(_) => None,
        _ => of_run(std::slice::from_ref(hir)),
    }
}

/// The best of a row of parts: of texts that neighbours make together, or of one part.
fn of_run(parts: &[Hir]) -> Option<Candidate> {
    let mut found: Option<Candidate> = None;
    let mut offer = |new: Candidate| {
        if worth(&new.0) > found.as_ref().map_or(0, |old| worth(&old.0)) {
            found = Some(new);
        }
    };
    let mut run: (Texts, Option<usize>) = (Texts::from([Vec::new()]), Some(0));
    let mut before = Some(0_usize);
    for part in parts {
        match exact(part).and_then(|texts| joined(&run.0, &texts)) {
            Some(longer) => run.0 = longer,
            None => {
                let texts = exact(part);
                if texts.is_none()
                    && is_deep(part)
                    && let Some((texts, lead)) = best(part)
                {
                    offer((texts, before.zip(lead).map(|(a, b)| a + b)));
                }
                // A run starts with the part that was too much for the one before.
                let after = before.zip(part.properties().maximum_len()).map(|(a, b)| a + b);
                run = match texts {
                    Some(texts) => (texts, before),
                    None => (Texts::from([Vec::new()]), after),
                };
            }
        }
        offer(run.clone());
        before = before.zip(part.properties().maximum_len()).map(|(a, b)| a + b);
        if part.properties().explicit_captures_len() > 0 {
            break;
        }
    }
    found
}

/// Whether there are parts within it.
fn is_deep(hir: &Hir) -> bool {
    let kind = hir.kind();
    !matches!(kind, HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_))
}

/// How much a set of literals is worth: long ones, and few. Nothing where one is shorter than two bytes.
fn worth(texts: &Texts) -> usize {
    let shortest = texts.iter().map(Vec::len).min().unwrap_or(0);
    let text = texts.iter().all(|text| std::str::from_utf8(text).is_ok());
    if shortest < 2 || !text {
        return 0;
    }
    let few = texts.len().next_power_of_two().trailing_zeros() as usize;
    // Two bytes alone are so frequent that ten of three are better.
    let length = if shortest == 2 { 1 } else { 2 * shortest.min(ENOUGH) + 8 };
    (length + 8).saturating_sub(few)
}

/// All texts that a part can be, in lower case, if they are few.
fn exact(hir: &Hir) -> Option<Texts> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(Texts::from([Vec::new()])),
        HirKind::Literal(literal) => {
            (literal.0.len() <= LONGEST).then(|| Texts::from([literal.0.to_ascii_lowercase()]))
        }
        HirKind::Class(class) => {
            let class = bytes_of(class)?;
            let bytes = class.ranges().iter().flat_map(|range| range.start()..=range.end());
            let texts: Texts =
                bytes.take(4 * CLASS).map(|b| vec![b.to_ascii_lowercase()]).collect();
            (texts.len() <= CLASS).then_some(texts)
        }
        HirKind::Capture(capture) => exact(&capture.sub),
        HirKind::Concat(parts) => parts
            .iter()
            .try_fold(Texts::from([Vec::new()]), |texts, part| joined(&texts, &exact(part)?)),
        HirKind::Alternation(parts) => {
            let mut all = Texts::new();
            for part in parts {
                all.extend(exact(part)?);
            }
            (all.len() <= MOST).then_some(all)
        }
        HirKind::Repetition(repetition) => {
            let max = repetition.max.filter(|max| *max <= 8)?;
            let one = exact(&repetition.sub)?;
            let mut power = Texts::from([Vec::new()]);
            let mut all = if repetition.min == 0 { power.clone() } else { Texts::new() };
            for nth in 1..=max {
                power = joined(&power, &one)?;
                if nth >= repetition.min {
                    all.extend(power.iter().cloned());
                }
            }
            (all.len() <= MOST).then_some(all)
        }
    }
}

/// Each text of one set followed by each of the other, if they are few.
fn joined(one: &Texts, other: &Texts) -> Option<Texts> {
    if one.len() * other.len() > MOST {
        return None;
    }
    let pairs =
        one.iter().flat_map(|head| other.iter().map(move |tail| [&head[..], tail].concat()));
    let all: Texts = pairs.collect();
    all.iter().all(|text| text.len() <= LONGEST).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pattern: &str) -> Option<(Vec<String>, Option<usize>)> {
        let hir = regex_syntax::ParserBuilder::new()
            .unicode(false)
            .utf8(false)
            .build()
            .parse(pattern)
            .unwrap();
        required(&hir).map(|required| (required.literals, required.lead))
    }

    #[test]
    fn the_best_literal_of_a_pattern_and_what_may_stand_before_it() {
        for (pattern, literals, lead) in [
            ("acme_[a-z]{8}", &["acme_"][..], Some(0)),
            ("(?i)ACME_[a-z]{8}", &["acme_"], Some(0)),
            (r"\b(?:ab|cd)_live_[0-9]{4}", &["ab_live_", "cd_live_"], Some(0)),
            (r"[\w.-]{0,50}?(?:acme)[ \t]{0,20}=(x{3})", &["acme"], Some(50)),
            (r"[a-z]*-token-([0-9]+)", &["-token-"], None),
            ("(?:acme|other)x?=([a-z]{9})", &["acme=", "acmex=", "other=", "otherx="], Some(0)),
            (
                "[a-z]{3}[0-9]q~[a-z]{9}",
                &["0q~", "1q~", "2q~", "3q~", "4q~", "5q~", "6q~", "7q~", "8q~", "9q~"],
                Some(3),
            ),
            ("(?:keyone[a-z]+|[a-z]{2}keytwo)", &["keyone", "keytwo"], Some(2)),
            ("(?:ab[0-9]{4}ab){2,}", &["0"], None),
        ] {
            let found = of(pattern);
            if literals == ["0"] {
                assert!(found.is_some(), "{pattern}");
                continue;
            }
            let want = literals.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
            assert_eq!(found, Some((want, lead)), "{pattern}");
        }
    }

    #[test]
    fn literals_behind_the_value_and_patterns_without_any_give_none() {
        for pattern in
            ["([a-f0-9]{32})-acme", "[a-z]{20}", "(?:acme)?[a-z]{20}", "(?:acme|[a-z]{9})", "a", ""]
        {
            assert_eq!(of(pattern), None, "{pattern}");
        }
    }
}
