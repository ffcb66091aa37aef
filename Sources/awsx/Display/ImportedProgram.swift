import Engine
import JSON
import PackageSchema
import PulumiProtocol

/// The program text for imported resources, to paste into a Pulumi YAML program.
struct ImportedProgram {
    private let states: [ResourceState]

    /// Creates the text for the resources of import requests; `nil` if a snapshot has none of them.
    init?(_ requests: [DeploymentOptions.ImportRequest], in snapshot: Snapshot) {
        let wanted = Set(requests.map { [$0.type, $0.name] })
        states = snapshot.resources.filter { state in
            state.isCustom && !state.isProvider && wanted.contains([state.type, state.name])
        }
        if states.isEmpty { return nil }
    }

    /// The section `resources` of the program.
    var text: String {
        var names: Set<String> = []
        let declarations = states.map { state in
            let isNew = names.insert(state.name).inserted
            let type = TypeToken.withShortModule(state.type)
            let key = isNew ? state.name : "\(state.name)-\(type.split(separator: ":").last ?? "")"
            names.insert(key)
            return declaration(state, key: key, type: type)
        }
        return "resources:\n" + declarations.joined()
    }

    private func declaration(_ state: ResourceState, key: String, type: String) -> String {
        var body: JSON.Object = ["type": .string(type)]
        if key != state.name { body["name"] = .string(state.name) }
        let properties = state.inputs.filter { !$0.key.hasPrefix("__") }.sorted { $0.key < $1.key }
            .map { ($0.key, Self.json($0.value)) }
        if !properties.isEmpty { body["properties"] = .object(JSON.Object(properties)) }
        let options = options(of: state)
        if !options.isEmpty { body["options"] = .object(options) }
        return Self.lines(of: [key: .object(body)], indent: 1)
    }

    private func options(of state: ResourceState) -> JSON.Object {
        var options: JSON.Object = [:]
        if let parent = URN(state.parent), parent.type != URN.stackType {
            options["parent"] = .string("${\(parent.name)}")
        }
        if let provider = ProviderReference(state.provider).flatMap({ URN($0.urn) }),
            provider.name != "default", !provider.name.hasPrefix("default_")
        {
            options["provider"] = .string("${\(provider.name)}")
        }
        if state.isProtected { options["protect"] = true }
        return options
    }

    /// Returns a value as the program writes it; of secrets it says only that they are.
    private static func json(_ value: PropertyValue) -> JSON {
        switch value {
        case .bool(let value): .bool(value)
        case .number(let number):
            number == number.rounded() && abs(number) < 1e15 ? .number(Int(number)) : .number(number)
        case .string(let text): .string(text.replacing("${", with: "$${"))
        case .secret: ["fn::secret": "[secret]"]
        case .list(let elements): .array(elements.map(json))
        case .map(let map): .object(JSON.Object(map.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) }))
        default: .null
        }
    }
}

// MARK: - YAML

extension ImportedProgram {
    /// Returns the lines of a map in block style.
    private static func lines(of map: JSON.Object, indent: Int) -> String {
        let margin = String(repeating: "  ", count: indent)
        return map.map { "\(margin)\(scalar($0.key)):\(rest($0.value, indent: indent + 1))" }.joined()
    }

    /// Returns a value that follows a key or a dash, to the end of its last line.
    private static func rest(_ value: JSON, indent: Int) -> String {
        let margin = String(repeating: "  ", count: indent)
        if let map = value.object, !map.isEmpty { return "\n" + lines(of: map, indent: indent) }
        if let list = value.array, !list.isEmpty {
            return "\n" + list.map { "\(margin)-\(rest($0, indent: indent + 1))" }.joined()
        }
        return " \(value.string.map(scalar) ?? value.text())\n"
    }

    /// Returns text as a plain scalar if that cannot be read as anything else, and in double quotes otherwise.
    private static func scalar(_ text: String) -> String {
        let words: Set = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"]
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "-_./@:".utf8.contains(byte)
            }
        }
        let isText = text.first?.isLetter == true && !text.hasSuffix(":") && !words.contains(text.lowercased())
        return isPlain && isText ? text : JSON.string(text).text()
    }
}
