//! What a program can act on: the kind of a failure and the advice on sending again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of failure a code reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A parameter, format or size in this request is wrong.
    InvalidArgument,
    /// Login, credential or ticket is missing, wrong or expired.
    Unauthenticated,
    /// Not allowed: role, blocklist, policy, configuration.
    PermissionDenied,
    /// The thing does not exist, or not any more.
    NotFound,
    /// Duplicate, already a member, already processed, id in use.
    AlreadyExists,
    /// State forbids it: not initialized, feature or plan missing, time window over.
    FailedPrecondition,
    /// Concurrent write or operation in progress.
    Conflict,
    /// Too many requests just now.
    RateLimited,
    /// A standing number, size or plan quota is reached.
    QuotaExceeded,
    /// Memory, disk, buffer or queue on the client.
    LocalResource,
    /// Network, connection, overload, service suspended.
    Unavailable,
    /// Something did not answer in time.
    Timeout,
    /// By the user or by shutdown.
    Cancelled,
    /// Corruption, checksum mismatch.
    DataLoss,
    /// Moderated, sensitive or illegal content.
    ContentRejected,
    /// The text says internal or describes a bug.
    Internal,
    /// The text gives no basis.
    #[default]
    Unknown,
}

/// Whether to send the same again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Retry {
    /// The same request fails again until the caller changes it.
    Never,
    /// Transient: send it again as it is, with backoff.
    Backoff,
    /// Send it again after lowering the rate.
    SlowDown,
    /// After a step outside the request.
    AfterAction,
    /// No basis in the text.
    #[default]
    Unknown,
}

impl Kind {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        *self == Self::Unknown
    }
}

impl Retry {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        *self == Self::Unknown
    }
}
