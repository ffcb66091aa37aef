import CProtobufC
import CPulumiProtocol
import Glibc

/// Functions by which the generated messages write into an arena.
extension MessageArena {
    /// A copy of the text's UTF-8 bytes.
    func text(_ text: String) -> ProtobufCBinaryData {
        var text = text
        return text.withUTF8 { copy($0) }
    }

    /// A copy of the bytes.
    func data(_ bytes: [UInt8]) -> ProtobufCBinaryData {
        bytes.withUnsafeBufferPointer { copy($0) }
    }

    /// An empty C struct, by protoc-c's function that makes memory one.
    func make<Wire>(_ initialize: (UnsafeMutablePointer<Wire>?) -> Void) -> UnsafeMutablePointer<Wire> {
        let wire = allocate(Wire.self, count: 1)
        initialize(wire)
        return wire
    }

    /// The C struct of a message.
    func message<M: WireMessage>(_ message: M) throws(CodecError) -> UnsafeMutablePointer<M.Wire> {
        let wire = allocate(M.Wire.self, count: 1)
        M.initialize(wire)
        try message.write(to: wire, in: self)
        return wire
    }

    /// The C structs of messages: how many, and their addresses.
    func messages<M: WireMessage>(
        _ messages: [M]
    ) throws(CodecError) -> (Int, UnsafeMutablePointer<UnsafeMutablePointer<M.Wire>?>?) {
        guard !messages.isEmpty else { return (0, nil) }
        let list = allocate(UnsafeMutablePointer<M.Wire>?.self, count: messages.count)
        for (index, element) in messages.enumerated() {
            (list + index).initialize(to: try message(element))
        }
        return (messages.count, list)
    }

    /// Copies of texts: how many, and where.
    func texts(_ texts: [String]) -> (Int, UnsafeMutablePointer<ProtobufCBinaryData>?) {
        guard !texts.isEmpty else { return (0, nil) }
        let list = allocate(ProtobufCBinaryData.self, count: texts.count)
        for (index, element) in texts.enumerated() {
            (list + index).initialize(to: text(element))
        }
        return (texts.count, list)
    }

    /// The numbers of enumeration values in C's form.
    func enums<E: WireEnum, Wire>(
        _ values: [E],
        _ wire: (UInt32) -> Wire
    ) -> (Int, UnsafeMutablePointer<Wire>?) {
        guard !values.isEmpty else { return (0, nil) }
        let list = allocate(Wire.self, count: values.count)
        for (index, value) in values.enumerated() {
            (list + index).initialize(to: wire(UInt32(bitPattern: value.rawValue)))
        }
        return (values.count, list)
    }

    /// The entries of a map, in the order of their keys' bytes.
    func entries<Value, Entry>(
        _ dictionary: [String: Value],
        _ initialize: (UnsafeMutablePointer<Entry>?) -> Void,
        _ fill: (UnsafeMutablePointer<Entry>, ProtobufCBinaryData, Value) throws(CodecError) -> Void
    ) throws(CodecError) -> (Int, UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>?) {
        guard !dictionary.isEmpty else { return (0, nil) }
        let list = allocate(UnsafeMutablePointer<Entry>?.self, count: dictionary.count)
        let sorted = dictionary.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (index, element) in sorted.enumerated() {
            let entry = make(initialize)
            try fill(entry, text(element.key), element.value)
            (list + index).initialize(to: entry)
        }
        return (dictionary.count, list)
    }

    private func copy(_ bytes: UnsafeBufferPointer<UInt8>) -> ProtobufCBinaryData {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return ProtobufCBinaryData() }
        let place = allocate(UInt8.self, count: bytes.count)
        place.initialize(from: start, count: bytes.count)
        return ProtobufCBinaryData(len: bytes.count, data: place)
    }
}
