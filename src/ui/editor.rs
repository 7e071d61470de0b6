//! The line editor at a terminal: history, completion, hints.
//!
//! It is used only where both sides are a terminal that understands escape sequences
//! ([`Environment::can_edit_lines`](crate::sys::Environment::can_edit_lines)); the editor writes its own.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::rc::Rc;

use nix::errno::Errno;
use rustyline::completion::{Completer, Pair};
use rustyline::config::{BellStyle, ColorMode, CompletionType};
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::validate::Validator;
use rustyline::{Config, Context, Helper};

use super::history::{CommandHistory, MOST_ENTRIES};
use super::line_source::LONGEST_LINE;
use super::{Candidate, Line, LineError, LineSource, Prompt, PromptKind, Screen, Style, Suggest};
use crate::sys::clean::{clean_input, is_hidden};
use crate::sys::ink::render;
use crate::sys::{Signals, clean};

/// The most candidates handed to the line editor, which cannot list more than 65,535.
const MOST_CANDIDATES: usize = 1_000;

/// The longest hint shown, in characters.
const LONGEST_HINT: usize = 120;

/// Lines typed by a person at a terminal.
pub struct Editor {
    lines: rustyline::Editor<Assistant, CommandHistory>,
    signals: Signals,
    /// Lines of a paste that are still to be handed out.
    pasted: VecDeque<Line>,
}

impl Editor {
    /// Returns the editor of this process's terminal, with the history kept in `history`. `signals` must listen
    /// already: they restore the terminal if the program is ended from outside.
    pub fn open(
        history: Option<PathBuf>,
        colour: bool,
        signals: &Signals,
    ) -> Result<Self, LineError> {
        let config = configuration()?;
        let history = CommandHistory::open(&config, history);
        let mut lines = rustyline::Editor::with_history(config, history).map_err(failure)?;
        lines.set_helper(Some(Assistant {
            suggest: None,
            colour,
        }));
        Ok(Self {
            lines,
            signals: signals.clone(),
            pasted: VecDeque::new(),
        })
    }

    fn edit(&mut self, prompt: &Prompt, width: usize) -> Result<Line, LineError> {
        if let Some(assistant) = self.lines.helper_mut() {
            assistant.suggest = prompt.suggestions().map(Rc::clone);
        }
        let hidden = prompt.kind() == PromptKind::Answer;
        self.lines.history_mut().hide(hidden);
        let colour = self.lines.helper().is_some_and(|helper| helper.colour);
        let shown = prompt.shown(width);
        let shown = (render(&shown, false), render(&shown, colour));
        loop {
            let outcome = {
                let _editing = self.signals.editing.begin();
                self.lines.readline(&shown)
            };
            match outcome {
                Ok(typed) => {
                    let mut lines = split_paste(&typed, prompt.kind());
                    let first = lines.pop_front();
                    self.pasted.append(&mut lines);
                    return Ok(first.unwrap_or(Line::Text(String::new())));
                }
                Err(ReadlineError::Interrupted) => return Ok(Line::Interrupted),
                Err(ReadlineError::Eof) => return Ok(Line::End),
                // The window changed its size while nothing could be redrawn.
                Err(ReadlineError::Signal(_)) => {}
                Err(error) => {
                    let error = into_io(error);
                    return match error.kind() {
                        ErrorKind::InvalidData => Ok(Line::NotText),
                        // The terminal has gone.
                        _ if error.raw_os_error() == Some(Errno::EIO as i32) => Ok(Line::End),
                        _ => Err(LineError::Read(error)),
                    };
                }
            }
        }
    }
}

impl LineSource for Editor {
    fn read(&mut self, prompt: &Prompt, screen: &mut Screen) -> Result<Line, LineError> {
        screen.flush()?;
        if screen.is_closed() {
            return Ok(Line::End);
        }
        let line = if let Some(line) = self.pasted.pop_front() {
            let shown = match &line {
                Line::Text(text) => text.as_str(),
                Line::End | Line::Interrupted | Line::NotText | Line::TooLong => "",
            };
            screen.write(&format!("{}{shown}\n", prompt.shown(screen.width())));
            line
        } else {
            // A Ctrl-C from before the prompt was meant for what went on before.
            self.signals.interrupt.take();
            self.edit(prompt, screen.width())?
        };
        match &line {
            Line::Text(text) if prompt.kind() == PromptKind::Command => {
                self.lines.history_mut().remember(text);
            }
            Line::Text(_) | Line::End | Line::NotText | Line::TooLong => {}
            Line::Interrupted => self.pasted.clear(),
        }
        Ok(line)
    }

