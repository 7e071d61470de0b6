//! Bytes of the standard input, read so that Ctrl-C ends the wait.
//!
//! The standard library's reader keeps a buffer of its own and goes on waiting after a signal. At a terminal without
//! the line editor (`--plain`, `TERM=dumb`) Ctrl-C must still give the prompt back, so this reader waits for input and
//! for the signal's wake-up at the same time.

use std::io::{self, ErrorKind, Read};
use std::os::fd::AsFd as _;

use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};

use super::Interrupt;

/// The standard input; reading ends with [`ErrorKind::Interrupted`] when `interrupt` is raised meanwhile.
#[derive(Debug)]
pub struct StandardInput {
    interrupt: Interrupt,
}

impl StandardInput {
    /// Returns a reader that `interrupt` wakes.
    pub fn new(interrupt: Interrupt) -> Self {
        Self { interrupt }
    }
}

impl Read for StandardInput {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let input = io::stdin();
        loop {
            if self.interrupt.is_raised() {
                return Err(ErrorKind::Interrupted.into());
            }
            if let Some(wake) = self.interrupt.wake() {
                let mut waited = [
                    PollFd::new(input.as_fd(), PollFlags::POLLIN),
                    PollFd::new(wake.as_fd(), PollFlags::POLLIN),
                ];
                match poll(&mut waited, PollTimeout::NONE) {
                    Ok(_) | Err(Errno::EINTR) => {}
                    Err(errno) => return Err(errno.into()),
                }
                let ready = waited[0].revents().is_some_and(|events| !events.is_empty());
                self.interrupt.drain();
                if !ready {
                    continue;
                }
            }
            match nix::unistd::read(&input, buffer) {
                Ok(read) => return Ok(read),
                Err(Errno::EINTR | Errno::EAGAIN) => {}
                Err(errno) => return Err(errno.into()),
            }
        }
    }
}
