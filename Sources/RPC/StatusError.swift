/// A failed call, in the form that crosses the wire between engine and provider.
public struct StatusError: Error, Sendable, CustomStringConvertible {
    /// The class of failure; a struct, so that a new code breaks nobody.
    ///
    /// The values are gRPC's.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The number written to the wire.
        public let rawValue: Int32

        /// A code by its number on the wire, known or not.
        public init(rawValue: Int32) { self.rawValue = rawValue }

        /// No failure.
        public static let ok = Code(rawValue: 0)
        /// The caller cancelled the call.
        public static let cancelled = Code(rawValue: 1)
        /// A failure of the operation itself, such as a refused create.
        public static let unknown = Code(rawValue: 2)
        /// The request is wrong whatever state the callee is in; a retry cannot succeed.
        public static let invalidArgument = Code(rawValue: 3)
        /// The call's deadline passed.
        public static let deadlineExceeded = Code(rawValue: 4)
        /// The thing that the call names does not exist.
        public static let notFound = Code(rawValue: 5)
        /// The thing that the call would create exists already.
        public static let alreadyExists = Code(rawValue: 6)
        /// The caller is not allowed to do this.
        public static let permissionDenied = Code(rawValue: 7)
        /// A limit was reached, such as the size of a message.
        public static let resourceExhausted = Code(rawValue: 8)
        /// The call came too early or too late, such as before `Configure`.
        public static let failedPrecondition = Code(rawValue: 9)
        /// The operation was aborted because of a conflict.
        public static let aborted = Code(rawValue: 10)
        /// An index or page beyond the end.
        public static let outOfRange = Code(rawValue: 11)
        /// The callee has no such method, resource or function.
        public static let unimplemented = Code(rawValue: 12)
        /// A fault of the callee's program.
        public static let `internal` = Code(rawValue: 13)
        /// The callee is gone or did not answer; a retry may succeed.
        public static let unavailable = Code(rawValue: 14)
        /// Bytes were lost.
        public static let dataLoss = Code(rawValue: 15)
        /// The caller has not identified itself.
        public static let unauthenticated = Code(rawValue: 16)

        /// gRPC's name of the code, such as `INVALID_ARGUMENT`.
        public var description: String {
            Self.names.indices.contains(Int(rawValue)) ? Self.names[Int(rawValue)] : "CODE_\(rawValue)"
        }

        private static let names = [
            "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
            "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE",
            "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
        ]
    }

    /// A typed detail of a failure: a `google.protobuf.Any`.
    public struct Detail: Hashable, Sendable {
        /// The URL of the message type, such as `type.googleapis.com/pulumirpc.ErrorResourceInitFailed`.
        public var typeURL: String
        /// The encoded message.
        public var value: [UInt8]

        /// A detail from its parts.
        public init(typeURL: String, value: [UInt8]) {
            self.typeURL = typeURL
            self.value = value
        }
    }

    /// The class of failure, which decides whether the caller may retry.
    public var code: Code
    /// One or two sentences that say what failed, where, and what to do.
    public var message: String
    /// Details for programs; usually empty.
    public var details: [Detail]

    /// A failure from its parts.
    public init(_ code: Code, _ message: String, details: [Detail] = []) {
        self.code = code
        self.message = message
        self.details = details
    }

    /// The message.
    public var description: String { message }
}
