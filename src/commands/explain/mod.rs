//! `bindery explain QUERY`: what is known of a code, a name, a symbol, or a rule of bindery itself, on one screen.

mod ask;
mod rule;
mod screen;

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::{Value, json};

use super::{Console, Globals, Status};
use crate::catalog::{CATALOG_FILE, Catalog, Entry};
use crate::diagnostic::{Diagnostic, Place, Refusal, Rule, VisibleJson, reason};
use crate::project::Project;
use ask::{Answer, Missing, answer};
use rule::{Asked, near_rules, print_rules};
use screen::{print_entry, print_line, print_tombstone, title};

/// The arguments of `explain`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A code, a number within a range, a name, a symbol, words of a text, a log line or a response with a code in it
    /// (`-` reads it from standard input), or the id of a rule
    #[arg(required = true, allow_negative_numbers = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// The form of the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// A catalog to look in [default: that of the project]
    #[arg(long, value_name = "FILE")]
    pub catalog: Option<PathBuf>,
}

/// The form of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// One screen for people
    #[default]
    Text,
    /// One JSON object: the entries, or the rule
    Json,
}

/// So many entries that a query names are shown whole; of more, and of several that only have its words, code, name and
/// the start of the text are listed.
const WHOLE: usize = 3;

/// So many entries are listed.
const LISTED: usize = 20;

/// So much of standard input is read, in bytes.
const MAX_INPUT: u64 = 1024 * 1024;

/// Runs `explain`.
///
/// # Errors
/// Only if the console cannot be written.
pub fn run(args: &Args, globals: &Globals, console: &mut Console<'_>) -> io::Result<Status> {
    let queries = match args.query.as_slice() {
        [dash] if dash == "-" => match input() {
            Ok(text) => vec![text],
            Err(refusal) => return console.refusal(&refusal, &globals.base()),
        },
        queries => queries.to_vec(),
    };
    let whole = queries.join(" ");
    let asked = |query: &str| Asked::named(query, args, globals);
    let rules: Option<Vec<Asked>> = match asked(&whole) {
        Some(rule) => Some(vec![rule]),
        None => queries.iter().map(|query| asked(query)).collect(),
    };
    let answered = open(args, globals).and_then(|(path, text)| Ok(answer(&path, &text, &queries)?));
    // A code or name of the service may be spelled like a rule; that words of a text are, means nothing.
    let named = |(answer, _): &(Answer, Catalog)| !answer.entries.is_empty() && !answer.by_words;
    if let Some(rules) = rules.filter(|_| !answered.as_ref().is_ok_and(named)) {
        print_rules(&rules, args.format, console)?;
        return Ok(Status::Done);
    }
    let (answer, catalog) = match answered {
        Ok(answered) => answered,
        // Rules are known without a project.
        Err(_) if !near_rules(&whole).is_empty() => {
            let missing = Missing { query: whole, is_code: false, near: Vec::new() };
            return not_found(&[missing], None, console);
        }
        Err(refusal) => return console.refusal(&refusal, &globals.base()),
    };
    match args.format {
        Format::Json => writeln!(VisibleJson::new(console.out), "{:#}", to_json(&catalog, &answer))?,
        Format::Text => print_answer(&catalog, &answer, console)?,
    }
    if answer.missing.is_empty() { Ok(Status::Done) } else { not_found(&answer.missing, Some(&catalog), console) }
}

/// What stands on standard input.
fn input() -> Result<String, Refusal> {
    let refuse = |message: String| {
        Refusal::from(Diagnostic::new(Rule::Usage, message).hint("pipe a log line or the body of a response into it"))
    };
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(MAX_INPUT).read_to_end(&mut bytes);
    read.map_err(|error| refuse(format!("standard input cannot be read: {}", reason(&error))))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if text.trim().is_empty() { Err(refuse("standard input is empty".to_owned())) } else { Ok(text) }
}

