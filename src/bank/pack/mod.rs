//! Credential packs and the profession: everything the program knows of a credential, as strictly read as banks.

mod exam;
mod file;
pub(super) mod key;
mod outline;
mod profession;
mod provenance;
mod renewal;
mod rule;
mod several;
mod terms;

pub use file::{LoadedPack, load_pack};
pub use profession::load_profession;
