import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ecs/taskDefinition:TaskDefinition`: containers, sizes and roles of a task.
    ///
    /// Its id is the family, which all revisions share.
    static let taskDefinition = ResourceDescriptor(
        type: "aws:ecs/taskDefinition:TaskDefinition",
        mapping: MemberMapping(
            style: .lowerCamel,
            names: [
                "arn": "taskDefinitionArn", "ephemeralStorage.sizeInGib": "sizeInGiB",
                "volumes.configureAtLaunch": "configuredAtLaunch",
            ]
        ),
        tagging: .ecs,
        local: ["skipDestroy", "trackLatest"],
        create: CreateStep { task in
            // The id alone does not tell which revision this is.
            try await task.create(
                "ecs.RegisterTaskDefinition",
                TaskDefinition.members(task),
                keeping: ["arn": "taskDefinition.taskDefinitionArn"]
            )
        },
        search: Search { task in
            guard let family = task.inputs["family"]?.string else { throw Unsearchable(subject: task.subject) }
            // The family's newest revision.
            let answer = try await task.find("ecs.DescribeTaskDefinition", ["taskDefinition": .string(family)])
            return answer?.text(at: "taskDefinition.taskDefinitionArn").map { arn in
                [Created(id: family, state: ["arn": .string(arn)])]
            } ?? []
        },
        read: ReadStep { task in
            var task = task
            if task.flag("trackLatest"), let family = task.text("family") { task.state["arn"] = .string(family) }
            return try await ReadStep.lookup { $0 = TaskDefinition.outputs($1.object, $2) }.run(task)
        },
        delete: .call("ecs.DeregisterTaskDefinition", ["taskDefinition": "{arn}"], unless: "skipDestroy"),
        logSources: { task in
            LogSource.sources(of: try JSON(parsing: task.outputs["containerDefinitions"]?.string ?? "[]"))
        }
    )
}

/// A task definition's members that are shaped otherwise in AWS, such as containers as JSON text.
private enum TaskDefinition {
    static func members(_ task: ResourceOperation) throws -> JSON.Object {
        var input = task.members(except: ["containerDefinitions"])
        let text = task.inputs["containerDefinitions"]?.string ?? "[]"
        input["containerDefinitions"] = try JSON(parsing: text)
        if let volumes = input["volumes"]?.array { input["volumes"] = .array(volumes.map(volume)) }
        if var proxy = input["proxyConfiguration"]?.object {
            proxy["properties"] = .array(
                (proxy["properties"]?.object ?? [:]).map { ["name": .string($0.key), "value": $0.value] }
            )
            input["proxyConfiguration"] = .object(proxy)
        }
        return input
    }

    /// A host path is an object in AWS, and a transit port of 0 is none.
    private static func volume(_ json: JSON) -> JSON {
        guard var volume = json.object else { return json }
        if let path = volume["hostPath"] {
            volume["hostPath"] = nil
            volume["host"] = ["sourcePath": path]
        }
        for key in ["efsVolumeConfiguration", "s3filesVolumeConfiguration"] {
            guard var file = volume[key]?.object, file["transitEncryptionPort"]?.int == 0 else { continue }
            file["transitEncryptionPort"] = nil
            volume[key] = .object(file)
        }
        return .object(volume)
    }

    static func outputs(_ found: JSON, _ task: ResourceOperation) -> PropertyMap {
        var outputs = task.properties(of: found)
        if let containers = found["containerDefinitions"] {
            outputs["containerDefinitions"] = .string(containers.text(.sortedKeys))
        }
        if let arn = found["taskDefinitionArn"]?.string, let colon = arn.lastIndex(of: ":") {
            outputs["arnWithoutRevision"] = .string(String(arn[..<colon]))
        }
        if let properties = found.at("proxyConfiguration.properties") {
            var proxy = outputs["proxyConfiguration"]?.map ?? [:]
            let pairs = (properties.array ?? []).map {
                ($0["name"]?.string ?? "", PropertyValue.string($0["value"]?.string ?? ""))
            }
            proxy["properties"] = .map(PropertyMap(pairs))
            outputs["proxyConfiguration"] = .map(proxy)
        }
        let volumes = zip(outputs["volumes"]?.list ?? [], found.list(at: "volumes"))
        outputs["volumes"] = .list(
            volumes.map { properties, volume in
                guard var map = properties.map, let path = volume.text(at: "host.sourcePath") else { return properties }
                map["hostPath"] = .string(path)
                return .map(map)
            }
        )
        return outputs
    }
}
