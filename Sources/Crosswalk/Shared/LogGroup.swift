import ProviderKit
import PulumiProtocol

/// The log group that a component makes, or was given, or does without.
struct LogGroup: Sendable {
    /// What identifies a log group.
    struct Identity: Sendable, Equatable {
        let arn: String
        let name: String
        let region: String

        /// The identity in an ARN; `nil` if it is not one of a log group.
        init?(arn text: String) {
            guard let arn = ARN(text), arn.service == "logs", arn.resourceType == "log-group" else { return nil }
            self.arn = text
            name = arn.resourceID
            region = arn.region
        }

        init?(name: String, region: String, account: String) {
            self.init(arn: "arn:aws:logs:\(region):\(account):log-group:\(name)")
        }
    }

    /// Which log group it is; `nil` if there is none.
    let identity: Output<Identity>?
    /// The log group, if it was made.
    let child: Child?

    /// Makes the log group unless the inputs say otherwise.
    static func make(
        _ name: String,
        _ inputs: DefaultLogGroupInputs?,
        in scope: ComponentScope
    ) async throws -> LogGroup {
        if inputs?.skip.isTruthy ?? false { return LogGroup(identity: nil, child: nil) }
        try inputs?.exclude("existing", "args", "an existing log group keeps its own settings")
        if let existing = try inputs?.existing { return try await find(existing, in: scope) }

        async let region = region(in: scope)
        async let account = account(in: scope)
        let arguments = try inputs?.args?.properties() ?? [:]
        let child = try await scope.child("aws:cloudwatch/logGroup:LogGroup", name, arguments)
        let created = Output(gathering: child["name"] ?? .unknown)
        let identity = try await identity(of: created, region, account, owner: scope.urn)
        return LogGroup(identity: identity, child: child)
    }

    private static func find(_ existing: ExistingLogGroupInputs, in scope: ComponentScope) async throws -> LogGroup {
        if let arn = existing.arn, arn.isTruthy {
            let identity = try Output(gathering: arn).map { value in
                guard let identity = Identity(arn: value.string ?? "") else {
                    throw existing.object.failure(
                        at: "arn",
                        "must be the ARN of a log group, such as "
                            + "\"arn:aws:logs:us-west-2:123456789012:log-group:my-logs\", "
                            + "not \"\(value.string ?? value.kind)\""
                    )
                }
                return identity
            }
            return LogGroup(identity: identity, child: nil)
        }
        guard let name = existing.name, name.isTruthy else {
            throw InputFailure(
                scope.urn,
                at: existing.object.path,
                "needs the arn or the name of the log group that exists"
            )
        }
        async let account = account(in: scope)
        let given = existing.region
        let region = given.isTruthy ? Output(gathering: given ?? .null) : try await region(in: scope)
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
