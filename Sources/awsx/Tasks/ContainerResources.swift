import Engine
import PulumiProtocol

/// The resources of a stack among which a command finds task definitions, services and clusters of ECS.
struct ContainerResources {
    /// A kind of resource, by its type.
    enum Kind: String {
        case cluster = "aws:ecs/cluster:Cluster"
        case service = "aws:ecs/service:Service"
        case taskDefinition = "aws:ecs/taskDefinition:TaskDefinition"
    }

    private let resources: [ResourceState]

    /// Takes the deployed resources of a stack.
    init(_ resources: [ResourceState]) { self.resources = resources }

    /// Returns the resources of a kind.
    func all(_ kind: Kind) -> [ResourceState] {
        resources.filter { $0.isCustom && $0.type == kind.rawValue && !$0.id.isEmpty }
    }

    /// Returns the one resource of a kind that a name stands for, itself or below a component of that name.
    ///
    /// - Returns: `nil` if the stack has none of that name.
    /// - Throws: ``UsageError`` if there are several.
    func one(_ kind: Kind, named name: String) throws(UsageError) -> ResourceState? {
        let found = ContainerResources(ResourceSelection(resources).find(name)).all(kind)
        guard found.count <= 1 else {
            let names = found.map(\.urn).joined(separator: "\n  ")
            throw UsageError("'\(name)' stands for several resources, name one of them:\n  \(names)")
        }
        return found.first
    }

    /// Returns the only resource of a kind, or `nil` if there is none.
    ///
    /// - Throws: ``UsageError`` if there are several, of which one must be named in the given way.
    func only(_ kind: Kind, orName way: String) throws(UsageError) -> ResourceState? {
        let found = all(kind)
        guard found.count <= 1 else {
            throw UsageError("the stack has several: \(way): \(found.map(\.name).joined(separator: ", "))")
        }
        return found.first
    }

    /// Returns the reference of the provider of some resources, or else of any of package `aws`.
    ///
    /// - Throws: ``StateError`` if the stack has none.
    func provider(of states: [ResourceState?]) throws(StateError) -> String {
        if let state = states.lazy.compactMap(\.self).first { return state.provider }
        guard let provider = resources.first(where: { $0.type == "pulumi:providers:aws" }) else {
            throw StateError(.refused, "the stack has no resources of AWS yet", remedy: "run `awsx up` first")
        }
        return provider.providerReference
    }
}

extension ResourceState {
    /// The text of an output, secrets in the clear; `nil` if it is missing or empty.
    func text(_ output: String) -> String? {
        guard let text = outputs[output]?.plain.string, !text.isEmpty else { return nil }
        return text
    }
}
