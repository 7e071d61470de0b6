//! The store's file before the database touches it, and connections to it.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    os::unix::{
        ffi::OsStrExt as _,
        fs::{DirBuilderExt as _, MetadataExt as _},
    },
    path::{Path, PathBuf},
    time::{Duration, UNIX_EPOCH},
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use super::{backup::newest_backup, error::StoreError};

/// Name of the store's file in the data folder.
pub const STORE_FILE: &str = "preceptor.sqlite3";
/// Tells a store from other databases: "PRCP".
pub(super) const APPLICATION_ID: u32 = 0x5052_4350;
/// How long a write waits for another process.
const PATIENCE: Duration = Duration::from_secs(5);

const HEADER_LENGTH: usize = 100;
const MAGIC: &[u8] = b"SQLite format 3\0";

/// What stands where the store's file should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing, or a file without a byte.
    Nothing,
    /// A store of this format.
    Store {
        /// Its format.
        version: u32,
    },
}

/// Looks at the file at `path` without changing anything in its folder.
pub(super) fn look_at(path: &Path, newest_known: u32) -> Result<Found, StoreError> {
    let damaged = |detail: &str| StoreError::Damaged {
        path: path.to_owned(),
        detail: detail.to_owned(),
        newest_backup: newest_backup(path),
    };
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(fault) => return Err(StoreError::io(path, fault)),
    };
    let mut header = Vec::with_capacity(HEADER_LENGTH);
    file.by_ref()
        .take(HEADER_LENGTH as u64)
        .read_to_end(&mut header)
        .map_err(|fault| StoreError::io(path, fault))?;
    if header.is_empty() {
        return if newest_backup(path).is_some() {
            Err(damaged("the file is empty"))
        } else {
            Ok(Found::Nothing)
        };
    }
    if header.len() < HEADER_LENGTH || !header.starts_with(MAGIC) {
        return Err(damaged("it does not begin as a database does"));
    }
    let number = |at: usize| {
        u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
    };
    if number(68) != APPLICATION_ID {
        return Err(StoreError::NotOurs(path.to_owned()));
    }
    let version = number(60);
    if version > newest_known {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found: version,
            known: newest_known,
        });
    }
    Ok(Found::Store { version })
}

/// Returns the path of the file that the database keeps beside `path` under `suffix`.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Returns what tells the file at `path` from a copy of it, and stays when it is renamed.
pub(super) fn identity(path: &Path) -> Result<String, StoreError> {
    let metadata = fs::metadata(path).map_err(|fault| StoreError::io(path, fault))?;
    let born = metadata
        .created()
        .ok()
        .and_then(|born| born.duration_since(UNIX_EPOCH).ok())
        .map_or(0, |since| since.as_nanos());
    Ok(format!("{}-{born}", metadata.ino()))
}

/// Makes the data folder, for its owner only.
pub(super) fn make_folder(folder: &Path) -> Result<(), StoreError> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|source| StoreError::Folder {
            path: folder.to_owned(),
            source,
        })
}

/// Makes what was renamed or made in the folder of `path` last through a power cut.
pub(super) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|fault| StoreError::io(folder, fault))
}

/// Opens an existing database for reading and writing.
pub(super) fn connect(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    prepare(&connection)?;
    let _: String = connection.query_row("pragma journal_mode = wal", [], |row| row.get(0))?;
    connection.pragma_update(None, "synchronous", "full")?;
    Ok(connection)
}

/// Opens an existing database for reading; on a medium that cannot be written, without its locks.
pub(super) fn connect_to_read(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let attempt = Connection::open_with_flags(path, flags).and_then(|connection| {
        prepare(&connection)?;
        connection.query_row("select count(*) from sqlite_schema", [], |_| Ok(()))?;
        Ok(connection)
    });
    match attempt {
        Ok(connection) => Ok(connection),
        Err(fault)
            if matches!(
                fault.sqlite_error_code(),
                Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::ReadOnly)
            ) =>
        {
            let connection = Connection::open_with_flags(
                immutable_uri(path),
                flags | OpenFlags::SQLITE_OPEN_URI,
            )?;
            prepare(&connection)?;
            Ok(connection)
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Opens a database of its own in memory.
pub(super) fn connect_to_memory() -> Result<Connection, StoreError> {
    let connection = Connection::open_in_memory()?;
    prepare(&connection)?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(64);
    connection.busy_timeout(PATIENCE)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // So that `insert or replace` into the log meets the trigger against removing, too.
    connection.pragma_update(None, "recursive_triggers", true)?;
    connection.pragma_update(None, "cell_size_check", true)
}

pub(super) fn immutable_uri(path: &Path) -> String {
    use std::fmt::Write as _;
    let mut uri = "file:".to_owned();
    for byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri.push_str("?immutable=1");
    uri
}
