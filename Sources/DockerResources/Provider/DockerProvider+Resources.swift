import AWSClient
import PackageSchema
public import ProviderKit
public import PulumiProtocol
import RPC
import ResourceKit

extension DockerProvider {
    // MARK: Check and Diff

    /// Checks a resource's inputs, completes them, and takes credentials out of them as ``CredentialVault`` says.
    public func check(_ request: CheckRequest, _ context: ProviderContext) async throws -> CheckResponse {
        let target = try target(request.urn, request.type)
        let name = request.name.isEmpty ? target.name : request.name
        var response = target.custom.check(request, name: name).response
        let (inputs, faults) = target.descriptor.complete(response.inputs)
        response.inputs = vault.deposit(of: request.urn, in: target.descriptor.credentials, of: inputs)
        if response.failures.isEmpty { response.failures = faults }
        return response
    }

    /// Compares a resource's last inputs and state with its new inputs; no builder is started for it.
    public func diff(_ request: DiffRequest, _ context: ProviderContext) async throws -> DiffResponse {
        try await target(request.urn, request.type).deriving(from: request.news).custom.diff(request)
    }

    // MARK: Create, Read, Update, Delete

    /// Creates a resource, or says in a preview what its outputs will be.
    public func create(_ request: CreateRequest, _ context: ProviderContext) async throws -> CreateResponse {
        let target = try await target(request.urn, request.type).deriving(from: request.properties)
        let operation = target.operation(try configured(), context, inputs: request.properties)
        return try await target.custom.create(request) {
            let (id, outputs) = try await target.run(operation, target.descriptor.create)
            return (id, target.outputs(request.properties, outputs))
        }
    }

    /// Reads what the registry or the image store has; an empty id says that the resource is gone.
    public func read(_ request: ReadRequest, _ context: ProviderContext) async throws -> ReadResponse {
        let target = try target(request.urn, request.type)
        let inputs = request.inputs ?? [:]
        guard !request.properties.isEmpty else {
            throw StatusError(
                .invalidArgument,
                "\(request.urn) cannot be imported: what it was made of is not known to any registry"
            )
        }
        var operation = target.operation(try configured(), context, inputs: inputs)
        operation.id = request.id
        operation.state = request.properties.plain
        let reading = operation
        return try await target.custom.read(request) {
            guard let outputs = try await target.run(reading, target.descriptor.read) else { return nil }
            return (outputs, inputs)
        }
    }

    /// Finds nothing where there is no id: what an operation left behind that was cut off is made again, to the same
    /// effect.
    public func find(_ request: ReadRequest, _ context: ProviderContext) async throws -> ReadResponse {
        request.id.isEmpty ? ReadResponse(id: "") : try await read(request, context)
    }

    /// Changes a resource in place, or says in a preview what its outputs will be.
    public func update(_ request: UpdateRequest, _ context: ProviderContext) async throws -> UpdateResponse {
        let target = try await target(request.urn, request.type).deriving(from: request.news)
        var response = try await target.custom.update(request) { plan in
            var operation = target.operation(try configured(), context, inputs: plan.inputs)
            operation.id = request.id
            operation.state = request.olds.plain
            return target.outputs(plan.inputs, try await target.run(operation, target.descriptor.update))
        }
        if request.preview {
            for name in target.descriptor.renewed { response.properties[name] = .unknown }
        }
        return response
    }

    /// Deletes a resource; succeeds if it is gone already.
    public func delete(_ request: DeleteRequest, _ context: ProviderContext) async throws {
        let target = try target(request.urn, request.type)
        var operation = target.operation(try configured(), context, inputs: request.oldInputs ?? [:])
        operation.id = request.id
        operation.state = request.properties.plain
        try await target.run(operation, target.descriptor.delete)
    }

    // MARK: Functions

    /// Runs a function of the package.
    public func invoke(_ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse {
        let (descriptor, schema) = try function(request.tok)
        var checker = checker
        let arguments = checker.object(request.args, schema.inputs, old: nil, path: "")
        guard checker.faults.isEmpty else { return InvokeResponse(failures: checker.faults) }
        if arguments.containsUnknowns {
            return InvokeResponse(return: PropertyMap(schema.outputs.names.map { ($0, .unknown) }))
        }
        let session = try configured()
        do {
            let result = try await session.gate.cancelling { () async throws(any Error) in
                try await descriptor.run(arguments.plain, session)
            }
            return InvokeResponse(return: result)
        } catch let error where !(error is CancellationError) {
            throw StatusError(.unknown, "\(request.tok): \(error)")
        }
    }
}

extension ResourceTarget {
    /// The outputs of a resource: its inputs, what follows from them, and what came out.
    fileprivate func outputs(_ inputs: PropertyMap, _ found: PropertyMap) -> PropertyMap {
        var outputs = inputs.plain.withoutDefaults.mapValues(\.withoutNestedDefaults)
        for derived in custom.derived { outputs[derived.name] = derived.value(inputs[derived.source]?.plain) }
        return outputs.merging(found)
    }
}
