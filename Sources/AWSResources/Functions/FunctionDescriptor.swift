import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

/// A function of the package beyond its schema: what it asks AWS, and what it makes of the answer.
struct FunctionDescriptor: Sendable {
    /// The token, such as `aws:ec2/getVpc:getVpc`.
    let token: String
    let run: @Sendable (FunctionCall) async throws -> PropertyMap

    /// Every function that this provider implements, by token.
    static let all: [String: FunctionDescriptor] = {
        let descriptors: [FunctionDescriptor] = [
            .getAvailabilityZones, .getCallerIdentity, .getPartition, .getRegion, .getVpc, .getSubnets, .getSubnet,
            .getAuthorizationToken, .getCredentials, .getRepository, .getImage,
            .getLoadBalancer, .getTargetGroup, .getListener,
            .getZone, .getCertificate,
            .getCluster, .getService, .getTaskDefinition, .getContainerDefinition, .getRole, .getPolicyDocument,
            .getSecurityGroup, .getInstance, .getAmi, .getParameter, .getSecret, .getSecretVersion,
        ]
        return Dictionary(uniqueKeysWithValues: descriptors.map { ($0.token, $0) })
    }()

    /// Returns the descriptor of a function; `nil` if this provider does not implement it.
    static func of(_ schema: FunctionSchema) -> FunctionDescriptor? {
        all[AWSSchema.implementation(schema.token, schema.extras)]
    }
}

/// One call of a function.
struct FunctionCall: Sendable {
    let schema: FunctionSchema
    let session: AWSSession
    /// The arguments, without marks of secrets.
    let arguments: PropertyMap

    /// The region to look in.
    ///
    /// - Throws: ``MissingRegion`` if neither the arguments nor the provider name one.
    func region() throws -> String {
        guard let region = arguments["region"]?.string ?? session.region else { throw MissingRegion() }
        return region
    }

    /// The pages of a call's answer as one.
    func list(_ operation: String, _ input: JSON.Object) async throws -> JSON {
        try await session.caller.sendPages(operation, input, region: arguments["region"]?.string)
    }

    /// A call's answer.
    func call(_ operation: String, _ input: JSON.Object) async throws -> JSON {
        try await session.caller.send(operation, input, region: arguments["region"]?.string)
    }

    /// EC2's filters: those of `filters` as they are, and those that stand for other arguments.
    var filters: JSON.Object {
        var filters: [JSON] = []
        func add(_ name: String, _ values: [String]) {
            filters.append(["Name": .string(name), "Values": JSON.Object.texts(values)])
        }
        for (argument, name) in schema.filters.sorted(by: { $0.key < $1.key }) {
            switch arguments[argument] {
            case .string(let text)?: add(name, [text])
            case .bool(let flag)?: add(name, [flag ? "true" : "false"])
            case .map(let tags)?:
                for tag in tags.withoutDefaults { add("tag:\(tag.key)", [tag.value.string ?? ""]) }
            default: break
            }
        }
        for filter in arguments["filters"]?.list ?? [] {
            add(filter.map?["name"]?.string ?? "", (filter.map?["values"]?.list ?? []).compactMap(\.string))
        }
        return filters.isEmpty ? [:] : ["Filters": .array(filters)]
    }

    /// The one element of a list.
    ///
    /// - Parameters:
    ///   - list: The matching elements.
    ///   - kind: Their kind, as people write it.
    ///   - remedy: What to do if there are several.
    /// - Returns: The element.
    /// - Throws: ``NotOne`` if there is none, or more than one.
    func theOne<Element>(_ list: [Element], _ kind: String, remedy: String = NotOne.remedy) throws -> Element {
        guard list.count == 1 else {
            throw NotOne(kind: kind, count: list.count, function: schema.token, remedy: remedy)
        }
        return list[0]
    }
}

/// A function that must find exactly one thing found another number.
struct NotOne: Error, CustomStringConvertible {
    let kind: String
    let count: Int
    let function: String
    /// The remedy if there are several.
    var remedy = Self.remedy

    /// The usual remedy.
    static let remedy = "narrow the search, by id or filters"

    var description: String {
        count == 0
            ? "\(function) found no matching \(kind): check the arguments, the region and the account."
            : "\(function) found \(count) matching \(kind)s and must find one: \(remedy)."
    }
}

/// No region is configured where one is needed.
struct MissingRegion: Error, CustomStringConvertible {
    static let explanation = """
        No AWS region is configured. Set one with `awsx config set aws:region us-west-2`, with the environment \
        variable AWS_REGION, or in the profile's section of ~/.aws/config.
        """

    var description: String { Self.explanation }
}