    fn is_interactive(&self) -> bool {
        true
    }
}

fn configuration() -> Result<Config, LineError> {
    Ok(Config::builder()
        .max_history_size(MOST_ENTRIES)
        .and_then(|builder| builder.history_ignore_dups(true))
        .map_err(failure)?
        .history_ignore_space(true)
        .auto_add_history(false)
        .completion_type(CompletionType::List)
        .bell_style(BellStyle::None)
        // The assistant decides about colour; the editor must ask it in any case, because it also cleans the line.
        .color_mode(ColorMode::Forced)
        .tab_stop(4)
        .build())
}

fn failure(error: ReadlineError) -> LineError {
    LineError::Read(into_io(error))
}

fn into_io(error: ReadlineError) -> io::Error {
    match error {
        ReadlineError::Io(error) => error,
        ReadlineError::Errno(errno) => errno.into(),
        other => io::Error::other(other),
    }
}

/// Returns the lines of what was typed or pasted, at least one. At a prompt for an answer all lines of a paste are one
/// answer, so that a paste never answers the items that follow.
fn split_paste(typed: &str, kind: PromptKind) -> VecDeque<Line> {
    let typed = clean_input(typed);
    let lines = typed.strip_suffix('\n').unwrap_or(&typed).split('\n');
    match kind {
        PromptKind::Command => lines.map(within_limit).collect(),
        PromptKind::Answer => {
            let parts: Vec<&str> = lines.filter(|line| !line.trim().is_empty()).collect();
            [within_limit(&parts.join(" "))].into()
        }
    }
}

fn within_limit(text: &str) -> Line {
    if text.len() > LONGEST_LINE {
        Line::TooLong
    } else {
        Line::Text(text.to_owned())
    }
}

/// What the line editor asks while a line is typed.
struct Assistant {
    suggest: Option<Rc<dyn Suggest>>,
    colour: bool,
}

impl Helper for Assistant {}

impl Validator for Assistant {}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let Some(suggest) = &self.suggest else {
            return Ok((position, Vec::new()));
        };
        let (start, candidates) = suggest.complete(line, position);
        if start > position || !line.is_char_boundary(start) {
            return Ok((position, Vec::new()));
        }
        Ok((start, fit_candidates(candidates)))
    }
}

/// Cleans candidates, and leaves most of them out where there are too many: the first in order of the alphabet and
/// the last stay, so that what all have in common is still what those have in common.
fn fit_candidates(mut candidates: Vec<Candidate>) -> Vec<Pair> {
    if candidates.len() > MOST_CANDIDATES {
        candidates.sort_by(|left, right| left.inserted.cmp(&right.inserted));
        let last = candidates.pop();
        candidates.truncate(MOST_CANDIDATES - 1);
        candidates.extend(last);
    }
    candidates
        .into_iter()
        .map(|candidate| Pair {
            display: clean(&candidate.shown).replace('\n', " "),
            replacement: clean_input(&candidate.inserted).replace('\n', " "),
        })
        .collect()
}

/// A hint that is shown, never inserted.
struct GreyHint(String);

impl Hint for GreyHint {
    fn display(&self) -> &str {
        &self.0
    }

    fn completion(&self) -> Option<&str> {
        None
    }
}

impl Hinter for Assistant {
    type Hint = GreyHint;

    fn hint(&self, line: &str, position: usize, _: &Context<'_>) -> Option<GreyHint> {
        // Without colour a hint could not be told from what was typed.
        if !self.colour || position < line.len() {
            return None;
        }
        let hint = self.suggest.as_ref()?.hint(line, position)?;
        let hint: String = clean(&hint).replace('\n', " ");
        Some(GreyHint(hint.chars().take(LONGEST_HINT).collect())).filter(|hint| !hint.0.is_empty())
    }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        if has_hidden(line) {
            let seen = line.chars().filter(|letter| !hides(*letter));
            Cow::Owned(seen.collect())
        } else {
            Cow::Borrowed(line)
        }
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(render(&Style::Dim.paint(hint), self.colour))
    }

    fn highlight_char(&self, line: &str, _: usize, _: CmdKind) -> bool {
        has_hidden(line)
    }
}

/// Returns whether `letter` of a pasted line may not reach the terminal; a paste's line feeds and tabs may.
fn hides(letter: char) -> bool {
    !matches!(letter, '\n' | '\t') && is_hidden(letter)
}

