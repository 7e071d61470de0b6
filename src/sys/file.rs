//! Files that appear whole or not at all, and reads that end.

use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use nix::fcntl::OFlag;
use tempfile::NamedTempFile;
use thiserror::Error;

/// A failure of a file or folder; every case names its path.
#[derive(Debug, Error)]
pub enum FileError {
    /// Nothing is there.
    #[error("no file `{}`", path.display())]
    Missing {
        /// The path asked for.
        path: PathBuf,
    },
    /// A folder, a device or a pipe is there.
    #[error("`{}` is not a file", path.display())]
    NotAFile {
        /// The path asked for.
        path: PathBuf,
    },
    /// The file is larger than any of its kind may be.
    #[error("`{}` is larger than {limit} bytes", path.display())]
    TooLarge {
        /// The path asked for.
        path: PathBuf,
        /// The most bytes that are read.
        limit: u64,
    },
    /// Something is there already.
    #[error("`{}` is there already", path.display())]
    Exists {
        /// The path asked for.
        path: PathBuf,
    },
    /// The file could not be read.
    #[error("could not read `{}`", path.display())]
    Read {
        /// The path asked for.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file could not be written.
    #[error("could not write `{}`", path.display())]
    Write {
        /// The path asked for.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The folder could not be made.
    #[error("could not make the folder `{}`", path.display())]
    MakeFolder {
        /// The path asked for.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Reads the whole file at `path`, which must be a regular file of at most `limit` bytes.
pub fn read_bounded(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let failed = |source: io::Error| match source.kind() {
        ErrorKind::NotFound => FileError::Missing {
            path: path.to_owned(),
        },
        _ => FileError::Read {
            path: path.to_owned(),
            source,
        },
    };
    // A named pipe without a writer would hold a blocking open for ever.
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(OFlag::O_NONBLOCK.bits())
        .open(path)
        .map_err(failed)?;
    let facts = file.metadata().map_err(failed)?;
    if !facts.is_file() {
        return Err(FileError::NotAFile {
            path: path.to_owned(),
        });
    }
    let too_large = || FileError::TooLarge {
        path: path.to_owned(),
        limit,
    };
    if facts.len() > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(facts.len()).unwrap_or(0));
    // The file may grow while it is read, and files of `/proc` have no length.
    let read = file
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if u64::try_from(read).is_ok_and(|read| read <= limit) {
        Ok(bytes)
    } else {
        Err(too_large())
    }
}

/// Replaces the file at `path` by `bytes`: after a crash it holds the old bytes or the new ones, never a part. A
/// symbolic link stays one, and an existing file keeps its permissions.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let failed = |source| FileError::Write {
        path: path.to_owned(),
        source,
    };
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let permissions = match target.metadata() {
        Ok(facts) if !facts.is_file() => {
            return Err(FileError::NotAFile {
                path: path.to_owned(),
            });
        }
        Ok(facts) => Some(facts.permissions()),
        Err(_) => None,
    };
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let draft = draft_in(folder, bytes, permissions).map_err(failed)?;
    draft
        .persist(&target)
        .map_err(|error| failed(error.error))?;
    sync_folder(folder);
    Ok(())
}

/// Writes a file at `path` that is not there yet, whole or not at all. What is there, be it a link to nothing, stays.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let failed = |source: io::Error| {
        let path = path.to_owned();
        if source.kind() == ErrorKind::AlreadyExists {
            FileError::Exists { path }
        } else {
            FileError::Write { path, source }
        }
    };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let draft = draft_in(folder, bytes, None).map_err(failed)?;
    draft
        .persist_noclobber(path)
        .map_err(|error| failed(error.error))?;
    sync_folder(folder);
    Ok(())
}

/// Writes `bytes` to a file in `folder` that goes away unless it is given a name.
fn draft_in(
    folder: &Path,
    bytes: &[u8],
    permissions: Option<Permissions>,
) -> io::Result<NamedTempFile> {
    let mut draft = tempfile::Builder::new()
        .prefix(".preceptor-")
        .permissions(Permissions::from_mode(0o666))
        .tempfile_in(folder)?;
    draft.write_all(bytes)?;
    if let Some(permissions) = permissions {
        draft.as_file().set_permissions(permissions)?;
    }
    draft.as_file().sync_all()?;
    Ok(draft)
}

