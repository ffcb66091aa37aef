import JSON
import ProviderKit
import PulumiProtocol
import RPC
import Testing

@testable import AWSResources

@Suite("A function about containers")
struct ContainerFunctionTests {
    private static let arn = "arn:aws:ecs:us-west-2:123456789012"

    private func invoke(_ name: String, _ arguments: PropertyMap, _ aws: ScriptedAWS) async throws -> PropertyMap {
        let module = name == "getRole" ? "iam" : "ecs"
        let request = InvokeRequest(tok: "aws:\(module)/\(name):\(name)", args: arguments)
        let response = try await AWSProvider.scripted(aws).invoke(request, .test)
        #expect(response.failures == [])
        #expect(aws.refusals == [])
        return response.return
    }

    @Test("tells of a cluster with its numbers of tasks, and the ARN as the id")
    func cluster() async throws {
        let aws = ScriptedAWS()
        let cluster: JSON = [
            "clusterArn": .string("\(Self.arn):cluster/web"), "clusterName": "web", "status": "ACTIVE",
            "runningTasksCount": 3, "pendingTasksCount": 1, "registeredContainerInstancesCount": 0,
            "settings": [["name": "containerInsights", "value": "enabled"]],
            "tags": [["key": "team", "value": "shop"]],
        ]
        aws.on("ecs.DescribeClusters", ["clusters": [cluster]])
        let result = try await invoke("getCluster", ["clusterName": "web"], aws)
        #expect(result["id"] == .string("\(Self.arn):cluster/web"))
        #expect(result["arn"] == result["id"])
        #expect(result["runningTasksCount"] == 3)
        #expect(result["settings"] == [["name": "containerInsights", "value": "enabled"]])
        #expect(result["tags"] == ["team": "shop"])
    }

    @Test("tells of a service as its resource, with deployments and events besides")
    func service() async throws {
        let aws = ScriptedAWS()
        let service: JSON = [
            "serviceArn": .string("\(Self.arn):service/web/api"), "serviceName": "api", "status": "ACTIVE",
            "clusterArn": .string("\(Self.arn):cluster/web"), "desiredCount": 2, "runningCount": 1, "pendingCount": 1,
            "taskDefinition": .string("\(Self.arn):task-definition/api:7"), "launchType": "FARGATE",
            "deploymentConfiguration": ["maximumPercent": 200, "minimumHealthyPercent": 100],
            "networkConfiguration": ["awsvpcConfiguration": ["subnets": ["subnet-1"], "assignPublicIp": "ENABLED"]],
            "deployments": [["id": "ecs-svc/1", "status": "PRIMARY", "runningCount": 1]],
            "events": [["id": "1", "message": "has started 1 tasks"]],
        ]
        aws.on("ecs.DescribeServices") { input in
            #expect(input["cluster"]?.string == "web")
            return ["services": [service]]
        }
        let result = try await invoke("getService", ["clusterArn": "web", "serviceName": "api"], aws)
        #expect(result["id"] == .string("\(Self.arn):service/web/api"))
        #expect(result["clusterArn"] == "web")
        #expect(result["taskDefinition"] == .string("\(Self.arn):task-definition/api:7"))
        #expect(result["runningCount"] == 1)
        #expect(result["deploymentConfigurations"]?.list?.first?.map?["maximumPercent"] == 200)
        #expect(result["networkConfigurations"]?.list?.first?.map?["assignPublicIp"] == true)
        #expect(result["deployments"]?.list?.first?.map?["status"] == "PRIMARY")
        #expect(result["events"]?.list?.first?.map?["message"] == "has started 1 tasks")
    }

    /// An AWS with one task definition.
    private static func definitions() -> ScriptedAWS {
        let aws = ScriptedAWS()
        let container: JSON = [
            "name": "web", "image": "nginx:1.27", "cpu": 128, "environment": [["name": "MODE", "value": "x"]],
        ]
        aws.on("ecs.DescribeTaskDefinition") { input in
            #expect(input["taskDefinition"]?.string == "api:7")
            let definition: JSON = [
                "taskDefinitionArn": .string("\(arn):task-definition/api:7"), "family": "api", "revision": 7,
                "status": "ACTIVE", "networkMode": "awsvpc", "cpu": "256", "containerDefinitions": [container],
                "runtimePlatform": ["cpuArchitecture": "ARM64"],
            ]
            return ["taskDefinition": definition]
        }
        return aws
    }

    @Test("tells of a task definition, with its ARN as the id")
    func taskDefinition() async throws {
        let result = try await invoke("getTaskDefinition", ["taskDefinition": "api:7"], Self.definitions())
        #expect(result["id"] == .string("\(Self.arn):task-definition/api:7"))
        #expect(result["arnWithoutRevision"] == .string("\(Self.arn):task-definition/api"))
        #expect(result["revision"] == 7)
        #expect(result["status"] == "ACTIVE")
        #expect(result["runtimePlatforms"]?.list?.first?.map?["cpuArchitecture"] == "ARM64")
        #expect(result["containerDefinitions"]?.string?.contains("nginx:1.27") == true)
    }

    @Test("tells of a container by its name, with its environment as a map")
    func container() async throws {
        let arguments: PropertyMap = ["taskDefinition": "api:7", "containerName": "web"]
        let result = try await invoke("getContainerDefinition", arguments, Self.definitions())
        #expect(result["id"] == .string("\(Self.arn):task-definition/api:7/web"))
        #expect(result["imageDigest"] == "1.27")
        #expect(result["environment"] == ["MODE": "x"])
        #expect(result["memory"] == 0)
    }

    @Test("says that there is no such container")
    func absent() async throws {
        let arguments: PropertyMap = ["taskDefinition": "api:7", "containerName": "db"]
        let failure = await #expect(throws: StatusError.self) {
            try await invoke("getContainerDefinition", arguments, Self.definitions())
        }
        #expect(failure?.message.contains("no matching container") == true)
    }

    @Test("tells of a role, with its trust policy as plain text")
    func role() async throws {
        let aws = ScriptedAWS()
        let role: JSON = [
            "RoleName": "web", "Arn": "arn:aws:iam::123456789012:role/web", "Path": "/", "RoleId": "AROA",
            "AssumeRolePolicyDocument": "%7B%22Statement%22%3A%5B%5D%7D", "CreateDate": "2026-01-02T03:04:05Z",
            "RoleLastUsed": ["Region": "us-west-2"],
        ]
        aws.on("iam.GetRole", ["Role": role])
        aws.on("iam.ListAttachedRolePolicies", ["AttachedPolicies": []])
        aws.on("iam.ListRolePolicies", ["PolicyNames": []])
        let result = try await invoke("getRole", ["name": "web"], aws)
        #expect(result["id"] == "web")
        #expect(result["assumeRolePolicy"] == #"{"Statement":[]}"#)
        #expect(result["roleLastUseds"]?.list?.first?.map?["region"] == "us-west-2")
        #expect(result["uniqueId"] == "AROA")
    }
}
