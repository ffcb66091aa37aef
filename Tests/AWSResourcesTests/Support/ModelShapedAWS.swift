import JSON
import Synchronization

@testable import AWSClient
@testable import AWSResources

/// Answers calls as AWS's models shape them, for one object that calls make, change and delete.
///
/// An answer has every member of its shape: what the calls said of it, the states at which waits end, and for the rest
/// a value that is made of the member's name, so that an id is the same wherever it is told.
final class ModelShapedAWS: Sendable {
    private enum Existence {
        case notYet
        case present(CloudObject)
        case gone
    }

    /// The operations that show other objects, which are there all the time.
    private static let others: Set = ["ec2.DescribeImages", "ec2.DescribeLaunchTemplateVersions"]

    private let facts: FactsFile
    private let existence = Mutex(Existence.notYet)

    init(_ facts: FactsFile) { self.facts = facts }

    /// Answers a call.
    ///
    /// Before the create nothing is there; after the delete AWS says so, if it has a code for that.
    func answer(_ operation: String, _ input: JSON.Object) throws -> JSON {
        let model = try ModelStore.shared.model(AWSOperation(operation))
        let object: CloudObject? = existence.withLock { existence in
            switch existence {
            case _ where facts.isAboutAnother(operation): return .another
            case .notYet where Self.others.contains(operation): return CloudObject()
            case .notYet where !facts.makes(operation): return nil
            case .gone: return nil
            case .notYet: existence = .present(CloudObject())
            case .present: break
            }
            guard case .present(var object) = existence else { return nil }
            if !model.isReadOnly { object.apply(operation, input) }
            existence = facts.isDelete(operation, input) ? .gone : .present(object)
            return object
        }
        guard let object else {
            if case .gone = existence.withLock({ $0 }), let code = facts.notFoundCode,
                operation != "sts.GetCallerIdentity"
            {
                throw AWSFailure(code: code, message: "it is gone")
            }
            return [:]
        }
        let answer = ModelShapedAnswer(model: model, states: facts.finalStates, object: object)
        return model.output.map { answer.value($0, "", "", 0) } ?? [:]
    }
}

/// Makes an answer with every member of a shape.
private struct ModelShapedAnswer {
    let model: OperationModel
    /// The states that the object has, by operation and place.
    let states: [String: String]
    let object: CloudObject

    /// Lists that are empty unless a call has filled them: failures, and things that other objects do.
    private static let empty: Set<String> = [
        "failures", "AttachedPolicies", "Attachments", "Attributes", "FailedEntries", "InstanceProfiles",
        "IpPermissions",
        "IpPermissionsEgress", "NatGatewayAddresses", "NetworkInterfaces", "PolicyNames", "PropagatingVgws", "Routes",
        "Unsuccessful", "events",
    ]

    /// Lists that show another list of the object, each element as one member of an object.
    private static let views: [String: (list: String, member: String)] = [
        "Groups": ("SecurityGroupIds", "GroupId")
    ]

    /// Members that answers show at another name than calls.
    private static let names = [
        "EnableResourceNameDnsARecord": "EnableResourceNameDnsARecordOnLaunch",
        "EnableResourceNameDnsAAAARecord": "EnableResourceNameDnsAAAARecordOnLaunch",
        "HostnameType": "PrivateDnsHostnameTypeOnLaunch",
        "LoadBalancerName": "Name", "NetworkBorderGroup": "Ipv6CidrBlockNetworkBorderGroup", "TargetGroupName": "Name",
    ]

    func value(_ index: Int, _ name: String, _ path: String, _ depth: Int) -> JSON {
        let shape = model.shapes[index]
        if let state = states["\(model.operation) \(path)"] { return .string(state) }
        if let known = known(name, shape) { return known }
        switch shape.kind {
        case .structure(let members):
            // A recursive shape is not filled for ever.
            guard depth < 10 else { return [:] }
            let values = members.map { member in
                let inner = path.isEmpty ? member.name : "\(path).\(member.name)"
                return (member.name, value(member.shape, member.name, inner, depth + 1))
            }
            return .object(JSON.Object(values.filter { !$0.1.isNull }))
        case .list(let member):
            return Self.empty.contains(name) ? [] : [value(member.shape, "", path, depth + 1)]
        case .map(_, let member): return ["key": value(member.shape, "", path, depth + 1)]
        case .string: return .string(text(name))
        case .integer: return 7
        case .float: return 1.5
        case .boolean: return true
        case .blob: return "YWJj"
        case .timestamp: return "2024-05-06T07:08:09Z"
        case .document: return ["approve": true]
        }
    }

    private func text(_ name: String) -> String {
        name.lowercased().hasSuffix("arn") ? "arn:aws:any:us-west-2:123456789012:kind/\(name)" : "\(name)-1"
    }

    // MARK: The object

    /// The member as calls made it; `nil` if they did not speak of it, or meant another one of that name.
    private func known(_ name: String, _ shape: Shape) -> JSON? {
        let isTags = ["tags", "tagset", "tagslist", "taglist"].contains(name.lowercased())
        if isTags, object["Tags"] == nil { return tags(shape) }
        if let view = Self.views[name], case .list = shape.kind, let list = object[view.list]?.array {
            return .array(list.map { [view.member: $0] })
        }
        guard
            let value = object["\(model.operation).\(name)"] ?? object[name] ?? Self.names[name].flatMap({ object[$0] })
        else { return nil }
        switch (shape.kind, value) {
        case (.list, .array(let elements)) where ["NetworkAcls", "SecurityGroupRules"].contains(name):
            let tags = object.tags.map { tag -> JSON in ["Key": .string(tag.key), "Value": .string(tag.value)] }
            return .array(elements.map { .object(($0.object ?? [:]).merging(["Tags": .array(tags)])) })
        case (_, .null), (.structure, .object), (.list, .array), (.map, .object): return value
        case (.structure, _), (.list, _), (.map, _): return nil
        case (_, .object(let flag)): return flag["Value"]
        case (_, .array): return nil
        default: return value
        }
    }

    private func tags(_ shape: Shape) -> JSON {
        let sorted = object.tags.sorted { $0.key < $1.key }
        guard case .list(let pair) = shape.kind else {
            return .object(JSON.Object(sorted.map { ($0.key, .string($0.value)) }))
        }
        // The key comes first in every service's shape, whatever it is called.
        let names = model.shapes[pair.shape].members.map(\.name)
        return .array(sorted.map { .object([names[0]: .string($0.key), names[1]: .string($0.value)]) })
    }
}
