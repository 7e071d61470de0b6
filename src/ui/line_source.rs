//! Where lines come from: one trait for the editor at a terminal, for pipes and for tests.

use std::io;
use std::path::PathBuf;
use std::rc::Rc;

use thiserror::Error;

use super::wrap::wrap;
use super::{Editor, Pipe, Screen, Style};
use crate::sys::{Environment, OutputError, Signals, clean};

/// The most bytes of one line; a longer one is read to its end and not kept.
pub const LONGEST_LINE: usize = 64 * 1024;

/// What came in at a prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A line of text without its line end and without control characters.
    Text(String),
    /// The end of the input, or Ctrl-D on an empty line.
    End,
    /// Ctrl-C.
    Interrupted,
    /// A line that is no UTF-8 text. It is to be typed again; it ends nothing.
    NotText,
    /// A line of more than [`LONGEST_LINE`] bytes, which was not kept.
    TooLong,
}

/// A failure to read or to show a prompt.
#[derive(Debug, Error)]
pub enum LineError {
    /// The input could not be read.
    #[error("could not read the next line")]
    Read(#[source] io::Error),
    /// The prompt could not be shown.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// A source of lines.
pub trait LineSource {
    /// Shows `prompt` on `screen` and waits for a line.
    ///
    /// Everything on the screen is flushed first, so a failure to write comes out here. Once the screen's reader has
    /// gone, every line is [`Line::End`].
    fn read(&mut self, prompt: &Prompt, screen: &mut Screen) -> Result<Line, LineError>;

    /// Returns whether a person types the lines, who can be asked again.
    fn is_interactive(&self) -> bool;
}

/// Returns the lines of this process: the editor, with the commands of earlier runs from the file `history`, where it
/// can be used, else the standard input as it is.
pub fn open(
    environment: &Environment,
    screen: &Screen,
    history: Option<PathBuf>,
    signals: &Signals,
) -> Result<Box<dyn LineSource>, LineError> {
    Ok(if environment.can_edit_lines(screen.is_plain()) {
        Box::new(Editor::open(history, screen.has_colour(), signals)?)
    } else {
        Box::new(Pipe::standard_input(environment, &signals.interrupt))
    })
}

/// What a prompt asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromptKind {
    /// A command: kept in the history; several pasted lines are several commands.
    Command,
    /// An answer: not kept, nothing to look back to; several pasted lines are one answer.
    Answer,
}

/// A prompt with what may be suggested at it.
#[derive(Clone)]
pub struct Prompt {
    text: String,
    kind: PromptKind,
    suggest: Option<Rc<dyn Suggest>>,
}

impl Prompt {
    /// Returns a prompt for a command; `text` is shown as it is, with its last space.
    pub fn command(text: &str) -> Self {
        Self::new(text, PromptKind::Command)
    }

    /// Returns a prompt for an answer; `text` is shown as it is, with its last space.
    pub fn answer(text: &str) -> Self {
        Self::new(text, PromptKind::Answer)
    }

    fn new(text: &str, kind: PromptKind) -> Self {
        Self {
            text: clean(text).into_owned(),
            kind,
            suggest: None,
        }
    }

    /// Returns this prompt with completion and hints.
    #[must_use]
    pub fn with_suggestions(self, suggest: Rc<dyn Suggest>) -> Self {
        Self {
            suggest: Some(suggest),
            ..self
        }
    }

    /// Returns what the prompt asks for.
    pub fn kind(&self) -> PromptKind {
        self.kind
    }

    /// Returns the text of the prompt, without style.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns what may be suggested.
    pub fn suggestions(&self) -> Option<&Rc<dyn Suggest>> {
        self.suggest.as_ref()
    }

    /// Returns the styled text of the prompt, broken into lines where it is wider than `width`.
    pub(super) fn shown(&self, width: usize) -> String {
        let bare = self.text.trim_end_matches(' ');
        let space = &self.text[bare.len()..];
        // The last column stays free, so that the learner's first letter stands on the same line.
        let room = width.saturating_sub(space.len() + 1).max(1);
        let lines = wrap(&Style::Prompt.paint(bare), room);
        format!("{}{space}", lines.join("\n"))
    }
}

/// Suggestions at a prompt.
pub trait Suggest {
    /// Returns where the word at `position` begins and what could stand in its place.
    fn complete(&self, line: &str, position: usize) -> (usize, Vec<Candidate>);

    /// Returns what is shown in grey behind the line; it is shown only, never inserted.
    fn hint(&self, line: &str, position: usize) -> Option<String>;
}

/// Something a word can be completed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What the list of candidates shows.
    pub shown: String,
    /// What is put in the line.
    pub inserted: String,
}

impl Candidate {
    /// Returns a candidate shown as it is inserted.
    pub fn word(word: &str) -> Self {
        Self {
            shown: word.to_owned(),
            inserted: word.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::ink::render;

    #[test]
    fn a_prompt_is_styled_up_to_its_last_space() {
        let prompt = Prompt::command("preceptor> ");
        assert_eq!(
            render(&prompt.shown(80), true),
            "\u{1b}[1;34mpreceptor>\u{1b}[0m "
        );
        assert_eq!(render(&prompt.shown(80), false), "preceptor> ");
    }

    #[test]
    fn a_wide_prompt_is_broken() {
        let prompt = Prompt::answer("A-D  :hint :skip :flag :quit > ");
        assert_eq!(
            render(&prompt.shown(20), false),
            "A-D  :hint :skip\n:flag :quit > "
        );
    }

    #[test]
    fn a_prompt_cannot_steer_the_terminal() {
        assert_eq!(Prompt::answer("\u{1b}[2J> ").text(), "␛[2J> ");
    }
}
