//! What the number of entries tells: how many have codes, how many differ, how many say something.

use foldhash::{HashMap, HashSet};

use super::super::lead::{Joint, Lead};
use super::super::reason_phrases::names_status;
use super::super::spelling::Shape;
use super::super::topic::Topic;
use super::Family;
use super::names::FEW;
use super::scale::Scale;

impl Family<'_, '_> {
    /// How many of the entries have codes.
    pub(super) fn weigh_size(&self, scale: &mut Scale) {
        let Self { around, failing, http, .. } = *self;
        let count = self.leads.len();
        let (members, all) = (self.members, self.members.len());
        if count * 3 < all {
            scale.add(-3, "most entries start with no code");
        } else if count * 10 < all * 6 {
            scale.add(if all < FEW { -2 } else { -1 }, "many entries start with no code");
            if self.most(|lead| lead.shape == Shape::Word) {
                scale.add(-3, "the others are plain words");
            }
        }
        match count {
            1 => {
                if all == 1 {
                    let alone = around.introduction.is_none() && around.heading.is_none() && !around.kin;
                    let title =
                        alone && around.codes().is_none() && self.most(|lead| !lead.called && lead.shape.is_name());
                    scale.add(if title { -2 } else { -1 }, "it is a single entry");
                    // "UNKNOWN" above "/lids/open": neither says anything.
                    let silent = members.iter().all(|member| !member.text.contains(char::is_whitespace));
                    let word = |lead: &Lead| is_bare_word(lead) && !lead.marked && lead.joint == Joint::End;
                    if silent && self.most(word) {
                        scale.add(-3, "it is a word by itself");
                    }
                    let large =
                        |lead: &Lead| lead.shape == Shape::Number && lead.codes.iter().all(|code| code.len() > 2);
                    let section = |lead: &Lead| {
                        matches!(lead.shape, Shape::Number | Shape::Dotted)
                            && !large(lead)
                            && lead.joint == Joint::Stop
                            && !(lead.called || lead.marked)
                    };
                    if self.most(section) {
                        scale.kind = "numbered-sections";
                        scale.add(-6, "its number is that of a section");
                    }
                    // `I18N`: a long word in short.
                    let shortened = |code: &String| {
                        let inner = code.trim_matches(|c: char| c.is_ascii_alphabetic());
                        let edges = code.starts_with(|c: char| c.is_ascii_alphabetic())
                            && code.ends_with(|c: char| c.is_ascii_alphabetic());
                        code.len() <= 4 && edges && !inner.is_empty() && inner.bytes().all(|b| b.is_ascii_digit())
                    };
                    if self.most(|lead| !lead.called && lead.shape == Shape::Id && lead.codes.iter().all(shortened)) {
                        scale.add(-4, "it is a word that was shortened");
                    }
                    // "LidMaker 2 Manual"
                    let version = |lead: &Lead| {
                        lead.at > 0
                            && !lead.called
                            && lead.shape == Shape::Number
                            && lead.codes.iter().all(|code| code.len() == 1)
                            && lead.symbol.is_some()
                    };
                    if around.codes().is_none() && self.most(version) {
                        scale.add(-4, "its number is that of a version");
                    }
                    let bare = members.iter().all(|member| member.text.is_empty());
                    let status = |lead: &Lead| {
                        let symbol = lead.symbol.as_deref().unwrap_or("");
                        lead.codes.first().is_some_and(|code| names_status(code, symbol))
                    };
                    let done = |lead: &Lead| lead.codes.iter().all(|code| code.starts_with('2'));
                    if bare && self.most(|lead| lead.called || done(lead)) && (http == 1 || self.most(status)) {
                        scale.add(-6, "it is the status of an answer that follows");
                    }
                }
                let plain = |lead: &Lead| matches!(lead.shape, Shape::Word | Shape::Camel | Shape::Snake);
                if self.most(|lead| plain(lead) && lead.symbol.is_none() && !lead.called) && around.codes().is_none() {
                    scale.add(-2, "it is a plain name");
                }
                if all > 1 && failing == 0 && self.most(is_abbreviation) {
                    scale.add(-4, "it is an abbreviation");
                }
            }
            3.. if count == all
                && around.heading.is_some_and(|(topic, steps)| topic != Topic::Others && steps == 0)
                && around.introduction != Some(Topic::Others)
                && members.iter().all(|member| !member.text.is_empty())
                && self.most(|lead| lead.shape != Shape::Word) =>
            {
                scale.add(1, "every entry below the heading starts with a code");
            }
            _ => {}
        }
    }

