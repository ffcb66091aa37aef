import JSON

/// Reads outputs from XML by their shapes.
struct XMLShapes {
    private let shapes: [Shape]
    private let isEC2: Bool

    init(_ model: OperationModel, isEC2: Bool = false) {
        shapes = model.shapes
        self.isEC2 = isEC2
    }

    /// The model's form of an element; a structure's unknown children are left out.
    func decode(_ element: XMLElement, _ index: Int) -> JSON {
        switch shapes[index].kind {
        case .structure(let members): .object(structure(element, members))
        case .list(let member): .array(element.children.map { decode($0, member.shape) })
        case .map(let key, let value): .object(map(element.children, key, value))
        default: scalar(element.text, shapes[index].kind)
        }
    }

    private func structure(_ element: XMLElement, _ members: [Member]) -> JSON.Object {
        var out = JSON.Object()
        for member in members where member.location == nil {
            if member.isXMLAttribute {
                out[member.name] = attribute(element, member)
            } else {
                out[member.name] = value(element, member)
            }
        }
        return out
    }

    private func attribute(_ element: XMLElement, _ member: Member) -> JSON? {
        (element.attributes[member.wireName]).map { scalar($0, shapes[member.shape].kind) }
    }

    private func value(_ element: XMLElement, _ member: Member) -> JSON? {
        let shape = shapes[member.shape]
        let isFlattened = member.isFlattened || shape.isFlattened
        switch shape.kind {
        case .list(let item) where isFlattened:
            let name = item.locationName ?? member.wireName
            let items = element.children.filter { $0.name == name }
            return items.isEmpty ? nil : .array(items.map { decode($0, item.shape) })
        case .map(let key, let value) where isFlattened:
            let entries = element.children.filter { $0.name == member.wireName }
            return entries.isEmpty ? nil : .object(map(entries, key, value))
        default:
            return element.child(member.wireName).map { decode($0, member.shape) }
        }
    }

    private func map(_ entries: [XMLElement], _ key: Member, _ value: Member) -> JSON.Object {
        var out = JSON.Object()
        for entry in entries {
            guard let name = entry.child(key.locationName ?? "key")?.text else { continue }
            out[name] = entry.child(value.locationName ?? "value").map { decode($0, value.shape) }
        }
        return out
    }

    /// A scalar's text in the model's form; a text that is no such scalar is kept as a string.
    private func scalar(_ text: String, _ kind: Shape.Kind) -> JSON {
        let trimmed = text.trimmingSpaces
        switch kind {
        case .integer: return Int(trimmed).map { .number(JSON.Number($0)) } ?? .string(text)
        case .float: return Double(trimmed).map { .number(JSON.Number($0)) } ?? .string(text)
        case .boolean: return trimmed == "true" ? .bool(true) : trimmed == "false" ? .bool(false) : .string(text)
        case .timestamp: return Timestamp(parsing: trimmed).map { .string($0.rfc3339) } ?? .string(text)
        default: return .string(text)
        }
    }
}

extension StringProtocol {
    /// The text without white space at its ends.
    var trimmingSpaces: String {
        var view = self[...]
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        while let last = view.last, last.isWhitespace { view.removeLast() }
        return String(view)
    }
}
