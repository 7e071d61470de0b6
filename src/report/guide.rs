//! What a credential demands and the profession does: a pack's facts in words, each with its sources.

use std::fmt::Display;

use crate::domain::{
    credential::{Credential, Exam, FeePer, Rules, StatisticKind, StatisticUnit},
    fact::{Confidence, Fact, Precision, Provenance, Source},
    renewal::{Anchor, MinimumAmount, Renewal},
    word::Word,
};

/// A part of a guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// What it tells.
    pub lines: Vec<GuideLine>,
}

/// One fact in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuideLine {
    /// What it is about.
    pub label: String,
    /// The fact, or that it is unknown and why.
    pub text: String,
    /// Keys of its sources.
    pub sources: Vec<String>,
    /// How sure it is; `None` when it is unknown or our own.
    pub confidence: Option<Confidence>,
    /// A doubt or a derivation.
    pub note: Option<String>,
}

impl GuideLine {
    /// Returns a line with the provenance of a fact.
    pub fn new(label: &str, text: impl Into<String>, provenance: &Provenance) -> Self {
        Self {
            label: label.to_owned(),
            text: text.into(),
            sources: provenance.sources.iter().map(ToString::to_string).collect(),
            confidence: Some(provenance.confidence),
            note: provenance.note.as_deref().map(str::to_owned),
        }
    }

    fn unknown(label: &str, reason: &str) -> Self {
        Self {
            label: label.to_owned(),
            text: format!("unknown: {reason}"),
            sources: Vec::new(),
            confidence: None,
            note: None,
        }
    }

    /// Returns a line for `fact`, whose value `say` puts in words.
    fn of<T>(label: &str, fact: &Fact<T>, say: impl FnOnce(&T) -> String) -> Self {
        match fact {
            Fact::Known {
                value, provenance, ..
            } => Self::new(label, say(value), provenance),
            Fact::Unknown { reason } => Self::unknown(label, reason),
        }
    }
}

fn said<T: Display>(label: &str, fact: &Fact<T>, unit: &str) -> GuideLine {
    GuideLine::of(label, fact, |value| {
        format!("{value} {unit}").trim().to_owned()
    })
}

fn yes_no(label: &str, fact: &Fact<bool>, yes: &str, no: &str) -> GuideLine {
    GuideLine::of(label, fact, |value| {
        if *value { yes } else { no }.to_owned()
    })
}

fn word<T: Word>(label: &str, fact: &Fact<T>) -> GuideLine {
    GuideLine::of(label, fact, |value| value.as_word().replace('-', " "))
}

/// Returns everything a pack knows, part by part. A subject has no parts.
pub fn guide(credential: &Credential) -> Vec<Section> {
    let Some(rules) = &credential.rules else {
        return Vec::new();
    };
    let mut sections = vec![
        Section {
            title: "Who may sit it".to_owned(),
            lines: rules
                .eligibility
                .iter()
                .map(|row| GuideLine::of(&row.name, &row.text, ToString::to_string))
                .collect(),
        },
        exam(&rules.exam),
    ];
    sections.push(outline(credential, rules));
    sections.push(dates_and_fees(rules));
    sections.push(renewal(&rules.renewal));
    sections.push(Section {
        title: "Figures".to_owned(),
        lines: rules.statistics.iter().map(statistic).collect(),
    });
    sections.retain(|section| !section.lines.is_empty());
    sections
}

fn exam(exam: &Exam) -> Section {
    let mut lines = vec![
        said("Items", &exam.items, ""),
        said("Scored", &exam.scored, "items"),
        said("Unscored pretest", &exam.pretest, "items"),
        said("Time", &exam.minutes, "minutes"),
        word("Navigation", &exam.navigation),
        word("Books", &exam.book),
        word("Calculator", &exam.calculator),
        word("Breaks", &exam.breaks),
        yes_no(
            "Guessing",
            &exam.guess_penalty,
            "wrong answers cost points",
            "no penalty; answer everything",
        ),
        word("Several right answers", &exam.multiple_scoring),
        GuideLine::of("Score needed", &exam.scale.cut, |cut| {
            match (exam.scale.low.value(), exam.scale.high.value()) {
                (Some(low), Some(high)) => format!("{cut} on a scale from {low} to {high}"),
                _ => cut.to_string(),
            }
        }),
        GuideLine::of("Results", &exam.results, ToString::to_string),
    ];
    if exam.sections.len() > 1 {
        lines.extend(exam.sections.iter().map(|section| {
            let domains: Vec<&str> = section
                .domains
                .iter()
                .map(crate::domain::DomainId::as_str)
                .collect();
            let text = format!(
                "domains {}, {} book",
                domains.join(", "),
                section.book.as_word()
            );
            match section.items.provenance() {
                Some(provenance) => GuideLine::new(&section.name, text, provenance),
                None => GuideLine {
                    label: section.name.to_string(),
                    text,
                    sources: Vec::new(),
                    confidence: None,
                    note: None,
                },
            }
        }));
    }
    Section {
        title: "The exam".to_owned(),
        lines,
    }
}

