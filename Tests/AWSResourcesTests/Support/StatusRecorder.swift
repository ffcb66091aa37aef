import ProviderKit
import PulumiProtocol
import RPC
import Synchronization

/// An engine that takes status messages.
final class StatusRecorder: Dialler, Channel {
    private let taken = Mutex<[LogRequest]>([])
    let callbackAddress = "played:provider"

    /// The messages so far, in order.
    var messages: [LogRequest] { taken.withLock { $0 } }

    /// The context of a call by this engine.
    var context: ProviderContext {
        ProviderContext(call: CallContext(method: "/test", dialler: self), engineAddress: "played:engine")
    }

    func channel(to address: String) async throws(StatusError) -> any Channel { self }

    func call(
        _ method: String,
        _ request: [UInt8],
        timeout: Duration?,
        metadata: [String: String]
    ) async throws -> [UInt8] {
        let message = try LogRequest(decoding: request)
        taken.withLock { $0.append(message) }
        return []
    }
}
