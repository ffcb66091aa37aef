import CEmbedded
public import PackageSchema
public import ProviderKit
public import PulumiProtocol
import RPC

/// Package `awsx`: components that register resources of package `aws` with good defaults.
public struct CrosswalkProvider: Provider {
    /// The version of the upstream release that this package is compatible with, as in `schema.json`.
    public static let version = "3.8.0"

    /// The versions of the packages of the components' children, by which an engine chooses a provider.
    public static let childVersions = ["aws": "7.42.0", "docker": "4.6.0", "docker-build": "0.0.14"]

    /// The types of children whose operations wait: they inherit the `customTimeouts` of their component.
    static let waitingChildren: Set<String> = [
        "aws:acm/certificateValidation:CertificateValidation", "aws:ec2/natGateway:NatGateway",
        "aws:ec2/vpcEndpoint:VpcEndpoint", "aws:ecs/service:Service", "aws:lb/loadBalancer:LoadBalancer",
    ]

    /// The package's name.
    public let package = "awsx"

    private let answers = EngineAnswers()
    private let cancelRequest = CancelRequest()
    private let childRules: any ChildRules
    private let functions: any FunctionRunner

    /// A provider; the schema is parsed when it is first needed.
    ///
    /// - Parameters:
    ///   - childRules: The rules by which the inputs of children are checked before any child is registered.
    ///   - functions: Runs the functions of package `aws` for those of this package, which have no engine to ask.
    public init(childRules: any ChildRules = NoChildRules(), functions: any FunctionRunner = NoFunctions()) {
        self.childRules = childRules
        self.functions = functions
    }

    /// The package's schema: the embedded `schema.json`, opened when first asked for.
    ///
    /// - Throws: `SchemaError` if the file is no package schema.
    public static func schema() throws(SchemaError) -> PackageSchema { try embeddedSchema.get() }

    private static let embeddedSchema = Result { () throws(SchemaError) in
        try PackageSchema {
            let file = embedded_awsx_schema()
            return UnsafeBufferPointer(start: file.bytes, count: file.count)
        }
    }

    /// Returns the package's version.
    public func getPluginInfo(_ context: ProviderContext) async throws -> PluginInfo {
        PluginInfo(version: Self.version)
    }

    /// Returns the package's schema.
    public func getSchema(_ request: GetSchemaRequest, _ context: ProviderContext) async throws -> GetSchemaResponse {
        GetSchemaResponse(schema: try Self.schema().text)
    }

    /// Registers a component and its children.
    ///
    /// - Throws: ``InputFailure`` if inputs cannot be used; ``StatusError`` if there is no such component, or if the
    ///   engine refuses a registration or an invoke.
    public func construct(
        _ request: ConstructRequest,
        _ context: ProviderContext
    ) async throws -> ConstructResponse {
        guard let component = ComponentDescriptor.all[request.type] else {
            let suggestion = Spelling.suggestion(for: request.type, among: ComponentDescriptor.all.keys.sorted())
            throw StatusError(.notFound, "package awsx has no component \"\(request.type)\"\(suggestion)")
        }
        let monitor = try await context.monitor(at: request.monitorEndpoint)
        let session = try await DeploymentSession(
            request,
            monitor: monitor,
            packageVersions: Self.childVersions,
            waitingTypes: Self.waitingChildren,
            answers: answers,
            childRules: childRules,
            warn: { await context.log(.warning, $0, urn: $1) }
        )
        let scope = try await ComponentScope.begin(request, aliases: component.aliases, in: session)
        let inputs = ConstructInputs.decoded(request)
        for unknown in try PackageInputs.check(inputs, of: request.type, owner: scope.urn) {
            await scope.warn(CheckFailure(property: unknown.property, reason: "\(unknown.reason); it is ignored"))
        }
        let object = InputObject(owner: scope.urn, properties: inputs)
        let state = try await component.build(object, scope)
        try await scope.complete(outputs: state.filter { component.registeredOutputs.contains($0.key) })
        return scope.response(state)
    }

    /// Asks the methods in progress to come to an end.
    public func cancel(_ context: ProviderContext) async throws { cancelRequest.make() }

    /// Runs a function of the package.
    ///
    /// - Throws: ``StatusError`` if there is no such function, or if AWS refuses a question.
    public func invoke(_ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse {
        InvokeResponse(return: try await answer(request.tok))
    }

    /// Runs a method of a component, or a function of the package, whose answer is that of an invoke.
    ///
    /// - Throws: ``StatusError`` if there is no such function or method, or if AWS refuses a question;
    ///   ``InputFailure`` if arguments cannot be used.
    public func call(_ request: CallRequest, _ context: ProviderContext) async throws -> CallResponse {
        if let method = ComponentMethod.all[request.tok] {
            return try await method.answer(request, context, by: functions, until: cancelRequest)
        }
        return CallResponse(return: try await answer(request.tok))
    }

    private func answer(_ function: String) async throws -> PropertyMap {
        guard function == DefaultVPC.function else {
            let known = [DefaultVPC.function] + ComponentMethod.all.keys.sorted()
            let suggestion = Spelling.suggestion(for: function, among: known)
            throw StatusError(.notFound, "package awsx has no function \"\(function)\"\(suggestion)")
        }
        return try await DefaultVPC.find(by: functions, for: function).properties
    }
}
