import AWSClient
import JSON
import PackageSchema
public import ProviderKit
public import PulumiProtocol
import RPC
import ResourceKit
import Synchronization

/// Package `aws`: custom resources and functions that call AWS.
public final class AWSProvider: Provider {
    /// `aws`.
    public var package: String { "aws" }

    private let version: String
    private let makeCaller: @Sendable (AWSConfiguration, CancellationGate) -> any AWSCalling
    private let clock: WaitClock
    private let session = Mutex<AWSSession?>(nil)
    private let gate = CancellationGate()

    /// The version of package `aws` that this provider stands in for; `schema/aws.json` has the same.
    public static let version = "7.42.0"

    /// A provider that calls AWS.
    public convenience init() {
        self.init(version: Self.version, clock: WaitClock(ContinuousClock())) {
            AWSClient(configuration: $0, gate: $1)
        }
    }

    /// A provider whose calls and waits go elsewhere.
    init(
        version: String,
        clock: WaitClock,
        makeCaller: @escaping @Sendable (AWSConfiguration, CancellationGate) -> any AWSCalling
    ) {
        self.version = version
        self.clock = clock
        self.makeCaller = makeCaller
    }

    // MARK: Set-up

    /// The version of this provider.
    public func getPluginInfo(_ context: ProviderContext) async throws -> PluginInfo {
        PluginInfo(version: version)
    }

    /// The schema of the implemented part of package `aws`.
    public func getSchema(_ request: GetSchemaRequest, _ context: ProviderContext) async throws -> GetSchemaResponse {
        GetSchemaResponse(schema: AWSSchema.shared.package.text)
    }

    /// Finds unknown keys, wrong types and a missing region before anything else is done.
    public func checkConfig(_ request: CheckRequest, _ context: ProviderContext) async throws -> CheckResponse {
        var faults = ProviderConfiguration.faults(request.news)
        if request.news["region"] == nil, region(ProviderConfiguration(request.news)) == nil {
            faults.append(CheckFailure(property: "region", reason: MissingRegion.explanation))
        }
        return CheckResponse(inputs: request.news, failures: faults)
    }

    /// Every change of the configuration is taken in place: a resource carries its own region.
    public func diffConfig(_ request: DiffRequest, _ context: ProviderContext) async throws -> DiffResponse {
        let olds = request.oldInputs ?? request.olds
        let ignored: Set<String> = ["version", "pluginDownloadURL"]
        let names = Set(olds.keys + request.news.keys).filter { !ignored.contains($0) && !$0.hasPrefix("__") }.sorted()
        let diffs = names.filter { olds[$0]?.plain != request.news[$0]?.plain }
        return DiffResponse(changes: diffs.isEmpty ? .diffNone : .diffSome, diffs: diffs)
    }

    /// Takes the configuration; AWS is asked only if certain accounts are allowed or forbidden.
    public func configure(_ request: ConfigureRequest, _ context: ProviderContext) async throws -> ConfigureResponse {
        let configuration = ProviderConfiguration(request.args, variables: request.variables)
        let session = AWSSession(
            caller: makeCaller(configuration.client, gate),
            region: region(configuration),
            tags: configuration.tags,
            clock: clock.ending(at: gate)
        )
        if configuration.accounts.isActive {
            try await refuseOtherAccounts(configuration.accounts, session, context)
        }
        self.session.withLock { $0 = session }
        return ConfigureResponse(
            acceptSecrets: true,
            supportsPreview: true,
            acceptResources: true,
            acceptOutputs: false,
            supportsAutonamingConfiguration: true
        )
    }

    private func refuseOtherAccounts(
        _ accounts: AccountGuard,
        _ session: AWSSession,
        _ context: ProviderContext
    ) async throws {
        let status = StatusLine { await context.log(.info, $0, isStatus: true) }
        let account: String
        do {
            account = try await session.reporting(to: status.cover).account()
        } catch {
            throw OperationFailure(error).status("finding the account of the credentials")
        }
        if let objection = accounts.objection(to: account) { throw StatusError(.invalidArgument, objection) }
    }

    /// Ends all waits; what AWS answers within a short time is kept.
    public func cancel(_ context: ProviderContext) async throws {
        gate.close()
    }

    /// The region of the configuration, the environment or the profile.
    private func region(_ configuration: ProviderConfiguration) -> String? {
        if let region = configuration.values["region"]?.string, !region.isEmpty { return region }
        return try? AWSClient(configuration: configuration.client).region()
    }

    /// The session of the configured provider.
    func configured() throws -> AWSSession {
        guard let session = session.withLock({ $0 }) else {
            throw StatusError(.failedPrecondition, "the provider aws is not configured yet: send Configure first")
        }
        return session
    }
}
