//! Words of texts and names, as the rules compare them.

use heck::ToSnakeCase;

use crate::resolve::phrase::Words;

/// The words of a text in lower case, without marks; characters of scripts without spaces are words by themselves.
pub(super) fn words_of(text: &str) -> Vec<String> {
    sentences_of(text).flatten().collect()
}

/// The same with `None` for the end of a sentence.
pub(super) fn sentences_of(text: &str) -> impl Iterator<Item = Option<String>> {
    let words: Vec<Option<std::ops::Range<usize>>> = Words::of(text).ranges().collect();
    words.into_iter().map(|range| range.map(|range| text.get(range).unwrap_or_default().to_lowercase()))
}

/// The words of an identifier: `ERR_READ_TIMEOUT`, `ReadTimeout`, `read timeout`.
pub(super) fn words_of_name(name: &str) -> Vec<String> {
    name.to_snake_case().split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The word without the ending of a plural.
pub(super) fn singular(word: &str) -> &str {
    match word.strip_suffix("ies").map(str::len) {
        // "ties" is no plural of "t".
        Some(stem) if stem > 2 => word.get(..stem).unwrap_or(word),
        _ => match word.strip_suffix('s') {
            Some(stem) if stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']) => stem,
            _ => word.strip_suffix('y').filter(|stem| stem.len() > 2).unwrap_or(word),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_and_singulars_are_one() {
        for (one, other) in [("parameters", "parameter"), ("queries", "query"), ("keys", "key")] {
            assert_eq!(singular(one), singular(other), "{one}");
        }
        for word in ["status", "address", "bus", "this"] {
            assert_eq!(singular(word), word);
        }
        assert_eq!(words_of_name("ERR_HTTPReadFailed"), ["err", "http", "read", "failed"]);
        assert_eq!(words_of("Don't! 超时"), ["don't", "超", "时"]);
    }
}
