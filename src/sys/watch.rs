//! Waiting for files to be saved.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, SystemTime},
};

use super::signal::Interrupt;

/// How long to wait between two looks.
const PAUSE: Duration = Duration::from_millis(300);

/// What tells that a file was saved: when, and how long it is.
type Stamp = (Option<SystemTime>, u64);

/// Files and folders, looked at again and again.
#[derive(Debug)]
pub struct Watch {
    paths: Vec<PathBuf>,
    stamps: BTreeMap<PathBuf, Stamp>,
}

impl Watch {
    /// Returns a watch over `paths` and the `.toml` files below those that are folders, as they are now.
    pub fn new(paths: &[PathBuf]) -> Self {
        Self {
            paths: paths.to_vec(),
            stamps: stamps(paths),
        }
    }

    /// Returns whether a file was saved, added or taken away since the last look.
    pub fn has_changed(&mut self) -> bool {
        let now = stamps(&self.paths);
        let changed = now != self.stamps;
        self.stamps = now;
        changed
    }

    /// Waits until something changes. Returns false when Ctrl-C was pressed first.
    pub fn wait(&mut self, interrupt: &Interrupt) -> bool {
        loop {
            if interrupt.take() {
                return false;
            }
            if self.has_changed() {
                return true;
            }
            thread::sleep(PAUSE);
        }
    }
}

fn stamps(paths: &[PathBuf]) -> BTreeMap<PathBuf, Stamp> {
    let mut found = BTreeMap::new();
    for path in paths {
        look(path, 0, &mut found);
    }
    found
}

/// Folders in a circle of links end at this depth.
const DEEPEST: usize = 16;

fn look(path: &Path, depth: usize, found: &mut BTreeMap<PathBuf, Stamp>) {
    // What is not there is seen when it comes.
    let Ok(facts) = fs::metadata(path) else {
        return;
    };
    if facts.is_dir() {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        for entry in entries.map(|entry| entry.path()) {
            if depth < DEEPEST
                && (entry.is_dir() || entry.extension().is_some_and(|end| end == "toml"))
            {
                look(&entry, depth + 1, found);
            }
        }
    } else {
        found.insert(path.to_owned(), (facts.modified().ok(), facts.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saved_new_and_deleted_files_are_changes() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.toml");
        fs::write(&file, "one").unwrap();
        let mut watch = Watch::new(&[folder.path().to_owned()]);
        assert!(!watch.has_changed());
        fs::write(&file, "longer").unwrap();
        assert!(watch.has_changed());
        assert!(!watch.has_changed());
        // The same length at another time.
        let later = SystemTime::UNIX_EPOCH + Duration::from_secs(9);
        fs::File::options()
            .write(true)
            .open(&file)
            .unwrap()
            .set_modified(later)
            .unwrap();
        assert!(watch.has_changed());
        fs::write(folder.path().join("b.toml"), "x").unwrap();
        assert!(watch.has_changed());
        fs::write(folder.path().join("notes.txt"), "x").unwrap();
        assert!(!watch.has_changed());
        fs::remove_file(file).unwrap();
        assert!(watch.has_changed());
    }

    #[test]
    fn an_interrupt_ends_the_wait() {
        let interrupt = Interrupt::default();
        interrupt.raise();
        assert!(!Watch::new(&[]).wait(&interrupt));
    }
}
