//! The keys of a bank file with what may stand under each: one table for the loader, the formatter and the schema.

use crate::domain::{
    item::{Difficulty, ItemKind, Level, Status},
    word::Word,
};

/// A key with what may stand under it.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) need: Need,
    pub(super) shape: Shape,
    /// What it means, for the editor's tip.
    pub(super) about: &'static str,
}

/// Whether a key must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// It must be there; in a row that may be unknown, only when it is known.
    Required,
    /// It must be there, also in a row whose values are unknown.
    Stays,
    /// It may be left out.
    Optional,
}

/// What may stand under a key.
#[derive(Debug)]
pub(super) enum Shape {
    /// Text that holds something to read.
    Text,
    /// An author's id.
    Id,
    /// The code of a check.
    Rule,
    /// `true` or `false`.
    Flag,
    /// Only ever `true`.
    True,
    /// A whole number within bounds.
    Whole(i64, i64),
    /// A number within bounds.
    Number(f64, f64),
    /// A date without a time.
    Date,
    /// A calendar duration.
    Duration,
    /// A number, or an expression in quotes.
    Expression,
    /// A word of an enumeration.
    Word(fn() -> Vec<&'static str>),
    /// A word of a list.
    OneOf(&'static [&'static str]),
    /// An array of values.
    Array(&'static Self),
    /// An array of different values.
    Set(&'static Self),
    /// An array of so many tables.
    Tables(&'static Keys, usize, usize),
    /// A table.
    Table(&'static Keys),
    /// A table whose keys the author names.
    Map(&'static Self),
    /// A value with its source, or that it is unknown.
    Fact(&'static Self),
    /// An array of tables, each with its source.
    Rows(&'static Keys),
    /// The same, where values may be unknown.
    RowsOrUnknown(&'static Keys),
}

/// The keys of one kind of table, in the order that the formatter writes.
#[derive(Debug)]
pub(super) struct Keys {
    pub(super) table: &'static [Key],
    pub(super) names: &'static [&'static str],
    /// Sets of keys of which exactly one stands; empty where there is no such choice.
    pub(super) either: &'static [&'static [&'static str]],
    /// A key that is needed when another one is one of some words: the key, the other one, the words.
    pub(super) when: Option<(&'static str, &'static str, &'static [&'static str])>,
}

impl Keys {
    /// Returns the names of keys that are needed as `need` says.
    pub(super) fn needed(&self, need: Need) -> impl Iterator<Item = &'static str> {
        let keys = self.table.iter().filter(move |key| key.need == need);
        keys.map(|key| key.name)
    }
}

/// Returns the words of an enumeration.
pub(super) fn words<T: Word>() -> Vec<&'static str> {
    T::WORDS.iter().map(|word| word.as_word()).collect()
}

/// Defines the keys of a kind of table.
macro_rules! keys {
    (@when) => {
        None
    };
    (@when $needed:ident $other:ident $words:expr) => {
        Some((stringify!($needed), stringify!($other), $words))
    };
    ($(#[$doc:meta])* $table:ident $(either $([$($one:ident)+])+)? $(needs $needed:ident when $other:ident is $words:expr)? => $($name:ident: $need:ident, $shape:expr, $about:literal;)*) => {
        $(#[$doc])*
        pub(in crate::bank) static $table: Keys = Keys {
            table: &[$(Key {
                name: stringify!($name),
                need: Need::$need,
                shape: $shape,
                about: $about,
            }),*],
            names: &[$(stringify!($name)),*],
            either: &[$($(&[$(stringify!($one)),+]),+)?],
            when: keys!(@when $($needed $other $words)?),
        };
    };
}
pub(super) use keys;

keys! {
    /// `[bank]`.
    BANK =>
    id: Required, Shape::Id, "Lower-case letters, digits and hyphens; unique among all banks.";
    title: Required, Shape::Text, "What the bank is called.";
    credential: Required, Shape::Id, "The pack whose outline `domain` and `task` refer to, such as rhit.";
    license: Required, Shape::Text, "The licence of the text, such as CC-BY-4.0.";
    authors: Required, Shape::Set(&Shape::Text), "Who wrote it; at least one.";
    reviewed: Optional, Shape::Date, "Last review of the whole bank.";
    code_set: Optional, Shape::Text, "The code set and its year where codes occur, such as ICD-10-CM FY2026.";
    serves: Optional, Shape::Map(&Shape::Text), "Other credentials whose given domain these items also serve: { ods = \"1\" }.";
    allow: Optional, Shape::Tables(&ALLOWANCE, 0, usize::MAX), "Waived checks of the whole bank, each with its reason.";
}

keys! {
    /// `[[case]]`.
    CASE =>
    id: Required, Shape::Id, "What the `case` key of its items names.";
    title: Required, Shape::Text, "What the case is called.";
    record: Required, Shape::Text, "The record that its items share, in light Markdown.";
}

keys! {
    /// What every item knows.
    COMMON =>
    id: Required, Shape::Id, "Stable for ever: the learner's history hangs on it. Unique over all banks.";
    domain: Required, Shape::Text, "A domain of the credential's outline, as text: \"2\".";
    level: Required, Shape::Word(words::<Level>), "Remembering a fact, using a rule in a situation, or weighing several facts.";
    stem: Required, Shape::Text, "What is asked, in light Markdown; \"\"\" for several lines.";
    reference: Optional, Shape::Set(&Shape::Text), "Where the key can be checked: statute, regulation, guideline or manual, each with its year.";
    task: Optional, Shape::Set(&Shape::Text), "Outline tasks (\"2.1\") and job tasks of the profession (\"t10\").";
    subject: Optional, Shape::Set(&Shape::Text), "School subjects of profession.toml, such as \"statistics\".";
    difficulty: Optional, Shape::Word(words::<Difficulty>), "The author's guess; medium when left out.";
    calibrated: Optional, Shape::Table(&CALIBRATION), "Measured on takers; it outranks `difficulty`.";
    status: Optional, Shape::Word(words::<Status>), "Life cycle: draft (when left out), reviewed, pilot, scored, retired. A retired item is never drawn.";
    written: Optional, Shape::Date, "When it was written.";
    reviewed: Optional, Shape::Date, "When it was last reviewed.";
    review_by: Optional, Shape::Date, "When it must be looked at again.";
    reviewer: Optional, Shape::Text, "Who reviewed it, or how.";
    hint: Optional, Shape::Text, "Shown on :hint, before answering.";
    why: Optional, Shape::Text, "The reason as a whole.";
    case: Optional, Shape::Id, "The case in the same file whose record the item needs.";
    enemy: Optional, Shape::Set(&Shape::Id), "Items that must not stand on the same form.";
    pin: Optional, Shape::Flag, "Keeps the author's order of options instead of shuffling.";
    allow: Optional, Shape::Tables(&ALLOWANCE, 0, usize::MAX), "Waived checks, each with its reason.";
}

keys! {
    /// What `[[choice]]` knows besides.
    CHOICE =>
    options: Required, Shape::Tables(&OPTION, 2, 10), "2 to 10 options, exactly one with `key = true`.";
}

keys! {
    /// What `[[multiple]]` knows besides.
    MULTIPLE =>
    options: Required, Shape::Tables(&OPTION, 2, 10), "2 to 10 options, as many with `key = true` as `choose` says.";
    choose: Required, Shape::Whole(1, 10), "How many options are right; the learner is told.";
}

keys! {
    /// What `[[numeric]]` knows besides.
    NUMERIC =>
    answer: Required, Shape::Expression, "A number, or an expression over the variables in quotes.";
    round: Optional, Shape::Whole(0, 9), "Decimals asked for; half is rounded away from zero.";
    unit: Optional, Shape::Text, "What the answer is in, such as days, % or $.";
    tolerance: Optional, Shape::Number(0.0, f64::MAX), "How far an answer may lie off, absolute; without it the answer must round to the key.";
    vars: Optional, Shape::Map(&Shape::Table(&VARIABLE)), "Variables drawn anew for each attempt; makes the item a template.";
    constraints: Optional, Shape::Array(&Shape::Expression), "Comparisons that the drawn numbers must meet.";
    mistakes: Optional, Shape::Tables(&MISTAKE, 0, usize::MAX), "What a learner gets who goes wrong in a known way, each with its reason.";
}

keys! {
    /// What `[[text]]` knows besides.
    TEXT =>
    accept: Required, Shape::Set(&Shape::Text), "Every accepted spelling; the first is shown as the key.";
    reject: Optional, Shape::Tables(&REJECTED, 0, usize::MAX), "Wrong answers that are expected, each with its reason.";
    match_case: Optional, Shape::Flag, "Whether capital letters matter.";
    match_accents: Optional, Shape::Flag, "Whether accents matter.";
}

keys! {
    /// What `[[match]]` knows besides.
    MATCH =>
    pairs: Required, Shape::Tables(&PAIR, 2, 10), "2 to 10 pairs; right sides may not repeat.";
    extra: Optional, Shape::Tables(&REMARK, 0, usize::MAX), "Right sides that belong to no left side.";
}

keys! {
    /// What `[[order]]` knows besides.
    ORDER =>
    steps: Required, Shape::Tables(&REMARK, 3, 10), "3 to 10 steps, written in the right order, shown shuffled.";
}

keys! {
    /// What `[[card]]` knows besides.
    CARD =>
    term: Required, Shape::Text, "The front of the card.";
    definition: Required, Shape::Text, "The back of the card.";
    example: Optional, Shape::Text, "The term in use.";
    both: Optional, Shape::Flag, "Whether it is asked from either side.";
}

keys! {
    /// An option.
    OPTION =>
    text: Required, Shape::Text, "What the learner reads.";
    key: Optional, Shape::Flag, "true on a right option.";
    why: Required, Shape::Text, "Why it is right or wrong: what the learner reads after choosing it. Names no letter.";
    pin: Optional, Shape::Flag, "Keeps this option where it stands while the others are shuffled.";
}

keys! {
    /// A pair of a match.
    PAIR =>
    left: Required, Shape::Text, "What is given.";
    right: Required, Shape::Text, "What belongs to it.";
    why: Optional, Shape::Text, "Why.";
}

keys! {
    /// A text with a reason that may be left out.
    REMARK =>
    text: Required, Shape::Text, "The text.";
    why: Optional, Shape::Text, "Its reason.";
}

keys! {
    /// An expected wrong answer.
    REJECTED =>
    text: Required, Shape::Text, "What is typed.";
    why: Required, Shape::Text, "Why it is wrong.";
}

keys! {
    /// A known way to go wrong.
    MISTAKE =>
    answer: Required, Shape::Expression, "What one gets who goes wrong this way.";
    why: Required, Shape::Text, "What went wrong.";
}

keys! {
    /// Where a variable's value comes from.
    VARIABLE either [min max] [pick] [value] =>
    min: Optional, Shape::Number(f64::MIN, f64::MAX), "Least value.";
    max: Optional, Shape::Number(f64::MIN, f64::MAX), "Greatest value.";
    step: Optional, Shape::Number(0.0, f64::MAX), "Distance between values, above 0; 1 when left out.";
    pick: Optional, Shape::Array(&Shape::Number(f64::MIN, f64::MAX)), "The values to pick from.";
    value: Optional, Shape::Expression, "An expression over variables defined before.";
}

keys! {
    /// `calibrated`.
    CALIBRATION =>
    b: Required, Shape::Number(-10.0, 10.0), "Difficulty in logits.";
    a: Required, Shape::Number(0.01, 10.0), "Discrimination in logits.";
    takers: Required, Shape::Whole(1, 4_294_967_295), "How many takers the figures rest on.";
    date: Required, Shape::Date, "When they were computed.";
}

keys! {
    /// A waived check.
    ALLOWANCE =>
    rule: Required, Shape::Rule, "The check's code, such as S012.";
    reason: Required, Shape::Text, "Why it does not apply here.";
}

/// The order in which the formatter writes the keys of an item.
pub(super) const ITEM_ORDER: [&str; 40] = [
    "id",
    "case",
    "domain",
    "task",
    "subject",
    "level",
    "difficulty",
    "status",
    "written",
    "reviewed",
    "reviewer",
    "review_by",
    "enemy",
    "vars",
    "constraints",
    "stem",
    "term",
    "definition",
    "example",
    "both",
    "choose",
    "pin",
    "options",
    "accept",
    "reject",
    "match_case",
    "match_accents",
    "pairs",
    "extra",
    "steps",
    "answer",
    "round",
    "unit",
    "tolerance",
    "why",
    "mistakes",
    "hint",
    "reference",
    "calibrated",
    "allow",
];

/// Returns the keys that an item of `kind` knows beside those of every item.
pub(super) fn own_keys(kind: ItemKind) -> &'static Keys {
    match kind {
        ItemKind::Choice => &CHOICE,
        ItemKind::Multiple => &MULTIPLE,
        ItemKind::Numeric => &NUMERIC,
        ItemKind::Text => &TEXT,
        ItemKind::Match => &MATCH,
        ItemKind::Order => &ORDER,
        ItemKind::Card => &CARD,
    }
}

/// Returns every key of an item of `kind`.
pub(super) fn keys_of(kind: ItemKind) -> impl Iterator<Item = &'static Key> {
    COMMON.table.iter().chain(own_keys(kind).table)
}

/// Returns every key that an item of `kind` knows.
pub fn item_keys(kind: ItemKind) -> Vec<&'static str> {
    keys_of(kind).map(|key| key.name).collect()
}

/// Whether an item of `kind` carries its reasons elsewhere than in `why`.
pub(super) fn carries_reasons(kind: ItemKind) -> bool {
    matches!(kind, ItemKind::Choice | ItemKind::Multiple | ItemKind::Card)
}

/// Whether an item of `kind` must have `key`.
pub(super) fn is_required(kind: ItemKind, key: &Key) -> bool {
    match key.name {
        "level" | "stem" => kind != ItemKind::Card,
        "why" => !carries_reasons(kind),
        _ => key.need == Need::Required,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_order_of_the_formatter_names_every_key_once() {
        let known: BTreeSet<&str> = ItemKind::ALL.into_iter().flat_map(item_keys).collect();
        let ordered: BTreeSet<&str> = ITEM_ORDER.into_iter().collect();
        assert_eq!(ordered, known);
        assert_eq!(ordered.len(), ITEM_ORDER.len());
    }

    #[test]
    fn no_kind_knows_a_key_twice() {
        for kind in ItemKind::ALL {
            let keys = item_keys(kind);
            let different: BTreeSet<&str> = keys.iter().copied().collect();
            assert_eq!(different.len(), keys.len(), "{kind:?}");
        }
    }
}
