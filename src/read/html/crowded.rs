//! Finds a tag with more attributes than any page has, before the parser has read it to its end: the parser compares the
//! name of each with all before it, so that its time is quadratic in their number.

/// More attributes than this in one tag refuse the page. Pages that people write stay below 100.
pub(super) const MAX_ATTRIBUTES: u32 = 4096;

/// Where a tag may be that starts somewhere in the text: the states of the tokenizer within a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// After `<`.
    Open,
    /// After `</`.
    OpenEnd,
    TagName,
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    DoubleQuoted,
    SingleQuoted,
    Unquoted,
}

const STATES: usize = 10;

/// Counts the attributes of the tags that could start anywhere in a text.
///
/// Whether a `<` starts a tag depends on all that stands before it, which is not looked at: every one is followed, and of
/// those that reach the same state only the one with the most attributes, so that the work is linear.
#[derive(Debug, Default)]
pub(super) struct Crowded {
    /// By state, how many attributes a tag may have that is in it.
    counts: [Option<u32>; STATES],
}

impl Crowded {
    /// Reads on; whether some tag has passed [`MAX_ATTRIBUTES`].
    pub(super) fn reads(&mut self, text: &str) -> bool {
        text.bytes().any(|byte| {
            let before = std::mem::take(&mut self.counts);
            for (state, count) in ALL.into_iter().zip(before) {
                let Some(count) = count else { continue };
                let Some((next, starts)) = step(state, byte) else { continue };
                let known = &mut self.counts[next as usize];
                *known = (*known).max(Some(count + u32::from(starts)));
            }
            if byte == b'<' {
                let open = &mut self.counts[State::Open as usize];
                *open = (*open).or(Some(0));
            }
            self.counts.iter().any(|count| count.is_some_and(|count| count > MAX_ATTRIBUTES))
        })
    }
}

const ALL: [State; STATES] = [
    State::Open,
    State::OpenEnd,
    State::TagName,
    State::BeforeName,
    State::Name,
    State::AfterName,
    State::BeforeValue,
    State::DoubleQuoted,
    State::SingleQuoted,
    State::Unquoted,
];

/// Where a byte leads, and whether it starts an attribute; `None` where the tag ends or is none.
fn step(state: State, byte: u8) -> Option<(State, bool)> {
    let blank = matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c');
    let next = match (state, byte) {
        (State::Open, b'/') => State::OpenEnd,
        (State::Open | State::OpenEnd, _) => return byte.is_ascii_alphabetic().then_some((State::TagName, false)),
        (State::DoubleQuoted, b'"') | (State::SingleQuoted, b'\'') => State::BeforeName,
        (State::DoubleQuoted | State::SingleQuoted, _) => state,
        (_, b'>') => return None,
        (State::BeforeValue, b'"') => State::DoubleQuoted,
        (State::BeforeValue, b'\'') => State::SingleQuoted,
        (State::BeforeValue, _) if blank => State::BeforeValue,
        (State::BeforeValue | State::Unquoted, _) => {
            if blank {
                State::BeforeName
            } else {
                State::Unquoted
            }
        }
        (_, b'/') => State::BeforeName,
        (State::Name | State::AfterName, b'=') => State::BeforeValue,
        (State::Name, _) if blank => State::AfterName,
        (State::TagName, _) if blank => State::BeforeName,
        (State::BeforeName | State::AfterName, _) if blank => state,
        (State::BeforeName | State::AfterName, _) => return Some((State::Name, true)),
        (State::TagName | State::Name, _) => state,
    };
    Some((next, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes(text: &str) -> Option<u32> {
        let mut crowded = Crowded::default();
        assert!(!crowded.reads(text));
        crowded.counts.into_iter().flatten().max()
    }

    #[test]
    fn attributes_are_counted_as_the_tokenizer_counts_them() {
        assert_eq!(attributes("<p a b=c d = 'e f' g=\"h>i\" j/k"), Some(6));
        assert_eq!(attributes("</p a b"), Some(2));
        assert_eq!(attributes("<p a='b c d e f"), Some(1));
        assert_eq!(attributes("<p a b>c d e"), None);
        assert_eq!(attributes("a < b c d"), None);
        // A tag that only starts in what looks like a value of another one is followed as well.
        assert_eq!(attributes("<!-- <x a=\" --> <p b c d e"), Some(4));
    }

    #[test]
    fn a_crowded_tag_is_found_wherever_it_starts() {
        let tag = format!("<p{}", " a".repeat(MAX_ATTRIBUTES as usize + 1));
        for before in ["", "<x y=\"", "<!-- <x y='", "<script>"] {
            let mut crowded = Crowded::default();
            assert!(!crowded.reads(before));
            assert!(crowded.reads(&tag), "{before}");
        }
    }
}
