//! Elements whose content is no markup and that pages written as XML end in their start tag: `<iframe src="…"/>`. A parser
//! of HTML takes all that follows for their content.

use std::borrow::Cow;

/// Such elements.
const RAW: [&str; 6] = ["iframe", "noembed", "noframes", "script", "style", "textarea"];

/// The text with an end tag behind each such start tag that no end tag follows.
pub(super) fn with_ends(text: &str) -> Cow<'_, str> {
    // Where the last end tag of each stands.
    let mut last = [None; RAW.len()];
    for (at, _) in text.match_indices("</") {
        if let Some(index) = name_of(&text[at + 2..]) {
            last[index] = Some(at);
        }
    }
    let mut ended = String::new();
    let (mut copied, mut seen) = (0, 0);
    for (at, _) in text.match_indices('<') {
        let Some(index) = name_of(&text[at + 1..]).filter(|_| at >= seen) else { continue };
        let Some(end) = text[at..].find('>').map(|length| at + length + 1) else { break };
        seen = end;
        if text[..end].ends_with("/>") && last[index].is_none_or(|last| last < at) {
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
        ] {
            assert_eq!(with_ends(text), ended, "{text}");
        }
    }
}
