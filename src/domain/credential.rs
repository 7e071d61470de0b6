//! Credentials as data: exam, outlines, domains with their tasks, routes, fees and figures, each fact with its source.

use jiff::civil::Date;

use super::{
    duration::Duration,
    fact::{Fact, Provenance, Source},
    id::{CredentialId, DomainId, TaskId},
    item::Level,
    outline::Weight,
    renewal::Renewal,
    word::words,
};

words! {
    /// Whether a pack is of something that one can hold.
    pub enum CredentialKind {
        /// A certificate with an exam and renewal.
        Credential = "credential",
        /// School subjects without an exam.
        Subject = "subject",
    }
}

/// Everything the program knows of one credential.
#[derive(Debug, Clone, PartialEq)]
pub struct Credential {
    /// Its id.
    pub id: CredentialId,
    /// As written after a name: `RHIT`.
    pub mark: Box<str>,
    /// Other words for it on the command line.
    pub aliases: Vec<Box<str>>,
    /// Whether it can be held.
    pub kind: CredentialKind,
    /// Its name in full.
    pub name: Box<str>,
    /// What it was called before.
    pub former_names: Vec<Box<str>>,
    /// Short name of the certifying body; subjects have none.
    pub body: Option<Box<str>>,
    /// Full name of the certifying body.
    pub body_name: Option<Box<str>>,
    /// What it is, in two sentences.
    pub summary: Box<str>,
    /// What people usually take next.
    pub leads_to: Vec<CredentialId>,
    /// Last review of the whole pack.
    pub reviewed: Date,
    /// The pages that were seen.
    pub sources: Vec<Source>,
    /// Its domains.
    pub domains: Vec<Domain>,
    /// What a credential has and a subject has not.
    pub rules: Option<Box<Rules>>,
}

/// Exam, outlines, renewal, routes, fees and figures of a credential.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// The exam.
    pub exam: Exam,
    /// The outlines; exactly one is the default.
    pub outlines: Vec<Outline>,
    /// How it is kept.
    pub renewal: Renewal,
    /// Ways to the exam.
    pub eligibility: Vec<Eligibility>,
    /// Rules on trying again; exactly one is current.
    pub retakes: Vec<Retake>,
    /// Anything else that a candidate must know.
    pub policies: Vec<Policy>,
    /// When the exam is given.
    pub windows: Vec<ExamWindow>,
    /// What it costs.
    pub fees: Vec<Fee>,
    /// Pass rates and holders.
    pub statistics: Vec<Statistic>,
}

impl Credential {
    /// Returns whether `word` is its id or one of its aliases.
    pub fn answers_to(&self, word: &str) -> bool {
        self.id.as_str() == word || self.aliases.iter().any(|alias| &**alias == word)
    }

    /// Returns its domain `id`.
    pub fn domain(&self, id: &str) -> Option<&Domain> {
        self.domains.iter().find(|domain| domain.id.as_str() == id)
    }

    /// Returns its task `id` with the domain it belongs to.
    pub fn task(&self, id: &str) -> Option<(&Domain, &Task)> {
        self.domains.iter().find_map(|domain| {
            let task = domain.tasks.iter().find(|task| task.id.as_str() == id)?;
            Some((domain, task))
        })
    }

    /// Returns the outline in use unless another is asked for; subjects have none.
    pub fn default_outline(&self) -> Option<&Outline> {
        self.rules
            .as_ref()?
            .outlines
            .iter()
            .find(|outline| outline.is_default)
    }

    /// Returns its outline `id`.
    pub fn outline(&self, id: &str) -> Option<&Outline> {
        self.rules
            .as_ref()?
            .outlines
            .iter()
            .find(|outline| &*outline.id == id)
    }
}

/// A domain of a credential.
#[derive(Debug, Clone, PartialEq)]
pub struct Domain {
    /// What items name.
    pub id: DomainId,
    /// The body's present name.
    pub name: Box<str>,
    /// A name for narrow tables, at most 24 characters.
    pub short: Box<str>,
    /// What it was called before.
    pub former_names: Vec<Box<str>>,
    /// Its tasks.
    pub tasks: Vec<Task>,
    /// Where it is from.
    pub provenance: Provenance,
}

words! {
    /// Whose list a task is from.
    pub enum TaskKind {
        /// The body's own list.
        Task = "task",
        /// Ours, where the official list is not public.
        Topic = "topic",
    }
}

