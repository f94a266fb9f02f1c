//! From a vendor's constant to a name: without the prefix that all constants share, in the page's own capitals.

use std::collections::HashMap;

use super::lexicon::Lexicon;
use super::word::camel;

/// At least so many constants must there be before a shared beginning is taken for a prefix.
const FEW: usize = 3;
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
        symbols: impl Iterator<Item = &'a str> + Clone,
        texts: impl Iterator<Item = &'a str>,
        lexicon: &Lexicon,
    ) -> Self {
        Self { prefix: common_prefix(symbols), capitals: capitals(texts, lexicon) }
    }

    /// The name that a constant suggests; `None` where nothing is left of it.
    pub(crate) fn name(&self, symbol: &str, lexicon: &Lexicon) -> Option<String> {
        let tokens: Vec<&str> = tokens(symbol).collect();
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

/// The tokens of a constant: at signs that are no letters, and at changes to a capital.
fn tokens(symbol: &str) -> impl Iterator<Item = &str> {
    symbol.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty())
}

/// The longest sequence of tokens that nearly all constants begin with, while something is left of each.
fn common_prefix<'a>(symbols: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    let all = symbols.clone().count();
    let mut prefix: Vec<String> = Vec::new();
    if all < FEW {
        return prefix;
    }
    loop {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for symbol in symbols.clone() {
            let mut parts = tokens(symbol);
            if prefix.iter().all(|shared| parts.next().is_some_and(|part| part.eq_ignore_ascii_case(shared)))
                && let (Some(next), Some(_)) = (parts.next(), parts.next())
            {
                *counts.entry(next.to_lowercase()).or_default() += 1;
            }
        }
        // At most one token can be shared by so many.
        match counts.into_iter().find(|(_, count)| count * 100 >= all * SHARED) {
            Some((token, _)) => prefix.push(token),
            None => return prefix,
        }
    }
}

/// Words that the texts write with a capital inside, by their lower case. Where a word is written in several ways, the
/// more frequent counts, then the one that sorts first.
fn capitals<'a>(texts: impl Iterator<Item = &'a str>, lexicon: &Lexicon) -> HashMap<String, String> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for text in texts {
        for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
            if word.len() > 3 && has_inner_capital(word) {
                *counts.entry(word).or_default() += 1;
            }
        }
    }
    let mut ways: Vec<(&str, u32)> = counts.into_iter().collect();
    ways.sort_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(right.0)));
    let mut capitals = HashMap::new();
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
