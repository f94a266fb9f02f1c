//! What a well-formed project file may still say wrongly.

use std::collections::BTreeSet;

use super::yaml::Step::{self, Item, Key};
use super::{ColumnRole, IgnoreRule, Project, SourceEntry, Targets};
use crate::diagnostic::Rule;

/// A value that cannot be.
pub(super) struct Fault {
    pub(super) rule: Rule,
    pub(super) path: Vec<Step>,
    pub(super) message: String,
    pub(super) hint: String,
}

/// Everything that is wrong, in the order of the file.
pub(super) fn validate(project: &Project) -> Vec<Fault> {
    let mut faults = Faults(Vec::new());
    let file = &project.file;
    faults.kebab(&file.catalog, vec![Key("catalog")]);
    faults.text(&file.title, vec![Key("title")]);
    if !is_version(&file.version, 3) {
        let message = format!("`{}` is no version", file.version);
        faults.invalid(vec![Key("version")], message, "write three numbers, such as `0.1.0`, in quotes if need be");
    }
    if file.sources.is_empty() {
        faults.invalid(vec![Key("sources")], "there are no sources".to_owned(), "name at least one page to read");
    }
    let mut ids = BTreeSet::new();
    for (index, source) in file.sources.iter().enumerate() {
        let path = |key| vec![Key("sources"), Item(index), Key(key)];
        faults.kebab(&source.id, path("id"));
        if !ids.insert(source.id.as_str()) {
            let message = format!("the id `{}` is given twice", source.id);
            faults.invalid(path("id"), message, "give each source an id of its own");
        }
        faults.inside(project, &source.path, path("path"));
        if let Some(scope) = &source.scope {
            faults.kebab(scope, path("scope"));
        }
        if let Some(url) = &source.url {
            faults.address(url, path("url"));
        }
        if let Some(label) = &source.encoding
            && encoding_rs::Encoding::for_label(label.as_bytes()).is_none()
        {
            let message = format!("the encoding `{label}` is not known");
            faults.invalid(path("encoding"), message, "use a WHATWG label, such as `utf-8`, `gbk` or `windows-1252`");
        }
        faults.reading(source, &[Key("sources"), Item(index)]);
    }
    for (index, rule) in file.ignore.iter().enumerate() {
        faults.ignore_rule(rule, &[Key("ignore"), Item(index)]);
    }
    for (index, acceptance) in file.accept.iter().enumerate() {
        let path = |key| vec![Key("accept"), Item(index), Key(key)];
        if !ids.contains(acceptance.source.as_str()) {
            let message = format!("there is no source `{}`", acceptance.source);
            faults.invalid(path("source"), message, "use the id of one of the `sources`");
        }
        faults.text(&acceptance.text, path("text"));
        faults.text(&acceptance.reason, path("reason"));
    }
    for (index, term) in file.terms.credential.iter().enumerate() {
        faults.word(term, vec![Key("terms"), Key("credential"), Item(index)]);
    }
    for (index, section) in file.sections.iter().enumerate() {
        faults.text(&section.heading, vec![Key("sections"), Item(index), Key("heading")]);
        if let Some(scope) = &section.scope {
            faults.kebab(scope, vec![Key("sections"), Item(index), Key("scope")]);
        }
    }
    for id in file.lint.keys() {
        faults.lint_rule(id);
    }
    faults.inside(project, &file.lock, vec![Key("lock")]);
    if let Some(corrections) = &file.corrections {
        faults.inside(project, corrections, vec![Key("corrections")]);
    }
    faults.inside(project, &file.output, vec![Key("output")]);
    faults.overlap(project);
    faults.targets(&file.targets);
    faults.0
}

struct Faults(Vec<Fault>);

impl Faults {
    fn invalid(&mut self, path: Vec<Step>, message: String, hint: &str) {
        self.0.push(Fault { rule: Rule::ProjectInvalid, path, message, hint: hint.to_owned() });
    }

