//! Preceptor: practice, exams and continuing education for health-information credentials.
//!
//! The library is built in floors, and a module imports only lower ones (`src/README.md` tells which is where; a
//! test in `tests/architecture.rs` keeps it so): `domain` and `model` hold values and mathematics, `diag` and
//! `sys` the edges of text and machine, `bank` turns authors' files into values, `store` keeps what happened,
//! `engine` decides, `report` counts, `ui`, `command` and `repl` speak with the learner.

pub mod bank;
pub mod command;
pub mod diag;
pub mod domain;
pub mod engine;
pub mod lint;
pub mod model;
pub mod repl;
pub mod report;
pub mod store;
pub mod sys;
pub mod ui;
