//! A word stands twice in a row.
//!
//! It is a slip of the keyboard that every reader stumbles over.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "What does the the technician do first?"
//! options = [
//!   { text = "Verify the request", key = true },
//!   { text = "Copy the record" },
//!   { text = "Send an invoice" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "What does the technician do first?"
//! options = [
//!   { text = "Verify the request", key = true },
//!   { text = "Copy the record" },
//!   { text = "Send an invoice" },
//! ]
//! ```
//!
//! # Source
//!
//! Proofreading; the forty rules of the program, rule 35.

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
    include_str!("doubled_word.rs"),
    "S030",
    "doubled-word",
    Severity::Warning,
    Check::Passage(check),
);

fn check(passage: &Passage<'_, '_>, sink: &mut Sink) {
    if !passage.field.is_prose() {
        return;
    }
    let text = passage.text;
    for (first, pair) in text.words.windows(2).enumerate() {
        let between = &text.raw[pair[0].span().end..pair[1].at];
        let is_double = pair[0].lower == pair[1].lower
            && !pair[0].has_figure()
            && pair[0].text.len() > 1
            && !between.is_empty()
            && between.bytes().all(|byte| byte.is_ascii_whitespace());
        let may_repeat = text
            .hits(List::Repeatable)
            .any(|hit| hit.words == (first..first + 1));
        if is_double && !may_repeat {
            // No sentence needs a function word twice; a noun may be a name.
            let how = if pair[0].is_stop && pair[0].text == pair[1].text {
                Applicability::Safe
            } else {
                Applicability::Unsafe
            };
            let spot = Spot::Part(passage.field, pair[0].span().end..pair[1].span().end);
            let finding = Finding::at(
                passage.field,
                pair[0].at..pair[1].span().end,
                format!("`{}` stands twice", pair[0].text),
            )
            .fix(spot, "", how);
            sink.passage(passage, finding);
        }
    }
}
