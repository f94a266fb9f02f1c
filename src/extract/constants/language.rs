//! What languages differ in, as far as constants go.

/// A language, or a family that writes constants alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// C, C++ and Objective-C.
    C,
    Java,
    Kotlin,
    Swift,
    CSharp,
    Dart,
    /// TypeScript and JavaScript.
    TypeScript,
    Go,
    Python,
    Rust,
    /// Any other with `//` and `/* */`, or one that the page does not state.
    Slashes,
    /// Any other with `#`.
    Hash,
}

impl Language {
    /// The language by its name or file extension; the text decides where the page states none.
    pub(super) fn of(language: Option<&str>, text: &str) -> Self {
        match language.map(str::to_ascii_lowercase).as_deref() {
            Some(
                "c" | "h" | "cc" | "cpp" | "cxx" | "c++" | "hh" | "hpp" | "hxx" | "m" | "mm" | "objc" | "objectivec"
                | "objective-c" | "obj-c" | "objective-c++",
            ) => Self::C,
            Some("java") => Self::Java,
            Some("kt" | "kts" | "kotlin") => Self::Kotlin,
            Some("swift") => Self::Swift,
            Some("cs" | "csharp" | "c#") => Self::CSharp,
            Some("dart") => Self::Dart,
            Some("ts" | "tsx" | "mts" | "cts" | "typescript" | "js" | "jsx" | "mjs" | "cjs" | "javascript") => {
                Self::TypeScript
            }
            Some("go" | "golang") => Self::Go,
            Some("py" | "pyi" | "python") => Self::Python,
            Some("rs" | "rust") => Self::Rust,
            Some("rb" | "ruby" | "yaml" | "yml" | "toml" | "ini" | "sh" | "bash" | "pl" | "perl") => Self::Hash,
            Some(_) => Self::Slashes,
            None if text.lines().any(|line| line.trim_start().starts_with("# ")) && !text.contains("//") => Self::Hash,
            None => Self::Slashes,
        }
    }

    /// Whether comments start with `#`.
    pub(super) fn has_hash_comments(self) -> bool {
        matches!(self, Self::Python | Self::Hash)
    }

    /// Whether a comment may stand in a comment.
    pub(super) fn nests_comments(self) -> bool {
        matches!(self, Self::Kotlin | Self::Swift | Self::Dart | Self::Rust)
    }

    /// Whether three quotes open a text of several lines.
    pub(super) fn has_triple_quotes(self) -> bool {
        matches!(self, Self::Python | Self::Kotlin | Self::Swift | Self::Dart | Self::Java | Self::CSharp | Self::Hash)
    }

    /// Whether a text between backticks may have several lines.
    pub(super) fn has_backtick_texts(self) -> bool {
        matches!(self, Self::Go | Self::TypeScript)
    }

    /// Whether a leading zero makes a number octal.
    pub(super) fn has_octal_zero(self) -> bool {
        matches!(self, Self::C | Self::Java | Self::Go)
    }

    /// Whether one character between apostrophes is a number.
    pub(super) fn has_number_characters(self) -> bool {
        matches!(self, Self::C | Self::Java | Self::CSharp | Self::Go)
    }

    /// Whether `let` declares a variable, not a constant.
    pub(super) fn lets_vary(self) -> bool {
        matches!(self, Self::TypeScript | Self::Rust)
    }

    /// The value of the first member of an enumeration that states none; `None` where members have no numbers of
    /// themselves. `header` is the code before the brace.
    pub(super) fn first_member(self, header: &str) -> Option<i64> {
        match self {
            Self::Java | Self::Kotlin | Self::Dart => None,
            Self::Swift => {
                let (_, types) = header.split_once(':')?;
                types.split([',', ' ']).any(|word| word.starts_with("Int") || word.starts_with("UInt")).then_some(0)
            }
            _ => Some(0),
        }
    }

    /// Whether a member that states no value is one more than the one before it; `by_itself` says that the one before
    /// could have been counted too.
    pub(super) fn counts(self, by_itself: bool) -> bool {
        match self {
            Self::Java | Self::Kotlin | Self::Dart => by_itself,
            _ => true,
        }
    }
}
