//! Names of enumerations and constants that list something else than failures: modes, states, policies.

use super::super::phrases::split_humps;
use super::super::type_title::type_named;
use super::super::words::words;
use super::lists::LISTS;

/// So many constants have something in common by no chance.
const ENOUGH: usize = 3;

/// Whether a title is the name of an enumeration of something else, perhaps with the kind of type it is:
/// `lid_open_mode`, "enum Lids::LostLidPolicy", "LidState Enum Reference".
pub(crate) fn names_other_values(title: &str) -> bool {
    let identifier = || {
        let name = title.trim();
        let written = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '.');
        // `ERR_BAD_LID_OPTION` is a constant itself.
        let constant = !name.contains(|c: char| c.is_ascii_lowercase());
        (name.contains('_') && !constant && name.chars().all(written)).then(|| name.to_owned())
    };
    type_named(title).or_else(identifier).is_some_and(|name| ends_as_other_values(&name))
}

/// Whether what constants have in common says that they are something else: `LID_MODE_OPEN`, `LID_MODE_SHUT` and
/// `LID_MODE_LOST` are modes.
pub(crate) fn name_other_values<'n>(names: impl Iterator<Item = &'n str>) -> bool {
    beginning(names).is_some_and(|beginning| {
        beginning.contains('_') && !words().names_failure(beginning) && ends_as_other_values(beginning)
    })
}

/// What several names begin with, up to the last `_` of that.
pub(crate) fn beginning<'n>(mut names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let mut common = names.next()?;
    let mut count = 1;
    for name in names {
        let same = common.bytes().zip(name.bytes()).take_while(|(one, other)| one == other).count();
        common = common.get(..same).filter(|common| !common.is_empty())?;
        count += 1;
    }
    common.rsplit_once('_').map(|(beginning, _)| beginning).filter(|_| count >= ENOUGH)
}

/// Whether a title names an enumeration of states, some of which may be failures.
pub(crate) fn names_states(title: &str) -> bool {
    names_other_values(title)
        && title
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| LISTS.states.iter().any(|state| word.ends_with(state.as_str())))
}

/// Whether a name of several parts ends as those of lists of something else do.
fn ends_as_other_values(name: &str) -> bool {
    let parts = split_humps(name).to_lowercase();
    let mut parts: Vec<&str> = parts.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    // `lid_state_t`, `lid_mode_e`: a type by its last letter.
    if parts.len() > 2 && parts.last().is_some_and(|last| matches!(*last, "t" | "e")) {
        parts.pop();
    }
    let [before @ .., last] = parts.as_slice() else { return false };
    let fails = || before.iter().any(|part| words().names_failure(part) || words().speaks_of_failure(part));
    let unless_failures = LISTS.values_unless_failures.contains(*last) || LISTS.states.contains(*last);
    !before.is_empty() && (LISTS.values.contains(*last) || (unless_failures && !fails()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_with_what_they_list() {
        for (title, others) in [
            ("lid_open_mode", true),
            ("lid_state_t", true),
            ("enum Lids::LostLidPolicy", true),
            ("enum Lids::LidErrorPolicy", true),
            ("LidState Enum Reference", true),
            ("lid_error_type", false),
            ("enum LidErrorState", false),
            ("lid_result", false),
            ("ERR_BAD_LID_OPTION", false),
            ("mode", false),
            ("The open mode", false),
        ] {
            assert_eq!(names_other_values(title), others, "{title}");
        }
    }

    #[test]
    fn constants_begin_with_what_they_are() {
        for (names, others) in [
            (["LID_MODE_OPEN", "LID_MODE_SHUT", "LID_MODE_LOST"], true),
            (["LID_ERR_MODE_A", "LID_ERR_MODE_B", "LID_ERR_MODE_C"], false),
            (["MODE_OPEN", "MODE_SHUT", "MODE_LOST"], false),
            (["LID_ERROR_STATE_A", "LID_ERROR_STATE_B", "LID_ERROR_STATE_C"], false),
        ] {
            assert_eq!(name_other_values(names.into_iter()), others, "{names:?}");
        }
        assert!(!name_other_values(["LID_MODE_OPEN", "LID_MODE_SHUT"].into_iter()));
    }
}
