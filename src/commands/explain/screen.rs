//! An entry, a removed code and a rule on one screen, for people: first what it means and what to do, then the rest.

use std::io::{self, Write};

use crate::catalog::{At, Catalog, Code, Entry, Retry, Tombstone};
use crate::diagnostic::{Rule, visible};

/// So many causes are shown, and so many related codes.
const SHOWN: usize = 10;

/// Code and name.
pub(super) fn title(entry: &Entry) -> String {
    let code = entry.key().map(|code| code.to_string()).unwrap_or_default();
    format!("{code} {}", entry.name)
}

/// An entry on one line, cut where it is long.
pub(super) fn print_line(entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    const MOST: usize = 70;
    let text = entry.description.split_whitespace().collect::<Vec<_>>().join(" ");
    let start: String = text.chars().take(MOST).collect();
    let more = if start.len() < text.len() { "…" } else { "" };
    writeln!(out, "{}  {}{more}", visible(&title(entry)), visible(&start))
}

/// A code that was removed.
pub(super) fn print_tombstone(tombstone: &Tombstone, out: &mut dyn Write) -> io::Result<()> {
    let code = tombstone.code.clone().or_else(|| tombstone.range.map(Code::from));
    let code = code.map(|code| code.to_string()).unwrap_or_default();
    writeln!(out, "{}  {}", visible(&code), visible(&tombstone.name))?;
    writeln!(out, "\n  was removed from the pages; its number and name are not given to anything else")
}

/// A rule.
pub(super) fn print_rule(rule: Rule, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} ({})", rule.id(), rule.severity())?;
    writeln!(out, "  {}", rule.summary())?;
    writeln!(out)?;
    wrap(rule.explanation(), "  ", "  ", out)?;
    if crate::lint::rules().any(|known| known == rule) {
        let id = rule.id();
        let text = format!(
            "A rule of `bindery lint`. Set its level in bindery.yaml (`lint:`, then `{id}: off`, `note`, `warning` or \
             `error`), or make it fail with `bindery lint --deny {id}`."
        );
        writeln!(out)?;
        wrap(&text, "  ", "  ", out)?;
    }
    Ok(())
}

/// A rule by which something on a page is ignored.
pub(super) fn print_ignoring_rule(rule: &str, sentence: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} (ignored)", visible(rule))?;
    wrap(sentence, "  ", "  ", out)?;
    writeln!(out)?;
    let text = "What it takes on a page is no code and is not reported; `bindery extract --format json` lists it under \
                `ignored`, with its line. If a code is among it, say so in bindery.yaml: `tables:`, `headings:` and \
                `lists:` of a source overrule what a part of its page is.";
    wrap(text, "  ", "  ", out)
}

/// An entry: what it is called, what it means, what to do, why it happens, what is like it, where it stands.
pub(super) fn print_entry(catalog: &Catalog, entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let code = entry.key().map(|code| code.to_string()).unwrap_or_default();
    let symbol = entry.symbol.as_ref().map(|symbol| format!("  ({symbol})")).unwrap_or_default();
    let group = catalog.groups.iter().find(|group| Some(&group.id) == entry.group.as_ref());
    let old = entry.deprecated || group.is_some_and(|group| group.deprecated);
    writeln!(
        out,
        "{}  {}{}{}",
        visible(&code),
        visible(&entry.name),
        visible(&symbol),
        if old { "  deprecated" } else { "" }
    )?;
    if let Some(group) = group {
        wrap(&group.path.join(" / "), "  ", "  ", out)?;
    }
    let text = what_happened(entry);
    if !text.is_empty() {
        writeln!(out)?;
        wrap(text, "  ", "  ", out)?;
    }
    let further = entry.meanings.iter().filter(|meaning| meaning.description != entry.description);
    for meaning in further.clone().take(SHOWN) {
        wrap(&format!("or: {}", meaning.description), "  ", "      ", out)?;
    }
    more(further.count(), "  ", "meanings", out)?;
    writeln!(out)?;
    // What people say in place of the page's first sentences does not stand in its text.
    let summary = entry.summary.as_deref().filter(|summary| !says(&entry.description, summary));
    labelled("summary", summary.unwrap_or_default(), out)?;
    labelled("do", entry.remedy.as_deref().unwrap_or_default(), out)?;
    labelled("retry", &retry(entry), out)?;
    for (index, limit) in entry.limits.iter().enumerate() {
        labelled(if index == 0 { "limits" } else { "" }, &limit.to_string(), out)?;
    }
    for (index, cause) in entry.known_causes.iter().take(SHOWN).enumerate() {
        let label = if index == 0 { "causes" } else { "" };
        wrap(&format!("- {}", cause.text), &format!("  {label:<9} "), "              ", out)?;
    }
    more(entry.known_causes.len(), "            ", "causes", out)?;
    // Kind and retry tell what they rest on themselves.
    for review in entry.reviews() {
        let fields: Vec<&str> = review.fields.into_iter().filter(|field| !matches!(*field, "kind" | "retry")).collect();
        if !fields.is_empty() {
            let link = review.link.map(|link| format!(" ({link})")).unwrap_or_default();
            labelled("reviewed", &format!("{}: {}{link}", fields.join(", "), review.reason), out)?;
        }
    }
    for field in &entry.fields {
        labelled(&field.header, &field.text, out)?;
    }
    for (index, other) in catalog.related(entry).into_iter().enumerate() {
        labelled(if index == 0 { "see also" } else { "" }, &title(other), out)?;
    }
    labelled("kind", &format!("{}{}", entry.kind.word(), basis(entry, "kind")), out)?;
    // The page's own column says the rest; a status that people corrected stands in no column.
    let status = |field: &str, status: Option<String>| {
        let reviewed = entry.evidence.iter().any(|known| known.field == field && known.reviewed.is_some());
        status.filter(|_| reviewed).unwrap_or_default()
    };
    labelled("http", &status("http_status", entry.http_status.map(|status| status.to_string())), out)?;
    labelled("grpc", &status("grpc_code", entry.grpc_code.map(|code| code.to_string())), out)?;
    labelled("origin", entry.origin.as_deref().unwrap_or_default(), out)?;
    labelled("scope", entry.scope.as_deref().unwrap_or_default(), out)?;
    labelled("formerly", &entry.aliases.join(", "), out)?;
    for (index, at) in entry.at.iter().chain(entry.known_causes.first().map(|cause| &cause.at)).enumerate() {
        if entry.at.iter().take(index).any(|other| other == at) {
            continue;
        }
        labelled(if index == 0 { "source" } else { "" }, &place(catalog, at), out)?;
    }
    labelled("catalog", &format!("{} {}", catalog.title, catalog.version), out)
}

