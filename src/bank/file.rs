//! One file becomes a bank, or every fault in it.

use std::{ops::Range, sync::Arc, thread};

use toml::de::DeTable;

use super::{
    code,
    document::{header_name, parse, sole_table, unknown_table},
    header::{BankHeader, check_format, lower_header, missing_format},
    item::{
        Context, LoweredCase, LoweredItem, Named, item_keys, lower_case, lower_item, table_words,
        wide,
    },
    packs::Packs,
    reader::{Entry, Faults, Reader},
    reference::{check_cases, check_ids},
    scan::{Chunk, scan},
};
use crate::{
    diag::{Diagnostic, SourceFile},
    domain::{
        id::{BankId, CredentialId, ItemId},
        item::{Bank, ItemKind},
    },
};

/// Files below this size are read by the calling thread alone.
const ALONE_BELOW: usize = 1 << 20;
/// Most threads that read one file.
const MOST_THREADS: usize = 4;

/// A bank with the file it came from.
#[derive(Debug)]
pub struct LoadedBank {
    /// The bank.
    pub bank: Bank,
    /// Its file.
    pub file: Arc<SourceFile>,
    /// Where the bank's id stands.
    pub id_place: Range<usize>,
    /// Where each item stands, in the order of the items.
    pub items: Vec<ItemPlace>,
    /// Where the id of each case stands, in the order of the cases.
    pub cases: Vec<Range<u32>>,
    /// Whether the file has no fault; of one with faults only what is sound is here.
    pub is_whole: bool,
}

/// Where an item stands in its file, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPlace {
    /// Its table: from the header to the next item's header.
    pub table: Range<u32>,
    /// Its id.
    pub id: Range<u32>,
}

impl LoadedBank {
    /// Returns where a value of an item stands: `path` leads to it by keys and by numbers from 0 in arrays, such as
    /// `["options", "2", "why"]`; an empty path is the header. The table is parsed again for it, so that places cost
    /// nothing until one is asked for.
    pub fn value_place(&self, item: usize, path: &[&str]) -> Option<Range<usize>> {
        let table = wide(&self.items.get(item)?.table);
        let root = DeTable::parse(&self.file.text()[table.clone()]).ok()?;
        let mut value = root.get_ref().values().next()?;
        if let Some(array) = value.get_ref().as_array() {
            value = array.first()?;
        }
        for step in path {
            value = match value.get_ref().as_array() {
                Some(array) => array.get(step.parse::<usize>().ok()?)?,
                None => value.get_ref().as_table()?.get(*step)?,
            };
        }
        let span = value.span();
        Some(table.start + span.start..table.start + span.end)
    }
}

/// Returns what is sound of a bank with faults, so that its other items can be checked all the same; `None` when not
/// even its header can be read.
pub fn load_sound_part(file: &Arc<SourceFile>, packs: &Packs) -> Option<LoadedBank> {
    let from = file.mark_length();
    let first = read(file, &scan(file.text(), from, None), packs, false);
    if !first.is_broken {
        return first.bank;
    }
    read(
        file,
        &scan(file.text(), from, Some(&known_tables())),
        packs,
        false,
    )
    .bank
}

/// Returns the words that a header can be.
fn known_tables() -> Vec<&'static str> {
    let kinds = ItemKind::ALL.into_iter().map(ItemKind::word);
    kinds.chain(["bank", "case"]).collect()
}

/// Loads the bank that `file` holds. Returns every fault when there is one; a file with faults yields no bank.
/// With `thorough` every template is drawn once to see that it can be.
pub fn load_bank(
    file: &Arc<SourceFile>,
    packs: &Packs,
    thorough: bool,
) -> Result<LoadedBank, Vec<Diagnostic>> {
    let from = file.mark_length();
    let chunks = scan(file.text(), from, None);
    let first = read(file, &chunks, packs, thorough);
    if first.is_broken {
        let chunks = scan(file.text(), from, Some(&known_tables()));
        let second = read(file, &chunks, packs, thorough);
        if second.is_broken {
            return Err(second.faults.into_sorted(file));
        }
    }
    if first.faults.is_empty()
        && let Some(bank) = first.bank
    {
        return Ok(bank);
    }
    assert!(
        !first.faults.is_empty(),
        "a bank was left out without a fault being told"
    );
    Err(first.faults.into_sorted(file))
}

/// What one reading of a file gave.
struct Outcome {
    bank: Option<LoadedBank>,
    faults: Faults,
    /// Whether some part is not TOML.
    is_broken: bool,
}

/// What a part of a file gave.
#[derive(Default)]
pub(super) struct Part {
    pub(super) items: Vec<LoweredItem>,
    pub(super) cases: Vec<LoweredCase>,
    is_broken: bool,
}

