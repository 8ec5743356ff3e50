//! How many places each stage lets through in given files: `cargo bench --bench census -- FILE...`.
//!
//! It counts and times nothing. Without a file it does nothing, so that `cargo bench` may run it.
#![allow(clippy::unwrap_used, reason = "a bench that cannot run may stop")]
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "its output is what it is for")]

use logsnitch::{Options, RuleSet, Scanner};

/// Keywords that are shown.
const SHOWN: usize = 40;

fn main() {
    let files: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let rules = RuleSet::builtin().unwrap().filter(|rule| rule.on_by_default());
    let scanner = Scanner::new(rules, Options::default()).unwrap();
    let mut scratch = scanner.scratch();
    for file in files {
        let text = std::fs::read(&file).unwrap();
        let census = scanner.census(&mut scratch, &text);
        let one_in = |count: usize| text.len() as f64 / count as f64;
        println!("{file}: {} bytes", text.len());
        println!("  let through by the sieve     1 in {:8.1} bytes", one_in(census.sieved));
        println!("  windows found in the table   1 in {:8.1} bytes", one_in(census.probed));
        let strangers = census.probed.saturating_sub(census.candidates);
        println!("  of these no keyword          1 in {:8.1} bytes", one_in(strangers));
        println!("  keywords                     1 in {:8.1} bytes", one_in(census.candidates));
        for keyword in census.keywords.iter().take(SHOWN) {
            println!("{:10} {:10}  {:?}", keyword.candidates, keyword.matches, keyword.keyword);
        }
    }
}
