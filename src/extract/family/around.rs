//! What the words around a family tell, and what stands beside it on the page.

use super::super::cells::is_signature;
use super::super::lead::{Joint, Lead};
use super::super::spelling::Shape;
use super::super::surroundings::Surroundings;
use super::super::topic::Topic;
use super::super::words::words;
use super::Family;
use super::scale::Scale;

/// So many exceptions are a list of them.
const EXCEPTIONS: usize = 5;

/// What introduction, headings and title speak of.
pub(super) fn weigh_surroundings(scale: &mut Scale, around: Surroundings) {
    match around.introduction {
        Some(Topic::Codes) => scale.add(3, "the introduction speaks of codes"),
        Some(Topic::Failures) => scale.add(2, "the introduction speaks of failures"),
        Some(Topic::Others) => scale.add(-3, "the introduction speaks of something else"),
        None => {}
    }
    match around.heading {
        Some((Topic::Codes, 0)) => scale.add(3, "the heading speaks of codes"),
        Some((Topic::Codes, _)) => scale.add(2, "a heading above speaks of codes"),
        Some((Topic::Failures, 0)) => scale.add(2, "the heading speaks of failures"),
        Some((Topic::Failures, _)) => scale.add(1, "a heading above speaks of failures"),
        // On a page of codes, what a heading speaks of may be what the codes below it are about.
        Some((Topic::Others, _)) if around.kin && around.page == Some(Topic::Codes) => {
            scale.add(-1, "the heading speaks of something else, on a page of codes");
        }
        Some((Topic::Others, 0)) => scale.add(-4, "the heading speaks of something else"),
        Some((Topic::Others, _)) => scale.add(-2, "a heading above speaks of something else"),
        None => {}
    }
    let said = around.heading.is_some_and(|(topic, _)| topic != Topic::Others);
    match around.page.filter(|_| !around.speaks_of_others()) {
        Some(Topic::Codes) => scale.add(if said { 1 } else { 3 }, "the page's title speaks of codes"),
        Some(Topic::Failures) if !said => scale.add(2, "the page's title speaks of failures"),
        Some(Topic::Others) if !said && around.introduction != Some(Topic::Codes) => {
            scale.add(-2, "the page's title speaks of something else");
        }
        Some(Topic::Failures | Topic::Others) | None => {}
    }
}

/// So many entries that speak of failures, and nothing else on the page, are no list of what is to be done.
const WHOLE_PAGE: usize = 8;

/// Whether a lead is a constant of several words, which hardly anything else on a page is.
fn is_long_constant(lead: &Lead) -> bool {
    lead.shape == Shape::Constant && lead.codes.iter().all(|code| code.matches('_').count() >= 2)
}

impl Family<'_, '_> {
    /// Values of a setting, unless they are named as failures are.
    pub(super) fn weigh_choices(&self, scale: &mut Scale) {
        if self.around.choices && self.failing * 2 < self.leads.len() {
            scale.add(-4, "they are the values that what stands above may have");
        }
    }

    /// A sentence that leads to the family, whatever the heading says.
    pub(super) fn weigh_heading(&self, scale: &mut Scale) {
        let around = self.around;
        // "Options: --check" may have the exit codes of that option below it; constants may be said of anything.
        let headed_otherwise = around.heading.is_some_and(|(topic, _)| topic == Topic::Others);
        if headed_otherwise
            && around.leads
            && around.introduction == Some(Topic::Codes)
            && self.most(|l| l.shape.is_numeric())
        {
            scale.add(4, "the sentence above leads to codes, whatever the heading speaks of");
        }
    }

    /// Whether most entries have parts that are labelled as those of errors; a value alone says something only where names
    /// or texts speak of failures.
    fn is_labelled(&self) -> bool {
        let Self { around, failing, spoken, .. } = *self;
        around.labelled && (!around.valued || failing.max(spoken) * 2 >= self.leads.len())
    }

