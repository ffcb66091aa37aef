internal import PackageSchema

extension ProgramParser {
    /// Parses an expression; an error is recorded, with `nil` as the result.
    mutating func expression(_ node: YAMLNode) -> Expression? {
        switch node.content {
        case .scalar(let scalar): return scalarExpression(scalar, at: node.range)
        case .sequence(let elements):
            let parsed = elements.compactMap { expression($0) }
            return parsed.count == elements.count ? Expression(kind: .list(parsed), range: node.range) : nil
        case .mapping(let entries): return objectExpression(entries, at: node.range)
        case .alias:
            refuse("alias nodes are not supported", at: node.range, hint: "write the value out, or make it a variable")
            return nil
        }
    }

    private mutating func scalarExpression(_ scalar: YAMLScalar, at range: TextRange) -> Expression? {
        switch scalar.value {
        case .null: return Expression(kind: .null, range: range)
        case .bool(let value): return Expression(kind: .bool(value), range: range)
        case .integer(let value): return Expression(kind: .number(Double(value)), range: range)
        case .unsigned(let value): return Expression(kind: .number(Double(value)), range: range)
        case .float(let value): return Expression(kind: .number(value), range: range)
        case .string, .timestamp: return textExpression(scalar.text, at: range)
        case .contradiction(let reason):
            refuse(reason, at: range, hint: "remove the tag, or write a value of its type")
            return nil
        }
    }

    private mutating func textExpression(_ text: String, at range: TextRange) -> Expression? {
        do {
            let parts = try InterpolationParser.parts(of: text)
            if parts.isEmpty { return Expression(kind: .string(""), range: range) }
            guard parts.count == 1 else { return Expression(kind: .interpolation(parts), range: range) }
            switch (parts[0].text, parts[0].access) {
            case (let text, nil): return Expression(kind: .string(text), range: range)
            case ("", let access?): return Expression(kind: .symbol(access), range: range)
            default: return Expression(kind: .interpolation(parts), range: range)
            }
        } catch {
            refuse(error.reason, at: range, hint: error.hint)
            return nil
        }
    }

    private mutating func objectExpression(_ entries: [YAMLNode.Entry], at range: TextRange) -> Expression? {
        if entries.count == 1, let name = entries[0].key.string, BuiltinFunction.isPrefix(of: name) {
            if let call = callExpression(entries[0], named: name, at: range) { return call.expression }
        }
        var parsed: [Expression.Entry] = []
        parsed.reserveCapacity(entries.count)
        var isComplete = true
        for entry in entries {
            guard let key = key(entry.key), let keyExpression = textExpression(key.text, at: key.range) else {
                isComplete = false
                _ = expression(entry.value)
                continue
            }
            if entries.count > 1, let literal = keyExpression.literal, let function = BuiltinFunction(named: literal) {
                isComplete = checkStrayFunction(function, key, in: range) && isComplete
            }
            guard let value = expression(entry.value) else {
                isComplete = false
                continue
            }
            parsed.append(Expression.Entry(key: keyExpression, value: value))
        }
        return isComplete ? Expression(kind: .object(parsed), range: range) : nil
    }

    /// Checks a function beside other keys, which is no call: an error for assets, and ignored otherwise, as in Pulumi.
    private mutating func checkStrayFunction(_ function: BuiltinFunction, _ key: Name, in object: TextRange) -> Bool {
        if function.isAssetOfText {
            refuse("\(key.text) must have it's own object", at: object, hint: "remove the keys beside it")
            return false
        }
        warn(
            "\(key.text) is not called, because there are other keys beside it",
            at: key.range,
            hint: "move it into an object of its own"
        )
        return true
    }
}

// MARK: - Functions

extension ProgramParser {
    /// The result of parsing a call.
    private struct Call {
        /// The expression; `nil` if the call is malformed.
        var expression: Expression?
    }

    /// Parses a call, or returns `nil` if there is no such function and the object is plain.
    private mutating func callExpression(_ entry: YAMLNode.Entry, named text: String, at range: TextRange) -> Call? {
        let name = Name(text: text, range: entry.key.range)
        guard let function = BuiltinFunction(named: text) else {
            if isInvocation(text) {
                return Call(expression: shortInvocation(String(text.dropFirst(4)), entry.value, at: range))
            }
            warn("'fn::' is a reserved prefix", at: name.range, hint: nearestFunction(to: text))
            return nil
        }
        checkCase(of: name, expecting: function.rawValue)
        if function == .stackReference {
            warn(
                "'fn::stackReference' is deprecated; please use 'pulumi:pulumi:StackReference' instead",
                at: name.range
            )
        }
        switch function {
        case .invoke: return Call(expression: invocation(entry.value, at: range))
        case .assetArchive: return Call(expression: assetArchive(entry.value, at: range))
        default: return Call(expression: plainCall(function, entry.value, at: range))
        }
    }

