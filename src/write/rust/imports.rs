//! What each file of a space imports from the rest of the crate: one statement a module, by its full path.

use super::layout;
use super::view::{Repr, Space};

/// A file of a space that imports from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum File {
    /// The open type.
    Code,
    /// Its constants.
    Constants,
    /// The closed enum.
    Known,
    /// What the documentation says of an entry.
    Info,
    /// Facts, a row an entry.
    Table,
    /// Texts, a row an entry.
    Texts,
    /// With the feature `serde`.
    Wire,
}

/// The statements of a file, in rustfmt's order and layout.
pub(super) fn imports(space: &Space<'_>, file: File) -> Vec<String> {
    let open = space.open.clone();
    let known = space.known.clone();
    let numbers = space.repr != Repr::Text;
    let has_codes = space.single > 0;
    let from = |module: &'static str, items: &[(&str, bool)]| {
        let items: Vec<String> = items.iter().filter(|(_, needed)| *needed).map(|(item, _)| (*item).into()).collect();
        (format!("crate::{}{module}", space.path()), items)
    };
    let limit = ("crate::limit".to_owned(), vec!["Limit".to_owned()]);
    let meaning = ("crate::meaning".to_owned(), ["Kind", "Origin", "Retry"].map(str::to_owned).to_vec());
    let error = format!("Parse{open}Error");
    let modules = match file {
        File::Code => vec![
            from("find", &[("find", true)]),
            from("info", &[("Group", true), ("Info", true)]),
            from("known", &[(&known, true)]),
            limit,
            meaning,
        ],
        File::Constants => vec![from("code", &[(&open, true)])],
        File::Known => vec![
            from("code", &[(&open, true), (&error, true)]),
            from("find", &[("find", numbers), ("find_name", true)]),
            from("info", &[("Group", true), ("Info", true)]),
            from("table", &[("known", has_codes)]),
            limit,
            meaning,
        ],
        File::Info => vec![
            from("known", &[(&known, numbers)]),
            from("table", &[("Facts", true), ("FACTS", true), ("GROUPS", true), ("RANGES", space.has_ranges())]),
            from("text", &[("Texts", true), ("TEXTS", true)]),
            limit,
            meaning,
        ],
        File::Table => vec![from("info", &[("Group", true)]), from("known", &[(&known, has_codes)]), meaning],
        File::Texts => vec![limit],
        File::Wire => vec![from("code", &[(&open, true)]), from("known", &[(&known, true)])],
    };
    let mut modules: Vec<(String, Vec<String>)> = modules.into_iter().filter(|(_, items)| !items.is_empty()).collect();
    modules.sort_by(|(a, _), (b, _)| a.split("::").cmp(b.split("::")));
    modules.into_iter().map(|(path, items)| layout::import("", &path, items)).collect()
}
