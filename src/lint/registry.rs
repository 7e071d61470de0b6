//! Every rule, and the tests that each rule must pass.

use super::{rule::Rule, rules};
use crate::diag::Code;

/// Every rule, in the order of the codes.
pub static RULES: &[&Rule] = rules::ALL;

/// Returns the rule that `word` names by code, in any case, or by name.
pub fn find_rule(word: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| {
        let Code { id, name, .. } = rule.code;
        id.eq_ignore_ascii_case(word) || name.eq_ignore_ascii_case(word)
    })
}
