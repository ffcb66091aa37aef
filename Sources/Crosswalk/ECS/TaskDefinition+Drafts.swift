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

    /// The network mode of the tasks; that of the component unless given.
    var networkMode: PropertyValue { inputs.forwarded["networkMode"].given ?? "awsvpc" }

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

    /// The bindings of containers to target groups beside the task definition, for the rules of services on them.
    func draft(binding groups: [ContainerInputs.Binding]) -> ChildDraft {
        let bindings = groups.map { binding -> PropertyValue in
            .map(
                PropertyMap(present: [
                    "port": binding.group["port"],
                    "targetType": binding.group["targetType"],
                    "portMappings": binding.container.draftPortMappings(target: binding.group["port"]),
                ])
            )
        }
        let origins = groups.enumerated().map { index, binding in
            let mapping = "\(binding.container.portMappings.path)[\(binding.mapping)]"
            return ChildDraft.Origin("bindings[\(index)]", from: "\(mapping).targetGroup")
        }
        return ChildDraft(
            "aws:ecs/service:Service",
            "",
            ["taskDefinition": .unknown, "networkConfiguration": .unknown],
            neighbours: ["bindings": .list(bindings), "definition": ["networkMode": networkMode]],
            origins: origins
        )
    }

    private var origins: [ChildDraft.Origin] {
        var origins = [
            ChildDraft.Origin(from: inputs.object.path),
            ChildDraft.Origin("containerDefinitions", from: containers.path),
        ]
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
        definition["portMappings"] = draftPortMappings(target: .unknown)
        if isLogged, definition["logConfiguration"] == nil { definition["logConfiguration"] = .unknown }
        return .map(definition)
    }

    /// Returns the port mappings as the task definition will describe them.
    ///
    /// - Parameter target: The port of the target groups; a mapping without a port takes it over.
    /// - Returns: The list; `nil` if there is none.
    fileprivate func draftPortMappings(target: PropertyValue?) -> PropertyValue? {
        guard portMappings.value != nil else { return nil }
        guard let mappings = portMappings.elements() else { return .unknown }
        return .list(mappings.map { $0.viewIfKnown().map { .map($0.draft(target: target)) } ?? .unknown })
    }
}

extension TaskDefinitionPortMappingInputs {
    fileprivate func draft(target: PropertyValue?) -> PropertyMap {
        let container = containerPort.nonNull ?? hostPort.nonNull ?? targetGroup.nonNull.flatMap { _ in target }
        return object.properties.setting([
            "targetGroup": nil,
            "containerPort": container,
            "hostPort": hostPort.nonNull,
        ])
    }
}
