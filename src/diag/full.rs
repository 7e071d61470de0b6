//! Diagnostics as people read them: the author's own lines, with carets under what is meant.

use std::{borrow::Cow, ops::Range, sync::Arc};

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Patch, Renderer, Snippet,
    renderer::DecorStyle,
};

use super::{
    diagnostic::{Diagnostic, Severity},
    source::SourceFile,
    visible::{visible, visible_in_place},
};

/// Lines longer than this are not shown, only named: no screen holds them.
const LONGEST_LINE: usize = 2_000;
/// A span over more lines than this is cut to its first line.
const MOST_LINES: usize = 3;
/// Two places at most so many bytes apart are shown in one excerpt.
const NEAR: usize = 1_000;

/// How diagnostics are to look.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Whether colours are used.
    pub color: bool,
    /// Columns of the screen.
    pub width: usize,
}

/// Returns `diagnostics` as people read them, each followed by an empty line.
pub fn full(diagnostics: &[Diagnostic], look: Look) -> String {
    let renderer = if look.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer
        .term_width(look.width.max(20))
        .decor_style(DecorStyle::Ascii);
    let mut pages = String::new();
    for diagnostic in diagnostics {
        for line in renderer.render(&report(diagnostic)).lines() {
            pages.push_str(line.trim_end());
            pages.push('\n');
        }
        pages.push('\n');
    }
    pages
}

/// A place to be shown: the bytes of the file, the words below, whether it is the main one.
struct Mark<'a> {
    file: &'a Arc<SourceFile>,
    span: Range<usize>,
    text: Option<&'a str>,
    kind: AnnotationKind,
}

fn report(diagnostic: &Diagnostic) -> Vec<Group<'_>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut marks = vec![Mark {
        file: &diagnostic.file,
        span: shown_span(&diagnostic.file, &diagnostic.span),
        text: diagnostic.label.as_deref(),
        kind: AnnotationKind::Primary,
    }];
    marks.extend(diagnostic.secondary.iter().map(|label| Mark {
        file: &label.file,
        span: shown_span(&label.file, &label.span),
        text: Some(&label.text),
        kind: AnnotationKind::Context,
    }));
    let mut group = level
        .primary_title(visible(&diagnostic.message))
        .id(diagnostic.code.id)
        .elements(excerpts(marks));
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    let mut groups = vec![group];
    groups.extend(suggestion(diagnostic));
    groups
}

/// Returns one element for each cluster of places that stand near each other in one file.
fn excerpts(marks: Vec<Mark<'_>>) -> Vec<Element<'_>> {
    let mut clusters: Vec<Vec<Mark<'_>>> = Vec::new();
    for mark in marks {
        let near = clusters.iter_mut().find(|cluster| {
            cluster.iter().any(|other| {
                Arc::ptr_eq(other.file, mark.file)
                    && other.span.start.abs_diff(mark.span.start) <= NEAR
            })
        });
        match near {
            Some(cluster) => cluster.push(mark),
            None => clusters.push(vec![mark]),
        }
    }
    clusters.into_iter().map(excerpt).collect()
}

fn excerpt(cluster: Vec<Mark<'_>>) -> Element<'_> {
    let file = cluster[0].file;
    let from = cluster.iter().map(|mark| mark.span.start).min();
    let to = cluster.iter().map(|mark| mark.span.end).max();
    let lines = file.lines_around(&(from.unwrap_or(0)..to.unwrap_or(0)));
    let first = file.position(cluster[0].span.start);
    if let Some(source) = shown_source(file, &lines) {
        let line = file.position(lines.start).line;
        let annotations: Vec<Annotation<'_>> = cluster
            .into_iter()
            .map(|mark| {
                mark.kind
                    .span(mark.span.start - lines.start..mark.span.end - lines.start)
                    .label(mark.text.map(visible))
            })
            .collect();
        Snippet::source(source)
            .path(visible(file.path()))
            .line_start(line)
            .annotations(annotations)
            .into()
    } else {
        Origin::path(visible(file.path()))
            .line(first.line)
            .char_column(first.column)
            .into()
    }
}

/// Returns the lines as they can be shown, with every byte at its place; `None` when one is too long.
fn shown_source<'a>(file: &'a SourceFile, lines: &Range<usize>) -> Option<Cow<'a, str>> {
    let text = &file.text()[lines.clone()];
    let fits = text.lines().all(|line| line.len() <= LONGEST_LINE);
    fits.then(|| visible_in_place(text))
}

/// Returns the suggested edits as a patch under the diagnostic.
fn suggestion(diagnostic: &Diagnostic) -> Option<Group<'_>> {
    let fix = diagnostic.fix.as_ref()?;
    let file = &diagnostic.file;
    let from = fix.edits.first()?.span.start;
    let to = fix.edits.last()?.span.end;
    if to - from > NEAR {
        return None;
    }
    let lines = file.lines_around(&(from..to));
    let source = shown_source(file, &lines)?;
    let patches = fix.edits.iter().map(|edit| {
        Patch::new(
            edit.span.start - lines.start..edit.span.end - lines.start,
            visible_in_place(&edit.text),
        )
    });
    let snippet = Snippet::source(source)
        .path(visible(file.path()))
        .line_start(file.position(lines.start).line)
        .patches(patches);
    Some(
        Level::HELP
            .secondary_title("write it like this")
            .element(snippet),
    )
}

/// Returns `span` as it is marked: at character boundaries, not empty where a character stands, not over many lines.
fn shown_span(file: &SourceFile, span: &Range<usize>) -> Range<usize> {
    let text = file.text();
    let start = file.floor(span.start).max(file.mark_length());
    let mut end = file.floor(span.end.max(start));
    if end == start {
        end += text[start..]
            .chars()
            .next()
            .filter(|letter| !matches!(letter, '\n' | '\r'))
            .map_or(0, char::len_utf8);
    }
    let covered = &text[start..end];
    if covered.matches('\n').count() >= MOST_LINES {
        let first = covered.find('\n').unwrap_or(covered.len());
        end = start + covered[..first].trim_end_matches('\r').len();
    }
    start..end.max(start)
}