fn read(file: &Arc<SourceFile>, chunks: &[Chunk], packs: &Packs, thorough: bool) -> Outcome {
    let mut reader = Reader::new(file);
    let mut is_broken = false;
    let mut header = None;
    let (tables, rest): (Vec<&Chunk>, Vec<&Chunk>) = chunks
        .iter()
        .partition(|chunk| holds_items(file.text(), chunk));
    for chunk in rest {
        let go_on = read_top(&mut reader, chunk, packs, &mut header, &mut is_broken);
        if !go_on {
            return Outcome {
                bank: None,
                faults: reader.faults,
                is_broken: false,
            };
        }
    }
    if header.is_none() && !is_broken {
        let start = file.mark_length();
        let error = Diagnostic::error(
            &code::MISSING_KEY,
            file,
            start..start,
            "`[bank]` is missing from the file",
        );
        reader.faults.push(error.with_help(
            "a bank says its id, title, credential, license and authors in a `[bank]` table",
        ));
    }
    let context = context(header.as_ref(), packs, thorough);
    let part = read_tables(&mut reader, &tables, &context, file.text().len());
    is_broken |= part.is_broken;
    check_ids(&mut reader, &part);
    check_cases(&mut reader, &part);
    if part.items.is_empty() && tables.is_empty() && !is_broken {
        let end = file.text().len();
        let error = Diagnostic::error(&code::EMPTY_BANK, file, end..end, "the bank has no items");
        reader
            .faults
            .push(error.with_help("add one, such as `[[choice]]`; `bank new` writes an example"));
    }
    let is_whole = reader.faults.is_empty() && !is_broken;
    let bank = header.and_then(|header| assemble(file, header, part, is_whole));
    Outcome {
        bank,
        faults: reader.faults,
        is_broken,
    }
}

fn context<'p>(header: Option<&BankHeader>, packs: &'p Packs, thorough: bool) -> Context<'p> {
    let credential = header.and_then(|header| header.credential.as_ref());
    Context {
        packs,
        credential: credential.and_then(|id| packs.by_id(id.as_str())),
        bank: header
            .and_then(|header| header.id.clone())
            .unwrap_or_else(|| BankId::new("")),
        credential_id: credential.cloned().unwrap_or_else(|| CredentialId::new("")),
        serves: header.map_or_else(|| Arc::from([]), |header| Arc::clone(&header.serves)),
        thorough,
        keys: ItemKind::ALL.into_iter().map(item_keys).collect(),
    }
}

/// Whether `chunk` is the table of an item or a case.
fn holds_items(text: &str, chunk: &Chunk) -> bool {
    chunk.header.as_ref().is_some_and(|header| {
        let name = header_name(text, header);
        name == "case" || ItemKind::from_word(name).is_some()
    })
}

/// Reads what stands before the first header, `[bank]`, and tables that are not known. Returns false when the file is of
/// a newer format, so that nothing else can be said of it.
fn read_top(
    reader: &mut Reader<'_>,
    chunk: &Chunk,
    packs: &Packs,
    bank: &mut Option<BankHeader>,
    is_broken: &mut bool,
) -> bool {
    let file = Arc::clone(reader.file);
    let text = &file.text()[chunk.range.clone()];
    reader.turn_to(chunk.range.start);
    let is_root = chunk.header.is_none() && chunk.range.start == file.mark_length();
    let Some(root) = parse(reader, chunk, text) else {
        *is_broken = true;
        return true;
    };
    let Some(header) = &chunk.header else {
        if is_root {
            return read_root(reader, &root);
        }
        return true;
    };
    let name = header_name(file.text(), header);
    if name != "bank" {
        unknown_table(reader, header, name);
        return true;
    }
    let Some(fields) = sole_table(reader, &root, header, name, "`[bank]`", false) else {
        return true;
    };
    if bank.is_some() {
        reader.fault(
            &code::REPEATED_TABLE,
            fields.span(),
            "`[bank]` stands twice",
        );
        return true;
    }
    *bank = Some(lower_header(reader, &fields, packs));
    true
}

fn read_root(reader: &mut Reader<'_>, root: &DeTable<'_>) -> bool {
    for (key, value) in root {
        let word: &str = key.get_ref();
        if word == "format" {
            if !check_format(reader, Entry { key: word, value }) {
                reader.faults = Faults {
                    found: reader.faults.found.pop().into_iter().collect(),
                    beyond: 0,
                };
                return false;
            }
        } else if word == "bank" || word == "case" || ItemKind::from_word(word).is_some() {
            let brackets = if word == "bank" {
                "[bank]".to_owned()
            } else {
                format!("[[{word}]]")
            };
            reader.fault_with_help(
                &code::TABLE_SHAPE,
                key.span(),
                format!("`{word}` is not written as a table of its own"),
                format!("begin it with a line `{brackets}`"),
            );
        } else {
            let message = format!("unknown key `{word}` at the head of the file");
            reader.unknown(
                &code::UNKNOWN_KEY,
                key.span(),
                message,
                word,
                std::iter::once("format"),
                "",
            );
        }
    }
    if !root.contains_key("format") {
        missing_format(reader);
    }
    true
}

