//! Events as JSON: the shapes in the log and in exported logs.
//!
//! The shape of a kind is frozen once released, and reading is strict: a new field is a new kind, so that an older
//! program keeps what it does not know instead of misreading it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    attempt_json::{AnswerJson, HashesJson, PlanJson, Real},
    exam_json::TermsJson,
};
use crate::domain::{CredentialId, EventBody, ItemId, TaskId, event::Goal};

const ATTEMPT_STARTED: &str = "attempt_started";
const ANSWERED: &str = "answered";
const SKIPPED: &str = "skipped";
const HINT_SHOWN: &str = "hint_shown";
const ATTEMPT_PAUSED: &str = "attempt_paused";
const ATTEMPT_FINISHED: &str = "attempt_finished";
const EXAM_SET: &str = "exam_set";
const VISITED: &str = "visited";
const MARKED: &str = "marked";
const STRUCK: &str = "struck";
const SECTION_CLOSED: &str = "section_closed";
const SECTION_OPENED: &str = "section_opened";
const CLOCK_JUMPED: &str = "clock_jumped";
const TIME_UP: &str = "time_up";
const FLAGGED: &str = "flagged";
const NOTED: &str = "noted";
const DISPUTED: &str = "disputed";
const GOAL_SET: &str = "goal_set";
const GOAL_CLEARED: &str = "goal_cleared";

/// Why a body is none.
pub(super) type BodyFault = String;

/// Returns the word that names the kind of `body` in the log.
pub(super) fn kind_word(body: &EventBody) -> &'static str {
    match body {
        EventBody::AttemptStarted(_) => ATTEMPT_STARTED,
        EventBody::Answered(_) => ANSWERED,
        EventBody::Skipped { .. } => SKIPPED,
        EventBody::HintShown { .. } => HINT_SHOWN,
        EventBody::AttemptPaused => ATTEMPT_PAUSED,
        EventBody::AttemptFinished { .. } => ATTEMPT_FINISHED,
        EventBody::ExamSet(_) => EXAM_SET,
        EventBody::Visited { .. } => VISITED,
        EventBody::Marked { .. } => MARKED,
        EventBody::Struck { .. } => STRUCK,
        EventBody::SectionClosed { .. } => SECTION_CLOSED,
        EventBody::SectionOpened { .. } => SECTION_OPENED,
        EventBody::ClockJumped { .. } => CLOCK_JUMPED,
        EventBody::TimeUp => TIME_UP,
        EventBody::Flagged { .. } => FLAGGED,
        EventBody::Noted { .. } => NOTED,
        EventBody::Disputed { .. } => DISPUTED,
        EventBody::GoalSet(_) => GOAL_SET,
        EventBody::GoalCleared { .. } => GOAL_CLEARED,
    }
}

/// Returns the item that `body` speaks of, if it is one.
pub(super) fn item_of(body: &EventBody) -> Option<&ItemId> {
    match body {
        EventBody::Answered(answer) => Some(&answer.item),
        EventBody::Flagged { item, .. }
        | EventBody::Noted { item, .. }
        | EventBody::Disputed { item, .. } => Some(item),
        EventBody::AttemptStarted(_)
        | EventBody::Skipped { .. }
        | EventBody::HintShown { .. }
        | EventBody::AttemptPaused
        | EventBody::AttemptFinished { .. }
        | EventBody::ExamSet(_)
        | EventBody::Visited { .. }
        | EventBody::Marked { .. }
        | EventBody::Struck { .. }
        | EventBody::SectionClosed { .. }
        | EventBody::SectionOpened { .. }
        | EventBody::ClockJumped { .. }
        | EventBody::TimeUp
        | EventBody::GoalSet(_)
        | EventBody::GoalCleared { .. } => None,
    }
}

