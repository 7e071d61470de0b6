//! Transcripts: every `console` block of `README.md` and of `tests/transcripts/*.md` is run, and what the program says
//! must be what stands there, to the letter.
//!
//! A line `$ preceptor …` is a command of the shell. What is typed at a prompt stands behind it, because the program
//! repeats piped lines; the runner reads its input from there. Other `$` lines may be `cd`, which is skipped. The blocks
//! of a file share one data folder, so a later block finds what an earlier one did. The files of `tests/fixtures` lie in
//! the working folder. `[exit 1]` closes a command that ends
//! with another code than 0; the error stream follows the output. `UPDATE_TRANSCRIPTS=1` writes what the program says now
//! into the files: read the difference before you keep it.

use std::{
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What ends every prompt of the program.
const PROMPTS: [&str; 2] = ["preceptor> ", ":help > "];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs one command of a transcript in `folder` and returns what it says.
fn run(folder: &Path, words: &[String], input: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_preceptor"))
        .args(words)
        .current_dir(folder)
        .env_clear()
        .env("PRECEPTOR_DATA_DIR", "data")
        .env("PRECEPTOR_NOW", "2026-11-22T09:00:00-05:00")
        .env("PRECEPTOR_SEED", "7")
        .env("COLUMNS", "80")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let mut said = String::from_utf8(output.stdout).unwrap();
    said.push_str(&String::from_utf8(output.stderr).unwrap());
    match output.status.code() {
        Some(0) => {}
        code => said.push_str(&format!(
            "[exit {}]\n",
            code.map_or("by a signal".to_owned(), |code| code.to_string())
        )),
    }
    said
}

/// Returns what was typed in the expected lines of a command.
fn typed(expected: &str) -> String {
    let mut input = String::new();
    for line in expected.lines() {
        let typed = PROMPTS.iter().find_map(|prompt| {
            let at = line.find(prompt.trim_end())?;
            let is_prompt = *prompt == PROMPTS[1] || at == 0;
            is_prompt.then(|| line[at + prompt.trim_end().len()..].trim_start())
        });
        if let Some(typed) = typed.filter(|typed| !typed.is_empty()) {
            input.push_str(typed);
            input.push('\n');
        }
    }
    input
}

/// Returns the text of a `console` block as the program would have it now.
fn rerun(block: &str, folder: &Path) -> String {
    let mut now = String::new();
    let mut lines = block.lines().peekable();
    while let Some(line) = lines.next() {
        now.push_str(line);
        now.push('\n');
        let mut expected = String::new();
        while let Some(said) = lines.next_if(|said| !said.starts_with("$ ")) {
            expected.push_str(said);
            expected.push('\n');
        }
        let words = shlex::split(line.trim_start_matches("$ ")).unwrap();
        match words.first().map(String::as_str) {
            Some("preceptor") => {
                let said = run(folder, &words[1..], &typed(&expected));
                now.push_str(&without_trailing_spaces(&said));
            }
            _ => now.push_str(&expected),
        }
    }
    now
}

fn without_trailing_spaces(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    if lines.is_empty() {
        String::new()
    } else {
        lines.join("\n") + "\n"
    }
}

/// Returns `text` with every `console` block run again.
fn rerun_file(text: &str, folder: &Path) -> String {
    let mut now = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("```console\n") {
        let (block, after) = after.split_once("```").unwrap();
        now.push_str(before);
        now.push_str("```console\n");
        now.push_str(&rerun(block, folder));
        now.push_str("```");
        rest = after;
    }
    now + rest
}

fn check(path: &Path) {
    let folder = tempfile::tempdir().unwrap();
    for fixture in fs::read_dir(root().join("tests/fixtures"))
        .unwrap()
        .map(Result::unwrap)
    {
        if fixture.path().is_file() {
            fs::copy(fixture.path(), folder.path().join(fixture.file_name())).unwrap();
        }
    }
    let text = fs::read_to_string(path).unwrap();
    let now = rerun_file(&text, folder.path());
    if env::var_os("UPDATE_TRANSCRIPTS").is_some() {
        fs::write(path, &now).unwrap();
        return;
    }
    if now != text {
        let differs = text
            .lines()
            .zip(now.lines())
            .position(|(one, other)| one != other);
        let line = differs.unwrap_or_else(|| text.lines().count().min(now.lines().count()));
        let around = |text: &str| {
            text.lines()
                .skip(line.saturating_sub(2))
                .take(6)
                .collect::<Vec<_>>()
                .join("\n")
        };
        panic!(
            "{}:{}: expected\n{}\n\nbut the program says\n{}",
            path.display(),
            line + 1,
            around(&text),
            around(&now)
        );
    }
}

#[test]
fn the_examples_of_the_readme_are_what_the_program_says() {
    check(&root().join("README.md"));
}

#[test]
fn the_transcripts_are_what_the_program_says() {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join("tests/transcripts"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() >= 5, "the transcripts are gone");
    for file in files {
        check(&file);
    }
}

#[test]
fn input_is_read_from_behind_the_prompts() {
    let expected =
        "Preceptor\npreceptor> quiz rhit\nA-D  :skip :flag :quit :help > b\npreceptor>\n";
    assert_eq!(typed(expected), "quiz rhit\nb\n");
}
