//! Floor 1: the machine's edge. The only place that reads clock, environment, home folder and terminal.
//!
//! Everything read here is handed upwards as a plain value ([`Environment`], [`Clock`], a seed), so that every floor
//! above can be tested without a terminal, without waiting and without a home folder. Everything written for a
//! reader goes through one [`Output`], which lets no foreign control character pass.

pub mod clean;
pub mod clock;
pub mod environment;
pub mod file;
pub mod ink;
pub mod input;
pub mod output;
pub mod seed;
pub mod signal;
pub mod watch;

pub use clean::clean;
pub use clock::{Clock, ClockError};
pub use environment::{ColourChoice, Environment, EnvironmentError, Stream, Streams};
pub use file::FileError;
pub use ink::Ink;
pub use output::{Memory, Output, OutputError};
pub use seed::SeedError;
pub use signal::{Editing, Interrupt, OnInterrupt, SignalError, Signals};
pub use watch::Watch;
