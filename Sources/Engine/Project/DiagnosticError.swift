/// The faults that make a program, a project or a settings file unusable.
public struct DiagnosticError: Error, Hashable, Sendable {
    /// The diagnostics in the order of the file, of which at least one is an error.
    public let diagnostics: [Diagnostic]

    /// Creates an error from diagnostics.
    public init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }

    /// Creates an error from one diagnostic.
    public init(_ diagnostic: Diagnostic) {
        self.init([diagnostic])
    }
}

extension DiagnosticError: CustomStringConvertible {
    /// The errors, one a line, followed by the warnings.
    public var description: String {
        let faults = diagnostics.filter { $0.severity == .error }.map(\.description)
        let remarks = diagnostics.filter { $0.severity == .warning }.map { "warning: \($0)" }
        return (faults + remarks).joined(separator: "\n")
    }
}