/// Reads the tables of items and cases, on several threads when the file is large.
fn read_tables(
    reader: &mut Reader<'_>,
    chunks: &[&Chunk],
    context: &Context<'_>,
    length: usize,
) -> Part {
    let threads = if length < ALONE_BELOW {
        1
    } else {
        thread::available_parallelism().map_or(1, |count| count.get().min(MOST_THREADS))
    };
    let file = reader.file;
    let share = chunks.len().div_ceil(threads).max(1);
    let parts: Vec<(Part, Faults)> = thread::scope(|scope| {
        let mut shares = chunks.chunks(share);
        let own = shares.next().unwrap_or_default();
        let others: Vec<_> = shares
            .map(|chunks| scope.spawn(move || read_share(file, chunks, context)))
            .collect();
        let first = read_share(file, own, context);
        std::iter::once(first)
            .chain(others.into_iter().map(|other| {
                other
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            }))
            .collect()
    });
    let mut whole = Part::default();
    for (part, faults) in parts {
        whole.items.extend(part.items);
        whole.cases.extend(part.cases);
        whole.is_broken |= part.is_broken;
        reader.faults.append(faults);
    }
    whole
}

fn read_share(file: &Arc<SourceFile>, chunks: &[&Chunk], context: &Context<'_>) -> (Part, Faults) {
    let mut reader = Reader::new(file);
    let mut part = Part::default();
    part.items.reserve_exact(chunks.len());
    for chunk in chunks {
        read_table(&mut reader, chunk, context, &mut part);
    }
    (part, reader.faults)
}

fn read_table(reader: &mut Reader<'_>, chunk: &Chunk, context: &Context<'_>, part: &mut Part) {
    let Some(header) = &chunk.header else { return };
    let file = reader.file;
    let text = &file.text()[chunk.range.clone()];
    reader.turn_to(chunk.range.start);
    let name = header_name(file.text(), header);
    let kind = ItemKind::from_word(name);
    let Some(root) = parse(reader, chunk, text) else {
        part.is_broken = true;
        salvage(reader, kind, text, part);
        return;
    };
    let what = kind.map_or("`[[case]]`", table_words);
    let Some(fields) = sole_table(reader, &root, header, name, what, true) else {
        return;
    };
    match kind {
        Some(kind) => {
            let lowered = lower_item(reader, context, kind, &fields);
            part.items.push(LoweredItem {
                table: reader.place(0..text.len()),
                ..lowered
            });
        }
        None => part.cases.push(lower_case(reader, &fields)),
    }
}

/// Keeps the id and the case of a table that is not TOML, so that others that name it are not faulted for it.
fn salvage(reader: &mut Reader<'_>, kind: Option<ItemKind>, text: &str, part: &mut Part) {
    let find = |key: &str| -> Option<Named> {
        let line = text
            .lines()
            .find(|line| line.split('=').next().map(str::trim) == Some(key))?;
        let word = line.split(['"', '\'']).nth(1)?;
        let at = line.as_ptr() as usize - text.as_ptr() as usize;
        crate::domain::id::is_author_id(word)
            .then(|| (ItemId::new(word), reader.place(at..at + line.len())))
    };
    let (id, case) = (find("id"), find("case"));
    if kind.is_some() {
        part.items.push(LoweredItem {
            table: 0..0,
            id,
            case,
            item: None,
        });
    } else {
        part.cases.push(LoweredCase { id, case: None });
    }
}

/// Returns the bank; of one with faults, what is sound.
fn assemble(
    file: &Arc<SourceFile>,
    header: BankHeader,
    part: Part,
    is_whole: bool,
) -> Option<LoadedBank> {
    let mut items = Vec::with_capacity(part.items.len());
    let mut places = Vec::with_capacity(part.items.len());
    for lowered in part.items {
        let (Some(item), Some(id)) = (lowered.item, lowered.id) else {
            continue;
        };
        items.push(item);
        places.push(ItemPlace {
            table: lowered.table,
            id: id.1,
        });
    }
    let mut cases = Vec::with_capacity(part.cases.len());
    let mut case_places = Vec::with_capacity(part.cases.len());
    for lowered in part.cases {
        let (Some(case), Some(id)) = (lowered.case, lowered.id) else {
            continue;
        };
        cases.push(case);
        case_places.push(id.1);
    }
    Some(LoadedBank {
        bank: Bank {
            id: header.id?,
            title: header.title.unwrap_or_default(),
            credential: header.credential?,
            license: header.license.unwrap_or_default(),
            authors: header.authors.unwrap_or_default(),
            reviewed: header.reviewed,
            code_set: header.code_set,
            serves: header.serves,
            allow: header.allow,
            items,
            cases,
        },
        file: Arc::clone(file),
        id_place: header.id_span,
        items: places,
        cases: case_places,
        is_whole,
    })
}
