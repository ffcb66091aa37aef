import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("The status of services")
struct ServiceSurveyTests {
    private static let account = "arn:aws:ecs:us-west-2:123456789012"
    private static let targetGroup = "arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/tg/0123"

    private static func service(_ name: String, cluster: String = "shop", running: Int = 1, failed: Int = 0) -> JSON {
        [
            "serviceArn": .string("\(account):service/\(cluster)/\(name)"), "serviceName": .string(name),
            "clusterArn": .string("\(account):cluster/\(cluster)"), "status": "ACTIVE", "desiredCount": 1,
            "runningCount": .number(running), "taskDefinition": .string("\(account):task-definition/\(name):3"),
            "loadBalancers": [["targetGroupArn": .string(targetGroup)]],
            "deployments": [
                [
                    "id": "ecs-svc/1", "status": "PRIMARY", "rolloutState": "COMPLETED", "rolloutStateReason": "done",
                    "failedTasks": .number(failed),
                ]
            ],
            "events": [
                [
                    "id": "1", "createdAt": "1970-01-01T00:00:01.500Z",
                    "message": "(service) has reached a steady state.",
                ]
            ],
        ]
    }

    /// An AWS that describes every service that it is asked for, as it is given by name.
    private func aws(clusterTasks: Int = 0, _ service: @escaping @Sendable (String) -> JSON) -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("ecs.DescribeServices") { input in
            let names = (input["services"]?.array ?? []).compactMap { $0.string?.split(separator: "/").last }
            return ["services": .array(names.map { service(String($0)) })]
        }
        aws.on("ecs.DescribeClusters", ["clusters": [["runningTasksCount": .number(clusterTasks)]]])
        aws.on("ecs.ListTasks") { input in
            let services = input["serviceName"]?.string.map { [$0] } ?? (0..<clusterTasks).map { "s\($0)" }
            return ["taskArns": .array(services.map { .string("arn:task/shop/\($0)") })]
        }
        aws.on("ecs.DescribeTasks") { input in
            let tasks = (input["tasks"]?.array ?? []).compactMap { $0.string?.split(separator: "/").last }
            return ["tasks": .array(tasks.map { Self.task(String($0)) })]
        }
        let healthy: JSON = ["Target": ["Id": "10.0.0.1", "Port": 80], "TargetHealth": ["State": "healthy"]]
        aws.on("elbv2.DescribeTargetHealth", ["TargetHealthDescriptions": [healthy]])
        return aws
    }

    private static func task(_ service: String) -> JSON {
        [
            "taskArn": .string("arn:task/shop/\(service)"), "group": .string("service:\(service)"),
            "lastStatus": "RUNNING", "healthStatus": "UNKNOWN",
            "taskDefinitionArn": .string("\(account):task-definition/\(service):3"),
            "containers": [["name": "app", "image": "nginx", "imageDigest": "sha256:1"]],
        ]
    }

    private func statuses(
        _ aws: ScriptedAWS,
        _ names: [String],
        cluster: String = "shop"
    ) async throws -> (services: [PropertyMap], warnings: PropertyValue?) {
        let services = names.map { name -> PropertyValue in
            [
                "type": "aws:ecs/service:Service", "id": .string("\(Self.account):service/\(cluster)/\(name)"),
                "outputs": ["cluster": .string(cluster), "region": "us-west-2"],
            ]
        }
        let provider = try await AWSProvider.scripted(aws)
        let request = InvokeRequest(args: [ServiceStatus.servicesKey: .list(services)])
        let answer = try await provider.serviceStatus(request, .test).return
        let found = answer[ServiceStatus.servicesKey]?.list ?? []
        return (found.compactMap(\.map), answer[ServiceStatus.warningsKey])
    }

    @Test("has tasks, roll-out, targets, images and events")
    func whole() async throws {
        let aws = aws { Self.service($0) }
        let found = try await statuses(aws, ["web"])
        #expect(
            found.services == [
                [
                    "name": "web", "cluster": "shop", "status": "ACTIVE", "desired": 1, "pending": 0, "running": 1,
                    "taskDefinition": "web:3", "rollOut": ["state": "COMPLETED", "reason": "done", "failedTasks": 0],
                    "images": [["container": "app", "image": "nginx", "digest": "sha256:1"]],
                    "tasks": [["id": "web", "status": "RUNNING", "health": "UNKNOWN", "taskDefinition": "web:3"]],
                    "failures": [],
                    "targets": [["targetGroup": "tg", "id": "10.0.0.1", "port": 80, "state": "healthy", "reason": ""]],
                    "events": [["time": 1500, "message": "(service) has reached a steady state."]],
                ]
            ]
        )
        #expect(found.warnings == [] && aws.refusals.isEmpty)
    }

    @Test("of two hundred services of a cluster takes as few calls as batches allow")
    func batches() async throws {
        let aws = aws(clusterTasks: 200) { Self.service($0) }
        let names = (0..<200).map { "s\($0)" }
        let found = try await statuses(aws, names)
        #expect(found.services.map { $0["name"]?.string } == names)
        #expect(found.services.allSatisfy { $0["tasks"]?.list?.count == 1 })
        let calls = Dictionary(grouping: aws.operations) { $0 }.mapValues(\.count)
        #expect(
            calls == [
                "ecs.DescribeServices": 20, "ecs.DescribeClusters": 1, "ecs.ListTasks": 1, "ecs.DescribeTasks": 2,
                "elbv2.DescribeTargetHealth": 1,
            ]
        )
    }

    @Test("of few services in a large cluster lists the tasks of each")
    func largeCluster() async throws {
        let aws = aws(clusterTasks: 5000) { Self.service($0) }
        let found = try await statuses(aws, ["a", "b"])
        #expect(found.services.allSatisfy { $0["tasks"]?.list?.count == 1 })
        let lists = aws.inputs(of: "ecs.ListTasks").compactMap { $0["serviceName"]?.string }
        #expect(lists.sorted() == ["a", "b"])
    }

    @Test("of services in two clusters asks each cluster")
    func clusters() async throws {
        let aws = aws { Self.service($0) }
        let services = ["shop", "bank"].map { cluster in
            ServiceReference(id: "\(Self.account):service/\(cluster)/web", outputs: [:])
        }
        let session = try await AWSProvider.scripted(aws).configured()
        _ = try await ServiceSurvey(session: session).statuses(of: services)
        let asked = aws.inputs(of: "ecs.DescribeServices").compactMap { $0["cluster"]?.string }
        #expect(asked.sorted() == ["bank", "shop"])
    }

    @Test("without tasks takes the images from the task definition, which is asked for once")
    func images() async throws {
        let aws = aws { name in
            var service = Self.service(name, running: 0).object ?? [:]
            service["desiredCount"] = 0
            service["taskDefinition"] = "web:3"
            return .object(service)
        }
        aws.on(
            "ecs.DescribeTaskDefinition",
            ["taskDefinition": ["containerDefinitions": [["name": "app", "image": "nginx"]]]]
        )
        let found = try await statuses(aws, ["a", "b"])
        #expect(found.services.allSatisfy { $0["images"] == [["container": "app", "image": "nginx"]] })
        #expect(aws.inputs(of: "ecs.DescribeTaskDefinition").count == 1)
        #expect(!aws.operations.contains("ecs.ListTasks"))
    }

    @Test("of a service that falls short has the failures of its tasks, with cause and remedy")
    func failures() async throws {
        let aws = aws { Self.service($0, running: 0, failed: 1) }
        let stopped: JSON = [
            "taskArn": "arn:task/shop/abc", "stopCode": "EssentialContainerExited",
            "stoppedReason": "Essential container in task exited", "containers": [["name": "app", "exitCode": 127]],
        ]
        aws.on("ecs.DescribeTasks", ["tasks": [stopped, stopped]])
        let failure = try #require(try await statuses(aws, ["web"]).services.first?["failures"]?.list?.first?.map)
        #expect(
            failure["times"] == 2 && failure["task"] == "abc"
                && failure["cause"] == "the container's shell finds no such command"
        )
        #expect(failure["reason"]?.string?.contains("container app ended with exit code 127") == true)
        #expect(failure["remedy"]?.string?.hasPrefix("Exit code 127") == true)
        #expect(aws.inputs(of: "ecs.ListTasks").map { $0["desiredStatus"] } == ["STOPPED"])
    }

    @Test("of a service or cluster that is gone says so", arguments: [false, true])
    func missing(_ isClusterGone: Bool) async throws {
        let aws = ScriptedAWS()
        aws.on("ecs.DescribeServices") { _ in
            guard isClusterGone else { return ["services": [], "failures": [["reason": "MISSING"]]] }
            throw AWSFailure(code: "ClusterNotFoundException", message: "Cluster not found.")
        }
        let found = try await statuses(aws, ["web"])
        #expect(found.services == [["name": "web", "cluster": "shop", "status": "MISSING"]])
    }

    @Test("has a warning for what AWS refuses to tell")
    func warnings() async throws {
        let aws = aws { Self.service($0) }
        aws.on("elbv2.DescribeTargetHealth") { _ in throw AWSFailure(code: "AccessDenied", message: "not you") }
        let found = try await statuses(aws, ["web"])
        #expect(found.services.first?["targets"] == [] && found.services.first?["running"] == 1)
        #expect(found.warnings == ["no target health of cluster shop: AccessDenied: not you"])
    }

    @Test("is known of services only")
    func types() async throws {
        let provider = try await AWSProvider.scripted()
        let answer = try await provider.serviceTypes(InvokeRequest(), .test)
        #expect(answer.return == [ServiceStatus.typesKey: ["aws:ecs/service:Service"]])
    }

    @Test("of a service with a short ARN finds the cluster in its outputs")
    func shortARN() {
        let outputs: PropertyMap = ["cluster": "arn:aws:ecs:eu-west-1:123456789012:cluster/bank"]
        let service = ServiceReference(id: "arn:aws:ecs:eu-west-1:123456789012:service/web", outputs: outputs)
        #expect(service.cluster == .init(region: "eu-west-1", name: "bank"))
        #expect(ServiceReference(id: service.arn, outputs: [:]).cluster.name == "default")
    }
}
