/// Why a program, a project or a settings file cannot be used: every fault that was found.
public struct DiagnosticError: Error, Hashable, Sendable {
    /// The faults, in the order of the file; at least one is an error.
    public let diagnostics: [Diagnostic]

    /// An error made of faults that were found.
    public init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }

    /// An error made of one fault.
    public init(_ diagnostic: Diagnostic) {
        self.init([diagnostic])
    }
}

extension DiagnosticError: CustomStringConvertible {
    /// One fault a line, and after them the remarks.
    public var description: String {
        let faults = diagnostics.filter { $0.severity == .error }.map(\.description)
        let remarks = diagnostics.filter { $0.severity == .warning }.map { "warning: \($0)" }
        return (faults + remarks).joined(separator: "\n")
    }
}
