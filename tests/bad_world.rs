//! Bad worlds: each gives one plain sentence and a way on, or works. Nothing is lost, nothing panics, no escape gets out.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// One run of the program in an empty environment with a data folder.
struct Run {
    command: Command,
    input: Vec<u8>,
}

impl Run {
    fn new(data: &Path, words: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_preceptor"));
        command
            .args(words)
            .env_clear()
            .env("PRECEPTOR_DATA_DIR", data)
            .env("COLUMNS", "80");
        Self {
            command,
            input: Vec::new(),
        }
    }

    fn env(mut self, name: &str, value: impl AsRef<Path>) -> Self {
        self.command.env(name, value.as_ref());
        self
    }

    fn typed(mut self, input: impl AsRef<[u8]>) -> Self {
        self.input = input.as_ref().to_vec();
        self
    }

    fn output(mut self) -> Output {
        let mut child = self
            .command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = self.input;
        // The program may leave before it has read everything.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        output
    }
}

fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// Asserts that a run could not be done, told by one sentence that holds `words`, with a way on.
fn assert_refused(output: &Output, words: &str) {
    let text = said(output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert_eq!(text.matches("error:").count(), 1, "{text}");
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(words), "{text}");
    assert!(flat.contains("hint:"), "{text}");
}

fn answer_one(data: &Path) {
    let output = Run::new(data, &["quiz", "rhit", "-n", "2", "--kind", "choice"])
        .typed("a\nb\n")
        .output();
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn no_home_names_the_way_to_a_folder() {
    let mut run = Run::new(Path::new("unused"), &["progress"]);
    run.command
        .env_remove("PRECEPTOR_DATA_DIR")
        .env("HOME", "/dev/null");
    assert_refused(
        &run.output(),
        "the data folder `/dev/null/.local/share/preceptor` cannot be used",
    );
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    assert_refused(
        &Run::new(Path::new("/proc/no/such"), &["quiz", "rhit"]).output(),
        "the data folder `/proc/no/such` cannot be used",
    );
}

#[test]
fn the_prompt_works_without_a_store() {
    let output = Run::new(Path::new("/proc/no/such"), &[])
        .typed("bank list\nquit\n")
        .output();
    let text = said(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(
        text.contains("Nothing can be asked until answers can be kept"),
        "{text}"
    );
    assert!(text.contains("rhit-d1"), "{text}");
}

#[test]
fn a_full_disk_keeps_what_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    answer_one(folder.path());
    // A limit on the size of files stands for a full disk; 500 blocks of 1,024 bytes.
    let script = format!(
        "ulimit -f 500; exec {} quiz rhit -n 60 --kind choice",
        shlex::try_quote(env!("CARGO_BIN_EXE_preceptor")).unwrap()
    );
    let mut command = Command::new("bash");
    command
        .args(["-c", &script])
        .env_clear()
        .env("PRECEPTOR_DATA_DIR", folder.path())
        .env("PATH", "/usr/bin:/bin");
    let output = Run {
        command,
        input: "a\n".repeat(60).into_bytes(),
    }
    .output();
    let text = said(&output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    let acknowledged = text.matches(":help > a").count() - 1;
    assert!(
        acknowledged > 3,
        "the limit came too early to show anything: {text}"
    );
    let history = Run::new(folder.path(), &["history", "--json"]).output();
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&history.stdout).unwrap();
    assert_eq!(
        rows[0]["answered"].as_u64(),
        Some(acknowledged as u64),
        "{text}"
    );
    let check = Run::new(folder.path(), &["store", "check"]).output();
    assert!(check.status.success(), "{}", said(&check));
    let resumed = Run::new(folder.path(), &["quiz", "--resume"])
        .typed("a\n")
        .output();
    assert!(resumed.status.success(), "{}", said(&resumed));
}

#[test]
fn a_newer_store_is_left_untouched() {
    let folder = tempfile::tempdir().unwrap();
    answer_one(folder.path());
    let file = folder.path().join("preceptor.sqlite3");
    let mut bytes = fs::read(&file).unwrap();
    // `user_version` is the big-endian number at offset 60 of an SQLite file (sqlite.org/fileformat2.html, 1.3).
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    fs::write(&file, &bytes).unwrap();
    assert_refused(
        &Run::new(folder.path(), &["progress"]).output(),
        "written by a newer version",
    );
    assert_refused(
        &Run::new(folder.path(), &["quiz", "rhit"]).output(),
        "written by a newer version",
    );
    assert_eq!(fs::read(&file).unwrap(), bytes);
}

#[test]
fn a_damaged_store_names_its_copy_and_comes_back_from_it() {
    let folder = tempfile::tempdir().unwrap();
    answer_one(folder.path());
    assert!(
        Run::new(folder.path(), &["store", "backup"])
            .output()
            .status
            .success()
    );
    let file = folder.path().join("preceptor.sqlite3");
    let mut bytes = fs::read(&file).unwrap();
    bytes[4096..40_960].fill(0x5a);
    fs::write(&file, &bytes).unwrap();
    assert_refused(
        &Run::new(folder.path(), &["progress"]).output(),
        "is damaged",
    );
    let restored = Run::new(folder.path(), &["store", "restore"]).output();
    assert!(restored.status.success(), "{}", said(&restored));
    assert!(
        said(&restored).contains("is kept in"),
        "{}",
        said(&restored)
    );
    let history = Run::new(folder.path(), &["history", "--json"]).output();
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&history.stdout).unwrap();
    assert_eq!(rows[0]["answered"].as_u64(), Some(2));
}

