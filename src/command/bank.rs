//! `bank`: list, show, check and write question banks.

pub(super) mod arguments;
mod fmt;
mod list;
mod new;
mod schema;
mod show;
mod stats;

use super::{
    Context, Outcome,
    arguments::{BankArguments, BankCommand},
    bank_check, bank_explain, bank_robot,
    error::CommandError,
};

pub(super) fn run(
    context: &mut Context,
    arguments: &BankArguments,
) -> Result<Outcome, CommandError> {
    match &arguments.command {
        BankCommand::List { reporting } => list::run(context, *reporting),
        BankCommand::Show { id, coverage } => show::run(context, id, *coverage),
        BankCommand::New(arguments) => new::run(context, arguments),
        BankCommand::Fmt(arguments) => fmt::run(context, arguments),
        BankCommand::Stats(arguments) => stats::run(context, arguments),
        BankCommand::Schema(arguments) => schema::run(context, arguments),
        BankCommand::Check(arguments) => bank_check::run(context, arguments),
        BankCommand::Explain { code, reporting } => {
            bank_explain::run(context, code.as_deref(), *reporting)
        }
        BankCommand::Robot { paths, reporting } => bank_robot::run(context, paths, *reporting),
    }
}
