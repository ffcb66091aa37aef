import JSON
import PackageSchema
import ProviderKit
import PulumiProtocol
import Synchronization
import Testing

@testable import AWSResources

@Suite("A resource's life")
struct LifecycleTests {
    private let group = "aws:cloudwatch/logGroup:LogGroup"
    private let cluster = "aws:ecs/cluster:Cluster"

    @Test("a create that half succeeds keeps id and properties")
    func halfDone() async throws {
        let aws = ScriptedAWS()
        aws.on("logs.PutRetentionPolicy") { _ in throw AWSFailure(code: "AccessDenied", message: "not you") }
        aws.on("logs.DescribeLogGroups", ["logGroups": [["logGroupName": "web", "arn": "arn:web:*"]]])
        let provider = try await AWSProvider.scripted(aws)
        let request = CreateRequest(urn: urn(group), properties: ["name": "web", "retentionInDays": 7])
        let failure = try await #require(throws: ResourceInitFailure.self) {
            try await provider.create(request, .test)
        }
        #expect(failure.id == "web")
        #expect(failure.properties["arn"] == "arn:web")
        let reason = "creating \(urn(group)): created (web), but configuring it failed: AccessDenied: not you"
        #expect(failure.reasons == [reason])
        #expect(failure.inputs?["retentionInDays"] == 0)
    }

    @Test("an update that AWS refuses keeps the inputs from before, so that the next one sends it again")
    func refusedUpdate() async throws {
        let aws = ScriptedAWS()
        aws.on("logs.PutRetentionPolicy") { _ in throw AWSFailure(code: "AccessDenied", message: "not you") }
        aws.on(
            "logs.DescribeLogGroups",
            ["logGroups": [["logGroupName": "web", "arn": "arn:web:*", "retentionInDays": 7]]]
        )
        let provider = try await AWSProvider.scripted(aws)
        let olds: PropertyMap = ["name": "web", "retentionInDays": 7, "skipDestroy": false]
        let news: PropertyMap = ["name": "web", "retentionInDays": 30, "skipDestroy": true]
        let request = UpdateRequest(id: "web", urn: urn(group), olds: olds, news: news, oldInputs: olds)
        let failure = try await #require(throws: ResourceInitFailure.self) {
            try await provider.update(request, .test)
        }
        #expect(failure.reasons == ["updating \(urn(group)): AccessDenied: not you"])
        #expect(failure.inputs == olds)
        #expect(failure.properties["retentionInDays"] == 7)
        #expect(failure.properties["skipDestroy"] == false)
    }

    @Test("a name that is taken is refused where AWS would hand out the other's resource")
    func takenName() async throws {
        let aws = ScriptedAWS()
        aws.on("ecs.DescribeClusters", ["clusters": [["status": "ACTIVE", "clusterArn": "arn:other"]]])
        let provider = try await AWSProvider.scripted(aws)
        let error = try await #require(throws: (any Error).self) {
            try await provider.create(CreateRequest(urn: urn(cluster), properties: ["name": "web"]), .test)
        }
        #expect("\(error)".contains("already exists (arn:other)"))
        #expect(!aws.operations.contains("ecs.CreateCluster"))
    }

    @Test("what passes is tried again, what does not is told")
    func retries() async throws {
        let aws = ScriptedAWS()
        let message = "Unable to assume the service linked role. Please verify that it exists."
        aws.on(
            "ecs.CreateCluster",
            { _ in throw AWSFailure(code: "InvalidParameterException", message: message) },
            { _ in ["cluster": ["clusterArn": "arn:web"]] }
        )
        aws.on(
            "ecs.DescribeClusters",
            { _ in ["clusters": []] },
            { _ in ["clusters": [["clusterArn": "arn:web", "clusterName": "web", "status": "PROVISIONING"]]] },
            { _ in ["clusters": [["clusterArn": "arn:web", "clusterName": "web", "status": "ACTIVE"]]] }
        )
        let provider = try await AWSProvider.scripted(aws)
        let answer = try await provider.create(CreateRequest(urn: urn(cluster), properties: ["name": "web"]), .test)
        #expect(answer.id == "arn:web")
        #expect(aws.inputs(of: "ecs.CreateCluster").count == 2)
    }

    @Test("a resource that is gone reads as gone, and its deletion succeeds")
    func gone() async throws {
        let aws = ScriptedAWS()
        let failure = AWSFailure(code: "ClusterNotFoundException", message: "Cluster not found.")
        for operation in ["ecs.DescribeClusters", "ecs.DeleteCluster"] { aws.on(operation) { _ in throw failure } }
        let provider = try await AWSProvider.scripted(aws)
        #expect(try await provider.read(ReadRequest(id: "arn:web", urn: urn(cluster)), .test).id == "")
        try await provider.delete(DeleteRequest(id: "arn:web", urn: urn(cluster)), .test)
    }

    @Test("a failed wait ends with what was last seen, and keeps the resource")
    func timeOut() async throws {
        let aws = ScriptedAWS()
        aws.on("ecs.CreateCluster", ["cluster": ["clusterArn": "arn:web"]])
        aws.on(
            "ecs.DescribeClusters",
            { _ in [:] },
            { _ in ["clusters": [["clusterArn": "arn:web", "status": "PROVISIONING"]]] }
        )
        let provider = try await AWSProvider.scripted(aws)
        let request = CreateRequest(urn: urn(cluster), properties: ["name": "web"], timeout: 30)
        let failure = try await #require(throws: ResourceInitFailure.self) { try await provider.create(request, .test) }
        #expect(failure.id == "arn:web")
        #expect(failure.reasons.first?.contains("after 30 seconds; last seen: PROVISIONING") == true)
    }

    @Test("an update sends only what changed, and tags by their difference")
    func update() async throws {
        let aws = ScriptedAWS()
        aws.on("ecs.DescribeClusters", ["clusters": [["clusterArn": "arn:web", "status": "ACTIVE"]]])
        let provider = try await AWSProvider.scripted(aws)
        let request = UpdateRequest(
            id: "arn:web",
            urn: urn(cluster),
            olds: ["tagsAll": ["a": "1", "b": "2"]],
            news: [
                "name": "web", "tags": ["a": "1", "c": "3"],
                "settings": [["name": "containerInsights", "value": "enabled"]],
            ],
            oldInputs: ["name": "web", "tags": ["a": "1", "b": "2"]]
        )
        _ = try await provider.update(request, .test)
        #expect(
            aws.inputs(of: "ecs.UpdateCluster") == [
                ["cluster": "arn:web", "settings": [["name": "containerInsights", "value": "enabled"]]]
            ]
        )
        #expect(aws.inputs(of: "ecs.TagResource").first?["tags"] == [["key": "c", "value": "3"]])
        #expect(aws.inputs(of: "ecs.UntagResource").first?["tagKeys"] == ["b"])
    }

    @Test("what changed elsewhere shows in the inputs after a read")
    func drift() async throws {
        let aws = ScriptedAWS()
        aws.on(
            "logs.DescribeLogGroups",
            ["logGroups": [["logGroupName": "web", "arn": "arn:web:*", "retentionInDays": 30]]]
        )
        let provider = try await AWSProvider.scripted(aws)
        let inputs: PropertyMap = ["name": "web", "retentionInDays": 7, "skipDestroy": true, "__defaults": []]
        let answer = try await provider.read(ReadRequest(id: "web", urn: urn(group), inputs: inputs), .test)
        #expect(answer.inputs?["retentionInDays"] == 30)
        #expect(answer.inputs?["skipDestroy"] == true)
        #expect(answer.properties?["skipDestroy"] == true)
    }

    @Test("a read without inputs gives those that an import needs")
    func importing() async throws {
        let aws = ScriptedAWS()
        aws.on("logs.DescribeLogGroups", ["logGroups": [["logGroupName": "web", "arn": "arn:web:*"]]])
        aws.on("logs.ListTagsForResource", ["tags": ["team": "shop"]])
        let provider = try await AWSProvider.scripted(aws)
        let inputs = try await provider.read(ReadRequest(id: "web", urn: urn(group)), .test).inputs
        #expect(inputs?["name"] == "web")
        #expect(inputs?["tags"] == ["team": "shop"])
        #expect(inputs?["kmsKeyId"] == nil)
    }

    @Test("default tags are sent, and told apart from the resource's own")
    func defaultTags() async throws {
        let aws = ScriptedAWS()
        aws.on("logs.DescribeLogGroups", ["logGroups": [["logGroupName": "web", "arn": "arn:web:*"]]])
        aws.on("logs.ListTagsForResource", ["tags": ["team": "shop", "name": "web"]])
        let provider = try await AWSProvider.scripted(aws, ["defaultTags": ["tags": ["team": "shop"]]])
        let request = CreateRequest(urn: urn(group), properties: ["name": "web", "tags": ["name": "web"]])
        let outputs = try await provider.create(request, .test).properties
        #expect(aws.inputs(of: "logs.CreateLogGroup").first?["tags"] == ["name": "web", "team": "shop"])
        #expect(outputs["tags"] == ["name": "web"])
        #expect(outputs["tagsAll"] == ["name": "web", "team": "shop"])
    }

    @Test("a preview knows what the program gave, and nothing that AWS decides")
    func preview() async throws {
        let provider = try await AWSProvider.scripted(ScriptedAWS(), ["defaultTags": ["tags": ["team": "shop"]]])
        let request = CreateRequest(urn: urn(group), properties: ["name": "web", "retentionInDays": 7], preview: true)
        let outputs = try await provider.create(request, .test).properties
        #expect(outputs["name"] == "web")
        #expect(outputs["arn"] == .unknown)
        #expect(outputs["tagsAll"] == ["team": "shop"])
    }

    @Test(
        "what is tried again says why and for how long, and in the end what to do",
        arguments: [
            (
                "aws:lb/listener:Listener", "elbv2.CreateListener", "CertificateNotFound", "Certificate not found",
                300, "check the ARN and the region"
            ),
            (
                "aws:lb/targetGroup:TargetGroup", "elbv2.DeleteTargetGroup", "ResourceInUse",
                "Target group is currently in use by a listener or a rule", 120, "drop \"name\", or give another"
            ),
        ]
    )
    func advice(
        _ type: String,
        _ operation: String,
        _ code: String,
        _ message: String,
        _ seconds: Int,
        _ advice: String
    ) async throws {
        let aws = ScriptedAWS()
        aws.on(operation) { _ in throw AWSFailure(code: code, message: message) }
        let reported = Mutex<Set<String>>([])
        let isListener = operation == "elbv2.CreateListener"
        let input: JSON.Object =
            isListener ? ["LoadBalancerArn": "arn", "DefaultActions": []] : ["TargetGroupArn": "arn"]
        let schema = try #require(AWSSchema.shared.resource(type))
        let resource = ResourceOperation(
            kind: .update,
            schema: schema,
            facts: AWSSchema.shared.facts(schema),
            descriptor: try #require(ResourceDescriptor.all[type]),
            session: AWSSession(caller: aws, region: "us-west-2", tags: TagSettings(), clock: .instant()),
            urn: urn(type),
            inputs: [:],
            report: { text in reported.withLock { _ = $0.insert(text) } }
        )
        let error = try await #require(throws: PersistentFailure.self) {
            try await resource.call(operation, input)
        }
        #expect("\(error)".contains("\(code): \(message) (tried again for \(seconds) seconds)"))
        #expect("\(error)".contains(advice))
        let status = try #require(reported.withLock { $0.first })
        #expect(reported.withLock { $0.count } == 1)
        #expect(
            status.contains("web: \(operation) answers \(code): \(message); trying again for up to \(seconds) seconds")
        )
        #expect(status.contains(advice))
    }
}
