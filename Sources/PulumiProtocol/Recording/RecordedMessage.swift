import CProtobufC
import CPulumiProtocol
public import JSON

extension ProtocolMessage {
    /// The message in protobuf's JSON mapping, as Pulumi's log of calls has it, with `"[secret]"` for every secret.
    ///
    /// Fields that hold their default are left out.
    ///
    /// - Throws: ``CodecError`` if the message has no bytes either.
    public func recordingJSON() throws(CodecError) -> JSON {
        guard let message = self as? any WireMessage else { return .object([:]) }
        return try message.recorded(showingSecrets: false)
    }

    /// The message in protobuf's JSON mapping, secrets in the clear, for comparison with a recording.
    ///
    /// - Throws: ``CodecError`` if the message has no bytes either.
    public func plainRecordingJSON() throws(CodecError) -> JSON {
        guard let message = self as? any WireMessage else { return .object([:]) }
        return try message.recorded(showingSecrets: true)
    }
}

extension WireMessage {
    fileprivate func recorded(showingSecrets: Bool) throws(CodecError) -> JSON {
        try MessageArena.with(capacity: 8192) { arena throws(CodecError) in
            let wire = try arena.message(self)
            return .object(try RecordedMessage(UnsafeRawPointer(wire), showsSecrets: showingSecrets).object())
        }
    }
}

/// A C struct of any message, read by protoc-c's description of it.
private struct RecordedMessage {
    private let message: UnsafeRawPointer
    private let descriptor: ProtobufCMessageDescriptor
    private let name: String
    private let showsSecrets: Bool

    init(_ message: UnsafeRawPointer, showsSecrets: Bool) {
        self.message = message
        self.showsSecrets = showsSecrets
        descriptor = message.load(as: ProtobufCMessage.self).descriptor.pointee
        name = String(cString: descriptor.name)
    }

    /// The message's fields by their JSON names.
    func object() throws(CodecError) -> JSON.Object {
        var object = JSON.Object()
        for field in UnsafeBufferPointer(start: descriptor.fields, count: Int(descriptor.n_fields)) {
            guard let value = try json(of: field) else { continue }
            object[jsonName(String(cString: field.name))] = value
        }
        return showsSecrets ? object : Redaction.redacted(object, of: name)
    }

    /// A field's value; `.none` if it is not set or holds its default (a bare `nil` would be JSON's null).
    private func json(of field: ProtobufCFieldDescriptor) throws(CodecError) -> JSON? {
        let place = message + Int(field.offset)
        if field.label == PROTOBUF_C_LABEL_REPEATED { return try repeated(field, place) }
        if field.flags & UInt32(PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue) != 0 {
            let set = message.load(fromByteOffset: Int(field.quantifier_offset), as: UInt32.self)
            return set == field.id ? try value(field, place) : .none
        }
        return isDefault(field, place) ? .none : try value(field, place)
    }

    private func repeated(_ field: ProtobufCFieldDescriptor, _ place: UnsafeRawPointer) throws(CodecError) -> JSON? {
        let count = message.load(fromByteOffset: Int(field.quantifier_offset), as: Int.self)
        guard count > 0, let start = place.load(as: UnsafeRawPointer?.self) else { return .none }
        let elements = (0..<count).map { start + $0 * elementSize(field) }
        if field.isMap { return .object(try entries(elements)) }
        var array: [JSON] = []
        for element in elements {
            array.append(try value(field, element))
        }
        return .array(array)
    }

    /// The entries of a map, which are messages with the fields `key` and `value`.
    private func entries(_ elements: [UnsafeRawPointer]) throws(CodecError) -> JSON.Object {
        var object = JSON.Object()
        for element in elements {
            let entry = RecordedMessage(element.load(as: UnsafeRawPointer.self), showsSecrets: showsSecrets)
            guard let fields = entry.descriptor.fields else { continue }
            let key = (entry.message + Int(fields[0].offset)).load(as: ProtobufCBinaryData.self).text
            object[key] = try entry.value(fields[1], entry.message + Int(fields[1].offset))
        }
        return object
    }

