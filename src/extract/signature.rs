//! What the declaration right below a heading of a program's reference declares.

/// A kind of thing that a header declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Declared {
    /// A name for a value.
    Constant,
    /// A function, or a macro with parameters.
    Function,
    /// A type, or a variable of one.
    Type,
    /// An error of a contract, with its parameters: `error LidOpen(address lid)`.
    Error,
}

/// Words that start the declaration of a type, or of a variable that is defined elsewhere.
const TYPES: &[&str] = &["typedef", "struct", "class", "union", "enum", "extern"];

/// Words in the declaration of a variable that never varies.
const FIXED: &[&str] = &["const", "final", "constexpr", "let", "val"];

/// What a listing declares `name` to be; `None` where it says nothing of it.
pub(super) fn declared(listing: &str, name: &str) -> Option<Declared> {
    let in_name = |c: char| c.is_alphanumeric() || c == '_';
    let (before, after) = listing
        .match_indices(name)
        .map(|(at, _)| (&listing[..at], &listing[at + name.len()..]))
        .find(|(before, after)| !before.ends_with(in_name) && !after.starts_with(in_name))?;
    let called = after.trim_start().starts_with('(');
    let mut words = before.split_whitespace();
    match words.next()? {
        // The value of a constant may stand in brackets, with space before them; parameters may have lines of their own.
        "#define" if after.starts_with('(') || (called && after.trim_start_matches(' ').starts_with('\n')) => {
            Some(Declared::Function)
        }
        "#define" => Some(Declared::Constant),
        first if TYPES.contains(&first) => Some(Declared::Type),
        // `lid_error (*lid_open)(lid *it)`.
        _ if before.contains("(*") && after.starts_with(')') => Some(Declared::Function),
        "error" if called && words.next().is_none() => Some(Declared::Error),
        _ if before.contains(['=', '{', '(']) => None,
        _ if called => Some(Declared::Function),
        first if !FIXED.contains(&first) && !words.any(|word| FIXED.contains(&word)) => {
            let rest = after.trim_start();
            (rest.is_empty() || rest.starts_with(['=', ';'])).then_some(Declared::Type)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_say_what_a_name_is() {
        for (listing, kind) in [
            ("#define LID_OPEN 4", Some(Declared::Constant)),
            ("#define LID_OPEN   (LIDS + 4)", Some(Declared::Constant)),
            ("#define LID_OPEN(lid) (lid->open)", Some(Declared::Function)),
            ("typedef void(* LID_OPEN) (lid *it)", Some(Declared::Type)),
            ("#define LID_OPEN\n(\nlid ) (lid->open)", Some(Declared::Function)),
            ("extern lid LID_OPEN", Some(Declared::Type)),
            ("LID_OPEN_t LID_OPEN", Some(Declared::Type)),
            ("lid_state LID_OPEN = open", Some(Declared::Type)),
            ("static final int LID_OPEN", None),
            ("int LID_OPEN (lid *it)", Some(Declared::Function)),
            ("lid_error *(* lid::LID_OPEN) (lid *it)", Some(Declared::Function)),
            ("if (state == LID_OPEN) {", None),
            ("state = LID_OPEN(it)", None),
            ("error LID_OPEN();", Some(Declared::Error)),
            ("error LID_OPEN(address lid, uint since)", Some(Declared::Error)),
            ("error state LID_OPEN(lid *it)", Some(Declared::Function)),
            ("int shut(lid *it)", None),
        ] {
            assert_eq!(declared(listing, "LID_OPEN"), kind, "{listing}");
        }
    }
}
