//! Where an element starts: what it opens, and whether it is read at all.

use ego_tree::NodeRef;
use html5ever::local_name;
use scraper::Node;
use scraper::node::Element;

use super::end::end_pre;
use super::{End, Start, Walk};
use crate::document::shape::{is_note_sign, is_noted_word};
use crate::document::{List, MarkKind, RegionRole, Text};
use crate::read::html::element::{Look, Tag, attribute, region_of_role};
use crate::read::html::frame::Kind;
use crate::read::html::hidden::{is_hidden, never_ends, unfolds};
use crate::read::html::numbered::Numbered;
use crate::read::html::permalink::{is_note_reference, is_permalink, leads_to_more, short_text};
use crate::read::html::table::{self, OpenTable};
use crate::read::html::{callout, code, reference};

impl<'a> Walk<'a> {
    pub(super) fn start(&mut self, node: NodeRef<'a, Node>, element: &Element) -> Start {
        let tag = match reference::part_of(node, element, Tag::with_role(element)) {
            Tag::Skip if never_ends(node, element) => Tag::Block,
            // What unfolds stands below its button as below a title.
            Tag::Skip if unfolds(node, element) => Tag::Mark(Look::Strong),
            tag => tag,
        };
        match tag {
            Tag::Skip => return Start::Skip,
            Tag::Title => {
                self.take_title(node);
                return Start::Skip;
            }
            Tag::Head => {
                if let Some(title) =
                    node.children().find(|child| child.value().as_element().map(Tag::of) == Some(Tag::Title))
                {
                    self.take_title(title);
                }
                return Start::Skip;
            }
            _ => {}
        }
        self.note_anchor(element, tag);
        if is_hidden(node, element, tag) {
            if tag == Tag::Anchor {
                self.note_permalink(element);
            }
            return Start::Skip;
        }
        if matches!(self.top().kind, Kind::Pre(_)) {
            return self.start_in_pre(node, element, tag);
        }
        if self.top().is_flat() {
            let ends_heading = matches!(
                tag,
                Tag::Table
                    | Tag::List { .. }
                    | Tag::Definitions
                    | Tag::Pre
                    | Tag::Heading(_)
                    | Tag::Quote
                    | Tag::Details
            ) || (tag == Tag::Paragraph && !self.top().run.is_empty());
            let never_ended = match self.top().kind {
                Kind::Heading { .. } => ends_heading,
                Kind::Term | Kind::Summary => tag == Tag::Table,
                _ => false,
            };
            if never_ended {
                self.end_line_early();
            } else {
                return self.start_in_flat(node, element, tag);
            }
        }
        self.start_in_flow(node, element, tag)
    }

