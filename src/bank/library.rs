//! Everything that was loaded: packs, banks, and what was wrong.

use std::{
    collections::HashMap,
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    code,
    file::{LoadedBank, load_bank, load_sound_part},
    item::wide,
    load::{LoadFailure, find_files, read_file, real_path},
    pack::{LoadedPack, load_pack, load_profession},
    packs::Packs,
    shipped,
};
use crate::{
    diag::{Diagnostic, SourceFile, sort},
    domain::{
        id::{CredentialId, DomainId, ItemId},
        item::{Case, Item},
        profession::Profession,
    },
};

/// What is to be loaded.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Whether the shipped banks are loaded too. The shipped packs stand in any case, unless `paths` bring one of the same
    /// id: beside shipped banks that is a fault, without them it replaces the shipped pack.
    pub shipped: bool,
    /// Whether every template is drawn once to see that it can be.
    pub thorough: bool,
}

/// Packs, banks, and what was wrong with the files that are left out.
#[derive(Debug, Default)]
pub struct Library {
    /// Credentials and the profession.
    pub packs: Packs,
    /// The banks: shipped ones first, then those of the paths in their order.
    pub banks: Vec<LoadedBank>,
    /// What is wrong with the files, sorted by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// What is sound of the banks that are left out; only when the sources asked for a thorough look.
    pub sound_parts: Vec<LoadedBank>,
    /// Paths that gave no file.
    pub failures: Vec<LoadFailure>,
    items: HashMap<ItemId, (usize, usize)>,
    cases: HashMap<ItemId, (usize, usize)>,
    /// The real path of each bank that is not shipped, in the order of the banks.
    paths: Vec<Option<PathBuf>>,
    /// Real paths of files that were left out.
    left_out: Vec<PathBuf>,
}

/// A file with where it is from.
struct Read {
    file: Arc<SourceFile>,
    real: Option<PathBuf>,
    name: String,
    folder: Option<String>,
}

impl Library {
    /// Loads everything that `sources` name. Never fails: what is wrong stands in `diagnostics` and `failures`.
    pub fn load(sources: &Sources) -> Self {
        let mut library = Self::default();
        let shipped = shipped_files();
        let given = library.read_paths(&sources.paths);
        library.load_packs(&shipped, &given, sources.shipped);
        let is_bank =
            |read: &&Read| !matches!(read.name.as_str(), "credential.toml" | "profession.toml");
        let shipped = if sources.shipped { &shipped[..] } else { &[] };
        for read in shipped.iter().chain(&given).filter(is_bank) {
            library.load_bank(read, sources.thorough);
        }
        sort(&mut library.diagnostics);
        library
    }

    fn read_paths(&mut self, paths: &[PathBuf]) -> Vec<Read> {
        let found = find_files(paths, &mut self.failures);
        let mut files = Vec::new();
        for found in found {
            match read_file(&found.shown) {
                Ok(Ok(file)) => files.push(Read {
                    file,
                    name: name_of(&found.real),
                    folder: found.real.parent().map(name_of),
                    real: Some(found.real),
                }),
                Ok(Err(fault)) => {
                    self.diagnostics.push(*fault);
                    self.left_out.push(found.real);
                }
                Err(failure) => self.failures.push(failure),
            }
        }
        files
    }

    fn load_packs(&mut self, shipped: &[Read], given: &[Read], is_strict: bool) {
        let mut packs: Vec<(LoadedPack, bool)> = Vec::new();
        let mut profession: Option<(Profession, Arc<SourceFile>)> = None;
        let all = shipped
            .iter()
            .map(|read| (read, true))
            .chain(given.iter().map(|read| (read, false)));
        for (read, is_shipped) in all {
            match read.name.as_str() {
                "credential.toml" => {
                    let loaded = load_pack(&read.file, read.folder.as_deref());
                    if let Some(pack) = self.keep(loaded, read) {
                        self.add_pack(&mut packs, pack, is_shipped, is_strict);
                    }
                }
                "profession.toml" => {
                    let loaded = load_profession(&read.file);
                    if let Some(loaded) = self.keep(loaded, read) {
                        self.add_profession(&mut profession, loaded, &read.file, is_strict);
                    }
                }
                _ => {}
            }
        }
        self.check_packs(&mut packs);
        for (pack, _) in packs {
            self.packs.add(pack.credential);
        }
        if let Some((profession, _)) = profession {
            self.packs.set_profession(profession);
        }
    }

