import AWSClient
import JSON
import PackageSchema
public import ProviderKit
public import PulumiProtocol
import RPC
import ResourceKit

extension AWSProvider {
    // MARK: Check and Diff

    /// Checks a resource's inputs, and fills in defaults and an automatic name.
    public func check(_ request: CheckRequest, _ context: ProviderContext) async throws -> CheckResponse {
        let target = try ResourceTarget(urn: request.urn, type: request.type)
        let session = try configured()
        let name = request.name.isEmpty ? target.name : request.name
        let checker = InputChecker(
            resource: target.schema,
            autonamer: Autonamer(logicalName: name, seed: request.randomSeed, mode: .init(request.autonaming)),
            region: session.region,
            rules: target.descriptor.rules
        )
        let (inputs, faults) = checker.check(request.news, olds: request.olds)
        return CheckResponse(inputs: inputs, failures: faults.map(CheckFailure.init))
    }

    /// Compares a resource's last inputs and state with its new inputs.
    public func diff(_ request: DiffRequest, _ context: ProviderContext) async throws -> DiffResponse {
        let target = try ResourceTarget(urn: request.urn, type: request.type)
        let session = try configured()
        let differ = Differ(
            resource: target.schema,
            rules: target.diffRules,
            region: ResourceOperation.region(inARN: request.id) ?? session.region,
            tagging: session.tags
        )
        let oldInputs = request.oldInputs ?? [:]
        let changes = differ.changes(oldInputs: oldInputs, oldOutputs: request.olds, news: request.news)
            .filter { !request.ignoreChanges.contains($0.property) }
        var response = DiffResponse(
            deleteBeforeReplace: differ.mustDeleteBeforeReplace(changes, news: request.news, olds: oldInputs)
        )
        response.changes = changes.isEmpty ? .diffNone : .diffSome
        response.hasDetailedDiff = true
        response.stables = target.schema.stables(changes)
        for change in changes {
            if !response.diffs.contains(change.property) { response.diffs.append(change.property) }
            if change.replaces, !response.replaces.contains(change.property) {
                response.replaces.append(change.property)
            }
            response.detailedDiff[change.path] = PropertyDiff(kind: .init(change), inputDiff: true)
        }
        return response
    }

    // MARK: Create, Read, Update, Delete

    /// Creates a resource, or foretells its outputs.
    public func create(_ request: CreateRequest, _ context: ProviderContext) async throws -> CreateResponse {
        let target = try ResourceTarget(urn: request.urn, type: request.type)
        let session = try configured()
        if request.preview {
            let outputs = Preview(schema: target.schema, tags: session.tags).created(request.properties)
            return CreateResponse(id: "", properties: target.schema.marked(outputs, like: request.properties))
        }
        let operation = target.operation(
            .create,
            session,
            context,
            inputs: request.properties,
            timeout: request.timeout
        )
        return try await target.run(operation, like: request.properties) {
            let (id, outputs) = try await $0.create()
            return CreateResponse(id: id, properties: target.schema.marked(outputs, like: request.properties))
        }
    }

    /// Reads what AWS has; an empty id says that the resource is gone.
    public func read(_ request: ReadRequest, _ context: ProviderContext) async throws -> ReadResponse {
        let target = try ResourceTarget(urn: request.urn, type: request.type)
        let inputs = request.inputs ?? [:]
        var operation = target.operation(
            .read,
            try configured(),
            context,
            inputs: inputs,
            timeout: request.timeout
        )
        operation.id = request.id
        operation.state = request.properties.plain
        return try await target.run(operation, like: inputs) {
            guard let (outputs, found) = try await $0.read() else { return ReadResponse(id: "") }
            return ReadResponse(
                id: outputs["id"]?.string ?? request.id,
                properties: target.schema.marked(outputs, like: inputs),
                inputs: target.schema.marked(found, like: inputs)
            )
        }
    }

    /// Changes a resource in place, or foretells its outputs.
    public func update(_ request: UpdateRequest, _ context: ProviderContext) async throws -> UpdateResponse {
        let target = try ResourceTarget(urn: request.urn, type: request.type)
        let session = try configured()
        if request.preview {
            let preview = Preview(schema: target.schema, tags: session.tags)
            let outputs = preview.updated(request.news, state: request.olds)
            return UpdateResponse(properties: target.schema.marked(outputs, like: request.news))
        }
        var operation = target.operation(.update, session, context, inputs: request.news, timeout: request.timeout)
        operation.id = request.id
        operation.state = request.olds.plain
        operation.oldInputs = (request.oldInputs ?? request.olds).plain
        return try await target.run(operation, like: request.news) {
            UpdateResponse(properties: target.schema.marked(try await $0.update(), like: request.news))
        }
    }

    /// Deletes a resource; succeeds if it is gone already.
    public func delete(_ request: DeleteRequest, _ context: ProviderContext) async throws {
        let target = try ResourceTarget(urn: request.urn, type: request.type)
        let inputs = request.oldInputs ?? [:]
        var operation = target.operation(.delete, try configured(), context, inputs: inputs, timeout: request.timeout)
        operation.id = request.id
        operation.state = request.properties.plain
        try await target.run(operation, like: inputs) { try await $0.delete() }
    }

    // MARK: Functions

    /// Runs a function of the package.
    public func invoke(_ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse {
        guard let descriptor = FunctionDescriptor.all[request.tok],
            let schema = AWSSchema.shared.function(request.tok)
        else {
            let hint = Spelling.nearest(to: request.tok, among: AWSSchema.shared.functionTokens())
            throw StatusError(.unimplemented, "no function \(request.tok)\(hint.map { "; did you mean \($0)?" } ?? "")")
        }
        var checker = ValueChecker()
        let arguments = checker.object(request.args, schema.inputs, old: nil, path: "")
        guard checker.faults.isEmpty else {
            return InvokeResponse(failures: checker.faults.map(CheckFailure.init))
        }
        if arguments.containsUnknowns {
            return InvokeResponse(return: PropertyMap(schema.outputs.names.map { ($0, .unknown) }))
        }
        let call = FunctionCall(schema: schema, session: try configured(), arguments: arguments.plain)
        do {
            let outputs = try await descriptor.run(call)
            return InvokeResponse(return: outputs.mapValues(\.withoutNestedDefaults))
        } catch let error where !(error is CancellationError) {
            throw StatusError(.unknown, "\(request.tok): \(error)")
        }
    }
}

extension Autonamer.Mode {
    init(_ options: CheckRequest.AutonamingOptions?) {
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
    init(_ change: PropertyChange) {
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
