//! Items: what an author wrote, of every kind, free of the file it came from.

use std::sync::Arc;

use jiff::civil::Date;

use super::{
    id::{BankId, CredentialId, DomainId, ItemId, TaskId},
    template::Numeric,
};

/// An item of a bank, ready to be asked.
#[derive(Debug, Clone)]
pub struct Item {
    /// The stable id that the learner's history hangs on.
    pub id: ItemId,
    /// The bank it stands in.
    pub bank: BankId,
    /// The credential whose outline `domain` and `tasks` refer to.
    pub credential: CredentialId,
    /// The domain of that outline.
    pub domain: DomainId,
    /// Other credentials it serves, each with the domain it counts for there.
    pub serves: Arc<[(CredentialId, DomainId)]>,
    /// Outline and job tasks.
    pub tasks: Vec<TaskId>,
    /// School subjects.
    pub subjects: Vec<Box<str>>,
    /// Cognitive level; cards have none.
    pub level: Option<Level>,
    /// The author's guess of the difficulty.
    pub difficulty: Difficulty,
    /// Difficulty and discrimination as measured on takers; outranks `difficulty`.
    pub calibrated: Option<Calibration>,
    /// Where the item stands in its life.
    pub status: Status,
    /// When it was written.
    pub written: Option<Date>,
    /// When it was last reviewed.
    pub reviewed: Option<Date>,
    /// When it must be looked at again.
    pub review_by: Option<Date>,
    /// Who reviewed it, or how.
    pub reviewer: Option<Box<str>>,
    /// The question, in light Markdown; empty for cards.
    pub stem: Box<str>,
    /// Help before answering.
    pub hint: Option<Box<str>>,
    /// The reason as a whole.
    pub why: Option<Box<str>>,
    /// The case whose record the item needs.
    pub case: Option<ItemId>,
    /// Items that must not stand on the same form.
    pub enemies: Vec<ItemId>,
    /// Where the key can be checked.
    pub references: Vec<Box<str>>,
    /// Whether the author's order of options is kept.
    pub pin: bool,
    /// Waived checks.
    pub allow: Vec<Allowance>,
    /// What is asked.
    pub body: ItemBody,
}

impl Item {
    /// Returns the item's kind.
    pub fn kind(&self) -> ItemKind {
        match self.body {
            ItemBody::Choice(_) => ItemKind::Choice,
            ItemBody::Multiple(_) => ItemKind::Multiple,
            ItemBody::Numeric(_) => ItemKind::Numeric,
            ItemBody::Text(_) => ItemKind::Text,
            ItemBody::Match(_) => ItemKind::Match,
            ItemBody::Order(_) => ItemKind::Order,
            ItemBody::Card(_) => ItemKind::Card,
        }
    }

    /// Returns the domain the item counts for in `credential`'s outline, if it serves that credential.
    pub fn domain_for(&self, credential: &CredentialId) -> Option<&DomainId> {
        if &self.credential == credential {
            return Some(&self.domain);
        }
        self.serves
            .iter()
            .find(|(served, _)| served == credential)
            .map(|(_, domain)| domain)
    }
}

/// What an item asks, by kind.
#[derive(Debug, Clone)]
pub enum ItemBody {
    /// Single best answer.
    Choice(Vec<AnswerOption>),
    /// Several right answers; as many as there are keys must be chosen.
    Multiple(Vec<AnswerOption>),
    /// A number, fixed or drawn from a template.
    Numeric(Numeric),
    /// A typed word or phrase.
    Text(TypedText),
    /// Pairs.
    Match(Matching),
    /// Steps in sequence, written in the right order.
    Order(Vec<Step>),
    /// A term and its definition, self-graded.
    Card(Card),
}

/// The kinds of items, in the order they are listed everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// Single best answer.
    Choice,
    /// Several right answers.
    Multiple,
    /// A number.
    Numeric,
    /// A typed word or phrase.
    Text,
    /// Pairs.
    Match,
    /// Steps in sequence.
    Order,
    /// A term and its definition.
    Card,
}

impl ItemKind {
    /// Every kind, in the order they are listed everywhere.
    pub const ALL: [Self; 7] = [
        Self::Choice,
        Self::Multiple,
        Self::Numeric,
        Self::Text,
        Self::Match,
        Self::Order,
        Self::Card,
    ];

    /// Returns the word that names the kind in banks, commands and the log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Choice => "choice",
            Self::Multiple => "multiple",
            Self::Numeric => "numeric",
            Self::Text => "text",
            Self::Match => "match",
            Self::Order => "order",
            Self::Card => "card",
        }
    }

    /// Returns the kind that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// One option of a choice or multiple item.
#[derive(Debug, Clone)]
pub struct AnswerOption {
    /// What the learner reads.
    pub text: Box<str>,
    /// Whether choosing it is right.
    pub key: bool,
    /// Why it is right or wrong.
    pub why: Box<str>,
    /// Whether it keeps its place when the others are shuffled.
    pub pin: bool,
}

/// A typed answer with all its accepted spellings.
#[derive(Debug, Clone)]
pub struct TypedText {
    /// Accepted answers, the first being the one shown as the key.
    pub accept: Vec<Box<str>>,
    /// Wrong answers that are expected, with the reason each is wrong.
    pub reject: Vec<Remark>,
    /// Whether capital letters matter.
    pub match_case: bool,
    /// Whether accents matter.
    pub match_accents: bool,
}

