//! A diagnostic: one thing wrong, with its place, its reason and its help.

use std::{ops::Range, sync::Arc};

use super::{code::Code, source::SourceFile};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// Something that should be mended.
    Warning,
    /// Something worth knowing.
    Info,
}

impl Severity {
    /// Returns the word that names the severity.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A second place that a diagnostic speaks of, in the same file or another.
#[derive(Debug, Clone)]
pub struct Label {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The bytes.
    pub span: Range<usize>,
    /// What is there.
    pub text: String,
}

/// Whether a fix may be made without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// No author would object.
    Safe,
    /// It may not be what the author meant.
    Unsafe,
    /// Only to be shown.
    Display,
}

impl Applicability {
    /// Returns the word that names the applicability.
    pub fn word(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::Display => "display",
        }
    }
}

/// Bytes of the diagnostic's own file, and what stands there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace; empty to insert.
    pub span: Range<usize>,
    /// The new text.
    pub text: String,
}

/// Edits that mend a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The edits, in the file's order and apart from each other.
    pub edits: Vec<Edit>,
    /// Whether it may be made without asking.
    pub applicability: Applicability,
}

/// One finding in a file.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// Its stable name.
    pub code: &'static Code,
    /// How much it matters.
    pub severity: Severity,
    /// The file.
    pub file: Arc<SourceFile>,
    /// The bytes it is about.
    pub span: Range<usize>,
    /// What is wrong: a lower-case fragment without a full stop.
    pub message: String,
    /// What stands at the place.
    pub label: Option<String>,
    /// Other places it speaks of.
    pub secondary: Vec<Label>,
    /// What to type instead, or where to look.
    pub help: Option<String>,
    /// Edits that mend it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Returns an error at `span` of `file`.
    pub fn error(
        code: &'static Code,
        file: &Arc<SourceFile>,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity: Severity::Error,
            file: Arc::clone(file),
            span,
            message: message.into(),
            label: None,
            secondary: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// Returns it with another severity.
    #[must_use]
    pub fn with_severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// Returns it with words under its place.
    #[must_use]
    pub fn with_label(self, label: impl Into<String>) -> Self {
        Self {
            label: Some(label.into()),
            ..self
        }
    }

    /// Returns it with a second place.
    #[must_use]
    pub fn with_secondary(
        mut self,
        file: &Arc<SourceFile>,
        span: Range<usize>,
        text: impl Into<String>,
    ) -> Self {
        self.secondary.push(Label {
            file: Arc::clone(file),
            span,
            text: text.into(),
        });
        self
    }

    /// Returns it with help.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    /// Returns it with one edit as its fix.
    #[must_use]
    pub fn with_fix(
        self,
        span: Range<usize>,
        text: impl Into<String>,
        applicability: Applicability,
    ) -> Self {
        let edit = Edit {
            span,
            text: text.into(),
        };
        Self {
            fix: Some(Fix {
                edits: vec![edit],
                applicability,
            }),
            ..self
        }
    }
}

/// Sorts diagnostics by file, then place, then code.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|one, other| {
        (one.file.path(), one.span.start, one.span.end, one.code.id).cmp(&(
            other.file.path(),
            other.span.start,
            other.span.end,
            other.code.id,
        ))
    });
}
