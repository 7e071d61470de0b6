//! A term is used that has a better one.
//!
//! Words that name people by a condition, blame them, or only sound learned are avoided by the field's style guides.
//! The preferred term says the same.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "What does the coder utilize for a patient who suffers from asthma?"
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
//! stem = "What does the coder use for a patient who has asthma?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Source
//!
//! The list is `src/lint/words/terms.toml`, with the reason for each term.

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
    include_str!("discouraged_term.rs"),
    "C008",
    "discouraged-term",
    Severity::Info,
    Check::Passage(check),
);

fn check(passage: &Passage<'_, '_>, sink: &mut Sink) {
    if !passage.field.is_prose() {
        return;
    }
    for hit in passage.text.hits(List::Discouraged) {
        let span = passage.text.span(&hit.words);
        let found = &passage.text.raw[span.clone()];
        let prefer = hit.entry.prefer.as_deref().unwrap_or_default();
        let why = hit.entry.why.as_deref().unwrap_or_default();
        let finding = Finding::at(
            passage.field,
            span.clone(),
            format!("`{found}` has a better word"),
        )
        .help(format!("write `{prefer}`: {}", why.trim_end_matches('.')));
        sink.passage(passage, finding);
    }
}
