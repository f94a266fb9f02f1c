//! One name a code: names that several codes want are told apart by their groups, then by their codes, whatever the
//! order in which the codes come.

use std::collections::BTreeMap;

use foldhash::HashSet;
use rayon::prelude::*;

use super::phrase;
use super::word::singular;
use crate::catalog::Code;
use crate::text_key::TextKey;

/// A code that has no name yet.
#[derive(Debug)]
pub(crate) struct Newborn<'a> {
    /// Whose name it is, for the caller.
    pub(crate) index: usize,
    /// The code.
    pub(crate) code: Code,
    /// What the name comes from; what comes first keeps its name before what comes later.
    pub(crate) origin: NameOrigin,
    /// The name that it wants.
    pub(crate) base: String,
    /// Whether the name says too little without its group.
    pub(crate) generic: bool,
    /// The words of its group, then with those of its section before them, where it has one.
    pub(crate) groups: Option<&'a [String; 2]>,
}

/// What a name comes from, in the order of preference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NameOrigin {
    /// A correction.
    Correction,
    /// The vendor's constant, or a code that is a word itself.
    Symbol,
    /// A name for people.
    NameColumn,
    /// The description.
    Text,
    /// The code: the page says nothing that a name could be made of.
    Code,
}

/// The names of a scope that are given already, to whatever code and however long ago.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    /// In lower case: names that differ in case only are one in some language.
    exact: HashSet<TextKey>,
    /// With each word in the singular: `InvalidParameter` beside `InvalidParameters` helps nobody.
    near: HashSet<TextKey>,
}

impl Taken {
    /// Takes a name.
    pub(crate) fn take(&mut self, name: &str) {
        self.take_wish(Wish::new(name.to_owned()));
    }

    fn is_free(&self, name: &Wish, origin: NameOrigin) -> bool {
        let like = origin == NameOrigin::Text && self.near.contains(&name.near);
        !like && !self.exact.contains(&name.exact)
    }

    fn take_wish(&mut self, wish: Wish) -> String {
        self.exact.insert(wish.exact);
        self.near.insert(wish.near);
        wish.name
    }
}

/// A name that a code wants, as it is compared with others.
#[derive(Debug)]
struct Wish {
    name: String,
    exact: TextKey,
    near: TextKey,
}

impl Wish {
    fn new(name: String) -> Self {
        Self { exact: TextKey::of(&name.to_lowercase()), near: TextKey::of(&near(&name)), name }
    }
}

