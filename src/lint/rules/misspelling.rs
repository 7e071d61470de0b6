//! A word is misspelled.
//!
//! Learners copy what they read into exams and records, and a misspelled term is not found by a search. Only spellings
//! that are no word at all are listed.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Which HIPPA rule sets the minimum necessary standard?"
//! options = [
//!   { text = "Privacy", key = true },
//!   { text = "Security" },
//!   { text = "Breach" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Which HIPAA rule sets the minimum necessary standard?"
//! options = [
//!   { text = "Privacy", key = true },
//!   { text = "Security" },
//!   { text = "Breach" },
//! ]
//! ```
//!
//! # Source
//!
//! The list is `src/lint/words/misspellings.toml`.

use crate::{
    diag::{Applicability, Severity},
    lint::{
        lexicon::List,
        place::Spot,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::Passage,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("misspelling.rs"),
    "S033",
    "misspelling",
    Severity::Warning,
    Check::Passage(check),
);

fn check(passage: &Passage<'_, '_>, sink: &mut Sink) {
    if !passage.field.is_prose() {
        return;
    }
    for hit in passage.text.hits(List::Misspelling) {
        let span = passage.text.span(&hit.words);
        let wrong = &passage.text.raw[span.clone()];
        let right = as_written(wrong, hit.entry.prefer.as_deref().unwrap_or_default());
        let finding = Finding::at(
            passage.field,
            span.clone(),
            format!("`{wrong}` is spelled `{right}`"),
        )
        .fix(Spot::Part(passage.field, span), right, Applicability::Safe);
        sink.passage(passage, finding);
    }
}

/// Returns `right` with a capital at its beginning where `wrong` has one.
fn as_written(wrong: &str, right: &str) -> String {
    if wrong.starts_with(|letter: char| letter.is_uppercase()) {
        let mut letters = right.chars();
        let first = letters.next().map(char::to_uppercase);
        first.into_iter().flatten().chain(letters).collect()
    } else {
        right.to_owned()
    }
}