/// The description without the remedy, which stands by itself; the whole where something would be left out.
fn what_happened(entry: &Entry) -> &str {
    let whole = &*entry.description;
    let Some((summary, remedy)) = entry.summary.as_deref().zip(entry.remedy.as_deref()) else { return whole };
    let words = |text: &str| text.split_whitespace().count();
    if says(whole, summary) && says(whole, remedy) && words(summary) + words(remedy) == words(whole) {
        summary
    } else {
        whole
    }
}

/// Whether a text says another, white space set aside.
fn says(text: &str, part: &str) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    words(text).contains(&words(part))
}

/// Whether to send the same again, in a sentence, with the words that it rests on.
fn retry(entry: &Entry) -> String {
    let answer = match entry.retry {
        Retry::Never => "no",
        Retry::Backoff | Retry::SlowDown => "yes",
        Retry::AfterAction => "not as it is",
        Retry::Unknown => match basis(entry, "retry") {
            basis if basis.is_empty() => return format!("unknown: {}", entry.retry.sentence()),
            basis => return format!("unknown{basis}"),
        },
    };
    format!("{answer} ({}): {}{}", entry.retry.word(), entry.retry.sentence(), basis(entry, "retry"))
}

/// What a field rests on: the quoted words, or the reason of whoever reviewed it.
fn basis(entry: &Entry, field: &str) -> String {
    let evidence = entry.evidence.iter().find(|evidence| evidence.field == field);
    match evidence.map(|evidence| (&evidence.reviewed, &evidence.quote)) {
        Some((Some(reason), _)) => format!(" (reviewed: {reason})"),
        Some((None, Some(quote))) => format!(" (from “{quote}”)"),
        Some((None, None)) | None => String::new(),
    }
}

/// A place in a source, with the page's address where it is known.
fn place(catalog: &Catalog, at: &At) -> String {
    let source = catalog.sources.iter().find(|source| *source.id == *at.source);
    let path = source.map_or(&*at.source, |source| source.path.as_str());
    let url = source.and_then(|source| source.url.as_ref()).map(|url| format!("  {url}")).unwrap_or_default();
    format!("{path}:{}{url}", at.line)
}

/// Says how many were left out.
fn more(all: usize, indent: &str, what: &str, out: &mut dyn Write) -> io::Result<()> {
    match all.saturating_sub(SHOWN) {
        0 => Ok(()),
        more => writeln!(out, "{indent}{more} more {what}; `--format json` has all"),
    }
}

/// A line with a label, unless there is nothing to say.
fn labelled(label: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
    if text.is_empty() { Ok(()) } else { wrap(text, &format!("  {label:<9} "), "            ", out) }
}

/// Text in lines of at most a hundred characters; the first starts with `first`, the others with `other`.
fn wrap(text: &str, first: &str, other: &str, out: &mut dyn Write) -> io::Result<()> {
    const WIDTH: usize = 100;
    let mut start = first;
    for paragraph in visible(text).lines() {
        let mut line = start.to_owned();
        let mut empty = true;
        for word in paragraph.split_whitespace() {
            if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
                writeln!(out, "{line}")?;
                line = other.to_owned();
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            empty = false;
        }
        writeln!(out, "{}", line.trim_end())?;
        start = other;
    }
    Ok(())
}
