//! The one place where findings become text.

/// The form in which findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum MessageFormat {
    /// For people, with source excerpts.
    #[default]
    Text,
}

/// Renders findings.
pub struct Renderer;
