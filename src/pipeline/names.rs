//! The names given so far: from the lock, or from the old catalog where a person asks for a new lock.

use crate::artifact::{Tree, read_previous};
use crate::catalog::{CATALOG_FILE, load_catalog};
use crate::diagnostic::{Diagnostic, Place, Rule};
use crate::project::Project;
use crate::resolve::lock::Lock;

const RESTORE: &str = "restore it from version control: it keeps every name that was ever given";
const RESTORE_OR_NEW: &str = "restore it from version control: it keeps every name that was ever given; only if it is \
                              really lost, run `bindery generate --new-lock`, which takes the names from the old catalog";

/// The names given so far; none before the first run.
///
/// A lock that an earlier run has written and that is gone is no first run: every name would be given anew.
///
/// # Errors
/// `lock-damaged`, `usage` where a new lock is asked for beside one that is there, `catalog-damaged` where the names for
/// it cannot be read.
pub(super) fn names_given(project: &Project, tree: &Tree, new_lock: bool) -> Result<Lock, Vec<Diagnostic>> {
    let path = project.file.lock.as_str();
    let damaged = |message: String, hint: &str| {
        vec![Diagnostic::new(Rule::LockDamaged, message).at(Place::file(path)).hint(hint)]
    };
    if let Some(text) =
        read_previous(project, path).map_err(|why| damaged(format!("the lock `{path}` {why}"), RESTORE))?
    {
        if new_lock {
            let message = format!("the lock `{path}` is there, so no new one is made");
            let finding = Diagnostic::new(Rule::Usage, message).at(Place::file(path));
            return Err(vec![finding.hint("run `bindery generate` without `--new-lock`")]);
        }
        return Lock::load(path, &text);
    }
    let catalog = format!("{}/{CATALOG_FILE}", project.file.output);
    let old = match read_previous(project, &catalog) {
        Ok(Some(text)) => Some(load_catalog(&catalog, &text)),
        Ok(None) => None,
        Err(why) => {
            let finding = Diagnostic::new(Rule::CatalogDamaged, format!("the catalog `{catalog}` {why}"));
            let hint = "restore it from version control";
            Some(Err(finding.at(Place::file(catalog.as_str())).hint(hint)))
        }
    };
    if new_lock {
        return match old {
            Some(Ok(catalog)) => Ok(Lock::of_catalog(&catalog)),
            Some(Err(finding)) => Err(vec![finding]),
            None => Ok(Lock::default()),
        };
    }
    // A catalog that cannot be read may have given any number of names.
    let named = old.is_some_and(|old| old.map_or(true, |old| !old.codes.is_empty() || !old.tombstones.is_empty()));
    if named || tree.has_listed_beside(path) {
        return Err(damaged(format!("the lock `{path}` is gone, but names were given before"), RESTORE_OR_NEW));
    }
    Ok(Lock::default())
}
