//! What a learner may practise: a credential, a bank, a file or a folder.

use std::collections::BTreeSet;

use crate::{
    bank::{Library, Selection},
    diag::did_you_mean,
    domain::{CredentialId, TaskId, credential::Credential, outline::Weight},
};

use super::{Context, error::CommandError};

/// Returns the target of the words typed: the goal's credential, or the last attempt's, when there are none.
pub(super) fn resolve(context: &mut Context, words: Option<&str>) -> Result<String, CommandError> {
    if let Some(words) = words {
        return Ok(words.to_owned());
    }
    let store = context.store()?;
    let goals = store
        .goals()
        .map_err(|error| CommandError::from_store(&error))?;
    if let Some(credential) = goals.keys().next() {
        return Ok(credential.to_string());
    }
    let last = store
        .last_attempts(1)
        .map_err(|error| CommandError::from_store(&error))?;
    match last.first() {
        Some(attempt) => Ok(attempt.target.clone()),
        None => Err(
            CommandError::usage("there is no goal yet that says what to practise").hint(
                "Name it: quiz rhit or quiz ods. Or set a goal: goal set rhit --exam 2027-03-15.",
            ),
        ),
    }
}

/// Returns the credential that `target` practises, with the weights of its default outline; none for other targets.
pub(super) fn weights(
    library: &Library,
    target: &Selection<'_>,
) -> (Option<CredentialId>, Vec<Weight>) {
    let Some(credential) = target.credential() else {
        return (None, Vec::new());
    };
    let outline = library
        .packs
        .by_id(credential.as_str())
        .and_then(Credential::default_outline);
    let weights = outline
        .map(|outline| outline.weights.clone())
        .unwrap_or_default();
    (Some(credential), weights)
}

/// Returns what a task is, in words: of the credential's outline, or of the profession.
pub(super) fn task_text(
    library: &Library,
    credential: Option<&CredentialId>,
    task: &TaskId,
) -> String {
    let pack = credential.and_then(|credential| library.packs.by_id(credential.as_str()));
    let of_outline = pack
        .and_then(|pack| pack.task(task.as_str()))
        .map(|(_, task)| task.text.to_string());
    let of_profession = || {
        library
            .packs
            .profession()?
            .job_task(task.as_str())
            .map(|task| task.text.to_string())
    };
    of_outline.or_else(of_profession).unwrap_or_default()
}

/// Returns the ids of every task that an item of `credential` may bear.
pub(super) fn task_ids(library: &Library, credential: Option<&CredentialId>) -> BTreeSet<String> {
    let pack = credential.and_then(|credential| library.packs.by_id(credential.as_str()));
    let of_outline = pack
        .into_iter()
        .flat_map(|pack| &pack.domains)
        .flat_map(|domain| &domain.tasks);
    let of_profession = library
        .packs
        .profession()
        .into_iter()
        .flat_map(|profession| &profession.job_tasks);
    of_outline
        .map(|task| task.id.to_string())
        .chain(of_profession.map(|task| task.id.to_string()))
        .collect()
}

/// Returns the id of an item or a bank that `word` was probably meant to be.
pub(super) fn nearest_id<'a>(library: &'a Library, word: &str) -> Option<&'a str> {
    let items = library.items().map(|item| item.id.as_str());
    let banks = library.banks.iter().map(|bank| bank.bank.id.as_str());
    did_you_mean(word, items.chain(banks))
}
