//! Floor 6: one file per command. Arguments with their help, `run`, tests.
//!
//! [`Command`] serves the shell and the prompt alike.

pub mod context;
pub mod error;

mod arguments;
mod bank;
mod bank_check;
mod bank_explain;
mod bank_robot;
mod completions;
mod goal;
mod guide;
mod history;
mod mark;
mod order;
mod outcome;
mod progress;
mod quiz;
mod quiz_end;
mod review;
mod sitting;
mod sitting_view;
mod store;
mod target;

pub use arguments::{Cli, Command, Globals, PromptLine};
pub use context::Context;
pub use error::{CommandError, ErrorKind};
pub use outcome::Outcome;

pub(crate) use error::as_sentence;
pub(crate) use goal::goal_words;
pub(crate) use quiz_end::score_words;

/// Runs one command.
pub fn run(context: &mut Context, command: &Command) -> Result<Outcome, CommandError> {
    match command {
        Command::Quiz(arguments) => quiz::run(context, arguments),
        Command::Review(arguments) => review::run(context, arguments),
        Command::Progress(arguments) => progress::run(context, arguments),
        Command::History(arguments) => history::run(context, arguments),
        Command::Goal(arguments) => goal::run(context, arguments),
        Command::Guide(arguments) => guide::run(context, arguments),
        Command::Note(arguments) => mark::run_note(context, arguments),
        Command::Flag(arguments) => mark::run_flag(context, arguments),
        Command::Dispute(arguments) => mark::run_dispute(context, arguments),
        Command::Bank(arguments) => bank::run(context, arguments),
        Command::Store(arguments) => store::run(context, arguments),
        Command::Completions(arguments) => Ok(completions::run_completions(context, arguments)),
        Command::Man => completions::run_man(context),
    }
}
