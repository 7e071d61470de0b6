//! Lines from a pipe, a file, or a terminal without the line editor.

use std::io::{self, BufRead, BufReader, ErrorKind};

use super::line_source::LONGEST_LINE;
use super::{Line, LineError, LineSource, Prompt, Screen};
use crate::sys::clean::clean_input;
use crate::sys::input::StandardInput;
use crate::sys::{Environment, Interrupt};

/// Lines read one by one, never holding more than one of bounded length.
///
/// From a pipe or a file the line read is repeated behind its prompt, so that the output reads like a session at a
/// terminal; a terminal shows what is typed by itself.
#[derive(Debug)]
pub struct Pipe<R> {
    reader: R,
    typed: bool,
    interrupt: Interrupt,
}

impl Pipe<BufReader<StandardInput>> {
    /// Returns the lines of the standard input; Ctrl-C, told by `interrupt`, ends the wait for one.
    pub fn standard_input(environment: &Environment, interrupt: &Interrupt) -> Self {
        let reader = BufReader::new(StandardInput::new(interrupt.clone()));
        Self {
            reader,
            typed: environment.streams.input.is_terminal(),
            interrupt: interrupt.clone(),
        }
    }
}

impl<R: BufRead> Pipe<R> {
    /// Returns the lines of `reader`, each repeated behind its prompt.
    pub fn new(reader: R) -> Self {
        Self {
            reader,
            typed: false,
            interrupt: Interrupt::default(),
        }
    }

    fn next_line(&mut self) -> io::Result<Line> {
        match read_capped(&mut self.reader, LONGEST_LINE, &self.interrupt)? {
            Capped::End => Ok(Line::End),
            Capped::TooLong => Ok(Line::TooLong),
            Capped::Interrupted => Ok(Line::Interrupted),
            Capped::Line(bytes) => Ok(match String::from_utf8(bytes) {
                Ok(text) => Line::Text(clean_input(&text)),
                Err(_) => Line::NotText,
            }),
        }
    }
}

impl<R: BufRead> LineSource for Pipe<R> {
    fn read(&mut self, prompt: &Prompt, screen: &mut Screen) -> Result<Line, LineError> {
        screen.write(&prompt.shown(screen.width()));
        screen.flush()?;
        if screen.is_closed() {
            return Ok(Line::End);
        }
        // A Ctrl-C from before the prompt was meant for what went on before.
        self.interrupt.take();
        let line = self.next_line().map_err(LineError::Read)?;
        match &line {
            Line::Text(text) if !self.typed => screen.write(&format!("{text}\n")),
            Line::Text(_) | Line::NotText | Line::TooLong if self.typed => {}
            Line::Text(_) | Line::NotText | Line::TooLong | Line::End | Line::Interrupted => {
                screen.write("\n");
            }
        }
        Ok(line)
    }

