//! Taking in the log of another store.

use std::{
    collections::BTreeMap,
    io::{BufRead, Read as _},
};

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};
use serde::de::DeserializeOwned;

use super::{
    Store,
    chain::{StoredEvent, is_hex},
    derived,
    error::StoreError,
    event_json::{belongs_to_attempt, item_of, read_body},
    export::{HeaderJson, LOG_FORMAT, LineJson},
    log::{LONGEST_LINE, insert},
};
use crate::domain::ItemId;

/// The greatest tick another store may bring along, so that there is always room for one more.
const GREATEST_TICK: i64 = 1 << 53;
/// Longest word for a kind, in bytes.
const LONGEST_KIND: usize = 256;

/// What merging did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merged {
    /// Events that are new here.
    pub added: u64,
    /// Events that were here already.
    pub present: u64,
    /// Of the added ones, those of kinds this program does not know; they are kept.
    pub unknown: u64,
}

/// What can be wrong with a line of a log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MergeFault {
    /// The first line is no header.
    #[error("it is not the first line of an exported log")]
    NotALog,
    /// A newer program exported it.
    #[error(
        "a newer version of the program exported it (its format is {found}, this program knows {known})"
    )]
    NewerLog {
        /// Its format.
        found: u32,
        /// The newest format this program knows.
        known: u32,
    },
    /// Longer than a line may be.
    #[error("it is longer than {LONGEST_LINE} bytes")]
    TooLong,
    /// Not a line of a log.
    #[error("it is not an event: {0}")]
    Malformed(
        /// Why.
        String,
    ),
    /// The event before it is neither here nor in the lines above.
    #[error("the event before event {sequence} of `{origin}` is missing")]
    Gap {
        /// The origin.
        origin: String,
        /// The number of the event.
        sequence: i64,
    },
    /// It was changed after it was exported.
    #[error("event {sequence} of `{origin}` was changed: its content does not fit its chain")]
    Chain {
        /// The origin.
        origin: String,
        /// The number of the event.
        sequence: i64,
    },
    /// This store has another event under its number.
    #[error("this store has another event {sequence} of `{origin}`")]
    Conflict {
        /// The origin.
        origin: String,
        /// The number of the event.
        sequence: i64,
    },
    /// The file ends too early.
    #[error("the log ends here, after {found} of {promised} events")]
    Truncated {
        /// How many its header promised.
        promised: u64,
        /// How many there are.
        found: u64,
    },
    /// The file goes on after its last event.
    #[error("the log goes on here, after all of its {0} events")]
    Surplus(
        /// How many its header promised.
        u64,
    ),
}

impl MergeFault {
    /// Returns the sentence that says what to do next.
    pub(super) fn hint(&self) -> &'static str {
        match self {
            Self::NotALog => "Name a file that `store export` wrote.",
            Self::NewerLog { .. } => "Install the newer version here, too, and merge again.",
            Self::TooLong
            | Self::Malformed(_)
            | Self::Chain { .. }
            | Self::Truncated { .. }
            | Self::Surplus(_) => {
                "The file was changed or cut off on its way; export it again. Nothing was merged."
            }
            Self::Gap { .. } => {
                "Export the whole log again; this one lacks its beginning. Nothing was merged."
            }
            Self::Conflict { .. } => {
                "One store was copied and both copies went on under one name. Keep the better one, and type `store check` in both. Nothing was merged."
            }
        }
    }
}

impl Store {
    /// Takes in what is new in an exported log: all of it or, on the first fault, nothing.
    ///
    /// Merging a log again changes nothing, and two stores that merge each other's logs hold the same events and
    /// derive the same from them.
    pub fn merge(&mut self, reader: &mut impl BufRead) -> Result<Merged, StoreError> {
        if self.read_only {
            return Err(StoreError::ReadOnly);
        }
        let merged = merge(&mut self.connection, reader);
        merged.map_err(|fault| self.explain(fault))
    }
}

fn merge(connection: &mut Connection, reader: &mut impl BufRead) -> Result<Merged, StoreError> {
    let mut lines = Lines { reader, number: 0 };
    let promised = read_header(&mut lines)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut merged = Merged::default();
    // The last event of each origin in the lines so far, to spare looking it up.
    let mut heads = BTreeMap::new();
    while let Some(line) = lines.next()? {
        let found = merged.added + merged.present;
        if found == promised {
            return Err(lines.fault(MergeFault::Surplus(promised)));
        }
        take_in(&transaction, &line, &mut heads, &mut merged)
            .map_err(|refusal| refusal.at(&lines))?;
    }
    let found = merged.added + merged.present;
    if found < promised {
        return Err(lines.fault(MergeFault::Truncated { promised, found }));
    }
    if merged.added > 0 {
        derived::rebuild(&transaction)?;
    }
    transaction.commit()?;
    Ok(merged)
}

/// Why a line was refused, before its number is known.
enum Refusal {
    Fault(MergeFault),
    Store(rusqlite::Error),
}

impl Refusal {
    fn at<R>(self, lines: &Lines<'_, R>) -> StoreError {
        match self {
            Self::Fault(fault) => lines.fault(fault),
            Self::Store(fault) => StoreError::Database(fault),
        }
    }
}

impl From<MergeFault> for Refusal {
    fn from(fault: MergeFault) -> Self {
        Self::Fault(fault)
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(fault: rusqlite::Error) -> Self {
        Self::Store(fault)
    }
}

/// Lines of a log, with their numbers.
struct Lines<'a, R> {
    reader: &'a mut R,
    number: u64,
}

