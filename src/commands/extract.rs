//! `bindery extract FILE…`: reads pages without a project and prints what they declare.

use std::io;
use std::path::PathBuf;

use clap::ValueEnum;
use rayon::prelude::*;
use serde_json::{Value, json};

use super::{Console, Status};
use crate::diagnostic::{Diagnostic, Refusal};
use crate::extract::{Declarations, ExtractOptions, OutlineEntry};
use crate::pipeline::{self, Page};

/// The arguments of `extract`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The pages to read
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The form of the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Show why each table, heading family and list was or was not read as codes
    #[arg(short, long)]
    pub verbose: bool,
}

/// The form of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// A table for people
    #[default]
    Text,
    /// One JSON object
    Json,
}

/// Runs `extract`.
///
/// # Errors
/// Only if the console cannot be written.
pub fn run(args: &Args, console: &mut Console<'_>) -> io::Result<Status> {
    let results: Vec<Result<(Page, Vec<Diagnostic>), Refusal>> =
        args.files.par_iter().map(|file| pipeline::extract_file(file, &ExtractOptions::default())).collect();
    let (mut pages, mut findings) = (Vec::new(), Vec::new());
    let mut refused = Vec::new();
    for result in results {
        match result {
            Ok((page, found)) => {
                pages.push(page);
                findings.extend(found);
            }
            Err(refusal) => refused.extend(refusal.0),
        }
    }
    console.findings(&findings)?;
    if !refused.is_empty() {
        return console.refusal(&Refusal(refused));
    }
    serde_json::to_writer_pretty(&mut *console.out, &to_json(&pages))?;
    writeln!(console.out)?;
    Ok(if findings.iter().any(Diagnostic::is_error) { Status::Findings } else { Status::Done })
}

fn to_json(pages: &[Page]) -> Value {
    let each = |list: fn(&Declarations) -> Vec<Value>| -> Vec<Value> {
        let mut all = Vec::new();
        for (index, page) in pages.iter().enumerate() {
            for mut item in list(&page.declarations) {
                if let Some(at) = item.get_mut("at") {
                    *at = json!({ "page": index, "line": at });
                }
                all.push(item);
            }
        }
        all
    };
    let sum = |count: fn(&Declarations) -> usize| pages.iter().map(|page| count(&page.declarations)).sum::<usize>();
    json!({
        "pages": pages.iter().map(|page| json!({
            "path": &*page.path, "format": page.format, "title": page.declarations.title,
        })).collect::<Vec<_>>(),
        "codes": each(|d| d.codes.iter().map(|code| json!({
            "code": code.code,
            "symbol": code.symbol,
            "description": code.description,
            "fields": code.fields.iter().map(|field| (field.header.clone(), Value::from(field.text.clone())))
                .collect::<serde_json::Map<_, _>>(),
            "path": code.path,
            "at": code.line,
        })).collect()),
        "questions": each(|d| d.questions.iter().map(|question| json!({
            "question": question.question, "answer": question.answer, "codes": question.codes, "at": question.line,
        })).collect()),
        "outline": each(|d| d.outline.iter().map(outline).collect()),
        "ignored": each(|d| d.ignored.iter().map(|ignored| json!({
            "rule": ignored.rule, "text": ignored.text, "at": ignored.line,
        })).collect()),
        "unexplained": each(|d| d.unexplained.iter().map(|left| json!({
            "reason": left.reason, "text": left.text, "at": left.line,
        })).collect()),
        "account": {
            "seen": sum(|d| d.account.seen),
            "taken": sum(|d| d.account.taken),
            "ignored": sum(|d| d.account.ignored),
            "unexplained": sum(|d| d.account.unexplained),
        },
    })
}

fn outline(entry: &OutlineEntry) -> Value {
    json!({ "title": entry.title, "children": entry.children.iter().map(outline).collect::<Vec<_>>() })
}
