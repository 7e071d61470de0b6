use super::*;
use crate::diag::{Look, full};

#[test]
fn the_shipped_files_load_without_a_finding() {
    let library = Library::load(&Sources {
        paths: Vec::new(),
        shipped: true,
        thorough: true,
    });
    let look = Look {
        color: false,
        width: 120,
    };
    assert_eq!(full(&library.diagnostics, look), "");
    assert!(library.failures.is_empty());
}
