//! A bracket is opened and not closed, or closed and not opened.
//!
//! The reader looks for the other half, and in a formula the value changes.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Which rule (45 CFR 164.508 governs authorizations?"
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
//! stem = "Which rule (45 CFR 164.508) governs authorizations?"
//! options = [
//!   { text = "Privacy", key = true },
//!   { text = "Security" },
//!   { text = "Breach" },
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
    include_str!("unbalanced_brackets.rs"),
    "S031",
    "unbalanced-brackets",
    Severity::Warning,
    Check::Passage(check),
);

fn check(passage: &Passage<'_, '_>, sink: &mut Sink) {
    let raw = passage.text.raw;
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, letter) in raw.char_indices() {
        match letter {
            '(' | '[' => open.push((at, letter)),
            ')' | ']' => {
                // `a)` at the beginning of a line, or after one word, is a list's mark.
                let wanted = if letter == ')' { '(' } else { '[' };
                if open.last().is_some_and(|(_, opened)| *opened == wanted) {
                    open.pop();
                } else if !is_list_mark(raw, at) {
                    tell(passage, at, "is closed and never opened", sink);
                    return;
                }
            }
            _ => {}
        }
    }
    if let Some((at, _)) = open.first() {
        tell(passage, *at, "is opened and never closed", sink);
    }
}

fn is_list_mark(raw: &str, at: usize) -> bool {
    let before = &raw[..at];
    let word = before
        .rsplit([' ', '\n', ',', ';'])
        .next()
        .unwrap_or_default();
    !word.is_empty() && word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn tell(passage: &Passage<'_, '_>, at: usize, what: &str, sink: &mut Sink) {
    let finding = Finding::at(passage.field, at..at + 1, format!("this bracket {what}"));
    sink.passage(passage, finding);
}
