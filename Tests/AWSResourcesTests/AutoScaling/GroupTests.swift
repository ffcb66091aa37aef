import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("An Auto Scaling group")
struct GroupTests {
    private static let type = "aws:autoscaling/group:Group"
    private static let web: PropertyMap = [
        "name": "web", "minSize": 1, "maxSize": 4, "vpcZoneIdentifiers": ["subnet-1", "subnet-2"],
        "launchTemplate": ["id": "lt-1", "version": "1"],
    ]

    private static func instance(_ id: String, _ state: String = "InService", isProtected: Bool = false) -> JSON {
        [
            "InstanceId": .string(id), "LifecycleState": .string(state), "HealthStatus": "Healthy",
            "ProtectedFromScaleIn": .bool(isProtected),
        ]
    }

    /// An AWS whose group has some instances after the other, the last ones for ever.
    private static func aws(_ instances: [JSON]..., more: JSON.Object = [:]) -> ScriptedAWS {
        let aws = ScriptedAWS()
        let answers = instances.map { instances -> JSON in
            let group: JSON.Object = [
                "AutoScalingGroupName": "web", "Instances": .array(instances), "VPCZoneIdentifier": "subnet-1,subnet-2",
                "Tags": [
                    ["Key": "team", "Value": "shop", "PropagateAtLaunch": true],
                    ["Key": "AmazonECSManaged", "Value": "", "PropagateAtLaunch": true],
                ],
            ]
            return ["AutoScalingGroups": [.object(group.merging(more))]]
        }
        aws.on("autoscaling.DescribeAutoScalingGroups", sequence: answers)
        return aws
    }

    private static func create(_ aws: ScriptedAWS, _ inputs: PropertyMap) async throws -> CreateResponse {
        let provider = try await AWSProvider.scripted(aws)
        return try await provider.create(CreateRequest(urn: urn(type), properties: web.merging(inputs)), .test)
    }

    private static func update(_ aws: ScriptedAWS, from olds: PropertyMap = [:], to news: PropertyMap) async throws {
        let request = UpdateRequest(id: "web", urn: urn(type), news: web.merging(news), oldInputs: web.merging(olds))
        _ = try await AWSProvider.scripted(aws).update(request, .test)
    }

    private static func changes(_ aws: ScriptedAWS) -> [String] {
        aws.operations.filter { !$0.contains(".Describe") && !$0.hasPrefix("sts.") }
    }

    @Test("waits until as many instances are in service as the program asks for")
    func capacity() async throws {
        let aws = Self.aws(
            [],
            [Self.instance("i-1"), Self.instance("i-2", "Pending")],
            [Self.instance("i-1"), Self.instance("i-2")]
        )
        let tags: PropertyValue = [["key": "team", "value": "shop", "propagateAtLaunch": true]]
        let made = try await Self.create(aws, ["desiredCapacity": 2, "tags": tags])
        let sent = try #require(aws.inputs(of: "autoscaling.CreateAutoScalingGroup").first)
        #expect(sent["VPCZoneIdentifier"] == "subnet-1,subnet-2")
        #expect(sent["Tags"]?[0]?["PropagateAtLaunch"] == true)
        #expect(sent["Tags"]?[0]?["ResourceId"] == "web")
        #expect(aws.inputs(of: "autoscaling.DescribeAutoScalingGroups").count == 4)
        #expect(made.properties["vpcZoneIdentifiers"] == ["subnet-1", "subnet-2"])
        // The tag that ECS sets is none of the program's.
        #expect(made.properties["tags"]?.list?.count == 1)
        #expect(aws.refusals == [])
    }

    @Test("waits for no instance where the program says so, or wants none", arguments: [("0", 2.0), ("10m", 0)])
    func noWait(_ timeout: String, _ count: Double) async throws {
        let aws = Self.aws([])
        let inputs: PropertyMap = ["waitForCapacityTimeout": .string(timeout), "minSize": .number(count)]
        #expect(try await Self.create(aws, inputs).id == "web")
    }

    @Test("that cannot launch instances says why, unless that is to be ignored")
    func failedActivity() async throws {
        let aws = Self.aws([], [Self.instance("i-1")])
        let activity: JSON = [
            "ActivityId": "a-1", "StatusCode": "Failed", "StatusMessage": "no capacity in us-west-2a",
        ]
        aws.on("autoscaling.DescribeScalingActivities", ["Activities": [activity]])
        let error = await #expect(throws: (any Error).self) { try await Self.create(aws, [:]) }
        #expect(String(describing: error).contains("no capacity in us-west-2a"))
        #expect(try await Self.create(aws, ["ignoreFailedScalingActivities": true]).id == "web")
    }

    @Test("that grows looks only at activities that failed since")
    func oldFailure() async throws {
        let aws = Self.aws([Self.instance("i-1"), Self.instance("i-2")])
        aws.on(
            "autoscaling.DescribeScalingActivities",
            ["Activities": [["ActivityId": "a-1", "StatusCode": "Failed"]]]
        )
        try await Self.update(aws, to: ["desiredCapacity": 2])
        #expect(Self.changes(aws) == ["autoscaling.UpdateAutoScalingGroup"])
    }

    @Test("waits for healthy targets of all its target groups")
    func targets() async throws {
        let aws = Self.aws(
            [Self.instance("i-1"), Self.instance("i-2")],
            more: ["TargetGroupARNs": ["arn:1", "arn:2"]]
        )
        func health(_ states: String...) -> JSON {
            let targets = states.enumerated().map { index, state -> JSON in
                ["Target": ["Id": .string("i-\(index + 1)")], "TargetHealth": ["State": .string(state)]]
            }
            return ["TargetHealthDescriptions": .array(targets)]
        }
        let well = health("healthy", "healthy")
        aws.on("elbv2.DescribeTargetHealth", sequence: [well, health("initial", "healthy"), well])
        _ = try await Self.create(aws, ["minElbCapacity": 2])
        #expect(aws.inputs(of: "elbv2.DescribeTargetHealth").count == 4)
    }

