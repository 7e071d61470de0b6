//! Fixes as edits of the author's text: comments and layout stay.

use crate::diag::{Applicability, Diagnostic, Edit};

/// Which fixes are to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fixes {
    /// Those that no author would object to.
    Safe,
    /// Also those that may not be what the author meant.
    Unsafe,
}

impl Fixes {
    fn include(self, applicability: Applicability) -> bool {
        match applicability {
            Applicability::Safe => true,
            Applicability::Unsafe => self == Self::Unsafe,
            Applicability::Display => false,
        }
    }
}

/// Returns `text` with the fixes of `diagnostics`, and how many were made. Of fixes that touch the same bytes the first
/// is made; the others are found again, or gone, when the result is checked again.
pub fn apply<'d>(
    text: &str,
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    fixes: Fixes,
) -> (String, usize) {
    let mut chosen: Vec<&Edit> = Vec::new();
    let mut made = 0;
    for diagnostic in diagnostics {
        let Some(fix) = &diagnostic.fix else {
            continue;
        };
        let is_free = |edit: &Edit| chosen.iter().all(|other| are_apart(other, edit));
        let fits = |edit: &Edit| text.get(edit.span.clone()).is_some();
        if fixes.include(fix.applicability)
            && fix.edits.iter().all(|edit| is_free(edit) && fits(edit))
        {
            chosen.extend(&fix.edits);
            made += 1;
        }
    }
    chosen.sort_by_key(|edit| edit.span.start);
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for edit in chosen {
        mended.push_str(&text[at..edit.span.start]);
        mended.push_str(&edit.text);
        at = edit.span.end;
    }
    mended.push_str(&text[at..]);
    (mended, made)
}

fn are_apart(one: &Edit, other: &Edit) -> bool {
    one.span.end < other.span.start || other.span.end < one.span.start
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diag::{Code, SourceFile};

    static CODE: Code = Code {
        id: "S001",
        name: "x",
        doc: "X.",
    };

    fn finding(span: std::ops::Range<usize>, text: &str, how: Applicability) -> Diagnostic {
        let file = Arc::new(SourceFile::new("x", "one two three four"));
        Diagnostic::error(&CODE, &file, span.clone(), "m").with_fix(span, text, how)
    }

    #[test]
    fn edits_are_made_from_first_to_last() {
        let found = [
            finding(8..13, "3", Applicability::Safe),
            finding(0..3, "1", Applicability::Safe),
            finding(4..7, "2", Applicability::Unsafe),
            finding(14..18, "4", Applicability::Display),
        ];
        let text = "one two three four";
        assert_eq!(
            apply(text, &found, Fixes::Safe),
            ("1 two 3 four".to_owned(), 2)
        );
        assert_eq!(
            apply(text, &found, Fixes::Unsafe),
            ("1 2 3 four".to_owned(), 3)
        );
    }

    #[test]
    fn of_two_edits_at_one_place_the_first_is_made() {
        let found = [
            finding(0..7, "1", Applicability::Safe),
            finding(4..13, "2", Applicability::Safe),
            finding(17..99, "3", Applicability::Safe),
        ];
        assert_eq!(
            apply("one two three four", &found, Fixes::Safe),
            ("1 three four".to_owned(), 1)
        );
    }
}
