import CEmbedded
import JSON
import PackageSchema
import ResourceKit
import Synchronization

/// Package `aws` as `schema/aws.json` describes it: embedded in the binary, opened when first asked for.
final class AWSSchema: Sendable {
    /// The one schema of this process.
    static let shared = AWSSchema()

    /// The package's schema.
    let package: PackageSchema
    private let knownFacts = Mutex<[String: AWSFacts]>([:])
    private let knownRules = Mutex<[String: PropertyRules]>([:])

    private init() {
        let schema = try? PackageSchema {
            let file = embedded_aws_schema()
            return UnsafeBufferPointer(start: file.bytes, count: file.count)
        }
        // The file is part of the binary and read by a test: it is well-formed.
        package = schema ?? PackageSchema(named: "aws")
    }

    /// Returns what the schema says of a resource type, by its token (`aws:ecs/cluster:Cluster`); `nil` if it has none.
    func resource(_ token: String) -> ResourceSchema? { package.resource(token) }

    /// Returns the token under which a type or function is implemented, from what its schema adds to the format.
    ///
    /// Upstream has what is about load balancing twice, as `aws:lb/…` and `aws:alb/…`.
    static func implementation(_ token: String, _ extras: JSON) -> String { extras["twinOf"]?.string ?? token }

    /// Returns what the schema says of a resource type that only AWS has.
    func facts(_ resource: ResourceSchema) -> AWSFacts {
        knownFacts.withLock { known in
            if let facts = known[resource.token] { return facts }
            let facts = AWSFacts(resource.extras)
            known[resource.token] = facts
            return facts
        }
    }

    /// Returns the rules on the properties of a resource type or function, read when first asked for.
    func rules(_ token: String, _ extras: JSON) -> PropertyRules {
        knownRules.withLock { known in
            if let rules = known[token] { return rules }
            let rules = PropertyRules(extras)
            known[token] = rules
            return rules
        }
    }

    /// Returns the object type that a type is, or that the elements of a list or map are; `nil` if it is another.
    func object(of type: PropertyType) -> ObjectSchema? {
        switch type {
        case .array(let element), .map(let element): object(of: element)
        default: package.object(type)
        }
    }
}

extension FunctionSchema {
    /// The names of EC2's filters by the argument that each stands for; `tag:{k}` for a map of tags.
    var filters: [String: String] {
        (extras["filters"]?.object ?? [:]).reduce(into: [:]) { $0[$1.key] = $1.value.string ?? "" }
    }
}