/// A text with the reason that belongs to it.
#[derive(Debug, Clone)]
pub struct Remark {
    /// The text.
    pub text: Box<str>,
    /// Its reason.
    pub why: Option<Box<str>>,
}

/// Left sides with their right sides, and right sides that belong to none.
#[derive(Debug, Clone)]
pub struct Matching {
    /// The pairs, in the author's order.
    pub pairs: Vec<Pair>,
    /// Right sides without a left side.
    pub extra: Vec<Remark>,
}

impl Matching {
    /// Returns the right sides by index: those of the pairs first, then the extras.
    pub fn rights(&self) -> impl Iterator<Item = &str> {
        self.pairs
            .iter()
            .map(|pair| &*pair.right)
            .chain(self.extra.iter().map(|extra| &*extra.text))
    }
}

/// One pair of a match item.
#[derive(Debug, Clone)]
pub struct Pair {
    /// What is given.
    pub left: Box<str>,
    /// What belongs to it.
    pub right: Box<str>,
    /// Why.
    pub why: Option<Box<str>>,
}

/// One step of an order item.
#[derive(Debug, Clone)]
pub struct Step {
    /// The step.
    pub text: Box<str>,
    /// Why it stands where it stands.
    pub why: Option<Box<str>>,
}

/// A term and its definition.
#[derive(Debug, Clone)]
pub struct Card {
    /// The term.
    pub term: Box<str>,
    /// What it means.
    pub definition: Box<str>,
    /// The term in use.
    pub example: Option<Box<str>>,
    /// Whether it is asked from either side.
    pub both: bool,
}

/// A record that several items share.
#[derive(Debug, Clone)]
pub struct Case {
    /// The case's id.
    pub id: ItemId,
    /// What it is called.
    pub title: Box<str>,
    /// The record, in light Markdown.
    pub record: Box<str>,
}

/// Cognitive levels, as AHIMA tags its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Remembering a fact.
    Recall,
    /// Using a rule in a situation.
    Application,
    /// Weighing several facts to reach a judgement.
    Analysis,
}

impl Level {
    /// Every level, lowest first.
    pub const ALL: [Self; 3] = [Self::Recall, Self::Application, Self::Analysis];

    /// Returns the word that names the level.
    pub fn word(self) -> &'static str {
        match self {
            Self::Recall => "recall",
            Self::Application => "application",
            Self::Analysis => "analysis",
        }
    }

    /// Returns the level that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

/// The author's guess of an item's difficulty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Difficulty {
    /// Most candidates get it right.
    Easy,
    /// About what the exam asks.
    #[default]
    Medium,
    /// Many candidates miss it.
    Hard,
}

impl Difficulty {
    /// Every difficulty, easiest first.
    pub const ALL: [Self; 3] = [Self::Easy, Self::Medium, Self::Hard];

    /// Returns the word that names the difficulty.
    pub fn word(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }

    /// Returns the difficulty that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|difficulty| difficulty.word() == word)
    }
}

/// Item parameters measured on takers, in logits of the two-parameter logistic model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// Difficulty.
    pub b: f64,
    /// Discrimination.
    pub a: f64,
    /// How many takers the figures rest on.
    pub takers: u32,
    /// When they were computed.
    pub date: Date,
}

/// An item's life cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Status {
    /// Being written.
    #[default]
    Draft,
    /// Read by a second person.
    Reviewed,
    /// Tried on takers, unscored.
    Pilot,
    /// Good enough to count.
    Scored,
    /// Never drawn again, kept for its history.
    Retired,
}

impl Status {
    /// Every status, in the order of a life.
    pub const ALL: [Self; 5] = [
        Self::Draft,
        Self::Reviewed,
        Self::Pilot,
        Self::Scored,
        Self::Retired,
    ];

    /// Returns the word that names the status.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Reviewed => "reviewed",
            Self::Pilot => "pilot",
            Self::Scored => "scored",
            Self::Retired => "retired",
        }
    }

    /// Returns the status that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// A check that the author waives, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The check's code.
    pub rule: Box<str>,
    /// Why it does not apply here.
    pub reason: Box<str>,
}

/// A bank: what its `[bank]` table says, its items and its cases.
#[derive(Debug, Clone)]
pub struct Bank {
    /// The bank's id.
    pub id: BankId,
    /// What it is called.
    pub title: Box<str>,
    /// The credential whose outline its items refer to.
    pub credential: CredentialId,
    /// The licence of its text.
    pub license: Box<str>,
    /// Who wrote it.
    pub authors: Vec<Box<str>>,
    /// Last review of the whole bank.
    pub reviewed: Option<Date>,
    /// The code set its codes belong to.
    pub code_set: Option<Box<str>>,
    /// Other credentials its items serve.
    pub serves: Arc<[(CredentialId, DomainId)]>,
    /// Waived checks.
    pub allow: Vec<Allowance>,
    /// The items, in the file's order.
    pub items: Vec<Item>,
    /// The cases, in the file's order.
    pub cases: Vec<Case>,
}
