import ProviderKit
import PulumiProtocol

/// The containers that a task definition's inputs describe.
struct ContainerInputs: Sendable {
    /// The containers in the order of the map; unknown if a part of any of them is, ARNs of target groups apart.
    let containers: Output<[Container]>
    /// Bindings of containers to target groups, as a service takes them.
    let loadBalancers: Output<PropertyValue>

    /// Reads the inputs, and asks the engine for the target groups that they refer to.
    static func read(
        _ inputs: FargateTaskDefinitionInputs,
        in scope: ComponentScope
    ) async throws -> ContainerInputs {
        let entries = try entries(inputs)
        let resolved = try await withThrowingTaskGroup(of: (Int, PropertyMap).self) { group in
            for (index, entry) in entries.enumerated() {
                group.addTask { (index, try await resolvingTargetGroups(entry.value.object, in: scope)) }
            }
            return try await group.reduce(into: [Int: PropertyMap]()) { $0[$1.0] = $1.1 }
        }
        let names = entries.map(\.key)
        let properties = entries.indices.compactMap { resolved[$0] }
        let known = Output(gathering: .list(properties.map { .map(withoutTargetARNs($0)) }))
        // A single container's bindings know nothing of its other properties; upstream unwraps several as a whole.
        let bound = inputs.object["containers"] == nil ? properties.map(onlyPortMappings) : properties
        return ContainerInputs(
            containers: known.map { Container.list(names, $0) },
            loadBalancers: Output(gathering: .list(bound.map { .map($0) })).map {
                .list(Container.list(names, $0).flatMap(\.loadBalancers))
            }
        )
    }

    private static func onlyPortMappings(_ properties: PropertyMap) -> PropertyMap {
        properties.filter { $0.key == "portMappings" }
    }

    /// The definition needs the ports of target groups only, which are known before their ARNs are.
    private static func withoutTargetARNs(_ properties: PropertyMap) -> PropertyMap {
        guard let mappings = properties["portMappings"]?.list else { return properties }
        var properties = properties
        properties["portMappings"] = .list(
            mappings.map { mapping in
                guard var map = mapping.map, let group = map["targetGroup"]?.map else { return mapping }
                map["targetGroup"] = .map(group.filter { $0.key != "arn" })
                return .map(map)
            }
        )
        return properties
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
