//! What attempts plan and what learners answer, as JSON; the larger shapes of `event_json`.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::event_json::BodyFault;
use crate::domain::{
    BankId, CredentialId, DomainId, Grade, ItemId, ItemKind, Reading, TaskId,
    content_hash::{ContentHash, ItemHashes},
    event::{Answer, AttemptKind, AttemptPlan, Feedback, Place},
    item::Level,
    reading::{Presentation, Recall},
    template::Drawn,
};

fn word<T>(what: &str, text: &str, from_word: impl Fn(&str) -> Option<T>) -> Result<T, BodyFault> {
    from_word(text).ok_or_else(|| format!("`{text}` is no {what}"))
}

/// Returns the hashes that two hexadecimal texts spell.
pub(super) fn read_hashes(content: &str, key: &str) -> Result<ItemHashes, BodyFault> {
    let read =
        |text| ContentHash::from_hex(text).ok_or_else(|| format!("`{text}` is not a content hash"));
    Ok(ItemHashes {
        content: read(content)?,
        key: read(key)?,
    })
}

/// A number that may be one JSON has no numeral for; those are written as words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Real(pub(super) f64);

impl Serialize for Real {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_finite() {
            serializer.serialize_f64(self.0)
        } else {
            serializer.collect_str(&self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Real {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RealVisitor;

        impl serde::de::Visitor<'_> for RealVisitor {
            type Value = Real;

            fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
                formatter.write_str("a number")
            }

            fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Real, E> {
                Ok(Real(value))
            }

            #[expect(
                clippy::cast_precision_loss,
                reason = "a JSON numeral without a point is read as the nearest real"
            )]
            fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Real, E> {
                Ok(Real(value as f64))
            }

            #[expect(
                clippy::cast_precision_loss,
                reason = "a JSON numeral without a point is read as the nearest real"
            )]
            fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Real, E> {
                Ok(Real(value as f64))
            }

            fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Real, E> {
                match value {
                    "NaN" => Ok(Real(f64::NAN)),
                    "inf" => Ok(Real(f64::INFINITY)),
                    "-inf" => Ok(Real(f64::NEG_INFINITY)),
                    _ => Err(E::custom(format_args!("`{value}` is no number"))),
                }
            }
        }

        deserializer.deserialize_any(RealVisitor)
    }
}

/// The hashes of an item's wording.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HashesJson {
    content: String,
    key: String,
}

impl HashesJson {
    pub(super) fn from_hashes(hashes: &ItemHashes) -> Self {
        Self {
            content: hashes.content.to_string(),
            key: hashes.key.to_string(),
        }
    }

    pub(super) fn into_hashes(self) -> Result<ItemHashes, BodyFault> {
        read_hashes(&self.content, &self.key)
    }
}

/// The plan of an attempt.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanJson {
    kind: String,
    target: String,
    credential: Option<String>,
    seed: u64,
    feedback: String,
    places: Vec<PlaceJson>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceJson {
    item: String,
    bank: String,
    hashes: HashesJson,
}

impl PlanJson {
    pub(super) fn from_plan(plan: &AttemptPlan) -> Self {
        Self {
            kind: plan.kind.word().to_owned(),
            target: plan.target.clone(),
            credential: plan.credential.as_ref().map(|id| id.as_str().to_owned()),
            seed: plan.seed,
            feedback: plan.feedback.word().to_owned(),
            places: plan
                .places
                .iter()
                .map(|place| PlaceJson {
                    item: place.item.as_str().to_owned(),
                    bank: place.bank.as_str().to_owned(),
                    hashes: HashesJson::from_hashes(&place.hashes),
                })
                .collect(),
        }
    }

    pub(super) fn into_plan(self) -> Result<AttemptPlan, BodyFault> {
        Ok(AttemptPlan {
            kind: word("kind of attempt", &self.kind, AttemptKind::from_word)?,
            target: self.target,
            credential: self.credential.as_deref().map(CredentialId::new),
            seed: self.seed,
            feedback: word("kind of feedback", &self.feedback, Feedback::from_word)?,
            places: self
                .places
                .into_iter()
                .map(|place| {
                    Ok(Place {
                        item: ItemId::new(&place.item),
                        bank: BankId::new(&place.bank),
                        hashes: place.hashes.into_hashes()?,
                    })
                })
                .collect::<Result<_, BodyFault>>()?,
        })
    }
}

