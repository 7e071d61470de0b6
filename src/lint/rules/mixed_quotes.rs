//! Straight and curly quotation marks stand in one text.
//!
//! The mixture comes from pasted text and shows on the screen; a search for one spelling misses the other.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Which status is called “final”, and which \"draft\"?"
//! options = [
//!   { text = "Signed", key = true },
//!   { text = "Typed" },
//!   { text = "Scanned" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Which status is called “final”, and which “draft”?"
//! options = [
//!   { text = "Signed", key = true },
//!   { text = "Typed" },
//!   { text = "Scanned" },
//! ]
//! ```
//!
//! # Source
//!
//! Proofreading; the forty rules of the program, rule 35.

use crate::{
    diag::Severity,
    lint::{
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::Passage,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("mixed_quotes.rs"),
    "S032",
    "mixed-quotes",
    Severity::Warning,
    Check::Passage(check),
);

fn check(passage: &Passage<'_, '_>, sink: &mut Sink) {
    let raw = passage.text.raw;
    let pairs = [
        ('"', ['\u{201c}', '\u{201d}']),
        ('\'', ['\u{2018}', '\u{2019}']),
    ];
    for (straight, curly) in pairs {
        if let Some(at) = raw.find(straight)
            && raw.contains(curly)
        {
            let finding = Finding::at(
                passage.field,
                at..at + 1,
                "straight and curly marks stand in one text",
            )
            .help("use one of them throughout");
            sink.passage(passage, finding);
        }
    }
}
