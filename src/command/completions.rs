//! `completions` and `man`: from the same grammar as the commands.

use clap::CommandFactory as _;

use super::{
    Context, Outcome,
    arguments::{Cli, CompletionsArguments},
    error::CommandError,
};

pub(super) fn run_completions(context: &mut Context, arguments: &CompletionsArguments) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut Cli::command(),
        "preceptor",
        &mut script,
    );
    context.screen.write(&String::from_utf8_lossy(&script));
    Outcome::Done
}

pub(super) fn run_man(context: &mut Context) -> Result<Outcome, CommandError> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command())
        .render(&mut page)
        .map_err(|error| CommandError::world(&error))?;
    context.screen.write(&String::from_utf8_lossy(&page));
    Ok(Outcome::Done)
}
