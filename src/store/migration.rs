//! The steps from an empty file to the present format.
//!
//! A step is a file under `migrations/`, numbered, and frozen once it is released: a mistake is repaired by the next
//! step. Each step runs in its own transaction; after the last the derived tables are built anew. A new kind of
//! event that derived tables heed needs a step too, if only one that holds a comment, because a store may already
//! keep such events that a newer program wrote and this one, when it was older, passed over.

use rusqlite::{Connection, TransactionBehavior};

use super::{derived, error::StoreError};

/// The steps, first one first; the step at place `n` leads to format `n + 1`.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/001_log.sql"),
    include_str!("migrations/002_exam.sql"),
];

/// Returns the format that `migrations` lead to.
pub(super) fn newest_version(migrations: &[&str]) -> u32 {
    u32::try_from(migrations.len()).expect("there are only as many steps as somebody wrote")
}

/// Returns the format of the database.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Leads the database to the format of the last step.
pub(super) fn migrate(connection: &mut Connection, migrations: &[&str]) -> Result<(), StoreError> {
    let present = version(connection)?;
    if present >= newest_version(migrations) {
        return Ok(());
    }
    for (number, migration) in (1_u32..).zip(migrations) {
        if number <= present {
            continue;
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(migration)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    derived::rebuild(&transaction)?;
    transaction.commit()?;
    Ok(())
}
