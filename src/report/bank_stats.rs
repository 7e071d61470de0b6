//! What banks hold, counted: against the outline, the calendar and the rules of item writing.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::{
    domain::{
        Item, ItemKind,
        credential::Credential,
        id::{DomainId, TaskId},
        item::{AnswerOption, ItemBody, Level, Status},
    },
    model::{interval::wilson, readability::TextCount},
};

use super::tally::{as_f64, rounded};

/// What items of one credential hold, counted. Retired items count in the life cycle only.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BankStats {
    /// Items in all, retired ones too.
    pub items: usize,
    /// Items that can be asked, without cards.
    pub questions: usize,
    /// Cards that can be asked.
    pub cards: usize,
    /// By domain, in the order of the outline.
    pub domains: Vec<DomainStats>,
    /// By task, outline tasks first in their order, then others that items name.
    pub tasks: Vec<TaskStats>,
    /// Questions by level.
    #[serde(serialize_with = "as_map")]
    pub levels: Vec<Count>,
    /// Items that can be asked, by kind.
    #[serde(serialize_with = "as_map")]
    pub kinds: Vec<Count>,
    /// All items by life cycle.
    #[serde(serialize_with = "as_map")]
    pub status: Vec<Count>,
    /// When the items were written and reviewed.
    pub calendar: Calendar,
    /// How the stems read; `None` without stems.
    pub reading: Option<Reading>,
    /// How long keys are beside distractors; `None` without options.
    pub options: Option<OptionLengths>,
}

/// How many there are of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The word for it.
    pub word: &'static str,
    /// How many.
    pub items: usize,
}

fn as_map<S: Serializer>(counts: &[Count], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(counts.iter().map(|count| (count.word, count.items)))
}

/// What a domain holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DomainStats {
    /// The domain.
    pub domain: String,
    /// Its short name.
    pub name: String,
    /// Questions.
    pub questions: usize,
    /// Cards.
    pub cards: usize,
    /// Questions by level, lowest first.
    #[serde(serialize_with = "as_map")]
    pub levels: Vec<Count>,
    /// Share of all questions, 0 to 1; `None` without questions.
    pub share: Option<f64>,
    /// Lowest share that the outline gives it, 0 to 1.
    pub wanted_low: Option<f64>,
    /// Highest share that the outline gives it, 0 to 1.
    pub wanted_high: Option<f64>,
}

/// What a task holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskStats {
    /// The task.
    pub task: String,
    /// Whether the outline lists it; job tasks of the profession are not.
    pub of_outline: bool,
    /// Items that name it.
    pub items: usize,
}

/// When items were written and reviewed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Calendar {
    /// The earliest day on which one was written.
    pub first_written: Option<String>,
    /// The latest day on which one was written.
    pub last_written: Option<String>,
    /// Items without a day of review.
    pub never_reviewed: usize,
    /// The earliest last review.
    pub oldest_review: Option<String>,
    /// The next day by which one must be looked at again.
    pub next_review_by: Option<String>,
    /// Items whose day has passed.
    pub overdue: Vec<String>,
}

/// How stems read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    /// Stems counted.
    pub stems: usize,
    /// Flesch's reading ease over all stems.
    pub ease: f64,
    /// Mean words of a stem.
    pub words_per_stem: f64,
    /// Mean words of a sentence.
    pub words_per_sentence: f64,
}

/// How long keys are beside distractors.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OptionLengths {
    /// Items with options.
    pub items: usize,
    /// Mean letters of a key over mean letters of a distractor, averaged over the items.
    pub key_over_distractor: f64,
    /// Single-best-answer items.
    pub choices: usize,
    /// Those whose key is longer than every other option.
    pub key_longest: usize,
    /// Their share, 0 to 1.
    pub share: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end of its 95 % interval.
    pub high: f64,
    /// The share to be had by chance: the mean of 1 over the number of options.
    pub chance: f64,
}

/// Returns what `items` hold, each with the domain it counts for in the outline of `credential`.
pub fn bank_stats(items: &[(&Item, &DomainId)], credential: &Credential, today: Date) -> BankStats {
    let asked: Vec<(&Item, &DomainId)> = items
        .iter()
        .copied()
        .filter(|(item, _)| item.status != Status::Retired)
        .collect();
    let (cards, questions): (Vec<_>, Vec<_>) = asked
        .iter()
        .copied()
        .partition(|(item, _)| item.kind() == ItemKind::Card);
    let kinds = ItemKind::ALL.map(|kind| Count {
        word: kind.word(),
        items: asked.iter().filter(|(item, _)| item.kind() == kind).count(),
    });
    let status = Status::ALL.map(|status| Count {
        word: status.word(),
        items: items
            .iter()
            .filter(|(item, _)| item.status == status)
            .count(),
    });
    BankStats {
        items: items.len(),
        questions: questions.len(),
        cards: cards.len(),
        domains: domains(&questions, &cards, credential),
        tasks: tasks(&asked, credential),
        levels: levels(&questions),
        kinds: kinds.into(),
        status: status.into(),
        calendar: calendar(&asked, today),
        reading: reading(&questions),
        options: option_lengths(&questions),
    }
}