/// The new name is durable once the folder is; file systems that cannot sync a folder are not worth failing for.
fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

/// Appends `bytes` to the file at `path` in one write, making a file only its owner can read if there is none.
pub fn append_private(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .custom_flags(OFlag::O_NONBLOCK.bits())
        .open(path)
        .and_then(|mut file| file.write_all(bytes))
        .map_err(|source| FileError::Write {
            path: path.to_owned(),
            source,
        })
}

/// Makes the folder at `path` and those above it, as far as they are missing.
pub fn make_folder(path: &Path) -> Result<(), FileError> {
    make_folder_with_mode(path, 0o777)
}

/// Makes the folder at `path` and those above it, as far as they are missing, for their owner alone.
pub fn make_private_folder(path: &Path) -> Result<(), FileError> {
    make_folder_with_mode(path, 0o700)
}

fn make_folder_with_mode(path: &Path, mode: u32) -> Result<(), FileError> {
    DirBuilder::new()
        .recursive(true)
        .mode(mode)
        .create(path)
        .map_err(|source| FileError::MakeFolder {
            path: path.to_owned(),
            source,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    #[test]
    fn a_written_file_reads_back_and_leaves_no_draft() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bank.toml");
        write_atomic(&path, b"old").unwrap();
        write_atomic(&path, b"new").unwrap();
        assert_eq!(read_bounded(&path, 3).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_new_file_never_replaces_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bank.toml");
        write_new(&path, b"first").unwrap();
        let error = write_new(&path, b"second").unwrap_err();
        assert!(matches!(error, FileError::Exists { .. }), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"first");
        let link = folder.path().join("link");
        symlink("nowhere", &link).unwrap();
        assert!(write_new(&link, b"x").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn permissions_and_links_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("real");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        let link = folder.path().join("link");
        symlink("real", &link).unwrap();
        write_atomic(&link, b"new").unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"new");
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }

    #[test]
    fn a_file_past_the_limit_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("big");
        fs::write(&path, "12345").unwrap();
        assert_eq!(read_bounded(&path, 5).unwrap().len(), 5);
        let error = read_bounded(&path, 4).unwrap_err();
        assert!(matches!(error, FileError::TooLarge { limit: 4, .. }));
        // A file without a length of its own is bounded while it is read.
        let endless = read_bounded(Path::new("/proc/self/status"), 10);
        assert!(matches!(endless, Err(FileError::TooLarge { .. })));
    }

    #[test]
    fn only_regular_files_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let error = read_bounded(folder.path(), 10).unwrap_err();
        assert!(matches!(error, FileError::NotAFile { .. }), "{error}");
        let zero = read_bounded(Path::new("/dev/zero"), 10);
        assert!(matches!(zero, Err(FileError::NotAFile { .. })));

        let pipe = folder.path().join("pipe");
        nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
        assert!(matches!(
            read_bounded(&pipe, 10),
            Err(FileError::NotAFile { .. })
        ));
        let socket = folder.path().join("socket");
        let _listener = UnixListener::bind(&socket).unwrap();
        assert!(read_bounded(&socket, 10).is_err());
        assert!(write_atomic(&pipe, b"x").is_err());
    }

    #[test]
    fn errors_name_their_path() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("none.toml");
        let error = read_bounded(&missing, 10).unwrap_err();
        assert!(matches!(&error, FileError::Missing { .. }));
        assert!(error.to_string().contains("none.toml"));

        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let error = make_folder(&file.join("below")).unwrap_err();
        assert!(error.to_string().ends_with("file/below`"), "{error}");
        let error = write_atomic(&folder.path().join("no/such/file"), b"").unwrap_err();
        assert!(error.to_string().contains("no/such/file"), "{error}");
    }

    #[test]
    fn private_things_are_for_their_owner() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("a/b");
        make_private_folder(&data).unwrap();
        make_private_folder(&data).unwrap();
        let lines = data.join("lines");
        append_private(&lines, b"one\n").unwrap();
        append_private(&lines, b"two\n").unwrap();
        assert_eq!(fs::read(&lines).unwrap(), b"one\ntwo\n");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&data) & 0o077, 0);
        assert_eq!(mode(&lines) & 0o077, 0);
    }
}
