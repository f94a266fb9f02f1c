//! Titles of a program's reference that name a type: "Class LidErrorCode", "LidStatus Enum Reference". The end of the
//! name says what the type lists.

use super::phrases::split_humps;

/// Words of such titles beside the name.
const KINDS: &[&str] = &[
    "enum",
    "enums",
    "enumeration",
    "class",
    "interface",
    "struct",
    "structure",
    "union",
    "record",
    "object",
    "protocol",
    "annotation",
    "type",
    "typedef",
    "final",
    "abstract",
    "sealed",
    "public",
    "static",
    "reference",
];

/// The name in a title that otherwise only says what kind of type it is, its parts divided by spaces:
/// `Lid Error Code` of "Class LidErrorCode (Lids 2.1 API)".
pub(super) fn type_named(title: &str) -> Option<String> {
    let title = title.trim().split_once(" (").map_or(title.trim(), |(front, _)| front);
    let title = title.split_once('<').map_or(title, |(front, _)| front);
    let mut name = None;
    let mut kinds = 0;
    for word in title.split_whitespace() {
        if KINDS.contains(&word.trim_end_matches(':').to_lowercase().as_str()) {
            kinds += 1;
        } else if name.replace(word).is_some() {
            return None;
        }
    }
    let name = name.filter(|name| kinds > 0 && is_identifier(name))?;
    let parts = split_humps(name).replace("::", " ").replace(['.', '_'], " ");
    // `lid_status_t`: a type by its last letter.
    let parts = parts.strip_suffix(" t").map_or(parts.as_str(), |front| front).to_owned();
    parts.contains(' ').then_some(parts)
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ':'))
        && !name.ends_with(['.', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_types() {
        for (title, name) in [
            ("Class LidErrorCode", Some("Lid Error Code")),
            ("Enum Class LIDExitCode", Some("LID Exit Code")),
            ("Enum LidException.Code (Lids 2.1 API)", Some("Lid Exception Code")),
            ("LidStatus Enum Reference", Some("Lid Status")),
            ("enum lid_return_code_t", Some("lid return code")),
            ("Enumeration: LidCode", Some("Lid Code")),
            ("Class Lids<T>", None),
            ("Class of error codes", None),
            ("LidErrorCode", None),
            ("Error types", None),
            ("Interface", None),
        ] {
            assert_eq!(type_named(title).as_deref(), name, "{title}");
        }
    }
}
