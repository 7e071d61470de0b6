//! Backups: whole copies of the store, made while it is in use, each checked before it counts.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::{civil::DateTime, tz::TimeZone};
use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};

use super::{Store, error::StoreError, file};
use crate::domain::Timestamp;

/// How many daily backups are kept; backups made for another reason are never removed.
pub const DAILY_BACKUPS: usize = 14;

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BackupReason {
    /// The first use of a day.
    Daily,
    /// A newer program was about to change the format.
    Migration,
    /// The learner asked.
    Asked,
    /// A backup took its place; this is the store as it was, sound or not.
    Replaced,
}

impl BackupReason {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Daily, Self::Migration, Self::Asked, Self::Replaced];

    /// Returns the word that names the reason in a file's name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Migration => "migration",
            Self::Asked => "asked",
            Self::Replaced => "replaced",
        }
    }

    /// Returns the reason that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}

/// A backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupFile {
    /// Where it is.
    pub path: PathBuf,
    /// When it was made.
    pub at: Timestamp,
    /// Why.
    pub reason: BackupReason,
    /// Its length.
    pub bytes: u64,
}

impl Store {
    /// Makes a backup and returns its file.
    pub fn backup(&self, now: Timestamp, reason: BackupReason) -> Result<PathBuf, StoreError> {
        if self.in_memory {
            return Err(StoreError::InMemory);
        }
        write(&self.connection, &self.path, now, reason).map_err(|fault| self.explain(fault))
    }

    /// Makes a backup at `to`, a path that no file has yet. It does not count among [`Store::backups`].
    pub fn backup_to(&self, to: &Path) -> Result<(), StoreError> {
        write_at(&self.connection, &self.path, to).map_err(|fault| self.explain(fault))
    }

    /// Makes the day's backup if there is none yet and something to keep, and removes the oldest daily ones beyond
    /// [`DAILY_BACKUPS`]. Days are those of UTC.
    ///
    /// This reads the whole store, so that damage shows within a day, before good backups are gone.
    pub fn backup_if_due(&self, now: Timestamp) -> Result<Option<PathBuf>, StoreError> {
        if self.in_memory || self.read_only {
            return Ok(None);
        }
        let made_today = list(&self.path).iter().any(|backup| {
            backup.reason == BackupReason::Daily
                && backup.at.date(&TimeZone::UTC) == now.date(&TimeZone::UTC)
        });
        let is_empty = self.read(|connection| {
            Ok(
                connection.query_row("select not exists (select 1 from events)", [], |row| {
                    row.get(0)
                })?,
            )
        })?;
        if made_today || is_empty {
            return Ok(None);
        }
        let made = self.backup(now, BackupReason::Daily)?;
        prune(&self.path)?;
        Ok(Some(made))
    }

    /// Returns the backups beside this store, newest first.
    pub fn backups(&self) -> Vec<BackupFile> {
        list(&self.path)
    }
}

/// Returns the backups beside the store in `folder`, newest first, also when the store cannot be opened.
pub fn backups_in(folder: &Path) -> Vec<BackupFile> {
    list(&folder.join(file::STORE_FILE))
}

/// Returns the newest backup beside the store at `path` that was sound when it was made.
pub(super) fn newest_backup(path: &Path) -> Option<PathBuf> {
    list(path)
        .into_iter()
        .find(|backup| backup.reason != BackupReason::Replaced)
        .map(|backup| backup.path)
}

fn folder_of(store: &Path) -> PathBuf {
    store.with_file_name("backups")
}

fn list(store: &Path) -> Vec<BackupFile> {
    if store.as_os_str().is_empty() {
        // A store in memory has nothing beside it.
        return Vec::new();
    }
    let Ok(entries) = fs::read_dir(folder_of(store)) else {
        return Vec::new();
    };
    let mut backups: Vec<BackupFile> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name();
            let (at, reason) = read_name(name.to_str()?)?;
            Some(BackupFile {
                path: entry.path(),
                at,
                reason,
                bytes: entry.metadata().ok()?.len(),
            })
        })
        .collect();
    backups.sort_by(|one, other| (other.at, &other.path).cmp(&(one.at, &one.path)));
    backups
}

