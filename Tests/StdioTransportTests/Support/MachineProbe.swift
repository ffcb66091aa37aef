import Connections
import RPC

@testable import StdioTransport

/// The end of a call, in a form that can be compared.
enum Outcome: Hashable {
    case success([UInt8])
    case failure(StatusError.Code, String)
}

extension ConnectionMachine where Caller == Int {
    /// Opens a unary call whose caller is its id.
    mutating func openCall(
        _ method: String,
        _ request: [UInt8],
        timeout: Duration? = nil,
        streams: Bool = false,
        now: Moment = .now
    ) throws -> UInt32 {
        try open(
            method,
            request,
            timeout: timeout,
            metadata: [:],
            streams: streams,
            caller: Int(nextCall),
            now: now
        )
    }

    /// Feeds bytes that were read at once.
    mutating func receive(_ bytes: [UInt8], now: Moment = .now) -> [Action] {
        var actions: [Action] = []
        receive(bytes.span.bytes, now: now, &actions)
        return actions
    }

    /// All bytes that wait to be written, one batch after the other.
    mutating func drain() -> [UInt8] {
        var bytes: [UInt8] = []
        var actions: [Action] = []
        while let batch = nextBatch(&actions) { bytes += batch.head + batch.body[batch.range] }
        return bytes
    }
}

extension [ConnectionMachine<Int>.Action] {
    /// The calls whose handlers are to start.
    var requests: [ConnectionMachine<Int>.InboundRequest] {
        compactMap { if case .start(let request) = $0 { request } else { nil } }
    }

    /// The calls whose handlers are to stop.
    var stopped: [UInt32] {
        compactMap { if case .stop(let call) = $0 { call } else { nil } }
    }

    /// The messages of streaming answers.
    var delivered: [[UInt8]] {
        compactMap { if case .deliver(let message, _) = $0 { message } else { nil } }
    }

    /// The ends of our calls.
    var outcomes: [Outcome] {
        compactMap {
            switch $0 {
            case .finish(_, .success(let bytes)): .success(bytes)
            case .finish(_, .failure(let status)): .failure(status.code, status.message)
            default: nil
            }
        }
    }
}
