//! How a credential is kept: cycles, amounts, minimums, windows, caps, and the rule for holders of several.

use jiff::civil::Date;

use super::{
    duration::Duration,
    fact::{Fact, Provenance},
    id::CredentialId,
    word::words,
};

words! {
    /// What fixes a cycle.
    pub enum Anchor {
        /// The day the exam was passed.
        ExamPassed = "exam-passed",
        /// The calendar year's end.
        December31 = "december-31",
        /// The month of membership.
        MembershipMonth = "membership-month",
        /// The date on the certificate.
        Certificate = "certificate",
    }
}

words! {
    /// In which years a cycle ends.
    pub enum Parity {
        /// An odd month is due in odd years, an even one in even years.
        AsMonth = "as-month",
        /// No rule.
        None = "none",
    }
}

words! {
    /// What continuing education is counted in.
    pub enum CreditUnit {
        /// Continuing education units.
        Ceu = "CEU",
        /// Hours.
        Hours = "hours",
        /// Credits.
        Credits = "credits",
    }
}

words! {
    /// How the first cycle runs.
    pub enum FirstCycleRule {
        /// Like any other, from the anchor.
        Full = "full",
        /// From the pass to 31 December of a year some years later.
        ToDecember31 = "to-december-31",
        /// To the first membership month of the right parity.
        ToParityMonth = "to-parity-month",
    }
}

words! {
    /// How much the first cycle asks.
    pub enum FirstCycleAmount {
        /// As much as any other.
        Full = "full",
        /// In proportion to its length.
        Prorated = "prorated",
    }
}

words! {
    /// What a minimum's share is of.
    pub enum ShareOf {
        /// Of what is required.
        Required = "required",
        /// Of what was earned.
        Earned = "earned",
    }
}

words! {
    /// How a minimum is counted for holders of several credentials.
    pub enum PerHolding {
        /// For each credential.
        Credential = "credential",
        /// On the total.
        Total = "total",
    }
}

words! {
    /// What a rule's first day is held against.
    pub enum AppliesTo {
        /// Cycles that begin on it or later.
        CyclesBegunSince = "cycles-begun-since",
        /// Every cycle still open on it.
        AllOpenCycles = "all-open-cycles",
        /// Activities on it or later.
        ActivitiesSince = "activities-since",
    }
}

words! {
    /// Over what a cap counts.
    pub enum CapPer {
        /// A cycle.
        Cycle = "cycle",
        /// A year.
        Year = "year",
        /// A window of several cycles.
        Window = "window",
    }
}

words! {
    /// How an activity earns credit.
    pub enum Credit {
        /// From its minutes.
        ByTime = "by-time",
        /// The number that the body grants.
        ByHand = "by-hand",
        /// It does not count.
        None = "none",
    }
}

/// How a credential is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Renewal {
    /// What fixes the cycle.
    pub anchor: Fact<Anchor>,
    /// In which years it ends.
    pub parity: Option<Fact<Parity>>,
    /// Length of a cycle.
    pub months: Fact<u32>,
    /// Needed in a cycle by a holder of this credential alone.
    pub amount: Fact<f64>,
    /// What it is counted in.
    pub unit: CreditUnit,
    /// Whether the holder may enter other dates.
    pub dates_by_hand: Fact<bool>,
    /// Whether only what was earned inside the cycle counts.
    pub within_cycle: Fact<bool>,
    /// Whether what is earned in the last month may count to either cycle.
    pub renewal_month_either: Option<Fact<bool>>,
    /// Whether a surplus counts in the next cycle.
    pub carry_over: Fact<bool>,
    /// Whether one activity may serve two credentials of the same body.
    pub double_counting: Fact<bool>,
    /// Whether only approved providers count.
    pub approved_only: Fact<bool>,
    /// Units for each month, for those who join inside a cycle.
    pub prorated_per_month: Fact<f64>,
    /// After the cycle's end, with the credential kept.
    pub grace: Fact<Duration>,
    /// After the cycle's end; last day to report.
    pub submit_by: Fact<Duration>,
    /// How and where it is reported.
    pub report_to: Fact<Box<str>>,
    /// What kind of activity counts at all.
    pub eligible: Fact<Box<str>>,
    /// Proof to keep.
    pub evidence: Fact<Vec<Box<str>>>,
    /// How long after the cycle's end.
    pub keep_evidence: Fact<Duration>,
    /// How holders are audited.
    pub audit: Fact<Box<str>>,
    /// Share of holders or submissions audited.
    pub audit_share: Fact<f64>,
    /// Credentials that fall away when this one is earned.
    pub absorbs: Option<Fact<Vec<CredentialId>>>,
    /// The first cycle.
    pub first_cycle: FirstCycle,
    /// How minutes become units.
    pub rounding: Rounding,
    /// Parts of the amount in every cycle.
    pub minimums: Vec<Minimum>,
    /// Minimums over several cycles.
    pub windows: Vec<RenewalWindow>,
    /// Most that counts of an activity.
    pub caps: Vec<Cap>,
    /// The rule for holders of several credentials of the body.
    pub several: Option<Several>,
    /// Domains or categories of the body.
    pub areas: Vec<Named>,
    /// Who gave an activity.
    pub origins: Vec<Named>,
    /// Kinds of activities.
    pub activities: Vec<Activity>,
    /// What excuses from a rule.
    pub exemptions: Vec<Exemption>,
    /// What falls due after a cycle.
    pub deadlines: Vec<Deadline>,
}

