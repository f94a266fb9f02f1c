//! A catalog from its YAML.

use super::{Catalog, FORMAT};
use crate::diagnostic::{Diagnostic, Place, Rule};

/// Reads a catalog from the text of its file. `path` is the file as the user names it.
///
/// # Errors
/// `catalog-damaged`, with the line: the text is not YAML, has a field that a catalog has not, lacks one, or is of
/// another format version.
pub fn load_catalog(path: &str, text: &str) -> Result<Catalog, Diagnostic> {
    let damaged = |message: String| {
        let hint = "run `bindery generate`, which writes it anew, or restore it from version control";
        Diagnostic::new(Rule::CatalogDamaged, message).hint(hint)
    };
    let catalog: Catalog = serde_yaml::from_str(text).map_err(|error| {
        let mut place = Place::file(path);
        if let Some(location) = error.location() {
            place.line = u32::try_from(location.line()).ok();
            place.column = u32::try_from(location.column()).ok();
        }
        let said = error.to_string();
        // The parser names our own types.
        match said.rsplit_once(", expected struct ") {
            Some(_) => damaged("the file is no catalog: a catalog is keys with values".to_owned()).at(place),
            None => damaged(format!("the catalog cannot be read: {said}")).at(place),
        }
    })?;
    if catalog.bindery != FORMAT {
        let message = format!("the catalog has format {}, this bindery reads {FORMAT}", catalog.bindery);
        return Err(damaged(message).at(Place::file(path)));
    }
    Ok(catalog)
}
