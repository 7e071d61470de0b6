//! Which words make a question negative.

use std::ops::Range;

use crate::lint::view::ItemView;

/// Verbs after which `not` turns the question around.
const VERBS: [&str; 16] = [
    "is", "are", "was", "were", "does", "do", "did", "should", "would", "may", "can", "must",
    "could", "will", "has", "have",
];
/// Words that begin a part of the sentence in which `not` is a fact of the story.
const CLAUSES: [&str; 12] = [
    "if", "when", "because", "although", "who", "that", "since", "while", "whether", "until",
    "unless", "but",
];

/// Returns the bytes of each word of the stem that makes its question negative.
pub(super) fn negatives(view: &ItemView<'_>) -> Vec<Range<usize>> {
    let Some(stem) = view.stem() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut in_clause = false;
    let mut before = "";
    let mut is_first = true;
    for word in stem
        .words
        .iter()
        .filter(|word| view.lead_in.contains(&word.at))
    {
        let lower = &*word.lower;
        in_clause |= !is_first && CLAUSES.contains(&lower);
        let is_negative = match lower {
            "except" => word.at > view.lead_in.start,
            "not" => !in_clause && (VERBS.contains(&before) || word.text == "NOT"),
            "least" => before != "at" && before != "the" || word.text == "LEAST",
            "incorrect" | "untrue" | "false" => !in_clause && VERBS.contains(&before),
            _ => false,
        };
        if is_negative {
            found.push(word.span());
        }
        before = lower;
        is_first = false;
    }
    found
}
