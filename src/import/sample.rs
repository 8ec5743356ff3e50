//! Examples of a pattern, as templates with placeholders: nothing that looks alive is written down.
//!
//! Texts are made from the pattern at random from a fixed seed, and kept where the pattern takes them.

use regex::bytes::Regex;
use regex_syntax::hir::{Class, ClassBytes, Hir, HirKind};

use crate::rules::{fill, unmarked};

/// Templates that are made, and those that are kept.
const TRIES: u64 = 160;
const KEPT: usize = 4;
/// The longest template, in bytes.
const LONGEST: usize = 4 << 10;

/// The placeholders by their alphabets: those that look most like a token first.
const KINDS: [(&str, &[u8]); 12] = [
    ("alnum", b"09azAZ"),
    ("lowernum", b"09az"),
    ("uppernum", b"09AZ"),
    ("HEX", b"09AF"),
    ("hex", b"09af"),
    ("alpha", b"azAZ"),
    ("base32", b"27AZ"),
    ("base32-lower", b"27az"),
    ("lower", b"az"),
    ("upper", b"AZ"),
    ("digits", b"09"),
    ("", b""),
];

/// Lines that the pattern hits, with the value between marks, the surest one first.
pub(super) fn lines(
    hir: &Hir,
    regex: &Regex,
    keywords: &[String],
    ignored: &[Regex],
) -> Vec<String> {
    let grouped = regex.captures_len() > 1;
    let mut lines = Vec::new();
    for seed in 0..TRIES {
        let mut maker = Maker { out: String::new(), random: seed, bold: seed > 0 };
        let whole = if grouped { maker.add(hir) } else { maker.marked(hir) };
        let line = maker.out;
        if whole.is_some()
            && line.len() <= LONGEST
            && !lines.contains(&line)
            && (0..4).all(|seed| holds(&fill(&line, seed), regex, keywords, ignored))
        {
            lines.push(line);
            if lines.len() == KEPT {
                break;
            }
        }
    }
    lines
}

/// Whether the pattern finds the marked text in a line, which has a keyword.
fn holds(line: &str, regex: &Regex, keywords: &[String], ignored: &[Regex]) -> bool {
    let Some((line, values)) = unmarked(line) else { return false };
    let [value] = &values[..] else { return false };
    // The ends of lines are the scanner's own.
    let text = line + "\n";
    let group = usize::from(regex.captures_len() > 1);
    let span =
        regex.captures(text.as_bytes()).and_then(|found| found.get(group).map(|m| m.range()));
    let lower = text.to_ascii_lowercase();
    span.as_ref() == Some(value)
        && !value.is_empty()
        && keywords.iter().any(|keyword| lower.contains(keyword.as_str()))
        && !ignored.iter().any(|pattern| pattern.is_match(text[value.clone()].as_bytes()))
}

/// A class as bytes: one of ASCII may come as one of characters.
pub(super) fn bytes_of(class: &Class) -> Option<ClassBytes> {
    match class {
        Class::Bytes(class) => Some(class.clone()),
        Class::Unicode(class) => class.to_byte_class(),
    }
}

/// Writes a template along a pattern.
struct Maker {
    out: String,
    random: u64,
    /// Whether other than the least is tried.
    bold: bool,
}

