//! `bindery explain QUERY`: what is known of a code, a name, a symbol, or a rule of bindery itself, on one screen.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::json;

use super::{Console, Globals, Status};
use crate::catalog::{CATALOG_FILE, Catalog, Code, Entry, Found, Match, Tombstone, load_catalog};
use crate::diagnostic::{Diagnostic, Place, Refusal, Rule, reason, visible};
use crate::project::Project;

/// The arguments of `explain`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A code, a number within a range, a name, a symbol, words of a text, or the id of a rule
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

/// A query of words shows this many entries whole; of more it lists code, name and the start of the text.
const WHOLE: usize = 3;

/// So many entries are listed.
const LISTED: usize = 20;

/// Runs `explain`.
///
/// # Errors
/// Only if the console cannot be written.
pub fn run(args: &Args, globals: &Globals, console: &mut Console<'_>) -> io::Result<Status> {
    let whole = args.query.join(" ");
    let rules: Vec<Rule> = match Rule::from_id(whole.trim()) {
        Some(rule) => vec![rule],
        None => args.query.iter().map_while(|query| Rule::from_id(query.trim())).collect(),
    };
    if rules.len() == args.query.len() || Rule::from_id(whole.trim()).is_some() {
        print_rules(&rules, args.format, console)?;
        return Ok(Status::Done);
    }
    let catalog = match open(args, globals) {
        Ok(catalog) => catalog,
        // Rules are known without a project.
        Err(_) if !near_rules(&whole).is_empty() => return not_found(&[(whole.as_str(), Vec::new())], console),
        Err(refusal) => return console.refusal(&refusal, &globals.base()),
    };
    // Several codes or names are several questions; words are one.
    let apart = args.query.len() > 1 && args.query.iter().all(|query| is_by_itself(&catalog, query));
    let queries: Vec<&str> = if apart { args.query.iter().map(String::as_str).collect() } else { vec![whole.as_str()] };
    let (mut entries, mut removed, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    for query in queries {
        match catalog.look_up(query) {
            Found::Entries(found, _) => entries.extend(found),
            Found::Removed(found) => removed.extend(found),
            Found::Near(near) => missing.push((query, near)),
        }
    }
    match args.format {
        Format::Json if entries.is_empty() && removed.is_empty() => {}
        Format::Json => {
            let mut object = serde_json::Map::new();
            if !entries.is_empty() {
                object.insert("codes".to_owned(), json!(entries));
            }
            if !removed.is_empty() {
                object.insert("tombstones".to_owned(), json!(removed));
            }
            print_json(&object.into(), console)?;
        }
        Format::Text => {
            let most = if apart { LISTED } else { WHOLE };
            print_entries(&catalog, &entries, most, console.out)?;
            for tombstone in removed {
                print_tombstone(tombstone, console.out)?;
            }
        }
    }
    if missing.is_empty() { Ok(Status::Done) } else { not_found(&missing, console) }
}

/// Whether a query among several asks for something of its own: a number or range, or what is called so.
fn is_by_itself(catalog: &Catalog, query: &str) -> bool {
    let is_code = matches!(Code::parse(query.trim()), Code::Number(_) | Code::Range(_));
    is_code
        || match catalog.look_up(query) {
            Found::Entries(_, by) => by != Match::Words,
            Found::Removed(_) => true,
            Found::Near(_) => false,
        }
}

/// Reports each query that found nothing, with what is near.
fn not_found(missing: &[(&str, Vec<&Entry>)], console: &mut Console<'_>) -> io::Result<Status> {
    let finding = |(query, near): &(&str, Vec<&Entry>)| {
        let message = format!("nothing in the catalog is called `{query}` or says so");
        let rules = near_rules(query).into_iter().map(|rule| format!("the rule `{rule}`"));
        let near: Vec<String> = rules.chain(near.iter().map(|entry| title(entry))).collect();
        let hint = if near.is_empty() {
            "look for a code, a name, a symbol or words of the text".to_owned()
        } else {
            format!("did you mean {}?", near.join(", "))
        };
        Diagnostic::new(Rule::NotFound, message).hint(hint)
    };
    let findings: Vec<Diagnostic> = missing.iter().map(finding).collect();
    console.findings(&findings, Path::new(""))?;
    Ok(Status::Findings)
}

/// The rules whose ids are spelled most like a query.
fn near_rules(query: &str) -> Vec<Rule> {
    const LIKE: f64 = 0.8;
    let query = query.trim().to_lowercase();
    let like = |rule: &Rule| strsim::normalized_damerau_levenshtein(&query, rule.id()) >= LIKE;
    Rule::ALL.iter().copied().filter(like).collect()
}

fn print_rules(rules: &[Rule], format: Format, console: &mut Console<'_>) -> io::Result<()> {
    for (index, rule) in rules.iter().enumerate() {
        match format {
            Format::Text => {
                if index > 0 {
                    writeln!(console.out)?;
                }
                print_rule(*rule, console.out)?;
            }
            Format::Json => {
                let (id, severity) = (rule.id(), rule.severity().word());
                let (summary, explanation) = (rule.summary(), rule.explanation());
                print_json(
                    &json!({ "rule": id, "severity": severity, "summary": summary, "explanation": explanation }),
                    console,
                )?;
            }
        }
    }
    Ok(())
}

/// The catalog that is named, or the project's.
fn open(args: &Args, globals: &Globals) -> Result<Catalog, Refusal> {
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
    Ok(load_catalog(&shown, &text)?)
}

fn print_json(value: &serde_json::Value, console: &mut Console<'_>) -> io::Result<()> {
    writeln!(console.out, "{value:#}")
}

fn print_entries(catalog: &Catalog, entries: &[&Entry], most: usize, out: &mut dyn Write) -> io::Result<()> {
    if entries.len() <= most {
        for (index, entry) in entries.iter().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            print_entry(catalog, entry, out)?;
        }
        return Ok(());
    }
    for entry in entries.iter().take(LISTED) {
        let text: String = entry.description.split_whitespace().collect::<Vec<_>>().join(" ");
        let start: String = text.chars().take(70).collect();
        let more = if start.len() < text.len() { "…" } else { "" };
        writeln!(out, "{}  {}{more}", visible(&title(entry)), visible(&start))?;
    }
    match entries.len().saturating_sub(LISTED) {
        0 => Ok(()),
        more => writeln!(out, "{more} more; add a word, or ask for one of the codes"),
    }
}

