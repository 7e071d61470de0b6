//! The one place of this floor that opens files: paths become source files.

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use thiserror::Error;

use super::code;
use crate::diag::{Diagnostic, SourceFile};

/// Largest file in bytes.
pub const LARGEST_FILE: u64 = 64 << 20;

/// Why a path gave no file to read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LoadFailure {
    /// Nothing is there.
    #[error("`{}` does not exist", path.display())]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// It cannot be read.
    #[error("`{}` cannot be read", path.display())]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// It is a device, a pipe or a socket.
    #[error("`{}` is neither a file nor a folder", path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// A folder without a bank in it.
    #[error("the folder `{}` holds no `.toml` file", path.display())]
    NoBanks {
        /// The path.
        path: PathBuf,
    },
}

impl LoadFailure {
    fn of(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        if source.kind() == io::ErrorKind::NotFound {
            Self::Missing { path }
        } else {
            Self::Unreadable { path, source }
        }
    }

    /// Returns the path it is about.
    pub fn path(&self) -> &Path {
        match self {
            Self::Missing { path }
            | Self::Unreadable { path, .. }
            | Self::NotAFile { path }
            | Self::NoBanks { path } => path,
        }
    }
}

/// A file that was found.
#[derive(Debug)]
pub(super) struct Found {
    /// The path as it is shown.
    pub(super) shown: PathBuf,
    /// The path without links, by which two ways to one file are known as one.
    pub(super) real: PathBuf,
}

/// Returns the files at `paths`, folders read recursively and sorted, each file once.
pub(super) fn find_files(paths: &[PathBuf], failures: &mut Vec<LoadFailure>) -> Vec<Found> {
    let mut search = Search {
        files: Vec::new(),
        seen: BTreeSet::new(),
        failures,
    };
    for path in paths {
        let before = search.files.len() + search.failures.len();
        let is_folder = search.path(path, true);
        if is_folder
            && before == search.files.len() + search.failures.len()
            && !search.seen_in(path)
        {
            let path = path.clone();
            search.failures.push(LoadFailure::NoBanks { path });
        }
    }
    search.files
}

struct Search<'a> {
    files: Vec<Found>,
    /// Real paths of files and folders already visited, so that links cannot lead in a circle.
    seen: BTreeSet<PathBuf>,
    failures: &'a mut Vec<LoadFailure>,
}

impl Search<'_> {
    /// Adds what is at `path`. Returns whether it is a folder.
    fn path(&mut self, path: &Path, is_given: bool) -> bool {
        let real = match fs::canonicalize(path) {
            Ok(real) => real,
            Err(error) => {
                self.failures.push(LoadFailure::of(path, error));
                return false;
            }
        };
        let metadata = match fs::metadata(&real) {
            Ok(metadata) => metadata,
            Err(error) => {
                self.failures.push(LoadFailure::of(path, error));
                return false;
            }
        };
        if metadata.is_dir() {
            if self.seen.insert(real) {
                self.folder(path);
            }
            return true;
        }
        if !is_given && path.extension() != Some(OsStr::new("toml")) {
            return false;
        }
        if !metadata.is_file() {
            let path = path.to_owned();
            self.failures.push(LoadFailure::NotAFile { path });
        } else if self.seen.insert(real.clone()) {
            self.files.push(Found {
                shown: path.to_owned(),
                real,
            });
        }
        false
    }

    fn folder(&mut self, folder: &Path) {
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                self.failures.push(LoadFailure::of(folder, error));
                return;
            }
        };
        let mut paths: Vec<PathBuf> = entries
            .into_iter()
            .filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."))
            // A link that leads nowhere is of no concern unless it was to be a bank.
            .filter(|entry| {
                entry.path().extension() == Some(OsStr::new("toml")) || entry.path().is_dir()
            })
            .map(|entry| entry.path())
            .collect();
        paths.sort();
        for path in paths {
            self.path(&path, false);
        }
    }

    /// Whether files below `folder` were found on another way.
    fn seen_in(&self, folder: &Path) -> bool {
        fs::canonicalize(folder)
            .is_ok_and(|real| self.files.iter().any(|file| file.real.starts_with(&real)))
    }
}

