import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension FunctionDescriptor {
    /// `aws:ecs/getCluster:getCluster`; it tells the cluster's ARN as the id.
    static let getCluster = FunctionDescriptor(token: "aws:ecs/getCluster:getCluster") { call in
        let cluster = try call.reading("aws:ecs/cluster:Cluster", id: call.text("clusterName"))
        let (found, reading) = try await call.lookedUp(cluster, "cluster")
        return try await call.result(found, and: reading)
            .merging(["id": PropertyValue(plain: found["clusterArn"] ?? "")])
    }

    /// `aws:ecs/getService:getService`; it tells the service's ARN as the id.
    static let getService = FunctionDescriptor(token: "aws:ecs/getService:getService") { call in
        let cluster: PropertyMap = ["cluster": call.arguments["clusterArn"] ?? ""]
        let service = try call.reading("aws:ecs/service:Service", id: call.text("serviceName"), inputs: cluster)
        let (found, reading) = try await call.lookedUp(service, "service")
        return try await call.result(found, and: reading)
            .merging([
                "id": PropertyValue(plain: found["serviceArn"] ?? ""), "clusterArn": call.arguments["clusterArn"] ?? "",
            ])
    }

    /// `aws:ecs/getTaskDefinition:getTaskDefinition`; it tells the revision's ARN as the id.
    static let getTaskDefinition = FunctionDescriptor(token: "aws:ecs/getTaskDefinition:getTaskDefinition") { call in
        let (found, reading) = try await call.taskDefinition()
        return try await call.result(found, and: reading)
            .merging(["id": PropertyValue(plain: found["taskDefinitionArn"] ?? "")])
    }

    /// `aws:ecs/getContainerDefinition:getContainerDefinition`.
    static let getContainerDefinition = FunctionDescriptor(
        token: "aws:ecs/getContainerDefinition:getContainerDefinition"
    ) { call in
        let definition = try await call.taskDefinition().object
        let name = call.text("containerName")
        let containers = definition.list(at: "containerDefinitions").filter { $0["name"]?.string == name }
        let container = try call.theOne(containers, "container", remedy: "name one of the task definition")
        var members = PropertyValue(plain: container).map ?? [:]
        let environment = container.list(at: "environment").compactMap { entry in
            entry["name"]?.string.map { ($0, PropertyValue(plain: entry["value"] ?? "")) }
        }
        members["environment"] = .map(PropertyMap(environment))
        let image = container["image"]?.string ?? ""
        // Upstream takes whatever follows the first colon, a tag as well.
        members["imageDigest"] = .string(
            image.firstIndex(of: ":").map { String(image[image.index(after: $0)...]) } ?? ""
        )
        let arn = definition["taskDefinitionArn"]?.string ?? ""
        return call.arguments.withoutDefaults.merging(call.result(members)).merging([
            "id": .string("\(arn)/\(name)"), "containerName": .string(name),
            "taskDefinition": call.arguments["taskDefinition"] ?? "", "region": .string(try call.region()),
        ])
    }
}

extension FunctionCall {
    /// The text of an argument; empty if there is none.
    fileprivate func text(_ argument: String) -> String { arguments[argument]?.string ?? "" }

    /// The task definition of the arguments.
    ///
    /// - Throws: ``NotOne`` if there is none.
    fileprivate func taskDefinition() async throws -> (object: JSON, reading: ResourceOperation) {
        var reading = try reading("aws:ecs/taskDefinition:TaskDefinition", id: text("taskDefinition"))
        reading.state["arn"] = .string(text("taskDefinition"))
        return try await lookedUp(reading, "task definition")
    }

    /// The result that a resource's outputs amount to, with what AWS tells besides of the object.
    fileprivate func result(_ found: JSON, and reading: ResourceOperation) async throws -> PropertyMap {
        var told = PropertyValue(plain: found).map ?? [:]
        told["tags"] = nil
        let outputs = try await Lifecycle(resource: reading).read()?.outputs ?? [:]
        return arguments.withoutDefaults.merging(result(told.merging(outputs)))
    }
}
