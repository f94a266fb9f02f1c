//! Findings for people: the message, the lines of the source that it is about, and what to do.

use std::collections::BTreeMap;
use std::io::{self, Write};

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer as Snippets, Snippet};

use super::{Diagnostic, Renderer, count, visible};
use crate::diagnostic::{Place, Rule, Severity};

/// So many findings of one rule are printed for people; the others are counted.
const MAX_OF_RULE: usize = 50;

/// An excerpt shows this much of a line, in characters.
const MAX_LINE: usize = 160;

pub(super) fn render(findings: &[&Diagnostic], renderer: &Renderer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let snippets = if renderer.color { Snippets::styled() } else { Snippets::plain() };
    let mut files = Files { read: &*renderer.read, texts: BTreeMap::new() };
    let mut shown: BTreeMap<Rule, usize> = BTreeMap::new();
    for finding in findings {
        let number = shown.entry(finding.rule).or_default();
        *number += 1;
        if *number > MAX_OF_RULE {
            continue;
        }
        let message = visible(&finding.message);
        let title = level(finding.severity).primary_title(message).id(finding.rule.id());
        let mut group = match &finding.place {
            Some(place) => at(Group::with_title(title), place, &mut files),
            None => Group::with_title(title),
        };
        if let Some(hint) = &finding.hint {
            group = group.element(Level::HELP.message(visible(hint)));
        }
        writeln!(out, "{}", snippets.render(&[group]))?;
        if let Some(detail) = &finding.detail {
            for line in visible(detail).lines() {
                writeln!(out, "    {line}")?;
            }
        }
        writeln!(out)?;
    }
    for (rule, number) in shown.into_iter().filter(|(_, number)| *number > MAX_OF_RULE) {
        let more = number - MAX_OF_RULE;
        writeln!(out, "{more} more findings of `{rule}`; `--message-format json` shows all")?;
    }
    if !findings.is_empty() {
        let owned: Vec<Diagnostic> = findings.iter().map(|&finding| finding.clone()).collect();
        writeln!(out, "{}", count(&owned))?;
    }
    Ok(())
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// Adds the place, with the line itself where the file can be read.
fn at<'a>(group: Group<'a>, place: &Place, files: &mut Files<'_>) -> Group<'a> {
    let path = visible(&place.path).into_owned();
    let Some(number) = place.line else { return group.element(Origin::path(path)) };
    let line = files.line(&place.path, number);
    let content = line.trim_end();
    if content.is_empty() {
        let origin = Origin::path(path).line(number as usize);
        return group.element(match place.column {
            Some(column) => origin.char_column(column as usize),
            None => origin,
        });
    }
    let before = place.column.map_or(0, |column| column.saturating_sub(1) as usize);
    let (shown, start, end) = excerpt(content, before, place.column.is_some());
    let mark: Annotation<'_> = AnnotationKind::Primary.span(start..end);
    match place.column {
        Some(_) => {
            let snippet = Snippet::source(shown).line_start(number as usize).path(path).annotation(mark);
            group.element(snippet)
        }
        // Without a column the place is the line: its text is shown and nothing in it is pointed at.
        None => {
            let whole = AnnotationKind::Visible.span(0..shown.len());
            let snippet = Snippet::source(shown).line_start(number as usize).path(format!("{path}:{number}"));
            group.element(snippet.annotation(whole))
        }
    }
}

/// The part of a line that is shown, made visible, and the byte range in it of the word at `before` characters.
fn excerpt(line: &str, before: usize, exact: bool) -> (String, usize, usize) {
    let skip = if exact { before.saturating_sub(MAX_LINE / 2) } else { 0 };
    let mut head: String = line.chars().skip(skip).take(before - skip.min(before)).collect();
    if skip > 0 {
        head.insert(0, '…');
    }
    let tail: String =
        line.chars().skip(before.max(skip)).take(MAX_LINE - (before - skip.min(before)).min(MAX_LINE)).collect();
    let cut = line.chars().nth(before.max(skip) + tail.chars().count()).is_some();
    let word = tail.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(tail.len());
    let (head, word, rest) = (visible(&head), visible(&tail[..word]), visible(&tail[word..]));
    let start = head.len();
    let end = (start + word.len()).max((start + 1).min(start + word.len() + rest.len()));
    let end =
        if word.is_empty() && !rest.is_empty() { start + rest.chars().next().map_or(0, char::len_utf8) } else { end };
    (format!("{head}{word}{rest}{}", if cut { "…" } else { "" }), start, end)
}

/// The files that findings are about, each read once.
struct Files<'a> {
    read: &'a dyn Fn(&str) -> Option<String>,
    /// The text of each file with the byte offset of each line; `None` where it cannot be shown.
    texts: BTreeMap<String, Option<(String, Vec<usize>)>>,
}

impl Files<'_> {
    /// The line with this number, one-based; empty where there is none.
    fn line(&mut self, path: &str, number: u32) -> &str {
        let read = self.read;
        let file = self.texts.entry(path.to_owned()).or_insert_with(|| {
            let text = read(path)?;
            let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
            Some((text, starts))
        });
        let Some((text, starts)) = file else { return "" };
        let number = (number as usize).saturating_sub(1);
        let Some(&start) = starts.get(number) else { return "" };
        let end = starts.get(number + 1).copied().unwrap_or(text.len());
        text.get(start..end).unwrap_or("")
    }
}
