//! A waived check would not have found anything.
//!
//! A waiver that outlived its fault hides the next one. It is only told for rules that ran.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! allow = [{ rule = "S017", reason = "The phrase is the subject." }]
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
//! [[choice]]
//! allow = [{ rule = "S017", reason = "The phrase is the subject." }]
//! stem = "Which option do item-writing guides reject?"
//! options = [
//!   { text = "All of the above", key = true },
//!   { text = "A plausible error" },
//!   { text = "A short phrase" },
//! ]
//! ```
//!
//! # Source
//!
//! As in other linters: an unused suppression is a finding.

use crate::{
    diag::Severity,
    lint::{
        rule::{Check, Rule},
        rules::allowance::allowances,
        sink::{Finding, Sink, Used},
        view::Run,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("unused_allow.rs"),
    "L006",
    "unused-allow",
    Severity::Warning,
    Check::Last(check),
);

fn check(run: &Run<'_>, used: &Used, sink: &mut Sink) {
    for allowance in allowances(run) {
        let ran = run.rules.contains(&allowance.rule);
        if ran && !used.contains(&(allowance.bank.number, allowance.owner, allowance.place)) {
            let finding = Finding::new(
                allowance.spot,
                format!("nothing here needs the waiver of `{}`", allowance.rule),
            )
            .help("take the entry out of `allow`");
            sink.put(allowance.bank, allowance.owner, finding);
        }
    }
}
