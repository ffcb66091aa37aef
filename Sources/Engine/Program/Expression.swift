/// An expression of a program, with its position.
struct Expression: Sendable {
    /// The kind of an expression.
    indirect enum Kind: Sendable {
        case null
        case bool(Bool)
        case number(Double)
        case string(String)
        /// Text with references: `text ${a.b} text`.
        case interpolation([InterpolationParser.Part])
        /// A single reference `${a.b}`, which keeps the type of its target.
        case symbol(PropertyAccess)
        case list([Expression])
        case object([Entry])
        /// A call of a built-in function.
        case call(BuiltinFunction, [Expression])
        case invoke(Invocation)
        /// An archive of assets and archives by path.
        case assetArchive([Entry])
    }

    /// An entry of an object.
    struct Entry: Sendable {
        var key: Expression
        var value: Expression
    }

    /// A call of a provider's function.
    struct Invocation: Sendable {
        /// The function's token as written, such as `aws:ec2:getVpc`.
        var token: String
        var arguments: Expression?
        /// The only property of the result to return; `nil` for all.
        var returned: Name?
        var options = InvocationOptions()
    }

    /// The options of a call.
    struct InvocationOptions: Sendable {
        var parent: Expression?
        var provider: Expression?
        var dependsOn: Expression?
        var version: Name?
        var pluginDownloadURL: Name?
    }

    var kind: Kind
    var range: TextRange
}

/// A name or other plain text of a program, with its position.
struct Name: Hashable, Sendable {
    var text: String
    var range: TextRange
}

extension Expression {
    /// The value of a text without references; `nil` for another expression.
    var literal: String? {
        if case .string(let text) = kind { text } else { nil }
    }

    /// Visits the references in this expression in order, each with the position of its text.
    func references(_ visit: (PropertyAccess, TextRange) -> Void) {
        switch kind {
        case .null, .bool, .number, .string: break
        case .interpolation(let parts):
            for part in parts {
                if let access = part.access { visit(access, range) }
            }
        case .symbol(let access): visit(access, range)
        case .list(let elements), .call(_, let elements):
            for element in elements { element.references(visit) }
        case .object(let entries), .assetArchive(let entries):
            for entry in entries {
                entry.key.references(visit)
                entry.value.references(visit)
            }
        case .invoke(let invocation):
            invocation.arguments?.references(visit)
            invocation.options.parent?.references(visit)
            invocation.options.provider?.references(visit)
            invocation.options.dependsOn?.references(visit)
        }
    }

    /// Indicates that the evaluation calls a provider, or the engine.
    var isRemote: Bool {
        switch kind {
        case .invoke, .call(.stackReference, _): true
        case .list(let elements), .call(_, let elements): elements.contains(where: \.isRemote)
        case .object(let entries), .assetArchive(let entries): entries.contains { $0.key.isRemote || $0.value.isRemote }
        case .null, .bool, .number, .string, .interpolation, .symbol: false
        }
    }

    /// Visits the calls of providers' functions in this expression, outermost first.
    func invocations(_ visit: (Invocation, TextRange) -> Void) {
        switch kind {
        case .list(let elements), .call(_, let elements):
            for element in elements { element.invocations(visit) }
        case .object(let entries), .assetArchive(let entries):
            for entry in entries {
                entry.key.invocations(visit)
                entry.value.invocations(visit)
            }
        case .invoke(let invocation):
            visit(invocation, range)
            invocation.arguments?.invocations(visit)
        case .null, .bool, .number, .string, .interpolation, .symbol: break
        }
    }
}
