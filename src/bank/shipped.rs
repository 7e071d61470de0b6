//! What is inside the program: the shipped files, and an index of them that needs no parsing.

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// A shipped file.
#[derive(Debug, Clone, Copy)]
pub struct ShippedFile {
    /// Its path inside `question_banks`, with `/` between folders.
    pub path: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// A shipped bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShippedBank {
    /// Its path inside `question_banks`.
    pub path: &'static str,
    /// Its id.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// The credential whose outline its items refer to.
    pub credential: &'static str,
    /// Other credentials that its items serve, each with the domain there.
    pub serves: &'static [(&'static str, &'static str)],
    /// The ids of its items, in the file's order.
    pub items: &'static [&'static str],
    /// How many items there are of each kind, in the order of the kinds; retired ones are not counted.
    pub kinds: &'static [(&'static str, usize)],
    /// How many items there are of each domain, in the order of the domains' ids; retired ones are not counted.
    pub domains: &'static [(&'static str, usize)],
    /// How many cases it has.
    pub cases: usize,
}

/// A shipped credential pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShippedCredential {
    /// Its id.
    pub id: &'static str,
    /// Other words for it.
    pub aliases: &'static [&'static str],
    /// As written after a name.
    pub mark: &'static str,
    /// Its name in full.
    pub name: &'static str,
    /// Short name of the certifying body; empty for subjects.
    pub body: &'static str,
    /// `credential` or `subject`.
    pub kind: &'static str,
    /// Ids and short names of its domains.
    pub domains: &'static [(&'static str, &'static str)],
    /// Ids of its tasks.
    pub tasks: &'static [&'static str],
}

/// Everything that is inside the program.
#[derive(Debug, Clone, Copy)]
pub struct ShippedIndex {
    /// Every file, sorted by path.
    pub files: &'static [ShippedFile],
    /// Every bank, sorted by path.
    pub banks: &'static [ShippedBank],
    /// Every credential, sorted by id.
    pub credentials: &'static [ShippedCredential],
    /// Ids of the profession's job tasks.
    pub job_tasks: &'static [&'static str],
    /// Ids of the school subjects.
    pub subjects: &'static [&'static str],
}

impl ShippedIndex {
    /// Returns how many questions and how many cards there are, retired ones not counted.
    pub fn counts(&self) -> (usize, usize) {
        let kinds = self.banks.iter().flat_map(|bank| bank.kinds);
        kinds.fold((0, 0), |(questions, cards), (kind, number)| {
            if *kind == "card" {
                (questions, cards + number)
            } else {
                (questions + number, cards)
            }
        })
    }

    /// Returns the credentials that a bank is written for, by their short names.
    pub fn credentials_with_items(&self) -> Vec<&'static str> {
        let has_bank = |id: &str| self.banks.iter().any(|bank| bank.credential == id);
        let credentials = self
            .credentials
            .iter()
            .filter(|credential| has_bank(credential.id));
        credentials.map(|credential| credential.mark).collect()
    }
}

/// Returns the index of what is inside the program.
pub fn index() -> ShippedIndex {
    INDEX
}
