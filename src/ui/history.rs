//! The commands typed before: kept in a file between runs, hidden while an answer is asked for.
//!
//! The file holds one command a line. Each is appended when it is typed, so a killed program loses none; a file grown
//! too long is cut to its newest lines at the next start. The history is a comfort, not a record: what cannot be read
//! or written is left out without a word.

use std::path::{Path, PathBuf};

use rustyline::history::{History, MemHistory, SearchDirection, SearchResult};
use rustyline::{Config, Result};

use crate::sys::clean::clean_input;
use crate::sys::file;

/// The most commands kept.
pub const MOST_ENTRIES: usize = 1_000;

/// Lines a file may hold beyond [`MOST_ENTRIES`] before it is cut.
const SLACK: usize = 250;

/// The longest command kept, in bytes.
const LONGEST_ENTRY: usize = 4 * 1024;

/// The most bytes such a file can sensibly have.
const LARGEST_FILE: u64 = 8 * 1024 * 1024;

/// The history of commands, as the line editor asks for it.
pub struct CommandHistory {
    entries: MemHistory,
    file: Option<PathBuf>,
    hidden: bool,
}

impl CommandHistory {
    /// Returns the history kept in `file`, or one that lasts as long as the program.
    pub fn open(config: &Config, file: Option<PathBuf>) -> Self {
        let mut history = Self {
            entries: MemHistory::with_config(config),
            file,
            hidden: false,
        };
        if let Some(path) = &history.file {
            for entry in load(path) {
                // Memory takes every entry; what it leaves out (a repetition) is not wanted.
                let _ = history.entries.add(&entry);
            }
        }
        history
    }

    /// Shows the history, or hides it while an answer is asked for.
    pub fn hide(&mut self, hidden: bool) {
        self.hidden = hidden;
    }

    /// Keeps `command`, unless it is empty, begins with a space, repeats the last one or is overlong.
    pub fn remember(&mut self, command: &str) {
        let wanted = !command.trim().is_empty() && command.len() <= LONGEST_ENTRY;
        let is_new = wanted && self.entries.add(command).unwrap_or(false);
        if is_new
            && let Some(path) = &self.file
            && file::append_private(path, format!("{command}\n").as_bytes()).is_err()
        {
            self.file = None;
        }
    }
}

/// Reads the newest commands of the file at `path`, and cuts it if it has grown too long.
fn load(path: &Path) -> Vec<String> {
    let bytes = match file::read_bounded(path, LARGEST_FILE) {
        Ok(bytes) => bytes,
        Err(file::FileError::TooLarge { .. }) => {
            // No run of ours writes such a file.
            let _ = file::write_atomic(path, b"");
            return Vec::new();
        }
        Err(_) => return Vec::new(),
    };
    let text = String::from_utf8_lossy(&bytes);
    let mut entries: Vec<String> = text
        .lines()
        .map(clean_input)
        .filter(|entry| !entry.trim().is_empty())
        .collect();
    let surplus = entries.len().saturating_sub(MOST_ENTRIES);
    entries.drain(..surplus);
    if surplus > SLACK {
        let kept = entries.join("\n") + "\n";
        let _ = file::write_atomic(path, kept.as_bytes());
    }
    entries
}

impl History for CommandHistory {
    fn get(&self, index: usize, direction: SearchDirection) -> Result<Option<SearchResult<'_>>> {
        if self.hidden {
            return Ok(None);
        }
        self.entries.get(index, direction)
    }

    fn add(&mut self, line: &str) -> Result<bool> {
        self.entries.add(line)
    }

    fn add_owned(&mut self, line: String) -> Result<bool> {
        self.entries.add_owned(line)
    }

    fn len(&self) -> usize {
        if self.hidden { 0 } else { self.entries.len() }
    }

    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn set_max_len(&mut self, length: usize) -> Result<()> {
        self.entries.set_max_len(length)
    }

    fn ignore_dups(&mut self, yes: bool) -> Result<()> {
        self.entries.ignore_dups(yes)
    }

    fn ignore_space(&mut self, yes: bool) {
        self.entries.ignore_space(yes);
    }

    fn save(&mut self, _: &Path) -> Result<()> {
        Ok(())
    }

    fn append(&mut self, _: &Path) -> Result<()> {
        Ok(())
    }

    fn load(&mut self, _: &Path) -> Result<()> {
        Ok(())
    }

    fn clear(&mut self) -> Result<()> {
        self.entries.clear()
    }

    fn search(
        &self,
        term: &str,
        start: usize,
        direction: SearchDirection,
    ) -> Result<Option<SearchResult<'_>>> {
        if self.hidden {
            return Ok(None);
        }
        self.entries.search(term, start, direction)
    }

    fn starts_with(
        &self,
        term: &str,
        start: usize,
        direction: SearchDirection,
    ) -> Result<Option<SearchResult<'_>>> {
        if self.hidden {
            return Ok(None);
        }
        self.entries.starts_with(term, start, direction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn open(path: &Path) -> CommandHistory {
        let config = Config::builder()
            .max_history_size(MOST_ENTRIES)
            .unwrap()
            .history_ignore_space(true)
            .build();
        CommandHistory::open(&config, Some(path.to_owned()))
    }

    fn entries(history: &CommandHistory) -> Vec<String> {
        (0..history.len())
            .filter_map(|index| history.get(index, SearchDirection::Forward).unwrap())
            .map(|found| found.entry.into_owned())
            .collect()
    }

    #[test]
    fn commands_are_kept_between_runs() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history");
        let mut history = open(&path);
        for command in ["quiz rhit", "quiz rhit", "", " secret", "progress"] {
            history.remember(command);
        }
        assert_eq!(entries(&open(&path)), ["quiz rhit", "progress"]);
    }

    #[test]
    fn only_the_newest_thousand_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history");
        let old: Vec<String> = (0..2_000)
            .map(|number| format!("lookup {number}"))
            .collect();
        fs::write(
            &path,
            old.join(
                "
",
            ),
        )
        .unwrap();
        let kept = entries(&open(&path));
        assert_eq!(kept.len(), MOST_ENTRIES);
        assert_eq!(kept[0], "lookup 1000");
        assert_eq!(
            fs::read_to_string(&path).unwrap().lines().count(),
            MOST_ENTRIES
        );
    }

    #[test]
    fn answers_see_no_history() {
        let folder = tempfile::tempdir().unwrap();
        let mut history = open(&folder.path().join("history"));
        history.remember("quiz rhit");
        history.hide(true);
        assert!(history.is_empty());
        assert!(history.get(0, SearchDirection::Reverse).unwrap().is_none());
        assert!(
            history
                .search("quiz", 0, SearchDirection::Reverse)
                .unwrap()
                .is_none()
        );
        history.hide(false);
        assert_eq!(entries(&history), ["quiz rhit"]);
    }

    #[test]
    fn a_damaged_file_does_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history");
        fs::write(&path, b"good\n\xff\xfe\n\x1b[2Jbad\n\0\n").unwrap();
        let kept = entries(&open(&path));
        assert_eq!(kept[0], "good");
        assert_eq!(kept[2], "[2Jbad");
        assert_eq!(kept.len(), 3);
    }

    #[test]
    fn a_folder_in_the_way_does_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        let mut history = open(folder.path());
        history.remember("quiz rhit");
        assert_eq!(entries(&history), ["quiz rhit"]);
    }
}
