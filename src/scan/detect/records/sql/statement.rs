//! Where a statement stands whose values are logged apart from it.

/// How long a statement may be, and how far from its parameters.
pub(super) const NEAR: usize = 2 << 10;
/// The words that statements begin with.
const VERBS: [&[u8]; 8] = [
    b"insert into ",
    b"update ",
    b"select ",
    b"delete ",
    b"merge ",
    b"replace into ",
    b"call ",
    b"exec ",
];

/// The last statement that begins in the bytes before `at`.
pub(super) fn before(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let from = at.saturating_sub(NEAR);
    let text = &bytes[from..at];
    let starts = |i: usize| {
        if !b"iusdmrce".contains(&text[i].to_ascii_lowercase()) {
            return false;
        }
        let free = i == 0 || !text[i - 1].is_ascii_alphanumeric() && text[i - 1] != b'_';
        free && VERBS
            .iter()
            .any(|v| text[i..].len() >= v.len() && text[i..i + v.len()].eq_ignore_ascii_case(v))
    };
    let start = (0..text.len()).rev().find(|&i| starts(i))?;
    Some(&text[start..])
}

/// The statement that begins soon after `at`, on this line or the next.
pub(super) fn after(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let text = &bytes[at..bytes.len().min(at + NEAR)];
    let starts = |i: usize| {
        VERBS
            .iter()
            .any(|v| text[i..].len() >= v.len() && text[i..i + v.len()].eq_ignore_ascii_case(v))
    };
    let start = (0..text.len()).find(|&i| starts(i))?;
    let lines = text[..start].iter().filter(|b| **b == b'\n').count();
    (lines <= 2).then(|| &text[start..])
}