fn outline(credential: &Credential, rules: &Rules) -> Section {
    let Some(outline) = rules.outlines.iter().find(|outline| outline.is_default) else {
        return Section {
            title: "Outline".to_owned(),
            lines: Vec::new(),
        };
    };
    let lines = outline
        .weights
        .iter()
        .zip(&outline.weight_provenance)
        .map(|(weight, provenance)| {
            let name = credential
                .domain(weight.domain.as_str())
                .map(|domain| domain.name.to_string());
            let label = format!("{} {}", weight.domain, name.unwrap_or_default());
            let share = if (weight.high - weight.low).abs() < f64::EPSILON {
                format!("{} %", weight.low)
            } else {
                format!("{}-{} %", weight.low, weight.high)
            };
            GuideLine::new(&label, share, provenance)
        })
        .collect();
    Section {
        title: format!("Outline: {}", outline.title),
        lines,
    }
}

fn dates_and_fees(rules: &Rules) -> Section {
    let mut lines = Vec::new();
    for window in &rules.windows {
        lines.push(GuideLine::of(
            &format!("Window {}", window.id),
            &window.days,
            |days| {
                format!(
                    "{} to {}, apply by {}",
                    days.opens, days.closes, days.apply_by
                )
            },
        ));
    }
    for retake in rules.retakes.iter().filter(|retake| retake.is_current) {
        lines.push(GuideLine::of("Retake", &retake.terms, |terms| {
            terms.text.to_string()
        }));
    }
    for policy in &rules.policies {
        lines.push(GuideLine::new(
            &policy.name,
            policy.text.to_string(),
            &policy.provenance,
        ));
    }
    for fee in &rules.fees {
        lines.push(GuideLine::of(&fee.name, &fee.terms, |terms| {
            let per = match terms.per {
                FeePer::Attempt | FeePer::Event => String::new(),
                FeePer::Year | FeePer::Cycle => format!(" a {}", terms.per.as_word()),
            };
            format!("{} {}{per}", terms.amount, terms.currency)
        }));
    }
    Section {
        title: "Dates, retakes, fees".to_owned(),
        lines,
    }
}

fn renewal(renewal: &Renewal) -> Section {
    let unit = renewal.unit.as_word();
    let mut lines = vec![
        said("Cycle", &renewal.months, "months"),
        GuideLine::of("Counted from", &renewal.anchor, |anchor| {
            match anchor {
                Anchor::ExamPassed => "the day the exam was passed",
                Anchor::December31 => "31 December",
                Anchor::MembershipMonth => "the month of joining",
                Anchor::Certificate => "the date of the certificate",
            }
            .to_owned()
        }),
        said("Needed each cycle", &renewal.amount, unit),
    ];
    for minimum in &renewal.minimums {
        lines.push(match &minimum.amount {
            MinimumAmount::Share(share) => GuideLine::of(&minimum.name, share, |share| {
                format!("at least {} % of them", (share * 100.0).round())
            }),
            MinimumAmount::Units(amount) => GuideLine::of(&minimum.name, amount, |amount| {
                format!("at least {amount} {unit}")
            }),
        });
    }
    for window in &renewal.windows {
        let cycles = window
            .cycles
            .value()
            .map_or_else(String::new, |cycles| format!(" over {cycles} cycles"));
        lines.push(GuideLine::of(&window.name, &window.amount, |amount| {
            format!("at least {amount} {unit}{cycles}")
        }));
    }
    lines.extend([
        yes_no(
            "Carry-over",
            &renewal.carry_over,
            "surplus counts in the next cycle",
            "surplus is lost",
        ),
        GuideLine::of("Evidence", &renewal.evidence, |evidence| {
            evidence
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("; ")
        }),
        GuideLine::of("Audit", &renewal.audit, ToString::to_string),
        said("Submit by", &renewal.submit_by, "after the cycle's end"),
    ]);
    Section {
        title: "Keeping it".to_owned(),
        lines,
    }
}

fn statistic(row: &crate::domain::credential::Statistic) -> GuideLine {
    let label = match row.kind {
        StatisticKind::PassRate => "First-time pass rate",
        StatisticKind::Holders => "Holders",
    };
    GuideLine::of(label, &row.figure, |figure| {
        let value = match figure.unit {
            StatisticUnit::Percent => format!("{} %", figure.value),
            StatisticUnit::People => crate::domain::number::write_number(figure.value, Some(0)),
        };
        let of = figure.n.map(|n| format!(" of {n}")).unwrap_or_default();
        format!("{value}{of} in {}", figure.year)
    })
}

/// Returns a source in words: title, address and how old it is.
pub fn source_words(source: &Source) -> String {
    let address = source
        .address
        .as_deref()
        .map(|address| format!(", {address}"))
        .unwrap_or_default();
    let age = match &source.as_of {
        None => "undated".to_owned(),
        Some((date, Precision::Day)) => date.to_string(),
        Some((date, Precision::Month)) => format!("{:04}-{:02}", date.year(), date.month()),
        Some((date, Precision::Year)) => date.year().to_string(),
    };
    format!("{}{address} ({age})", source.title)
}
