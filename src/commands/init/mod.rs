//! `bindery init PAGE…`: writes a project file for pages that nobody prepared, with what was found in them as comments.

mod ids;
mod page;
mod proposal;

use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

use super::{Console, Globals, Status, plural};
use crate::artifact::write_file;
use crate::diagnostic::{Diagnostic, Place, Refusal, Rule, reason, visible};
use crate::pipeline;
use crate::project::{PROJECT_FILE, Project};
use page::FoundPage;

/// The arguments of `init`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The pages to read, and lists or headers of constants
    #[arg(required = true, value_name = "PAGE")]
    pub pages: Vec<PathBuf>,
    /// Write over a project file that is there
    #[arg(long)]
    pub force: bool,
}

/// Runs `init`.
///
/// # Errors
/// Only if the console cannot be written.
pub fn run(args: &Args, globals: &Globals, console: &mut Console<'_>) -> io::Result<Status> {
    let file = globals.project.clone().unwrap_or_else(|| PathBuf::from(PROJECT_FILE));
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
    let shown = file.to_string_lossy().into_owned();
    if file.symlink_metadata().is_ok() && !args.force {
        let found = Diagnostic::new(Rule::Usage, "there is a project file already")
            .at(Place::file(shown))
            .hint("edit it, or write over it with `--force`");
        return console.refusal(&found.into(), Path::new(""));
    }
    let (pages, findings) = match read(args, &folder) {
        Ok(read) => read,
        Err(refusal) => return console.refusal(&refusal, Path::new("")),
    };
    let name = folder.canonicalize().ok().and_then(|folder| Some(folder.file_name()?.to_string_lossy().into_owned()));
    let text = proposal::write_project(&pages, name.as_deref().unwrap_or_default());
    // What is written is what the program itself accepts.
    let root = folder.canonicalize().unwrap_or_else(|_| folder.clone());
    let file_name =
        file.file_name().map_or_else(|| PROJECT_FILE.to_owned(), |name| name.to_string_lossy().into_owned());
    if let Err(refusal) = Project::parse(root, file_name.clone(), &text) {
        return console.refusal(&refusal, Path::new(""));
    }
    if let Err(error) = write_file(&folder.join(file_name), &text) {
        let found =
            Diagnostic::new(Rule::Unwritable, format!("the project file cannot be written: {}", reason(&error)))
                .at(Place::file(shown))
                .hint("check the permissions of its folder");
        console.findings(&[found], Path::new(""))?;
        return Ok(Status::Findings);
    }
    console.findings(&findings, Path::new(""))?;
    say(&pages, &shown, globals, console.out)?;
    Ok(Status::Done)
}

/// Reads the pages; findings of severity error refuse them all.
fn read(args: &Args, folder: &Path) -> Result<(Vec<FoundPage>, Vec<Diagnostic>), Refusal> {
    let mut refused = Vec::new();
    let mut places: Vec<(PathBuf, String)> = Vec::new();
    for given in &args.pages {
        match within(given, folder) {
            Ok(path) if places.iter().any(|(_, known)| *known == path) => {}
            Ok(path) => places.push((given.clone(), path)),
            Err(finding) => refused.push(finding),
        }
    }
    let results: Vec<_> = places.par_iter().map(|(file, _)| pipeline::extract_file(file, None)).collect();
    let (mut pages, mut findings) = (Vec::new(), Vec::new());
    for ((_, path), result) in places.into_iter().zip(results) {
        match result {
            Ok((page, found)) => {
                let (errors, rest): (Vec<_>, Vec<_>) = found.into_iter().partition(Diagnostic::is_error);
                refused.extend(errors);
                findings.extend(rest);
                pages.push(FoundPage { id: String::new(), path, format: page.format, declarations: page.declarations });
            }
            Err(Refusal(found)) => refused.extend(found),
        }
    }
    if !refused.is_empty() {
        return Err(Refusal(refused));
    }
    let paths: Vec<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    for (page, id) in ids::ids_of(&paths).into_iter().enumerate() {
        if let Some(page) = pages.get_mut(page) {
            page.id = id;
        }
    }
    Ok((pages, findings))
}

/// The path of a page from the folder of the project file, with `/` between its parts.
fn within(given: &Path, folder: &Path) -> Result<String, Diagnostic> {
    let refuse = |rule, message: &str, hint: &str| {
        Diagnostic::new(rule, message).at(Place::file(given.to_string_lossy().into_owned())).hint(hint)
    };
    let real = given.canonicalize().map_err(|error| {
        let message = format!("the page cannot be read: {}", reason(&error));
        refuse(Rule::SourceUnreadable, &message, "check the path")
    })?;
    let root = folder.canonicalize().map_err(|error| {
        let message = format!("the folder of the project file cannot be opened: {}", reason(&error));
        refuse(Rule::ProjectInvalid, &message, "make the folder first")
    })?;
    let hint = "copy the page into the folder of the project file, and name the copy";
    let outside = || refuse(Rule::PathOutsideProject, "the page is not in the folder of the project file", hint);
    let inner = real.strip_prefix(&root).map_err(|_| outside())?;
    let parts: Option<Vec<&str>> = inner
        .components()
        .map(|part| match part {
            Component::Normal(part) => part.to_str(),
            _ => None,
        })
        .collect();
    parts.filter(|parts| !parts.is_empty()).map(|parts| parts.join("/")).ok_or_else(outside)
}

/// What was found, and what to do next.
fn say(pages: &[FoundPage], file: &str, globals: &Globals, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}: {}", visible(file), plural(pages.len(), "source", "sources"))?;
    let mut left = 0;
    for page in pages {
        writeln!(out, "  {}: {}", visible(&page.path), page.in_short())?;
        left += page.declarations.unexplained.len();
    }
    let mut nothing = pages.iter().filter(|page| page.is_nothing());
    if let Some(page) = nothing.next() {
        let path = visible(&page.path);
        writeln!(out, "where no code was found: look at the page, and at what `bindery extract -v {path}` says")?;
    }
    if left > 0 {
        let lines = plural(left, "line", "lines");
        writeln!(
            out,
            "{lines} could hold a code and could not be explained: mend them or accept them in {}",
            visible(file)
        )?;
    }
    let project = if globals.project.is_some() { format!(" --project {}", visible(file)) } else { String::new() };
    writeln!(out, "next: look through {}, then run `bindery generate{project}`", visible(file))
}