    /// How many of the codes and texts differ.
    pub(super) fn weigh_repetition(&self, scale: &mut Scale) {
        let around = self.around;
        let count = self.leads.len();
        let leads = &self.leads;
        let (members, all) = (self.members, self.members.len());
        let distinct: HashSet<&str> =
            leads.iter().flat_map(|(lead, _)| lead.codes.iter().map(String::as_str)).collect();
        let symbols: HashSet<&str> = leads.iter().filter_map(|(lead, _)| lead.symbol.as_deref()).collect();
        if count > 1 && distinct.len() == 1 {
            scale.add(-8, "all have the same code");
        } else if count > 2 && distinct.len() * 2 <= count && self.most(is_called_status) {
            // "Lid open (HTTP 409)", "Lid stuck (HTTP 409)": failures that have names of their own.
            let titles: HashSet<&str> = leads.iter().filter_map(|(lead, _)| lead.title.as_deref()).collect();
            let named = self.most(|lead| lead.joint == Joint::Trailing) && titles.len() * 4 >= count * 3;
            let weight = if named && self.spoken * 2 >= count { -3 } else { -8 };
            scale.add(weight, "the statuses of answers stand again and again");
        } else if distinct.len() * 2 < count {
            scale.add(-3, "the codes repeat");
        } else if distinct.len() > 1 && symbols.len() == 1 && self.most(|lead| lead.symbol.is_some()) {
            scale.add(-4, "one word stands beside each number");
        }
        // `X264`, `H264`: names of one thing.
        let number = |code: &&str| {
            let number = code.strip_prefix(|c: char| c.is_ascii_alphabetic())?;
            number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.to_owned())
        };
        let numbers: Option<HashSet<String>> = distinct.iter().map(number).collect();
        if distinct.len() > 1 && numbers.is_some_and(|numbers| numbers.len() == 1) {
            scale.add(-4, "the same number stands in each");
        }
        // "GOOD" above one sample after another.
        let mut times: HashMap<&str, usize> = HashMap::default();
        for code in leads.iter().filter(|(lead, _)| is_bare_word(lead)).filter_map(|(lead, _)| lead.codes.first()) {
            *times.entry(code).or_default() += 1;
        }
        if distinct.len() > 1 && times.into_values().any(|times| times >= AGAIN && times * 2 > count) {
            scale.add(-6, "one word stands again and again, as labels do");
        }
        // "lid.SMALL - 1": a number of a setting rather than of a failure.
        let silent = members.iter().all(|member| member.text.is_empty() && member.title.is_empty());
        let named = self.failing == 0 && self.most(|lead| lead.symbol.is_some() && lead.shape == Shape::Number);
        let lone = all == 1 && self.most(|lead| lead.symbol.is_some() && lead.shape == Shape::Number && !lead.called);
        if silent && lone && around.codes().is_none() {
            scale.add(-4, "it is a name with a number, and nothing is said of it");
        }
        if silent && named && count > 1 && !around.says_more_than_names() {
            scale.add(-2, "names and numbers alone, none of a failure");
        }
        if members.iter().filter(|member| !member.text.is_empty() || !member.title.is_empty()).count() * 2 < all
            && !self.most(|lead| lead.symbol.is_some() || lead.title.is_some())
            // The members of an enumeration of errors say enough with their names.
            && !(around.form && around.heading.is_some_and(|(topic, _)| topic != Topic::Others))
        {
            scale.add(-2, "most entries say nothing of their code");
        }
    }
}

/// Whether a lead is nothing but an HTTP status that is called one: "Status: 404".
fn is_called_status(lead: &Lead) -> bool {
    let status = |code: &String| code.len() == 3 && code.starts_with(['1', '2', '3', '4', '5']);
    lead.called && lead.symbol.is_none() && lead.rest.is_empty() && lead.codes.iter().all(status)
}

/// A word that stands so often among others is a label.
const AGAIN: usize = 3;

/// Whether a lead is a word of letters alone.
fn is_bare_word(lead: &Lead) -> bool {
    let letters = |code: &String| code.bytes().all(|byte| byte.is_ascii_alphabetic());
    lead.shape.is_name() && lead.symbol.is_none() && !lead.called && lead.codes.iter().all(letters)
}

/// Whether a name is a few capitals, as "API" and "FAQ" are.
fn is_abbreviation(lead: &Lead) -> bool {
    let short = |code: &String| code.len() <= 5 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    lead.shape == Shape::Constant && lead.symbol.is_none() && !lead.called && lead.codes.iter().all(short)
}