    /// Keeps the faults of a file that could not be loaded.
    fn keep<T>(&mut self, loaded: Result<T, Vec<Diagnostic>>, read: &Read) -> Option<T> {
        match loaded {
            Ok(loaded) => Some(loaded),
            Err(faults) => {
                self.diagnostics.extend(faults);
                self.left_out.extend(read.real.clone());
                if let Some(folder) = read
                    .folder
                    .as_deref()
                    .filter(|_| read.name == "credential.toml")
                {
                    self.packs.refuse(folder);
                }
                None
            }
        }
    }

    fn add_pack(
        &mut self,
        packs: &mut Vec<(LoadedPack, bool)>,
        pack: LoadedPack,
        is_shipped: bool,
        is_strict: bool,
    ) {
        let same = packs
            .iter()
            .position(|(other, _)| other.credential.id == pack.credential.id);
        let Some(place) = same else {
            packs.push((pack, is_shipped));
            return;
        };
        let (other, other_is_shipped) = &packs[place];
        if other.file.text() == pack.file.text() {
            return;
        }
        if *other_is_shipped && !is_strict {
            packs[place] = (pack, is_shipped);
            return;
        }
        let message = format!(
            "the credential `{}` is there already, with other content",
            pack.credential.id
        );
        let place = pack.id_place.clone();
        let error = Diagnostic::error(&code::PACK_DIFFERS, &pack.file, place, message)
            .with_secondary(&other.file, other.id_place.clone(), "first here")
            .with_help("give the pack an id and aliases of its own");
        self.diagnostics.push(error);
    }

    fn add_profession(
        &mut self,
        profession: &mut Option<(Profession, Arc<SourceFile>)>,
        loaded: Profession,
        file: &Arc<SourceFile>,
        is_strict: bool,
    ) {
        match profession {
            Some((_, other)) if other.text() == file.text() => {}
            Some((_, other)) if is_strict => {
                let message = "the profession is there already, with other content";
                let start = file.mark_length();
                self.diagnostics.push(
                    Diagnostic::error(&code::PACK_DIFFERS, file, start..start, message)
                        .with_secondary(other, 0..0, "first here"),
                );
            }
            _ => *profession = Some((loaded, Arc::clone(file))),
        }
    }

    /// Checks what packs say of each other; a pack with a fault is left out.
    fn check_packs(&mut self, packs: &mut Vec<(LoadedPack, bool)>) {
        let mut faulty = Vec::new();
        for (place, (pack, _)) in packs.iter().enumerate() {
            let before = self.diagnostics.len();
            let own = &pack.credential;
            let words =
                std::iter::once(own.id.as_str()).chain(own.aliases.iter().map(|alias| &**alias));
            for word in words {
                let other = packs[..place]
                    .iter()
                    .find(|(other, _)| other.credential.answers_to(word));
                if let Some((other, _)) = other {
                    let span = quoted(&pack.file, "aliases", word).unwrap_or(pack.id_place.clone());
                    let message = format!("`{word}` already names {}", other.credential.mark);
                    let error = Diagnostic::error(&code::NAME_TAKEN, &pack.file, span, message);
                    self.diagnostics.push(error.with_secondary(
                        &other.file,
                        other.id_place.clone(),
                        "this one",
                    ));
                }
            }
            for next in &own.leads_to {
                let is_known = packs.iter().any(|(other, _)| other.credential.id == *next);
                if !is_known && !self.packs.is_refused(next.as_str()) {
                    let span = quoted(&pack.file, "leads_to", next.as_str())
                        .unwrap_or(pack.id_place.clone());
                    let message = format!("there is no pack `{next}`");
                    let error =
                        Diagnostic::error(&code::UNKNOWN_REFERENCE, &pack.file, span, message);
                    self.diagnostics.push(error);
                }
            }
            if self.diagnostics.len() > before {
                faulty.push(place);
            }
        }
        for place in faulty.into_iter().rev() {
            let (pack, _) = packs.remove(place);
            self.packs.refuse(pack.credential.id.as_str());
        }
    }

    fn load_bank(&mut self, read: &Read, thorough: bool) {
        let loaded = load_bank(&read.file, &self.packs, thorough);
        let Some(bank) = self.keep(loaded, read) else {
            if thorough {
                let part = load_sound_part(&read.file, &self.packs);
                self.sound_parts.extend(part);
            }
            return;
        };
        let id = &bank.bank.id;
        if let Some(other) = self.banks.iter().find(|other| other.bank.id == *id) {
            // The same text on two ways is one bank.
            if other.file.text() != bank.file.text() {
                let place = bank.id_place.clone();
                let message = format!("there is a bank `{id}` already");
                let error = Diagnostic::error(&code::DUPLICATE_BANK, &bank.file, place, message)
                    .with_secondary(&other.file, other.id_place.clone(), "first here")
                    .with_help("give the bank, and each of its items, an id of its own");
                self.diagnostics.push(error);
                self.left_out.extend(read.real.clone());
            }
            return;
        }
        let twice = self.ids_twice(&bank);
        if !twice.is_empty() {
            self.diagnostics.extend(twice);
            self.left_out.extend(read.real.clone());
            return;
        }
        let place = self.banks.len();
        self.items.reserve(bank.bank.items.len());
        for (at, item) in bank.bank.items.iter().enumerate() {
            self.items.insert(item.id.clone(), (place, at));
        }
        for (at, case) in bank.bank.cases.iter().enumerate() {
            self.cases.insert(case.id.clone(), (place, at));
        }
        self.paths.push(read.real.clone());
        self.banks.push(bank);
    }

