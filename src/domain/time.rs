//! Time values. The clock itself is at the edge of the program; here time is only an argument.

use jiff::{civil::Date, tz::TimeZone};

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

impl Timestamp {
    /// Returns the moment `milliseconds` after 1970-01-01T00:00:00Z.
    pub fn from_milliseconds(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// Returns milliseconds since 1970-01-01T00:00:00Z.
    pub fn milliseconds(self) -> i64 {
        self.0
    }

    /// Returns the milliseconds from `earlier` to this moment, 0 if the clock was set back in between.
    pub fn since(self, earlier: Self) -> u64 {
        u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0)
    }

    /// Returns the time of day of this moment in `zone`, as "09:14".
    pub fn time_of_day(self, zone: &TimeZone) -> String {
        let zoned = jiff::Timestamp::from_millisecond(self.0)
            .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
            .to_zoned(zone.clone());
        format!("{:02}:{:02}", zoned.hour(), zoned.minute())
    }

    /// Returns the calendar date of this moment in `zone`.
    pub fn date(self, zone: &TimeZone) -> Date {
        jiff::Timestamp::from_millisecond(self.0)
            .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
            .to_zoned(zone.clone())
            .date()
    }
}

/// Returns how long ago `then` was on the day `today`, in the learner's words: "today", "yesterday", "12 days ago".
pub fn days_ago(then: Date, today: Date) -> String {
    match days_between(then, today) {
        i32::MIN..=0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days => format!("{days} days ago"),
    }
}

/// Returns the whole days from `from` to `to`, negative when `to` is earlier.
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Returns a length of time as a learner reads it: "48 s", "3 min 05 s", "1 h 02 min".
pub fn spoken_length(milliseconds: u64) -> String {
    let seconds = (milliseconds + 500) / 1000;
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {:02} s", seconds / 60, seconds % 60),
        _ => format!("{} h {:02} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_clock_set_back_never_gives_negative_time() {
        let early = Timestamp::from_milliseconds(1_000);
        let late = Timestamp::from_milliseconds(3_500);
        assert_eq!(late.since(early), 2_500);
        assert_eq!(early.since(late), 0);
    }

    #[test]
    fn the_date_depends_on_the_zone() {
        let zone = TimeZone::get("America/New_York").unwrap();
        let moment = Timestamp::from_milliseconds(
            "2026-11-22T02:00:00Z"
                .parse::<jiff::Timestamp>()
                .unwrap()
                .as_millisecond(),
        );
        assert_eq!(moment.date(&zone), date(2026, 11, 21));
        assert_eq!(moment.date(&TimeZone::UTC), date(2026, 11, 22));
    }

    #[test]
    fn days_are_spoken() {
        let today = date(2026, 11, 22);
        assert_eq!(days_ago(today, today), "today");
        assert_eq!(days_ago(date(2026, 11, 21), today), "yesterday");
        assert_eq!(days_ago(date(2026, 3, 1), today), "266 days ago");
    }

    #[test]
    fn lengths_are_spoken() {
        assert_eq!(spoken_length(48_400), "48 s");
        assert_eq!(spoken_length(185_000), "3 min 05 s");
        assert_eq!(spoken_length(3_725_000), "1 h 02 min");
    }
}