fn has_hidden(line: &str) -> bool {
    line.chars().any(hides)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustyline::history::MemHistory;

    struct Words(&'static [&'static str]);

    impl Suggest for Words {
        fn complete(&self, line: &str, _: usize) -> (usize, Vec<Candidate>) {
            let start = line.rfind(' ').map_or(0, |space| space + 1);
            let matching = self
                .0
                .iter()
                .filter(|word| word.starts_with(&line[start..]));
            (start, matching.map(|word| Candidate::word(word)).collect())
        }

        fn hint(&self, line: &str, _: usize) -> Option<String> {
            (line == "quiz").then(|| " [TARGET]\u{1b}\n".to_owned())
        }
    }

    fn assistant(colour: bool) -> Assistant {
        Assistant {
            suggest: Some(Rc::new(Words(&["quiz", "quit", "bad\u{1b}[2J"]))),
            colour,
        }
    }

    fn completed(assistant: &Assistant, line: &str) -> (usize, Vec<String>) {
        let history = MemHistory::new();
        let context = Context::new(&history);
        let (start, pairs) = assistant.complete(line, line.len(), &context).unwrap();
        (
            start,
            pairs.into_iter().map(|pair| pair.replacement).collect(),
        )
    }

    #[test]
    fn candidates_come_from_the_prompt_and_are_clean() {
        let assistant = assistant(true);
        assert_eq!(
            completed(&assistant, "help qui"),
            (5, vec!["quiz".to_owned(), "quit".to_owned()])
        );
        assert_eq!(completed(&assistant, "b"), (0, vec!["bad[2J".to_owned()]));
        let silent = Assistant {
            suggest: None,
            colour: true,
        };
        assert_eq!(completed(&silent, "q"), (1, Vec::new()));
    }

    #[test]
    fn too_many_candidates_keep_what_they_have_in_common() {
        let many = (0..100_000)
            .rev()
            .map(|number| Candidate::word(&format!("roi-{number:06}")));
        let pairs = fit_candidates(many.collect());
        assert_eq!(pairs.len(), MOST_CANDIDATES);
        assert_eq!(pairs[0].replacement, "roi-000000");
        assert_eq!(pairs[MOST_CANDIDATES - 1].replacement, "roi-099999");
    }

    #[test]
    fn hints_need_colour_and_the_end_of_the_line() {
        let history = MemHistory::new();
        let context = Context::new(&history);
        let hint = assistant(true).hint("quiz", 4, &context).unwrap();
        assert_eq!(hint.display(), " [TARGET]␛ ");
        assert_eq!(hint.completion(), None);
        assert_eq!(
            assistant(true).highlight_hint(hint.display()),
            "\u{1b}[2m [TARGET]␛ \u{1b}[0m"
        );
        assert!(assistant(true).hint("quiz", 2, &context).is_none());
        assert!(assistant(false).hint("quiz", 4, &context).is_none());
    }

    #[test]
    fn a_pasted_escape_never_reaches_the_terminal() {
        let shown = assistant(false)
            .highlight("a\u{1b}]0;x\u{7}\u{202e}b\nc", 0)
            .into_owned();
        assert_eq!(shown, "a]0;xb\nc");
        assert!(matches!(
            assistant(false).highlight("plain", 0),
            Cow::Borrowed(_)
        ));
    }

    #[test]
    fn pasted_lines_are_commands_or_one_answer() {
        let text = |text: &str| Line::Text(text.to_owned());
        let pasted = "quiz rhit\nb\u{7}\n\nc\n";
        assert_eq!(
            split_paste(pasted, PromptKind::Command),
            [text("quiz rhit"), text("b"), text(""), text("c")]
        );
        assert_eq!(
            split_paste(pasted, PromptKind::Answer),
            [text("quiz rhit b c")]
        );
        assert_eq!(split_paste("", PromptKind::Answer), [text("")]);
    }

    #[test]
    fn the_limit_is_for_each_line_of_a_paste() {
        let pasted = format!(
            "{}\nshort\n{}",
            "x".repeat(LONGEST_LINE),
            "y".repeat(LONGEST_LINE + 1)
        );
        let lines = split_paste(&pasted, PromptKind::Command);
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[1], Line::Text("short".to_owned()));
        assert_eq!(lines[2], Line::TooLong);
        assert_eq!(split_paste(&pasted, PromptKind::Answer), [Line::TooLong]);
    }
}
