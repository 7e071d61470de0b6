//! The text quotes CPT or CDT codes.
//!
//! CPT belongs to the American Medical Association and CDT to the American Dental Association. Banks may speak of them,
//! but codes and their descriptions need a license.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Which service is reported with CPT code 99213?"
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
//! stem = "Which kind of service stands in the first section of CPT?"
//! options = [
//!   { text = "The patient", key = true },
//!   { text = "The spouse" },
//!   { text = "The clerk" },
//! ]
//! ```
//!
//! # Source
//!
//! The licenses of both code sets; the bank format: no CPT or CDT content.

use crate::{
    diag::Severity,
    lint::{
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::Passage,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("cpt_content.rs"),
    "C011",
    "cpt-content",
    Severity::Error,
    Check::Passage(check),
);

fn check(passage: &Passage<'_, '_>, sink: &mut Sink) {
    if !passage.field.is_prose() {
        return;
    }
    let words = &passage.text.words;
    let says = |name: &str| words.iter().any(|word| word.text == name);
    let (medical, dental) = (says("CPT"), says("CDT"));
    if !medical && !dental {
        return;
    }
    for word in words {
        let text = word.text.as_bytes();
        let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
        let is_medical = medical
            && text.len() == 5
            && digits(&text[..4])
            && (text[4].is_ascii_digit() || matches!(text[4], b'F' | b'T' | b'U'));
        let is_dental = dental && text.len() == 5 && text[0] == b'D' && digits(&text[1..]);
        if is_medical || is_dental {
            let owner = if is_medical { "CPT" } else { "CDT" };
            let finding = Finding::at(
                passage.field,
                word.span(),
                format!(
                    "`{}` may be a {owner} code, which needs a license",
                    word.text
                ),
            )
            .help("ask about the concept without the code");
            sink.passage(passage, finding);
        }
    }
}
