import AWSClient
import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("Log events")
struct LogSourceTests {
    private static let containers = """
        [{"name": "nginx", "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "web",
        "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "app"}}}, {"name": "quiet"},
        {"name": "other", "logConfiguration": {"logDriver": "splunk", "options": {}}}]
        """
    private static let source: PropertyValue = ["group": "web", "region": "eu-west-1", "prefix": "app/nginx/"]

    private func sources(_ type: String, _ aws: ScriptedAWS, _ outputs: PropertyMap) async throws -> PropertyValue? {
        let provider = try await AWSProvider.scripted(aws)
        let request = ReadRequest(id: "web", urn: urn(type), properties: outputs, type: type)
        return try await provider.logSources(request, .test).return[ResourceLogs.sourcesKey]
    }

    @Test("a log group is its own source")
    func logGroup() async throws {
        let found = try await sources("aws:cloudwatch/logGroup:LogGroup", ScriptedAWS(), ["region": "us-east-1"])
        #expect(found == [["group": "web", "region": "us-east-1"]])
    }

    @Test("a task definition writes to the log groups of its containers")
    func taskDefinition() async throws {
        let outputs: PropertyMap = ["containerDefinitions": .string(Self.containers)]
        let found = try await sources("aws:ecs/taskDefinition:TaskDefinition", ScriptedAWS(), outputs)
        #expect(found == [Self.source])
    }

    @Test("a service writes to the log groups of the task definition that it runs")
    func service() async throws {
        let aws = ScriptedAWS()
        let containers = try JSON(parsing: Self.containers)
        aws.on("ecs.DescribeTaskDefinition", ["taskDefinition": ["containerDefinitions": containers]])
        #expect(try await sources("aws:ecs/service:Service", aws, ["taskDefinition": "web:3"]) == [Self.source])
        #expect(aws.inputs(of: "ecs.DescribeTaskDefinition").first?["taskDefinition"] == "web:3")
    }

    @Test("other resources have no logs")
    func others() async throws {
        #expect(try await sources("aws:ecs/cluster:Cluster", ScriptedAWS(), [:]) == [])
    }

    private func events(_ aws: ScriptedAWS, _ source: PropertyValue = source) async throws -> PropertyMap {
        let arguments: PropertyMap = [ResourceLogs.sourceKey: source, ResourceLogs.sinceKey: 1000]
        return try await AWSProvider.scripted(aws).logEvents(InvokeRequest(args: arguments), .test).return
    }

    @Test("the newest streams with the container's prefix are read, over empty pages")
    func readsEvents() async throws {
        let aws = ScriptedAWS()
        aws.on(
            "logs.DescribeLogStreams",
            ["logStreams": [["logStreamName": "app/nginx/1"], ["logStreamName": "x/y/1"]]]
        )
        let event: JSON = ["eventId": "7", "timestamp": 1500, "logStreamName": "app/nginx/1", "message": "hello"]
        aws.on(
            "logs.FilterLogEvents",
            { _ in ["events": [], "nextToken": "next"] },
            { _ in ["events": [event], "nextToken": "more"] }
        )
        let answer = try await events(aws)
        #expect(answer[ResourceLogs.isCompleteKey] == false)
        #expect(
            answer[ResourceLogs.eventsKey]
                == [["id": "7", "time": 1500, "stream": "app/nginx/1", "message": "hello"]]
        )
        let inputs = aws.inputs(of: "logs.FilterLogEvents")
        #expect(inputs.first?["logStreamNames"] == ["app/nginx/1"] && inputs.first?["startTime"] == 1000)
        #expect(inputs.last?["nextToken"] == "next")
        #expect(aws.inputs(of: "logs.DescribeLogStreams").first?["orderBy"] == "LastEventTime")
        #expect(aws.refusals.isEmpty)
    }

    @Test("a group that does not exist yet has no events")
    func toleratesMissingGroups() async throws {
        let aws = ScriptedAWS()
        aws.on(
            "logs.DescribeLogStreams",
            { _ in
                let operation = AWSOperation("logs.DescribeLogStreams")
                throw AWSError(.answered, operation, code: "ResourceNotFoundException", message: "no such group")
            }
        )
        let answer = try await events(aws)
        #expect(answer[ResourceLogs.eventsKey] == [] && answer[ResourceLogs.isCompleteKey] == true)
        #expect(aws.operations == ["logs.DescribeLogStreams"])
    }
}