    /// The start of an element where blocks may stand.
    fn start_in_flow(&mut self, node: NodeRef<'a, Node>, element: &Element, tag: Tag) -> Start {
        let line = self.page.line(node.id());
        let marks = std::mem::take(&mut self.marks);
        if !tag.is_inline() {
            self.top().flush(&marks);
        }
        self.marks = marks;
        self.place_comments();
        let kind = match tag {
            Tag::Inline | Tag::Mark(_) | Tag::Anchor | Tag::Quoted | Tag::Break => {
                return self.start_inline(node, element, tag);
            }
            Tag::Skip | Tag::Title | Tag::Head => return Start::Skip,
            Tag::Block | Tag::Paragraph | Tag::Section | Tag::Region(_) => {
                return self.start_container(element, tag, line);
            }
            Tag::Heading(level) => {
                self.heading = Some(node.id());
                let own = attribute(element, "id").filter(|id| !id.is_empty()).map(str::to_owned);
                let waiting = self.anchor.take();
                Kind::Heading { level, anchor: own.or(waiting) }
            }
            Tag::List { ordered } => Kind::List(List { ordered, items: Vec::new() }),
            Tag::Item => Kind::Item { number: self.top().numbered.number(element) },
            Tag::Definitions => Kind::Definitions(Vec::new()),
            Tag::Term => {
                self.heading = Some(node.id());
                Kind::Term
            }
            Tag::Definition => Kind::Definition,
            Tag::Table if Tag::of(element) == tag && table::is_layout(self.page, node, element) => {
                return Start::Enter(End::Block);
            }
            Tag::Table => Kind::Table(OpenTable::default()),
            Tag::RowGroup(group) => {
                if let Kind::Table(table) = &mut self.top().kind {
                    table.open_group(group);
                }
                return Start::Enter(End::Nothing);
            }
            Tag::Caption => match self.top().kind {
                Kind::Table(_) => Kind::Caption,
                _ => return Start::Enter(End::Block),
            },
            Tag::Row => match &self.top().kind {
                Kind::Table(table) => Kind::Row {
                    cells: Vec::new(),
                    head: table.group.kind == crate::read::html::element::RowGroup::Head,
                    added: reference::is_added_row(element),
                    named: reference::is_heading_row(element),
                },
                _ => return Start::Enter(End::Block),
            },
            Tag::Cell { header } => match self.top().kind {
                Kind::Row { .. } | Kind::Table(_) => Kind::Cell {
                    header,
                    colspan: table::colspan(element),
                    rowspan: table::rowspan(element),
                    last: reference::ends_row(element),
                },
                _ => return Start::Enter(End::Block),
            },
            Tag::Pre => Kind::Pre(code::OpenCode::new(code::language(node))),
            Tag::Quote => match callout::kind_of(element) {
                Some(label) => Kind::Callout { label: label.to_owned(), title: None },
                None => Kind::Quote,
            },
            Tag::Details => Kind::Details { summary: Text::default() },
            Tag::Summary => match self.top().kind {
                Kind::Details { .. } => Kind::Summary,
                _ => return Start::Enter(End::Block),
            },
        };
        let is_list = matches!(kind, Kind::List(_));
        let start = self.open(kind, line);
        if is_list && matches!(self.top().kind, Kind::List(_)) {
            self.top().numbered = Numbered::of(element);
        }
        start
    }

    /// The start of an element that is a callout, a region, the title of a callout, or nothing but a part of the flow.
    fn start_container(&mut self, element: &Element, tag: Tag, line: u32) -> Start {
        if let Kind::Callout { title: None, .. } = self.top().kind
            && self.top().blocks.is_empty()
            && callout::is_title(element)
        {
            return self.open(Kind::CalloutTitle, line);
        }
        if let Some(label) = callout::kind_of(element) {
            return self.open(Kind::Callout { label: label.to_owned(), title: None }, line);
        }
        if let Some(role) = region_of_role(element) {
            return self.open(Kind::Region(role), line);
        }
        if reference::is_title_area(element) {
            return self.open(Kind::Region(RegionRole::Header), line);
        }
        match tag {
            // Within a part of the content these are its own head and foot, not the page's.
            Tag::Region(RegionRole::Header | RegionRole::Footer) if self.sections > 0 => Start::Enter(End::Block),
            Tag::Region(role) => self.open(Kind::Region(role), line),
            Tag::Section => {
                self.sections += 1;
                Start::Enter(End::Section)
            }
            _ => Start::Enter(End::Block),
        }
    }

