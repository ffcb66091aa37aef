import JSON
import PulumiProtocol

/// The options that resources inherit from those above them, as an engine works them out.
struct RegistrationTree {
    /// The names of the options that are compared.
    private static let options = [
        "custom", "remote", "protect", "deleteBeforeReplace", "ignoreChanges", "replaceOnChanges",
        "additionalSecretOutputs", "retainOnDelete", "deletedWith", "importId", "customTimeouts",
    ]

    /// The references of providers that children inherit, by package, by URN.
    private var providers: [String: JSON.Object] = [:]
    /// The former URNs of resources, by URN.
    private(set) var aliases: [String: Set<String>] = [:]

    /// Adds a resource.
    mutating func add(_ urn: String, _ request: JSON.Object) {
        let parent = request["parent"]?.string ?? ""
        providers[urn] = (providers[parent] ?? [:]).merging(request["providers"]?.object ?? [:])
        aliases[urn] = formerURNs(urn, request)
    }

    /// Returns the options of a resource that differ from their defaults, with the provider that it has.
    func options(of request: JSON.Object) -> JSON {
        var found: JSON.Object = [:]
        for name in Self.options {
            guard let value = request[name], !value.isEmpty else { continue }
            found[name] = value
        }
        let package = (request["type"]?.string ?? "").prefix { $0 != ":" }
        let isCustom = request["custom"]?.bool ?? false
        let inherited = isCustom ? providers[request["parent"]?.string ?? ""]?[String(package)] : nil
        if let own = request["provider"], !own.isEmpty {
            found["provider"] = own
        } else {
            found["provider"] = inherited
        }
        return .object(found)
    }

    private func formerURNs(_ urn: String, _ request: JSON.Object) -> Set<String> {
        guard let own = URN(urn) else { return [] }
        let key = RegistrationKey(request)
        let listed = request["aliases"]?.array ?? []
        let urns = (request["aliasURNs"]?.array ?? []) + listed.compactMap { $0["urn"] }
        var found = Set(urns.compactMap(\.string))
        let specs = listed.compactMap { $0["spec"]?.object }
        for spec in specs {
            let parent = spec["noParent"]?.bool == true ? "" : spec["parentUrn"]?.text ?? key.parent
            found.insert(Self.urn(own, spec, parent: parent, name: key.name, type: key.type))
        }
        for former in aliases[key.parent] ?? [] {
            let name = URN.childName(key.name, of: URN.name(in: key.parent), renamed: URN.name(in: former))
            for spec in [[:]] + specs { found.insert(Self.urn(own, spec, parent: former, name: name, type: key.type)) }
        }
        return found
    }

    private static func urn(_ own: URN, _ spec: JSON.Object, parent: String, name: String, type: String) -> String {
        let key = RegistrationKey([
            "type": .string(spec["type"]?.text ?? type), "name": .string(spec["name"]?.text ?? name),
            "parent": .string(parent),
        ])
        return key.urn(stack: spec["stack"]?.text ?? own.stack, project: spec["project"]?.text ?? own.project)
    }
}

extension JSON {
    /// Indicates null, false, zero, and what is empty.
    fileprivate var isEmpty: Bool {
        switch self {
        case .null: true
        case .bool(let flag): !flag
        case .number(let number): number.double == 0
        case .string(let text): text.isEmpty
        case .array(let elements): elements.isEmpty
        case .object(let object): object.isEmpty
        }
    }

    /// The text; `nil` if it is none, or empty.
    fileprivate var text: String? { string.flatMap { $0.isEmpty ? nil : $0 } }
}
