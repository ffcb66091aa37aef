import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ecs/taskDefinition:TaskDefinition`: what a task runs.
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
        diff: DiffRules(equality: [
            "containerDefinitions": DiffRules.texts {
                ContainerDefinitions.areEquivalent($0, $1, isAwsvpc: $2["networkMode"]?.string == "awsvpc")
            }
        ]),
        rules: [InputRule(check: TaskDefinition.faults)],
        local: ["skipDestroy", "trackLatest"],
        create: { task in
            let answer = try await task.call("ecs.RegisterTaskDefinition", TaskDefinition.members(task))
            // The id alone does not tell which revision this is.
            let arn = try answer.identifier("taskDefinition.taskDefinitionArn", of: "ecs.RegisterTaskDefinition")
            let state: PropertyMap = ["arn": .string(arn)]
            return try Created(answer, id: "taskDefinition.family", of: "ecs.RegisterTaskDefinition", state: state)
        },
        search: Search { task in
            guard let family = task.inputs["family"]?.string else { throw Unsearchable(subject: task.subject) }
            // The family's newest revision.
            let answer = try await task.find("ecs.DescribeTaskDefinition", ["taskDefinition": .string(family)])
            return answer?.text(at: "taskDefinition.taskDefinitionArn").map { arn in
                [Created(id: family, state: ["arn": .string(arn)])]
            } ?? []
        },
        read: { task in
            let input: JSON.Object = ["taskDefinition": .string(TaskDefinition.reference(task)), "include": ["TAGS"]]
            guard let answer = try await task.find("ecs.DescribeTaskDefinition", input),
                let found = answer.at("taskDefinition"), found["status"]?.string != "INACTIVE"
            else {
                return nil
            }
            return TaskDefinition.outputs(found, task).merging(task.tagOutputs(Tagging.read(answer["tags"])))
        },
        delete: { task in
            guard !task.flag("skipDestroy"), task.state["skipDestroy"]?.bool != true else { return }
            let input: JSON.Object = ["taskDefinition": .string(task.arn)]
            try await task.callUnlessGone("ecs.DeregisterTaskDefinition", input)
        },
        propagation: .seconds(60)
    )
}

/// What is a task definition's own: containers as JSON text, and members that are shaped otherwise in AWS.
private enum TaskDefinition {
    /// The revision of the state, or the latest one for a program that follows it.
    static func reference(_ task: ResourceOperation) -> String {
        task.flag("trackLatest") ? task.text("family") ?? task.id : task.arn
    }

    @Sendable static func faults(_ inputs: PropertyMap) -> [InputFault] {
        guard let text = inputs["containerDefinitions"]?.string else { return [] }
        let problem: String
        do throws(JSONError) {
            guard try JSON(parsing: text).array == nil else { return [] }
            problem = "it is JSON, but not a list"
        } catch {
            problem = "line \(error.line), column \(error.column): \(error.message)"
        }
        let reason = "containerDefinitions must be a JSON list of containers: \(problem)."
        return [InputFault(property: "containerDefinitions", reason: reason)]
    }

    static func members(_ task: ResourceOperation) throws -> JSON.Object {
        var input = task.members(except: ["containerDefinitions"]).merging(task.tagMembers)
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
