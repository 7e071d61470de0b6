//! An option is as long as a paragraph.
//!
//! Long options are slow to compare, and the one that is worked out most carefully is usually the key. What is long
//! belongs in the stem or in the reason.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "What does the technician do first when a request arrives?"
//! options = [
//!   { text = "Look at the request with great care, see who signed it, see whether the dates are there, see whether the form is the right one, see whether the person may sign it, and then write down that it was seen", key = true },
//!   { text = "File it" },
//!   { text = "Copy it" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "What does the technician do first when a request arrives?"
//! options = [
//!   { text = "Verify who signed it", key = true },
//!   { text = "File the request unread" },
//!   { text = "Copy the whole record" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 16: minimize the reading. The limit of 30 words is ours.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        place::Spot,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("long_option.rs"),
    "S010",
    "long-option",
    Severity::Warning,
    Check::Item(check),
);

/// Most words of an option.
const MOST: usize = 30;

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    if view.has_bare_options {
        return;
    }
    for option in view.options() {
        let words = option.text.words.len();
        if words > MOST {
            let spot = Spot::Whole(Field::Option(option.place));
            let finding = Finding::new(
                spot,
                format!("the option has {words} words, where {MOST} are much"),
            )
            .help("keep what tells it from the others; the rest belongs in the stem or the reason");
            sink.item(view, finding);
        }
    }
}
