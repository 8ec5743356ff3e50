//! Which categories a scan reports: by default, and by the profile that was asked for.
//!
//! The table of the README says the same, and a test compares the two.

use crate::finding::{Category, names};

names! {
    /// A set of categories for one purpose.
    Profile, "profile" {
        /// What opens an account or a system.
        Secrets = "secrets",
        /// What PCI DSS does not want in logs.
        Pci = "pci",
        /// What names or describes a person.
        Pii = "pii",
        /// Every category.
        All = "all",
    }
}

impl Profile {
    /// Whether the profile reports findings of a category.
    pub fn has(self, category: Category) -> bool {
        use Category as C;
        match self {
            Profile::Secrets => matches!(
                category,
                C::Password
                    | C::Token
                    | C::PrivateKey
                    | C::Session
                    | C::ConnectionString
                    | C::Webhook
                    | C::Otp
                    | C::Wallet
            ),
            Profile::Pci => category == C::Card,
            Profile::Pii => matches!(category, C::Phone | C::Card | C::Bank | C::Pii),
            Profile::All => true,
        }
    }
}

/// Whether findings of a category are reported unless asked otherwise.
pub fn on_by_default(category: Category) -> bool {
    !matches!(category, Category::PasswordHash | Category::Pii | Category::PublicId)
}
