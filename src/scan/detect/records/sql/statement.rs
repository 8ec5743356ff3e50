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
    // Each ends with its blank, and no other verb ends within one.
    let start = |blank: usize| {
        let head = &text[..=blank];
        let last = blank.checked_sub(1).map(|last| text[last].to_ascii_lowercase())?;
        let ends = |verb: &&&[u8]| {
            verb[verb.len() - 2] == last
                && head.len() >= verb.len()
                && head[head.len() - verb.len()..].eq_ignore_ascii_case(verb)
        };
        let start = head.len() - VERBS.iter().find(ends)?.len();
        let before = start.checked_sub(1).map(|before| text[before]);
        let free = before.is_none_or(|b| !b.is_ascii_alphanumeric() && b != b'_');
        free.then_some(start)
    };
    let start = memchr::memrchr_iter(b' ', text).find_map(start)?;
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

/// The name of the table that a statement reads or writes.
pub(super) fn table(sql: &[u8]) -> &[u8] {
    const MARKS: [&[u8]; 2] = [b" from ", b" into "];
    let head = &sql[..sql.len().min(NEAR)];
    let update = sql.get(..7).is_some_and(|verb| verb.eq_ignore_ascii_case(b"update "));
    let marked = || {
        let is = |at: &usize| {
            MARKS
                .iter()
                .any(|m| head[*at..].get(..m.len()).is_some_and(|w| w.eq_ignore_ascii_case(m)))
        };
        memchr::memchr_iter(b' ', head).find(is).map(|at| at + MARKS[0].len())
    };
    let start = if update { Some(7) } else { marked() };
    let Some(start) = start else { return &[] };
    let end = sql[start..].iter().position(|b| b.is_ascii_whitespace() || b"(;,".contains(b));
    &sql[start..end.map_or(sql.len(), |end| start + end)]
}
