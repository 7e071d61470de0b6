//! What a learner may practise: a credential, a bank, a file or a folder.

use crate::{
    bank::{Library, Target},
    domain::{CredentialId, outline::Weight},
};

use super::{Context, error::CommandError};

/// Returns the target of the words typed: the goal's credential, or the last attempt's, when there are none.
pub(super) fn resolve(context: &mut Context, words: Option<&str>) -> Result<String, CommandError> {
    if let Some(words) = words {
        return Ok(words.to_owned());
    }
    let store = context.store()?;
    let goals = store.goals().map_err(|error| CommandError::from_store(&error))?;
    if let Some(credential) = goals.keys().next() {
        return Ok(credential.to_string());
    }
    let last = store.last_attempts(1).map_err(|error| CommandError::from_store(&error))?;
    match last.first() {
        Some(attempt) => Ok(attempt.target.clone()),
        None => Err(CommandError::usage("there is no goal yet that says what to practise")
            .hint("Name it: quiz rhit or quiz ods. Or set a goal: goal set rhit --exam 2027-03-15.")),
    }
}

/// Returns the credential that `target` practises, with the weights of its default outline; none for other targets.
pub(super) fn weights(library: &Library, target: &Target) -> (Option<CredentialId>, Vec<Weight>) {
    let Some(credential) = target.credential.as_ref() else {
        return (None, Vec::new());
    };
    let outline = library.credential(credential.as_str()).and_then(|pack| pack.default_outline());
    (Some(credential.clone()), outline.map(|outline| outline.weights.clone()).unwrap_or_default())
}
