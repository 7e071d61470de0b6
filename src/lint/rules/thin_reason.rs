//! A reason says nothing.
//!
//! "Correct." or "Wrong." is no reason. What the learner needs is why this option looks right and is not, or what makes
//! the key right.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Who signs the authorization of a competent adult?"
//! options = [
//!   { text = "The patient", key = true, why = "Correct." },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Who signs the authorization of a competent adult?"
//! options = [
//!   { text = "The patient", key = true, why = "A competent adult decides alone." },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Source
//!
//! Shute, Focus on formative feedback, Review of Educational Research 78 (2008): feedback that elaborates teaches,
//! verification alone hardly does.

use crate::{
    diag::Severity,
    lint::{
        lexicon::List,
        place::Spot,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("thin_reason.rs"),
    "C003",
    "thin-reason",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    for piece in view.pieces.iter().filter(|piece| piece.field.is_reason()) {
        let text = &piece.text;
        let is_empty = text
            .hits(List::EmptyReason)
            .any(|hit| hit.words == (0..text.words.len()));
        // A formula or a breakdown into word parts says much in few words.
        let is_short = text.words.len() < 3 && !text.raw.contains(['=', '/', '+']);
        if is_empty || is_short {
            let finding = Finding::new(Spot::Whole(piece.field), "the reason says nothing").help(
                "say what makes it right, or what makes it look right and wrong all the same",
            );
            sink.item(view, finding);
        }
    }
}
