import ProviderKit
import PulumiProtocol

extension TaskDefinition {
    /// Indicates whether a port mapping names a target group.
    var hasTargetGroups: Bool {
        containers.entries.contains { entry in
            let mappings = entry.view.portMappings
            guard let elements = mappings.elements() else { return mappings.value != nil }
            return elements.contains { $0.viewIfKnown()?.targetGroup.nonNull != nil || $0.viewIfKnown() == nil }
        }
    }

    /// The containers as the definition will describe them, as far as the inputs tell.
    var draftContainers: PropertyValue {
        .list(containers.entries.map { $0.view.draft(named: $0.key, isLogged: logGroup.isUsed) })
    }

    /// The task definition, its log group and its roles, as far as they are made of inputs.
    func drafts(named name: String) -> [ChildDraft] {
        let properties = (["networkMode": "awsvpc"] as PropertyMap).merging(inputs.forwarded).setting([
            "containerDefinitions": draftContainers,
            "family": inputs.family.nonNull ?? .unknown,
            "requiresCompatibilities": [.string(kind.launchType)],
            "taskRoleArn": taskRole.draftARN,
            "executionRoleArn": executionRole.draftARN,
            "cpu": inputs.cpu.nonNull ?? (kind.hasSizes ? .unknown : nil),
            "memory": inputs.memory.nonNull ?? (kind.hasSizes ? .unknown : nil),
        ])
        let task = ChildDraft("aws:ecs/taskDefinition:TaskDefinition", name, properties, origins: origins)
        return [task] + logGroup.drafts(named: name)
            + taskRole.drafts(named: Self.taskRoleName(name))
            + executionRole.drafts(named: Self.executionRoleName(name))
    }

    private var origins: [ChildDraft.Origin] {
        var origins = [ChildDraft.Origin(from: inputs.object.path)]
        for (index, entry) in containers.entries.enumerated() {
            origins.append(.init("containerDefinitions[\(index)]", from: entry.view.object.path))
        }
        if let path = taskRole.existingPath { origins.append(.init("taskRoleArn", from: path)) }
        if let path = executionRole.existingPath { origins.append(.init("executionRoleArn", from: path)) }
        return origins
    }
}

extension TaskDefinitionContainerDefinitionInputs {
    /// The container as the task definition will describe it, as far as the inputs tell.
    fileprivate func draft(named name: String, isLogged: Bool) -> PropertyValue {
        var definition = object.properties.setting(["name": .string(name)])
        if portMappings.value != nil {
            definition["portMappings"] = portMappings.elements().map { .list($0.map(Self.draft)) } ?? .unknown
        }
        if isLogged, definition["logConfiguration"] == nil { definition["logConfiguration"] = .unknown }
        return .map(definition)
    }

    private static func draft(_ mapping: Input<TaskDefinitionPortMappingInputs>) -> PropertyValue {
        mapping.viewIfKnown().map { .map($0.draft) } ?? .unknown
    }
}

extension TaskDefinitionPortMappingInputs {
    fileprivate var draft: PropertyMap {
        let target: PropertyValue? = targetGroup.nonNull.map { _ in .unknown }
        let container = containerPort.nonNull ?? hostPort.nonNull ?? target
        return object.properties.setting([
            "targetGroup": nil,
            "containerPort": container,
            "hostPort": hostPort.nonNull,
        ])
    }
}
