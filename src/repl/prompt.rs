//! The loop: read a line, run it, go on. A bad line is explained; only quit, the end of input and a second Ctrl-C end it.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    rc::Rc,
};

use clap::{Parser as _, error::ErrorKind};

use crate::{
    command::{self, Command, CommandError, Context, Outcome, PromptLine},
    ui::{Line, Prompt, Suggest},
};

use super::{completion::Completion, greeting};

/// What a line came to.
enum Step {
    /// Done.
    Done,
    /// It failed, or had findings.
    Failed,
    /// The learner leaves.
    Leave,
}

/// Runs the prompt until the learner leaves. Returns the exit code: 1 when a line of a script failed, else 0.
pub(super) fn run(context: &mut Context) -> Result<u8, CommandError> {
    greeting::show(context)?;
    let completion: Rc<dyn Suggest> = Rc::new(Completion::new());
    let mut failed = false;
    let mut interrupts = 0;
    loop {
        let line = context
            .read_line(&Prompt::command("preceptor> ").with_suggestions(completion.clone()))?;
        if context.screen.is_closed() {
            return Ok(0);
        }
        if !matches!(line, Line::Interrupted) {
            interrupts = 0;
        }
        let step = match line {
            Line::End => Step::Leave,
            Line::Interrupted if interrupts > 0 => Step::Leave,
            Line::Interrupted => {
                interrupts += 1;
                context.screen.line("Ctrl-C again or quit leaves.");
                Step::Done
            }
            Line::NotText => {
                context.screen.error(
                    "that line was not readable text",
                    &["Type it again.".to_owned()],
                );
                Step::Failed
            }
            Line::TooLong => {
                context.screen.error(
                    "that line is too long to be a command",
                    &["help lists the commands.".to_owned()],
                );
                Step::Failed
            }
            Line::Text(text) => obey(context, &text),
        };
        match step {
            Step::Done => {}
            Step::Failed => failed = true,
            Step::Leave => break,
        }
    }
    Ok(u8::from(failed && !context.lines.is_interactive()))
}

/// Runs one line. Errors are shown here; only a closed output or a broken input ends the loop.
fn obey(context: &mut Context, text: &str) -> Step {
    let words = split(text);
    let words: Vec<&str> = match &words {
        Ok(words) => words.iter().map(String::as_str).collect(),
        Err(message) => {
            context
                .screen
                .error(message, &["Close it, or leave it out."]);
            return Step::Failed;
        }
    };
    match words.as_slice() {
        [] => return Step::Done,
        [first, ..] if first.starts_with('#') => return Step::Done,
        ["quit" | "exit" | "q" | ":quit" | ":q" | ":exit"] => return Step::Leave,
        [order] if order.starts_with(':') && *order != ":help" => {
            let hints =
                ["Orders with a colon belong to a question; help lists the commands.".to_owned()];
            context
                .screen
                .error(&format!("`{order}` is no command"), &hints);
            return Step::Failed;
        }
        _ => {}
    }
    let words = words.into_iter().map(|word| {
        if word == ":help" || word == "?" {
            "help"
        } else {
            word
        }
    });
    match PromptLine::try_parse_from(words) {
        Ok(line) => attempt(context, &line.command),
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            ) =>
        {
            context.screen.write(&error.render().to_string());
            Step::Done
        }
        Err(error) => {
            context.screen.report(&error.render().to_string());
            Step::Failed
        }
    }
}

/// Runs a command; a fault of the program's own is told and the loop goes on.
fn attempt(context: &mut Context, command: &Command) -> Step {
    match catch_unwind(AssertUnwindSafe(|| command::run(context, command))) {
        Ok(Ok(Outcome::Done)) => Step::Done,
        Ok(Ok(Outcome::Findings)) => Step::Failed,
        Ok(Err(error)) => {
            context.screen.error(&error.message, &error.hints);
            Step::Failed
        }
        Err(_) => {
            context.close_store();
            context.screen.line("The fault was the program's own; what you answered before is saved. The prompt goes on.");
            Step::Failed
        }
    }
}

/// Returns the words of a line. In a note or a reason an apostrophe is just an apostrophe.
fn split(text: &str) -> Result<Vec<String>, String> {
    if let Some(words) = shlex::split(text) {
        return Ok(words);
    }
    let mut words = text
        .trim()
        .splitn(3, char::is_whitespace)
        .map(str::to_owned);
    let first = words.next().unwrap_or_default();
    if ["note", "dispute"].contains(&first.as_str()) {
        return Ok(std::iter::once(first).chain(words).collect());
    }
    Err("a quote in that line is not closed".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apostrophes_in_notes_are_kept() {
        assert_eq!(
            split("note item-1 it's odd").unwrap(),
            ["note", "item-1", "it's odd"]
        );
        assert_eq!(
            split("quiz \"my bank.toml\"").unwrap(),
            ["quiz", "my bank.toml"]
        );
        assert!(split("quiz 'rhit").is_err());
    }
}
