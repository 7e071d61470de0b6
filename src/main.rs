//! The program: parse, call, turn the result into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(preceptor::repl::run_program(std::env::args_os()))
}
