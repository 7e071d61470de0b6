//! The chain: every event carries a hash over itself and the event before it of the same origin, so that a changed
//! byte, a lost event or an inserted one shows.

use sha2::{Digest as _, Sha256};

/// An event as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StoredEvent {
    /// The store in which it happened.
    pub(super) origin: String,
    /// Its number there, from 1.
    pub(super) sequence: i64,
    /// Its place in the order over all stores.
    pub(super) tick: i64,
    /// When it happened, in milliseconds.
    pub(super) at: i64,
    /// The attempt it belongs to.
    pub(super) attempt: Option<String>,
    /// The item it speaks of.
    pub(super) item: Option<String>,
    /// The word that names its kind.
    pub(super) kind: String,
    /// What happened, as JSON.
    pub(super) body: String,
    /// The chain up to and with this event.
    pub(super) chain: String,
}

impl StoredEvent {
    /// Returns the chain this event should carry after `previous`, the chain of the event before it.
    pub(super) fn link(&self, previous: &str) -> String {
        let mut hash = Sha256::new();
        let mut add = |part: &str| {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        };
        add("preceptor-event-1");
        add(previous);
        add(&self.origin);
        for number in [self.sequence, self.tick, self.at] {
            add(&number.to_string());
        }
        for optional in [&self.attempt, &self.item] {
            add(if optional.is_some() { "some" } else { "none" });
            add(optional.as_deref().unwrap_or_default());
        }
        add(&self.kind);
        add(&self.body);
        hex(&hash.finalize())
    }
}

/// Returns `bytes` in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Returns whether `text` is `digits` lower-case hexadecimal digits.
pub(super) fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}
