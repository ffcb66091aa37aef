import Engine
import PulumiProtocol

/// The AWS that the resources of a stack live in, as far as it is known.
///
/// A stack remembers it in its tags, for as long as it has resources of AWS. Without a tag, as after an import or an
/// update by Pulumi, ARNs tell the account, and that it is not local AWS.
struct StackHome: Hashable, Sendable {
    /// The receiver of the requests.
    enum Endpoint: Hashable, Sendable {
        /// The endpoints of AWS.
        case aws
        /// The local simulator.
        case local
        /// Another URL, which `AWS_ENDPOINT_URL` names.
        case other(String)

        /// The kind, with which the text of the tag begins.
        var kind: String {
            switch self {
            case .aws: "aws"
            case .local: "local"
            case .other: "url"
            }
        }
    }

    /// The receiver; `nil` if only ARNs tell of it.
    var endpoint: Endpoint?
    /// The account in the resources' ARNs.
    var account: String?
    /// The partition in the resources' ARNs, such as `aws-cn`.
    var partition: String?
    /// The run of the local simulator; its end is the end of all resources in it.
    var localRun: String?
}

// MARK: - Tags

extension StackHome {
    private static let endpointTag = "awsx:endpoint"
    private static let accountTag = "awsx:account"
    private static let partitionTag = "awsx:partition"
    private static let localRunTag = "awsx:local-run"

    /// Reads the home from tags and resources; `nil` if no resource lives in AWS, or nothing tells where.
    init?(tags: [String: String], _ snapshot: Snapshot) {
        let states = snapshot.entries.map(\.state) + snapshot.pendingOperations.map(\.resource)
        guard states.contains(where: \.livesInAWS) else { return nil }
        endpoint = Self.endpoint(tags)
        localRun = tags[Self.localRunTag]
        account = tags[Self.accountTag]
        partition = tags[Self.partitionTag]
        if account == nil { locate(states) }
        let isKnown = endpoint != nil || account.map { $0 != LocalCloud.account } ?? false
        guard isKnown else { return nil }
    }

    private static func endpoint(_ tags: [String: String]) -> Endpoint? {
        tags[endpointTag].map { text in
            switch text {
            case "aws": .aws
            case "local": .local
            default: .other(text)
            }
        }
    }

    /// Returns whether work behind an endpoint could be in another AWS than the tags name, or is in local AWS, which may
    /// have lost the resources.
    static func matters(_ tags: [String: String], _ present: Endpoint) -> Bool {
        present == .local || endpoint(tags).map { $0.kind != present.kind } ?? false
    }

    /// Takes account and partition from the first ARN that has an account.
    mutating func locate(_ states: [ResourceState]) {
        for state in states where state.livesInAWS {
            let parts = (state.outputs["arn"]?.plain.string ?? "").split(
                separator: ":",
                maxSplits: 5,
                omittingEmptySubsequences: false
            )
            guard parts.count == 6, parts[0] == "arn", parts[4].count == 12 else { continue }
            (partition, account) = (String(parts[1]), String(parts[4]))
            return
        }
    }

    /// Returns the tags with those of this home, in place of those of another one.
    func noted(in tags: [String: String]) -> [String: String] {
        var noted = Self.removed(from: tags)
        noted[Self.endpointTag] = endpoint.map { if case .other(let url) = $0 { url } else { $0.kind } }
        noted[Self.accountTag] = account
        noted[Self.partitionTag] = partition
        noted[Self.localRunTag] = localRun
        return noted
    }

    /// Returns the tags without those of a home.
    static func removed(from tags: [String: String]) -> [String: String] {
        tags.filter { ![endpointTag, accountTag, partitionTag, localRunTag].contains($0.key) }
    }
}

extension ResourceState {
    /// Indicates a resource that AWS has, rather than the state alone.
    var livesInAWS: Bool { isCustom && type.hasPrefix("aws:") }
}

// MARK: - Refusals

extension StackHome {
    /// Refuses to work on a stack of this home in another AWS.
    ///
    /// - Throws: ``StateError`` with the way on.
    func refuseWork(on stack: String, in present: Endpoint) throws(StateError) {
        // An ARN does not tell apart AWS and a URL in front of it.
        let isElsewhere = endpoint.map { $0.kind != present.kind } ?? (present == .local)
        guard isElsewhere else { return }
        throw StateError(
            .refused,
            "the resources of stack '\(stack)' are in \(place), but this command would work in \(Self.place(present))",
            remedy: wayOn(stack, present)
        )
    }

    private func wayOn(_ stack: String, _ present: Endpoint) -> String {
        switch (endpoint, present) {
        case (.local, _):
            "pass --local to work on them, or choose another stack with --stack or `awsx stack select`"
        case (_, .local):
            "leave out --local to work on them, or choose another stack: without --stack, --local uses the stack 'local'"
        case (.other(let url), _):
            """
            set AWS_ENDPOINT_URL=\(url) to work on them, or choose another stack with --stack; if that URL leads to the \
            same AWS, run `awsx stack tag set \(Self.endpointTag) aws --stack \(stack)`
            """
        case (_, .other(let url)):
            """
            unset AWS_ENDPOINT_URL to work on them, or choose another stack with --stack; if that URL leads to the same \
            AWS, run `awsx stack tag set \(Self.endpointTag) \(url) --stack \(stack)`
            """
        default:
            "choose another stack with --stack"
        }
    }

    private var place: String {
        let name = Self.place(endpoint ?? .aws)
        guard endpoint != .local, let account else { return name }
        return "\(name) (account \(account))"
    }

    private static func place(_ endpoint: Endpoint) -> String {
        switch endpoint {
        case .aws: "AWS"
        case .local: "local AWS"
        case .other(let url): "the AWS at \(url)"
        }
    }
}
