/// The text of a package schema, lent by the binary or kept.
enum SchemaText: Sendable {
    /// Bytes that live as long as the process.
    case embedded(@Sendable () -> UnsafeBufferPointer<UInt8>)
    /// Text that came from a plugin or a file.
    case kept(String)

    /// Runs `body` with the bytes.
    func withBytes<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        switch self {
        case .embedded(let bytes): return body(bytes())
        case .kept(var text): return text.withUTF8(body)
        }
    }

    /// The text as a string.
    var string: String {
        switch self {
        case .embedded(let bytes): String(decoding: bytes(), as: UTF8.self)
        case .kept(let text): text
        }
    }
}
