//! What in a text may identify a patient.

use std::ops::Range;

use crate::lint::word::{Text, Word};

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Returns the words that may identify a patient, each with what they may be.
pub(super) fn identifiers(text: &Text<'_>) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    if !text.words.iter().any(Word::has_figure) {
        return found;
    }
    let name = name_field(text);
    let words = &text.words;
    for place in 0..words.len() {
        if is_run(text, place, &[3, 2, 4]) {
            found.push((place..place + 3, "a social security number"));
        } else if is_run(text, place, &[3, 3, 4]) && !is_fictional(text, place) {
            found.push((place..place + 3, "a telephone number"));
        }
        let word = &*words[place].lower;
        if let Some(end) = birth_date(text, place) {
            found.push((place..end, "a full date of birth"));
        }
        if is_number_of(word) && name.is_some() {
            let number = (place + 1..words.len().min(place + 4)).find(|next| {
                words[*next].text.len() >= 5
                    && words[*next].text.bytes().all(|byte| byte.is_ascii_digit())
            });
            if let Some(number) = number {
                found.push((place..number + 1, "a record number beside a name"));
            }
        }
        if let Some(end) = old_age(text, place) {
            found.push((place..end, "an age over 89"));
        }
    }
    found
}

fn digits(word: &Word<'_>, count: usize) -> bool {
    word.text.len() == count && word.text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether numbers of these lengths follow each other from `place` on, joined by hyphens, points or a bracket.
fn is_run(text: &Text<'_>, place: usize, lengths: &[usize]) -> bool {
    let Some(run) = text.words.get(place..place + lengths.len()) else {
        return false;
    };
    let fits = run
        .iter()
        .zip(lengths)
        .all(|(word, length)| digits(word, *length));
    fits && run.windows(2).all(|pair| {
        let between = &text.raw[pair[0].span().end..pair[1].at];
        matches!(between, "-" | "." | ") " | ")" | ")-")
    })
}

/// Whether a telephone number is one of those kept for fiction: 555-0100 to 555-0199.
fn is_fictional(text: &Text<'_>, place: usize) -> bool {
    text.words[place + 1].text == "555" && text.words[place + 2].text.starts_with("01")
}

/// Returns the end of a full date of birth that begins with its words at `place`.
fn birth_date(text: &Text<'_>, place: usize) -> Option<usize> {
    let words = &text.words;
    let lower = |place: usize| words.get(place).map_or("", |word: &Word<'_>| &*word.lower);
    let from = match lower(place) {
        "dob" | "born" | "birthdate" => place + 1,
        "date" if lower(place + 1) == "of" && lower(place + 2) == "birth" => place + 3,
        _ => return None,
    };
    (from..words.len().min(from + 3)).find_map(|at| {
        let three = words.get(at..at + 3)?;
        let is_month = |word: &Word<'_>| {
            let named = word
                .lower
                .get(..3)
                .is_some_and(|start| MONTHS.contains(&start));
            named || word.text.len() <= 2 && word.is_number()
        };
        let is_day = |word: &Word<'_>| word.text.len() <= 2 && word.is_number();
        let is_year = |word: &Word<'_>| digits(word, 4);
        let is_date = is_month(&three[0]) && is_day(&three[1]) && is_year(&three[2])
            || is_day(&three[0]) && is_month(&three[1]) && is_year(&three[2])
            || is_year(&three[0]) && is_month(&three[1]) && is_day(&three[2]);
        is_date.then_some(at + 3)
    })
}

/// Returns the end of an age over 89 that begins at `place`: "92-year-old", "age 95", "94 years of age".
fn old_age(text: &Text<'_>, place: usize) -> Option<usize> {
    let words = &text.words;
    let lower = |place: usize| words.get(place).map_or("", |word: &Word<'_>| &*word.lower);
    let is_old = |place: usize| {
        words.get(place).is_some_and(|word| {
            word.text.len() <= 3
                && word
                    .text
                    .parse::<u16>()
                    .is_ok_and(|age| (90..=120).contains(&age))
        })
    };
    if is_old(place) && matches!(lower(place + 1), "year" | "years") {
        let end = match lower(place + 2) {
            "old" => place + 3,
            "of" if lower(place + 3) == "age" => place + 4,
            _ => return None,
        };
        return Some(end);
    }
    (matches!(lower(place), "age" | "aged") && is_old(place + 1)).then_some(place + 2)
}

fn is_number_of(word: &str) -> bool {
    matches!(word, "mrn" | "account" | "accession")
}

/// Returns the place of a person's name after "Name:" or "Patient:".
fn name_field(text: &Text<'_>) -> Option<usize> {
    (0..text.words.len()).find(|place| {
        let word = &text.words[*place];
        let is_label = matches!(&*word.lower, "name" | "patient")
            && text.raw[word.span().end..]
                .trim_start_matches('*')
                .starts_with(':');
        let is_name = |place: usize| {
            text.words.get(place).is_some_and(|word| {
                word.text.len() > 1
                    && word.text.starts_with(|letter: char| letter.is_uppercase())
                    && word.text[1..].chars().all(char::is_lowercase)
            })
        };
        is_label && is_name(place + 1) && is_name(place + 2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(raw: &str) -> Vec<&'static str> {
        identifiers(&Text::new(raw))
            .into_iter()
            .map(|(_, what)| what)
            .collect()
    }

    #[test]
    fn identifiers_are_seen() {
        assert_eq!(found("SSN 212-33-4455"), ["a social security number"]);
        assert_eq!(found("Call (212) 736-5000 now"), ["a telephone number"]);
        assert_eq!(
            found("Date of birth: March 4, 1951"),
            ["a full date of birth"]
        );
        assert_eq!(found("DOB 03/04/1951"), ["a full date of birth"]);
        assert_eq!(found("A 92-year-old man"), ["an age over 89"]);
        assert_eq!(
            found("Patient: Ann Miller, MRN 448291"),
            ["a record number beside a name"]
        );
    }

    #[test]
    fn what_belongs_to_nobody_is_quiet() {
        for raw in [
            "Call 202-555-0143",
            "A 74-year-old man, born in 1951",
            "MRN 448291",
            "95 years of records",
            "Discharged on March 4, 2026",
            "45 CFR 164-508",
        ] {
            assert!(found(raw).is_empty(), "{raw}");
        }
    }
}
