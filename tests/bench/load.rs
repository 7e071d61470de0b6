//! How fast a foreign bank of 100,000 items loads, beside the raw parse of the same bytes by the `toml` crate.
//!
//! `cargo bench --bench load` compares the two; with `PRECEPTOR_BENCH_PEAK=loader` (or `parser`) it loads once and tells
//! the peak of memory instead.

use std::{env, fs, sync::Arc};

use preceptor::{
    bank::{Library, Sources, load_bank},
    diag::SourceFile,
};
use toml::de::DeTable;

mod big_bank;

const ITEMS: usize = 100_000;

fn main() {
    match env::var("PRECEPTOR_BENCH_PEAK").as_deref() {
        Ok("parser") => {
            let text = big_bank::big_bank(ITEMS);
            let table = DeTable::parse(&text).expect("the made-up bank is TOML");
            report_peak(table.get_ref().len());
        }
        Ok(_) => report_peak(load(&bank_file()).len()),
        Err(_) => divan::main(),
    }
}

/// Writes the bank to a temporary file, so that the load includes reading it.
fn bank_file() -> tempfile::NamedTempFile {
    let file = tempfile::Builder::new()
        .suffix(".toml")
        .tempfile()
        .expect("a temporary file can be made");
    fs::write(file.path(), big_bank::big_bank(ITEMS)).expect("it can be written");
    file
}

fn load(file: &tempfile::NamedTempFile) -> Vec<preceptor::bank::LoadedBank> {
    let library = Library::load(&Sources {
        paths: vec![file.path().to_owned()],
        shipped: false,
        thorough: false,
    });
    assert!(library.diagnostics.is_empty());
    library.banks
}

#[expect(clippy::print_stdout, reason = "the figure is the bench's result")]
fn report_peak(loaded: usize) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM"));
    println!("{loaded} {}", peak.unwrap_or("no figure on this system"));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn raw_parse(bencher: divan::Bencher<'_, '_>) {
    let text = big_bank::big_bank(ITEMS);
    bencher
        .counter(divan::counter::BytesCount::of_str(&text))
        .bench(|| DeTable::parse(&text).expect("the made-up bank is TOML"));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn one_bank(bencher: divan::Bencher<'_, '_>) {
    let packs = Library::load(&Sources::default()).packs;
    let text = big_bank::big_bank(ITEMS);
    let bytes = divan::counter::BytesCount::of_str(&text);
    let file = Arc::new(SourceFile::new("big.toml", text));
    bencher
        .counter(bytes)
        .bench(|| load_bank(&file, &packs, false).expect("the made-up bank has no fault"));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn whole_library(bencher: divan::Bencher<'_, '_>) {
    let file = bank_file();
    let bytes = fs::metadata(file.path()).map_or(0, |metadata| metadata.len());
    bencher
        .counter(divan::counter::BytesCount::new(bytes))
        .bench(|| load(&file));
}

#[divan::bench(sample_count = 50)]
fn shipped_banks() -> Library {
    Library::load(&Sources {
        shipped: true,
        ..Sources::default()
    })
}
