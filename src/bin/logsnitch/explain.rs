//! `logsnitch explain`: a line on standard input, and the reasoning of every detector that looked.
//!
//! Values are shown by their place alone: the line itself is the user's own.

use std::io::{self, BufRead as _, Read as _, Write as _};

use anyhow::Result;
use logsnitch::{Options, Scanner};

use crate::args::ExplainArgs;
use crate::exit::Exit;
use crate::rules;

/// The longest line that is explained.
const LINE: u64 = 1 << 20;

pub(crate) fn run(args: ExplainArgs) -> Result<Exit> {
    let rules = rules::load(&args.rules)?;
    let options = Options { regions: args.region, ..Options::default() };
    let scanner = Scanner::new(rules, options)?;
    let mut scratch = scanner.scratch();
    let mut input = io::BufReader::new(io::stdin().take(LINE));
    let mut out = io::stdout().lock();
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(Exit::Clean);
        }
        number += 1;
        let notes = scanner.explain(&mut scratch, &line);
        let done = (|| {
            let count = notes.iter().filter(|note| note.reported).count();
            let plural = if count == 1 { "" } else { "s" };
            writeln!(out, "line {number}: {count} finding{plural}")?;
            if notes.is_empty() {
                writeln!(out, "  nothing came near: no keyword of any rule is in it")?;
            }
            for note in &notes {
                let place = format!("{}..{}", note.span.start, note.span.end);
                let mark = if note.reported { "=>" } else { "" };
                writeln!(out, "  {mark:2} bytes {place:9}  {:24}  {}", note.who, note.what)?;
            }
            out.flush()
        })();
        match done {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(Exit::Clean),
            other => other?,
        }
    }
}
