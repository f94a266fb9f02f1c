//! Roles: what reStructuredText and MyST put in front of a span to say what it names, `` :c:macro:`LID_OPEN` ``.

use std::borrow::Cow;

use super::code_span::CodeSpans;

/// A line without roles: of a span with a title and a target the title is left, of any other the span.
pub(super) fn resolve_roles(line: Cow<'_, str>) -> Cow<'_, str> {
    if !line.contains(":`") && !line.contains("}`") {
        return line;
    }
    let spans = CodeSpans::new(&line);
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    while let Some(tick) = line[at..].find('`').map(|found| at + found) {
        let before = &line[at..tick];
        let end = spans.end_of_span_at(tick);
        match (end, role_start(before)) {
            (Some(end), Some(start)) if !line[tick + 1..].starts_with('`') => {
                out.push_str(&before[..start]);
                push_shown(&line[tick + 1..end - 1], &mut out);
            }
            _ => out.push_str(&line[at..end.unwrap_or(tick + 1)]),
        }
        at = end.unwrap_or(tick + 1);
    }
    out.push_str(&line[at..]);
    Cow::Owned(out)
}

/// Where the role starts that ends a text.
fn role_start(before: &str) -> Option<usize> {
    let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '+' | '-' | '_' | '.');
    let (inner, opening) = match before.strip_suffix('}') {
        Some(inner) => (inner, '{'),
        None => (before.strip_suffix(':')?, ':'),
    };
    let rest = inner.trim_end_matches(in_name);
    let (rest, name) = match opening {
        '{' => (rest.strip_suffix('{')?, &inner[rest.len()..]),
        _ => (rest, inner[rest.len()..].strip_prefix(':')?),
    };
    let apart = !rest.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '{' | '$' | '#'));
    (apart && name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(rest.len())
}

/// What a reader sees of a span that has a role.
fn push_shown(span: &str, out: &mut String) {
    if let Some((title, _)) = span.strip_suffix('>').and_then(|span| span.rsplit_once('<'))
        && !title.trim().is_empty()
    {
        out.push_str(title.trim_end());
        return;
    }
    let shown = span.strip_prefix('!').unwrap_or(span);
    // `~lid.errors.Open` shows its last part.
    let shown = shown.strip_prefix('~').map_or(shown, |path| path.rsplit('.').next().unwrap_or(path));
    out.push('`');
    out.push_str(shown);
    out.push('`');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_not_seen() {
        let cases = [
            (":c:macro:`LID_OPEN`", "`LID_OPEN`"),
            ("see :ref:`the manual <lid-hot>`, or :doc:`lids`", "see the manual, or `lids`"),
            ("{py:exc}`~lid.errors.LidOpen` ({term}`lid`)", "`LidOpen` (`lid`)"),
            (":py:exc:`!LidOpen` and `404`", "`LidOpen` and `404`"),
            ("``:role:`x` ``", "``:role:`x` ``"),
        ];
        for (line, expected) in cases {
            assert_eq!(resolve_roles(Cow::Borrowed(line)), expected);
        }
        for line in ["Note:`404`", "12:30:`x`", "::`x`", "/lids/{id}``", "${lid}`x`", ":c:macro:`x", "{:.wide}`x`"] {
            assert_eq!(resolve_roles(Cow::Borrowed(line)), line);
        }
    }
}
