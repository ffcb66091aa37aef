import ProviderKit
import PulumiProtocol

/// The containers that a task definition's inputs describe.
struct ContainerInputs: Sendable {
    /// The containers in the order of the map; unknown if a part of any of them is, ARNs of target groups apart.
    let containers: Output<[Container]>
    /// The load balancer bindings of the containers, as a service takes them.
    let loadBalancers: Output<PropertyValue>

    /// Reads the inputs, and asks the engine for the target groups that they refer to.
    static func read(_ inputs: any TaskDefinitionInputs, in scope: ComponentScope) async throws -> ContainerInputs {
        let entries = try entries(inputs)
        let references = try await withThrowingTaskGroup(of: (Int, TargetGroupReferences).self) { group in
            for (index, entry) in entries.enumerated() {
                group.addTask { (index, try await .find(in: entry.view, scope)) }
            }
            return try await group.reduce(into: [Int: TargetGroupReferences]()) { $0[$1.0] = $1.1 }
        }
        func properties(_ keys: [String]) -> [PropertyMap] {
            entries.indices.compactMap { references[$0]?.properties(of: entries[$0].view, keeping: keys) }
        }
        let names = entries.map(\.key)
        // The definition needs the ports of target groups only, which are known before their ARNs are.
        let known = Output(gathering: .list(properties(["port"]).map { .map($0) }))
        let bound = Output(gathering: .list(bindings(properties(["arn", "port"]), inputs).map { .map($0) }))
        return ContainerInputs(
            containers: known.map { Container.list(names, $0) },
            loadBalancers: bound.map { .list(Container.list(names, $0).flatMap(\.loadBalancers)) }
        )
    }

    /// Returns the properties that decide about load balancer bindings.
    ///
    /// Like upstream, the bindings of `container` depend on its port mappings only, those of `containers` on all of
    /// their properties.
    private static func bindings(_ properties: [PropertyMap], _ inputs: any TaskDefinitionInputs) -> [PropertyMap] {
        guard inputs.containers.value == nil else { return properties }
        return properties.map { container in
            let inputs = TaskDefinitionContainerDefinitionInputs(object: InputObject(properties: container))
            return inputs.object.properties(named: [inputs.portMappings.name])
        }
    }

    /// Returns the containers by name.
    private static func entries(
        _ inputs: any TaskDefinitionInputs
    ) throws(InputFailure) -> [(key: String, view: TaskDefinitionContainerDefinitionInputs)] {
        try inputs.container.exclude(inputs.containers, remedy: "put every container into one of them")
        if let containers = try inputs.containers.views() { return containers }
        guard let containerInputs = try inputs.container.view() else {
            throw inputs.container.failure("is missing; give one container or several containers")
        }
        guard let name = containerInputs.name.nonNull else { return [("container", containerInputs)] }
        guard let known = Output(gathering: name).value?.string else {
            throw containerInputs.name.failure(
                "must be text that is known at once, because the family is named after it"
            )
        }
        return [(known, containerInputs)]
    }
}
