import JSON
import Testing

@testable import AWSResources

@Suite("The estimate of a roll-out")
struct RollOutEstimateTests {
    typealias Facts = RollOutEstimate.Facts

    private static let group = Facts.TargetGroup(interval: 30, threshold: 5, delay: 300)
    private static let checked: JSON = ["healthCheck": ["interval": 20, "startPeriod": 90]]

    private func sentence(_ service: JSON, _ facts: Facts, replacesTasks: Bool = false) -> String? {
        RollOutEstimate(service, facts, replacesTasks: replacesTasks)?.text
    }

    @Test("of new tasks behind a load balancer is interval times threshold")
    func newTasks() {
        let text = sentence(["desiredCount": 2], Facts(targetGroups: [Self.group], containers: []))
        #expect(
            text == """
                The roll-out takes at least 2m30s: 2m30s until targets are healthy (healthCheck.interval 30 × \
                healthyThreshold 5). It is shorter with healthCheck.interval 10, healthCheck.healthyThreshold 2.
                """
        )
    }

    @Test("of an update adds the time until old targets are deregistered")
    func update() throws {
        let facts = Facts(targetGroups: [Self.group], containers: [])
        let text = try #require(sentence(["desiredCount": 2], facts, replacesTasks: true))
        #expect(text.hasPrefix("The roll-out takes at least 7m30s: "))
        #expect(text.contains("5m until old targets are deregistered (deregistrationDelay)"))
        #expect(text.contains("deregistrationDelay 30"))
    }

    @Test(
        "counts the waves in which tasks make room for others",
        arguments: [(4, 50, 100, "15m"), (4, 100, 150, "15m"), (3, 50, 100, "22m30s"), (4, 100, 200, "7m30s")]
    )
    func waves(_ desired: Int, _ minimum: Int, _ maximum: Int, _ time: String) throws {
        let service: JSON = [
            "desiredCount": .number(desired),
            "deploymentConfiguration": ["minimumHealthyPercent": .number(minimum), "maximumPercent": .number(maximum)],
        ]
        let facts = Facts(targetGroups: [Self.group], containers: [])
        let text = try #require(sentence(service, facts, replacesTasks: true))
        #expect(text.contains("at least \(time): "), "\(text)")
        #expect(text.contains("waves") == (maximum < 200))
    }

    @Test("of a container's health check is its interval, and names the start period")
    func containerCheck() {
        let text = sentence(["desiredCount": 1], Facts(targetGroups: [], containers: [Self.checked]))
        #expect(
            text == """
                The roll-out takes at least 20s: 20s until containers are healthy (healthCheck.interval). It is shorter \
                with healthCheck.interval 10 of the container. Failing health checks are ignored for 1m30s \
                (healthCheck.startPeriod).
                """
        )
    }

    @Test(
        "adds the bake time of a strategy",
        arguments: [("BLUE_GREEN", "10m"), ("CANARY", "15m"), ("LINEAR", "25m"), ("ROLLING", "nothing")]
    )
    func bakeTime(_ strategy: String, _ time: String) {
        let service: JSON = [
            "desiredCount": 1,
            "deploymentConfiguration": [
                "strategy": .string(strategy), "bakeTimeInMinutes": 10,
                "canaryConfiguration": ["canaryBakeTimeInMinutes": 5],
                "linearConfiguration": ["stepPercent": 40, "stepBakeTimeInMinutes": 5],
            ],
        ]
        let text = sentence(service, Facts(targetGroups: [], containers: []))
        #expect((text ?? "at least nothing: ").contains("at least \(time): "))
    }

    @Test("is not told where nothing takes time by its settings")
    func nothing() {
        #expect(sentence(["desiredCount": 2], Facts(targetGroups: [], containers: [[:]])) == nil)
        #expect(sentence(["desiredCount": 0], Facts(targetGroups: [Self.group], containers: [])) == nil)
    }
}