/// Reads the file at `path`. The outer error is the world's, the inner one a fault of the file.
pub(super) fn read_file(
    path: &Path,
) -> Result<Result<Arc<SourceFile>, Box<Diagnostic>>, LoadFailure> {
    let failure = |error| LoadFailure::of(path, error);
    let shown = path.to_string_lossy();
    let file = File::open(path).map_err(failure)?;
    let length = file.metadata().map_err(failure)?.len();
    if length > LARGEST_FILE {
        return Ok(Err(too_large(&shown)));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    file.take(LARGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(failure)?;
    Ok(source_from_bytes(&shown, bytes))
}

fn too_large(shown: &str) -> Box<Diagnostic> {
    let file = Arc::new(SourceFile::new(shown, ""));
    let message = format!("the file is larger than {} MiB", LARGEST_FILE >> 20);
    let error = Diagnostic::error(&code::TOO_LARGE, &file, 0..0, message);
    Box::new(error.with_help("split it into several banks"))
}

/// Returns `bytes` as a source file shown as `path`, or the fault that they are no text that could be a bank.
pub fn source_from_bytes(path: &str, bytes: Vec<u8>) -> Result<Arc<SourceFile>, Box<Diagnostic>> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(too_large(path));
    }
    let is_utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let null = bytes.iter().position(|byte| *byte == 0);
    if is_utf16 || null.is_some_and(|at| at < 2) {
        let file = Arc::new(SourceFile::new(path, ""));
        let error = Diagnostic::error(&code::NOT_TEXT, &file, 0..0, "the file is UTF-16");
        return Err(Box::new(error.with_help("save it again as UTF-8")));
    }
    let (bad, code, message, help) = match (std::str::from_utf8(&bytes), null) {
        (Ok(_), None) => {
            let text = String::from_utf8(bytes).expect("checked by the line above");
            return Ok(Arc::new(SourceFile::new(path, text)));
        }
        (Err(error), None) => {
            let at = error.valid_up_to();
            let message = format!("byte {} of the file is not UTF-8", at + 1);
            (at, &code::NOT_UTF8, message, "save the file again as UTF-8")
        }
        (_, Some(at)) => {
            let message = format!("byte {} of the file is 0, which no text has", at + 1);
            let at = std::str::from_utf8(&bytes)
                .map_or_else(|error| error.valid_up_to().min(at), |_| at);
            (at, &code::NOT_TEXT, message, "is it a bank at all?")
        }
    };
    // The text up to the bad line's end is enough to show the place.
    let end = bytes[bad..]
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(bytes.len(), |line| bad + line);
    let end = end.min(bad + 200);
    let text = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let file = Arc::new(SourceFile::new(path, text));
    let error = Diagnostic::error(code, &file, bad..bad + 1, message);
    Err(Box::new(error.with_help(help)))
}

/// Bank files that were read as they stand.
#[derive(Debug, Default)]
pub struct BankFiles {
    /// The files with their paths.
    pub files: Vec<(PathBuf, Arc<SourceFile>)>,
    /// Files that are no text.
    pub faults: Vec<Diagnostic>,
    /// Paths that gave no file.
    pub failures: Vec<LoadFailure>,
}

/// Returns the bank files at `paths`, folders read recursively, without looking into them; packs and the profession are
/// left out.
pub fn read_bank_files(paths: &[PathBuf]) -> BankFiles {
    let mut read = BankFiles::default();
    for found in find_files(paths, &mut read.failures) {
        let name = found.real.file_name().and_then(OsStr::to_str);
        if matches!(name, Some("credential.toml" | "profession.toml")) {
            continue;
        }
        match read_file(&found.shown) {
            Ok(Ok(file)) => read.files.push((found.shown, file)),
            Ok(Err(fault)) => read.faults.push(*fault),
            Err(failure) => read.failures.push(failure),
        }
    }
    read
}

/// Returns the real path of `path`, if something is there.
pub(super) fn real_path(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}
