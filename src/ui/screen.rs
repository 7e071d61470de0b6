//! The screen: one place that knows the width, the colour and whether lines must be plain.

use crate::sys::clean::clean_styled;
use crate::sys::{ColourChoice, Environment, Memory, Output, OutputError, clean};

use super::wrap::{columns, wrap_with};
use super::{Style, Table, markdown};

/// Prose is not set wider than this, however wide the terminal is.
pub const WIDEST_PROSE: usize = 100;

/// Where text for the learner goes.
///
/// Writing never fails in place: the first failure is kept, later text is dropped, and [`flush`](Self::flush) (called
/// at every prompt and at the end) returns it. A reader who has gone is no failure; see [`is_closed`](Self::is_closed).
#[derive(Debug)]
pub struct Screen {
    output: Output,
    error: Output,
    width: Width,
    plain: bool,
    failure: Option<OutputError>,
}

#[derive(Debug)]
enum Width {
    Fixed(usize),
    Asked(Box<Environment>),
}

impl Screen {
    /// Returns the screen of this process.
    pub fn open(environment: &Environment, colour: ColourChoice, plain: bool) -> Self {
        let streams = environment.streams;
        Self {
            output: Output::stdout(environment.has_colour(colour, plain, streams.output)),
            error: Output::stderr(environment.has_colour(colour, plain, streams.error)),
            width: Width::Asked(Box::new(environment.clone())),
            plain,
            failure: None,
        }
    }

    /// Returns a screen over two outputs, with a width that does not change.
    pub fn new(output: Output, error: Output, width: usize, plain: bool) -> Self {
        Self {
            output,
            error,
            width: Width::Fixed(width),
            plain,
            failure: None,
        }
    }

    /// Returns a screen without colour into memory, and what its output and its errors are written to.
    pub fn memory(width: usize, plain: bool) -> (Self, Memory, Memory) {
        let (output, shown) = Output::memory(false);
        let (error, complaints) = Output::memory(false);
        (Self::new(output, error, width, plain), shown, complaints)
    }

    /// Returns the columns a line may take now.
    pub fn width(&self) -> usize {
        match &self.width {
            Width::Fixed(width) => *width,
            Width::Asked(environment) => environment.width(),
        }
    }

    /// Returns whether lines are for a screen reader: labelled, without boxes, never repainted.
    pub fn is_plain(&self) -> bool {
        self.plain
    }

    /// Returns whether styles are shown as colours.
    pub fn has_colour(&self) -> bool {
        self.output.has_colour()
    }

    /// Returns whether the reader has gone, so that going on writing is of no use.
    pub fn is_closed(&self) -> bool {
        self.output.is_closed()
    }

    /// Writes `text` as it is (cleaned, styled), without wrapping and without a line feed.
    pub fn write(&mut self, text: &str) {
        let outcome = self.output.write(text);
        self.keep(outcome);
    }

    /// Writes an empty line.
    pub fn blank(&mut self) {
        self.write("\n");
    }

    /// Writes one line; if it is wider than the screen it goes on below, under its own indent.
    pub fn line(&mut self, text: &str) {
        let text = clean_styled(text);
        let width = self.width();
        if columns(&text) <= width {
            self.write(&format!("{text}\n"));
        } else {
            let indent = " ".repeat(text.len() - text.trim_start_matches(' ').len());
            self.lines(&wrap_with(&text, width, "", &indent));
        }
    }

    /// Writes lines that are already laid out.
    pub fn lines(&mut self, lines: &[String]) {
        for line in lines {
            self.write(&format!("{line}\n"));
        }
    }

    /// Writes a text as a paragraph.
    pub fn paragraph(&mut self, text: &str) {
        self.hanging("", text);
    }

    /// Writes a text behind a prefix (`B  `), with its further lines under its first word.
    pub fn hanging(&mut self, prefix: &str, text: &str) {
        let rest = " ".repeat(columns(prefix));
        self.lines(&wrap_with(text, self.prose_width(), prefix, &rest));
    }

    /// Writes the title of a section.
    pub fn heading(&mut self, text: &str) {
        self.paragraph(&Style::Title.paint(text));
    }

    /// Writes an author's light Markdown, `indent` columns from the left.
    pub fn markdown(&mut self, text: &str, indent: usize) {
        self.markdown_after(&" ".repeat(indent), text);
    }

    /// Writes an author's light Markdown behind a prefix (`B  `), with its further lines under its first word.
    pub fn markdown_after(&mut self, prefix: &str, text: &str) {
        let rest = " ".repeat(columns(prefix));
        let width = self.prose_width();
        let lines = markdown::lines_with(text, width, self.plain, prefix, &rest);
        self.lines(&lines);
    }

    /// Writes a table.
    pub fn table(&mut self, table: &Table) {
        self.lines(&table.lines(self.width(), self.plain));
    }

    /// Writes values under each other, each behind its label.
    pub fn labelled(&mut self, values: &[(&str, String)]) {
        let widest = values.iter().map(|(label, _)| columns(label)).max();
        let widest = widest.unwrap_or(0);
        for (label, value) in values {
            // A screen reader reads every space between a label and its value.
            let pad = if self.plain {
                1
            } else {
                widest - columns(label) + 2
            };
            let prefix = format!(
                "{}{}",
                Style::Label.paint(&format!("{label}:")),
                " ".repeat(pad)
            );
            self.hanging(&prefix, value);
        }
    }

    /// Writes serialised JSON as it is; its values stay exact.
    pub fn json(&mut self, json: &str) {
        let outcome = self
            .output
            .write_json(json)
            .and_then(|()| self.output.write("\n"));
        self.keep(outcome);
    }

