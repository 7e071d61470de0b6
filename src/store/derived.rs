//! The derived tables: what the log says, ready to be asked. They are written in the transaction of the event, and
//! can be built anew from the log at any time.
//!
//! Events are taken in the order of their ticks. A tick is greater than every tick its store knew, so an event
//! appended here is always the last one, and what is kept step by step equals what is built anew.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{
    chain::StoredEvent,
    error::StoreError,
    event_json::{read_body, write_tasks},
    log::event_from_row,
};
use crate::domain::{
    CredentialId, EventBody, ItemId,
    content_hash::ItemHashes,
    event::{Answer, AttemptPlan, Goal},
};

/// The derived tables, those that refer to others first.
pub(super) const TABLES: [&str; 7] = [
    "answers",
    "attempts",
    "item_history",
    "flags",
    "notes",
    "disputes",
    "goals",
];

/// What building the derived tables anew met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rebuilt {
    /// Events taken in.
    pub events: u64,
    /// Events of kinds this program does not know, which stay in the log.
    pub unknown: u64,
    /// Events that could not be read and were passed over; `check` names them.
    pub unreadable: u64,
}

/// Attempts and items whose sums are to be taken anew.
#[derive(Debug, Default)]
pub(super) struct Touched {
    attempts: BTreeSet<String>,
    items: BTreeSet<String>,
}

/// Empties the derived tables and fills them from the log of the same database.
pub(super) fn rebuild(connection: &Connection) -> Result<Rebuilt, StoreError> {
    connection.execute_batch(
        "delete from answers;
         delete from attempts;
         delete from item_history;
         delete from flags;
         delete from notes;
         delete from disputes;
         delete from goals;",
    )?;
    fill(connection, connection)
}

/// Fills the empty derived tables of `to` from the log of `from`.
pub(super) fn fill(from: &Connection, to: &Connection) -> Result<Rebuilt, StoreError> {
    let mut rebuilt = Rebuilt::default();
    let mut touched = Touched::default();
    let mut statement = from.prepare(
        "select origin, sequence, tick, at, attempt, item, kind, body, chain
         from events order by tick, origin",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let stored = event_from_row(row)?;
        rebuilt.events += 1;
        match read_body(&stored.kind, &stored.body) {
            Ok(Some(body)) => apply(to, &stored, &body, &mut touched)?,
            Ok(None) => rebuilt.unknown += 1,
            Err(_) => rebuilt.unreadable += 1,
        }
    }
    refresh(to, &touched)?;
    Ok(rebuilt)
}

/// Takes in an event that comes after all that were taken in before. [`refresh`] must follow.
pub(super) fn apply(
    connection: &Connection,
    stored: &StoredEvent,
    body: &EventBody,
    touched: &mut Touched,
) -> Result<(), StoreError> {
    match body {
        EventBody::AttemptStarted(plan) => {
            if let Some(id) = &stored.attempt {
                start(connection, stored, id, plan)?;
            }
        }
        EventBody::Answered(answer) => {
            if let Some(id) = continue_attempt(connection, stored)? {
                keep_answer(connection, stored, id, answer, touched)?;
            }
        }
        EventBody::AttemptFinished { given_up } => {
            if let Some(id) = continue_attempt(connection, stored)? {
                let state = if *given_up { "given_up" } else { "finished" };
                connection
                    .prepare_cached("update attempts set state = ?2 where id = ?1")?
                    .execute(params![id, state])?;
            }
        }
        EventBody::Skipped { .. }
        | EventBody::HintShown { .. }
        | EventBody::AttemptPaused
        | EventBody::ExamSet(_)
        | EventBody::Visited { .. }
        | EventBody::Marked { .. }
        | EventBody::Struck { .. }
        | EventBody::SectionClosed { .. }
        | EventBody::SectionOpened { .. }
        | EventBody::ClockJumped { .. }
        | EventBody::TimeUp => {
            continue_attempt(connection, stored)?;
        }
        EventBody::Flagged { item, on } => {
            if *on {
                connection
                    .prepare_cached(
                        "insert into flags (item, at) values (?1, ?2)
                         on conflict (item) do update set at = excluded.at",
                    )?
                    .execute(params![item.as_str(), stored.at])?;
            } else {
                remove(connection, "delete from flags where item = ?1", item)?;
            }
        }
        EventBody::Noted { item, text } => {
            if text.is_empty() {
                remove(connection, "delete from notes where item = ?1", item)?;
            } else {
                connection
                    .prepare_cached(
                        "insert into notes (item, text, at) values (?1, ?2, ?3)
                         on conflict (item) do update set text = excluded.text, at = excluded.at",
                    )?
                    .execute(params![item.as_str(), text, stored.at])?;
            }
        }
        EventBody::Disputed {
            item,
            hashes,
            reason,
        } => {
            if reason.is_empty() {
                remove(connection, "delete from disputes where item = ?1", item)?;
            } else {
                keep_dispute(connection, stored, item, hashes.as_ref(), reason)?;
            }
        }
        EventBody::GoalSet(goal) => keep_goal(connection, stored, goal)?,
        EventBody::GoalCleared { credential } => {
            connection
                .prepare_cached("delete from goals where credential = ?1")?
                .execute([credential.as_str()])?;
        }
    }
    Ok(())
}

