import JSON
public import PackageSchema
public import PulumiProtocol

/// Compares inputs with a schema.
///
/// Only what is known at once is checked: outputs are left to whoever uses their values. Text that spells a number or
/// a boolean counts as one, because programs in YAML write them so.
public struct InputCheck {
    /// The faults for which the inputs cannot be used.
    public private(set) var faults: [CheckFailure] = []
    /// The properties that do not exist, which are likely mistakes and are not used.
    public private(set) var warnings: [CheckFailure] = []

    private let schema: PackageSchema
    private let caseless: Set<String>

    /// Checks inputs.
    ///
    /// - Parameters:
    ///   - inputs: The inputs.
    ///   - expected: The properties that there may be. Missing ones are not complained about.
    ///   - schema: The package whose types the properties have.
    ///   - caseless: The enumerations of the package whose values may be written in any case.
    public init(
        _ inputs: PropertyMap,
        against expected: ObjectSchema,
        of schema: PackageSchema,
        ignoringCaseOf caseless: Set<String> = []
    ) {
        self.schema = schema
        self.caseless = caseless
        check(inputs, expected, at: "")
    }

    private mutating func check(_ properties: PropertyMap, _ expected: ObjectSchema, at path: String) {
        for entry in properties {
            let place = path.isEmpty ? entry.key : "\(path).\(entry.key)"
            guard let property = expected[entry.key] else {
                let suggestion = Spelling.suggestion(for: entry.key, among: expected.names)
                warnings.append(.init(property: place, reason: "there is no such property\(suggestion)"))
                continue
            }
            check(entry.value, property.type, at: place)
        }
    }

    private mutating func check(_ value: PropertyValue, _ type: PropertyType, at path: String) {
        switch value {
        case .null, .unknown, .resource: return
        case .output(let output):
            if let inner = output.value { check(inner, type, at: path) }
            return
        case .secret(let inner): return check(inner, type, at: path)
        default: break
        }
        switch type {
        case .array(let element):
            guard let elements = value.list else { return fault(value, "a list", at: path) }
            for (index, item) in elements.enumerated() {
                check(item, element, at: "\(path)[\(index)]")
            }
        case .map(let element):
            guard let map = value.map else { return fault(value, "an object", at: path) }
            for entry in map {
                check(entry.value, element, at: "\(path)[\"\(entry.key)\"]")
            }
        case .type(let token): checkNamed(value, token, at: path)
        case .union: return
        default:
            if type.converted(value) == nil { fault(value, type.description, at: path) }
        }
    }

    private mutating func checkNamed(_ value: PropertyValue, _ token: String, at path: String) {
        switch schema.type(token) {
        case .object(let object):
            guard let map = value.map else { return fault(value, "an object", at: path) }
            check(map, object, at: path)
        case .enumeration(_, let values):
            let known = values.compactMap(\.string)
            guard let text = value.string, !known.contains(text) else { return }
            if caseless.contains(token), known.contains(where: { $0.lowercased() == text.lowercased() }) { return }
            let suggestion = Spelling.suggestion(for: text, among: known)
            let list = known.joined(separator: ", ")
            faults.append(.init(property: path, reason: "\"\(text)\" is none of \(list)\(suggestion)"))
        case nil:
            return
        }
    }

    private mutating func fault(_ value: PropertyValue, _ expected: String, at path: String) {
        faults.append(.init(property: path, reason: "must be \(expected), not \(value.kind)"))
    }
}
