import JSON

/// A parsed expression.
indirect enum JMESPathNode: Hashable, Sendable {
    case current
    case literal(JSON)
    case member(JMESPathNode, String)
    case index(JMESPathNode, Int)
    /// The values of an object.
    case values(JMESPathNode)
    /// A list with the items of the lists in it.
    case flatten(JMESPathNode)
    case filter(JMESPathNode, JMESPathNode)
    /// The second expression for each item of the first; nulls left out.
    case project(JMESPathNode, JMESPathNode)
    case pipe(JMESPathNode, JMESPathNode)
    case or(JMESPathNode, JMESPathNode)
    case and(JMESPathNode, JMESPathNode)
    case not(JMESPathNode)
    case compare(String, JMESPathNode, JMESPathNode)
    case call(String, [JMESPathNode])

    /// What the expression finds in a value; `null` if nothing.
    func evaluate(_ value: JSON) -> JSON {
        switch self {
        case .current: return value
        case .literal(let literal): return literal
        case .member(let base, let name): return base.evaluate(value)[name] ?? .null
        case .index(let base, let index): return Self.item(base.evaluate(value).array ?? [], index)
        case .values(let base): return base.evaluate(value).object.map { .array($0.map(\.value)) } ?? .null
        case .flatten(let base): return Self.flattened(base.evaluate(value))
        case .filter(let base, let condition):
            guard let items = base.evaluate(value).array else { return .null }
            return .array(items.filter { condition.evaluate($0).isTruthy })
        case .project(let base, let each):
            guard let items = base.evaluate(value).array else { return .null }
            return .array(items.map(each.evaluate).filter { !$0.isNull })
        case .pipe(let left, let right): return right.evaluate(left.evaluate(value))
        case .or(let left, let right):
            let found = left.evaluate(value)
            return found.isTruthy ? found : right.evaluate(value)
        case .and(let left, let right):
            let found = left.evaluate(value)
            return found.isTruthy ? right.evaluate(value) : found
        case .not(let inner): return .bool(!inner.evaluate(value).isTruthy)
        case .compare(let sign, let left, let right):
            return Self.compared(sign, left.evaluate(value), right.evaluate(value))
        case .call(let name, let arguments): return Self.called(name, arguments.map { $0.evaluate(value) })
        }
    }

    private static func item(_ items: [JSON], _ index: Int) -> JSON {
        let position = index < 0 ? items.count + index : index
        return items.indices.contains(position) ? items[position] : .null
    }

    private static func flattened(_ value: JSON) -> JSON {
        guard let items = value.array else { return .null }
        return .array(items.flatMap { $0.array ?? [$0] })
    }

    private static func compared(_ sign: String, _ left: JSON, _ right: JSON) -> JSON {
        if sign == "==" { return .bool(left == right) }
        if sign == "!=" { return .bool(left != right) }
        guard case .number(let first) = left, case .number(let second) = right else { return .null }
        let (a, b) = (first.double, second.double)
        return .bool(sign == "<" ? a < b : sign == "<=" ? a <= b : sign == ">" ? a > b : a >= b)
    }

    private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        text.count >= part.count && (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
    }

    private static func called(_ name: String, _ arguments: [JSON]) -> JSON {
        let first = arguments.first ?? .null
        switch name {
        case "length":
            return (first.array?.count ?? first.object?.count ?? first.string?.count).map { .number($0) } ?? .null
        case "keys": return first.object.map { .array($0.keys.map { .string($0) }) } ?? .null
        case "values": return first.object.map { .array($0.map(\.value)) } ?? .null
        default:
            if let items = first.array { return .bool(items.contains(arguments[1])) }
            guard let text = first.string, let part = arguments[1].string else { return .bool(false) }
            return .bool(Self.contains(Array(text.utf8), Array(part.utf8)))
        }
    }
}

extension JSON {
    /// Whether a condition holds: all but null, false and what is empty.
    var isTruthy: Bool {
        switch self {
        case .null: false
        case .bool(let flag): flag
        case .number: true
        case .string(let text): !text.isEmpty
        case .array(let items): !items.isEmpty
        case .object(let object): !object.isEmpty
        }
    }
}
