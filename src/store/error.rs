//! What can go wrong with the store, and what the learner can do about it.

use std::{
    io,
    path::{Path, PathBuf},
};

use rusqlite::ErrorCode;

use super::{
    backup::newest_backup,
    hold::{Hold, other_holders},
    merge::MergeFault,
};
use crate::domain::AttemptId;

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The data folder cannot be made, read or written.
    #[error("the data folder `{}` cannot be used", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// There is no store, and none may be made.
    #[error("there is no store in `{}`", .0.display())]
    Missing(
        /// The folder.
        PathBuf,
    ),
    /// A newer program wrote the store; it was not touched.
    #[error("the store `{}` was written by a newer version of the program (its format is {found}, this program knows {known})", path.display())]
    Newer {
        /// The store's file.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest format this program knows.
        known: u32,
    },
    /// The file is a database of another program.
    #[error("`{}` is a database of another program", .0.display())]
    NotOurs(
        /// The file.
        PathBuf,
    ),
    /// The file is damaged.
    #[error("the store `{}` is damaged: {detail}", path.display())]
    Damaged {
        /// The store's file.
        path: PathBuf,
        /// What was found.
        detail: String,
        /// The newest backup.
        newest_backup: Option<PathBuf>,
    },
    /// An event in the log cannot be read.
    #[error("event {sequence} of `{origin}` cannot be read: {detail}")]
    BadEvent {
        /// The origin of the event.
        origin: String,
        /// Its number there.
        sequence: i64,
        /// What is wrong with it.
        detail: String,
    },
    /// A row of a derived table cannot be read.
    #[error("a row of the derived table `{table}` cannot be read: {detail}")]
    BadRow {
        /// The table.
        table: &'static str,
        /// What is wrong.
        detail: String,
    },
    /// There is no room left.
    #[error("there is no room left on the disk of `{}`", .0.display())]
    DiskFull(
        /// The store's file.
        PathBuf,
    ),
    /// Other processes were at work for too long.
    #[error("the store `{}` is in use by {}", path.display(), name_holders(holders))]
    Busy {
        /// The store's file.
        path: PathBuf,
        /// Who has it open, as far as they are known.
        holders: Vec<String>,
    },
    /// Another process sits this attempt.
    #[error(
        "attempt `{attempt}` is being taken by {}",
        name_holders(std::slice::from_ref(holder))
    )]
    Held {
        /// The attempt.
        attempt: AttemptId,
        /// Who holds it.
        holder: String,
    },
    /// The store was opened for reading only.
    #[error("the store was opened for reading only")]
    ReadOnly,
    /// The store lives in memory and has no folder.
    #[error("the store is kept in memory only")]
    InMemory,
    /// An event is longer than a line of an exported log may be.
    #[error("a `{kind}` event of {bytes} bytes is too long for the log")]
    EventTooLong {
        /// Its kind.
        kind: &'static str,
        /// Its length.
        bytes: usize,
    },
    /// A file offered as a backup is none.
    #[error("`{}` cannot be restored: {detail}", path.display())]
    BadBackup {
        /// The file.
        path: PathBuf,
        /// Why.
        detail: String,
    },
    /// A log could not be merged; the store is as it was.
    #[error("line {line} of the log cannot be merged")]
    Merge {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        #[source]
        fault: MergeFault,
    },
    /// A file or a stream failed.
    #[error("`{}` cannot be read or written", path.display())]
    Io {
        /// The file, or the folder it is in.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A log could not be written or read.
    #[error("the log could not be written or read")]
    Stream(
        /// Why.
        #[source]
        io::Error,
    ),
    /// The database failed in another way.
    #[error("the database failed")]
    Database(#[from] rusqlite::Error),
}

impl StoreError {
    /// Returns the sentence that says what to do next.
    pub fn hint(&self) -> String {
        match self {
            Self::Folder { .. } => {
                "Choose a folder that you may write with --data-dir or PRECEPTOR_DATA_DIR.".to_owned()
            }
            Self::Missing(_) => {
                "Name the data folder with --data-dir, or make it writable so that a store can be made.".to_owned()
            }
            Self::Newer { .. } => {
                "Install the newer version, or choose another folder with --data-dir; the store was not changed."
                    .to_owned()
            }
            Self::NotOurs(_) => "Choose another folder with --data-dir; the file was not changed.".to_owned(),
            Self::Damaged { newest_backup: Some(backup), .. } => format!(
                "Type `store restore {}` to go back to the newest backup; the damaged file is kept.",
                backup.display()
            ),
            Self::Damaged { newest_backup: None, .. } => {
                "There is no backup. Move the file aside to begin anew, or merge a log exported earlier with `store merge`."
                    .to_owned()
            }
            Self::BadEvent { .. } => {
                "Type `store check` to see everything that is wrong, and `store restore` to go back to a backup.".to_owned()
            }
            Self::BadRow { .. } => {
                "Type `store check --repair` to build the derived tables anew from the log.".to_owned()
            }
            Self::DiskFull(_) => {
                "Make room and try again; everything acknowledged so far is kept.".to_owned()
            }
            Self::Busy { .. } => "Close the other window, or wait until it is done, and try again.".to_owned(),
            Self::Held { .. } => "Go on there, or close it first; or begin another attempt here.".to_owned(),
            Self::ReadOnly | Self::InMemory => {
                "Choose a folder that you may write with --data-dir to keep what you do.".to_owned()
            }
            Self::EventTooLong { .. } => "Ask for fewer items, or give a shorter answer.".to_owned(),
            Self::BadBackup { .. } => "Type `store backup --list` to see the backups there are.".to_owned(),
            Self::Merge { fault, .. } => fault.hint().to_owned(),
            Self::Io { source, .. } if source.kind() == io::ErrorKind::AlreadyExists => {
                "Give a name that no file has yet.".to_owned()
            }
            Self::Io { .. } | Self::Stream(_) => "Check that the file exists and that you may use it.".to_owned(),
            Self::Database(_) => "Type `store check` to see whether the store is sound.".to_owned(),
        }
    }

    /// Returns this error with what the database said put into the learner's words.
    pub(super) fn explained(self, path: &Path, own: Option<&Hold>) -> Self {
        let Self::Database(cause) = self else {
            return self;
        };
        match cause.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged {
                path: path.to_owned(),
                detail: cause.to_string(),
                newest_backup: newest_backup(path),
            },
            Some(ErrorCode::DiskFull) => Self::DiskFull(path.to_owned()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy {
                path: path.to_owned(),
                holders: other_holders(path, own),
            },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(
                ErrorCode::CannotOpen | ErrorCode::SystemIoFailure | ErrorCode::PermissionDenied,
            ) => Self::Io {
                path: path.to_owned(),
                source: io::Error::other(cause),
            },
            _ => Self::Database(cause),
        }
    }

    /// Returns the error that an operation on `path` met.
    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        if matches!(
            source.kind(),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
        ) {
            Self::DiskFull(path.to_owned())
        } else {
            Self::Io {
                path: path.to_owned(),
                source,
            }
        }
    }
}

/// Returns the holders as one phrase.
fn name_holders(holders: &[String]) -> String {
    let known: Vec<&str> = holders
        .iter()
        .map(String::as_str)
        .filter(|holder| !holder.is_empty())
        .collect();
    if known.is_empty() {
        "another window or process".to_owned()
    } else {
        known.join("; ")
    }
}
