//! Any literals and any bytes: every engine that this machine has finds what the reference finds.
//!
//! The first byte says how many literals there are; each has a byte for its length before it, and the
//! rest is the text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let [count, rest @ ..] = data else { return };
    let mut rest = rest;
    let mut literals = Vec::new();
    for _ in 0..*count {
        let [length, body @ ..] = rest else { break };
        let length = (usize::from(*length % 24) + 2).min(body.len());
        let (literal, after) = body.split_at(length);
        rest = after;
        if literal.len() >= 2 {
            literals.push(literal);
        }
    }
    logsnitch::assert_prefilters_agree(&literals, rest);
});
