//! Floor 3: the store, where everything a learner did is kept. All SQL of the program is here.
//!
//! The log of events is the only truth: append-only, each event chained by hash to the one before it. Everything else
//! is derived from it ([`Store::repair`] builds it anew) in the same transaction as the event. An event is on disk
//! when [`Store::append`] returns.
//!
//! In the data folder: `preceptor.sqlite3` (with `-wal` and `-shm` beside it while in use), `backups/`, `locks/`.
//!
//! Two stores exchange their logs as JSON lines ([`Store::export`], [`Store::merge`]). Every store numbers its events
//! under an origin of its own, and a tick that is greater than all it has seen puts the events of all stores into one
//! order, whatever their clocks say; so both end with the same events and derive the same from them. A copied or
//! restored file goes on under a new origin.
//!
//! Versions: the format of the file is counted in `user_version`; an older one is led up step by step after a backup,
//! a newer one is refused untouched. Kinds of events that a newer program wrote and this one does not know stay in
//! the log. To change the format, add a step to `migrations/`; to change what an event holds, add a kind.

mod answer_row;
mod attempt_json;
mod attempt_row;
mod backup;
mod chain;
mod check;
mod derived;
mod error;
mod event_json;
mod exam_json;
mod export;
mod file;
mod hold;
mod log;
mod mark;
mod merge;
mod migration;
mod open;
mod restore;

#[cfg(test)]
mod tests;

pub use answer_row::{AnswerFilter, AnswerRow, ItemHistory};
pub use attempt_row::{AttemptFilter, AttemptRow, AttemptState};
pub use backup::{BackupFile, BackupReason, DAILY_BACKUPS, backups_in};
pub use check::{CheckReport, LogFault, LogProblem, TableDifference};
pub use derived::Rebuilt;
pub use error::StoreError;
pub use export::LOG_FORMAT;
pub use file::STORE_FILE;
pub use hold::Hold;
pub use log::LONGEST_LINE;
pub use mark::{Dispute, Note};
pub use merge::{MergeFault, Merged};
pub use open::{Access, Opening, Store};
pub use restore::Restored;
