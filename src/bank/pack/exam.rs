//! The exam: its figures, its scale and its sections.

use super::{
    key,
    provenance::{PackReader, amount, count, duration, own_id, share},
};
use crate::{
    bank::{
        code,
        reader::{Entry, Fields, Reader},
    },
    domain::{
        credential::{Domain, Exam, Scale, Section},
        id::DomainId,
        word::Word,
    },
};

/// Reads `[exam]`, `[exam.scale]` and `[[exam.section]]`.
pub(super) fn lower_exam(
    pack: &mut PackReader<'_, '_>,
    root: &Fields<'_, '_>,
    domains: Option<&[Domain]>,
) -> Option<Exam> {
    let Some(entry) = root.get("exam") else {
        pack.reader.missing(&code::MISSING_KEY, root, "exam");
        return None;
    };
    let fields = pack.reader.table(entry, "`[exam]`")?;
    pack.reader.known_keys(&fields, key::EXAM.names);
    let items = pack.fact(&fields, "items", count);
    let scored = pack.fact(&fields, "scored", count);
    let pretest = pack.fact(&fields, "pretest", count);
    let minutes = pack.fact(&fields, "minutes", count);
    let appointment_minutes = pack.fact(&fields, "appointment_minutes", count);
    let options = pack.fact(&fields, "options", count);
    let item_kinds = pack.fact(&fields, "item_kinds", words);
    let levels = pack.fact(&fields, "levels", words);
    let navigation = pack.fact(&fields, "navigation", Reader::word);
    let answer_required = pack.fact(&fields, "answer_required", Reader::flag);
    let book = pack.fact(&fields, "book", Reader::word);
    let books = pack.fact(&fields, "books", Reader::texts);
    let calculator = pack.fact(&fields, "calculator", Reader::word);
    let guess_penalty = pack.fact(&fields, "guess_penalty", Reader::flag);
    let breaks = pack.fact(&fields, "breaks", Reader::word);
    let multiple_scoring = pack.fact(&fields, "multiple_scoring", Reader::word);
    let results = pack.fact(&fields, "results", Reader::own_text);
    let delivery = pack.fact(&fields, "delivery", words);
    let vendor = pack.fact(&fields, "vendor", Reader::own_text);
    let schedule_within = pack.fact(&fields, "schedule_within", duration);
    let practice_cut = pack.fact(&fields, "practice_cut", share);
    let practice_cut_sentence =
        pack.reader
            .required(&fields, "practice_cut_sentence", Reader::own_text);
    let scale = lower_scale(pack, &fields);
    let before = pack.reader.faults.count();
    let sections = pack.required_rows(&fields, "section", "`[[exam.section]]`", lower_section);
    let sound = (before == pack.reader.faults.count()).then_some(&sections[..]);
    let counts = [&items, &scored, &pretest].map(|fact| fact.as_ref()?.value().copied());
    check_sums(pack.reader, &fields, counts, sound);
    if let (Some(sections), Some(domains)) = (sound, domains) {
        check_sections(pack.reader, &fields, sections, domains);
    }
    Some(Exam {
        items: items?,
        scored: scored?,
        pretest: pretest?,
        minutes: minutes?,
        appointment_minutes: appointment_minutes?,
        options: options?,
        item_kinds: item_kinds?,
        levels: levels?,
        navigation: navigation?,
        answer_required: answer_required?,
        book: book?,
        books: books?,
        calculator: calculator?,
        guess_penalty: guess_penalty?,
        breaks: breaks?,
        multiple_scoring: multiple_scoring?,
        results: results?,
        delivery: delivery?,
        vendor: vendor?,
        schedule_within: schedule_within?,
        practice_cut: practice_cut?,
        practice_cut_sentence: practice_cut_sentence?,
        scale: scale?,
        sections,
    })
}

/// Reads an array of words.
fn words<T: Word>(reader: &mut Reader<'_>, entry: Entry<'_, '_>) -> Option<Vec<T>> {
    reader.set(entry, Reader::word)
}

