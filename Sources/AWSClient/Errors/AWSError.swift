/// A call to AWS that failed: what was asked, what was answered, and what to do.
public struct AWSError: Error, Hashable, Sendable {
    /// The kind of failure; a struct, so that a new kind breaks nobody.
    public struct Kind: Hashable, Sendable {
        private let name: String

        /// The service answered with an error that has a code.
        public static let answered = Kind(name: "answered")
        /// The endpoint answered in a form that is not the service's.
        public static let unreadable = Kind(name: "unreadable")
        /// The endpoint, such as a simulator, says that it has no such operation.
        public static let notImplemented = Kind(name: "notImplemented")
        /// No connection came about: name, route, TLS or a refusal.
        public static let noConnection = Kind(name: "noConnection")
        /// The connection or the answer took too long.
        public static let timeout = Kind(name: "timeout")
        /// No source of credentials had any, or one failed.
        public static let missingCredentials = Kind(name: "missingCredentials")
        /// Neither configuration, environment nor profile names a region.
        public static let missingRegion = Kind(name: "missingRegion")
        /// The input does not fit the operation, or the configuration is wrong; nothing was sent.
        public static let invalidInput = Kind(name: "invalidInput")
        /// The task was cancelled.
        public static let cancelled = Kind(name: "cancelled")
    }

    /// The kind of failure.
    public var kind: Kind
    /// The operation that was called.
    public var operation: AWSOperation
    /// AWS's code without namespace, such as `ClusterNotFoundException`; empty unless the service answered with one.
    public var code: String
    /// AWS's message, or what went wrong before an answer came.
    public var message: String
    /// AWS's id of the request, for its support.
    public var requestID: String?
    /// The HTTP status; `nil` if no answer came.
    public var httpStatus: Int?
    /// The region of the call.
    public var region: String?
    /// The endpoint of the call, such as `https://ecs.us-west-2.amazonaws.com`.
    public var endpoint: String?
    /// The number of tries, the first one included.
    public var attempts: Int
    /// `true` if the same call may succeed later.
    public var isRetryable: Bool
    /// `true` if AWS asked to slow down.
    public var isThrottling: Bool
    /// Members of the answer besides code and message, such as `Item`; empty if there are none.
    public var details: [String: String]

    /// A failure from its parts.
    public init(
        _ kind: Kind,
        _ operation: AWSOperation,
        code: String = "",
        message: String,
        requestID: String? = nil,
        httpStatus: Int? = nil,
        region: String? = nil,
        endpoint: String? = nil,
        attempts: Int = 0,
        isRetryable: Bool = false,
        isThrottling: Bool = false,
        details: [String: String] = [:]
    ) {
        self.kind = kind
        self.operation = operation
        self.code = code
        self.message = message
        self.requestID = requestID
        self.httpStatus = httpStatus
        self.region = region
        self.endpoint = endpoint
        self.attempts = attempts
        self.isRetryable = isRetryable
        self.isThrottling = isThrottling
        self.details = details
    }

    /// The service that was called, as in ``AWSOperation/service``.
    public var service: String { operation.service }
}
