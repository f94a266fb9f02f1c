//! Elements whose content is no markup and that pages written as XML end in their start tag: `<iframe src="…"/>`. A parser
//! of HTML takes all that follows for their content.

use std::borrow::Cow;

/// Such elements.
const RAW: [&str; 6] = ["iframe", "noembed", "noframes", "script", "style", "textarea"];

/// The text with an end tag behind each such start tag that no end tag follows.
pub(super) fn with_ends(text: &str) -> Cow<'_, str> {
    let mut ended = String::new();
    let (mut copied, mut seen) = (0, 0);
    // Asked for where there is such a tag at all.
    let mut last_ends = None;
    // A slash is looked for as a byte, which is faster than both signs together.
    for (at, _) in text.match_indices('/').filter(|(at, _)| text[*at..].starts_with("/>")) {
        let (before, end) = (&text[seen..at], at + "/>".len());
        let open = before.rfind('<').map(|open| seen + open);
        seen = end;
        let Some(open) = open.filter(|open| !text[*open..at].contains('>')) else { continue };
        let Some(index) = name_of(&text[open + 1..]) else { continue };
        if last_ends.get_or_insert_with(|| find_last_ends(text))[index].is_none_or(|last| last < open) {
            ended.push_str(&text[copied..end]);
            ended.push_str("</");
            ended.push_str(RAW[index]);
            ended.push('>');
            copied = end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    ended.push_str(&text[copied..]);
    Cow::Owned(ended)
}

/// Where the last end tag of each of these elements stands.
fn find_last_ends(text: &str) -> [Option<usize>; RAW.len()] {
    let mut last = [None; RAW.len()];
    for (at, _) in text.match_indices('<') {
        if let Some(index) = text[at..].strip_prefix("</").and_then(name_of) {
            last[index] = Some(at);
        }
    }
    last
}

/// Which of these elements the tag names that this text follows the opening of.
fn name_of(tag: &str) -> Option<usize> {
    let named = |name: &&str| {
        tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && tag[name.len()..].starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
    };
    RAW.iter().position(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nothing_ends_is_ended() {
        for (text, ended) in [
            ("<iframe src='a'/><p>Lid", "<iframe src='a'/></iframe><p>Lid"),
            ("<IFRAME />é<script src='b'\n/>", "<IFRAME /></iframe>é<script src='b'\n/></script>"),
            ("<script src='a'/></script><p>Lid", "<script src='a'/></script><p>Lid"),
            ("<iframe src='a'><p>Lid", "<iframe src='a'><p>Lid"),
            ("<iframes/><p>Lid", "<iframes/><p>Lid"),
            ("<iframe src=", "<iframe src="),
            ("<iframe src='a'>/><p>Lid", "<iframe src='a'>/><p>Lid"),
            ("<br/>/><iframe/>/>Lid", "<br/>/><iframe/></iframe>/>Lid"),
        ] {
            assert_eq!(with_ends(text), ended, "{text}");
        }
    }
}