    private func value(_ field: ProtobufCFieldDescriptor, _ place: UnsafeRawPointer) throws(CodecError) -> JSON {
        switch field.type {
        case PROTOBUF_C_TYPE_BOOL: return .bool(place.load(as: Int32.self) != 0)
        case PROTOBUF_C_TYPE_INT32: return .number(Int(place.load(as: Int32.self)))
        case PROTOBUF_C_TYPE_UINT32: return .number(Int(place.load(as: UInt32.self)))
        // The mapping has 64-bit numbers as text, because JavaScript would round them.
        case PROTOBUF_C_TYPE_INT64: return .string(String(place.load(as: Int64.self)))
        case PROTOBUF_C_TYPE_DOUBLE: return .number(place.load(as: Double.self))
        case PROTOBUF_C_TYPE_ENUM: return enumeration(field, place.load(as: Int32.self))
        case PROTOBUF_C_TYPE_BYTES: return text(field, place.load(as: ProtobufCBinaryData.self))
        default:
            guard let inner = place.load(as: UnsafeRawPointer?.self) else { return .object([:]) }
            return try nested(inner)
        }
    }

    private func nested(_ message: UnsafeRawPointer) throws(CodecError) -> JSON {
        let recorded = RecordedMessage(message, showsSecrets: showsSecrets)
        switch recorded.name {
        case "google.protobuf.Struct":
            let map = try PropertyMap(wire: message.assumingMemoryBound(to: PropertyMap.Wire.self))
            return try showsSecrets ? map.json() : map.redactedJSON()
        case "google.protobuf.Value":
            let value = try PropertyValue(wire: message.assumingMemoryBound(to: PropertyValue.Wire.self))
            return try showsSecrets ? value.json() : value.redactedJSON()
        default:
            return .object(try recorded.object())
        }
    }

    private func text(_ field: ProtobufCFieldDescriptor, _ data: ProtobufCBinaryData) -> JSON {
        let isBytes = byteFields.contains("\(name).\(String(cString: field.name))")
        return .string(isBytes ? base64(data.bytes) : data.text)
    }

    /// The name of an enumeration's value, or its number if it has none.
    private func enumeration(_ field: ProtobufCFieldDescriptor, _ number: Int32) -> JSON {
        let descriptor = field.descriptor.assumingMemoryBound(to: ProtobufCEnumDescriptor.self)
        guard let value = protobuf_c_enum_descriptor_get_value(descriptor, number) else { return .number(Int(number)) }
        return .string(String(cString: value.pointee.name))
    }

    private func isDefault(_ field: ProtobufCFieldDescriptor, _ place: UnsafeRawPointer) -> Bool {
        switch field.type {
        case PROTOBUF_C_TYPE_MESSAGE: place.load(as: UnsafeRawPointer?.self) == nil
        case PROTOBUF_C_TYPE_BYTES: place.load(as: ProtobufCBinaryData.self).len == 0
        case PROTOBUF_C_TYPE_DOUBLE: place.load(as: Double.self) == 0
        case PROTOBUF_C_TYPE_INT64: place.load(as: Int64.self) == 0
        default: place.load(as: Int32.self) == 0
        }
    }

    private func elementSize(_ field: ProtobufCFieldDescriptor) -> Int {
        switch field.type {
        case PROTOBUF_C_TYPE_BYTES: MemoryLayout<ProtobufCBinaryData>.stride
        case PROTOBUF_C_TYPE_MESSAGE, PROTOBUF_C_TYPE_DOUBLE, PROTOBUF_C_TYPE_INT64: 8
        default: 4
        }
    }

}

extension ProtobufCFieldDescriptor {
    /// Indicates whether a repeated field is a map: its messages are called after it, and consist of a key and a value.
    var isMap: Bool {
        guard type == PROTOBUF_C_TYPE_MESSAGE else { return false }
        let element = descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self).pointee
        return element.n_fields == 2 && String(cString: element.short_name).hasSuffix("Entry")
    }
}

/// Returns `lower_snake` as protobuf's JSON mapping writes it: `lowerCamel`.
func jsonName(_ name: String) -> String {
    var result = ""
    var isStart = false
    for character in name {
        if character == "_" {
            isStart = true
        } else {
            result += isStart ? character.uppercased() : String(character)
            isStart = false
        }
    }
    return result
}

/// Bytes in base64 with padding, as the JSON mapping has them.
private func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        var bits = group.reduce(0) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
        var digits: [UInt8] = []
        for _ in 0..<4 {
            digits.insert(alphabet[Int(bits & 63)], at: 0)
            bits >>= 6
        }
        for place in (group.count + 1)..<4 where group.count < 3 {
            digits[place] = UInt8(ascii: "=")
        }
        text += digits
    }
    return String(decoding: text, as: UTF8.self)
}