fn levels(questions: &[(&Item, &DomainId)]) -> Vec<Count> {
    let count = |level: Level| Count {
        word: level.word(),
        items: questions
            .iter()
            .filter(|(item, _)| item.level == Some(level))
            .count(),
    };
    Level::ALL.map(count).into()
}

fn domains(
    questions: &[(&Item, &DomainId)],
    cards: &[(&Item, &DomainId)],
    credential: &Credential,
) -> Vec<DomainStats> {
    let weights = credential.default_outline().map(|outline| &outline.weights);
    let rows = credential.domains.iter().map(|domain| {
        let own: Vec<_> = questions
            .iter()
            .copied()
            .filter(|(_, counts)| **counts == domain.id)
            .collect();
        let weight = weights.and_then(|weights| {
            let mut weights = weights.iter();
            weights.find(|weight| weight.domain == domain.id)
        });
        DomainStats {
            domain: domain.id.to_string(),
            name: domain.short.to_string(),
            questions: own.len(),
            cards: cards
                .iter()
                .filter(|(_, counts)| **counts == domain.id)
                .count(),
            levels: levels(&own),
            share: (!questions.is_empty()).then(|| rounded(share(own.len(), questions.len()))),
            wanted_low: weight.map(|weight| weight.low / 100.0),
            wanted_high: weight.map(|weight| weight.high / 100.0),
        }
    });
    rows.collect()
}

/// Returns `part` of `all` as a share, 0 to 1; 0 of nothing.
pub fn share(part: usize, all: usize) -> f64 {
    as_f64(part) / as_f64(all.max(1))
}

fn tasks(asked: &[(&Item, &DomainId)], credential: &Credential) -> Vec<TaskStats> {
    let outline = credential.domains.iter().flat_map(|domain| &domain.tasks);
    let outline: Vec<&TaskId> = outline.map(|task| &task.id).collect();
    let named = asked.iter().flat_map(|(item, _)| &item.tasks);
    let mut others: Vec<&TaskId> = named.filter(|task| !outline.contains(task)).collect();
    others.sort();
    others.dedup();
    let count = |task: &TaskId, of_outline| TaskStats {
        task: task.to_string(),
        of_outline,
        items: asked
            .iter()
            .filter(|(item, _)| item.tasks.contains(task))
            .count(),
    };
    let listed = outline.iter().map(|task| count(task, true));
    listed
        .chain(others.iter().map(|task| count(task, false)))
        .collect()
}

fn calendar(asked: &[(&Item, &DomainId)], today: Date) -> Calendar {
    let items = || asked.iter().map(|(item, _)| item);
    let written = || items().filter_map(|item| item.written);
    let text = |date: Option<Date>| date.map(|date| date.to_string());
    let is_overdue = |item: &&&Item| item.review_by.is_some_and(|by| by < today);
    Calendar {
        first_written: text(written().min()),
        last_written: text(written().max()),
        never_reviewed: items().filter(|item| item.reviewed.is_none()).count(),
        oldest_review: text(items().filter_map(|item| item.reviewed).min()),
        next_review_by: text(
            items()
                .filter_map(|item| item.review_by)
                .filter(|by| *by >= today)
                .min(),
        ),
        overdue: items()
            .filter(is_overdue)
            .map(|item| item.id.to_string())
            .collect(),
    }
}

fn reading(questions: &[(&Item, &DomainId)]) -> Option<Reading> {
    let mut total = TextCount::default();
    for (item, _) in questions {
        total.add(TextCount::of(&item.stem));
    }
    let tenths = |number: f64| (number * 10.0).round() / 10.0;
    let words = f64::from(total.words);
    Some(Reading {
        stems: questions.len(),
        ease: tenths(total.reading_ease()?),
        words_per_stem: tenths(words / as_f64(questions.len())),
        words_per_sentence: tenths(words / f64::from(total.sentences.max(1))),
    })
}

fn option_lengths(questions: &[(&Item, &DomainId)]) -> Option<OptionLengths> {
    let (mut ratios, mut choices, mut longest, mut chance) = (Vec::new(), 0, 0, 0.0);
    for (item, _) in questions {
        let (ItemBody::Choice(options) | ItemBody::Multiple(options)) = &item.body else {
            continue;
        };
        ratios.extend(key_over_distractor(options));
        if let ItemBody::Choice(options) = &item.body {
            choices += 1;
            longest += usize::from(is_key_longest(options));
            chance += 1.0 / as_f64(options.len());
        }
    }
    if ratios.is_empty() {
        return None;
    }
    let (low, high) = wilson(as_f64(longest), as_f64(choices));
    let per_choice = |sum: f64| rounded(sum / as_f64(choices.max(1)));
    Some(OptionLengths {
        items: ratios.len(),
        key_over_distractor: rounded(ratios.iter().sum::<f64>() / as_f64(ratios.len())),
        choices,
        key_longest: longest,
        share: per_choice(as_f64(longest)),
        low: rounded(low),
        high: rounded(high),
        chance: per_choice(chance),
    })
}

