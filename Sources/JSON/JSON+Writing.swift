extension JSON {
    /// Options for writing a document.
    public struct WritingOptions: OptionSet, Sendable {
        /// The options as bits.
        public let rawValue: Int

        /// Options from bits.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// Members of every object by name, in the order of UTF-8 bytes.
        public static let sortedKeys = WritingOptions(rawValue: 1)
        /// `<`, `>`, `&`, U+2028 and U+2029 as `\u` escapes, as Go's `encoding/json` writes by default.
        public static let escapingHTML = WritingOptions(rawValue: 2)
        /// Only U+2028 and U+2029 as `\u` escapes: what Go writes after `SetEscapeHTML(false)`.
        public static let escapingLineSeparators = WritingOptions(rawValue: 4)
        /// One member or element a line, four spaces a level, as `json.MarshalIndent` writes; empty ones stay closed.
        public static let indented = WritingOptions(rawValue: 8)
        /// As ``indented``, with two spaces a level.
        public static let indentedByTwo = WritingOptions(rawValue: 16)
    }

    /// The document as text: without white space, unless options say otherwise.
    public func text(_ options: WritingOptions = []) -> String {
        String(decoding: bytes(options), as: UTF8.self)
    }

    /// The document as UTF-8.
    public func bytes(_ options: WritingOptions = []) -> [UInt8] {
        var writer = JSONWriter(options: options)
        writer.write(self)
        return writer.bytes
    }
}
