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

/// Whether a column of this name holds a secret.
pub(crate) fn is_secret(name: &[u8]) -> bool {
    // The last part: `u.password`, `[dbo].[Users].[Password]`.
    let name = name.rsplit(|b| *b == b'.').next().unwrap_or(name);
    if name.len() > 64 {
        return false;
    }
    let letters: Vec<u8> =
        name.iter().filter(|b| b.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase).collect();
    let other = [b"csrf".as_slice(), b"hash", b"digest", b"encrypted", b"page", b"cancel"];
    if other.iter().any(|word| letters.starts_with(word) || letters.ends_with(word)) {
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
    use super::is_secret;

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