    private func nearestFunction(to name: String) -> String? {
        Spelling.hint(for: name, among: BuiltinFunction.allCases.map(\.rawValue))
    }

    /// Returns whether a key such as `fn::aws:ec2:getVpc` names a provider's function.
    private func isInvocation(_ text: String) -> Bool {
        let parts = text.dropFirst(4).split(separator: ":", omittingEmptySubsequences: false)
        return (2...3).contains(parts.count) && parts.allSatisfy { !$0.isEmpty }
    }

    private mutating func plainCall(_ function: BuiltinFunction, _ node: YAMLNode, at range: TextRange) -> Expression? {
        guard let argument = expression(node) else { return nil }
        guard let fault = function.pairFault else {
            return Expression(kind: .call(function, [argument]), range: range)
        }
        guard case .list(let elements) = argument.kind, elements.count == 2 else {
            refuse(fault, at: node.range)
            return nil
        }
        if function == .stackReference, elements[0].literal == nil {
            refuse("the first argument to fn::stackReference must be a string literal", at: node.range)
            return nil
        }
        return Expression(kind: .call(function, elements), range: range)
    }

    private mutating func assetArchive(_ node: YAMLNode, at range: TextRange) -> Expression? {
        guard let argument = expression(node) else { return nil }
        guard case .object(let entries) = argument.kind else {
            refuse("the argument to fn::assetArchive must be an object", at: node.range)
            return nil
        }
        for entry in entries {
            if entry.key.literal == nil {
                refuse("keys in fn::assetArchive arguments must be string literals", at: entry.key.range)
            }
            switch entry.value.kind {
            case .assetArchive: break
            case .call(let function, _) where function.isAsset: break
            default: refuse("value must be an asset or an archive", at: entry.value.range)
            }
        }
        return Expression(kind: .assetArchive(entries), range: range)
    }

    /// Parses `fn::aws:ec2:getVpc: {…}`, the short form of `fn::invoke`.
    private mutating func shortInvocation(_ token: String, _ node: YAMLNode, at range: TextRange) -> Expression? {
        var call = Expression.Invocation(token: token)
        if node.mapping != nil {
            guard let arguments = expression(node) else { return nil }
            call.arguments = arguments
        }
        return Expression(kind: .invoke(call), range: range)
    }

    private mutating func invocation(_ node: YAMLNode, at range: TextRange) -> Expression? {
        guard node.mapping != nil, let entries = entries(node, named: "fn::invoke") else {
            refuse(
                "the argument to fn::invoke must be an object containing 'function', 'arguments', 'options', and 'return'",
                at: node.range
            )
            return nil
        }
        var call = Expression.Invocation(token: "")
        var function: Name?
        let faultsBefore = faultCount
        for (key, value) in entries {
            let field = key.text.lowercased()
            switch field {
            case "function": function = invokedFunction(value)
            case "arguments":
                call.arguments = expression(value)
                if let arguments = call.arguments, !arguments.isObject {
                    refuse("function arguments ('arguments') must be an object", at: value.range)
                }
            case "options": call.options = invocationOptions(value)
            case "return":
                guard let returned = expression(value)?.literal else {
                    refuse("return directive must be a string literal", at: value.range)
                    continue
                }
                call.returned = Name(text: returned, range: value.range)
            default:
                warn("fn::invoke has no '\(key.text)'; it is ignored", at: key.range)
                continue
            }
            checkCase(of: key, expecting: field)
        }
        if !entries.contains(where: { $0.key.text.lowercased() == "function" }) {
            refuse("missing function name ('function')", at: node.range)
        }
        guard let function, faultCount == faultsBefore else { return nil }
        call.token = function.text
        return Expression(kind: .invoke(call), range: range)
    }

    private mutating func invokedFunction(_ node: YAMLNode) -> Name? {
        guard let function = expression(node)?.literal else {
            refuse("function name must be a string literal", at: node.range)
            return nil
        }
        return Name(text: function, range: node.range)
    }

    private mutating func invocationOptions(_ node: YAMLNode) -> Expression.InvocationOptions {
        var options = Expression.InvocationOptions()
        let fields = ["dependsOn", "parent", "provider", "version", "pluginDownloadURL"]
        for (field, value) in record(node, named: "invokeOptions", fields: fields) {
            switch field {
            case "dependsOn": options.dependsOn = expression(value)
            case "parent": options.parent = expression(value)
            case "provider": options.provider = expression(value)
            case "version": options.version = text(value, named: field)
            default: options.pluginDownloadURL = text(value, named: field)
            }
        }
        return options
    }
}

extension Expression {
    /// Indicates an expression written as an object.
    var isObject: Bool {
        if case .object = kind { true } else { false }
    }
}
