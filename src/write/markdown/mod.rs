//! The Markdown reference: an index, a page a group, all codes by number and by kind, the questions, and a matrix of what
//! the pages' navigation has where.

mod lower;
mod matrix;
mod slug;
mod view;

use askama::Template;

use super::Sink;
use crate::artifact::Artifact;
use crate::catalog::Catalog;
use crate::diagnostic::Diagnostic;
use crate::project::MarkdownTarget;
use lower::Lowered;
use view::{EntryView, GroupPage, Index, KindView, MatrixPage, QuestionView, Site};

/// Writes the reference to `markdown/`.
///
/// # Errors
///
/// [`Rule::UnusedRule`](crate::diagnostic::Rule::UnusedRule), a warning, for a column or alias of the matrix that matches
/// nothing.
pub(super) fn write_markdown(
    catalog: &Catalog,
    target: &MarkdownTarget,
    sink: &mut Sink<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    let matrix = target.matrix.as_ref().map(|matrix| matrix::draw(catalog, matrix, findings));
    let Lowered { site, mut index, groups, questions } = lower::lower(catalog);
    let site = &site;
    index.matrix = matrix.as_ref().map(|matrix| matrix.title.clone());
    write(sink, "README.md", &IndexTemplate { site, index: &index });
    for group in &groups {
        write(sink, &format!("groups/{}.md", group.page), &GroupTemplate { site, group });
    }
    let mut entries: Vec<&EntryView> = groups.iter().flat_map(|group| &group.entries).collect();
    lower::sort_by_code(&mut entries);
    write(sink, "codes.md", &CodesTemplate { site, entries: &entries });
    if site.has_meaning {
        write(sink, "kinds.md", &KindsTemplate { site, kinds: &lower::by_kind(&entries) });
    }
    if !questions.is_empty() {
        write(sink, "questions.md", &QuestionsTemplate { site, questions: &questions });
    }
    if let Some(matrix) = &matrix {
        write(sink, "matrix.md", &MatrixTemplate { site, matrix });
    }
}

fn write(sink: &mut Sink<'_>, path: &str, template: &impl Template) {
    let mut text = template.render().expect("a view holds only text and numbers, which always render");
    text.push('\n');
    sink(Artifact { path: format!("markdown/{path}"), text });
}

#[derive(Template)]
#[template(path = "markdown/index.md", escape = "none")]
struct IndexTemplate<'a> {
    site: &'a Site,
    index: &'a Index,
}

#[derive(Template)]
#[template(path = "markdown/group.md", escape = "none")]
struct GroupTemplate<'a> {
    site: &'a Site,
    group: &'a GroupPage,
}

#[derive(Template)]
#[template(path = "markdown/codes.md", escape = "none")]
struct CodesTemplate<'a> {
    site: &'a Site,
    entries: &'a [&'a EntryView],
}

#[derive(Template)]
#[template(path = "markdown/kinds.md", escape = "none")]
struct KindsTemplate<'a> {
    site: &'a Site,
    kinds: &'a [KindView<'a>],
}

#[derive(Template)]
#[template(path = "markdown/questions.md", escape = "none")]
struct QuestionsTemplate<'a> {
    site: &'a Site,
    questions: &'a [QuestionView],
}

#[derive(Template)]
#[template(path = "markdown/matrix.md", escape = "none")]
struct MatrixTemplate<'a> {
    site: &'a Site,
    matrix: &'a MatrixPage,
}
