//! The frames of a trace as JSON, where the function stands before its arguments:
//! `"function":"login","class":"App\\Auth","type":"->","args":["app","x"]`; and the jobs of a queue, whose
//! class stands there.
//!
//! It finds names and reads no arguments.

use super::name::{self, Name};

/// What stands before the arguments, up to their bracket.
pub(super) const LITERALS: [&str; 6] = [
    "\"args\":[",
    "\"args\": [",
    "\\\"args\\\":[",
    "\\\"args\\\": [",
    "arguments\":[\"",
    "arguments\": [\"",
];
/// The fields that name the class of a job, the one before it first that it is wrapped in.
const JOBS: [&[u8]; 3] = [b"job_class", b"wrapped", b"class"];
/// The longest frame before its arguments.
const FRAME: usize = 320;

/// The name of the class and the function before `at`.
pub(super) fn name(bytes: &[u8], at: usize) -> Option<Name> {
    let frame = &bytes[at.saturating_sub(FRAME)..at];
    // The frame's own: another one ends with its brace.
    let frame = &frame[memchr::memrchr(b'{', frame).map_or(0, |open| open + 1)..];
    let Some(function) = field(frame, b"function") else {
        let class = JOBS.iter().find_map(|name| field(frame, name));
        // `user:add`: the command of a framework, unlike that of a shell.
        let command = || field(frame, b"command").filter(|command| command.contains(&b':'));
        let class = class.or_else(command)?;
        return Some(name::job(name::letters(class)));
    };
    let mut whole = letters(field(frame, b"class").unwrap_or_default());
    let last = whole.len();
    whole.extend(letters(function));
    Some((whole, last))
}

/// The string of a field.
fn field<'b>(frame: &'b [u8], name: &[u8]) -> Option<&'b [u8]> {
    let at = memchr::memmem::find_iter(frame, name).find(|at| {
        let quoted = frame[..*at].ends_with(b"\"");
        quoted && frame[at + name.len()..].iter().find(|b| **b != b'\\') == Some(&b'"')
    })?;
    let rest = &frame[at + name.len()..];
    let sign = |b: &u8| b"\\\": ".contains(b);
    let start = rest.iter().position(|b| !sign(b))?;
    let end = rest[start..].iter().position(|b| *b == b'"')?;
    (rest[..start].contains(&b':')).then_some(&rest[start..start + end])
}

fn letters(name: &[u8]) -> Vec<u8> {
    name.iter().filter(|b| b.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_frame_names_its_function_before_the_arguments() {
        let of = |text: &str| name(text.as_bytes(), text.len());
        let frame =
            r#"[{"args":[]},{"line":3,"function":"doBind","class":"App\\Ldap","type":"->","#;
        assert_eq!(of(frame), Some((b"appldapdobind".to_vec(), 7)));
        assert_eq!(of(r#"{"queue":"a","class":"App::LoginJob","#), Some((b"applogin".to_vec(), 3)));
        assert_eq!(of(r#"{"command":"user:add","#), Some((b"useradd".to_vec(), 4)));
        assert_eq!(of(r#"{"command":"docker","#), None);
        let escaped = r#"{\"function\":\"login\","#;
        assert_eq!(of(escaped), Some((b"login".to_vec(), 0)));
        assert_eq!(of(r#"{"function":"login"},{"line":3,"#), None);
        assert_eq!(of(r#"{"command":"function","#), None);
    }
}