    fn kebab(&mut self, id: &str, path: Vec<Step>) {
        let fine = id.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        });
        if !fine {
            let hint = "write it in kebab-case: lower-case ASCII letters and digits, `-` between words";
            self.invalid(path, format!("`{id}` is no id"), hint);
        }
    }

    fn text(&mut self, text: &str, path: Vec<Step>) {
        if text.trim().is_empty() {
            self.invalid(path, "the text is empty".to_owned(), "write what it should say");
        }
    }

    /// A rule whose level is set must be one.
    fn lint_rule(&mut self, id: &str) {
        if Rule::from_id(id).is_some() {
            return;
        }
        let likeness = |rule: &Rule| strsim::normalized_damerau_levenshtein(id, rule.id());
        let near = Rule::ALL.iter().copied().max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
        let hint = match near.filter(|rule| likeness(rule) >= 0.55) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`docs/lint-rules.md` lists the rules".to_owned(),
        };
        self.invalid(vec![Key("lint"), Step::Chosen(id.to_owned())], format!("there is no rule `{id}`"), &hint);
    }

    fn word(&mut self, text: &str, path: Vec<Step>) {
        if text.is_empty() || text.contains(char::is_whitespace) {
            self.invalid(path, format!("`{text}` is not one word"), "write one word, as the pages spell it");
        }
    }

    fn ignore_rule(&mut self, rule: &IgnoreRule, at: &[Step]) {
        let path = |key| at.iter().cloned().chain([Key(key)]).collect::<Vec<_>>();
        self.kebab(&rule.rule, path("rule"));
        let given = [("line", &rule.line), ("starts-with", &rule.starts_with), ("contains", &rule.contains)];
        let given: Vec<_> = given.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?))).collect();
        match given.as_slice() {
            // An empty text is in every line: a rule that ignores everything has no name.
            [(key, value)] => self.text(value, path(key)),
            others => {
                let message = format!("the rule `{}` has {} texts to look for", rule.rule, others.len());
                let hint = "give exactly one of `line`, `starts-with` and `contains`";
                self.invalid(at.to_vec(), message, hint);
            }
        }
    }

    /// The rules for reading one source.
    fn reading(&mut self, source: &SourceEntry, at: &[Step]) {
        let item = |list, index| at.iter().cloned().chain([Key(list), Item(index)]).collect::<Vec<_>>();
        let under = |list, index| item(list, index).into_iter().chain([Key("under")]).collect::<Vec<_>>();
        for (index, rule) in source.ignore.iter().enumerate() {
            self.ignore_rule(rule, &item("ignore", index));
        }
        for (list, rules) in [("headings", &source.headings), ("lists", &source.lists)] {
            for (index, rule) in rules.iter().enumerate() {
                if let Some(heading) = &rule.under {
                    self.text(heading, under(list, index));
                }
            }
        }
        for (index, rule) in source.tables.iter().enumerate() {
            if let Some(heading) = &rule.under {
                self.text(heading, under("tables", index));
            }
            if rule.read.is_none() && rule.columns.is_empty() {
                let hint = "give `read: codes`, `read: nothing`, or `columns` with their roles";
                self.invalid(item("tables", index), "the rule decides nothing".to_owned(), hint);
            }
            if rule.number == Some(0) {
                let path = item("tables", index).into_iter().chain([Key("number")]).collect();
                self.invalid(path, "there is no table 0".to_owned(), "tables count from 1");
            }
            for role in [ColumnRole::Code, ColumnRole::Symbol, ColumnRole::Description] {
                let named = rule.columns.iter().filter(|(_, own)| **own == role).map(|(name, _)| name.as_str());
                let named: Vec<&str> = named.collect();
                if named.len() > 1 {
                    let message = format!("`{}` are both `{}`", named.join("` and `"), role.word());
                    let path = item("tables", index).into_iter().chain([Key("columns")]).collect();
                    self.invalid(
                        path,
                        message,
                        "give the role to one column; the others are `number`, `name` or `note`",
                    );
                }
            }
        }
    }

    fn address(&mut self, url: &str, path: Vec<Step>) {
        if !is_address(url) {
            self.invalid(path, format!("`{url}` is no address"), "write it as `https://…`, percent-encoded if need be");
        }
    }

    fn inside(&mut self, project: &Project, named: &str, path: Vec<Step>) {
        if let Err(why) = project.locate(named) {
            let hint = "name a file within the project folder, relative to it, with `/` between parts".to_owned();
            self.0.push(Fault { rule: Rule::PathOutsideProject, path, message: format!("`{named}` {why}"), hint });
        }
    }

    /// What is read and what is written must not be the same.
    fn overlap(&mut self, project: &Project) {
        let file = &project.file;
        let Ok(output) = super::relative_parts(&file.output) else { return };
        for (index, source) in file.sources.iter().enumerate() {
            if super::relative_parts(&source.path).is_ok_and(|parts| parts.starts_with(&output)) {
                let message = format!("`{}` stands in the output folder", source.path);
                let path = vec![Key("sources"), Item(index), Key("path")];
                self.invalid(path, message, "keep what is read apart from what is generated");
            }
            if source.path == file.lock {
                let message = format!("`{}` is a source too", file.lock);
                self.invalid(vec![Key("lock")], message, "give the lock a file of its own");
            }
        }
        if super::relative_parts(&file.lock).is_ok_and(|parts| parts.starts_with(&output)) {
            let hint = "keep the lock with the sources: it must outlive the output";
            self.invalid(vec![Key("lock")], format!("`{}` stands in the output folder", file.lock), hint);
        }
        if let Some(corrections) = &file.corrections {
            let path = || vec![Key("corrections")];
            if super::relative_parts(corrections).is_ok_and(|parts| parts.starts_with(&output)) {
                let message = format!("`{corrections}` stands in the output folder");
                self.invalid(path(), message, "keep what is read apart from what is generated");
            }
            let other = match corrections {
                path if *path == project.file_name => Some("the project file"),
                path if *path == file.lock => Some("the lock"),
                path if file.sources.iter().any(|source| source.path == *path) => Some("a source"),
                _ => None,
            };
            if let Some(other) = other {
                let message = format!("`{corrections}` is {other} too");
                self.invalid(path(), message, "give the corrections a file of their own");
            }
        }
        if file.lock == project.file_name {
            let message = format!("`{}` is the project file", file.lock);
            self.invalid(vec![Key("lock")], message, "give the lock a file of its own");
        }
    }

    fn targets(&mut self, targets: &Targets) {
        let Some(rust) = &targets.rust else { return };
        let path = |key| vec![Key("targets"), Key("rust"), Key(key)];
        let name = &rust.crate_name;
        let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
        if !starts || name.len() > 64 || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        {
            let hint = "start with a letter, then ASCII letters, digits, `-` and `_`, 64 at most";
            self.invalid(path("crate"), format!("`{name}` is no name of a crate"), hint);
        }
        let name = &rust.type_name;
        let starts = name.starts_with(|c: char| c.is_ascii_uppercase());
        if !starts || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) || name == "Self" {
            let hint = "write it in UpperCamelCase, ASCII letters and digits only";
            self.invalid(path("type-name"), format!("`{name}` is no name of a type"), hint);
        }
        if !is_version(&rust.rust_version, 3) && !is_version(&rust.rust_version, 2) {
            let message = format!("`{}` is no version of Rust", rust.rust_version);
            self.invalid(path("rust-version"), message, "write it as `\"1.81\"`, in quotes");
        }
        if let Some(repository) = &rust.repository {
            self.address(repository, path("repository"));
        }
        if let Some(license) = &rust.license
            && !license.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" .-+()/:".contains(&byte))
        {
            let message = format!("`{license}` is no licence expression");
            self.invalid(path("license"), message, "use an SPDX expression, such as `MIT OR Apache-2.0`");
        }
    }
}