/// Gives each newborn of one scope a name of its own, and takes them.
pub(crate) fn give(newborns: &[Newborn<'_>], taken: &mut Taken) -> Vec<(usize, String)> {
    let mut by_origin: BTreeMap<NameOrigin, Vec<&Newborn<'_>>> = BTreeMap::new();
    for newborn in newborns {
        by_origin.entry(newborn.origin).or_default().push(newborn);
    }
    let mut names = Vec::with_capacity(newborns.len());
    for (origin, newborns) in by_origin {
        give_level(&newborns, origin, taken, &mut names);
    }
    names
}

fn give_level(newborns: &[&Newborn<'_>], origin: NameOrigin, taken: &mut Taken, names: &mut Vec<(usize, String)>) {
    let key = |wish: &Wish| if origin == NameOrigin::Text { wish.near } else { wish.exact };
    let mut open: Vec<(&Newborn<'_>, Wish)> = newborns
        .par_iter()
        .map(|newborn| (*newborn, Wish::new(wanted(newborn, usize::from(newborn.generic)))))
        .collect();
    // Each round adds words to all of those that want the same, or something that is taken.
    for round in 0..3 {
        let mut wants: Vec<(TextKey, usize)> = open.iter().enumerate().map(|(at, (_, wish))| (key(wish), at)).collect();
        wants.sort_unstable();
        let free = |at: usize| open.get(at).is_some_and(|(_, wish)| taken.is_free(wish, origin));
        let mut fates = vec![Fate::Rival; open.len()];
        for rivals in wants.chunk_by(|(one, _), (other, _)| one == other) {
            let fate = match rivals {
                [(_, at)] if free(*at) => Fate::Alone,
                [(_, first), _, ..] if free(*first) && are_of_one_group(rivals, &open) => Fate::OneGroup,
                _ => continue,
            };
            for &(_, at) in rivals {
                fates[at] = fate;
            }
        }
        let last = round == 2;
        let rivals: Vec<(&Newborn<'_>, Wish, Fate)> =
            open.into_iter().zip(fates).map(|((newborn, wish), fate)| (newborn, wish, fate)).collect();
        let (alone, rivals): (Vec<_>, Vec<_>) = rivals.into_iter().partition(|(_, _, fate)| *fate == Fate::Alone);
        names.extend(alone.into_iter().map(|(newborn, wish, _)| (newborn.index, taken.take_wish(wish))));
        let longer = |(newborn, wish, fate)| match fate {
            Fate::Rival if !last => (newborn, Wish::new(wanted(newborn, round + 1))),
            Fate::Rival | Fate::OneGroup | Fate::Alone => (newborn, wish),
        };
        open = rivals.into_par_iter().map(longer).collect();
    }
    // What is left is told apart by the code; the lowest keeps the plain name, if it is free.
    open.sort_by(|left, right| left.0.code.cmp(&right.0.code));
    for (newborn, mut wish) in open {
        if !taken.is_free(&wish, origin) {
            wish = Wish::new(format!("{}{}", wish.name, code_words(&newborn.code)));
        }
        let plain = wish.name.clone();
        let mut count = 1;
        while !taken.is_free(&wish, NameOrigin::Code) {
            count += 1;
            wish = Wish::new(format!("{plain}N{count}"));
        }
        names.push((newborn.index, taken.take_wish(wish)));
    }
}

/// What becomes of a wish in a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Nobody else wants the name, and nobody has it.
    Alone,
    /// Rivals of one group are not told apart by it: words of the group would only make their names longer.
    OneGroup,
    /// Others want the name, or have it.
    Rival,
}

fn are_of_one_group(rivals: &[(TextKey, usize)], open: &[(&Newborn<'_>, Wish)]) -> bool {
    let mut groups = rivals.iter().filter_map(|&(_, at)| open.get(at)).map(|(newborn, _)| newborn.groups);
    let first = groups.next();
    groups.all(|other| Some(other) == first)
}

/// The name that a newborn wants in a round: plain, with its group before it, with its section and group before it.
fn wanted(newborn: &Newborn<'_>, round: usize) -> String {
    let Some([group, section]) = newborn.groups else { return newborn.base.clone() };
    let prefix = match round {
        0 => return newborn.base.clone(),
        1 => group,
        _ if section.is_empty() => group,
        _ => section,
    };
    with_prefix(prefix, &newborn.base)
}

/// The words of a group before a name, but for those that the name has itself.
fn with_prefix(prefix: &str, base: &str) -> String {
    let said: Vec<String> = phrase::split(base).iter().map(|word| singular(word)).collect();
    let mut name = String::with_capacity(prefix.len() + base.len());
    for word in prefix_words(prefix).filter(|word| !said.contains(&singular(&word.to_lowercase()))) {
        name.push_str(word);
    }
    name.push_str(base);
    name
}

/// The words of an `UpperCamelCase` prefix, as written.
fn prefix_words(prefix: &str) -> impl Iterator<Item = &str> {
    let mut starts: Vec<usize> = prefix.char_indices().filter(|(_, c)| c.is_uppercase()).map(|(at, _)| at).collect();
    starts.push(prefix.len());
    (1..starts.len()).filter_map(move |next| prefix.get(*starts.get(next - 1)?..*starts.get(next)?))
}

/// A code as a part of a name.
pub(crate) fn code_words(code: &Code) -> String {
    let number = |number: i64| {
        if number < 0 { format!("Minus{}", number.unsigned_abs()) } else { number.to_string() }
    };
    match code {
        Code::Number(value) => number(*value),
        Code::Range(range) => format!("{}To{}", number(range.first), number(range.last)),
        Code::Text(text) => {
            let mut words = String::new();
            for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
                let ends_in_digit = words.ends_with(|c: char| c.is_ascii_digit());
                if ends_in_digit && word.starts_with(|c: char| c.is_ascii_digit()) {
                    words.push('_');
                }
                let mut letters = word.chars();
                words.extend(letters.next().map(|first| first.to_ascii_uppercase()));
                words.extend(letters);
            }
            words.replace('_', "Dot")
        }
    }
}

fn near(name: &str) -> String {
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return phrase::split(name).iter().map(|word| singular(word)).collect();
    }
    let mut near = String::with_capacity(name.len());
    for word in phrase::humps(name) {
        let start = near.len();
        match word.ends_with(['s', 'S']) {
            true => near.push_str(&singular(word)),
            false => near.push_str(word),
        }
        near[start..].make_ascii_lowercase();
    }
    near
}
