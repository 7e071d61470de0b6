mod hostile;
mod manual;
mod shipped;
mod whole;

use std::sync::{Arc, OnceLock};

use jiff::civil::date;

use super::{Settings, lint};
use crate::{
    bank::{Library, LoadedBank, Packs, Sources, load_bank, load_sound_part},
    diag::{Diagnostic, SourceFile, sort},
};

/// Returns the shipped packs, loaded once.
fn packs() -> &'static Packs {
    static PACKS: OnceLock<Packs> = OnceLock::new();
    PACKS.get_or_init(|| Library::load(&Sources::default()).packs)
}

fn strict() -> Settings {
    Settings {
        strict: true,
        ..Settings::new(date(2026, 11, 22))
    }
}

/// Returns what `bank check --strict` would find in a file, and the file after it was loaded.
fn check(text: &str) -> Vec<Diagnostic> {
    let file = Arc::new(SourceFile::new("x.toml", text.to_owned()));
    let (bank, mut findings) = match load_bank(&file, packs(), true) {
        Ok(bank) => (Some(bank), Vec::new()),
        Err(faults) => (load_sound_part(&file, packs()), faults),
    };
    let banks: Vec<&LoadedBank> = bank.iter().collect();
    findings.extend(lint(&banks, packs(), &strict()));
    sort(&mut findings);
    findings
}
