internal import JSON
public import PulumiProtocol

extension Project {
    /// The configuration of a stack with the project's defaults, checked against what the project declares.
    ///
    /// - Parameters:
    ///   - settings: What the stack's settings hold, by full key.
    ///   - stack: The stack's name, for messages.
    /// - Throws: What is missing, of a wrong type, or not encrypted.
    public func completing(
        _ settings: [String: ConfigurationValue],
        stack: String
    ) throws(DiagnosticError) -> [String: ConfigurationValue] {
        let completed = withDefaults(settings)
        let missing = configuration.filter { $0.isRequired && completed[$0.key] == nil }.map(\.name)
        let prefix = "validating stack config: Stack '\(stack)'"
        guard missing.isEmpty else {
            let names = missing.sorted().map { "'\($0)'" }.joined(separator: ", ")
            let values = missing.count == 1 ? "value" : "values"
            throw DiagnosticError(
                Diagnostic(
                    .error,
                    "\(prefix) is missing configuration \(values) \(names)",
                    hint: "set it with `config set`"
                )
            )
        }
        let faults = configuration.compactMap { declaration -> Diagnostic? in
            guard let fault = completed[declaration.key].flatMap(declaration.fault) else { return nil }
            return Diagnostic(.error, "\(prefix) with configuration key '\(declaration.name)' \(fault)")
        }
        guard faults.isEmpty else { throw DiagnosticError(faults) }
        return completed
    }
}

extension Project {
    /// The configuration of a stack with the project's defaults, unchecked.
    public func withDefaults(_ settings: [String: ConfigurationValue]) -> [String: ConfigurationValue] {
        var completed = settings
        for declaration in configuration where completed[declaration.key] == nil {
            completed[declaration.key] = declaration.fallback.map(ConfigurationValue.init(default:))
        }
        return completed
    }
}

extension ConfigurationDeclaration {
    /// What is wrong with a value; `nil` if nothing is, or if no type is declared.
    fileprivate func fault(of value: ConfigurationValue) -> String? {
        guard let type else { return nil }
        if isSecret, !value.containsSecrets { return "must be encrypted as it's secret" }
        return type.accepts(value.plain) ? nil : "must be of type '\(type)'"
    }
}

extension ConfigurationValue {
    /// A default of a project's file: scalars are text, as in settings files.
    fileprivate init(default value: PropertyValue) {
        switch value {
        case .list, .map: self = .object(value)
        default: self = .text(GoText.text(value))
        }
    }

    /// The value as the declared types see it.
    fileprivate var plain: PropertyValue {
        switch self {
        case .text(let text), .secret(let text): .string(text)
        case .object(let value): value.plain
        }
    }

    /// The value as providers and programs get it: text, or secret text if any part is secret; structures are JSON text.
    public var property: PropertyValue {
        switch self {
        case .text(let text): .string(text)
        case .secret(let text): .secret(.string(text))
        case .object(let value):
            value.containsSecrets ? .secret(.string(Self.json(value))) : .string(Self.json(value))
        }
    }

    private static func json(_ value: PropertyValue) -> String {
        JSON(plain: value).text([.sortedKeys, .escapingHTML, .escapingLineSeparators])
    }
}
