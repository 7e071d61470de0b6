//! The learner's own marks on items, and goals.

use std::collections::BTreeMap;

use rusqlite::Row;

use super::{Store, attempt_json::read_hashes, error::StoreError, event_json::read_date};
use crate::domain::{CredentialId, ItemId, Timestamp, content_hash::ItemHashes, event::Goal};

/// A note on an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it says.
    pub text: String,
    /// When it was written.
    pub at: Timestamp,
}

/// A dispute of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// The wording that is disputed.
    pub hashes: Option<ItemHashes>,
    /// Why.
    pub reason: String,
    /// When it was raised.
    pub at: Timestamp,
}

impl Store {
    /// Returns the flagged items, and when each was flagged.
    pub fn flags(&self) -> Result<BTreeMap<ItemId, Timestamp>, StoreError> {
        self.by_item("select item, at from flags", |row| {
            Ok(Timestamp::from_milliseconds(row.get(1)?))
        })
    }

    /// Returns the notes.
    pub fn notes(&self) -> Result<BTreeMap<ItemId, Note>, StoreError> {
        self.by_item("select item, text, at from notes", |row| {
            Ok(Note {
                text: row.get(1)?,
                at: Timestamp::from_milliseconds(row.get(2)?),
            })
        })
    }

    /// Returns the disputes.
    pub fn disputes(&self) -> Result<BTreeMap<ItemId, Dispute>, StoreError> {
        self.by_item(
            "select item, content_hash, key_hash, reason, at from disputes",
            |row| {
                let content: Option<String> = row.get(1)?;
                let key: Option<String> = row.get(2)?;
                let hashes = content
                    .zip(key)
                    .map(|(content, key)| read_hashes(&content, &key))
                    .transpose()
                    .map_err(|detail| StoreError::BadRow {
                        table: "disputes",
                        detail,
                    })?;
                Ok(Dispute {
                    hashes,
                    reason: row.get(3)?,
                    at: Timestamp::from_milliseconds(row.get(4)?),
                })
            },
        )
    }

    /// Returns the goal of each credential that has one.
    pub fn goals(&self) -> Result<BTreeMap<CredentialId, Goal>, StoreError> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("select credential, exam, minutes, target from goals")?;
            let mut rows = statement.query([])?;
            let mut goals = BTreeMap::new();
            while let Some(row) = rows.next()? {
                let goal = goal_from_row(row)?;
                goals.insert(goal.credential.clone(), goal);
            }
            Ok(goals)
        })
    }

    fn by_item<T>(
        &self,
        sql: &str,
        from_row: impl Fn(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<BTreeMap<ItemId, T>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query([])?;
            let mut marks = BTreeMap::new();
            while let Some(row) = rows.next()? {
                marks.insert(ItemId::new(&row.get::<_, String>(0)?), from_row(row)?);
            }
            Ok(marks)
        })
    }
}

fn goal_from_row(row: &Row<'_>) -> Result<Goal, StoreError> {
    let exam: Option<String> = row.get(1)?;
    Ok(Goal {
        credential: CredentialId::new(&row.get::<_, String>(0)?),
        exam: exam
            .as_deref()
            .map(read_date)
            .transpose()
            .map_err(|detail| StoreError::BadRow {
                table: "goals",
                detail,
            })?,
        minutes: row.get(2)?,
        target: row.get(3)?,
    })
}
