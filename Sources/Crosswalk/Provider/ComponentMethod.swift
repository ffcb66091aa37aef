import PackageSchema
import ProviderKit
import PulumiProtocol
import RPC

/// A method of components: how it is called, and what it does.
struct ComponentMethod: Sendable {
    /// The function's token, such as `awsx:ecs:FargateTaskDefinition/run`.
    let token: String
    /// Runs the method, never in a preview.
    let run: @Sendable (MethodCall) async throws -> PropertyMap

    /// Every method of the package, by token.
    static let all: [String: ComponentMethod] = Dictionary(
        uniqueKeysWithValues: [LaunchKind.fargate.taskRunMethod, LaunchKind.ec2.taskRunMethod].map { ($0.token, $0) }
    )

    /// Answers a call; in a preview, or where an argument is not known yet, with unknown values.
    ///
    /// - Throws: ``InputFailure`` if arguments cannot be used, and what the method throws.
    func answer(
        _ request: CallRequest,
        _ context: ProviderContext,
        by functions: any FunctionRunner,
        until cancelRequest: CancelRequest
    ) async throws -> CallResponse {
        let schema = try CrosswalkProvider.schema()
        guard let function = schema.function(token) else {
            throw StatusError(.internal, "\(token) is not in the schema of package awsx")
        }
        let check = InputCheck(request.args, against: function.inputs, of: schema)
        guard check.faults.isEmpty else { throw InputFailure(token, check.faults) }
        for unknown in check.warnings {
            let warning = "\(token): argument \(unknown.property): \(unknown.reason); it is ignored"
            await context.log(.warning, warning)
        }
        let gathered = Output(gathering: .map(request.args.filter { $0.key != MethodCall.selfKey }))
        guard !request.dryRun, let arguments = gathered.value?.map else {
            return CallResponse(return: PropertyMap(function.outputs.names.map { ($0, .unknown) }))
        }
        let call = try await MethodCall(request, arguments, context, functions, cancelRequest)
        let result = Output(try await run(call)).adding(marksOf: gathered)
        let values = result.value ?? [:]
        return CallResponse(return: result.isSecret ? values.mapValues { .secret($0) } : values)
    }
}

/// One call of a method.
struct MethodCall: Sendable {
    /// The name of the argument with the component.
    static let selfKey = "__self__"

    /// The component.
    let component: URN
    /// The other arguments, without marks of secrets.
    let arguments: PropertyMap
    let context: ProviderContext
    /// Runs the functions of package `aws`.
    let functions: any FunctionRunner
    /// Tells when the method must come to an end.
    let cancelRequest: CancelRequest
    private let monitor: any ResourceMonitor

    fileprivate init(
        _ request: CallRequest,
        _ arguments: PropertyMap,
        _ context: ProviderContext,
        _ functions: any FunctionRunner,
        _ cancelRequest: CancelRequest
    ) async throws {
        guard let given = request.args[Self.selfKey],
            case .resource(let reference)? = Output(gathering: given).value, let component = URN(reference.urn)
        else {
            throw StatusError(.invalidArgument, "\(request.tok): __self__ must be the component")
        }
        self.component = component
        self.arguments = arguments
        self.context = context
        self.functions = functions
        self.cancelRequest = cancelRequest
        monitor = try await context.monitor(at: request.monitorEndpoint)
    }

    /// Returns the outputs of a child of the component.
    ///
    /// - Throws: ``StatusError`` if the engine does not know the child.
    func outputs(ofChild type: String, _ name: String) async throws -> PropertyMap {
        let child = URN.make(
            stack: component.stack,
            project: component.project,
            parent: component,
            type: type,
            name: name
        )
        let answer = try await monitor.invoke(
            ResourceInvokeRequest(
                tok: "pulumi:pulumi:getResource",
                args: ["urn": .string("\(child)")],
                acceptResources: true
            )
        )
        return answer.return["state"]?.map ?? [:]
    }
}
