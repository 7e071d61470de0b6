//! The ranges of two options overlap.
//!
//! Where one number lies in two ranges, either both options are right or neither can be told from the other.
//!
//! # Bad
//!
//! ```toml
//! [[choice]]
//! stem = "How many items does the sample need?"
//! options = [
//!   { text = "10 to 20", key = true },
//!   { text = "20 to 30" },
//!   { text = "40 to 50" },
//! ]
//! ```
//!
//! # Good
//!
//! ```toml
//! [[choice]]
//! stem = "How many items does the sample need?"
//! options = [
//!   { text = "10 to 19", key = true },
//!   { text = "20 to 29" },
//!   { text = "40 to 50" },
//! ]
//! ```
//!
//! # Source
//!
//! Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines, Applied Measurement in
//! Education 15 (2002), guideline 22: keep options independent; options should not overlap.

use crate::{
    diag::Severity,
    lint::{
        field::Field,
        figure::range,
        place::Spot,
        rule::{Check, Rule},
        sink::{Finding, Sink},
        view::ItemView,
    },
};

pub(super) static RULE: Rule = Rule::new(
    include_str!("overlapping_numbers.rs"),
    "S025",
    "overlapping-numbers",
    Severity::Warning,
    Check::Item(check),
);

fn check(view: &ItemView<'_>, sink: &mut Sink) {
    let ranges: Vec<_> = view
        .options()
        .filter_map(|option| Some((option.place, range(option.text)?)))
        .collect();
    for (at, (place, (low, high))) in ranges.iter().enumerate() {
        let earlier = ranges[..at]
            .iter()
            .find(|(_, (from, to))| low <= to && from <= high);
        if let Some((other, _)) = earlier {
            let finding = Finding::new(
                Spot::Whole(Field::Option(*place)),
                "this range overlaps another option's",
            )
            .other(Spot::Whole(Field::Option(*other)), "the other range")
            .help("begin each range above the end of the last");
            sink.item(view, finding);
        }
    }
}
