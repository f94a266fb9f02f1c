//! `mistyped-code`: a code with a letter where the codes like it have a digit.

use std::collections::{BTreeMap, BTreeSet};

use super::{Pages, finding};
use crate::catalog::pattern;
use crate::diagnostic::{Diagnostic, Place, Rule};

/// So many other codes of a page must be spelled alike for one to be odd among them.
const ALIKE: usize = 3;

/// Letters that are taken for digits.
const LOOK_ALIKES: [(char, char); 5] = [('O', '0'), ('o', '0'), ('Q', '0'), ('I', '1'), ('l', '1')];

/// Adds `mistyped-code`, once a page and code.
pub(super) fn check(pages: Pages<'_>, findings: &mut Vec<Diagnostic>) {
    for source in pages.sources {
        let codes: BTreeMap<&str, u32> =
            source.declarations.codes.iter().rev().map(|code| (code.code.as_str(), code.line)).collect();
        let mut alike: BTreeMap<String, usize> = BTreeMap::new();
        for code in codes.keys() {
            *alike.entry(pattern(code)).or_default() += 1;
        }
        let mut odd: BTreeSet<(u32, &str)> = BTreeSet::new();
        for (code, line) in &codes {
            let own = alike.get(&pattern(code)).copied().unwrap_or_default();
            let meant = mended(code).filter(|meant| !codes.contains_key(meant.as_str()));
            let others = meant.and_then(|meant| alike.get(&pattern(&meant)).copied()).unwrap_or_default();
            if own == 1 && others >= ALIKE {
                odd.insert((*line, code));
            }
        }
        for (line, code) in odd {
            let meant = mended(code).unwrap_or_default();
            let message = format!("code `{code}` has a letter where the codes like it have a digit");
            let hint = format!("write `{meant}`, if that is meant");
            findings.push(finding(Rule::MistypedCode, Some(Place::line(source.path.as_str(), line)), message, hint));
        }
    }
}

/// The code with digits for the letters beside digits that look like them; `None` where there are none.
fn mended(code: &str) -> Option<String> {
    let mut chars: Vec<char> = code.chars().collect();
    let mut changed = false;
    // A letter beside a letter that was mended may be meant as a digit, too.
    for at in (0..chars.len()).chain((0..chars.len()).rev()) {
        let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
        let beside = digit(at.checked_sub(1)) || digit(at.checked_add(1));
        let Some(c) = chars.get(at) else { continue };
        if let Some((_, meant)) = LOOK_ALIKES.iter().find(|(letter, _)| beside && letter == c)
            && let Some(place) = chars.get_mut(at)
        {
            *place = *meant;
            changed = true;
        }
    }
    changed.then(|| chars.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_beside_digits_are_mended() {
        assert_eq!(mended("KM-50O4").as_deref(), Some("KM-5004"));
        assert_eq!(mended("KM-lOO4").as_deref(), Some("KM-1004"));
        assert_eq!(mended("E1OO").as_deref(), Some("E100"));
        assert_eq!(mended("SOLO-100"), None);
        assert_eq!(mended("NoSuchKey"), None);
    }
}
