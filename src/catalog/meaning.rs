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
    /// Every kind, in the order in which they are listed.
    pub const ALL: [Self; 17] = [
        Self::InvalidArgument,
        Self::Unauthenticated,
        Self::PermissionDenied,
        Self::NotFound,
        Self::AlreadyExists,
        Self::FailedPrecondition,
        Self::Conflict,
        Self::RateLimited,
        Self::QuotaExceeded,
        Self::LocalResource,
        Self::Unavailable,
        Self::Timeout,
        Self::Cancelled,
        Self::DataLoss,
        Self::ContentRejected,
        Self::Internal,
        Self::Unknown,
    ];

    /// Its word, as the catalog has it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::InvalidArgument => "invalid_argument",
            Self::Unauthenticated => "unauthenticated",
            Self::PermissionDenied => "permission_denied",
            Self::NotFound => "not_found",
            Self::AlreadyExists => "already_exists",
            Self::FailedPrecondition => "failed_precondition",
            Self::Conflict => "conflict",
            Self::RateLimited => "rate_limited",
            Self::QuotaExceeded => "quota_exceeded",
            Self::LocalResource => "local_resource",
            Self::Unavailable => "unavailable",
            Self::Timeout => "timeout",
            Self::Cancelled => "cancelled",
            Self::DataLoss => "data_loss",
            Self::ContentRejected => "content_rejected",
            Self::Internal => "internal",
            Self::Unknown => "unknown",
        }
    }

    /// What it means, as a sentence for readers of what is generated.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::InvalidArgument => "A parameter, format or size in this request is wrong.",
            Self::Unauthenticated => "Login, credential or ticket is missing, wrong or expired.",
            Self::PermissionDenied => "Not allowed: role, blocklist, policy, configuration.",
            Self::NotFound => "The thing does not exist, or not any more.",
            Self::AlreadyExists => "Duplicate, already a member, already processed, id in use.",
            Self::FailedPrecondition => "State forbids it: not initialized, feature or plan missing, time window over.",
            Self::Conflict => "Concurrent write or operation in progress.",
            Self::RateLimited => "Too many requests just now.",
            Self::QuotaExceeded => "A standing number, size or plan quota is reached.",
            Self::LocalResource => "Memory, disk, buffer or queue on the client.",
            Self::Unavailable => "Network, connection, overload, service suspended.",
            Self::Timeout => "Something did not answer in time.",
            Self::Cancelled => "By the user or by shutdown.",
            Self::DataLoss => "Corruption, checksum mismatch.",
            Self::ContentRejected => "Moderated, sensitive or illegal content.",
            Self::Internal => "An internal error of the service or the SDK.",
            Self::Unknown => "The documentation gives no basis.",
        }
    }

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
    /// Every advice, in the order in which they are listed.
    pub const ALL: [Self; 5] = [Self::Never, Self::Backoff, Self::SlowDown, Self::AfterAction, Self::Unknown];

    /// Its word, as the catalog has it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Backoff => "backoff",
            Self::SlowDown => "slow_down",
            Self::AfterAction => "after_action",
            Self::Unknown => "unknown",
        }
    }

    /// What it means, as a sentence for readers of what is generated.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Never => "The same request fails again until the caller changes it.",
            Self::Backoff => "Transient: send it again as it is, with backoff.",
            Self::SlowDown => "Send it again after lowering the rate.",
            Self::AfterAction => "After a step outside the request: log in, refresh, initialize, enable, buy.",
            Self::Unknown => "The documentation gives no basis.",
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_catalog_s() {
        for kind in Kind::ALL {
            assert_eq!(serde_json::to_value(kind).ok(), Some(kind.word().into()));
        }
        for retry in Retry::ALL {
            assert_eq!(serde_json::to_value(retry).ok(), Some(retry.word().into()));
        }
        assert!(Kind::ALL.is_sorted() && Retry::ALL.is_sorted(), "each once, in the order of the variants");
    }
}
