//! `guide`: what a credential demands, every figure with its source and how sure it is.

use std::collections::BTreeMap;

use crate::{
    bank::Library,
    domain::{
        credential::{Credential, CredentialKind},
        fact::Source,
        number::write_number,
        profession::{CareerUnit, CareerValue, Profession},
        word::Word as _,
    },
    report::guide::{GuideLine, Section, guide, source_words},
    ui::{Column, Style, Table, words},
};

use super::{Context, Outcome, arguments::GuideArguments, error::CommandError};

pub(super) fn run(
    context: &mut Context,
    arguments: &GuideArguments,
) -> Result<Outcome, CommandError> {
    let library = context.library()?;
    match arguments.credential.as_deref() {
        None => overview(context, &library),
        Some("tasks") => tasks(context, &library),
        Some(word) => {
            let id = context.credential_id(word)?;
            if let Some(pack) = library.packs.by_id(id.as_str()) {
                show(context, &library, pack);
            }
        }
    }
    Ok(Outcome::Done)
}

/// Numbers sources in the order in which they are first named.
struct Numbering<'a> {
    sources: &'a [Source],
    named: Vec<String>,
}

impl<'a> Numbering<'a> {
    fn new(sources: &'a [Source]) -> Self {
        Self {
            sources,
            named: Vec::new(),
        }
    }

    /// Returns "[1, 3; medium]".
    fn mark(&mut self, line: &GuideLine) -> String {
        let mut parts = Vec::new();
        for key in &line.sources {
            let place = self
                .named
                .iter()
                .position(|named| named == key)
                .unwrap_or_else(|| {
                    self.named.push(key.clone());
                    self.named.len() - 1
                });
            parts.push((place + 1).to_string());
        }
        match line.confidence {
            None => String::new(),
            Some(confidence) if parts.is_empty() => format!(" [{}]", confidence.as_word()),
            Some(confidence) => format!(" [{}; {}]", parts.join(", "), confidence.as_word()),
        }
    }

    fn list(&self) -> Vec<String> {
        self.named
            .iter()
            .filter_map(|key| self.sources.iter().find(|source| *source.key == **key))
            .map(source_words)
            .collect()
    }
}

fn show(context: &mut Context, library: &Library, pack: &Credential) {
    let serving = library.serving(&pack.id).count();
    let screen = &mut context.screen;
    let body = pack
        .body_name
        .as_deref()
        .map(|body| format!(", {body}"))
        .unwrap_or_default();
    screen.heading(&format!("{}: {}{body}", pack.mark, pack.name));
    screen.paragraph(&pack.summary);
    if !pack.former_names.is_empty() {
        let names: Vec<&str> = pack.former_names.iter().map(|name| &**name).collect();
        screen.paragraph(&format!("Formerly {}.", words::all_of(&names)));
    }
    let mut numbering = Numbering::new(&pack.sources);
    for section in guide(pack) {
        show_section(context, &section, &mut numbering);
    }
    context.screen.blank();
    coverage(context, library, pack);
    let screen = &mut context.screen;
    screen.blank();
    screen.paragraph(&Style::Title.paint("Sources"));
    for (place, source) in numbering.list().iter().enumerate() {
        screen.hanging(&format!("  {}  ", place + 1), source);
    }
    screen.blank();
    screen.paragraph(&format!(
        "Facts as of {}; ask the body before you rely on one. {} here: quiz {} practises them.",
        pack.reviewed,
        words::count(serving, "item"),
        pack.id
    ));
}

fn show_section(context: &mut Context, section: &Section, numbering: &mut Numbering<'_>) {
    let screen = &mut context.screen;
    screen.blank();
    screen.paragraph(&Style::Title.paint(&section.title));
    for line in &section.lines {
        let mark = numbering.mark(line);
        let note = line
            .note
            .as_deref()
            .map(|note| format!(" ({note})"))
            .unwrap_or_default();
        let label = Style::Label.paint(&format!("{}:", line.label));
        screen.hanging(
            "  ",
            &format!("{label} {}{note}{}", line.text, Style::Dim.paint(&mark)),
        );
    }
}

/// Shows how many items the banks hold for each domain.
fn coverage(context: &mut Context, library: &Library, pack: &Credential) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, domain) in library.serving(&pack.id) {
        *counts.entry(domain.as_str()).or_default() += 1;
    }
    let mut table = Table::new([
        Column::words("domain"),
        Column::numbers("items in the banks"),
    ]);
    for domain in &pack.domains {
        let count = counts.get(domain.id.as_str()).copied().unwrap_or(0);
        table.push([format!("{} {}", domain.id, domain.short), count.to_string()]);
    }
    context.screen.table(&table);
}

