import JSON

/// Writes inputs as XML by their shapes.
struct XMLWriter {
    private let shapes: [Shape]
    private let namespace: String?

    init(_ model: OperationModel, namespace: String?) {
        shapes = model.shapes
        self.namespace = namespace
    }

    /// A document whose root holds a value.
    func document(_ root: String, _ value: JSON, _ shape: Int) -> [UInt8] {
        var out = ""
        let attributes = namespace.map { " xmlns=\"\(Self.escaped($0))\"" } ?? ""
        write(root, attributes, value, shape, to: &out)
        return Array(out.utf8)
    }

    private func write(_ name: String, _ attributes: String, _ value: JSON, _ index: Int, to out: inout String) {
        out += "<\(name)\(attributes)>"
        switch (shapes[index].kind, value) {
        case (.structure(let members), .object(let object)):
            for member in members where member.location == nil && !member.isXMLAttribute {
                if let value = object[member.name] { write(member, value, to: &out) }
            }
        case (.list(let item), .array(let items)):
            for element in items { write(item.locationName ?? "member", "", element, item.shape, to: &out) }
        case (.map(let key, let item), .object(let object)):
            for element in object { writeEntry("entry", element, key, item, to: &out) }
        case (.timestamp, _):
            out += Self.escaped((shapes[index].timestampFormat ?? .iso8601).encode(value).formText)
        default:
            out += Self.escaped(value.formText)
        }
        out += "</\(name)>"
    }

    private func write(_ member: Member, _ value: JSON, to out: inout String) {
        let shape = shapes[member.shape]
        let isFlattened = member.isFlattened || shape.isFlattened
        switch (shape.kind, value) {
        case (.list(let item), .array(let items)) where isFlattened:
            for element in items { write(item.locationName ?? member.wireName, "", element, item.shape, to: &out) }
        case (.map(let key, let item), .object(let object)) where isFlattened:
            for element in object { writeEntry(member.wireName, element, key, item, to: &out) }
        case (.structure(let members), .object(let object)):
            write(member.wireName, attributes(members, object), value, member.shape, to: &out)
        default:
            write(member.wireName, "", value, member.shape, to: &out)
        }
    }

    /// The members that stand as attributes; their prefix, such as `xsi`, is declared as S3 wants it.
    private func attributes(_ members: [Member], _ object: JSON.Object) -> String {
        var out = ""
        for member in members where member.isXMLAttribute {
            guard let value = object[member.name] else { continue }
            if member.wireName.hasPrefix("xsi:") { out += " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"" }
            out += " \(member.wireName)=\"\(Self.escaped(value.formText))\""
        }
        return out
    }

    private func writeEntry(
        _ name: String,
        _ element: JSON.Object.Element,
        _ key: Member,
        _ value: Member,
        to out: inout String
    ) {
        let keyName = key.locationName ?? "key"
        out += "<\(name)><\(keyName)>\(Self.escaped(element.key))</\(keyName)>"
        write(value.locationName ?? "value", "", element.value, value.shape, to: &out)
        out += "</\(name)>"
    }

    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { entities[$0] != nil }) else { return text }
        var out = ""
        for scalar in text.unicodeScalars {
            if scalar.isASCII, let entity = entities[UInt8(scalar.value)] {
                out += entity
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    private static let entities: [UInt8: String] = [
        UInt8(ascii: "&"): "&amp;", UInt8(ascii: "<"): "&lt;", UInt8(ascii: ">"): "&gt;", UInt8(ascii: "\""): "&quot;",
        UInt8(ascii: "\r"): "&#13;", UInt8(ascii: "\n"): "&#10;",
    ]
}
