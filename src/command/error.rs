//! What a command could not do, and what to type next.

use std::{error::Error, fmt};

use crate::{bank::TargetError, store::StoreError, sys::OutputError};

/// Why a command could not be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The words of the command do not fit what there is.
    Usage,
    /// The world stands in the way: a file, a disk, a lock.
    World,
    /// The learner broke it off.
    Interrupted,
}

/// A command that could not be done.
#[derive(Debug)]
pub struct CommandError {
    /// Of what kind.
    pub kind: ErrorKind,
    /// What happened, a lower-case fragment.
    pub message: String,
    /// What to type next, each a full sentence.
    pub hints: Vec<String>,
}

impl CommandError {
    /// Returns an error about the words of a command.
    pub fn usage(message: impl Into<String>) -> Self {
        Self {
            kind: ErrorKind::Usage,
            message: message.into(),
            hints: Vec::new(),
        }
    }

    /// Returns an error about the world, with its causes.
    pub fn world(error: &dyn Error) -> Self {
        let mut message = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            let text = error.to_string();
            if !message.contains(&text) {
                message.push_str(": ");
                message.push_str(&text);
            }
            cause = error.source();
        }
        Self {
            kind: ErrorKind::World,
            message,
            hints: Vec::new(),
        }
    }

    /// Returns an error of the store, with its way on.
    pub fn from_store(error: &StoreError) -> Self {
        Self::world(error).hint(as_sentence(&error.hint()))
    }

    /// Returns an error about a target that there is not.
    pub fn from_target(error: &TargetError) -> Self {
        let message = Self::usage(error.to_string());
        match error {
            TargetError::Unknown {
                meant: Some(meant), ..
            } => message.hint(format!("Did you mean `{meant}`?")),
            TargetError::LeftOut { word } => message.hint(format!("bank check {word} tells them.")),
            _ => message
                .hint("bank list shows the banks; quiz rhit and quiz ods practise a credential."),
        }
    }

    /// Returns the error of a command broken off by the learner.
    pub fn interrupted() -> Self {
        Self {
            kind: ErrorKind::Interrupted,
            message: "interrupted".to_owned(),
            hints: Vec::new(),
        }
    }

    /// Returns this error with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Returns the program's exit code for it.
    pub fn exit_code(&self) -> u8 {
        match self.kind {
            ErrorKind::Usage | ErrorKind::World => 2,
            ErrorKind::Interrupted => 130,
        }
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl Error for CommandError {}

impl From<OutputError> for CommandError {
    fn from(error: OutputError) -> Self {
        Self::world(&error)
    }
}

/// Returns `fragment` as a sentence: a capital at its beginning, a full stop at its end.
pub(crate) fn as_sentence(fragment: &str) -> String {
    let mut letters = fragment.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let mut sentence: String = first.to_uppercase().chain(letters).collect();
    if !sentence.ends_with(['.', '?', '!']) {
        sentence.push('.');
    }
    sentence
}
