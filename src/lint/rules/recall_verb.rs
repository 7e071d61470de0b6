//! An item above recall begins by asking for a definition.
//!
//! The level says that a rule is applied or facts are weighed, but "Define" or "What does the abbreviation stand for"
//! asks for memory. Coverage by level then promises what the items do not test.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! level = "analysis"
//! stem = "Define the term interoperability."
//! options = [
//!   { text = "Systems use each other's data", key = true },
//!   { text = "Systems share a vendor" },
//!   { text = "Systems share a room" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! level = "analysis"
//! stem = "Two hospitals exchange summaries that neither can import. Which kind of interoperability is missing?"
//! options = [
//!   { text = "Structural", key = true },
//!   { text = "Foundational" },
//!   { text = "Organizational" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 3: use new material to test higher levels; the levels are those of AHIMA's outlines.

use crate::{
    diag::Severity,
    domain::{ItemKind, item::Level},
    lint::{
        field::Field,
        lexicon::List,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("recall_verb.rs"),
    "S039",
    "recall-verb",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let is_above = matches!(view.item.level, Some(Level::Application | Level::Analysis));
    let is_question = matches!(
        view.item.kind(),
        ItemKind::Choice | ItemKind::Multiple | ItemKind::Text
    );
    let Some(stem) = view.stem().filter(|_| is_above && is_question) else {
        return;
    };
    let hit = stem
        .hits(List::RecallVerb)
        .find(|hit| stem.words[hit.words.start].at == view.lead_in.start && hit.words.start == 0);
    if let Some(hit) = hit {
        let finding = Finding::at(
            Field::Stem,
            stem.span(&hit.words),
            "this asks for memory, but the item's level is above recall",
        )
        .help("give a situation in which the term is needed, or write `level = \"recall\"`");
        sink.item(view, finding);
    }
}
