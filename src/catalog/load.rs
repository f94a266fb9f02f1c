//! A catalog from its YAML.

use super::{CATALOG_FILE, Catalog, FORMAT};
use crate::diagnostic::{Diagnostic, Place, Rule};
use crate::nesting::{MAX_NESTING, TooDeep, check_nesting};

/// Reads a catalog from the text of its file. `path` is the file as the user names it.
///
/// # Errors
/// `catalog-damaged`, with the line: the text is not YAML, has a field that a catalog has not, lacks one, or is of
/// another format version.
pub fn load_catalog(path: &str, text: &str) -> Result<Catalog, Diagnostic> {
    let damaged = |message: String| {
        let hint = format!(
            "run `bindery generate`, which writes it anew, restore it from version control, or name another \
             `{CATALOG_FILE}`"
        );
        Diagnostic::new(Rule::CatalogDamaged, message).hint(hint)
    };
    if let Err(TooDeep { line, column }) = check_nesting(text) {
        let place = Place { path: path.into(), line: Some(line), column: Some(column) };
        return Err(damaged(format!("lists stand in each other more than {MAX_NESTING} deep, as no catalog has them"))
            .at(place));
    }
    let catalog: Catalog = serde_yaml::from_str(text).map_err(|error| {
        if !text.lines().any(says_format) {
            let message = "the file is no catalog: no line of it says `bindery: …`, the version of the format";
            let hint = format!("name a `{CATALOG_FILE}` that `bindery generate` wrote");
            return Diagnostic::new(Rule::CatalogDamaged, message).at(Place::file(path)).hint(hint);
        }
        let mut place = Place::file(path);
        let mut said = error.to_string();
        if let Some(location) = error.location() {
            place.line = u32::try_from(location.line()).ok();
            place.column = u32::try_from(location.column()).ok();
            // The place is told apart.
            said = said.replace(&format!(" at line {} column {}", location.line(), location.column()), "");
        }
        // The parser names our own types, and every field that there could be.
        match (said.rsplit_once(", expected struct "), said.split_once(", expected one of ")) {
            (Some(_), _) => damaged("the file is no catalog: a catalog is keys with values".to_owned()).at(place),
            (None, Some((what, _))) => damaged(format!("the catalog cannot be read: {what}")).at(place),
            (None, None) => damaged(format!("the catalog cannot be read: {said}")).at(place),
        }
    })?;
    if catalog.bindery != FORMAT {
        let message = format!("the catalog has format {}, this bindery reads {FORMAT}", catalog.bindery);
        return Err(damaged(message).at(Place::file(path)));
    }
    Ok(catalog)
}

/// Whether a line gives the version of the format, in YAML or in the JSON that is YAML as well.
fn says_format(line: &str) -> bool {
    let key = line.trim_start().trim_start_matches('{').trim_start();
    ["bindery", "\"bindery\"", "'bindery'"]
        .iter()
        .any(|word| key.strip_prefix(word).is_some_and(|rest| rest.trim_start().starts_with(':')))
}
