//! Checking the store: the file, the log's chain, every body, and the derived tables against the log.

use std::{cmp::Ordering, collections::BTreeMap};

use rusqlite::{Connection, TransactionBehavior, types::Value};

use super::{
    Store,
    chain::StoredEvent,
    derived::{self, Rebuilt, TABLES},
    error::StoreError,
    event_json::{item_of, read_body},
    file,
    log::event_from_row,
    migration::{self, MIGRATIONS},
};

/// What a check found. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckReport {
    /// Events in the log.
    pub events: u64,
    /// Stores these events happened in.
    pub origins: u64,
    /// Kinds of events that this program does not know, and how many there are; they are kept.
    pub unknown: BTreeMap<String, u64>,
    /// What the database says of its file.
    pub file: Vec<String>,
    /// Tables, indexes and triggers that are not as they should be.
    pub schema: Vec<String>,
    /// Events that are not as they were written.
    pub log: Vec<LogFault>,
    /// Derived tables that do not say what the log says. Repair builds them anew.
    pub derived: Vec<TableDifference>,
}

impl CheckReport {
    /// Returns whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.file.is_empty()
            && self.schema.is_empty()
            && self.log.is_empty()
            && self.derived.is_empty()
    }
}

/// An event that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogFault {
    /// The store in which it happened.
    pub origin: String,
    /// Its number there.
    pub sequence: i64,
    /// What is wrong.
    pub problem: LogProblem,
}

/// What can be wrong with an event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogProblem {
    /// Events before it are gone.
    #[error("{0} before it are missing")]
    Gap(
        /// How many.
        i64,
    ),
    /// It was changed after it was written, or the one before it was exchanged.
    #[error("its content does not fit its chain")]
    Chain,
    /// Its content cannot be read.
    #[error("its content cannot be read: {0}")]
    Body(
        /// Why.
        String,
    ),
    /// Its item is not the one its content speaks of.
    #[error("it is filed under another item than it speaks of")]
    Item,
    /// It is not in order with those before it.
    #[error("it is not in order")]
    Order,
}

/// How a derived table differs from what the log says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableDifference {
    /// The table.
    pub table: &'static str,
    /// Rows it lacks.
    pub missing: u64,
    /// Rows it should not have.
    pub extra: u64,
    /// Rows that say something else.
    pub changed: u64,
}

impl Store {
    /// Checks everything. This reads the whole store and changes nothing.
    pub fn check(&self) -> Result<CheckReport, StoreError> {
        self.read(|connection| {
            let snapshot = connection.unchecked_transaction()?;
            check(&snapshot)
        })
    }

    /// Builds the derived tables anew from the log.
    pub fn repair(&mut self) -> Result<Rebuilt, StoreError> {
        if self.read_only {
            return Err(StoreError::ReadOnly);
        }
        let repaired = repair(&mut self.connection);
        repaired.map_err(|fault| self.explain(fault))
    }
}

fn repair(connection: &mut Connection) -> Result<Rebuilt, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let rebuilt = derived::rebuild(&transaction)?;
    transaction.commit()?;
    Ok(rebuilt)
}

/// Checks the database behind `connection`.
pub(super) fn check(connection: &Connection) -> Result<CheckReport, StoreError> {
    let mut report = CheckReport::default();
    check_file(connection, &mut report);
    // A damaged file may fail any question; what was found until then is the report.
    for question in [check_schema, check_log, check_derived] {
        match question(connection, &mut report) {
            Ok(()) => {}
            Err(StoreError::Database(fault)) => report.file.push(fault.to_string()),
            Err(fault) => return Err(fault),
        }
    }
    Ok(report)
}

fn check_file(connection: &Connection, report: &mut CheckReport) {
    let messages = |sql: &str| -> rusqlite::Result<Vec<String>> {
        let mut statement = connection.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.collect()
    };
    match messages("pragma integrity_check") {
        Ok(verdict) => report
            .file
            .extend(verdict.into_iter().filter(|message| message != "ok")),
        Err(fault) => report.file.push(fault.to_string()),
    }
    match messages("pragma foreign_key_check") {
        Ok(tables) => report.file.extend(
            tables
                .into_iter()
                .map(|table| format!("a row of `{table}` refers to nothing")),
        ),
        Err(fault) => report.file.push(fault.to_string()),
    }
}

fn check_schema(connection: &Connection, report: &mut CheckReport) -> Result<(), StoreError> {
    let parts = |connection: &Connection| -> rusqlite::Result<BTreeMap<String, Option<String>>> {
        let mut statement =
            connection.prepare("select type || ' ' || name, sql from sqlite_schema")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect()
    };
    let mut fresh = file::connect_to_memory()?;
    migration::migrate(&mut fresh, MIGRATIONS)?;
    let expected = parts(&fresh)?;
    let present = parts(connection)?;
    for (name, sql) in &expected {
        match present.get(name) {
            None => report.schema.push(format!("{name} is missing")),
            Some(other) if other != sql => report.schema.push(format!("{name} is another one")),
            Some(_) => {}
        }
    }
    for name in present.keys().filter(|name| !expected.contains_key(*name)) {
        // Statistics that SQLite itself keeps are no fault.
        if !name.contains(" sqlite_") {
            report.schema.push(format!("{name} does not belong here"));
        }
    }
    Ok(())
}

