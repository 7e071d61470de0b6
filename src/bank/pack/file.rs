//! One `credential.toml` becomes a credential, or every fault in it.

use std::{ops::Range, sync::Arc};

use super::{
    exam::lower_exam,
    key::{self, OF_CREDENTIALS},
    outline::{lower_domains, lower_outlines},
    provenance::{PackReader, own_id, parse_whole},
    renewal::lower_renewal,
    terms::{
        lower_eligibility, lower_fees, lower_policies, lower_retakes, lower_statistics,
        lower_windows,
    },
};
use crate::{
    bank::{
        code,
        reader::{Fields, Reader},
    },
    diag::{Diagnostic, SourceFile},
    domain::{
        credential::{Credential, CredentialKind, Domain, Rules},
        fact::Source,
        id::CredentialId,
    },
};

/// A pack with the file it came from.
#[derive(Debug)]
pub struct LoadedPack {
    /// The credential.
    pub credential: Credential,
    /// Its file.
    pub file: Arc<SourceFile>,
    /// Where its id stands.
    pub id_place: Range<usize>,
}

/// Loads the pack that `file` holds. `folder` is the name of its folder, which the id must equal; `None` when it has none.
/// Returns every fault when there is one.
pub fn load_pack(
    file: &Arc<SourceFile>,
    folder: Option<&str>,
) -> Result<LoadedPack, Vec<Diagnostic>> {
    let mut reader = Reader::new(file);
    let read = read(&mut reader, folder);
    match read {
        Some((credential, id_place)) if reader.faults.is_empty() => Ok(LoadedPack {
            credential,
            file: Arc::clone(file),
            id_place,
        }),
        _ => {
            assert!(
                !reader.faults.is_empty(),
                "a pack was left out without a fault being told"
            );
            Err(reader.faults.into_sorted(file))
        }
    }
}

fn read(reader: &mut Reader<'_>, folder: Option<&str>) -> Option<(Credential, Range<usize>)> {
    let file = Arc::clone(reader.file);
    let root = parse_whole(reader, file.text())?;
    let start = file.mark_length();
    let mut pack = PackReader::new(reader);
    let root = Fields {
        table: &root,
        start: start - pack.reader.base,
        end: start - pack.reader.base,
        what: "the pack",
    };
    let tables = [&["format"], key::PACK.names].concat();
    pack.reader.known_keys(&root, &tables);
    let sources = pack.read_sources(&root);
    let head = root.get("credential").and_then(|entry| {
        let fields = pack.reader.table(entry, "`[credential]`")?;
        lower_head(pack.reader, &fields, folder)
    });
    if root.get("credential").is_none() {
        pack.reader.missing(&code::MISSING_KEY, &root, "credential");
    }
    let kind = head.as_ref().map(|(_, kind)| *kind);
    let before = pack.reader.faults.count();
    let domains = lower_domains(&mut pack, &root);
    // What outlines and sections say of the domains can be held only against domains that could all be read.
    let sound = (before == pack.reader.faults.count()).then_some(&domains[..]);
    let rules = match kind {
        Some(CredentialKind::Subject) => {
            refuse_tables(pack.reader, &root);
            None
        }
        // Without a kind nobody knows which tables must be there.
        None if root.get("exam").is_none() => None,
        _ => {
            let own = head.as_ref().and_then(|(head, _)| head.as_ref());
            Some(lower_rules(&mut pack, &root, sound, own))
        }
    };
    pack.check_sources();
    let credential = Credential {
        sources,
        domains,
        ..head?.0?
    };
    let id = root
        .table
        .get("credential")?
        .get_ref()
        .as_table()?
        .get("id")?;
    let id_place = pack.reader.at(id.span());
    let rules = match rules {
        None => None,
        Some(rules) => Some(Box::new(rules?)),
    };
    Some((
        Credential {
            rules,
            ..credential
        },
        id_place,
    ))
}

fn refuse_tables(reader: &mut Reader<'_>, root: &Fields<'_, '_>) {
    for (key, _) in root.table {
        if OF_CREDENTIALS.contains(&&**key.get_ref()) {
            reader.fault(
                &code::SUBJECT_TABLES,
                key.span(),
                format!("a subject has no `{}`", key.get_ref()),
            );
        }
    }
}

/// Reads `[credential]`; the credential has no sources, domains and rules yet. The kind is known also when the rest is not.
fn lower_head(
    reader: &mut Reader<'_>,
    fields: &Fields<'_, '_>,
    folder: Option<&str>,
) -> Option<(Option<Credential>, CredentialKind)> {
    reader.known_keys(fields, key::CREDENTIAL.names);
    let id = reader.required(fields, "id", |reader, entry| {
        let id = reader.id(entry)?;
        if let Some(folder) = folder.filter(|folder| *folder != id) {
            reader.fault_with_help(
                &code::FOLDER_NAME,
                entry.value.span(),
                format!("the pack of `{id}` stands in the folder `{folder}`"),
                format!("name the folder `{id}`"),
            );
        }
        Some(id)
    });
    let mark = reader.required(fields, "mark", Reader::own_text);
    let aliases = reader.required(fields, "aliases", |reader, entry| {
        reader.set(entry, |reader, one| {
            let alias = own_id(reader, one)?;
            if id == Some(&*alias) {
                reader.fault(
                    &code::NAME_TAKEN,
                    one.value.span(),
                    format!("`{alias}` is the id itself"),
                );
            }
            Some(alias)
        })
    });
    let kind: Option<CredentialKind> = reader.required(fields, "kind", Reader::word);
    let name = reader.required(fields, "name", Reader::own_text);
    let former_names = reader.required(fields, "former_names", Reader::texts);
    let body = reader.optional(fields, "body", Reader::own_text);
    let body_name = reader.optional(fields, "body_name", Reader::own_text);
    if kind == Some(CredentialKind::Credential) {
        for key in ["body", "body_name"] {
            if fields.get(key).is_none() {
                reader.missing(&code::MISSING_KEY, fields, key);
            }
        }
    }
    let summary = reader.required(fields, "summary", Reader::own_text);
    let leads_to = reader.required(fields, "leads_to", |reader, entry| {
        reader.set(entry, |reader, one| reader.id(one).map(CredentialId::new))
    });
    let reviewed = reader.required(fields, "reviewed", Reader::date);
    let kind = kind?;
    let credential = || {
        Some(Credential {
            id: CredentialId::new(id?),
            mark: mark?,
            aliases: aliases?,
            kind,
            name: name?,
            former_names: former_names?,
            body,
            body_name,
            summary: summary?,
            leads_to: leads_to?,
            reviewed: reviewed?,
            sources: Vec::<Source>::new(),
            domains: Vec::<Domain>::new(),
            rules: None,
        })
    };
    Some((credential(), kind))
}

fn lower_rules(
    pack: &mut PackReader<'_, '_>,
    root: &Fields<'_, '_>,
    domains: Option<&[Domain]>,
    head: Option<&Credential>,
) -> Option<Rules> {
    let exam = lower_exam(pack, root, domains);
    let outlines = lower_outlines(pack, root, domains);
    let renewal = lower_renewal(pack, root, head);
    let eligibility = lower_eligibility(pack, root);
    let retakes = lower_retakes(pack, root);
    let policies = lower_policies(pack, root);
    let windows = lower_windows(pack, root);
    let fees = lower_fees(pack, root);
    let statistics = lower_statistics(pack, root);
    Some(Rules {
        exam: exam?,
        outlines,
        renewal: renewal?,
        eligibility,
        retakes,
        policies,
        windows,
        fees,
        statistics,
    })
}
