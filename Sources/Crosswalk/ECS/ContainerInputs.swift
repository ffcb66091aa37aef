import ProviderKit
import PulumiProtocol

/// The containers that a task definition's inputs describe.
struct ContainerInputs: Sendable {
    /// The containers by name, in the order of the map.
    let entries: [(key: String, view: TaskDefinitionContainerDefinitionInputs)]
    /// The path of the input that describes them.
    let path: String
    /// Indicates whether the inputs name one container instead of a map.
    private let isSingle: Bool

    /// Containers whose target groups have been found.
    struct Resolved: Sendable {
        /// The containers in the order of the map; unknown if a part of any of them is, ARNs of target groups apart.
        let containers: Output<[Container]>
        /// The load balancer bindings of the containers, as a service takes them.
        let loadBalancers: Output<PropertyValue>
        /// The target groups that were found.
        let bindings: [Binding]
    }

    /// A target group that a port mapping refers to.
    struct Binding: Sendable {
        /// The container's inputs.
        let container: TaskDefinitionContainerDefinitionInputs
        /// The index of the port mapping.
        let mapping: Int
        let group: ReferencedResource
    }

    /// Reads the inputs.
    ///
    /// - Throws: ``InputFailure`` if there is no container, or their names are not known.
    init(_ inputs: any TaskDefinitionInputs) throws(InputFailure) {
        entries = try Self.entries(inputs)
        isSingle = inputs.containers.value == nil
        path = isSingle ? inputs.container.path : inputs.containers.path
    }

    /// The containers with nothing but what decides about a task's size; unknown if a part of it is.
    var sizes: Output<[Container]> {
        let properties = entries.map { entry in
            let inputs = entry.view
            return inputs.object.properties(named: [inputs.cpu, inputs.memory, inputs.memoryReservation].map(\.name))
        }
        let names = entries.map(\.key)
        return Output(gathering: .list(properties.map { .map($0) })).map { Container.list(names, $0) }
    }

    /// The image of each container.
    var images: [Input<PropertyValue>] {
        entries.map { entry in
            let inputs = entry.view
            return inputs.image
        }
    }

    /// Asks the engine for the target groups that the containers refer to.
    func resolved(in scope: ComponentScope) async throws -> Resolved {
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
        let bound = Output(gathering: .list(bindings(properties(["arn", "port"])).map { .map($0) }))
        return Resolved(
            containers: known.map { Container.list(names, $0) },
            loadBalancers: bound.map { .list(Container.list(names, $0).flatMap(\.loadBalancers)) },
            bindings: entries.indices.flatMap { index -> [Binding] in
                let groups = (references[index]?.groups ?? [:]).sorted { $0.key < $1.key }
                return groups.map { Binding(container: entries[index].view, mapping: $0.key, group: $0.value) }
            }
        )
    }

    /// Returns the properties that decide about load balancer bindings.
    ///
    /// Like upstream, the bindings of `container` depend on its port mappings only, those of `containers` on all of
    /// their properties.
    private func bindings(_ properties: [PropertyMap]) -> [PropertyMap] {
        guard isSingle else { return properties }
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
