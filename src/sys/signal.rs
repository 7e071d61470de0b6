//! Signals: the terminal is given back as it was, and Ctrl-C never tears work apart.
//!
//! A thread waits for `SIGTERM`, `SIGHUP` and `SIGQUIT`; when one comes while the line editor holds the terminal, it
//! restores the terminal's modes and ends the program with 128 + the signal's number. Nothing needs saving then: an
//! answer is on disk before the next prompt appears. `SIGXFSZ` is caught so that a file-size limit becomes a write
//! error, and `SIGPIPE` stays ignored, as Rust's start-up leaves it.

use std::io::{self, ErrorKind, Read as _};
use std::os::fd::AsFd as _;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use nix::sys::termios::{SetArg, Termios, tcgetattr, tcsetattr};
use nix::unistd::{getpgrp, tcgetpgrp};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};
use signal_hook::{flag, low_level};
use thiserror::Error;

/// Switches bracketed paste off and begins a new line, so that the shell's prompt stands alone.
const LEAVE_EDITOR: &[u8] = b"\x1b[?2004l\r\n";

/// A failure to listen for signals.
#[derive(Debug, Error)]
#[error("could not listen for signals")]
pub struct SignalError(#[from] io::Error);

/// What `SIGINT` does outside the line editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnInterrupt {
    /// Ends the program with 130: one command, or a script.
    Exit,
    /// Is remembered for long work to look at: the prompt.
    Remember,
}

/// The handles that listening for signals gives.
#[derive(Debug, Clone, Default)]
pub struct Signals {
    /// Whether Ctrl-C was pressed.
    pub interrupt: Interrupt,
    /// Whether the line editor holds the terminal.
    pub editing: Editing,
}

impl Signals {
    /// Begins to listen. The terminal's modes of this moment are the ones restored later, so this comes before the
    /// line editor's first prompt.
    pub fn listen(on_interrupt: OnInterrupt) -> Result<Self, SignalError> {
        let mut caught = vec![SIGTERM, SIGHUP, SIGQUIT, SIGXFSZ];
        let interrupt = match on_interrupt {
            OnInterrupt::Exit => {
                caught.push(SIGINT);
                Interrupt::default()
            }
            OnInterrupt::Remember => Interrupt::listen()?,
        };
        let signals = Self {
            interrupt,
            editing: Editing::default(),
        };
        let mut arriving = signal_hook::iterator::Signals::new(caught)?;
        let saved = tcgetattr(io::stdin()).ok();
        let editing = signals.editing.clone();
        thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || {
                for signal in arriving.forever() {
                    if signal != SIGXFSZ {
                        leave(signal, saved.as_ref(), &editing);
                    }
                }
            })?;
        Ok(signals)
    }
}

#[expect(
    clippy::exit,
    reason = "a signal ends the program from its own thread; the main thread may be waiting for a key"
)]
fn leave(signal: i32, saved: Option<&Termios>, editing: &Editing) -> ! {
    if editing.0.load(Ordering::SeqCst)
        && let Some(saved) = saved
        // In the background the terminal belongs to the shell, and setting its modes would stop this process.
        && tcgetpgrp(io::stdin()).is_ok_and(|group| group == getpgrp())
    {
        let _ = tcsetattr(io::stdin(), SetArg::TCSANOW, saved);
        let _ = nix::unistd::write(io::stdout().as_fd(), LEAVE_EDITOR);
    }
    std::process::exit(128 + signal)
}

/// Whether the line editor holds the terminal at this moment.
#[derive(Debug, Clone, Default)]
pub struct Editing(Arc<AtomicBool>);

impl Editing {
    /// Marks the terminal as held until the returned guard is dropped.
    pub fn begin(&self) -> EditingGuard {
        self.0.store(true, Ordering::SeqCst);
        EditingGuard(Arc::clone(&self.0))
    }
}

/// Marks the terminal as held by the line editor while it lives.
#[derive(Debug)]
pub struct EditingGuard(Arc<AtomicBool>);

impl Drop for EditingGuard {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

/// Whether Ctrl-C was pressed since it was last looked at. Long work asks [`is_raised`](Self::is_raised) now and then
/// and stops at the next safe place.
#[derive(Debug, Clone, Default)]
pub struct Interrupt {
    raised: Arc<AtomicBool>,
    wake: Option<Arc<UnixStream>>,
}

impl Interrupt {
    fn listen() -> io::Result<Self> {
        let (wake, ring) = UnixStream::pair()?;
        wake.set_nonblocking(true)?;
        ring.set_nonblocking(true)?;
        let raised = Arc::new(AtomicBool::new(false));
        // The flag first: whoever is woken must find it raised.
        flag::register(SIGINT, Arc::clone(&raised))?;
        low_level::pipe::register(SIGINT, ring)?;
        Ok(Self {
            raised,
            wake: Some(Arc::new(wake)),
        })
    }

    /// Returns whether Ctrl-C was pressed.
    pub fn is_raised(&self) -> bool {
        self.raised.load(Ordering::SeqCst)
    }

    /// Returns whether Ctrl-C was pressed, and forgets it.
    pub fn take(&self) -> bool {
        self.drain();
        self.raised.swap(false, Ordering::SeqCst)
    }

    /// Behaves as if Ctrl-C had been pressed.
    pub fn raise(&self) {
        self.raised.store(true, Ordering::SeqCst);
    }

    /// Returns the stream that becomes readable at Ctrl-C.
    pub(super) fn wake(&self) -> Option<&UnixStream> {
        self.wake.as_deref()
    }

    /// Empties the stream of past Ctrl-Cs; the flag stays as it is.
    pub(super) fn drain(&self) {
        if let Some(mut wake) = self.wake() {
            let mut waste = [0; 64];
            loop {
                match wake.read(&mut waste) {
                    Ok(1..) => {}
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    _ => break,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interrupt_is_seen_by_every_holder_and_taken_once() {
        let interrupt = Interrupt::default();
        let worker = interrupt.clone();
        assert!(!worker.is_raised());
        interrupt.raise();
        assert!(worker.is_raised());
        assert!(worker.take());
        assert!(!interrupt.take());
    }

    #[test]
    fn the_terminal_is_held_only_while_the_guard_lives() {
        let editing = Editing::default();
        let held = |editing: &Editing| editing.0.load(Ordering::SeqCst);
        let guard = editing.begin();
        assert!(held(&editing));
        drop(guard);
        assert!(!held(&editing));
    }

    #[test]
    fn ctrl_c_is_remembered_and_wakes_a_reader() {
        let interrupt = Interrupt::listen().unwrap();
        low_level::raise(SIGINT).unwrap();
        assert!(interrupt.is_raised());
        let mut byte = [0];
        assert_eq!(interrupt.wake().unwrap().read(&mut byte).unwrap(), 1);
        low_level::raise(SIGINT).unwrap();
        assert!(interrupt.take());
        let empty = interrupt.wake().unwrap().read(&mut byte).unwrap_err();
        assert_eq!(empty.kind(), ErrorKind::WouldBlock);
    }
}
