import JSON
import Testing

@testable import AWSClient

@Suite("Waiters")
struct WaitingTests {
    private static func services(_ running: Int, status: String = "ACTIVE") -> ScriptedTransport.Outcome {
        .json(
            200,
            [
                "services": [
                    [
                        "status": .string(status), "deployments": [[:]], "runningCount": .number(running),
                        "desiredCount": 2,
                    ]
                ], "failures": [],
            ]
        )
    }

    @Test("poll at the model's pace until the awaited state")
    func success() async throws {
        let time = ManualTime()
        let transport = ScriptedTransport([Self.services(0), Self.services(1), Self.services(2)])
        let client = AWSClient.scripted(transport, time: time)
        let last = try await client.wait("ecs.ServicesStable", ["services": ["s"]])
        #expect(last?["services"]?[0]?["runningCount"] == 2)
        #expect(time.slept == [15, 15])
    }

    @Test("end at once in a state that rules the awaited one out")
    func failure() async {
        let client = AWSClient.scripted(ScriptedTransport([Self.services(0, status: "INACTIVE")]))
        let failed = await #expect(throws: AWSError.self) {
            try await client.wait("ecs.ServicesStable", ["services": ["s"]])
        }
        #expect(failed?.kind == .waiterFailed)
        #expect(failed?.message.contains("one services[].status is \"INACTIVE\"") == true)
    }

    @Test("end after the model's time, or the caller's")
    func timeout() async {
        let time = ManualTime()
        let client = AWSClient.scripted(ScriptedTransport([Self.services(0)]), time: time)
        let failed = await #expect(throws: AWSError.self) {
            try await client.wait("ecs.ServicesStable", ["services": ["s"]], delay: .seconds(1), timeout: .seconds(5))
        }
        #expect(failed?.kind == .waiterTimedOut)
        #expect(time.slept.count == 5)
    }

    @Test("take an error for the awaited state where the model does")
    func errorAsSuccess() async throws {
        let gone = "<ErrorResponse><Error><Code>LoadBalancerNotFound</Code></Error></ErrorResponse>"
        let client = AWSClient.scripted(ScriptedTransport([.text(400, gone)]))
        let last = try await client.wait("elbv2.LoadBalancersDeleted", ["LoadBalancerArns": ["a"]])
        #expect(last == nil)
    }

    @Test("pass on errors that the model does not name")
    func otherError() async {
        let client = AWSClient.scripted(ScriptedTransport([.json(400, ["__type": "AccessDeniedException"])]))
        let failed = await #expect(throws: AWSError.self) {
            try await client.wait("ecs.ServicesStable", ["services": ["s"]])
        }
        #expect(failed?.code == "AccessDeniedException")
    }

    @Test("of all models are understood")
    func all() throws {
        var count = 0
        for service in ["ecs", "elbv2", "ec2", "iam", "s3", "ecr", "lambda"] {
            let file = try #require(ModelFile(service: service))
            for name in file.names(.waiters) {
                let rules = try WaiterRules(AWSWaiter(service: service, name: name))
                #expect(!rules.acceptors.isEmpty)
                _ = try ModelStore.shared.model(rules.operation)
                count += 1
            }
        }
        #expect(count > 10)
    }
}

@Suite("Pages")
struct PaginationTests {
    @Test("are merged into one answer without a token")
    func merged() async throws {
        let transport = ScriptedTransport([
            .json(200, ["clusterArns": ["a", "b"], "nextToken": "2"]),
            .json(200, ["clusterArns": [], "nextToken": "3"]),
            .json(200, ["clusterArns": ["c"]]),
        ])
        let output = try await AWSClient.scripted(transport).pages("ecs.ListClusters", ["maxResults": 2])
        #expect(output == ["clusterArns": ["a", "b", "c"]])
        let tokens = try transport.requests.map { try JSON(parsing: $0.body)["nextToken"] }
        #expect(tokens == [nil, "2", "3"])
    }

    @Test("that lead in a circle end with an error")
    func circle() async {
        let transport = ScriptedTransport([.json(200, ["clusterArns": ["a"], "nextToken": "2"])])
        let failed = await error { try await AWSClient.scripted(transport).pages("ecs.ListClusters") }
        #expect(failed?.kind == .unreadable)
        #expect(transport.requests.count == 2)
    }

    @Test("of an operation without any are refused")
    func none() async {
        let failed = await error { try await AWSClient.scripted(ScriptedTransport([])).pages("ecs.CreateCluster") }
        #expect(failed?.message.contains("has no pages") == true)
    }

    @Test("of all models are understood")
    func all() throws {
        for service in ["ecs", "elbv2", "ec2", "iam", "s3", "ecr", "logs", "autoscaling", "servicediscovery"] {
            let file = try #require(ModelFile(service: service))
            for name in file.names(.paginators) { _ = try PaginationRules(AWSOperation(service: service, name: name)) }
        }
    }
}