fn letters(option: &AnswerOption) -> usize {
    option.text.trim().chars().count()
}

/// Returns the mean letters of the keys over those of the distractors; `None` where there are no distractors.
fn key_over_distractor(options: &[AnswerOption]) -> Option<f64> {
    let mean = |is_key: bool| {
        let lengths: Vec<usize> = options
            .iter()
            .filter(|option| option.key == is_key)
            .map(letters)
            .collect();
        let sum = as_f64(lengths.iter().sum());
        (!lengths.is_empty()).then(|| sum / as_f64(lengths.len()))
    };
    Some(mean(true)? / mean(false)?.max(1.0))
}

fn is_key_longest(options: &[AnswerOption]) -> bool {
    let most = |is_key: bool| {
        let of_kind = options.iter().filter(|option| option.key == is_key);
        of_kind.map(letters).max().unwrap_or(0)
    };
    most(true) > most(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Library, Sources, load_bank};
    use crate::diag::SourceFile;
    use jiff::civil::date;
    use std::sync::Arc;

    const BANK: &str = r#"format = 1
[bank]
id = "b"
title = "B"
credential = "rhit"
license = "CC0"
authors = ["A"]
[[choice]]
id = "one"
domain = "1"
task = ["1.1", "t10"]
level = "recall"
status = "scored"
written = 2026-01-01
reviewed = 2026-02-01
review_by = 2026-03-01
stem = "The cat sat on the mat?"
options = [{ text = "abcdefgh", key = true, why = "w" }, { text = "abcd", why = "w" }]
[[choice]]
id = "two"
domain = "1"
level = "analysis"
written = 2026-01-05
review_by = 2027-03-01
stem = "The cat sat on the mat?"
options = [{ text = "abcd", key = true, why = "w" }, { text = "abcdefgh", why = "w" }, { text = "abcdefgi", why = "w" }, { text = "a", why = "w" }]
[[choice]]
id = "gone"
domain = "2"
level = "recall"
status = "retired"
review_by = 2020-01-01
stem = "S?"
options = [{ text = "a", key = true, why = "w" }, { text = "b", why = "w" }]
[[card]]
id = "card"
domain = "2"
term = "t"
definition = "d"
"#;

    #[test]
    fn a_bank_is_counted() {
        let library = Library::load(&Sources::default());
        let file = Arc::new(SourceFile::new("b.toml", BANK));
        let bank = load_bank(&file, &library.packs, true).unwrap().bank;
        let items: Vec<_> = bank.items.iter().map(|item| (item, &item.domain)).collect();
        let rhit = library.packs.by_id("rhit").unwrap();
        let stats = bank_stats(&items, rhit, date(2026, 11, 22));

        assert_eq!((stats.items, stats.questions, stats.cards), (4, 2, 1));
        let first = &stats.domains[0];
        assert_eq!(
            (first.questions, first.cards, first.share),
            (2, 0, Some(1.0))
        );
        assert_eq!(
            (first.wanted_low, first.wanted_high),
            (Some(0.19), Some(0.25))
        );
        assert_eq!((stats.domains[1].questions, stats.domains[1].cards), (0, 1));
        let of = |counts: &[Count]| counts.iter().map(|count| count.items).collect::<Vec<_>>();
        assert_eq!(of(&first.levels), [1, 0, 1]);
        assert_eq!(of(&stats.kinds), [2, 0, 0, 0, 0, 0, 1]);
        assert_eq!(of(&stats.status), [2, 0, 0, 1, 1]);
        let task = |id: &str| stats.tasks.iter().find(|task| task.task == id).unwrap();
        assert_eq!(
            (task("1.1").items, task("1.2").items, task("t10").items),
            (1, 0, 1)
        );
        assert!(!task("t10").of_outline);
        assert_eq!(stats.calendar.first_written.as_deref(), Some("2026-01-01"));
        assert_eq!(stats.calendar.next_review_by.as_deref(), Some("2027-03-01"));
        assert_eq!(stats.calendar.overdue, ["one"]);
        assert_eq!(stats.calendar.never_reviewed, 2);
        let reading = stats.reading.unwrap();
        assert!((reading.ease - 116.1).abs() < 1e-9);
        assert!((reading.words_per_stem - 6.0).abs() < 1e-9);
        let options = stats.options.unwrap();
        // 8/4 = 2 and 4/(17/3) = 0.7059; the mean is 1.3529.
        assert!((options.key_over_distractor - 1.3529).abs() < 1e-9);
        assert_eq!((options.key_longest, options.choices), (1, 2));
        assert!((options.chance - 0.375).abs() < 1e-9);
    }
}
