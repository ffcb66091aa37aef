import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

/// One create, read, update or delete in progress, as a descriptor's steps work with it.
struct ResourceOperation: Sendable {
    /// A step of a resource's life.
    enum Kind: String, Sendable {
        case create
        case read
        case update
        case delete
    }

    let kind: Kind
    let schema: ResourceSchema
    let facts: AWSFacts
    let descriptor: ResourceDescriptor
    let session: AWSSession
    let urn: String
    /// Empty until AWS has told it.
    var id = ""
    /// The wanted inputs, without marks of secrets; in a read or delete the last ones.
    let inputs: PropertyMap
    /// The inputs of the last deployment, without marks of secrets.
    var oldInputs = PropertyMap()
    /// The outputs of the last deployment, without marks of secrets.
    var state = PropertyMap()
    /// AWS's object where a function has looked it up already, so that it is not asked for again.
    var found: FoundObject?
    /// The properties that the plan of an update shows as changed: no others may be sent.
    var changed: Set<String> = []
    /// The time that the operation may wait for AWS; `nil` if the program does not say.
    var timeout: Duration?
    /// Tells the person what is being waited for.
    let report: @Sendable (String) async -> Void
    /// Tells the person something that stays after the operation.
    var note: @Sendable (String) async -> Void = { _ in }

    /// The resource's type with what the provider's configuration adds.
    var custom: CustomResource { CustomResource(schema, descriptor, facts, session, region: region) }

    /// The region that the resource lives in.
    var region: String? {
        inputs["region"]?.string ?? state["region"]?.string ?? Self.region(inARN: arn) ?? session.region
    }

