//! The names that standards give to errors: whatever heads a column of them, they are codes.

/// OAuth 2.0 with its extensions, and OpenID Connect.
const NAMES: &[&str] = &[
    // RFC 6749, RFC 6750, RFC 8628, RFC 8707, RFC 9101, RFC 9449
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "unsupported_response_type",
    "invalid_scope",
    "access_denied",
    "server_error",
    "temporarily_unavailable",
    "invalid_token",
    "insufficient_scope",
    "authorization_pending",
    "slow_down",
    "expired_token",
    "invalid_target",
    "invalid_request_object",
    "invalid_dpop_proof",
    "unsupported_token_type",
    "invalid_redirect_uri",
    "invalid_client_metadata",
    // OpenID Connect
    "interaction_required",
    "login_required",
    "account_selection_required",
    "consent_required",
    "invalid_request_uri",
    "request_not_supported",
    "request_uri_not_supported",
    "registration_not_supported",
];

/// The names of gRPC statuses, each in the place of its number.
pub(crate) const GRPC_STATUSES: [&str; 17] = [
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
];

/// Those of them that are words for anything.
const COMMON: [&str; 3] = ["OK", "UNKNOWN", "INTERNAL"];

/// Whether a standard calls an error so, in this spelling.
pub(crate) fn is_standard_name(name: &str) -> bool {
    NAMES.contains(&name) || (GRPC_STATUSES.contains(&name) && !COMMON.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_standards_are_spelled_as_they_spell_them() {
        for (name, standard) in [
            ("access_denied", true),
            ("UNIMPLEMENTED", true),
            ("UNKNOWN", false),
            ("ACCESS_DENIED", false),
            ("unavailable", false),
            ("", false),
        ] {
            assert_eq!(is_standard_name(name), standard, "{name}");
        }
        let mut names = NAMES.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), NAMES.len(), "a name stands twice");
    }
}
