//! Which columns hold a secret.
//!
//! It judges names alone, never values.

/// What the name of a secret's column ends with, without its separators.
const ENDINGS: [&[u8]; 22] = [
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
];

/// Names that are one word and mean it.
const WHOLE: [&[u8]; 8] =
    [b"pass", b"pin", b"otp", b"passw", b"senha", b"haslo", b"heslo", b"parola"];

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
    WHOLE.contains(&letters.as_slice()) || ENDINGS.iter().any(|end| letters.ends_with(end))
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
        ] {
            assert!(is_secret(name.as_bytes()), "{name}");
        }
        for name in ["password_hash", "encrypted_password", "token_count", "bypass", "shipping", ""]
        {
            assert!(!is_secret(name.as_bytes()), "{name}");
        }
    }
}
