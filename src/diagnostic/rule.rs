//! The rules that findings belong to: one table of id, severity and explanation.

use std::fmt;

use super::Severity;

/// Declares the closed set of rules from one table, so that id, severity and explanation stand together.
macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $variant:ident = $id:literal, $severity:ident, $explanation:literal;)+) => {
        /// A rule that findings belong to. Ids are stable; `bindery explain RULE` accepts them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Rule {
            /// All rules, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable id, kebab-case.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// The severity of the rule's findings where nothing else is said.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// What the rule finds, in one line.
            #[must_use]
            pub fn summary(self) -> &'static str {
                // The doc comment's first line, without the space that follows `///`.
                match self { $(Self::$variant => [$($doc),+][0].trim_ascii_start(),)+ }
            }

            /// Why it matters and what to do, in a few sentences.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => $explanation,)+ }
            }

            /// The rule with this id.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|rule| rule.id() == id)
            }
        }
    };
}

rules! {
    // Sources and readers.
    /// A source cannot be read.
    SourceUnreadable = "source-unreadable", Error,
        "The file is missing, is not a regular file, or the system refuses to open it. Nothing was read, so nothing is written.";
    /// A source has no text.
    SourceEmpty = "source-empty", Error,
        "The file has no characters besides white space. An empty capture usually means that the download failed; capture the page again.";
    /// A source is not text.
    SourceBinary = "source-binary", Error,
        "The file holds bytes that no text has (NUL bytes outside UTF-16). Save the page as HTML, Markdown or plain text.";
    /// A source is larger than the limit.
    SourceTooLarge = "source-too-large", Error,
        "A page of documentation is far smaller than this; a dump or an archive was probably named by mistake.";
    /// The bytes of a source do not fit its encoding.
    EncodingMismatch = "encoding-mismatch", Warning,
        "The encoding that the page declares (or UTF-8 where it declares none) does not fit its bytes, so some characters were replaced. Save the page as UTF-8, or name the encoding in bindery.yaml.";
    /// Markup is nested too deeply.
    NestingTooDeep = "nesting-too-deep", Error,
        "The markup is nested deeper than any page that a person wrote. Reading it would take time without bound, so it is refused.";
    /// The markup has more of something than any page has.
    TooMuchMarkup = "too-much-markup", Error,
        "A tag has thousands of attributes, or merged cells and rows of unlike length spread a table over millions of places that hold nothing. Reading it would take time and memory without bound, so it is refused.";

    // Extraction.
    /// Something that could hold a code was not understood.
    Unexplained = "unexplained", Error,
        "A row, heading or list item looks as if it held a code, but no extractor took it and no ignore rule names it. Mend the page, overrule the decision for the source in bindery.yaml, or accept this one line there with a reason.";
    /// An ignore rule or acceptance matches nothing any more.
    UnusedRule = "unused-rule", Warning,
        "An ignore rule or an acceptance in bindery.yaml matched nothing on any page. The page has changed or the rule was never right: remove it, or correct its text.";
    /// A source declares no code, question or outline entry.
    NothingFound = "nothing-found", Warning,
        "The page was read, but nothing on it was understood as a code, a question or an outline. It may be a login page, an error page of the web server, or a shape that wants a setting in bindery.yaml. Where no page of the project declares anything, it is an error: a catalog of nothing is never meant.";
    /// A code has no text where its neighbours have one.
    MissingDescription = "missing-description", Warning,
        "The page lists the code, but says nothing of it, while most codes of the page have a text. A cell was probably lost, or the page is cut off. Mend the page, or capture it again.";
    /// A row has cells that its neighbours have not.
    ExtraCells = "extra-cells", Warning,
        "A row of a table has more cells than the table has headers. A separator within a text was probably not escaped, so that the text is cut. What the further cells say is kept as fields of the entry. Mend the row.";

    /// A cell holds words where its neighbours hold numbers.
    OddCell = "odd-cell", Warning,
        "A cell of a row holds words, while nearly all rows have a number in its column. A cell of the row was probably lost or doubled, so that the others stand under the wrong headers. Mend the row.";

    /// The value of a constant cannot be known.
    UnknownValue = "unknown-value", Warning,
        "A header or source file gives a constant a value that stands elsewhere, or that is only known when the program is compiled or runs. It is not guessed, so the constant names no code, and neither do those that are counted on from it. If one of them is a code, list it in a file of codes and constants divided by tabs.";

    // Resolution.
    /// A code stands twice with the same text.
    DuplicateCode = "duplicate-code", Warning,
        "A page lists one code twice with the same text. The catalog keeps one entry with both places. Remove one of the rows from the page.";
    /// A code stands twice with different texts.
    ConflictingMeanings = "conflicting-meanings", Warning,
        "One code is given different texts. The catalog keeps all of them in `meanings`; the first is the description. If the codes belong to different services, split them with `scopes` in bindery.yaml.";
    /// A name would be born although the lock is frozen.
    NameNotLocked = "name-not-locked", Error,
        "`--locked` forbids new names, so that a release never invents one. Run `bindery generate` without it, read the new names in the lock file, and commit it.";
    /// A name is asked for that another code has or had.
    NameTaken = "name-taken", Error,
        "A name belongs to one code of its scope for ever: not only while the code is there, but also after it was renamed or removed, so that no program comes to mean something else by it. Choose another name.";
    /// The lock file cannot be used.
    LockDamaged = "lock-damaged", Error,
        "The lock file keeps every name that was ever given; bindery does not guess at a damaged one. Restore it from version control or mend the line. Where it is gone although names were given before, nothing is written; if it is really lost, `bindery generate --new-lock` makes it anew with the names of the old catalog.";
    /// Many codes vanished at once.
    MassLoss = "mass-loss", Error,
        "More codes of a source or group are gone than an ordinary edit removes. A redesign of the page has probably hidden them from the reader. If they are really gone, run `bindery generate --accept-removals`.";
    /// A code that the lock knows is no longer on any page.
    CodeRemoved = "code-removed", Warning,
        "The code was on a page before and is on none now. It stays in the catalog as a tombstone, and its number and name are never given to anything else.";

    // What lint finds on the pages; see src/lint.
    /// A text tells its reader nothing.
    BoilerplateDescription = "boilerplate-description", Warning,
        "All that the page says of a code is a phrase that fits any failure (“System error.”), or its own name once more. Whoever meets the code learns nothing. Say what failed and what the caller can do. The phrases stand in src/lint/boilerplate.yaml; a text with a remedy or a cause is never reported.";
    /// The same thing is given different limits.
    ContradictingLimits = "contradicting-limits", Warning,
        "Two texts limit the same thing to different values, such as a message to 12 KB in one row and to 8 KB in another. At least one is wrong, or they speak of different cases and do not say so. Limits of one text are never held against each other, and bytes are compared with kilobytes by their size.";
    /// Two rows differ by one word that should not differ, or do not differ where they should.
    SuspiciousWord = "suspicious-word", Warning,
        "Two long texts are the same but for one word, which has its opposite in the other (“connected”, “disconnected”), and neither name is about that word; or two codes with opposite names have one text. One row was probably copied from the other and changed wrongly. Read both. The pairs of words stand in src/lint/twin.yaml.";
    /// A question knows a cause that the code's own row omits.
    UndocumentedCause = "undocumented-cause", Note,
        "An answer among the questions explains why a code is returned, but the row of the code neither says so nor links the answer. Whoever looks the code up in the table does not learn it.";
    /// A text sends its reader to a page without a link.
    LostLink = "lost-link", Note,
        "A text says “see” with the title of a page, or “see here”, and nothing leads there: in HTML and Markdown the link is missing; a plain-text capture loses every link, and so does whoever copies the text. Link the page, or write its address.";
    /// A link leads to a place that its page does not have.
    DeadAnchor = "dead-anchor", Warning,
        "A text links to a place of its own page (`#limits`), and no heading and no id of the page is called so: the heading was renamed, or the id mistyped. Whoever follows the link stays where they are. What a site makes of a heading is taken generously; links to other pages are not followed.";
    /// A text names a code that is on no page.
    UnknownCode = "unknown-code", Warning,
        "A text or question names an error code that the catalog does not have: the number is mistyped, or the code was removed or never documented. Statuses of HTTP and zero are no codes unless the catalog has them.";
    /// A code has a letter where those like it have a digit.
    MistypedCode = "mistyped-code", Warning,
        "A code is spelled like others of its page but for a letter that looks like a digit: `KM-50O4` among `KM-5001`, `KM-5002` and `KM-5003`. No program ever meets it. It is reported where three codes or more are spelled alike, and the code that would be meant is not listed itself.";
    /// A constant has a code that no page documents.
    UndocumentedSymbol = "undocumented-symbol", Warning,
        "A list of symbols, such as an SDK header, has a constant whose number is on no page. Programs can meet the code, and nobody can look it up. Document it, or remove the constant.";
    /// A documented code has no constant.
    MissingSymbol = "missing-symbol", Note,
        "Most codes of a group have a constant in the lists of symbols, and these have none: a header lags behind the page. Groups of which fewer than half the codes have constants are not meant to have them, and are not reported.";
    /// One constant stands for several codes.
    SharedSymbol = "shared-symbol", Warning,
        "Pages and lists of symbols give one constant different numbers. A program that compares with it is wrong on one side. Find out which number is meant, and rename the other.";
    /// One code has several constants.
    SeveralSymbols = "several-symbols", Note,
        "Pages and lists of symbols give one number different names, often a spelling mended on one side only. Use one everywhere.";

    // Project file and correction files.
    /// The project file cannot be used.
    ProjectInvalid = "project-invalid", Error,
        "bindery.yaml is missing, is not YAML, or says something that bindery does not know. The message names the line and the nearest right key.";
    /// A path leads out of the project.
    PathOutsideProject = "path-outside-project", Error,
        "Sources, outputs and templates stay within the project folder, by name and through symbolic links, so that a page or a project file cannot overwrite or publish anything else.";

    /// The corrections file cannot be used.
    CorrectionInvalid = "correction-invalid", Error,
        "The file of hand-made corrections is not YAML, or a correction names a field that no entry has, lacks its reason, or sets a field without the value that it expects there. The message names the line and the nearest right key.";
    /// The entry that a correction is for is gone.
    CorrectionTargetGone = "correction-target-gone", Error,
        "A correction names a code that no page has, or one that several scopes have without saying which. A correction for nothing is never kept in silence: remove it, or correct its code or scope.";
    /// What a correction expects is no longer so.
    CorrectionOutdated = "correction-outdated", Error,
        "A correction states under `expect` the value of the page, or of the inference, that it was made against. That value has changed, so nobody knows whether the correction still holds. Look at the new value: remove the correction, or keep it and write the new value under `expect`.";
    /// What a correction sets is so without it.
    CorrectionUnneeded = "correction-unneeded", Warning,
        "The page, or the inference, has come to say by itself what the correction sets. Remove the field from the correction, so that the page is the source again.";
    /// Two corrections set one field.
    CorrectionRepeated = "correction-repeated", Warning,
        "Two corrections set the same field of the same code. The first one counts. Remove one of them.";
    /// A correction names a code that has another name already.
    CorrectionOfLockedName = "correction-of-locked-name", Warning,
        "A correction gives a name at a code's birth, and the lock has a name for this code already. Names never move by themselves: run `bindery rename OLD NEW`, which keeps the old name as an alias, and remove the name from the correction.";

    /// A catalog file cannot be used.
    CatalogDamaged = "catalog-damaged", Error,
        "The catalog file is not as bindery writes it: not YAML, a field that a catalog has not, or another format version. Run `bindery generate`, which writes it anew.";

    // Writers.
    /// Two spellings are one code on the wire.
    SharedNumber = "shared-number", Warning,
        "Two entries of one scope are the same number, such as `16` and `0x10`. A binding cannot tell them apart: the second entry's name becomes another name of the first, and its text stands with the first's. If they belong to different services, split them with `scopes` in bindery.yaml.";

    // Artifacts.
    /// A generated file differs from what would be generated now.
    Stale = "stale", Error,
        "The file is as bindery wrote it, but its sources have changed since. Run `bindery generate` and commit the result.";
    /// A generated file is not there.
    Missing = "missing", Error,
        "The manifest lists the file, or it would be generated now, but it is not there. Run `bindery generate`.";
    /// A generated file was edited by hand.
    HandEdited = "hand-edited", Error,
        "The file is not as bindery wrote it. Make the change where it comes from (the page, a correction, bindery.yaml), then run `bindery generate`; it overwrites the edit.";
    /// A file among the generated ones is not ours.
    Foreign = "foreign", Warning,
        "The file stands in the output folder, but no manifest lists it and nothing generates it. bindery never deletes it: move it elsewhere, or remove it yourself.";
    /// A generated file is no longer generated.
    Orphaned = "orphaned", Error,
        "The manifest lists the file, but nothing generates it any more. Run `bindery generate`, which removes it.";
    /// A file cannot be written.
    Unwritable = "unwritable", Error,
        "The system refuses to write the file; nothing else was written either. Check permissions and free space.";

    // Differences of catalogs.
    /// A change breaks programs that depend on the catalog.
    BreakingChange = "breaking-change", Warning,
        "A code or name is gone, or the kind or retry advice of a code is another, so programs stop compiling or act otherwise. Release it as a major version (before 1.0.0: as a minor one). `bindery diff` fails at such changes unless `--fail-on never` is given.";
    /// A change adds something, or programs need not notice it.
    AdditiveChange = "additive-change", Note,
        "A code is new, a name was changed and the old one stays as a deprecated name, or a symbol or limit is another. Release it as a minor version.";
    /// A change is one of wording.
    WordingChange = "wording-change", Note,
        "Texts, remedies, causes, references or headings read otherwise; programs act as before. Release it as a patch.";

    // Requests.
    /// What was asked for is not in the catalog.
    NotFound = "not-found", Error,
        "No code, name, symbol or word of the catalog matches. Near matches are listed, if there are any.";
    /// The command line asks for something that cannot be done.
    Usage = "usage", Error,
        "The arguments do not fit together. Run the command with `--help`.";
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
