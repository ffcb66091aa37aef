import AWSClient
import Connections
import ContainerImages
import PackageSchema
public import ProviderKit
public import PulumiProtocol
import RPC
import ResourceKit
import Synchronization

/// Packages `docker-build` and `docker`: images that are built and pushed.
public final class DockerProvider: Provider {
    private let contents: DockerPackage
    private let environment: [String: String]
    /// The credentials that programs gave.
    let vault = CredentialVault()
    private let gate = CancellationGate()
    private let session = Mutex<DockerSession?>(nil)

    /// The package's name.
    public var package: String { contents.schema.name }

    /// A provider of package `docker-build`.
    public static func build() -> DockerProvider { DockerProvider(.build, ProcessEnvironment.variables) }

    /// A provider of package `docker`.
    public static func docker() -> DockerProvider { DockerProvider(.docker, ProcessEnvironment.variables) }

    /// A provider of a package, whose builders run in an environment.
    init(_ contents: DockerPackage, _ environment: [String: String]) {
        self.contents = contents
        self.environment = environment
    }

    // MARK: Set-up

    /// The version of the upstream package that this provider stands in for; the schema has the same.
    public func getPluginInfo(_ context: ProviderContext) async throws -> PluginInfo {
        PluginInfo(version: contents.schema.version)
    }

    /// The schema of the implemented part of the package.
    public func getSchema(_ request: GetSchemaRequest, _ context: ProviderContext) async throws -> GetSchemaResponse {
        GetSchemaResponse(schema: contents.schema.text)
    }

    /// Finds unknown keys and wrong types, and keeps passwords out of the state as ``CredentialVault`` says.
    public func checkConfig(_ request: CheckRequest, _ context: ProviderContext) async throws -> CheckResponse {
        let configuration = ProviderConfiguration(request.news, of: contents)
        let stripped = vault.deposit(of: "", in: [contents.credentialsKey], of: configuration.values)
        var inputs = request.news
        if inputs[contents.credentialsKey] != nil {
            inputs[contents.credentialsKey] = stripped[contents.credentialsKey]
        }
        return CheckResponse(inputs: inputs, failures: configuration.faults)
    }

    /// Every change of the configuration is taken in place.
    public func diffConfig(_ request: DiffRequest, _ context: ProviderContext) async throws -> DiffResponse {
        let olds = request.oldInputs ?? request.olds
        let names = ["builderName", "host"].filter { olds[$0]?.plain != request.news[$0]?.plain }
        return DiffResponse(changes: names.isEmpty ? .diffNone : .diffSome, diffs: names)
    }

    /// Takes the configuration; no builder is looked for before one is needed.
    public func configure(_ request: ConfigureRequest, _ context: ProviderContext) async throws -> ConfigureResponse {
        let configuration = ProviderConfiguration(request.args, variables: request.variables, of: contents)
        let given = configuration.values[contents.credentialsKey].map(RegistryCredentials.all) ?? []
        let environment = configuration.environment(environment)
        let aws = AWSConfiguration(environment: environment)
        let session = DockerSession(
            search: BuilderSearch(environment: environment, name: configuration.builderName(environment)),
            credentials: given + vault.credentials(of: ""),
            transport: CurlTransport(aws),
            registries: ECRAccess(client: AWSClient(configuration: aws, gate: gate)),
            gate: gate
        )
        self.session.withLock { $0 = session }
        return ConfigureResponse(
            acceptSecrets: true,
            supportsPreview: true,
            acceptResources: true,
            acceptOutputs: false,
            supportsAutonamingConfiguration: true
        )
    }

    /// Interrupts builds and pushes.
    public func cancel(_ context: ProviderContext) async throws {
        gate.close()
    }

    // MARK: Requests

    /// The session of the configured provider.
    func configured() throws -> DockerSession {
        guard let session = session.withLock({ $0 }) else {
            throw StatusError(
                .failedPrecondition,
                "the provider \(package) is not configured yet: send Configure first"
            )
        }
        return session
    }

    /// Returns what the package says of a resource's type.
    ///
    /// - Throws: `StatusError` `UNIMPLEMENTED` for a type that this provider does not have.
    func target(_ urn: String, _ type: String) throws -> ResourceTarget {
        let parsed = URN(urn)
        let token = type.isEmpty ? parsed?.type ?? "" : type
        guard let descriptor = contents.resources[token], let schema = contents.schema.resource(token) else {
            let hint = Spelling.nearest(to: token, among: contents.schema.resourceTokens)
            throw StatusError(
                .unimplemented,
                "\(urn): this provider has no resource type \(token)\(hint.map { "; did you mean \($0)?" } ?? "")"
            )
        }
        var custom = CustomResource(package: contents.schema, schema: schema)
        custom.rules = PropertyRules(schema.extras)
        custom.differences = descriptor.differences
        return ResourceTarget(urn: urn, name: parsed?.name ?? "", custom: custom, descriptor: descriptor, vault: vault)
    }

    /// Returns a function of the package with its schema.
    ///
    /// - Throws: `StatusError` `UNIMPLEMENTED` for a function that this provider does not have.
    func function(_ token: String) throws -> (FunctionDescriptor, FunctionSchema) {
        guard let descriptor = contents.functions[token], let schema = contents.schema.function(token) else {
            throw StatusError(.unimplemented, "this provider has no function \(token)")
        }
        return (descriptor, schema)
    }

    /// A checker of values of the package's types.
    var checker: ValueChecker { ValueChecker(contents.schema) }
}

/// The resource that a request is about.
struct ResourceTarget: Sendable {
    let urn: String
    /// The logical name.
    let name: String
    var custom: CustomResource
    let descriptor: ResourceDescriptor
    let vault: CredentialVault

    /// An operation on the resource.
    func operation(_ session: DockerSession, _ context: ProviderContext, inputs: PropertyMap) -> ResourceOperation {
        ResourceOperation(
            urn: urn,
            name: name,
            inputs: inputs.plain,
            credentials: vault.credentials(of: urn),
            session: session,
            context: context
        )
    }

    /// Returns the target with the outputs that follow from new inputs.
    func deriving(from inputs: PropertyMap) async throws -> ResourceTarget {
        var target = self
        do {
            target.custom.derived = try await descriptor.derived(inputs.plain)
        } catch {
            throw failure(error)
        }
        return target
    }

    /// Runs a step of an operation; it ends early once the provider is to give up.
    ///
    /// - Throws: The error as the engine tells it.
    func run<Value: Sendable>(
        _ operation: ResourceOperation,
        _ step: @escaping @Sendable (ResourceOperation) async throws -> Value
    ) async throws -> Value {
        do {
            return try await operation.session.gate.cancelling { () async throws(any Error) in try await step(operation)
            }
        } catch {
            throw failure(error)
        }
    }

    private func failure(_ error: any Error) -> any Error {
        switch error {
        case is CancellationError, is StatusError: error
        case let refusal as UnsupportedInput: InputFailure(urn, at: refusal.input, refusal.description)
        default: StatusError(.unknown, "\(urn): \(error)")
        }
    }
}