fn start(
    connection: &Connection,
    stored: &StoredEvent,
    id: &str,
    plan: &AttemptPlan,
) -> Result<(), StoreError> {
    let begun = connection
        .prepare_cached(
            "insert into attempts
             (id, kind, target, credential, started, last, tick, places, answered, right, credit, milliseconds, state)
             values (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, 0, 0, 0.0, 0, 'open')
             on conflict (id) do nothing",
        )?
        .execute(params![
            id,
            plan.kind.word(),
            plan.target,
            plan.credential.as_ref().map(CredentialId::as_str),
            stored.at,
            stored.tick,
            stored_count(plan.places.len()),
        ])?;
    if begun == 0 {
        // Begun a second time: replay keeps the first beginning.
        continue_attempt(connection, stored)?;
    }
    Ok(())
}

/// Notes that the attempt of `stored` went on; `None` if it never began.
fn continue_attempt<'a>(
    connection: &Connection,
    stored: &'a StoredEvent,
) -> Result<Option<&'a str>, StoreError> {
    let Some(id) = stored.attempt.as_deref() else {
        return Ok(None);
    };
    let known = connection
        .prepare_cached("update attempts set last = max(last, ?2), tick = ?3 where id = ?1")?
        .execute(params![id, stored.at, stored.tick])?;
    Ok((known == 1).then_some(id))
}

fn keep_answer(
    connection: &Connection,
    stored: &StoredEvent,
    id: &str,
    answer: &Answer,
    touched: &mut Touched,
) -> Result<(), StoreError> {
    let position = stored_count(answer.position);
    let earlier: Option<String> = connection
        .prepare_cached("select item from answers where attempt = ?1 and position = ?2")?
        .query_row(params![id, position], |row| row.get(0))
        .optional()?;
    connection
        .prepare_cached(
            "insert into answers
             (attempt, position, item, credential, domain, tasks, kind, level, right, credit, milliseconds, hints,
              at, tick, content_hash, key_hash)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
             on conflict (attempt, position) do update set
                 item = excluded.item, credential = excluded.credential, domain = excluded.domain,
                 tasks = excluded.tasks, kind = excluded.kind, level = excluded.level, right = excluded.right,
                 credit = excluded.credit, milliseconds = excluded.milliseconds, hints = excluded.hints,
                 at = excluded.at, tick = excluded.tick, content_hash = excluded.content_hash,
                 key_hash = excluded.key_hash",
        )?
        .execute(params![
            id,
            position,
            answer.item.as_str(),
            answer.credential.as_str(),
            answer.domain.as_str(),
            write_tasks(&answer.tasks),
            answer.kind.word(),
            answer.level.map(crate::domain::item::Level::word),
            answer.grade.right,
            finite(answer.grade.credit),
            stored_milliseconds(answer.milliseconds),
            answer.hints,
            stored.at,
            stored.tick,
            answer.hashes.content.to_string(),
            answer.hashes.key.to_string(),
        ])?;
    touched.attempts.insert(id.to_owned());
    touched.items.extend(earlier);
    touched.items.insert(answer.item.as_str().to_owned());
    Ok(())
}

