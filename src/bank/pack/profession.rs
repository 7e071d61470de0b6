//! `profession.toml` becomes the profession, or every fault in it.

use std::sync::Arc;

use super::{
    key,
    provenance::{PackReader, own_id, parse_whole, year},
};
use crate::{
    bank::{
        code,
        reader::{Fields, Reader},
    },
    diag::{Diagnostic, SourceFile},
    domain::{
        id::{CredentialId, TaskId},
        profession::{CareerFact, CareerValue, JobTask, Organization, Profession, Role, Subject},
    },
};

/// Loads the profession that `file` holds. Returns every fault when there is one.
pub fn load_profession(file: &Arc<SourceFile>) -> Result<Profession, Vec<Diagnostic>> {
    let mut reader = Reader::new(file);
    let profession = read(&mut reader);
    match profession {
        Some(profession) if reader.faults.is_empty() => Ok(profession),
        _ => {
            assert!(
                !reader.faults.is_empty(),
                "a profession was left out without a fault being told"
            );
            Err(reader.faults.into_sorted(file))
        }
    }
}

fn read(reader: &mut Reader<'_>) -> Option<Profession> {
    let file = Arc::clone(reader.file);
    let root = parse_whole(reader, file.text())?;
    let start = file.mark_length() - reader.base;
    let mut pack = PackReader::new(reader);
    let root = Fields {
        table: &root,
        start,
        end: start,
        what: "the profession",
    };
    pack.reader
        .known_keys(&root, &[&["format"], key::PROFESSION.names].concat());
    let sources = pack.read_sources(&root);
    let head = pack.reader.required(&root, "profession", |reader, entry| {
        let fields = reader.table(entry, "`[profession]`")?;
        reader.known_keys(&fields, key::PROFESSION_HEAD.names);
        let name = reader.required(&fields, "name", Reader::own_text);
        let summary = reader.required(&fields, "summary", Reader::own_text);
        let reviewed = reader.required(&fields, "reviewed", Reader::date);
        Some((name?, summary?, reviewed?))
    });
    let job_tasks = lower_job_tasks(&mut pack, &root);
    let subjects = lower_subjects(&mut pack, &root);
    let roles = lower_roles(&mut pack, &root);
    let organizations = lower_organizations(&mut pack, &root);
    let career = lower_career(&mut pack, &root);
    pack.check_sources();
    let (name, summary, reviewed) = head?;
    Some(Profession {
        name,
        summary,
        reviewed,
        sources,
        job_tasks,
        subjects,
        roles,
        organizations,
        career,
    })
}

fn lower_job_tasks(pack: &mut PackReader<'_, '_>, root: &Fields<'_, '_>) -> Vec<JobTask> {
    let mut next = 1;
    pack.required_rows(root, "job_task", "`[[job_task]]`", |pack, fields| {
        let provenance = pack.row(fields, &key::JOB_TASK);
        let expected = format!("t{next:02}");
        next += 1;
        let id = pack.reader.required(fields, "id", |reader, entry| {
            let id = reader.id(entry)?;
            if id != expected {
                reader.fault(
                    &code::JOB_TASK_ID,
                    entry.value.span(),
                    format!("the job task `{id}` should be `{expected}`"),
                );
            }
            Some(TaskId::new(id))
        });
        let text = pack.reader.required(fields, "text", Reader::own_text);
        Some(JobTask {
            id: id?,
            text: text?,
            provenance: provenance?,
        })
    })
}

fn lower_subjects(pack: &mut PackReader<'_, '_>, root: &Fields<'_, '_>) -> Vec<Subject> {
    pack.required_rows(root, "subject", "`[[subject]]`", |pack, fields| {
        let provenance = pack.row(fields, &key::NAMED);
        let id = pack.reader.required(fields, "id", own_id);
        let name = pack.reader.required(fields, "name", Reader::own_text);
        Some(Subject {
            id: id?,
            name: name?,
            provenance: provenance?,
        })
    })
}

fn lower_roles(pack: &mut PackReader<'_, '_>, root: &Fields<'_, '_>) -> Vec<Role> {
    pack.rows(root, "role", "`[[role]]`", |pack, fields| {
        let provenance = pack.row(fields, &key::ROLE);
        let reader = &mut *pack.reader;
        let id = reader.required(fields, "id", own_id);
        let name = reader.required(fields, "name", Reader::own_text);
        let does = reader.required(fields, "does", Reader::own_text);
        let trains = reader.required(fields, "trains", Reader::texts);
        let credentials = reader.required(fields, "credentials", |reader, entry| {
            reader.set(entry, |reader, one| reader.id(one).map(CredentialId::new))
        });
        Some(Role {
            id: id?,
            name: name?,
            does: does?,
            trains: trains?,
            credentials: credentials?,
            provenance: provenance?,
        })
    })
}

fn lower_organizations(pack: &mut PackReader<'_, '_>, root: &Fields<'_, '_>) -> Vec<Organization> {
    pack.rows(
        root,
        "organization",
        "`[[organization]]`",
        |pack, fields| {
            let provenance = pack.row(fields, &key::ORGANIZATION);
            let reader = &mut *pack.reader;
            let id = reader.required(fields, "id", own_id);
            let name = reader.required(fields, "name", Reader::own_text);
            let full_name = reader.required(fields, "full_name", Reader::own_text);
            let address = reader.optional(fields, "address", Reader::own_text);
            let certifies = reader.required(fields, "certifies", Reader::texts);
            let does = reader.required(fields, "does", Reader::own_text);
            Some(Organization {
                id: id?,
                name: name?,
                full_name: full_name?,
                address,
                certifies: certifies?,
                does: does?,
                provenance: provenance?,
            })
        },
    )
}

fn lower_career(pack: &mut PackReader<'_, '_>, root: &Fields<'_, '_>) -> Vec<CareerFact> {
    pack.rows(root, "career", "`[[career]]`", |pack, fields| {
        let provenance = pack.row(fields, &key::CAREER);
        let reader = &mut *pack.reader;
        let id = reader.required(fields, "id", own_id);
        let name = reader.required(fields, "name", Reader::own_text);
        let year = reader.required(fields, "year", year);
        let has = |key| fields.table.contains_key(key);
        if has("text") == has("value") || has("value") != has("unit") {
            reader.fault(
                &code::EXACTLY_ONE,
                fields.span(),
                "a career fact has either `text`, or `value` with `unit`",
            );
        }
        let text = reader.optional(fields, "text", Reader::own_text);
        let figure = reader.optional(fields, "value", Reader::number);
        let unit = reader.optional(fields, "unit", Reader::word);
        let value = match (text, figure, unit) {
            (Some(text), _, _) => CareerValue::Text(text),
            (None, Some(value), Some(unit)) => CareerValue::Figure { value, unit },
            _ => return None,
        };
        Some(CareerFact {
            id: id?,
            name: name?,
            year: year?,
            value,
            provenance: provenance?,
        })
    })
}
