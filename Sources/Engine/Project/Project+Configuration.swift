internal import JSON
public import PulumiProtocol

extension Project {
    /// The configuration of a stack with the project's defaults, checked against what the project declares.
    ///
    /// - Parameters:
    ///   - configuration: By full key: text, or secret text; structured values are JSON text.
    ///   - stack: The stack's name, for messages.
    /// - Throws: What is missing, of a wrong type, or not encrypted.
    public func completing(
        _ configuration: [String: PropertyValue],
        stack: String
    ) throws(DiagnosticError) -> [String: PropertyValue] {
        var completed = configuration
        var missing: [String] = []
        for declaration in self.configuration where completed[declaration.key] == nil {
            if let fallback = declaration.fallback {
                completed[declaration.key] = .string(Self.text(of: fallback))
            } else if declaration.isRequired {
                missing.append(declaration.name)
            }
        }
        guard missing.isEmpty else {
            let names = missing.sorted().map { "'\($0)'" }.joined(separator: ", ")
            let values = missing.count == 1 ? "value" : "values"
            throw refusal(
                "validating stack config: Stack '\(stack)' is missing configuration \(values) \(names)",
                hint: "set it with `config set`"
            )
        }
        var faults: [Diagnostic] = []
        for declaration in self.configuration {
            guard let value = completed[declaration.key], let fault = declaration.fault(of: value) else { continue }
            let summary =
                "validating stack config: Stack '\(stack)' with configuration key '\(declaration.name)' \(fault)"
            faults.append(Diagnostic(.error, summary))
        }
        guard faults.isEmpty else { throw DiagnosticError(faults) }
        return completed
    }

    private func refusal(_ summary: String, hint: String) -> DiagnosticError {
        DiagnosticError(Diagnostic(.error, summary, hint: hint))
    }

    /// A default as settings files hold it: scalars as text, the rest as JSON.
    private static func text(of value: PropertyValue) -> String {
        switch value {
        case .list, .map: JSON(plain: value).text(.sortedKeys)
        default: GoText.text(value)
        }
    }
}

extension ConfigurationDeclaration {
    /// What is wrong with a value; `nil` if nothing is, or if no type is declared.
    fileprivate func fault(of value: PropertyValue) -> String? {
        guard let type else { return nil }
        let isSecret = value.containsSecrets
        if self.isSecret, !isSecret { return "must be encrypted as it's secret" }
        return type.accepts(type.content(of: value.plain)) ? nil : "must be of type '\(type)'"
    }
}

extension ConfigurationDeclaration.ValueType {
    /// A value of the configuration as this type would have it: a structure that is JSON text is read.
    fileprivate func content(of value: PropertyValue) -> PropertyValue {
        switch self {
        case .string, .integer, .boolean: return value
        case .array, .object:
            guard case .string(let text) = value, let json = try? JSON(parsing: text) else { return value }
            return ProgramConfiguration.value(of: json)
        }
    }
}
