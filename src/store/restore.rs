//! Going back to a backup.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    Opening, Store,
    backup::{self, BackupReason},
    check::CheckReport,
    error::StoreError,
    file::{self, STORE_FILE, beside},
    hold::{Gate, insist_on_nobody_inside},
    migration::{self, MIGRATIONS, newest_version},
    open::{close, settle},
};

/// What restoring did.
#[derive(Debug, Clone, PartialEq)]
pub struct Restored {
    /// Where the store that was replaced is kept.
    pub replaced: Option<PathBuf>,
    /// What a check of the restored store found.
    pub check: CheckReport,
}

impl Store {
    /// Puts the backup `from` in the place of the store in `folder`. The store that was there is kept among the
    /// backups, damaged or not. No process may have it open, this one included.
    pub fn restore(folder: &Path, from: &Path, opening: &Opening) -> Result<Restored, StoreError> {
        let path = folder.join(STORE_FILE);
        file::make_folder(folder)?;
        let gate = Gate::alone(&path)?;
        insist_on_nobody_inside(&gate, &path)?;
        let draft = draft_from(from, folder).map_err(|fault| as_backup_fault(fault, from))?;
        let connection = file::connect(draft.path())?;
        let check = super::check::check(&connection)?;
        close(connection)?;
        let replaced = put_aside(&path, opening)?;
        draft
            .persist(&path)
            .map_err(|fault| StoreError::io(&path, fault.error))?;
        file::sync_folder(&path)?;
        gate.leave();
        Ok(Restored { replaced, check })
    }
}

/// Returns a checked copy of `from` in the present format, beside the store.
fn draft_from(from: &Path, folder: &Path) -> Result<tempfile::NamedTempFile, StoreError> {
    let bad = |detail: &str| StoreError::BadBackup {
        path: from.to_owned(),
        detail: detail.to_owned(),
    };
    if file::look_at(from, newest_version(MIGRATIONS))? == file::Found::Nothing {
        return Err(bad("there is nothing in it"));
    }
    let source = file::connect_to_read(from)?;
    let verdict: String = source.query_row("pragma integrity_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(bad(&verdict));
    }
    let draft = tempfile::Builder::new()
        .prefix(".preceptor-restore-")
        .tempfile_in(folder)
        .map_err(|fault| StoreError::io(folder, fault))?;
    let mut copy = rusqlite::Connection::open(draft.path())?;
    backup::copy(&source, &mut copy)?;
    close(copy)?;
    let mut copy = file::connect(draft.path())?;
    migration::migrate(&mut copy, MIGRATIONS)?;
    settle(&copy)?;
    close(copy)?;
    Ok(draft)
}

fn as_backup_fault(fault: StoreError, from: &Path) -> StoreError {
    let detail = match fault.explained(from, None) {
        StoreError::Damaged { detail, .. } => format!("it is damaged: {detail}"),
        StoreError::Newer { found, known, .. } => format!(
            "a newer version of the program wrote it (its format is {found}, this program knows {known})"
        ),
        StoreError::NotOurs(_) => "it is a database of another program".to_owned(),
        StoreError::Database(cause) => format!("it is damaged: {cause}"),
        other => return other,
    };
    StoreError::BadBackup {
        path: from.to_owned(),
        detail,
    }
}

/// Keeps the store at `path` under another name as well, and leaves nothing beside `path` that would be read into the
/// store that takes its place.
fn put_aside(path: &Path, opening: &Opening) -> Result<Option<PathBuf>, StoreError> {
    if !path.exists() {
        return Ok(None);
    }
    if file::look_at(path, newest_version(MIGRATIONS)).is_ok() {
        // Best effort, for one file instead of two: what cannot be settled is kept with its write-ahead log below.
        if let Ok(connection) = file::connect(path) {
            let _ = settle(&connection);
            let _ = close(connection);
        }
    }
    let aside = backup::free_path(path, opening.now, BackupReason::Replaced)?;
    keep_as(path, &aside)?;
    let log = beside(path, "-wal");
    if log.exists() {
        keep_as(&log, &beside(&aside, "-wal"))?;
    }
    file::sync_folder(&aside)?;
    for leftover in [log, beside(path, "-shm")] {
        if leftover.exists() {
            fs::remove_file(&leftover).map_err(|fault| StoreError::io(&leftover, fault))?;
        }
    }
    Ok(Some(aside))
}

/// Gives the file a second name, or copies it where files cannot have two.
fn keep_as(path: &Path, other: &Path) -> Result<(), StoreError> {
    fs::hard_link(path, other)
        .or_else(|_| fs::copy(path, other).map(|_| ()))
        .map_err(|fault| StoreError::io(other, fault))
}
