/// An error or warning about a program, a project or a settings file, with its position and a remedy.
public struct Diagnostic: Hashable, Sendable {
    /// The severity of a diagnostic.
    public enum Severity: String, Hashable, Sendable {
        /// An error, which prevents the deployment.
        case error
        /// A warning: the program runs, but perhaps not as intended.
        case warning
    }

    /// The severity.
    public var severity: Severity
    /// The fault in one line, without the position.
    public var summary: String
    /// More explanation; empty if there is none.
    public var detail: String
    /// The file as the user knows it, such as `Pulumi.yaml`; `nil` if no file is at fault.
    public var file: String?
    /// The position in the file, if there is one.
    public var range: TextRange?
    /// The remedy, such as the nearest name; `nil` if there is none.
    public var hint: String?

    /// The line, counted from 1.
    public var line: Int? { range?.start.line }
    /// The column in characters, counted from 1.
    public var column: Int? { range?.start.column }

    /// Creates a diagnostic.
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
    /// The text `Pulumi.yaml:7:11: summary`, with the hint and the detail on further lines.
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
