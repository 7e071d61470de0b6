//! Opening the store, and making it.

use std::{
    io,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, params};

use super::{
    backup::{self, BackupReason},
    error::StoreError,
    file::{self, Found, STORE_FILE},
    hold::{self, Gate, Hold},
    log::draw_origin,
    migration::{self, MIGRATIONS, newest_version},
};
use crate::domain::{AttemptId, Timestamp};

/// What the store is to be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// Reading and writing; the store is made if there is none.
    #[default]
    ReadWrite,
    /// Reading only; nothing in the folder changes.
    ReadOnly,
}

/// What opening needs to know of the world.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The present moment, for the names of backups.
    pub now: Timestamp,
    /// Chance, from which a new store draws its origin; not to be the same for two stores.
    pub entropy: [u64; 2],
    /// Who opens, as another process would be told: "process 4711 on pts/2, since 09:14".
    pub holder: String,
    /// For what.
    pub access: Access,
}

/// The learner's data: the log of everything that happened, and tables derived from it.
///
/// Any number of processes may have a store open, read it and append to it.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    /// The store's file; empty for a store in memory.
    pub(super) path: PathBuf,
    pub(super) in_memory: bool,
    pub(super) read_only: bool,
    pub(super) created: bool,
    pub(super) identity: String,
    pub(super) entropy: [u64; 2],
    /// Tells others that this store is open.
    pub(super) registration: Option<Hold>,
}

impl Store {
    /// Opens the store in `folder`; makes folder and store if there are none and `opening` asks for writing.
    ///
    /// The time this takes does not grow with the store. [`Store::check`] and the daily backup read all of it.
    pub fn open(folder: &Path, opening: &Opening) -> Result<Self, StoreError> {
        Self::open_with(folder, opening, MIGRATIONS)
    }

    /// Opens with other steps than the program's own.
    pub(super) fn open_with(
        folder: &Path,
        opening: &Opening,
        migrations: &[&str],
    ) -> Result<Self, StoreError> {
        let path = folder.join(STORE_FILE);
        let opened = match opening.access {
            Access::ReadWrite => open_to_write(&path, opening, migrations),
            Access::ReadOnly => open_to_read(&path, opening, migrations),
        };
        opened.map_err(|fault| as_opening_fault(fault, &path))
    }

    /// Makes a store in memory, which is gone when it is dropped.
    pub fn in_memory(opening: &Opening) -> Result<Self, StoreError> {
        let mut connection = file::connect_to_memory()?;
        migration::migrate(&mut connection, MIGRATIONS)?;
        name_store(&connection, "memory", opening)?;
        Ok(Self {
            connection,
            path: PathBuf::new(),
            in_memory: true,
            read_only: false,
            created: true,
            identity: "memory".to_owned(),
            entropy: opening.entropy,
            registration: None,
        })
    }

    /// Returns the store's file; `None` for a store in memory.
    pub fn path(&self) -> Option<&Path> {
        (!self.in_memory).then_some(self.path.as_path())
    }

    /// Returns whether opening made the store.
    pub fn was_created(&self) -> bool {
        self.created
    }

    /// Returns whether the store can only be read.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Returns whether the store is kept in memory only.
    pub fn is_in_memory(&self) -> bool {
        self.in_memory
    }

    /// Takes an attempt for this process, so that no other one sits it at the same time; `holder` is what others are
    /// told. The hold ends when it is dropped or the process ends.
    pub fn hold_attempt(&self, id: &AttemptId, holder: &str) -> Result<Hold, StoreError> {
        if self.in_memory {
            return Ok(Hold::on_nothing());
        }
        if self.read_only {
            return Err(StoreError::ReadOnly);
        }
        hold::hold_attempt(&self.path, id.as_str(), holder)?.map_err(|holder| StoreError::Held {
            attempt: id.clone(),
            holder,
        })
    }

    /// Reads with `ask`, with what the database says put into the learner's words.
    pub(super) fn read<T>(
        &self,
        ask: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        ask(&self.connection).map_err(|fault| self.explain(fault))
    }

    /// Returns `fault` with what the database says put into the learner's words.
    pub(super) fn explain(&self, fault: StoreError) -> StoreError {
        fault.explained(&self.path, self.registration.as_ref())
    }
}

