import JSON
import ProviderKit
import PulumiProtocol
import TestKit
import Testing

@testable import AWSResources

@Suite("A queue")
struct QueueTests {
    private static let type = "aws:sqs/queue:Queue"

    private func checked(_ news: PropertyMap, _ name: String = "jobs") async throws -> PropertyMap {
        let request = CheckRequest(urn: "urn:pulumi:dev::shop::\(Self.type)::\(name)", news: news, randomSeed: [1])
        let checked = try await AWSProvider.scripted().check(request, .test)
        #expect(checked.failures == [])
        return checked.inputs
    }

    @Test("gets a name whose end tells that it keeps the order of its messages")
    func names() async throws {
        let plain = try await checked([:])["name"]?.string
        #expect(plain?.hasPrefix("jobs-") == true && plain?.hasSuffix(".fifo") == false)
        #expect(try await checked(["fifoQueue": true])["name"]?.string?.hasSuffix(".fifo") == true)
        let one = try await ShapedResource(Self.type, ["namePrefix": "jobs-", "fifoQueue": true])
        let sent = try #require(one.aws.inputs(of: "sqs.CreateQueue").first?["QueueName"]?.string)
        #expect(sent.hasPrefix("jobs-") && sent.hasSuffix(".fifo"))
        #expect(one.outputs["name"] == .string(sent))
    }

    @Test("is refused where name and kind do not agree")
    func refusedNames() async throws {
        let provider = try await AWSProvider.scripted()
        for news: PropertyMap in [["name": "jobs", "fifoQueue": true], ["name": "jobs.fifo"]] {
            let failures = try await provider.check(CheckRequest(urn: urn(Self.type), news: news), .test).failures
            #expect(failures.count == 1)
            #expect(failures.allSatisfy { $0.reason.contains("name") })
        }
    }

    @Test("is made with the attributes of its kind, as text")
    func attributes() async throws {
        let one = try await ShapedResource(Self.type, ["name": "jobs", "delaySeconds": 5])
        let sent = try #require(one.aws.inputs(of: "sqs.CreateQueue").first?["Attributes"])
        #expect(sent["DelaySeconds"] == "5")
        #expect(sent["VisibilityTimeout"] == "30")
        #expect(sent["FifoQueue"] == nil)
        #expect(sent["ContentBasedDeduplication"] == nil)
        let other = try await ShapedResource(Self.type, ["name": "jobs", "sqsManagedSseEnabled": false])
        #expect(other.aws.inputs(of: "sqs.CreateQueue").first?["Attributes"]?["SqsManagedSseEnabled"] == "false")
    }

    @Test("sends only what changed, and waits until it is in effect")
    func update() async throws {
        let inputs: PropertyMap = ["name": "jobs", "kmsMasterKeyId": "alias/jobs"]
        var one = try await ShapedResource(Self.type, inputs)
        let looks = one.aws.inputs(of: "sqs.GetQueueAttributes").count
        try await one.update(to: one.checked(["name": "jobs", "delaySeconds": 9]))
        let sent = try #require(one.aws.inputs(of: "sqs.SetQueueAttributes").last?["Attributes"])
        #expect(sent == ["DelaySeconds": "9", "KmsMasterKeyId": ""])
        #expect(one.aws.inputs(of: "sqs.GetQueueAttributes").count == looks + 2)
    }

    @Test("does not change with the spelling of its redrive policy")
    func redrivePolicy() async throws {
        func policy(_ count: String) -> PropertyMap {
            let text = #"{"maxReceiveCount": \#(count), "deadLetterTargetArn": "arn:aws:sqs:us-west-2:1:dead"}"#
            return ["name": "jobs", "redrivePolicy": .string(text)]
        }
        let one = try await ShapedResource(Self.type, policy("3"))
        #expect(try await one.differences(from: one.inputs, to: one.checked(policy(#""3""#))).diffs == [])
        #expect(try await one.differences(from: one.inputs, to: one.checked(policy("4"))).diffs == ["redrivePolicy"])
    }

    @Test("does not take the place of another one of its name")
    func nameTaken() async throws {
        let aws = ScriptedAWS()
        aws.on("sqs.GetQueueUrl", ["QueueUrl": "https://sqs.us-west-2.amazonaws.com/123456789012/jobs"])
        let request = CreateRequest(urn: urn(Self.type), properties: ["name": "jobs"])
        await #expect(throws: (any Error).self) { _ = try await AWSProvider.scripted(aws).create(request, .test) }
        #expect(aws.inputs(of: "sqs.CreateQueue").isEmpty)
    }

    @Test(
        "and its dead-letter queue are made, changed, imported and deleted",
        .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)")
    )
    func life() async throws {
        let stack = try await TestStack.onMoto()
        let dead = try await stack.create(
            Self.type,
            ["name": "dead.fifo", "fifoQueue": true, "tags": ["team": "shop"]]
        )
        let arn = try #require(dead.outputs["arn"]?.string)
        let queue = try await stack.create(
            Self.type,
            [
                "name": "jobs.fifo", "fifoQueue": true, "contentBasedDeduplication": true,
                "redrivePolicy": .string(#"{"deadLetterTargetArn":"\#(arn)","maxReceiveCount":3}"#),
            ]
        )
        let changed = try await stack.update(queue, ["tags": ["team": "web"], "visibilityTimeoutSeconds": 60])
        #expect(changed["visibilityTimeoutSeconds"] == 60)
        #expect(changed["tagsAll"] == ["team": "web"])
        #expect(changed["redrivePolicy"]?.string?.contains(arn) == true)
        #expect(try await stack.imported(queue, as: queue.id)["name"] == "jobs.fifo")
        try await stack.deleteTwice()
    }
}
