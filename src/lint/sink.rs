//! Where rules put what they find; waived findings stop here.

use std::{collections::BTreeSet, ops::Range};

use super::{
    field::Field,
    place::{Owner, Spot, locate},
    rule::Rule,
    view::{BankView, ItemView, Passage},
};
use crate::{
    bank::LoadedBank,
    diag::{Applicability, Diagnostic, Edit, Fix, Severity},
};

/// Most findings of one rule in one run; a rule that fires more often has made its point.
pub(crate) const MOST_OF_A_RULE: usize = 2_000;

/// An allowance that was used: the bank's number, its owner, its place in the list.
pub(crate) type Used = BTreeSet<(usize, Owner, usize)>;

/// What a rule has found, before it has a place in a file.
pub(crate) struct Finding {
    spot: Spot,
    message: String,
    label: Option<String>,
    help: Option<String>,
    severity: Option<Severity>,
    others: Vec<(Spot, String)>,
    fix: Option<(Vec<(Spot, String)>, Applicability)>,
}

impl Finding {
    /// A finding at `spot`.
    pub(crate) fn new(spot: Spot, message: impl Into<String>) -> Self {
        Self {
            spot,
            message: message.into(),
            label: None,
            help: None,
            severity: None,
            others: Vec::new(),
            fix: None,
        }
    }

    /// A finding at some bytes of a text.
    pub(crate) fn at(field: Field, part: Range<usize>, message: impl Into<String>) -> Self {
        Self::new(Spot::Part(field, part), message)
    }

    pub(crate) fn label(self, label: impl Into<String>) -> Self {
        Self {
            label: Some(label.into()),
            ..self
        }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    pub(crate) fn severity(self, severity: Severity) -> Self {
        Self {
            severity: Some(severity),
            ..self
        }
    }

    /// Adds a second place of the same owner.
    pub(crate) fn other(mut self, spot: Spot, text: impl Into<String>) -> Self {
        self.others.push((spot, text.into()));
        self
    }

    /// Adds an edit; it is offered only if the file holds the text as it is shown.
    pub(crate) fn fix(mut self, spot: Spot, text: impl Into<String>, how: Applicability) -> Self {
        let (edits, _) = self.fix.get_or_insert((Vec::new(), how));
        edits.push((spot, text.into()));
        self
    }
}

/// Takes the findings of one rule.
pub(crate) struct Sink {
    pub(crate) rule: &'static Rule,
    pub(crate) findings: Vec<Diagnostic>,
    pub(crate) used: Used,
    beyond: usize,
}

impl Sink {
    pub(crate) fn new(rule: &'static Rule) -> Self {
        Self {
            rule,
            findings: Vec::new(),
            used: Used::new(),
            beyond: 0,
        }
    }

    /// Takes a finding on an item.
    pub(crate) fn item(&mut self, view: &ItemView<'_>, finding: Finding) {
        self.put(view.bank, view.owner(), finding);
    }

    /// Takes a finding on a text.
    pub(crate) fn passage(&mut self, passage: &Passage<'_, '_>, finding: Finding) {
        self.put(passage.bank, passage.owner, finding);
    }

    /// Takes a finding, unless it is waived.
    pub(crate) fn put(&mut self, bank: &BankView<'_>, owner: Owner, finding: Finding) {
        self.put_across(bank, owner, finding, None);
    }

    /// Takes a finding that speaks of an item of another bank, too.
    pub(crate) fn put_across(
        &mut self,
        bank: &BankView<'_>,
        owner: Owner,
        finding: Finding,
        other: Option<(&LoadedBank, Owner, String)>,
    ) {
        if self.is_waived(bank, owner) {
            return;
        }
        if self.findings.len() >= MOST_OF_A_RULE {
            self.beyond += 1;
            return;
        }
        let loaded = bank.loaded;
        let place = locate(loaded, owner, &finding.spot);
        let mut diagnostic =
            Diagnostic::error(&self.rule.code, &loaded.file, place.span, finding.message)
                .with_severity(finding.severity.unwrap_or(self.rule.severity));
        diagnostic.label = finding.label;
        diagnostic.help = finding.help;
        for (spot, text) in finding.others {
            let place = locate(loaded, owner, &spot);
            diagnostic = diagnostic.with_secondary(&loaded.file, place.span, text);
        }
        if let Some((other, owner, text)) = other {
            let place = locate(other, owner, &Spot::Id);
            diagnostic = diagnostic.with_secondary(&other.file, place.span, text);
        }
        if let Some((edits, applicability)) = finding.fix {
            diagnostic.fix = exact_fix(loaded, owner, edits, applicability);
        }
        self.findings.push(diagnostic);
    }

    fn is_waived(&mut self, bank: &BankView<'_>, owner: Owner) -> bool {
        let code = self.rule.code.id;
        let own = match owner {
            Owner::Item(item) => &bank.items()[item].allow[..],
            Owner::Bank | Owner::Case(_) => &[],
        };
        let find = |allow: &[crate::domain::item::Allowance]| {
            allow.iter().position(|allowance| &*allowance.rule == code)
        };
        if let Some(place) = find(own) {
            self.used.insert((bank.number, owner, place));
            return true;
        }
        if let Some(place) = find(&bank.loaded.bank.allow) {
            self.used.insert((bank.number, Owner::Bank, place));
            return true;
        }
        false
    }

    /// Joins what another thread found for the same rule.
    pub(crate) fn join(&mut self, other: Self) {
        self.beyond += other.beyond;
        self.used.extend(other.used);
        for finding in other.findings {
            if self.findings.len() < MOST_OF_A_RULE {
                self.findings.push(finding);
            } else {
                self.beyond += 1;
            }
        }
    }

    /// Returns the findings; the last one says how many more there are.
    pub(crate) fn into_findings(mut self) -> Vec<Diagnostic> {
        if let Some(last) = self.findings.last_mut()
            && self.beyond > 0
        {
            let more = format!(
                "{} more findings of {} are not shown",
                self.beyond, self.rule.code.id
            );
            last.help = Some(match last.help.take() {
                Some(help) => format!("{help}; {more}"),
                None => more,
            });
        }
        self.findings
    }
}

fn exact_fix(
    bank: &LoadedBank,
    owner: Owner,
    edits: Vec<(Spot, String)>,
    applicability: Applicability,
) -> Option<Fix> {
    let edits: Option<Vec<Edit>> = edits
        .into_iter()
        .map(|(spot, text)| {
            let place = locate(bank, owner, &spot);
            let fits = place.is_exact && !text.contains(['"', '\\', '\n']);
            fits.then_some(Edit {
                span: place.span,
                text,
            })
        })
        .collect();
    let mut edits = edits?;
    edits.sort_by_key(|edit| edit.span.start);
    Some(Fix {
        edits,
        applicability,
    })
}