fn open_to_write(path: &Path, opening: &Opening, migrations: &[&str]) -> Result<Store, StoreError> {
    let newest = newest_version(migrations);
    // Before anything is made in the folder: a newer store, and another program's file, stay as they are.
    let mut found = file::look_at(path, newest)?;
    file::make_folder(path.parent().unwrap_or(path))?;
    let mut created = false;
    let gate = if found == (Found::Store { version: newest }) {
        Gate::together(path)?
    } else {
        let gate = Gate::alone(path)?;
        // Another process may have been faster.
        found = file::look_at(path, newest)?;
        match found {
            Found::Nothing => {
                create(path, opening, migrations)?;
                created = true;
            }
            Found::Store { version } if version < newest => {
                hold::insist_on_nobody_inside(&gate, path)?;
                upgrade(path, opening, migrations)?;
            }
            Found::Store { .. } => {}
        }
        gate
    };
    let registration = hold::register(path, opening.entropy[1], &opening.holder)?;
    gate.leave();
    let connection = file::connect(path)?;
    look_closer(&connection, path, newest)?;
    Ok(Store {
        connection,
        path: path.to_owned(),
        in_memory: false,
        read_only: false,
        created,
        identity: file::identity(path)?,
        entropy: opening.entropy,
        registration: Some(registration),
    })
}

fn open_to_read(path: &Path, opening: &Opening, migrations: &[&str]) -> Result<Store, StoreError> {
    let newest = newest_version(migrations);
    match file::look_at(path, newest)? {
        Found::Nothing => {
            return Err(StoreError::Missing(
                path.parent().unwrap_or(path).to_owned(),
            ));
        }
        Found::Store { .. } => {}
    }
    let mut connection = file::connect_to_read(path)?;
    let present = look_closer(&connection, path, newest)?;
    if present < newest {
        // An older store is brought to the present format in memory.
        let mut copy = file::connect_to_memory()?;
        backup::copy(&connection, &mut copy)?;
        migration::migrate(&mut copy, migrations)?;
        connection = copy;
    }
    Ok(Store {
        connection,
        path: path.to_owned(),
        in_memory: false,
        read_only: true,
        created: false,
        identity: String::new(),
        entropy: opening.entropy,
        registration: None,
    })
}

/// Makes a store beside `path` and then gives it its name, so that nobody ever sees half of one.
fn create(path: &Path, opening: &Opening, migrations: &[&str]) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(path);
    let draft = tempfile::Builder::new()
        .prefix(".preceptor-new-")
        .tempfile_in(folder)
        .map_err(|fault| StoreError::io(folder, fault))?;
    let mut connection = file::connect(draft.path())?;
    migration::migrate(&mut connection, migrations)?;
    name_store(&connection, &file::identity(draft.path())?, opening)?;
    settle(&connection)?;
    close(connection)?;
    draft
        .persist(path)
        .map_err(|fault| StoreError::io(path, fault.error))?;
    file::sync_folder(path)
}

/// Says which store this is.
fn name_store(connection: &Connection, identity: &str, opening: &Opening) -> rusqlite::Result<()> {
    connection.execute(
        "insert into this_store (one, origin, identity, created) values (1, ?1, ?2, ?3)",
        params![
            draw_origin(identity, opening.entropy),
            identity,
            opening.now.milliseconds(),
        ],
    )?;
    Ok(())
}

/// Leads an older store to the present format, after a backup.
fn upgrade(path: &Path, opening: &Opening, migrations: &[&str]) -> Result<(), StoreError> {
    let mut connection = file::connect(path)?;
    backup::write(&connection, path, opening.now, BackupReason::Migration)?;
    migration::migrate(&mut connection, migrations)?;
    settle(&connection)?;
    close(connection)
}

/// Moves everything into the file itself, so that its first page tells the format.
pub(super) fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))
}

/// Closes the connection, with what that may meet.
pub(super) fn close(connection: Connection) -> Result<(), StoreError> {
    connection.close().map_err(|(_, fault)| fault.into())
}

/// Reads what every use of a store needs, which finds a damaged head and a newer format that only the write-ahead
/// log tells of.
fn look_closer(connection: &Connection, path: &Path, newest: u32) -> Result<u32, StoreError> {
    let present = migration::version(connection)?;
    if present > newest {
        // Closing must not move pages of a store that this program does not know.
        connection.set_db_config(
            rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE,
            true,
        )?;
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found: present,
            known: newest,
        });
    }
    let origin: String =
        connection.query_row("select origin from this_store", [], |row| row.get(0))?;
    super::log::head(connection, &origin)?;
    connection.query_row("select max(tick) from events", [], |_| Ok(()))?;
    connection.query_row("select max(tick) from attempts", [], |_| Ok(()))?;
    Ok(present)
}

/// Returns what a fault means while opening: there every question is one that a sound store can answer.
fn as_opening_fault(fault: StoreError, path: &Path) -> StoreError {
    match fault.explained(path, None) {
        StoreError::Database(cause) => StoreError::Damaged {
            path: path.to_owned(),
            detail: cause.to_string(),
            newest_backup: backup::newest_backup(path),
        },
        StoreError::Io { source, .. }
            if source.kind() == io::ErrorKind::PermissionDenied
                || source.kind() == io::ErrorKind::ReadOnlyFilesystem
                || source.kind() == io::ErrorKind::NotADirectory =>
        {
            StoreError::Folder {
                path: path.parent().unwrap_or(path).to_owned(),
                source,
            }
        }
        other => other,
    }
}
