//! A new bank with a worked example of each wanted kind, to be changed into one's own.

use jiff::civil::Date;

use super::{header::FORMAT, layout::line_text};
use crate::domain::{credential::Credential, item::ItemKind};

/// What stands in a new bank.
#[derive(Debug, Clone)]
pub struct NewBank<'c> {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The credential whose outline its items refer to.
    pub credential: &'c Credential,
    /// Its licence.
    pub license: String,
    /// Who writes it.
    pub authors: Vec<String>,
    /// The kinds of items it begins with.
    pub kinds: Vec<ItemKind>,
    /// The day on which it is written.
    pub today: Date,
}

/// What stands for a reference until the author writes one.
const REFERENCE: &str =
    "Replace this: the law, rule or manual page that settles the key, with its year (2026)";

impl NewBank<'_> {
    /// Returns the ids of its items.
    pub fn item_ids(&self) -> Vec<String> {
        self.kinds.iter().map(|kind| self.item_id(*kind)).collect()
    }

    fn item_id(&self, kind: ItemKind) -> String {
        format!("{}-example-{}", self.id, kind.word())
    }

    /// Returns the bank as TOML, laid out as the formatter would.
    pub fn to_toml(&self) -> String {
        let authors: Vec<String> = self
            .authors
            .iter()
            .map(|author| line_text(author))
            .collect();
        let mut text = format!(
            "# Every key of this format, with examples: question_banks/README.md. `bank schema` gives editors the same.\n\
             # `bank check` tells every fault with its place, `bank fmt` lays the file out.\n\n\
             format = {FORMAT}\n\n\
             [bank]\nid = {}\ntitle = {}\ncredential = {}\nlicense = {}\nauthors = [{}]\n\n",
            line_text(&self.id),
            line_text(&self.title),
            line_text(self.credential.id.as_str()),
            line_text(&self.license),
            authors.join(", ")
        );
        text.push_str(&format!("# The domains of {}:\n", self.credential.mark));
        for domain in &self.credential.domains {
            text.push_str(&format!("#   {}  {}\n", domain.id, domain.name));
        }
        text.push_str(
            "\n# The examples are true but plain. Change the words first, then the id: a learner's history hangs on the id,\n\
             # so it stays the same once the bank is in use.\n",
        );
        for kind in &self.kinds {
            text.push('\n');
            text.push_str(&self.item(*kind));
        }
        text
    }

    fn item(&self, kind: ItemKind) -> String {
        let (about, level, body) = match kind {
            ItemKind::Choice => (CHOICE_ABOUT, "application", CHOICE),
            ItemKind::Multiple => (MULTIPLE_ABOUT, "recall", MULTIPLE),
            ItemKind::Numeric => (NUMERIC_ABOUT, "application", NUMERIC),
            ItemKind::Text => (TEXT_ABOUT, "recall", TEXT),
            ItemKind::Match => (MATCH_ABOUT, "recall", MATCH),
            ItemKind::Order => (ORDER_ABOUT, "application", ORDER),
            ItemKind::Card => (CARD_ABOUT, "", CARD),
        };
        let mut item = format!(
            "{about}[[{}]]\nid = {}\n",
            kind.word(),
            line_text(&self.item_id(kind))
        );
        let domain = self.credential.domains.first();
        if let Some(domain) = domain {
            item.push_str(&format!("domain = {}\n", line_text(domain.id.as_str())));
            if let Some(task) = domain.tasks.first() {
                item.push_str(&format!("task = [{}]\n", line_text(task.id.as_str())));
            }
        }
        if !level.is_empty() {
            item.push_str(&format!(
                "# recall: remember a fact; application: use a rule in a situation; analysis: weigh several facts.\n\
                 level = \"{level}\"\ndifficulty = \"easy\"\n"
            ));
        }
        item.push_str(&format!(
            "# draft, reviewed (then say who in `reviewer` and when in `reviewed`), pilot, scored, retired.\n\
             status = \"draft\"\nwritten = {}\n{body}reference = [{}]\n",
            self.today,
            line_text(REFERENCE)
        ));
        item
    }
}

const CHOICE_ABOUT: &str = "# choice: one best answer. Ask one full question that can be answered with the options covered.\n";
const CHOICE: &str = r#"stem = """
A registration form shows one date of birth, and the card that the patient hands over shows another. The patient is at the desk.

