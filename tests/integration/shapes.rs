//! The lines of `tests/shapes/*.txt`: all rules together find exactly what is marked in them.
//!
//! One line is one input; `⏎` stands for a line end within it, `⇥` for a tab and `␛` for an escape. `«` and `»` stand around
//! each value. A line without marks has none. Lines that begin with `# ` are headings.

use std::ops::{ControlFlow, Range};

use logsnitch::Confidence;

use crate::support::{fill, root, usual_scanner};

/// A line as the scanner sees it, and where its marked values are.
fn unmarked(line: &str) -> (String, Vec<Range<u64>>) {
    let marked = fill(&line.replace('⏎', "\n").replace('⇥', "\t").replace('␛', "\x1b"), 5);
    let (mut text, mut want) = (String::new(), Vec::new());
    for (place, part) in marked.split(['«', '»']).enumerate() {
        if place % 2 == 1 {
            want.push(text.len() as u64..(text.len() + part.len()) as u64);
        }
        text.push_str(part);
    }
    (text, want)
}

/// All lines, marks and all.
fn marked_lines() -> Vec<String> {
    let folder = root().join("tests/shapes");
    let mut files: Vec<_> = folder.read_dir().unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let texts = files.iter().map(|file| std::fs::read_to_string(file).unwrap());
    let lines = texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
    lines.filter(|line| !line.is_empty() && !line.starts_with("# ")).collect()
}

/// All lines as the scanner sees them.
pub(crate) fn lines() -> impl Iterator<Item = String> {
    marked_lines().into_iter().map(|line| unmarked(&line).0)
}

/// What is wrong with one line, if anything.
fn wrong(line: &str) -> Option<String> {
    wrong_in(line, unmarked(line))
}

/// What is wrong with what is found in a text that holds a line, if anything.
fn wrong_in(line: &str, (text, want): (String, Vec<Range<u64>>)) -> Option<String> {
    let (mut got, mut shown) = (Vec::new(), String::new());
    let scanner = usual_scanner();
    let _ = scanner.scan_slice(&mut scanner.scratch(), text.as_bytes(), |finding| {
        if finding.confidence > Confidence::Low {
            let value = String::from_utf8_lossy(finding.secret.expose());
            shown.push_str(&format!(" {} «{value}»", finding.rule));
            got.push(finding.bytes);
        }
        ControlFlow::Continue(())
    });
    (got != want).then(|| format!("{line}\n    found:{shown}"))
}

#[test]
fn exactly_what_is_marked_is_found() {
    let lines = marked_lines();
    let bad: Vec<_> = lines.iter().filter_map(|line| wrong(line)).collect();
    assert!(bad.is_empty(), "{} of {} lines:\n{}", bad.len(), lines.len(), bad.join("\n"));
}

/// A text as a member of a JSON object, and where the parts of it stand there.
fn in_json(text: &str, parts: &[Range<u64>]) -> (String, Vec<Range<u64>>) {
    let escaped = |text: &str| {
        let quoted = serde_json::to_string(text).unwrap();
        quoted[1..quoted.len() - 1].to_owned()
    };
    let head = r#"{"level":"info","msg":""#;
    let place = |at: u64| (head.len() + escaped(&text[..at as usize]).len()) as u64;
    let parts = parts.iter().map(|part| place(part.start)..place(part.end)).collect();
    (format!("{head}{}\"}}", escaped(text)), parts)
}

/// A text as that of an element, and where the parts of it stand there.
fn in_markup(text: &str, parts: &[Range<u64>]) -> (String, Vec<Range<u64>>) {
    let escaped = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        text.replace('"', "&quot;")
    };
    let head = "<Event><Data>";
    let place = |at: u64| (head.len() + escaped(&text[..at as usize]).len()) as u64;
    let parts = parts.iter().map(|part| place(part.start)..place(part.end)).collect();
    (format!("{head}{}</Data></Event>", escaped(text)), parts)
}

/// The lines of a text as a collector writes each, and where the parts of it stand there.
fn collected(
    (text, parts): (&str, &[Range<u64>]),
    line: impl Fn(&str) -> (String, &'static str),
) -> (String, Vec<Range<u64>>) {
    let ends = |text: &str| -> u64 {
        let mut lines: Vec<_> = text.split('\n').map(&line).collect();
        let (last, _) = lines.pop().unwrap();
        let whole = |(line, behind): (String, &str)| line.len() + behind.len() + 1;
        (lines.into_iter().map(whole).sum::<usize>() + last.len()) as u64
    };
    let place = |at: u64| ends(&text[..at as usize]);
    let parts = parts.iter().map(|part| place(part.start)..place(part.end)).collect();
    let lines = text.split('\n').map(&line).map(|(line, behind)| format!("{line}{behind}\n"));
    (lines.collect(), parts)
}

/// The lines in which something else is found once they stand in another text.
fn lost(
    lines: &[String],
    within: impl Fn(&str, &[Range<u64>]) -> (String, Vec<Range<u64>>),
) -> Vec<String> {
    let lost = lines.iter().filter_map(|line| {
        let (text, want) = unmarked(line);
        wrong_in(line, within(&text, &want))
    });
    lost.collect()
}

/// Whatever shape a value has, a program that logs in JSON puts it into a string. One line in a hundred may
/// be lost there, such as records of another log within the string.
#[test]
fn in_a_string_the_same_is_found() {
    let lines = marked_lines();
    let lost = lost(&lines, in_json);
    let of = lines.len();
    assert!(lost.len() * 100 < of, "{} of {of} lines:\n{}", lost.len(), lost.join("\n"));
}

/// The same for one line of an event in XML; keywords with a quote or an ampersand are not looked for as
/// entities.
#[test]
fn in_markup_nearly_the_same_is_found() {
    let mut lines = marked_lines();
    lines.retain(|line| !line.contains('⏎'));
    let lost = lost(&lines, in_markup);
    let of = lines.len();
    assert!(lost.len() * 25 < of, "{} of {of} lines:\n{}", lost.len(), lost.join("\n"));
}

/// The same for shapes of several lines that a container writes, of which its runtime takes each by itself. One
/// in fifteen may be lost: words that stand on two lines are not looked for there. Docker's own log is a string
/// for each line besides, and one in ten is lost.
#[test]
fn in_the_log_of_a_container_nearly_the_same_is_found() {
    let mut lines = marked_lines();
    let wrapped = |line: &str| line.contains("stdout") || line.starts_with("Jan ");
    lines.retain(|line| line.contains('⏎') && !wrapped(line));
    let compose = |line: &str| (format!("web-1  | {line}"), "");
    let runtime = |line: &str| (format!("2024-02-03T04:05:06.123456789Z stdout F {line}"), "");
    let docker = |line: &str| {
        let quoted = serde_json::to_string(line).unwrap();
        (format!("{{\"log\":{}", &quoted[..quoted.len() - 1]), "\\n\",\"stream\":\"stdout\"}")
    };
    type Writer<'w> = &'w dyn Fn(&str) -> (String, &'static str);
    let writers: [(Writer<'_>, usize); 3] = [(&compose, 15), (&runtime, 15), (&docker, 10)];
    for (writer, one_in) in writers {
        let lost = lost(&lines, |text, parts| collected((text, parts), writer));
        let of = lines.len();
        assert!(lost.len() * one_in < of, "{} of {of} lines:\n{}", lost.len(), lost.join("\n"));
    }
}
