import Connections
import Glibc
import RPC
import Synchronization
import Testing

@testable import StdioTransport

@Suite("Streaming answers", .timeLimit(.minutes(1)))
struct StreamingTests {
    private static func service(_ handler: @escaping Service.StreamingHandler) -> Service {
        var service = Service()
        service[streaming: "/a/List"] = handler
        return service
    }

    @Test("arrive in order, small and large ones", arguments: [0, 1, 3, 1000])
    func inOrder(count: Int) async throws {
        let messages = (0..<count).map { [UInt8](repeating: UInt8($0 % 251), count: $0 % 3 == 1 ? 40_000 : $0) }
        let plugin = Self.service { _, _, send in
            for message in messages { try await send(message) }
        }
        try await withLoopback(plugin: plugin) { host, _ in
            var received: [[UInt8]] = []
            for try await message in host.stream("/a/List", []) { received.append(message) }
            #expect(received == messages)
        }
    }

    @Test("end with the handler's error after what was sent")
    func failure() async throws {
        let plugin = Self.service { _, _, send in
            try await send([1])
            throw StatusError(.aborted, "enough")
        }
        try await withLoopback(plugin: plugin) { host, _ in
            var received: [[UInt8]] = []
            let error = await #expect(throws: StatusError.self) {
                for try await message in host.stream("/a/List", []) { received.append(message) }
            }
            #expect(received == [[1]])
            #expect(error?.code == .aborted)
        }
    }

    @Test("stop at the callee when the caller has had enough")
    func earlyEnd() async throws {
        let stopped = Signal()
        let plugin = Self.service { _, _, send in
            defer { stopped.send() }
            while true { try await send([UInt8](repeating: 1, count: 30_000)) }
        }
        try await withLoopback(plugin: plugin) { host, _ in
            for try await _ in host.stream("/a/List", []) { break }
            await stopped.wait()
        }
    }

    @Test("hold the handler back while nothing is read")
    func backPressure() async throws {
        let sent = Mutex(0)
        let reached = Signal()
        let plugin = Self.service { _, _, send in
            while true {
                try await send([UInt8](repeating: 1, count: 10_000))
                if sent.withLock({
                    $0 += 1; return $0
                }) == 50 {
                    reached.send()
                }
            }
        }
        var toPlugin = try Pipe()
        var toHost = try Pipe()
        let connection = try StdioConnection(
            role: .plugin,
            input: toPlugin.takeReadEnd(),
            output: toHost.takeWriteEnd()
        )
        let call = Preface.bytes + Frames.call(1, "/a/List")
        #expect(write(toPlugin.writeEnd, call, call.count) == call.count)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await connection.run(serving: plugin) }
            await reached.wait()
            // Nothing is read: what is sent fits in the pipe and the outbox, with one message beyond the bound.
            while connection.update({ state, _ in !state.machine.waitingCalls.contains(1) }) { await Task.yield() }
            let most = (2 << 20) / 10_000 + 200
            #expect(sent.withLock(\.self) < most)
            close(toHost.takeReadEnd())
            try await group.waitForAll()
        }
    }

    @Test("are not for a unary caller's method, and the other way round")
    func unaryMethod() async throws {
        let plugin = Service(["/a/One": { _, _ in [1] }])
        try await withLoopback(plugin: plugin) { host, _ in
            var received: [[UInt8]] = []
            for try await message in host.stream("/a/One", []) { received.append(message) }
            #expect(received == [[1]])
        }
    }
}