    /// Returns a fault for each id of `bank` that another bank uses.
    fn ids_twice(&self, bank: &LoadedBank) -> Vec<Diagnostic> {
        let items = bank.bank.items.iter().map(|item| &item.id);
        let cases = bank.bank.cases.iter().map(|case| &case.id);
        let places = bank.items.iter().map(|place| &place.id).chain(&bank.cases);
        let mut faults = Vec::new();
        for (id, place) in items.chain(cases).zip(places) {
            let other = match (self.items.get(id), self.cases.get(id)) {
                (Some((other, at)), _) => {
                    let other = &self.banks[*other];
                    (other, &other.items[*at].id)
                }
                (None, Some((other, at))) => {
                    let other = &self.banks[*other];
                    (other, &other.cases[*at])
                }
                (None, None) => continue,
            };
            let message = format!("the bank `{}` uses the id `{id}` already", other.0.bank.id);
            faults.push(
                Diagnostic::error(&code::DUPLICATE_ID, &bank.file, wide(place), message)
                    .with_secondary(&other.0.file, wide(other.1), "first here")
                    .with_help("ids are unique over all banks, because the learner's history hangs on them"),
            );
            if faults.len() >= super::reader::MOST_FAULTS {
                break;
            }
        }
        faults
    }

    /// Returns the bank `id`.
    pub fn bank(&self, id: &str) -> Option<&LoadedBank> {
        self.banks.iter().find(|bank| bank.bank.id.as_str() == id)
    }

    /// Returns the item `id`, retired or not.
    pub fn item(&self, id: &str) -> Option<&Item> {
        let (bank, at) = self.items.get(id)?;
        self.banks[*bank].bank.items.get(*at)
    }

    /// Returns the bank of the item `id` and its place among the bank's items.
    pub fn item_place(&self, id: &str) -> Option<(&LoadedBank, usize)> {
        let (bank, at) = self.items.get(id)?;
        Some((&self.banks[*bank], *at))
    }

    /// Returns the case `id`.
    pub fn case(&self, id: &str) -> Option<&Case> {
        let (bank, at) = self.cases.get(id)?;
        self.banks[*bank].bank.cases.get(*at)
    }

    /// Returns every item, retired ones too, in the order of the banks.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.banks.iter().flat_map(|bank| &bank.bank.items)
    }

    /// Returns every item that serves `credential`, retired ones too, each with the domain it counts for there.
    pub fn serving<'a>(
        &'a self,
        credential: &'a CredentialId,
    ) -> impl Iterator<Item = (&'a Item, &'a DomainId)> {
        self.items()
            .filter_map(move |item| Some((item, item.domain_for(credential)?)))
    }

    /// Returns the places in `banks` of those from the file at `path`, or from files below it; with it whether one was left
    /// out there. `None` when `path` was not among the sources.
    pub(super) fn banks_at(&self, path: &Path) -> Option<(Vec<usize>, bool)> {
        let real = real_path(path)?;
        let below = |path: &PathBuf| path.starts_with(&real);
        let banks: Vec<usize> = (0..self.banks.len())
            .filter(|place| self.paths[*place].as_ref().is_some_and(below))
            .collect();
        let is_left_out = self.left_out.iter().any(below);
        (is_left_out || !banks.is_empty()).then_some((banks, is_left_out))
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn shipped_files() -> Vec<Read> {
    shipped::index()
        .files
        .iter()
        .map(|file| {
            let mut parts = file.path.rsplit('/');
            Read {
                file: Arc::new(SourceFile::new(format!("shipped:{}", file.path), file.text)),
                real: None,
                name: parts.next().unwrap_or_default().to_owned(),
                folder: parts.next().map(str::to_owned),
            }
        })
        .collect()
}

/// Returns the place of `"word"` after the line that begins with `key`.
fn quoted(file: &SourceFile, key: &str, word: &str) -> Option<Range<usize>> {
    let text = file.text();
    let line = text.find(&format!("\n{key} "))?;
    let at = line + text[line..].find(&format!("\"{word}\""))?;
    Some(at..at + word.len() + 2)
}
