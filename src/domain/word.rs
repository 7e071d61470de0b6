//! Enumerations that authors write as words.

/// A value of an enumeration that authors write as a word.
pub trait Word: Copy + 'static {
    /// Every value, in the order they are listed everywhere.
    const WORDS: &'static [Self];

    /// Returns the word for the value.
    fn as_word(self) -> &'static str;

    /// Returns the value for the word.
    fn read_word(word: &str) -> Option<Self> {
        Self::WORDS
            .iter()
            .copied()
            .find(|value| value.as_word() == word)
    }
}

/// Defines enumerations together with the words that authors write for their values.
macro_rules! words {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$value_doc:meta])* $value:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$value_doc])* $value,)*
        }

        impl $crate::domain::word::Word for $name {
            const WORDS: &'static [Self] = &[$(Self::$value),*];

            fn as_word(self) -> &'static str {
                match self {
                    $(Self::$value => $word,)*
                }
            }
        }
    };
}
pub(super) use words;

use super::item::{Difficulty, Level, Status};

macro_rules! spoken {
    ($($name:ident),*) => {
        $(impl Word for $name {
            const WORDS: &'static [Self] = &Self::ALL;

            fn as_word(self) -> &'static str {
                self.word()
            }
        })*
    };
}
spoken!(Level, Difficulty, Status);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::SourceKind;

    #[test]
    fn words_are_read_back() {
        assert_eq!(
            SourceKind::read_word("third-party"),
            Some(SourceKind::ThirdParty)
        );
        assert_eq!(SourceKind::read_word("Official"), None);
        for status in Status::WORDS {
            assert_eq!(Status::read_word(status.as_word()), Some(*status));
        }
    }
}
