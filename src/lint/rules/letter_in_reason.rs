//! A reason names an option by its letter, but options are shuffled.
//!
//! "B is right" speaks of another option in each sitting. The learner reads the reason beside the option it belongs to,
//! so no letter is needed.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Who signs the authorization of a competent adult?"
//! options = [
//!   { text = "The patient", key = true, why = "Option A is right because the patient decides." },
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
//!   { text = "The patient", key = true, why = "A competent adult decides alone." },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Source
//!
//! The forty rules of the program, rule 39; the bank format: reasons never name a letter.

use crate::{
    diag::Severity,
    domain::ItemKind,
    lint::{
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("letter_in_reason.rs"),
    "S040",
    "letter-in-reason",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    if view.keeps_order() || !matches!(view.item.kind(), ItemKind::Choice | ItemKind::Multiple) {
        return;
    }
    for piece in view.pieces.iter().filter(|piece| piece.field.is_reason()) {
        let words = &piece.text.words;
        let named = words.windows(2).find(|pair| {
            let is_letter =
                |text: &str| text.len() == 1 && (b'A'..=b'J').contains(&text.as_bytes()[0]);
            let names = matches!(
                &*pair[0].lower,
                "option" | "answer" | "choice" | "options" | "answers" | "choices"
            );
            let judges = is_letter(pair[0].text)
                && matches!(&*pair[1].lower, "is" | "was")
                && [
                    "is correct",
                    "is incorrect",
                    "is right",
                    "is wrong",
                    "is the correct",
                    "is the right",
                    "is the key",
                ]
                .iter()
                .any(|end| piece.text.raw[pair[1].at..].starts_with(end));
            names
                && is_letter(pair[1].text)
                && !follows_with_name(&piece.text.raw[pair[1].span().end..])
                || judges
        });
        if let Some(pair) = named {
            let finding = Finding::at(
                piece.field,
                pair[0].at..pair[1].span().end,
                "a reason names an option by its letter",
            )
            .help("say what the option says; the letter changes with every sitting");
            sink.item(view, finding);
        }
    }
}

/// Whether a letter begins a name, as in "option A1" or "choice B-12".
fn follows_with_name(rest: &str) -> bool {
    rest.starts_with(|letter: char| letter == '-' || letter.is_alphanumeric())
}
