/// A reason for which bytes are not a message, or a message cannot become bytes.
public enum CodecError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The bytes break protobuf's wire format, or do not fit the message's fields.
    ///
    /// `field` is the full name of the innermost message or field that was being read, `offset` counts bytes from
    /// the start of the message.
    case malformed(field: String, offset: Int, reason: String)

    /// Text that is not UTF-8.
    case invalidText(field: String, offset: Int)

    /// Values nested deeper than `limit` levels.
    case tooDeep(property: String, limit: Int)

    /// A number that is infinite or not a number, which no property may be.
    case notFinite(property: String)

    /// A value that stands for no kind of property, such as an object with an unknown signature.
    case invalidValue(property: String, reason: String)

    /// A message that would take more memory than a message may.
    case tooLarge(message: String, byteCount: Int)

    /// The fault, its place, and the terms in which it is told.
    public var description: String {
        switch self {
        case .malformed(let field, let offset, let reason):
            "\(field): \(reason), at byte \(offset) of the message"
        case .invalidText(let field, let offset):
            "\(field): the text is not valid UTF-8, at byte \(offset) of the message"
        case .tooDeep(let property, let limit):
            "\(Self.subject(property)) is nested more than \(limit) levels deep"
        case .notFinite(let property):
            "\(Self.subject(property)) is not a finite number; only finite numbers can be sent"
        case .invalidValue(let property, let reason):
            "\(Self.subject(property)) \(reason)"
        case .tooLarge(let message, let byteCount):
            "\(message): \(byteCount) bytes expand to more memory than one message may take"
        }
    }

    private static func subject(_ property: String) -> String {
        property.isEmpty ? "a value" : "property \(property)"
    }

    /// This error with the name of the property around it put before the path.
    func inside(_ name: String) -> CodecError {
        func path(_ inner: String) -> String {
            if inner.isEmpty { return name }
            return inner.hasPrefix("[") ? name + inner : "\(name).\(inner)"
        }
        return switch self {
        case .tooDeep(let property, let limit): .tooDeep(property: path(property), limit: limit)
        case .notFinite(let property): .notFinite(property: path(property))
        case .invalidValue(let property, let reason): .invalidValue(property: path(property), reason: reason)
        case .malformed, .invalidText, .tooLarge: self
        }
    }
}
