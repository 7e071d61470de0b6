//! The stem names a person's group, and no reason speaks of it.
//!
//! A race, religion or origin that the answer does not hang on invites a stereotype and distracts those it names. Where
//! it matters, a reason says why.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "A Hispanic man asks for his record. Who signs the authorization?"
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
//! stem = "A man asks for his record. Who signs the authorization?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Source
//!
//! AERA, APA and NCME, Standards for Educational and Psychological Testing (2014), standard 3.2; NBME guide on patient
//! characteristics.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        lexicon::List,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("needless_demographics.rs"),
    "C013",
    "needless-demographics",
    Severity::Warning,
    Check::Item(check),
);

const PEOPLE: [&str; 14] = [
    "man",
    "woman",
    "male",
    "female",
    "patient",
    "person",
    "child",
    "boy",
    "girl",
    "mother",
    "father",
    "employee",
    "coder",
    "physician",
];

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let Some(stem) = view.stem() else {
        return;
    };
    for hit in stem.hits(List::Demographic) {
        let is_of_person = stem
            .words
            .get(hit.words.end)
            .is_some_and(|next| PEOPLE.contains(&&*next.lower));
        let span = stem.span(&hit.words);
        let word = stem.raw[span.clone()].to_lowercase();
        let is_used = view
            .pieces
            .iter()
            .any(|piece| piece.field.is_reason() && piece.text.raw.to_lowercase().contains(&word));
        if is_of_person && !is_used {
            let finding = Finding::at(Field::Stem, span, "the answer does not hang on this")
                .help("leave it out, or say in a reason why it matters");
            sink.item(view, finding);
        }
    }
}