/// The file of the catalog that is named, or of the project's, as shown and its text.
fn open(args: &Args, globals: &Globals) -> Result<(String, String), Refusal> {
    let (file, shown) = match &args.catalog {
        Some(file) => (file.clone(), file.to_string_lossy().into_owned()),
        None => {
            let project = Project::load(globals.project.as_deref(), Path::new("."))?;
            let shown = format!("{}/{CATALOG_FILE}", project.file.output);
            (project.root.join(&shown), shown)
        }
    };
    let text = fs::read_to_string(&file).map_err(|error| {
        Diagnostic::new(Rule::SourceUnreadable, format!("the catalog cannot be read: {}", reason(&error)))
            .at(Place::file(shown.as_str()))
            .hint("run `bindery generate` first, or name a catalog with `--catalog FILE`")
    })?;
    Ok((shown, text))
}

fn print_answer(catalog: &Catalog, answer: &Answer, console: &mut Console<'_>) -> io::Result<()> {
    let entries = answer.entries.as_slice();
    let mut first = true;
    let most = if answer.apart {
        LISTED
    } else if answer.by_words {
        1
    } else {
        WHOLE
    };
    if entries.len() <= most {
        for entry in entries {
            if !std::mem::replace(&mut first, false) {
                writeln!(console.out)?;
            }
            print_entry(catalog, entry, console.out)?;
        }
    } else {
        for entry in entries.iter().take(LISTED) {
            print_line(entry, console.out)?;
        }
        if let more @ 1.. = entries.len().saturating_sub(LISTED) {
            writeln!(console.out, "{more} more")?;
        }
        writeln!(console.out, "\nadd a word, or ask for one of the codes")?;
    }
    for tombstone in &answer.removed {
        print_tombstone(tombstone, console.out)?;
    }
    Ok(())
}

/// The entries with what is derived from them, removed codes, and what is near to what was not found.
fn to_json(catalog: &Catalog, answer: &Answer) -> Value {
    let brief = |entry: &Entry| json!({ "code": entry.key(), "scope": entry.scope, "name": entry.name });
    let briefs = |entries: Vec<&Entry>| entries.into_iter().map(brief).collect::<Vec<_>>();
    let whole = |entry: &Entry| {
        let mut value = json!(entry);
        if let Value::Object(object) = &mut value {
            object.insert("retryable".to_owned(), json!(entry.retry.is_retryable()));
            object.insert("related".to_owned(), json!(briefs(catalog.related(entry))));
        }
        value
    };
    let mut object = serde_json::Map::new();
    object.insert("codes".to_owned(), answer.entries.iter().map(whole).collect());
    if !answer.removed.is_empty() {
        object.insert("tombstones".to_owned(), json!(answer.removed));
    }
    if !answer.missing.is_empty() {
        let missing = answer.missing.iter();
        let missing = missing.map(|one| json!({ "query": one.query, "near": briefs(one.near.iter().collect()) }));
        object.insert("missing".to_owned(), missing.collect());
    }
    object.into()
}

/// Reports each query that found nothing, with what is near.
fn not_found(missing: &[Missing], catalog: Option<&Catalog>, console: &mut Console<'_>) -> io::Result<Status> {
    /// A pasted text may be long.
    const MOST: usize = 80;
    let finding = |missing: &Missing| {
        let query = missing.query.split_whitespace().collect::<Vec<_>>().join(" ");
        let start: String = query.chars().take(MOST).collect();
        let query = if start.len() < query.len() { format!("{start}…") } else { query };
        let message = match catalog {
            Some(catalog) if missing.is_code => format!("{} has no code {query}", catalog.title),
            Some(_) | None => format!("nothing in the catalog is called `{query}` or says so"),
        };
        let rules = near_rules(&query).into_iter().map(|rule| format!("the rule `{rule}`"));
        let near: Vec<String> = rules.chain(missing.near.iter().map(title)).collect();
        let hint = match near.as_slice() {
            [] => "look for a code, a name, a symbol, words of the text, or paste a line with a code in it".to_owned(),
            _ if missing.is_code && query == "0" => "services answer 0 when nothing is wrong".to_owned(),
            near if missing.is_code => format!("the nearest codes are {}", near.join(", ")),
            near => format!("did you mean {}?", near.join(", ")),
        };
        Diagnostic::new(Rule::NotFound, message).hint(hint)
    };
    let findings: Vec<Diagnostic> = missing.iter().map(finding).collect();
    console.findings(&findings, Path::new(""))?;
    Ok(Status::Findings)
}
