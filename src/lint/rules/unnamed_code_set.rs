//! Items hold codes, but the bank does not say of which code set and year.
//!
//! Codes are added and deleted each October. Without the set and its year nobody can tell whether a key is still valid.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "Which code reports type 2 diabetes with diabetic nephropathy?"
//! options = [
//!   { text = "E11.21", key = true },
//!   { text = "E11.22" },
//!   { text = "E13.22" },
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
//! The bank format: `code_set` names the code set and year where codes occur.

use crate::{
    diag::Severity,
    lint::{
        field::texts_of,
        figure::is_diagnosis_code,
        place::{Owner, Spot},
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::{BankView, Run},
        word::Text,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("unnamed_code_set.rs"),
    "C015",
    "unnamed-code-set",
    Severity::Info,
    Check::Bank(check),
);

fn check(bank: &BankView<'_>, _run: &Run<'_>, sink: &mut Sink) {
    if bank.loaded.bank.code_set.is_some() {
        return;
    }
    let has_code = |raw: &str| {
        raw.bytes().any(|byte| byte == b'.')
            && Text::new(raw)
                .words
                .iter()
                .any(|word| word.text.contains('.') && is_diagnosis_code(word.text))
    };
    let item = bank.items().iter().find(|item| {
        texts_of(item)
            .iter()
            .any(|(field, raw)| field.is_prose() && !field.is_reason() && has_code(raw))
    });
    if let Some(item) = item {
        let finding = Finding::new(
            Spot::Id,
            format!("`{}` holds a code, but the bank names no code set", item.id),
        )
        .help("write `code_set = \"ICD-10-CM FY2026\"` under `[bank]`, with the year you used");
        sink.put(bank, Owner::Bank, finding);
    }
}
