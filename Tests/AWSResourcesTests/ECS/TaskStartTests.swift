import AWSClient
import JSON
import ProviderKit
import PulumiProtocol
import RPC
import Testing

@testable import AWSResources

@Suite("One-off tasks")
struct TaskStartTests {
    private static let arn = "arn:aws:ecs:us-west-2:1:task/prod/0123"

    /// An AWS with the task definition `web:3`, whose second container is essential and has a log.
    private static func aws(_ definition: JSON.Object = [:]) -> ScriptedAWS {
        let options: JSON = ["awslogs-group": "web", "awslogs-region": "us-west-2", "awslogs-stream-prefix": "app"]
        let containers: JSON = [
            ["name": "init", "essential": false],
            ["name": "nginx", "logConfiguration": ["logDriver": "awslogs", "options": options]],
        ]
        let found: JSON.Object = [
            "taskDefinitionArn": "arn:aws:ecs:us-west-2:1:task-definition/web:3", "networkMode": "awsvpc",
            "requiresCompatibilities": ["FARGATE"], "containerDefinitions": containers,
        ]
        let aws = ScriptedAWS()
        aws.on("ecs.DescribeTaskDefinition", ["taskDefinition": .object(found.merging(definition))])
        aws.on("ecs.RunTask", ["tasks": [["taskArn": .string(arn)]], "failures": []])
        return aws
    }

    private static func call(
        _ call: TaskCall,
        _ arguments: PropertyMap,
        _ aws: ScriptedAWS
    ) async throws -> PropertyMap {
        let provider = try await AWSProvider.scripted(aws)
        let answer = try await provider.task(call, InvokeRequest(args: arguments), .test).return
        #expect(aws.refusals.isEmpty)
        return answer
    }

