/// A JSON value that keeps the order of keys and the text of numbers.
///
/// Reading and writing a document gives back the same keys, in the same order, with numbers as they were written.
public enum JSON: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number, as text.
    case number(Number)
    /// Text.
    case string(String)
    /// Values in order.
    case array([JSON])
    /// Values by name, in the order in which they were written.
    case object(Object)

    /// Reads a document.
    ///
    /// - Throws: ``JSONError`` that says where the text stops being JSON.
    public init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads a document from UTF-8.
    ///
    /// - Throws: ``JSONError`` that says where the bytes stop being JSON, also for what follows the document.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        self = try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
            try JSON(parsing: buffer)
        }
    }

    /// Reads a document from UTF-8 that is lent for the length of the call.
    ///
    /// - Throws: ``JSONError``, as for an array of bytes.
    public init(parsing buffer: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        var reader = JSONReader(buffer)
        self = try reader.document()
    }
}
