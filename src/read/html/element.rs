//! Which part an element plays on a page.

use html5ever::{local_name, ns};
use scraper::node::Element;

use crate::document::{MarkKind, RegionRole};

/// The part that an element plays, by its name alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Its contents are not part of what a person reads.
    Skip,
    /// The page's title.
    Title,
    /// The part before the body.
    Head,
    /// Nothing by itself; its contents flow on.
    Inline,
    /// A span that stands out.
    Mark(Look),
    /// A link or an anchor.
    Anchor,
    /// A quotation within a sentence.
    Quoted,
    /// A line break.
    Break,
    /// Ends the paragraph before it and at its end.
    Block,
    /// A paragraph.
    Paragraph,
    /// A heading of this level.
    Heading(u8),
    /// A list.
    List { ordered: bool },
    /// An item of a list.
    Item,
    /// A list of definitions.
    Definitions,
    /// A term of one.
    Term,
    /// What is said of a term.
    Definition,
    /// A table.
    Table,
    /// Its caption.
    Caption,
    /// A group of its rows.
    RowGroup(RowGroup),
    /// A row.
    Row,
    /// A cell.
    Cell { header: bool },
    /// Preformatted text.
    Pre,
    /// A quotation.
    Quote,
    /// Blocks behind a summary.
    Details,
    /// The summary of such blocks.
    Summary,
    /// A part of the page that is set apart.
    Region(RegionRole),
    /// A part of the content with headings of its own.
    Section,
}

/// How a span stands out; [`MarkKind`] without what a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Set as code.
    Code,
    /// Strong.
    Strong,
    /// Emphasized.
    Emphasis,
    /// Struck through.
    Strike,
}

impl Look {
    pub(super) fn mark(self) -> MarkKind {
        match self {
            Self::Code => MarkKind::Code,
            Self::Strong => MarkKind::Strong,
            Self::Emphasis => MarkKind::Emphasis,
            Self::Strike => MarkKind::Strike,
        }
    }
}

/// The groups of rows, in the order in which a table shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum RowGroup {
    /// Above all others.
    Head,
    /// Between.
    Body,
    /// Below all others.
    Foot,
}

/// Classes by which pages say that the words in a `<span>` are set as code.
const CODE_CLASSES: &[&str] = &[
    "code",
    "literal",
    "codeph",
    "inline-code",
    "inlinecode",
    "monospace",
    "tt",
    "constant",
    "errorcode",
    "errorname",
];