    fn is_interactive(&self) -> bool {
        self.typed
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Capped {
    Line(Vec<u8>),
    TooLong,
    Interrupted,
    End,
}

/// Reads to the next line feed, keeping at most `limit` bytes. A line end may be `\n` or `\r\n`, and the last line may
/// have none.
fn read_capped(
    reader: &mut impl BufRead,
    limit: usize,
    interrupt: &Interrupt,
) -> io::Result<Capped> {
    let mut line = Vec::new();
    let mut too_long = false;
    loop {
        let buffer = match reader.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == ErrorKind::Interrupted => {
                if interrupt.take() {
                    return Ok(Capped::Interrupted);
                }
                continue;
            }
            Err(error) => return Err(error),
        };
        let at_end = buffer.is_empty();
        let feed = buffer.iter().position(|byte| *byte == b'\n');
        let part = &buffer[..feed.unwrap_or(buffer.len())];
        // One byte more than the limit may be the `\r` of the line's end.
        if too_long || line.len() + part.len() > limit + 1 {
            too_long = true;
            line = Vec::new();
        } else {
            line.extend_from_slice(part);
        }
        let used = part.len() + usize::from(feed.is_some());
        reader.consume(used);
        if at_end && line.is_empty() && !too_long {
            return Ok(Capped::End);
        }
        if at_end || feed.is_some() {
            if line.last() == Some(&b'\r') {
                line.pop();
            }
            return Ok(if too_long || line.len() > limit {
                Capped::TooLong
            } else {
                Capped::Line(line)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::Output;
    use std::io::Read;

    fn lines(input: &[u8]) -> (Vec<Line>, String) {
        let (mut screen, shown, _) = Screen::memory(80, false);
        let mut pipe = Pipe::new(input);
        let mut lines = Vec::new();
        while lines.last() != Some(&Line::End) {
            lines.push(pipe.read(&Prompt::command("> "), &mut screen).unwrap());
        }
        screen.flush().unwrap();
        (lines, shown.text())
    }

    fn text(text: &str) -> Line {
        Line::Text(text.to_owned())
    }

    #[test]
    fn a_piped_session_reads_like_a_typed_one() {
        let (lines, shown) = lines(b"quiz rhit\r\n\nb");
        assert_eq!(lines, [text("quiz rhit"), text(""), text("b"), Line::End]);
        assert_eq!(shown, "> quiz rhit\n> \n> b\n> \n");
    }

    #[test]
    fn no_input_is_the_end_again_and_again() {
        let (mut screen, _, _) = Screen::memory(80, false);
        let mut pipe = Pipe::new(&b""[..]);
        for _ in 0..3 {
            let line = pipe.read(&Prompt::command("> "), &mut screen).unwrap();
            assert_eq!(line, Line::End);
        }
    }

    #[test]
    fn bytes_that_are_no_text_end_nothing() {
        let (lines, shown) = lines(b"caf\xe9\nnext\n");
        assert_eq!(lines, [Line::NotText, text("next"), Line::End]);
        assert_eq!(shown, "> \n> next\n> \n");
    }

    #[test]
    fn control_characters_are_cleaned_away() {
        let (lines, shown) = lines("\u{feff}nul\0 \u{1b}[31m\tc1\u{9b}\n".as_bytes());
        assert_eq!(lines[0], text("nul [31m c1"));
        assert!(!shown.contains('\u{1b}'));
    }

    #[test]
    fn the_longest_line_is_kept_and_a_longer_one_is_not() {
        let longest = "x".repeat(LONGEST_LINE);
        let input = format!("{longest}\r\n{longest}x\nshort\n{longest}xx");
        let (lines, _) = lines(input.as_bytes());
        assert_eq!(
            lines,
            [
                text(&longest),
                Line::TooLong,
                text("short"),
                Line::TooLong,
                Line::End
            ]
        );
    }

    /// Fifty megabytes without a line feed, then a short line; the buffer handed out is always the same.
    struct Endless {
        left: usize,
        tail: &'static [u8],
    }

    impl Read for Endless {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            unreachable!("only the buffer is used")
        }
    }

    impl BufRead for Endless {
        fn fill_buf(&mut self) -> io::Result<&[u8]> {
            const FILL: &[u8] = &[b'x'; 8192];
            Ok(if self.left > 0 {
                &FILL[..self.left.min(FILL.len())]
            } else {
                self.tail
            })
        }

        fn consume(&mut self, used: usize) {
            if self.left > 0 {
                self.left -= used;
            } else {
                self.tail = &self.tail[used..];
            }
        }
    }

    #[test]
    fn fifty_megabytes_without_a_line_end_take_no_memory() {
        let mut endless = Endless {
            left: 50_000_000,
            tail: b"\nnext\n",
        };
        let before = resident_kilobytes();
        let interrupt = Interrupt::default();
        let first = read_capped(&mut endless, LONGEST_LINE, &interrupt).unwrap();
        assert_eq!(first, Capped::TooLong);
        assert!(resident_kilobytes() < before + 20_000);
        let second = read_capped(&mut endless, LONGEST_LINE, &interrupt).unwrap();
        assert_eq!(second, Capped::Line(b"next".to_vec()));
    }

    /// Returns the most memory this process has held so far.
    fn resident_kilobytes() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmHWM:"));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
            .unwrap_or(0)
    }

    /// A reader that a signal disturbs once before each piece of input.
    struct Disturbed<'a>(&'a [u8], bool);

    impl Read for Disturbed<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.1 = !self.1;
            if self.1 {
                return Err(ErrorKind::Interrupted.into());
            }
            self.0.read(buffer)
        }
    }

    #[test]
    fn only_a_ctrl_c_interrupts() {
        let interrupt = Interrupt::default();
        let mut reader = BufReader::new(Disturbed(b"one\ntwo\n", false));
        let line = read_capped(&mut reader, 10, &interrupt).unwrap();
        assert_eq!(line, Capped::Line(b"one".to_vec()));

        let mut reader = BufReader::new(Disturbed(b"one\n", false));
        interrupt.raise();
        let line = read_capped(&mut reader, 10, &interrupt).unwrap();
        assert_eq!(line, Capped::Interrupted);
        assert!(!interrupt.is_raised());
        let line = read_capped(&mut reader, 10, &interrupt).unwrap();
        assert_eq!(line, Capped::Line(b"one".to_vec()));
    }

    #[test]
    fn a_failing_input_is_an_error() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(ErrorKind::IsADirectory.into())
            }
        }
        let (mut screen, _, _) = Screen::memory(80, false);
        let outcome = Pipe::new(BufReader::new(Broken)).read(&Prompt::command("> "), &mut screen);
        assert!(matches!(outcome, Err(LineError::Read(_))));
    }

    #[test]
    fn a_reader_who_has_gone_ends_the_input() {
        struct Gone;
        impl io::Write for Gone {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let gone = Output::new(Box::new(Gone), false);
        let mut screen = Screen::new(gone, Output::memory(false).0, 80, false);
        let line = Pipe::new(&b"quiz\n"[..]).read(&Prompt::command("> "), &mut screen);
        assert_eq!(line.unwrap(), Line::End);
    }
}
