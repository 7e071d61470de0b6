//! An option says "all of the above".
//!
//! Whoever knows that two options are right has the answer without the third; whoever knows one wrong option can rule
//! it out. It also loses its sense when options are shuffled. A `[[multiple]]` asks the same honestly.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Which element must an authorization contain?"
//! options = [
//!   { text = "A signature" },
//!   { text = "A description" },
//!   { text = "All of the above", key = true },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Which element must an authorization contain?"
//! options = [
//!   { text = "A signature", key = true },
//!   { text = "A seal" },
//!   { text = "A stamp" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 26: avoid all-of-the-above.

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
    include_str!("all_of_the_above.rs"),
    "S017",
    "all-of-the-above",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    for option in view.options() {
        let hit = option
            .text
            .hits(List::AllOfTheAbove)
            .find(|hit| hit.words.len() * 2 >= option.text.words.len());
        if let Some(hit) = hit {
            let span = option.text.span(&hit.words);
            let words = option.text.raw[span.clone()].to_owned();
            let finding = Finding::at(
                Field::Option(option.place),
                span,
                format!("an option says `{words}`"),
            )
            .help("write a `[[multiple]]`, or a third distractor");
            sink.item(view, finding);
        }
    }
}
