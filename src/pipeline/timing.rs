//! Where the time of a run goes: wall time by stage, which adds up to the whole.

use std::fmt::Write;
use std::time::{Duration, Instant};

/// A stage of the pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Files are read and decoded.
    Load,
    /// Readers make documents.
    Read,
    /// Plain lines get their shape back.
    Recover,
    /// Extractors make declarations.
    Extract,
    /// Declarations become the catalog.
    Resolve,
    /// Writers render artifacts.
    Write,
    /// Artifacts are compared with the files and written.
    Store,
}

const STAGES: [(Stage, &str); 7] = [
    (Stage::Load, "load"),
    (Stage::Read, "read"),
    (Stage::Recover, "recover"),
    (Stage::Extract, "extract"),
    (Stage::Resolve, "resolve"),
    (Stage::Write, "write"),
    (Stage::Store, "store"),
];

/// Wall time by stage. Where pages go through several stages at the same time, the time that passed is shared out
/// by what each stage took on all processors.
#[derive(Debug, Clone)]
pub struct Timings {
    start: Instant,
    total: Duration,
    spent: [Duration; STAGES.len()],
    pages: usize,
    bytes: usize,
}

impl Timings {
    pub(super) fn start() -> Self {
        let zero = Duration::ZERO;
        Self { start: Instant::now(), total: zero, spent: [zero; STAGES.len()], pages: 0, bytes: 0 }
    }

    pub(super) fn now(&self) -> Instant {
        Instant::now()
    }

    pub(super) fn count(&mut self, bytes: usize) {
        self.pages += 1;
        self.bytes += bytes;
    }

    pub(super) fn add(&mut self, stage: Stage, time: Duration) {
        for ((named, _), spent) in STAGES.iter().zip(&mut self.spent) {
            if *named == stage {
                *spent += time;
            }
        }
    }

    /// Shares `wall` out between stages that ran at the same time.
    pub(super) fn share(&mut self, wall: Duration, parts: impl Iterator<Item = (Stage, Duration)>) {
        let parts: Vec<_> = parts.collect();
        let sum: f64 = parts.iter().map(|(_, time)| time.as_secs_f64()).sum();
        for (stage, time) in parts {
            if sum > 0.0 {
                self.add(stage, wall.mul_f64(time.as_secs_f64() / sum));
            }
        }
    }

    pub(super) fn end(mut self) -> Self {
        self.total = self.start.elapsed();
        self
    }

    /// The whole run.
    #[must_use]
    pub fn total(&self) -> Duration {
        self.total
    }

    /// A table of the stages: wall time, share, pages and megabytes of sources a second. The rows add up to the last.
    #[must_use]
    pub fn table(&self) -> String {
        let mut out = format!("{:<8} {:>10} {:>6} {:>10} {:>9}\n", "stage", "ms", "%", "pages/s", "MB/s");
        let named = STAGES.iter().map(|(_, name)| *name).zip(self.spent);
        let rest = self.total.saturating_sub(self.spent.iter().sum());
        for (name, time) in named.chain([("rest", rest), ("total", self.total)]) {
            let seconds = time.as_secs_f64();
            let rate = |amount: f64| if seconds > 0.0 { amount / seconds } else { 0.0 };
            let share = if self.total.is_zero() { 0.0 } else { 100.0 * seconds / self.total.as_secs_f64() };
            #[allow(clippy::cast_precision_loss, reason = "figures for people")]
            let (pages, megabytes) = (rate(self.pages as f64), rate(self.bytes as f64 / 1e6));
            // Writing to a string does not fail.
            let _ = writeln!(out, "{name:<8} {:>10.2} {share:>6.1} {pages:>10.0} {megabytes:>9.1}", seconds * 1e3);
        }
        if let Some(peak) = peak_memory() {
            let _ = writeln!(out, "peak memory: {} MB", peak / 1_000_000);
        }
        out
    }
}

/// The most memory in bytes that the process has had so far, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok().map(|kilobytes: u64| kilobytes * 1024)
}
