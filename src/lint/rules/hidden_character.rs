//! The file holds a character that cannot be seen.
//!
//! Marks that turn the direction of writing or take no room make a text read otherwise than it stands: a key can be
//! hidden in a distractor, and a search misses a word.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Who signs the author<U+200B>ization of a competent adult?"
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
//! Boucher and Anderson, Trojan Source: Invisible Vulnerabilities (2021).

use crate::{
    diag::{Applicability, Severity},
    lint::{
        place::{Owner, Spot},
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::{BankView, Run},
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("hidden_character.rs"),
    "C009",
    "hidden-character",
    Severity::Error,
    Check::Bank(check),
);

fn is_hidden(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        // A byte-order mark is one only at the file's beginning.
        || letter == '\u{feff}'
        || letter.is_control() && !matches!(letter, '\t' | '\n' | '\r')
}

fn check(bank: &BankView<'_>, _run: &Run<'_>, sink: &mut Sink) {
    let text = bank.loaded.file.text();
    for (at, letter) in text
        .char_indices()
        .filter(|(at, letter)| *at > 0 && is_hidden(*letter))
    {
        let span = at..at + letter.len_utf8();
        let finding = Finding::new(
            Spot::File(span.clone()),
            format!("the character U+{:04X} cannot be seen", u32::from(letter)),
        )
        .help("take it away; where it is meant, write it as an escape")
        .fix(Spot::File(span), "", Applicability::Unsafe);
        sink.put(bank, Owner::Bank, finding);
    }
}
