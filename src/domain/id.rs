//! Identifiers: one newtype each, so that a bank's id can never be given where an item's is asked.

use std::{fmt, sync::Arc};

/// Longest identifier the program accepts, in characters.
pub const LONGEST_ID: usize = 64;

/// Returns whether `text` has the shape of an author's identifier: lower-case ASCII letters, digits and
/// inner hyphens, at most [`LONGEST_ID`] characters.
pub fn is_author_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LONGEST_ID
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Returns the identifier made of `text`, as it stands; shape is the loader's concern.
            pub fn new(text: &str) -> Self {
                Self(Arc::from(text))
            }

            /// Returns the identifier's text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{:?}", &*self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

identifier!(
    /// An item's stable id, unique over all banks.
    ItemId
);
identifier!(
    /// A bank's id.
    BankId
);
identifier!(
    /// A credential's id, such as `rhit`.
    CredentialId
);
identifier!(
    /// A domain of a credential's outline, such as `2`.
    DomainId
);
identifier!(
    /// A task: of an outline (`2.1`) or of the profession (`t10`).
    TaskId
);
identifier!(
    /// One sitting of a quiz, a study session, an exam or a case.
    AttemptId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn author_ids_are_lower_case_words_joined_by_hyphens() {
        for good in ["a", "roi-attorney-subpoena", "stat-2026"] {
            assert!(is_author_id(good), "{good}");
        }
        for bad in ["", "-a", "a-", "A", "a b", "é", "a_b", &"x".repeat(65)] {
            assert!(!is_author_id(bad), "{bad}");
        }
    }
}
