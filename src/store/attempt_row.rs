//! Attempts as the derived tables tell of them, without their answers.

use jiff::civil::Date;
use rusqlite::{Row, params};

use super::{Store, error::StoreError};
use crate::domain::{AttemptId, CredentialId, Timestamp, event::AttemptKind};

/// Where an attempt stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttemptState {
    /// It can be resumed.
    Open,
    /// Every item was asked.
    Finished,
    /// It was ended before.
    GivenUp,
}

impl AttemptState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Open, Self::Finished, Self::GivenUp];

    /// Returns the word that names the state.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Finished => "finished",
            Self::GivenUp => "given_up",
        }
    }

    /// Returns the state that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// An attempt in one line.
#[derive(Debug, Clone, PartialEq)]
pub struct AttemptRow {
    /// Its id.
    pub id: AttemptId,
    /// Its kind.
    pub kind: AttemptKind,
    /// What the learner asked for.
    pub target: String,
    /// The credential it practises.
    pub credential: Option<CredentialId>,
    /// When it began.
    pub started: Timestamp,
    /// When its last event happened.
    pub last: Timestamp,
    /// How many items it asks.
    pub places: u64,
    /// How many of them were answered.
    pub answered: u64,
    /// How many answers were right.
    pub right: u64,
    /// The sum of the credits.
    pub credit: f64,
    /// The time spent on answers, in milliseconds.
    pub milliseconds: u64,
    /// Where it stands.
    pub state: AttemptState,
}

/// Which attempts are asked for; what is `None` does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AttemptFilter {
    /// Those of this kind.
    pub kind: Option<AttemptKind>,
    /// Those that practise this credential.
    pub credential: Option<CredentialId>,
    /// Those in this state.
    pub state: Option<AttemptState>,
    /// Those that began at this moment or later.
    pub since: Option<Timestamp>,
    /// At most so many.
    pub limit: Option<usize>,
}

const COLUMNS: &str = "id, kind, target, credential, started, last, places, answered, right, credit, milliseconds, state";

impl Store {
    /// Returns the attempts that fit `filter`, the one used last first.
    pub fn attempts(&self, filter: &AttemptFilter) -> Result<Vec<AttemptRow>, StoreError> {
        let sql = statement_for(filter);
        let limit = filter
            .limit
            .map_or(-1, |limit| i64::try_from(limit).unwrap_or(-1));
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params![
                filter.credential.as_ref().map(CredentialId::as_str),
                filter.state.map(AttemptState::word),
                filter.kind.map(AttemptKind::word),
                filter.since.map(Timestamp::milliseconds),
                limit,
            ])?;
            let mut attempts = Vec::new();
            while let Some(row) = rows.next()? {
                attempts.push(from_row(row)?);
            }
            Ok(attempts)
        })
    }

    /// Returns the `limit` attempts used last, the last one first.
    pub fn last_attempts(&self, limit: usize) -> Result<Vec<AttemptRow>, StoreError> {
        self.attempts(&AttemptFilter {
            limit: Some(limit),
            ..AttemptFilter::default()
        })
    }

    /// Returns the attempt used last.
    pub fn last_attempt(&self) -> Result<Option<AttemptRow>, StoreError> {
        Ok(self.last_attempts(1)?.pop())
    }

    /// Returns the attempts that can be resumed, the one used last first.
    pub fn open_attempts(&self) -> Result<Vec<AttemptRow>, StoreError> {
        self.attempts(&AttemptFilter {
            state: Some(AttemptState::Open),
            ..AttemptFilter::default()
        })
    }

    /// Returns the attempt of `kind` used last that can be resumed.
    pub fn resumable(&self, kind: AttemptKind) -> Result<Option<AttemptRow>, StoreError> {
        let attempts = self.attempts(&AttemptFilter {
            kind: Some(kind),
            state: Some(AttemptState::Open),
            limit: Some(1),
            ..AttemptFilter::default()
        })?;
        Ok(attempts.into_iter().next())
    }

    /// Returns an attempt in one line; `None` if there is none of that id.
    pub fn attempt_row(&self, id: &AttemptId) -> Result<Option<AttemptRow>, StoreError> {
        self.read(|connection| {
            let mut statement = connection
                .prepare_cached(&format!("select {COLUMNS} from attempts where id = ?1"))?;
            let mut rows = statement.query([id.as_str()])?;
            rows.next()?.map(from_row).transpose()
        })
    }

    /// Returns an id for a new attempt: the day, and six characters drawn from `entropy`, such as `20261122-k7q2m9`.
    /// No attempt of this store has it.
    pub fn new_attempt_id(&self, today: Date, entropy: u64) -> Result<AttemptId, StoreError> {
        let mut number = entropy;
        loop {
            let id = write_attempt_id(today, number);
            let is_taken = self.read(|connection| {
                Ok(connection
                    .prepare_cached("select exists (select 1 from events where attempt = ?1)")?
                    .query_row([id.as_str()], |row| row.get::<_, bool>(0))?)
            })?;
            if !is_taken {
                return Ok(id);
            }
            number = number.wrapping_add(1);
        }
    }
}

