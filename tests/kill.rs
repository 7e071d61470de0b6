//! Killed at any moment: no acknowledged answer is lost, none is doubled, and the quiz goes on.
//!
//! An answer is acknowledged when the next prompt has appeared. `PRECEPTOR_KILL_ROUNDS` asks for more rounds than the
//! run of every day.

use std::{
    env,
    io::{Read as _, Write as _},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use preceptor::domain::Chance;

/// What ends a prompt at a question.
const PROMPT: &[u8] = b":help > ";

fn program(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_preceptor"));
    command
        .args(words)
        .env_clear()
        .env("PRECEPTOR_DATA_DIR", folder)
        .env("COLUMNS", "80");
    command
}

/// Returns how many answers the store holds, and how many attempts are open.
fn stored(folder: &Path) -> (usize, usize) {
    let output = program(folder, &["history", "--json", "-n", "1000"])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let answered = rows
        .iter()
        .map(|row| usize::try_from(row["answered"].as_u64().unwrap()).unwrap())
        .sum();
    (
        answered,
        rows.iter().filter(|row| row["state"] == "open").count(),
    )
}

/// Counts the prompts that appear on `child`'s output; the first one is also told through the channel.
fn count_prompts(
    child: &mut Child,
) -> (Arc<AtomicUsize>, mpsc::Receiver<()>, thread::JoinHandle<()>) {
    let seen = Arc::new(AtomicUsize::new(0));
    let (tell, told) = mpsc::channel();
    let mut output = child.stdout.take().unwrap();
    let counter = Arc::clone(&seen);
    let reader = thread::spawn(move || {
        let mut text = Vec::new();
        let mut buffer = [0; 4096];
        while let Ok(read) = output.read(&mut buffer) {
            if read == 0 {
                break;
            }
            text.extend_from_slice(&buffer[..read]);
            let prompts = text
                .windows(PROMPT.len())
                .filter(|window| *window == PROMPT)
                .count();
            counter.store(prompts, Ordering::SeqCst);
            if prompts > 0 {
                // The receiver is gone once it knows.
                let _ = tell.send(());
            }
        }
    });
    (seen, told, reader)
}

#[test]
fn no_acknowledged_answer_is_lost_when_the_program_is_killed() {
    let rounds: u64 = env::var("PRECEPTOR_KILL_ROUNDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(200);
    let folder = tempfile::tempdir().unwrap();
    let mut chance = Chance::new(20_261_122, "kill");
    let (mut before, mut open) = (0, 0);
    let mut acknowledged_in_all = 0;
    for round in 0..rounds {
        let words: &[&str] = if open > 0 {
            &["quiz", "--resume"]
        } else {
            &["quiz", "rhit", "-n", "60", "--kind", "choice"]
        };
        let mut child = program(folder.path(), words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let (seen, first_prompt, reader) = count_prompts(&mut child);
        let answers = 1 + chance.index(12);
        // Answers are typed ahead, so that the moment of death falls anywhere in reading, grading and committing.
        let sent = if input.write_all("a\n".repeat(answers).as_bytes()).is_ok() {
            answers
        } else {
            0
        };
        let _ = first_prompt.recv();
        let until = Duration::from_micros(chance.below(12_000));
        let (stop, never) = mpsc::channel::<()>();
        let _ = never.recv_timeout(until);
        drop(stop);
        child.kill().unwrap();
        child.wait().unwrap();
        reader.join().unwrap();
        drop(input);
        let acknowledged = seen.load(Ordering::SeqCst).saturating_sub(1).min(sent);
        let (now, open_now) = stored(folder.path());
        assert!(
            before + acknowledged <= now && now <= before + sent,
            "round {round}: {before} stored before, {sent} sent, {acknowledged} acknowledged, {now} stored after"
        );
        acknowledged_in_all += acknowledged;
        (before, open) = (now, open_now);
    }
    assert!(
        acknowledged_in_all > 0,
        "nothing was acknowledged, so nothing was tried"
    );
    let check = program(folder.path(), &["store", "check"])
        .output()
        .unwrap();
    assert!(
        check.status.success(),
        "{}",
        String::from_utf8_lossy(&check.stdout)
    );
}
