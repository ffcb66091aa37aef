import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

/// The names of a resource's properties in AWS's API, both ways.
///
/// Most are called the same, but for the case of the first letter; what differs is listed by the property's path
/// without indices (`loadBalancers.elbName`).
struct MemberMapping: Sendable {
    /// The case of the first letter of a member's name.
    enum Style: Sendable {
        /// `taskDefinition`, as ECS and CloudWatch Logs write it.
        case lowerCamel
        /// `VpcId`, as the other services do.
        case upperCamel
    }

    /// The texts that AWS has for a truth value.
    struct Switch: Sendable {
        let on: String
        let off: String

        /// `Enabled` and `Disabled`.
        static let enabled = Switch(on: "Enabled", off: "Disabled")
    }

    let style: Style
    /// Members that are called otherwise, by property path.
    ///
    /// A member within others has their names too, such as `Transitions[0].StorageClass`; `$` is the whole answer.
    var names: [String: String] = [:]
    /// Members that calls name otherwise than answers, by property path.
    var sent: [String: String] = [:]
    /// Paths of properties that are text in the schema and numbers in AWS.
    var numbers: Set<String> = []
    /// Paths of lists in the schema that are one object in AWS.
    var singles: Set<String> = []
    /// Paths of JSON text in the schema that is an object in AWS.
    var documents: Set<String> = []
    /// Paths of maps in the schema that are lists of key and value in AWS.
    var pairs: Set<String> = []
    /// Paths of truth values in the schema that are text in AWS.
    var switches: [String: Switch] = [:]
    /// Paths of lists of texts in the schema that are lists of objects in AWS, with the member that holds the text.
    var elements: [String: String] = [:]
    /// Paths of truth values that are text in the schema, where empty text says nothing.
    var flags: Set<String> = []
    /// Paths of lists of texts in the schema that are one text in AWS, with commas in between.
    var joined: Set<String> = []

    /// The name in calls of a property's member.
    func sentMember(_ path: String) -> String { sent[path] ?? member(path) }

    /// The name of a property's member.
    func member(_ path: String) -> String {
        if let name = names[path] { return name }
        let name = path.split(separator: ".").last.map(String.init) ?? path
        guard style == .upperCamel, let first = name.first else { return name }
        return first.uppercased() + name.dropFirst()
    }

    /// The equality of texts that are numbers in AWS: `0.0` is `0`.
    var differences: DiffRules {
        let numeric = DiffRules.texts { old, new, _ in
            old == new || Double(old).map { $0 == Double(new) } ?? false
        }
        return DiffRules(equality: numbers.reduce(into: [:]) { $0[$1] = numeric })
    }

    // MARK: To AWS

    /// The members for some properties of an object; nulls, and what the inputs lack, are left out.
    func encode(_ properties: PropertyMap, _ schema: ObjectSchema, only names: [String]? = nil, at path: String = "")
        -> JSON.Object
    {
        var object = JSON.object([:])
        for name in names ?? schema.names {
            guard let property = schema[name], let value = properties[name]?.plain, !value.isNull else { continue }
            let place = path.isEmpty ? name : "\(path).\(name)"
            if let json = encode(value, property.type, at: place) {
                object = object.setting(json, at: sentMember(place))
            }
        }
        return object.object ?? [:]
    }

    private func encode(_ value: PropertyValue, _ type: PropertyType, at path: String) -> JSON? {
        switch (value, type) {
        case (.list(let elements), .array(let element)) where singles.contains(path):
            elements.first.flatMap { encode($0, element, at: path) }
        case (.list(let texts), .array) where elements[path] != nil:
            .array(texts.map { [elements[path] ?? "": $0.plainJSON ?? .null] })
        case (.list(let texts), .array) where joined.contains(path):
            .string(texts.compactMap(\.string).joined(separator: ","))
        case (.list(let elements), .array(let element)):
            .array(elements.compactMap { encode($0, element, at: path) })
        case (.map(let map), .map) where pairs.contains(path):
            .array(map.withoutDefaults.map { pair($0.key, $0.value) })
        case (.string(let text), _) where documents.contains(path):
            (try? JSON(parsing: text)) ?? .string(text)
        case (.map(let map), .type):
            AWSSchema.shared.package.object(type).map { .object(encode(map, $0, at: path)) } ?? value.plainJSON
        case (.bool(let flag), _) where switches[path] != nil:
            switches[path].map { .string(flag ? $0.on : $0.off) }
        case (.string(""), _) where numbers.contains(path): nil
        case (.string(let text), _) where flags.contains(path):
            text.isEmpty ? nil : .bool(["1", "t", "true"].contains(text.lowercased()))
        case (.string(let text), _) where numbers.contains(path):
            Double(text).map { .number(JSON.Number($0)) } ?? .string(text)
        default:
            value.plainJSON
        }
    }

    private func pair(_ key: String, _ value: PropertyValue) -> JSON {
        [member("key"): .string(key), member("value"): value.plainJSON ?? .null]
    }

    // MARK: From AWS

    /// The properties that an object of AWS's tells of; what it does not mention is absent.
    func decode(_ object: JSON, _ schema: ObjectSchema, at path: String = "") -> PropertyMap {
        var properties = PropertyMap()
        for property in schema.properties {
            let name = property.name
            let place = path.isEmpty ? name : "\(path).\(name)"
            let member = member(place)
            guard let json = member == "$" ? object : object.at(member), !json.isNull else { continue }
            properties[name] = decode(json, property.type, at: place)
        }
        return properties
    }

    private func decode(_ json: JSON, _ type: PropertyType, at path: String) -> PropertyValue {
        switch (json, type) {
        case (.object, .array(let element)) where singles.contains(path):
            [decode(json, element, at: path)]
        case (.array(let elements), .map) where pairs.contains(path):
            .map(
                PropertyMap(
                    elements.map { element in
                        let value = element[member("value")].map(PropertyValue.init(plain:)) ?? ""
                        return (element[member("key")]?.string ?? "", value)
                    }
                )
            )
        case (.object, .string) where documents.contains(path), (.array, .string) where documents.contains(path):
            .string(json.text(.sortedKeys))
        case (.array(let objects), .array) where elements[path] != nil:
            .list(objects.compactMap { $0[elements[path] ?? ""].map(PropertyValue.init(plain:)) })
        case (.array(let elements), .array(let element)):
            .list(elements.map { decode($0, element, at: path) })
        case (.string(let text), .array) where joined.contains(path):
            .list(text.split(separator: ",").map { .string(String($0)) })
        case (.object, .type):
            AWSSchema.shared.package.object(type).map { .map(decode(json, $0, at: path)) } ?? PropertyValue(plain: json)
        case (.number(let number), .string):
            .string(number.text)
        case (.bool(let flag), .string):
            .string(flag ? "true" : "false")
        case (.string(let text), .integer), (.string(let text), .number):
            Double(text).map(PropertyValue.number) ?? .string(text)
        case (.string(let text), .boolean):
            .bool(text == (switches[path]?.on ?? "true"))
        default:
            PropertyValue(plain: json)
        }
    }
}
