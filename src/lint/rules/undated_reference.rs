//! No reference of the item bears a year.
//!
//! Rules and code sets change every year. With the year of one source a reviewer sees at once what must be read again;
//! a computation or the case record beside it needs none.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Who signs the authorization of a competent adult?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! reference = ["45 CFR 164.508"]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Who signs the authorization of a competent adult?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! reference = ["45 CFR 164.508 (2026)"]
//! ```
//!
//! # Source
//!
//! The bank format: each reference with its year.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        place::Spot,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
        word::Word,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("undated_reference.rs"),
    "C002",
    "undated-reference",
    Severity::Info,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let mut references = view
        .pieces
        .iter()
        .filter(|piece| matches!(piece.field, Field::Reference(_)))
        .peekable();
    let Some(first) = references.peek().map(|piece| piece.field) else {
        return;
    };
    if !references.any(|piece| piece.text.words.iter().any(is_year)) {
        let finding = Finding::new(Spot::Whole(first), "no reference of the item bears a year")
            .help("add the year of the edition that was read, such as `(2026)`");
        sink.item(view, finding);
    }
}

/// Whether a word is a year, as in "2026" or "FY2026".
fn is_year(word: &Word<'_>) -> bool {
    let digits = word
        .text
        .trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    digits.len() == 4
        && (digits.starts_with("19") || digits.starts_with("20"))
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}
