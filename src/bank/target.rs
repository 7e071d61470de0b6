//! Targets: the words by which a learner names what to practise.

use std::path::Path;

use thiserror::Error;

use super::library::Library;
use crate::{
    diag::did_you_mean,
    domain::{
        id::{BankId, CredentialId},
        item::{Item, Status},
    },
};

/// What a target turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetKind {
    /// A credential: every item that serves it.
    Credential(CredentialId),
    /// A bank.
    Bank(BankId),
    /// A file or folder.
    Path,
}

/// The items that a target names; retired ones are left out.
#[derive(Debug)]
pub struct Selection<'l> {
    /// What the target is.
    pub kind: TargetKind,
    /// The items, in the order of the banks.
    pub items: Vec<&'l Item>,
}

impl Selection<'_> {
    /// Returns the one credential that all items belong to or serve: the target itself, or that of the bank or banks.
    pub fn credential(&self) -> Option<CredentialId> {
        if let TargetKind::Credential(id) = &self.kind {
            return Some(id.clone());
        }
        let first = &self.items.first()?.credential;
        self.items
            .iter()
            .all(|item| &item.credential == first)
            .then(|| first.clone())
    }
}

/// Why a target names nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TargetError {
    /// Nothing bears that name.
    #[error("`{word}` is neither a credential, a bank, a file nor a folder")]
    Unknown {
        /// The word.
        word: String,
        /// The nearest word that would name something.
        meant: Option<String>,
    },
    /// The file, or every file of the folder, was left out for its faults.
    #[error("`{word}` was left out because of its faults")]
    LeftOut {
        /// The word.
        word: String,
    },
}

/// Returns whether `word` can only be meant as a path.
pub fn looks_like_path(word: &str) -> bool {
    word.contains(['/', '\\'])
        || word.to_ascii_lowercase().ends_with(".toml")
        || matches!(word, "." | "..")
}

impl Library {
    /// Returns the items that `word` names: a credential by id or alias, a bank by id, or a path among the sources.
    pub fn resolve(&self, word: &str) -> Result<Selection<'_>, TargetError> {
        let drawn = |item: &&Item| item.status != Status::Retired;
        if let Some(credential) = self.packs.credential(word) {
            let serving = self.serving(&credential.id).map(|(item, _)| item);
            return Ok(Selection {
                kind: TargetKind::Credential(credential.id.clone()),
                items: serving.filter(drawn).collect(),
            });
        }
        if let Some(bank) = self
            .bank(word)
            .or_else(|| self.bank(&word.to_ascii_lowercase()))
        {
            return Ok(Selection {
                kind: TargetKind::Bank(bank.bank.id.clone()),
                items: bank.bank.items.iter().filter(drawn).collect(),
            });
        }
        match self.banks_at(Path::new(word)) {
            Some((banks, _)) if !banks.is_empty() => Ok(Selection {
                kind: TargetKind::Path,
                items: banks
                    .into_iter()
                    .flat_map(|place| &self.banks[place].bank.items)
                    .filter(drawn)
                    .collect(),
            }),
            Some(_) => Err(TargetError::LeftOut {
                word: word.to_owned(),
            }),
            None => Err(TargetError::Unknown {
                word: word.to_owned(),
                meant: did_you_mean(word, self.target_words()).map(str::to_owned),
            }),
        }
    }

    /// Returns every word that names a target, for completion: ids and aliases of credentials, then ids of banks.
    pub fn target_words(&self) -> impl Iterator<Item = &str> {
        self.packs
            .words()
            .chain(self.banks.iter().map(|bank| bank.bank.id.as_str()))
    }
}
