//! A rule: its code, how much it matters, its manual and its check.

use crate::diag::{Code, Severity};

use super::{
    sink::{Sink, Used},
    view::{BankView, ItemView, Passage, Run},
};

/// What a rule looks at.
#[derive(Clone, Copy)]
pub(crate) enum Check {
    /// Each item.
    Item(fn(&ItemView<'_>, &mut Sink)),
    /// Each text of each item and case.
    Passage(fn(&Passage<'_, '_>, &mut Sink)),
    /// Each bank as a whole.
    Bank(fn(&BankView<'_>, &Run<'_>, &mut Sink)),
    /// All banks together.
    Whole(fn(&Run<'_>, &mut Sink)),
    /// What the other rules left over.
    Last(fn(&Run<'_>, &Used, &mut Sink)),
}

/// A rule.
pub struct Rule {
    /// Its code; the code's name is the fault's.
    pub code: Code,
    /// How much a finding matters. What is only worth knowing is told under `--strict`.
    pub severity: Severity,
    /// The rule's own file; its leading comment is the manual.
    source: &'static str,
    pub(super) check: Check,
}

impl Rule {
    pub(super) const fn new(
        source: &'static str,
        id: &'static str,
        name: &'static str,
        severity: Severity,
        check: Check,
    ) -> Self {
        Self {
            code: Code {
                id,
                name,
                doc: headline(source),
            },
            severity,
            source,
            check,
        }
    }

    /// Returns the manual in Markdown: what, why, a bad and a good example, the source.
    pub fn manual(&self) -> String {
        let lines = self
            .source
            .lines()
            .map_while(|line| line.strip_prefix("//!"))
            .map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// Returns the first line of a rule's manual.
const fn headline(source: &'static str) -> &'static str {
    let bytes = source.as_bytes();
    let mut end = 0;
    while end < bytes.len() && bytes[end] != b'\n' {
        end += 1;
    }
    let (line, _) = source.split_at(end);
    let (_, words) = line.split_at(4);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_is_the_first_line_of_the_comment() {
        assert_eq!(headline("//! A fault.\n//!\n//! More.\n"), "A fault.");
    }
}
