//! What one process holds while others look on: an attempt being sat, the store while it is exchanged.
//!
//! A hold is a locked file in the data folder's `locks` folder; its text names the holder. The system frees the lock
//! when the process ends, however it ends, so that no hold outlives its holder.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read as _, Write as _},
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use sha2::{Digest as _, Sha256};

use super::error::StoreError;

/// Longest text of a holder that is read back, in bytes.
const LONGEST_HOLDER: u64 = 1_000;
/// How long the gate is waited for, in steps of [`GATE_STEP`].
const GATE_STEPS: u32 = 250;
const GATE_STEP: Duration = Duration::from_millis(20);
/// How often a hold is tried whose file another process took away or looked at just then.
const MOST_TRIES: u32 = 100;

/// Something held by this process until it is dropped.
#[derive(Debug)]
pub struct Hold {
    file: Option<File>,
    path: PathBuf,
}

impl Drop for Hold {
    fn drop(&mut self) {
        if self.file.is_some() {
            // While still locked: a process that waits for this very file sees that it is gone and makes a new one.
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl Hold {
    /// Returns a hold on nothing, for a store in memory, which no other process can see.
    pub(super) fn on_nothing() -> Self {
        Self {
            file: None,
            path: PathBuf::new(),
        }
    }

    /// Takes the hold at `path`; the inner error is the present holder's text.
    fn take(path: &Path, holder: &str) -> io::Result<Result<Self, String>> {
        for _ in 0..MOST_TRIES {
            let file = OpenOptions::new()
                .create(true)
                .truncate(false)
                .read(true)
                .write(true)
                .open(path)?;
            match lock(file, path)? {
                Lock::Taken(mut file) => {
                    file.set_len(0)?;
                    // The name is a courtesy: a full disk must not keep a learner from reading.
                    let _ = file.write_all(holder.as_bytes());
                    return Ok(Ok(Self {
                        file: Some(file),
                        path: path.to_owned(),
                    }));
                }
                Lock::Gone => {}
                // Taken a moment ago and not yet named, or only looked at.
                Lock::OfOther(present) if present.is_empty() => thread::yield_now(),
                Lock::OfOther(present) => return Ok(Err(present)),
            }
        }
        Ok(Err(String::new()))
    }
}

/// What trying to lock a file came to.
#[derive(Debug)]
pub(super) enum Lock {
    /// It is locked now.
    Taken(File),
    /// Its holder took it away meanwhile: a lock on it would keep nobody out.
    Gone,
    /// Another process holds it; this is its text.
    OfOther(String),
}

/// Locks `file`, which was opened at `path`.
pub(super) fn lock(file: File, path: &Path) -> io::Result<Lock> {
    match file.try_lock() {
        Ok(()) if is_still_at(&file, path) => Ok(Lock::Taken(file)),
        Ok(()) => Ok(Lock::Gone),
        Err(TryLockError::WouldBlock) => {
            let mut text = Vec::new();
            file.take(LONGEST_HOLDER).read_to_end(&mut text)?;
            Ok(Lock::OfOther(String::from_utf8_lossy(&text).into_owned()))
        }
        Err(TryLockError::Error(fault)) => Err(fault),
    }
}

fn is_still_at(file: &File, path: &Path) -> bool {
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

fn locks_folder(store: &Path) -> PathBuf {
    store.with_file_name("locks")
}

/// Takes the hold of an attempt in the store at `store`; the inner error is the present holder's text.
pub(super) fn hold_attempt(
    store: &Path,
    attempt: &str,
    holder: &str,
) -> Result<Result<Hold, String>, StoreError> {
    let plain = attempt.len() <= 64
        && attempt
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let name = if plain {
        attempt.to_owned()
    } else {
        format!("{:.32}", super::chain::hex(&Sha256::digest(attempt)))
    };
    let path = locks_folder(store).join(format!("attempt-{name}.lock"));
    Hold::take(&path, holder).map_err(|fault| StoreError::io(&path, fault))
}

/// Says that this process has the store at `store` open, until the hold is dropped; sweeps away what killed
/// processes left.
pub(super) fn register(store: &Path, entropy: u64, holder: &str) -> Result<Hold, StoreError> {
    other_holders(store, None);
    let mut number = entropy;
    loop {
        let path = locks_folder(store).join(format!("open-{number:016x}.lock"));
        match Hold::take(&path, holder) {
            Ok(Ok(hold)) => return Ok(hold),
            Ok(Err(_)) => number = number.wrapping_add(1),
            Err(fault) => return Err(StoreError::io(&path, fault)),
        }
    }
}

/// Returns the texts of the other processes that have the store at `store` open.
pub(super) fn other_holders(store: &Path, own: Option<&Hold>) -> Vec<String> {
    if store.as_os_str().is_empty() {
        // Nobody else sees a store in memory.
        return Vec::new();
    }
    let Ok(entries) = fs::read_dir(locks_folder(store)) else {
        return Vec::new();
    };
    let mut holders = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let is_registration = path
            .file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| name.starts_with("open-"));
        if !is_registration || own.is_some_and(|own| own.path == path) {
            continue;
        }
        let Ok(file) = File::open(&path) else {
            continue;
        };
        match lock(file, &path) {
            Ok(Lock::Taken(_unlocked_after_removing)) => {
                let _ = fs::remove_file(&path);
            }
            Ok(Lock::OfOther(holder)) => holders.push(holder),
            Ok(Lock::Gone) | Err(_) => {}
        }
    }
    holders.sort();
    holders
}

/// The gate of a store: passed together by those who open it, alone by who makes, migrates or restores it.
#[derive(Debug)]
pub(super) struct Gate(File);

impl Gate {
    /// Passes the gate together with others.
    pub(super) fn together(store: &Path) -> Result<Self, StoreError> {
        Self::pass(store, File::try_lock_shared)
    }

    /// Passes the gate alone.
    pub(super) fn alone(store: &Path) -> Result<Self, StoreError> {
        Self::pass(store, File::try_lock)
    }

    fn pass(
        store: &Path,
        lock: impl Fn(&File) -> Result<(), TryLockError>,
    ) -> Result<Self, StoreError> {
        let folder = locks_folder(store);
        let unusable = |fault| StoreError::io(&folder, fault);
        fs::create_dir_all(&folder).map_err(unusable)?;
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(folder.join("gate.lock"))
            .map_err(unusable)?;
        for _ in 0..GATE_STEPS {
            match lock(&file) {
                Ok(()) => return Ok(Self(file)),
                Err(TryLockError::WouldBlock) => thread::sleep(GATE_STEP),
                Err(TryLockError::Error(fault)) => return Err(unusable(fault)),
            }
        }
        Err(StoreError::Busy {
            path: store.to_owned(),
            holders: other_holders(store, None),
        })
    }

    /// Lets go.
    pub(super) fn leave(self) {
        drop(self.0);
    }
}

/// Returns an error that names those who have the store open, if there are any. Only behind the gate is the answer good
/// for longer than a moment.
pub(super) fn insist_on_nobody_inside(_: &Gate, store: &Path) -> Result<(), StoreError> {
    let holders = other_holders(store, None);
    if holders.is_empty() {
        Ok(())
    } else {
        Err(StoreError::Busy {
            path: store.to_owned(),
            holders,
        })
    }
}
