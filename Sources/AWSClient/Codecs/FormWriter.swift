import JSON

/// Writes an input as `application/x-www-form-urlencoded` fields, as query and EC2's dialect flatten it.
struct FormWriter {
    private(set) var bytes: [UInt8] = []
    private let shapes: [Shape]
    private let dialect: QueryCodec.Dialect

    init(model: OperationModel, dialect: QueryCodec.Dialect) {
        shapes = model.shapes
        self.dialect = dialect
    }

    /// Appends one field.
    mutating func append(_ name: String, _ value: String) {
        if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
        PercentEncoding.append(name, to: &bytes)
        bytes.append(UInt8(ascii: "="))
        PercentEncoding.append(value, to: &bytes)
    }

    /// Appends the fields of a value below a prefix.
    mutating func append(_ prefix: String, _ value: JSON, _ index: Int, format: TimestampFormat? = nil) {
        let shape = shapes[index]
        switch (shape.kind, value) {
        case (.structure(let members), .object(let object)):
            for member in members {
                guard let value = object[member.name] else { continue }
                append(path(prefix, member), value, member)
            }
        case (.list(let member), .array(let items)):
            append(list: items, prefix, member, isFlattened: shape.isFlattened)
        case (.map(let key, let member), .object(let object)):
            append(map: object, prefix, key, member, isFlattened: shape.isFlattened)
        case (.timestamp, _):
            append(prefix, (format ?? shape.timestampFormat ?? .iso8601).encode(value).formText)
        default:
            append(prefix, value.formText)
        }
    }

    private mutating func append(_ prefix: String, _ value: JSON, _ member: Member) {
        if member.isFlattened, case .list(let item) = shapes[member.shape].kind, case .array(let items) = value {
            append(list: items, prefix, item, isFlattened: true)
        } else if member.isFlattened, case .map(let key, let item) = shapes[member.shape].kind,
            case .object(let object) = value
        {
            append(map: object, prefix, key, item, isFlattened: true)
        } else {
            append(prefix, value, member.shape, format: member.timestampFormat)
        }
    }

    private mutating func append(list: [JSON], _ prefix: String, _ member: Member, isFlattened: Bool) {
        if dialect == .ec2 {
            for (index, item) in list.enumerated() { append("\(prefix).\(index + 1)", item, member.shape) }
            return
        }
        // Query writes an empty list as an empty field, which says "none" where absence says "as before".
        if list.isEmpty { return append(prefix, "") }
        let base = isFlattened ? flattened(prefix, member.locationName) : "\(prefix).\(member.locationName ?? "member")"
        for (index, item) in list.enumerated() { append("\(base).\(index + 1)", item, member.shape) }
    }

    private mutating func append(
        map: JSON.Object,
        _ prefix: String,
        _ key: Member,
        _ value: Member,
        isFlattened: Bool
    ) {
        let base = isFlattened ? prefix : "\(prefix).entry"
        for (index, element) in map.enumerated() {
            append("\(base).\(index + 1).\(key.locationName ?? "key")", element.key)
            append("\(base).\(index + 1).\(value.locationName ?? "value")", element.value, value.shape)
        }
    }

    /// A flattened list whose items have a name stands under that name instead of the member's.
    private func flattened(_ prefix: String, _ itemName: String?) -> String {
        guard let itemName else { return prefix }
        guard let dot = prefix.lastIndex(of: ".") else { return itemName }
        return "\(prefix[...dot])\(itemName)"
    }

    private func path(_ prefix: String, _ member: Member) -> String {
        let name = dialect == .ec2 ? member.ec2Name : member.wireName
        return prefix.isEmpty ? name : "\(prefix).\(name)"
    }
}

extension Member {
    /// EC2's own query name, else the wire name with a capital.
    fileprivate var ec2Name: String {
        if let queryName { return queryName }
        guard let locationName, let first = locationName.first else { return name }
        return first.uppercased() + locationName.dropFirst()
    }
}

extension JSON {
    /// A scalar as a form field or a query parameter has it.
    var formText: String {
        switch self {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let flag): flag ? "true" : "false"
        default: text()
        }
    }
}