/// Returns `body` as one line of JSON.
pub(super) fn write_body(body: &EventBody) -> String {
    match body {
        EventBody::AttemptStarted(plan) => write(&PlanJson::from_plan(plan)),
        EventBody::Answered(answer) => write(&AnswerJson::from_answer(answer)),
        EventBody::Skipped { position }
        | EventBody::HintShown { position }
        | EventBody::Visited { position } => write(&PositionJson {
            position: *position,
        }),
        EventBody::AttemptPaused | EventBody::TimeUp => write(&NothingJson {}),
        EventBody::ExamSet(terms) => write(&TermsJson::from_terms(terms)),
        EventBody::Marked { position, on } => write(&MarkJson {
            position: *position,
            on: *on,
        }),
        EventBody::Struck {
            position,
            option,
            on,
        } => write(&StrikeJson {
            position: *position,
            option: *option,
            on: *on,
        }),
        EventBody::SectionClosed { section } | EventBody::SectionOpened { section } => {
            write(&SectionJson { section: *section })
        }
        EventBody::ClockJumped { milliseconds } => write(&JumpJson {
            milliseconds: *milliseconds,
        }),
        EventBody::AttemptFinished { given_up } => write(&FinishedJson {
            given_up: *given_up,
        }),
        EventBody::Flagged { item, on } => write(&FlagJson {
            item: item.as_str().to_owned(),
            on: *on,
        }),
        EventBody::Noted { item, text } => write(&NoteJson {
            item: item.as_str().to_owned(),
            text: text.clone(),
        }),
        EventBody::Disputed {
            item,
            hashes,
            reason,
        } => write(&DisputeJson {
            item: item.as_str().to_owned(),
            hashes: hashes.as_ref().map(HashesJson::from_hashes),
            reason: reason.clone(),
        }),
        EventBody::GoalSet(goal) => write(&GoalJson {
            credential: goal.credential.as_str().to_owned(),
            exam: goal.exam.map(|exam| exam.to_string()),
            minutes: goal.minutes,
            target: goal.target.map(Real),
        }),
        EventBody::GoalCleared { credential } => write(&CredentialJson {
            credential: credential.as_str().to_owned(),
        }),
    }
}

/// Returns the body that `json` tells of; `None` when `kind` is not known to this program.
pub(super) fn read_body(kind: &str, json: &str) -> Result<Option<EventBody>, BodyFault> {
    if !json.starts_with('{') {
        // Serde would also read a shape from a bare list of its fields.
        return Err("it is not a JSON object".to_owned());
    }
    let body = match kind {
        ATTEMPT_STARTED => EventBody::AttemptStarted(read::<PlanJson>(json)?.into_plan()?),
        ANSWERED => EventBody::Answered(Box::new(read::<AnswerJson>(json)?.into_answer()?)),
        SKIPPED => EventBody::Skipped {
            position: read::<PositionJson>(json)?.position,
        },
        HINT_SHOWN => EventBody::HintShown {
            position: read::<PositionJson>(json)?.position,
        },
        ATTEMPT_PAUSED => {
            read::<NothingJson>(json)?;
            EventBody::AttemptPaused
        }
        ATTEMPT_FINISHED => EventBody::AttemptFinished {
            given_up: read::<FinishedJson>(json)?.given_up,
        },
        EXAM_SET => EventBody::ExamSet(Box::new(read::<TermsJson>(json)?.into_terms()?)),
        VISITED => EventBody::Visited {
            position: read::<PositionJson>(json)?.position,
        },
        MARKED => {
            let MarkJson { position, on } = read(json)?;
            EventBody::Marked { position, on }
        }
        STRUCK => {
            let StrikeJson {
                position,
                option,
                on,
            } = read(json)?;
            EventBody::Struck {
                position,
                option,
                on,
            }
        }
        SECTION_CLOSED => EventBody::SectionClosed {
            section: read::<SectionJson>(json)?.section,
        },
        SECTION_OPENED => EventBody::SectionOpened {
            section: read::<SectionJson>(json)?.section,
        },
        CLOCK_JUMPED => EventBody::ClockJumped {
            milliseconds: read::<JumpJson>(json)?.milliseconds,
        },
        TIME_UP => {
            read::<NothingJson>(json)?;
            EventBody::TimeUp
        }
        FLAGGED => {
            let flag = read::<FlagJson>(json)?;
            EventBody::Flagged {
                item: ItemId::new(&flag.item),
                on: flag.on,
            }
        }
        NOTED => {
            let note = read::<NoteJson>(json)?;
            EventBody::Noted {
                item: ItemId::new(&note.item),
                text: note.text,
            }
        }
        DISPUTED => {
            let dispute = read::<DisputeJson>(json)?;
            EventBody::Disputed {
                item: ItemId::new(&dispute.item),
                hashes: dispute.hashes.map(HashesJson::into_hashes).transpose()?,
                reason: dispute.reason,
            }
        }
        GOAL_SET => {
            let goal = read::<GoalJson>(json)?;
            EventBody::GoalSet(Goal {
                credential: CredentialId::new(&goal.credential),
                exam: goal.exam.as_deref().map(read_date).transpose()?,
                minutes: goal.minutes,
                target: goal.target.map(|target| target.0),
            })
        }
        GOAL_CLEARED => EventBody::GoalCleared {
            credential: CredentialId::new(&read::<CredentialJson>(json)?.credential),
        },
        _ => return Ok(None),
    };
    Ok(Some(body))
}

