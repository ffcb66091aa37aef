import Foundation
import JSON
import Testing

@testable import AWSClient

@Suite("The HTTP transport")
struct CurlTransportTests {
    private func configuration(_ change: (inout AWSConfiguration) -> Void = { _ in }) -> AWSConfiguration {
        var configuration = AWSConfiguration(environment: [:])
        configuration.cancellationGrace = .seconds(300)
        change(&configuration)
        return configuration
    }

    private func request(_ server: LoopbackServer, _ method: String = "POST", isReadOnly: Bool = false) -> HTTPRequest {
        HTTPRequest(
            method: method,
            scheme: "http",
            authority: "127.0.0.1:\(server.port)",
            headers: [(name: "x-thing", value: "a b")],
            body: method == "POST" ? Array("body".utf8) : [],
            isReadOnly: isReadOnly
        )
    }

    @Test("uses one connection for requests one after the other")
    func reuse() async throws {
        let server = LoopbackServer { _ in .body("{}") }
        defer { server.stop() }
        let transport = CurlTransport(configuration())
        for _ in 0..<50 {
            let response = try await transport.send(request(server))
            #expect(response.status == 200)
        }
        #expect(server.connections == 1)
        let sent = try #require(server.requests.first)
        #expect(sent.hasPrefix("POST / HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n"))
        #expect(sent.contains("x-thing: a b\r\n"))
        #expect(sent.hasSuffix("\r\n\r\nbody"))
        #expect(!sent.contains("Expect:"))
    }

    @Test("sends many requests at once, and lets further ones wait")
    func concurrency() async throws {
        let server = LoopbackServer { _ in .body(String(repeating: "x", count: 100_000)) }
        defer { server.stop() }
        let transport = CurlTransport(configuration())
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<400 { group.addTask { try await transport.send(request(server)).body.count } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: 100_000, count: 400))
        #expect(server.connections <= 200)
    }

    @Test("keeps headers by lower-case name, and skips informational answers")
    func headers() async throws {
        let server = LoopbackServer { _ in
            .bytes(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 Slow\r\nX-Amzn-RequestId: r\r\nContent-Length: 2\r\n\r\nno"
            )
        }
        defer { server.stop() }
        let response = try await CurlTransport(configuration()).send(request(server))
        #expect(response.status == 503)
        #expect(response.header("x-amzn-requestid") == "r")
        #expect(response.body == Array("no".utf8))
    }

    @Test("says that nobody listens")
    func refused() async {
        let port = LoopbackServer.portOfNobody()
        let failure = await #expect(throws: HTTPFailure.self) {
            try await CurlTransport(configuration()).send(HTTPRequest(scheme: "http", authority: "127.0.0.1:\(port)"))
        }
        #expect(failure?.kind == .noConnection)
        #expect(failure?.message.contains("127.0.0.1") == true)
    }

    @Test("does not wait for ever for a silent server")
    func silence() async {
        let server = LoopbackServer { _ in .silence }
        defer { server.stop() }
        let transport = CurlTransport(configuration { $0.readTimeout = .milliseconds(50) })
        let failure = await #expect(throws: HTTPFailure.self) { try await transport.send(request(server)) }
        #expect(failure == HTTPFailure(.timeout, "no answer within 1 s"))
    }

    @Test("waits as long as a request says, where that is known to be slow")
    func slowRequest() async {
        let server = LoopbackServer { _ in .silence }
        defer { server.stop() }
        var request = request(server)
        request.readTimeout = .milliseconds(50)
        let slow = request
        let transport = CurlTransport(configuration { $0.readTimeout = .seconds(300) })
        let failure = await #expect(throws: HTTPFailure.self) { try await transport.send(slow) }
        #expect(failure?.kind == .timeout)
    }

    @Test("gives a server up that takes no connection")
    func noConnection() async throws {
        let server = try FullServer()
        defer { server.stop() }
        let transport = CurlTransport(configuration { $0.connectTimeout = .milliseconds(50) })
        let failure = await #expect(throws: HTTPFailure.self) {
            try await transport.send(HTTPRequest(scheme: "http", authority: "127.0.0.1:\(server.port)"))
        }
        #expect(failure?.kind == .noConnection)
    }

    @Test("says that a connection broke")
    func hangUp() async {
        let server = LoopbackServer { _ in .hangUp }
        defer { server.stop() }
        let failure = await #expect(throws: HTTPFailure.self) {
            try await CurlTransport(configuration()).send(request(server))
        }
        #expect(failure?.kind == .interrupted)
    }

    @Test("awaits a request that changes something after its task was cancelled")
    func cancelledWrite() async throws {
        let signal = DispatchSemaphore(value: 0)
        let server = LoopbackServer { _ in .afterSignal(signal, "made") }
        defer { server.stop() }
        let transport = CurlTransport(configuration())
        let response = try await withThrowingTaskGroup(of: HTTPResponse?.self) { group in
            group.addTask { try await transport.send(request(server)) }
            await onThread { server.waitForRequest() }
            group.cancelAll()
            signal.signal()
            return try await group.next() ?? nil
        }
        #expect(response?.body == Array("made".utf8))
    }

    @Test(
        "gives such a request up after the grace from its sending, and one that only reads at once",
        arguments: [false, true]
    )
    func cancelledForGood(isReadOnly: Bool) async {
        let server = LoopbackServer { _ in .silence }
        defer { server.stop() }
        let grace: Duration = isReadOnly ? .seconds(300) : .milliseconds(50)
        let transport = CurlTransport(configuration { $0.cancellationGrace = grace })
        let kind = await withTaskGroup(of: HTTPFailure.Kind?.self) { group in
            group.addTask {
                do throws(HTTPFailure) {
                    _ = try await transport.send(request(server, isReadOnly: isReadOnly))
                    return nil
                } catch { return error.kind }
            }
            await onThread { server.waitForRequest() }
            group.cancelAll()
            return await group.next() ?? nil
        }
        #expect(kind == .cancelled)
    }

    @Test("names the file of certificates that cannot be read")
    func certificates() async {
        let transport = CurlTransport(configuration { $0.certificateBundle = "/nonexistent.pem" })
        let failure = await #expect(throws: HTTPFailure.self) {
            try await transport.send(
                HTTPRequest(scheme: "https", authority: "127.0.0.1:\(LoopbackServer.portOfNobody())")
            )
        }
        #expect(failure.map { [.untrusted, .noConnection].contains($0.kind) } == true)
    }

    @Test("sends each method by its name")
    func methods() async throws {
        let server = LoopbackServer { _ in .body("{}") }
        defer { server.stop() }
        let transport = CurlTransport(configuration())
        for method in ["GET", "DELETE", "PUT", "POST"] { _ = try await transport.send(request(server, method)) }
        #expect(server.requests.map { $0.prefix { $0 != " " } } == ["GET", "DELETE", "PUT", "POST"])
    }

    @Test("tells the length of an empty body", arguments: [("PUT", true), ("DELETE", false)])
    func emptyBody(_ method: String, _ isTold: Bool) async throws {
        let server = LoopbackServer { _ in .body("{}") }
        defer { server.stop() }
        _ = try await CurlTransport(configuration()).send(request(server, method))
        #expect(server.requests.first?.contains("Content-Length: 0\r\n") == isTold)
    }
}
