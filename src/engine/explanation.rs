//! Why an answer was right or wrong: facts for the screen, in the letters the learner saw.

use crate::domain::{
    Item, ItemBody, Reading,
    event::Answer,
    item::{AnswerOption, Matching},
    reading::{Presentation, letter},
    text::normalise,
};

use super::presentation::{filled, shown_letter};

/// What there is to say about an answer, most telling first.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What the learner answered, as it was understood.
    pub given: String,
    /// The key, as it is shown.
    pub key: String,
    /// The reasons that answer "why": of what was chosen, then of the key, then the reason as a whole.
    pub reasons: Vec<Reason>,
    /// The reasons of everything else, shown on demand.
    pub others: Vec<Reason>,
    /// Where the key can be checked.
    pub references: Vec<String>,
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What it speaks of: an option's letter, a left side's number, or nothing.
    pub label: String,
    /// What it speaks of, in words.
    pub of: String,
    /// The reason.
    pub why: String,
    /// Whether it speaks of a key.
    pub key: bool,
}

/// Returns what there is to say about `answer`.
pub fn explain(item: &Item, answer: &Answer) -> Explanation {
    let mut told = explain_reading(
        item,
        &answer.shown,
        Some((&answer.reading, answer.grade.right)),
    );
    if matches!(answer.reading, Reading::Text(_) | Reading::Number(_)) {
        answer.raw.trim().clone_into(&mut told.given);
    }
    told
}

/// Returns what there is to say about an item that was not answered.
pub fn explain_key(item: &Item, shown: &Presentation) -> Explanation {
    explain_reading(item, shown, None)
}

fn explain_reading(
    item: &Item,
    shown: &Presentation,
    given: Option<(&Reading, bool)>,
) -> Explanation {
    let mut told = Explanation {
        given: given
            .map(|(reading, _)| reading_text(shown, reading))
            .unwrap_or_default(),
        key: key_text(item, shown),
        reasons: Vec::new(),
        others: Vec::new(),
        references: item.references.iter().map(ToString::to_string).collect(),
    };
    let reading = given.map(|(reading, _)| reading);
    let missed = given
        .filter(|(_, right)| !right)
        .map(|(reading, _)| reading);
    match &item.body {
        ItemBody::Choice(options) | ItemBody::Multiple(options) => {
            told.add_options(options, shown, reading);
        }
        ItemBody::Match(matching) => told.add_pairs(matching, shown, reading),
        ItemBody::Numeric(numeric) => {
            if let (Some(Reading::Number(value)), Some(drawn)) = (missed, &shown.drawn)
                && let Some(mistake) = numeric.mistake(drawn, *value)
            {
                told.reasons
                    .push(plain_reason(&told.given, filled(item, shown, &mistake.why)));
            }
        }
        ItemBody::Text(text) => {
            if let Some(Reading::Text(typed)) = missed {
                let same =
                    |other: &str| normalise(other, text.match_case, text.match_accents) == *typed;
                let rejected = text.reject.iter().find(|rejected| same(&rejected.text));
                if let Some(why) = rejected.and_then(|rejected| rejected.why.as_deref()) {
                    told.reasons.push(plain_reason(&told.given, why.to_owned()));
                }
            }
        }
        ItemBody::Order(steps) => {
            let in_order = steps.iter().enumerate().map(|(place, step)| Reason {
                label: shown_letter(shown, place)
                    .map(String::from)
                    .unwrap_or_default(),
                of: step.text.to_string(),
                why: match &step.why {
                    Some(why) => format!("{}: {why}", step.text),
                    None => step.text.to_string(),
                },
                key: true,
            });
            let wanted = if given.is_none() || missed.is_some() {
                &mut told.reasons
            } else {
                &mut told.others
            };
            wanted.extend(in_order);
        }
        ItemBody::Card(_) => {}
    }
    if let Some(why) = &item.why {
        told.reasons
            .push(plain_reason("", filled(item, shown, why)));
    }
    told.others.retain(|reason| !reason.why.is_empty());
    told
}

