internal import JSON
public import PulumiProtocol

extension Project {
    /// Returns a stack's configuration with the project's defaults, checked against the project's declarations.
    ///
    /// `settings` are the stack's values by full key; `stack` is its name, for messages.
    ///
    /// - Throws: ``DiagnosticError`` with every value that is missing, of a wrong type, or not encrypted.
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
    /// Returns a stack's configuration with the project's defaults, unchecked.
    public func withDefaults(_ settings: [String: ConfigurationValue]) -> [String: ConfigurationValue] {
        var completed = settings
        for declaration in configuration where completed[declaration.key] == nil {
            completed[declaration.key] = declaration.fallback.map(ConfigurationValue.init(default:))
        }
        return completed
    }
}

extension ConfigurationDeclaration {
    /// Returns the fault of a value, or `nil` if it has the declared type.
    fileprivate func fault(of value: ConfigurationValue) -> String? {
        guard let type else { return nil }
        if isSecret, !value.containsSecrets { return "must be encrypted as it's secret" }
        return type.accepts(value.plain) ? nil : "must be of type '\(type)'"
    }
}

extension ConfigurationValue {
    /// Converts a default of the project's file: scalars become text, as in settings files.
    fileprivate init(default value: PropertyValue) {
        switch value {
        case .list, .map: self = .object(value)
        default: self = .text(GoText.text(value))
        }
    }

    /// The value for checks against declared types.
    fileprivate var plain: PropertyValue {
        switch self {
        case .text(let text), .secret(let text): .string(text)
        case .object(let value): value.plain
        }
    }

    /// The value for providers and programs: text, secret if any part is; lists and maps are JSON text.
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
