import PackageSchema
import ProviderKit
import PulumiProtocol

/// The log group of a component: a new one, an existing one, or none.
struct LogGroup: Sendable {
    /// The ARN of a log group and its parts.
    struct Identity: Sendable, Equatable {
        let arn: String
        let name: String
        let region: String

        /// The identity in an ARN; `nil` if it is not the ARN of a log group.
        init?(arn text: String) {
            guard let arn = ARN(text), arn.service == "logs", arn.resourceType == "log-group" else { return nil }
            self.arn = text
            name = arn.resourceID
            region = arn.region
        }

        /// The identity of a name in a region of an account; `nil` if it is not the name of a log group.
        init?(name: String, region: String, account: String) {
            self.init(arn: "arn:aws:logs:\(region):\(account):log-group:\(name)")
        }
    }

    /// The identity of the log group; `nil` if there is none.
    let identity: Output<Identity>?
    /// The log group that was registered; `nil` if an existing one is used.
    let child: Child?

    /// Registers the log group, unless the inputs name an existing one or skip it.
    ///
    /// - Throws: ``InputFailure`` if the inputs contradict each other or do not identify a log group.
    static func make(
        _ name: String,
        _ inputs: DefaultLogGroupInputs?,
        in scope: ComponentScope
    ) async throws -> LogGroup {
        if let inputs {
            if inputs.skip.isTruthy { return LogGroup(identity: nil, child: nil) }
            try inputs.existing.exclude(inputs.args, remedy: "an existing log group keeps its own settings")
            if let existing = try inputs.existing.view() { return try await find(existing, in: scope) }
        }
        async let region = region(in: scope)
        async let account = account(in: scope)
        let arguments = try inputs?.args.view()?.forwarded ?? [:]
        let child = try await scope.child("aws:cloudwatch/logGroup:LogGroup", name, arguments)
        let created = Output(gathering: child["name"] ?? .unknown)
        let identity = try await identity(of: created, region, account, owner: scope.urn)
        return LogGroup(identity: identity, child: child)
    }

    private static func find(_ inputs: ExistingLogGroupInputs, in scope: ComponentScope) async throws -> LogGroup {
        if inputs.arn.isTruthy {
            let identity = try Output(gathering: inputs.arn.value ?? .null).map { arn in
                guard let identity = Identity(arn: arn.string ?? "") else {
                    throw inputs.arn.failure(
                        "must be the ARN of a log group, such as "
                            + "\"arn:aws:logs:us-west-2:123456789012:log-group:my-logs\", "
                            + "not \"\(arn.string ?? arn.kind)\""
                    )
                }
                return identity
            }
            return LogGroup(identity: identity, child: nil)
        }
        guard let name = inputs.name.value, name.isTruthy else {
            throw InputFailure(
                scope.urn,
                at: inputs.object.path,
                "needs the arn or the name of the log group that exists"
            )
        }
        async let account = account(in: scope)
        let given = inputs.region
        let region = given.isTruthy ? Output(gathering: given.value ?? .null) : try await region(in: scope)
        let found = try await identity(of: Output(gathering: name), region, account, owner: scope.urn)
        return LogGroup(identity: found, child: nil)
    }

    private static func identity(
        of name: Output<PropertyValue>,
        _ region: Output<PropertyValue>,
        _ account: Output<PropertyValue>,
        owner: String
    ) throws -> Output<Identity> {
        try name.and(region).and(account).map { parts in
            let ((name, region), account) = parts
            let identity = Identity(
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
