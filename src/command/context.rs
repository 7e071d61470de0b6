//! What every command works with: screen, lines, clock, banks, store.

use std::{collections::BTreeSet, path::PathBuf, rc::Rc};

use jiff::{civil::Date, tz::TimeZone};
use serde::Serialize;

use crate::{
    bank::{Library, Sources, looks_like_path, shipped},
    diag,
    domain::{AttemptId, CredentialId, Event, Timestamp},
    store::{Access, Opening, Store},
    sys::{Clock, Environment, Signals, seed},
    ui::{Line, LineSource, Prompt, Screen, words},
};

use super::{arguments::Globals, error::CommandError};

/// Findings shown in full when banks are loaded on the way to something else.
const MOST_FINDINGS: usize = 10;

/// What every command works with.
pub struct Context {
    /// Where text goes.
    pub screen: Screen,
    /// Where lines come from.
    pub lines: Box<dyn LineSource>,
    /// The present.
    pub clock: Clock,
    /// What signals were caught.
    pub signals: Signals,
    environment: Environment,
    globals: Globals,
    library: Option<Rc<Library>>,
    /// The library joined with a file or folder named as a target, and that path.
    visited: Option<(PathBuf, Rc<Library>)>,
    store: Option<Store>,
}

impl Context {
    /// Returns a context over the edges of the program.
    pub fn new(
        environment: Environment,
        globals: Globals,
        clock: Clock,
        signals: Signals,
        screen: Screen,
        lines: Box<dyn LineSource>,
    ) -> Self {
        Self {
            screen,
            lines,
            clock,
            signals,
            environment,
            globals,
            library: None,
            visited: None,
            store: None,
        }
    }

    /// Returns the present moment.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Returns today's date where the learner is.
    pub fn today(&self) -> Date {
        self.clock.today()
    }

    /// Returns the learner's time zone.
    pub fn zone(&self) -> TimeZone {
        self.clock.zone().clone()
    }

    /// Returns a fresh seed, or the one that `PRECEPTOR_SEED` names.
    pub fn entropy(&self) -> Result<u64, CommandError> {
        seed::draw(&self.environment).map_err(|error| CommandError::world(&error))
    }

    /// Returns the folder of the learner's data.
    pub fn data_dir(&self) -> Result<PathBuf, CommandError> {
        let folder = self.environment.data_dir(self.globals.data_dir.as_deref());
        folder.map_err(|error| {
            CommandError::world(&error).hint(super::error::as_sentence(error.hint()))
        })
    }

    /// Returns whether banks were named besides the shipped ones.
    pub fn has_own_banks(&self) -> bool {
        !self.globals.banks.is_empty()
    }

    /// Returns the shipped banks joined with those named by `--bank`. Files with faults are left out; what is wrong
    /// with them is told once, on the error stream.
    pub fn library(&mut self) -> Result<Rc<Library>, CommandError> {
        if let Some(library) = &self.library {
            return Ok(Rc::clone(library));
        }
        let library = Rc::new(Library::load(&Sources {
            paths: self.globals.banks.clone(),
            shipped: true,
            thorough: false,
        }));
        self.tell_findings(&library);
        self.library = Some(Rc::clone(&library));
        Ok(library)
    }

    /// Returns the library that knows `target`: with the file or folder it names, if it names one.
    pub fn library_with(&mut self, target: &str) -> Result<Rc<Library>, CommandError> {
        if !looks_like_path(target) {
            return self.library();
        }
        let path = PathBuf::from(target);
        if let Some((visited, library)) = &self.visited
            && *visited == path
        {
            return Ok(Rc::clone(library));
        }
        let mut paths = self.globals.banks.clone();
        paths.push(path.clone());
        let library = Rc::new(Library::load(&Sources {
            paths,
            shipped: true,
            thorough: false,
        }));
        if let Some(failure) = library
            .failures
            .iter()
            .find(|failure| failure.path() == path)
        {
            return Err(CommandError::world(failure)
                .hint("Name a credential, a bank's id, or a bank file or folder that exists."));
        }
        self.tell_findings(&library);
        self.visited = Some((path, Rc::clone(&library)));
        Ok(library)
    }

    fn tell_findings(&mut self, library: &Library) {
        for failure in &library.failures {
            let hints = ["Name an existing bank file or folder with --bank PATH.".to_owned()];
            self.screen
                .error(&CommandError::world(failure).message, &hints);
        }
        let findings = &library.diagnostics;
        if findings.is_empty() {
            return;
        }
        let shown = &findings[..findings.len().min(MOST_FINDINGS)];
        let look = self.look();
        self.screen.report(&diag::full(shown, look));
        let more = findings.len().saturating_sub(MOST_FINDINGS);
        if more > 0 {
            self.screen.report(&format!(
                "... and {}.\n",
                words::count_of(more, "more finding", "more findings")
            ));
        }
        let faulty: BTreeSet<&str> = findings.iter().map(|finding| finding.file.path()).collect();
        let files = words::count(faulty.len(), "file");
        self.screen.report(&format!(
            "{files} left out because of faults; bank check PATH tells them all.\n"
        ));
    }

