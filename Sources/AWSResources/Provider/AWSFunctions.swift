import Connections
import JSON
public import ProviderKit
public import PulumiProtocol
import RPC

/// The functions of package `aws` for another package in the same process, where no engine stands between them.
///
/// The configuration is that of the stack for package `aws`. Pulumi gives it to every provider process, with the keys
/// and values of `pulumi config`, as JSON in the environment variable `PULUMI_CONFIG`.
public struct AWSFunctions: FunctionRunner {
    /// The environment variable with the configuration of the stack.
    static let variable = "PULUMI_CONFIG"

    private let provider: AWSProvider
    private let configuration: @Sendable () -> String?
    private let isConfigured = AnswerMemo<String, Bool>()

    /// The functions with the configuration in the environment; nothing is read or asked before the first call.
    public init() {
        self.init(AWSProvider()) { ProcessEnvironment.variables[Self.variable] }
    }

    /// The functions of a provider that is not configured yet.
    init(_ provider: AWSProvider, configuration: @escaping @Sendable () -> String?) {
        self.provider = provider
        self.configuration = configuration
    }

    /// Runs a function, or makes a call of ``TaskCall`` or ``ResourceLogs``.
    ///
    /// - Throws: ``StatusError`` with what AWS or the check of the arguments or of the configuration refused.
    public func invoke(_ token: String, _ arguments: PropertyMap) async throws -> Output<PropertyMap> {
        let context = ProviderContext(call: CallContext(method: "/pulumirpc.ResourceProvider/Invoke"))
        let gathered = Output(gathering: .map(arguments))
        guard let known = gathered.value?.map else { return gathered.map { _ in [:] } }
        _ = try await isConfigured.answer(to: Self.variable) { try await configure(context) }
        let response = try await answer(token, known, context)
        if let failure = response.failures.first {
            throw StatusError(.invalidArgument, "function \(token): property \(failure.property): \(failure.reason)")
        }
        return Output(response.return).adding(marksOf: gathered)
    }

    private func answer(
        _ token: String,
        _ arguments: PropertyMap,
        _ context: ProviderContext
    ) async throws -> InvokeResponse {
        let request = InvokeRequest(tok: token, args: arguments)
        if let call = TaskCall(rawValue: token) { return try await provider.task(call, request, context) }
        if token == ResourceLogs.eventsMethod { return try await provider.logEvents(request, context) }
        return try await provider.invoke(request, context)
    }

    private func configure(_ context: ProviderContext) async throws -> Bool {
        let arguments = Self.arguments(configuration())
        let checked = try await provider.checkConfig(CheckRequest(news: arguments), context)
        if let failure = checked.failures.first {
            throw StatusError(.invalidArgument, "configuration aws:\(failure.property): \(failure.reason)")
        }
        _ = try await provider.configure(ConfigureRequest(args: checked.inputs), context)
        return true
    }

    /// Returns the settings of package `aws` among the configuration of a stack, by plain names.
    static func arguments(_ text: String?) -> PropertyMap {
        guard let text, let values = try? JSON(parsing: text).object else { return [:] }
        let prefix = "aws:"
        return PropertyMap(
            values.filter { $0.key.hasPrefix(prefix) }
                .map { (String($0.key.dropFirst(prefix.count)), PropertyValue(plain: $0.value)) }
        )
    }
}
