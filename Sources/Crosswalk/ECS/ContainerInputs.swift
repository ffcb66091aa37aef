import ProviderKit
import PulumiProtocol

/// The containers that a task definition's inputs describe.
enum ContainerInputs {
    private typealias Mapping = (container: String, index: Int)

    /// The containers by name, in the order of the map; unknown if any part of any of them is.
    static func containers(
        _ inputs: FargateTaskDefinitionInputs,
        in scope: ComponentScope
    ) async throws -> Output<[Container]> {
        let entries = try entries(inputs)
        let resolved = try await withThrowingTaskGroup(of: (Int, PropertyValue).self) { group in
            for (index, entry) in entries.enumerated() {
                group.addTask { (index, .map(try await resolvingTargetGroups(entry.value.object, in: scope))) }
            }
            return try await group.reduce(into: [Int: PropertyValue]()) { $0[$1.0] = $1.1 }
        }
        let list = entries.indices.compactMap { resolved[$0] }
        return Output(gathering: .list(list)).map { value in
            zip(entries, value.list ?? []).map { Container(name: $0.key, properties: $1.map ?? [:]) }
        }
    }

    private static func entries(
        _ inputs: FargateTaskDefinitionInputs
    ) throws -> [(key: String, value: TaskDefinitionContainerDefinitionInputs)] {
        switch (try inputs.container, try inputs.containers) {
        case (let container?, nil):
            guard let name = container.name.given else { return [("container", container)] }
            guard let known = Output(gathering: name).value?.string else {
                throw container.object.failure(
                    at: "name",
                    "must be text that is known at once, because the family is named after it"
                )
            }
            return [(known, container)]
        case (nil, let containers?):
            return containers
        case (_?, _?):
            throw inputs.object.failure(
                at: "containers",
                "cannot be given together with \(inputs.object.path(of: "container")); "
                    + "put every container into one of them"
            )
        case (nil, nil):
            throw inputs.object.failure(at: "container", "is missing; give one container or several containers")
        }
    }

    /// A container's properties with every target group in a port mapping replaced by its ARN and port.
    private static func resolvingTargetGroups(
        _ container: InputObject,
        in scope: ComponentScope
    ) async throws -> PropertyMap {
        var properties = container.properties
        // An output that is not known yet makes the whole container unknown anyway.
        guard let mappings = properties["portMappings"]?.spread.list else { return properties }
        let resolved = try await withThrowingTaskGroup(of: (Int, PropertyValue).self) { group in
            for (index, mapping) in mappings.enumerated() {
                let path = "\(container.path(of: "portMappings"))[\(index)].targetGroup"
                group.addTask { (index, try await resolvingTargetGroup(mapping, at: path, in: scope)) }
            }
            return try await group.reduce(into: [Int: PropertyValue]()) { $0[$1.0] = $1.1 }
        }
        properties["portMappings"] = .list(mappings.indices.compactMap { resolved[$0] })
        return properties
    }

    private static func resolvingTargetGroup(
        _ mapping: PropertyValue,
        at path: String,
        in scope: ComponentScope
    ) async throws -> PropertyValue {
        guard var properties = mapping.spread.map, let group = properties["targetGroup"].given else { return mapping }
        let resource = try await scope.resource(group, at: path)
        var parts = PropertyMap()
        parts["arn"] = resource["arn"]
        parts["port"] = resource["port"]
        properties["targetGroup"] = .map(parts)
        return .map(properties)
    }
}