    // MARK: Instance refresh

    private static let refresh: PropertyMap = [
        "instanceRefresh": [
            "strategy": "Rolling", "triggers": ["tag"],
            "preferences": ["minHealthyPercentage": 50, "instanceWarmup": "30", "autoRollback": true],
        ]
    ]

    @Test(
        "replaces its instances if the program wants that for what changed",
        arguments: [
            ("launchTemplate", ["id": "lt-1", "version": "2"], 1),
            ("tags", [["key": "team", "value": "web", "propagateAtLaunch": true]], 1), ("maxSize", 5, 0),
        ] as [(String, PropertyValue, Int)]
    )
    func refreshes(_ property: String, _ value: PropertyValue, _ count: Int) async throws {
        let aws = Self.aws([Self.instance("i-1")])
        try await Self.update(aws, from: Self.refresh, to: Self.refresh.merging([property: value]))
        let sent = aws.inputs(of: "autoscaling.StartInstanceRefresh")
        #expect(sent.count == count)
        guard let first = sent.first else { return }
        #expect(first["Strategy"] == "Rolling")
        #expect(
            first["Preferences"] == ["MinHealthyPercentage": 50, "InstanceWarmup": 30, "AutoRollback": true]
        )
        #expect(first["DesiredConfiguration"]?["LaunchTemplate"] != nil)
        #expect(aws.refusals == [])
    }

    @Test("cancels a refresh that is under way before it starts another one")
    func cancels() async throws {
        let aws = Self.aws([Self.instance("i-1")])
        aws.on(
            "autoscaling.StartInstanceRefresh",
            { _ in throw AWSFailure(code: "InstanceRefreshInProgress", message: "one is in progress") },
            { _ in [:] }
        )
        let template: PropertyMap = ["launchTemplate": ["id": "lt-1", "version": "2"]]
        try await Self.update(aws, from: Self.refresh, to: Self.refresh.merging(template))
        #expect(
            Self.changes(aws) == [
                "autoscaling.UpdateAutoScalingGroup", "autoscaling.StartInstanceRefresh",
                "autoscaling.CancelInstanceRefresh", "autoscaling.StartInstanceRefresh",
            ]
        )
    }

    // MARK: Deletion

    private static func delete(_ aws: ScriptedAWS, _ inputs: PropertyMap = [:]) async throws {
        let provider = try await AWSProvider.scripted(aws)
        let request = DeleteRequest(
            id: "web",
            urn: urn(type),
            properties: web.merging(inputs),
            oldInputs: web.merging(inputs)
        )
        aws.on("autoscaling.DeleteAutoScalingGroup") { [aws] _ in
            aws.on("autoscaling.DescribeAutoScalingGroups", ["AutoScalingGroups": []])
            return [:]
        }
        try await provider.delete(request, .test)
    }

    @Test("lets its instances go first, also those that are protected from that")
    func drain() async throws {
        let (one, other) = (Self.instance("i-1", isProtected: true), Self.instance("i-2", isProtected: true))
        let aws = Self.aws([one], [one], [Self.instance("i-1"), other], [])
        try await Self.delete(aws)
        let release = ["autoscaling.SetInstanceProtection", "autoscaling.UpdateAutoScalingGroup"]
        #expect(Self.changes(aws) == release + release + ["autoscaling.DeleteAutoScalingGroup"])
        #expect(aws.inputs(of: "autoscaling.UpdateAutoScalingGroup").first?["MaxSize"] == 0)
        #expect(aws.refusals == [])
    }

    @Test("goes with its instances where the program says so, after its warm pool")
    func forced() async throws {
        let aws = Self.aws([Self.instance("i-1")], more: ["WarmPoolConfiguration": ["MinSize": 1]])
        try await Self.delete(aws, ["forceDelete": true])
        #expect(Self.changes(aws) == ["autoscaling.DeleteWarmPool", "autoscaling.DeleteAutoScalingGroup"])
        #expect(aws.inputs(of: "autoscaling.DeleteAutoScalingGroup").first?["ForceDelete"] == true)
    }

    @Test(
        "is refused at preview with sizes that do not fit, or no place to be",
        arguments: [
            (["minSize": 5], "minSize"), (["desiredCapacity": 9], "desiredCapacity"),
            (["vpcZoneIdentifiers": .null], "availabilityZones"), (["launchTemplate": .null], "launchTemplate"),
        ] as [(PropertyMap, String)]
    )
    func refused(_ change: PropertyMap, _ word: String) async throws {
        let provider = try await AWSProvider.scripted()
        let news = Self.web.merging(change).filter { !$0.value.isNull }
        let failures = try await provider.check(CheckRequest(urn: urn(Self.type), news: news), .test).failures
        #expect(failures.contains { $0.reason.contains(word) || $0.property == word }, "\(failures)")
    }

    @Test(
        "reads durations as Go writes them",
        arguments: [
            ("10m", 600), ("1h30m", 5400), ("1.5s", 1.5), ("250ms", 0.25), ("0", 0), ("ten", nil), ("", nil),
            ("5", nil),
        ] as [(String, Double?)]
    )
    func durations(_ text: String, _ seconds: Double?) {
        #expect(GoDuration.seconds(text) == seconds)
    }
}
