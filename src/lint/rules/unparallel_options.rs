//! One option is built unlike the rest.
//!
//! Options that all continue one sentence are compared by their content. One that begins with another form of the verb
//! is noticed for its grammar.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "What is the first step of the audit?"
//! options = [
//!   { text = "Choosing the sample", key = true },
//!   { text = "Reading the records" },
//!   { text = "Writing the report" },
//!   { text = "To tell the board" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "What is the first step of the audit?"
//! options = [
//!   { text = "Choosing the sample", key = true },
//!   { text = "Reading the records" },
//!   { text = "Writing the report" },
//!   { text = "Telling the board" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 23: keep options parallel in grammar.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        place::Spot,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::{ItemView, OptionView},
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("unparallel_options.rs"),
    "S015",
    "unparallel-options",
    Severity::Warning,
    Check::Item(check),
);

#[derive(Clone, Copy, PartialEq)]
enum Beginning {
    Gerund,
    Infinitive,
    Other,
}

/// Words in -ing that name things.
const NOUNS: [&str; 18] = [
    "thing",
    "string",
    "spring",
    "being",
    "billing",
    "coding",
    "imaging",
    "training",
    "nursing",
    "staging",
    "building",
    "nothing",
    "anything",
    "something",
    "bleeding",
    "swelling",
    "screening",
    "morning",
];

fn beginning(option: &OptionView<'_, '_>) -> Beginning {
    let Some(word) = option.text.words.first() else {
        return Beginning::Other;
    };
    let is_gerund = word.lower.len() >= 5 && word.lower.ends_with("ing");
    if &*word.lower == "to" {
        Beginning::Infinitive
    } else if is_gerund && !NOUNS.contains(&&*word.lower) && option.text.words.len() > 1 {
        Beginning::Gerund
    } else {
        Beginning::Other
    }
}

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let options: Vec<_> = view.options().collect();
    if options.len() < 3 || view.has_bare_options {
        return;
    }
    let kinds: Vec<Beginning> = options.iter().map(beginning).collect();
    for (kind, words) in [
        (Beginning::Gerund, "a verb in -ing"),
        (Beginning::Infinitive, "`to` and a verb"),
    ] {
        let count = kinds.iter().filter(|other| **other == kind).count();
        if count + 1 == options.len()
            && let Some(odd) = kinds.iter().position(|other| *other != kind)
        {
            let spot = Spot::Whole(Field::Option(odd));
            let finding = Finding::new(spot, format!("the other options begin with {words}"))
                .help("build all options alike");
            sink.item(view, finding);
        }
    }
}
