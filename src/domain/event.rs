//! Events: what happened, append-only. They are the only truth about a learner; everything else is derived.

use jiff::civil::Date;

use super::{
    content_hash::ItemHashes,
    exam::ExamTerms,
    grade::Grade,
    id::{AttemptId, BankId, CredentialId, DomainId, ItemId, TaskId},
    item::{ItemKind, Level},
    reading::{Presentation, Reading},
    time::Timestamp,
};

/// Something that happened at a moment, in an attempt or outside of any.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// In which attempt.
    pub attempt: Option<AttemptId>,
    /// What.
    pub body: EventBody,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum EventBody {
    /// A sitting began, with everything it will ask.
    AttemptStarted(AttemptPlan),
    /// An item was answered; a later answer at the same position replaces it.
    Answered(Box<Answer>),
    /// An item was passed over.
    Skipped {
        /// Its position in the attempt.
        position: usize,
    },
    /// A hint was shown before answering.
    HintShown {
        /// Position of the item in the attempt.
        position: usize,
    },
    /// The learner left in the middle; the attempt can be resumed.
    AttemptPaused,
    /// The attempt is over.
    AttemptFinished {
        /// Whether it was given up before every item was asked.
        given_up: bool,
    },
    /// The rules of an exam, written down with its beginning.
    ExamSet(Box<ExamTerms>),
    /// An item of an exam was put before the candidate.
    Visited {
        /// Its position in the attempt.
        position: usize,
    },
    /// A place of an exam was marked for another look, or the mark was taken away.
    Marked {
        /// Its position in the attempt.
        position: usize,
        /// Whether the mark is up.
        on: bool,
    },
    /// An option was struck out, or brought back.
    Struck {
        /// Position of the item in the attempt.
        position: usize,
        /// The author's index of the option.
        option: usize,
        /// Whether it is struck out.
        on: bool,
    },
    /// A section of an exam was closed for good; the time stands until the next one is opened.
    SectionClosed {
        /// The section, from 0.
        section: usize,
    },
    /// The next section of an exam was opened.
    SectionOpened {
        /// The section, from 0.
        section: usize,
    },
    /// The wall clock was set while an exam ran.
    ClockJumped {
        /// By how much it went forward, negative when back.
        milliseconds: i64,
    },
    /// The time of an exam ran out.
    TimeUp,
    /// The learner set or took away a flag.
    Flagged {
        /// The item.
        item: ItemId,
        /// Whether the flag is up.
        on: bool,
    },
    /// The learner wrote a note on an item; an empty text takes it away.
    Noted {
        /// The item.
        item: ItemId,
        /// The note.
        text: String,
    },
    /// The learner disputes an item.
    Disputed {
        /// The item.
        item: ItemId,
        /// The wording that is disputed.
        hashes: Option<ItemHashes>,
        /// Why; an empty text withdraws the dispute.
        reason: String,
    },
    /// The learner set a goal for a credential, replacing an earlier one.
    GoalSet(Goal),
    /// The learner cleared a goal.
    GoalCleared {
        /// The credential.
        credential: CredentialId,
    },
}

/// The kinds of attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttemptKind {
    /// Practice with reasons.
    Quiz,
    /// A planned study session.
    Study,
    /// A practice exam.
    Exam,
    /// A coding case or abstract.
    Coding,
}

impl AttemptKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Quiz, Self::Study, Self::Exam, Self::Coding];

    /// Returns the word that names the kind.
    pub fn word(self) -> &'static str {
        match self {
            Self::Quiz => "quiz",
            Self::Study => "study",
            Self::Exam => "exam",
            Self::Coding => "coding",
        }
    }

    /// Returns the kind that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// When reasons are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Feedback {
    /// After each answer.
    #[default]
    Each,
    /// After the last one.
    End,
}

impl Feedback {
    /// Returns the word that names it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Each => "each",
            Self::End => "end",
        }
    }

    /// Returns the feedback that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Each, Self::End]
            .into_iter()
            .find(|feedback| feedback.word() == word)
    }
}

/// What an attempt will ask.
#[derive(Debug, Clone, PartialEq)]
pub struct AttemptPlan {
    /// Its kind.
    pub kind: AttemptKind,
    /// What the learner asked for: a credential, a bank, a file.
    pub target: String,
    /// The credential it practises, if it is one.
    pub credential: Option<CredentialId>,
    /// The seed of everything that is shuffled or drawn.
    pub seed: u64,
    /// When reasons are shown.
    pub feedback: Feedback,
    /// The items, in order.
    pub places: Vec<Place>,
}

/// One place of an attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The item asked there.
    pub item: ItemId,
    /// The bank it came from.
    pub bank: BankId,
    /// Its wording at that time.
    pub hashes: ItemHashes,
}

/// An answer, with all that is needed to speak of it when the item itself is gone.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Position in the attempt, from 0.
    pub position: usize,
    /// The item.
    pub item: ItemId,
    /// Its wording when answered.
    pub hashes: ItemHashes,
    /// The credential whose outline `domain` belongs to.
    pub credential: CredentialId,
    /// Its domain.
    pub domain: DomainId,
    /// Its tasks.
    pub tasks: Vec<TaskId>,
    /// Its level.
    pub level: Option<Level>,
    /// Its kind.
    pub kind: ItemKind,
    /// What the learner typed.
    pub raw: String,
    /// How that was understood.
    pub reading: Reading,
    /// What was shown.
    pub shown: Presentation,
    /// What it was worth.
    pub grade: Grade,
    /// Time from showing to answering, in milliseconds.
    pub milliseconds: u64,
    /// Hints shown before.
    pub hints: u32,
}

/// What a learner aims at.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// The credential.
    pub credential: CredentialId,
    /// The day of the exam.
    pub exam: Option<Date>,
    /// Minutes a day.
    pub minutes: Option<u32>,
    /// Share of right answers aimed at, 0 to 1.
    pub target: Option<f64>,
}
