/// The codes by which AWS says that another try may help, over all services.
enum RetryableCodes {
    /// AWS asks to slow down.
    static let throttling: Set<String> = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException.Throttling", "RequestThrottled",
        "SlowDown", "PriorRequestNotComplete", "EC2ThrottledException",
    ]

    /// AWS had a fault that passes.
    static let transient: Set<String> = [
        "RequestTimeout", "RequestTimeoutException", "InternalError", "InternalFailure", "InternalServerError",
        "InternalServerException", "InternalServiceError", "InternalServiceException", "ServiceUnavailable",
        "ServiceUnavailableException", "ServerException", "Unavailable", "IDPCommunicationError", "ServiceFailure",
    ]

    /// The signature's time is too far from AWS's.
    static let clockSkew: Set<String> = [
        "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture", "InvalidSignatureException",
        "SignatureDoesNotMatch", "AuthFailure",
    ]

    /// The keys are no longer valid.
    static let expiredCredentials: Set<String> = [
        "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestExpired",
    ]

    /// The keys are not AWS's.
    static let invalidCredentials: Set<String> = [
        "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "InvalidAccessKeyIdException",
        "SignatureDoesNotMatch", "InvalidSignatureException", "AuthFailure", "IncompleteSignature",
        "MissingAuthenticationToken", "MissingAuthenticationTokenException",
    ]

    /// The keys are fine, and may not do this.
    static let denied: Set<String> = [
        "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized", "AuthorizationError",
    ]
}
