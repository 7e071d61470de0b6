//! The clock: the wall's for dates, a steady one for how long an answer took, or a fixed one for exact transcripts.

use jiff::civil::Date;
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::TimeZone;
use nix::time::{ClockId, clock_gettime};
use thiserror::Error;

use super::Environment;
use crate::domain::Timestamp;

/// The steady clock that also counts the time a machine sleeps with its lid closed.
#[cfg(any(target_os = "linux", target_os = "android"))]
const STEADY: ClockId = ClockId::CLOCK_BOOTTIME;
/// The steady clock; outside Linux the monotonic one is the best there is.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const STEADY: ClockId = ClockId::CLOCK_MONOTONIC;

/// A clock that cannot be set up.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ClockError {
    /// `PRECEPTOR_NOW` is not a moment.
    #[error("`{0}` in `PRECEPTOR_NOW` is no moment with date, time and offset")]
    BadNow(String),
}

impl ClockError {
    /// Returns what to type next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::BadNow(_) => {
                "write it like `2026-11-22T09:30:00-05:00`, or leave `PRECEPTOR_NOW` out"
            }
        }
    }
}

/// A source of the present moment and of the learner's time zone.
#[derive(Debug, Clone)]
pub struct Clock {
    fixed: Option<Timestamp>,
    zone: TimeZone,
}

impl Clock {
    /// Returns the clock that `environment` asks for. A fixed clock's zone is the one `TZ` names, else the offset
    /// written in `PRECEPTOR_NOW`, so that a transcript is the same on every machine.
    pub fn open(environment: &Environment) -> Result<Self, ClockError> {
        let named = environment.time_zone.as_deref().and_then(named_zone);
        match &environment.now {
            None => Ok(Self {
                fixed: None,
                zone: named.unwrap_or_else(TimeZone::system),
            }),
            Some(text) => {
                let (now, written) =
                    read_moment(text.trim()).ok_or_else(|| ClockError::BadNow(text.clone()))?;
                Ok(Self::fixed(now, named.unwrap_or(written)))
            }
        }
    }

    /// Returns a clock that stands still at `now`.
    pub fn fixed(now: Timestamp, zone: TimeZone) -> Self {
        Self {
            fixed: Some(now),
            zone,
        }
    }

    /// Returns the present moment.
    pub fn now(&self) -> Timestamp {
        self.fixed.unwrap_or_else(|| {
            Timestamp::from_milliseconds(jiff::Timestamp::now().as_millisecond())
        })
    }

    /// Returns the learner's time zone.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Returns today's date where the learner is.
    pub fn today(&self) -> Date {
        self.now().date(&self.zone)
    }

    /// Returns milliseconds of a clock that is never set and goes on while the machine sleeps; only differences mean
    /// anything. Under a fixed clock no time passes.
    pub fn steady_milliseconds(&self) -> u64 {
        if self.fixed.is_some() {
            return 0;
        }
        let reading = clock_gettime(STEADY).or_else(|_| clock_gettime(ClockId::CLOCK_MONOTONIC));
        reading.map_or(0, |time| {
            let seconds = u64::try_from(time.tv_sec()).unwrap_or(0);
            let nanoseconds = u64::try_from(time.tv_nsec()).unwrap_or(0);
            seconds.saturating_mul(1000) + nanoseconds / 1_000_000
        })
    }
}

/// Reads an RFC 3339 moment and the zone its offset stands for.
fn read_moment(text: &str) -> Option<(Timestamp, TimeZone)> {
    let moment: jiff::Timestamp = text.parse().ok()?;
    let zone = match Pieces::parse(text).ok()?.offset()? {
        PiecesOffset::Numeric(offset) => TimeZone::fixed(offset.offset()),
        _ => TimeZone::UTC,
    };
    let moment = Timestamp::from_milliseconds(moment.as_millisecond());
    Some((moment, zone))
}

/// Returns the zone that a value of `TZ` names: `America/New_York`, `:America/New_York` or `EST5EDT,M3.2.0,M11.1.0`.
fn named_zone(name: &str) -> Option<TimeZone> {
    let name = name.strip_prefix(':').unwrap_or(name);
    TimeZone::get(name).or_else(|_| TimeZone::posix(name)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn open(now: &str, zone: Option<&str>) -> Result<Clock, ClockError> {
        Clock::open(&Environment {
            now: Some(now.to_owned()),
            time_zone: zone.map(str::to_owned),
            ..Environment::default()
        })
    }

    #[test]
    fn a_fixed_clock_stands_still() {
        let clock = open("2026-11-22T02:00:00Z", None).unwrap();
        assert_eq!(clock.now(), clock.now());
        assert_eq!(clock.now().milliseconds(), 1_795_312_800_000);
        assert_eq!(clock.steady_milliseconds(), 0);
        assert_eq!(clock.today(), date(2026, 11, 22));
    }

    #[test]
    fn the_written_offset_is_the_zone_unless_one_is_named() {
        let clock = open("2026-11-22T02:00:00+03:00", None).unwrap();
        assert_eq!(clock.today(), date(2026, 11, 22));
        let clock = open("2026-11-22T02:00:00+03:00", Some("America/New_York")).unwrap();
        assert_eq!(clock.today(), date(2026, 11, 21));
        let clock = open("2026-11-22T02:00:00Z", Some("EST5EDT,M3.2.0,M11.1.0")).unwrap();
        assert_eq!(clock.today(), date(2026, 11, 21));
        let clock = open("2026-11-22T02:00:00Z", Some("No/Such_Zone")).unwrap();
        assert_eq!(clock.today(), date(2026, 11, 22));
    }

    #[test]
    fn a_bad_moment_is_named() {
        for text in [
            "yesterday",
            "2026-11-22",
            "2026-11-22T02:00:00",
            "1795312800",
        ] {
            let error = open(text, None).unwrap_err();
            assert_eq!(error, ClockError::BadNow(text.to_owned()));
            assert!(error.to_string().contains(text));
        }
    }

    #[test]
    fn the_real_clock_goes_forward() {
        let clock = Clock::open(&Environment::default()).unwrap();
        let (wall, steady) = (clock.now(), clock.steady_milliseconds());
        assert!(wall.milliseconds() > 1_700_000_000_000);
        assert!(steady > 0);
        assert!(clock.steady_milliseconds() >= steady);
    }
}
