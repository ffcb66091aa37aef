import JSON
import Testing

@testable import AWSClient

@Suite("Retries")
struct RetryTests {
    private static let throttled = ScriptedTransport.Outcome.json(
        400,
        ["__type": "ThrottlingException", "message": "slow"]
    )
    private static let fault = ScriptedTransport.Outcome.json(500, ["__type": "ServerException", "message": "fault"])
    private static let fine = ScriptedTransport.Outcome.json(200, ["clusterArns": []])

    @Test("go on while AWS throttles, with waits that grow up to a limit")
    func throttling() async throws {
        let time = ManualTime()
        let transport = ScriptedTransport(Array(repeating: Self.throttled, count: 10) + [Self.fine])
        _ = try await AWSClient.scripted(transport, time: time).call("ecs.DescribeClusters")
        #expect(transport.requests.count == 11)
        #expect(time.slept == [0.5, 1, 2, 4, 8, 10, 10, 10, 10, 10])
    }

    @Test("end after 25 tries, or as many as are configured")
    func limit() async {
        let transport = ScriptedTransport([Self.throttled])
        let failed = await error { try await AWSClient.scripted(transport).call("ecs.DescribeClusters") }
        #expect(failed?.attempts == 25)
        #expect(failed?.isThrottling == true)
        let few = ScriptedTransport([Self.fault])
        let client = AWSClient.scripted(few) { $0.environment["AWS_MAX_ATTEMPTS"] = "3" }
        let faulty = await error { try await client.call("ecs.DescribeClusters") }
        #expect(faulty?.attempts == 3)
        #expect(faulty?.isRetryable == true)
    }

    @Test("do not happen where they are in vain")
    func final() async {
        let transport = ScriptedTransport([
            .json(400, ["__type": "x#ClusterNotFoundException:http://y", "message": "m"])
        ])
        let failed = await error { try await AWSClient.scripted(transport).call("ecs.DescribeClusters") }
        #expect(failed?.code == "ClusterNotFoundException")
        #expect(transport.requests.count == 1)
    }

    @Test("give an endpoint that is down up after five tries")
    func endpointDown() async {
        let transport = ScriptedTransport([.failure(HTTPFailure(.noConnection, "Connection refused"))])
        let failed = await error { try await AWSClient.scripted(transport).call("ecs.DescribeClusters") }
        #expect(failed?.kind == .noConnection)
        #expect(transport.requests.count == 5)
        #expect(failed?.description.contains("https://ecs.us-west-2.amazonaws.com") == true)
    }

    @Test("keep the idempotency token")
    func token() async throws {
        let answer = ScriptedTransport.Outcome.text(
            503,
            "<Response><Errors><Error><Code>Unavailable</Code></Error></Errors></Response>"
        )
        let transport = ScriptedTransport([answer, answer, .text(200, "<CreateNatGatewayResponse/>")])
        let input: JSON.Object = ["SubnetId": "subnet-1"]
        let client = AWSClient.scripted(transport)
        _ = try await client.call("ec2.CreateNatGateway", input)
        #expect(Set(transport.requests.map(\.body)).count == 1)
        #expect(String(decoding: transport.requests[0].body, as: UTF8.self).contains("ClientToken="))
        _ = try await client.call("ec2.CreateNatGateway", input)
        #expect(transport.requests[3].body != transport.requests[0].body)
    }

    @Test(
        "wait as long as the server asks",
        arguments: [
            ("retry-after", "7", 7.0), ("x-amz-retry-after", "1500", 1.5),
            ("retry-after", "Mon, 06 May 2024 07:08:19 GMT", 10),
        ]
    )
    func hint(_ name: String, _ value: String, _ seconds: Double) async throws {
        let time = ManualTime()
        let slow = ScriptedTransport.Outcome.json(
            429,
            ["__type": "TooManyRequestsException"],
            [(name: name, value: value)]
        )
        _ = try await AWSClient.scripted(ScriptedTransport([slow, Self.fine]), time: time).call("ecs.DescribeClusters")
        #expect(time.slept == [seconds])
    }

    @Test(
        "wait five minutes at most, however long the server asks",
        arguments: [(299.0, 299.0), (301, 300), (86_400, 300)]
    )
    func longHint(_ hint: Double, _ seconds: Double) {
        #expect(RetryPolicy().delay(.throttling, after: 1, random: 0, hint: hint) == seconds)
    }

