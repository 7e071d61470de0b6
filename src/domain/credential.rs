//! Credentials as data: exam, outlines, domains with their tasks, renewal rules, each fact with its source.
