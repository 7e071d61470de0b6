//! What an exam can be built of: the pool, what runs short, how many forms are left.

use serde::Serialize;

use crate::{
    bank::Library,
    domain::{CredentialId, credential::Credential},
    engine::{
        form::{DomainNeed, Shortfall},
        form_pool::{FormCandidate, FormRules, LeftOut, Pool},
        form_supply::MOST_FORMS,
    },
    ui::{Column, Table, words},
};

use super::{
    Context, Outcome,
    arguments::{ExamArguments, ExamLength},
    error::CommandError,
};

/// An exam to be drawn.
pub(super) struct Draw<'l> {
    /// What the learner asked for.
    pub(super) target: String,
    /// The credential's pack.
    pub(super) pack: &'l Credential,
    /// What may be drawn.
    pub(super) pool: Pool<'l>,
    /// The seed.
    pub(super) seed: u64,
    /// Items in all.
    pub(super) total: usize,
    /// Items that do not count.
    pub(super) pretest: usize,
}

/// Returns what `arguments` ask to be drawn.
pub(super) fn prepare<'l>(
    context: &mut Context,
    library: &'l Library,
    target: String,
    arguments: &ExamArguments,
) -> Result<Draw<'l>, CommandError> {
    let selection = library
        .resolve(&target)
        .map_err(|error| CommandError::from_target(&error))?;
    let no_exam = |what: &str| {
        CommandError::usage(format!("{what}, so there is no exam to be built like it"))
            .hint("bank list shows the banks; exam rhit and exam ods sit an exam.")
    };
    let credential: CredentialId = selection
        .credential()
        .ok_or_else(|| no_exam(&format!("`{target}` belongs to no single credential")))?;
    let pack = library
        .packs
        .by_id(credential.as_str())
        .ok_or_else(|| no_exam(&format!("`{credential}` has no pack")))?;
    let rules = FormRules::of(pack)
        .ok_or_else(|| no_exam(&format!("the length of {}'s exam is not known", pack.mark)))?;
    let total = match arguments.length {
        ExamLength::Full => rules.items,
        ExamLength::Half => rules.items / 2,
        ExamLength::Items(items) => items,
    };
    check_length(&rules, pack, total)?;
    let seed = match arguments.seed {
        Some(seed) => seed,
        None => context.entropy()?,
    };
    let histories = context
        .store()?
        .item_histories()
        .map_err(|error| CommandError::from_store(&error))?;
    let candidates: Vec<FormCandidate<'l>> = selection
        .items
        .iter()
        .filter_map(|item| {
            let history = histories.get(&item.id);
            Some(FormCandidate {
                item,
                domain: item.domain_for(&credential)?,
                seen: history.map_or(0, |history| history.seen),
                last_seen: history.map(|history| history.last_at),
            })
        })
        .collect();
    let pretest = if arguments.no_pretest {
        0
    } else {
        rules.pretest_of(total)
    };
    Ok(Draw {
        target,
        pack,
        pool: Pool::new(rules, &candidates, seed),
        seed,
        total,
        pretest,
    })
}

fn check_length(rules: &FormRules, pack: &Credential, total: usize) -> Result<(), CommandError> {
    let fewest = rules.weights.len();
    if (fewest..=rules.items).contains(&total) {
        return Ok(());
    }
    Err(CommandError::usage(format!(
        "an exam of {} questions cannot keep the outline of {}",
        total, pack.mark
    ))
    .hint(format!(
        "--length takes {fewest} to {}, half or full.",
        rules.items
    )))
}

/// Tells what is short for the exam asked for, and the longest honest one.
pub(super) fn tell_shortfall(
    context: &mut Context,
    draw: &Draw<'_>,
    shortfall: &Shortfall,
    arguments: &ExamArguments,
) -> Outcome {
    let screen = &mut context.screen;
    screen.paragraph(&format!(
        "The banks cannot fill an exam of {} for {} yet.",
        words::count(draw.total, "question"),
        draw.pack.mark
    ));
    screen.blank();
    screen.table(&need_table(draw.pack, shortfall));
    screen.blank();
    for sentence in missing_words(draw, shortfall) {
        screen.paragraph(&sentence);
    }
    let longest = draw.pool.longest(draw.total, !arguments.no_pretest);
    match longest {
        Some(form) => {
            let no_pretest = if arguments.no_pretest {
                " --no-pretest"
            } else {
                ""
            };
            screen.paragraph(&format!(
                "The longest exam that keeps the outline's proportions has {}: exam {} --length {}{no_pretest}",
                words::count(form.seats.len(), "question"),
                draw.target,
                form.seats.len()
            ));
        }
        None => screen.paragraph(&format!(
            "No exam that keeps the outline's proportions can be built; quiz {} practises what there is.",
            draw.target
        )),
    }
    Outcome::Findings
}

