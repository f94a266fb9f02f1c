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

    /// The status that an HTTP service would answer with.
    #[must_use]
    pub const fn http_status(self) -> u16 {
        match self {
            Self::InvalidArgument => 400,
            Self::Unauthenticated => 401,
            Self::PermissionDenied | Self::QuotaExceeded => 403,
            Self::NotFound => 404,
            Self::AlreadyExists | Self::Conflict => 409,
            Self::FailedPrecondition => 412,
            Self::ContentRejected => 422,
            Self::RateLimited => 429,
            Self::Cancelled => 499,
            Self::DataLoss | Self::Internal | Self::Unknown => 500,
            Self::Unavailable => 503,
            Self::Timeout => 504,
            Self::LocalResource => 507,
        }
    }

    /// The gRPC status that fits, by its number.
    #[must_use]
    pub const fn grpc_code(self) -> i32 {
        match self {
            Self::Cancelled => 1,
            Self::Unknown => 2,
            Self::InvalidArgument | Self::ContentRejected => 3,
            Self::Timeout => 4,
            Self::NotFound => 5,
            Self::AlreadyExists => 6,
            Self::PermissionDenied => 7,
            Self::RateLimited | Self::QuotaExceeded | Self::LocalResource => 8,
            Self::FailedPrecondition => 9,
            Self::Conflict => 10,
            Self::Internal => 13,
            Self::Unavailable => 14,
            Self::DataLoss => 15,
            Self::Unauthenticated => 16,
        }
    }
}

impl Retry {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        *self == Self::Unknown
    }

    /// Whether to send the same request again, in time.
    #[must_use]
    pub const fn is_retryable(self) -> bool {
        matches!(self, Self::Backoff | Self::SlowDown)
    }
}
