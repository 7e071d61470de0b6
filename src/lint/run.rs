//! Runs the rules over banks.

use std::thread;

use jiff::civil::Date;

use super::{
    digest::Digest,
    place::Owner,
    registry::RULES,
    rule::{Check, Rule},
    select::Selector,
    sink::{Sink, Used},
    view::{BankView, ItemView, Passage, Piece, Run, case_pieces},
};
use crate::{
    bank::{LoadedBank, Packs},
    diag::{Diagnostic, Severity, sort},
    domain::item::Status,
};

/// Banks with fewer items are checked by the calling thread alone.
const ALONE_BELOW: usize = 500;
/// Most threads that check one bank.
const MOST_THREADS: usize = 4;

/// How banks are to be checked.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Today, for dates that have passed.
    pub today: Date,
    /// Whether what is only worth knowing is told too.
    pub strict: bool,
    /// Only these rules; every rule when empty.
    pub select: Vec<Selector>,
    /// Not these rules.
    pub ignore: Vec<Selector>,
}

impl Settings {
    /// Returns settings that run the rules of every day.
    pub fn new(today: Date) -> Self {
        Self {
            today,
            strict: false,
            select: Vec::new(),
            ignore: Vec::new(),
        }
    }

    fn runs(&self, rule: &Rule) -> bool {
        let named = |selectors: &[Selector]| selectors.iter().any(|one| one.names(&rule.code));
        if named(&self.ignore) {
            return false;
        }
        if self.select.is_empty() {
            self.strict || rule.severity != Severity::Info
        } else {
            named(&self.select)
        }
    }
}

/// Returns what the rules find in `banks`, sorted by file and place.
pub fn lint(banks: &[&LoadedBank], packs: &Packs, settings: &Settings) -> Vec<Diagnostic> {
    let rules: Vec<&'static Rule> = RULES
        .iter()
        .copied()
        .filter(|rule| settings.runs(rule))
        .collect();
    let mut run = Run {
        banks: Vec::with_capacity(banks.len()),
        packs,
        today: settings.today,
        rules: rules.iter().map(|rule| rule.code.id).collect(),
    };
    let mut findings = Vec::new();
    let mut used = Used::new();
    let mut keep = |sink: Sink| {
        used.extend(sink.used.iter().copied());
        findings.extend(sink.into_findings());
    };
    for (number, loaded) in banks.iter().enumerate() {
        let mut bank = BankView {
            number,
            loaded,
            today: settings.today,
            digests: Vec::new(),
        };
        let (sinks, digests) = check_bank(&bank, &rules);
        bank.digests = digests;
        sinks.into_iter().for_each(&mut keep);
        run.banks.push(bank);
    }
    for rule in &rules {
        let mut sink = Sink::new(rule);
        match rule.check {
            Check::Bank(check) => run
                .banks
                .iter()
                .for_each(|bank| check(bank, &run, &mut sink)),
            Check::Whole(check) => check(&run, &mut sink),
            Check::Item(_) | Check::Passage(_) | Check::Last(_) => {}
        }
        keep(sink);
    }
    for rule in &rules {
        if let Check::Last(check) = rule.check {
            let mut sink = Sink::new(rule);
            check(&run, &used, &mut sink);
            findings.extend(sink.into_findings());
        }
    }
    if !settings.strict && settings.select.is_empty() {
        findings.retain(|finding| finding.severity != Severity::Info);
    }
    sort(&mut findings);
    findings
}

/// Runs the rules on items and texts over a bank, on several threads when it is large.
fn check_bank(bank: &BankView<'_>, rules: &[&'static Rule]) -> (Vec<Sink>, Vec<Digest>) {
    let count = bank.items().len();
    let threads = if count < ALONE_BELOW {
        1
    } else {
        thread::available_parallelism().map_or(1, |count| count.get().min(MOST_THREADS))
    };
    let share = count.div_ceil(threads).max(1);
    let places: Vec<usize> = (0..count).collect();
    let mut parts = thread::scope(|scope| {
        let others: Vec<_> = places
            .chunks(share)
            .skip(1)
            .map(|places| scope.spawn(move || check_items(bank, places, rules)))
            .collect();
        let first = check_items(bank, places.chunks(share).next().unwrap_or_default(), rules);
        std::iter::once(first)
            .chain(others.into_iter().map(|other| {
                other
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            }))
            .collect::<Vec<_>>()
    })
    .into_iter();
    let (mut sinks, mut digests) = parts.next().unwrap_or_default();
    for (others, more) in parts {
        for (sink, other) in sinks.iter_mut().zip(others) {
            sink.join(other);
        }
        digests.extend(more);
    }
    for case in 0..bank.loaded.bank.cases.len() {
        let pieces = case_pieces(bank, case);
        for sink in &mut sinks {
            if let Check::Passage(check) = sink.rule.check {
                check_pieces(bank, Owner::Case(case), &pieces, check, sink);
            }
        }
    }
    (sinks, digests)
}

fn check_items(
    bank: &BankView<'_>,
    places: &[usize],
    rules: &[&'static Rule],
) -> (Vec<Sink>, Vec<Digest>) {
    let mut sinks: Vec<Sink> = rules
        .iter()
        .filter(|rule| matches!(rule.check, Check::Item(_) | Check::Passage(_)))
        .map(|rule| Sink::new(rule))
        .collect();
    let mut digests = Vec::with_capacity(places.len());
    for place in places {
        if bank.items()[*place].status == Status::Retired {
            digests.push(Digest::default());
            continue;
        }
        let view = ItemView::new(bank, *place);
        digests.push(Digest::of(&view));
        for sink in &mut sinks {
            match sink.rule.check {
                Check::Item(check) => check(&view, sink),
                Check::Passage(check) => {
                    check_pieces(bank, view.owner(), &view.pieces, check, sink);
                }
                Check::Bank(_) | Check::Whole(_) | Check::Last(_) => {}
            }
        }
    }
    (sinks, digests)
}

fn check_pieces<'v, 'a>(
    bank: &'v BankView<'a>,
    owner: Owner,
    pieces: &'v [Piece<'a>],
    check: fn(&Passage<'_, '_>, &mut Sink),
    sink: &mut Sink,
) {
    for piece in pieces {
        let passage = Passage {
            bank,
            owner,
            field: piece.field,
            text: &piece.text,
        };
        check(&passage, sink);
    }
}
