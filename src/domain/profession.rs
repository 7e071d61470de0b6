//! The profession as data: job tasks, school subjects, roles, organizations and career facts.

use jiff::civil::Date;

use super::{
    fact::{Provenance, Source},
    id::{CredentialId, TaskId},
    word::words,
};

/// Everything the program knows of the profession.
#[derive(Debug, Clone, PartialEq)]
pub struct Profession {
    /// Who its people are.
    pub name: Box<str>,
    /// What they do.
    pub summary: Box<str>,
    /// Last review.
    pub reviewed: Date,
    /// The pages that were seen.
    pub sources: Vec<Source>,
    /// What its people do, task by task.
    pub job_tasks: Vec<JobTask>,
    /// What they learn at school.
    pub subjects: Vec<Subject>,
    /// What they are called.
    pub roles: Vec<Role>,
    /// Whom they belong to.
    pub organizations: Vec<Organization>,
    /// Figures and facts, each with its year.
    pub career: Vec<CareerFact>,
}

impl Profession {
    /// Returns its job task `id`.
    pub fn job_task(&self, id: &str) -> Option<&JobTask> {
        self.job_tasks.iter().find(|task| task.id.as_str() == id)
    }

    /// Returns its school subject `id`.
    pub fn subject(&self, id: &str) -> Option<&Subject> {
        self.subjects.iter().find(|subject| &*subject.id == id)
    }
}

/// A job task.
#[derive(Debug, Clone, PartialEq)]
pub struct JobTask {
    /// What items name: `t01`.
    pub id: TaskId,
    /// What is done.
    pub text: Box<str>,
    /// Where it is from.
    pub provenance: Provenance,
}

/// A school subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// What items name.
    pub id: Box<str>,
    /// What it is called.
    pub name: Box<str>,
    /// Where it is from.
    pub provenance: Provenance,
}

/// A role in the profession.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// Its id.
    pub id: Box<str>,
    /// What it is called.
    pub name: Box<str>,
    /// What it does.
    pub does: Box<str>,
    /// The exercises for it.
    pub trains: Vec<Box<str>>,
    /// Its credentials.
    pub credentials: Vec<CredentialId>,
    /// Where it is from.
    pub provenance: Provenance,
}

/// An organization.
#[derive(Debug, Clone, PartialEq)]
pub struct Organization {
    /// Its id.
    pub id: Box<str>,
    /// Its short name.
    pub name: Box<str>,
    /// Its full name.
    pub full_name: Box<str>,
    /// Its address.
    pub address: Option<Box<str>>,
    /// The marks it gives.
    pub certifies: Vec<Box<str>>,
    /// What it does.
    pub does: Box<str>,
    /// Where it is from.
    pub provenance: Provenance,
}

words! {
    /// What a career figure is in.
    pub enum CareerUnit {
        /// People.
        People = "people",
        /// US dollars.
        Dollars = "USD",
        /// Percent.
        Percent = "%",
    }
}

/// What a career fact says.
#[derive(Debug, Clone, PartialEq)]
pub enum CareerValue {
    /// A figure.
    Figure {
        /// The value.
        value: f64,
        /// What it is in.
        unit: CareerUnit,
    },
    /// A sentence.
    Text(Box<str>),
}

/// A career fact with its year.
#[derive(Debug, Clone, PartialEq)]
pub struct CareerFact {
    /// Its id.
    pub id: Box<str>,
    /// What it is called.
    pub name: Box<str>,
    /// The year, always printed with it.
    pub year: i16,
    /// What it says.
    pub value: CareerValue,
    /// Where it is from.
    pub provenance: Provenance,
}