fn keep_dispute(
    connection: &Connection,
    stored: &StoredEvent,
    item: &ItemId,
    hashes: Option<&ItemHashes>,
    reason: &str,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "insert into disputes (item, content_hash, key_hash, reason, at) values (?1, ?2, ?3, ?4, ?5)
             on conflict (item) do update set content_hash = excluded.content_hash, key_hash = excluded.key_hash,
                 reason = excluded.reason, at = excluded.at",
        )?
        .execute(params![
            item.as_str(),
            hashes.map(|hashes| hashes.content.to_string()),
            hashes.map(|hashes| hashes.key.to_string()),
            reason,
            stored.at,
        ])?;
    Ok(())
}

fn keep_goal(connection: &Connection, stored: &StoredEvent, goal: &Goal) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "insert into goals (credential, exam, minutes, target, at) values (?1, ?2, ?3, ?4, ?5)
             on conflict (credential) do update set exam = excluded.exam, minutes = excluded.minutes,
                 target = excluded.target, at = excluded.at",
        )?
        .execute(params![
            goal.credential.as_str(),
            goal.exam.map(|exam| exam.to_string()),
            goal.minutes,
            goal.target,
            stored.at,
        ])?;
    Ok(())
}

fn remove(connection: &Connection, statement: &str, item: &ItemId) -> Result<(), StoreError> {
    connection
        .prepare_cached(statement)?
        .execute([item.as_str()])?;
    Ok(())
}

/// Takes the sums of what was touched anew.
pub(super) fn refresh(connection: &Connection, touched: &Touched) -> Result<(), StoreError> {
    let mut sum_attempt = connection.prepare_cached(
        "update attempts
         set (answered, right, credit, milliseconds) = (
             select count(*), coalesce(sum(right), 0), coalesce(sum(credit), 0.0), coalesce(sum(milliseconds), 0)
             from (select right, credit, milliseconds from answers where attempt = ?1 order by position)
         )
         where id = ?1",
    )?;
    for attempt in &touched.attempts {
        sum_attempt.execute([attempt])?;
    }
    let mut forget_item = connection.prepare_cached("delete from item_history where item = ?1")?;
    let mut sum_item = connection.prepare_cached(
        "insert into item_history (item, seen, right, last_at, last_right, last_credit, content_hash, key_hash)
         select latest.item, count(*), sum(counted.right), latest.at, latest.right, latest.credit,
                latest.content_hash, latest.key_hash
         from (select * from answers where item = ?1 order by tick desc, attempt desc, position desc limit 1) as latest
         join answers as counted on counted.item = latest.item and counted.key_hash = latest.key_hash
         group by latest.item",
    )?;
    for item in &touched.items {
        forget_item.execute([item])?;
        sum_item.execute([item])?;
    }
    Ok(())
}

/// Returns `credit` as the tables can hold it: they have no place for what is no number.
fn finite(credit: f64) -> f64 {
    if credit.is_finite() { credit } else { 0.0 }
}

fn stored_count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Returns milliseconds as the tables hold them, at most a thousand years, so that sums cannot overflow.
fn stored_milliseconds(milliseconds: u64) -> i64 {
    const THOUSAND_YEARS: u64 = 1_000 * 366 * 24 * 3_600 * 1_000;
    i64::try_from(milliseconds.min(THOUSAND_YEARS)).unwrap_or(i64::MAX)
}
