//! Items for tests of this floor, built with good defaults.

use std::sync::Arc;

use crate::domain::{
    BankId, CredentialId, DomainId, Item, ItemBody, ItemId, TaskId,
    item::{AnswerOption, Difficulty, Level, Status},
};

/// An item being built.
pub(crate) struct Sample(Item);

/// Returns a choice item of the credential `c`, scored, whose first option is the key and whose stem is its own.
pub(crate) fn choice(id: &str, domain: &str) -> Sample {
    let option = |text: &str, key: bool| AnswerOption {
        text: text.into(),
        key,
        why: "because".into(),
        pin: false,
    };
    // Words that no other id shares, so that samples are no near-duplicates of each other.
    let stem: Vec<String> = (0..9).map(|word| format!("{id}{word}")).collect();
    Sample(Item {
        id: ItemId::new(id),
        bank: BankId::new("bank"),
        credential: CredentialId::new("c"),
        domain: DomainId::new(domain),
        serves: Arc::from([]),
        tasks: Vec::new(),
        subjects: Vec::new(),
        level: Some(Level::Application),
        difficulty: Difficulty::Medium,
        calibrated: None,
        status: Status::Scored,
        written: None,
        reviewed: None,
        review_by: None,
        reviewer: None,
        stem: stem.join(" ").into(),
        hint: None,
        why: None,
        case: None,
        enemies: Vec::new(),
        references: Vec::new(),
        pin: true,
        allow: Vec::new(),
        body: ItemBody::Choice(vec![
            option("right", true),
            option("wrong", false),
            option("amiss", false),
            option("false", false),
        ]),
    })
}

impl Sample {
    pub(crate) fn item(self) -> Item {
        self.0
    }

    pub(crate) fn stem(mut self, stem: &str) -> Self {
        self.0.stem = stem.into();
        self
    }

    pub(crate) fn options(mut self, texts: [&str; 4]) -> Self {
        if let ItemBody::Choice(options) = &mut self.0.body {
            for (option, text) in options.iter_mut().zip(texts) {
                option.text = text.into();
            }
        }
        self
    }

    pub(crate) fn enemy(mut self, enemy: &str) -> Self {
        self.0.enemies.push(ItemId::new(enemy));
        self
    }

    pub(crate) fn case(mut self, case: &str) -> Self {
        self.0.case = Some(ItemId::new(case));
        self
    }

    pub(crate) fn status(mut self, status: Status) -> Self {
        self.0.status = status;
        self
    }

    pub(crate) fn level(mut self, level: Level) -> Self {
        self.0.level = Some(level);
        self
    }

    pub(crate) fn task(mut self, task: &str) -> Self {
        self.0.tasks.push(TaskId::new(task));
        self
    }
}