fn check_log(connection: &Connection, report: &mut CheckReport) -> Result<(), StoreError> {
    let mut statement = connection.prepare(
        "select origin, sequence, tick, at, attempt, item, kind, body, chain
         from events order by origin, sequence",
    )?;
    let mut rows = statement.query([])?;
    let mut previous: Option<StoredEvent> = None;
    while let Some(row) = rows.next()? {
        let stored = event_from_row(row)?;
        report.events += 1;
        let before = previous
            .as_ref()
            .filter(|before| before.origin == stored.origin);
        if before.is_none() {
            report.origins += 1;
        }
        let mut problems = Vec::new();
        let gap = stored
            .sequence
            .saturating_sub(before.map_or(0, |before| before.sequence))
            .saturating_sub(1);
        if gap != 0 {
            problems.push(LogProblem::Gap(gap));
        } else if stored.link(before.map_or("", |before| &before.chain)) != stored.chain {
            problems.push(LogProblem::Chain);
        }
        if before.is_some_and(|before| before.tick >= stored.tick) {
            problems.push(LogProblem::Order);
        }
        match read_body(&stored.kind, &stored.body) {
            Ok(Some(body)) => {
                if item_of(&body).map(crate::domain::ItemId::as_str) != stored.item.as_deref() {
                    problems.push(LogProblem::Item);
                }
            }
            Ok(None) => *report.unknown.entry(stored.kind.clone()).or_default() += 1,
            Err(fault) => problems.push(LogProblem::Body(fault)),
        }
        report
            .log
            .extend(problems.into_iter().map(|problem| LogFault {
                origin: stored.origin.clone(),
                sequence: stored.sequence,
                problem,
            }));
        previous = Some(stored);
    }
    Ok(())
}

fn check_derived(connection: &Connection, report: &mut CheckReport) -> Result<(), StoreError> {
    let mut fresh = file::connect_to_memory()?;
    migration::migrate(&mut fresh, MIGRATIONS)?;
    let transaction = fresh.transaction()?;
    derived::fill(connection, &transaction)?;
    for table in TABLES {
        let difference = compare(table, connection, &transaction)?;
        if difference.missing + difference.extra + difference.changed > 0 {
            report.derived.push(difference);
        }
    }
    Ok(())
}

/// Compares the rows of a derived table, walking both in the order of their keys.
fn compare(
    table: &'static str,
    present: &Connection,
    expected: &Connection,
) -> Result<TableDifference, StoreError> {
    // The table's name is one of ours; the key is the first column, for answers the first two.
    let sql = if table == "answers" {
        "select * from answers order by attempt, position".to_owned()
    } else {
        format!("select * from {table} order by 1")
    };
    let mut present = present.prepare(&sql)?;
    let mut present = present.query([])?;
    let mut expected = expected.prepare(&sql)?;
    let mut expected = expected.query([])?;
    let mut difference = TableDifference {
        table,
        missing: 0,
        extra: 0,
        changed: 0,
    };
    let mut here = next_row(&mut present)?;
    let mut there = next_row(&mut expected)?;
    loop {
        let order = match (&here, &there) {
            (None, None) => return Ok(difference),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(here), Some(there)) => key(table, here).cmp(&key(table, there)),
        };
        match order {
            Ordering::Less => difference.extra += 1,
            Ordering::Greater => difference.missing += 1,
            Ordering::Equal if here != there => difference.changed += 1,
            Ordering::Equal => {}
        }
        if order != Ordering::Greater {
            here = next_row(&mut present)?;
        }
        if order != Ordering::Less {
            there = next_row(&mut expected)?;
        }
    }
}

fn next_row(rows: &mut rusqlite::Rows<'_>) -> rusqlite::Result<Option<Vec<Value>>> {
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let columns = row.as_ref().column_count();
    (0..columns)
        .map(|column| {
            Ok(match row.get_ref(column)? {
                // Bytes that are no text must not end the comparison.
                rusqlite::types::ValueRef::Text(text) => {
                    Value::Text(String::from_utf8_lossy(text).into_owned())
                }
                other => other.try_into()?,
            })
        })
        .collect::<rusqlite::Result<Vec<Value>>>()
        .map(Some)
}

fn key(table: &str, row: &[Value]) -> (String, i64) {
    let text = match row.first() {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let number = match row.get(1) {
        Some(Value::Integer(number)) if table == "answers" => *number,
        _ => 0,
    };
    (text, number)
}