What should the clerk do first?
"""
# Options are shuffled: a reason names no letter. Keep them alike in length and grammar.
options = [
  { text = "Ask the patient which date is right", key = true, why = "The person who knows is at the desk; the answer shows which record has to be mended." },
  { text = "Copy the date of the card onto the form", why = "The card may be the one with the slip, and copying would spread it." },
  { text = "Keep the date that stands on the form", why = "The form may have been wrong for years; keeping it leaves the doubt in place." },
  { text = "Leave the date blank until the next visit", why = "A blank date makes it harder to tell this patient from others in the meantime." },
]
"#;

const MULTIPLE_ABOUT: &str = "# multiple: several right answers; the learner is told how many. All of them, and no others, earn the point.\n";
const MULTIPLE: &str = r#"stem = "Which two details of a chart entry show who wrote it and when?"
# `choose` is the number of options with key = true.
choose = 2
options = [
  { text = "The signature under the entry", key = true, why = "The signature ties the entry to its author." },
  { text = "The date and time of the entry", key = true, why = "Date and time put the entry in its place in the course of care." },
  { text = "The number of the printed page", why = "A page number says where the entry is filed, and changes when the chart is printed anew." },
  { text = "The color of the chart's folder", why = "A folder's color helps to file it; it says nothing about an entry." },
]
"#;

const NUMERIC_ABOUT: &str = "# numeric: a number, here drawn anew for every learner. Without `vars` the numbers are fixed.\n";
const NUMERIC: &str = r#"# Each variable is a range, a list to pick from, or an expression: total = { value = "visits + calls" }.
vars = { visits = { min = 300, max = 900 }, days = { pick = [19, 20, 21, 22] } }
# No answer may lie halfway between two roundings, or it could be rounded either way.
constraints = ["mod(visits * 20, days) != 0 or mod(visits * 10, days) == 0"]
stem = "A clinic counted {visits} visits on {days} working days. How many visits a day was that on average?"
answer = "visits / days"
round = 1
unit = "visits"
why = "The average is the visits divided by the days: {visits} ÷ {days} = {answer}."
# What a learner gets who goes wrong in a known way, with the reason that is then shown.
mistakes = [
  { answer = "visits / 30", why = "This divides by the days of a month. The clinic counted {days} working days." },
]
"#;

const TEXT_ABOUT: &str = "# text: a typed word or phrase. Capitals, accents, spaces and a final full stop do not matter; list every spelling.\n";
const TEXT: &str = r#"stem = "Type the term for the record that a system keeps of who opened or changed an entry, and when."
accept = ["audit trail", "audit log"]
reject = [{ text = "backup", why = "A backup is a copy of the data; it does not say who used them." }]
why = "An audit trail lets an office see afterwards who opened or changed what."
"#;

const MATCH_ABOUT: &str =
    "# match: pairs. The right sides and the extras are shuffled and lettered.\n";
const MATCH: &str = r#"stem = "Match each abbreviation with what it stands for."
pairs = [
  { left = "EHR", right = "Electronic health record", why = "The record of a patient's care, kept by a computer system." },
  { left = "HIE", right = "Health information exchange", why = "The sharing of health information between organizations." },
  { left = "MPI", right = "Master patient index", why = "The list that tells one patient from another." },
]
# A right side that belongs to nothing keeps the last pair from being a gift.
extra = [{ text = "Medical practice insurance", why = "It shares letters with MPI, but no index has that name." }]
why = "The letters are the first ones of the words."
"#;

const ORDER_ABOUT: &str = "# order: steps, written in the right order and shown shuffled. There must be only one defensible order.\n";
const ORDER: &str = r#"stem = "A patient asks in writing for a copy of a record. Put the steps of answering in order."
steps = [
  { text = "Note the day on which the request came", why = "The time to answer runs from then." },
  { text = "Check who asks and what may be given", why = "Nothing is copied before it is clear that it may be." },
  { text = "Copy the parts that were asked for", why = "The check has shown which parts they are." },
  { text = "Send the copy and note that it went", why = "The note closes the request." },
]
why = "A request is noted, checked, filled and closed."
"#;

const CARD_ABOUT: &str =
    "# card: a term and its definition; the learner recalls, looks, and grades the recall.\n";
const CARD: &str = r#"term = "audit trail"
definition = "the record of who opened or changed an entry, and when"
example = "The audit trail showed two visitors to the chart that night."
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Library, Sources, lay_out, load_bank};
    use crate::diag::{SourceFile, concise};
    use jiff::civil::date;
    use std::sync::Arc;

    #[test]
    fn a_new_bank_is_sound_and_laid_out_for_every_credential_and_kind() {
        let packs = Library::load(&Sources::default()).packs;
        for credential in packs.credentials() {
            let new = NewBank {
                id: "mine".to_owned(),
                title: "Title with \"quotes\" and a \\".to_owned(),
                credential,
                license: "CC-BY-4.0".to_owned(),
                authors: vec!["A. Author".to_owned(), "B".to_owned()],
                kinds: ItemKind::ALL.to_vec(),
                today: date(2026, 11, 22),
            };
            let file = Arc::new(SourceFile::new("mine.toml", new.to_toml()));
            let loaded = load_bank(&file, &packs, true)
                .unwrap_or_else(|faults| panic!("{}", concise(&faults)));
            assert_eq!(&*loaded.bank.title, new.title);
            let kinds: Vec<ItemKind> = loaded
                .bank
                .items
                .iter()
                .map(crate::domain::Item::kind)
                .collect();
            assert_eq!(kinds, ItemKind::ALL);
            let ids: Vec<String> = loaded
                .bank
                .items
                .iter()
                .map(|item| item.id.to_string())
                .collect();
            assert_eq!(ids, new.item_ids());
            assert_eq!(lay_out(&file).unwrap(), file.text());
        }
    }

    #[test]
    fn no_key_of_an_example_is_the_longest_option() {
        for body in [CHOICE, MULTIPLE] {
            let table: toml::Table = toml::from_str(body).unwrap();
            let length = |is_key: bool| {
                let options = table["options"].as_array().unwrap().iter();
                let of_kind = options.filter(|option| option.get("key").is_some() == is_key);
                of_kind
                    .map(|option| option["text"].as_str().unwrap().len())
                    .max()
                    .unwrap()
            };
            assert!(length(true) <= length(false), "{body}");
        }
    }
}
