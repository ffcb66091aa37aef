import Glibc
import RPC
import Testing

@testable import StdioTransport

@Suite("Connection", .timeLimit(.minutes(1)))
struct StdioConnectionTests {
    private static let echo = Service(["/a/Echo": { request, _ in request }])

    @Test("carries calls both ways at once")
    func bothWays() async throws {
        try await withLoopback(host: Self.echo, plugin: Self.echo) { host, plugin in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<500 {
                    for end in [host, plugin] {
                        group.addTask {
                            let message = Array("\(number)".utf8)
                            let answer = try await end.call("/a/Echo", message)
                            #expect(answer == message)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("lets a handler call back over the connection that called it")
    func callsBack() async throws {
        let plugin = Service([
            "/a/Ask": { request, context in
                let channel = try await context.dialler.channel(to: StdioConnection.address)
                return try await channel.call("/a/Echo", request + [2])
            }
        ])
        try await withLoopback(host: Self.echo, plugin: plugin) { host, _ in
            let answer = try await host.call("/a/Ask", [1])
            #expect(answer == [1, 2])
        }
    }

    @Test("reaches nothing but itself, and says what to do")
    func otherAddress() async throws {
        let plugin = Service([
            "/a/Ask": { request, context in
                _ = try await context.dialler.channel(to: "127.0.0.1:4000")
                return []
            }
        ])
        try await withLoopback(plugin: plugin) { host, _ in
            let refusal = await failure { try await host.call("/a/Ask", []) }
            #expect(refusal?.code == .failedPrecondition)
            #expect(refusal?.message.contains("cannot call the engine back at \"127.0.0.1:4000\"") == true)
            #expect(refusal?.message.contains("names its monitor \"\(host.callbackAddress)\"") == true)
        }
    }

    @Test("does not block when both ends send more than the pipes hold")
    func largeBothWays() async throws {
        let large = [UInt8](repeating: 3, count: 8 << 20)
        try await withLoopback(host: Self.echo, plugin: Self.echo) { host, plugin in
            async let first = host.call("/a/Echo", large)
            async let second = plugin.call("/a/Echo", large)
            async let third = host.call("/a/Echo", large)
            let answers = try await [first, second, third]
            #expect(answers == [large, large, large])
        }
    }

    @Test("gives the handler the metadata and the deadline")
    func context() async throws {
        let start = ContinuousClock.now
        let plugin = Service([
            "/a/Context": { _, context in
                #expect(context.method == "/a/Context")
                #expect(context.metadata == ["traceparent": "00-1-2-00", "é": ""])
                let deadline = try #require(context.deadline)
                #expect(deadline >= start + .seconds(60) && deadline <= .now + .seconds(60))
                return []
            }
        ])
        try await withLoopback(plugin: plugin) { host, _ in
            _ = try await host.call(
                "/a/Context",
                [],
                timeout: .seconds(60),
                metadata: ["traceparent": "00-1-2-00", "é": ""]
            )
        }
    }

    @Test("carries a status with its details")
    func status() async throws {
        let detail = StatusError.Detail(typeURL: "type.googleapis.com/a.B", value: [1, 2])
        let plugin = Service(["/a/Fail": { _, _ in throw StatusError(.notFound, "no such thing", details: [detail]) }])
        try await withLoopback(plugin: plugin) { host, _ in
            let error = await #expect(throws: StatusError.self) { try await host.call("/a/Fail", []) }
            #expect(error?.code == .notFound)
            #expect(error?.message == "no such thing")
            #expect(error?.details == [detail])
        }
    }

    @Test("answers UNIMPLEMENTED where there is no method, INTERNAL where a handler fails in its own way")
    func otherFailures() async throws {
        struct Surprise: Error {}
        let plugin = Service(["/a/Fail": { _, _ in throw Surprise() }])
        try await withLoopback(plugin: plugin) { host, _ in
            let missing = await #expect(throws: StatusError.self) { try await host.call("/a/Missing", []) }
            #expect(missing?.code == .unimplemented)
            #expect(missing?.message == "this end serves no method /a/Missing")
            let failed = await #expect(throws: StatusError.self) { try await host.call("/a/Fail", []) }
            #expect(failed?.code == .internal)
            #expect(
                failed?.message
                    == "/a/Fail: an unexpected error, which is a fault of this program; please report it (Surprise())"
            )
        }
    }

    @Test("cancels the handler when the caller's task is cancelled")
    func cancellation() async throws {
        let (began, stopped) = (Signal(), Signal())
        let plugin = Service([
            "/a/Wait": { _, _ in
                began.send()
                try? await Task.sleep(for: .seconds(60))
                #expect(Task.isCancelled)
                stopped.send()
                return []
            }
        ])
        try await withLoopback(plugin: plugin) { host, _ in
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    await #expect(throws: CancellationError.self) { try await host.call("/a/Wait", []) }
                }
                await began.wait()
                group.cancelAll()
            }
            await stopped.wait()
        }
    }

    @Test("refuses a call whose task is already cancelled")
    func cancelledBefore() async throws {
        try await withLoopback(plugin: Self.echo) { host, _ in
            await withThrowingTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask {
                    await #expect(throws: CancellationError.self) { try await host.call("/a/Echo", []) }
                }
            }
        }
    }

    @Test("ends a call whose time runs out, and cancels its handler")
    func deadline() async throws {
        let stopped = Signal()
        let plugin = Service([
            "/a/Wait": { _, _ in
                try? await Task.sleep(for: .seconds(60))
                stopped.send()
                return []
            }
        ])
        try await withLoopback(plugin: plugin) { host, _ in
            let error = await #expect(throws: StatusError.self) {
                try await host.call("/a/Wait", [], timeout: .milliseconds(20), metadata: [:])
            }
            #expect(error?.code == .deadlineExceeded)
            await stopped.wait()
        }
    }

