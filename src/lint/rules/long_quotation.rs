//! A quotation is too long to be an author's own words.
//!
//! Long passages from manuals, textbooks and exams are other people's property. A short rule in one's own words, with
//! the reference, is also easier to read.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "A policy says: “the covered entity shall keep the record of each disclosure that it has made to any person the covered entity shall keep the record of each disclosure that it has made to any person the covered entity shall keep the record of each disclosure that it has made to any person the covered entity shall keep the record of each disclosure that it has made to any person” Who signs the authorization?"
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
//! stem = "A policy asks for “a log of disclosures”. Who signs the authorization?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Source
//!
//! The bank format: every sentence is the authors' own. The limit of 50 words is ours.

use crate::{
    diag::Severity,
    lint::{
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::Passage,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("long_quotation.rs"),
    "C012",
    "long-quotation",
    Severity::Warning,
    Check::Passage(check),
);

/// Most words of a quotation.
const MOST: usize = 50;

fn check(passage: &Passage<'_, '_>, sink: &mut Sink) {
    let raw = passage.text.raw;
    if passage.text.words.len() <= MOST {
        return;
    }
    let mut start = None;
    for (at, letter) in raw.char_indices() {
        match (letter, start) {
            ('\u{201c}', _) | ('"', None) => start = Some(at),
            ('\u{201d}' | '"', Some(from)) => {
                let words = raw[from..at].split_whitespace().count();
                if words > MOST {
                    tell(passage, from..at + letter.len_utf8(), words, sink);
                }
                start = None;
            }
            _ => {}
        }
    }
    let quoted: Vec<&str> = raw
        .lines()
        .filter(|line| line.trim_start().starts_with('>'))
        .collect();
    let words = quoted
        .iter()
        .map(|line| line.split_whitespace().count())
        .sum::<usize>();
    if words > MOST + quoted.len()
        && let Some(at) = raw.find('>')
    {
        tell(passage, at..raw.trim_end().len(), words, sink);
    }
}

fn tell(passage: &Passage<'_, '_>, span: std::ops::Range<usize>, words: usize, sink: &mut Sink) {
    let finding = Finding::at(passage.field, span, format!("a quotation of {words} words"))
        .help("say it in your own words, and name the source under `reference`");
    sink.passage(passage, finding);
}
