//! Answers and what they say of items, as the derived tables tell of them.

use std::collections::BTreeMap;

use rusqlite::{Row, params};

use super::{
    Store, attempt_json::read_hashes, attempt_row::row_count, error::StoreError,
    event_json::read_tasks,
};
use crate::domain::{
    AttemptId, CredentialId, DomainId, Grade, Item, ItemId, ItemKind, TaskId, Timestamp,
    content_hash::{ItemHashes, item_hashes},
    item::Level,
};

/// The answer that counts at one position of an attempt: the latest there.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerRow {
    /// The attempt.
    pub attempt: AttemptId,
    /// The position in it, from 0.
    pub position: u64,
    /// The item.
    pub item: ItemId,
    /// The credential whose outline `domain` belongs to.
    pub credential: CredentialId,
    /// The item's domain.
    pub domain: DomainId,
    /// Its tasks.
    pub tasks: Vec<TaskId>,
    /// Its kind.
    pub kind: ItemKind,
    /// Its level.
    pub level: Option<Level>,
    /// What the answer was worth.
    pub grade: Grade,
    /// Time from showing to answering, in milliseconds.
    pub milliseconds: u64,
    /// Hints shown before.
    pub hints: u32,
    /// When it was given.
    pub at: Timestamp,
    /// The item's wording then.
    pub hashes: ItemHashes,
}

/// Which answers are asked for; what is `None` does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnswerFilter {
    /// Those of this attempt.
    pub attempt: Option<AttemptId>,
    /// Those to this item.
    pub item: Option<ItemId>,
    /// Those for this credential.
    pub credential: Option<CredentialId>,
    /// Those given at this moment or later.
    pub since: Option<Timestamp>,
    /// Those given before this moment.
    pub until: Option<Timestamp>,
}

/// What the answers say of an item, counted since its key last changed.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemHistory {
    /// How often it was answered.
    pub seen: u64,
    /// How often rightly.
    pub right: u64,
    /// When last.
    pub last_at: Timestamp,
    /// What the last answer was worth.
    pub last: Grade,
    /// Its wording then; when its key is another one now, these answers no longer speak of it.
    pub hashes: ItemHashes,
}

impl ItemHistory {
    /// Returns whether these answers speak of `item` as it is now: its key is still the one that was asked for.
    pub fn speaks_of(&self, item: &Item) -> bool {
        self.hashes.key == item_hashes(item).key
    }
}

const HISTORY: &str = "select item, seen, right, last_at, last_right, last_credit, content_hash, key_hash from item_history";

impl Store {
    /// Returns the answers that fit `filter`, in the order in which they were given.
    pub fn answers(&self, filter: &AnswerFilter) -> Result<Vec<AnswerRow>, StoreError> {
        let sql = statement_for(filter);
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params![
                filter.attempt.as_ref().map(AttemptId::as_str),
                filter.item.as_ref().map(ItemId::as_str),
                filter.credential.as_ref().map(CredentialId::as_str),
                filter.since.map(Timestamp::milliseconds),
                filter.until.map(Timestamp::milliseconds),
            ])?;
            let mut answers = Vec::new();
            while let Some(row) = rows.next()? {
                answers.push(answer_from_row(row)?);
            }
            Ok(answers)
        })
    }

    /// Returns what the answers say of each item that was ever answered.
    pub fn item_histories(&self) -> Result<BTreeMap<ItemId, ItemHistory>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(HISTORY)?;
            let mut rows = statement.query([])?;
            let mut histories = BTreeMap::new();
            while let Some(row) = rows.next()? {
                histories.insert(ItemId::new(&text(row, 0)?), history_from_row(row)?);
            }
            Ok(histories)
        })
    }

    /// Returns what the answers say of `item`; `None` if it was never answered.
    pub fn item_history(&self, item: &ItemId) -> Result<Option<ItemHistory>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&format!("{HISTORY} where item = ?1"))?;
            let mut rows = statement.query([item.as_str()])?;
            rows.next()?.map(history_from_row).transpose()
        })
    }
}

/// Returns the statement that asks for `filter`: one for each index, because an optional condition hides it from the
/// database.
pub(super) fn statement_for(filter: &AnswerFilter) -> String {
    let path = if filter.attempt.is_some() {
        "attempt = ?1 and (?2 is null or item = ?2) and (?3 is null or credential = ?3)"
    } else if filter.item.is_some() {
        "?1 is null and item = ?2 and (?3 is null or credential = ?3)"
    } else if filter.credential.is_some() {
        "?1 is null and ?2 is null and credential = ?3"
    } else {
        "?1 is null and ?2 is null and ?3 is null"
    };
    format!(
        "select attempt, position, item, credential, domain, tasks, kind, level, right, credit, milliseconds,
                hints, at, content_hash, key_hash
         from answers
         where {path} and (?4 is null or at >= ?4) and (?5 is null or at < ?5)
         order by tick, attempt, position"
    )
}

fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    row.get(column)
}

fn answer_from_row(row: &Row<'_>) -> Result<AnswerRow, StoreError> {
    let bad = |detail: String| StoreError::BadRow {
        table: "answers",
        detail,
    };
    let kind = text(row, 6)?;
    let level: Option<String> = row.get(7)?;
    Ok(AnswerRow {
        attempt: AttemptId::new(&text(row, 0)?),
        position: row_count(row, 1)?,
        item: ItemId::new(&text(row, 2)?),
        credential: CredentialId::new(&text(row, 3)?),
        domain: DomainId::new(&text(row, 4)?),
        tasks: read_tasks(&text(row, 5)?).map_err(bad)?,
        kind: ItemKind::from_word(&kind)
            .ok_or_else(|| bad(format!("`{kind}` is no kind of item")))?,
        level: level
            .map(|level| {
                Level::from_word(&level).ok_or_else(|| bad(format!("`{level}` is no level")))
            })
            .transpose()?,
        grade: Grade {
            right: row.get(8)?,
            credit: row.get(9)?,
        },
        milliseconds: row_count(row, 10)?,
        hints: row.get(11)?,
        at: Timestamp::from_milliseconds(row.get(12)?),
        hashes: read_hashes(&text(row, 13)?, &text(row, 14)?).map_err(bad)?,
    })
}

fn history_from_row(row: &Row<'_>) -> Result<ItemHistory, StoreError> {
    Ok(ItemHistory {
        seen: row_count(row, 1)?,
        right: row_count(row, 2)?,
        last_at: Timestamp::from_milliseconds(row.get(3)?),
        last: Grade {
            right: row.get(4)?,
            credit: row.get(5)?,
        },
        hashes: read_hashes(&text(row, 6)?, &text(row, 7)?).map_err(|detail| {
            StoreError::BadRow {
                table: "item_history",
                detail,
            }
        })?,
    })
}
