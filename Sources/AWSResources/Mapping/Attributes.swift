import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

/// The attributes of a load balancer, a target group or a queue: texts by key in AWS, separate properties here.
struct Attributes {
    let schema: ResourceSchema
    /// The attributes that the schema lists.
    let keys: [AWSFacts.AttributeKey]
    /// The type of load balancer or of targets: other kinds do not know every attribute, unless it is of none.
    let kind: String

    /// The attributes that apply to the kind.
    private var applicable: [AWSFacts.AttributeKey] {
        keys.filter { $0.kinds.isEmpty || $0.kinds.contains(kind) }
    }

    /// The attributes of those inputs.
    func encode(_ inputs: PropertyMap) -> [(key: String, value: String)] {
        applicable.compactMap { attribute in
            guard let value = value(of: attribute, in: inputs), !value.isEmpty else { return nil }
            return (attribute.key, value)
        }
    }

    /// Returns the attributes of changed properties whose value in the inputs differs from that in the old ones.
    func changed(of resource: ResourceOperation) -> [(key: String, value: String)] {
        applicable.filter { resource.hasChanged(String($0.property)) }.compactMap { attribute in
            let wanted = value(of: attribute, in: resource.inputs)
            guard let wanted, wanted != value(of: attribute, in: resource.oldInputs) else { return nil }
            return (attribute.key, wanted)
        }
    }

    /// The properties that AWS's attributes tell of, a list of keys and values or an object, into the outputs.
    func decode(_ attributes: JSON?, into outputs: inout PropertyMap) {
        var values: [String: String] = [:]
        for pair in attributes?.array ?? [] {
            if let key = pair["Key"]?.string, let value = pair["Value"]?.string { values[key] = value }
        }
        for member in attributes?.object ?? [:] { values[member.key] = member.value.string }
        for attribute in applicable {
            guard let text = values[attribute.key], isMet(attribute, values) else { continue }
            store(text, at: attribute.path, &outputs)
        }
    }

    /// The differences that are none: an attribute that the kind does not know is not sent.
    ///
    /// - Parameters:
    ///   - properties: The properties that are attributes.
    ///   - kind: Returns the kind of load balancer or of targets that inputs ask for.
    /// - Returns: The conditions by property.
    static func differencesToIgnore(_ properties: Set<String>, kind: @escaping @Sendable (PropertyMap) -> String)
        -> [String: DiffRules.Condition]
    {
        properties.reduce(into: [:]) { conditions, name in
            conditions[name] = { values in
                let keys = AWSFacts(values.schema.extras).attributes.filter { $0.property == name }
                return !keys.isEmpty && !keys.contains { $0.kinds.contains(kind(values.newInputs)) }
            }
        }
    }

    // MARK: Paths

    /// The path's steps, without list indices and the condition.
    private func steps(_ path: String) -> [String] {
        path.prefix { $0 != "(" }.split(separator: ".").map { String($0.prefix { $0 != "[" }) }
    }

    private func isList(_ path: String) -> Bool { path.contains("[0]") }

    /// The condition of a path such as `stickiness.cookieDuration(type=lb_cookie)`: a sibling and its value.
    private func condition(_ path: String) -> (name: String, value: String)? {
        guard let open = path.firstIndex(of: "(") else { return nil }
        let parts = path[path.index(after: open)...].dropLast().split(separator: "=")
        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }

    private func isMet(_ attribute: AWSFacts.AttributeKey, _ values: [String: String]) -> Bool {
        guard let condition = condition(attribute.path), let object = steps(attribute.path).first else { return true }
        let sibling = keys.first { $0.path == "\(object).\(condition.name)" }
        return sibling.map { values[$0.key] == condition.value } ?? true
    }

    private func value(of attribute: AWSFacts.AttributeKey, in inputs: PropertyMap) -> String? {
        let steps = steps(attribute.path)
        var map = inputs
        for step in steps.dropLast() {
            let value = map[step]
            guard let inner = value?.map ?? value?.list?.first?.map else { return nil }
            map = inner
        }
        if let condition = condition(attribute.path), map[condition.name]?.string != condition.value { return nil }
        return steps.last.flatMap { map[$0] }.flatMap(Self.text)
    }

    private static func text(_ value: PropertyValue) -> String? {
        switch value {
        case .string(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .number(let number): JSON.Number(number).text
        default: nil
        }
    }

    private func store(_ text: String, at path: String, _ outputs: inout PropertyMap) {
        let steps = steps(path)
        guard let top = steps.first, let property = schema.outputs[top] else { return }
        if steps.count == 1 {
            outputs[top] = Self.value(text, property.type)
            return
        }
        let object = outputs[top]?.map ?? outputs[top]?.list?.first?.map ?? [:]
        guard let schema = AWSSchema.shared.object(of: property.type) else { return }
        let stored = PropertyValue.map(stored(text, Array(steps.dropFirst()), object, schema))
        outputs[top] = isList(path) ? [stored] : stored
    }

    private func stored(_ text: String, _ steps: [String], _ object: PropertyMap, _ schema: ObjectSchema) -> PropertyMap
    {
        var object = object
        guard let step = steps.first, let property = schema[step] else { return object }
        if steps.count == 1 {
            object[step] = Self.value(text, property.type)
        } else if let inner = AWSSchema.shared.object(of: property.type) {
            object[step] = .map(stored(text, Array(steps.dropFirst()), object[step]?.map ?? [:], inner))
        }
        return object
    }

    private static func value(_ text: String, _ type: PropertyType) -> PropertyValue {
        switch type {
        case .boolean: .bool(text == "true")
        case .integer, .number: Double(text).map(PropertyValue.number) ?? .string(text)
        default: .string(text)
        }
    }
}
