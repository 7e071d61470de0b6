//! The packs that were loaded: credentials by id or alias, and the profession.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diag::did_you_mean,
    domain::{credential::Credential, id::CredentialId, profession::Profession},
};

/// Every credential pack, and the profession.
#[derive(Debug, Clone, Default)]
pub struct Packs {
    credentials: BTreeMap<CredentialId, Credential>,
    aliases: BTreeMap<Box<str>, CredentialId>,
    profession: Option<Profession>,
    refused: BTreeSet<Box<str>>,
}

impl Packs {
    /// Adds a pack; one of the same id is replaced.
    pub fn add(&mut self, credential: Credential) {
        for alias in &credential.aliases {
            self.aliases.insert(alias.clone(), credential.id.clone());
        }
        self.credentials.insert(credential.id.clone(), credential);
    }

    /// Sets the profession.
    pub fn set_profession(&mut self, profession: Profession) {
        self.profession = Some(profession);
    }

    /// Remembers that there is a pack `id`, left out for its faults.
    pub fn refuse(&mut self, id: &str) {
        self.refused.insert(id.into());
    }

    /// Returns whether a pack `id` was left out for its faults.
    pub fn is_refused(&self, id: &str) -> bool {
        self.refused.contains(id)
    }

    /// Returns the credential of exactly this id.
    pub fn by_id(&self, id: &str) -> Option<&Credential> {
        self.credentials.get(id)
    }

    /// Returns the credential that `word` names by id or alias, in any case.
    pub fn credential(&self, word: &str) -> Option<&Credential> {
        let word = word.to_ascii_lowercase();
        let id = self.aliases.get(word.as_str());
        self.credentials
            .get(word.as_str())
            .or_else(|| self.credentials.get(id?.as_str()))
    }

    /// Returns every credential, in the order of their ids.
    pub fn credentials(&self) -> impl Iterator<Item = &Credential> + Clone {
        self.credentials.values()
    }

    /// Returns every id and alias.
    pub fn words(&self) -> impl Iterator<Item = &str> + Clone {
        self.credentials
            .keys()
            .map(CredentialId::as_str)
            .chain(self.aliases.keys().map(|alias| &**alias))
    }

    /// Returns the id or alias nearest to `word`.
    pub fn nearest(&self, word: &str) -> Option<&str> {
        did_you_mean(word, self.words())
    }

    /// Returns the profession.
    pub fn profession(&self) -> Option<&Profession> {
        self.profession.as_ref()
    }
}
