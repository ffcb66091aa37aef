/// One fault or remark about a program, a project or a settings file, with its place and a remedy.
public struct Diagnostic: Hashable, Sendable {
    /// How grave a diagnostic is.
    public enum Severity: String, Hashable, Sendable {
        /// Nothing may be deployed.
        case error
        /// The program runs, but perhaps not as its author thinks.
        case warning
    }

    /// How grave it is.
    public var severity: Severity
    /// What is wrong, in one line and without the place.
    public var summary: String
    /// What there is to know beyond the summary; empty if nothing.
    public var detail: String
    /// The file as the user knows it, such as `Pulumi.yaml`; `nil` if no file is at fault.
    public var file: String?
    /// The place in the file, if there is one.
    public var range: TextRange?
    /// What to do about it, such as the nearest name; `nil` if nothing is known.
    public var hint: String?

    /// The line, counted from 1.
    public var line: Int? { range?.start.line }
    /// The column in characters, counted from 1.
    public var column: Int? { range?.start.column }

    /// A diagnostic from its parts.
    public init(
        _ severity: Severity = .error,
        _ summary: String,
        detail: String = "",
        file: String? = nil,
        range: TextRange? = nil,
        hint: String? = nil
    ) {
        self.severity = severity
        self.summary = summary
        self.detail = detail
        self.file = file
        self.range = range
        self.hint = hint
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `Pulumi.yaml:7:11: summary`, the hint after it and the detail on lines of its own.
    public var description: String {
        var text = ""
        if let file {
            text += file
            if let start = range?.start { text += ":\(start.line):\(start.column)" }
            text += ": "
        }
        text += summary
        if let hint { text += " (\(hint))" }
        if !detail.isEmpty { text += "\n\(detail)" }
        return text
    }
}
