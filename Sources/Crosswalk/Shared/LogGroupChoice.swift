import PackageSchema
import ProviderKit
import PulumiProtocol

/// The log group of a component, as its inputs choose it.
enum LogGroupChoice: Sendable {
    /// No log group.
    case none
    /// The existing log group of an ARN.
    case existing(Output<LogGroup.Identity>)
    /// The existing log group of a name, in the region or that of the provider.
    case named(PropertyValue, region: PropertyValue?)
    /// A new log group with the arguments at a path of the inputs; the path is `nil` if there are none.
    case new(PropertyMap, path: String?)

    /// The choice of inputs; `nil` if there are none, which means a new log group.
    ///
    /// - Throws: ``InputFailure`` if the inputs contradict each other or do not identify a log group.
    init(_ inputs: DefaultLogGroupInputs?) throws(InputFailure) {
        guard let inputs else {
            self = .new([:], path: nil)
            return
        }
        self = inputs.skip.isTruthy ? .none : try Self.chosen(by: inputs)
    }

    /// The choice of inputs; `nil` if there are none, which means no log group.
    ///
    /// - Throws: ``InputFailure`` if the inputs contradict each other or do not identify a log group.
    init(optional inputs: OptionalLogGroupInputs?) throws(InputFailure) {
        guard let inputs, inputs.enable.isTruthy else {
            self = .none
            return
        }
        self = try Self.chosen(by: inputs)
    }

    private static func chosen(by inputs: some LogGroupChoiceInputs) throws(InputFailure) -> LogGroupChoice {
        try inputs.existing.exclude(inputs.args, remedy: "an existing log group keeps its own settings")
        if let existing = try inputs.existing.view() { return try find(existing) }
        let arguments = try inputs.args.view()
        return .new(arguments?.forwarded ?? [:], path: arguments?.object.path)
    }

    private static func find(_ inputs: ExistingLogGroupInputs) throws(InputFailure) -> LogGroupChoice {
        if inputs.arn.isTruthy { return .existing(try identity(of: inputs.arn)) }
        guard let name = inputs.name.value, name.isTruthy else {
            throw InputFailure(
                inputs.object.owner,
                at: inputs.object.path,
                "needs the arn or the name of the log group that exists"
            )
        }
        return .named(name, region: inputs.region.isTruthy ? inputs.region.value : nil)
    }

    private static func identity(
        of arn: Input<PropertyValue>
    ) throws(InputFailure) -> Output<LogGroup.Identity> {
        let given = Output(gathering: arn.value ?? .null)
        let identity = given.map { LogGroup.Identity(arn: $0.string ?? "") }
        if let value = given.value, identity.value == .some(nil) {
            throw arn.failure(
                "must be the ARN of a log group, such as "
                    + "\"arn:aws:logs:us-west-2:123456789012:log-group:my-logs\", "
                    + "not \"\(value.string ?? value.kind)\""
            )
        }
        return Output(identity.value ?? nil).adding(marksOf: given)
    }

    /// Indicates whether containers without a log configuration get one.
    var isUsed: Bool { if case .none = self { false } else { true } }

    /// The log group that is made of inputs, if there is one.
    func drafts(named name: String) -> [ChildDraft] {
        guard case .new(let properties, let path?) = self else { return [] }
        return [ChildDraft(LogGroup.type, name, properties, origins: [.init(from: path)])]
    }

    /// Registers the log group, unless an existing one or none is chosen.
    ///
    /// - Throws: ``InputFailure`` if a name is no name of a log group.
    func make(_ name: String, in scope: ComponentScope) async throws -> LogGroup {
        switch self {
        case .none: return LogGroup(identity: nil, child: nil)
        case .existing(let identity): return LogGroup(identity: identity, child: nil)
        case .named(let name, let given):
            async let account = Self.account(in: scope)
            let region = if let given { Output(gathering: given) } else { try await Self.region(in: scope) }
            let found = try await Self.identity(of: Output(gathering: name), region, account, owner: scope.urn)
            return LogGroup(identity: found, child: nil)
        case .new(let properties, _):
            async let region = Self.region(in: scope)
            async let account = Self.account(in: scope)
            let child = try await scope.child(LogGroup.type, name, properties)
            let created = Output(gathering: child["name"] ?? .unknown)
            let identity = try await Self.identity(of: created, region, account, owner: scope.urn)
            return LogGroup(identity: identity, child: child)
        }
    }

    private static func identity(
        of name: Output<PropertyValue>,
        _ region: Output<PropertyValue>,
        _ account: Output<PropertyValue>,
        owner: String
    ) throws -> Output<LogGroup.Identity> {
        try name.and(region).and(account).map { parts in
            let ((name, region), account) = parts
            let identity = LogGroup.Identity(
                name: name.string ?? "",
                region: region.string ?? "",
                account: account.string ?? ""
            )
            guard let identity else {
                throw InputFailure(owner, at: "logGroup", "\"\(name.string ?? "")\" is no name of a log group")
            }
            return identity
        }
    }

    private static func region(in scope: ComponentScope) async throws -> Output<PropertyValue> {
        try await scope.invoke("aws:index/getRegion:getRegion").map { $0["region"] ?? $0["name"] ?? .null }
    }

    private static func account(in scope: ComponentScope) async throws -> Output<PropertyValue> {
        try await scope.invoke("aws:index/getCallerIdentity:getCallerIdentity").map { $0["accountId"] ?? .null }
    }
}