fn lower_scale(pack: &mut PackReader<'_, '_>, exam: &Fields<'_, '_>) -> Option<Scale> {
    let Some(entry) = exam.get("scale") else {
        pack.reader.missing(&code::MISSING_KEY, exam, "scale");
        return None;
    };
    let fields = pack.reader.table(entry, "`[exam.scale]`")?;
    pack.reader.known_keys(&fields, key::SCALE.names);
    let kind = pack.fact(&fields, "kind", Reader::word);
    let low = pack.fact(&fields, "low", amount);
    let high = pack.fact(&fields, "high", amount);
    let cut = pack.fact(&fields, "cut", amount);
    Some(Scale {
        kind: kind?,
        low: low?,
        high: high?,
        cut: cut?,
    })
}

fn lower_section(pack: &mut PackReader<'_, '_>, fields: &Fields<'_, '_>) -> Option<Section> {
    pack.reader.known_keys(fields, key::SECTION.names);
    let id = pack.reader.required(fields, "id", own_id);
    let name = pack.reader.required(fields, "name", Reader::own_text);
    let domains = pack.reader.required(fields, "domains", |reader, entry| {
        reader.set(entry, |reader, one| reader.text(one).map(DomainId::new))
    });
    let book = pack.reader.required(fields, "book", Reader::word);
    let items = pack.fact(fields, "items", count);
    let minutes = pack.fact(fields, "minutes", count);
    let break_after = pack.reader.required(fields, "break_after", Reader::flag);
    Some(Section {
        id: id?,
        name: name?,
        domains: domains?,
        book: book?,
        items: items?,
        minutes: minutes?,
        break_after: break_after?,
    })
}

/// Adds faults when figures that are known do not add up: items, scored and pretest ones, and those of the sections.
fn check_sums(
    reader: &mut Reader<'_>,
    fields: &Fields<'_, '_>,
    [items, scored, pretest]: [Option<u32>; 3],
    sections: Option<&[Section]>,
) {
    let Some(items) = items else {
        return;
    };
    let mut check = |key: &'static str, sum: u32, what: &str| {
        if sum != items {
            let span = fields
                .get(key)
                .map_or(fields.span(), |entry| entry.value.span());
            reader.fault(
                &code::ITEM_SUM,
                span,
                format!("{what} sum to {sum}, but the exam has {items} items"),
            );
        }
    };
    if let (Some(scored), Some(pretest)) = (scored, pretest) {
        check("scored", scored + pretest, "scored and pretest items");
    }
    let sections: Option<Vec<u32>> = sections.and_then(|sections| {
        let counts = sections
            .iter()
            .map(|section| section.items.value().copied());
        counts.collect()
    });
    if let Some(sections) = sections.filter(|sections| !sections.is_empty()) {
        check("section", sections.iter().sum(), "the sections' items");
    }
}

/// Adds faults when a domain stands in no section or in two, and when a break follows the last section.
fn check_sections(
    reader: &mut Reader<'_>,
    fields: &Fields<'_, '_>,
    sections: &[Section],
    domains: &[Domain],
) {
    let Some(entry) = fields.get("section") else {
        return;
    };
    let mut covered: Vec<&str> = sections
        .iter()
        .flat_map(|section| section.domains.iter().map(DomainId::as_str))
        .collect();
    let mut known: Vec<&str> = domains.iter().map(|domain| domain.id.as_str()).collect();
    covered.sort_unstable();
    known.sort_unstable();
    if covered != known {
        reader.fault(
            &code::SECTION_DOMAINS,
            entry.value.span(),
            format!(
                "the sections hold the domains {}, the pack has {}",
                covered.join(", "),
                known.join(", ")
            ),
        );
    }
    if sections.last().is_some_and(|section| section.break_after) {
        let last = entry
            .value
            .get_ref()
            .as_array()
            .and_then(|array| array.last())
            .map_or(entry.value.span(), toml::Spanned::span);
        reader.fault(
            &code::LAST_BREAK,
            last,
            "`break_after` is true on the last section",
        );
    }
}
