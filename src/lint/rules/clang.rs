//! Only the key repeats words of the question.
//!
//! A word that stands in the question and in one option alone joins the two by sound. It is right so often that
//! testwise learners choose it unread.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Which document records the anesthesia given during an operation?"
//! options = [
//!   { text = "Anesthesia operation sheet", key = true },
//!   { text = "Discharge summary" },
//!   { text = "Consent form" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "Which document tells which agents kept the patient asleep?"
//! options = [
//!   { text = "Anesthesia record", key = true },
//!   { text = "Pathology report" },
//!   { text = "Recovery record" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 28c: avoid clang associations. Two shared words are asked for, since one is often the
//! subject of the item.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        rule::{Check, Rule},
        rules::clue,
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("clang.rs"),
    "S022",
    "clang",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let Some((key, others)) = view.choice() else {
        return;
    };
    let shared = clue::clang_words(view, &key, &others);
    if shared.len() < 2
        || others
            .iter()
            .any(|other| !clue::clang_words(view, other, &clue::rest(view, other)).is_empty())
    {
        return;
    }
    let first = &key.text.words[shared[0]];
    let words: Vec<String> = shared
        .iter()
        .map(|word| format!("`{}`", key.text.words[*word].text))
        .collect();
    let finding = Finding::at(
        Field::Option(key.place),
        first.span(),
        format!(
            "only the key repeats words of the stem: {}",
            words.join(", ")
        ),
    )
    .help("say it in other words in the key, or let distractors repeat words of the stem too");
    sink.item(view, finding);
}
