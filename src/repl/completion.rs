//! Completion and hints at the prompt, from the same grammar as the commands.

use clap::CommandFactory as _;

use crate::{
    bank::shipped::{self, ShippedIndex},
    command::PromptLine,
    ui::{Candidate, Suggest},
};

/// Words of the prompt that are not in the grammar.
const OWN_WORDS: [&str; 2] = ["help", "quit"];

/// Completes commands, options, credentials, banks, domains, tasks and items.
pub(super) struct Completion {
    grammar: clap::Command,
    index: ShippedIndex,
}

impl Completion {
    pub(super) fn new() -> Self {
        Self {
            grammar: PromptLine::command(),
            index: shipped::index(),
        }
    }

    /// Returns the command that the words before the last one lead to, and how many of them are its arguments.
    fn command_at<'a>(&'a self, words: &[&str]) -> (&'a clap::Command, usize) {
        let mut command = &self.grammar;
        let mut taken = 0;
        for word in words {
            match command.find_subcommand(word) {
                Some(found) => {
                    command = found;
                    taken += 1;
                }
                None => break,
            }
        }
        (command, words.len() - taken)
    }

    /// Returns every word that may stand after `words`.
    fn words_after(&self, words: &[&str], begun: &str) -> Vec<String> {
        if words.first() == Some(&"help") {
            return Self::command_words(self.command_at(&words[1..]).0);
        }
        let (command, arguments) = self.command_at(words);
        if arguments == 0 && command.has_subcommands() {
            let mut found = Self::command_words(command);
            if words.is_empty() {
                found.extend(OWN_WORDS.map(str::to_owned));
            }
            return found;
        }
        let option = words.last().and_then(|word| {
            command
                .get_arguments()
                .find(|argument| names(argument).iter().any(|name| name == word))
        });
        if let Some(option) = option.filter(|option| option.get_action().takes_values()) {
            return self.values(command, option);
        }
        if begun.starts_with('-') {
            return command
                .get_arguments()
                .flat_map(names)
                .filter(|name| name.starts_with("--"))
                .collect();
        }
        let positional = command.get_positionals().next();
        positional
            .map(|argument| self.values(command, argument))
            .unwrap_or_default()
    }

    fn command_words(command: &clap::Command) -> Vec<String> {
        command
            .get_subcommands()
            .map(|found| found.get_name().to_owned())
            .filter(|name| name != "help")
            .collect()
    }

    /// Returns the values that an argument may take.
    fn values(&self, command: &clap::Command, argument: &clap::Arg) -> Vec<String> {
        let possible = argument.get_possible_values();
        if !possible.is_empty() {
            return possible
                .iter()
                .map(|value| value.get_name().to_owned())
                .collect();
        }
        let owned = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
        match (command.get_name(), argument.get_id().as_str()) {
            (_, "target") => owned(
                self.credential_words()
                    .chain(self.index.banks.iter().map(|bank| bank.id))
                    .collect(),
            ),
            (_, "credential") => owned(self.credential_words().collect()),
            (_, "domain") => {
                let domains = self
                    .index
                    .credentials
                    .iter()
                    .flat_map(|credential| credential.domains);
                let mut ids: Vec<&str> = domains.map(|(id, _)| *id).collect();
                ids.sort_unstable();
                ids.dedup();
                owned(ids)
            }
            (_, "task") => {
                let tasks = self
                    .index
                    .credentials
                    .iter()
                    .flat_map(|credential| credential.tasks);
                let mut ids: Vec<&str> = tasks.chain(self.index.job_tasks).copied().collect();
                ids.sort_unstable();
                ids.dedup();
                owned(ids)
            }
            (_, "item") => owned(self.items().collect()),
            ("show", "id") => owned(
                self.index
                    .banks
                    .iter()
                    .map(|bank| bank.id)
                    .chain(self.items())
                    .collect(),
            ),
            (_, "kind" | "kinds") => crate::domain::ItemKind::ALL
                .map(|kind| kind.word().to_owned())
                .to_vec(),
            (_, "feedback") => owned(vec!["each", "end"]),
            _ => Vec::new(),
        }
    }

    fn items(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.index
            .banks
            .iter()
            .flat_map(|bank| bank.items.iter().copied())
    }

    fn credential_words(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.index.credentials.iter().flat_map(|credential| {
            std::iter::once(credential.id).chain(credential.aliases.iter().copied())
        })
    }
}

fn names(argument: &clap::Arg) -> Vec<String> {
    let long = argument.get_long().map(|long| format!("--{long}"));
    long.into_iter()
        .chain(argument.get_short().map(|short| format!("-{short}")))
        .collect()
}

/// Returns the words before the one at the end of `line`, and where that one begins.
fn split(line: &str) -> (Vec<&str>, usize) {
    let start = line.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    (line[..start].split_whitespace().collect(), start)
}

impl Suggest for Completion {
    fn complete(&self, line: &str, position: usize) -> (usize, Vec<Candidate>) {
        let before = line.get(..position).unwrap_or(line);
        let (words, start) = split(before);
        let begun = &before[start..];
        let found = self.words_after(&words, begun);
        (
            start,
            found
                .iter()
                .filter(|word| word.starts_with(begun))
                .map(|word| Candidate::word(word))
                .collect(),
        )
    }

    fn hint(&self, line: &str, position: usize) -> Option<String> {
        if position < line.len() || line.is_empty() {
            return None;
        }
        let (words, start) = split(line);
        let begun = &line[start..];
        if begun.is_empty() {
            return None;
        }
        let mut fitting = self
            .words_after(&words, begun)
            .into_iter()
            .filter(|word| word.starts_with(begun));
        let first = fitting.next()?;
        let only = fitting.next().is_none();
        only.then(|| first[begun.len()..].to_owned())
            .filter(|rest| !rest.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(line: &str) -> Vec<String> {
        Completion::new()
            .complete(line, line.len())
            .1
            .into_iter()
            .map(|candidate| candidate.inserted)
            .collect()
    }

    #[test]
    fn commands_and_their_words_are_completed() {
        assert_eq!(complete("qui"), ["quiz", "quit"]);
        assert_eq!(complete("goal s"), ["set", "show"]);
        assert_eq!(complete("help goa"), ["goal"]);
    }

    #[test]
    fn targets_are_credentials_aliases_and_banks() {
        assert_eq!(complete("quiz ct"), ["ctr"]);
        assert_eq!(complete("quiz rhit-d2"), ["rhit-d2"]);
        assert_eq!(complete("goal set rhi"), ["rhia", "rhit"]);
    }

    #[test]
    fn options_and_their_values_are_completed() {
        assert_eq!(complete("quiz rhit --fe"), ["--feedback"]);
        assert_eq!(complete("quiz rhit --feedback e"), ["each", "end"]);
        assert_eq!(complete("quiz rhit --only u"), ["unseen"]);
        assert_eq!(complete("quiz rhit --task t0").len(), 9);
    }

    #[test]
    fn items_are_completed() {
        assert!(
            complete("note rhit-d1-")
                .iter()
                .all(|item| item.starts_with("rhit-d1-"))
        );
        assert!(complete("bank show term").contains(&"terminology".to_owned()));
    }

    #[test]
    fn the_only_fitting_word_is_hinted() {
        let completion = Completion::new();
        assert_eq!(completion.hint("prog", 4).as_deref(), Some("ress"));
        assert_eq!(completion.hint("qui", 3), None);
        assert_eq!(completion.hint("", 0), None);
    }
}
