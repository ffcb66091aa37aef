internal import PulumiProtocol
internal import RPC

/// The payloads of STATUS and GOAWAY frames: failures as bytes, and back.
extension StatusError {
    /// The payload of a STATUS frame.
    func payload() -> [UInt8] {
        do {
            return try envelope.encoded()
        } catch {
            // The status is too large for the codec; the call must still end.
            return Self.unencodable
        }
    }

    /// The failure in a STATUS frame; `nil` if the payload does not decode.
    init?(payload: [UInt8]) {
        guard let envelope = try? Status(decoding: payload) else { return nil }
        self.init(envelope)
    }

    fileprivate init(_ envelope: Status) {
        self.init(
            Code(rawValue: envelope.code),
            envelope.message,
            details: envelope.details.map { Detail(typeURL: $0.typeUrl, value: $0.value) }
        )
    }

    fileprivate var envelope: Status {
        Status(
            code: code.rawValue,
            message: message,
            details: details.map { AnyMessage(typeUrl: $0.typeURL, value: $0.value) }
        )
    }

    /// `Status` with the code INTERNAL.
    private static let unencodable: [UInt8] = [0x08, UInt8(Code.internal.rawValue)]
}

extension GoAway {
    /// The payload of a GOAWAY frame.
    static func payload(lastCall: UInt32, _ status: StatusError? = nil) -> [UInt8] {
        (try? GoAway(lastCall: lastCall, status: status?.envelope).encoded()) ?? []
    }

    /// The reason why the other end ends the connection, if it gives one.
    var reason: StatusError? { status.map(StatusError.init) }
}