impl Explanation {
    /// Adds the reasons of wrongly chosen options, then of the keys; the rest on demand.
    fn add_options(
        &mut self,
        options: &[AnswerOption],
        shown: &Presentation,
        reading: Option<&Reading>,
    ) {
        let chosen: &[usize] = match reading {
            Some(Reading::Options(chosen)) => chosen,
            _ => &[],
        };
        let key = |index: usize| options.get(index).map(|option| option.key);
        let reason = |index: usize| Reason {
            label: shown_letter(shown, index)
                .map(String::from)
                .unwrap_or_default(),
            of: options[index].text.to_string(),
            why: options[index].why.to_string(),
            key: options[index].key,
        };
        let all = || shown.order.iter().copied();
        let wrong = chosen.iter().copied();
        let wrong = wrong.filter(|index| key(*index) == Some(false));
        let keys = all().filter(|index| key(*index) == Some(true));
        let others = all().filter(|index| key(*index) == Some(false) && !chosen.contains(index));
        self.reasons = wrong.chain(keys).map(reason).collect();
        self.others = others.map(reason).collect();
    }

    /// Adds the reasons of pairs that were missed or not answered; of the others on demand.
    fn add_pairs(&mut self, matching: &Matching, shown: &Presentation, reading: Option<&Reading>) {
        for (left, pair) in matching.pairs.iter().enumerate() {
            let of = format!("{}: {}", pair.left, pair.right);
            let mut reason = Reason {
                label: format!("{}{}", left + 1, shown_letter(shown, left).unwrap_or('?')),
                why: pair.why.as_deref().unwrap_or_default().to_owned(),
                of,
                key: true,
            };
            let hit =
                matches!(reading, Some(Reading::Pairs(chosen)) if chosen.get(left) == Some(&left));
            if hit {
                self.others.push(reason);
            } else {
                if reason.why.is_empty() {
                    reason.why.clone_from(&reason.of);
                }
                self.reasons.push(reason);
            }
        }
        for (index, extra) in matching.extra.iter().enumerate() {
            self.others.push(Reason {
                label: shown_letter(shown, matching.pairs.len() + index)
                    .map(String::from)
                    .unwrap_or_default(),
                of: extra.text.to_string(),
                why: extra.why.as_deref().unwrap_or_default().to_owned(),
                key: false,
            });
        }
    }
}

fn plain_reason(of: &str, why: String) -> Reason {
    Reason {
        label: String::new(),
        of: of.to_owned(),
        why,
        key: of.is_empty(),
    }
}

/// Returns the key as the learner would have typed or read it.
pub fn key_text(item: &Item, shown: &Presentation) -> String {
    match &item.body {
        ItemBody::Choice(options) | ItemBody::Multiple(options) => letters(
            shown
                .order
                .iter()
                .enumerate()
                .filter(|(_, index)| options.get(**index).is_some_and(|option| option.key))
                .map(|(place, _)| letter(place)),
        ),
        ItemBody::Numeric(numeric) => shown
            .drawn
            .as_ref()
            .map(|drawn| numeric.key_text(drawn))
            .unwrap_or_default(),
        ItemBody::Text(text) => text
            .accept
            .first()
            .map(ToString::to_string)
            .unwrap_or_default(),
        ItemBody::Match(matching) => {
            pairs_text(shown, &(0..matching.pairs.len()).collect::<Vec<_>>())
        }
        ItemBody::Order(steps) => (0..steps.len())
            .filter_map(|step| shown_letter(shown, step))
            .collect(),
        ItemBody::Card(card) => {
            if shown.reversed {
                card.term.to_string()
            } else {
                card.definition.to_string()
            }
        }
    }
}

/// Returns `reading` in the letters the learner saw.
pub fn reading_text(shown: &Presentation, reading: &Reading) -> String {
    match reading {
        Reading::Options(chosen) => {
            let places = shown
                .order
                .iter()
                .enumerate()
                .filter(|(_, index)| chosen.contains(index));
            letters(places.map(|(place, _)| letter(place)))
        }
        Reading::Number(value) => crate::domain::number::write_number(*value, None),
        Reading::Text(text) => text.clone(),
        Reading::Pairs(chosen) => pairs_text(shown, chosen),
        Reading::Sequence(steps) => steps
            .iter()
            .filter_map(|step| shown_letter(shown, *step))
            .collect(),
        Reading::Recall(recall) => recall.word().to_owned(),
    }
}

fn letters(letters: impl Iterator<Item = char>) -> String {
    letters.map(String::from).collect::<Vec<_>>().join(" ")
}

fn pairs_text(shown: &Presentation, rights: &[usize]) -> String {
    let pairs = rights.iter().enumerate();
    let words: Vec<String> = pairs
        .map(|(left, right)| format!("{}{}", left + 1, shown_letter(shown, *right).unwrap_or('?')))
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests;