/// A code that was removed.
fn print_tombstone(tombstone: &Tombstone, out: &mut dyn Write) -> io::Result<()> {
    let code = tombstone.code.clone().or_else(|| tombstone.range.map(Code::from));
    let code = code.map(|code| code.to_string()).unwrap_or_default();
    writeln!(out, "{}  {}", visible(&code), visible(&tombstone.name))?;
    writeln!(out, "\n  was removed from the pages; its number and name are not given to anything else")
}

/// Code and name.
fn title(entry: &Entry) -> String {
    let code = entry.key().map(|code| code.to_string()).unwrap_or_default();
    format!("{code} {}", entry.name)
}

/// A rule for people.
fn print_rule(rule: Rule, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} ({})", rule.id(), rule.severity())?;
    writeln!(out, "  {}", rule.summary())?;
    writeln!(out)?;
    wrap(rule.explanation(), "  ", "  ", out)
}

/// An entry for people: what it is called, where it belongs, what it means, why it happens, what to do, where it stands.
fn print_entry(catalog: &Catalog, entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let code = entry.key().map(|code| code.to_string()).unwrap_or_default();
    write!(out, "{}  {}", visible(&code), visible(&entry.name))?;
    match &entry.symbol {
        Some(symbol) => writeln!(out, "  ({})", visible(symbol))?,
        None => writeln!(out)?,
    }
    if !entry.description.is_empty() {
        writeln!(out)?;
        wrap(&entry.description, "  ", "  ", out)?;
    }
    for meaning in entry.meanings.iter().filter(|meaning| meaning.description != entry.description) {
        wrap(&format!("or: {}", meaning.description), "  ", "      ", out)?;
    }
    writeln!(out)?;
    let line = |label: &str, text: &str, out: &mut dyn Write| {
        if text.is_empty() { Ok(()) } else { wrap(text, &format!("  {label:<9} "), "            ", out) }
    };
    let group = catalog.groups.iter().find(|group| Some(&group.id) == entry.group.as_ref());
    line("catalog", &format!("{} {}", catalog.title, catalog.version), out)?;
    line("scope", entry.scope.as_deref().unwrap_or_default(), out)?;
    line("group", &group.map(|group| group.path.join(" / ")).unwrap_or_default(), out)?;
    line("origin", entry.origin.as_deref().unwrap_or_default(), out)?;
    let old = entry.deprecated || group.is_some_and(|group| group.deprecated);
    line("status", if old { "deprecated" } else { "" }, out)?;
    line("formerly", &entry.aliases.join(", "), out)?;
    // What people say in place of the page's first sentences does not stand in its text.
    let summary = entry.summary.as_deref().filter(|summary| !says(&entry.description, summary));
    line("summary", summary.unwrap_or_default(), out)?;
    let reviewed = |field: &str| entry.evidence.iter().any(|known| known.field == field && known.reviewed.is_some());
    if !entry.kind.is_unknown() || reviewed("kind") {
        line("kind", &format!("{}{}", entry.kind.word(), basis(entry, "kind")), out)?;
    }
    if !entry.retry.is_unknown() || reviewed("retry") {
        line("retry", &format!("{}{}", entry.retry.word(), basis(entry, "retry")), out)?;
    }
    for (index, limit) in entry.limits.iter().enumerate() {
        line(if index == 0 { "limits" } else { "" }, &limit.to_string(), out)?;
    }
    line("remedy", entry.remedy.as_deref().unwrap_or_default(), out)?;
    // Kind and retry tell what they rest on themselves.
    for review in entry.reviews() {
        let fields: Vec<&str> = review.fields.into_iter().filter(|field| !matches!(*field, "kind" | "retry")).collect();
        if !fields.is_empty() {
            let link = review.link.map(|link| format!(" ({link})")).unwrap_or_default();
            line("reviewed", &format!("{}: {}{link}", fields.join(", "), review.reason), out)?;
        }
    }
    for field in &entry.fields {
        line(&field.header, &field.text, out)?;
    }
    for (index, cause) in entry.known_causes.iter().enumerate() {
        let label = if index == 0 { "causes" } else { "" };
        wrap(&format!("- {}", cause.text), &format!("  {label:<9} "), "              ", out)?;
    }
    for (index, at) in entry.at.iter().enumerate() {
        let path =
            catalog.sources.iter().find(|source| source.id == at.source).map_or(&at.source, |source| &source.path);
        line(if index == 0 { "source" } else { "" }, &format!("{path}:{}", at.line), out)?;
    }
    Ok(())
}

/// Whether a text says another, white space set aside.
fn says(text: &str, part: &str) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    words(text).contains(&words(part))
}

/// What a field rests on, in parentheses: the quoted words, or the reason of whoever reviewed it.
fn basis(entry: &Entry, field: &str) -> String {
    let evidence = entry.evidence.iter().find(|evidence| evidence.field == field);
    match evidence.map(|evidence| (&evidence.reviewed, &evidence.quote)) {
        Some((Some(reason), _)) => format!(" (reviewed: {reason})"),
        Some((None, Some(quote))) => format!(" (from “{quote}”)"),
        Some((None, None)) | None => String::new(),
    }
}

/// Text in lines of at most a hundred characters; the first starts with `first`, the others with `other`.
fn wrap(text: &str, first: &str, other: &str, out: &mut dyn Write) -> io::Result<()> {
    const WIDTH: usize = 100;
    let mut start = first;
    for paragraph in visible(text).lines() {
        let mut line = start.to_owned();
        let mut empty = true;
        for word in paragraph.split_whitespace() {
            if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
                writeln!(out, "{line}")?;
                line = other.to_owned();
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            empty = false;
        }
        writeln!(out, "{}", line.trim_end())?;
        start = other;
    }
    Ok(())
}
