//! A made-up bank of any size, for benches and tests: every kind, lengths as authors write them.

use std::fmt::Write as _;

/// Returns the text of a bank with `items` items for the RHIT pack; 100,000 of them are about 60 MB.
pub(crate) fn big_bank(items: usize) -> String {
    let mut text = String::with_capacity(items * 560 + 400);
    text.push_str(
        "format = 1\n\n[bank]\nid = \"big\"\ntitle = \"A big bank\"\ncredential = \"rhit\"\nlicense = \"CC-BY-4.0\"\nauthors = [\"Nobody\"]\n",
    );
    for number in 0..items {
        add_item(&mut text, number).expect("a String can be written");
    }
    text
}

fn add_item(text: &mut String, number: usize) -> std::fmt::Result {
    let kind = match number % 20 {
        0..=13 => "choice",
        14 | 15 => "multiple",
        16 => "numeric",
        17 => "text",
        18 => "match",
        _ => "card",
    };
    write!(
        text,
        "\n[[{kind}]]\nid = \"big-{kind}-{number}\"\ndomain = \"{}\"\ntask = [\"t{:02}\"]\nstatus = \"scored\"\nwritten = 2026-11-22\n",
        number % 6 + 1,
        number % 20 + 1
    )?;
    if kind != "card" {
        write!(
            text,
            "level = \"application\"\nstem = \"\"\"\nClinic {number} receives a request for a record of {} pages.\n\nWhat should the technician do first?\n\"\"\"\nreference = [\"45 CFR 164.512(e)(1)(ii) (2026)\"]\n",
            number % 97
        )?;
    }
    match kind {
        "choice" | "multiple" => {
            if kind == "multiple" {
                text.push_str("choose = 2\n");
            }
            text.push_str("options = [\n");
            for option in 0..4 {
                let key = option == 0 || (kind == "multiple" && option == 1);
                let key = if key { ", key = true" } else { "" };
                writeln!(
                    text,
                    "  {{ text = \"Option {option} of item {number}: ask for proof\"{key}, why = \"The rule asks for it.\" }},"
                )?;
            }
            text.push_str("]\n");
        }
        "numeric" => text.push_str(
            "vars = { beds = { min = 80, max = 320, step = 10 }, days = { pick = [28, 30, 31] } }\nanswer = \"beds * days\"\nround = 1\nwhy = \"{beds} × {days} = {answer}.\"\n",
        ),
        "text" => writeln!(
            text,
            "accept = [\"myocardium {number}\", \"heart muscle {number}\"]\nwhy = \"my/o = muscle, cardi/o = heart.\""
        )?,
        "match" => text.push_str(
            "pairs = [\n  { left = \"UHDDS\", right = \"Acute inpatient care\", why = \"Its name says so.\" },\n  { left = \"OASIS\", right = \"Home health care\" },\n  { left = \"MDS\", right = \"Long-term care\" },\n]\nwhy = \"Each setting has a data set.\"\n",
        ),
        _ => writeln!(text, "term = \"nephr/o {number}\"\ndefinition = \"kidney\"\nexample = \"nephrectomy: surgical removal of a kidney\"")?,
    }
    Ok(())
}