#[test]
fn another_programs_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("preceptor.sqlite3"), "a shopping list\n").unwrap();
    assert_refused(
        &Run::new(folder.path(), &["progress"]).output(),
        "does not begin as a database does",
    );
}

#[test]
fn missing_and_empty_banks_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    assert_refused(
        &Run::new(&data, &["quiz", "no/such.toml"]).output(),
        "`no/such.toml` does not exist",
    );
    assert_refused(
        &Run::new(&data, &["bank", "check", empty.to_str().unwrap()]).output(),
        "holds no `.toml` file",
    );
    fs::write(
        empty.join("bank.toml"),
        "format = 1\n[bank]\nid = \"e\"\ntitle = \"E\"\ncredential = \"rhit\"\nlicense = \"CC0\"\nauthors = [\"A\"]\n",
    )
    .unwrap();
    let output = Run::new(&data, &["bank", "check", empty.to_str().unwrap()]).output();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("the bank has no items"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_faulty_bank_is_left_out_and_the_rest_works() {
    let folder = tempfile::tempdir().unwrap();
    let bank = folder.path().join("bad.toml");
    fs::write(
        &bank,
        "format = 1\n[bank]\nid = \"bad\"\ntitel = \"B\"\n[[choice]]\nid = \"x\"\nstem = \"?\n",
    )
    .unwrap();
    let output = Run::new(
        &folder.path().join("data"),
        &["--bank", bank.to_str().unwrap(), "quiz", "rhit", "-n", "1"],
    )
    .typed(":quit\n")
    .output();
    let text = said(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(
        text.contains("did you mean `title`?") && text.contains("bad.toml:4:1"),
        "{text}"
    );
    assert!(text.contains("1 file left out because of faults"), "{text}");
    assert!(text.contains("Question 1 of 1"), "{text}");
}

#[test]
fn odd_input_is_typed_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut input = b"\xff\xfe\n".to_vec();
    input.extend(std::iter::repeat_n(b'x', 5_000_000));
    input.extend(b"\n\x1b[31m\na\n");
    let output = Run::new(
        folder.path(),
        &["quiz", "rhit", "-n", "1", "--kind", "choice"],
    )
    .typed(input)
    .output();
    let text = said(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("That line was not readable text"), "{text}");
    assert!(
        text.contains("That line is too long to be an answer"),
        "{text}"
    );
    assert!(text.contains("Result"), "{text}");
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn a_reader_that_leaves_ends_the_program_quietly() {
    let folder = tempfile::tempdir().unwrap();
    let script = format!(
        "{} bank show terminology | head -1",
        shlex::try_quote(env!("CARGO_BIN_EXE_preceptor")).unwrap()
    );
    let mut command = Command::new("bash");
    command.args(["-o", "pipefail", "-c", &script]).env_clear();
    command
        .env("PATH", "/usr/bin:/bin")
        .env("PRECEPTOR_DATA_DIR", folder.path());
    let output = Run {
        command,
        input: Vec::new(),
    }
    .output();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn two_terminals_cannot_sit_the_same_quiz() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = Run::new(folder.path(), &["quiz", "rhit", "-n", "3"])
        .command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut buffer = [0; 1];
    let mut seen = Vec::new();
    let output = first.stdout.as_mut().unwrap();
    while !seen.ends_with(b":help > ") {
        assert_eq!(
            std::io::Read::read(output, &mut buffer).unwrap(),
            1,
            "{}",
            String::from_utf8_lossy(&seen)
        );
        seen.push(buffer[0]);
    }
    let second = Run::new(folder.path(), &["quiz", "--resume"]).output();
    assert_refused(
        &second,
        &format!("is being taken by process {}", first.id()),
    );
    assert!(
        Run::new(folder.path(), &["history"])
            .output()
            .status
            .success()
    );
    first.kill().unwrap();
    first.wait().unwrap();
    let third = Run::new(folder.path(), &["quiz", "--resume"])
        .typed(":quit\n")
        .output();
    assert!(third.status.success(), "{}", said(&third));
}

/// A bank whose every text carries what could steer a terminal.
fn poison_bank(folder: &Path) -> PathBuf {
    const POISON: &str = r"\u001b[31m\u001b]0;title\u0007\u009b2J\u202e\u200f\b\r\u007f";
    let path = folder.join("poison.toml");
    let text = format!(
        r#"format = 1
[bank]
id = "poison"
title = "T{POISON}"
credential = "rhit"
license = "L{POISON}"
authors = ["A{POISON}"]

[[case]]
id = "poison-case"
title = "C{POISON}"
record = "R{POISON}"

[[choice]]
id = "poison-1"
domain = "1"
level = "recall"
case = "poison-case"
hint = "H{POISON}"
stem = "S{POISON}"
options = [
  {{ text = "one{POISON}", key = true, why = "w{POISON}" }},
  {{ text = "two{POISON}", why = "v{POISON}" }},
]
reference = ["ref{POISON}"]

[[card]]
id = "poison-2"
domain = "1"
term = "t{POISON}"
definition = "d{POISON}"
example = "e{POISON}"

[[text]]
id = "poison-3"
domain = "1"
level = "recall"
stem = "S{POISON}"
accept = ["x{POISON}"]
why = "w{POISON}"
"#
    );
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn nothing_in_a_bank_steers_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let bank = poison_bank(folder.path());
    let bank = bank.to_str().unwrap();
    let data = folder.path().join("data\u{1b}[31m");
    let quiz = format!("quiz {bank} --kind choice --kind card --kind text\n");
    let input = format!(
        "{quiz}:hint\na\na\na\n:why\na\nreview\nbank list\nbank show poison\nbank show poison-1\nnote poison-1 \u{1b}[2Jn\n\
         note\nflag poison-1\nflag\ndispute poison-1 why\u{7}\ndispute\nhistory\nprogress\nprogress --by task\n\
         quiz \u{1b}]52;c;x\u{7}\nhelp quiz\n"
    );
    for extra in [&[][..], &["--plain"][..], &["--color", "never"][..]] {
        let mut words = vec!["--bank", bank];
        words.extend(extra);
        let output = Run::new(&data, &words)
            .typed(&input)
            .env("LANG", "C.UTF-8")
            .output();
        let text = said(&output);
        assert!(
            text.contains("Question 1 of 3") && text.contains("poison-1"),
            "{text}"
        );
        let bad: Vec<char> = text
            .chars()
            .filter(|letter| {
                (letter.is_control() && *letter != '\n')
                    || matches!(letter, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            })
            .collect();
        assert!(bad.is_empty(), "{bad:?} in\n{text}");
    }
}

#[test]
fn every_width_works() {
    let folder = tempfile::tempdir().unwrap();
    for width in [
        "0", "1", "2", "10", "20", "40", "79", "80", "120", "500", "nonsense",
    ] {
        let input = "quiz rhit -n 2 --seed 3\na\n1A\n:quit\nprogress\nhistory\nbank list\nbank show rhit-d1\nhelp\ngoal\n";
        let output = Run::new(&folder.path().join(width), &[])
            .env("COLUMNS", width)
            .typed(input)
            .output();
        let text = String::from_utf8(output.stdout.clone()).unwrap();
        assert_eq!(output.status.code(), Some(0), "{width}: {}", said(&output));
        let Ok(columns @ 20..) = width.parse::<usize>() else {
            continue;
        };
        assert!(text.contains("Preceptor"), "{width}: {}", said(&output));
        // Lines of clap's own help and the echo of what was typed are not ours to wrap.
        let ours = text.split("preceptor> help").next().unwrap();
        let wide: Vec<&str> = ours
            .lines()
            .filter(|line| line.chars().count() > columns && !line.contains("> "))
            .collect();
        assert!(wide.is_empty(), "{width}: {wide:?}");
    }
}
