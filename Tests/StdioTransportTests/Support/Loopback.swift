import Connections
import Glibc
import RPC

@testable import StdioTransport

/// Runs `body` with both ends of a connection in this process.
func withLoopback<R: Sendable>(
    host: Service = Service(),
    plugin: Service = Service(),
    limits: ConnectionLimits = ConnectionLimits(),
    _ body: (_ host: StdioConnection, _ plugin: StdioConnection) async throws -> R
) async throws -> R {
    var toPlugin = try Pipe()
    var toHost = try Pipe()
    let hostEnd = try StdioConnection(
        role: .host,
        input: toHost.takeReadEnd(),
        output: toPlugin.takeWriteEnd(),
        limits: limits
    )
    let pluginEnd = try StdioConnection(
        role: .plugin,
        input: toPlugin.takeReadEnd(),
        output: toHost.takeWriteEnd(),
        limits: limits
    )
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { _ = try await hostEnd.run(serving: host) }
        group.addTask { _ = try await pluginEnd.run(serving: plugin) }
        defer { hostEnd.close() }
        return try await body(hostEnd, pluginEnd)
    }
}

/// Lets one task wait until another has come to a place.
final class Signal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    /// Says that the place is reached.
    func send() { continuation.yield() }

    /// Returns when it is.
    func wait() async {
        for await _ in stream { return }
    }
}

/// The status that a call fails with; `nil` if it does not.
func failure<R>(of call: () async throws -> R) async -> StatusError? {
    do {
        _ = try await call()
        return nil
    } catch {
        return error as? StatusError
    }
}
