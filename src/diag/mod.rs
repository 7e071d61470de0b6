//! Floor 1: diagnostics. What is wrong with an author's file, where, why, and what to do about it.
//!
//! A diagnostic is data: a code, a place and sentences. Which codes there are is the concern of the floor that raises
//! them; how a diagnostic looks is the concern of the renderers here: [`full`] for people, [`concise`] for editors and
//! pipes, [`json`] for programs, [`sarif`] for code hosts.

mod code;
mod concise;
mod diagnostic;
mod full;
mod json;
mod sarif;
mod source;
mod suggest;
mod visible;

pub use code::{Code, find_code};
pub use concise::concise;
pub use diagnostic::{Applicability, Diagnostic, Edit, Fix, Label, Severity, sort};
pub use full::{Look, full};
pub use json::{DiagnosticFacts, EditFacts, FixFacts, LabelFacts, PlaceFacts, facts, json};
pub use sarif::sarif;
pub use source::{Position, SourceFile};
pub use suggest::did_you_mean;
pub use visible::visible;

#[cfg(test)]
mod tests;
