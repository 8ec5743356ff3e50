//! Which columns hold a secret.
//!
//! It judges names alone, never values.

use crate::scan::detect::keyed::key;

/// What the name of a secret's column ends with, without its separators.
const ENDINGS: [&[u8]; 31] = [
    b"password",
    b"passwd",
    b"passphrase",
    b"passcode",
    b"userpass",
    b"dbpass",
    b"pwd",
    b"secret",
    b"token",
    b"apikey",
    b"secretkey",
    b"accesskey",
    b"privatekey",
    b"pincode",
    b"cvv",
    b"plainpass",
    b"passwort",
    b"kennwort",
    b"contrasena",
    b"wachtwoord",
    b"motdepasse",
    b"losenord",
    b"otpcode",
    b"smscode",
    b"verificationcode",
    b"verifycode",
    b"confirmationcode",
    b"activationcode",
    b"resetcode",
    b"logincode",
    b"recoverycode",
];

/// Names that are one word and mean it.
const WHOLE: [&[u8]; 8] =
    [b"pass", b"pin", b"otp", b"passw", b"senha", b"haslo", b"heslo", b"parola"];

/// Words for a password, where a part of the name is one: `user_pw`, `pw_plain`.
const WORDS: [&[u8]; 9] =
    [b"pw", b"pwd", b"psw", b"pswd", b"pass", b"passwd", b"password", b"passwort", b"kennwort"];

/// Names in other letters.
const OTHER: [&str; 7] = ["contraseña", "пароль", "Пароль", "密码", "密碼", "hasło", "şifre"];

/// Names of columns that hold what their table is named after.
const VALUES: [&[u8]; 7] = [b"value", b"val", b"key", b"code", b"hash", b"plain", b"plaintext"];

/// How the names of tables end whose rows are secrets, in the singular.
const TABLES: [&[u8]; 14] = [
    b"token",
    b"apikey",
    b"accesskey",
    b"secretkey",
    b"secret",
    b"credential",
    b"passwordreset",
    b"otp",
    b"otpcode",
    b"recoverycode",
    b"backupcode",
    b"verificationcode",
    b"magiclink",
    b"onetimelink",
];

/// Whether a column holds a secret by its own name or by that of its table.
pub(crate) fn holds_secret(table: &[u8], column: &[u8]) -> Option<Told> {
    if is_secret(column) {
        return Some(Told { made: is_made(column), by_table: false });
    }
    let mut parts = column.rsplit(|b| *b == b'.');
    let value = letters(parts.next().unwrap_or_default());
    let qualified = parts.next().is_some_and(is_secrets);
    let told = VALUES.contains(&value.as_slice()) && (qualified || is_secrets(table));
    // What is called a hash there may be the digest of what somebody was given.
    told.then(|| Told { made: value != b"hash", by_table: true })
}

/// What the names of a column and its table tell of its values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    /// A machine made them: what looks like a digest is none.
    pub(crate) made: bool,
    /// The table alone says so. There are `tokens` in texts as well, so a value has to look like a secret.
    pub(crate) by_table: bool,
}

/// Whether a column's name says that a machine made its values.
pub(crate) fn is_made(column: &[u8]) -> bool {
    const MADE: [&[u8]; 3] = [b"token", b"key", b"secret"];
    let letters = letters(column);
    MADE.iter().any(|made| letters.ends_with(made))
}

/// Whether a table is named after the secrets in its rows: `access_tokens`, `"public"."ApiToken"`.
fn is_secrets(table: &[u8]) -> bool {
    let letters = letters(table.rsplit(|b| *b == b'.').next().unwrap_or_default());
    let one = letters.strip_suffix(b"s").unwrap_or(&letters);
    is_own(one) && TABLES.iter().any(|end| one.ends_with(end))
}

/// The letters and digits of a name in lower case.
fn letters(name: &[u8]) -> Vec<u8> {
    name.iter().filter(|b| b.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase).collect()
}

/// Whether no other word makes a name that of something public.
fn is_own(letters: &[u8]) -> bool {
    const OTHER: [&[u8]; 6] = [b"csrf", b"hash", b"digest", b"encrypted", b"page", b"cancel"];
    !OTHER.iter().any(|word| letters.starts_with(word) || letters.ends_with(word))
}

/// Whether a column of this name holds a secret.
pub(crate) fn is_secret(name: &[u8]) -> bool {
    // The last part: `u.password`, `[dbo].[Users].[Password]`.
    let name = name.rsplit(|b| *b == b'.').next().unwrap_or(name);
    if name.len() > 64 {
        return false;
    }
    let letters = letters(name);
    if !is_own(&letters) {
        return false;
    }
    if !name.is_ascii() && OTHER.iter().any(|other| name.ends_with(other.as_bytes())) {
        return true;
    }
    WHOLE.contains(&letters.as_slice())
        || ENDINGS.iter().any(|end| letters.ends_with(end))
        || ends_in_word(name)
}

/// `user_pw`, `pw_plain`, `passwd_new2`: the word for a password is short, so it has to be one.
fn ends_in_word(name: &[u8]) -> bool {
    let digits = |b: &u8| b.is_ascii_digit();
    let name = name
        .iter()
        .rposition(|b| !digits(b) && !b"`\"\\]".contains(b))
        .map_or(name, |at| &name[..=at]);
    let mut words = name.rsplit(|b| !b.is_ascii_alphanumeric()).map(<[u8]>::to_ascii_lowercase);
    let Some(last) = words.next() else { return false };
    // `user_pass` may be a pass for a concert; what is plain or old is none.
    last == b"pw"
        || key::is_plain(&last) && words.next().is_some_and(|word| WORDS.contains(&&*word))
}

#[cfg(test)]
mod tests {
    use super::{Told, holds_secret, is_secret};

    #[test]
    fn a_table_of_secrets_tells_of_its_values() {
        let table = |made| Told { made, by_table: true };
        let holds = |table: &str, column: &str| holds_secret(table.as_bytes(), column.as_bytes());
        assert_eq!(holds("\"public\".\"ApiToken\"", "\"value\""), Some(table(true)));
        assert_eq!(holds("access_tokens", "hash"), Some(table(false)));
        assert_eq!(holds("", "\"PasswordReset\".\"code\""), Some(table(true)));
        assert_eq!(holds("users", "password"), Some(Told::default()));
        for (table, column) in
            [("settings", "value"), ("api_tokens", "name"), ("csrf_tokens", "value")]
        {
            assert_eq!(holds(table, column), None, "{table}.{column}");
        }
    }

    #[test]
    fn the_end_of_the_name_decides() {
        for name in [
            "password",
            "user_pwd",
            "[Users].[Password]",
            "\"apiKey\"",
            "reset_token",
            "pass",
            "Passwort",
            "pw_plain",
            "`passwd_new`",
            "[user_pw2]",
            "reset_code",
            "u.verificationCode",
        ] {
            assert!(is_secret(name.as_bytes()), "{name}");
        }
        for name in [
            "password_hash",
            "encrypted_password",
            "token_count",
            "bypass",
            "shipping",
            "",
            "plain",
            "pw_changed",
            "gpw",
            "zip_code",
            "reset_code_sent_at",
        ] {
            assert!(!is_secret(name.as_bytes()), "{name}");
        }
    }
}
