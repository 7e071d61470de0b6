//! Diagnostics as JSON. The keys are a promise: they are only added to.

use std::ops::Range;

use serde::Serialize;

use super::{
    diagnostic::{Diagnostic, Edit},
    source::SourceFile,
};

/// A diagnostic with stable keys.
#[derive(Debug, Serialize)]
pub struct DiagnosticFacts<'a> {
    /// The code's id.
    pub code: &'a str,
    /// The code's name.
    pub name: &'a str,
    /// `error`, `warning` or `info`.
    pub severity: &'a str,
    /// What is wrong.
    pub message: &'a str,
    /// Where.
    #[serde(flatten)]
    pub place: PlaceFacts<'a>,
    /// What stands there.
    pub label: Option<&'a str>,
    /// Other places it speaks of.
    pub secondary: Vec<LabelFacts<'a>>,
    /// What to do.
    pub help: Option<&'a str>,
    /// Edits that mend it.
    pub fix: Option<FixFacts<'a>>,
}

/// A place in a file.
#[derive(Debug, Serialize)]
pub struct PlaceFacts<'a> {
    /// The file's path as it is shown.
    pub path: &'a str,
    /// First line, from 1.
    pub line: usize,
    /// First column in characters, from 1.
    pub column: usize,
    /// Last line.
    pub end_line: usize,
    /// The column after the last character.
    pub end_column: usize,
    /// First byte, from 0.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// A second place.
#[derive(Debug, Serialize)]
pub struct LabelFacts<'a> {
    /// Where.
    #[serde(flatten)]
    pub place: PlaceFacts<'a>,
    /// What is there.
    pub text: &'a str,
}

/// A fix.
#[derive(Debug, Serialize)]
pub struct FixFacts<'a> {
    /// `safe`, `unsafe` or `display`.
    pub applicability: &'a str,
    /// The edits.
    pub edits: Vec<EditFacts<'a>>,
}

/// One edit of a fix.
#[derive(Debug, Serialize)]
pub struct EditFacts<'a> {
    /// First byte to replace.
    pub start: usize,
    /// The byte after the last to replace.
    pub end: usize,
    /// What stands there instead.
    pub text: &'a str,
}

/// Returns the stable facts of `diagnostic`.
pub fn facts(diagnostic: &Diagnostic) -> DiagnosticFacts<'_> {
    DiagnosticFacts {
        code: diagnostic.code.id,
        name: diagnostic.code.name,
        severity: diagnostic.severity.word(),
        message: &diagnostic.message,
        place: place(&diagnostic.file, &diagnostic.span),
        label: diagnostic.label.as_deref(),
        secondary: diagnostic
            .secondary
            .iter()
            .map(|label| LabelFacts {
                place: place(&label.file, &label.span),
                text: &label.text,
            })
            .collect(),
        help: diagnostic.help.as_deref(),
        fix: diagnostic.fix.as_ref().map(|fix| FixFacts {
            applicability: fix.applicability.word(),
            edits: fix.edits.iter().map(edit).collect(),
        }),
    }
}

fn place<'a>(file: &'a SourceFile, span: &Range<usize>) -> PlaceFacts<'a> {
    let (start, end) = (file.position(span.start), file.position(span.end));
    PlaceFacts {
        path: file.path(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        start: span.start,
        end: span.end,
    }
}

fn edit(edit: &Edit) -> EditFacts<'_> {
    EditFacts {
        start: edit.span.start,
        end: edit.span.end,
        text: &edit.text,
    }
}

/// Returns `diagnostics` as one JSON array.
pub fn json(diagnostics: &[Diagnostic]) -> String {
    let all: Vec<DiagnosticFacts<'_>> = diagnostics.iter().map(facts).collect();
    serde_json::to_string_pretty(&all).expect("text and numbers always have a JSON form")
}
