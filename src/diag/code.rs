//! Codes: the stable names of faults.

/// A fault's stable name. An id is never used again for another fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Family letter and three digits, such as `B002`.
    pub id: &'static str,
    /// The fault in words, such as `unknown-key`.
    pub name: &'static str,
    /// What it means, in one line.
    pub doc: &'static str,
}

/// Returns the code among `codes` that `word` names by id (in any case) or by name.
pub fn find_code(codes: &[&'static Code], word: &str) -> Option<&'static Code> {
    codes
        .iter()
        .copied()
        .find(|code| code.id.eq_ignore_ascii_case(word) || code.name.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    static ONE: Code = Code {
        id: "B001",
        name: "one-fault",
        doc: "One fault.",
    };

    #[test]
    fn codes_are_found_by_id_and_by_name() {
        assert_eq!(find_code(&[&ONE], "b001"), Some(&ONE));
        assert_eq!(find_code(&[&ONE], "one-fault"), Some(&ONE));
        assert_eq!(find_code(&[&ONE], "B002"), None);
    }
}
