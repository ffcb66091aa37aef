import PulumiProtocol
public import RPC

/// The form of a provider's errors on the wire; no other place knows it.
extension StatusError {
    /// The failure of a call, with the typed details that the engine reads.
    ///
    /// | thrown | code | detail |
    /// | --- | --- | --- |
    /// | ``StatusError`` | its own | its own |
    /// | ``ResourceInitFailure`` | `UNKNOWN` | `ErrorResourceInitFailed` |
    /// | ``InputFailure`` | `INVALID_ARGUMENT` | `InputPropertiesError` |
    /// | ``MissingConfiguration`` | `INVALID_ARGUMENT` | `ConfigureErrorMissingKeys` |
    /// | `CancellationError` | `CANCELLED` | |
    /// | anything else | `UNKNOWN` | |
    public static func describing(_ error: any Error) -> StatusError {
        switch error {
        case let error as StatusError: error
        case let failure as ResourceInitFailure: describing(failure)
        case let failure as InputFailure: describing(failure)
        case let failure as MissingConfiguration: describing(failure)
        case is CancellationError: StatusError(.cancelled, "the call was cancelled")
        default: StatusError(.unknown, String(explaining: error))
        }
    }

    private static func describing(_ failure: ResourceInitFailure) -> StatusError {
        let message = ErrorResourceInitFailed(
            id: failure.id,
            properties: failure.properties,
            reasons: failure.reasons,
            inputs: failure.inputs
        )
        let text = failure.reasons.joined(separator: "; ")
        return StatusError(.unknown, text, details: detail("pulumirpc.ErrorResourceInitFailed", message))
    }

    private static func describing(_ failure: InputFailure) -> StatusError {
        let errors = failure.faults.map {
            InputPropertiesError.PropertyError(propertyPath: $0.property, reason: $0.reason)
        }
        let message = InputPropertiesError(errors: errors)
        return StatusError(
            .invalidArgument,
            failure.description,
            details: detail("pulumirpc.InputPropertiesError", message)
        )
    }

    private static func describing(_ failure: MissingConfiguration) -> StatusError {
        let keys = failure.keys.map {
            ConfigureErrorMissingKeys.MissingKey(name: $0.name, description: $0.description)
        }
        let text = failure.keys.map { "\($0.name) is not configured: \($0.description)" }.joined(separator: "\n")
        return StatusError(
            .invalidArgument,
            text,
            details: detail("pulumirpc.ConfigureErrorMissingKeys", ConfigureErrorMissingKeys(missingKeys: keys))
        )
    }

    /// The detail, or none if it cannot be encoded: the message says the same.
    private static func detail(_ type: String, _ message: some ProtocolMessage) -> [Detail] {
        guard let bytes = try? message.encoded() else { return [] }
        return [Detail(typeURL: "type.googleapis.com/\(type)", value: bytes)]
    }
}
