import JSON
import PackageSchema
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
        try await resource.refuseExisting()
        let created = try await descriptor.create.run(resource)
        resource.id = created.id
        resource.state = created.state
        do {
            try await resource.wait(after: "create")
            if let step = descriptor.afterCreate {
                try await step(resource)
                try await resource.wait(after: "update")
            }
            return (resource.id, try await readNew(resource))
        } catch {
            // What failed and went away cannot be repaired: the next run makes another one.
            if error is FailedState, await isGone(resource) { throw error }
            throw await halfDone(resource, error)
        }
    }

    private func isGone(_ resource: ResourceOperation) async -> Bool {
        do { return try await descriptor.read.run(resource) == nil } catch { return false }
    }

    /// Reads a new resource; AWS may not see it everywhere for some seconds.
    private func readNew(_ resource: ResourceOperation) async throws -> PropertyMap {
        try await resource.wait(for: resource.subject, upTo: resource.facts.visibility) {
            guard let found = try await descriptor.read.run(resource) else { return .pending("not visible yet") }
            return .ready(outputs(resource, found))
        }
    }

    /// The failure of a resource that exists: its id and all that is known of it must be kept.
    private func halfDone(_ resource: ResourceOperation, _ error: any Error) async -> ResourceInitFailure {
        let failure = OperationFailure(error)
        let found = failure.isSilence ? nil : (try? await descriptor.read.run(resource)) ?? nil
        let isNew = resource.kind == .create
        // What AWS does not tell is as it was before an update, so that the next one sends it again.
        let own = isNew ? resource.inputs : resource.oldInputs
        let kept = own.filter { schema.inputs[$0.key]?.isWriteOnly != true }
        let outputs = found.map { self.outputs(resource, $0, own: own) } ?? kept.merging(resource.state)
        let step = isNew ? "created (\(resource.id)), but configuring it failed: " : ""
        return ResourceInitFailure(
            id: resource.id,
            properties: outputs,
            inputs: found == nil || own.isEmpty ? own : resource.custom.inputs(after: own, outputs: outputs),
            reasons: ["\(resource.kind.gerund) \(resource.urn): \(step)\(failure.reason)"]
        )
    }

    // MARK: Read

    /// Returns what AWS has now, and the inputs that would make it so; `nil` if the resource is gone.
    ///
    /// - Throws: ``ImportFormError`` if the resource is to be imported by an id that its type cannot have.
    func read() async throws -> (outputs: PropertyMap, inputs: PropertyMap)? {
        let isImport = resource.inputs.isEmpty && resource.state.isEmpty
        let resource = isImport ? try resource.importing() : resource
        guard let found = try await descriptor.read.run(resource) else { return nil }
        var outputs = outputs(resource, found)
        if isImport, found["id"] == nil, let id = resource.id(madeOf: outputs) { outputs["id"] = .string(id) }
        var inputs = resource.custom.inputs(after: resource.inputs, outputs: outputs)
        // A program must give what tells the object from others.
        for name in isImport ? resource.state.keys : [] where schema.inputs[name] != nil && inputs[name] == nil {
            inputs[name] = outputs[name]
        }
        return (outputs, inputs)
    }

    // MARK: Update

    /// Changes the resource in place.
    ///
    /// - Throws: `ResourceInitFailure` if some of it was changed, or all of it without becoming ready; ``Vanished`` if
    ///   something else deleted the resource.
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
            if !steps.isEmpty || resource.changed.isDisjoint(with: ["tags", "tagsAll"]) {
                try await resource.wait(after: "update")
                try await descriptor.afterUpdate?(resource)
            }
            guard let found = try await descriptor.read.run(resource) else { throw Vanished(subject: resource.subject) }
            return outputs(resource, found)
        } catch let error as Vanished {
            throw error
        } catch {
            // Something else that the program names may be missing as well: only a look tells.
            if resource.isNotFound(error), try await descriptor.read.run(resource) == nil {
                throw Vanished(subject: resource.subject)
            }
            throw await halfDone(resource, error)
        }
    }

    // MARK: Delete

    /// Deletes the resource, and waits until it is gone; succeeds if it is gone already.
    func delete() async throws {
        do {
            try await descriptor.delete.run(resource)
        } catch  where resource.isNotFound(error) {
            return
        }
        try await resource.wait(after: "delete")
    }

    // MARK: Outputs

    /// The outputs in full: what AWS tells, what only the program knows, and an empty value for what AWS leaves out.
    private func outputs(
        _ resource: ResourceOperation,
        _ found: PropertyMap,
        own inputs: PropertyMap? = nil
    ) -> PropertyMap {
        let inputs = inputs ?? resource.inputs
        var outputs = found
        outputs["id"] = outputs["id"] ?? .string(resource.id)
        if schema.isRegional, let region = resource.region { outputs["region"] = .string(region) }
        for property in schema.outputs.properties where outputs[property.name] == nil {
            let name = property.name
            if schema.inputs[name]?.isWriteOnly == true { continue }
            // An input that AWS does not return keeps the program's own value, or the last one if that stays.
            let kept = schema.inputs[name]?.isKeptOnRemoval == true ? resource.state[name] : nil
            let own = schema.inputs[name] == nil ? nil : inputs[name]?.withoutNestedDefaults ?? kept
            // A secret that is not there is no secret: an empty one would ask every stack for a passphrase.
            let empty = property.isSecret ? nil : property.type.empty
            outputs[name] = own ?? schema.inputs[name]?.assumed ?? empty
        }
        return outputs
    }
}

/// Something else deleted a resource that was to be changed.
struct Vanished: Error, CustomStringConvertible {
    let subject: String

    var description: String {
        "\(subject) was deleted outside of this program: deploy with `--refresh` to have it created again."
    }
}

extension PropertyType {
    /// The value that a state holds where AWS returned nothing: empty text, list or map; `nil` for scalars and objects.
    var empty: PropertyValue? {
        switch self {
        case .string: ""
        case .array: []
        case .map: [:]
        case .union(let types): types.first?.empty
        default: nil
        }
    }
}