/// Returns the statement that asks for `filter`: one for each index, because an optional condition hides it from the
/// database.
pub(super) fn statement_for(filter: &AttemptFilter) -> String {
    let path = match (&filter.credential, filter.state) {
        (Some(_), _) => "credential = ?1 and (?2 is null or state = ?2)",
        (None, Some(_)) => "?1 is null and state = ?2",
        (None, None) => "?1 is null and ?2 is null",
    };
    format!(
        "select {COLUMNS} from attempts
         where {path} and (?3 is null or kind = ?3) and (?4 is null or started >= ?4)
         order by tick desc limit ?5"
    )
}

/// Returns the id of the day `today` that the lowest 30 bits of `number` spell, without the letters i, l, o and u,
/// which are easily misread.
fn write_attempt_id(today: Date, number: u64) -> AttemptId {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let word: String = (0..6)
        .rev()
        .map(|place| {
            let index = usize::try_from((number >> (5 * place)) & 31)
                .expect("five bits are a number below 32");
            char::from(LETTERS[index])
        })
        .collect();
    AttemptId::new(&format!("{}-{word}", today.strftime("%Y%m%d")))
}

fn from_row(row: &Row<'_>) -> Result<AttemptRow, StoreError> {
    let kind: String = row.get(1)?;
    let state: String = row.get(11)?;
    Ok(AttemptRow {
        id: AttemptId::new(&row.get::<_, String>(0)?),
        kind: AttemptKind::from_word(&kind).ok_or_else(|| bad_row(&kind))?,
        target: row.get(2)?,
        credential: row
            .get::<_, Option<String>>(3)?
            .as_deref()
            .map(CredentialId::new),
        started: Timestamp::from_milliseconds(row.get(4)?),
        last: Timestamp::from_milliseconds(row.get(5)?),
        places: row_count(row, 6)?,
        answered: row_count(row, 7)?,
        right: row_count(row, 8)?,
        credit: row.get(9)?,
        milliseconds: row_count(row, 10)?,
        state: AttemptState::from_word(&state).ok_or_else(|| bad_row(&state))?,
    })
}

fn bad_row(word: &str) -> StoreError {
    StoreError::BadRow {
        table: "attempts",
        detail: format!("`{word}` is not a word it should hold"),
    }
}

/// Returns a count that a row holds.
pub(super) fn row_count(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let count: i64 = row.get(column)?;
    u64::try_from(count).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn ids_of_attempts_are_short_and_readable() {
        let id = write_attempt_id(date(2026, 11, 22), 0x3fff_ffff);
        assert_eq!(id.as_str(), "20261122-zzzzzz");
        assert_eq!(
            write_attempt_id(date(2026, 1, 2), 33).as_str(),
            "20260102-000011"
        );
    }
}
