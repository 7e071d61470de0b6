//! Floor 2: authors' files become values. Banks and credential packs in TOML, every fault with its place.
//!
//! A file is cut into its tables by `scan`, each table is parsed apart and read by hand with `reader`, so that one
//! fault hides no other. [`load_bank`], [`load_pack`] and [`load_profession`] read one file each, [`Library::load`] reads
//! everything that a command needs. [`shipped`] is what is inside the program.

mod body;
pub mod code;
mod document;
mod file;
mod header;
mod item;
mod library;
mod load;
mod numeric;
mod pack;
mod packs;
mod reader;
mod reference;
mod scan;
pub mod shipped;
mod target;
mod value;

pub use file::{ItemPlace, LoadedBank, load_bank, load_sound_part};
pub use header::FORMAT;
pub use item::item_keys;
pub use library::{Library, Sources};
pub use load::{LARGEST_FILE, LoadFailure, source_from_bytes};
pub use pack::{LoadedPack, load_pack, load_profession};
pub use packs::Packs;
pub use target::{Selection, TargetError, TargetKind, looks_like_path};

#[cfg(test)]
mod tests;