/// Returns whether events of `kind` belong to an attempt.
pub(super) fn belongs_to_attempt(body: &EventBody) -> bool {
    match body {
        EventBody::AttemptStarted(_)
        | EventBody::Answered(_)
        | EventBody::Skipped { .. }
        | EventBody::HintShown { .. }
        | EventBody::AttemptPaused
        | EventBody::AttemptFinished { .. }
        | EventBody::ExamSet(_)
        | EventBody::Visited { .. }
        | EventBody::Marked { .. }
        | EventBody::Struck { .. }
        | EventBody::SectionClosed { .. }
        | EventBody::SectionOpened { .. }
        | EventBody::ClockJumped { .. }
        | EventBody::TimeUp => true,
        EventBody::Flagged { .. }
        | EventBody::Noted { .. }
        | EventBody::Disputed { .. }
        | EventBody::GoalSet(_)
        | EventBody::GoalCleared { .. } => false,
    }
}

/// Returns the date that `text` spells as year, month and day.
pub(super) fn read_date(text: &str) -> Result<Date, BodyFault> {
    text.parse()
        .map_err(|_| format!("`{text}` is not a date such as 2027-03-15"))
}

fn write(shape: &impl Serialize) -> String {
    serde_json::to_string(shape)
        .expect("these shapes hold text keys and no fallible parts, so JSON can always be written")
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, BodyFault> {
    serde_json::from_str(json).map_err(|fault| fault.to_string())
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NothingJson {}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PositionJson {
    position: usize,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MarkJson {
    position: usize,
    on: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StrikeJson {
    position: usize,
    option: usize,
    on: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionJson {
    section: usize,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct JumpJson {
    milliseconds: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FinishedJson {
    given_up: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FlagJson {
    item: String,
    on: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoteJson {
    item: String,
    text: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DisputeJson {
    item: String,
    hashes: Option<HashesJson>,
    reason: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct GoalJson {
    credential: String,
    exam: Option<String>,
    minutes: Option<u32>,
    target: Option<Real>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CredentialJson {
    credential: String,
}

/// Returns `tasks` as one text for a derived row.
pub(super) fn write_tasks(tasks: &[TaskId]) -> String {
    write(&tasks.iter().map(TaskId::as_str).collect::<Vec<_>>())
}

/// Returns the tasks that [`write_tasks`] wrote.
pub(super) fn read_tasks(json: &str) -> Result<Vec<TaskId>, BodyFault> {
    let tasks: Vec<String> = read(json)?;
    Ok(tasks.iter().map(|task| TaskId::new(task)).collect())
}
