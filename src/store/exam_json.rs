//! The terms of an exam, as JSON; a larger shape of `event_json`.

use serde::{Deserialize, Serialize};

use super::event_json::BodyFault;
use crate::domain::{
    DomainId, TaskId,
    exam::{ExamPart, ExamSeat, ExamTerms},
    item::Level,
    word::Word,
};

/// The terms of an exam.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TermsJson {
    outline: String,
    navigation: String,
    answer_required: bool,
    calculator: bool,
    budget: Option<u64>,
    time_percent: u32,
    full_items: usize,
    seats: Vec<SeatJson>,
    sections: Vec<PartJson>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeatJson {
    domain: String,
    tasks: Vec<String>,
    level: Option<String>,
    scored: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartJson {
    name: String,
    book: String,
    length: usize,
    closes: bool,
}

fn word<T: Word>(what: &str, text: &str) -> Result<T, BodyFault> {
    T::read_word(text).ok_or_else(|| format!("`{text}` is no {what}"))
}

impl TermsJson {
    pub(super) fn from_terms(terms: &ExamTerms) -> Self {
        Self {
            outline: terms.outline.clone(),
            navigation: terms.navigation.as_word().to_owned(),
            answer_required: terms.answer_required,
            calculator: terms.calculator,
            budget: terms.budget,
            time_percent: terms.time_percent,
            full_items: terms.full_items,
            seats: terms
                .seats
                .iter()
                .map(|seat| SeatJson {
                    domain: seat.domain.to_string(),
                    tasks: seat.tasks.iter().map(ToString::to_string).collect(),
                    level: seat.level.map(|level| level.word().to_owned()),
                    scored: seat.scored,
                })
                .collect(),
            sections: terms
                .sections
                .iter()
                .map(|part| PartJson {
                    name: part.name.clone(),
                    book: part.book.as_word().to_owned(),
                    length: part.length,
                    closes: part.closes,
                })
                .collect(),
        }
    }

    pub(super) fn into_terms(self) -> Result<ExamTerms, BodyFault> {
        Ok(ExamTerms {
            outline: self.outline,
            navigation: word("kind of navigation", &self.navigation)?,
            answer_required: self.answer_required,
            calculator: self.calculator,
            budget: self.budget,
            time_percent: self.time_percent,
            full_items: self.full_items,
            seats: self
                .seats
                .into_iter()
                .map(|seat| {
                    Ok(ExamSeat {
                        domain: DomainId::new(&seat.domain),
                        tasks: seat.tasks.iter().map(|task| TaskId::new(task)).collect(),
                        level: seat
                            .level
                            .as_deref()
                            .map(|level| word::<Level>("level", level))
                            .transpose()?,
                        scored: seat.scored,
                    })
                })
                .collect::<Result<_, BodyFault>>()?,
            sections: self
                .sections
                .into_iter()
                .map(|part| {
                    Ok(ExamPart {
                        name: part.name,
                        book: word("book rule", &part.book)?,
                        length: part.length,
                        closes: part.closes,
                    })
                })
                .collect::<Result<_, BodyFault>>()?,
        })
    }
}