/// A task of a domain.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// What items name.
    pub id: TaskId,
    /// What is to be done.
    pub text: Box<str>,
    /// Whose list it is from.
    pub kind: TaskKind,
    /// Where it is from.
    pub provenance: Provenance,
}

/// An outline: how much each domain weighs, and from when on.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Its id.
    pub id: Box<str>,
    /// What it is called.
    pub title: Box<str>,
    /// Whether it is used unless another is asked for.
    pub is_default: bool,
    /// The first day it holds.
    pub effective: Fact<Date>,
    /// One weight for each domain, in the domains' order.
    pub weights: Vec<Weight>,
    /// Where each weight is from, in the same order.
    pub weight_provenance: Vec<Provenance>,
    /// Where it is from.
    pub provenance: Provenance,
}

words! {
    /// Whether a candidate can go back.
    pub enum Navigation {
        /// Back and forth until the end.
        Review = "review",
        /// Forward only.
        ForwardOnly = "forward-only",
    }
}

words! {
    /// Whether books may be used in an exam.
    pub enum BookRule {
        /// None.
        Closed = "closed",
        /// Those listed.
        Open = "open",
        /// It depends on the section.
        Mixed = "mixed",
    }
}

words! {
    /// Whether books may be used in a section.
    pub enum SectionBook {
        /// None.
        Closed = "closed",
        /// Those listed.
        Open = "open",
    }
}

words! {
    /// Which calculator may be used.
    pub enum Calculator {
        /// One on the screen.
        OnScreen = "on-screen",
        /// One's own.
        Own = "own",
        /// None.
        None = "none",
    }
}

words! {
    /// When breaks are possible.
    pub enum Breaks {
        /// The clock runs on.
        None = "none",
        /// Between sections.
        BetweenSections = "between-sections",
        /// At any time.
        AnyTime = "any-time",
    }
}

words! {
    /// How several right answers are scored.
    pub enum MultipleScoring {
        /// All or nothing.
        AllOrNothing = "all-or-nothing",
        /// In part.
        Partial = "partial",
    }
}

words! {
    /// Where an exam is taken.
    pub enum Delivery {
        /// At a test center.
        TestCenter = "test-center",
        /// Elsewhere, with a proctor.
        Remote = "remote",
    }
}

words! {
    /// Kinds of items in an exam's format.
    pub enum ExamItemKind {
        /// Single best answer.
        Choice = "choice",
        /// Several right answers.
        Multiple = "multiple",
        /// A number.
        Numeric = "numeric",
        /// A typed word or phrase.
        Text = "text",
        /// Pairs.
        Match = "match",
        /// Steps in sequence.
        Order = "order",
        /// A scenario with several items.
        Case = "case",
    }
}

words! {
    /// What an exam's score is.
    pub enum ScaleKind {
        /// Points on a scale.
        Scaled = "scaled",
        /// A share of right answers.
        Percent = "percent",
    }
}

/// How an exam runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Exam {
    /// Items in all.
    pub items: Fact<u32>,
    /// Items that count.
    pub scored: Fact<u32>,
    /// Items on trial.
    pub pretest: Fact<u32>,
    /// Testing time.
    pub minutes: Fact<u32>,
    /// Time at the desk with agreements.
    pub appointment_minutes: Fact<u32>,
    /// Options of a usual item.
    pub options: Fact<u32>,
    /// Kinds of items.
    pub item_kinds: Fact<Vec<ExamItemKind>>,
    /// Cognitive levels.
    pub levels: Fact<Vec<Level>>,
    /// Whether a candidate can go back.
    pub navigation: Fact<Navigation>,
    /// Whether an item must be answered before it is left.
    pub answer_required: Fact<bool>,
    /// Whether books may be used.
    pub book: Fact<BookRule>,
    /// What may be used.
    pub books: Fact<Vec<Box<str>>>,
    /// Which calculator may be used.
    pub calculator: Fact<Calculator>,
    /// Whether a wrong answer costs.
    pub guess_penalty: Fact<bool>,
    /// When breaks are possible.
    pub breaks: Fact<Breaks>,
    /// How several right answers are scored.
    pub multiple_scoring: Fact<MultipleScoring>,
    /// What is told, and when.
    pub results: Fact<Box<str>>,
    /// Where it is taken.
    pub delivery: Fact<Vec<Delivery>>,
    /// Who gives the test.
    pub vendor: Fact<Box<str>>,
    /// From approval to the exam.
    pub schedule_within: Fact<Duration>,
    /// Share of right answers from which this program says "pass".
    pub practice_cut: Fact<f64>,
    /// Says that the cut is this program's; shown with every verdict.
    pub practice_cut_sentence: Box<str>,
    /// The body's scale.
    pub scale: Scale,
    /// The sections, in the order of the exam.
    pub sections: Vec<Section>,
}

