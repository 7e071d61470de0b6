//! Floor 0: the field's own words as values. Items of every kind, responses, grading, blueprints, events.
//!
//! Nothing here reads a file, a clock, the environment or a global random generator, and nothing here
//! knows TOML, JSON or SQL. Time comes in as [`Timestamp`], chance as [`Chance`].

pub mod attempt;
pub mod chance;
pub mod content_hash;
pub mod credential;
pub mod duration;
pub mod event;
pub mod exam;
pub mod expression;
pub mod fact;
pub mod grade;
pub mod id;
pub mod item;
pub mod number;
pub mod outline;
pub mod profession;
pub mod reading;
pub mod renewal;
#[cfg(test)]
pub(crate) mod sample;
pub mod template;
pub mod text;
pub mod time;
pub mod word;

pub use chance::Chance;
pub use event::{Event, EventBody, Feedback};
pub use grade::{Grade, grade};
pub use id::{AttemptId, BankId, CredentialId, DomainId, ItemId, TaskId};
pub use item::{Item, ItemBody, ItemKind};
pub use reading::{Misread, Reading, read_response};
pub use time::Timestamp;
