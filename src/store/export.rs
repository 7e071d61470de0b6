//! The log as JSON lines, to be read by anybody and merged into another store.

use std::io::Write;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Store, chain::StoredEvent, error::StoreError, log::event_from_row};
use crate::domain::Timestamp;

/// The version of exported logs.
pub const LOG_FORMAT: u32 = 1;

/// The first line of an exported log.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct HeaderJson {
    /// Its version.
    pub(super) preceptor_log: u32,
    /// When it was exported, in milliseconds.
    pub(super) exported: i64,
    /// How many lines follow.
    pub(super) events: u64,
}

/// An event as a line. The body stands in it byte for byte as in the log, because the chain is taken over it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LineJson {
    pub(super) origin: String,
    pub(super) sequence: i64,
    pub(super) tick: i64,
    pub(super) at: i64,
    pub(super) attempt: Option<String>,
    pub(super) item: Option<String>,
    pub(super) kind: String,
    pub(super) body: Box<RawValue>,
    pub(super) chain: String,
}

impl LineJson {
    fn from_event(stored: StoredEvent) -> Result<Self, StoreError> {
        let bad = |detail: String| StoreError::BadEvent {
            origin: stored.origin.clone(),
            sequence: stored.sequence,
            detail,
        };
        if stored.body.contains(['\n', '\r']) {
            return Err(bad("its content has more than one line".to_owned()));
        }
        let body =
            RawValue::from_string(stored.body.clone()).map_err(|fault| bad(fault.to_string()))?;
        Ok(Self {
            origin: stored.origin,
            sequence: stored.sequence,
            tick: stored.tick,
            at: stored.at,
            attempt: stored.attempt,
            item: stored.item,
            kind: stored.kind,
            body,
            chain: stored.chain,
        })
    }

    /// Returns the event of the line.
    pub(super) fn into_event(self) -> StoredEvent {
        StoredEvent {
            origin: self.origin,
            sequence: self.sequence,
            tick: self.tick,
            at: self.at,
            attempt: self.attempt,
            item: self.item,
            kind: self.kind,
            body: self.body.get().to_owned(),
            chain: self.chain,
        }
    }
}

impl Store {
    /// Writes the whole log as JSON lines: a header, then every event, those of one origin in their order. Returns
    /// how many events there were.
    pub fn export(&self, now: Timestamp, writer: &mut impl Write) -> Result<u64, StoreError> {
        self.read(|connection| {
            // One moment for the count and the events.
            let snapshot = connection.unchecked_transaction()?;
            let events = snapshot.query_row("select count(*) from events", [], |row| {
                row.get::<_, i64>(0)
            })?;
            let events = u64::try_from(events).unwrap_or(0);
            write_line(
                writer,
                &HeaderJson {
                    preceptor_log: LOG_FORMAT,
                    exported: now.milliseconds(),
                    events,
                },
            )?;
            let mut statement = snapshot.prepare(
                "select origin, sequence, tick, at, attempt, item, kind, body, chain
                 from events order by origin, sequence",
            )?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                write_line(writer, &LineJson::from_event(event_from_row(row)?)?)?;
            }
            writer.flush().map_err(StoreError::Stream)?;
            Ok(events)
        })
    }
}

fn write_line(writer: &mut impl Write, line: &impl Serialize) -> Result<(), StoreError> {
    let mut text = serde_json::to_vec(line)
        .expect("these shapes hold text keys and no fallible parts, so JSON can always be written");
    text.push(b'\n');
    writer.write_all(&text).map_err(StoreError::Stream)
}
