//! The end of the stem fits only some options.
//!
//! After "an" only words with a vowel follow, after "are" only a plural. Options that do not fit the sentence are out
//! before anyone thinks about them.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "A list of all patients with one disease is called an"
//! options = [
//!   { text = "index", key = true },
//!   { text = "register" },
//!   { text = "ledger" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "What is a list of all patients with one disease called?"
//! options = [
//!   { text = "Index", key = true },
//!   { text = "Register" },
//!   { text = "Ledger" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 28a: avoid grammatical clues.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("grammar_cue.rs"),
    "S016",
    "grammar-cue",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let Some(stem) = view.stem() else {
        return;
    };
    let tail = stem
        .raw
        .trim_end_matches(['_', ':', '.', ' ', '\n', '\r', '\u{2026}']);
    let Some(last) = stem
        .words
        .last()
        .filter(|word| word.span().end == tail.len() && !tail.ends_with('?'))
    else {
        return;
    };
    let fits: fn(&str) -> bool = match &*last.lower {
        "an" => |word| word.starts_with(['a', 'e', 'i', 'o', 'u', 'h']),
        "a" => |word| !word.starts_with(['a', 'e', 'i', 'o']),
        "are" | "were" => |word| word.ends_with('s') || word.contains(' '),
        _ => return,
    };
    let options: Vec<_> = view.options().collect();
    let misfits = options
        .iter()
        .filter(|option| !fits(&option.text.raw.to_lowercase()))
        .count();
    if misfits > 0 && misfits < options.len() {
        let message = format!(
            "`{}` at the end of the stem fits only some options",
            last.text
        );
        let finding = Finding::at(Field::Stem, last.span(), message)
            .help("ask a full question, or move the word into the options");
        sink.item(view, finding);
    }
}
