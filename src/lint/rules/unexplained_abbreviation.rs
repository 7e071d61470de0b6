//! An abbreviation is neither common in the field nor spelled out.
//!
//! An item on release of information should not fail those who do not know one agency's initials. Common ones are
//! listed; others are spelled out once.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "What does the QZXB require of a clinic that closes?"
//! options = [
//!   { text = "A custodian for its records", key = true },
//!   { text = "A list of its staff" },
//!   { text = "A copy of its lease" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "What does the state's board of medicine require of a clinic that closes?"
//! options = [
//!   { text = "A custodian for its records", key = true },
//!   { text = "A list of its staff" },
//!   { text = "A copy of its lease" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 8: language at the level of the group tested. The list is
//! `src/lint/words/abbreviations.toml`.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        lexicon::List,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
        word::Text,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("unexplained_abbreviation.rs"),
    "S038",
    "unexplained-abbreviation",
    Severity::Info,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let asks_for_it = ["stand for", "abbreviat", "acronym", "initials"];
    if asks_for_it
        .iter()
        .any(|words| view.question().contains(words))
    {
        return;
    }
    for piece in &view.pieces {
        if !matches!(piece.field, Field::Stem | Field::Option(_)) {
            continue;
        }
        for (place, word) in piece.text.words.iter().enumerate() {
            let is_short = (2..=6).contains(&word.text.len())
                && word.text.bytes().all(|byte| byte.is_ascii_uppercase());
            // A code such as XX.9 is no abbreviation.
            let rest = &piece.text.raw[word.span().end..];
            let is_code = rest.starts_with('.')
                && rest[1..].starts_with(|letter: char| letter.is_ascii_digit());
            if is_short
                && !is_code
                && !is_known(&piece.text, place)
                && !is_spelled_out(view, word.text)
            {
                let finding = Finding::at(
                    piece.field,
                    word.span(),
                    format!("`{}` is not spelled out", word.text),
                )
                .help("write it out once, with the abbreviation in brackets");
                sink.item(view, finding);
                return;
            }
        }
    }
}

fn is_known(text: &Text<'_>, place: usize) -> bool {
    text.hits(List::Abbreviation)
        .any(|hit| hit.words.contains(&place))
}

/// Whether the item explains `word` in brackets, or after it.
fn is_spelled_out(view: &ItemView<'_>, word: &str) -> bool {
    let (inside, before) = (format!("({word}"), format!("{word} ("));
    view.pieces
        .iter()
        .filter(|piece| !piece.field.is_reason())
        .any(|piece| piece.text.raw.contains(&inside) || piece.text.raw.contains(&before))
}