    /// Returns how findings are to look.
    pub(crate) fn look(&self) -> diag::Look {
        diag::Look {
            color: self.screen.has_colour(),
            width: self.screen.width(),
        }
    }

    /// Returns the store, opened on first use; a copy of it is made when the last one is a day old.
    pub fn store(&mut self) -> Result<&mut Store, CommandError> {
        if self.store.is_none() {
            let store = Store::open(&self.data_dir()?, &self.opening(Access::ReadWrite)?)
                .map_err(|error| CommandError::from_store(&error))?;
            let now = self.now();
            if let Err(error) = store.backup_if_due(now) {
                let error = CommandError::from_store(&error);
                self.screen.error(
                    &format!("the daily copy was not made: {}", error.message),
                    &error.hints,
                );
            }
            self.store = Some(store);
        }
        Ok(self.store.as_mut().expect("it was opened just above"))
    }

    /// Returns how the store is to be opened.
    pub fn opening(&self, access: Access) -> Result<Opening, CommandError> {
        let system = Environment {
            seed: None,
            ..self.environment.clone()
        };
        let draw = || seed::draw(&system).map_err(|error| CommandError::world(&error));
        Ok(Opening {
            now: self.now(),
            entropy: [draw()?, draw()?],
            holder: self.holder(),
            access,
        })
    }

    /// Returns who this process is, as another one would be told.
    pub fn holder(&self) -> String {
        let since = self.now().time_of_day(self.clock.zone());
        format!("process {}, since {since}", std::process::id())
    }

    /// Forgets the open store, so that the next use opens it anew.
    pub fn close_store(&mut self) {
        self.store = None;
    }

    /// Writes events down; they are on disk when this returns.
    pub fn append(&mut self, events: &[Event]) -> Result<(), CommandError> {
        self.store()?
            .append(events)
            .map_err(|error| CommandError::from_store(&error))
    }

    /// Returns an id for a new attempt.
    pub fn new_attempt_id(&mut self) -> Result<AttemptId, CommandError> {
        let entropy = self.entropy()?;
        let today = self.today();
        self.store()?
            .new_attempt_id(today, entropy)
            .map_err(|error| CommandError::from_store(&error))
    }

    /// Reads a line; everything written so far is on the screen before.
    pub fn read_line(&mut self, prompt: &Prompt) -> Result<Line, CommandError> {
        self.lines
            .read(prompt, &mut self.screen)
            .map_err(|error| CommandError::world(&error))
    }

    /// Returns the id of the credential that `word` names, by id or alias.
    pub fn credential_id(&mut self, word: &str) -> Result<CredentialId, CommandError> {
        let library = self.library()?;
        match library.packs.credential(word) {
            Some(pack) => Ok(pack.id.clone()),
            None => {
                let error = CommandError::usage(format!("there is no credential `{word}`"));
                Err(match library.packs.nearest(word) {
                    Some(near) => error.hint(format!("Did you mean `{near}`?")),
                    None => error.hint(format!(
                        "There are {}.",
                        words::all_of(&library.packs.words().collect::<Vec<_>>())
                    )),
                })
            }
        }
    }

    /// Returns the short name of a credential. For a shipped one no bank is read, so that the greeting stays quick.
    pub fn mark_of(&mut self, credential: &CredentialId) -> Result<String, CommandError> {
        let shipped = shipped::index()
            .credentials
            .iter()
            .find(|pack| pack.id == credential.as_str());
        if let Some(pack) = shipped {
            return Ok(pack.mark.to_owned());
        }
        let library = self.library()?;
        let pack = library.packs.by_id(credential.as_str());
        Ok(pack.map_or_else(|| credential.to_string(), |pack| pack.mark.to_string()))
    }

    /// Prints a value as JSON, indented, with a line end.
    pub fn print_json<T: Serialize>(&mut self, value: &T) -> Result<(), CommandError> {
        let text =
            serde_json::to_string_pretty(value).map_err(|error| CommandError::world(&error))?;
        self.screen.json(&text);
        Ok(())
    }
}

/// Returns a moment as RFC 3339 text in UTC.
pub(crate) fn rfc3339(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.milliseconds())
        .map(|at| at.to_string())
        .unwrap_or_default()
}
