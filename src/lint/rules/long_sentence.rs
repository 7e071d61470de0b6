//! A sentence of the stem is very long.
//!
//! Many candidates read English as a second language. Beyond forty words the task is to take the sentence apart.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "When a request arrives that is signed by a person who says that he is the son of the patient and who wants to see what was written about the visit in which the patient was told of the result of the test that was done in the week before, who must agree?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The son" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "A man asks to see the record of his competent father. Who must agree?"
//! options = [
//!   { text = "The father", key = true },
//!   { text = "The son" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Source
//!
//! Plain-language guidelines of the federal government; the limit of 40 words is ours.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::{ItemView, sentence_bounds},
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("long_sentence.rs"),
    "S037",
    "long-sentence",
    Severity::Info,
    Check::Item(check),
);

/// Most words of a sentence.
const MOST: usize = 40;

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let Some(stem) = view.stem() else {
        return;
    };
    if stem.words.len() <= MOST {
        return;
    }
    for span in sentence_bounds(stem.raw) {
        let sentence = &stem.raw[span.clone()];
        let words = sentence.split_whitespace().count();
        // Tables and lists are read line by line.
        if words > MOST && !sentence.contains('\n') {
            let finding = Finding::at(
                Field::Stem,
                span,
                format!("this sentence has {words} words"),
            )
            .help("make two of it");
            sink.item(view, finding);
        }
    }
}
