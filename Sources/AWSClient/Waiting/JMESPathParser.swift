import JSON

/// Turns words into a tree, by precedence.
struct JMESPathParser {
    private let tokens: [JMESPathToken]
    private let text: String
    private var position = 0
    private var depth = 0

    /// How tightly what follows an expression binds to it.
    private static let power: [String: Int] = [
        "|": 1, "||": 2, "&&": 3, "==": 5, "!=": 5, "<": 5, "<=": 5, ">": 5, ">=": 5, "[]": 9, "[?": 21, ".": 40,
        "[": 55,
    ]

    init(tokens: [JMESPathToken], text: String) {
        self.tokens = tokens
        self.text = text
    }

    /// The tree of the whole text.
    mutating func whole() throws(JMESPathError) -> JMESPathNode {
        let node = try expression(0)
        guard tokens[position] == .end else { throw unexpected(tokens[position]) }
        return node
    }

    private mutating func expression(_ limit: Int) throws(JMESPathError) -> JMESPathNode {
        depth += 1
        defer { depth -= 1 }
        guard depth < 100 else { throw JMESPathError(reason: "'\(text)' is nested too deeply") }
        var left = try prefix()
        while case .mark(let mark) = tokens[position], let power = Self.power[mark], power > limit {
            position += 1
            left = try infix(mark, power, left)
        }
        return left
    }

    private mutating func prefix() throws(JMESPathError) -> JMESPathNode {
        let token = tokens[position]
        if token != .end { position += 1 }
        switch token {
        case .name(let name):
            if tokens[position] == .mark("(") { return try function(name) }
            return .member(.current, name)
        case .literal(let value): return .literal(value)
        case .mark("@"): return .current
        case .mark("!"): return .not(try expression(45))
        case .mark("*"): return .project(.values(.current), try projected(20))
        case .mark("[]"): return .project(.flatten(.current), try projected(9))
        case .mark("[?"): return try filter(.current)
        case .mark("["): return try bracket(.current)
        case .mark("("):
            let inner = try expression(0)
            try expect(")")
            return inner
        default: throw unexpected(token)
        }
    }

    private mutating func infix(
        _ mark: String,
        _ power: Int,
        _ left: JMESPathNode
    ) throws(JMESPathError) -> JMESPathNode {
        switch mark {
        case ".":
            if tokens[position] == .mark("*") {
                position += 1
                return .project(.values(left), try projected(20))
            }
            guard case .name(let name) = tokens[position] else { throw unexpected(tokens[position]) }
            position += 1
            return .member(left, name)
        case "[]": return .project(.flatten(left), try projected(9))
        case "[?": return try filter(left)
        case "[": return try bracket(left)
        case "|": return .pipe(left, try expression(power))
        case "||": return .or(left, try expression(power))
        case "&&": return .and(left, try expression(power))
        default: return .compare(mark, left, try expression(power))
        }
    }

    /// What is done with each item of a projection: all that binds more tightly than the projection itself.
    private mutating func projected(_ power: Int) throws(JMESPathError) -> JMESPathNode {
        var node = JMESPathNode.current
        while case .mark(let mark) = tokens[position], let next = Self.power[mark], next > max(power, 8) {
            // A further `[]` flattens what the projection gave, not each item.
            if mark == "[]" { break }
            position += 1
            node = try infix(mark, next, node)
        }
        return node
    }

    private mutating func filter(_ left: JMESPathNode) throws(JMESPathError) -> JMESPathNode {
        let condition = try expression(0)
        try expect("]")
        return .project(.filter(left, condition), try projected(9))
    }

    private mutating func bracket(_ left: JMESPathNode) throws(JMESPathError) -> JMESPathNode {
        let token = tokens[position]
        position += 1
        switch token {
        case .number(let index):
            try expect("]")
            return .index(left, index)
        case .mark("*"):
            try expect("]")
            return .project(left, try projected(20))
        default: throw unexpected(token)
        }
    }

    private mutating func function(_ name: String) throws(JMESPathError) -> JMESPathNode {
        try expect("(")
        var arguments: [JMESPathNode] = []
        while tokens[position] != .mark(")") {
            if !arguments.isEmpty { try expect(",") }
            arguments.append(try expression(0))
        }
        try expect(")")
        let count = ["length": 1, "contains": 2, "keys": 1, "values": 1][name]
        guard count == arguments.count else {
            throw JMESPathError(reason: "the function \(name) with \(arguments.count) arguments is not supported")
        }
        return .call(name, arguments)
    }

    private mutating func expect(_ mark: String) throws(JMESPathError) {
        guard tokens[position] == .mark(mark) else { throw unexpected(tokens[position]) }
        position += 1
    }

    private func unexpected(_ token: JMESPathToken) -> JMESPathError {
        let found =
            switch token {
            case .end: "the end"
            case .mark(let text), .name(let text): "'\(text)'"
            case .number(let number): "\(number)"
            case .literal(let value): "\(value)"
            }
        return JMESPathError(reason: "\(found) is not expected in '\(text)'")
    }
}
