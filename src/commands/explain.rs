//! `bindery explain QUERY`: what is known of a code, a name, a symbol, or a rule of bindery itself, on one screen.

use std::io::{self, Write};

use crate::catalog::{Catalog, Entry};
use crate::diagnostic::{Rule, visible};

/// A rule for people.
fn print_rule(rule: Rule, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} ({})", rule.id(), rule.severity())?;
    writeln!(out, "  {}", rule.summary())?;
    writeln!(out)?;
    wrap(rule.explanation(), "  ", "  ", out)
}

/// An entry for people: what it is called, where it belongs, what it means, why it happens, what to do, where it stands.
fn print_entry(catalog: &Catalog, entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let code = entry.key().map(|code| code.to_string()).unwrap_or_default();
    write!(out, "{}  {}", visible(&code), visible(&entry.name))?;
    match &entry.symbol {
        Some(symbol) => writeln!(out, "  ({})", visible(symbol))?,
        None => writeln!(out)?,
    }
    if !entry.description.is_empty() {
        writeln!(out)?;
        wrap(&entry.description, "  ", "  ", out)?;
    }
    for meaning in entry.meanings.iter().filter(|meaning| meaning.description != entry.description) {
        wrap(&format!("or: {}", meaning.description), "  ", "      ", out)?;
    }
    writeln!(out)?;
    let mut line = |label: &str, text: &str| {
        if text.is_empty() { Ok(()) } else { wrap(text, &format!("  {label:<9} "), "            ", out) }
    };
    let group = catalog.groups.iter().find(|group| Some(&group.id) == entry.group.as_ref());
    line("catalog", &format!("{} {}", catalog.title, catalog.version))?;
    line("scope", entry.scope.as_deref().unwrap_or_default())?;
    line("group", &group.map(|group| group.path.join(" / ")).unwrap_or_default())?;
    line("origin", entry.origin.as_deref().unwrap_or_default())?;
    let old = entry.deprecated || group.is_some_and(|group| group.deprecated);
    line("status", if old { "deprecated" } else { "" })?;
    line("formerly", &entry.aliases.join(", "))?;
    line("remedy", entry.remedy.as_deref().unwrap_or_default())?;
    for field in &entry.fields {
        line(&field.header, &field.text)?;
    }
    for (index, cause) in entry.known_causes.iter().enumerate() {
        line(if index == 0 { "causes" } else { "" }, &format!("- {}", cause.text))?;
    }
    for (index, at) in entry.at.iter().enumerate() {
        let path = catalog.sources.iter().find(|source| source.id == at.source).map_or(&at.source, |source| &source.path);
        line(if index == 0 { "source" } else { "" }, &format!("{path}:{}", at.line))?;
    }
    Ok(())
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