/// The first cycle.
#[derive(Debug, Clone, PartialEq)]
pub struct FirstCycle {
    /// How it runs.
    pub rule: Fact<FirstCycleRule>,
    /// Years to the 31 December it ends on.
    pub years_after: Option<Fact<u32>>,
    /// How much it asks.
    pub amount: Fact<FirstCycleAmount>,
}

/// How minutes become units.
#[derive(Debug, Clone, PartialEq)]
pub struct Rounding {
    /// Minutes that make one unit.
    pub unit_minutes: Fact<f64>,
    /// A remainder of at least so many minutes makes one more.
    pub remainder_from: Fact<f64>,
}

/// Which entries of the ledger a rule looks at; an entry must satisfy all that are not empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// One of these areas.
    pub areas: Vec<Box<str>>,
    /// One of these origins.
    pub origins: Vec<Box<str>>,
    /// One of these activities.
    pub activities: Vec<Box<str>>,
    /// Only in person.
    pub in_person: bool,
}

/// How much a minimum asks.
#[derive(Debug, Clone, PartialEq)]
pub enum MinimumAmount {
    /// A share from 0 to 1.
    Share(Fact<f64>),
    /// Units.
    Units(Fact<f64>),
}

/// A part of the amount in every cycle.
#[derive(Debug, Clone, PartialEq)]
pub struct Minimum {
    /// Its id.
    pub id: Box<str>,
    /// What it is called.
    pub name: Box<str>,
    /// How much it asks.
    pub amount: MinimumAmount,
    /// What its share is of.
    pub of: ShareOf,
    /// How it is counted for holders of several.
    pub per: Fact<PerHolding>,
    /// Which entries it looks at.
    pub counts: Counts,
    /// From when on it holds.
    pub applies_from: Option<Fact<Date>>,
    /// What that day is held against.
    pub applies_to: Option<Fact<AppliesTo>>,
    /// More time when it falls short.
    pub extension: Option<Fact<Duration>>,
    /// A remark.
    pub note: Option<Box<str>>,
}

/// A minimum over several cycles.
#[derive(Debug, Clone, PartialEq)]
pub struct RenewalWindow {
    /// Its id.
    pub id: Box<str>,
    /// What it is called.
    pub name: Box<str>,
    /// How much it asks.
    pub amount: Fact<f64>,
    /// How many cycles in a row.
    pub cycles: Fact<u32>,
    /// Whether it is part of the cycles' amounts.
    pub within_required: Fact<bool>,
    /// Which entries it looks at.
    pub counts: Counts,
    /// From when on it holds.
    pub applies_from: Option<Fact<Date>>,
    /// Whether what was earned before the first window may be applied to it.
    pub earlier_counts: Option<Fact<bool>>,
    /// Where holders are bound by it.
    pub places: Option<Fact<Vec<Box<str>>>>,
    /// The windows by name.
    pub periods: Vec<Period>,
    /// A remark.
    pub note: Option<Box<str>>,
}