/// Helps to choose: roles, credentials, career facts.
fn overview(context: &mut Context, library: &Library) {
    let Some(profession) = library.packs.profession() else {
        return;
    };
    let screen = &mut context.screen;
    screen.heading(&profession.name);
    screen.paragraph(&profession.summary);
    for role in &profession.roles {
        screen.blank();
        screen.paragraph(&Style::Title.paint(&role.name));
        screen.hanging("  ", &role.does);
        let trains: Vec<&str> = role.trains.iter().map(|trained| &**trained).collect();
        screen.hanging(
            "  ",
            &format!("Exercises that train it: {}.", words::all_of(&trains)),
        );
        let marks: Vec<String> = role
            .credentials
            .iter()
            .map(|id| {
                library
                    .packs
                    .by_id(id.as_str())
                    .map_or_else(|| id.to_string(), |pack| pack.mark.to_string())
            })
            .collect();
        screen.hanging("  ", &format!("Credentials: {}.", words::all_of(&marks)));
    }
    screen.blank();
    let mut table = Table::new([
        Column::words("guide"),
        Column::words("credential"),
        Column::words("body"),
        Column::numbers("items"),
    ]);
    for pack in library
        .packs
        .credentials()
        .filter(|pack| pack.kind == CredentialKind::Credential)
    {
        table.push([
            pack.id.to_string(),
            pack.name.to_string(),
            pack.body.as_deref().unwrap_or_default().to_owned(),
            library.serving(&pack.id).count().to_string(),
        ]);
    }
    screen.table(&table);
    career(context, profession);
    context.screen.blank();
    context.screen.paragraph("guide CREDENTIAL tells what it demands; guide tasks shows the profession's job tasks and what trains each.");
}

fn career(context: &mut Context, profession: &Profession) {
    let mut numbering = Numbering::new(&profession.sources);
    let screen = &mut context.screen;
    screen.blank();
    screen.paragraph(&Style::Title.paint("The career"));
    for fact in &profession.career {
        let text = match &fact.value {
            CareerValue::Figure { value, unit } => match unit {
                CareerUnit::People => format!("{} ({})", write_number(*value, Some(0)), fact.year),
                CareerUnit::Dollars => {
                    format!("{} USD ({})", write_number(*value, Some(0)), fact.year)
                }
                CareerUnit::Percent => format!("{} % ({})", write_number(*value, None), fact.year),
            },
            CareerValue::Text(text) => format!("{text} ({})", fact.year),
        };
        let line = GuideLine::new(&fact.name, text, &fact.provenance);
        let mark = numbering.mark(&line);
        let label = Style::Label.paint(&format!("{}:", line.label));
        screen.hanging(
            "  ",
            &format!("{label} {}{}", line.text, Style::Dim.paint(&mark)),
        );
    }
    for (place, source) in numbering.list().iter().enumerate() {
        screen.hanging(&format!("  {}  ", place + 1), source);
    }
}

/// Shows the job tasks of the profession with how many items train each.
fn tasks(context: &mut Context, library: &Library) {
    let Some(profession) = library.packs.profession() else {
        return;
    };
    let mut counts: BTreeMap<&str, (usize, BTreeMap<&str, usize>)> = BTreeMap::new();
    for item in library.items() {
        for task in &item.tasks {
            let (all, by_bank) = counts.entry(task.as_str()).or_default();
            *all += 1;
            *by_bank.entry(item.bank.as_str()).or_default() += 1;
        }
    }
    let screen = &mut context.screen;
    screen.heading("The profession's job tasks and what trains each");
    let mut table = Table::new([
        Column::words("task"),
        Column::words("what"),
        Column::numbers("items"),
        Column::words("most in"),
    ]);
    for task in &profession.job_tasks {
        let (all, by_bank) = counts.get(task.id.as_str()).cloned().unwrap_or_default();
        let mut banks: Vec<(&str, usize)> = by_bank.into_iter().collect();
        banks.sort_by_key(|(bank, count)| (usize::MAX - count, *bank));
        let banks: Vec<&str> = banks.into_iter().take(2).map(|(bank, _)| bank).collect();
        table.push([
            task.id.to_string(),
            task.text.to_string(),
            all.to_string(),
            banks.join(", "),
        ]);
    }
    screen.table(&table);
    screen.blank();
    screen.paragraph("quiz rhit --task t10 asks items that train one.");
}
