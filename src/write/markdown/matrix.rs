//! The matrix of what the pages' navigation has where: the outline's columns laid over each other.

use foldhash::{HashMap, HashSet};

use super::super::text::{Markdown, markdown_inline};
use super::slug::Slugs;
use super::view::{MatrixPage, MatrixRow, MatrixTable};
use crate::catalog::{Catalog, Outline};
use crate::diagnostic::{Diagnostic, Rule};
use crate::project::Matrix;

/// A title with what stands below it, in any column.
struct Node<'a> {
    /// As the first column has it that has it, or as the project shows it.
    title: &'a str,
    /// The path of titles above it.
    parent: Option<usize>,
    /// Whether each column has it.
    columns: Vec<bool>,
    /// Places of its children among the nodes, in the order in which they were met.
    children: Vec<usize>,
}

/// Titles that stand for one another.
struct Titles<'a> {
    /// The title to show, by a title's key.
    shown: HashMap<String, &'a str>,
}

/// Draws the matrix.
///
/// # Errors
///
/// [`Rule::UnusedRule`], a warning, for a column or an alias that the outline does not have.
pub(super) fn draw(catalog: &Catalog, matrix: &Matrix, findings: &mut Vec<Diagnostic>) -> MatrixPage {
    let titles = Titles::new(matrix);
    let mut nodes =
        vec![Node { title: "", parent: None, columns: vec![true; matrix.columns.len()], children: Vec::new() }];
    let mut children: HashMap<(usize, String), usize> = HashMap::default();
    let mut met: HashSet<String> = HashSet::default();
    for (column, name) in matrix.columns.iter().enumerate() {
        let Some(top) = catalog.outline.iter().find(|entry| key(&entry.title) == key(name)) else {
            findings.push(unused("column", name));
            continue;
        };
        // Depth first, in page order; a stack, since a page can nest as deep as it likes.
        let mut open: Vec<(usize, &Outline)> = top.children.iter().rev().map(|child| (0, child)).collect();
        while let Some((parent, entry)) = open.pop() {
            met.insert(key(&entry.title));
            let title = titles.shown(&entry.title);
            if nodes.get(parent).is_some_and(|above| key(above.title) == key(title)) {
                // A title that repeats the one above it adds nothing but what is below it.
                open.extend(entry.children.iter().rev().map(|child| (parent, child)));
                continue;
            }
            let place = *children.entry((parent, key(title))).or_insert_with(|| {
                let columns = vec![false; matrix.columns.len()];
                nodes.push(Node { title, parent: Some(parent), columns, children: Vec::new() });
                nodes.len() - 1
            });
            if let Some(node) = nodes.get_mut(place)
                && let Some(has) = node.columns.get_mut(column)
            {
                *has = true;
            }
            if let Some(above) = nodes.get_mut(parent)
                && !above.children.contains(&place)
            {
                above.children.push(place);
            }
            open.extend(entry.children.iter().rev().map(|child| (place, child)));
        }
    }
    for alias in matrix.aliases.values().flatten().filter(|alias| !met.contains(&key(alias))) {
        findings.push(unused("alias", alias));
    }
    page(matrix, &nodes)
}

fn unused(what: &str, title: &str) -> Diagnostic {
    Diagnostic::new(
        Rule::UnusedRule,
        format!("no title of the outline is `{title}`, a matrix {what} of the Markdown target"),
    )
    .hint(format!("correct the {what} in bindery.yaml, or remove it"))
}

/// A table for each title that has others below it, from the top down.
fn page(matrix: &Matrix, nodes: &[Node<'_>]) -> MatrixPage {
    let mut slugs = Slugs::default();
    let anchors: Vec<Option<String>> = nodes
        .iter()
        .map(|node| {
            (!node.children.is_empty()).then(|| slugs.give(&format!("in {}", path(nodes, node).join(" ")), "in"))
        })
        .collect();
    let mut tables = Vec::new();
    let mut open = vec![0];
    while let Some(place) = open.pop() {
        let Some(node) = nodes.get(place) else { continue };
        let rows = node.children.iter().filter_map(|child| {
            let row = nodes.get(*child)?;
            Some(MatrixRow {
                title: markdown_inline(row.title, Markdown::Page),
                anchor: anchors.get(*child).cloned().flatten(),
                columns: row.columns.clone(),
            })
        });
        let titles: Vec<String> =
            path(nodes, node).into_iter().map(|title| markdown_inline(title, Markdown::Page)).collect();
        tables.push(MatrixTable {
            title: titles.join(" › "),
            anchor: anchors.get(place).cloned().flatten().unwrap_or_default(),
            rows: rows.collect(),
        });
        let inner = |child: &&usize| nodes.get(**child).is_some_and(|node| !node.children.is_empty());
        open.extend(node.children.iter().rev().filter(inner));
    }
    tables.retain(|table| !table.rows.is_empty());
    MatrixPage {
        title: markdown_inline(&matrix.title, Markdown::Page),
        columns: matrix.columns.iter().map(|column| markdown_inline(column, Markdown::Page)).collect(),
        tables,
    }
}

/// The titles from the top to a node; none for the top itself.
fn path<'a>(nodes: &[Node<'a>], node: &Node<'a>) -> Vec<&'a str> {
    let mut path = Vec::new();
    let mut above = Some(node);
    while let Some(node) = above {
        if let Some(parent) = node.parent {
            path.push(node.title);
            above = nodes.get(parent);
        } else {
            above = None;
        }
    }
    path.reverse();
    path
}

impl<'a> Titles<'a> {
    fn new(matrix: &'a Matrix) -> Self {
        let pairs = matrix.aliases.iter().flat_map(|(title, others)| others.iter().map(move |other| (other, title)));
        let own = matrix.aliases.keys().map(|title| (title, title));
        Self { shown: pairs.chain(own).map(|(title, shown)| (key(title), shown.as_str())).collect() }
    }

    /// The title to show for a title.
    fn shown(&self, title: &'a str) -> &'a str {
        self.shown.get(&key(title)).copied().unwrap_or(title)
    }
}

/// Titles that differ in case or blanks only are the same.
fn key(title: &str) -> String {
    let words: Vec<String> = title.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}