/// A window by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// Its id.
    pub id: Box<str>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Where it is from.
    pub provenance: Provenance,
}

/// The most that counts of an activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Cap {
    /// Its id.
    pub id: Box<str>,
    /// What it is called.
    pub name: Box<str>,
    /// The activity.
    pub activity: Box<str>,
    /// At most so many count.
    pub amount: Fact<f64>,
    /// Over what.
    pub per: CapPer,
}

/// The rule for holders of several credentials of one body.
#[derive(Debug, Clone, PartialEq)]
pub struct Several {
    /// How the total is found.
    pub rule: SeveralRule,
    /// What each credential asks alone.
    pub singles: Vec<Single>,
    /// The body's own examples.
    pub examples: Vec<Example>,
}

/// How the total for several credentials is found.
#[derive(Debug, Clone, PartialEq)]
pub enum SeveralRule {
    /// The highest single amount and `extra` for each further one, `at_most` in all.
    HighestPlus {
        /// For each further credential.
        extra: Fact<f64>,
        /// In all.
        at_most: Fact<f64>,
    },
    /// By how many are held; the last figure holds for more.
    ByCount {
        /// For one, two, three ... credentials.
        totals: Fact<Vec<u32>>,
    },
}

/// What one credential asks alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Single {
    /// The credential; it needs no pack.
    pub credential: CredentialId,
    /// What it asks.
    pub amount: f64,
    /// Where it is from.
    pub provenance: Provenance,
}

/// The body's own example.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// What is held.
    pub credentials: Vec<CredentialId>,
    /// What is asked.
    pub total: f64,
    /// Where it is from.
    pub provenance: Provenance,
}

impl Several {
    /// Returns what holders of `credentials` need in a cycle; `None` when a figure is unknown.
    pub fn total(&self, credentials: &[CredentialId]) -> Option<f64> {
        match &self.rule {
            SeveralRule::HighestPlus { extra, at_most } => {
                let highest = credentials
                    .iter()
                    .map(|held| {
                        let single = self.singles.iter().find(|one| &one.credential == held)?;
                        Some(single.amount)
                    })
                    .collect::<Option<Vec<f64>>>()?
                    .into_iter()
                    .fold(0.0, f64::max);
                let further = u32::try_from(credentials.len().saturating_sub(1)).ok()?;
                Some((highest + extra.value()? * f64::from(further)).min(*at_most.value()?))
            }
            SeveralRule::ByCount { totals } => {
                let totals = totals.value()?;
                let place = credentials.len().min(totals.len()).checked_sub(1)?;
                totals.get(place).map(|total| f64::from(*total))
            }
        }
    }
}

/// A row that is only named.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// Its id.
    pub id: Box<str>,
    /// What it is called.
    pub name: Box<str>,
    /// Where it is from.
    pub provenance: Provenance,
}

/// A kind of activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// Its id.
    pub id: Box<str>,
    /// What it is called.
    pub name: Box<str>,
    /// How it earns credit.
    pub credit: Credit,
    /// From then on it does not count.
    pub ended: Option<Date>,
    /// Where it is from.
    pub provenance: Provenance,
}

/// What an exemption excuses from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waives {
    /// The whole cycle.
    Cycle,
    /// These rules; none when it only moves dates or its effect is unknown.
    Rules(Vec<Box<str>>),
}

/// What excuses from a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Exemption {
    /// Its id.
    pub id: Box<str>,
    /// What it is called.
    pub name: Box<str>,
    /// What it says.
    pub text: Box<str>,
    /// What it excuses from.
    pub waives: Waives,
    /// Where it is from.
    pub provenance: Provenance,
}

/// What falls due after a cycle.
#[derive(Debug, Clone, PartialEq)]
pub struct Deadline {
    /// Its id.
    pub id: Box<str>,
    /// What it is called.
    pub name: Box<str>,
    /// How long after the cycle's end.
    pub after: Duration,
    /// What happens.
    pub effect: Box<str>,
    /// Where it is from.
    pub provenance: Provenance,
}
