//! `bank schema`: the JSON Schema of the files that authors write.

use crate::{
    bank::schema,
    command::{Context, Outcome, error::CommandError},
};

use super::arguments::SchemaArguments;

pub(super) fn run(
    context: &mut Context,
    arguments: &SchemaArguments,
) -> Result<Outcome, CommandError> {
    context.print_json(&schema(arguments.file.kind()))?;
    Ok(Outcome::Done)
}
