/// An expression of a program, with its place.
struct Expression: Sendable {
    /// What an expression is.
    indirect enum Kind: Sendable {
        case null
        case bool(Bool)
        case number(Double)
        case string(String)
        /// `text ${a.b} text`
        case interpolation([InterpolationParser.Part])
        /// `${a.b}` and nothing around it: keeps the type of what it names.
        case symbol(PropertyAccess)
        case list([Expression])
        case object([Entry])
        /// A function of the language and its arguments.
        case call(BuiltinFunction, [Expression])
        case invoke(Invocation)
        /// An archive of assets and archives by their path.
        case assetArchive([Entry])
    }

    /// A pair of an object.
    struct Entry: Sendable {
        var key: Expression
        var value: Expression
    }

    /// A call of a provider's function.
    struct Invocation: Sendable {
        /// The function's token as written, such as `aws:ec2:getVpc`.
        var token: String
        var arguments: Expression?
        /// The one property of the result that is asked for.
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

/// A name or other plain text of a program, with its place.
struct Name: Hashable, Sendable {
    var text: String
    var range: TextRange
}

extension Expression {
    /// The text, if the expression is plain text.
    var literal: String? {
        if case .string(let text) = kind { text } else { nil }
    }

    /// The references in this expression, in the order of the text, each with the place of the text that holds it.
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

    /// Whether the evaluation asks a provider, or the engine for another stack.
    var asks: Bool {
        switch kind {
        case .invoke, .call(.stackReference, _): true
        case .list(let elements), .call(_, let elements): elements.contains(where: \.asks)
        case .object(let entries), .assetArchive(let entries): entries.contains { $0.key.asks || $0.value.asks }
        case .null, .bool, .number, .string, .interpolation, .symbol: false
        }
    }

    /// The calls of providers' functions in this expression, outermost first.
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
