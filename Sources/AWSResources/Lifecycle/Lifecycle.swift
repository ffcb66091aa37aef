import JSON
import ProviderKit
import PulumiProtocol
import ResourceKit

/// Runs a descriptor's steps: what creating, reading, updating and deleting has in common for all resources.
struct Lifecycle: Sendable {
    let resource: ResourceOperation

    private var descriptor: ResourceDescriptor { resource.descriptor }
    private var schema: ResourceSchema { resource.schema }

    // MARK: Create

    /// Creates the resource.
    ///
    /// - Throws: `ResourceInitFailure` if it exists but did not become what was asked for.
    func create() async throws -> (id: String, outputs: PropertyMap) {
        var resource = resource
        let created = try await descriptor.create(resource)
        resource.id = created.id
        resource.state = created.state
        do {
            try await descriptor.finish?(resource)
            return (resource.id, try await readNew(resource))
        } catch {
            throw await halfDone(resource, error)
        }
    }

    /// Reads a new resource; AWS may not see it everywhere for some seconds.
    private func readNew(_ resource: ResourceOperation) async throws -> PropertyMap {
        try await resource.wait(for: resource.subject, upTo: descriptor.propagation) {
            guard let found = try await descriptor.read(resource) else { return .pending("not visible yet") }
            return .ready(outputs(resource, found))
        }
    }

    /// The failure of a resource that exists: its id and all that is known of it must be kept.
    private func halfDone(_ resource: ResourceOperation, _ error: any Error) async -> ResourceInitFailure {
        let found = (try? await descriptor.read(resource)) ?? nil
        let reason = error is CancellationError ? "the run was interrupted" : String(describing: error)
        return ResourceInitFailure(
            id: resource.id,
            properties: found.map { outputs(resource, $0) } ?? resource.inputs.merging(resource.state),
            reasons: ["\(resource.urn) exists (\(resource.id)) but is not as asked for: \(reason)"]
        )
    }

    // MARK: Read

    /// What AWS has now, and the inputs that would make it so; `nil` if the resource is gone.
    func read() async throws -> (outputs: PropertyMap, inputs: PropertyMap)? {
        guard let found = try await descriptor.read(resource) else { return nil }
        let outputs = outputs(resource, found)
        return (outputs, DriftedInputs(schema: schema, rules: descriptor.diff).inputs(resource.inputs, outputs))
    }

    // MARK: Update

    /// Changes the resource in place.
    ///
    /// - Throws: `ResourceInitFailure` if some of it was changed, or all of it without becoming ready.
    func update() async throws -> PropertyMap {
        do {
            let steps = descriptor.update.filter { $0.properties.contains(where: resource.hasChanged) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for step in steps {
                    group.addTask { try await step.run(resource) }
                }
                if schema.isTagged, let tagging = descriptor.tagging {
                    group.addTask { try await tagging.update(resource) }
                }
                try await group.waitForAll()
            }
            // Without any change the update is the repair of a create that did not come to its end.
            if !steps.isEmpty || !resource.hasChanged("tags") { try await descriptor.settle?(resource) }
            guard let found = try await descriptor.read(resource) else { throw Vanished(subject: resource.subject) }
            return outputs(resource, found)
        } catch {
            throw await halfDone(resource, error)
        }
    }

    // MARK: Delete

    /// Deletes the resource; succeeds if it is gone already.
    func delete() async throws {
        do {
            try await descriptor.delete(resource)
        } catch  where resource.isNotFound(error) {
            return
        }
    }

    // MARK: Outputs

    /// The outputs in full: what AWS tells, what only the program knows, and an empty value for what AWS leaves out.
    private func outputs(_ resource: ResourceOperation, _ found: PropertyMap) -> PropertyMap {
        var outputs = found
        outputs["id"] = outputs["id"] ?? .string(resource.id)
        if schema.isRegional, let region = resource.region { outputs["region"] = .string(region) }
        for name in schema.outputs.names where outputs[name] == nil {
            guard let property = schema.outputs.properties[name] else { continue }
            outputs[name] = kept(name, resource) ?? schema.inputs[name]?.assumed ?? property.type.empty
        }
        return outputs
    }

    /// What AWS does not tell and the program or the last state does.
    private func kept(_ name: String, _ resource: ResourceOperation) -> PropertyValue? {
        guard schema.inputs[name] != nil else { return nil }
        if let value = resource.inputs[name], descriptor.local.contains(name) || !value.isZero {
            return value.withoutNestedDefaults
        }
        return resource.inputs[name].map(\.withoutNestedDefaults)
    }
}

/// A resource disappeared while it was being changed.
struct Vanished: Error, CustomStringConvertible {
    let subject: String

    var description: String { "\(subject) was gone after its update; run `refresh`, then deploy again." }
}

extension ResourceOperation {
    /// The resource as a person knows it.
    var subject: String {
        let name = urn.split(separator: ":").last.map(String.init) ?? urn
        let kind = schema.token.split(separator: ":").last.map(String.init) ?? schema.token
        return "\(kind) \(name)"
    }
}

extension ValueType {
    /// What a state holds where AWS returned nothing: empty text, list or map; `nil` for scalars and objects.
    var empty: PropertyValue? {
        switch self {
        case .string: ""
        case .list: []
        case .map: [:]
        case .oneOf(let types): types.first?.empty
        default: nil
        }
    }
}
