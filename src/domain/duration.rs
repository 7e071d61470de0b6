//! Calendar durations as rules state them: 45 days, 3 months, 2 years.

use std::fmt;

use jiff::{Span, civil::Date};

/// A whole number of days, months or years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duration {
    /// Days.
    Days(u16),
    /// Months.
    Months(u16),
    /// Years.
    Years(u16),
}

impl Duration {
    /// Returns the duration that `text` spells: `1 day`, `45 days`, `3 months`, `0 days`; one is written in the
    /// singular.
    pub fn read(text: &str) -> Option<Self> {
        let (count, unit) = text.split_once(' ')?;
        if count.is_empty() || !count.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        if count.len() > 1 && count.starts_with('0') {
            return None;
        }
        let count: u16 = count.parse().ok()?;
        match (unit, count) {
            ("day", 1) => Some(Self::Days(1)),
            ("month", 1) => Some(Self::Months(1)),
            ("year", 1) => Some(Self::Years(1)),
            (_, 1) => None,
            ("days", _) => Some(Self::Days(count)),
            ("months", _) => Some(Self::Months(count)),
            ("years", _) => Some(Self::Years(count)),
            _ => None,
        }
    }

    /// Returns the day that lies this long after `date`; the last day there is when the calendar ends before.
    pub fn after(self, date: Date) -> Date {
        let span = match self {
            Self::Days(count) => Span::new().try_days(count),
            Self::Months(count) => Span::new().try_months(count),
            Self::Years(count) => Span::new().try_years(count),
        };
        span.and_then(|span| date.checked_add(span))
            .unwrap_or(Date::MAX)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = match self {
            Self::Days(count) => (count, "day"),
            Self::Months(count) => (count, "month"),
            Self::Years(count) => (count, "year"),
        };
        let plural = if *count == 1 { "" } else { "s" };
        write!(formatter, "{count} {unit}{plural}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn durations_are_read_as_they_are_written() {
        for text in [
            "1 day", "0 days", "45 days", "1 month", "3 months", "2 years",
        ] {
            assert_eq!(Duration::read(text).unwrap().to_string(), text);
        }
        for text in [
            "1 days",
            "2 day",
            "days",
            "1.5 years",
            "01 days",
            "3  days",
            "+3 days",
            "3 weeks",
            "99999 days",
            "",
        ] {
            assert_eq!(Duration::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_after_its_last_day_is_a_last_day() {
        assert_eq!(
            Duration::Months(1).after(date(2027, 1, 31)),
            date(2027, 2, 28)
        );
        assert_eq!(Duration::Years(65_535).after(date(2027, 1, 31)), Date::MAX);
    }
}
