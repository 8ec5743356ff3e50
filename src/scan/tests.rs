//! What hostile text costs, in bytes that are judged: no clock is asked.

use std::ops::ControlFlow;

use super::detect::value::JUDGED;
use super::{Options, Scanner};
use crate::rules::RuleSet;

/// Bytes of each text.
const SIZE: usize = 8 << 10;

/// Each key of a row could read on to the end of the row. However many there are, and whatever stands
/// between them, each byte is judged a bounded number of times.
#[test]
fn rows_of_keys_are_judged_in_linear_time() {
    let keys =
        ["password", "token:secret:pwd", "apikey", "пароль", "密码", "sshpass -p", "curl -u "];
    let delimiters = [
        "=",
        ":",
        " ",
        ": ",
        " = ",
        "=>",
        "->",
        "%3D",
        "=(",
        "=[",
        "={",
        "=<",
        "=\"",
        "='",
        "=`",
        "=«",
        "=\\\"",
        ":\\\\\\\"",
        "\":\"",
        "\\\":\\\"",
        "=\\u0022",
        "=%22",
        "=&quot;",
        "=${",
        "=%",
        "=a,",
        "?",
        "|",
    ];
    let scanner = Scanner::new(RuleSet::builtin().unwrap(), Options::default()).unwrap();
    let mut scratch = scanner.scratch();
    for (key, delimiter) in keys.iter().flat_map(|key| delimiters.map(|d| (key, d))) {
        let text: Vec<u8> = key.bytes().chain(delimiter.bytes()).cycle().take(SIZE).collect();
        JUDGED.set(0);
        let _ = scanner.scan_slice(&mut scratch, &text, |_| ControlFlow::Continue(()));
        assert!(JUDGED.get() < 100 * SIZE, "{key}{delimiter}: {} times", JUDGED.get() / SIZE);
    }
}
