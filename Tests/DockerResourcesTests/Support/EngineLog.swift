import ProviderKit
import PulumiProtocol
import RPC
import Synchronization

/// An engine that takes messages, and keeps them.
final class EngineLog: Channel, Dialler {
    private let kept = Mutex<[LogRequest]>([])
    /// The messages as they come, for one reader.
    let arriving: AsyncStream<LogRequest>
    private let arrival: AsyncStream<LogRequest>.Continuation

    init() {
        (arriving, arrival) = AsyncStream.makeStream()
    }

    var callbackAddress: String { "" }

    /// The messages so far.
    var messages: [LogRequest] { kept.withLock(\.self) }

    /// A context whose messages come here.
    var context: ProviderContext {
        ProviderContext(call: CallContext(method: "/test", dialler: self), engineAddress: "engine")
    }

    func channel(to address: String) async throws(StatusError) -> any Channel { self }

    func call(
        _ method: String,
        _ request: [UInt8],
        timeout: Duration?,
        metadata: [String: String]
    ) async throws -> [UInt8] {
        let message = try LogRequest(decoding: request)
        kept.withLock { $0.append(message) }
        arrival.yield(message)
        return []
    }
}
