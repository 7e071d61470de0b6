//! The texts of an item or a case, by the keys that lead to them.

use crate::domain::{
    item::{Case, Item, ItemBody},
    template::Numeric,
};

/// A text of an item or a case. Numbers count from 0, as in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Stem,
    Hint,
    Why,
    Option(usize),
    OptionWhy(usize),
    Accept(usize),
    RejectWhy(usize),
    MistakeWhy(usize),
    Left(usize),
    Right(usize),
    PairWhy(usize),
    Extra(usize),
    ExtraWhy(usize),
    Step(usize),
    StepWhy(usize),
    Term,
    Definition,
    Example,
    Reference(usize),
    CaseTitle,
    CaseRecord,
}

impl Field {
    /// Returns the keys and numbers that lead to the text.
    pub(crate) fn path(self) -> Vec<String> {
        let inner = |list: &str, place: usize, key: &str| {
            vec![list.to_owned(), place.to_string(), key.to_owned()]
        };
        match self {
            Self::Stem => vec!["stem".to_owned()],
            Self::Hint => vec!["hint".to_owned()],
            Self::Why => vec!["why".to_owned()],
            Self::Option(place) => inner("options", place, "text"),
            Self::OptionWhy(place) => inner("options", place, "why"),
            Self::Accept(place) => vec!["accept".to_owned(), place.to_string()],
            Self::RejectWhy(place) => inner("reject", place, "why"),
            Self::MistakeWhy(place) => inner("mistakes", place, "why"),
            Self::Left(place) => inner("pairs", place, "left"),
            Self::Right(place) => inner("pairs", place, "right"),
            Self::PairWhy(place) => inner("pairs", place, "why"),
            Self::Extra(place) => inner("extra", place, "text"),
            Self::ExtraWhy(place) => inner("extra", place, "why"),
            Self::Step(place) => inner("steps", place, "text"),
            Self::StepWhy(place) => inner("steps", place, "why"),
            Self::Term => vec!["term".to_owned()],
            Self::Definition => vec!["definition".to_owned()],
            Self::Example => vec!["example".to_owned()],
            Self::Reference(place) => vec!["reference".to_owned(), place.to_string()],
            Self::CaseTitle => vec!["title".to_owned()],
            Self::CaseRecord => vec!["record".to_owned()],
        }
    }

    /// Whether the text is read after answering.
    pub(crate) fn is_reason(self) -> bool {
        matches!(
            self,
            Self::Why
                | Self::OptionWhy(_)
                | Self::RejectWhy(_)
                | Self::MistakeWhy(_)
                | Self::PairWhy(_)
                | Self::ExtraWhy(_)
                | Self::StepWhy(_)
        )
    }

    /// Whether the text is prose of the author's own: neither an accepted spelling nor a reference.
    pub(crate) fn is_prose(self) -> bool {
        !matches!(self, Self::Accept(_) | Self::Reference(_))
    }
}

/// Returns the texts of `item` with their fields.
pub(crate) fn texts_of(item: &Item) -> Vec<(Field, &str)> {
    let mut texts: Vec<(Field, &str)> = Vec::with_capacity(12);
    if !item.stem.is_empty() {
        texts.push((Field::Stem, &item.stem));
    }
    match &item.body {
        ItemBody::Choice(options) | ItemBody::Multiple(options) => {
            for (place, option) in options.iter().enumerate() {
                texts.push((Field::Option(place), &option.text));
                texts.push((Field::OptionWhy(place), &option.why));
            }
        }
        ItemBody::Numeric(Numeric { mistakes, .. }) => {
            for (place, mistake) in mistakes.iter().enumerate() {
                texts.push((Field::MistakeWhy(place), &mistake.why));
            }
        }
        ItemBody::Text(typed) => {
            for (place, text) in typed.accept.iter().enumerate() {
                texts.push((Field::Accept(place), text));
            }
            for (place, remark) in typed.reject.iter().enumerate() {
                texts.extend(
                    remark
                        .why
                        .iter()
                        .map(|why| (Field::RejectWhy(place), &**why)),
                );
            }
        }
        ItemBody::Match(matching) => {
            for (place, pair) in matching.pairs.iter().enumerate() {
                texts.push((Field::Left(place), &pair.left));
                texts.push((Field::Right(place), &pair.right));
                texts.extend(pair.why.iter().map(|why| (Field::PairWhy(place), &**why)));
            }
            for (place, extra) in matching.extra.iter().enumerate() {
                texts.push((Field::Extra(place), &extra.text));
                texts.extend(extra.why.iter().map(|why| (Field::ExtraWhy(place), &**why)));
            }
        }
        ItemBody::Order(steps) => {
            for (place, step) in steps.iter().enumerate() {
                texts.push((Field::Step(place), &step.text));
                texts.extend(step.why.iter().map(|why| (Field::StepWhy(place), &**why)));
            }
        }
        ItemBody::Card(card) => {
            texts.push((Field::Term, &card.term));
            texts.push((Field::Definition, &card.definition));
            texts.extend(card.example.iter().map(|text| (Field::Example, &**text)));
        }
    }
    texts.extend(item.hint.iter().map(|text| (Field::Hint, &**text)));
    texts.extend(item.why.iter().map(|text| (Field::Why, &**text)));
    let references = item.references.iter().enumerate();
    texts.extend(references.map(|(place, text)| (Field::Reference(place), &**text)));
    texts
}

/// Returns the texts of `case` with their fields.
pub(crate) fn texts_of_case(case: &Case) -> [(Field, &str); 2] {
    [
        (Field::CaseTitle, &case.title),
        (Field::CaseRecord, &case.record),
    ]
}