impl<R> Lines<'_, R> {
    fn fault(&self, fault: MergeFault) -> StoreError {
        StoreError::Merge {
            line: self.number,
            fault,
        }
    }
}

impl<R: BufRead> Lines<'_, R> {
    fn next(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        let mut line = Vec::new();
        let limit = LONGEST_LINE as u64 + 1;
        self.reader
            .by_ref()
            .take(limit)
            .read_until(b'\n', &mut line)
            .map_err(StoreError::Stream)?;
        if line.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        if line.ends_with(b"\n") {
            line.pop();
        } else if line.len() as u64 == limit {
            return Err(self.fault(MergeFault::TooLong));
        }
        Ok(Some(line))
    }
}

/// Reads a line. Serde would also read a shape from a bare list of its fields.
fn read_object<T: DeserializeOwned>(line: &[u8]) -> Result<T, String> {
    if !line.starts_with(b"{") {
        return Err("it is not a JSON object".to_owned());
    }
    serde_json::from_slice(line).map_err(|fault| fault.to_string())
}

/// Returns how many events the header promises.
fn read_header(lines: &mut Lines<'_, impl BufRead>) -> Result<u64, StoreError> {
    let line = lines.next()?.unwrap_or_default();
    lines.number = 1;
    let header: HeaderJson = read_object(&line).map_err(|_| lines.fault(MergeFault::NotALog))?;
    if header.preceptor_log == 0 {
        return Err(lines.fault(MergeFault::NotALog));
    }
    if header.preceptor_log > LOG_FORMAT {
        return Err(lines.fault(MergeFault::NewerLog {
            found: header.preceptor_log,
            known: LOG_FORMAT,
        }));
    }
    Ok(header.events)
}

/// The chain and tick of an event that another one follows.
struct Link {
    sequence: i64,
    chain: String,
    tick: i64,
}

fn take_in(
    connection: &Connection,
    line: &[u8],
    heads: &mut BTreeMap<String, Link>,
    merged: &mut Merged,
) -> Result<(), Refusal> {
    let stored = read_object::<LineJson>(line)
        .map_err(MergeFault::Malformed)?
        .into_event();
    let is_known = check_shape(&stored)?;
    let before = match heads.remove(&stored.origin) {
        Some(head) if head.sequence == stored.sequence - 1 => head,
        _ => look_up(connection, &stored.origin, stored.sequence - 1)?.ok_or_else(|| {
            MergeFault::Gap {
                origin: stored.origin.clone(),
                sequence: stored.sequence,
            }
        })?,
    };
    if stored.link(&before.chain) != stored.chain {
        return Err(MergeFault::Chain {
            origin: stored.origin,
            sequence: stored.sequence,
        }
        .into());
    }
    if stored.tick <= before.tick {
        return Err(MergeFault::Malformed("`tick` does not grow".to_owned()).into());
    }
    match look_up(connection, &stored.origin, stored.sequence)? {
        Some(present) if present.chain == stored.chain => merged.present += 1,
        Some(_) => {
            return Err(MergeFault::Conflict {
                origin: stored.origin,
                sequence: stored.sequence,
            }
            .into());
        }
        None => {
            insert(connection, &stored)?;
            merged.added += 1;
            merged.unknown += u64::from(!is_known);
        }
    }
    heads.insert(
        stored.origin,
        Link {
            sequence: stored.sequence,
            chain: stored.chain,
            tick: stored.tick,
        },
    );
    Ok(())
}

/// Returns the link of an event; that of event 0 stands before every first one.
fn look_up(connection: &Connection, origin: &str, sequence: i64) -> rusqlite::Result<Option<Link>> {
    if sequence == 0 {
        return Ok(Some(Link {
            sequence,
            chain: String::new(),
            tick: -1,
        }));
    }
    connection
        .prepare_cached("select chain, tick from events where origin = ?1 and sequence = ?2")?
        .query_row(params![origin, sequence], |row| {
            Ok(Link {
                sequence,
                chain: row.get(0)?,
                tick: row.get(1)?,
            })
        })
        .optional()
}

/// Checks that the fields of an event could be ours, and returns whether its kind is known.
fn check_shape(stored: &StoredEvent) -> Result<bool, MergeFault> {
    let malformed = |what: &str| Err(MergeFault::Malformed(what.to_owned()));
    if !is_hex(&stored.origin, 16) {
        return malformed("`origin` is not 16 hexadecimal digits");
    }
    if !is_hex(&stored.chain, 64) {
        return malformed("`chain` is not 64 hexadecimal digits");
    }
    if stored.sequence < 1 {
        return malformed("`sequence` is below 1");
    }
    if !(0..=GREATEST_TICK).contains(&stored.tick) {
        return malformed("`tick` is out of range");
    }
    let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if stored.kind.is_empty()
        || stored.kind.len() > LONGEST_KIND
        || !stored.kind.bytes().all(is_word)
    {
        return malformed("`kind` is not a word");
    }
    let body = read_body(&stored.kind, &stored.body).map_err(MergeFault::Malformed)?;
    let Some(body) = body else {
        return Ok(false);
    };
    if item_of(&body).map(ItemId::as_str) != stored.item.as_deref() {
        return malformed("`item` is not the item that `body` speaks of");
    }
    if belongs_to_attempt(&body) && stored.attempt.is_none() {
        return malformed("`attempt` is missing");
    }
    Ok(true)
}
