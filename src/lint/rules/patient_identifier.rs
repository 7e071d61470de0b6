//! The text may identify a real patient.
//!
//! Made-up records are easily made of real ones. A social security number, a telephone number, a full date of birth, an
//! age over 89, or a name beside a record number must not stand in a bank, even an invented one: nobody can tell.
//!
//! # Bad
//!
//! ```toml
//! [[case]]
//! id = "case-x"
//! title = "A record"
//! record = "Name: John Miller. MRN 4482910. Date of birth March 4, 1931. SSN 212-33-4455."
//!
//! [[choice]]
//! case = "case-x"
//! stem = "Who signs the authorization of a competent adult?"
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
//! [[case]]
//! id = "case-x"
//! title = "A record"
//! record = "Patient A, 74 years old. Admitted on day 1, discharged on day 4."
//!
//! [[choice]]
//! case = "case-x"
//! stem = "Who signs the authorization of a competent adult?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Source
//!
//! 45 CFR 164.514(b)(2): the eighteen identifiers of the safe harbor. Telephone numbers from 555-0100 to 555-0199 are
//! kept for fiction and allowed.

use crate::{
    diag::Severity,
    lint::{
        rule::{Check, Rule},
        rules::identifier::identifiers,
        sink::{Finding, Sink},
        view::Passage,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("patient_identifier.rs"),
    "C010",
    "patient-identifier",
    Severity::Warning,
    Check::Passage(check),
);

fn check(passage: &Passage<'_, '_>, sink: &mut Sink) {
    if passage.field.is_reason() || !passage.field.is_prose() {
        return;
    }
    for (words, what) in identifiers(passage.text) {
        let finding = Finding::at(passage.field, passage.text.span(&words), format!("this may be {what}"))
            .help("leave it out, or write it in a way that can belong to nobody: an age, a day of stay, `Patient A`");
        sink.passage(passage, finding);
    }
}