/// The body's scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// What the score is.
    pub kind: Fact<ScaleKind>,
    /// Lowest score.
    pub low: Fact<f64>,
    /// Highest score.
    pub high: Fact<f64>,
    /// Passing score.
    pub cut: Fact<f64>,
}

/// A section of an exam.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its id.
    pub id: Box<str>,
    /// What it is called.
    pub name: Box<str>,
    /// Its domains.
    pub domains: Vec<DomainId>,
    /// Whether books may be used.
    pub book: SectionBook,
    /// Its items.
    pub items: Fact<u32>,
    /// Its time.
    pub minutes: Fact<u32>,
    /// Whether a break follows and the section is closed for good.
    pub break_after: bool,
}

/// A way to the exam.
#[derive(Debug, Clone, PartialEq)]
pub struct Eligibility {
    /// Its id.
    pub id: Box<str>,
    /// What it is called.
    pub name: Box<str>,
    /// What it asks.
    pub text: Fact<Box<str>>,
}

/// A rule on trying again.
#[derive(Debug, Clone, PartialEq)]
pub struct Retake {
    /// Its id.
    pub id: Box<str>,
    /// Whether it holds; the others are older or rival rules.
    pub is_current: bool,
    /// What it says.
    pub terms: Fact<RetakeTerms>,
}

/// What a rule on trying again says.
#[derive(Debug, Clone, PartialEq)]
pub struct RetakeTerms {
    /// In words.
    pub text: Box<str>,
    /// How long to wait.
    pub wait: Option<Duration>,
    /// First day.
    pub since: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

/// Anything else that a candidate must know.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Its id.
    pub id: Box<str>,
    /// What it is called.
    pub name: Box<str>,
    /// What it says.
    pub text: Box<str>,
    /// Where it is from.
    pub provenance: Provenance,
}

/// Days on which the exam is given.
#[derive(Debug, Clone, PartialEq)]
pub struct ExamWindow {
    /// Its id.
    pub id: Box<str>,
    /// Its days.
    pub days: Fact<WindowDays>,
}

/// The days of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowDays {
    /// First day.
    pub opens: Date,
    /// Last day.
    pub closes: Date,
    /// Last day to apply.
    pub apply_by: Date,
}

words! {
    /// What a fee is for.
    pub enum FeeKind {
        /// Sitting the exam.
        Exam = "exam",
        /// Keeping the credential.
        Renewal = "renewal",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// How often a fee is due.
    pub enum FeePer {
        /// For each attempt.
        Attempt = "attempt",
        /// Each year.
        Year = "year",
        /// Each cycle.
        Cycle = "cycle",
        /// Each time it happens.
        Event = "event",
    }
}

/// A fee.
#[derive(Debug, Clone, PartialEq)]
pub struct Fee {
    /// Its id.
    pub id: Box<str>,
    /// What it is called.
    pub name: Box<str>,
    /// What it is for.
    pub kind: FeeKind,
    /// How much it is.
    pub terms: Fact<FeeTerms>,
}

/// How much a fee is.
#[derive(Debug, Clone, PartialEq)]
pub struct FeeTerms {
    /// The amount.
    pub amount: f64,
    /// Of what currency.
    pub currency: Box<str>,
    /// How often it is due.
    pub per: FeePer,
}

words! {
    /// What a figure counts.
    pub enum StatisticKind {
        /// Share of candidates who passed.
        PassRate = "pass-rate",
        /// People who hold the credential.
        Holders = "holders",
    }
}

words! {
    /// What a figure is in.
    pub enum StatisticUnit {
        /// Percent.
        Percent = "%",
        /// People.
        People = "people",
    }
}

/// A published figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistic {
    /// Its id.
    pub id: Box<str>,
    /// What it counts.
    pub kind: StatisticKind,
    /// The figure.
    pub figure: Fact<Figure>,
}

/// A figure of a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// The year.
    pub year: i16,
    /// The value.
    pub value: f64,
    /// What it is in.
    pub unit: StatisticUnit,
    /// How many it rests on.
    pub n: Option<u32>,
}