/// An answer.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnswerJson {
    position: usize,
    item: String,
    hashes: HashesJson,
    credential: String,
    domain: String,
    tasks: Vec<String>,
    level: Option<String>,
    kind: String,
    raw: String,
    reading: ReadingJson,
    order: Vec<usize>,
    drawn: Option<DrawnJson>,
    reversed: bool,
    right: bool,
    credit: Real,
    milliseconds: u64,
    hints: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DrawnJson {
    values: BTreeMap<String, Real>,
    exact: Real,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ReadingJson {
    Options(Vec<usize>),
    Number(Real),
    Text(String),
    Pairs(Vec<usize>),
    Sequence(Vec<usize>),
    Recall(String),
}

impl ReadingJson {
    fn from_reading(reading: &Reading) -> Self {
        match reading {
            Reading::Options(options) => Self::Options(options.clone()),
            Reading::Number(number) => Self::Number(Real(*number)),
            Reading::Text(text) => Self::Text(text.clone()),
            Reading::Pairs(pairs) => Self::Pairs(pairs.clone()),
            Reading::Sequence(steps) => Self::Sequence(steps.clone()),
            Reading::Recall(recall) => Self::Recall(recall.word().to_owned()),
        }
    }

    fn into_reading(self) -> Result<Reading, BodyFault> {
        Ok(match self {
            Self::Options(options) => Reading::Options(options),
            Self::Number(number) => Reading::Number(number.0),
            Self::Text(text) => Reading::Text(text),
            Self::Pairs(pairs) => Reading::Pairs(pairs),
            Self::Sequence(steps) => Reading::Sequence(steps),
            Self::Recall(recall) => {
                Reading::Recall(word("grade of recall", &recall, Recall::from_word)?)
            }
        })
    }
}

impl AnswerJson {
    pub(super) fn from_answer(answer: &Answer) -> Self {
        Self {
            position: answer.position,
            item: answer.item.as_str().to_owned(),
            hashes: HashesJson::from_hashes(&answer.hashes),
            credential: answer.credential.as_str().to_owned(),
            domain: answer.domain.as_str().to_owned(),
            tasks: answer
                .tasks
                .iter()
                .map(|task| task.as_str().to_owned())
                .collect(),
            level: answer.level.map(|level| level.word().to_owned()),
            kind: answer.kind.word().to_owned(),
            raw: answer.raw.clone(),
            reading: ReadingJson::from_reading(&answer.reading),
            order: answer.shown.order.clone(),
            drawn: answer.shown.drawn.as_ref().map(|drawn| DrawnJson {
                values: drawn
                    .values
                    .iter()
                    .map(|(name, value)| (name.clone(), Real(*value)))
                    .collect(),
                exact: Real(drawn.exact),
            }),
            reversed: answer.shown.reversed,
            right: answer.grade.right,
            credit: Real(answer.grade.credit),
            milliseconds: answer.milliseconds,
            hints: answer.hints,
        }
    }

    pub(super) fn into_answer(self) -> Result<Answer, BodyFault> {
        Ok(Answer {
            position: self.position,
            item: ItemId::new(&self.item),
            hashes: self.hashes.into_hashes()?,
            credential: CredentialId::new(&self.credential),
            domain: DomainId::new(&self.domain),
            tasks: self.tasks.iter().map(|task| TaskId::new(task)).collect(),
            level: self
                .level
                .as_deref()
                .map(|level| word("level", level, Level::from_word))
                .transpose()?,
            kind: word("kind of item", &self.kind, ItemKind::from_word)?,
            raw: self.raw,
            reading: self.reading.into_reading()?,
            shown: Presentation {
                order: self.order,
                drawn: self.drawn.map(|drawn| Drawn {
                    values: drawn
                        .values
                        .into_iter()
                        .map(|(name, value)| (name, value.0))
                        .collect(),
                    exact: drawn.exact.0,
                }),
                reversed: self.reversed,
            },
            grade: Grade {
                right: self.right,
                credit: self.credit.0,
            },
            milliseconds: self.milliseconds,
            hints: self.hints,
        })
    }
}
