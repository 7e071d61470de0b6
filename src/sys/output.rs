//! The one writer. All text for a reader passes here: it is cleaned, styled, and a closed pipe is a quiet end.
//!
//! Text is kept until [`Output::flush`] (called at prompts and at the end) or until the buffer is full.

use std::fmt;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::sync::{Arc, Mutex, PoisonError};

use thiserror::Error;

use super::clean::escape_json;
use super::ink::render;

/// A failure to write; a closed pipe is none (see [`Output::is_closed`]).
#[derive(Debug, Error)]
pub enum OutputError {
    /// The stream refused the text, for example because a disk is full.
    #[error("could not write the output")]
    Write(#[source] io::Error),
}

/// A stream of cleaned text.
pub struct Output {
    sink: Box<dyn Write + Send>,
    colour: bool,
    closed: bool,
}

impl Output {
    /// Returns the program's standard output.
    pub fn stdout(colour: bool) -> Self {
        Self::new(
            Box::new(BufWriter::with_capacity(1 << 16, io::stdout())),
            colour,
        )
    }

    /// Returns the program's standard error stream.
    pub fn stderr(colour: bool) -> Self {
        Self::new(Box::new(BufWriter::new(io::stderr())), colour)
    }

    /// Returns an output over any writer.
    pub fn new(sink: Box<dyn Write + Send>, colour: bool) -> Self {
        Self {
            sink,
            colour,
            closed: false,
        }
    }

    /// Returns an output into memory, and the memory to read it from.
    pub fn memory(colour: bool) -> (Self, Memory) {
        let memory = Memory::default();
        (Self::new(Box::new(memory.clone()), colour), memory)
    }

    /// Writes `text`, cleaned, its style marks turned into colours if this output has them.
    pub fn write(&mut self, text: &str) -> Result<(), OutputError> {
        if self.closed {
            return Ok(());
        }
        let shown = render(text, self.colour);
        let outcome = self.sink.write_all(shown.as_bytes());
        self.judge(outcome)
    }

    /// Writes serialised JSON so that its values stay exact: what [`write`](Self::write) would mark is escaped.
    pub fn write_json(&mut self, json: &str) -> Result<(), OutputError> {
        if self.closed {
            return Ok(());
        }
        let outcome = self.sink.write_all(escape_json(json).as_bytes());
        self.judge(outcome)
    }

    /// Hands everything written so far to the reader.
    pub fn flush(&mut self) -> Result<(), OutputError> {
        if self.closed {
            return Ok(());
        }
        let outcome = self.sink.flush();
        self.judge(outcome)
    }

    /// Returns whether the reader has gone (a pipe closed by `head`); writing then does nothing.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Returns whether style marks become colours here.
    pub fn has_colour(&self) -> bool {
        self.colour
    }

    fn judge(&mut self, outcome: io::Result<()>) -> Result<(), OutputError> {
        match outcome {
            Ok(()) => Ok(()),
            Err(error) => {
                // What stands in the buffer cannot be delivered; trying again would only repeat the error.
                self.closed = true;
                self.sink = Box::new(io::sink());
                if error.kind() == ErrorKind::BrokenPipe {
                    Ok(())
                } else {
                    Err(OutputError::Write(error))
                }
            }
        }
    }
}

impl fmt::Debug for Output {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Output")
            .field("colour", &self.colour)
            .field("closed", &self.closed)
            .finish_non_exhaustive()
    }
}

/// What an [`Output::memory`] has taken in.
#[derive(Debug, Clone, Default)]
pub struct Memory(Arc<Mutex<Vec<u8>>>);

impl Memory {
    /// Returns the text written so far.
    pub fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Returns the text written so far and forgets it.
    pub fn take(&self) -> String {
        let mut bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&std::mem::take(&mut *bytes)).into_owned()
    }
}

impl Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::ink::{END, Ink};

    /// A writer that fails with one kind of error and counts how often it was asked.
    #[derive(Clone)]
    struct Failing(ErrorKind, Arc<Mutex<u32>>);

    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            *self.1.lock().unwrap() += 1;
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    fn failing(kind: ErrorKind) -> (Output, Arc<Mutex<u32>>) {
        let asked = Arc::new(Mutex::new(0));
        let sink = Failing(kind, Arc::clone(&asked));
        (Output::new(Box::new(sink), false), asked)
    }

    #[test]
    fn text_is_cleaned_and_styled_on_the_way_out() {
        let (mut output, memory) = Output::memory(true);
        let title = format!("{}Title{END}", Ink::Bold.mark());
        output.write(&title).unwrap();
        output.write(" \u{1b}[2J\n").unwrap();
        assert_eq!(memory.take(), "\u{1b}[1mTitle\u{1b}[0m ␛[2J\n");
        assert_eq!(memory.text(), "");

        let (mut output, memory) = Output::memory(false);
        output.write(&title).unwrap();
        assert_eq!(memory.text(), "Title");
    }

    #[test]
    fn json_is_escaped_rather_than_marked() {
        let (mut output, memory) = Output::memory(false);
        output.write_json("{\"stem\":\"a\u{202e}b\"}\n").unwrap();
        assert_eq!(memory.text(), "{\"stem\":\"a\\u202eb\"}\n");
    }

    #[test]
    fn a_closed_pipe_is_a_quiet_end() {
        let (mut output, asked) = failing(ErrorKind::BrokenPipe);
        output.write("one").unwrap();
        assert!(output.is_closed());
        output.write("two").unwrap();
        output.write_json("{}").unwrap();
        output.flush().unwrap();
        assert_eq!(*asked.lock().unwrap(), 1);
    }

    #[test]
    fn a_full_disk_is_an_error_once() {
        let (mut output, asked) = failing(ErrorKind::StorageFull);
        assert!(output.write("one").is_err());
        assert!(output.write("two").is_ok());
        assert_eq!(*asked.lock().unwrap(), 1);
    }

    #[test]
    fn a_pipe_closed_before_the_flush_is_noticed() {
        let asked = Arc::new(Mutex::new(0));
        let sink = Failing(ErrorKind::BrokenPipe, Arc::clone(&asked));
        let mut output = Output::new(Box::new(BufWriter::new(sink)), false);
        output.write("kept in the buffer").unwrap();
        assert!(!output.is_closed());
        output.flush().unwrap();
        assert!(output.is_closed());
    }
}
