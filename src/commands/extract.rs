//! `bindery extract FILE…`: reads pages without a project and prints what they declare. With `--project` the pages that
//! the project names are read as it says.

use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use rayon::prelude::*;

use super::{Console, Globals, Status, plural};
use crate::diagnostic::{Diagnostic, MessageFormat, Place, Refusal, Rule, Severity, VisibleJson, visible};
use crate::extract::{Declarations, OutlineEntry, PageInfo, Unexplained, explain_decisions, to_json};
use crate::pipeline;
use crate::project::Project;

/// The arguments of `extract`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The pages to read
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The form of the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Say why each table, heading family and list was or was not read as codes
    #[arg(short, long)]
    pub verbose: bool,
}

/// The form of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON object
    Json,
}

/// Runs `extract`.
///
/// # Errors
/// Only if the console cannot be written.
pub fn run(args: &Args, globals: &Globals, console: &mut Console<'_>) -> io::Result<Status> {
    // Without `--project` a page is read as nobody prepared it, wherever it lies.
    let project = match globals.project.as_deref().map(|given| Project::load(Some(given), Path::new("."))) {
        Some(Ok(project)) => Some(project),
        Some(Err(refusal)) => return console.refusal(&refusal, &globals.base()),
        None => None,
    };
    if args.files.iter().any(|file| file.as_os_str() == "-") {
        let finding = Diagnostic::new(Rule::Usage, "standard input is not read")
            .at(Place::file("-"))
            .hint("save the page to a file and name that; a file of this name is `./-`");
        return console.refusal(&finding.into(), Path::new(""));
    }
    let results: Vec<_> = args.files.par_iter().map(|file| pipeline::extract_file(file, project.as_ref())).collect();
    let (mut pages, mut findings, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok((page, found)) => {
                let title = page.declarations.title.clone();
                let info = PageInfo { path: page.path.to_string(), format: page.format, title };
                pages.push((info, page.declarations));
                findings.extend(found);
            }
            Err(Refusal(found)) => refused.extend(found),
        }
    }
    if !refused.is_empty() {
        findings.extend(refused);
        return console.refusal(&Refusal(findings), Path::new(""));
    }
    match args.format {
        Format::Json => to_json(&pages, &mut VisibleJson::new(console.out))?,
        Format::Text => {
            for (info, declarations) in &pages {
                print(info, declarations, console.out)?;
                // People read it where it was found; a machine reads it where it reads what else there is to say.
                let left = declarations.unexplained.iter().map(|left| unexplained(info, left));
                match console.format {
                    MessageFormat::Text => print_left(declarations, console.out)?,
                    _ => findings.extend(left),
                }
                print_account(declarations, console.out)?;
            }
        }
    }
    // Where both streams are read by machines there is no place left for it.
    if args.verbose && (console.format == MessageFormat::Text || args.format == Format::Text) {
        for (info, declarations) in &pages {
            console.remark(&visible(&explain_decisions(&info.path, declarations)))?;
        }
    }
    console.findings(&findings, Path::new(""))?;
    Ok(if findings.iter().any(Diagnostic::is_error) { Status::Findings } else { Status::Done })
}

/// A page for people: what was found, code by code. What was not understood follows, then the account.
fn print(info: &PageInfo, declarations: &Declarations, out: &mut dyn io::Write) -> io::Result<()> {
    let path = visible(&info.path);
    writeln!(out, "{path}: {}", info.title.as_deref().map_or("(no title)".into(), visible))?;
    let mut above: &[String] = &[];
    for code in &declarations.codes {
        if code.path != above {
            above = &code.path;
            writeln!(out, "\n  {}", visible(&above.join(" / ")))?;
        }
        let symbol = code.symbol.as_deref().map(|symbol| format!(" {symbol}")).unwrap_or_default();
        let text = code.description.replace('\n', " ");
        writeln!(out, "  {:>12}{}  {}", visible(&code.code), visible(&symbol), visible(&text))?;
    }
    for question in &declarations.questions {
        writeln!(out, "  question at line {}: {}", question.line, visible(&question.question))?;
    }
    Ok(())
}

/// What was not understood, as a finding: a page that nobody prepared may well have some, so it is no error here.
fn unexplained(info: &PageInfo, left: &Unexplained) -> Diagnostic {
    let finding = Diagnostic::new(Rule::Unexplained, format!("{}: {}", left.reason, left.text));
    let finding =
        finding.at(Place::line(info.path.as_str(), left.line)).hint("mend the page, or see what `-v` says of it");
    Diagnostic { severity: Severity::Warning, ..finding }
}

fn print_left(declarations: &Declarations, out: &mut dyn io::Write) -> io::Result<()> {
    for left in &declarations.unexplained {
        writeln!(out, "  unexplained at line {}: {} ({})", left.line, visible(&left.text), visible(&left.reason))?;
    }
    Ok(())
}

fn print_account(declarations: &Declarations, out: &mut dyn io::Write) -> io::Result<()> {
    let account = declarations.account;
    writeln!(
        out,
        "\n  {}, {}, {} in the outline; {} seen: {} taken, {} ignored, {} unexplained",
        plural(declarations.codes.len(), "code", "codes"),
        plural(declarations.questions.len(), "question", "questions"),
        plural(titles(&declarations.outline), "title", "titles"),
        plural(account.seen, "thing", "things"),
        account.taken,
        account.ignored,
        account.unexplained
    )
}

/// All titles of an outline, whatever their depth.
fn titles(outline: &[OutlineEntry]) -> usize {
    let mut count = 0;
    let mut waiting = vec![outline];
    while let Some(entries) = waiting.pop() {
        count += entries.len();
        waiting.extend(entries.iter().map(|entry| entry.children.as_slice()));
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_all_depths_are_counted() {
        let title = |children| OutlineEntry { children, ..OutlineEntry::default() };
        assert_eq!(titles(&[title(vec![title(vec![title(vec![])]), title(vec![])]), title(vec![])]), 5);
    }
}