    /// Writes what could not be done, and what to type next, to the error stream.
    pub fn error<T: AsRef<str>>(&mut self, message: &str, hints: &[T]) {
        self.complain(&Style::Error.paint("error:"), message, hints);
    }

    /// Writes what to be careful about, and what to type next, to the error stream.
    pub fn warning<T: AsRef<str>>(&mut self, message: &str, hints: &[T]) {
        self.complain(&Style::Warning.paint("warning:"), message, hints);
    }

    /// Shows `text`, which is laid out already, on the error stream.
    pub fn report(&mut self, text: &str) {
        let outcome = self.output.flush();
        self.keep(outcome);
        // What cannot be said on the error stream cannot be said anywhere.
        let _ = self.error.write(text);
        let _ = self.error.flush();
    }

    /// Hands everything to the reader and returns the first failure to write since the last call.
    pub fn flush(&mut self) -> Result<(), OutputError> {
        let outcome = self.output.flush();
        self.keep(outcome);
        self.failure.take().map_or(Ok(()), Err)
    }

    fn complain<T: AsRef<str>>(&mut self, label: &str, message: &str, hints: &[T]) {
        // What was said before stands before.
        let outcome = self.output.flush();
        self.keep(outcome);
        let width = self.prose_width();
        let mut lines = wrap_with(&format!("{label} {}", clean(message)), width, "", "  ");
        let hint_label = Style::Key.paint("hint:");
        for hint in hints {
            let text = format!("{hint_label} {}", clean(hint.as_ref()));
            lines.extend(wrap_with(&text, width, "  ", "    "));
        }
        // There is nowhere left to tell of an error stream that fails.
        let _ = self.error.write(&format!("{}\n", lines.join("\n")));
        let _ = self.error.flush();
    }

    fn prose_width(&self) -> usize {
        self.width().min(WIDEST_PROSE)
    }

    fn keep(&mut self, outcome: Result<(), OutputError>) {
        if let Err(error) = outcome {
            self.failure.get_or_insert(error);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{Cell, Column};
    use std::io::{self, ErrorKind, Write};

    fn shown(width: usize, plain: bool, draw: impl FnOnce(&mut Screen)) -> String {
        let (mut screen, shown, complaints) = Screen::memory(width, plain);
        draw(&mut screen);
        screen.flush().unwrap();
        assert_eq!(complaints.text(), "");
        shown.text()
    }

    #[test]
    fn a_long_line_goes_on_under_its_indent() {
        let text = shown(30, false, |screen| {
            screen.line("  fits");
            screen.line("  what does not fit goes on below it");
            screen.blank();
            screen.paragraph("A paragraph is wrapped at its words.");
        });
        assert_eq!(
            text,
            "  fits\n  what does not fit goes on\n  below it\n\nA paragraph is wrapped at its\nwords.\n"
        );
    }

    #[test]
    fn options_hang_behind_their_letter() {
        let text = shown(24, false, |screen| {
            screen.hanging(
                &format!("  {}  ", Style::Key.paint("B")),
                "Ask for proof of notice",
            );
            screen.markdown_after("  C  ", "Refuse *until* a judge signs");
        });
        assert_eq!(
            text,
            "  B  Ask for proof of\n     notice\n  C  Refuse until a\n     judge signs\n"
        );
    }

    #[test]
    fn values_stand_behind_their_labels() {
        let values = [
            ("score", "14 of 20".to_owned()),
            ("time", "9 min 12 s".to_owned()),
        ];
        assert_eq!(
            shown(40, false, |screen| screen.labelled(&values)),
            "score:  14 of 20\ntime:   9 min 12 s\n"
        );
        assert_eq!(
            shown(40, true, |screen| screen.labelled(&values)),
            "score: 14 of 20\ntime: 9 min 12 s\n"
        );
    }

    #[test]
    fn tables_follow_the_screen() {
        let mut table = Table::new([Column::words("id"), Column::numbers("n")]);
        table.push([Cell::new("a"), Cell::new("10")]);
        assert_eq!(
            shown(80, false, |screen| screen.table(&table)),
            "id   n\na   10\n"
        );
        assert_eq!(
            shown(80, true, |screen| screen.table(&table)),
            "id: a\nn: 10\n"
        );
    }

    #[test]
    fn errors_go_to_their_own_stream_with_hints() {
        let (mut screen, shown, complaints) = Screen::memory(40, false);
        screen.line("before");
        screen.error(
            "no bank `rh\u{1b}[31mit` in the shipped banks",
            &["type `bank list` to see them"],
        );
        assert_eq!(shown.text(), "before\n");
        assert_eq!(
            complaints.text(),
            "error: no bank `rh␛[31mit` in the\n  shipped banks\n  hint: type `bank list` to see them\n"
        );
    }

    #[test]
    fn prose_keeps_a_readable_width() {
        let text = shown(300, false, |screen| screen.paragraph(&"word ".repeat(60)));
        assert_eq!(text.lines().next().unwrap().len(), 99);
    }

    #[test]
    fn json_stays_exact() {
        let text = shown(20, false, |screen| {
            screen.json("{\"a\":\"a long value that is never wrapped \u{9b}\"}");
        });
        assert_eq!(
            text,
            "{\"a\":\"a long value that is never wrapped \\u009b\"}\n"
        );
    }

    struct Full;

    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_first_failure_waits_for_the_flush() {
        let full = Output::new(Box::new(Full), false);
        let mut screen = Screen::new(full, Output::memory(false).0, 80, false);
        screen.line("one");
        screen.line("two");
        assert!(screen.flush().is_err());
        assert!(screen.flush().is_ok());
    }
}
