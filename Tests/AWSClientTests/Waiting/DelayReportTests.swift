import JSON
import Synchronization
import Testing

@testable import AWSClient

@Suite("The delays of a call")
struct DelayReportTests {
    /// Keeps what a call tells.
    private final class Observer: Sendable {
        private let told = Mutex<[String?]>([])
        var reasons: [String?] { told.withLock { $0 } }
        func tell(_ reason: String?) async { told.withLock { $0.append(reason) } }
    }

    private static let refused = ScriptedTransport.Outcome.failure(HTTPFailure(.noConnection, "Connection refused"))
    private static let silent = ScriptedTransport.Outcome.failure(HTTPFailure(.timeout, "no answer within 30 s"))
    private static let fine = ScriptedTransport.Outcome.json(200, [:])

    @Test("say every ten seconds that no answer comes, and when the call is over")
    func silence() async throws {
        let observer = Observer()
        let transport = PausedTransport(HTTPResponse(status: 200))
        let lost = Mutex(0)
        let source = ManualTime().source { _ in
            let count = lost.withLock { lost in
                lost += 1
                return lost
            }
            if count < 3 { return }
            transport.answerNow()
            try await Task.sleep(for: .seconds(3600))
        }
        let client = AWSClient.scripted(transport, source: source).reporting(to: observer.tell)
        _ = try await client.call("ecs.DescribeClusters")
        #expect(
            observer.reasons == [
                "no answer from ecs in us-west-2 for 10 s, try 1 of 5",
                "no answer from ecs in us-west-2 for 20 s, try 1 of 5", nil,
            ]
        )
    }

    @Test(
        "say why a call is tried again, and when",
        arguments: [
            (refused, "ecs in us-west-2: Connection refused, try 2 of 5 in 1 s"),
            (silent, "ecs in us-west-2: no answer within 30 s, try 2 of 5 in 1 s"),
            (
                .json(429, ["__type": "ThrottlingException"], [(name: "retry-after", value: "7")]),
                "ecs in us-west-2 answers ThrottlingException, try 2 of 25 in 7 s"
            ),
            (
                .text(503, "busy", [(name: "retry-after", value: "2")]),
                "ecs in us-west-2 answers HTTP status 503, try 2 of 25 in 2 s"
            ),
        ]
    )
    func retry(_ outcome: ScriptedTransport.Outcome, _ reason: String) async throws {
        let observer = Observer()
        let client = AWSClient.scripted(ScriptedTransport([outcome, Self.fine])).reporting(to: observer.tell)
        _ = try await client.call("ecs.DescribeClusters")
        #expect(observer.reasons == [reason, nil])
    }

    @Test("of less than a second are not told where AWS is only busy")
    func short() async throws {
        let observer = Observer()
        let busy = ScriptedTransport.Outcome.json(400, ["__type": "ThrottlingException"])
        let client = AWSClient.scripted(ScriptedTransport([busy, Self.fine])).reporting(to: observer.tell)
        _ = try await client.call("ecs.DescribeClusters")
        #expect(observer.reasons == [nil])
    }

    @Test("are told of the search for credentials too, and of every page")
    func nested() async throws {
        let observer = Observer()
        let transport = ScriptedTransport([Self.refused, .text(400, "no")])
        let client = AWSClient.scripted(transport) { $0.assumedRoles = [.init(roleARN: "r")] }
        let reporting = client.reporting(to: observer.tell)
        _ = await error { try await reporting.pages("ecs.ListTasks") }
        #expect(observer.reasons == ["sts in us-west-2: Connection refused, try 2 of 5 in 1 s", nil, nil])
    }

    @Test("end after three seconds for a connection, and thirty for an answer, or sixty where AWS is known to be slow")
    func limits() async throws {
        let configuration = AWSConfiguration(environment: [:])
        #expect(configuration.connectTimeout == .seconds(3))
        #expect(configuration.readTimeout == .seconds(30))
        #expect(configuration.cancellationGrace == .seconds(3))
        let transport = ScriptedTransport { request, _ in
            request.authority.hasPrefix("ec2") ? .text(200, "<DescribeNetworkInterfacesResponse/>") : Self.fine
        }
        _ = try await AWSClient.scripted(transport).call("ec2.DescribeNetworkInterfaces")
        _ = try await AWSClient.scripted(transport).call("ecs.DescribeClusters")
        #expect(transport.requests.map(\.readTimeout) == [.seconds(60), nil])
    }
}
