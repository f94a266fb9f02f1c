//! Finding and loading the project file.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Project, ProjectFile, validate, yaml};
use crate::diagnostic::{Diagnostic, Place, Refusal, Rule, reason};

/// The project file's name where no other is given.
pub const PROJECT_FILE: &str = "bindery.yaml";

/// No file that a person keeps is larger, in bytes.
const MAX_BYTES: u64 = 8 * 1024 * 1024;

impl Project {
    /// Loads the project file `given`, or else the nearest `bindery.yaml` in `from` or above it.
    ///
    /// # Errors
    /// `project-invalid` with every problem that could be found in one go; `path-outside-project`.
    pub fn load(given: Option<&Path>, from: &Path) -> Result<Self, Refusal> {
        let file = match given {
            // A folder stands for the project file in it.
            Some(given) if from.join(given).is_dir() => from.join(given).join(PROJECT_FILE),
            Some(given) => from.join(given),
            None => find(from)?,
        };
        let shown = given.unwrap_or(Path::new(PROJECT_FILE)).to_string_lossy().into_owned();
        let file_name = file.file_name().map_or_else(|| PROJECT_FILE.to_owned(), |n| n.to_string_lossy().into_owned());
        let refuse = |message: String, hint: &str| {
            Refusal::from(Diagnostic::new(Rule::ProjectInvalid, message).at(Place::file(shown.clone())).hint(hint))
        };
        let text = read(&file)
            .map_err(|why| refuse(format!("the project file {why}"), "name the right file with `--project FILE`"))?;
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let root = folder.canonicalize().map_err(|error| {
            refuse(
                format!("the folder of the project file cannot be opened: {}", reason(&error)),
                "check its permissions",
            )
        })?;
        Self::parse(root, file_name, &text)
    }

    /// A project in `root` whose file is called `file_name` and says `text`.
    ///
    /// # Errors
    /// `project-invalid` with every problem that could be found in one go; `path-outside-project`.
    pub fn parse(root: PathBuf, file_name: String, text: &str) -> Result<Self, Refusal> {
        let place = |problem: &yaml::YamlProblem| Place {
            path: file_name.as_str().into(),
            line: Some(problem.line),
            column: Some(problem.column),
        };
        let (file, problems) = yaml::parse::<ProjectFile>(text);
        let mut findings: Vec<Diagnostic> = problems
            .iter()
            .map(|problem| {
                let finding = Diagnostic::new(Rule::ProjectInvalid, problem.message.clone()).at(place(problem));
                match &problem.hint {
                    Some(hint) => finding.hint(hint.clone()),
                    None => finding,
                }
            })
            .collect();
        let Some(file) = file else { return Err(Refusal(findings)) };
        let project = Self { root, file_name: file_name.clone(), file };
        for fault in validate::validate(&project) {
            let (line, column) = yaml::locate(text, &fault.path);
            let place = Place { path: file_name.as_str().into(), line: Some(line), column: Some(column) };
            findings.push(Diagnostic::new(fault.rule, fault.message).at(place).hint(fault.hint));
        }
        if findings.is_empty() { Ok(project) } else { Err(Refusal(findings)) }
    }
}

/// A list of the project file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The rules for page furniture.
    Ignore,
    /// The unexplained lines that somebody has looked at.
    Accept,
    /// The list of this key of the source with this number, zero-based.
    OfSource(usize, &'static str),
}

impl Project {
    /// The place of the level of a rule of `lint` in the project file.
    #[must_use]
    pub fn place_of_level(&self, rule: &str) -> Place {
        self.locate_value(&[yaml::Step::Key("lint"), yaml::Step::Chosen(rule.to_owned())])
    }

    /// The place of an item of a list in the project file, by its number, zero-based; of the file where it is not found.
    #[must_use]
    pub fn place_of(&self, section: Section, item: usize) -> Place {
        use yaml::Step::{Item, Key};
        let steps = match section {
            Section::Ignore => vec![Key("ignore"), Item(item)],
            Section::Accept => vec![Key("accept"), Item(item)],
            Section::OfSource(source, key) => vec![Key("sources"), Item(source), Key(key), Item(item)],
        };
        self.locate_value(&steps)
    }

    fn locate_value(&self, steps: &[yaml::Step]) -> Place {
        let path = self.file_name.as_str();
        match read(&self.root.join(path)) {
            Ok(text) => {
                let (line, column) = yaml::locate(&text, steps);
                Place { path: path.into(), line: Some(line), column: Some(column) }
            }
            Err(_) => Place::file(path),
        }
    }
}

/// The nearest `bindery.yaml` in `from` or above it.
#[must_use]
pub fn nearest_project_file(from: &Path) -> Option<PathBuf> {
    let start = from.canonicalize().unwrap_or_else(|_| from.to_owned());
    start.ancestors().map(|folder| folder.join(PROJECT_FILE)).find(|file| file.is_file())
}

fn find(from: &Path) -> Result<PathBuf, Refusal> {
    nearest_project_file(from).ok_or_else(|| {
        Refusal::from(
            Diagnostic::new(Rule::ProjectInvalid, format!("there is no {PROJECT_FILE} in this folder or above it"))
                .hint("run bindery inside a project, name its file with `--project FILE`, or make one with `bindery init PAGE…`"),
        )
    })
}

/// The text of a file that a person keeps, or why there is none.
pub(super) fn read(file: &Path) -> Result<String, String> {
    let facts = fs::metadata(file).map_err(|error| format!("cannot be read: {}", reason(&error)))?;
    if !facts.is_file() {
        return Err("is not a file".to_owned());
    }
    if facts.len() > MAX_BYTES {
        return Err(format!("has {} bytes; more than {MAX_BYTES} are refused", facts.len()));
    }
    let bytes = fs::read(file).map_err(|error| format!("cannot be read: {}", reason(&error)))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count();
        format!("is not UTF-8 at line {line}")
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}
