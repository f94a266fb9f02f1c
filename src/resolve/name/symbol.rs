//! From a vendor's constant to a name: without the prefix that all constants share, in the page's own capitals.

use foldhash::HashMap;

use heck::ToSnakeCase;

use super::lexicon::Lexicon;
use super::word::camel;

/// At least so many constants must there be before a word that they share is taken for a prefix: a handful that begin
/// with "invalid" mean it.
const FEW: usize = 8;
/// Beginnings that mean nothing besides "this is an error", so that three constants are enough to tell.
const MARKS: &[&str] = &["e", "k", "err", "error", "errors", "errno", "errcode", "rc"];
/// At least so many constants must share such a beginning.
const FEW_MARKED: usize = 3;
/// A prefix is shared by at least this share of the constants, in percent: the odd constant out does not count.
const SHARED: usize = 90;

/// What the constants of one run have in common.
#[derive(Debug, Default)]
pub(crate) struct SymbolStyle {
    /// The tokens that nearly all constants begin with, in lower case.
    prefix: Vec<String>,
    /// How the pages write words that a constant writes in capitals: `usersig` is `UserSig`.
    capitals: HashMap<String, String>,
}

impl SymbolStyle {
    /// Learns from all constants and all texts. The result does not depend on their order.
    pub(crate) fn learn<'a>(
        symbols: impl Iterator<Item = &'a str>,
        texts: impl Iterator<Item = &'a str>,
        lexicon: &Lexicon,
    ) -> Self {
        Self { prefix: common_prefix(symbols), capitals: capitals(texts, lexicon) }
    }

    /// The name that a constant suggests; `None` where nothing is left of it.
    pub(crate) fn name(&self, symbol: &str, lexicon: &Lexicon) -> Option<String> {
        let tokens: Vec<String> = tokens(symbol);
        let shared =
            tokens.iter().zip(&self.prefix).take_while(|(token, prefix)| token.eq_ignore_ascii_case(prefix)).count();
        let rest = if shared == self.prefix.len() { tokens.get(shared..).unwrap_or_default() } else { &tokens };
        let name: String = rest.iter().map(|token| self.part(token, lexicon)).collect();
        (!name.is_empty()).then_some(name)
    }

    fn part(&self, token: &str, lexicon: &Lexicon) -> String {
        let lower = token.to_lowercase();
        let right = lexicon.spellings.get(&lower).map_or(token, String::as_str);
        match self.capitals.get(&right.to_lowercase()) {
            Some(written) => camel(written, lexicon),
            None => camel(right, lexicon),
        }
    }
}

/// The tokens of a constant: divided by signs that are no letters; where it has none, by its capitals.
fn tokens(symbol: &str) -> Vec<String> {
    let divided = symbol.trim().contains(|c: char| !c.is_alphanumeric());
    if divided {
        let parts = symbol.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty());
        return parts.map(str::to_owned).collect();
    }
    symbol.to_snake_case().split('_').map(str::to_owned).collect()
}

/// The longest sequence of tokens that nearly all constants begin with, while something is left of each. Of constants
/// that are divided by their capitals only marks go.
fn common_prefix<'a>(symbols: impl Iterator<Item = &'a str>) -> Vec<String> {
    let lower = |token: String| token.to_lowercase();
    let all: Vec<(Vec<String>, bool)> = symbols
        .map(|symbol| {
            (tokens(symbol).into_iter().map(lower).collect(), symbol.contains(|c: char| !c.is_alphanumeric()))
        })
        .collect();
    let mut prefix: Vec<String> = Vec::new();
    loop {
        let mut counts: HashMap<&str, (usize, bool)> = HashMap::default();
        for (tokens, divided) in &all {
            if tokens.starts_with(&prefix)
                && let [next, _, ..] = tokens.get(prefix.len()..).unwrap_or_default()
            {
                let (count, all_divided) = counts.entry(next).or_insert((0, true));
                *count += 1;
                *all_divided &= *divided;
            }
        }
        // At most one token can be shared by so many.
        let shared = counts.into_iter().find(|&(token, (count, divided))| {
            let mark = MARKS.contains(&token);
            let enough = if mark { FEW_MARKED } else { FEW };
            count * 100 >= all.len() * SHARED && count >= enough && (mark || divided)
        });
        match shared {
            Some((token, _)) => prefix.push(token.to_owned()),
            None => return prefix,
        }
    }
}

/// Words that the texts write with a capital inside, by their lower case. Where a word is written in several ways, the
/// more frequent counts, then the one that sorts first.
fn capitals<'a>(texts: impl Iterator<Item = &'a str>, lexicon: &Lexicon) -> HashMap<String, String> {
    let mut counts: HashMap<&str, u32> = HashMap::default();
    for text in texts {
        for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
            if word.len() > 3 && has_inner_capital(word) {
                *counts.entry(word).or_default() += 1;
            }
        }
    }
    let mut ways: Vec<(&str, u32)> = counts.into_iter().collect();
    ways.sort_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(right.0)));
    let mut capitals = HashMap::default();
    for (word, _) in ways {
        let lower = word.to_lowercase();
        // "APIs" is no word of two parts.
        if camel(word, lexicon).to_lowercase() == lower && !lexicon.casings.contains_key(&lower) {
            capitals.entry(lower).or_insert_with(|| word.to_owned());
        }
    }
    capitals
}

/// Whether a word is written like `UserSig` or `SDKAppID`: small letters and a capital after the first letter.
fn has_inner_capital(word: &str) -> bool {
    let bytes = word.as_bytes();
    let small = bytes.iter().any(u8::is_ascii_lowercase);
    small
        && bytes
            .windows(2)
            .any(|pair| pair.iter().rev().zip([true, false]).all(|(byte, upper)| byte.is_ascii_uppercase() == upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_that_nearly_all_share_goes() {
        let symbols = ["E_NET_DOWN", "E_NET_BUSY", "E_AUTH_USERSIG_ACOUNT", "E_DISK"];
        let style =
            SymbolStyle::learn(symbols.iter().copied(), ["The UserSig of the userSig"].into_iter(), Lexicon::get());
        let name = |symbol: &str| style.name(symbol, Lexicon::get()).unwrap();
        assert_eq!(name("E_NET_DOWN"), "NetDown");
        assert_eq!(name("E_AUTH_USERSIG_ACOUNT"), "AuthUserSigAccount");
        assert_eq!(name("F_OTHER"), "FOther");
        let two = SymbolStyle::learn(["E_A", "E_B"].into_iter(), [].into_iter(), Lexicon::get());
        assert_eq!(two.name("E_A", Lexicon::get()).unwrap(), "EA");
    }
}
