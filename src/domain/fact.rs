//! Facts: what is known with its source and confidence, and what nobody published as unknown.

use super::word::words;

/// A key of a pack's list of sources.
pub type SourceKey = Box<str>;

words! {
    /// How sure a fact is.
    pub enum Confidence {
        /// The body's own page, or two or more independent sources.
        High = "high",
        /// One decent secondary source, or an old page of the body.
        Medium = "medium",
        /// A weak source or an inference.
        Low = "low",
        /// From memory, no page seen.
        Recalled = "recalled",
    }
}

words! {
    /// How much of a date is known.
    pub enum Precision {
        /// All of it.
        Day = "day",
        /// The month and the year.
        Month = "month",
        /// The year.
        Year = "year",
    }
}

/// Where a fact is from and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// Keys of the pack's sources; empty only when recalled.
    pub sources: Vec<SourceKey>,
    /// How sure it is.
    pub confidence: Confidence,
    /// A doubt, a disagreement, how the value was derived.
    pub note: Option<Box<str>>,
}

/// A value with its provenance, or the reason why it is not known.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact<T> {
    /// It is known.
    Known {
        /// The value.
        value: T,
        /// How much of it is known, if it is a date.
        precision: Precision,
        /// Where it is from.
        provenance: Provenance,
    },
    /// It was looked for and not found.
    Unknown {
        /// What was looked for.
        reason: Box<str>,
    },
}

impl<T> Fact<T> {
    /// Returns the value if it is known.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Known { value, .. } => Some(value),
            Self::Unknown { .. } => None,
        }
    }

    /// Returns where the value is from, if it is known.
    pub fn provenance(&self) -> Option<&Provenance> {
        match self {
            Self::Known { provenance, .. } => Some(provenance),
            Self::Unknown { .. } => None,
        }
    }

    /// Returns why the value is not known, if it is not.
    pub fn unknown(&self) -> Option<&str> {
        match self {
            Self::Known { .. } => None,
            Self::Unknown { reason } => Some(reason),
        }
    }
}

words! {
    /// What kind of page a source is.
    pub enum SourceKind {
        /// The body's or government's own page.
        Official = "official",
        /// A copy of it elsewhere or on a staging site.
        Mirror = "mirror",
        /// Someone else's page.
        ThirdParty = "third-party",
        /// Statute or regulation.
        Law = "law",
        /// A printed work.
        Print = "print",
        /// A judgement of this program.
        Own = "own",
    }
}

/// A page that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The key that facts name it by.
    pub key: SourceKey,
    /// What it is.
    pub title: Box<str>,
    /// Its address without `https://`.
    pub address: Option<Box<str>>,
    /// The date of the page and how much of it is known; `None` when the page bears none.
    pub as_of: Option<(jiff::civil::Date, Precision)>,
    /// What kind of page it is.
    pub kind: SourceKind,
}