/// Whether the text is an address on the web.
pub(super) fn is_address(url: &str) -> bool {
    let fine =
        |rest: &str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b));
    ["https://", "http://"].iter().filter_map(|start| url.strip_prefix(start)).any(fine)
}

/// Whether the text is a version of this many numbers, by the rules of semantic versioning where there are three.
fn is_version(text: &str, numbers: usize) -> bool {
    let (core, build) = text.split_once('+').map_or((text, None), |(core, build)| (core, Some(build)));
    let (core, pre) = core.split_once('-').map_or((core, None), |(core, pre)| (core, Some(pre)));
    let number = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part == "0" || !part.starts_with('0'))
            && part.len() < 20
    };
    let word = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    core.split('.').count() == numbers
        && core.split('.').all(number)
        && pre.is_none_or(|pre| {
            numbers == 3
                && pre.split('.').all(|part| word(part) && (number(part) || !part.bytes().all(|b| b.is_ascii_digit())))
        })
        && build.is_none_or(|build| numbers == 3 && build.split('.').all(word))
}

#[cfg(test)]
mod tests {
    use super::is_version;

    #[test]
    fn versions_are_semantic() {
        for good in ["0.1.0", "1.2.3-rc.1", "1.2.3+build.5", "10.20.30-alpha-1+x"] {
            assert!(is_version(good, 3), "{good}");
        }
        for bad in ["1", "1.0", "v1.0.0", "01.0.0", "1.0.0-", "1.0.0-01", "1.0.0+", "1.0.0 ", "1.-1.0", "latest"] {
            assert!(!is_version(bad, 3), "{bad}");
        }
        assert!(is_version("1.81", 2) && !is_version("1.81-rc", 2));
    }
}
