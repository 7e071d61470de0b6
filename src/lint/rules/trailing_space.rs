//! A line ends with spaces.
//!
//! Nobody sees them, and every tool that compares versions of a file does.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = """
//! Which rule sets the standard?␠␠
//! """
//! options = [
//!   { text = "Privacy", key = true },
//!   { text = "Security" },
//!   { text = "Breach" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = """
//! Which rule sets the standard?
//! """
//! options = [
//!   { text = "Privacy", key = true },
//!   { text = "Security" },
//!   { text = "Breach" },
//! ]
//! ```
//!
//! # Source
//!
//! Layout; the same for every plain text that is kept under version control.

use crate::{
    diag::{Applicability, Severity},
    lint::{
        place::{Owner, Spot},
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::{BankView, Run},
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("trailing_space.rs"),
    "S034",
    "trailing-space",
    Severity::Warning,
    Check::Bank(check),
);

fn check(bank: &BankView<'_>, _run: &Run<'_>, sink: &mut Sink) {
    let mut start = 0;
    for line in bank.loaded.file.text().split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        let kept = bare.trim_end_matches([' ', '\t']);
        if kept.len() < bare.len() {
            let span = start + kept.len()..start + bare.len();
            let finding = Finding::new(Spot::File(span.clone()), "the line ends with spaces").fix(
                Spot::File(span),
                "",
                Applicability::Safe,
            );
            sink.put(bank, Owner::Bank, finding);
        }
        start += line.len();
    }
}
