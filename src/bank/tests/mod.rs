//! Tests of loading: each fault fires at its exact place, nothing hides anything, and hostile files end in a fault.

mod bank_faults;
mod files;
mod hostile;
mod layout_content;
mod pack_faults;
mod schema_content;
mod shipped_content;

use std::{ops::Range, sync::Arc};

use super::{Library, Packs, Sources, load_bank};
use crate::diag::{Diagnostic, SourceFile};

/// What a test's bank begins with: one line, so that line numbers of items are easy to see.
const HEAD: &str = "format = 1\n[bank]\nid = \"b\"\ntitle = \"B\"\ncredential = \"rhit\"\nlicense = \"CC0\"\nauthors = [\"A\"]\n";

/// The shipped packs.
fn packs() -> Packs {
    Library::load(&Sources::default()).packs
}

/// Returns `text` without the marks `⟦` and `⟧`, and the places between them.
fn unmark(text: &str) -> (String, Vec<Range<usize>>) {
    let (mut plain, mut open, mut places) = (String::new(), Vec::new(), Vec::new());
    for letter in text.chars() {
        match letter {
            '⟦' => open.push(plain.len()),
            '⟧' => places.push(open.pop().expect("a mark was opened")..plain.len()),
            letter => plain.push(letter),
        }
    }
    places.sort_by_key(|place| (place.start, place.end));
    (plain, places)
}

/// Returns the ids of codes with the text at their places, and checks that the places are the marked ones.
fn check_places(faults: &[Diagnostic], places: &[Range<usize>], codes: &[&str], text: &str) {
    let found: Vec<(&str, Range<usize>)> = faults
        .iter()
        .map(|fault| (fault.code.id, fault.span.clone()))
        .collect();
    let expected: Vec<(&str, Range<usize>)> =
        codes.iter().copied().zip(places.iter().cloned()).collect();
    let shown = crate::diag::concise(faults);
    assert_eq!(codes.len(), places.len(), "as many codes as marks: {text}");
    assert_eq!(found, expected, "{shown}{text}");
}

/// Loads a bank that has marked faults.
fn faults_of(text: &str, packs: &Packs, codes: &[&str]) -> Vec<Diagnostic> {
    let (plain, places) = unmark(text);
    let file = Arc::new(SourceFile::new("b.toml", plain));
    let faults = load_bank(&file, packs, true).expect_err(text);
    check_places(&faults, &places, codes, text);
    faults
}
