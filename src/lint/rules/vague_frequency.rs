//! An option says "usually", "often" or "sometimes".
//!
//! People mean anything from a third to nearly all by "often". An option that is right or wrong by such a word cannot
//! be judged, and learners know that vague options tend to be right.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Where does the operative report stand in the record?"
//! options = [
//!   { text = "Usually behind the consent", key = true },
//!   { text = "In front of the face sheet" },
//!   { text = "In a separate binder" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Where does the hospital's policy put the operative report?"
//! options = [
//!   { text = "Behind the consent", key = true },
//!   { text = "In front of the face sheet" },
//!   { text = "In a separate binder" },
//! ]
//! ```
//!
//! # Source
//!
//! National Board of Medical Examiners, Item-Writing Guide (6th edition, 2020): vague frequency terms are read
//! differently even by their authors.

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
    include_str!("vague_frequency.rs"),
    "S021",
    "vague-frequency",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    for option in view.options() {
        if let Some(hit) = option.text.hits(List::Vague).next() {
            let span = option.text.span(&hit.words);
            let word = option.text.raw[span.clone()].to_owned();
            let finding = Finding::at(
                Field::Option(option.place),
                span,
                format!("nobody can say how often `{word}` is"),
            )
            .help("leave the word out, or give a figure");
            sink.item(view, finding);
        }
    }
}
