//! Words that name rules on the command line.

use super::registry::RULES;
use crate::diag::{Code, did_you_mean};

/// A rule, or a family of rules, named by a word: `S012`, `S`, `S0` or `longest-key`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector(String);

impl Selector {
    /// Returns the selector that `word` writes; for a word that names no rule, the nearest that does.
    pub fn read(word: &str) -> Result<Self, Option<&'static str>> {
        let selector = Self(word.trim().to_owned());
        if !selector.0.is_empty() && RULES.iter().any(|rule| selector.names(&rule.code)) {
            return Ok(selector);
        }
        let words = RULES.iter().flat_map(|rule| [rule.code.id, rule.code.name]);
        Err(did_you_mean(word, words))
    }

    /// Whether it names `code`.
    pub fn names(&self, code: &Code) -> bool {
        let id = code.id.get(..self.0.len());
        id.is_some_and(|id| id.eq_ignore_ascii_case(&self.0))
            || code.name.eq_ignore_ascii_case(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_named_by_code_family_or_name() {
        let code = &RULES[0].code;
        for word in [code.id, &code.id[..1], code.name, &code.id.to_lowercase()] {
            assert!(Selector::read(word).unwrap().names(code), "{word}");
        }
        assert_eq!(Selector::read("Z"), Err(None));
        assert!(Selector::read("").is_err());
    }
}