impl Maker {
    /// Adds a text of this part; none where it has none that can stand in a line.
    fn add(&mut self, hir: &Hir) -> Option<()> {
        if self.out.len() > LONGEST {
            return None;
        }
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.text(&literal.0)?,
            HirKind::Class(class) => self.class(&bytes_of(class)?, 1)?,
            HirKind::Capture(capture) => self.marked(&capture.sub)?,
            HirKind::Concat(parts) => parts.iter().try_for_each(|part| self.add(part))?,
            HirKind::Alternation(parts) => {
                let nth = if self.bold { self.below(parts.len() as u64) as usize } else { 0 };
                self.add(&parts[nth])?;
            }
            HirKind::Repetition(repetition) => {
                let more = if self.bold { self.below(3) as u32 } else { 0 };
                let most = repetition.max.unwrap_or(u32::MAX);
                let count = repetition.min.saturating_add(more).min(most);
                if count as usize > LONGEST {
                    return None;
                }
                match repetition.sub.kind() {
                    HirKind::Class(class) => self.class(&bytes_of(class)?, count)?,
                    _ => (0..count).try_for_each(|_| self.add(&repetition.sub))?,
                }
            }
        }
        Some(())
    }

    fn marked(&mut self, hir: &Hir) -> Option<()> {
        self.out.push('«');
        self.add(hir)?;
        self.out.push('»');
        Some(())
    }

    fn text(&mut self, bytes: &[u8]) -> Option<()> {
        let text = std::str::from_utf8(bytes).ok()?;
        let fine = |c: char| c == '\t' || !c.is_control() && c != '«' && c != '»';
        text.chars().all(fine).then(|| self.out.push_str(text))
    }

    /// So many characters of a class: as a placeholder, or a mark that is in it.
    fn class(&mut self, class: &ClassBytes, count: u32) -> Option<()> {
        if count == 0 {
            return Some(());
        }
        let has =
            |from: u8, to: u8| class.ranges().iter().any(|r| r.start() <= from && to <= r.end());
        let fits = |alphabet: &[u8]| alphabet.chunks(2).all(|range| has(range[0], range[1]));
        let (kind, _) = KINDS.iter().find(|(_, alphabet)| fits(alphabet))?;
        let marks =
            || (b' '..=b'~').filter(|byte| has(*byte, *byte) && !byte.is_ascii_alphanumeric());
        let plain = kind.is_empty()
            || count == 1 && self.bold && self.below(2) == 0 && marks().next().is_some();
        if !plain {
            self.out += &format!("{{{kind}:{count}}}");
            return Some(());
        }
        let mut choices: Vec<u8> = marks().collect();
        if choices.is_empty() {
            choices = (b' '..=b'~').filter(|byte| has(*byte, *byte)).collect();
        }
        for _ in 0..count {
            let nth = self.below(choices.len().max(1) as u64) as usize;
            self.out.push(char::from(*choices.get(nth)?));
        }
        Some(())
    }

    /// A number below another, by a step of Knuth's MMIX generator.
    fn below(&mut self, bound: u64) -> u64 {
        self.random = self
            .random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) % bound
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pattern: &str, keyword: &str) -> Vec<String> {
        let hir = regex_syntax::ParserBuilder::new()
            .unicode(false)
            .utf8(false)
            .build()
            .parse(pattern)
            .unwrap();
        let regex = regex::bytes::RegexBuilder::new(pattern).unicode(false).build().unwrap();
        lines(&hir, &regex, &[keyword.to_owned()], &[])
    }

    #[test]
    fn examples_are_templates_that_the_pattern_takes() {
        assert_eq!(of("acme_[a-z]{8}", "acme_")[0], "«acme_{lower:8}»");
        assert_eq!(of("acme=([a-zA-Z0-9_-]{20})", "acme")[0], "acme=«{alnum:20}»");
        for (pattern, keyword) in [
            (
                r"\bcloud\b(?:.|[\n\r]){0,9}?(?:KEY|TOKEN)(?:.|[\n\r]){0,9}?\b([a-z0-9]{12})\b",
                "cloud",
            ),
            (r#"(?i)acme[ \t]{0,20}(?:=|:)['"\s]{0,3}([a-f0-9]{32})(?:['";]|\\[nr]|$)"#, "acme"),
            (r"[\w.-]{0,50}?acme=([!#%]{3}[^\s]{9,})", "acme"),
        ] {
            assert!(!of(pattern, keyword).is_empty(), "{pattern}");
        }
    }

    #[test]
    fn what_cannot_stand_in_a_line_has_none() {
        for pattern in [
            r"acme\x00([a-z]{9})",
            r"acme[\x80-\x90]{3}",
            "acme[a-z]{9000}",
            r"acme\Bx\b\b[^\x00-\xff]",
        ] {
            assert!(of(pattern, "acme").is_empty(), "{pattern}");
        }
    }
}