    @Test("measures how long the other end takes to answer a PING", arguments: [ConnectionRole.host, .plugin])
    func ping(role: ConnectionRole) async throws {
        var limits = ConnectionLimits()
        limits.pongTimeout = .seconds(600)
        try await withLoopback(limits: limits) { host, plugin in
            let start = ContinuousClock.now
            let time = try await (role == .host ? host : plugin).ping()
            #expect(time > .zero && time <= ContinuousClock.now - start)
        }
    }

    @Test("fails calls after it was closed, and cancels what runs")
    func close() async throws {
        let began = Signal()
        let plugin = Service([
            "/a/Wait": { _, _ in
                began.send()
                try await Task.sleep(for: .seconds(60))
                return []
            }
        ])
        try await withLoopback(plugin: plugin) { host, _ in
            async let failed = failure { try await host.call("/a/Wait", []) }
            await began.wait()
            host.close()
            let error = await failed
            #expect(error?.code == .cancelled)
            let late = await #expect(throws: StatusError.self) { try await host.call("/a/Wait", []) }
            #expect(late?.code == .unavailable)
        }
    }

    @Test("runs over one socket as well as over two pipes")
    func socket() async throws {
        var ends: [CInt] = [-1, -1]
        try #require(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &ends) == 0)
        let host = try StdioConnection(role: .host, input: ends[0], output: ends[0])
        let plugin = try StdioConnection(role: .plugin, input: ends[1], output: ends[1])
        let message = [UInt8](repeating: 4, count: 1 << 20)
        let status = try await withThrowingTaskGroup(of: Int32.self) { group in
            group.addTask {
                _ = try await host.run(serving: Service()); return 0
            }
            group.addTask { try await plugin.run(serving: Self.echo).exitStatus }
            let answer = try await host.call("/a/Echo", message)
            #expect(answer == message)
            host.close()
            return try await group.reduce(0, +)
        }
        #expect(status == 0)
    }
}
