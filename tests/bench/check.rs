//! How long the rules take, beside loading the same bank: it must grow with the number of items, and a bank of 1,000
//! items must be checked in under four times its own load time.
//!
//! `cargo bench --bench check`. `faulty` is the made-up bank of the load bench, of which nearly every item breaks several
//! rules; `clean` is the same with texts that break none, as a bank is on most days.

use std::sync::Arc;

use jiff::civil::date;
use preceptor::{
    bank::{Library, LoadedBank, Packs, Sources, load_bank},
    diag::SourceFile,
    lint::{Settings, lint},
};

mod big_bank;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

fn main() {
    divan::main();
}

fn packs() -> Packs {
    Library::load(&Sources::default()).packs
}

fn faulty(items: usize) -> Arc<SourceFile> {
    Arc::new(SourceFile::new("big.toml", big_bank::big_bank(items)))
}

/// Returns the made-up bank with options, reasons and references that no rule of every day objects to.
fn clean(items: usize) -> Arc<SourceFile> {
    const OPTIONS: [&str; 4] = [
        "Ask for proof of notice",
        "Send copies to the clerk",
        "Return it to the sender",
        "Keep it in a closed file",
    ];
    const REASONS: [&str; 4] = [
        "The rule asks for satisfactory assurance first.",
        "Nothing may leave before the assurance is there.",
        "Sending it back leaves the question open.",
        "A file that nobody reads answers nobody.",
    ];
    let mut text = String::new();
    for line in big_bank::big_bank(items).lines() {
        let option =
            (0..4).find(|option| line.starts_with(&format!("  {{ text = \"Option {option} ")));
        match option {
            Some(option) => {
                let key = if line.contains("key = true") {
                    ", key = true"
                } else {
                    ""
                };
                text.push_str(&format!(
                    "  {{ text = \"{}\"{key}, why = \"{}\" }},",
                    OPTIONS[option], REASONS[option]
                ));
            }
            None => text.push_str(line),
        }
        text.push('\n');
    }
    Arc::new(SourceFile::new("big.toml", text))
}

fn loaded(file: &Arc<SourceFile>, packs: &Packs) -> LoadedBank {
    load_bank(file, packs, false).expect("the made-up bank has no fault")
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn load_clean(bencher: divan::Bencher<'_, '_>, items: usize) {
    let (packs, file) = (packs(), clean(items));
    bencher.bench(|| loaded(&file, &packs));
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn check_clean(bencher: divan::Bencher<'_, '_>, items: usize) {
    let (packs, file) = (packs(), clean(items));
    let bank = loaded(&file, &packs);
    let settings = Settings::new(date(2026, 11, 22));
    bencher.bench(|| lint(&[&bank], &packs, &settings).len());
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn check_faulty(bencher: divan::Bencher<'_, '_>, items: usize) {
    let (packs, file) = (packs(), faulty(items));
    let bank = loaded(&file, &packs);
    let settings = Settings {
        strict: true,
        ..Settings::new(date(2026, 11, 22))
    };
    bencher.bench(|| lint(&[&bank], &packs, &settings).len());
}
