//! The Markdown reference: an index, a page a group, all codes by number and by kind, the questions, and a matrix of what
//! the pages' navigation has where.

mod lower;
mod matrix;
mod slug;
mod view;

use askama::Template;
use rayon::prelude::*;

use super::{Sink, render};
use crate::catalog::Catalog;
use crate::diagnostic::Diagnostic;
use crate::project::MarkdownTarget;
use lower::Lowering;
use view::{EntryView, GroupPage, Index, KindView, Listed, MatrixPage, QuestionView, Site};

/// Writes the reference to `markdown/`.
///
/// # Errors
///
/// [`Rule::UnusedRule`](crate::diagnostic::Rule::UnusedRule), a warning, for a column or alias of the matrix that matches
/// nothing.
pub(super) fn write_markdown(
    catalog: &Catalog,
    target: &MarkdownTarget,
    sink: &Sink<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    let matrix = target.matrix.as_ref().map(|matrix| matrix::draw(catalog, matrix, findings));
    let groups = lower::group_pages(catalog);
    let lowering = Lowering::new(catalog, &groups);
    let site = &lowering.site;
    let mut index = lower::lower_index(catalog, &groups, &lowering.listed);
    index.matrix = matrix.as_ref().map(|matrix| matrix.title.clone());
    write(sink, "README.md", &IndexTemplate { site, index: &index });
    let write_groups = || {
        lowering.by_group().par_iter().for_each(|(group, listed)| {
            let entries: Vec<EntryView> = listed.iter().map(|listed| lowering.entry(listed)).collect();
            write(sink, &format!("groups/{}.md", group.page), &GroupTemplate { site, group, entries: &entries });
        });
    };
    let write_lists = || {
        let mut entries: Vec<&Listed<'_>> = lowering.listed.iter().collect();
        lower::sort_by_code(&mut entries);
        let write_codes = || write(sink, "codes.md", &CodesTemplate { site, entries: &entries });
        let write_kinds = || {
            if site.has_meaning {
                write(sink, "kinds.md", &KindsTemplate { site, kinds: &lower::by_kind(&entries) });
            }
        };
        rayon::join(write_codes, write_kinds);
    };
    // The pages of the groups are many and short: whoever is done with a long list goes on with them.
    rayon::join(write_lists, write_groups);
    let questions = lowering.questions(catalog);
    if !questions.is_empty() {
        write(sink, "questions.md", &QuestionsTemplate { site, questions: &questions });
    }
    if let Some(matrix) = &matrix {
        write(sink, "matrix.md", &MatrixTemplate { site, matrix });
    }
}

fn write(sink: &Sink<'_>, path: &str, template: &impl Template) {
    sink(&format!("markdown/{path}"), &|out| render(template, out));
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
    entries: &'a [EntryView],
}

#[derive(Template)]
#[template(path = "markdown/codes.md", escape = "none")]
struct CodesTemplate<'a> {
    site: &'a Site,
    entries: &'a [&'a Listed<'a>],
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
