//! Renaming: the one way in which a locked name changes.

use super::{Former, Lock, LockKey};
use crate::catalog::is_identifier;
use crate::diagnostic::{Diagnostic, Place, Rule};
use crate::resolve::name::is_reserved;

/// What a person asks for.
#[derive(Debug, Clone)]
pub struct Rename {
    /// The name that the code has.
    pub old: String,
    /// The name that it gets.
    pub new: String,
    /// The scope, where several have the name.
    pub scope: Option<String>,
}

/// A code that was renamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// The code within its scope.
    pub key: LockKey,
    /// The first version whose bindings have the old name no more.
    pub until: Option<String>,
}

/// At most so many near names are listed.
const NEAR: usize = 3;

impl Lock {
    /// Gives a code another name and keeps the one that it had as a former name. `version` is the catalog's, `path` the
    /// lock as the user names it.
    ///
    /// # Errors
    /// `not-found` for a name that no code has, `name-taken` for a new name that another code has or had, `usage` for a
    /// name that cannot be one, is that name already, or stands in several scopes.
    pub fn rename(&mut self, rename: &Rename, version: &str, path: &str) -> Result<Renamed, Diagnostic> {
        let Rename { old, new, .. } = rename;
        let key = self.target(rename, path)?;
        if old == new {
            let message = format!("code {} is called `{new}` already", key.code);
            return Err(Diagnostic::new(Rule::Usage, message).hint("give the name that it should have"));
        }
        if !is_identifier(new) || is_reserved(new) {
            let why =
                if is_reserved(new) { "languages have it for something else" } else { "it must be UpperCamelCase" };
            let message = format!("`{new}` cannot be a name: {why}");
            let hint = "write a capital, then ASCII letters and digits, such as `GroupNotFound`";
            return Err(Diagnostic::new(Rule::Usage, message).hint(hint));
        }
        if let Some(taken) = self.taken(&key, new, path) {
            return Err(taken);
        }
        let Some(locked) = self.names.get_mut(&key) else {
            // The target was found above.
            return Err(self.unknown(rename, path));
        };
        locked.aliases.retain(|former| *former.name != **new && *former.name != **old);
        let former =
            Former { name: std::mem::replace(&mut locked.name, new.as_str().into()), since: Some(version.to_owned()) };
        let until = former.until();
        locked.aliases.push(former);
        Ok(Renamed { key, until })
    }

    /// The code that has the old name.
    fn target(&self, rename: &Rename, path: &str) -> Result<LockKey, Diagnostic> {
        let in_scope = |key: &LockKey| rename.scope.is_none() || key.scope == rename.scope;
        let named: Vec<&LockKey> = self
            .names
            .iter()
            .filter(|(key, locked)| *locked.name == *rename.old && in_scope(key))
            .map(|(key, _)| key)
            .collect();
        let key = match named.as_slice() {
            [key] => *key,
            [] => return Err(self.unknown(rename, path)),
            several => {
                let scopes: Vec<String> =
                    several.iter().filter_map(|key| key.scope.as_ref()).map(|s| format!("`{s}`")).collect();
                let message = format!("the scopes {} each have a code called `{}`", scopes.join(", "), rename.old);
                return Err(Diagnostic::new(Rule::Usage, message).hint("say which one with `--scope SCOPE`"));
            }
        };
        match self.names.get(key) {
            Some(locked) if locked.removed => {
                let message = format!("code {} (`{}`) is on no page any more", key.code, locked.name);
                let hint = "the name of a removed code stays with its number; there is nothing to rename";
                Err(at(Diagnostic::new(Rule::NotFound, message), path, locked.line).hint(hint))
            }
            _ => Ok(key.clone()),
        }
    }

    /// The finding that no code has the old name, with what may be meant.
    fn unknown(&self, rename: &Rename, path: &str) -> Diagnostic {
        let Rename { old, new, scope } = rename;
        let within = scope.as_ref().map(|scope| format!(" of scope `{scope}`")).unwrap_or_default();
        let finding = Diagnostic::new(Rule::NotFound, format!("no code{within} is called `{old}`"));
        let former = self.names.iter().find(|(_, locked)| locked.aliases.iter().any(|former| *former.name == **old));
        if let Some((_, locked)) = former {
            if *locked.name == **new {
                return at(finding, path, locked.line).hint(format!("it was renamed to `{new}` already"));
            }
            let hint = format!("`{old}` is a former name: run `bindery rename {} {new}`", locked.name);
            return at(finding, path, locked.line).hint(hint);
        }
        if let Some((_, locked)) = self.names.iter().find(|(key, _)| key.code.to_string() == *old) {
            let hint = format!("`{old}` is a code: run `bindery rename {} {new}`", locked.name);
            return at(finding, path, locked.line).hint(hint);
        }
        const LIKE: f64 = 0.72;
        let wanted = old.to_lowercase();
        let mut near: Vec<(f64, &str)> = self
            .names
            .values()
            .filter(|locked| !locked.removed)
            .map(|locked| (strsim::jaro_winkler(&wanted, &locked.name.to_lowercase()), &*locked.name))
            .filter(|(likeness, _)| *likeness >= LIKE)
            .collect();
        near.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(right.1)));
        near.dedup_by(|left, right| left.1 == right.1);
        let near: Vec<String> = near.into_iter().take(NEAR).map(|(_, name)| format!("`{name}`")).collect();
        let hint = match near.as_slice() {
            [] => format!("look for the name in `{path}`, or run `bindery explain CODE`"),
            near => format!("did you mean {}?", near.join(" or ")),
        };
        finding.at(Place::file(path)).hint(hint)
    }

    /// The finding that another code of the scope has or had the new name, whatever its case.
    fn taken(&self, own: &LockKey, new: &str, path: &str) -> Option<Diagnostic> {
        let (key, locked, former) =
            self.names.iter().filter(|(key, _)| key.scope == own.scope && *key != own).find_map(|(key, locked)| {
                let same = |name: &str| name.eq_ignore_ascii_case(new);
                let former = locked.aliases.iter().any(|former| same(&former.name));
                (same(&locked.name) || former).then_some((key, locked, former))
            })?;
        let code = &key.code;
        let how = match (former, locked.removed) {
            (true, _) => format!("is a former name of code {code} (`{}`)", locked.name),
            (false, true) => format!("is the name of code {code}, which was removed"),
            (false, false) => format!("is the name of code {code}"),
        };
        let finding = Diagnostic::new(Rule::NameTaken, format!("`{new}` {how}"));
        Some(at(finding, path, locked.line).hint("choose a name that no other code has or had"))
    }
}

fn at(finding: Diagnostic, path: &str, line: Option<u32>) -> Diagnostic {
    finding.at(line.map_or_else(|| Place::file(path), |line| Place::line(path, line)))
}