    /// Whether the texts speak of failures.
    pub(super) fn weigh_texts(&self, scale: &mut Scale) {
        let Self { around, failing, spoken, http, .. } = *self;
        let count = self.leads.len();
        if spoken * 2 >= count {
            scale.add(2, "their texts speak of failures");
        } else if failing * 2 < count
            && around.codes().is_none()
            && !self.is_labelled()
            && !((around.kin || around.heading == Some((Topic::Failures, 0)))
                && self.most(|lead| matches!(lead.shape, Shape::Id | Shape::Hex)))
            && !self.most(|lead| lead.called)
            && http * 5 < count * 4
            && spoken * 5 < count
        {
            scale.add(-2, "nothing in their texts speaks of failures");
        }
    }

    /// A page that is nothing but numbers with texts that speak of failures, as programs keep them in a file.
    pub(super) fn weigh_whole_page(&self, scale: &mut Scale) {
        let count = self.leads.len();
        let counted = |lead: &Lead| lead.shape.is_numeric() && lead.joint != Joint::Stop;
        if self.around.alone && count >= WHOLE_PAGE && self.spoken * 2 >= count && self.most(counted) {
            scale.add(5, "the page is nothing but numbers with texts that speak of failures");
        }
    }

    /// What the family stands beside or has below its entries.
    pub(super) fn weigh_neighbours(&self, scale: &mut Scale) {
        let Self { around, failing, .. } = *self;
        let count = self.leads.len();
        if around.declaring {
            scale.kind = "functions";
            scale.add(-10, "they are declared as functions");
        }
        if around.referring {
            scale.kind = "references-to-codes";
            scale.add(-10, "other headings name their codes");
        }
        if around.erring {
            scale.add(10, "they are declared as errors");
        }
        // "0x1533: int lid_open(int *lid);": where a function stands.
        let declares = |title: &str| {
            let written = title.trim().trim_end_matches(';').split_once(' ');
            written.is_some_and(|(kind, rest)| words().is_data_type(kind) && is_signature(rest))
        };
        if self.leads.iter().filter(|(_, title)| declares(title)).count() * 2 > count {
            scale.kind = "functions";
            scale.add(-8, "each says how a function is declared");
        }
        if around.functions && failing * 2 < count && !self.most(|lead| lead.shape.is_numeric()) {
            scale.kind = "members-of-an-interface";
            scale.add(-8, "they stand beside functions");
        }
        if around.operating && !self.most(|lead| lead.shape.is_numeric()) {
            scale.kind = "members-of-an-interface";
            scale.add(-8, "they have inputs and callers, as operations have");
        }
        if self.most(|lead| lead.raised) {
            // A reference of anything declares an exception or two.
            let several = self.number(|lead| lead.raised) >= EXCEPTIONS;
            scale.add(if several { 8 } else { -4 }, "they are declared as exceptions");
        }
        if self.most(|lead| lead.called) {
            scale.add(3, "a word before each says that it is a code");
        }
        if around.statuses {
            scale.add(4, "a HTTP status stands before each");
        }
        if self.is_labelled() {
            scale.add(2, "their parts are labelled as those of errors");
        }
        if around.quoted {
            scale.add(3, "the message of a failure stands below each");
        }
        if around.kin && (!around.speaks_of_others() || around.page == Some(Topic::Codes)) {
            let names = self.most(|lead| lead.shape.is_name() && lead.shape != Shape::Constant);
            scale.add(if names { 1 } else { 2 }, "other parts of the page in this form list codes");
        }
        if around.kin_prevails && self.most(is_long_constant) {
            scale.add(4, "nearly all others of this form on the page are codes");
        }
        if around.manner_prevails && self.most(|lead| lead.shape.is_key()) {
            scale.add(4, "nearly all lists in this manner on the page are codes");
        }
        if around.goes_on {
            scale.add(2, "their numbers go on where those of other codes on the page stop");
        }
        if around.twin {
            // Whatever else the words around speak of, nobody numbers two kinds of things in one way.
            scale.add(6, "their identifiers are built like those of codes on the page");
        }
    }
}
