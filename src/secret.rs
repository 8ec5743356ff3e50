//! The one type that carries a secret's bytes.
//!
//! It does not print them: `Debug` and `Display` redact, and it is not `Serialize`.

use std::fmt;

/// A borrowed secret value that cannot be printed by accident.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Secret<'a>(&'a [u8]);

impl<'a> Secret<'a> {
    /// Wraps the bytes of a secret.
    pub fn new(bytes: &'a [u8]) -> Self {
        Secret(bytes)
    }

    /// The plain bytes. The only way out, so that a search for its name finds every use.
    pub fn expose(self) -> &'a [u8] {
        self.0
    }
}

impl fmt::Debug for Secret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([REDACTED])")
    }
}

impl fmt::Display for Secret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[REDACTED]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_debug_nor_display_shows_the_value() {
        let secret = Secret::new(b"correct horse");
        let shown = format!("{secret:?} {secret}");
        assert!(!shown.contains("horse"), "{shown}");
        assert_eq!(secret.expose(), b"correct horse");
    }
}
