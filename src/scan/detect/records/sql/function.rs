//! Arguments of functions and procedures that check or make an account: `login($1, $2)`,
//! `CALL create_user(?, ?)`.
//!
//! It knows names and places, and reads no value.

use std::ops::Range;

use super::text;

/// How names end, and which arguments are passwords.
const FUNCTIONS: [(&[&[u8]], &[usize]); 4] = [
    (
        &[
            b"login",
            b"signin",
            b"signup",
            b"authenticate",
            b"authenticateuser",
            b"createuser",
            b"adduser",
            b"registeruser",
            b"createaccount",
            b"createlogin",
            b"checkuser",
            b"verifyuser",
            b"validateuser",
            b"loginuser",
        ],
        &[1],
    ),
    (&[b"changepassword", b"updatepassword", b"modifypassword"], &[1, 2]),
    (
        &[
            b"setpassword",
            b"resetpassword",
            b"checkpassword",
            b"verifypassword",
            b"validatepassword",
        ],
        &[1],
    ),
    (&[b"hashpassword", b"encryptpassword"], &[0]),
];
/// The longest name.
const NAME: usize = 64;

/// The placeholders of a statement that stand in the place of a password.
pub(super) fn arguments(sql: &[u8]) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    for open in memchr::memchr_iter(b'(', sql) {
        if !matches!(sql.get(open + 1), Some(b'?' | b'$' | b':' | b'@' | b'%')) {
            continue;
        }
        let name = name(&sql[..open]);
        let known = FUNCTIONS.iter().find(|(names, _)| names.iter().any(|end| name.ends_with(end)));
        if let Some((_, places)) = known
            && let Some(list) = text::list(sql, open)
        {
            // One argument alone is the password of whoever asks.
            let alone = list.items.len() == 1 && name.ends_with(b"password");
            let places = if alone { &[0][..] } else { places };
            all.extend(places.iter().filter_map(|nth| list.items.get(*nth).cloned()));
        }
    }
    all
}

/// The letters of the name at the end of a text, in lower case.
fn name(text: &[u8]) -> Vec<u8> {
    let part = |b: &&u8| b.is_ascii_alphanumeric() || b"_$\"`".contains(b);
    let letters =
        text.iter().rev().take(NAME).take_while(part).filter(|b| b.is_ascii_alphanumeric());
    let mut name: Vec<u8> = letters.map(u8::to_ascii_lowercase).collect();
    name.reverse();
    name
}

#[cfg(test)]
mod tests {
    use super::arguments;

    fn of(sql: &str) -> Vec<&str> {
        arguments(sql.as_bytes()).into_iter().map(|span| &sql[span]).collect()
    }

    #[test]
    fn the_place_of_an_argument_tells() {
        assert_eq!(of("select * from app_public.login($1, $2)"), ["$2"]);
        assert_eq!(of("CALL SYSCS_UTIL.SYSCS_CREATE_USER(?,?)"), ["?"]);
        assert_eq!(of("select change_password(:id, :old, :new)"), [":old", ":new"]);
        assert_eq!(of("select \"setPassword\"($1)"), ["$1"]);
        assert_eq!(of("select posts($1, $2)"), [""; 0]);
        assert_eq!(of("insert into login(name, at) values (?, ?)"), [""; 0]);
    }
}