    /// The region that an ARN names: all that older states tell of it.
    static func region(inARN text: String) -> String? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count > 4, parts[0] == "arn", !parts[3].isEmpty else { return nil }
        return String(parts[3])
    }

    /// The time that this operation may wait for AWS: the program's, the type's, or the standard one.
    func limit(_ standard: Duration = .seconds(600)) -> Duration {
        timeout ?? schema.timeouts[kind.rawValue] ?? standard
    }

    /// The property as text, from the inputs or what was known of the resource.
    func text(_ name: String) -> String? {
        inputs[name]?.string ?? state[name]?.string
    }

    /// A property of the inputs as truth value; false if absent.
    func flag(_ name: String) -> Bool { inputs[name]?.bool ?? false }

    /// Returns whether a switch is on in the inputs, or was when the resource was last deployed.
    func isSet(_ name: String) -> Bool { flag(name) || state[name]?.bool == true }

    /// The resource as a person knows it, such as `Cluster web`.
    var subject: String {
        let name = urn.split(separator: ":").last.map(String.init) ?? urn
        return "\(schema.token.split(separator: ":").last ?? "resource") \(name)"
    }

    /// Returns whether the plan shows a property as changed.
    func hasChanged(_ name: String) -> Bool { changed.contains(name) }

    /// The members that those properties are in AWS.
    ///
    /// - Parameters:
    ///   - names: The properties.
    ///   - kept: Those that are sent as they are known where the program does not say, and absence changes nothing.
    /// - Returns: The members.
    func members(_ names: [String], keeping kept: Set<String> = []) -> JSON.Object {
        let known = state.filter { property in
            kept.contains(property.key) && inputs[property.key] == nil && !property.value.isZero
                && schema.inputs[property.key]?.isKeptOnRemoval == true
        }
        return descriptor.mapping.encode(inputs.merging(known), schema.inputs, only: names)
    }

    /// The members of all properties but those that never go to AWS, and some more.
    func members(except excluded: Set<String> = []) -> JSON.Object {
        let prefixProperty = schema.autoname?.prefixProperty ?? "namePrefix"
        let skipped = excluded.union(descriptor.local).union(["region", "tags", prefixProperty])
        var members = self.members(schema.inputs.names.filter { !skipped.contains($0) })
        if let prefix = inputs[prefixProperty]?.string, !prefix.isEmpty, let rule = schema.autoname {
            members[descriptor.mapping.sentMember(rule.property)] = .string(prefix + UniqueSuffix.make())
        }
        return members
    }

    /// The properties that an answer of AWS tells of.
    func properties(of object: JSON) -> PropertyMap {
        descriptor.mapping.decode(object, schema.outputs)
    }

    // MARK: Tags

    /// The tags that the resource shall have.
    var tags: [String: String] {
        session.tags.all(own: inputs["tags"]?.map ?? [:]) ?? [:]
    }

    /// Members that tag a resource as it is created; none without tags.
    var tagMembers: JSON.Object {
        tags.isEmpty ? [:] : descriptor.tagging?.members(tags) ?? [:]
    }

    /// The outputs that tell of the tags that AWS has.
    func tagOutputs(_ found: [String: String]) -> PropertyMap {
        let configured = inputs["tags"]?.map ?? state["tags"]?.map ?? [:]
        func map(_ tags: [String: String]) -> PropertyValue {
            .map(PropertyMap(tags.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
        }
        return [
            "tags": map(session.tags.own(of: found, configured: configured)),
            "tagsAll": map(found.filter { !session.tags.ignores($0.key) }),
        ]
    }

    // MARK: Calls

    /// Sends a call to AWS, and sends it again while AWS answers what the facts list as passing.
    @discardableResult
    func call(_ operation: String, _ input: JSON.Object) async throws -> JSON {
        let rules = facts.retries.filter { $0.isAbout(operation) }
        let start = session.clock.now()
        var pace = Pace()
        while true {
            do {
                let answer = try await session.caller.send(operation, input, region: schema.isRegional ? region : nil)
                let failures = facts.partialFailures.filter { $0.operations.contains(operation) }
                if let failure = failures.lazy.compactMap({ $0.failure(in: answer) }).first { throw failure }
                return answer
            } catch {
                guard let failure = AWSFailure(error), let rule = rules.first(where: { $0.covers(failure) }) else {
                    throw error
                }
                guard session.clock.now() - start < rule.limit else {
                    throw PersistentFailure(error: error, limit: rule.limit, advice: rule.advice)
                }
                let limit = rule.limit.components.seconds
                let reason = "\(operation) answers \(failure); trying again for up to \(limit) seconds. \(rule.advice)"
                await report("waiting for \(subject): \(reason)")
                try await session.clock.sleep(pace.next())
            }
        }
    }

    /// The answer to a call, or `nil` where AWS says that there is no such thing.
    func find(_ operation: String, _ input: JSON.Object) async throws -> JSON? {
        do {
            return try await call(operation, input)
        } catch {
            if isNotFound(error) { return nil }
            throw error
        }
    }

    /// The pages of a list as one answer, or `nil` where AWS says that there is no such thing.
    func findAll(_ operation: String, _ input: JSON.Object) async throws -> JSON? {
        do {
            return try await session.caller.sendPages(operation, input, region: schema.isRegional ? region : nil)
        } catch {
            if isNotFound(error) { return nil }
            throw error
        }
    }

    /// Sends a call whose purpose is met when the thing is gone already.
    func callUnlessGone(_ operation: String, _ input: JSON.Object) async throws {
        do {
            try await call(operation, input)
        } catch {
            guard isNotFound(error) || Self.isOne(error, of: facts.ignoredOnDelete) else { throw error }
        }
    }

    /// Returns whether an error says that there is no such resource.
    func isNotFound(_ error: any Error) -> Bool { Self.isOne(error, of: facts.notFound) }

    private static func isOne(_ error: any Error, of signs: [ErrorSign]) -> Bool {
        AWSFailure(error).map { failure in signs.contains { $0.isMet(by: failure) } } ?? false
    }
}

extension AWSFacts.RetryRule {
    /// Returns whether the rule is about an operation's errors.
    func isAbout(_ name: String) -> Bool {
        operation.hasSuffix("*") ? name.hasPrefix(operation.dropLast()) : name == operation
    }

    /// Returns whether the failure is one that passes.
    func covers(_ failure: AWSFailure) -> Bool {
        codes.contains(failure.code) && (message.isEmpty || failure.message.contains(message))
            && (excluded.isEmpty || !failure.message.contains(excluded))
    }
}

extension ResourceOperation.Kind {
    /// The step as one says that it is under way, such as `creating`.
    var gerund: String {
        switch self {
        case .create: "creating"
        case .read: "reading"
        case .update: "updating"
        case .delete: "deleting"
        }
    }
}
