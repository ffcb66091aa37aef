import PackageSchema
package import PulumiProtocol

extension CustomResource {
    // MARK: Check and Diff

    /// Checks a resource's inputs, and fills in defaults and an automatic name.
    ///
    /// - Parameters:
    ///   - request: The program's inputs, and those of the last deployment.
    ///   - name: The resource's logical name, with which an automatic one begins.
    ///   - neighbours: Facts about the resources around it, by the names that rules have for them.
    /// - Returns: The answer, and what is doubtful but not refused.
    package func check(
        _ request: CheckRequest,
        name: String,
        neighbours: PropertyMap = [:]
    ) -> (response: CheckResponse, warnings: [CheckFailure]) {
        let autonamer = Autonamer(logicalName: name, seed: request.randomSeed, mode: .init(request.autonaming))
        let checked = InputChecker(resource: self, autonamer: autonamer).check(
            request.news,
            olds: request.olds,
            neighbours: neighbours
        )
        return (
            CheckResponse(inputs: checked.inputs, failures: checked.faults), checked.warnings
        )
    }

    /// Compares a resource's last inputs and state with its new inputs.
    package func diff(_ request: DiffRequest) -> DiffResponse {
        let differ = Differ(self)
        let oldInputs = request.oldInputs ?? [:]
        let changes = differ.changes(oldInputs: oldInputs, oldOutputs: request.olds, news: request.news)
            .filter { !request.ignoreChanges.contains($0.property) }
        var response = DiffResponse(
            deleteBeforeReplace: differ.mustDeleteBeforeReplace(changes, news: request.news, olds: oldInputs)
        )
        response.changes = changes.isEmpty ? .diffNone : .diffSome
        response.hasDetailedDiff = true
        response.stables = stables(changes)
        for change in changes {
            if !response.diffs.contains(change.property) { response.diffs.append(change.property) }
            if change.replaces, !response.replaces.contains(change.property) {
                response.replaces.append(change.property)
            }
            response.detailedDiff[change.path] = PropertyDiff(kind: .init(change), inputDiff: true)
        }
        return response
    }

    /// The properties that keep their value: all that only a replacement would change.
    private func stables(_ changes: [PropertyChange]) -> [String] {
        guard !changes.contains(where: \.replaces) else { return [] }
        return schema.inputs.properties.filter(\.willReplaceOnChanges).map(\.name)
    }

    // MARK: Create, Read, Update

    /// Creates a resource by `make`, which returns its id and outputs; in a preview, predicts the outputs.
    ///
    /// - Throws: The error of `make`.
    package func create(
        _ request: CreateRequest,
        _ make: () async throws -> (id: String, outputs: PropertyMap)
    ) async throws -> CreateResponse {
        if request.preview {
            let outputs = Preview(resource: self).created(request.properties)
            return CreateResponse(id: "", properties: marked(outputs, like: request.properties))
        }
        let (id, outputs) = try await make()
        return CreateResponse(id: id, properties: marked(outputs, like: request.properties))
    }

    /// Reads a resource by `find`, which returns its outputs and the inputs that would produce them, or `nil` if it is
    /// gone.
    ///
    /// The answer for a resource that is gone has an empty id.
    ///
    /// - Throws: The error of `find`.
    package func read(
        _ request: ReadRequest,
        _ find: () async throws -> (outputs: PropertyMap, inputs: PropertyMap)?
    ) async throws -> ReadResponse {
        let inputs = request.inputs ?? [:]
        guard let (outputs, found) = try await find() else { return ReadResponse(id: "") }
        return ReadResponse(
            id: outputs["id"]?.string ?? request.id,
            properties: marked(outputs, like: inputs),
            inputs: marked(found, like: inputs)
        )
    }

    /// Updates a resource by `change`, which returns its outputs; in a preview, predicts the outputs.
    ///
    /// - Throws: The error of `change`.
    package func update(
        _ request: UpdateRequest,
        _ change: (UpdatePlan) async throws -> PropertyMap
    ) async throws -> UpdateResponse {
        let plan = UpdatePlan(self, request)
        // What left the program, and is neither kept nor reset to a value, is gone; what changes with it is unknown.
        let state = request.olds.filter { old in
            let output = schema.outputs[old.key]
            let counts = output?.changesIf.map { plan.inputs[$0]?.plain == true } ?? true
            let causes = counts ? output?.changesWith ?? [] : []
            return !plan.changed.contains(old.key) && plan.changed.isDisjoint(with: causes)
        }
        let outputs =
            request.preview ? Preview(resource: self).updated(plan.inputs, state: state) : try await change(plan)
        return UpdateResponse(properties: marked(outputs, like: request.news))
    }
}

extension Autonamer.Mode {
    fileprivate init(_ options: CheckRequest.AutonamingOptions?) {
        guard let options else {
            self = .standard
            return
        }
        switch options.mode {
        case .propose: self = .propose(options.proposedName)
        case .enforce: self = .enforce(options.proposedName)
        case .disable: self = .disable
        case .unrecognized: self = .standard
        }
    }
}

extension PropertyDiff.Kind {
    fileprivate init(_ change: PropertyChange) {
        self =
            switch (change.kind, change.replaces) {
            case (.add, false): .add
            case (.add, true): .addReplace
            case (.delete, false): .delete
            case (.delete, true): .deleteReplace
            case (.update, false): .update
            case (.update, true): .updateReplace
            }
    }
}
