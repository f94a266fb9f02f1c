//! Made-up pages: the same bytes on every machine, in the three forms that pages have.

use std::fmt::Write;

/// A page's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A saved web page.
    Html,
    /// Markdown.
    Markdown,
    /// The plain text of the page.
    Capture,
}

impl Form {
    /// The ending of a file of this form.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Capture => "txt",
        }
    }
}

const THINGS: [&str; 12] = [
    "request",
    "session",
    "upload",
    "signature",
    "group name",
    "message",
    "account",
    "certificate",
    "attribute",
    "ticket",
    "conversation",
    "webhook",
];
const FAILURES: [&str; 8] = [
    "is not valid. Check the value and send it again",
    "has expired. Request a new one",
    "does not exist",
    "exceeds the length limit of 64 KB",
    "was rejected by the server, since the caller has no permission",
    "timed out. Try again later",
    "has been processed already",
    "cannot be changed in its present state",
];

/// Page `number` of a project: `tables` tables of `rows` rows each, a navigation of `titles` titles, and a question.
///
/// Codes are unique over all pages of a project.
pub(crate) fn page(number: usize, form: Form, tables: usize, rows: usize, titles: usize) -> String {
    let mut out = String::new();
    open(&mut out, form, number, titles);
    for table in 0..tables {
        let heading = format!("{} error codes, part {}", capital(THINGS[(number + table) % THINGS.len()]), table + 1);
        heading_of(&mut out, form, 2, &heading);
        let first = (number * tables + table) * rows + 1000;
        rows_of(&mut out, form, (first..first + rows).map(|code| (code, text_of(code))));
    }
    heading_of(&mut out, form, 2, &format!("Why do I encounter error code {}?", number * tables * rows + 1000));
    paragraph(&mut out, form, "The account that sends the request has been closed, or the request was sent twice.");
    if form == Form::Html {
        out.push_str("</main>\n<footer>Made up.</footer>\n</body>\n</html>\n");
    }
    out
}

fn text_of(code: usize) -> String {
    let thing = THINGS[code % THINGS.len()];
    let failure = FAILURES[(code / 7) % FAILURES.len()];
    format!(
        "The {thing} {failure}. See the console for the settings of {} {}.",
        THINGS[(code / 3) % THINGS.len()],
        code % 97
    )
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn open(out: &mut String, form: Form, number: usize, titles: usize) {
    let title = format!("Error codes of service {number}");
    match form {
        Form::Html => {
            let _ = write!(
                out,
                "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{title}</title>\n<script>window.state = {{}};</script></head>\n<body>\n<nav><ul>\n"
            );
            for entry in 0..titles {
                let _ = writeln!(
                    out,
                    "<li class=\"entry\"><a href=\"/docs/{entry}\"><span>Guide to topic {entry}</span></a></li>"
                );
            }
            out.push_str("</ul></nav>\n<main>\n");
        }
        Form::Markdown => {
            for entry in 0..titles {
                let _ = writeln!(out, "- [Guide to topic {entry}](/docs/{entry})");
            }
            out.push('\n');
        }
        Form::Capture => {
            for entry in 0..titles {
                let _ = writeln!(out, "  • Guide to topic {entry}");
            }
            out.push('\n');
        }
    }
    heading_of(out, form, 1, &title);
}

fn heading_of(out: &mut String, form: Form, level: usize, text: &str) {
    let _ = match form {
        Form::Html => writeln!(out, "<h{level}>{text}</h{level}>"),
        Form::Markdown => writeln!(out, "{} {text}\n", "#".repeat(level)),
        Form::Capture => writeln!(out, "{text}\n"),
    };
}

fn paragraph(out: &mut String, form: Form, text: &str) {
    let _ = match form {
        Form::Html => writeln!(out, "<p>{text}</p>"),
        Form::Markdown | Form::Capture => writeln!(out, "{text}\n"),
    };
}

fn rows_of(out: &mut String, form: Form, rows: impl Iterator<Item = (usize, String)>) {
    match form {
        Form::Html => {
            out.push_str(
                "<table class=\"codes\">\n<thead><tr><th>Error code</th><th>Description</th></tr></thead>\n<tbody>\n",
            );
            for (code, text) in rows {
                let _ = writeln!(out, "<tr>\n<td><code>{code}</code></td>\n<td>{text}</td>\n</tr>");
            }
            out.push_str("</tbody>\n</table>\n");
        }
        Form::Markdown => {
            out.push_str("| Error code | Description |\n| --- | --- |\n");
            for (code, text) in rows {
                let _ = writeln!(out, "| `{code}` | {text} |");
            }
            out.push('\n');
        }
        Form::Capture => {
            out.push_str("Error code\nDescription\n");
            for (code, text) in rows {
                let _ = writeln!(out, "{code}\n{text}");
            }
            out.push('\n');
        }
    }
}
