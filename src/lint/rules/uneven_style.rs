//! Some options end with a full stop or begin with a capital, and others do not.
//!
//! A difference of style is a clue where the key was written with more care, and a distraction everywhere else.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "What does the technician verify first?"
//! options = [
//!   { text = "The signature.", key = true },
//!   { text = "The address" },
//!   { text = "The fee" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "What does the technician verify first?"
//! options = [
//!   { text = "The signature", key = true },
//!   { text = "The address" },
//!   { text = "The fee" },
//! ]
//! ```
//!
//! # Source
//!
//! National Board of Medical Examiners, Item-Writing Guide (6th edition, 2020): options follow one style.

use crate::{
    diag::{Applicability, Severity},
    lint::{
        field::Field,
        place::Spot,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::{ItemView, OptionView},
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("uneven_style.rs"),
    "S014",
    "uneven-style",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let options: Vec<_> = view.options().collect();
    stops(view, &options, sink);
    if !view.has_bare_options {
        capitals(view, &options, sink);
    }
}

/// Sentences keep their full stops among sentences; a mark after words that are none is the odd one out.
fn stops(view: &ItemView<'_>, options: &[OptionView<'_, '_>], sink: &mut Sink) {
    let has_stop = |option: &&OptionView<'_, '_>| option.text.raw.trim_end().ends_with('.');
    let with = options.iter().filter(has_stop).count();
    if with == 0 || with == options.len() {
        return;
    }
    for option in options.iter().filter(has_stop) {
        let end = option.text.raw.trim_end().len();
        let span = end - 1..end;
        let finding = Finding::at(
            Field::Option(option.place),
            span.clone(),
            "some options end with a full stop, others do not",
        )
        .help("end all of them alike")
        .fix(
            Spot::Part(Field::Option(option.place), span),
            "",
            Applicability::Unsafe,
        );
        sink.item(view, finding);
    }
}

fn capitals(view: &ItemView<'_>, options: &[OptionView<'_, '_>], sink: &mut Sink) {
    let first = |option: &OptionView<'_, '_>| {
        option
            .text
            .raw
            .chars()
            .next()
            .filter(char::is_ascii_alphabetic)
    };
    let is_lower = |option: &&OptionView<'_, '_>| {
        // A word such as `pH` or `mRNA` keeps its own spelling.
        let word = option.text.words.first().map_or("", |word| word.text);
        first(option).is_some_and(|letter| letter.is_ascii_lowercase())
            && word.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
    };
    let is_plain_capital = |option: &&OptionView<'_, '_>| {
        let word = option.text.words.first().map_or("", |word| word.text);
        first(option).is_some_and(|letter| letter.is_ascii_uppercase())
            && word.len() > 1
            && word.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
    };
    if !options.iter().any(|option| is_plain_capital(&option)) {
        return;
    }
    for option in options.iter().filter(is_lower) {
        let letter = option.text.raw[..1].to_ascii_uppercase();
        let finding = Finding::at(
            Field::Option(option.place),
            0..1,
            "some options begin with a capital, others do not",
        )
        .help("begin all of them alike")
        .fix(
            Spot::Part(Field::Option(option.place), 0..1),
            letter,
            Applicability::Unsafe,
        );
        sink.item(view, finding);
    }
}
