//! Rules as something to ask for: those of findings, those by which lines of a page are ignored, and a project's own.

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::screen::{print_ignoring_rule, print_rule};
use super::{Args, Format};
use crate::commands::{Console, Globals};
use crate::diagnostic::{Rule, VisibleJson};
use crate::extract::{explain_ignored, ignoring_rules};
use crate::project::Project;

/// A rule that somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// A rule of findings.
    Finding(Rule),
    /// A built-in rule that ignores something: its name, and what that is.
    Ignoring(&'static str, &'static str),
    /// A rule of the project file that ignores lines: its name, and which.
    Own(String, String),
}

impl Asked {
    /// The rule with this name.
    pub(super) fn named(name: &str, args: &Args, globals: &Globals) -> Option<Self> {
        let name = name.trim();
        let ignoring = || {
            let rule = ignoring_rules().find(|rule| *rule == name)?;
            Some(Self::Ignoring(rule, explain_ignored(rule)?))
        };
        Rule::from_id(name).map(Self::Finding).or_else(ignoring).or_else(|| own(name, args, globals))
    }

    fn to_json(&self) -> Value {
        match self {
            Self::Finding(rule) => {
                let (id, severity) = (rule.id(), rule.severity().word());
                let (summary, explanation) = (rule.summary(), rule.explanation());
                json!({ "rule": id, "severity": severity, "summary": summary, "explanation": explanation })
            }
            Self::Ignoring(rule, sentence) => json!({ "rule": rule, "ignores": sentence }),
            Self::Own(rule, sentence) => json!({ "rule": rule, "ignores": sentence }),
        }
    }
}

/// The rules of the project file with this name.
fn own(name: &str, args: &Args, globals: &Globals) -> Option<Asked> {
    // Codes and log lines are no names of rules: for them the project file is not read.
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    if args.catalog.is_some() || !is_name {
        return None;
    }
    let project = Project::load(globals.project.as_deref(), Path::new(".")).ok()?;
    let of_sources = project.file.sources.iter().flat_map(|source| &source.ignore);
    let rules = project.file.ignore.iter().chain(of_sources).filter(|rule| rule.rule == name);
    let lines: Vec<String> = rules
        .map(|rule| match (&rule.line, &rule.starts_with, &rule.contains) {
            (Some(line), _, _) => format!("that are “{line}”"),
            (None, Some(start), _) => format!("that start with “{start}”"),
            (None, None, Some(part)) => format!("that hold “{part}”"),
            // No rule that was read is so.
            (None, None, None) => "of no kind".to_owned(),
        })
        .collect();
    (!lines.is_empty()).then(|| {
        Asked::Own(name.to_owned(), format!("A rule of {}: lines {}.", project.file_name, lines.join(", or ")))
    })
}

/// The rules whose names are spelled most like a query.
pub(super) fn near_rules(query: &str) -> Vec<&'static str> {
    const LIKE: f64 = 0.8;
    let query = query.trim().to_lowercase();
    let like = |rule: &&str| strsim::normalized_damerau_levenshtein(&query, rule) >= LIKE;
    Rule::ALL.iter().map(|rule| rule.id()).chain(ignoring_rules()).filter(like).collect()
}

pub(super) fn print_rules(rules: &[Asked], format: Format, console: &mut Console<'_>) -> io::Result<()> {
    for (index, rule) in rules.iter().enumerate() {
        if format == Format::Json {
            writeln!(VisibleJson::new(console.out), "{:#}", rule.to_json())?;
            continue;
        }
        if index > 0 {
            writeln!(console.out)?;
        }
        match rule {
            Asked::Finding(rule) => print_rule(*rule, console.out)?,
            Asked::Ignoring(rule, sentence) => print_ignoring_rule(rule, sentence, console.out)?,
            Asked::Own(rule, sentence) => print_ignoring_rule(rule, sentence, console.out)?,
        }
    }
    Ok(())
}
