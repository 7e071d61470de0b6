//! Content hashes: they tell that an item was edited, and whether its key was.

use std::fmt;

use sha2::{Digest as _, Sha256};

use super::{
    item::{AnswerOption, Item, ItemBody},
    template::VariableSource,
};

/// The first 16 bytes of a SHA-256, in hexadecimal when written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash([u8; 16]);

impl ContentHash {
    /// Returns the hash that 32 hexadecimal digits spell.
    pub fn from_hex(text: &str) -> Option<Self> {
        if text.len() != 32 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 16];
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[place * 2..place * 2 + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// The two hashes of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemHashes {
    /// Over all that a learner reads: it changes with every edit of wording.
    pub content: ContentHash,
    /// Over the key alone: when it changes, earlier answers no longer speak of the item.
    pub key: ContentHash,
}

/// A hash over parts with their lengths, so that no two lists of parts look alike.
struct Parts(Sha256);

impl Parts {
    fn new(purpose: &str) -> Self {
        let mut parts = Self(Sha256::new());
        parts.add(purpose);
        parts
    }

    fn add(&mut self, part: &str) {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part.as_bytes());
    }

    fn add_optional(&mut self, part: Option<&str>) {
        self.add(if part.is_some() { "some" } else { "none" });
        self.add(part.unwrap_or_default());
    }

    fn finish(self) -> ContentHash {
        let digest = self.0.finalize();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        ContentHash(bytes)
    }
}

/// Returns the hashes of `item`. Where it stands (bank, domain, tags, life cycle) is no part of them.
pub fn item_hashes(item: &Item) -> ItemHashes {
    let mut content = Parts::new("item-1");
    let mut key = Parts::new("key-1");
    for parts in [&mut content, &mut key] {
        parts.add(item.kind().word());
    }
    content.add(&item.stem);
    content.add_optional(item.hint.as_deref());
    content.add_optional(item.why.as_deref());
    for reference in &item.references {
        content.add(reference);
    }
    match &item.body {
        ItemBody::Choice(options) | ItemBody::Multiple(options) => {
            add_options(options, &mut content, &mut key);
        }
        ItemBody::Numeric(numeric) => {
            for variable in &numeric.variables {
                content.add(&variable.name);
                content.add(&match &variable.source {
                    VariableSource::Range { min, max, step } => format!("{min:?} {max:?} {step:?}"),
                    VariableSource::Pick(values) => format!("{values:?}"),
                    VariableSource::Value(expression) => expression.text().to_owned(),
                });
            }
            for constraint in &numeric.constraints {
                content.add(constraint.text());
            }
            for parts in [&mut content, &mut key] {
                parts.add(numeric.answer.text());
                parts.add(&format!(
                    "{:?} {:?} {:?}",
                    numeric.round, numeric.unit, numeric.tolerance
                ));
            }
            for mistake in &numeric.mistakes {
                content.add(mistake.answer.text());
                content.add(&mistake.why);
            }
        }
        ItemBody::Text(text) => {
            for accepted in &text.accept {
                content.add(accepted);
                key.add(accepted);
            }
            key.add(&format!("{} {}", text.match_case, text.match_accents));
            for rejected in &text.reject {
                content.add(&rejected.text);
                content.add_optional(rejected.why.as_deref());
            }
        }
        ItemBody::Match(matching) => {
            for pair in &matching.pairs {
                for parts in [&mut content, &mut key] {
                    parts.add(&pair.left);
                    parts.add(&pair.right);
                }
                content.add_optional(pair.why.as_deref());
            }
            for extra in &matching.extra {
                content.add(&extra.text);
                content.add_optional(extra.why.as_deref());
            }
        }
        ItemBody::Order(steps) => {
            for step in steps {
                content.add(&step.text);
                key.add(&step.text);
                content.add_optional(step.why.as_deref());
            }
        }
        ItemBody::Card(card) => {
            for parts in [&mut content, &mut key] {
                parts.add(&card.term);
                parts.add(&card.definition);
            }
            content.add_optional(card.example.as_deref());
        }
    }
    ItemHashes {
        content: content.finish(),
        key: key.finish(),
    }
}

/// Adds options. The key's hash takes only which options are keys, so that a typo mended in one keeps the history.
fn add_options(options: &[AnswerOption], content: &mut Parts, key: &mut Parts) {
    for (place, option) in options.iter().enumerate() {
        content.add(&option.text);
        content.add(&option.why);
        if option.key {
            content.add("key");
            key.add(&place.to_string());
        }
    }
}

#[cfg(test)]
mod tests;
