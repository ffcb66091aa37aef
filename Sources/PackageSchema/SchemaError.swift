/// A document that is no package schema.
public struct SchemaError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The fault of the document.
    public let description: String

    /// An error from its sentence.
    public init(_ description: String) {
        self.description = description
    }
}
