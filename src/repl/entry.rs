//! From the shell: parse, set the edges up, run one command or the prompt, turn the result into an exit code.

use std::{ffi::OsString, panic};

use clap::Parser as _;

use crate::{
    command::{self, Cli, CommandError, Context, Outcome},
    sys::{Clock, Environment, OnInterrupt, Output, Signals},
    ui::{Editor, LineSource, Pipe, Screen},
};

use super::prompt;

/// Exit code of a fault of our own.
const OUR_FAULT: u8 = 70;

/// Runs the program with the words of its command line, the first being its own name. Returns the exit code: 0 done,
/// 1 done with findings or a failed line in a script, 2 could not be done, 130 interrupted, 70 a fault of ours.
pub fn run_program(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let environment = Environment::read();
    tell_panics_plainly();
    panic::catch_unwind(panic::AssertUnwindSafe(|| run(&environment, arguments)))
        .unwrap_or(OUR_FAULT)
}

fn run(environment: &Environment, arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            let text = error.render().to_string();
            let mut output = if error.use_stderr() {
                Output::stderr(false)
            } else {
                Output::stdout(false)
            };
            let written = output.write(&text).and_then(|()| output.flush());
            return u8::from(error.use_stderr() || written.is_err()) * 2;
        }
    };
    let plain = cli.globals.plain || environment.accessible;
    let colour = cli.globals.color.choice();
    let open_screen = || Screen::open(environment, colour, plain);
    let outcome = begin(environment, &cli).and_then(|(clock, signals, lines)| {
        let mut context = Context::new(
            environment.clone(),
            cli.globals,
            clock,
            signals,
            open_screen(),
            lines,
        );
        let code = match &cli.command {
            None => prompt::run(&mut context),
            Some(command) => command::run(&mut context, command)
                .map(|outcome| u8::from(outcome == Outcome::Findings)),
        };
        context.screen.flush()?;
        code
    });
    outcome.unwrap_or_else(|error| {
        open_screen().error(&error.message, &error.hints);
        error.exit_code()
    })
}

fn begin(
    environment: &Environment,
    cli: &Cli,
) -> Result<(Clock, Signals, Box<dyn LineSource>), CommandError> {
    let clock = Clock::open(environment)
        .map_err(|error| CommandError::world(&error).hint(command::as_sentence(error.hint())))?;
    let at_prompt = cli.command.is_none() && environment.streams.input.is_terminal();
    let on_interrupt = if at_prompt {
        OnInterrupt::Remember
    } else {
        OnInterrupt::Exit
    };
    let signals = Signals::listen(on_interrupt).map_err(|error| CommandError::world(&error))?;
    let plain = cli.globals.plain || environment.accessible;
    let lines: Box<dyn LineSource> = if environment.can_edit_lines(plain) {
        let history = environment
            .data_dir(cli.globals.data_dir.as_deref())
            .ok()
            .map(|folder| folder.join("history.txt"));
        let colour = environment.has_colour(
            cli.globals.color.choice(),
            plain,
            environment.streams.output,
        );
        Box::new(
            Editor::open(history, colour, &signals).map_err(|error| CommandError::world(&error))?,
        )
    } else {
        Box::new(Pipe::standard_input(environment, &signals.interrupt))
    };
    Ok((clock, signals, lines))
}

/// A panic is a fault of ours: it is told in one sentence with its place, without a backtrace.
fn tell_panics_plainly() {
    panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map(|place| format!("{}:{}", place.file(), place.line()))
            .unwrap_or_default();
        let what = info.payload_as_str().unwrap_or("no message");
        let mut output = Output::stderr(false);
        let sentence = format!("error: this is a fault in preceptor itself, at {place}: {what}\n");
        // If even this cannot be written, the exit code still tells.
        let _ = output.write(&sentence).and_then(|()| output.flush());
    }));
}
