//! A code and its parent are both offered.
//!
//! A parent category is never reported where a child exists, so one of the two is out at sight; and whoever sees the
//! pair knows that the answer is in that family.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Which code reports type 2 diabetes with chronic kidney disease?"
//! options = [
//!   { text = "E11.2" },
//!   { text = "E11.22", key = true },
//!   { text = "E13.9" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Which code reports type 2 diabetes with chronic kidney disease?"
//! options = [
//!   { text = "E11.21" },
//!   { text = "E11.22", key = true },
//!   { text = "E13.22" },
//! ]
//! ```
//!
//! # Source
//!
//! The forty rules of the program, rule 31: options do not overlap.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        figure::is_diagnosis_code,
        place::Spot,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("parent_code.rs"),
    "C014",
    "parent-code",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let codes: Vec<_> = view
        .options()
        .filter_map(|option| {
            let [word] = &option.text.words[..] else {
                return None;
            };
            is_diagnosis_code(word.text).then_some((option.place, word.text))
        })
        .collect();
    for (place, parent) in &codes {
        let child = codes
            .iter()
            .find(|(_, code)| code.len() > parent.len() && code.starts_with(parent));
        if let Some((other, code)) = child {
            let finding = Finding::new(
                Spot::Whole(Field::Option(*place)),
                format!("`{parent}` is a parent of `{code}`, which is offered too"),
            )
            .other(Spot::Whole(Field::Option(*other)), "its child")
            .help("offer codes of one depth");
            sink.item(view, finding);
        }
    }
}
