//! A term is used that is no longer right.
//!
//! Names of credentials, code sets, programs and manuals change, and exams use the new ones. Where history is meant,
//! waive the rule with that reason.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Which code set do hospitals use today, ICD-9-CM or another?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Which code set do hospitals use today for diagnoses?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Source
//!
//! The list is `src/lint/words/terms.toml`, with the year of each change.

use crate::{
    diag::Severity,
    lint::{
        lexicon::List,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::Passage,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("retired_term.rs"),
    "C007",
    "retired-term",
    Severity::Warning,
    Check::Passage(check),
);

fn check(passage: &Passage<'_, '_>, sink: &mut Sink) {
    if !passage.field.is_prose() || passage.field.is_reason() {
        return;
    }
    for hit in passage.text.hits(List::Retired) {
        let span = passage.text.span(&hit.words);
        let found = &passage.text.raw[span.clone()];
        let prefer = hit.entry.prefer.as_deref().unwrap_or_default();
        let why = hit.entry.why.as_deref().unwrap_or_default();
        let finding = Finding::at(
            passage.field,
            span.clone(),
            format!("`{found}` is no longer right"),
        )
        .help(format!("write `{prefer}`: {}", why.trim_end_matches('.')));
        sink.passage(passage, finding);
    }
}
