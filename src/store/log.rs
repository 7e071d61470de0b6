//! The log: appending to it and reading it.

use rusqlite::{Connection, OptionalExtension as _, Row, TransactionBehavior, params};
use sha2::{Digest as _, Sha256};

use super::{
    Store,
    chain::{StoredEvent, hex},
    derived::{self, Touched},
    error::StoreError,
    event_json::{belongs_to_attempt, item_of, kind_word, read_body, write_body},
};
use crate::domain::{AttemptId, Event, Timestamp, attempt::Attempt};

/// Longest line of an exported log, in bytes.
pub const LONGEST_LINE: usize = 1 << 20;
/// Longest body of an event: a line of it fits into [`LONGEST_LINE`] with its ids around it.
const LONGEST_BODY: usize = LONGEST_LINE - 4_096;
/// The end of year 9999: ticks do not follow a clock that is set beyond it.
const LATEST_TICK_FROM_CLOCK: i64 = 253_402_300_799_999;

impl Store {
    /// Appends `events` in one transaction, which is on disk when this returns.
    ///
    /// # Panics
    /// When an event of an attempt names none, which only a fault in this program could bring about.
    pub fn append(&mut self, events: &[Event]) -> Result<(), StoreError> {
        if self.read_only {
            return Err(StoreError::ReadOnly);
        }
        let appended = self.append_in_transaction(events);
        appended.map_err(|fault| self.explain(fault))
    }

    fn append_in_transaction(&mut self, events: &[Event]) -> Result<(), StoreError> {
        let identity = self.identity.clone();
        let entropy = self.entropy;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let origin = own_origin(&transaction, &identity, entropy)?;
        let mut head = head(&transaction, &origin)?;
        let mut tick = last_tick(&transaction)?;
        let mut touched = Touched::default();
        for event in events {
            let body = write_body(&event.body);
            if body.len() > LONGEST_BODY {
                return Err(StoreError::EventTooLong {
                    kind: kind_word(&event.body),
                    bytes: body.len(),
                });
            }
            assert!(
                event.attempt.is_some() || !belongs_to_attempt(&event.body),
                "an event of an attempt names its attempt: {event:?}"
            );
            let at = event.at.milliseconds();
            tick = at.clamp(0, LATEST_TICK_FROM_CLOCK).max(tick + 1);
            let mut stored = StoredEvent {
                origin: origin.clone(),
                sequence: head.sequence + 1,
                tick,
                at,
                attempt: event.attempt.as_ref().map(|id| id.as_str().to_owned()),
                item: item_of(&event.body).map(|id| id.as_str().to_owned()),
                kind: kind_word(&event.body).to_owned(),
                body,
                chain: String::new(),
            };
            stored.chain = stored.link(&head.chain);
            insert(&transaction, &stored)?;
            derived::apply(&transaction, &stored, &event.body, &mut touched)?;
            head = Head {
                sequence: stored.sequence,
                chain: stored.chain,
            };
        }
        derived::refresh(&transaction, &touched)?;
        transaction.commit()?;
        Ok(())
    }

    /// Returns the events of an attempt, in order; those of kinds this program does not know are passed over.
    pub fn events(&self, id: &AttemptId) -> Result<Vec<Event>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "select origin, sequence, tick, at, attempt, item, kind, body, chain
                 from events where attempt = ?1 order by tick, origin",
            )?;
            let mut rows = statement.query([id.as_str()])?;
            let mut events = Vec::new();
            while let Some(row) = rows.next()? {
                let stored = event_from_row(row)?;
                let body = read_body(&stored.kind, &stored.body).map_err(|detail| {
                    StoreError::BadEvent {
                        origin: stored.origin.clone(),
                        sequence: stored.sequence,
                        detail,
                    }
                })?;
                events.extend(body.map(|body| Event {
                    at: Timestamp::from_milliseconds(stored.at),
                    attempt: Some(id.clone()),
                    body,
                }));
            }
            Ok(events)
        })
    }

    /// Returns an attempt, replayed from its events; `None` if there is none of that id.
    pub fn attempt(&self, id: &AttemptId) -> Result<Option<Attempt>, StoreError> {
        let events = self.events(id)?;
        Ok(Attempt::replay(id, &events))
    }
}

/// The last event of an origin.
pub(super) struct Head {
    /// Its number, 0 if there is none.
    pub(super) sequence: i64,
    /// Its chain.
    pub(super) chain: String,
}

/// Returns the last event of `origin`.
pub(super) fn head(connection: &Connection, origin: &str) -> rusqlite::Result<Head> {
    let head = connection
        .prepare_cached(
            "select sequence, chain from events where origin = ?1 order by sequence desc limit 1",
        )?
        .query_row([origin], |row| {
            Ok(Head {
                sequence: row.get(0)?,
                chain: row.get(1)?,
            })
        })
        .optional()?;
    Ok(head.unwrap_or(Head {
        sequence: 0,
        chain: String::new(),
    }))
}

fn last_tick(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("select coalesce(max(tick), 0) from events")?
        .query_row([], |row| row.get(0))
}

/// Writes an event to the log.
pub(super) fn insert(connection: &Connection, stored: &StoredEvent) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "insert into events (origin, sequence, tick, at, attempt, item, kind, body, chain)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            stored.origin,
            stored.sequence,
            stored.tick,
            stored.at,
            stored.attempt,
            stored.item,
            stored.kind,
            stored.body,
            stored.chain,
        ])?;
    Ok(())
}

/// Returns the event of a row that holds every column in the order of the table.
///
/// Bytes that are no text are replaced, so that a damaged event can be named; its chain then does not hold.
pub(super) fn event_from_row(row: &Row<'_>) -> rusqlite::Result<StoredEvent> {
    let text = |column| -> rusqlite::Result<Option<String>> {
        let value = row.get_ref(column)?;
        Ok(value
            .as_bytes_or_null()?
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned()))
    };
    let present = |column| Ok::<_, rusqlite::Error>(text(column)?.unwrap_or_default());
    Ok(StoredEvent {
        origin: present(0)?,
        sequence: row.get(1)?,
        tick: row.get(2)?,
        at: row.get(3)?,
        attempt: text(4)?,
        item: text(5)?,
        kind: present(6)?,
        body: present(7)?,
        chain: present(8)?,
    })
}

/// Returns the origin under which the file of `identity` appends. A copy or a restored backup draws a new one, so that
/// two stores never number events of the same origin.
fn own_origin(
    connection: &Connection,
    identity: &str,
    entropy: [u64; 2],
) -> rusqlite::Result<String> {
    let (origin, known): (String, String) = connection
        .prepare_cached("select origin, identity from this_store")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if known == identity {
        return Ok(origin);
    }
    let fresh = draw_origin(identity, entropy);
    connection.execute(
        "update this_store set origin = ?1, identity = ?2",
        params![fresh, identity],
    )?;
    Ok(fresh)
}

/// Returns an origin for the file of `identity`.
pub(super) fn draw_origin(identity: &str, entropy: [u64; 2]) -> String {
    let mut hash = Sha256::new();
    hash.update("preceptor-origin-1");
    for number in entropy {
        hash.update(number.to_le_bytes());
    }
    hash.update(identity);
    let mut origin = hex(&hash.finalize());
    origin.truncate(16);
    origin
}