    @Test("correct the clock by the server's, at once and for later calls too")
    func clockSkew() async throws {
        let late = ScriptedTransport.Outcome.json(
            403,
            ["__type": "InvalidSignatureException", "message": "Signature expired"],
            [(name: "date", value: "Mon, 06 May 2024 08:08:09 GMT")]
        )
        let time = ManualTime()
        let transport = ScriptedTransport([late, Self.fine])
        let client = AWSClient.scripted(transport, time: time)
        _ = try await client.call("ecs.DescribeClusters")
        _ = try await client.call("ecs.DescribeClusters")
        let dates = transport.requests.map { request in request.headers.first { $0.name == "x-amz-date" }?.value }
        #expect(dates == ["20240506T070809Z", "20240506T080809Z", "20240506T080809Z"])
        #expect(time.slept.isEmpty)
    }

    /// AWS's refusal of a signature, some seconds after the start of the manual clock.
    private static func late(_ seconds: Double) -> ScriptedTransport.Outcome {
        let date = Timestamp(seconds: 1_714_979_289 + seconds).http
        return .json(403, ["__type": "InvalidSignatureException", "message": "no"], [(name: "date", value: date)])
    }

    @Test("correct a clock that is off by more than four minutes", arguments: [(240, 1), (241, 2), (-241, 2)])
    func smallSkew(_ seconds: Double, _ tries: Int) async {
        let transport = ScriptedTransport([Self.late(seconds), Self.fine])
        _ = await error { try await AWSClient.scripted(transport).call("ecs.DescribeClusters") }
        #expect(transport.requests.count == tries)
    }

    @Test("correct the clock once a call, and not again where it was corrected before")
    func correctedOnce() async {
        let transport = ScriptedTransport([Self.late(3_600), Self.late(7_200), Self.late(3_600)])
        let client = AWSClient.scripted(transport)
        _ = await error { try await client.call("ecs.DescribeClusters") }
        #expect(transport.requests.count == 2)
        _ = await error { try await client.call("ecs.DescribeClusters") }
        #expect(transport.requests.count == 3)
    }

    @Test("correct the clock for the endpoint that refused only")
    func otherEndpoint() async throws {
        let transport = ScriptedTransport([Self.late(3_600), Self.fine, .text(200, "<DescribeVpcsResponse/>")])
        let client = AWSClient.scripted(transport)
        _ = try await client.call("ecs.DescribeClusters")
        _ = try await client.call("ec2.DescribeVpcs")
        let dates = transport.requests.map { request in request.headers.first { $0.name == "x-amz-date" }?.value }
        #expect(dates == ["20240506T070809Z", "20240506T080809Z", "20240506T070809Z"])
    }

    @Test("do not follow a wrong signature when the clock is right")
    func wrongSignature() async {
        let wrong = ScriptedTransport.Outcome.json(
            403,
            ["__type": "InvalidSignatureException", "message": "does not match"],
            [(name: "date", value: "Mon, 06 May 2024 07:08:09 GMT")]
        )
        let transport = ScriptedTransport([wrong])
        let failed = await error { try await AWSClient.scripted(transport).call("ecs.DescribeClusters") }
        #expect(transport.requests.count == 1)
        #expect(failed?.remedy?.contains("secret key") == true)
    }

    @Test("end when the task is cancelled")
    func cancellation() async {
        let transport = ScriptedTransport([Self.throttled])
        let client = AWSClient.scripted(transport)
        let failed = await withTaskGroup(of: AWSError?.self) { group in
            group.cancelAll()
            group.addTask { await error { try await client.call("ecs.DescribeClusters") } }
            return await group.next() ?? nil
        }
        #expect(failed?.kind == .cancelled)
    }
}

@Suite("The retry quota")
struct RetryQuotaTests {
    @Test("is spent by faults, not by throttling, and refilled by successes")
    func tokens() {
        var quota = RetryQuota()
        #expect(quota.take(for: .throttling) == 0)
        for _ in 0..<100 { #expect(quota.take(for: .transient) == 5) }
        #expect(quota.take(for: .transient) == nil)
        #expect(quota.take(for: .throttling) == 0)
        quota.giveBack(5)
        #expect(quota.take(for: .timeout) == nil)
        #expect(quota.take(for: .network) == 5)
        for _ in 0..<1000 { quota.giveBack(nil) }
        #expect(quota.tokens == 500)
    }

    @Test("of a client is shared by its calls")
    func shared() async {
        let transport = ScriptedTransport([.json(500, ["__type": "ServerException"])])
        let client = AWSClient.scripted(transport)
        for _ in 0..<30 { _ = await error { try await client.call("ecs.DescribeClusters") } }
        // 100 retries are paid for; each call's first try is free.
        #expect(transport.requests.count == 130)
    }
}
