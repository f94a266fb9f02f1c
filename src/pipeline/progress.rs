//! How far a run is, for a person at a terminal who waits for it.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shows how many pages were read. Most runs are over before anything would be seen, and show nothing.
#[derive(Debug)]
pub struct Progress {
    /// `None` where nobody watches.
    since: Option<Instant>,
    pages: u64,
    bar: OnceLock<ProgressBar>,
}

/// What takes less time needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

impl Progress {
    /// Shows nothing.
    #[must_use]
    pub fn none() -> Self {
        Self { since: None, pages: 0, bar: OnceLock::new() }
    }

    /// A bar on the standard error stream, which must be a terminal.
    #[must_use]
    pub fn on_terminal(pages: usize) -> Self {
        Self { since: Some(Instant::now()), pages: pages.try_into().unwrap_or(u64::MAX), bar: OnceLock::new() }
    }

    /// Another page was read. Called from all threads.
    pub(super) fn page(&self, read: u64) {
        if self.since.is_some_and(|since| since.elapsed() > PATIENCE) {
            self.bar.get_or_init(|| self.draw()).set_position(read);
        }
    }

    /// All pages were read.
    pub(super) fn pages_done(&self) {
        if let Some(bar) = self.bar.get() {
            bar.set_position(self.pages);
            bar.set_message("writing");
        }
    }

    /// The run is over: the bar leaves the screen.
    pub(super) fn clear(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }

    fn draw(&self) -> ProgressBar {
        let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} pages, {eta} left");
        let bar = ProgressBar::with_draw_target(Some(self.pages), ProgressDrawTarget::stderr_with_hz(10));
        bar.set_message("reading");
        match style {
            Ok(style) => bar.with_style(style),
            // The template is part of the program, and plain.
            Err(_) => bar,
        }
    }
}
