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
        let name = request.name.isEmpty ? target.name : request.name
        let (response, warnings) = target.custom(try configured()).check(request, name: name)
        for warning in warnings {
            await context.log(.warning, "property \(warning.property): \(warning.reason)", urn: request.urn)
        }
        return response
    }

    /// Compares a resource's last inputs and state with its new inputs.
    public func diff(_ request: DiffRequest, _ context: ProviderContext) async throws -> DiffResponse {
        let target = try ResourceTarget(urn: request.urn, type: request.type)
        return target.custom(try configured(), id: request.id).diff(request)
    }

    // MARK: Create, Read, Update, Delete

    /// Creates a resource, or says in a preview what its outputs will be.
    public func create(_ request: CreateRequest, _ context: ProviderContext) async throws -> CreateResponse {
        let target = try ResourceTarget(urn: request.urn, type: request.type)
        let session = try configured()
        let operation = target.operation(
            .create,
            session,
            context,
            inputs: request.properties,
            timeout: request.timeout
        )
        if request.preview { try await target.preview(operation) }
        return try await target.custom(session).create(request) {
            try await target.run(operation, like: request.properties) { try await $0.create() }
        }
    }

    /// Reads what AWS has; an empty id says that the resource is gone.
    public func read(_ request: ReadRequest, _ context: ProviderContext) async throws -> ReadResponse {
        let target = try ResourceTarget(urn: request.urn, type: request.type)
        let session = try configured()
        let inputs = request.inputs ?? [:]
        var operation = target.operation(.read, session, context, inputs: inputs, timeout: request.timeout)
        operation.id = request.id
        operation.state = request.properties.plain
        let reading = operation
        return try await target.custom(session).read(request) {
            try await target.run(reading, like: inputs) { try await $0.read() }
        }
    }

    /// Changes a resource in place, or says in a preview what its outputs will be.
    public func update(_ request: UpdateRequest, _ context: ProviderContext) async throws -> UpdateResponse {
        let target = try ResourceTarget(urn: request.urn, type: request.type)
        let session = try configured()
        if request.preview {
            var operation = target.operation(.update, session, context, inputs: request.news, timeout: request.timeout)
            operation.oldInputs = (request.oldInputs ?? request.olds).plain
            try await target.preview(operation)
        }
        return try await target.custom(session, id: request.id).update(request) { plan in
            var operation = target.operation(.update, session, context, inputs: plan.inputs, timeout: request.timeout)
            operation.id = request.id
            operation.state = request.olds.plain
            operation.oldInputs = (request.oldInputs ?? request.olds).plain
            operation.changed = plan.changed
            return try await target.run(operation, like: request.news) { try await $0.update() }
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
        guard let schema = AWSSchema.shared.package.function(request.tok),
            let descriptor = FunctionDescriptor.of(schema)
        else {
            let package = AWSSchema.shared.package
            let hint = Spelling.nearest(to: request.tok, among: package.functionTokens)
            let unknown = "no function \(request.tok)\(hint.map { "; did you mean \($0)?" } ?? "")"
            throw StatusError(.unimplemented, package.notHereYet(function: request.tok) ?? unknown)
        }
        var checker = ValueChecker(AWSSchema.shared.package)
        let arguments = checker.object(request.args, schema.inputs, old: nil, path: "")
        checker.judge(arguments, by: AWSSchema.shared.rules(schema.token, schema.extras))
        guard checker.faults.isEmpty else {
            return InvokeResponse(failures: checker.faults)
        }
        if arguments.containsUnknowns {
            return InvokeResponse(return: PropertyMap(schema.outputs.names.map { ($0, .unknown) }))
        }
        let status = StatusLine { await context.log(.info, "\(request.tok): \($0)", isStatus: true) }
        let session = try configured().reporting(to: status.cover)
        let call = FunctionCall(schema: schema, session: session, arguments: arguments.plain)
        do {
            let outputs = try await descriptor.run(call).mapValues(\.withoutNestedDefaults)
            return InvokeResponse(return: schema.outputs.hidingSecrets(of: outputs))
        } catch {
            throw OperationFailure(error).status(request.tok)
        }
    }
}