impl Tag {
    /// The part that `element` plays.
    pub(super) fn of(element: &Element) -> Self {
        if element.name.ns != ns!(html) {
            return match element.name.local {
                local_name!("svg") | local_name!("annotation") | local_name!("annotation-xml") => Self::Skip,
                _ => Self::Inline,
            };
        }
        match element.name.local {
            local_name!("div")
            | local_name!("html")
            | local_name!("body")
            | local_name!("form")
            | local_name!("fieldset")
            | local_name!("legend")
            | local_name!("center")
            | local_name!("address")
            | local_name!("figure")
            | local_name!("figcaption")
            | local_name!("hgroup")
            | local_name!("search")
            | local_name!("dialog")
            | local_name!("hr") => Self::Block,
            local_name!("article") | local_name!("main") | local_name!("section") => Self::Section,
            local_name!("p") => Self::Paragraph,
            local_name!("a") => Self::Anchor,
            local_name!("br") => Self::Break,
            local_name!("q") => Self::Quoted,
            local_name!("td") => Self::Cell { header: false },
            local_name!("th") => Self::Cell { header: true },
            local_name!("tr") => Self::Row,
            local_name!("table") => Self::Table,
            local_name!("thead") => Self::RowGroup(RowGroup::Head),
            local_name!("tbody") => Self::RowGroup(RowGroup::Body),
            local_name!("tfoot") => Self::RowGroup(RowGroup::Foot),
            local_name!("caption") => Self::Caption,
            local_name!("code") | local_name!("kbd") | local_name!("samp") | local_name!("tt") | local_name!("var") => {
                Self::Mark(Look::Code)
            }
            local_name!("b") | local_name!("strong") => Self::Mark(Look::Strong),
            local_name!("em") | local_name!("i") | local_name!("cite") | local_name!("dfn") => {
                Self::Mark(Look::Emphasis)
            }
            local_name!("del") | local_name!("s") | local_name!("strike") => Self::Mark(Look::Strike),
            local_name!("li") => Self::Item,
            local_name!("ul") | local_name!("menu") | local_name!("dir") => Self::List { ordered: false },
            local_name!("ol") => Self::List { ordered: true },
            local_name!("dl") => Self::Definitions,
            local_name!("dt") => Self::Term,
            local_name!("dd") => Self::Definition,
            local_name!("h1") => Self::Heading(1),
            local_name!("h2") => Self::Heading(2),
            local_name!("h3") => Self::Heading(3),
            local_name!("h4") => Self::Heading(4),
            local_name!("h5") => Self::Heading(5),
            local_name!("h6") => Self::Heading(6),
            local_name!("pre") | local_name!("listing") | local_name!("xmp") | local_name!("plaintext") => Self::Pre,
            local_name!("blockquote") => Self::Quote,
            local_name!("details") => Self::Details,
            local_name!("summary") => Self::Summary,
            local_name!("nav") => Self::Region(RegionRole::Navigation),
            local_name!("header") => Self::Region(RegionRole::Header),
            local_name!("footer") => Self::Region(RegionRole::Footer),
            local_name!("aside") => Self::Region(RegionRole::Aside),
            local_name!("title") => Self::Title,
            local_name!("head") => Self::Head,
            local_name!("script")
            | local_name!("style")
            | local_name!("template")
            | local_name!("noscript")
            | local_name!("noframes")
            | local_name!("noembed")
            | local_name!("meta")
            | local_name!("link")
            | local_name!("base")
            | local_name!("svg")
            | local_name!("button")
            | local_name!("select")
            | local_name!("datalist")
            | local_name!("input")
            | local_name!("textarea")
            | local_name!("progress")
            | local_name!("meter")
            | local_name!("img")
            | local_name!("iframe")
            | local_name!("object")
            | local_name!("embed")
            | local_name!("video")
            | local_name!("audio")
            | local_name!("canvas")
            | local_name!("colgroup")
            | local_name!("col") => Self::Skip,
            _ => Self::Inline,
        }
    }

    /// The part that `element` plays by its name or, where that says nothing, by the `role` that it declares: tables,
    /// lists and headings are also made of `<div>`s.
    pub(super) fn with_role(element: &Element) -> Self {
        let tag = Self::of(element);
        if element.attrs.is_empty() || !matches!(tag, Self::Block | Self::Inline) {
            return tag;
        }
        match attribute(element, "role") {
            Some("table" | "grid" | "treegrid") => Self::Table,
            Some("rowgroup") => Self::RowGroup(RowGroup::Body),
            Some("row") => Self::Row,
            Some("cell" | "gridcell") => Self::Cell { header: false },
            Some("columnheader" | "rowheader") => Self::Cell { header: true },
            Some("list") => Self::List { ordered: false },
            Some("listitem") => Self::Item,
            Some("heading") => {
                let level = attribute(element, "aria-level").and_then(|level| level.trim().parse().ok());
                Self::Heading(level.unwrap_or(2).clamp(1, 6))
            }
            Some(_) => tag,
            None if tag == Self::Inline && classes(element).any(|class| CODE_CLASSES.contains(&class)) => {
                Self::Mark(Look::Code)
            }
            None => tag,
        }
    }

    /// Whether the element flows within a line.
    pub(super) fn is_inline(self) -> bool {
        matches!(self, Self::Inline | Self::Mark(_) | Self::Anchor | Self::Quoted | Self::Break)
    }
}

/// The value of an attribute, by its lowercase name.
pub(super) fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.attrs.iter().find(|(attribute, _)| &*attribute.local == name).map(|(_, value)| &**value)
}

/// The classes of an element, as written.
pub(super) fn classes(element: &Element) -> impl Iterator<Item = &str> {
    attribute(element, "class").unwrap_or_default().split_ascii_whitespace()
}

/// The region that an element's `role` declares.
pub(super) fn region_of_role(element: &Element) -> Option<RegionRole> {
    match attribute(element, "role")? {
        "navigation" => Some(RegionRole::Navigation),
        "banner" => Some(RegionRole::Header),
        "contentinfo" => Some(RegionRole::Footer),
        "complementary" => Some(RegionRole::Aside),
        _ => None,
    }
}
