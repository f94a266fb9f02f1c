//! `lost-link`: a text sends its reader to another page, and no link says where that is.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Pages, finding, listed};
use crate::diagnostic::{Diagnostic, Place, Rule};
use crate::extract::Link;
use crate::resolve::phrase::{PhraseSet, Words};
use crate::source::Format;
use crate::word_file::word_file;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Lists {
    see: Vec<String>,
    lead_ins: Vec<String>,
    no_pages: Vec<String>,
    ends: Vec<String>,
    pointers: Vec<String>,
}

struct Wording {
    see: PhraseSet,
    lead_ins: Vec<String>,
    no_pages: Vec<String>,
    ends: Vec<String>,
    pointers: PhraseSet,
}

static WORDING: LazyLock<Wording> = LazyLock::new(|| {
    let lists: Lists = word_file!("src/lint/link");
    let phrases = |phrases: &[String]| {
        let mut set = PhraseSet::default();
        for (number, phrase) in phrases.iter().enumerate() {
            set.add(number, phrase).expect("the phrases are part of the program");
        }
        set
    };
    Wording {
        see: phrases(&lists.see),
        pointers: phrases(&lists.pointers),
        lead_ins: lists.lead_ins,
        no_pages: lists.no_pages,
        ends: lists.ends,
    }
});

/// A title has at most so many words.
const LONGEST_TITLE: usize = 7;

/// The same in characters, for scripts without spaces.
const LONGEST_TEXT: usize = 80;

/// Adds `lost-link`: one finding a page and title, where it stands first.
pub(super) fn check(pages: Pages<'_>, findings: &mut Vec<Diagnostic>) {
    for source in pages.sources {
        let declared = &source.declarations;
        let codes = declared.codes.iter().flat_map(|code| {
            let fields = code.fields.iter().map(|field| &field.text);
            std::iter::once(&code.description).chain(fields).map(|text| (text, code.links.as_slice(), code.line))
        });
        let answers = declared.questions.iter().map(|asked| (&asked.answer, asked.links.as_slice(), asked.line));
        let callouts = declared.callouts.iter().map(|callout| (&callout.text, callout.links.as_slice(), callout.line));
        // By what the text says: the lines.
        let mut lost: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (text, links, line) in codes.chain(answers).chain(callouts) {
            for said in lost_links(text, links) {
                let lines = lost.entry(said).or_default();
                if lines.last() != Some(&line) {
                    lines.push(line);
                }
            }
        }
        for (said, mut lines) in lost {
            lines.sort_unstable();
            let Some(first) = lines.first() else { continue };
            let more: Vec<String> = lines.iter().skip(1).map(u32::to_string).collect();
            let more = if more.is_empty() { String::new() } else { format!(" (also in line {})", listed(&more)) };
            let message = format!("“{said}” leads nowhere: the text has no link{more}");
            let hint = match source.format {
                Format::Capture => "write the address beside the title: whoever copies the text loses the link",
                Format::Html | Format::Markdown | Format::Symbols => "link the page that is meant",
            };
            let place = Place::line(source.path.as_str(), *first);
            findings.push(finding(Rule::LostLink, Some(place), message, hint));
        }
    }
}

/// The words of a text that send its reader to a page without saying where it is.
fn lost_links(text: &str, links: &[Link]) -> Vec<String> {
    let words = Words::of(text);
    let mut lost = Vec::new();
    let mut taken = 0;
    for found in WORDING.see.find(&words) {
        if found.range.start < taken {
            continue;
        }
        let Some(title) = title(text, found.range.end) else { continue };
        taken = found.range.end + title.len();
        // An address in the text is as good as a link.
        let rest: String = text.get(found.range.end..).unwrap_or_default().chars().take(200).collect();
        let linked = links.iter().any(|link| same(&link.text, title)) || rest.contains("://");
        if !linked {
            lost.push(format!("{} {title}", text.get(found.range.clone()).unwrap_or_default()));
        }
    }
    if links.is_empty() && !text.contains("://") {
        let pointers = WORDING.pointers.find(&words);
        lost.extend(pointers.first().and_then(|found| text.get(found.range.clone())).map(str::to_owned));
    }
    lost
}