fn missing_words(draw: &Draw<'_>, shortfall: &Shortfall) -> Vec<String> {
    let mut sentences = Vec::new();
    let missing: usize = shortfall.domains.iter().map(DomainNeed::missing).sum();
    if missing > 0 {
        sentences.push(format!(
            "{} {} missing in {}.",
            words::count(missing, "scored item"),
            if missing == 1 { "is" } else { "are" },
            words::count(
                shortfall
                    .domains
                    .iter()
                    .filter(|need| need.missing() > 0)
                    .count(),
                "domain"
            )
        ));
    }
    if missing == 0 && shortfall.pretest_found < shortfall.pretest {
        sentences.push(format!(
            "Of {} unscored items {} can be found beside the scored ones.",
            shortfall.pretest, shortfall.pretest_found
        ));
    }
    let LeftOut {
        unfinished,
        other_kind,
        other_domain,
    } = draw.pool.left_out;
    let mut out = Vec::new();
    if other_kind > 0 {
        out.push(format!(
            "{} of kinds this exam does not ask",
            words::count(other_kind, "item")
        ));
    }
    if unfinished > 0 {
        out.push(words::count_of(unfinished, "draft", "drafts"));
    }
    if other_domain > 0 {
        out.push(format!(
            "{} of other domains",
            words::count(other_domain, "item")
        ));
    }
    if !out.is_empty() {
        sentences.push(format!("Left out: {}.", words::all_of(&out)));
    }
    sentences
}

fn need_table(pack: &Credential, shortfall: &Shortfall) -> Table {
    let mut table = Table::new([
        Column::words("domain"),
        Column::numbers("outline"),
        Column::numbers("needed"),
        Column::numbers("there are"),
        Column::numbers("missing"),
    ]);
    for need in &shortfall.domains {
        let name = pack
            .domain(need.domain.as_str())
            .map(|domain| domain.short.to_string())
            .unwrap_or_default();
        let range = if need.low == need.high {
            need.low.to_string()
        } else {
            format!("{}-{}", need.low, need.high)
        };
        let there_are = if need.has >= need.high {
            format!("{} or more", need.high)
        } else {
            need.has.to_string()
        };
        table.push([
            format!("{} {name}", need.domain),
            range,
            need.wanted.to_string(),
            there_are,
            match need.missing() {
                0 => String::new(),
                missing => missing.to_string(),
            },
        ]);
    }
    table
}

/// What a domain needs in `--json` output.
#[derive(Serialize)]
struct NeedJson {
    domain: String,
    low: usize,
    high: usize,
    needed: usize,
    there_are: usize,
    missing: usize,
}

/// The supply of forms in `--json` output.
#[derive(Serialize)]
struct PlanJson {
    credential: String,
    items: usize,
    scored: usize,
    forms: usize,
    at_least: bool,
    longest: Option<usize>,
    next: Vec<NeedJson>,
}

/// Shows how many forms can be built, and where the banks run short.
pub(super) fn show_plan(
    context: &mut Context,
    draw: &Draw<'_>,
    arguments: &ExamArguments,
) -> Result<Outcome, CommandError> {
    let supply = draw.pool.supply(draw.total, draw.pretest);
    let longest = match supply.forms {
        0 => draw.pool.longest(draw.total, !arguments.no_pretest),
        _ => None,
    };
    if arguments.reporting.json {
        let next = supply.next.iter().flat_map(|next| &next.domains);
        let json = PlanJson {
            credential: draw.pack.id.to_string(),
            items: draw.total,
            scored: draw.total - draw.pretest,
            forms: supply.forms,
            at_least: supply.next.is_none(),
            longest: longest.map(|form| form.seats.len()),
            next: next
                .map(|need| NeedJson {
                    domain: need.domain.to_string(),
                    low: need.low,
                    high: need.high,
                    needed: need.wanted,
                    there_are: need.has,
                    missing: need.missing(),
                })
                .collect(),
        };
        context.print_json(&json)?;
        return Ok(Outcome::Done);
    }
    let length = format!(
        "{} ({} scored)",
        words::count(draw.total, "question"),
        draw.total - draw.pretest
    );
    let Some(next) = &supply.next else {
        context.screen.paragraph(&format!(
            "{}: the banks can build {MOST_FORMS} forms or more of {length} without a common item.",
            draw.pack.mark
        ));
        return Ok(Outcome::Done);
    };
    if supply.forms == 0 {
        tell_shortfall(context, draw, next, arguments);
        return Ok(Outcome::Done);
    }
    let screen = &mut context.screen;
    screen.paragraph(&format!(
        "{}: the banks can build {} of {length} without a common item. For the next one they hold:",
        draw.pack.mark,
        words::count(supply.forms, "form")
    ));
    screen.blank();
    screen.table(&need_table(draw.pack, next));
    screen.blank();
    for sentence in missing_words(draw, next) {
        screen.paragraph(&sentence);
    }
    Ok(Outcome::Done)
}