    /// The start of an element that flows within a line.
    fn start_inline(&mut self, node: NodeRef<'a, Node>, element: &Element, tag: Tag) -> Start {
        match tag {
            Tag::Mark(look) => {
                if let Some(value) = reference::shown_value(element).filter(|_| self.top().run.is_empty()) {
                    let line = self.page.line(node.id());
                    self.top().run.push(&format!("{value} "), line);
                }
                self.open_mark(look.mark());
                Start::Enter(End::Mark)
            }
            Tag::Anchor => {
                let heading = self.heading.and_then(|id| self.page.html.tree.get(id));
                if is_permalink(node, element, heading) {
                    self.note_permalink(element);
                    return Start::Skip;
                }
                if leads_to_more(node, element) {
                    return Start::Skip;
                }
                match attribute(element, "href").map(str::trim).filter(|target| !target.is_empty()) {
                    Some(target) => {
                        self.open_mark(MarkKind::Link(target.to_owned()));
                        Start::Enter(End::Mark)
                    }
                    None => Start::Enter(End::Nothing),
                }
            }
            Tag::Quoted => {
                let line = self.page.line(node.id());
                self.top().run.push("“", line);
                Start::Enter(End::Quoted(line))
            }
            Tag::Break => {
                self.top().run.break_line();
                Start::Enter(End::Nothing)
            }
            _ if code::is_line_number(element) => Start::Skip,
            _ if element.name.local == local_name!("sup") && self.is_note(node) => Start::Skip,
            _ if is_struck(element) => {
                self.open_mark(MarkKind::Strike);
                Start::Enter(End::Mark)
            }
            _ => Start::Enter(End::Nothing),
        }
    }

    /// Whether a raised text only refers to a footnote: it links to one, or follows the one word of a cell.
    fn is_note(&mut self, sup: NodeRef<'a, Node>) -> bool {
        let top = self.top();
        is_note_reference(sup)
            || (matches!(top.kind, Kind::Cell { .. })
                && is_noted_word(top.run.so_far())
                && short_text(sup).is_some_and(|text| is_note_sign(&text)))
    }

    /// The start of an element where everything becomes one text.
    fn start_in_flat(&mut self, node: NodeRef<'a, Node>, element: &Element, tag: Tag) -> Start {
        if tag.is_inline() {
            return self.start_inline(node, element, tag);
        }
        if let Tag::Cell { .. } = tag {
            // A table in a cell: a line a row, its cells side by side.
            self.top().run.push(" ", 0);
            return Start::Enter(End::Nothing);
        }
        self.divide();
        match tag {
            Tag::List { ordered } => {
                let start = attribute(element, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
                self.counters.push(ordered.then_some(start));
                Start::Enter(End::Counter)
            }
            Tag::Item => {
                if let Some(Some(number)) = self.counters.last_mut() {
                    let text = format!("{number}. ");
                    *number = number.saturating_add(1);
                    let line = self.page.line(node.id());
                    self.top().run.push(&text, line);
                }
                Start::Enter(End::Block)
            }
            Tag::Pre => {
                self.verbatim += 1;
                Start::Enter(End::Verbatim)
            }
            _ => Start::Enter(End::Block),
        }
    }

    /// The start of an element within preformatted text.
    fn start_in_pre(&mut self, node: NodeRef<'a, Node>, element: &Element, tag: Tag) -> Start {
        match tag {
            Tag::Table | Tag::Heading(_) | Tag::Definitions | Tag::List { .. } => {
                // A page that is preformatted as a whole: what has markup of its own is not.
                if let Some(block) = end_pre(self.top()) {
                    let marks = std::mem::take(&mut self.marks);
                    self.top().push(block, &marks);
                    self.marks = marks;
                }
                self.top().kind = Kind::Splice;
                return self.start_in_flow(node, element, tag);
            }
            Tag::Break => {
                if let Kind::Pre(code) = &mut self.top().kind {
                    code.break_line();
                }
            }
            Tag::Block | Tag::Paragraph => {
                if let Kind::Pre(code) = &mut self.top().kind
                    && !code.at_line_start()
                {
                    code.break_line();
                }
            }
            // Within source text it only opens and shuts what follows.
            Tag::Summary => return Start::Skip,
            _ if code::is_line_number(element) => return Start::Skip,
            _ => {}
        }
        Start::Enter(End::Nothing)
    }
}

/// Whether the style of a span strikes it through.
fn is_struck(element: &Element) -> bool {
    !element.attrs.is_empty() && attribute(element, "style").is_some_and(|style| style.contains("line-through"))
}
