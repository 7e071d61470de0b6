//! From a word of a text to the bytes of the author's file.

use std::ops::Range;

use super::field::Field;
use crate::bank::LoadedBank;

/// What a finding belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Owner {
    /// The bank as a whole.
    Bank,
    /// An item, by its place.
    Item(usize),
    /// A case, by its place.
    Case(usize),
}

/// Where a finding points.
#[derive(Debug, Clone)]
pub(crate) enum Spot {
    /// The owner's id.
    Id,
    /// A whole text.
    Whole(Field),
    /// Some bytes of a text.
    Part(Field, Range<usize>),
    /// A value that is no text, by the keys that lead to it.
    Key(&'static [&'static str]),
    /// Bytes of the file.
    File(Range<usize>),
}

/// Where a spot stands in the file.
pub(crate) struct Place {
    pub(crate) span: Range<usize>,
    /// Whether the file holds there exactly what the text holds, so that it can be edited.
    pub(crate) is_exact: bool,
}

/// Returns where `spot` of `owner` stands.
pub(crate) fn locate(bank: &LoadedBank, owner: Owner, spot: &Spot) -> Place {
    match spot {
        Spot::File(span) => Place {
            span: span.clone(),
            is_exact: true,
        },
        Spot::Id => vague(id_place(bank, owner)),
        Spot::Key(path) => match owner {
            Owner::Item(item) => vague(
                bank.value_place(item, path)
                    .unwrap_or_else(|| id_place(bank, owner)),
            ),
            Owner::Bank | Owner::Case(_) => vague(id_place(bank, owner)),
        },
        Spot::Whole(field) => vague(value(bank, owner, *field)),
        Spot::Part(field, part) => part_place(bank, owner, *field, part),
    }
}

fn vague(span: Range<usize>) -> Place {
    Place {
        span,
        is_exact: false,
    }
}

fn wide(narrow: &Range<u32>) -> Range<usize> {
    narrow.start as usize..narrow.end as usize
}

/// Returns where the owner's id stands.
fn id_place(bank: &LoadedBank, owner: Owner) -> Range<usize> {
    match owner {
        Owner::Bank => bank.id_place.clone(),
        Owner::Item(item) => wide(&bank.items[item].id),
        Owner::Case(case) => wide(&bank.cases[case]),
    }
}

/// Returns where the value of a text stands, quotes included.
fn value(bank: &LoadedBank, owner: Owner, field: Field) -> Range<usize> {
    let found = match owner {
        Owner::Item(item) => {
            let path = field.path();
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            bank.value_place(item, &path)
        }
        Owner::Case(case) => case_text(bank, case, field),
        Owner::Bank => None,
    };
    found.unwrap_or_else(|| id_place(bank, owner))
}

/// Returns where a text of a case stands: cases have no table of places, so it is looked for, first after the id.
fn case_text(bank: &LoadedBank, case: usize, field: Field) -> Option<Range<usize>> {
    let text = match field {
        Field::CaseTitle => &bank.bank.cases[case].title,
        _ => &bank.bank.cases[case].record,
    };
    let file = bank.file.text();
    let from = wide(&bank.cases[case]).end;
    let at = file[from..]
        .find(&**text)
        .map(|at| from + at)
        .or_else(|| file.find(&**text))?;
    Some(at..at + text.len())
}

fn part_place(bank: &LoadedBank, owner: Owner, field: Field, part: &Range<usize>) -> Place {
    let whole = value(bank, owner, field);
    let Some(text) = text_of(bank, owner, field) else {
        return vague(whole);
    };
    let raw = &bank.file.text()[whole.clone()];
    if let Some(at) = raw.find(text) {
        let start = whole.start + at;
        return Place {
            span: start + part.start..start + part.end,
            is_exact: true,
        };
    }
    // Escapes or carriage returns stand in between: the same word, counted from the start, is the place.
    let wanted = &text[part.clone()];
    let before = text[..part.start].matches(wanted).count();
    match raw.match_indices(wanted).nth(before) {
        Some((at, _)) if !wanted.is_empty() => {
            vague(whole.start + at..whole.start + at + wanted.len())
        }
        _ => vague(whole),
    }
}

fn text_of(bank: &LoadedBank, owner: Owner, field: Field) -> Option<&str> {
    match owner {
        Owner::Item(item) => super::field::texts_of(&bank.bank.items[item])
            .into_iter()
            .find(|(other, _)| *other == field)
            .map(|(_, text)| text),
        Owner::Case(case) => super::field::texts_of_case(&bank.bank.cases[case])
            .into_iter()
            .find(|(other, _)| *other == field)
            .map(|(_, text)| text),
        Owner::Bank => None,
    }
}
