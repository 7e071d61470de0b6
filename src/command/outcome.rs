//! What a command came to, when nothing stood in its way.

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// Done, and it found something to say: exit code 1.
    Findings,
}