fn prune(store: &Path) -> Result<(), StoreError> {
    let daily = list(store)
        .into_iter()
        .filter(|backup| backup.reason == BackupReason::Daily);
    for old in daily.skip(DAILY_BACKUPS) {
        fs::remove_file(&old.path).map_err(|fault| StoreError::io(&old.path, fault))?;
    }
    Ok(())
}

/// Returns the name of a backup: `preceptor-20261122-140501-daily.sqlite3`, in UTC; `number` tells those of one
/// second apart.
fn write_name(at: Timestamp, reason: BackupReason, number: u32) -> String {
    let moment = jiff::Timestamp::from_millisecond(at.milliseconds())
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
        .to_zoned(TimeZone::UTC);
    let suffix = if number == 1 {
        String::new()
    } else {
        format!("-{number}")
    };
    format!(
        "preceptor-{}-{}{suffix}.sqlite3",
        moment.strftime("%Y%m%d-%H%M%S"),
        reason.word()
    )
}

fn read_name(name: &str) -> Option<(Timestamp, BackupReason)> {
    let name = name.strip_prefix("preceptor-")?.strip_suffix(".sqlite3")?;
    let mut parts = name.splitn(3, '-');
    let moment = format!("{}-{}", parts.next()?, parts.next()?);
    let at = DateTime::strptime("%Y%m%d-%H%M%S", &moment)
        .ok()?
        .to_zoned(TimeZone::UTC)
        .ok()?
        .timestamp();
    let reason = parts.next()?.split('-').next()?;
    Some((
        Timestamp::from_milliseconds(at.as_millisecond()),
        BackupReason::from_word(reason)?,
    ))
}

/// Returns a path for a backup that no file has yet.
pub(super) fn free_path(
    store: &Path,
    at: Timestamp,
    reason: BackupReason,
) -> Result<PathBuf, StoreError> {
    let folder = folder_of(store);
    file::make_folder(&folder)?;
    let path = (1_u32..=u32::MAX)
        .map(|number| folder.join(write_name(at, reason, number)))
        .find(|path| !path.exists())
        .expect("no folder holds four thousand million backups of one second");
    Ok(path)
}

/// Writes a backup of `from`, the store at `store`, among its backups.
pub(super) fn write(
    from: &Connection,
    store: &Path,
    now: Timestamp,
    reason: BackupReason,
) -> Result<PathBuf, StoreError> {
    let path = free_path(store, now, reason)?;
    write_at(from, store, &path)?;
    Ok(path)
}

/// Writes a backup of `from`, the store at `store`, to `path`. It appears whole and checked, or not at all.
fn write_at(from: &Connection, store: &Path, path: &Path) -> Result<(), StoreError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let draft = tempfile::Builder::new()
        .prefix(".draft-")
        .tempfile_in(folder)
        .map_err(|fault| StoreError::io(path, fault))?;
    let mut to = Connection::open(draft.path())?;
    copy(from, &mut to)?;
    // One file that needs no other beside it.
    to.query_row("pragma journal_mode = delete", [], |_| Ok(()))?;
    let verdict: String = to.query_row("pragma quick_check(1)", [], |row| row.get(0))?;
    to.close().map_err(|(_, fault)| fault)?;
    if verdict != "ok" {
        return Err(StoreError::Damaged {
            path: store.to_owned(),
            detail: verdict,
            newest_backup: newest_backup(store),
        });
    }
    draft
        .as_file()
        .sync_all()
        .map_err(|fault| StoreError::io(path, fault))?;
    draft
        .persist_noclobber(path)
        .map_err(|fault| StoreError::io(path, fault.error))?;
    file::sync_folder(path)
}

/// Copies all of `from` into `to`, as one moment saw it.
pub(super) fn copy(from: &Connection, to: &mut Connection) -> rusqlite::Result<()> {
    match Backup::new(from, to)?.step(-1)? {
        StepResult::Done => Ok(()),
        _ => Err(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY),
            None,
        )),
    }
}