    private static func refusal(
        of call: TaskCall,
        _ arguments: PropertyMap,
        _ aws: ScriptedAWS
    ) async throws -> String {
        let provider = try await AWSProvider.scripted(aws)
        let error = await #expect(throws: StatusError.self) {
            try await provider.task(call, InvokeRequest(args: arguments), .test)
        }
        return error?.message ?? ""
    }

    @Test("overrides are for the first essential container, and the network is the one that is given")
    func overrides() async throws {
        let aws = Self.aws()
        let answer = try await Self.call(
            .start,
            [
                "taskDefinition": "web", "cluster": "prod", "command": ["ls", "-l"], "environment": ["A": "1"],
                "cpu": "512", "subnets": ["subnet-1"], "securityGroups": ["sg-1"], "enableExecuteCommand": true,
            ],
            aws
        )
        let input = try #require(aws.inputs(of: "ecs.RunTask").first)
        let own: JSON = ["name": "nginx", "command": ["ls", "-l"], "environment": [["name": "A", "value": "1"]]]
        #expect(input["overrides"] == ["cpu": "512", "containerOverrides": [own]])
        let network: JSON = ["subnets": ["subnet-1"], "securityGroups": ["sg-1"], "assignPublicIp": "DISABLED"]
        #expect(input["networkConfiguration"] == ["awsvpcConfiguration": network])
        #expect(input["launchType"] == "FARGATE" && input["cluster"] == "prod" && input["count"] == 1)
        #expect(input["enableExecuteCommand"] == true)
        #expect(answer["taskDefinition"] == "web:3" && answer["tasks"] == [.string(Self.arn)])
        #expect(answer["container"] == "nginx")
    }

    @Test("the log of a task is the one stream of each container that has a log")
    func logs() async throws {
        let answer = try await Self.call(.start, ["taskDefinition": "web", "subnets": ["s"]], Self.aws())
        let source = try #require(answer["logs"]?.list?.first)
        #expect(answer["logs"]?.list?.count == 1 && source.map?["stream"] == "app/nginx/0123")
        let aws = ScriptedAWS()
        let arguments: PropertyMap = [ResourceLogs.sourceKey: source, ResourceLogs.sinceKey: 0]
        _ = try await AWSProvider.scripted(aws).logEvents(InvokeRequest(args: arguments), .test)
        #expect(aws.operations == ["logs.FilterLogEvents"])
        #expect(aws.inputs(of: "logs.FilterLogEvents").first?["logStreamNames"] == ["app/nginx/0123"])
    }

    @Test("without a network, the public subnets of the default VPC are taken, with public addresses on Fargate")
    func defaultNetwork() async throws {
        let aws = Self.aws()
        aws.on("ec2.DescribeVpcs", ["Vpcs": [["VpcId": "vpc-1"]]])
        let subnets: JSON = [
            ["SubnetId": "private"], ["SubnetId": "public", "MapPublicIpOnLaunch": true],
        ]
        aws.on("ec2.DescribeSubnets", ["Subnets": subnets])
        _ = try await Self.call(.start, ["taskDefinition": "web"], aws)
        let network = try #require(aws.inputs(of: "ecs.RunTask").first?["networkConfiguration"])
        #expect(network.at("awsvpcConfiguration.subnets") == ["public"])
        #expect(network.at("awsvpcConfiguration.assignPublicIp") == "ENABLED")
    }

    @Test("a task for container instances gets no launch type, and no network unless its mode is awsvpc")
    func containerInstances() async throws {
        let aws = Self.aws(["requiresCompatibilities": ["EC2"], "networkMode": "bridge"])
        _ = try await Self.call(.start, ["taskDefinition": "web"], aws)
        let input = try #require(aws.inputs(of: "ecs.RunTask").first)
        #expect(input["launchType"] == nil && input["networkConfiguration"] == nil && input["overrides"] == nil)
    }

    @Test("a capacity provider takes the place of the launch type")
    func capacityProvider() async throws {
        let aws = Self.aws()
        let arguments: PropertyMap = ["taskDefinition": "web", "subnets": ["s"], "capacityProvider": "FARGATE_SPOT"]
        _ = try await Self.call(.start, arguments, aws)
        let input = try #require(aws.inputs(of: "ecs.RunTask").first)
        #expect(input["launchType"] == nil)
        #expect(input["capacityProviderStrategy"] == [["capacityProvider": "FARGATE_SPOT"]])
    }

    @Test(
        "a request that cannot be met is refused with the remedy",
        arguments: [
            (["taskDefinition": ""], "no task definition is named"),
            (["taskDefinition": "web", "launchType": "EC2", "capacityProvider": "x"], "exclude each other"),
            (["taskDefinition": "web", "count": 11], "count is 11: ECS starts 1 to 10 tasks at a time"),
            (["taskDefinition": "web", "container": "ngin"], "web:3 has no container 'ngin'; it has: init, nginx"),
            (["taskDefinition": "web"], "the region has no default VPC: name subnets"),
        ] as [(PropertyMap, String)]
    )
    func refuses(_ arguments: PropertyMap, _ message: String) async throws {
        let aws = Self.aws()
        let refusal = try await Self.refusal(of: .start, arguments, aws)
        #expect(refusal.contains(message), "\(refusal)")
        #expect(!aws.operations.contains("ecs.RunTask"))
    }

    @Test(
        "a task that ECS does not place is refused with the reason and the remedy",
        arguments: [
            ("RESOURCE:MEMORY", "RESOURCE:MEMORY (ask for less memory, or add container instances to the cluster)"),
            ("RESOURCE:FPGA", "RESOURCE:FPGA (add container instances to the cluster)"),
            ("AGENT", "AGENT (the ECS agent is not connected"),
            ("Capacity is unavailable at this time", "name subnets in other zones"),
            ("something new", "could not place the task: something new"),
        ]
    )
    func placement(_ reason: String, _ message: String) async throws {
        let aws = Self.aws()
        let failure: JSON = ["reason": .string(reason)]
        aws.on("ecs.RunTask", ["tasks": [], "failures": [failure, failure]])
        let refusal = try await Self.refusal(of: .start, ["taskDefinition": "web", "subnets": ["s"]], aws)
        #expect(refusal.contains(message) && refusal.count(of: reason) == 1, "\(refusal)")
    }

    @Test("where only some tasks are placed, these are stopped")
    func partialPlacement() async throws {
        let aws = Self.aws()
        aws.on("ecs.RunTask", ["tasks": [["taskArn": .string(Self.arn)]], "failures": [["reason": "RESOURCE:CPU"]]])
        _ = try await Self.refusal(of: .start, ["taskDefinition": "web", "subnets": ["s"], "count": 2], aws)
        #expect(aws.inputs(of: "ecs.StopTask").map { $0["task"] } == [.string(Self.arn)])
    }

    @Test("a cluster without container instances is refused with the remedy")
    func noInstances() async throws {
        let aws = Self.aws()
        aws.on(
            "ecs.RunTask",
            { _ in
                let message = "No Container Instances were found in your cluster."
                let code = "InvalidParameterException"
                throw AWSError(.answered, AWSOperation("ecs.RunTask"), code: code, message: message)
            }
        )
        let refusal = try await Self.refusal(of: .start, ["taskDefinition": "web", "subnets": ["s"]], aws)
        #expect(refusal.contains("Register container instances, or choose launch type FARGATE"), "\(refusal)")
    }

    // MARK: Looking and stopping

    private static let launched: PropertyMap = ["cluster": "prod", "container": "nginx", "tasks": [.string(arn)]]

    private static func state(_ task: JSON.Object) async throws -> TaskState {
        let aws = ScriptedAWS()
        aws.on("ecs.DescribeTasks", ["tasks": [.object(task.merging(["taskArn": .string(arn)]))]])
        let answer = try await call(.inspect, launched, aws)
        return TaskState(try #require(answer["tasks"]?.list?.first))
    }

    @Test(
        "a stopped task has a fault unless its container ended with 0 and nothing else stopped it",
        arguments: [
            (["nginx": 0], "EssentialContainerExited", nil),
            (["nginx": 0, "init": 137], "EssentialContainerExited", nil),
            (
                ["nginx": 3], "EssentialContainerExited",
                "container 'nginx' ended with exit code 3; EssentialContainerExited: because"
            ),
            (["nginx": 0], "SpotInterruption", "container 'nginx' ended with exit code 0; SpotInterruption: because"),
            ([:], "TaskFailedToStart", "container 'nginx' did not run to its end; TaskFailedToStart: because"),
        ] as [([String: Int], String, String?)]
    )
    func faults(_ codes: [String: Int], _ stopCode: String, _ fault: String?) async throws {
        let containers = codes.sorted { $0.key < $1.key }.map { code -> JSON in
            ["name": .string(code.key), "exitCode": .number(code.value)]
        }
        let state = try await Self.state([
            "lastStatus": "STOPPED", "stopCode": .string(stopCode), "stoppedReason": "because",
            "containers": .array(containers),
        ])
        let told = state.fault?.split(separator: "; what to do: ").first.map(String.init)
        #expect(state.isStopped && told == fault && state.exitCode == codes["nginx"])
    }

    @Test("a container's own reason is told, with the remedy of a cause that is known")
    func reasons() async throws {
        let container: JSON = ["name": "nginx", "exitCode": 137, "reason": "OutOfMemoryError"]
        let state = try await Self.state(["lastStatus": "STOPPED", "containers": [container]])
        let fault = "container 'nginx' ended with exit code 137; container 'nginx': OutOfMemoryError; what to do: "
        #expect(state.fault?.hasPrefix(fault) == true && state.fault?.contains("memory") == true)
    }

    @Test("a task that runs, or that ECS does not know yet, has no fault")
    func running() async throws {
        let state = try await Self.state(["lastStatus": "RUNNING"])
        #expect(!state.isStopped && state.fault == nil && state.id == "0123")
        let answer = try await Self.call(.inspect, Self.launched, ScriptedAWS())
        #expect(answer["tasks"]?.list?.first.map(TaskState.init)?.status == "PROVISIONING")
    }

    @Test("stopping asks ECS to stop each task, with the reason")
    func stops() async throws {
        let aws = ScriptedAWS()
        _ = try await Self.call(.stop, Self.launched.merging(["reason": "enough"]), aws)
        let input: JSON.Object = ["cluster": "prod", "task": .string(Self.arn), "reason": "enough"]
        #expect(aws.inputs(of: "ecs.StopTask") == [input])
    }
}

extension String {
    /// Returns the number of times that a text occurs.
    fileprivate func count(of text: String) -> Int { ranges(of: text).count }
}