/// Whether a link's words and a title are the same or one within the other.
fn same(link: &str, title: &str) -> bool {
    let (link, title) = (link.trim().to_lowercase(), title.to_lowercase());
    !link.is_empty() && (link.contains(&title) || title.contains(&link))
}

/// The title of a page that stands at a place of the text: capitalized words that are no identifier.
fn title(text: &str, at: usize) -> Option<&str> {
    let mut rest = text.get(at..)?.trim_start();
    for lead in &WORDING.lead_ins {
        if let Some(after) = rest.strip_prefix(lead.as_str()).filter(|after| after.starts_with(char::is_whitespace)) {
            rest = after.trim_start();
        }
    }
    let quotes = ['"', '“', '”', '\'', '[', ']', '《', '》', '「', '」', '<', '>'];
    let rest = rest.trim_start_matches(quotes);
    let end = rest
        .find([',', '.', ';', ':', '(', ')', '\n', '。', '，', '；', ']', '”', '"', '》', '」'])
        .unwrap_or(rest.len());
    let title = ends_before(rest.get(..end)?.trim().trim_matches(quotes));
    let words: Vec<&str> = title.split_whitespace().collect();
    let first = words.first()?;
    let named = first.starts_with(char::is_uppercase) || !first.is_ascii();
    let identifier = |word: &&str| word.contains(['_', '/', '$', '`']) || is_shouted(word) || has_hump(word);
    let page = !WORDING.no_pages.iter().any(|word| first.eq_ignore_ascii_case(word));
    let short = words.len() <= LONGEST_TITLE && title.chars().count() <= LONGEST_TEXT;
    (named && page && short && !(words.len() == 1 && words.iter().any(identifier))).then_some(title)
}

/// The title without what follows it in lower case: "Access Control for details", but not "Guide for Admins".
fn ends_before(title: &str) -> &str {
    let mut end = None;
    let mut at = 0;
    for word in title.split_inclusive(char::is_whitespace) {
        let bare = word.trim();
        if at > 0 && end.is_none() && WORDING.ends.iter().any(|known| known == bare) {
            end = Some(at);
        } else if bare.starts_with(char::is_uppercase) {
            end = None;
        }
        at += word.len();
    }
    end.and_then(|end| title.get(..end)).unwrap_or(title).trim_end()
}

/// `EINVAL`, but not a title in capitals of several words.
fn is_shouted(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-')
}

/// `MsgBody`, `iOS`
fn has_hump(word: &str) -> bool {
    word.chars().zip(word.chars().skip(1)).any(|(one, next)| one.is_lowercase() && next.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(text: &str) -> Vec<String> {
        lost_links(text, &[])
    }

    #[test]
    fn titles_without_links_are_lost() {
        assert_eq!(lost("Too many. To buy more, see Pricing."), ["see Pricing"]);
        assert_eq!(lost("See Access Control for more details."), ["See Access Control"]);
        assert_eq!(lost("See Guide for Admins."), ["See Guide for Admins"]);
        assert_eq!(lost("See the definition in Message Objects, please."), ["See Message Objects"]);
        assert_eq!(lost("For web codes, see here."), ["see here"]);
        assert_eq!(lost("详见《接口限制》。"), ["详见 接口限制"]);
    }

    #[test]
    fn what_is_no_page_is_not_lost() {
        for text in [
            "See RFC 7231.",
            "See Table 3.",
            "Wait and see.",
            "see MsgBody",
            "See `errno`.",
            "See EINVAL.",
            "See Pricing: https://example.com/pricing.",
            "You are here.",
            "see below",
            "See also read_only.",
        ] {
            assert_eq!(lost(text), [""; 0], "{text}");
        }
        let links = [Link { text: "the Pricing page".into(), target: "/pricing".into() }];
        assert_eq!(lost_links("To buy more, see Pricing.", &links), [""; 0]);
    }
}
