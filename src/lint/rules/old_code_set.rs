//! The bank's code set is of a fiscal year that has ended.
//!
//! The fiscal year of the code sets runs from October to September. After it the codes have to be checked against the
//! new release.
//!
//! # Bad
//!
//! ```toml
//! [bank]
//! id = "x"
//! title = "X"
//! credential = "rhit"
//! license = "CC-BY-4.0"
//! authors = ["N"]
//! code_set = "ICD-10-CM FY2020"
//!
//! [[choice]]
//! stem = "Who signs the authorization of a competent adult?"
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
//! [bank]
//! id = "x"
//! title = "X"
//! credential = "rhit"
//! license = "CC-BY-4.0"
//! authors = ["N"]
//! code_set = "ICD-10-CM FY2999"
//!
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
//! CMS and NCHS release ICD-10-CM and ICD-10-PCS for each fiscal year, from 1 October.

use crate::{
    diag::Severity,
    lint::{
        place::{Owner, Spot},
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::{BankView, Run},
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("old_code_set.rs"),
    "C016",
    "old-code-set",
    Severity::Warning,
    Check::Bank(check),
);

fn check(bank: &BankView<'_>, run: &Run<'_>, sink: &mut Sink) {
    let Some(code_set) = &bank.loaded.bank.code_set else {
        return;
    };
    let year = code_set.split("FY").nth(1).and_then(|rest| {
        let digits: String = rest
            .trim_start()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse::<i16>().ok().filter(|year| *year >= 1_900)
    });
    let present = run.today.year() + i16::from(run.today.month() >= 10);
    if let Some(year) = year
        && year < present
    {
        let finding = Finding::new(
            Spot::Id,
            format!("the codes are of fiscal year {year}, and it is {present} now"),
        )
        .help("check the codes against the new release, then write its year in `code_set`");
        sink.put(bank, Owner::Bank, finding);
    }
}
