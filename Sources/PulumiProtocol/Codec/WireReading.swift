import CProtobufC
import CPulumiProtocol

// What the generated messages read out of C structs.

extension ProtobufCBinaryData {
    /// The bytes as text; ``WireScanner`` has checked that they are UTF-8.
    var text: String {
        len == 0 ? "" : String(decoding: UnsafeBufferPointer(start: data, count: len), as: UTF8.self)
    }

    /// A copy of the bytes.
    var bytes: [UInt8] {
        len == 0 ? [] : [UInt8](UnsafeBufferPointer(start: data, count: len))
    }
}

/// Texts of a repeated field.
func readTexts(_ count: Int, _ list: UnsafeMutablePointer<ProtobufCBinaryData>?) -> [String] {
    guard count > 0 else { return [] }
    return UnsafeBufferPointer(start: list, count: count).map(\.text)
}

/// Enumeration values of a repeated field.
func readEnums<E: WireEnum, Wire>(
    _ count: Int,
    _ list: UnsafeMutablePointer<Wire>?,
    _ number: (Wire) -> UInt32
) -> [E] {
    UnsafeBufferPointer(start: list, count: count).map { E(rawValue: Int32(bitPattern: number($0))) }
}

/// Messages of a repeated field.
func readMessages<M: WireMessage>(
    _ count: Int,
    _ list: UnsafeMutablePointer<UnsafeMutablePointer<M.Wire>?>?
) throws(CodecError) -> [M] {
    guard count > 0 else { return [] }
    var messages: [M] = []
    messages.reserveCapacity(count)
    for element in UnsafeBufferPointer(start: list, count: count) {
        messages.append(try readMessage(element))
    }
    return messages
}

/// A message; an empty one where the bytes held none, as in a map's entry without a value.
func readMessage<M: WireMessage>(_ wire: UnsafeMutablePointer<M.Wire>?) throws(CodecError) -> M {
    if let wire { return try M(wire: UnsafePointer(wire)) }
    return try withUnsafeTemporaryAllocation(of: M.Wire.self, capacity: 1) { (memory) -> Result<M, CodecError> in
        guard let empty = memory.baseAddress else { preconditionFailure("an allocation of one has an address") }
        M.initialize(empty)
        return Result { () throws(CodecError) in try M(wire: UnsafePointer(empty)) }
    }.get()
}

/// The entries of a map; of entries with one key the last stays.
func readEntries<Entry, Value>(
    _ count: Int,
    _ list: UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>?,
    _ read: (UnsafeMutablePointer<Entry>) throws(CodecError) -> (String, Value)
) throws(CodecError) -> [String: Value] {
    guard count > 0 else { return [:] }
    var dictionary = [String: Value](minimumCapacity: count)
    for case let entry? in UnsafeBufferPointer(start: list, count: count) {
        let (key, value) = try read(entry)
        dictionary[key] = value
    }
    return dictionary
}
