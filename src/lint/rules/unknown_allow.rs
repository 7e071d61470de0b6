//! A waived check does not exist.
//!
//! A slip in the code waives nothing, and what it was meant to waive is told all the same.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! allow = [{ rule = "S999", reason = "The phrase is the subject." }]
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
//! As in other linters: an unknown suppression is a finding.

use crate::{
    diag::Severity,
    lint::{
        registry::find_rule,
        rule::{Check, Rule},
        rules::allowance::allowances,
        sink::{Finding, Sink, Used},
        view::Run,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("unknown_allow.rs"),
    "L007",
    "unknown-allow",
    Severity::Warning,
    Check::Last(check),
);

fn check(run: &Run<'_>, _used: &Used, sink: &mut Sink) {
    for allowance in allowances(run) {
        if find_rule(allowance.rule).is_none() {
            let finding = Finding::new(
                allowance.spot,
                format!("there is no rule `{}`", allowance.rule),
            )
            .help("`bank explain` lists the rules");
            sink.put(allowance.bank, allowance.owner, finding);
        }
    }
}
